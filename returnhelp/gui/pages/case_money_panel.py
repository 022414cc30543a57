"""Does one act with a line of aid or a payment: it asks for what the act needs, and no more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from returnhelp.domain import errors
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.exchange_rates import CURRENCIES
from returnhelp.domain.ledger_rules import DEPARTURE_MONEY, PROJECTS
from returnhelp.domain.money import LedgerAct, Payer, PaymentPlace
from returnhelp.domain.money_acts import MOST_INSTALMENTS, MoneyAct, instalment_days, instalments
from returnhelp.domain.steps import RECLAIMS
from returnhelp.gui import icons
from returnhelp.gui.models import money_cells
from returnhelp.gui.page import Page
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.pages.record_page import reason_of
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.money_edit import MoneyEdit
from returnhelp.gui.widgets.number_edit import NumberEdit
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, gettext
from returnhelp.services import money
from returnhelp.services.money import LineSeen, PaymentSeen, PaymentWish
from returnhelp.services.office import Change, Office

_ABREAST = 4
_PLANNED = ("day", "payer", "place", "person", "payee", "rate", "rate_on", "note")
ASKED: dict[MoneyAct, tuple[str, ...]] = {
    MoneyAct.CORRECT: ("amount", "day", "reason", "reference"),
    MoneyAct.TAKE_BACK_DECISION: ("reason", "day"),
    MoneyAct.PLAN: ("amount", "currency", "parts", *_PLANNED),
    MoneyAct.CHANGE: ("amount", "currency", *_PLANNED),
    MoneyAct.RELEASE: ("reason", "day"),
    MoneyAct.PAY: ("day", "receipt", "signed_on"),
    MoneyAct.SHOW: ("evidence", "day"),
    MoneyAct.VOID: ("reason", "day"),
    MoneyAct.RECLAIM: ("amount", "claim", "day", "reference"),
    MoneyAct.REPAY: ("amount", "day", "reference"),
    MoneyAct.WRITE_OFF: ("amount", "reason", "day"),
    MoneyAct.TAKE_BACK: ("what", "amount", "reason", "day"),
}
"""What each act asks for, in the order in which it is asked."""

_DAYS = {
    MoneyAct.CORRECT: N_("Changed on"),
    MoneyAct.PLAN: N_("Planned for"),
    MoneyAct.CHANGE: N_("Planned for"),
    MoneyAct.PAY: N_("Paid on"),
    MoneyAct.SHOW: N_("Shown on"),
}
_TAKEN_BACK = (LedgerAct.RECLAIM, LedgerAct.REPAYMENT, LedgerAct.WRITE_OFF)
_FIELDS = {
    "decided": "amount",
    "decided_on": "day",
    "paid_on": "day",
    "booked_on": "day",
    "voided_on": "day",
    "evidence_on": "day",
    "planned_on": "day",
    "void_reason": "reason",
}
"""By the name under which the ledger refuses a value, the field of the panel; the others have the same name."""
_ERRORS: dict[type[Exception], str] = {
    errors.AboveCeilingError: "above",
    errors.DecisionBelowPaymentsError: "amount",
    errors.PaymentAboveDecisionError: "amount",
    errors.ReclaimAbovePaidError: "amount",
    errors.RecoveryAboveClaimError: "amount",
    errors.InstalmentsRefusedError: "parts",
    errors.PaidBeforeDecisionError: "day",
    errors.PaidBeforeApprovalError: "day",
    errors.NotEnoughOnThatDayError: "day",
    errors.RateMissingError: "rate",
    errors.RateRefusedError: "rate",
    errors.RateAfterPaymentError: "rate_on",
}


@dataclass(frozen=True)
class Target:
    """What an act is done to: a line, or one payment of it."""

    act: MoneyAct
    case_id: int
    line: LineSeen
    payment: PaymentSeen | None = None
    names: dict[int, str] | None = None
    planned_departure: date | None = None

    @property
    def payment_id(self) -> int | None:
        return None if self.payment is None else self.payment.id


class MoneyPanel(Panel):
    """One act at a time; what is likely stands in its fields already."""

    form = "money_panel"

    done = Signal()
    """The act was done."""

    panel_heading: QLabel
    close_button: QToolButton
    about_note: QLabel
    fields_widget: QWidget
    amount_widget: QWidget
    amount_edit: MoneyEdit
    currency_widget: QWidget
    currency_combo: ChoiceCombo
    parts_widget: QWidget
    parts_edit: NumberEdit
    what_widget: QWidget
    what_combo: ChoiceCombo
    claim_widget: QWidget
    claim_combo: ChoiceCombo
    day_widget: QWidget
    day_label: QLabel
    day_edit: DateEdit
    rate_widget: QWidget
    rate_edit: QLineEdit
    rate_on_widget: QWidget
    rate_on_edit: DateEdit
    receipt_widget: QWidget
    receipt_edit: QLineEdit
    signed_on_widget: QWidget
    signed_on_edit: DateEdit
    payer_widget: QWidget
    payer_combo: ChoiceCombo
    place_widget: QWidget
    place_combo: ChoiceCombo
    person_widget: QWidget
    person_combo: ChoiceCombo
    payee_widget: QWidget
    payee_edit: QLineEdit
    reference_widget: QWidget
    reference_edit: QLineEdit
    evidence_widget: QWidget
    evidence_edit: QLineEdit
    reason_widget: QWidget
    reason_edit: QLineEdit
    above_widget: QWidget
    above_edit: QLineEdit
    note_widget: QWidget
    note_edit: QLineEdit
    panel_error: QLabel
    cancel_button: QPushButton
    go_button: QPushButton

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._target: Target | None = None
        self._above = False
        dress(self.go_button, Look.PRIMARY)
        self.close_button.setIcon(icons.icon("x"))
        self.currency_combo.offer(CURRENCIES, str)
        self.payer_combo.offer(Payer)
        self.place_combo.offer(PaymentPlace)
        self.what_combo.offer(_TAKEN_BACK)
        self.claim_combo.offer(RECLAIMS)
        self.parts_edit.setRange(1, MOST_INSTALMENTS)
        for day in (self.day_edit, self.rate_on_edit, self.signed_on_edit):
            day.set_whole_only(True)
        self.currency_combo.chosen.connect(lambda _currency: self._arrange())
        for button in (self.cancel_button, self.close_button):
            button.clicked.connect(self.shut)
        self.go_button.clicked.connect(self.go)
        for name in ("receipt", "payee", "reference", "evidence", "reason", "above", "note", "rate"):
            self._field(name).returnPressed.connect(self.go)

    def _field(self, name: str) -> Any:
        found = getattr(self, f"{name}_edit", None)
        return getattr(self, f"{name}_combo") if found is None else found

    # --- asking ------------------------------------------------------------------------------------

    def begin(self, target: Target) -> None:
        """Ask for what this act needs."""
        self._target, self._above = target, False
        today = self._page.office.today()
        line, payment = target.line, target.payment
        for name in ("receipt", "payee", "reference", "evidence", "reason", "above", "note", "rate"):
            self._field(name).clear()
        for day in (self.day_edit, self.rate_on_edit, self.signed_on_edit):
            day.set_today(today)
            day.set_value(None)
        self.day_edit.set_value(today)
        self.parts_edit.setValue(1)
        self.currency_combo.set_value(line.currency)
        self.claim_combo.set_value(None)
        self.what_combo.set_value(LedgerAct.RECLAIM)
        self.amount_edit.set_value(self._likely(target))
        names = target.names or {}
        self.person_combo.offer(names, lambda number: names.get(number, ""), lambda: _("everybody of the case"))
        self.person_combo.set_value(line.person_id)
        match target.act:
            case MoneyAct.PLAN:
                self._propose(target, today)
            case MoneyAct.CHANGE if payment is not None:
                self._show_payment(payment)
            case MoneyAct.PAY:
                self.signed_on_edit.set_value(today)
        if target.act in (MoneyAct.PLAN, MoneyAct.CHANGE):
            self.day_edit.set_latest(date(today.year + 30, 12, 31))
        self._clear_marks()
        self._arrange()
        self.retranslate()
        self.go_button.setEnabled(True)
        self.show()
        self._first().setFocus()

    def _propose(self, target: Target, today: date) -> None:
        """Where and by whom such money is paid as a rule (AsylV 2 Art. 78)."""
        line = target.line
        leaving = line.component in DEPARTURE_MONEY
        self.payer_combo.set_value(Payer.SWISSREPAT if leaving else Payer.OFFICE)
        self.place_combo.set_value(PaymentPlace.AIRPORT_ZURICH if leaving else PaymentPlace.OFFICE)
        if line.project is not None or line.component in PROJECTS:
            self.payer_combo.set_value(Payer.MISSION)
            self.place_combo.set_value(PaymentPlace.DESTINATION)
        departs = target.planned_departure
        if leaving and departs is not None and departs >= (line.decided_on or today):
            self.day_edit.set_value(departs)

    def _show_payment(self, payment: PaymentSeen) -> None:
        self.amount_edit.set_value(payment.amount)
        self.currency_combo.set_value(payment.currency)
        self.day_edit.set_value(payment.planned_on)
        self.rate_edit.setText(payment.rate)
        self.rate_on_edit.set_value(payment.rate_on)
        self.payer_combo.set_value(payment.payer)
        self.place_combo.set_value(payment.place)
        self.person_combo.set_value(payment.person_id)
        self.payee_edit.setText(payment.payee)
        self.note_edit.setText(payment.note)

    def _likely(self, target: Target) -> int | None:
        """The amount that is most likely meant, in centimes of the line's currency."""
        line, payment = target.line, target.payment
        match target.act:
            case MoneyAct.CORRECT:
                return line.balances.decided
            case MoneyAct.PLAN:
                return max(line.unplanned, 0)
            case MoneyAct.RECLAIM:
                return payment.kept if payment is not None else line.balances.paid
            case MoneyAct.REPAY | MoneyAct.WRITE_OFF | MoneyAct.TAKE_BACK:
                return payment.asked_back if payment is not None else line.balances.reclaimed
        return None

    def _asked(self) -> list[str]:
        """The fields that are shown, in their order."""
        if self._target is None:
            return []
        asked = list(ASKED[self._target.act])
        if "rate" in asked and self.currency_combo.value() == self._target.line.currency:
            asked = [name for name in asked if name not in ("rate", "rate_on")]
        return [*asked, "above"] if self._above else asked

    def _arrange(self) -> None:
        """Set what is asked side by side, without gaps."""
        grid = self.fields_widget.layout()
        assert isinstance(grid, QGridLayout)
        asked = self._asked()
        for name in _ALL:
            widget = getattr(self, f"{name}_widget")
            grid.removeWidget(widget)
            widget.setVisible(name in asked)
        before: QWidget | None = None
        for at, name in enumerate(asked):
            widget = getattr(self, f"{name}_widget")
            grid.addWidget(widget, at // _ABREAST, at % _ABREAST, Qt.AlignmentFlag.AlignTop)
            if before is not None:
                QWidget.setTabOrder(before, self._field(name))
            before = self._field(name)
        if before is not None:
            QWidget.setTabOrder(before, self.cancel_button)
            QWidget.setTabOrder(self.cancel_button, self.go_button)

    def _first(self) -> QWidget:
        found: QWidget = self._field(self._asked()[0])
        return found

    def retranslate(self) -> None:
        target = self._target
        if target is None:
            return
        act = labels.label(target.act)
        self.panel_heading.setText(act)
        self.go_button.setText(act)
        self.day_label.setText(gettext(_DAYS[target.act]) if target.act in _DAYS else _("On"))
        said = money_cells.line_name(target.line, target.names or {})
        if target.payment is not None:
            sum_ = formats.money(target.payment.amount, target.payment.currency)
            said = _("{line}, payment {number}: {sum}").format(
                line=said, number=formats.number(target.payment.number), sum=sum_
            )
        elif target.act is MoneyAct.PLAN:
            free = formats.money(target.line.unplanned, target.line.currency)
            said = _("{line}: {sum} of the decision are not planned yet.").format(line=said, sum=free)
        self.about_note.setText(said)

    # --- doing it ----------------------------------------------------------------------------------

    def go(self) -> None:
        """Do the act, if what it asks for is understood."""
        target = self._target
        if target is None or self.isHidden() or not self.go_button.isEnabled() or not self._is_understood():
            return
        act = target.act
        command = self._command(target)
        if command is None:
            return
        office = self._page.office
        do = command
        self.go_button.setEnabled(False)

        def done(_nothing: object) -> None:
            self.shut()
            self.done.emit()

        self._page.act(lambda: do(office), done, self._failed, said=_said(act))

    def _is_understood(self) -> bool:
        self._clear_marks()
        for name in self._asked():
            field = self._field(name)
            if isinstance(field, MoneyEdit | DateEdit) and not field.is_valid():
                return self._mark(name, _("This is not understood. Correct it."))
            if name == "day" and field.day() is None and self._day_needed():
                return self._mark(name, _("Enter the day."))
            if name == "amount" and field.value() is None:
                return self._mark(name, _("Enter an amount."))
            if name == "claim" and field.value() is None:
                return self._mark(name, _("Choose a reason."))
            if name == "reason" and not field.text().strip():
                return self._mark(name, _("Say why, so that colleagues understand it later."))
        return True

    def _day_needed(self) -> bool:
        return self._target is not None and self._target.act not in (MoneyAct.PLAN, MoneyAct.CHANGE)

    def _mark(self, name: str, why: str) -> bool:
        field = self._field(name)
        wrong.mark(field, why)
        field.setFocus()
        return False

    def _clear_marks(self) -> None:
        self.panel_error.hide()
        for name in _ALL:
            wrong.clear(self._field(name))

    def _failed(self, error: Exception) -> None:
        """Say it beside the field that it is about, else under all of them."""
        self.go_button.setEnabled(True)
        if isinstance(error, errors.AboveCeilingError) and not self._above:
            self._above = True
            self._arrange()
        if isinstance(error, FieldRefusedError):
            refused = str(error.given["field"])
            name, why = _FIELDS.get(refused, refused), reason_of(error)
        else:
            name, why = _ERRORS.get(type(error), ""), told(error)
        if name in self._asked():
            self._mark(name, why)
        else:
            self.panel_error.setText(told(error))
            self.panel_error.show()

    def _wish(self, amount: int, day: date | None) -> PaymentWish:
        foreign = self._target is not None and self.currency_combo.value() != self._target.line.currency
        return PaymentWish(
            amount=amount,
            currency=self.currency_combo.value(),
            rate=self.rate_edit.text().strip().replace(",", ".") if foreign else "",
            rate_on=self.rate_on_edit.day() if foreign else None,
            planned_on=day,
            person_id=self.person_combo.value(),
            payee=self.payee_edit.text(),
            place=self.place_combo.value(),
            payer=self.payer_combo.value(),
            note=self.note_edit.text(),
        )

    def _wishes(self) -> list[PaymentWish]:
        """The instalments, the first on the day that is typed, each other one a month later."""
        amount, parts = self.amount_edit.value() or 0, self.parts_edit.value()
        if amount < parts:
            raise errors.InstalmentsRefusedError(count=parts, most=max(1, amount))
        days = instalment_days(self.day_edit.day(), parts)
        return [self._wish(each, day) for each, day in zip(instalments(amount, parts), days, strict=True)]

    def _command(self, target: Target) -> Callable[[Office], Change[Any]] | None:
        """The command with what is typed; it runs on the worker's thread and touches no widget."""
        number, line, payment = target.case_id, target.line.id, target.payment_id or 0
        amount, day = self.amount_edit.value(), self.day_edit.day() or self._page.office.today()
        reason, reference = self.reason_edit.text(), self.reference_edit.text()
        of = target.payment_id
        match target.act:
            case MoneyAct.CORRECT:
                above = self.above_edit.text()
                return lambda office: money.correct(
                    office, number, line, amount, day, reason, reference=reference, above_ceiling_reason=above
                )
            case MoneyAct.TAKE_BACK_DECISION:
                return lambda office: money.take_back_decision(office, number, line, reason, day)
            case MoneyAct.PLAN:
                try:
                    wishes = self._wishes()
                except errors.InstalmentsRefusedError as error:
                    self._failed(error)
                    return None
                return lambda office: money.plan(office, number, line, wishes)
            case MoneyAct.CHANGE:
                wish = self._wish(amount or 0, self.day_edit.day())
                return lambda office: money.change(office, number, payment, wish)
            case MoneyAct.RELEASE:
                return lambda office: money.release(office, number, payment, reason, day)
            case MoneyAct.PAY:
                receipt, signed = self.receipt_edit.text(), self.signed_on_edit.day()
                return lambda office: money.pay(office, number, payment, day, receipt_number=receipt, signed_on=signed)
            case MoneyAct.SHOW:
                evidence = self.evidence_edit.text()
                return lambda office: money.show(office, number, payment, evidence, day)
            case MoneyAct.VOID:
                return lambda office: money.void(office, number, payment, reason, day)
            case MoneyAct.RECLAIM:
                claim = self.claim_combo.value()
                return lambda office: money.reclaim(
                    office, number, line, amount, claim, day, payment_id=of, reference=reference
                )
            case MoneyAct.REPAY:
                return lambda office: money.repay(office, number, line, amount, day, payment_id=of, reference=reference)
            case MoneyAct.WRITE_OFF:
                return lambda office: money.write_off(office, number, line, amount, reason, day, payment_id=of)
            case MoneyAct.TAKE_BACK:
                what = self.what_combo.value()
                return lambda office: money.take_back(office, number, line, what, amount, reason, day, payment_id=of)
        return None


_ALL = tuple(dict.fromkeys([name for asked in ASKED.values() for name in asked] + ["above"]))
"""Every field that some act asks for."""


def _said(act: MoneyAct) -> str:
    return _("Done: {act}").format(act=labels.label(act))
