"""The visits after return: due, made, how, and what was found."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout

from returnhelp.domain import visit_checks
from returnhelp.domain.monitoring import Visit, VisitMethod, VisitOutcome
from returnhelp.domain.visit_checks import VisitState
from returnhelp.gui import icons, theme
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_list_section import ListSection
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.money_edit import MoneyEdit
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext, pgettext
from returnhelp.services import monitoring
from returnhelp.services.monitoring import VisitsPlanned


class VisitDetail(CaseSection):
    """The rest of a visit, and what about it is to be looked at."""

    form = "case_visit_detail"
    title = ""

    doubt_error: QLabel
    by_whom_edit: QLineEdit
    project_combo: ChoiceCombo
    income_edit: MoneyEdit
    currency_edit: QLineEdit
    note_edit: QPlainTextEdit

    def build(self) -> None:
        self.note_edit.setFixedHeight(theme.px(88))
        self.doubt_error.hide()
        self.currency_edit.setMaxLength(3)
        self.tie("visits").tie_all(
            by_whom=self.by_whom_edit,
            project_id=self.project_combo,
            income=self.income_edit,
            currency=self.currency_edit,
            note=self.note_edit,
        )

    def offer(self) -> None:
        """Offer the projects of the case."""
        copy = self.folder.copy
        names = {
            key[1]: str(copy.value(key, "title") or "").strip() or labels.label(copy.value(key, "kind"))
            for key in copy.keys("projects")
            if not copy.is_new(key)
        }
        self.project_combo.offer(names, lambda number: names.get(number, ""), _nothing)

    def tell(self, doubts: list[str]) -> None:
        self.doubt_error.setText("\n".join(doubts))
        self.doubt_error.setVisible(bool(doubts))


class VisitsSection(ListSection):
    """Visits by their day; those that are overdue say so."""

    title = N_("Monitoring")
    entities = frozenset({"visits"})

    def build(self) -> None:
        self._planned: VisitsPlanned | None = None
        columns = (
            FieldColumn("due_on", 104),
            FieldColumn("done_on", 104),
            FieldColumn("state", 132, editable=False, title=N_("State"), shown=self.state_words),
            FieldColumn("person_id", 112),
            FieldColumn("method", 120, stretches=True, title=N_("Method")),
            FieldColumn("outcome", 132, stretches=True),
            FieldColumn("intention", 128, stretches=True),
        )
        self.plan_button = QPushButton()
        self.plan_button.setIcon(icons.icon("calendar-plus"))
        self.plan_button.setAutoDefault(True)
        self.plan_button.clicked.connect(self.plan_visits)
        head = self.findChild(QHBoxLayout, "list_head_layout")
        assert head is not None
        head.addWidget(self.plan_button)
        self.detail = VisitDetail(self.folder)
        self.table("visits", columns, N_("Add a visit"), self._begin, self._day)
        self.show_detail(self.detail)
        self.records_table.record_chosen.connect(lambda _key: self._tell())
        self.folder.copy.changed.connect(self._hear)
        self.folder.copy.listed.connect(self._tell)
        column = self.findChild(QVBoxLayout, "case_list_layout")
        assert column is not None
        column.setStretchFactor(self.records_table, 1)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.plan_button.setText(_("Plan the visits"))
        if self.folder.is_read:
            self._tell()

    def display(self) -> None:
        self.detail.offer()
        super().display()
        self._tell()
        if self.folder.past is not None:
            self._planned = None
            return
        office, case_id = self.folder.page.office, self.folder.case_id
        self.folder.page.ask(lambda: monitoring.planned(office, case_id), self._take, latest="visits")

    def _take(self, planned: VisitsPlanned) -> None:
        self._planned = planned
        self._tell()

    # --- planning ----------------------------------------------------------------------------------

    def missing_days(self) -> list[date]:
        """The days on which visits are due by the programme, and that no visit here has."""
        if self._planned is None:
            return []
        copy = self.folder.copy
        have = {copy.value(key, "due_on") for key in copy.keys("visits") if not copy.is_removed(key)}
        return [day for day in self._planned.days if day not in have]

    def plan_visits(self) -> None:
        """Make a row for each visit that is still to be planned; one without a date gets its day first."""
        copy, undated = self.folder.copy, self._undated()
        days = self.missing_days()
        for key, day in zip(undated, days, strict=False):
            copy.put(key, "due_on", day)
        for day in days[len(undated) :]:
            copy.add("visits", self.folder.root, self._begin() | {"due_on": day})
        self._tell()
        self.records_table.setFocus()

    def _undated(self) -> list[Key]:
        copy = self.folder.copy
        return [
            key
            for key in copy.keys("visits")
            if not copy.is_removed(key) and copy.value(key, "due_on") is None and copy.value(key, "done_on") is None
        ]

    def _begin(self) -> dict[str, Any]:
        """Of the household, for the only project there is; the currency of the last visit."""
        copy = self.folder.copy
        projects = [key[1] for key in copy.keys("projects") if not copy.is_new(key) and not copy.is_removed(key)]
        last = next(iter(reversed(copy.keys("visits"))), None)
        return {
            "due_on": None,
            "done_on": None,
            "person_id": None,
            "project_id": projects[0] if len(projects) == 1 else None,
            "method": VisitMethod.VISIT,
            "outcome": None,
            "income": None,
            "currency": (copy.value(last, "currency") if last is not None else "") or "USD",
            "intention": None,
            "by_whom": "",
            "note": "",
        }

    # --- what is told --------------------------------------------------------------------------------

    def state_words(self, key: Key) -> str:
        """Made, due in so many days, or overdue since."""
        copy, today = self.folder.copy, self.folder.today()
        due = copy.value(key, "due_on")
        state = visit_checks.state(due, copy.value(key, "done_on"), today)
        if state is VisitState.OVERDUE:
            return _("overdue: {days}").format(days=formats.days((today - due).days))
        return labels.label(state)

    def _hear(self, key: Key, _name: str) -> None:
        if key[0] == "visits" and self.isVisible():
            self._tell()

    def _tell(self) -> None:
        if not self.folder.is_read:
            return
        copy, today = self.folder.copy, self.folder.today()
        states = [
            visit_checks.state(copy.value(key, "due_on"), copy.value(key, "done_on"), today)
            for key in copy.keys("visits")
            if not copy.is_removed(key)
        ]
        said = [self._counted(states)] if states else []
        said += [self._why_not_planned()]
        self.sum_note.setText(" ".join(one for one in said if one))
        self.sum_note.setVisible(any(said))
        self.plan_button.setVisible(self.folder.editable)
        self.plan_button.setEnabled(bool(self.missing_days()))
        chosen = self.records_table.key()
        self.detail.tell(self._doubts(chosen) if chosen is not None and chosen in copy else [])

    def _counted(self, states: list[VisitState]) -> str:
        made, overdue = states.count(VisitState.DONE), states.count(VisitState.OVERDUE)
        still = len(states) - made
        told = ngettext("{count} visit made", "{count} visits made", made).format(count=made)
        due = ngettext("{count} still due", "{count} still due", still).format(count=still)
        if not overdue:
            return f"{told}, {due}."
        late = ngettext("{count} of them overdue", "{count} of them overdue", overdue).format(count=overdue)
        return f"{told}, {due}, {late}."

    def _why_not_planned(self) -> str:
        """When visits are due, or why nothing can be planned."""
        planned = self._planned
        if planned is None or not self.folder.editable:
            return ""
        if planned.returned_on is None:
            return _("Visits are counted from the departure, which is not recorded yet.")
        if not planned.months:
            return _("Neither the programme nor the office's table of visits says when they are due.")
        months = formats.listed(formats.number(one) for one in planned.months)
        day = formats.short_date(planned.returned_on)
        if planned.of_programme:
            return _("The programme wants visits {months} months after the return on {day}.").format(
                months=months, day=day
            )
        return _("The office's table wants visits {months} months after the return on {day}.").format(
            months=months, day=day
        )

    def _doubts(self, key: Key) -> list[str]:
        copy = self.folder.copy
        outcome = copy.value(key, "outcome")
        visit = Visit(
            copy.value(key, "due_on"),
            copy.value(key, "done_on"),
            outcome=VisitOutcome(outcome) if outcome else None,
        )
        return [labels.label(one) for one in visit_checks.doubts(visit)]

    def _day(self, key: Key) -> date:
        copy = self.folder.copy
        day: date = copy.value(key, "due_on") or copy.value(key, "done_on") or date.max
        return day


def _nothing() -> str:
    return pgettext("choice of a field", "–")
