"""What the lists of rates say in each cell, and a row in sentences."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from returnhelp.domain.office_tables import TABLES, Column, ColumnKind, OfficeTable, Standing
from returnhelp.gui.models import paged
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, PagedModel
from returnhelp.i18n import catalogs, formats, labels, rate_words
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services.rule_views import EntrySeen, Said, TableSeen

STANDING_BADGES = {
    Standing.WAITING: "warning",
    Standing.HOLDING: "success",
    Standing.TO_COME: "info",
    Standing.ENDED: "quiet",
    Standing.WITHDRAWN: "quiet",
    Standing.REFUSED: "quiet",
}
_WIDTHS = {
    ColumnKind.STATE: 190,
    ColumnKind.MONEY: 104,
    ColumnKind.DAYS: 76,
    ColumnKind.MONTHS: 90,
    ColumnKind.NUMBER: 90,
    ColumnKind.TEXT: 130,
    ColumnKind.CHOICE: 76,
}
_WIDE = {Column.BENEFIT: 200}
_NUMBERS = (ColumnKind.MONEY, ColumnKind.DAYS, ColumnKind.MONTHS, ColumnKind.NUMBER)
_SHORT = {Column.IN_KIND_MAX: N_("In kind"), Column.DAYS_FROM: N_("Days")}
"""Titles of columns that are as narrow as their figures."""
_VALID = paged.Column("valid", N_("Valid"), 88, sortable=False)
_STANDING = paged.Column("standing", N_("State"), 100, sortable=False)
_VERIFIED = paged.Column("verified", N_("Verified"), 120, sortable=False)
_FEW = 3  # own columns; beside more of them the row itself says who verified it


class RowsModel(PagedModel):
    """The rows of one table; the titles of its own columns are words of the domain."""

    def __init__(
        self,
        table: OfficeTable,
        columns: Sequence[paged.Column],
        cell: Callable[[Any, str], Cell],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, cell, at_once, parent)
        self.table = table

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        key = self.columns[section].key
        named = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        if named and key in set(Column):
            short = _SHORT.get(Column(key))
            return catalogs.gettext(short) if short is not None else labels.label(Column(key))
        return super().headerData(section, orientation, role)


def row_columns(table: OfficeTable) -> list[paged.Column]:
    """The columns of a table, then its days, how it stands, and who verified it.

    Sums have their currency with them, and the days of a step stand in one column.
    """
    own = [
        paged.Column(
            one.name.value,
            "",
            _WIDE.get(one.name, _WIDTHS[one.kind]),
            sortable=False,
            to_the_end=one.kind in _NUMBERS and one.name is not Column.DAYS_FROM,
        )
        for one in TABLES[table].columns
        if one.name not in (Column.CURRENCY, Column.DAYS_TO)
    ]
    return [*own, _VALID, _STANDING, *([_VERIFIED] if len(own) <= _FEW else [])]


def row_cell(one: EntrySeen, column: str) -> Cell:
    """A cell of a row."""
    faded = "text" if one.standing in (Standing.WAITING, Standing.HOLDING, Standing.TO_COME) else "muted"
    match column:
        case "valid":
            first = formats.short_date(one.valid_from)
            last = _("to {day}").format(day=formats.short_date(one.ends_on)) if one.ends_on is not None else _("open")
            return Cell(first, last, colour=faded)
        case "standing":
            said = _("To be withdrawn") if one.leaving else labels.label(one.standing)
            return Cell(said, badge="warning" if one.leaving else STANDING_BADGES[one.standing])
        case "verified":
            if one.verified_on is None:
                return Cell(_("not verified"), colour="warning")
            return Cell(formats.short_date(one.verified_on), one.verified_by, colour=faded)
    columns = TABLES[one.table].columns
    if one.values.get(Column.NOTHING) is True:
        return Cell(rate_words.title(one.table, one.values) if column == columns[0].name else "", colour=faded)
    if column == Column.DAYS_FROM:
        return Cell(rate_words.step_days(one.values), colour=faded)
    spec = next(each for each in columns if each.name == column)
    return Cell(rate_words.value(spec, one.values), colour=faded)


def table_cell(one: TableSeen, column: str) -> Cell:  # noqa: ARG001 - there is one column
    """A table in the list: its name, and what is to be known before it is opened."""
    name = labels.label(one.table)
    if one.waiting:
        said = ngettext("{count} row waits", "{count} rows wait", one.waiting)
        return Cell(name, said.format(count=formats.number(one.waiting)), "hourglass-medium", "warning")
    if not one.holding:
        return Cell(name, _("nothing entered"), "circle-dashed", "muted")
    if one.old:
        return Cell(name, _("verified long ago"), "clock", "warning")
    if one.unverified:
        return Cell(name, _("not verified"), "warning", "warning")
    count = ngettext("{count} row", "{count} rows", one.holding).format(count=formats.number(one.holding))
    return Cell(name, count, "check")


def table_health(one: TableSeen) -> str:
    """How a table stands, in sentences."""
    said = []
    if one.waiting:
        waits = ngettext(
            "{count} row waits for a second person.", "{count} rows wait for a second person.", one.waiting
        )
        said.append(waits.format(count=formats.number(one.waiting)))
    if not one.holding:
        said.append(_("No row is valid on this day."))
    if one.unverified:
        text = ngettext("{count} row was never verified.", "{count} rows were never verified.", one.unverified)
        said.append(text.format(count=formats.number(one.unverified)))
    if one.oldest is not None:
        day = formats.short_date(one.oldest)
        text = (
            _("Verified long ago ({day}): look whether it still holds.")
            if one.old
            else _("The oldest verification is of {day}.")
        )
        said.append(text.format(day=day))
    return " ".join(said)


def row_text(one: EntrySeen) -> str:
    """What a row says, where it was read and who verified it."""
    said = []
    if one.values.get(Column.NOTHING) is not True:
        for spec in TABLES[one.table].columns:
            if value := rate_words.value(spec, one.values):
                said.append(_("{column}: {value}").format(column=labels.label(spec.name), value=value))
    days = rate_words.days(one.valid_from, one.ends_on)
    if one.valid_to is None and one.ends_on is not None:
        days = _("{days}, when the next row begins").format(days=days)
    lines = [" · ".join([*said, days]), _("Source: {source}").format(source=one.source)]
    if one.verified_on is None:
        lines.append(_("Not verified by anybody yet."))
    else:
        day = formats.short_date(one.verified_on)
        lines.append(_("Verified by {name} on {day}").format(name=one.verified_by, day=day))
    return "\n".join(lines)


def history(one: EntrySeen, entries: Sequence[EntrySeen]) -> str:
    """Who did what with a row, and why it was withdrawn or is to be."""
    lines = [_said(_("Proposed by {name}, {at}"), one.proposed)]
    if one.confirmed is not None:
        lines.append(_said(_("Confirmed by {name}, {at}"), one.confirmed))
    lines.extend(_leaving(one))
    if one.replaces is not None and (old := _named(one.replaces, entries)) is not None:
        days = rate_words.days(old.valid_from, old.valid_to)
        lines.append(_("In the place of: {row}").format(row=f"{rate_words.title(old.table, old.values)}, {days}"))
    return "\n".join(lines)


def _leaving(one: EntrySeen) -> list[str]:
    if one.withdrawn is None:
        return []
    if one.leaving and one.replaced_by is not None:
        lines = [_said(_("Another row in its place proposed by {name}, {at}"), one.withdrawn)]
    elif one.leaving:
        lines = [_said(_("Withdrawal proposed by {name}, {at}"), one.withdrawn)]
    elif one.standing is Standing.REFUSED:
        lines = [_said(_("Not confirmed by {name}, {at}"), one.withdrawn)]
    else:
        lines = [_said(_("Withdrawn by {name}, {at}"), one.withdrawn)]
    if one.withdrawal_agreed is not None:
        lines.append(_said(_("Withdrawal confirmed by {name}, {at}"), one.withdrawal_agreed))
    if one.reason:
        lines.append(_("Reason: {reason}").format(reason=one.reason))
    return lines


def _named(number: int, entries: Sequence[EntrySeen]) -> EntrySeen | None:
    return next((one for one in entries if one.id == number), None)


def _said(text: str, said: Said) -> str:
    return text.format(name=said.by, at=formats.moment(said.at.astimezone()))
