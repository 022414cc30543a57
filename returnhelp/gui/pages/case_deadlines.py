"""The deadlines of a case, each with how it was counted; and what people asked about their own data."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from returnhelp.domain.data_requests import DataRequestKind
from returnhelp.domain.deadlines import Deadline
from returnhelp.gui import fonts, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.pages.case_list_section import ListSection
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n import deadline_words, formats, labels
from returnhelp.i18n.catalogs import N_, _


class DeadlinesSection(CaseSection):
    """What is due when, the open ones first; nothing is typed here, everything is counted from the case."""

    form = "case_deadlines"
    title = N_("Deadlines")

    deadlines_widget: QWidget
    nothing_note: QLabel

    def build(self) -> None:
        self._rows: list[QWidget] = []

    def display(self) -> None:
        column = self.deadlines_widget.layout()
        assert isinstance(column, QVBoxLayout)
        for old in self._rows:
            column.removeWidget(old)
            old.hide()
            old.deleteLater()
        found = sorted(self.folder.view.deadlines, key=lambda one: (one.met_on is not None, one.due_on))
        self._rows = [self._row(one) for one in found]
        for row in self._rows:
            column.addWidget(row)
        self.nothing_note.setVisible(not found)

    def _row(self, one: Deadline) -> QWidget:
        today = self.folder.today()
        row = QFrame()
        row.setProperty("edge", "bottom")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, theme.px(96))
        grid.setColumnStretch(1, 1)
        day, name = QLabel(formats.short_date(one.due_on)), QLabel(self._name(one))
        for label in (day, name):
            label.setFont(fonts.font(Size.BODY, Weight.STRONG if one.met_on is None else Weight.REGULAR))
        state = QLabel(self._state(one))
        dress(state, Look.ERROR if one.is_overdue(today) or one.falls_short else Look.NOTE)
        how = dress(QLabel(deadline_words.explained(one)), Look.NOTE)
        how.setTextFormat(Qt.TextFormat.PlainText)
        how.setWordWrap(True)
        grid.addWidget(day, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, 0, 1)
        grid.addWidget(state, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(how, 1, 1, 1, 2)
        row.setAccessibleName(f"{day.text()}, {name.text()}, {state.text()}")
        return row

    def _name(self, one: Deadline) -> str:
        said = labels.label(one.kind)
        person = self.folder.names().people.get(one.person_id, "") if one.person_id is not None else ""
        return f"{said} – {person}" if person else said

    def _state(self, one: Deadline) -> str:
        if one.met_on is not None:
            return _("met on {day}").format(day=formats.short_date(one.met_on))
        if one.falls_short and one.travel_on is not None:
            return _("before the journey on {day}").format(day=formats.short_date(one.travel_on))
        return formats.relative_day(one.due_on, self.folder.today())


class DataRequestsSection(ListSection):
    """What somebody asks about their own data (DSG Art. 25), and when it was answered."""

    title = N_("Data requests")
    entities = frozenset({"data_requests"})

    def build(self) -> None:
        columns = (
            FieldColumn("received_on", 104),
            FieldColumn("kind", 152, title=N_("Kind")),
            FieldColumn("person_id", 152, stretches=True),
            FieldColumn("fee_announced_on", 128),
            FieldColumn("fee_confirmed_on", 128),
            FieldColumn("extended_to", 112),
            FieldColumn("answered_on", 112),
            FieldColumn("note", 160, stretches=True),
        )
        self.table("data_requests", columns, N_("Add a data request"), self._begin)

    def _begin(self) -> dict[str, Any]:
        return {
            "kind": DataRequestKind.ACCESS,
            "person_id": self.somebody(),
            "received_on": self.folder.today(),
            "fee_announced_on": None,
            "fee_confirmed_on": None,
            "extended_to": None,
            "answered_on": None,
            "note": "",
        }
