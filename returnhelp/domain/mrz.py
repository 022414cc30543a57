"""Reads the machine readable zone of a travel document by ICAO Doc 9303: TD1, TD2, TD3 and both visas."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from returnhelp.domain.mrz_layout import FILLER, Layout, Place, ZoneFormat, ZonePart, check_digit
from returnhelp.domain.mrz_states import State, ZoneState, state_of
from returnhelp.domain.mrz_typing import Mended, Written, swapped, written
from returnhelp.domain.mrz_values import (
    SEXES,
    ZoneBirth,
    ZoneExpiry,
    ZoneName,
    birth_of,
    expiry_of,
    kind_of,
    name_of,
)
from returnhelp.domain.people import Sex, TravelDocumentKind


class ZoneWrong(StrEnum):
    """What may be wrong in a field."""

    CHECK_DIGIT = "check_digit"
    NOT_A_DATE = "not_a_date"
    SIGN = "sign"
    STATE_NOT_KNOWN = "state_not_known"
    CODE_NOT_KNOWN = "code_not_known"
    EMPTY = "empty"


class ZoneDoubt(StrEnum):
    """What is formally right and should be looked at all the same."""

    NAME_CUT_OFF = "name_cut_off"
    BIRTH_CENTURY = "birth_century"
    EXPIRY_CENTURY = "expiry_century"
    Y_OR_Z = "y_or_z"
    SPECIMEN = "specimen"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a part, and where; of a check digit also which one it should be."""

    part: ZonePart
    wrong: ZoneWrong
    place: Place
    found: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The one sign that, read differently, makes all check digits true."""

    place: Place
    found: str
    meant: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """Everything that a machine readable zone says, and how far it can be trusted."""

    format: ZoneFormat
    lines: tuple[str, ...]
    code: str
    kind: TravelDocumentKind | None
    issuing_state: State
    nationality: State
    name: ZoneName
    number: str
    birth: ZoneBirth
    sex: Sex
    expires_on: date | None
    optional: str
    """The personal number or whatever else the state put there, without fillers at its end."""
    more_optional: str
    faults: tuple[Fault, ...] = ()
    doubts: tuple[ZoneDoubt, ...] = ()
    mended: tuple[Mended, ...] = ()
    proposal: Proposal | None = None

    def is_sound(self, part: ZonePart) -> bool:
        """Whether nothing is wrong with a part, nor with the composite check digit if that guards it too."""
        wrong = {fault.part for fault in self.faults}
        return part not in wrong and not (ZonePart.COMPOSITE in wrong and part in GUARDED)

    @property
    def is_visa(self) -> bool:
        return self.format in (ZoneFormat.MRV_A, ZoneFormat.MRV_B)


GUARDED = frozenset({ZonePart.NUMBER, ZonePart.BIRTH_DATE, ZonePart.EXPIRY, ZonePart.OPTIONAL, ZonePart.MORE_OPTIONAL})
"""What a composite check digit guards; names, states and sex have no check digit at all."""

# What print and pen make look alike, both ways; "<" is taken for a letter by readers that do not know it.
_ALIKE = ("0ODQ", "1IL", "2Z", "4A", "5S", "6G", "7T", "8B", "UV", "<K", "<C")
_LOOK_ALIKES = {
    sign: "".join(sorted({other for group in _ALIKE if sign in group for other in group} - {sign}))
    for group in _ALIKE
    for sign in group
}


def read(text: str, today: date) -> Reading:
    """Read the zone in ``text``, however it was typed, pasted or scanned.

    Raises ZoneMissingError, ZoneSignError, ZoneLengthError, ZoneLinesError or ZoneLineLengthError where the text has
    not the shape of a zone. What is wrong inside of one is told by ``Reading.faults``, never corrected silently.
    """
    zone = written(text)
    found = _read(zone, today)
    other = swapped(zone)
    if other.lines != zone.lines and found.faults:
        exchanged = _read(other, today)
        if len(exchanged.faults) < len(found.faults) and not _checks(exchanged):
            return exchanged
    if zone.foreign_fillers and not _tells_y_from_z(zone) and any(sign in "YZ" for sign in "".join(zone.lines)):
        found = replace(found, doubts=(*found.doubts, ZoneDoubt.Y_OR_Z))
    return replace(found, proposal=_proposal(zone, today)) if _checks(found) else found


def _checks(reading: Reading) -> list[Fault]:
    return [fault for fault in reading.faults if fault.wrong is ZoneWrong.CHECK_DIGIT]


def _tells_y_from_z(zone: Written) -> bool:
    """Whether a Y or Z stands where a check digit guards it, or in the code of a state; the reading was sound then."""
    layout = zone.layout
    places = [layout.fields[part] for part in (ZonePart.NUMBER, ZonePart.ISSUING_STATE, ZonePart.NATIONALITY)]
    return any(sign in "YZ" for place in places for sign in place.of(zone.lines))


def _read(zone: Written, today: date) -> Reading:
    layout, lines = zone.layout, zone.lines

    def of(part: ZonePart) -> str:
        place = layout.fields.get(part)
        return place.of(lines) if place is not None else ""

    number, optional, _checked = _number(layout, lines)
    issuing, nationality = state_of(of(ZonePart.ISSUING_STATE)), state_of(of(ZonePart.NATIONALITY))
    expiry = expiry_of(of(ZonePart.EXPIRY), today)
    birth = birth_of(of(ZonePart.BIRTH_DATE), today, expiry.day if expiry is not None else None)
    name = name_of(of(ZonePart.NAMES))
    code = of(ZonePart.DOCUMENT_CODE)
    reading = Reading(
        format=layout.format,
        lines=lines,
        code=code.rstrip(FILLER),
        kind=kind_of(layout.format, code, issuing, nationality),
        issuing_state=issuing,
        nationality=nationality,
        name=name,
        number=number,
        birth=birth or ZoneBirth(),
        sex=SEXES.get(of(ZonePart.SEX), Sex.UNKNOWN),
        expires_on=expiry.day if expiry is not None else None,
        optional=optional,
        more_optional=of(ZonePart.MORE_OPTIONAL).rstrip(FILLER),
        mended=zone.mended,
    )
    faults = [*_wrong_digits(layout, lines), *_wrong_signs(layout, lines)]
    told = {fault.part for fault in faults if fault.wrong is ZoneWrong.SIGN}
    for part, wrong, is_wrong in (
        (ZonePart.BIRTH_DATE, ZoneWrong.NOT_A_DATE, birth is None),
        (ZonePart.EXPIRY, ZoneWrong.NOT_A_DATE, expiry is None),
        (ZonePart.ISSUING_STATE, ZoneWrong.STATE_NOT_KNOWN, issuing.says is ZoneState.NOT_KNOWN),
        (ZonePart.NATIONALITY, ZoneWrong.STATE_NOT_KNOWN, nationality.says is ZoneState.NOT_KNOWN),
        (ZonePart.DOCUMENT_CODE, ZoneWrong.CODE_NOT_KNOWN, code[0] not in layout.first_letters),
        (ZonePart.NAMES, ZoneWrong.EMPTY, not name.primary and not name.secondary),
        (ZonePart.NUMBER, ZoneWrong.EMPTY, not number),
    ):
        if is_wrong and part not in told:
            faults.append(Fault(part, wrong, layout.fields[part], of(part)))
    return replace(reading, faults=tuple(faults), doubts=tuple(_doubts(reading, expiry)))


def _doubts(reading: Reading, expiry: ZoneExpiry | None) -> Iterator[ZoneDoubt]:
    if reading.name.cut_off:
        yield ZoneDoubt.NAME_CUT_OFF
    if reading.birth.other is not None:
        yield ZoneDoubt.BIRTH_CENTURY
    if expiry is not None and expiry.doubtful:
        yield ZoneDoubt.EXPIRY_CENTURY
    if ZoneState.SPECIMEN in (reading.issuing_state.says, reading.nationality.says):
        yield ZoneDoubt.SPECIMEN


# --- the document number ---------------------------------------------------------------------------------


def _number(layout: Layout, lines: tuple[str, ...]) -> tuple[str, str, tuple[str, Place]]:
    """The document number, what else is in the optional data, and the number as checked with its check digit's place.

    On a card a number of more than nine signs goes on in the optional data: a filler stands for the check digit,
    and the rest of the number follows with the check digit of the whole (Doc 9303-5, 4.2.4; Doc 9303-6, 4.2.4).
    """
    place, optional = layout.fields[ZonePart.NUMBER], layout.fields[ZonePart.OPTIONAL]
    digit = layout.checks[ZonePart.NUMBER]
    field, more = place.of(lines), optional.of(lines)
    rest, _filler, after = more.partition(FILLER)
    if (
        layout.format in (ZoneFormat.TD1, ZoneFormat.TD2)
        and digit.of(lines) == FILLER
        and FILLER not in field
        and len(rest) > 1
    ):
        whole = field + rest[:-1]
        return whole, after.strip(FILLER), (whole, Place(optional.line, optional.column + len(rest) - 1))
    return field.rstrip(FILLER).replace(FILLER, ""), more.rstrip(FILLER), (field, digit)


# --- what is wrong ---------------------------------------------------------------------------------------


def _wrong_digits(layout: Layout, lines: tuple[str, ...]) -> Iterator[Fault]:
    """Every check digit that is not what its field asks for; of an empty field it may be a filler too."""
    _whole, _rest, number = _number(layout, lines)
    for part, place in layout.checks.items():
        if part is ZonePart.NUMBER:
            signs, place = number
        elif part is ZonePart.COMPOSITE:
            signs = "".join(one.of(lines) for one in layout.composite_over)
        else:
            signs = layout.fields[part].of(lines)
        found, expected = place.of(lines), check_digit(signs)
        may_be_empty = part is not ZonePart.COMPOSITE and not signs.strip(FILLER)
        if found != expected and not (may_be_empty and found == FILLER):
            yield Fault(part, ZoneWrong.CHECK_DIGIT, place, found, expected)


def _wrong_signs(layout: Layout, lines: tuple[str, ...]) -> Iterator[Fault]:
    """The first sign of each field that cannot stand there: a letter in a date, a digit in a name."""
    for part, allowed in (
        (ZonePart.DOCUMENT_CODE, _LETTERS),
        (ZonePart.ISSUING_STATE, _LETTERS),
        (ZonePart.NATIONALITY, _LETTERS),
        (ZonePart.NAMES, _LETTERS),
        (ZonePart.BIRTH_DATE, _DIGITS),
        (ZonePart.EXPIRY, _DIGITS),
        (ZonePart.SEX, frozenset(SEXES)),
    ):
        for place in layout.fields[part].each():
            if place.of(lines) not in allowed:
                yield Fault(part, ZoneWrong.SIGN, place, place.of(lines))
                break


_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ" + FILLER)
_DIGITS = frozenset("0123456789" + FILLER)


# --- the sign that was mistaken for another ----------------------------------------------------------------


def _proposal(zone: Written, today: date) -> Proposal | None:
    """The only look-alike with which all check digits are true and nothing new is wrong; None if there are several."""
    layout = zone.layout
    guarded = dict.fromkeys(
        place
        for run in (
            *(layout.fields[part] for part in layout.checks if part in layout.fields),
            *layout.checks.values(),
            *layout.composite_over,
        )
        for place in run.each()
    )
    found: list[Proposal] = []
    before = {(fault.part, fault.wrong) for fault in _read(zone, today).faults}
    for place in guarded:
        sign = place.of(zone.lines)
        for meant in _LOOK_ALIKES.get(sign, ""):
            lines = _with(zone.lines, place, meant)
            if next(_wrong_digits(layout, lines), None) is not None:
                continue
            after = {(fault.part, fault.wrong) for fault in _read(replace(zone, lines=lines), today).faults}
            if after <= before:
                found.append(Proposal(place, sign, meant, lines))
    return found[0] if len(found) == 1 else None


def _with(lines: tuple[str, ...], place: Place, sign: str) -> tuple[str, ...]:
    line = lines[place.line - 1]
    changed = line[: place.column - 1] + sign + line[place.column :]
    return (*lines[: place.line - 1], changed, *lines[place.line :])
