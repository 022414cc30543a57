"""The cash list: what is handed out on a day, by payer and place, marked as paid where it was signed for."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from returnhelp.domain.ledger_cash import CashGroup, CashRow
from returnhelp.domain.money import Payer, PaymentState
from returnhelp.domain.money_acts import MoneyAct
from returnhelp.domain.roles import Act
from returnhelp.gui import icons, theme, writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models import money_cells
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.money_cells import Sum
from returnhelp.gui.models.paged import Cell, PagedModel
from returnhelp.gui.page import Page, PageSpec
from returnhelp.gui.pages.case_money_panel import MoneyPanel, Target
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.gui.widgets.pdf_view import PdfView
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import catalogs, formats, labels, money_reasons
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import money, money_papers
from returnhelp.services.money import MoneyView
from returnhelp.services.office import Change, Office

_AHEAD = timedelta(days=366)
Span = tuple[date, date, Payer | None]


class CashListPage(Page):
    """One day or several; Enter marks the chosen payment as paid, or opens its case."""

    form = "cash_list"
    help_anchor = "cash_list"

    preview_button: QPushButton
    print_button: QPushButton
    save_button: QPushButton
    earlier_button: QToolButton
    day_edit: DateEdit
    until_edit: DateEdit
    later_button: QToolButton
    today_button: QPushButton
    payer_combo: ChoiceCombo
    days_error: QLabel
    save_card: QFrame
    password_check: QCheckBox
    password_edit: PasswordEdit
    password_error: QLabel
    save_cancel_button: QPushButton
    save_go_button: QPushButton
    panel_widget: QWidget
    list_stack: QStackedWidget
    list_page: QWidget
    days_heading: QLabel
    sum_note: QLabel
    cash_table: TableView
    why_note: QLabel
    open_button: QPushButton
    pay_button: QPushButton
    paper_page: QWidget
    paper_view: PdfView

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._private = False
        self._groups: tuple[CashGroup, ...] = ()
        self._wanted: int | None = None
        today = self.office.today()
        for edit in (self.day_edit, self.until_edit):
            edit.set_whole_only(True)
            edit.set_today(today)
            edit.set_latest(today + _AHEAD)
            edit.setFixedWidth(theme.px(184))
            edit.value_changed.connect(self._days_typed)
        self.day_edit.set_value(today)
        self.payer_combo.offer(Payer, labels.label, lambda: _("everybody"))
        self.payer_combo.setFixedWidth(theme.px(220))
        self.payer_combo.chosen.connect(lambda _payer: self.refresh(None))
        self.earlier_button.setIcon(icons.icon("caret-left"))
        self.later_button.setIcon(icons.icon("caret-right"))
        self.earlier_button.clicked.connect(partial(self._step, -1))
        self.later_button.clicked.connect(partial(self._step, 1))
        self.today_button.clicked.connect(lambda: self.go_to(self.office.today()))
        self.preview_button.setCheckable(True)
        self.preview_button.clicked.connect(self._show_preview)
        self.print_button.setIcon(icons.icon("printer"))
        self.save_button.setIcon(icons.icon("download-simple"))
        self.print_button.clicked.connect(self.print_it)
        self.save_button.clicked.connect(self._offer_saving)
        self.save_card.hide()
        self.password_error.hide()
        self.password_edit.setEnabled(False)
        self.password_check.toggled.connect(self._password_wanted)
        self.password_edit.textEdited.connect(lambda _text: wrong.clear(self.password_edit))
        self.password_edit.returnPressed.connect(self.save)
        self.save_cancel_button.clicked.connect(self._hide_saving)
        self.save_go_button.clicked.connect(self.save)
        dress(self.save_go_button, Look.PRIMARY)
        dress(self.pay_button, Look.PRIMARY)
        self._model = PagedModel(money_cells.CASH, self._cell, at_once, self)
        self.cash_table.show_model(self._model)
        self.cash_table.opened.connect(self._enter)
        self.cash_table.rows_selected.connect(self._show_acts)
        self.cash_table.selectionModel().currentChanged.connect(lambda *_how: self._show_acts())
        self.open_button.clicked.connect(self._open_case)
        self.pay_button.clicked.connect(self.pay)
        self.panel = MoneyPanel(self)
        place = self.panel_widget.layout()
        assert isinstance(place, QVBoxLayout)
        place.addWidget(self.panel)
        self.panel.closed.connect(self._panel_closed)
        self.panel_widget.hide()
        theme.news().changed.connect(self._colour_ground)
        self._colour_ground()
        self.retranslate()

    # --- what a page answers -------------------------------------------------------------------------

    def title(self) -> str:
        return _("Cash list")

    def focus_first(self) -> None:
        self.day_edit.setFocus()

    def arrive(self, state: object) -> None:
        """``state`` may be the day to show."""
        if isinstance(state, date):
            self.go_to(state)

    def blank(self, private: bool) -> bool:
        """Sums and kinds may be seen by a visitor, names may not."""
        self._private = private
        self._model.retranslate()
        if private:
            self.preview_button.setChecked(False)
            self.list_stack.setCurrentWidget(self.list_page)
        self.preview_button.setEnabled(not private and self._has_papers())
        return True

    def retranslate(self) -> None:
        self.cash_table.setAccessibleName(_("Cash list"))
        self.cash_table.empty.say("money", _("Nothing is paid on this day"), _("Payments are planned in their case."))
        self._show()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - any change may be a payment
        span = self._span()
        if span is None:
            return
        office, (first, last, payer) = self.office, span
        self.cash_table.waiting()
        self.ask(lambda: money.cash(office, first, last, payer), self._take, self._failed, latest="cash")

    def _take(self, groups: tuple[CashGroup, ...]) -> None:
        self._groups = groups
        self._show()
        if self.preview_button.isChecked():
            self._show_preview()
        self.ready()

    def _failed(self, error: Exception) -> None:
        self.cash_table.settled()
        self.show_message(told(error), Kind.ERROR, _("Try again"), lambda: self.refresh(None))

    # --- which days ----------------------------------------------------------------------------------

    def go_to(self, day: date) -> None:
        """Show one day."""
        self.day_edit.set_value(day)
        self.until_edit.set_value(None)
        self.refresh(None)

    def _span(self) -> Span | None:
        """From which day to which, and whose payments; None while that is not understood."""
        first, last = self.day_edit.day(), self.until_edit.day() or self.day_edit.day()
        readable = self.day_edit.is_valid() and self.until_edit.is_valid()
        if first is None or last is None or not readable:
            self._tell_days(_("Enter a day."))
            return None
        if last < first:
            self._tell_days(_("The last day lies before the first."))
            return None
        self._tell_days("")
        return first, last, self.payer_combo.value()

    def _tell_days(self, why: str) -> None:
        self.days_error.setText(why)
        self.days_error.setVisible(bool(why))

    def _days_typed(self) -> None:
        if self.day_edit.day() is not None and self.day_edit.is_valid() and self.until_edit.is_valid():
            self.refresh(None)

    def _step(self, by: int, *_checked: bool) -> None:
        """A day on or back; of several days as many."""
        span = self._span()
        if span is None:
            return
        first, last, _payer = span
        far = timedelta(days=by * ((last - first).days + 1))
        self.day_edit.set_value(first + far)
        self.until_edit.set_value(None if first == last else last + far)
        self.refresh(None)

    # --- showing -------------------------------------------------------------------------------------

    def _show(self) -> None:
        span = self._span()
        if span is None:
            return
        self.days_heading.setText(money_cells.days_words(span[0], span[1]))
        rows = _with_sums(self._groups)
        kept = self._wanted or (row.payment_id if (row := self._row()) is not None else None)
        self._model.show(lambda: len(rows), lambda offset, limit: rows[offset : offset + limit])
        at = next((place for place, one in enumerate(rows) if isinstance(one, CashRow) and one.payment_id == kept), 0)
        if rows:
            self.cash_table.setCurrentIndex(self._model.index(at, 0))
        self._wanted = None
        totals: dict[str, int] = {}
        for group in self._groups:
            for currency, amount in group.sums.items():
                totals[currency] = totals.get(currency, 0) + amount
        said = ", ".join(formats.money(amount, currency) for currency, amount in sorted(totals.items()))
        self.sum_note.setText(_("in all {sums}").format(sums=said) if said else "")
        for button in (self.preview_button, self.print_button, self.save_button):
            button.setEnabled(self._has_papers() and not (self._private and button is self.preview_button))
        self._show_acts()

    def _has_papers(self) -> bool:
        """Whether anything is approved or paid, so that there is a list to print."""
        return any(row.state is not PaymentState.PLANNED for group in self._groups for row in group.rows)

    def _cell(self, row: CashRow | Sum, key: str) -> Cell:
        return money_cells.cash(row, key, private=self._private)

    def _row(self) -> CashRow | None:
        """The chosen payment."""
        found = self.cash_table.row()
        return found if isinstance(found, CashRow) else None

    def _show_acts(self) -> None:
        row = self._row()
        may = self.office.may(Act.EDIT_CASES)
        self.open_button.setEnabled(row is not None)
        self.pay_button.setVisible(may)
        self.pay_button.setEnabled(row is not None and row.state is PaymentState.APPROVED)
        waits = row is not None and row.state is PaymentState.PLANNED
        self.why_note.setText(
            _("This payment is planned and not approved yet; approve it in its case.") if waits else ""
        )

    # --- doing ---------------------------------------------------------------------------------------

    def _enter(self, row: object) -> None:
        if isinstance(row, CashRow):
            if row.state is PaymentState.APPROVED and self.office.may(Act.EDIT_CASES):
                self.pay()
            else:
                self._open_case()

    def _open_case(self) -> None:
        row = self._row()
        if row is not None and row.case_id is not None:
            self.desk.open_case(row.case_id, f"aid#payments-{row.payment_id}")

    def pay(self) -> None:
        """Ask for the day, the receipt and the signature of the chosen payment; say why it cannot be paid yet."""
        row = self._row()
        if row is None or row.case_id is None or not self.pay_button.isEnabled():
            return
        office, case_id, payment_id, person = self.office, row.case_id, row.payment_id, row.person

        def opened(view: MoneyView) -> None:
            payment = view.payment(payment_id or 0)
            line = view.line(payment.line_id) if payment is not None else None
            act = payment.may(MoneyAct.PAY) if payment is not None else None
            if payment is None or line is None or act is None:
                self.refresh(None)
                return
            if act.why is not None:
                why = money_reasons.why(act.why)
                self.show_message(_("This cannot be paid yet: {why}.").format(why=why), Kind.WARNING)
                return
            self.clear_message()
            self._wanted = payment.id
            names = {payment.person_id: person} if payment.person_id is not None else {}
            self.panel_widget.show()
            self.panel.begin(Target(MoneyAct.PAY, case_id, line, payment, names))

        self.ask(lambda: money.book(office, case_id), opened, latest="book")

    def _panel_closed(self) -> None:
        self.panel_widget.hide()
        self.cash_table.setFocus()

    # --- the paper -----------------------------------------------------------------------------------

    def _colour_ground(self) -> None:
        """What lies round the paper has the colour of the window, not of a shadow."""
        for view in self.paper_view.findChildren(QPdfView):
            colours = view.palette()
            colours.setColor(QPalette.ColorRole.Dark, QColor(theme.colour("hover")))
            view.setPalette(colours)

    def _show_preview(self) -> None:
        if not self.preview_button.isChecked() or not self._has_papers():
            self.preview_button.setChecked(False)
            self.list_stack.setCurrentWidget(self.list_page)
            return

        def arrived(paper: bytes) -> None:
            self.paper_view.show_paper(paper)
            self.list_stack.setCurrentWidget(self.paper_page)

        self._make(arrived)

    def _make(self, then: Any) -> None:
        span = self._span()
        if span is None:
            return
        office, (first, last, payer), language = self.office, span, catalogs.language()
        self.ask(lambda: money_papers.cash_list(office, first, last, payer, language), then, latest="paper")

    def print_it(self) -> None:
        """Ask for a printer and print the list as it stands now."""
        printer = file_boxes.printer(self, _("Cash list"))
        if printer is None:
            return

        def arrived(paper: bytes) -> None:
            self.paper_view.show_paper(paper)
            if self.paper_view.print_on(printer):
                self.desk.toast(_("The list was sent to the printer."))
            else:
                self.show_message(
                    _("The printer did not take the list. Look whether it is on, and try again."), Kind.ERROR
                )

        self._make(arrived)

    def _offer_saving(self) -> None:
        self.save_card.show()
        self.save_go_button.setFocus()

    def _hide_saving(self) -> None:
        self.password_edit.forget()
        self.password_check.setChecked(False)
        self.save_card.hide()

    def _password_wanted(self, wanted: bool) -> None:
        self.password_edit.setEnabled(wanted)
        wrong.clear(self.password_edit)
        if wanted:
            self.password_edit.setFocus()

    def save(self) -> None:
        """Save the list where a person chooses; that it left is recorded."""
        span = self._span()
        password = self.password_edit.text() if self.password_check.isChecked() else None
        if span is None:
            return
        if password == "":
            wrong.mark(self.password_edit, _("Type a password, or take the tick away."))
            self.password_edit.setFocus()
            return
        first, last, payer = span
        name = _("Cash list {day}").format(day=first.isoformat()) + ".pdf"
        chosen = file_boxes.save_file(self, _("Save the list"), name, [("PDF", "*.pdf")])
        if chosen is None:
            return
        office, place, language = self.office, writing.with_suffix(chosen, ".pdf"), catalogs.language()

        def make() -> Path:
            paper = money_papers.cash_list(office, first, last, payer, language, saved=True, password=password)
            return writing.write(place, paper)

        def saved(place: Path) -> None:
            self._hide_saving()
            said = _("Saved as {name}, with a password.") if password else _("Saved as {name}, without a password.")
            self.desk.toast(said.format(name=place.name))

        self.ask(make, saved)


def _with_sums(groups: Sequence[CashGroup]) -> list[CashRow | Sum]:
    """The rows of each day, payer and place, with their sum under them."""
    rows: list[CashRow | Sum] = []
    for group in groups:
        rows += group.rows
        rows.append(Sum(group))
    return rows


def _may(office: Office) -> bool:
    return office.may(Act.SEE_CASES) and office.may(Act.EDIT_CASES)


SPEC = PageSpec("cash_list", N_("Cash list"), "money", _may, CashListPage)
"""The page in the rail."""
