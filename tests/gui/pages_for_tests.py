"""Pages of a window under test: one of the rail, and one in tabs that keeps drafts."""

from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from returnhelp.domain.roles import Role
from returnhelp.gui.desk import Desk
from returnhelp.gui.page import Hit, Page, Pages, PageSpec, TabSpec
from returnhelp.i18n.catalogs import N_
from returnhelp.services.office import Change, Office


class RailPage(Page):
    """Counts how often it was read."""

    help_anchor = "cases"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.read: list[Change[Any] | None] = []
        self.arrived: object = None
        self.words = QLabel()
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Filter")
        self.column.addWidget(self.words)
        self.column.addWidget(self.edit)

    def refresh(self, change: Change[Any] | None) -> None:
        self.read.append(change)
        self.ready()

    def arrive(self, state: object) -> None:
        self.arrived = state


class RecordPage(Page):
    """Has one line, and keeps what is typed there."""

    help_anchor = "case"

    def __init__(self, desk: Desk, number: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.number = number
        self.private = False
        self.section: object = None
        self.line = QLineEdit()
        self.line.setAccessibleName("Note")
        self.column.addWidget(self.line)

    def title(self) -> str:
        return f"2026-{self.number:04}"

    def refresh(self, change: Change[Any] | None) -> None:
        office = self.office
        self.ask(lambda: office.name, lambda _name: self.ready())

    def arrive(self, state: object) -> None:
        self.section = state

    def draft_subject(self) -> str:
        return str(self.number)

    def hold_draft(self) -> dict[str, Any] | None:
        return {"line": self.line.text()} if self.line.text() else None

    def restore_draft(self, content: dict[str, Any]) -> None:
        self.line.setText(content["line"])

    def blank(self, private: bool) -> bool:
        self.private = private
        return True


def find(office: Office, typed: str) -> list[Hit]:
    """Finds one case, whatever is typed."""
    return [Hit("Cases", f"2026-0007 {typed}", "Counselling", "folder", lambda desk: desk.open_case(7))]


def _anybody(_office: Office) -> bool:
    return True


def _admin(office: Office) -> bool:
    return Role.ADMIN in office.user.roles


PAGES = Pages(
    rail=(
        PageSpec("my_day", N_("My day"), "sun-horizon", _anybody, RailPage),
        PageSpec("cases", N_("Cases"), "folders", _anybody, RailPage),
        PageSpec("office", N_("Office"), "buildings", _admin, RailPage),
        PageSpec("account", N_("My account"), "user-gear", _anybody, RailPage, in_rail=False),
    ),
    tabs={"case": TabSpec("folder", RecordPage), "person": TabSpec("user", RecordPage)},
    find=find,
)
