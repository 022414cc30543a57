"""The calendar of departures: read for a month or a week, and given to other calendars without names."""

from datetime import date, timedelta

from returnhelp.domain.departures import Calendar
from returnhelp.domain.edits import Refusal
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.roles import Act
from returnhelp.services import records
from returnhelp.services.office import Look, question
from returnhelp.storage import calendar as stored

LONGEST = timedelta(days=366)
"""So many days are shown or exported at once at most."""


@question(Act.SEE_CASES)
def between(look: Look, first: date, last: date) -> Calendar:
    """Departures and open deadlines from ``first`` to ``last``, of cases that the reader may see."""
    _check(first, last)
    sight = records.sight(look.session, look.office)
    return Calendar(
        tuple(stored.departures(look.session, first, last, sight)), tuple(stored.due(look.session, first, last, sight))
    )


@question(Act.SEE_CASES, recorded=True)
def export(look: Look, first: date, last: date, language: str, *, own: bool = True) -> bytes:
    """The departures from ``first`` to ``last`` as an iCalendar file that names nobody; recorded with how many left.

    One's own cases are for everybody who sees cases; all of them (``own`` False) need the permission to export
    lists. Raises CalendarEmptyError, NotAllowedError.
    """
    from returnhelp.domain.calendar_days import departure
    from returnhelp.exchange import icalendar

    office = look.office
    if not own:
        office.require(Act.EXPORT_LISTS)
    _check(first, last)
    found = stored.departures(look.session, first, last, records.sight(look.session, office))
    if own:
        mine = records.whose_cases(look.session, office)
        found = [one for one in found if one.caseworker_id in mine]
    entries = [
        departure(
            one.day,
            case_number=one.number,
            people=one.people,
            from_place=one.airport,
            to_country=one.destination,
            status=one.status,
            journey=one.journey,
        )
        for one in found
    ]
    look.subject = ("calendar", None)
    look.detail = {"from": first.isoformat(), "to": last.isoformat(), "departures": len(entries), "own": own}
    return icalendar.calendar(entries, stamp=office.now(), language=language)


def _check(first: date, last: date) -> None:
    if last < first:
        raise FieldRefusedError(field="until", reason=Refusal.END_BEFORE_START)
    if last - first > LONGEST:
        raise FieldRefusedError(field="until", reason=Refusal.TOO_LARGE)
