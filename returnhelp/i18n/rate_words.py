"""The rows of the office's tables in words: what stands in a column, what a row is called, when it ends."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import CentrePhase
from returnhelp.domain.office_tables import TABLES, Column, ColumnKind, ColumnSpec, OfficeTable
from returnhelp.i18n import catalogs, formats, labels

_CHOICES = {Column.PHASE: CentrePhase, Column.BENEFIT: AidComponent}


def choice(column: Column, value: str, language: str | None = None) -> str:
    """One of the choices of a column: a phase, a benefit; a currency is its own word."""
    kind = _CHOICES.get(column)
    return labels.label(kind(value), language) if kind is not None else value


def value(column: ColumnSpec, values: Mapping[str, Any], language: str | None = None) -> str:
    """What a row says in a column; empty where it says nothing."""
    found = values.get(column.name)
    if found is None or found == "":
        return ""
    match column.kind:
        case ColumnKind.STATE:
            return labels.country(found, language)
        case ColumnKind.MONEY:
            return formats.money(found, values.get(Column.CURRENCY, "CHF"), language)
        case ColumnKind.CHOICE:
            return choice(column.name, found, language)
        case ColumnKind.TEXT:
            return str(found)
    return formats.number(found, language)


def title(table: OfficeTable, values: Mapping[str, Any], language: str | None = None) -> str:
    """What a row is called: its state, its programme, its phase with its days."""
    words = catalogs.words(language)
    if values.get(Column.NOTHING) is True:
        return words.gettext("No country is listed")
    spec = TABLES[table]
    if table is OfficeTable.FEDERAL_CENTRE_STEPS:
        return _step(values, language)
    named = [one for one in spec.columns if one.name in spec.series] or list(spec.columns[:1])
    said = [value(one, values, language) for one in named]
    if table is OfficeTable.MONITORING_MONTHS:
        visit = words.gettext("visit {number}").format(number=said[-1])
        return ", ".join(filter(None, (*said[:-1], visit)))
    if not spec.series:
        return f"{labels.label(table, language)}: {said[0]}"
    return ", ".join(filter(None, said))


def step_days(values: Mapping[str, Any], language: str | None = None) -> str:
    """On which days since entry a step of a federal centre is given."""
    words = catalogs.words(language)
    first, last = values[Column.DAYS_FROM], values.get(Column.DAYS_TO)
    if last is None:
        return words.gettext("from {first}").format(first=first)
    return words.gettext("{first} to {last}").format(first=first, last=last)


def _step(values: Mapping[str, Any], language: str | None) -> str:
    words = catalogs.words(language)
    phase = choice(Column.PHASE, values[Column.PHASE], language)
    first, last = values[Column.DAYS_FROM], values.get(Column.DAYS_TO)
    if last is None:
        return words.gettext("{phase}, from day {first}").format(phase=phase, first=first)
    return words.gettext("{phase}, day {first} to {last}").format(phase=phase, first=first, last=last)


def days(first: date | None, last: date | None, language: str | None = None) -> str:
    """On which days something holds."""
    words = catalogs.words(language)
    start = "" if first is None else formats.short_date(first, language)
    end = "" if last is None else formats.short_date(last, language)
    if start and end:
        return words.gettext("{first} to {last}").format(first=start, last=end)
    if start:
        return words.gettext("since {day}").format(day=start)
    return words.gettext("until {day}").format(day=end) if end else words.gettext("always, as far as is known")


def new_end(row: str, first: date, before: date | None, after: date | None, language: str | None = None) -> str:
    """That a row will end on another day than it ends now."""
    words = catalogs.words(language)
    since = formats.short_date(first, language)
    now = formats.short_date(before, language) if before is not None else words.gettext("has no end")
    if after is None:
        text = words.gettext("“{row}” since {since} ends no more (now: {now}).")
        return text.format(row=row, since=since, now=now)
    text = words.gettext("“{row}” since {since} ends on {day} (now: {now}).")
    return text.format(row=row, since=since, day=formats.short_date(after, language), now=now)
