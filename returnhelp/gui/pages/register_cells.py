"""How a record of a register shows in its list, and what of it leaves with the export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject, Qt

from returnhelp.domain.register_lists import SORTED_BY, Register, RegisterRow
from returnhelp.gui.models import fields
from returnhelp.gui.models.fields import Kind, Names
from returnhelp.gui.models.paged import Ask, Cell, Column, PagedModel
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext


@dataclass(frozen=True)
class _Column:
    """A column: its field, its width, the field of its quiet second line, another name than the field's."""

    name: str
    width: int
    beside: str = ""
    title: str = ""


_COLUMNS: Mapping[Register, tuple[_Column, ...]] = {
    Register.PROGRAMMES: (
        _Column("name", 205, "code"),
        _Column("countries", 130),
        _Column("target_groups", 140),
        _Column("valid_to", 130, "valid_from"),
        _Column("application_before", 195),
        _Column("donor", 120, "partner_ids"),
    ),
    Register.PARTNERS: (
        _Column("name", 230, "contact"),
        _Column("kind", 160),
        _Column("country", 140, "place"),
        _Column("phone", 180, "email"),
        _Column("agreement_until", 130),
        _Column("active", 80),
    ),
    Register.FACT_SHEETS: (
        _Column("title", 290, "source"),
        _Column("country", 170),
        _Column("topic", 160),
        _Column("as_of", 180, title=N_("Age")),
    ),
    Register.STRUCTURAL_PROJECTS: (
        _Column("title", 190, "partner_id"),
        _Column("country", 105, "place"),
        _Column("sector", 145, "state"),
        _Column("donor", 80),
        _Column("budget", 150, "spent"),
        _Column("ends_on", 120, "starts_on"),
        _Column("beneficiaries_planned", 115, "reached", N_("Beneficiaries")),
    ),
    Register.TRAININGS: (
        _Column("title", 240, "topic"),
        _Column("kind", 150),
        _Column("held_on", 120, "until"),
        _Column("country", 130, "place"),
        _Column("participants", 110, title=N_("Participants")),
        _Column("evaluation", 130, "answers", N_("Evaluation")),
    ),
    Register.INFORMATION_REQUESTS: (
        _Column("received_on", 120, "channel"),
        _Column("question", 260),
        _Column("requester", 130),
        _Column("topic", 160),
        _Column("country", 120, "language"),
        _Column("answered_on", 130, "passed_to"),
    ),
}


def columns(register: Register) -> tuple[Column, ...]:
    """The columns of a register's list."""
    return tuple(
        Column(
            one.name,
            one.title or one.name,
            one.width,
            sortable=one.name in SORTED_BY[register],
            to_the_end=one.name in ("budget", "participants", "evaluation", "beneficiaries_planned"),
        )
        for one in _COLUMNS[register]
    )


def heading(register: Register, name: str) -> str:
    """The name of a column, as the list and its export have it."""
    for one in _COLUMNS[register]:
        if one.name == name and one.title:
            return catalogs.gettext(one.title)
    match name:
        case "reached":
            return _("Beneficiaries reached")
        case "participants":
            return _("Participants")
    return fields.title(register, name)


def exported(register: Register) -> list[str]:
    """The columns that leave: each with what stands in its second line."""
    found: list[str] = []
    for one in _COLUMNS[register]:
        found += [name for name in (one.name, one.beside) if name and name not in found]
    if register is Register.STRUCTURAL_PROJECTS:
        found.append("currency")
    return found


class RegisterModel(PagedModel):
    """The list of one register; its titles are the names of the fields."""

    def __init__(self, register: Register, ask: Ask, parent: QObject) -> None:
        super().__init__(columns(register), RegisterCells(register).cell, ask, parent)
        self._register = register

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return heading(self._register, self.columns[section].key)
        return super().headerData(section, orientation, role)


class RegisterCells:
    """Words for the rows of one register."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._beside = {one.name: one.beside for one in _COLUMNS[register]}

    def cell(self, row: RegisterRow, key: str) -> Cell:
        """What a column shows of a record."""
        second = self.beside(row, key)
        match key:
            case "as_of":
                return _age(row)
            case "active":
                return Cell(_("yes")) if row.values["active"] else Cell(_("no"), colour="muted")
            case "answered_on" if row.values["answered_on"] is None:
                return Cell(_("open"), second, colour="warning")
        first = self.words(row, key)
        if key in ("name", "title") and key == SORTED_BY[self.register][0]:
            return Cell(first or _("no name yet"), second, strong=bool(first), colour="text" if first else "muted")
        return Cell(first, second) if first else Cell(second, colour="muted")

    def beside(self, row: RegisterRow, key: str) -> str:
        """The quiet line under it."""
        name = self._beside[key]
        if not name:
            return ""
        said = self.words(row, name)
        if not said:
            return ""
        match name:
            case "valid_from" | "starts_on":
                return _("from {day}").format(day=said)
            case "until":
                return _("until {day}").format(day=said)
            case "spent":
                return _("{amount} spent").format(amount=said)
            case "reached":
                return _("{count} reached").format(count=said)
            case "answers":
                count = int(row.values["answers"])
                return ngettext("{count} answer", "{count} answers", count).format(count=formats.number(count))
        return said

    def words(self, row: RegisterRow, name: str) -> str:
        """A field of a record in words, on one line."""
        value = self.value(row, name)
        if value is None or value == "":
            return ""
        if isinstance(value, Decimal):
            money = fields.kind(self.register, name) is Kind.MONEY
            return formats.money(value, str(row.values["currency"])) if money else formats.number(value, decimals=2)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, int):
            return formats.number(value)
        if isinstance(value, str):
            return value.splitlines()[0]
        return fields.written(self.register, name, value, Names())

    def value(self, row: RegisterRow, name: str) -> Any:
        """What leaves of a column: dates, numbers and amounts as such, the rest in words."""
        values = row.values
        match name:
            case "participants":
                return row.participants
            case "reached":
                parts = [values["beneficiaries_local"], values["beneficiaries_returned"]]
                return None if parts == [None, None] else sum(one or 0 for one in parts)
            case "partner_ids" | "partner_id":
                return formats.listed(row.partners)
        found = values[name]
        if found is None:
            return None
        match fields.kind(self.register, name):
            case Kind.DATE | Kind.NUMBER | Kind.CHECK:
                return found
            case Kind.MONEY | Kind.MARK:
                return Decimal(found) / 100
        return fields.written(self.register, name, found, Names())


def _age(row: RegisterRow) -> Cell:
    """How old a fact sheet is, and since when it holds."""
    day, months = row.values["as_of"], row.months
    if day is None or months is None:
        return Cell(_("no date"), colour="warning")
    return Cell(age(months), formats.short_date(day), colour="warning" if row.outdated else "text")


def age(months: int) -> str:
    """An age in full months, from two years on in years."""
    if months >= 24:
        years = months // 12
        return ngettext("{count} year old", "{count} years old", years).format(count=formats.number(years))
    if not months:
        return _("new")
    return ngettext("{count} month old", "{count} months old", months).format(count=formats.number(months))


def counted(register: Register, count: int) -> str:
    """How many records a list has, in words."""
    shown = formats.number(count)
    match register:
        case Register.PROGRAMMES:
            return ngettext("{count} programme", "{count} programmes", count).format(count=shown)
        case Register.PARTNERS:
            return ngettext("{count} partner", "{count} partners", count).format(count=shown)
        case Register.FACT_SHEETS:
            return ngettext("{count} fact sheet", "{count} fact sheets", count).format(count=shown)
        case Register.STRUCTURAL_PROJECTS:
            return ngettext("{count} project", "{count} projects", count).format(count=shown)
        case Register.TRAININGS:
            return ngettext("{count} training or event", "{count} trainings and events", count).format(count=shown)
        case Register.INFORMATION_REQUESTS:
            return ngettext("{count} request", "{count} requests", count).format(count=shown)


def ranked(counts: Mapping[Any, int], words: Any, most: int = 6) -> str:
    """The largest counts by name, as one phrase; the rest is told as a number."""
    largest = sorted(((words(key), count) for key, count in counts.items() if count), key=lambda one: (-one[1], one[0]))
    said = [_("{name} {count}").format(name=name, count=formats.number(count)) for name, count in largest[:most]]
    if left := sum(count for _name, count in largest[most:]):
        said.append(_("others {count}").format(count=formats.number(left)))
    return ", ".join(said)


def country_or_unknown(bfs: int | None) -> str:
    """A country's name, or that it is not known."""
    return labels.country(bfs) if bfs is not None else _("not recorded")


def joined(parts: Sequence[str]) -> str:
    """What there is of these, set apart."""
    return "  ·  ".join(part for part in parts if part)
