"""A family, and hands that type as a caseworker does."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from returnhelp.domain.case import DestinationKind, Permit, Procedure
from returnhelp.domain.edits import Edit
from returnhelp.domain.household import MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.people import Sex
from returnhelp.gui.page import Page
from returnhelp.services import cases
from returnhelp.services.office import Office

SYRIA = 8541
RETURN = Qt.Key.Key_Return
TAB = Qt.Key.Key_Tab
DOWN = Qt.Key.Key_Down
ESCAPE = Qt.Key.Key_Escape
CONTROL = Qt.KeyboardModifier.ControlModifier


def open_family(office: Office) -> int:
    """Open the case of Omar and Layla Haddad with two children, sixty days ago; the number of the case."""
    today = office.today()

    def person(given: str, sex: Sex, birth: date) -> dict[str, object]:
        return {
            "family_name": "Haddad",
            "given_names": given,
            "sex": sex,
            "birth_date": birth,
            "nationalities": [SYRIA],
        }

    members = (
        NewMember(MemberRole.PRINCIPAL, person=person("Omar", Sex.MALE, date(1984, 5, 3))),
        NewMember(MemberRole.SPOUSE, person=person("Layla", Sex.FEMALE, date(1987, 11, 23))),
        NewMember(MemberRole.CHILD, person=person("Yusuf", Sex.MALE, date(2012, 2, 9))),
        NewMember(MemberRole.CHILD, person=person("Mariam", Sex.FEMALE, date(2015, 7, 30))),
    )
    new = NewCase(
        members=members,
        household={"n_number": "N 765 432", "canton": "BE"},
        case={"destination_kind": DestinationKind.HOME},
        stay={"permit": Permit.N, "procedure": Procedure.ASYLUM_EXTENDED, "since": today - timedelta(days=400)},
        opened_on=today - timedelta(days=60),
    )
    return cases.open_case(office, new).value


def write(office: Office, case_id: int, **values: object) -> None:
    """Somebody saves fields of the case."""
    cases.save(office, [Edit("case", case_id, ("case", case_id), values)])


def add(office: Office, case_id: int, entity: str, **values: object) -> None:
    """Somebody adds a record to the case."""
    cases.save(office, [Edit(entity, None, ("case", case_id), values)])


def stored(office: Office, case_id: int, name: str) -> object:
    """A field of the case as it is stored."""
    return cases.view(office, case_id).case.values[name]


def people_of(office: Office, case_id: int) -> dict[str, int]:
    """Everybody of the case by their given names."""
    return {str(one.values["given_names"]): number for number, one in cases.view(office, case_id).people.items()}


def focused() -> QWidget:
    """The widget that has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(qtbot, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the focus is."""
    for key in keys:
        qtbot.keyClick(QApplication.activePopupWidget() or focused(), key, modifier)


def type_in(qtbot, text: str) -> None:
    """Type where the focus is, over what stands there."""
    if isinstance(focused(), QLineEdit):
        qtbot.keyClick(focused(), Qt.Key.Key_A, CONTROL)
    if text.isascii():
        qtbot.keyClicks(focused(), text)
    else:  # as a keyboard of another script hands it over
        written = QInputMethodEvent()
        written.setCommitString(text)
        QApplication.sendEvent(focused(), written)


def wake(qtbot, page: Page) -> None:
    """Let the page be the active window, so that keys go where the focus is."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
