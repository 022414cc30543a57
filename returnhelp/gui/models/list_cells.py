"""How a case and a person show in a list, and what of them goes into its export."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from returnhelp.domain.identifiers import phone_to_read
from returnhelp.domain.lists import CaseColumn, CaseRow, PersonColumn, PersonRow
from returnhelp.domain.people import Precision
from returnhelp.domain.steps import OPEN_STEPS
from returnhelp.gui.models import fields
from returnhelp.gui.models.filters import Reader
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext

CASE_COLUMNS: tuple[Column, ...] = tuple(
    Column(column.value, "", width, to_the_end=column is CaseColumn.PEOPLE)
    for column, width in (
        (CaseColumn.NAME, 225),
        (CaseColumn.STEP, 175),
        (CaseColumn.NATIONALITY, 185),
        (CaseColumn.CANTON, 120),
        (CaseColumn.CASEWORKER, 140),
        (CaseColumn.DEPARTURE, 125),
        (CaseColumn.NEXT_DUE, 155),
        (CaseColumn.NUMBER, 110),
        (CaseColumn.N_NUMBER, 110),
        (CaseColumn.PEOPLE, 80),
        (CaseColumn.STEP_SINCE, 110),
        (CaseColumn.KIND, 190),
        (CaseColumn.ROUTE, 170),
        (CaseColumn.PERMIT, 160),
        (CaseColumn.DESTINATION, 150),
        (CaseColumn.OPENED_ON, 110),
        (CaseColumn.MOVED_ON, 130),
        (CaseColumn.VULNERABLE, 120),
    )
)
CASE_SHOWN = tuple(column.key for column in CASE_COLUMNS[:7])
"""The columns that are shown until a person chooses others."""

PERSON_COLUMNS: tuple[Column, ...] = tuple(
    Column(column.value, "", width)
    for column, width in (
        (PersonColumn.NAME, 235),
        (PersonColumn.BIRTH_DATE, 120),
        (PersonColumn.NATIONALITY, 185),
        (PersonColumn.N_NUMBER, 130),
        (PersonColumn.STEP, 180),
        (PersonColumn.CASEWORKER, 150),
        (PersonColumn.DEPARTED_ON, 120),
        (PersonColumn.ORIGINAL_NAME, 160),
        (PersonColumn.SEX, 100),
        (PersonColumn.CANTON, 120),
        (PersonColumn.ZEMIS, 130),
        (PersonColumn.PHONE, 150),
        (PersonColumn.CASE_NUMBER, 110),
        (PersonColumn.KIND, 190),
        (PersonColumn.PERMIT, 160),
        (PersonColumn.VULNERABLE, 120),
    )
)
PERSON_SHOWN = tuple(column.key for column in PERSON_COLUMNS[:7])

# What the second line of a column shows of other columns; it leaves with the export.
_CASE_BESIDE: Mapping[CaseColumn, tuple[CaseColumn, ...]] = {
    CaseColumn.NAME: (CaseColumn.NUMBER, CaseColumn.PEOPLE),
    CaseColumn.STEP: (CaseColumn.STEP_SINCE,),
    CaseColumn.NATIONALITY: (CaseColumn.PERMIT,),
    CaseColumn.KIND: (CaseColumn.ROUTE,),
}
_PERSON_BESIDE: Mapping[PersonColumn, tuple[PersonColumn, ...]] = {
    PersonColumn.NAME: (PersonColumn.ORIGINAL_NAME,),
    PersonColumn.BIRTH_DATE: (PersonColumn.SEX,),
    PersonColumn.NATIONALITY: (PersonColumn.PERMIT,),
    PersonColumn.N_NUMBER: (PersonColumn.ZEMIS,),
    PersonColumn.STEP: (PersonColumn.CASE_NUMBER,),
}


def exported_cases(shown: Sequence[str]) -> list[CaseColumn]:
    """The columns that leave when these are shown: each with what stands in its second line."""
    return _with_beside([CaseColumn(key) for key in shown], _CASE_BESIDE)


def exported_people(shown: Sequence[str]) -> list[PersonColumn]:
    """The same for people."""
    return _with_beside([PersonColumn(key) for key in shown], _PERSON_BESIDE)


def _with_beside(shown: list[Any], beside: Mapping[Any, tuple[Any, ...]]) -> list[Any]:
    found: list[Any] = []
    for column in shown:
        found += [one for one in (column, *beside.get(column, ())) if one not in found]
    return found


class CaseCells:
    """Words for the rows of the case list."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def cell(self, row: CaseRow, key: str) -> Cell:
        """What a column shows of a case."""
        match CaseColumn(key):
            case CaseColumn.NAME:
                return Cell(
                    row.name or _("no name yet"),
                    f"{row.number} · {people(row.people)}",
                    icon="lock-simple" if row.restricted else "",
                    strong=bool(row.name),
                    colour="text" if row.name else "muted",
                )
            case CaseColumn.STEP:
                since = _("since {day}").format(day=formats.short_date(row.step_since)) if row.step_since else ""
                return Cell(labels.label(row.step), since, colour="text" if row.step in OPEN_STEPS else "muted")
            case CaseColumn.NATIONALITY:
                return Cell(_country(row.nationality), _permit(row.permit))
            case CaseColumn.KIND:
                return Cell(labels.label(row.kind), labels.label(row.route))
            case CaseColumn.DEPARTURE:
                return self._departure(row)
            case CaseColumn.NEXT_DUE:
                return self._due(row.next_due)
            case CaseColumn.MOVED_ON if row.moved_on:
                return Cell(formats.short_date(row.moved_on), formats.relative_day(row.moved_on, self.reader.today))
            case CaseColumn.VULNERABLE:
                return Cell(_("vulnerable"), icon="heart", colour="warning") if row.vulnerable else Cell()
            case CaseColumn.PERMIT:
                return Cell(_permit(row.permit))
        return Cell(_written(self.value(row, CaseColumn(key))))

    def value(self, row: CaseRow, column: CaseColumn) -> Any:
        """What leaves of a column: dates and numbers as such, the rest in words."""
        match column:
            case CaseColumn.STEP | CaseColumn.KIND | CaseColumn.ROUTE:
                return labels.label(getattr(row, column.value))
            case CaseColumn.PERMIT:
                return _permit(row.permit)
            case CaseColumn.CASEWORKER:
                return self.reader.names.get(row.caseworker_id, "") if row.caseworker_id else ""
            case CaseColumn.CANTON:
                return labels.canton(row.canton) if row.canton else ""
            case CaseColumn.NATIONALITY | CaseColumn.DESTINATION:
                return _country(getattr(row, column.value))
            case CaseColumn.VULNERABLE:
                return _("yes") if row.vulnerable else _("no")
        return getattr(row, column.value)

    def _departure(self, row: CaseRow) -> Cell:
        if row.departure is None:
            return Cell()
        if row.departed:
            return Cell(formats.short_date(row.departure), _("departed"))
        late = row.departure < self.reader.today and row.step in OPEN_STEPS
        return Cell(
            formats.short_date(row.departure),
            formats.relative_day(row.departure, self.reader.today),
            colour="warning" if late else "text",
        )

    def _due(self, day: date | None) -> Cell:
        if day is None:
            return Cell()
        late = day < self.reader.today
        return Cell(
            formats.short_date(day),
            formats.relative_day(day, self.reader.today),
            colour="error" if late else "text",
        )


class PersonCells:
    """Words for the rows of the people list."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def cell(self, row: PersonRow, key: str) -> Cell:
        """What a column shows of a person."""
        match PersonColumn(key):
            case PersonColumn.NAME:
                name = row.name or row.original_name
                return Cell(
                    name or _("no name yet"),
                    row.original_name if row.original_name != name else "",
                    icon="lock-simple" if row.restricted else "",
                    strong=bool(name),
                    colour="text" if name else "muted",
                )
            case PersonColumn.BIRTH_DATE:
                said = (labels.label(row.sex), self._age(row))
                return Cell(fields.birth(row.birth_date, row.birth_precision), ", ".join(one for one in said if one))
            case PersonColumn.NATIONALITY:
                return Cell(_country(row.nationality), _permit(row.permit))
            case PersonColumn.N_NUMBER:
                return Cell(row.n_number, row.zemis)
            case PersonColumn.STEP:
                return Cell(labels.label(row.step), row.case_number) if row.step else Cell(_("no case"), colour="muted")
            case PersonColumn.VULNERABLE:
                return Cell(_("vulnerable"), icon="heart", colour="warning") if row.vulnerable else Cell()
        return Cell(_written(self.value(row, PersonColumn(key))))

    def value(self, row: PersonRow, column: PersonColumn) -> Any:
        """What leaves of a column; a birth date that is not known to the day leaves in words."""
        match column:
            case PersonColumn.BIRTH_DATE if row.birth_precision is not Precision.DAY:
                return fields.birth(row.birth_date, row.birth_precision)
            case PersonColumn.STEP | PersonColumn.KIND | PersonColumn.SEX:
                value = getattr(row, column.value)
                return labels.label(value) if value is not None else ""
            case PersonColumn.PERMIT:
                return _permit(row.permit)
            case PersonColumn.CASEWORKER:
                return self.reader.names.get(row.caseworker_id, "") if row.caseworker_id else ""
            case PersonColumn.CANTON:
                return labels.canton(row.canton) if row.canton else ""
            case PersonColumn.NATIONALITY:
                return _country(row.nationality)
            case PersonColumn.PHONE:
                return phone_to_read(row.phone) if row.phone else ""
            case PersonColumn.VULNERABLE:
                return _("yes") if row.vulnerable else _("no")
        return getattr(row, column.value)

    def _age(self, row: PersonRow) -> str:
        born = row.birth_date
        if born is None:
            return ""
        today = self.reader.today
        years = today.year - born.year
        if row.birth_precision is Precision.DAY:
            years -= (today.month, today.day) < (born.month, born.day)
        return ngettext("{count} year", "{count} years", years).format(count=years)


class ListModel(PagedModel):
    """A list whose headings are the domain's words for its columns."""

    kind: type[CaseColumn] | type[PersonColumn] = CaseColumn

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return labels.label(self.kind(self.columns[section].key))
        return super().headerData(section, orientation, role)


def people(count: int) -> str:
    """How many people."""
    return ngettext("{count} person", "{count} people", count).format(count=count)


def _country(bfs: int | None) -> str:
    return labels.country(bfs) if bfs is not None else ""


def _permit(permit: Any) -> str:
    return "" if permit == "unknown" else labels.label(permit)


def _written(value: Any) -> str:
    if isinstance(value, date):
        return formats.short_date(value)
    return formats.number(value) if isinstance(value, int) else str(value or "")
