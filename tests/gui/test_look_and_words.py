"""The window changes its colours, its size and its language while it runs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton

from returnhelp.gui import fonts, theme, words
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n import catalogs


def test_the_window_has_its_own_font(qapp: QApplication):
    assert qapp.font().family() == fonts.FAMILY
    assert "Noto Sans Arabic" in qapp.font().families()


def test_colours_change_while_it_runs(qapp: QApplication):
    told = []
    theme.news().changed.connect(lambda: told.append(theme.palette().name))
    theme.apply(theme.Choice.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.colour("window")
    assert theme.palette().name == "dark"
    theme.apply(theme.Choice.LIGHT)
    assert told == ["dark", "light"]
    assert theme.choice() is theme.Choice.LIGHT


def test_everything_grows_with_the_size(qtbot, qapp: QApplication):
    title = dress(QLabel("Cases"), Look.TITLE)
    edit = QLineEdit()
    for widget in (title, edit):
        qtbot.addWidget(widget)
    before = title.font().pointSizeF(), qapp.font().pointSizeF(), edit.sizeHint().height()
    theme.apply(theme.Choice.LIGHT, 1.5)
    assert title.font().pointSizeF() == 1.5 * before[0]
    assert qapp.font().pointSizeF() == 1.5 * before[1]
    assert edit.sizeHint().height() > 1.3 * before[2]
    assert theme.px(8) == 12


def test_every_control_is_big_enough_to_be_hit(qtbot):
    for widget in (
        QPushButton("x"),
        QLineEdit(),
        dress(QPushButton("x"), Look.QUIET),
        dress(QPushButton("x"), Look.LINK),
    ):
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert widget.sizeHint().height() >= 24, widget.property("look")


def test_the_focus_shows_inside_the_button_of_the_accent(qtbot):
    button = dress(QPushButton("Save"), Look.PRIMARY)
    qtbot.addWidget(button)
    button.show()
    button.activateWindow()
    without = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != without


def test_words_of_qt_are_in_the_language_too(qtbot):
    words.use("de")
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QMessageBox.StandardButton.Cancel).text().replace("&", "") == "Abbrechen"
    words.use("en")
    assert catalogs.language() == "en"


def test_a_language_from_the_right_turns_the_window(qapp: QApplication):
    words.use("ar")
    try:
        assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    finally:
        words.use("en")
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight
