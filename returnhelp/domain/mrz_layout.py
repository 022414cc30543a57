"""Where each field of a machine readable zone stands, by ICAO Doc 9303 parts 3 to 7."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

FILLER = "<"
_WEIGHTS = (7, 3, 1)
_VALUES = MappingProxyType(
    {FILLER: 0} | {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
)
SIGNS = frozenset(_VALUES)
"""Every sign that a machine readable zone may hold."""


class ZoneFormat(StrEnum):
    """The five shapes of a machine readable zone."""

    TD1 = "td1"
    TD2 = "td2"
    TD3 = "td3"
    MRV_A = "mrv_a"
    MRV_B = "mrv_b"


class ZonePart(StrEnum):
    """What stands in a machine readable zone; the composite check digit guards several fields at once."""

    DOCUMENT_CODE = "document_code"
    ISSUING_STATE = "issuing_state"
    NAMES = "names"
    NUMBER = "number"
    NATIONALITY = "nationality"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    EXPIRY = "expiry"
    OPTIONAL = "optional"
    MORE_OPTIONAL = "more_optional"
    COMPOSITE = "composite"


@dataclass(frozen=True, slots=True)
class Place:
    """A run of signs in one line; line and column are counted from 1."""

    line: int
    column: int
    length: int = 1

    def of(self, lines: Sequence[str]) -> str:
        """The signs that stand there."""
        return lines[self.line - 1][self.column - 1 : self.column - 1 + self.length]

    def each(self) -> Iterator["Place"]:
        """Every single sign of it."""
        return (Place(self.line, self.column + at) for at in range(self.length))


@dataclass(frozen=True, slots=True)
class Layout:
    """One format: how many lines of which width, where its fields stand and where their check digits."""

    format: ZoneFormat
    height: int
    width: int
    fields: Mapping[ZonePart, Place]
    checks: Mapping[ZonePart, Place]
    composite_over: tuple[Place, ...] = ()
    padded: frozenset[int] = field(default_factory=frozenset)
    """The lines that end in fillers by their nature, so that missing ones may be added."""
    first_letters: str = ""
    """What the document code of this format begins with."""


_TD1 = Layout(
    ZoneFormat.TD1,
    3,
    30,
    {
        ZonePart.DOCUMENT_CODE: Place(1, 1, 2),
        ZonePart.ISSUING_STATE: Place(1, 3, 3),
        ZonePart.NUMBER: Place(1, 6, 9),
        ZonePart.OPTIONAL: Place(1, 16, 15),
        ZonePart.BIRTH_DATE: Place(2, 1, 6),
        ZonePart.SEX: Place(2, 8),
        ZonePart.EXPIRY: Place(2, 9, 6),
        ZonePart.NATIONALITY: Place(2, 16, 3),
        ZonePart.MORE_OPTIONAL: Place(2, 19, 11),
        ZonePart.NAMES: Place(3, 1, 30),
    },
    {
        ZonePart.NUMBER: Place(1, 15),
        ZonePart.BIRTH_DATE: Place(2, 7),
        ZonePart.EXPIRY: Place(2, 15),
        ZonePart.COMPOSITE: Place(2, 30),
    },
    (Place(1, 6, 25), Place(2, 1, 7), Place(2, 9, 7), Place(2, 19, 11)),
    frozenset({1, 3}),
    "IAC",
)


def _second_line() -> dict[ZonePart, Place]:
    """What stands at the same places in the second line of every format of two lines."""
    return {
        ZonePart.NUMBER: Place(2, 1, 9),
        ZonePart.NATIONALITY: Place(2, 11, 3),
        ZonePart.BIRTH_DATE: Place(2, 14, 6),
        ZonePart.SEX: Place(2, 21),
        ZonePart.EXPIRY: Place(2, 22, 6),
    }


def _of_two_lines(
    zone_format: ZoneFormat, width: int, optional: int, checks: Mapping[ZonePart, Place], first_letters: str
) -> Layout:
    """A format of two lines; ``optional`` is how many signs its optional data take."""
    composite = ZonePart.COMPOSITE in checks
    return Layout(
        zone_format,
        2,
        width,
        {
            ZonePart.DOCUMENT_CODE: Place(1, 1, 2),
            ZonePart.ISSUING_STATE: Place(1, 3, 3),
            ZonePart.NAMES: Place(1, 6, width - 5),
            **_second_line(),
            ZonePart.OPTIONAL: Place(2, 29, optional),
        },
        {
            ZonePart.NUMBER: Place(2, 10),
            ZonePart.BIRTH_DATE: Place(2, 20),
            ZonePart.EXPIRY: Place(2, 28),
            **checks,
        },
        (Place(2, 1, 10), Place(2, 14, 7), Place(2, 22, width - 22)) if composite else (),
        frozenset({1}) if composite else frozenset({1, 2}),
        first_letters,
    )


LAYOUTS: Mapping[ZoneFormat, Layout] = MappingProxyType(
    {
        ZoneFormat.TD1: _TD1,
        ZoneFormat.TD2: _of_two_lines(ZoneFormat.TD2, 36, 7, {ZonePart.COMPOSITE: Place(2, 36)}, "IAC"),
        ZoneFormat.TD3: _of_two_lines(
            ZoneFormat.TD3, 44, 14, {ZonePart.OPTIONAL: Place(2, 43), ZonePart.COMPOSITE: Place(2, 44)}, "P"
        ),
        ZoneFormat.MRV_A: _of_two_lines(ZoneFormat.MRV_A, 44, 16, {}, "V"),
        ZoneFormat.MRV_B: _of_two_lines(ZoneFormat.MRV_B, 36, 8, {}, "V"),
    }
)


def check_digit(signs: str) -> str:
    """The check digit of these signs: weights 7-3-1 again and again, modulo 10 (Doc 9303-3, 4.9)."""
    return str(sum(_VALUES.get(sign, 0) * _WEIGHTS[at % 3] for at, sign in enumerate(signs)) % 10)
