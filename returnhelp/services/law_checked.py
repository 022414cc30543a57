"""Which rows of the law were compared with their source: by those who made the program, or by the office since."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from returnhelp.domain import law_checks
from returnhelp.domain.law_checks import LawPart, LawRow, Shipped
from returnhelp.domain.office_tables import Column, OfficeTable
from returnhelp.services.office import Look, Work
from returnhelp.storage import rule_tables as stored


@dataclass(frozen=True)
class Checked:
    """Who compared a row with its source, and when."""

    by: str
    on: date


class LawChecked:
    """The checks of the rows that hold on a day, read once and asked often."""

    def __init__(self, look: Look | Work, day: date) -> None:
        self._day = day
        self._marks = {
            (str(one.values[Column.ROW]), str(one.values[Column.MARK])): Checked(
                one.verified_by, one.verified_on or one.valid_from
            )
            for one in stored.entries(look.session, [OfficeTable.LAW_CHECKS])
            if one.withdrawn_at is None
        }

    def of(self, part: LawPart, row: Shipped) -> Checked | None:
        """Who checked a row last; None = nobody has."""
        if row.verified_by and row.verified_on is not None:
            return Checked(row.verified_by, row.verified_on)
        if not self._marks:
            return None
        found = next((one for one in _rows(part, self._day) if one.row == row), None)
        return None if found is None else self._marks.get((found.key, found.mark))


@lru_cache(maxsize=32)
def _rows(part: LawPart, day: date) -> tuple[LawRow, ...]:
    return law_checks.rows_on(part, day)
