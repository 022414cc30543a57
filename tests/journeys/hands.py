"""Hands at the keyboard of the real window."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget

from returnhelp import settings
from returnhelp.gui.instance import Instance
from returnhelp.gui.page import Page
from returnhelp.gui.start import Program
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.i18n.catalogs import _
from returnhelp.services.office import Office

P = TypeVar("P", bound=QWidget)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """A person at the program: everything they do goes through keys, where the focus is."""

    def __init__(self, qtbot, home: Path) -> None:
        self.qtbot = qtbot
        self.program = Program(settings.Machine(home / "config"), Instance())
        qtbot.addWidget(self.program.window, before_close_func=lambda window: window.let_go())
        self.program.begin()
        self.program.window.resize(1280, 800)
        self.program.window.activateWindow()
        self.settle()

    # --- keys --------------------------------------------------------------------------------------

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        for key in keys:
            self.qtbot.keyClick(self.focus, key, CONTROL if ctrl else Qt.KeyboardModifier.NoModifier)
            QApplication.processEvents()  # nobody presses the next key before the window has heard of the last
        self.settle()

    def write(self, text: str) -> None:
        """Type over what stands in the field that has the focus."""
        if isinstance(self.focus, QLineEdit):
            self.qtbot.keyClick(self.focus, Qt.Key.Key_A, CONTROL)
        self.qtbot.keyClicks(self.focus, text)

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until it has the focus, as somebody does who cannot use a mouse."""
        assert wanted.isEnabled(), f"{wanted.objectName()} cannot be used"
        for _time in range(120):
            if self.focus is wanted:
                return
            self.qtbot.keyClick(self.focus, Qt.Key.Key_Tab)
        raise AssertionError(f"{wanted.objectName()} cannot be reached by keyboard")

    def push(self, button: QPushButton) -> None:
        self.tab_to(button)
        self.press(Qt.Key.Key_Space)

    def tick(self, box: QCheckBox, *, on: bool = True) -> None:
        self.tab_to(box)
        if box.isChecked() is not on:
            self.press(Qt.Key.Key_Space)
        assert box.isChecked() is on

    def fill(self, field: QWidget, text: str) -> None:
        self.tab_to(field)
        self.write(text)

    def settle(self) -> None:
        """Wait until the worker has nothing to do and the window has heard of it."""
        self.qtbot.waitUntil(lambda: not self.program.worker.busy, timeout=120_000)

    # --- the program -------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str) -> None:
        card = self.program.gate.sign_in
        self.fill(card.name_edit, name)
        self.fill(card.password_edit, password)
        with self.qtbot.waitSignal(self.program.arrived, timeout=60_000):
            self.qtbot.keyClick(self.focus, Qt.Key.Key_Return)
        self.settle()

    def sign_out(self) -> None:
        """By the search on top, which knows the commands too."""
        self.command(_("Sign out"))
        assert self.program.office is None

    @property
    def office(self) -> Office:
        """The office that is signed in to."""
        assert self.program.office is not None
        return self.program.office

    def command(self, words: str) -> None:
        place = self.program.workplace
        assert place is not None
        self.press(Qt.Key.Key_K, ctrl=True)
        place.search.setFocus()
        self.qtbot.keyClicks(place.search, words)
        self.settle()
        self.press(Qt.Key.Key_Return)
        self.settle()

    def go_to(self, key: str, kind: type[P]) -> P:
        """Go to a page of the rail by its number."""
        place = self.program.workplace
        assert place is not None
        seen = [spec.key for spec in place.pages.rail if spec.may(place.desk.office) and spec.in_rail]
        self.press(Qt.Key(Qt.Key.Key_1 + seen.index(key)), ctrl=True)
        self.settle()
        found = place.page()
        assert isinstance(found, kind)
        return found

    def find(self, words: str, icon: str) -> None:
        """Search on top, go down to the first answer of a kind (``folder``: a case) and open it."""
        place = self.program.workplace
        assert place is not None
        self.press(Qt.Key.Key_K, ctrl=True)
        place.search.setFocus()
        self.qtbot.keyClicks(place.search, words)
        self.qtbot.waitUntil(lambda: any(hit.icon == icon for hit in place.search.answers()), timeout=10_000)
        self.settle()
        for _time in range(next(at for at, hit in enumerate(place.search.answers()) if hit.icon == icon)):
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)

    def page(self, kind: type[P]) -> P:
        place = self.program.workplace
        assert place is not None
        found = place.page()
        assert isinstance(found, kind), found
        return found

    def nothing_wrong(self) -> None:
        """No page shows an error."""
        place = self.program.workplace
        assert place is not None
        page = place.page()
        assert isinstance(page, Page)
        bar = page._messages
        assert not (bar.isVisible() and bar.kind() is Kind.ERROR), bar.text()
