"""The window's own fonts, so that every machine shows the same."""

from enum import IntEnum
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

FAMILY = "Noto Sans"
_POINTS = 10.0

# The package of each script; what is missing here is looked for in the system.
_LATIN = ("fontpkg_noto_sans",)
_OTHER_SCRIPTS = ("fontpkg_noto_sans_arabic", "justmytype_intl_africa")


class Weight(IntEnum):
    """How strong letters are drawn, as the font counts it."""

    REGULAR = 400
    MEDIUM = 500
    STRONG = 600


class Size(IntEnum):
    """How big letters are, in percent of the text of a page."""

    SMALL = 90
    BODY = 100
    LEAD = 112
    HEADING = 125
    TITLE = 165
    DISPLAY = 220


_WEIGHT_AXIS = QFont.Tag("wght")
_families: list[str] = []
_factor = 1.0


def load() -> None:
    """Make Noto Sans known; without its package the system's own font stays."""
    if not _families:
        _add(_LATIN)


def load_other_scripts() -> None:
    """Make the fonts for names in Arabic and Ethiopic letters known; they are not needed to sign in."""
    if _add(_OTHER_SCRIPTS):
        QApplication.setFont(font())


def _add(packages: tuple[str, ...]) -> bool:
    before = len(_families)
    for package in packages:
        for file in _files_of(package):
            for family in QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file))):
                if family not in _families:
                    _families.append(family)
    return len(_families) > before


def _files_of(package: str) -> list[Path]:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return []
    return sorted(file for file in Path(spec.origin).parent.rglob("*.ttf"))


def scale(factor: float) -> None:
    """Draw all letters this much bigger than the program was started with (1.0 is as started)."""
    global _factor
    _factor = factor
    QApplication.setFont(font())


def font(size: Size = Size.BODY, weight: Weight = Weight.REGULAR) -> QFont:
    """The window's font; Qt knows the weights of a variable font only by its axis."""
    made = QFont(QApplication.font()) if not _families else QFont(_families)
    made.setPointSizeF(_POINTS * _factor * size / 100)
    if weight is not Weight.REGULAR:
        made.setVariableAxis(_WEIGHT_AXIS, float(weight))
    return made
