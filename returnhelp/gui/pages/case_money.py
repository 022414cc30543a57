"""The aid and money of a case: its lines with their balances, their payments, and every act on them."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from returnhelp.domain.aid import AidComponent, DecisionState
from returnhelp.domain.exchange_rates import CURRENCIES
from returnhelp.domain.money import PaymentState
from returnhelp.domain.money_acts import MoneyAct
from returnhelp.domain.steps import Need
from returnhelp.gui import theme
from returnhelp.gui.models import fields, money_cells
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, PagedModel
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_money_acts import ActButtons
from returnhelp.gui.pages.case_money_decision import DecisionPanel
from returnhelp.gui.pages.case_money_ledger import LedgerSheet
from returnhelp.gui.pages.case_money_panel import MoneyPanel, Target
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.pages.case_tables_section import TablesSection
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import money
from returnhelp.services.money import LineSeen, MoneyView, PaymentSeen

_OF_A_LINE = (
    MoneyAct.DECIDE,
    MoneyAct.CORRECT,
    MoneyAct.TAKE_BACK_DECISION,
    MoneyAct.PLAN,
    MoneyAct.RECLAIM,
    MoneyAct.REPAY,
    MoneyAct.WRITE_OFF,
    MoneyAct.TAKE_BACK,
)
_OF_A_PAYMENT = (
    MoneyAct.APPROVE,
    MoneyAct.PAY,
    MoneyAct.SHOW,
    MoneyAct.CHANGE,
    MoneyAct.RELEASE,
    MoneyAct.VOID,
    MoneyAct.RECLAIM,
    MoneyAct.REPAY,
    MoneyAct.WRITE_OFF,
    MoneyAct.TAKE_BACK,
)
_RECOVERY = (MoneyAct.RECLAIM, MoneyAct.REPAY, MoneyAct.WRITE_OFF, MoneyAct.TAKE_BACK)
"""Offered on the payments where there are any; what a list brought has none."""
_NEXT = (MoneyAct.APPROVE, MoneyAct.PAY, MoneyAct.SHOW)
"""What Enter does with a payment: the first of these that makes sense."""
_MOST_ROWS = 6
_COLUMNS = (
    FieldColumn("component", 176, stretches=True),
    FieldColumn("person_id", 144, stretches=True),
    FieldColumn("requested", 104, title=N_("Applied for")),
)


class MoneyDetail(CaseSection):
    """The rest of a line of aid that is typed."""

    form = "case_money_detail"
    title = ""

    project_combo: ChoiceCombo
    currency_combo: ChoiceCombo
    calculation_edit: QLineEdit
    article_edit: QLineEdit

    def build(self) -> None:
        field_editors.offer_choice(self.project_combo, "aid_lines", "project")
        self.currency_combo.offer(CURRENCIES, str)
        self.tie("aid_lines").tie_all(
            project=self.project_combo,
            currency=self.currency_combo,
            calculation=self.calculation_edit,
            article=self.article_edit,
        )


class MoneySection(TablesSection):
    """What is asked for is typed; what is decided, planned and paid is done act by act, and stands in the ledger."""

    form = "case_money"
    title = N_("Aid and money")
    entities = frozenset({"aid_lines"})
    needs = frozenset({Need.AID_REQUESTED, Need.AID_DECIDED, Need.NO_OPEN_PAYMENTS})

    lines_page: QWidget
    list_heading: QLabel
    keys_note: QLabel
    records_table: RecordTable
    records_error: QLabel
    sum_note: QLabel
    detail_frame: QFrame
    decision_value: QLabel
    line_acts_widget: QWidget
    line_why_note: QLabel
    panel_widget: QWidget
    payments_heading: QLabel
    payments_table: TableView
    payment_note: QLabel
    payment_acts_widget: QWidget
    why_note: QLabel

    def build(self) -> None:
        self.view: MoneyView | None = None
        self._wanted_payment: int | None = None
        self._place: object = None  # where to go once the money has been read
        money_columns = (
            FieldColumn("decided", 104, editable=False, title=N_("Decided"), shown=partial(self._amount, "decided")),
            FieldColumn("bound", 96, editable=False, title=N_("Approved"), shown=partial(self._amount, "bound")),
            FieldColumn("paid", 104, editable=False, title=N_("Paid"), shown=partial(self._amount, "paid_out")),
            FieldColumn("free", 104, editable=False, title=N_("Still free"), shown=partial(self._amount, "free")),
        )
        columns = (*_COLUMNS, *money_columns)
        self.model = self.table(
            self.records_table,
            self.records_error,
            "aid_lines",
            columns,
            N_("Add a line of aid"),
            self._begin,
            self.title,
        )
        detail = MoneyDetail(self.folder)
        column = self.detail_frame.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(detail)
        self.tied += detail.tied
        self.records_table.set_leading(True)
        self.records_table.record_chosen.connect(self._line_chosen)
        self.payments = PagedModel(money_cells.PAYMENTS, self._payment_cell, at_once, self)
        self.payments_table.show_model(self.payments)
        self.payments_table.opened.connect(self._go_on_with)
        self.payments_table.rows_selected.connect(self._payment_chosen)
        self.payments_table.selectionModel().currentChanged.connect(lambda *_how: self._payment_chosen())
        self.ledger = LedgerSheet(self)
        self.ledger.left.connect(self._show_lines)
        self.ledger.print_wanted.connect(lambda: self.folder.opened.emit("papers", "ledger_statement"))
        self.ledger.hide()
        form = self.lines_page.parentWidget()
        beside = form.layout() if form is not None else None
        assert isinstance(beside, QVBoxLayout)
        beside.addWidget(self.ledger)
        self.panel = MoneyPanel(self.folder.page)
        self.decision_panel = DecisionPanel(self.folder.page)
        place = self.panel_widget.layout()
        assert isinstance(place, QVBoxLayout)
        for panel in (self.panel, self.decision_panel):
            place.addWidget(panel)
            panel.closed.connect(self._back_to_list)
        self.panel_widget.hide()
        self.line_acts = ActButtons(self.line_acts_widget, self.line_why_note, _OF_A_LINE, self.do_with_line)
        self.ledger_button = self.line_acts.add(QPushButton(self.line_acts_widget))
        self.ledger_button.clicked.connect(self.show_ledger)
        self.payment_acts = ActButtons(self.payment_acts_widget, self.why_note, _OF_A_PAYMENT, self.do_with_payment)
        self.receipt_button = self.payment_acts.add(QPushButton(self.payment_acts_widget))
        self.receipt_button.clicked.connect(self._show_receipt)
        dress(self.line_acts.button(MoneyAct.DECIDE), Look.PRIMARY)
        self.folder.copy.changed.connect(self._typed)
        self.folder.copy.listed.connect(self._tell)
        for keys, do in (
            ("Ctrl+Shift+D", partial(self.do_with_line, MoneyAct.DECIDE)),
            ("Ctrl+Shift+P", partial(self.do_with_line, MoneyAct.PLAN)),
            ("Ctrl+Shift+L", self.show_ledger),
        ):
            self._shortcut(self, keys, do, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for key, act in (("Ins", MoneyAct.PLAN), ("Del", MoneyAct.VOID)):
            with_line = act is MoneyAct.PLAN
            do = partial(self.do_with_line if with_line else self.do_with_payment, act)
            self._shortcut(self.payments_table, key, do, Qt.ShortcutContext.WidgetShortcut)
        theme.news().changed.connect(self._fit_payments)
        self.retranslate()
        self._tell()

    def _shortcut(self, of: QWidget, keys: str, do: Any, context: Qt.ShortcutContext) -> None:
        shortcut = QShortcut(QKeySequence(keys), of)
        shortcut.setContext(context)
        shortcut.activated.connect(do)

    def retranslate(self) -> None:
        super().retranslate()
        self.keys_note.setText(
            _("Enter types, Insert adds a line. Ctrl+Shift+D: decision, Ctrl+Shift+P: payment, Ctrl+Shift+L: ledger.")
        )
        self.line_acts.retranslate()
        self.payment_acts.retranslate()
        self.ledger_button.setText(_("Ledger"))
        self.receipt_button.setText(_("Receipt …"))
        self.payments_table.setAccessibleName(_("Payments"))
        self._tell()

    # --- reading -----------------------------------------------------------------------------------

    def display(self) -> None:
        super().display()
        self.keys_note.setVisible(self.folder.editable)
        self.records_table.choose_last()
        for tied in self.tied:
            tied.set_editable(self.folder.editable)
            tied.show(self.records_table.key())
        if self.folder.past is not None:
            self.view = None
            self._tell()
            return
        page, case_id = self.folder.page, self.folder.case_id
        office = page.office
        page.ask(lambda: money.book(office, case_id), self._take, self._failed, latest="money")

    def _take(self, view: MoneyView) -> None:
        self.view = view
        self._tell()
        place, self._place = self._place, None
        if place is not None:
            self.go_to(place)
        if not self.ledger.isHidden():
            self.ledger.show_view(view, self.folder.short_names())

    def _failed(self, error: Exception) -> None:
        self.view = None
        self._tell()
        self.line_acts.tell(told(error))

    def line(self) -> LineSeen | None:
        """The chosen line as it is stored; None for one that is new, and as long as nothing was read."""
        key = self.records_table.key()
        return self.view.line(key[1]) if self.view is not None and key is not None else None

    def payment(self) -> PaymentSeen | None:
        """The chosen payment."""
        found = self.payments_table.row()
        return found if isinstance(found, PaymentSeen) else None

    # --- the lines ---------------------------------------------------------------------------------

    def _begin(self) -> dict[str, Any]:
        """A new line: basic aid for the first traveller, after that aid in kind."""
        some = bool(self.folder.copy.keys("aid_lines"))
        numbers = self.folder.traveller_ids() or self.folder.person_ids()
        return {
            "component": AidComponent.IN_KIND if some else AidComponent.BASIC,
            "person_id": None if some or not numbers else numbers[0],
            "project": None,
            "currency": "CHF",
            "requested": None,
            "requested_on": None,
            "calculation": "",
            "article": "",
        }

    def _amount(self, name: str, key: Key) -> str:
        """A sum of a line: out of the ledger, and of an earlier day what its record says."""
        line = self.view.line(key[1]) if self.view is not None else None
        if line is not None:
            amount = getattr(line.balances, name)
            return _written(amount, line.currency) if amount or line.decided_on is not None else ""
        kept = {"decided": "decided", "paid_out": "paid"}.get(name)
        amount = self.folder.copy.value(key, kept) if kept and not self.folder.copy.is_new(key) else None
        return _written(amount, self.folder.copy.value(key, "currency")) if amount is not None else ""

    def _typed(self, key: Key, _name: str) -> None:
        if key[0] == "aid_lines" and self.isVisible():
            self._tell()

    def _line_chosen(self, key: Key | None) -> None:
        for tied in self.tied:
            tied.show(key)
        self.detail_frame.setEnabled(key is not None)
        self._tell()

    def _unsaved(self) -> bool:
        """Whether lines are typed that the ledger does not know yet."""
        copy = self.folder.copy
        return any(
            copy.is_new(key) or copy.is_removed(key) or any(copy.is_typed(key, name) for name in _KNOWN)
            for key in copy.keys("aid_lines")
        )

    # --- showing -----------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Show the sums, the payments of the chosen line, and what may be done."""
        if not self.folder.is_read:
            return
        self.model.retranslate()
        self._tell_sums()
        line = self.line()
        self.decision_value.setText(money_cells.decision_words(line) if line is not None else "")
        self.decision_value.setVisible(line is not None)
        kept = self.payment()
        wanted = self._wanted_payment or (kept.id if kept is not None else None)
        rows = line.payments if line is not None else ()
        self.payments.show(lambda: len(rows), lambda offset, limit: rows[offset : offset + limit])
        at = next((place for place, one in enumerate(rows) if one.id == wanted), 0 if rows else -1)
        if at >= 0:
            self.payments_table.setCurrentIndex(self.payments.index(at, 0))
            self._wanted_payment = None
        shown = bool(rows)
        for widget in (self.payments_heading, self.payments_table, self.payment_note, self.payment_acts_widget):
            widget.setVisible(shown)
        self._fit_payments()
        self._show_acts()

    def _tell_sums(self) -> None:
        copy = self.folder.copy
        requested: dict[str, int] = {}
        for key in copy.keys("aid_lines"):
            amount = copy.value(key, "requested")
            if amount is not None and not copy.is_removed(key):
                currency = copy.value(key, "currency") or "CHF"
                requested[currency] = requested.get(currency, 0) + amount
        totals = self.view.totals if self.view is not None else {}
        self.sum_note.setText(money_cells.totals_words(requested, totals))
        self.sum_note.setVisible(bool(requested or totals) and self.folder.past is None)

    def _fit_payments(self) -> None:
        """As high as its rows, up to some; the page scrolls as a whole."""
        table = self.payments_table
        rows = min(max(self.payments.total, 1), _MOST_ROWS)
        height = table.horizontalHeader().sizeHint().height() + rows * table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(height + 4)

    def _payment_cell(self, row: PaymentSeen, key: str) -> Cell:
        line = self.view.line(row.line_id) if self.view is not None else None
        return money_cells.payment(row, key, line.currency if line is not None else row.currency)

    def _payment_chosen(self) -> None:
        self._show_acts()

    def _show_acts(self) -> None:
        """Offer what may be done with the chosen line and payment; where something may not, say why."""
        line, payment = self.line(), self.payment()
        unsaved = self._unsaved()
        editable = self.folder.editable and self.view is not None
        said_below = _RECOVERY if line is not None and line.payments and not line.opened_paid else ()
        self.line_acts.offer(line.acts if line is not None and editable else (), unsaved=unsaved, hidden=said_below)
        self.payment_acts.offer(payment.acts if payment is not None and editable else (), unsaved=unsaved)
        self.ledger_button.setVisible(self.view is not None and bool(self.view.statement))
        handed_out = payment is not None and payment.state in (PaymentState.APPROVED, PaymentState.PAID)
        self.receipt_button.setVisible(handed_out and editable)
        self.payment_note.setText(
            money_cells.payment_words(payment, self.folder.names().people) if payment is not None else ""
        )

    # --- doing -------------------------------------------------------------------------------------

    def do_with_line(self, act: MoneyAct) -> None:
        """Ask for what an act on the chosen line needs; nothing happens where it is not possible."""
        line = self.line()
        if line is None or not self.line_acts.may(act):
            return
        if act is MoneyAct.DECIDE:
            assert self.view is not None
            undecided = [one for one in self.view.lines if (found := one.may(MoneyAct.DECIDE)) and found.why is None]
            asked = [one for one in undecided if one.state is not DecisionState.REFUSED or one.id == line.id]
            self.panel.hide()
            self.decision_panel.begin(self.folder.case_id, asked, self.folder.short_names())
            self._scroll_up()
            return
        self._open(Target(act, self.folder.case_id, line, None, self._payees(), self._departs()))

    def do_with_payment(self, act: MoneyAct) -> None:
        """Ask for what an act on the chosen payment needs, or approve it at once."""
        line, payment = self.line(), self.payment()
        if line is None or payment is None or not self.payment_acts.may(act):
            return
        if act is MoneyAct.APPROVE:
            self._approve(payment)
            return
        self._open(Target(act, self.folder.case_id, line, payment, self._payees(), self._departs()))

    def _go_on_with(self, payment: object) -> None:
        """Enter on a payment: what comes next for it."""
        if isinstance(payment, PaymentSeen):
            act = next((one for one in _NEXT if payment.may(one) is not None), None)
            if act is not None:
                self.do_with_payment(act)

    def _open(self, target: Target) -> None:
        self.decision_panel.hide()
        self._wanted_payment = target.payment_id
        self.panel.begin(target)
        self._scroll_up()

    def _scroll_up(self) -> None:
        """The panels and the head of the ledger stand at the top of the section."""
        self.panel_widget.setVisible(not self.panel.isHidden() or not self.decision_panel.isHidden())
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if isinstance(place, QScrollArea):
            place.verticalScrollBar().setValue(0)

    def _approve(self, payment: PaymentSeen) -> None:
        page, case_id = self.folder.page, self.folder.case_id
        office = page.office
        self._wanted_payment = payment.id
        second = payment.needs_two and not payment.approved_by
        said = _("Approved; a second person must approve it too.") if second else _("The payment is approved.")
        page.act(lambda: money.approve(office, case_id, [payment.id]), said=said)

    def _payees(self) -> dict[int, str]:
        names = self.folder.short_names()
        return {number: names[number] for number in self.folder.traveller_ids() if number in names}

    def _departs(self) -> Any:
        return self.folder.view.case.values["planned_departure"]

    def _back_to_list(self) -> None:
        self.panel_widget.hide()
        table = self.payments_table if self._wanted_payment is not None else self.records_table
        if table.isVisible():
            table.setFocus()

    def _show_receipt(self) -> None:
        if (payment := self.payment()) is not None:
            self.folder.opened.emit("papers", ("payment_receipt", payment.id))

    def go(self) -> bool:
        """Ctrl+Enter does what the open panel asks for."""
        for panel in (self.panel, self.decision_panel):
            if not panel.isHidden():
                panel.go()
                return True
        return False

    # --- the ledger --------------------------------------------------------------------------------

    def show_ledger(self) -> None:
        """The page of every entry, with the balance after each."""
        if self.view is None or not self.view.statement:
            return
        self.ledger.show_view(self.view, self.folder.short_names())
        self.lines_page.hide()
        self.ledger.show()
        self._scroll_up()
        self.ledger.ledger_table.setFocus()

    def _show_lines(self) -> None:
        self.ledger.hide()
        self.lines_page.show()
        self.ledger_button.setFocus()

    # --- being sent here ---------------------------------------------------------------------------

    def go_to(self, place: object) -> bool:
        """To the amount that is missing, the decision, the first open payment, or a record by its key."""
        keys = self.folder.copy.keys("aid_lines")
        of_the_ledger = place in (Need.AID_DECIDED, Need.NO_OPEN_PAYMENTS) or _is_payment(place)
        if of_the_ledger and self.view is None and self.folder.past is None:
            self._place = place  # as soon as the money has been read
            return True
        if place is Need.AID_REQUESTED and keys:
            return self.records_table.choose(keys[0], "requested")
        if place is Need.AID_DECIDED and keys:
            open_ones = [one.id for one in self.view.lines if one.may(MoneyAct.DECIDE)] if self.view is not None else []
            chosen = self.records_table.choose(("aid_lines", open_ones[0]) if open_ones else keys[0], "decided")
            self.do_with_line(MoneyAct.DECIDE)
            return chosen
        if place is Need.NO_OPEN_PAYMENTS and self.view is not None:
            waiting = (PaymentState.PLANNED, PaymentState.APPROVED)
            found = next((one for line in self.view.lines for one in line.payments if one.state in waiting), None)
            return found is not None and self._choose_payment(found)
        if isinstance(place, tuple) and _is_payment(place):
            found = self.view.payment(int(place[1])) if self.view is not None else None
            return found is not None and self._choose_payment(found)
        return super().go_to(place)

    def _choose_payment(self, payment: PaymentSeen) -> bool:
        self._wanted_payment = payment.id
        self.records_table.choose(("aid_lines", payment.line_id))
        self._tell()
        self.payments_table.setFocus()
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self.view is not None:
            self.ledger.show_view(self.view, self.folder.short_names())


_KNOWN = ("component", "person_id", "project", "currency", "requested", "requested_on", "calculation", "article")
"""What of a line is typed."""


def _is_payment(place: object) -> bool:
    return isinstance(place, tuple) and place[0] == "payments"


def _written(amount: int, currency: str) -> str:
    """An amount as the table has it: francs are not named."""
    return fields.amount(amount) if currency == "CHF" else formats.money(amount, currency)
