"""Places, special needs and notices of a journey, as a person reads them."""

from datetime import date
from enum import StrEnum

from returnhelp.domain import airports
from returnhelp.domain.travel import SpecialNeed
from returnhelp.domain.travel_checks import Notice
from returnhelp.i18n import catalogs, formats, labels

CARRIER_CODES = {
    SpecialNeed.WHEELCHAIR_RAMP: "WCHR",
    SpecialNeed.WHEELCHAIR_STEPS: "WCHS",
    SpecialNeed.WHEELCHAIR_CABIN: "WCHC",
    SpecialNeed.STRETCHER: "STCR",
    SpecialNeed.OXYGEN: "OXYG",
    SpecialNeed.MEDICINES: "MEDA",
    SpecialNeed.MEAL: "SPML",
    SpecialNeed.BASSINET: "BSCT",
    SpecialNeed.UNACCOMPANIED_MINOR_SERVICE: "UMNR",
    SpecialNeed.INTERPRETER: "LANG",
    SpecialNeed.HEARING: "DEAF",
    SpecialNeed.SIGHT: "BLND",
}
"""The four letters by which carriers book a special need (IATA special service requests)."""


def place(text: str, language: str | None = None) -> str:
    """A place with its name and code ("Zürich (ZRH)"), or as it was written where that is no code."""
    found = airports.by_code(text)
    return text if found is None else f"{airport_name(found.code, language)} ({found.code})"


def airport_name(code: str, language: str | None = None) -> str:
    """The name of an airport by its code; another text answers itself."""
    found = airports.table().get(code)
    if found is None:
        return code
    names = {"de": found.de, "fr": found.fr, "it": found.it}
    return names.get(language or catalogs.language(), found.en)


def need(value: StrEnum, language: str | None = None) -> str:
    """A special need with the letters of the carriers: WCHR – Wheelchair, can climb steps."""
    return f"{CARRIER_CODES[SpecialNeed(value)]} – {labels.label(value, language)}"


def notice(one: Notice, person: str = "", language: str | None = None) -> str:
    """What is to be looked at, in a sentence; ``person`` is the name of who it is about."""
    return labels.label(one.kind, language).format(
        place=place(one.place, language) or "?",
        other_place=place(one.other_place, language),
        minutes=formats.minutes(one.minutes, language),
        person=person,
        day=_day(one.day, language),
        other_day=_day(one.other_day, language),
    )


def _day(day: date | None, language: str | None) -> str:
    return "" if day is None else formats.short_date(day, language)
