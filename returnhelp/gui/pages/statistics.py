"""Anonymised statistics: a table is chosen, protected, looked at with its reasons, and handed out."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLabel, QMenu, QProgressBar, QPushButton, QScrollArea, QStackedWidget, QWidget

from returnhelp import settings
from returnhelp.domain.errors import LoopedTablesError, NoSafeTableError
from returnhelp.domain.roles import Act
from returnhelp.domain.tables import CoarserProposal, Months, TableRequest, Variable
from returnhelp.gui import icons, writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.page import Page, PageSpec
from returnhelp.gui.pages import statistics_side as side
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.empty_state import EmptyState
from returnhelp.gui.widgets.heat_map import HeatMap
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.worker import Job, Progress
from returnhelp.i18n import catalogs, formats
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import closing, papers, statistics
from returnhelp.services.office import Change, Office
from returnhelp.services.statistics import Protected, Publication

_AS = {"xlsx": N_("As Excel spreadsheet …"), "csv": N_("As text with separators (CSV) …"), "pdf": N_("As PDF …")}
_ICONS = {"xlsx": "table", "csv": "file-text", "pdf": "file-pdf"}
_KINDS = {"xlsx": N_("Spreadsheets"), "csv": N_("Text with separators"), "pdf": N_("Papers")}


class StatisticsPage(Page):
    """Nothing leaves unprotected: the page has no way to the numbers that are hidden."""

    form = "statistics"
    help_anchor = "statistics"

    provisional_badge: QLabel
    hand_out_button: QPushButton
    first_combo: ChoiceCombo
    last_combo: ChoiceCombo
    rows_combo: ChoiceCombo
    columns_combo: ChoiceCombo
    language_combo: ChoiceCombo
    make_button: QPushButton
    body_stack: QStackedWidget
    waiting_page: QWidget
    waiting_state: EmptyState
    table_page: QWidget
    heat_map: HeatMap
    told_note: QLabel
    only_check: QCheckBox
    side_scroll: QScrollArea
    side_page: QWidget
    cells_share_bar: QProgressBar
    cells_share_value: QLabel
    rows_share_bar: QProgressBar
    rows_share_value: QLabel
    columns_share_bar: QProgressBar
    columns_share_value: QLabel
    persons_note: QLabel
    legend_rows: QWidget
    narrowest_note: QLabel
    limits_note: QLabel
    coarser_note: QLabel
    coarser_rows: QWidget
    published_note: QLabel

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._closed: tuple[date, ...] | None = None
        self._waiting: tuple[date, ...] = ()
        self._protected: Protected | None = None
        self._coarser: tuple[CoarserProposal, ...] | None = None
        self._published: tuple[Publication, ...] = ()
        self._job: Job | None = None
        self._files = {kind: QAction(icons.icon(icon), "", self) for kind, icon in _ICONS.items()}
        self.provisional_badge.setProperty("kind", "warning")
        dress(self.make_button, Look.PRIMARY)
        self.side_scroll.setFixedWidth(side.side_width())
        self.side_page.setProperty("scrolled", True)
        menu = QMenu(self.hand_out_button)
        for kind, action in self._files.items():
            action.triggered.connect(lambda _checked=False, kind=kind: self.hand_out(kind))
            menu.addAction(action)
        self.hand_out_button.setMenu(menu)
        self.hand_out_button.setIcon(icons.icon("download-simple"))
        self.rows_combo.offer(Variable)
        self.rows_combo.set_value(Variable.NATIONALITY)
        self._offer_columns()
        self.columns_combo.set_value(Variable.CANTON)
        self.language_combo.offer(settings.LANGUAGE_NAMES, settings.LANGUAGE_NAMES.__getitem__)
        for combo in (self.first_combo, self.last_combo, self.rows_combo, self.columns_combo):
            combo.chosen.connect(self._chosen)
        self.make_button.clicked.connect(self.make)
        self.only_check.toggled.connect(self.heat_map.only_shown)
        self.heat_map.only_shown(self.only_check.isChecked())
        self.heat_map.cell_told.connect(self.told_note.setText)
        self.waiting_state.acted.connect(lambda: self.desk.open_page("reports"))
        self._show_nothing()

    def title(self) -> str:
        return _("Anonymised statistics")

    def focus_first(self) -> None:
        (self.make_button if self.make_button.isEnabled() else self.first_combo).setFocus()

    def retranslate(self) -> None:
        self._say_waiting()
        self._offer_files()
        self._show_side()

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """It names nobody and gives nobody away; there is nothing to hide from a visitor."""
        return True

    # --- what there is -----------------------------------------------------------------------------

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - closing or handing out, both are meant
        office = self.office
        self.ask(
            lambda: (closing.state(office), statistics.published(office), papers.office_language(office)),
            self._show_state,
            latest="state",
        )

    def _show_state(
        self, state: tuple[tuple[tuple[date, ...], tuple[date, ...]], tuple[Publication, ...], str]
    ) -> None:
        (closed, self._waiting), self._published, language = state
        changed, self._closed = closed != self._closed, closed
        for combo in (self.first_combo, self.last_combo):
            combo.offer(closed, _month_words)
            combo.setEnabled(bool(closed))
        if closed and self.first_combo.value() is None:
            last = closed[-1]
            self.first_combo.set_value(max(closed[0], last.replace(month=1)))
            self.last_combo.set_value(last)
        if self.language_combo.value() is None:
            self.language_combo.set_value(language)
        self.make_button.setEnabled(bool(closed))
        if changed and self._protected is None:
            self._show_nothing()
        self._show_side()

    def _show_nothing(self) -> None:
        """No table is there, or none that fits what is chosen."""
        self._protected, self._coarser = None, None
        self.heat_map.show_table(None)
        self.body_stack.setCurrentWidget(self.waiting_page)
        self._offer_files()
        self._say_waiting()

    def _say_waiting(self) -> None:
        say = self.waiting_state.say
        if self._closed is None:
            say("hourglass-medium", "")
        elif self._closed:
            say(
                "table",
                _("Choose months, rows and columns"),
                _("Then make the table. Every number that could give somebody away is hidden before you see it.")
                + "\n"
                + _("Closed months: {months}").format(months=_span(self._closed)),
            )
        else:
            waiting = ngettext(
                "One month waits to be closed: {months}.", "{count} months wait to be closed: {months}.",
                len(self._waiting),
            ).format(count=len(self._waiting), months=_span(self._waiting))  # fmt: skip
            why = _("Statistics are made of closed months only, because a closed month never changes again.")
            may = self.office.may(Act.CLOSE_MONTH)
            who = "" if may else _("A supervisor closes months on the page Reports.")
            text = "\n".join(filter(None, (why, waiting if self._waiting else "", who)))
            say("calendar-check", _("No month is closed yet"), text, _("Close months …") if may else "")

    # --- what is asked for -------------------------------------------------------------------------

    def _chosen(self, _value: object) -> None:
        self._offer_columns()
        first, last = self.first_combo.value(), self.last_combo.value()
        if first is not None and last is not None and last < first:
            other = self.first_combo if self.sender() is self.last_combo else self.last_combo
            other.set_value(last if other is self.first_combo else first)
        if self._protected is not None or self._coarser is not None:
            self._show_nothing()

    def _offer_columns(self) -> None:
        """Columns that group the same thing as the rows are not offered."""
        family = self.rows_combo.value().family
        self.columns_combo.offer([one for one in Variable if one not in family])
        if self.columns_combo.value() is None:
            self.columns_combo.set_value(self.columns_combo.values()[0])

    def request(self) -> TableRequest | None:
        """The table that is asked for; None while there are no closed months."""
        first, last = self.first_combo.value(), self.last_combo.value()
        if first is None or last is None:
            return None
        period = Months(first, closing.month_after(last) - timedelta(days=1))
        return TableRequest(self.rows_combo.value(), self.columns_combo.value(), period)

    def make(self) -> None:
        """Have the table protected and proven."""
        request = self.request()
        if request is None:
            return
        if self._job is not None:
            self._job.cancel()
        self.clear_message()
        office = self.office

        def protect(progress: Progress) -> Protected:
            return statistics.protect(office, request, lambda part: progress.report(round(part * 100), 100))

        def done(protected: Protected) -> None:
            if request == self.request():
                self._show_table(protected)

        def failed(error: Exception) -> None:
            self._show_nothing()
            self.show_error(error)
            if isinstance(error, (NoSafeTableError, LoopedTablesError)):
                self._look_for_coarser(request, instead_of=error)

        self._job = self.do_long(_("Protecting the table"), protect, done, failed)

    def _show_table(self, protected: Protected) -> None:
        self._protected, self._coarser = protected, None
        self.heat_map.show_table(protected.table)
        self.told_note.setText(self.heat_map.told())
        self.body_stack.setCurrentWidget(self.table_page)
        self._offer_files()
        self._show_side()
        self.heat_map.setFocus()
        self._look_for_coarser(protected.table.request)

    def _look_for_coarser(self, request: TableRequest, instead_of: Exception | None = None) -> None:
        """Look what coarser tables would show; ``instead_of`` is why the one that was asked for cannot be."""
        office = self.office

        def look(progress: Progress) -> tuple[CoarserProposal, ...]:
            return statistics.proposals(office, request, lambda part: progress.report(round(part * 100), 100))

        def found(proposals: tuple[CoarserProposal, ...]) -> None:
            if request != self.request():
                return
            self._coarser = proposals
            self._show_side()
            if instead_of is not None and proposals:
                best = proposals[0]
                offered = _("Use {table}: {share} of the persons shown").format(
                    table=side.pair_words(best.rows, best.columns), share=formats.percent(best.share)
                )
                self.show_message(told(instead_of), Kind.WARNING, offered, lambda: self._apply(best))

        self._job = self.do_long(_("Looking at coarser tables"), look, found)

    def _apply(self, proposal: CoarserProposal) -> None:
        self.rows_combo.set_value(proposal.rows)
        self._offer_columns()
        self.columns_combo.set_value(proposal.columns)
        self.make()

    # --- beside the table --------------------------------------------------------------------------

    def _show_side(self) -> None:
        self.published_note.setText(side.published_words(self._published))
        protected = self._protected
        table = protected.table if protected is not None else None
        if table is not None and protected is not None:
            shares = table.shares
            side.show_share(self.cells_share_bar, self.cells_share_value, shares.cells)
            side.show_share(self.rows_share_bar, self.rows_share_value, shares.rows)
            side.show_share(self.columns_share_bar, self.columns_share_value, shares.columns)
            self.persons_note.setText(_persons_words(protected))
            side.show_legend(self.legend_rows, table)
            self.narrowest_note.setText(side.narrowest_words(table.narrowest))
            self.limits_note.setText(side.limits_words(table))
            self.provisional_badge.setVisible(table.provisional)
            self.told_note.setText(self.heat_map.told())
        if self._coarser is None:
            side.clear_rows(self.coarser_rows)
            self.coarser_note.setText(_("They are being looked at …"))
            return
        count = side.show_coarser(self.coarser_rows, self._coarser, table.shares.cells if table else 0.0, self._apply)
        self.coarser_note.setText(
            _("They show so many of the persons in their cells:") if count else _("No coarser table would show more.")
        )

    # --- handing out -------------------------------------------------------------------------------

    def _offer_files(self) -> None:
        there = self._protected is not None
        self.provisional_badge.setVisible(there)
        self.hand_out_button.setEnabled(there)
        for kind, action in self._files.items():
            action.setText(catalogs.gettext(_AS[kind]))

    def hand_out(self, kind: str) -> None:
        """Ask for a place, prove the table once more and write the file (xlsx, csv or pdf)."""
        protected, language = self._protected, self.language_combo.value()
        if protected is None:
            return
        request = protected.table.request
        name = f"{side.request_words(request)} {request.period.first:%Y-%m} {request.period.last:%Y-%m}.{kind}"
        kinds = [(catalogs.gettext(_KINDS[kind]), f"*.{kind}")]
        chosen = file_boxes.save_file(self, _("Hand out the table"), name, kinds)
        if chosen is None:
            return
        office, place = self.office, writing.with_suffix(chosen, f".{kind}")

        def make() -> Change[Path]:
            change = statistics.publish(office, protected, kind, language)
            return Change(writing.write(place, change.value), seq=change.seq)

        def written(place: Path) -> None:
            self.desk.toast(_("Written as {name}. It is marked as provisional.").format(name=place.name))

        self.act(make, written)


def _persons_words(protected: Protected) -> str:
    persons = ngettext(
        "{count} person left in these months; the number is for you only.",
        "{count} persons left in these months; the number is for you only.",
        protected.persons,
    ).format(count=formats.number(protected.persons))
    if not protected.late_entries:
        return persons
    late = ngettext(
        "{count} of them left earlier and was entered late.",
        "{count} of them left earlier and were entered late.",
        protected.late_entries,
    ).format(count=formats.number(protected.late_entries))
    return f"{persons} {late}"


def _month_words(month: date) -> str:
    return formats.month(month.year, month.month)


def _span(months: Sequence[date]) -> str:
    if not months:
        return ""
    first, last = _month_words(months[0]), _month_words(months[-1])
    return first if len(months) == 1 else _("{first} to {last}").format(first=first, last=last)


def _may(office: Office) -> bool:
    return office.may(Act.ANONYMISED_STATISTICS)


SPEC = PageSpec("statistics", N_("Statistics"), "chart-bar", _may, StatisticsPage)
"""The page in the rail."""
