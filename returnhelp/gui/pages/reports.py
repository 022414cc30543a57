"""The monthly report: looked at, printed, saved; and the months closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
    QWidget,
)

from returnhelp import settings
from returnhelp.domain.roles import Act
from returnhelp.gui import icons, theme, writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.dialogs import question
from returnhelp.gui.page import Page, PageSpec
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.empty_state import EmptyState
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.gui.widgets.pdf_view import PdfView
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import closing, papers, reporting
from returnhelp.services.office import Change, Office

_MONTHS_BACK = 36
"""So many months are offered even where nothing was recorded yet."""


@dataclass(frozen=True)
class _State:
    """What the page asks for before it shows anything."""

    default: date
    this_month: date
    closed: tuple[date, ...]
    waiting: tuple[date, ...]
    language: str


class ReportsPage(Page):
    """Shows the report of a month as it will be printed; nothing of it lies on the disk until it is saved."""

    form = "reports"
    help_anchor = "reports"

    print_button: QPushButton
    save_button: QPushButton
    earlier_button: QToolButton
    later_button: QToolButton
    month_combo: ChoiceCombo
    language_combo: ChoiceCombo
    save_card: QFrame
    password_check: QCheckBox
    password_edit: PasswordEdit
    password_error: QLabel
    save_cancel_button: QPushButton
    save_go_button: QPushButton
    paper_stack: QStackedWidget
    paper_page: QWidget
    paper_view: PdfView
    waiting_page: QWidget
    waiting_state: EmptyState
    closing_card: QFrame
    state_badge: QLabel
    state_note: QLabel
    until_combo: ChoiceCombo
    until_label: QLabel
    close_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._state: _State | None = None
        self._shown: tuple[date, str] | None = None
        self.save_card.hide()
        self.password_error.hide()
        self.password_edit.setEnabled(False)
        self.closing_card.setFixedWidth(theme.px(272))
        theme.news().changed.connect(self._colour_ground)
        self._colour_ground()
        dress(self.save_go_button, Look.PRIMARY)
        dress(self.print_button, Look.PRIMARY)
        for button, icon in ((self.print_button, "printer"), (self.save_button, "download-simple")):
            button.setIcon(icons.icon(icon, "on_accent" if button is self.print_button else "text"))
        self.earlier_button.setIcon(icons.icon("caret-left"))
        self.later_button.setIcon(icons.icon("caret-right"))
        self.language_combo.offer(settings.LANGUAGE_NAMES, settings.LANGUAGE_NAMES.__getitem__)
        self.month_combo.chosen.connect(lambda _month: self._show_report())
        self.language_combo.chosen.connect(lambda _language: self._show_report())
        self.earlier_button.clicked.connect(lambda: self._step(1))
        self.later_button.clicked.connect(lambda: self._step(-1))
        self.print_button.clicked.connect(self.print_it)
        self.save_button.clicked.connect(self._offer_saving)
        self.password_check.toggled.connect(self._password_wanted)
        self.password_edit.textEdited.connect(lambda _text: wrong.clear(self.password_edit))
        self.password_edit.returnPressed.connect(self.save)
        self.save_cancel_button.clicked.connect(self._hide_saving)
        self.save_go_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.close_months)
        self._offer_papers(has_paper=False)

    def title(self) -> str:
        return _("Monthly report")

    def focus_first(self) -> None:
        self.month_combo.setFocus()

    def blank(self, private: bool) -> bool:
        """The report names nobody, but its small numbers are not for visitors."""
        self.paper_stack.setVisible(not private)
        return True

    def retranslate(self) -> None:
        self._say_state()
        self._say_waiting()

    def arrive(self, state: object) -> None:
        """``state`` may be the month to show."""
        if isinstance(state, date) and self._state is not None:
            self.month_combo.set_value(state.replace(day=1))
            self._show_report()

    # --- what there is -----------------------------------------------------------------------------

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - any change may be in the report
        office = self.office
        self._say_waiting()

        def read() -> _State:
            closed, waiting = closing.state(office)
            return _State(
                reporting.default_month(office),
                office.today().replace(day=1),
                closed,
                waiting,
                papers.office_language(office),
            )

        self.ask(read, self._show_state, latest="state")

    def _show_state(self, state: _State) -> None:
        first_time, self._state = self._state is None, state
        first = min([*state.closed[:1], *state.waiting[:1], _back(state.default, _MONTHS_BACK)])
        self.month_combo.offer(_downwards(state.this_month, first), _month_words)
        if first_time or self.month_combo.value() is None:
            self.month_combo.set_value(state.default)
        if self.language_combo.value() is None:
            self.language_combo.set_value(state.language)
        self.until_combo.offer(state.waiting, _month_words)
        if state.waiting and self.until_combo.value() is None:
            self.until_combo.set_value(state.waiting[-1])
        self._say_state()
        self._show_report()

    def _say_state(self) -> None:
        state = self._state
        if state is None:
            return
        may = self.office.may(Act.CLOSE_MONTH) and bool(state.waiting)
        for widget in (self.until_combo, self.until_label, self.close_button):
            widget.setVisible(may)
        if state.closed:
            self.state_badge.setText(_("Closed up to {month}").format(month=_month_words(state.closed[-1])))
        else:
            self.state_badge.setText(_("No month is closed yet"))
        if state.waiting:
            self.state_note.setText(
                ngettext(
                    "One month is over and not closed: {months}.",
                    "{count} months are over and not closed: {months}.",
                    len(state.waiting),
                ).format(count=len(state.waiting), months=_span(state.waiting))
            )
        elif state.closed:
            self.state_note.setText(_("Every month that is over is closed."))
        else:
            self.state_note.setText(_("There is no departure yet, so there is no month to close."))

    def _colour_ground(self) -> None:
        """What lies round the paper has the colour of the window, not of a shadow."""
        for view in self.paper_view.findChildren(QPdfView):
            colours = view.palette()
            colours.setColor(QPalette.ColorRole.Dark, QColor(theme.colour("hover")))
            view.setPalette(colours)

    def _step(self, by: int) -> None:
        months = self.month_combo.values()
        at = months.index(self.month_combo.value()) + by if self.month_combo.value() in months else -1
        if 0 <= at < len(months):
            self.month_combo.set_value(months[at])
            self._show_report()

    # --- the paper ---------------------------------------------------------------------------------

    def _wanted(self) -> tuple[date, str] | None:
        month, language = self.month_combo.value(), self.language_combo.value()
        return (month, language) if month is not None and language is not None else None

    def _show_report(self) -> None:
        wanted = self._wanted()
        if wanted is None:
            return
        months = self.month_combo.values()
        at = months.index(wanted[0])
        self.later_button.setEnabled(at > 0)
        self.earlier_button.setEnabled(at < len(months) - 1)
        self._offer_papers(has_paper=False)
        self._say_waiting()
        self.paper_stack.setCurrentWidget(self.waiting_page)
        office, (month, language) = self.office, wanted

        def arrived(paper: bytes) -> None:
            self._shown = wanted
            self.paper_view.show_paper(paper)
            self.paper_stack.setCurrentWidget(self.paper_page)
            self._offer_papers(has_paper=True)

        def failed(error: Exception) -> None:
            self.waiting_state.say("warning-circle", _("The report could not be made"), "", "")
            self.show_error(error)

        self.ask(lambda: reporting.monthly(office, month.year, month.month, language), arrived, failed, latest="paper")

    def _say_waiting(self) -> None:
        self.waiting_state.say("file-pdf", _("The report is being made …"))

    def _offer_papers(self, *, has_paper: bool) -> None:
        for button in (self.print_button, self.save_button, self.save_go_button):
            button.setEnabled(has_paper)

    def print_it(self) -> None:
        """Ask for a printer and print what is shown."""
        printer = file_boxes.printer(self, _("Monthly report"))
        if printer is None:
            return
        if self.paper_view.print_on(printer):
            self.desk.toast(_("The report was sent to the printer."))
        else:
            self.show_message(
                _("The printer did not take the report. Look whether it is on, and try again."), Kind.ERROR
            )

    # --- saving ------------------------------------------------------------------------------------

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
        """Save what is shown where a person chooses; that it left is recorded."""
        if self._shown is None:
            return
        password = self.password_edit.text() if self.password_check.isChecked() else None
        if password == "":
            wrong.mark(self.password_edit, _("Type a password, or take the tick away."))
            self.password_edit.setFocus()
            return
        month, language = self._shown
        name = _("Monthly report {month}").format(month=f"{month.year}-{month.month:02}") + ".pdf"
        chosen = file_boxes.save_file(self, _("Save the report"), name, [("PDF", "*.pdf")])
        if chosen is None:
            return
        office, place = self.office, writing.with_suffix(chosen, ".pdf")

        def make() -> Path:
            paper = reporting.save_monthly(office, month.year, month.month, language, password)
            return writing.write(place, paper)

        def saved(place: Path) -> None:
            self._hide_saving()
            said = _("Saved as {name}, with a password.") if password else _("Saved as {name}, without a password.")
            self.desk.toast(said.format(name=place.name))

        self.ask(make, saved)

    # --- closing months ----------------------------------------------------------------------------

    def close_months(self) -> None:
        """Ask once, then close every open month up to the chosen one."""
        until = self.until_combo.value()
        if self._state is None or until is None:
            return
        months = [month for month in self._state.waiting if month <= until]
        title = ngettext("Close one month for good?", "Close {count} months for good?", len(months)).format(
            count=len(months)
        )
        text = _(
            "{months}: the counts are frozen and never change again. There is no reopening."
            " What is entered later for them counts in the next month that is closed."
        ).format(months=_span(months))
        if not question.sure(self, title, text, _("Close for good")):
            return
        office = self.office

        def closed(done: Sequence[date]) -> None:
            self.until_combo.set_value(None)
            self.desk.toast(
                ngettext("{months} is closed.", "{months} are closed.", len(done)).format(months=_span(done))
            )

        self.act(lambda: closing.close(office, until), closed)


def _month_words(month: date) -> str:
    return formats.month(month.year, month.month)


def _span(months: Sequence[date]) -> str:
    """One month, or the first to the last."""
    if not months:
        return ""
    if len(months) == 1:
        return _month_words(months[0])
    return _("{first} to {last}").format(first=_month_words(months[0]), last=_month_words(months[-1]))


def _back(month: date, by: int) -> date:
    year, at = divmod(month.year * 12 + month.month - 1 - by, 12)
    return date(year, at + 1, 1)


def _downwards(last: date, first: date) -> list[date]:
    months = [last]
    while months[-1] > first:
        months.append(_back(months[-1], 1))
    return months


def _may(office: Office) -> bool:
    return office.may(Act.MONTHLY_REPORT)


SPEC = PageSpec("reports", N_("Reports"), "file-text", _may, ReportsPage)
"""The page in the rail."""
