"""Hands at the keyboard of the real window."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget

from returnhelp import settings
from returnhelp.domain.roles import Clearance, Role
from returnhelp.domain.steps import Need, Reason, Step
from returnhelp.gui.first_start import FirstStart
from returnhelp.gui.instance import Instance
from returnhelp.gui.page import Page
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.case_sealed import SealedRecord
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.pages.list_page import ListPage
from returnhelp.gui.pages.office import OfficePage
from returnhelp.gui.pages.users import UsersPage
from returnhelp.gui.start import Program
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.picker import Picker
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.ticks_button import TicksButton
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _
from returnhelp.services import offices, users
from returnhelp.services.office import Office, local_now
from returnhelp.vault.passphrase import Params

P = TypeVar("P", bound=QWidget)
CONTROL = Qt.KeyboardModifier.ControlModifier
PASSWORD = "blaue Gabel wandert 7"
RETURN, TAB, SPACE, DOWN, UP, S = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Space,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_S,
)


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

    @property
    def target(self) -> QWidget:
        """Where a key goes: to a menu or a list that is open, else where the focus is."""
        return QApplication.activePopupWidget() or self.focus

    def press(self, *keys: Qt.Key, ctrl: bool = False, shift: bool = False) -> None:
        held = CONTROL if ctrl else Qt.KeyboardModifier.NoModifier
        if shift:
            held |= Qt.KeyboardModifier.ShiftModifier
        for key in keys:
            self.qtbot.keyClick(self.target, key, held)
            QApplication.processEvents()  # nobody presses the next key before the window has heard of the last
        self.settle()

    def write(self, text: str) -> None:
        """Type over what stands in the field that has the focus."""
        if isinstance(self.focus, QLineEdit):
            self.qtbot.keyClick(self.focus, Qt.Key.Key_A, CONTROL)
        if text.isascii():
            for letter in text:
                self.qtbot.keyClicks(self.target, letter)
        else:  # as a keyboard of another script hands it over
            written = QInputMethodEvent()
            written.setCommitString(text)
            QApplication.sendEvent(self.focus, written)

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until it has the focus, as somebody does who cannot use a mouse."""
        assert wanted.isEnabled(), f"{wanted.objectName()} cannot be used"
        for _time in range(120):
            if self.focus is wanted:
                return
            self.qtbot.keyClick(self.focus, Qt.Key.Key_Tab)
        raise AssertionError(f"{wanted.objectName()} cannot be reached by keyboard")

    def tab_back_to(self, wanted: QWidget) -> None:
        """Press Shift+Tab until it has the focus."""
        for _time in range(120):
            if self.focus is wanted:
                return
            self.press(Qt.Key.Key_Backtab, shift=True)
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

    def choose(self, combo: ChoiceCombo, value: object) -> None:
        """Go through a choice with the arrow keys until it says what is meant."""
        wanted = combo.values().index(value)
        for _time in range(abs(wanted - combo.currentIndex())):
            self.press(DOWN if wanted > combo.currentIndex() else UP)
        assert combo.value() == value

    def put(self, field: QWidget, said: Any) -> None:
        """Go to a field and say in it what is meant: a text, a day, a value of a choice, ticks."""
        self.tab_to(field.focusProxy() or field)
        self.say(said)

    def say(self, said: Any) -> None:
        """Say it in the field that has the focus."""
        field = self.focus
        match field:
            case ChoiceCombo():
                self.choose(field, said)
            case TicksButton():
                self.press(SPACE)
                for value in said:
                    while field.menu().activeAction() is not field.action(value):
                        self.press(DOWN)
                    self.press(SPACE)
                self.press(Qt.Key.Key_Escape)
                assert field.values() == list(said)
            case Picker():
                for one in said if isinstance(said, list) else [said]:
                    self.write(_typed(one))
                    self.press(RETURN)
            case _:
                self.write(f"{said:%d.%m.%Y}" if isinstance(said, date) else said)

    def settle(self) -> None:
        """Wait until the worker has nothing to do and the window has heard of it."""
        self.qtbot.waitUntil(lambda: not self.program.worker.busy, timeout=120_000)
        QApplication.processEvents()  # what was made of the answer is shown only now
        self.qtbot.waitUntil(lambda: not self.program.worker.busy, timeout=120_000)
        window = self.program.window
        if QApplication.activePopupWidget() is None and not window.isActiveWindow():
            window.activateWindow()  # as a desktop does when a list or menu closes; there is none here
            self.qtbot.waitUntil(window.isActiveWindow)

    # --- a case ------------------------------------------------------------------------------------

    def section(self, page: CasePage, key: str) -> CaseSection:
        """Go to a section of a case with the arrow keys of its list."""
        sections = page.section_list
        self.tab_to(sections)
        assert sections.offers(key), f"{key} is not in the list"
        model = sections.model()
        shown = [model.index(row, 0).data(Qt.ItemDataRole.UserRole).key for row in range(model.rowCount())]
        while sections.section() != key:
            self.press(DOWN if shown.index(key) > shown.index(sections.section()) else UP)
        return page.section(key)

    def add_row(self, table: RecordTable, **cells: Any) -> None:
        """Add a record to a table: Insert begins it, Tab goes from cell to cell."""
        self.tab_to(table)
        self.press(Qt.Key.Key_Insert)
        model = table.records()
        columns = [column.name for column in model.columns]
        last = max(columns.index(name) for name in cells)
        row = table.currentIndex().row()
        while (at := table.currentIndex()).isValid() and at.row() == row:
            name = columns[at.column()]
            if name in cells and model.can_tick(at):
                self.press(SPACE)
            elif name in cells:
                self.say(cells[name])
            if at.column() == last:
                break
            self.press(TAB)
        table.commit()

    def seal(self, record: SealedRecord, **values: Any) -> None:
        """Open a sealed record, or begin it, and seal what is said in it."""
        self.push(record.open_button)
        assert record.is_open
        for name, said in values.items():
            self.put(record.editors[name], said)
        self.press(RETURN, ctrl=True)
        self.nothing_wrong()
        assert not record.is_open, record.sealed_error.text()

    def save(self, page: CasePage) -> None:
        """Ctrl+S, and nothing is left over."""
        self.press(S, ctrl=True)
        self.nothing_wrong()
        assert not page.is_unsaved

    def begin_step(self, page: CasePage, step: Step) -> None:
        """Ask for a step: the usual one by its button, another one by the menu beside it."""
        head, name = page.head, labels.label(step)
        if head.step_button.isVisible() and head.step_button.text() == _("Next: {step}").format(step=name):
            self.push(head.step_button)
        else:
            self.push(head.others_button)
            menu = head.others_button.menu()
            offered = [action.text() for action in menu.actions()]
            at = next(place for place, text in enumerate(offered) if text.partition(" – ")[0] == name)
            for _time in range(at + 1):
                self.press(DOWN)
            assert menu.activeAction().text() == offered[at]
            self.press(RETURN)
        assert page.step_panel.step is step

    def take_step(self, page: CasePage, step: Step, day: date, **answers: Any) -> None:
        """Take a step that holds from a day, with the answers to what it asks for."""
        self.begin_step(page, step)
        self.answer_step(page, step, day, **answers)

    def answer_step(self, page: CasePage, step: Step, day: date, **answers: Any) -> None:
        """Answer what the open panel asks for, and take its step."""
        panel = page.step_panel
        self.put(panel.effective_on_edit, day)
        for name, said in answers.items():
            self.put(panel.reason_combo if isinstance(said, Reason) else getattr(panel, f"{name}_edit"), said)
        self.push(panel.take_button)
        self.nothing_wrong()
        assert page.folder.view.case.values["step"] is step

    def missing(self, page: CasePage, step: Step) -> tuple[Need, ...]:
        """What the open panel says is missing for a step, which it does not let anybody take so."""
        panel = page.step_panel
        assert panel.step is step
        assert not panel.take_button.isEnabled()
        said = tuple(link.value for link in panel.missing_row.links())
        assert [link.text for link in panel.missing_row.links()] == [labels.label(need) for need in said]
        return said

    # --- an office ---------------------------------------------------------------------------------

    def begin_office(self) -> None:
        """The first start: an office, its admin, and the recovery code typed once."""
        self.push(self.program.gate.welcome.create_button)
        wizard = self.program.gate.card()
        assert isinstance(wizard, FirstStart)
        self.fill(wizard.office_step.office_name_edit, "IOM Bern")
        self.press(RETURN)
        admin = wizard.admin_step
        self.fill(admin.display_name_edit, "Vera Admin")
        self.fill(admin.password_edit, PASSWORD)
        self.fill(admin.again_edit, PASSWORD)
        self.press(RETURN)
        self.qtbot.waitUntil(lambda: wizard.step() == 2, timeout=60_000)
        self.fill(wizard.code_step.typed_edit, wizard.code_step.code_value.text().replace("\n", ""))
        with self.qtbot.waitSignal(self.program.arrived, timeout=60_000):
            self.qtbot.keyClick(self.focus, RETURN)
        self.settle()

    def add_user(self, name: str, role: Role, *clearances: Clearance) -> None:
        """The admin lets somebody in, with these clearances."""
        office = self.go_to("office", OfficePage)
        office.arrive("users")
        self.settle()
        page = office.part()
        assert isinstance(page, UsersPage)
        self.push(page.add_button)
        self.fill(page.display_name_edit, name)
        self.fill(page.password_edit, PASSWORD)
        self.tick(page.caseworker_check, on=role is Role.CASEWORKER)
        self.tick(page.supervisor_check, on=role is Role.SUPERVISOR)
        for clearance in clearances:
            self.tick(getattr(page, f"{clearance.value}_check"))
        self.push(page.save_button)
        self.settle()
        self.nothing_wrong()

    def brought_in_office(self, home: Path, people: Mapping[str, Role]) -> None:
        """An office that is there already: Vera, its admin, and these people by their first names."""
        cheap = Params(1, 64, 1)
        admin, _code = offices.create(
            home / "Bern.returnhelp",
            office_name="IOM Bern",
            place="Bern",
            canton="BE",
            language="en",
            user_name="vera",
            display_name="Vera Admin",
            password=PASSWORD,
            roles=frozenset({Role.ADMIN}),
            params=cheap,
        )
        for name, role in people.items():
            users.add(admin, name.partition(" ")[0].lower(), name, PASSWORD, {role})
        admin.close()
        self.program.gate.show_sign_in(admin.folder)

    # --- time --------------------------------------------------------------------------------------

    days_gone = 0
    """So many days after the first one it is."""

    def today(self) -> date:
        return self.office.today()

    def pass_days(self, days: int) -> None:
        """Days go by; the page that is open is read again (F5)."""
        self.days_gone += days
        self._set_clock()
        self.press(Qt.Key.Key_F5)

    def _set_clock(self) -> None:
        gone = timedelta(days=self.days_gone)
        self.office.clock = lambda: local_now() + gone

    # --- the program -------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str) -> None:
        card = self.program.gate.sign_in
        self.fill(card.name_edit, name)
        self.fill(card.password_edit, password)
        with self.qtbot.waitSignal(self.program.arrived, timeout=60_000):
            self.qtbot.keyClick(self.focus, Qt.Key.Key_Return)
        self.settle()
        if self.days_gone:
            self._set_clock()

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
        """Go to a page of the rail by its number; after the ninth by its name, in the search on top."""
        place = self.program.workplace
        assert place is not None
        seen = [spec for spec in place.pages.rail if spec.may(place.desk.office) and spec.in_rail]
        at = next(at for at, spec in enumerate(seen) if spec.key == key)
        if at < 9:
            self.press(Qt.Key(Qt.Key.Key_1 + at), ctrl=True)
        else:
            self.command(_(seen[at].title))
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

    def told_by_search(self, words: str) -> str:
        """Everything that the search on top shows for these words; it is left again."""
        place = self.program.workplace
        assert place is not None
        self.press(Qt.Key.Key_K, ctrl=True)
        self.write(words)
        self.qtbot.waitUntil(lambda: any(hit.icon != "caret-right" for hit in place.search.answers()), timeout=10_000)
        self.settle()
        said = " ".join(f"{hit.title} {hit.detail}" for hit in place.search.answers())
        self.press(Qt.Key.Key_Escape)
        return said

    def told_in_list(self, key: str, kind: type[ListPage]) -> str:
        """Everything that a list of the rail shows."""
        listed = self.go_to(key, kind)
        self.settle()
        model = listed.list_table.paged()
        rows, columns = range(model.rowCount()), range(model.columnCount())
        return " ".join(str(model.index(row, column).data()) for row in rows for column in columns)

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


def _typed(value: Any) -> str:
    """What a person types to pick it: a text as it is, a state or a value by its word."""
    if type(value) is str:
        return value
    return labels.country(value) if isinstance(value, int) else labels.label(value)
