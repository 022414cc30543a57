"""Handing over: who is away and who stands in, and the cases of somebody who leaves, shared out in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QGridLayout, QLabel, QPushButton, QWidget

from returnhelp.domain.errors import FieldRefusedError, UserNotThereError
from returnhelp.domain.lists import CaseColumn, CaseQuery, CaseRow
from returnhelp.domain.roles import Act as Permission
from returnhelp.domain.steps import OPEN_STEPS, Step
from returnhelp.gui import theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.models import filters, share
from returnhelp.gui.models.day_lines import Absence
from returnhelp.gui.models.list_cells import people
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.pages.list_card import Act, Line, LineCard
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.chips_edit import ChipsEdit
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.picker import Option
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import cases, handover, lists
from returnhelp.services.office import Change, Office

MOST_AT_ONCE = 1000
NOBODY = 0
"""Among those whose cases are handed over: cases that nobody works on."""

_COLUMNS = (
    Column("name", N_("Case"), 240, sortable=False),
    Column("step", N_("Step"), 170, sortable=False),
    Column("to", N_("Goes to"), 150, sortable=False),
)
_NARROW = 900  # pixels; below, the two halves stand one under the other


@dataclass(frozen=True)
class _State:
    """What the page shows, as it was read at once."""

    names: Mapping[int, str]
    colleagues: Mapping[int, str]
    absences: tuple[Absence, ...]
    open_cases: Mapping[int, int]


class HandingOverPage(Page):
    """Absences (one's own; supervisors: all), and open cases for other hands."""

    form = "handing_over"
    help_anchor = "handing_over"

    absences_card: LineCard
    away_card: QFrame
    who_combo: ChoiceCombo
    first_edit: DateEdit
    last_edit: DateEdit
    substitute_combo: ChoiceCombo
    add_button: QPushButton
    give_card: QFrame
    whose_combo: ChoiceCombo
    to_edit: ChipsEdit
    cases_table: TableView
    chosen_words: QLabel
    chosen_combo: ChoiceCombo
    shares_note: QLabel
    give_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._state: _State | None = None
        self._rows: Sequence[CaseRow] = ()
        self._current_shares: dict[int, int] = {}
        self._by_hand: dict[int, int] = {}  # cases that were given to somebody one by one
        self._model = PagedModel(_COLUMNS, self._cell, self.ask, self)
        dress(self.give_button, Look.PRIMARY)
        for edit in (self.first_edit, self.last_edit):
            edit.set_whole_only(True)
            edit.value_changed.connect(partial(wrong.clear, edit))
        self.who_combo.chosen.connect(self._who_chosen)
        self.add_button.clicked.connect(self._add)
        self.whose_combo.chosen.connect(self._whose_chosen)
        self.to_edit.changed.connect(self._show_shares)
        self.cases_table.show_model(self._model)
        self.cases_table.horizontalHeader().setSectionsMovable(False)
        self.cases_table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.cases_table.opened.connect(lambda row: self.desk.open_case(row.case_id))
        self.cases_table.rows_selected.connect(self._show_chosen)
        self.chosen_combo.chosen.connect(self._give_chosen)
        self.give_button.clicked.connect(self._give)
        self._model.loaded.connect(lambda _total: self._show_shares())
        self._model.failed.connect(self._failed)

    # --- what a page answers -------------------------------------------------------------------------

    def title(self) -> str:
        return _("Handing over")

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - absences tell of no record
        office = self.office
        self.ask(lambda: _read(office), self._take, self._failed, latest="state")

    def arrive(self, state: object) -> None:
        """Show the cases of the colleague of that number."""
        if isinstance(state, int):
            self.whose_combo.set_value(state)
            self._whose_chosen(state)

    def retranslate(self) -> None:
        if self._state is not None:
            self._offer(self._state)
            self._show_absences(self._state)
            self._offer_takers(self._state)
            self._show_shares()

    def focus_first(self) -> None:
        first = self.who_combo if self.who_combo.isEnabled() else self.substitute_combo
        first.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parent = self.give_card.parentWidget()
        grid = parent.findChild(QGridLayout, "columns_grid") if parent is not None else None
        if grid is not None:
            narrow = self.width() < theme.px(_NARROW)
            grid.addWidget(self.give_card, 1 if narrow else 0, 0 if narrow else 1)
            grid.setColumnStretch(1, 0 if narrow else 3)

    # --- reading ---------------------------------------------------------------------------------------

    @property
    def _me(self) -> int:
        return self.office.user.id

    @property
    def _for_team(self) -> bool:
        return self.office.may(Permission.SEE_TEAM)

    def _take(self, state: _State) -> None:
        self._state = state
        self._offer(state)
        self._show_absences(state)
        self._read_cases()
        self.ready()

    def _failed(self, error: Exception) -> None:
        self.cases_table.settled()
        self.show_message(told(error), Kind.ERROR, _("Try again"), lambda: self.refresh(None))

    def _offer(self, state: _State) -> None:
        team, may = self._for_team, self.office.may(Permission.HAND_OVER)
        self.away_card.setVisible(may)
        self.give_card.setVisible(may)
        here = sorted(state.colleagues, key=lambda user: formats.sort_key(state.names.get(user, "")))
        for edit in (self.first_edit, self.last_edit):
            edit.set_today(self.office.today())
            edit.set_latest(date(self.office.today().year + 10, 12, 31))
        self.who_combo.offer(here if team else [self._me], lambda user: state.names.get(user, ""))
        if self.who_combo.value() is None:
            self.who_combo.set_value(self._me if self._me in here or not team else None)
        self.who_combo.setEnabled(team)
        self._offer_substitutes()
        self.whose_combo.offer(self._givers(state, here), partial(self._giver, state))
        if self.whose_combo.value() is None:
            self.whose_combo.set_value(None if team else self._me)
        self.whose_combo.setPlaceholderText(_("Choose a colleague"))
        self.chosen_combo.setPlaceholderText(_("Choose a colleague"))
        self.who_combo.setPlaceholderText(_("Choose a colleague"))
        self.whose_combo.setEnabled(team)

    def _givers(self, state: _State, here: Sequence[int]) -> list[int]:
        if not self._for_team:
            return [self._me]
        left = [user for user, count in state.open_cases.items() if count and user not in state.colleagues and user]
        nobody = [NOBODY] if state.open_cases.get(NOBODY) else []
        return [*sorted(left, key=lambda user: formats.sort_key(state.names.get(user, ""))), *nobody, *here]

    def _giver(self, state: _State, user: int) -> str:
        count = formats.number(state.open_cases.get(user, 0))
        if user == NOBODY:
            return _("Nobody · {count} open").format(count=count)
        if user not in state.colleagues:
            return _("{name} (left) · {count} open").format(name=state.names.get(user, ""), count=count)
        return _("{name} · {count} open").format(name=state.names.get(user, ""), count=count)

    # --- absences --------------------------------------------------------------------------------------

    def _show_absences(self, state: _State) -> None:
        shown = [one for one in state.absences if self._for_team or self._me in (one.user, one.substitute)]
        self.absences_card.show_lines(
            _("Absences"),
            [self._absence(one, state) for one in shown],
            first=8,
            nothing=_("Nobody is away, and no absence is planned."),
        )

    def _absence(self, one: Absence, state: _State) -> Line:
        by = state.names.get(one.substitute, "") if one.substitute is not None else ""
        may = self.office.may(Permission.HAND_OVER) and (self._for_team or one.user == self._me)
        now = one.holds_on(self.office.today())
        return Line(
            ("absence", one.number),
            state.names.get(one.user, ""),
            _("{name} stands in").format(name=by) if by else _("Nobody stands in"),
            _("away now") if now else formats.relative_day(one.first, self.office.today()),
            f"{formats.short_date(one.first)} – {formats.short_date(one.last)}",
            "warning" if now else "muted",
            acts=(Act("x", _("Remove this absence"), partial(self._remove, one)),) if may else (),
        )

    def _remove(self, one: Absence) -> None:
        office = self.office
        self.act(
            lambda: handover.absence_over(office, one.number),
            said=_("The absence is removed."),
            undo=lambda _change: handover.absent(office, one.user, one.first, one.last, one.substitute),
        )

    def _who_chosen(self, _user: object) -> None:
        wrong.clear(self.who_combo)
        self._offer_substitutes()

    def _offer_substitutes(self) -> None:
        state, away = self._state, self.who_combo.value()
        if state is not None:
            here = sorted(state.colleagues, key=lambda user: formats.sort_key(state.names.get(user, "")))
            self.substitute_combo.offer(
                [user for user in here if user != away], lambda user: state.names.get(user, ""), lambda: _("nobody")
            )

    def _add(self) -> None:
        who, first, last = self.who_combo.value(), self.first_edit.day(), self.last_edit.day()
        for edit, day in ((self.first_edit, first), (self.last_edit, last)):
            if day is None:
                why = _("This is not a date.") if not edit.is_valid() else _("The date is missing.")
                wrong.mark(edit, why)
        if who is None:
            wrong.mark(self.who_combo, _("Say who is away."))
        if who is None or first is None or last is None:
            return
        office, substitute = self.office, self.substitute_combo.value()
        self.act(
            lambda: handover.absent(office, who, first, last, substitute),
            self._added,
            self._not_added,
            said=_("The absence is noted."),
        )

    def _added(self, _none: None) -> None:
        for edit in (self.first_edit, self.last_edit):
            edit.set_value(None)
            wrong.clear(edit)
        self.substitute_combo.set_value(None)
        self.first_edit.setFocus()

    def _not_added(self, error: Exception) -> None:
        if isinstance(error, FieldRefusedError):
            wrong.mark(self.last_edit, told(error))
        elif isinstance(error, UserNotThereError):
            wrong.mark(self.substitute_combo, told(error))
        else:
            self.show_error(error)

    # --- cases for other hands -------------------------------------------------------------------------

    def _whose_chosen(self, _user: object) -> None:
        self._by_hand = {}
        self._read_cases()

    def _read_cases(self) -> None:
        state, whose = self._state, self.whose_combo.value()
        if state is None:
            return
        takers = self._offer_takers(state)
        if whose is None:
            self._rows = ()
            self._model.show(lambda: 0, lambda _offset, _limit: ())
            return
        office, query = self.office, _open_cases_of(whose)

        def take(rows: Sequence[CaseRow]) -> None:
            self._rows = rows
            self._by_hand = {case: user for case, user in self._by_hand.items() if user in takers}
            self._model.show(lambda: len(rows), lambda offset, limit: rows[offset : offset + limit])

        self.cases_table.waiting()
        self.ask(lambda: lists.cases(office, query, 0, MOST_AT_ONCE), take, self._failed, latest="cases")

    def _offer_takers(self, state: _State) -> Mapping[int, str]:
        """Offer those who can take the cases."""
        whose = self.whose_combo.value()
        takers = {user: name for user, name in state.colleagues.items() if user != whose}
        self.to_edit.offer(partial(_options, takers))
        self.to_edit.set_values([user for user in self.to_edit.values() if user in takers])
        self.chosen_combo.offer(sorted(takers, key=lambda user: formats.sort_key(takers[user])), takers.__getitem__)
        self.chosen_combo.set_value(None)
        self._say_empty(whose)
        return takers

    def _say_empty(self, whose: int | None) -> None:
        if whose is None:
            self.cases_table.empty.say("users", _("Choose whose cases are handed over"))
        else:
            self.cases_table.empty.say("check-circle", _("There is no open case to hand over"))

    def _shares(self) -> dict[int, int]:
        """Who gets which case as it stands now."""
        evenly = [row.case_id for row in self._rows if row.case_id not in self._by_hand]
        shared = share.evenly(evenly, self.to_edit.values()) | self._by_hand
        return {row.case_id: shared[row.case_id] for row in self._rows if row.case_id in shared}

    def _cell(self, row: CaseRow, key: str) -> Cell:
        names = self._state.names if self._state is not None else {}
        match key:
            case "name":
                return Cell(row.name or _("no name yet"), f"{row.number} · {people(row.people)}", strong=True)
            case "step":
                since = _("since {day}").format(day=formats.short_date(row.step_since)) if row.step_since else ""
                return Cell(labels.label(row.step), since)
        to = self._current_shares.get(row.case_id)
        if to is None:
            return Cell(_("stays"), colour="muted")
        return Cell(names.get(to, ""), _("chosen by hand") if row.case_id in self._by_hand else "", strong=True)

    def _show_shares(self) -> None:
        self._current_shares = self._shares()
        self.cases_table.viewport().update()
        names = self._state.names if self._state is not None else {}
        said = [
            _("{name} {count}").format(name=names.get(user, ""), count=formats.number(count))
            for user, count in share.sizes(self._current_shares)
        ]
        count = len(self._current_shares)
        self.shares_note.setText(_("{shares}. Open tasks go along.").format(shares=", ".join(said)) if said else "")
        self.give_button.setText(
            ngettext("Hand over {count} case", "Hand over {count} cases", count).format(count=formats.number(count))
            if count
            else _("Hand over")
        )
        self.give_button.setEnabled(bool(count))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.cases_table.rows()
        for widget in (self.chosen_words, self.chosen_combo):
            widget.setVisible(bool(chosen))
        self.chosen_words.setText(
            ngettext("Give {count} chosen to", "Give {count} chosen to", len(chosen)).format(count=len(chosen))
        )
        self.chosen_combo.setAccessibleName(self.chosen_words.text())

    def _give_chosen(self, user: object) -> None:
        if isinstance(user, int):
            self._by_hand |= {row.case_id: user for row in self.cases_table.rows()}
            self.chosen_combo.set_value(None)
            self._show_shares()

    def _give(self) -> None:
        office, shares = self.office, self._shares()
        if not shares:
            return
        self.give_button.setEnabled(False)
        count = len(shares)

        def done(_count: int) -> None:
            self._by_hand = {}
            self.to_edit.set_values([])

        def failed(error: Exception) -> None:
            self.give_button.setEnabled(True)
            self.show_error(error)

        self.act(
            lambda: handover.hand_over(office, shares),
            done,
            failed,
            said=ngettext("{count} case is handed over.", "{count} cases are handed over.", count).format(
                count=formats.number(count)
            ),
            undo=lambda change: cases.undo(office, change.seq),
        )


def _options(names: Mapping[int, str]) -> list[Option]:
    return [Option(user, name) for user, name in sorted(names.items(), key=lambda one: formats.sort_key(one[1]))]


def _open_cases_of(whose: int) -> CaseQuery:
    order = tuple(step.value for step in filters.STEPS_IN_ORDER)
    if whose == NOBODY:  # departures that were only taken over from a list ask for no work
        return CaseQuery(
            steps=OPEN_STEPS - {Step.DEPARTED},
            caseworkers=frozenset({None}),
            sort=CaseColumn.STEP,
            descending=False,
            sort_values=order,
        )
    return CaseQuery(
        open_only=True, caseworkers=frozenset({whose}), sort=CaseColumn.STEP, descending=False, sort_values=order
    )


def _read(office: Office) -> _State:
    """Everything the page shows; on the worker's thread."""
    names, colleagues = handover.names(office), handover.colleagues(office)
    team = office.may(Permission.SEE_TEAM)
    counted = [*names, NOBODY] if team else [office.user.id]
    return _State(
        names,
        colleagues,
        tuple(Absence(*one) for one in handover.absences(office)),
        {user: lists.count_cases(office, _open_cases_of(user)) for user in counted},
    )
