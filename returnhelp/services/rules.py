"""The rates and lists of the office: proposed by one person, confirmed by a second, withdrawn alike, never deleted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from returnhelp.domain import office_tables
from returnhelp.domain.eligibility_facts import Period, StateList
from returnhelp.domain.errors import EntryDecidedError, EntryReasonMissingError, NotThereError, ReturnHelpError
from returnhelp.domain.office_tables import (
    EDITED,
    Column,
    EndChange,
    Entry,
    OfficeTable,
    OfficeTables,
    Rows,
)
from returnhelp.domain.register_figures import is_outdated
from returnhelp.domain.roles import Act
from returnhelp.domain.state_lines import RefusedLine, read_lines
from returnhelp.services import preferences
from returnhelp.services.office import Look, Work, command, question
from returnhelp.services.records import names_of_users
from returnhelp.services.rule_views import EndSeen, EntrySeen, LineSeen, Proposal, Reading, Said, TableSeen, said
from returnhelp.storage import deadline_rows
from returnhelp.storage import rule_tables as stored

if TYPE_CHECKING:
    from returnhelp.storage.database import Store


_OF_DEADLINES = frozenset({OfficeTable.MONITORING_MONTHS, OfficeTable.RIF_TARGET_DAYS})
"""Tables by which deadlines are counted."""
_AHEAD = timedelta(days=20 * 365)  # 1.1.30 is of this century in a list


# --- for other services ------------------------------------------------------------------------------

_known: "WeakKeyDictionary[Store, tuple[stored.Marker, OfficeTables]]" = WeakKeyDictionary()


def tables(look: Look | Work) -> OfficeTables:
    """What counts of the office's tables; made once and kept until something of them is changed."""
    store, marker = look.office.store, stored.marker(look.session)
    known = _known.get(store)
    if known is not None and known[0] == marker:
        return known[1]
    made = OfficeTables(stored.counting(look.session))
    if isinstance(look, Look):  # what a command has read may still be given up
        _known[store] = (marker, made)
    return made


def state_list(found: OfficeTables, table: OfficeTable, on: date) -> StateList | None:
    """A list of states as eligibility asks for it; None while it says nothing of that day, {} if none is listed."""
    if not found.speaks(table, on):
        return None
    return {
        state: tuple(Period(entry.valid_from, last, entry.source) for entry, last in entries)
        for state, entries in found.states(table).items()
    }


# --- reading -----------------------------------------------------------------------------------------


@question(Act.SEE_RATES)
def overview(look: Look, on: date | None = None) -> tuple[TableSeen, ...]:
    """Every table and how it stands on a day, today if none is given."""
    day = on or look.office.today()
    standing = tables(look)
    months = int(preferences.value(look.session, "rates_months"))
    waiting = [_target(look, one) for one in stored.waiting(look.session) if not _is_companion(one)]
    found = []
    for table in EDITED:
        holding = standing.holding(table, day)
        days = [one.verified_on for one in holding]
        oldest = min((one for one in days if one is not None), default=None)
        old = oldest is not None and is_outdated(oldest, look.office.today(), months)
        count = sum(1 for one in waiting if one is table)
        found.append(TableSeen(table, len(holding), count, days.count(None), oldest, old))
    return tuple(found)


@question(Act.SEE_RATES)
def waiting_for_me(look: Look) -> int:
    """How many rows wait for a second person who the reader may be; 0 for those who confirm nothing."""
    return count_for(look)


def count_for(look: Look) -> int:
    """The same inside a piece of work."""
    if not look.office.may(Act.CONFIRM_RATES):
        return 0
    me = look.office.user.id
    return sum(1 for one in stored.waiting(look.session) if not _is_companion(one) and one.entered_by != me)


@question(Act.SEE_RATES)
def entries(look: Look, table: OfficeTable, on: date | None = None) -> tuple[EntrySeen, ...]:
    """Every row of a table with its history, as it stands on a day: those that wait first, then the latest."""
    day = on or look.office.today()
    rows = Rows(stored.entries(look.session, [table]))
    leaving = {one.values[Column.ENTRY]: one for one in _withdrawals(look)}
    coming = {one.values[Column.SUCCESSOR]: one for one in leaving.values() if _is_companion(one)}
    names = names_of_users(look.session)
    seen = [_seen(look, one, rows, leaving.get(one.id), coming.get(one.id), names, day) for one in rows.all]
    seen.sort(key=lambda one: (one.valid_from, one.id), reverse=True)
    seen.sort(key=lambda one: one.waits_id is None)
    return tuple(seen)


def _seen(
    look: Look,
    one: Entry,
    rows: Rows,
    withdrawal: Entry | None,
    replaced: Entry | None,
    names: Mapping[int, str],
    day: date,
) -> EntrySeen:
    """A row, its withdrawal if there is one, and the withdrawal of the row whose place it takes."""
    assert one.id is not None
    waiting_leave = withdrawal if withdrawal is not None and _waits(withdrawal) else None
    proposal = one if _waits(one) else waiting_leave
    near = rows.near(one)
    changes: tuple[EndChange, ...] = ()
    if _waits(one):
        old = rows.numbered(replaced.values[Column.ENTRY]) if replaced is not None else None
        both = rows.near(one, old) if old is not None else near
        changes = office_tables.end_changes(both, coming=[one], leaving=[old] if old is not None else [])
    elif waiting_leave is not None:
        new = rows.numbered(waiting_leave.values.get(Column.SUCCESSOR))
        both = rows.near(one, new) if new is not None else near
        changes = office_tables.end_changes(both, coming=[new] if new is not None else [], leaving=[one])
    successor = withdrawal.values.get(Column.SUCCESSOR) if withdrawal is not None else None
    waits_id = one.id if _waits(one) else (successor or waiting_leave.id) if waiting_leave is not None else None
    return EntrySeen(
        id=one.id,
        table=one.table,
        values=dict(one.values),
        standing=office_tables.standing_on(one, near, day),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        ends_on=office_tables.ends_on(one, near),
        source=one.source,
        verified_by=one.verified_by,
        verified_on=one.verified_on,
        proposed=Said(names.get(one.entered_by, ""), one.entered_at),
        confirmed=said(names, one.confirmed_by, one.confirmed_at),
        withdrawn=said(names, one.withdrawn_by, one.withdrawn_at)
        or (said(names, waiting_leave.entered_by, waiting_leave.entered_at) if waiting_leave is not None else None),
        withdrawal_agreed=said(names, withdrawal.confirmed_by, withdrawal.confirmed_at) if withdrawal else None,
        reason=one.withdrawn_reason or (waiting_leave.source if waiting_leave is not None else ""),
        leaving=waiting_leave is not None,
        replaced_by=successor if withdrawal is not None and withdrawal.withdrawn_at is None else None,
        replaces=replaced.values[Column.ENTRY] if replaced is not None else None,
        waits_id=waits_id,
        may_confirm=proposal is not None
        and look.office.may(Act.CONFIRM_RATES)
        and proposal.entered_by != look.office.user.id,
        ends=tuple(map(_end, changes)),
    )


@question(Act.MANAGE_RATES)
def foreseen(look: Look, proposal: Proposal, replaces: int | None = None) -> tuple[EndSeen, ...]:
    """Which rows would end on another day; raises what ``propose`` raises."""
    entry = _entry(proposal, look.office.user.id, look.office.now())
    rows, leaving = _rows(look, proposal.table), _leaving(look, proposal.table, replaces)
    near = rows.near(entry, leaving) if leaving is not None else rows.near(entry)
    office_tables.check(entry, [one for one in near if one is not leaving])
    changes = office_tables.end_changes(near, coming=[entry], leaving=[leaving] if leaving is not None else [])
    return tuple(map(_end, changes))


@question(Act.MANAGE_RATES)
def read_states(look: Look, text: str, common: Proposal) -> Reading:
    """Read a pasted list of states, "state; from; to" a line, for the table and with the source of ``common``.

    Each line is looked at as ``propose`` will look at it; those that would be refused are named by their number.
    Raises EntrySourceMissingError and EntryValueError for what all of them share.
    """
    now, me = look.office.now(), look.office.user.id
    office_tables.check_source(_entry(common, me, now))
    rows = _rows(look, common.table)
    before = len(rows.all)
    coming: list[Entry] = []
    proposals, refused = [], []
    for line in read_lines(text, common.valid_from, look.office.today() + _AHEAD):
        if isinstance(line, RefusedLine):
            refused.append(LineSeen(line.number, line.text, line.fault))
            continue
        proposal = Proposal(
            table=common.table,
            values={Column.STATE.value: line.state},
            valid_from=line.first,
            valid_to=line.last,
            source=common.source,
            verified_by=common.verified_by,
            verified_on=common.verified_on,
        )
        entry = _entry(proposal, me, now)
        try:
            office_tables.check(entry, rows.near(entry))
        except ReturnHelpError as error:
            refused.append(LineSeen(line.number, line.text, error))
        else:
            rows.add(entry)
            coming.append(entry)
            proposals.append(proposal)
    return Reading(
        tuple(proposals), tuple(map(_end, office_tables.end_changes(rows.all[:before], coming))), tuple(refused)
    )


# --- changing ----------------------------------------------------------------------------------------


@command(Act.MANAGE_RATES)
def propose(work: Work, proposals: Sequence[Proposal], replaces: int | None = None) -> tuple[int, ...]:
    """Enter rows that a second person is to confirm; answers their numbers. All of them or none.

    One alone may come in place of a row that counts (``replaces``), which is withdrawn when it is confirmed.
    Raises what ``office_tables.check`` raises, NotThereError and EntryDecidedError.
    """
    made = []
    known: dict[OfficeTable, Rows] = {}
    for proposal in proposals:
        leaving = _leaving(work, proposal.table, replaces)
        if proposal.table not in known:
            known[proposal.table] = _rows(work, proposal.table)
        rows = known[proposal.table]
        entry = _entry(proposal, work.office.user.id, work.now)
        office_tables.check(entry, [one for one in rows.near(entry) if one is not leaving])
        rows.add(entry)
        work.session.add(entry)
        work.session.flush()
        assert entry.id is not None
        made.append(entry.id)
        if leaving is not None:
            values = {Column.ENTRY.value: leaving.id, Column.SUCCESSOR.value: entry.id}
            work.session.add(_withdrawal(work, values, entry.source))
    _record(work, proposals[0].table if proposals else None, made)
    return tuple(made)


@command(Act.MANAGE_RATES)
def withdraw(work: Work, entry_id: int, reason: str) -> None:
    """Ask that a row counts no more, not even for days past; it counts until a second person confirms this.

    Raises NotThereError, EntryReasonMissingError, EntryDecidedError.
    """
    entry = _counting(work, entry_id)
    if not reason.strip():
        raise EntryReasonMissingError(table=entry.table)
    work.session.add(_withdrawal(work, {Column.ENTRY.value: entry_id}, reason.strip()))
    _record(work, entry.table, [entry_id])


@command(Act.CONFIRM_RATES)
def confirm(work: Work, waiting: Sequence[int]) -> int:
    """Let rows count, or count no more, by a second person; answers how many. All of them or none.

    Raises EntrySamePersonError, which is a SecondPersonNeededError, EntryDecidedError, NotThereError, and what
    ``office_tables.check`` raises beside the rows that count by now.
    """
    found = [_waiting(work, number) for number in waiting]
    companions = _companions(work)
    known: dict[OfficeTable, Rows] = {}
    for one in sorted(found, key=lambda entry: entry.valid_from):
        if one.table is OfficeTable.WITHDRAWALS:
            _leave(work, one)
            continue
        if (companion := companions.get(one.id)) is not None:
            _leave(work, companion)
        if one.table not in known:
            known[one.table] = _rows(work, one.table)
        office_tables.confirm(one, known[one.table].near(one), by=work.office.user.id, at=work.now)
    if known.keys() & _OF_DEADLINES or any(one.table is OfficeTable.WITHDRAWALS for one in found):
        work.session.flush()
        deadline_rows.rebuild(work.session, work.today)
    _record(work, _target(work, found[0]) if found else None, waiting)
    return len(found)


@command(Act.CONFIRM_RATES)
def refuse(work: Work, waiting: Sequence[int], reason: str) -> int:
    """Let what waits not come about, with a reason; its proposer may do so too. Answers how many.

    Raises EntryReasonMissingError, EntryDecidedError, NotThereError.
    """
    found = [_waiting(work, number) for number in waiting]
    companions = _companions(work)
    for one in found:
        companion = companions.get(one.id)
        for each in (one, companion) if companion is not None else (one,):
            office_tables.withdraw(each, by=work.office.user.id, at=work.now, reason=reason)
    _record(work, _target(work, found[0]) if found else None, waiting)
    return len(found)


# --- how it works ------------------------------------------------------------------------------------


def _entry(proposal: Proposal, by: int, at: datetime) -> Entry:
    return Entry(
        table=proposal.table,
        values={str(name): value for name, value in proposal.values.items()},
        valid_from=proposal.valid_from,
        valid_to=proposal.valid_to,
        source=proposal.source.strip(),
        verified_by=proposal.verified_by.strip(),
        verified_on=proposal.verified_on,
        entered_by=by,
        entered_at=at,
    )


def _withdrawal(work: Work, values: dict[str, Any], reason: str) -> Entry:
    return Entry(
        table=OfficeTable.WITHDRAWALS,
        values=values,
        valid_from=work.today,
        source=reason,
        entered_by=work.office.user.id,
        entered_at=work.now,
    )


def _waits(one: Entry) -> bool:
    return one.confirmed_at is None and one.withdrawn_at is None


def _is_companion(one: Entry) -> bool:
    """Whether it is the withdrawal that goes with a row proposed in place of another, and is no row of its own."""
    return one.table is OfficeTable.WITHDRAWALS and one.values.get(Column.SUCCESSOR) is not None


def _withdrawals(look: Look | Work) -> list[Entry]:
    """What was to leave and was not refused, the latest of each row last."""
    rows = stored.entries(look.session, [OfficeTable.WITHDRAWALS])
    return [one for one in rows if one.withdrawn_at is None]


def _companions(work: Work) -> dict[int | None, Entry]:
    """The withdrawals that wait together with a row in the place of another, by the number of that row."""
    waiting = (one for one in _withdrawals(work) if _waits(one) and _is_companion(one))
    return {one.values[Column.SUCCESSOR]: one for one in waiting}


def _target(look: Look | Work, one: Entry) -> OfficeTable:
    """The table that it changes."""
    if one.table is not OfficeTable.WITHDRAWALS:
        return one.table
    entry = look.session.get(Entry, one.values[Column.ENTRY])
    assert entry is not None  # nothing is ever deleted
    return entry.table


def _counting(work: Look | Work, entry_id: int) -> Entry:
    """A row that counts and is not about to leave; raises NotThereError, EntryDecidedError."""
    entry = work.session.get(Entry, entry_id)
    if entry is None or entry.table not in EDITED:
        raise NotThereError()
    if not entry.counts or any(_waits(one) and one.values[Column.ENTRY] == entry_id for one in _withdrawals(work)):
        raise EntryDecidedError(table=entry.table)
    return entry


def _waiting(work: Work, number: int) -> Entry:
    """What a second person decides on; raises NotThereError, EntryDecidedError."""
    entry = work.unit.get(Entry, number)
    if entry.table is OfficeTable.LAW_CHECKS or _is_companion(entry):
        raise NotThereError()
    if not _waits(entry):
        raise EntryDecidedError(table=_target(work, entry))
    return entry


def _leave(work: Work, withdrawal: Entry) -> None:
    """Confirm a withdrawal and carry it out."""
    entry = work.unit.get(Entry, withdrawal.values[Column.ENTRY])
    office_tables.confirm(withdrawal, (), by=work.office.user.id, at=work.now)
    office_tables.withdraw(entry, by=withdrawal.entered_by, at=work.now, reason=withdrawal.source)


def _rows(look: Look | Work, table: OfficeTable) -> Rows:
    """The rows of a table that the office fills in; raises NotThereError for another one."""
    if table not in EDITED:
        raise NotThereError()
    return Rows(stored.entries(look.session, [table]))


def _leaving(look: Look | Work, table: OfficeTable, replaces: int | None) -> Entry | None:
    """The row whose place is to be taken; raises NotThereError, EntryDecidedError."""
    if replaces is None:
        return None
    leaving = _counting(look, replaces)
    if leaving.table is not table:
        raise NotThereError()
    return leaving


def _end(one: EndChange) -> EndSeen:
    return EndSeen(dict(one.entry.values), one.entry.valid_from, one.before, one.after)


def _record(work: Work, table: OfficeTable | None, numbers: Iterable[int]) -> None:
    """What the audit log tells: which table, which rows; they hold nothing of a client."""
    listed = list(numbers)
    work.unit.subject = ("office_entry", listed[0] if len(listed) == 1 else None)
    work.unit.detail["table"] = table.value if table is not None else ""
    work.unit.detail["entries"] = listed[:50]
    if len(listed) > 1:
        work.unit.detail["rows"] = len(listed)
