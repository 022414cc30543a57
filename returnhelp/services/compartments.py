"""Sealed records of a case: written and read with the clearance of their compartment, and never otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from returnhelp.domain import area_checks, sealed_forms
from returnhelp.domain.case import Case
from returnhelp.domain.compartments import COMPARTMENT, SealedKind, SealedRecord
from returnhelp.domain.edits import Refusal
from returnhelp.domain.errors import (
    FieldRefusedError,
    NotThereError,
    ReadAnewError,
    SealedFieldDamagedError,
    SealedPersonError,
)
from returnhelp.domain.household import Household
from returnhelp.domain.people import Person
from returnhelp.domain.roles import Act
from returnhelp.domain.trafficking import TraffickingFacts
from returnhelp.services import pseudonyms, records
from returnhelp.services.office import Look, Office, Work, command, question
from returnhelp.storage import repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session
    from returnhelp.vault.rings import Ring

_NUMBER = 8  # bytes of the number of the person for whom a record was sealed; it stands before the seal


@dataclass(frozen=True)
class SealedSeen:
    """That something is recorded, by whom and when; no more of it without the clearance."""

    id: int
    kind: SealedKind
    person_id: int | None
    by: str
    written_at: datetime
    versions: int
    """How often it was written; the earlier versions are kept, sealed too."""
    for_me: bool
    """Whether the person signed in may open it."""


@dataclass(frozen=True)
class Opened:
    """What a sealed record holds: the values of its form, who wrote them and when."""

    id: int
    values: Mapping[str, Any]
    by: str
    written_at: datetime


@question(Act.SEE_CASES)
def recorded(look: Look, case_id: int) -> tuple[SealedSeen, ...]:
    """What is sealed in a case, the latest of each kind and person; raises NotThereError."""
    case = records.the_case(look.session, look.office, case_id)
    return seen_of(look.session, look.office, case)


def seen_of(session: "Session", office: Office, case: Case) -> tuple[SealedSeen, ...]:
    """What ``recorded`` answers, of a case that may be seen."""
    users = records.names_of_users(session)
    latest: dict[tuple[SealedKind, int | None], SealedRecord] = {}
    counted: dict[tuple[SealedKind, int | None], int] = {}
    for one in _in_order(case):
        place = one.kind, one.person_id
        latest[place] = one
        counted[place] = counted.get(place, 0) + 1
    cleared = office.unlocked.clearances
    return tuple(
        SealedSeen(
            one.id,
            one.kind,
            one.person_id,
            users.get(one.by_user_id, "") if one.by_user_id is not None else "",
            one.written_at,
            counted[place],
            COMPARTMENT[one.kind] in cleared,
        )
        for place, one in latest.items()
        if one.id is not None
    )


@question(Act.SEE_CASES, recorded=True)
def read(look: Look, case_id: int, kind: SealedKind, person_id: int | None = None) -> Opened | None:
    """The latest sealed record of a kind, None when there is none; every reading is recorded.

    Raises NotThereError, NoClearanceError, SealedFieldDamagedError.
    """
    case = records.the_case(look.session, look.office, case_id)
    ring = look.office.unlocked.compartment(COMPARTMENT[kind])
    look.subject, look.detail = ("case", case_id), {"kind": kind.value, "of_person": person_id}
    found = _latest(case, kind, person_id)
    if found is None or found.id is None:
        return None
    users = records.names_of_users(look.session)
    by = users.get(found.by_user_id, "") if found.by_user_id is not None else ""
    return Opened(found.id, values_of(look.session, ring, found), by, found.written_at)


@command(Act.EDIT_CASES)
def write(
    work: Work,
    case_id: int,
    kind: SealedKind,
    person_id: int | None,
    values: Mapping[str, Any],
    seen: int | None = None,
) -> int:
    """Seal a form as the newest record of its kind; ``seen`` is the number of the one that was read (None: none).

    What was written before is kept, sealed. A risk assessment also sets its day and level in the facts of
    the person, which the steps before a departure ask for. Raises NotThereError, NoClearanceError,
    FieldRefusedError, SealedPersonError for somebody who has no part in the case, ReadAnewError when somebody
    else has written meanwhile.
    """
    from returnhelp.vault import seal

    session = work.session
    case = records.the_case(session, work.office, case_id)
    if case.deleted_at is not None:
        raise NotThereError()
    ring = work.office.unlocked.compartment(COMPARTMENT[kind])
    kept = sealed_forms.checked(kind, values, work.today)
    _check_person(work, case, kind, person_id)
    last = _latest(case, kind, person_id)
    if last is not None and last.id != seen:
        users = records.names_of_users(session)
        raise ReadAnewError(who=users.get(last.by_user_id, "") if last.by_user_id is not None else "")
    record = SealedRecord(kind, b"", work.now.astimezone(UTC), person_id, work.office.user.id)
    place = _place(record, case_id, person_id)
    record.sealed = (person_id or 0).to_bytes(_NUMBER, "big") + seal.seal_text(ring, sealed_forms.packed(kept), place)
    case.sealed_records.append(record)
    if kind is SealedKind.RISK_ASSESSMENT and person_id is not None:
        _note_assessment(case, person_id, kept)
    pseudonyms.settle(work, case)
    area_checks.check(case, repositories.people(session, [one.person_id for one in case.travellers]), work.today)
    session.flush()
    work.unit.subject = ("case", case_id)
    work.unit.detail |= {"kind": kind.value, "of_person": person_id}
    assert record.id is not None
    return record.id


def values_of(session: "Session", ring: "Ring", record: SealedRecord) -> dict[str, Any]:
    """Open a record with the key of its compartment; raises SealedFieldDamagedError.

    A seal holds for one case, kind, person, writer and moment, so that none can be put in another's place. Where
    two records of a person were merged since, it holds for the one that was written for.
    """
    from returnhelp.vault import seal

    bound = int.from_bytes(record.sealed[:_NUMBER], "big") or None
    if bound != record.person_id and not _became(session, bound, record.person_id):
        raise SealedFieldDamagedError()
    assert record.case_id is not None
    plain = seal.open_text(ring, record.sealed[_NUMBER:], _place(record, record.case_id, bound))
    return sealed_forms.unpacked(record.kind, plain)


def latest_of(case: Case, kind: SealedKind, person_id: int | None) -> SealedRecord | None:
    """The newest record of a kind."""
    return _latest(case, kind, person_id)


def _place(record: SealedRecord, case_id: int, person_id: int | None) -> str:
    at = record.written_at.astimezone(UTC).isoformat()
    return f"{record.kind.value} of person {person_id} in case {case_id} by {record.by_user_id} at {at}"


def _became(session: "Session", bound: int | None, person_id: int | None) -> bool:
    """Whether one person's record was merged into the other's."""
    met: set[int] = set()
    while bound is not None and bound not in met:
        met.add(bound)
        if bound == person_id:
            return True
        one = session.get(Person, bound)
        bound = one.merged_into_id if one is not None else None
    return False


def _in_order(case: Case) -> list[SealedRecord]:
    return sorted(case.sealed_records, key=lambda one: (one.written_at, one.id or 0))


def _latest(case: Case, kind: SealedKind, person_id: int | None) -> SealedRecord | None:
    mine = [one for one in _in_order(case) if one.kind is kind and one.person_id == person_id]
    return mine[-1] if mine else None


def _check_person(work: Work, case: Case, kind: SealedKind, person_id: int | None) -> None:
    if person_id is None:
        if kind in sealed_forms.OF_ONE_PERSON:
            raise FieldRefusedError(field="person_id", reason=Refusal.EMPTY)
        return
    household = work.session.get(Household, case.household_id)
    inside = {one.person_id for one in case.travellers}
    inside |= {one.person_id for one in household.members} if household is not None else set()
    if person_id not in inside:
        raise SealedPersonError()


def _note_assessment(case: Case, person_id: int, assessment: Mapping[str, Any]) -> None:
    facts = next((one for one in case.trafficking if one.person_id == person_id), None)
    if facts is None:
        facts = TraffickingFacts(person_id)
        case.trafficking.append(facts)
    facts.risk_assessed_on, facts.risk_level = assessment["assessed_on"], assessment["level"]
