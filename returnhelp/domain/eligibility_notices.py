"""What is worth knowing beside the rules: who is minor at departure, as whom they may get aid, programme dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from returnhelp.domain.case import Permit, Procedure, ProcedureStage
from returnhelp.domain.eligibility_evidence import (
    AgeUnclear,
    Basis,
    DublinOpen,
    Evidence,
    HardshipOnly,
    LegalGroup,
    MinorAtDeparture,
    ProgrammeClosed,
    ProgrammeElsewhere,
    ProgrammeOpen,
    ProgrammeUndated,
    WaiverBeforePayment,
)
from returnhelp.domain.eligibility_facts import EligibilityFacts, PersonFacts
from returnhelp.domain.people import Precision, age_on

FULL_AGE = 18
"""Years; the 18th birthday itself is no longer minor (AsylV 1 Art. 1a let. d)."""

_ASYLUM = frozenset({Procedure.ASYLUM_ACCELERATED, Procedure.ASYLUM_EXTENDED, Procedure.ASYLUM_DUBLIN})


@dataclass(frozen=True, slots=True)
class Notice:
    """One informational line, about the household or one person; it asks for no answer."""

    person_id: int | None
    evidence: Evidence


def notices(facts: EligibilityFacts) -> tuple[Notice, ...]:
    """Everything worth knowing that is no rule, the household first."""
    household = [Basis(group(facts)), *_procedure(facts), *_programme(facts)]
    minors = ((one.person_id, _age(one, facts.day)) for one in facts.people)
    return (
        *(Notice(None, one) for one in household),
        *(Notice(person_id, one) for person_id, one in minors if one is not None),
    )


def minor_on(person: PersonFacts, day: date) -> bool | None:
    """Whether somebody is under 18 on that day; None where the birth date is not known well enough to tell."""
    if person.birth_date is None:
        return None
    earliest, latest = _born_between(person.birth_date, person.birth_precision)
    oldest, youngest = age_on(earliest, day), age_on(latest, day)
    if oldest is None or youngest is None or (oldest >= FULL_AGE) != (youngest >= FULL_AGE):
        return None
    return oldest < FULL_AGE


def group(facts: EligibilityFacts) -> LegalGroup:
    """As whom the people of this case may get aid, by their permit and procedure."""
    if facts.procedure is Procedure.TRAFFICKING:
        return LegalGroup.TRAFFICKING
    if facts.permit is Permit.S or facts.procedure is Procedure.TEMPORARY_PROTECTION:
        return LegalGroup.IN_NEED_OF_PROTECTION
    if facts.permit is Permit.F or facts.stage is ProcedureStage.PROVISIONAL_ADMISSION:
        return LegalGroup.PROVISIONALLY_ADMITTED
    if facts.procedure is Procedure.FOREIGNERS_LAW:
        return LegalGroup.FOREIGNERS_LAW
    if facts.stage is ProcedureStage.RECOGNISED:
        return LegalGroup.RECOGNISED_REFUGEE
    if facts.permit is Permit.N or facts.procedure in _ASYLUM:
        return LegalGroup.RECOGNISED_REFUGEE if facts.permit is Permit.B else LegalGroup.ASYLUM
    return LegalGroup.UNKNOWN


def _procedure(facts: EligibilityFacts) -> Iterator[Evidence]:
    if facts.procedure is Procedure.ASYLUM_DUBLIN:
        yield DublinOpen()
    if group(facts) is LegalGroup.IN_NEED_OF_PROTECTION:
        yield WaiverBeforePayment()
        if any(
            period.holds_on(facts.day)
            for person in facts.people
            for state in person.nationalities
            for period in facts.visa_exempt.get(state, ())
        ):
            yield HardshipOnly()


def _programme(facts: EligibilityFacts) -> Iterator[Evidence]:
    terms = facts.programme
    if terms is None:
        return
    if terms.countries and facts.destination is not None and facts.destination not in terms.countries:
        yield ProgrammeElsewhere(terms.name, facts.destination)
    if terms.application_before is None:
        return
    applied = facts.asylum_application_on
    if applied is None:
        yield ProgrammeUndated(terms.name, terms.application_before)
    elif applied < terms.application_before:
        yield ProgrammeOpen(terms.name, applied, terms.application_before)
    else:
        yield ProgrammeClosed(terms.name, applied, terms.application_before)


def _age(person: PersonFacts, today: date) -> Evidence | None:
    minor = minor_on(person, person.departure or today)
    if minor is None:
        return AgeUnclear()
    if not minor or person.birth_date is None:
        return None
    _, latest = _born_between(person.birth_date, person.birth_precision)
    return MinorAtDeparture(person.departure, _birthday(latest, FULL_AGE))


def _born_between(birth: date, precision: Precision) -> tuple[date, date]:
    """The earliest and the latest day that a birth date known so well may stand for."""
    match precision:
        case Precision.DAY:
            return birth, birth
        case Precision.MONTH:
            following = date(birth.year + birth.month // 12, birth.month % 12 + 1, 1)
            return birth.replace(day=1), following - timedelta(days=1)
        case _:
            return date(birth.year, 1, 1), date(birth.year, 12, 31)


def _birthday(birth: date, years: int) -> date:
    """The birthday in so many years; 28 February for those born on the 29th, as ``age_on`` counts."""
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:
        return date(birth.year + years, 2, 28)
