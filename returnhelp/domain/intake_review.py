"""Makes the review of a list: every row read, doubted, repeated or unread, and what the list adds up to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.errors import NameColumnMissingError, SheetNotThereError
from returnhelp.domain.figures import age_group
from returnhelp.domain.intake import (
    NAME_FIELDS,
    Answers,
    Doubt,
    IntakeHousehold,
    IntakeRow,
    PassedRow,
    Progress,
    Review,
    SheetMapping,
    Totals,
    UnreadRow,
    Workbook,
)
from returnhelp.domain.intake_people import Roster, households
from returnhelp.domain.intake_rows import RowReader
from returnhelp.domain.people import Precision

_TOLD_EVERY = 250  # rows


def review(
    workbook: Workbook,
    mapping: SheetMapping,
    today: date,
    answers: Answers | None = None,
    progress: Progress | None = None,
) -> Review:
    """Read a list as ``mapping`` and ``answers`` say; nothing is stored.

    A row is unread if it has no name, if its departure cannot be read, or if what it says cannot be (born in the
    future, or after the departure). Everything else is read; what is odd is a doubt with what is taken for it.
    ``progress`` may raise to stop. Raises SheetNotThereError, NameColumnMissingError.
    """
    try:
        sheet = workbook.sheet(mapping.sheet)
    except KeyError as cause:
        raise SheetNotThereError(name=workbook.name, sheet=mapping.sheet) from cause
    if not 0 < mapping.heading_row <= len(sheet.rows):
        raise SheetNotThereError(name=workbook.name, sheet=mapping.sheet)
    if not any(column.field in NAME_FIELDS for column in mapping.columns):
        raise NameColumnMissingError()
    answers = answers or Answers()
    reader = RowReader(sheet, mapping, answers, today)
    people: list[IntakeRow] = []
    doubts: list[Doubt] = []
    unread: list[UnreadRow] = []
    passed: list[PassedRow] = []
    for number in range(mapping.heading_row + 1, len(sheet.rows) + 1):
        read = reader.read(number)
        doubts.extend(read.doubts)
        if read.person:
            people.append(read.person)
        if read.unread:
            unread.append(read.unread)
        if read.passed:
            passed.append(PassedRow(number, read.passed))
        if progress and not number % _TOLD_EVERY:
            progress(number, len(sheet.rows))
    roster = Roster(people, mapping, answers)
    roster.sort_out(progress)
    skipped = {number for group in roster.repeated for number in group.skipped}
    rows = tuple(sorted(roster.rows.values(), key=lambda row: row.row))
    told = [doubt for doubt in doubts if doubt.row not in skipped] + roster.doubts
    homes = households(rows)
    return Review(
        name=workbook.name,
        mapping=mapping,
        rows=rows,
        doubts=tuple(sorted(told, key=lambda doubt: doubt.row)),
        unread=tuple(unread),
        passed=tuple(passed),
        repeated=tuple(roster.repeated),
        households=homes,
        totals=_totals(rows, homes, len(skipped), len(unread)),
    )


def _totals(rows: Sequence[IntakeRow], homes: Sequence[IntakeHousehold], repeated: int, unread: int) -> Totals:
    departed = [row for row in rows if row.departure]
    amounts: Counter[tuple[AidComponent, str]] = Counter()
    for row in rows:
        for amount in row.amounts:
            amounts[amount.component, amount.currency] += amount.centimes
    return Totals(
        people=len({row.person_row for row in rows}),
        departures=len(departed),
        dossiers=len(homes),
        repeated=repeated,
        unread=unread,
        by_nationality=Counter(row.nationality for row in rows),
        by_sex=Counter(row.sex for row in rows),
        by_month=Counter(_months(departed)),
        by_quarter=Counter(
            (row.departure.day.month + 2) // 3
            for row in departed
            if row.departure and row.departure.precision in (Precision.DAY, Precision.MONTH)
        ),
        by_age_group=Counter(
            age_group(row.birth.day if row.birth else None, row.departure.day) for row in departed if row.departure
        ),
        by_canton=Counter(row.canton for row in rows),
        by_permit=Counter(row.permit for row in rows),
        by_project=Counter(row.project_as_written for row in rows if row.project),
        by_remark=Counter(remark for row in rows for remark in row.remarks_as_written),
        amounts=amounts,
    )


def _months(rows: Iterable[IntakeRow]) -> Iterable[str]:
    """``2022-03``; a departure of which only the year is known counts under the year."""
    for row in rows:
        if row.departure:
            exact = row.departure.precision in (Precision.DAY, Precision.MONTH)
            yield row.departure.day.isoformat()[: 7 if exact else 4]
