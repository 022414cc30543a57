"""The first part of the statistics page: which table or yearly sheet is made, and of which closed months."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QWidget

from returnhelp.domain.statistics_plan import kind_of
from returnhelp.domain.tables import K_SENSITIVE, K, Months, Variable
from returnhelp.gui.pages import statistics_words as words
from returnhelp.gui.pages.statistics_part import StatisticsPart
from returnhelp.gui.pages.statistics_rows import Row, RowList
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.empty_state import EmptyState
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import N_, _, ngettext

_LENGTHS = {
    Variable.YEAR: N_("Years"),
    Variable.QUARTER: N_("Quarters"),
    Variable.MONTH: N_("Months"),
}


class Group(Enum):
    """Under which heading an offer stands; a sheet is several tables of a year."""

    SHEET = N_("Yearly sheets, ready to be handed out")
    TABLE = N_("Tables of the plan")
    TRAFFICKING = N_("Tables of the plan about trafficking")


@dataclass(frozen=True)
class Offer:
    """Something that can be made: what it is, of which periods, and of which it was handed out already."""

    key: object
    title: str
    detail: str
    sensitive: bool
    periods: tuple[Months, ...]
    made: tuple[Months, ...] = ()
    group: Group = Group.TABLE
    refused: str = ""
    """Why it cannot be made at all; empty where it can."""


@dataclass(frozen=True)
class Closed:
    """Which months are closed and which wait, and whether the person may close them."""

    closed: tuple[date, ...]
    waiting: tuple[date, ...]
    may_close: bool


class ChoosePart(StatisticsPart):
    """Two lists and one button; the last whole year is chosen at first."""

    form = "statistics_choose"

    choose_stack: QStackedWidget
    none_page: QWidget
    none_state: EmptyState
    lists_page: QWidget
    what_list: RowList
    when_list: RowList
    closed_note: QLabel
    close_link: QPushButton
    chosen_card: QFrame
    chosen_heading: QLabel
    chosen_note: QLabel
    make_button: QPushButton

    make_wanted = Signal()
    """What is chosen shall be made."""
    close_wanted = Signal()
    """Somebody wants to close months."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[Offer, ...] = ()
        self._closed: Closed | None = None
        self._making = ""
        dress(self.make_button, Look.PRIMARY)
        self.what_list.row_chosen.connect(lambda _key: self._show_periods())
        self.when_list.row_chosen.connect(lambda _key: self._say_chosen())
        for rows in (self.what_list, self.when_list):
            rows.row_taken.connect(self._make)
        self.make_button.clicked.connect(self._make)
        self.close_link.clicked.connect(self.close_wanted)
        self.none_state.acted.connect(self.close_wanted)
        self._show()

    def focus_first(self) -> None:
        (
            self.what_list if self.choose_stack.currentWidget() is self.lists_page else self.none_state.button()
        ).setFocus()

    def retranslate(self) -> None:
        self._show()

    def show_offers(self, offers: Sequence[Offer], closed: Closed) -> None:
        """Offer these; what is chosen stays chosen."""
        self._offers, self._closed = tuple(offers), closed
        self._show()

    def show_making(self, what: str) -> None:
        """Say what is being made; empty: nothing is."""
        self._making = what
        self._say_chosen()

    def choose(self, key: object, period: Months | None = None) -> None:
        """Choose an offer, and a period of it."""
        self.what_list.choose(key)
        self._show_periods(period)

    def chosen(self) -> tuple[Offer, Months] | None:
        """What would be made now; None while something is missing."""
        offer, period = self._offer(), self.when_list.key()
        return (offer, period) if offer is not None and isinstance(period, Months) else None

    # --- how it works ------------------------------------------------------------------------------

    def _make(self) -> None:
        if self.make_button.isEnabled():
            self.make_wanted.emit()

    def _offer(self) -> Offer | None:
        key = self.what_list.key()
        return next((one for one in self._offers if one.key == key), None)

    def _show(self) -> None:
        closed = self._closed
        if closed is None or not closed.closed:
            self._say_none()
            self.choose_stack.setCurrentWidget(self.none_page)
            return
        self.choose_stack.setCurrentWidget(self.lists_page)
        self.what_list.set_rows(_rows(self._offers))
        if self.what_list.key() is None:
            tables = [one for one in self._offers if one.group is Group.TABLE]
            first = next((one for one in tables if one.periods), next(iter(tables or self._offers), None))
            self.what_list.choose(first.key if first is not None else None)
        self.closed_note.setText(_closed_words(closed))
        self.close_link.setVisible(bool(closed.waiting) and closed.may_close)
        self._show_periods()

    def _say_none(self) -> None:
        closed = self._closed
        if closed is None:
            self.none_state.say("hourglass-medium", "")
            return
        waiting = ngettext(
            "One month waits to be closed: {months}.", "{count} months wait to be closed: {months}.",
            len(closed.waiting),
        ).format(count=len(closed.waiting), months=words.span(closed.waiting))  # fmt: skip
        why = _("Statistics are made of closed months only, because a closed month never changes again.")
        who = "" if closed.may_close else _("A supervisor closes months on the page Reports.")
        text = "\n".join(filter(None, (why, waiting if closed.waiting else "", who)))
        action = _("Close months …") if closed.may_close else ""
        self.none_state.say("calendar-check", _("No month is closed yet"), text, action)

    def _show_periods(self, wanted: Months | None = None) -> None:
        offer = self._offer()
        wanted = wanted or self._period()
        self.when_list.set_rows(_period_rows(offer) if offer is not None and not offer.refused else [])
        if offer is not None:
            self.when_list.choose(wanted if wanted in offer.periods else _proposed(offer.periods))
        self._say_chosen()

    def _period(self) -> Months | None:
        key = self.when_list.key()
        return key if isinstance(key, Months) else None

    def _say_chosen(self) -> None:
        offer, chosen = self._offer(), self.chosen()
        self.make_button.setEnabled(chosen is not None and not self._making)
        if offer is None:
            self.chosen_heading.setText(_("The plan of statistics has no table"))
            self.chosen_note.setText("")
        elif chosen is None:
            self.chosen_heading.setText(offer.title)
            self.chosen_note.setText(offer.refused or _nothing_whole(offer))
        elif self._making:
            self.chosen_heading.setText(self._making)
            self.chosen_note.setText(_("You can work on other pages meanwhile; you are told as soon as it is ready."))
        else:
            period = chosen[1]
            self.chosen_heading.setText(_("{table}, {months}").format(table=offer.title, months=words.months(period)))
            self.chosen_note.setText(" ".join(_told(offer, period)))


def _rows(offers: Sequence[Offer]) -> list[Row]:
    """Group after group, each under its heading."""
    found: list[Row] = []
    for group in Group:
        rows = [_row(one) for one in offers if one.group is group]
        found += [replace(row, heading=catalogs.gettext(group.value)) for row in rows[:1]] + rows[1:]
    return found


def _row(offer: Offer) -> Row:
    if offer.refused:
        return Row(offer.key, offer.title, offer.detail, _("Not in the plan"), "quiet")
    return Row(offer.key, offer.title, offer.detail, _("Sensitive") if offer.sensitive else "", "warning")


def _period_rows(offer: Offer) -> list[Row]:
    found: list[Row] = []
    for variable, heading in _LENGTHS.items():
        of_length = [one for one in offer.periods if kind_of(one) is variable]
        for at, one in enumerate(sorted(of_length, reverse=True)):
            plate = _("Handed out") if one in offer.made else ""
            above = catalogs.gettext(heading) if at == 0 else ""
            found.append(Row(one, words.months(one), "", plate, "quiet", above))
    return found


def _proposed(periods: Sequence[Months]) -> Months | None:
    """The last whole year, else the last quarter, else the last month."""
    for variable in _LENGTHS:
        of_length = [one for one in periods if kind_of(one) is variable]
        if of_length:
            return max(of_length)
    return None


def _nothing_whole(offer: Offer) -> str:
    if offer.group is Group.SHEET:
        return _("A yearly sheet needs a whole year of closed months, and there is none yet.")
    return _("No period is closed as a whole that this table may be made of.")


def _told(offer: Offer, period: Months) -> list[str]:
    if offer.sensitive:
        k = _("It tells of something sensitive, so fewer than {count} persons are never shown.")
        said = [k.format(count=K_SENSITIVE)]
    else:
        said = [_("Fewer than {count} persons are never shown.").format(count=K)]
    if period in offer.made:
        said.append(_("It was handed out before: the same numbers come again, at once."))
    elif offer.group is Group.SHEET:
        said.append(_("Its tables are proven one after the other. That can take minutes; you can work on meanwhile."))
    else:
        said.append(
            _("Most tables are proven in seconds, the largest in up to three minutes; you can work on meanwhile.")
        )
    return said


def _closed_words(closed: Closed) -> str:
    said = [_("Closed months: {months}").format(months=words.span(closed.closed))]
    if closed.waiting:
        said.append(
            ngettext(
                "One month waits to be closed: {months}.", "{count} months wait to be closed: {months}.",
                len(closed.waiting),
            ).format(count=len(closed.waiting), months=words.span(closed.waiting))
        )  # fmt: skip
        if not closed.may_close:
            said.append(_("A supervisor closes months on the page Reports."))
    return "\n".join(said)
