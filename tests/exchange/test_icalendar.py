"""Departures go out as a calendar that names nobody and that no text can break."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain import calendar_days
from returnhelp.domain.calendar_days import AIRPORTS, CalendarEntry, departure
from returnhelp.domain.errors import CalendarEmptyError
from returnhelp.domain.travel import LegOutcome
from returnhelp.exchange import icalendar

STAMP = datetime(2026, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=1)))
TURKEY, KOSOVO, CONGO = 8239, 8256, 8323
HOSTILE = [
    "Ali\r\nATTENDEE:mailto:a@b.example",
    "x\nEND:VEVENT\nBEGIN:VEVENT",
    "a;b,c\\d",
    "a\u2028b\u2029c\x85d\x0be\x00f",
    "\r",
    '"; DROP',
    "Amina Yusuf",
]


def made(*entries: CalendarEntry, language: str = "en") -> str:
    return icalendar.calendar(entries, stamp=STAMP, language=language).decode()


def lines(told: str) -> list[str]:
    return told.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_departure_is_an_event_of_one_day():
    entry = CalendarEntry(date(2026, 2, 28), "2026-0017", 4, "ZRH", KOSOVO, LegOutcome.BOOKED)
    assert lines(made(entry)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ReturnHelp//Departures//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{icalendar.uid(entry)}",
        "DTSTAMP:20260301T073000Z",
        "DTSTART;VALUE=DATE:20260228",
        "DTEND;VALUE=DATE:20260301",
        "SUMMARY:ZRH – Kosovo\\, 4 persons",
        "DESCRIPTION:Case 2026-0017",
        "LOCATION:ZRH",
        "STATUS:CONFIRMED",
        "CLASS:CONFIDENTIAL",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_what_is_not_known_is_left_out():
    told = lines(made(CalendarEntry(date(2026, 3, 2), "2026-1", 1)))
    assert "SUMMARY:1 person" in told
    assert not [line for line in told if line.startswith("LOCATION")]


def test_countries_are_named_in_the_language_asked_for():
    entry = CalendarEntry(date(2026, 3, 2), "2026-1", 2, "GVA", CONGO)
    assert "SUMMARY:GVA – Kongo (Kinshasa)\\, " in made(entry, language="de").replace("\r\n ", "")


@pytest.mark.parametrize("status", LegOutcome)
def test_every_status_has_a_word_that_calendars_know(status):
    told = made(CalendarEntry(date(2026, 3, 2), "2026-1", 1, status=status))
    assert any(f"STATUS:{word}\r\n" in told for word in ("TENTATIVE", "CONFIRMED", "CANCELLED"))


def test_several_departures_stand_in_the_order_given():
    told = made(*(CalendarEntry(date(2026, 3, day), f"2026-{day}", 1) for day in (9, 2)))
    assert told.count("BEGIN:VEVENT") == told.count("END:VEVENT") == 2
    assert told.index("DESCRIPTION:Case 2026-9") < told.index("DESCRIPTION:Case 2026-2")


def test_there_is_no_calendar_without_a_departure():
    with pytest.raises(CalendarEmptyError):
        icalendar.calendar((), stamp=STAMP)


def test_a_departure_keeps_its_uid_when_it_is_put_off_and_shares_it_with_no_other():
    first = CalendarEntry(date(2026, 3, 2), "2026-17", 1, "ZRH", TURKEY)
    put_off = CalendarEntry(date(2026, 4, 9), "2026-17", 3, "GVA", KOSOVO, LegOutcome.BOOKED)
    others = [CalendarEntry(date(2026, 3, 2), *rest) for rest in (("2026-1", 1), ("2026-171", 1))]
    again = CalendarEntry(date(2026, 3, 2), "2026-17", 1, journey=2)
    assert icalendar.uid(first) == icalendar.uid(put_off)
    assert len({icalendar.uid(one) for one in (first, again, *others)}) == 4


def test_the_stamp_is_in_universal_time():
    utc = icalendar.calendar([CalendarEntry(date(2026, 3, 2), "1", 1)], stamp=STAMP.astimezone(UTC))
    assert utc.decode() == made(CalendarEntry(date(2026, 3, 2), "1", 1))


# --- No names --------------------------------------------------------------------------------------------


def test_no_field_of_an_entry_can_hold_a_name():
    """The two texts take digits and codes of a list only; everything else is a number, a day or a fixed word."""
    kinds = get_type_hints(CalendarEntry)
    texts = {field.name for field in fields(CalendarEntry) if kinds[field.name] is str}
    assert texts == {"case_number", "from_airport"}
    assert set(kinds) - texts == {"day", "people", "to_country", "status", "journey"}


@pytest.mark.parametrize("field", ["day", "case_number", "people", "from_airport", "to_country", "status", "journey"])
@pytest.mark.parametrize("text", [*HOSTILE, "ALI", "Eva", "أمينة", "２０２６-١", "2026-17 Ali", "2026-17\n", "2026--1"])
def test_every_field_refuses_a_name(field, text):
    given_fields = {"day": date(2026, 3, 2), "case_number": "2026-17", "people": 1} | {field: text}
    with pytest.raises(ValueError, match=r"the|counted"):
        CalendarEntry(**given_fields)


@given(st.text(max_size=60), st.text(max_size=60))
def test_of_free_texts_only_digits_and_known_airports_are_taken(number, place):
    entry = departure(date(2026, 3, 2), case_number=number, people=1, from_place=place, to_country=1)
    assert set(entry.case_number) <= set("0123456789-/.")
    assert entry.from_airport in ("", *AIRPORTS)
    assert entry.to_country is None


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("2026-0017", "2026-0017"),
        ("IOM Bern 2026/17", "2026/17"),
        ("Yusuf 2026-17 Amina", "2026-17"),
        ("2026 n 17", "2026-17"),
        ("", "0"),
        ("Amina", "0"),
    ],
)
def test_a_case_number_is_shown_as_its_digits(number, digits):
    assert calendar_days.digits(number) == digits


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("ZRH", "ZRH"),
        ("Zürich Flughafen", "ZRH"),
        ("Genève-Cointrin", "GVA"),
        ("Flughafen Genf (GVA)", "GVA"),
        ("EuroAirport", "BSL"),
        ("Yusuf", ""),
        ("", ""),
        ("Bernadette", ""),
    ],
)
def test_an_airport_is_recognised_by_code_or_town(place, code):
    assert calendar_days.airport(place) == code


# --- Lines that cannot be broken -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_within_its_line(text):
    assert len(icalendar.folded(f"SUMMARY:{icalendar.escaped(text)}").replace(b"\r\n ", b"").splitlines()) == 1


def test_signs_with_a_meaning_are_escaped():
    assert icalendar.escaped("a;b,c\\d\r\ne\rf\tg") == "a\\;b\\,c\\\\d\\ne\\nf g"


@given(st.text())
def test_any_text_can_be_read_back_from_its_line(text):
    line = icalendar.folded(f"X-T:{icalendar.escaped(text)}")
    assert line.count(b"\r\n") == line.count(b"\r\n ") + 1
    assert line.endswith(b"\r\n")
    whole = line.replace(b"\r\n ", b"").decode().removesuffix("\r\n")
    assert len(whole.splitlines()) <= 1
    for piece in line.split(b"\r\n"):
        assert len(piece) <= 75
        piece.decode()


@pytest.mark.parametrize(("length", "pieces"), [(74, 1), (75, 1), (76, 2), (149, 2), (150, 3)])
def test_a_line_is_folded_at_75_octets(length, pieces):
    assert icalendar.folded("x" * length).count(b"\r\n") == pieces


def test_a_letter_of_several_octets_is_not_cut():
    for before in range(70, 76):
        told = icalendar.folded("x" * before + "é😀 é")
        assert [piece.decode() for piece in told.split(b"\r\n")]
        assert max(map(len, told.split(b"\r\n"))) <= 75
