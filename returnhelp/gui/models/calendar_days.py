"""The days that a calendar shows, and the words in which it tells of them."""

from datetime import date, timedelta

from returnhelp.domain.departures import Calendar, Departure, leaving
from returnhelp.domain.travel import LegOutcome
from returnhelp.i18n import formats, journey, labels
from returnhelp.i18n.catalogs import _, ngettext

WEEK = 7
COLOURS = {
    LegOutcome.PLANNED: "muted",
    LegOutcome.BOOKED: "info",
    LegOutcome.TRAVELLED: "success",
    LegOutcome.NO_SHOW: "error",
    LegOutcome.CANCELLED: "error",
    LegOutcome.REFUSED: "error",
}
"""The colour of each status, beside its word."""


def week_of(day: date) -> tuple[date, date]:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=WEEK - 1)


def month_of(day: date) -> tuple[date, date]:
    """The first day of a month to its last."""
    first = day.replace(day=1)
    return first, other_month(first, 1) - timedelta(days=1)


def sheet_of(day: date) -> tuple[date, date]:
    """The weeks in which the month lies, from Monday to Sunday."""
    first, last = month_of(day)
    return week_of(first)[0], week_of(last)[1]


def other_month(day: date, by: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def span_words(first: date, last: date, *, week: bool) -> str:
    """What is shown: March 2026, or the first and the last day of a week."""
    if not week:
        return formats.month(first.year, first.month)
    return _("{first} to {last}").format(first=formats.date(first), last=formats.date(last))


def sum_words(departures: tuple[Departure, ...]) -> str:
    """How many departures there are, and of how many people who leave."""
    if not departures:
        return _("No departure")
    counted = ngettext("{count} departure", "{count} departures", len(departures))
    people = leaving(departures)
    said = ngettext("{departures}, {count} person leaves", "{departures}, {count} people leave", people)
    return said.format(departures=counted.format(count=formats.number(len(departures))), count=formats.number(people))


def day_words(day: date, shown: Calendar) -> str:
    """A day for those who hear it."""
    due = len(shown.due_on(day))
    said = f"{formats.weekday(day)}, {formats.date(day)}: {sum_words(shown.of_day(day))}"
    if not due:
        return said
    return f"{said}, {due_words(due)}"


def due_words(count: int) -> str:
    return ngettext("{count} deadline", "{count} deadlines", count).format(count=formats.number(count))


def people_words(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(count=formats.number(count))


def route_words(one: Departure) -> str:
    """From where to where."""
    country = labels.country(one.destination) if one.destination is not None else ""
    return " → ".join(part for part in (one.airport, country) if part)


def long_route_words(one: Departure) -> str:
    """The same with the name of the airport."""
    country = labels.country(one.destination) if one.destination is not None else ""
    return " → ".join(part for part in (journey.place(one.airport), country) if part)


def line_words(one: Departure, *, private: bool) -> str:
    """A departure on one line, how many first; without the name while a visitor looks on."""
    name = "" if private else one.name or one.number
    return "  ·  ".join(part for part in (formats.number(one.people), name, route_words(one)) if part)
