"""What the fields of a machine readable zone say: names, dates, sex and the kind of document."""

from dataclasses import dataclass
from datetime import date, timedelta

from returnhelp.domain.mrz_layout import FILLER, ZoneFormat
from returnhelp.domain.mrz_states import State, is_switzerland
from returnhelp.domain.people import EARLIEST_RECORD, Precision, Sex, TravelDocumentKind

_OLDEST = 110  # years; beyond that age a birth is taken to be of the later century
_AHEAD = 50  # years for which a document may still be valid
_BACK = 20  # years for which it may have expired
SEXES = {"M": Sex.MALE, "F": Sex.FEMALE, "X": Sex.OTHER, FILLER: Sex.UNKNOWN}


@dataclass(frozen=True, slots=True)
class ZoneName:
    """A name as the zone gives it, in capital letters, words parted by a blank."""

    primary: str
    secondary: str = ""
    cut_off: bool = False
    """Its last sign is a letter: the rest of it may have had no room (Doc 9303-3, 4.6)."""

    @property
    def family_name(self) -> str:
        return readable(self.primary)

    @property
    def given_names(self) -> str:
        return readable(self.secondary)


@dataclass(frozen=True, slots=True)
class ZoneBirth:
    """A birth date as far as it is known; no date at all where not even the year is."""

    day: date | None = None
    precision: Precision = Precision.DAY
    other: date | None = None
    """The same day a century earlier, where that is possible too."""


@dataclass(frozen=True, slots=True)
class ZoneExpiry:
    """The last day of a document; none where it does not expire."""

    day: date | None = None
    doubtful: bool = False
    """Neither century lies within a sensible span of today."""


def name_of(field: str) -> ZoneName:
    """Two fillers part the primary identifier from the secondary one, which may be missing (Doc 9303-3, 4.6)."""
    primary, _parted, secondary = field.partition(FILLER * 2)
    return ZoneName(_spaced(primary), _spaced(secondary), not field.endswith(FILLER))


def _spaced(signs: str) -> str:
    return " ".join(signs.replace(FILLER, " ").split())


def readable(name: str) -> str:
    """A name in capital letters as people write it: ``AL HADDAD`` is ``Al Haddad``."""
    return " ".join(word[:1] + word[1:].lower() for word in name.split())


def birth_of(field: str, today: date, expires: date | None) -> ZoneBirth | None:
    """The birth date in six signs, in the century in which it can lie; None if it is no date.

    Unknown parts are fillers, in practice zeros too. It is never after today, nor after the document expires;
    where both centuries are left, the later one is taken and the other one told.
    """
    parts = [field[at : at + 2] for at in (0, 2, 4)]
    if not all(part == FILLER * 2 or (part.isdecimal() and part.isascii()) for part in parts):
        return None
    if parts[0] == FILLER * 2 or field == "000000":  # not even the year; 2000 alone would be 00<<<<
        return ZoneBirth()
    year, month, day = (part.replace(FILLER, "0") for part in parts)
    if month == "00" and day != "00":
        return None
    precision = Precision.YEAR if month == "00" else Precision.MONTH if day == "00" else Precision.DAY
    possible = []
    for century in (today.year // 100 * 100, today.year // 100 * 100 - 100):
        born = _day(century + int(year), int(month) or 1, int(day) or 1)
        if born is not None and _can_be_born(born, today, expires):
            possible.append(born)
    if not possible:
        return None
    return ZoneBirth(possible[0], precision, possible[1] if len(possible) > 1 else None)


def _can_be_born(born: date, today: date, expires: date | None) -> bool:
    latest = today if expires is None else min(today, expires)
    return EARLIEST_RECORD <= born <= latest and latest.year - born.year <= _OLDEST


def expiry_of(field: str, today: date) -> ZoneExpiry | None:
    """The last day of validity in six signs; None if it is no date.

    It lies at most 50 years ahead or 20 back; what does neither is of the past, and doubtful.
    """
    if field in (FILLER * 6, "000000"):
        return ZoneExpiry()
    if not (field.isdecimal() and field.isascii()):
        return None
    year, month, day = int(field[:2]), int(field[2:4]), int(field[4:])
    century = today.year // 100 * 100
    possible = [_day(century + shift + year, month, day) for shift in (-100, 0, 100)]
    days = [one for one in possible if one is not None]
    if not days:
        return None
    sensible = [one for one in days if today.year - _BACK <= one.year <= today.year + _AHEAD]
    if sensible:
        return ZoneExpiry(sensible[0])
    past = [one for one in days if one <= today + timedelta(days=1)]
    return ZoneExpiry(past[-1], doubtful=True) if past else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# The second letter of a passport's code (Doc 9303-4, 8th edition); any other letter is the state's own choice.
_PASSPORTS = {
    "E": TravelDocumentKind.SUBSTITUTE,  # emergency passport
    "U": TravelDocumentKind.SUBSTITUTE,  # emergency travel document on one sheet
    "L": TravelDocumentKind.LAISSEZ_PASSER,
}
_LAISSEZ_PASSER_OF = frozenset({"UNO", "UNA", "EUE"})
_NOT_TO_TRAVEL = frozenset({"AC", "AR", "IR", "CR"})  # certificates of crew members, residence permits


def kind_of(zone_format: ZoneFormat, code: str, issuing: State, nationality: State) -> TravelDocumentKind | None:
    """Which travel document it is; None for a visa, a residence permit, and a code that nobody knows."""
    letter, second = code[:1], code[1:2].strip(FILLER)
    if zone_format in (ZoneFormat.MRV_A, ZoneFormat.MRV_B) or code in _NOT_TO_TRAVEL:
        return None
    if letter == "P":
        if issuing.code in _LAISSEZ_PASSER_OF:
            return TravelDocumentKind.LAISSEZ_PASSER
        if is_switzerland(issuing) and not is_switzerland(nationality):
            return TravelDocumentKind.SWISS_TRAVEL_DOCUMENT
        return _PASSPORTS.get(second, TravelDocumentKind.PASSPORT)
    return TravelDocumentKind.IDENTITY_CARD if letter in ("I", "A", "C") else None
