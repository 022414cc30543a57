"""Every icon that is asked for is there."""

import ast

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon

from returnhelp import files
from returnhelp.gui import icons, theme


def _asked_for() -> set[str]:
    """The names given to ``icons.icon``, ``draw``, ``say``, a page's or a command's spec, anywhere in the window."""
    found = set()
    for module in files.path("returnhelp/gui").rglob("*.py"):
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in ("icon", "pixmap") and call.args:
                found |= {arg.value for arg in call.args[:1] if isinstance(arg, ast.Constant)}
    return {name for name in found if isinstance(name, str)}


def test_every_icon_that_is_asked_for_is_there():
    missing = {name for name in _asked_for() if not icons.exists(name)}
    assert not missing


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(KeyError):
        icons.icon("no-such-icon")


def test_an_icon_is_drawn_in_the_colour_of_the_theme(qapp):
    home = icons.icon("house-fill", "accent")
    for choice in (theme.Choice.LIGHT, theme.Choice.DARK):
        theme.apply(choice)
        drawn = home.pixmap(QSize(32, 32)).toImage()
        inks = [drawn.pixelColor(x, y) for x in range(32) for y in range(32)]
        assert max(inks, key=lambda ink: ink.alpha()).name() == QColor(theme.colour("accent")).name()


def test_a_disabled_icon_is_drawn_so(qapp):
    drawn = icons.icon("house-fill").pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage()
    inks = [drawn.pixelColor(x, y) for x in range(32) for y in range(32)]
    assert max(inks, key=lambda ink: ink.alpha()).name() == theme.colour("disabled")


def test_an_arrow_turns_with_the_reading(qapp):
    there = icons.icon("arrow-right").pixmap(QSize(32, 32)).toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        back = icons.icon("arrow-right").pixmap(QSize(32, 32)).toImage()
        home = icons.icon("house").pixmap(QSize(32, 32)).toImage()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert there != back
    assert home == icons.icon("house").pixmap(QSize(32, 32)).toImage()


def test_the_program_has_an_icon(qapp):
    assert not icons.program_icon().pixmap(QSize(64, 64)).isNull()
