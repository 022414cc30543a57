"""Departures as an iCalendar file (RFC 5545), which calendars of any maker can show; it names nobody."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from returnhelp.domain.calendar_days import CalendarEntry
from returnhelp.domain.errors import CalendarEmptyError
from returnhelp.domain.travel import LegOutcome
from returnhelp.i18n import catalogs, labels

_LONGEST = 75  # octets of a line without its end (RFC 5545 3.1)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_LINE_END = re.compile("\r\n|\r|\n")

# What other calendars know of a departure (RFC 5545 3.8.1.11).
_STATUS = {
    LegOutcome.PLANNED: "TENTATIVE",
    LegOutcome.BOOKED: "CONFIRMED",
    LegOutcome.TRAVELLED: "CONFIRMED",
    LegOutcome.NO_SHOW: "CANCELLED",
    LegOutcome.CANCELLED: "CANCELLED",
    LegOutcome.REFUSED: "CANCELLED",
}


def calendar(entries: Sequence[CalendarEntry], *, stamp: datetime, language: str | None = None) -> bytes:
    """The file, in UTF-8: each departure an event of one day, in the order given.

    ``stamp``: when it is made, with its zone. The same departure has the same UID in every file, so that a
    calendar which takes a later file replaces it. Raises CalendarEmptyError.
    """
    if not entries:
        raise CalendarEmptyError()
    made = f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ReturnHelp//Departures//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for entry in entries for line in _event(entry, made, language)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(entry: CalendarEntry, made: str, language: str | None) -> Iterator[str]:
    words = catalogs.words(language)
    people = words.ngettext("{count} person", "{count} persons", entry.people).format(count=entry.people)
    country = labels.country(entry.to_country, language) if entry.to_country is not None else ""
    route = " – ".join(filter(None, (entry.from_airport, country)))
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(entry)}"
    yield f"DTSTAMP:{made}"
    yield f"DTSTART;VALUE=DATE:{_day(entry)}"
    yield f"DTEND;VALUE=DATE:{_day(entry, 1)}"
    yield f"SUMMARY:{escaped(', '.join(filter(None, (route, people))))}"
    about = words.gettext("Case {number}").format(number=entry.case_number)
    yield f"DESCRIPTION:{escaped(about)}"
    if entry.from_airport:
        yield f"LOCATION:{escaped(entry.from_airport)}"
    yield f"STATUS:{_STATUS[entry.status]}"
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(entry: CalendarEntry, ahead: int = 0) -> str:
    then = entry.day + timedelta(days=ahead)
    return f"{then.year:04}{then.month:02}{then.day:02}"


def uid(entry: CalendarEntry) -> str:
    """What tells the departure apart in every calendar: of the case and the journey, whatever day it is put off to."""
    told = hashlib.sha256(f"{entry.case_number}\0{entry.journey}".encode()).hexdigest()
    return f"{told[:32]}@returnhelp"


def escaped(text: str) -> str:
    """A text as a value of a line (RFC 5545 3.3.11): nothing in it can end the line or begin another value."""
    plain = _CONTROL.sub("", _LINE_END.sub("\n", text))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n").replace("\t", " ")


def folded(line: str) -> bytes:
    """A line with its end, cut into pieces of 75 octets at most, never within a character (RFC 5545 3.1)."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(piece) + len(octets) > _LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join((*pieces, piece)) + b"\r\n"
