"""Sets what a machine readable zone says beside what is recorded, and proposes what to take over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from returnhelp.domain.mrz import Reading, ZoneDoubt
from returnhelp.domain.mrz_layout import ZonePart
from returnhelp.domain.mrz_states import State, ZoneState
from returnhelp.domain.names import fold, name_similarity, spellings
from returnhelp.domain.people import NationalityStatus, Precision, Sex

_ALIKE = 0.6  # names less alike than this are of two people


@dataclass(frozen=True)
class Recorded:
    """A person and their travel documents as a page has them now, by the names of ``domain.edits``."""

    person: Mapping[str, Any]
    documents: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Offer:
    """One field: what is recorded, what was read, and what taking it over would write."""

    entity: str
    name: str
    part: ZonePart
    recorded: Any
    read: Any
    """The value as the field holds it; None where the document says nothing."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What is written; nothing where there is nothing to take over."""
    same: bool = False
    """What is recorded already says what was read."""
    proposed: bool = False
    adds: bool = False
    """It is added to what is recorded and does not replace it."""


@dataclass(frozen=True)
class Offers:
    """Everything that a zone offers; ``document`` is the place of the recorded document with the same number."""

    lines: tuple[Offer, ...]
    document: int | None = None
    of_another: bool = False
    """Name and birth date are others than those recorded: it is somebody else's document, most likely."""


def offers(reading: Reading, recorded: Recorded) -> Offers:
    """What may be taken over; proposed is what is new, sound and not less than what is recorded.

    Of somebody else's document, as it seems, nothing is proposed.
    """
    at = _document(reading, recorded)
    lines = [*_names(reading, recorded.person), _birth(reading, recorded.person), _sex(reading, recorded.person)]
    lines.append(_nationality(reading, recorded.person))
    if reading.kind is not None and reading.number:
        lines += _of_document(reading, recorded.documents[at] if at is not None else {})
    another = at is None and _is_another(reading, recorded.person)
    if another:
        lines = [replace(line, proposed=False) for line in lines]
    return Offers(tuple(lines), at, another)


def _is_another(reading: Reading, person: Mapping[str, Any]) -> bool:
    """Whether neither the birth date nor the own name is alike; without both of them nothing can be said.

    The given names are looked for in the whole name read, for a family shares the other one, and some records have
    the two exchanged.
    """
    there, born = person.get("birth_date"), reading.birth
    named = str(person.get("given_names") or person.get("family_name") or "")
    if there is None or born.day is None or not named or there in (born.day, born.other):
        return False
    return name_similarity(named, f"{reading.name.primary} {reading.name.secondary}") < _ALIKE


def _document(reading: Reading, recorded: Recorded) -> int | None:
    """The recorded document with this number, however it is grouped."""
    number = _plain(reading.number)
    return next(
        (at for at, one in enumerate(recorded.documents) if number and _plain(str(one["number"])) == number), None
    )


def _plain(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _names(reading: Reading, person: Mapping[str, Any]) -> Iterator[Offer]:
    doubtful = ZoneDoubt.Y_OR_Z in reading.doubts or not reading.is_sound(ZonePart.NAMES)
    for name, read in (("family_name", reading.name.family_name), ("given_names", reading.name.given_names)):
        there = str(person.get(name) or "")
        same = bool(read) and _same_name(read, there, cut_off=reading.name.cut_off)
        yield Offer(
            "person",
            name,
            ZonePart.NAMES,
            there,
            read or None,
            {name: read} if read else {},
            same,
            bool(read) and not same and not doubtful and not (reading.name.cut_off and there),
        )


def _same_name(read: str, there: str, *, cut_off: bool) -> bool:
    """Whether a name with its own letters is written so in a zone (``Müller`` is ``MUELLER``)."""
    if spellings(read) & spellings(there):
        return True
    return cut_off and bool(there) and fold(there).startswith(fold(read))


def _birth(reading: Reading, person: Mapping[str, Any]) -> Offer:
    born, there = reading.birth, person.get("birth_date")
    precision = person.get("birth_precision") or Precision.DAY
    same = there is not None and there in (born.day, born.other) and precision is born.precision
    vaguer = there is not None and born.precision is not Precision.DAY
    return Offer(
        "person",
        "birth_date",
        ZonePart.BIRTH_DATE,
        there,
        born.day,
        {"birth_date": born.day, "birth_precision": born.precision} if born.day is not None else {},
        same,
        born.day is not None and not same and not vaguer and reading.is_sound(ZonePart.BIRTH_DATE),
    )


def _sex(reading: Reading, person: Mapping[str, Any]) -> Offer:
    there = person.get("sex") or Sex.UNKNOWN
    known = reading.sex is not Sex.UNKNOWN
    return Offer(
        "person",
        "sex",
        ZonePart.SEX,
        there,
        reading.sex if known else None,
        {"sex": reading.sex} if known else {},
        known and there == reading.sex,
        known and there != reading.sex and reading.is_sound(ZonePart.SEX),
    )


def _nationality(reading: Reading, person: Mapping[str, Any]) -> Offer:
    """A further nationality is added before the others; that of a refugee is not said."""
    state, there = reading.nationality, list(person.get("nationalities") or ())
    status = person.get("nationality_status") or NationalityStatus.KNOWN
    sound = reading.is_sound(ZonePart.NATIONALITY)
    if state.bfs is not None:
        values = {"nationalities": [state.bfs, *there], "nationality_status": NationalityStatus.KNOWN}
        same = state.bfs in there
        return _state(
            "person", "nationalities", ZonePart.NATIONALITY, there, state, values, same=same, sound=sound, adds=True
        )
    if state.says is ZoneState.STATELESS:
        values = {"nationalities": [], "nationality_status": NationalityStatus.STATELESS}
        same = status == NationalityStatus.STATELESS
        return _state(
            "person", "nationalities", ZonePart.NATIONALITY, there, state, values, same=same, sound=sound and not there
        )
    return _state("person", "nationalities", ZonePart.NATIONALITY, there, state, {}, same=False, sound=sound)


def _state(
    entity: str,
    name: str,
    part: ZonePart,
    there: Any,
    state: State,
    values: Mapping[str, Any],
    *,
    same: bool,
    sound: bool,
    adds: bool = False,
) -> Offer:
    return Offer(
        entity, name, part, there, state, values, same, bool(values) and not same and sound, adds and bool(there)
    )


def _of_document(reading: Reading, there: Mapping[str, Any]) -> Iterator[Offer]:
    entity = "travel_documents"
    known = bool(there)
    sound = reading.is_sound(ZonePart.NUMBER)
    yield Offer(
        entity,
        "number",
        ZonePart.NUMBER,
        there.get("number", ""),
        reading.number,
        {"kind": reading.kind, "number": reading.number},
        known,
        not known and sound,
    )
    state, issued_by = reading.issuing_state, there.get("issuing_state")
    values = {"issuing_state": state.bfs} if state.bfs is not None else {}
    trusted = sound and reading.is_sound(ZonePart.ISSUING_STATE)
    yield _state(
        entity,
        "issuing_state",
        ZonePart.ISSUING_STATE,
        issued_by,
        state,
        values,
        same=state.bfs is not None and state.bfs == issued_by,
        sound=trusted,
    )
    day, expires = reading.expires_on, there.get("expires_on")
    yield Offer(
        entity,
        "expires_on",
        ZonePart.EXPIRY,
        expires,
        day,
        {"expires_on": day} if day is not None else {},
        day is not None and day == expires,
        day is not None and day != expires and sound and reading.is_sound(ZonePart.EXPIRY),
    )
