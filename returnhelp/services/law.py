"""The law that the program comes with, and the office's own record that it compared it with its sources."""

from collections.abc import Mapping
from datetime import date

from returnhelp.domain import law_checks, office_tables
from returnhelp.domain.errors import EntryValueError, NotThereError
from returnhelp.domain.law_checks import LawPart, LawRow
from returnhelp.domain.office_tables import Column, Entry, EntryFault, OfficeTable
from returnhelp.domain.roles import Act
from returnhelp.services.office import Look, Work, command, question
from returnhelp.services.records import names_of_users
from returnhelp.services.rule_views import CheckSeen, LawRowSeen, Said, said
from returnhelp.storage import rule_tables as stored


@question(Act.SEE_RATES)
def rows(look: Look, part: LawPart, on: date | None = None) -> tuple[LawRowSeen, ...]:
    """The rows of the shipped law that hold on a day, today if none is given, and who of the office checked them."""
    names = names_of_users(look.session)
    by_row: dict[str, list[Entry]] = {}
    for one in stored.entries(look.session, [OfficeTable.LAW_CHECKS]):
        by_row.setdefault(one.values[Column.ROW], []).insert(0, one)
    found = []
    for row in law_checks.rows_on(part, on or look.office.today()):
        checks = tuple(_check_seen(one, row, names) for one in by_row.get(row.key, ()))
        standing = any(one.holds and one.withdrawn is None for one in checks)
        found.append(LawRowSeen(row, checks, row.verified or standing))
    return tuple(found)


@command(Act.MANAGE_RATES)
def record_check(work: Work, key: str, mark: str, *, verified_by: str, verified_on: date, source: str) -> int:
    """Record that a row of the law was compared with its source, as it stands now; the row is not touched.

    Nothing of what is given changes with it, so nobody confirms it. Raises NotThereError for a row that says
    something else by now, EntrySourceMissingError, EntryValueError.
    """
    row = law_checks.find(key)
    if row is None or row.mark != mark:
        raise NotThereError()
    if not verified_by.strip():
        raise EntryValueError(table=OfficeTable.LAW_CHECKS, column=Column.VERIFIED_BY, fault=EntryFault.MISSING)
    entry = Entry(
        table=OfficeTable.LAW_CHECKS,
        values={Column.ROW.value: key, Column.MARK.value: mark},
        valid_from=verified_on,
        source=source.strip(),
        verified_by=verified_by.strip(),
        verified_on=verified_on,
        entered_by=work.office.user.id,
        entered_at=work.now,
    )
    office_tables.check_source(entry)
    work.session.add(entry)
    work.session.flush()
    assert entry.id is not None
    _record(work, entry.id, key)
    return entry.id


@command(Act.MANAGE_RATES)
def take_check_back(work: Work, check_id: int, reason: str) -> None:
    """A check that was recorded by mistake stands no more; it stays readable with the reason.

    Raises NotThereError, EntryReasonMissingError, EntryDecidedError.
    """
    entry = work.unit.get(Entry, check_id)
    if entry.table is not OfficeTable.LAW_CHECKS:
        raise NotThereError()
    office_tables.withdraw(entry, by=work.office.user.id, at=work.now, reason=reason)
    _record(work, check_id, entry.values[Column.ROW])


def _check_seen(one: Entry, row: LawRow, names: Mapping[int, str]) -> CheckSeen:
    assert one.id is not None
    return CheckSeen(
        one.id,
        one.verified_by,
        one.verified_on or one.valid_from,
        one.source,
        Said(names.get(one.entered_by, ""), one.entered_at),
        one.values[Column.MARK] == row.mark,
        said(names, one.withdrawn_by, one.withdrawn_at),
        one.withdrawn_reason,
    )


def _record(work: Work, number: int, row: str) -> None:
    work.unit.subject = ("office_entry", number)
    work.unit.detail["table"] = OfficeTable.LAW_CHECKS.value
    work.unit.detail["law_row"] = row
