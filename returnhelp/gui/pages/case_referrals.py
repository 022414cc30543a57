"""Referrals of a case: to whom, with which consent, how many days the answer took, and what came of it."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from returnhelp.domain import area_checks
from returnhelp.domain.referrals import ReferralDirection, ReferralReason
from returnhelp.gui import theme
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_list_section import ListSection
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, ngettext


class ReferralDetail(CaseSection):
    """The rest of one referral."""

    form = "case_referral_detail"
    title = ""

    contact_edit: QLineEdit
    answer_due_on_edit: DateEdit
    answered_on_edit: DateEdit
    data_given_edit: QPlainTextEdit
    without_consent_reason_edit: QPlainTextEdit
    note_edit: QPlainTextEdit

    def build(self) -> None:
        for text in (self.data_given_edit, self.without_consent_reason_edit, self.note_edit):
            text.setFixedHeight(theme.px(72))
        for day in (self.answer_due_on_edit, self.answered_on_edit):
            day.set_whole_only(True)
        self.tie("referrals").tie_all(
            contact=self.contact_edit,
            answer_due_on=self.answer_due_on_edit,
            answered_on=self.answered_on_edit,
            data_given=self.data_given_edit,
            without_consent_reason=self.without_consent_reason_edit,
            note=self.note_edit,
        )

    def set_today(self, today: date) -> None:
        """Count from this day; an answer may be due later."""
        field_editors.set_today(self.answer_due_on_edit, today, "due_on")
        self.answered_on_edit.set_today(today)


class ReferralsSection(ListSection):
    """Referrals in and out, the latest first."""

    title = N_("Referrals")
    entities = frozenset({"referrals"})

    def build(self) -> None:
        columns = (
            FieldColumn("direction", 92),
            FieldColumn("organisation", 180, stretches=True),
            FieldColumn("reason", 168, stretches=True, title=N_("What for")),
            FieldColumn("person_id", 112),
            FieldColumn("consent_on", 96),
            FieldColumn("sent_on", 96),
            FieldColumn("answered_on", 116, editable=False, title=N_("Answer"), shown=self._answer),
            FieldColumn("outcome", 132),
        )
        self.table("referrals", columns, N_("Add a referral"), self._begin, self._order)
        self._detail = ReferralDetail(self.folder)
        self.show_detail(self._detail)

    def display(self) -> None:
        self._detail.set_today(self.folder.today())
        super().display()
        self._tell_waiting()

    def retranslate(self) -> None:
        super().retranslate()
        if self.folder.is_read:
            self._tell_waiting()

    def _begin(self) -> dict[str, Any]:
        return {
            "direction": ReferralDirection.OUT,
            "organisation": "",
            "contact": "",
            "person_id": self.somebody(),
            "reason": ReferralReason.ADDITIONAL_SERVICES,
            "without_consent_reason": "",
            "data_given": "",
            "note": "",
        }

    def _order(self, key: Key) -> date:
        sent: date | None = self.folder.copy.value(key, "sent_on")
        return sent or date.max

    def _dates(self, key: Key) -> tuple[date | None, date | None, date | None]:
        copy = self.folder.copy
        return copy.value(key, "sent_on"), copy.value(key, "answer_due_on"), copy.value(key, "answered_on")

    def _answer(self, key: Key) -> str:
        """After how many days it came, or for how many it has been waited for."""
        sent, due, answered = self._dates(key)
        today = self.folder.today()
        days = area_checks.days_to_answer(sent, answered, today)
        if days is None:
            return ""
        if answered is not None:
            return ngettext("after {count} day", "after {count} days", days).format(count=formats.number(days))
        if area_checks.is_answer_late(sent, due, answered, today):
            return ngettext("late, {count} day", "late, {count} days", days).format(count=formats.number(days))
        return ngettext("{count} day so far", "{count} days so far", days).format(count=formats.number(days))

    def _tell_waiting(self) -> None:
        today = self.folder.today()
        late = sum(
            1
            for key in self.folder.copy.keys("referrals")
            if not (dates := self._dates(key))[2] and area_checks.is_answer_late(*dates, today)
        )
        self.sum_note.setVisible(late > 0)
        said = ngettext("{count} answer is late.", "{count} answers are late.", late)
        self.sum_note.setText(said.format(count=formats.number(late)) if late else "")
