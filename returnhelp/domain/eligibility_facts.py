"""What the rules of eligibility look at, given in from the case, the people and the office's lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import DestinationKind, Permit, Procedure, ProcedureStage
from returnhelp.domain.people import NationalityStatus, Precision

RETURN_AID = frozenset({AidComponent.BASIC, AidComponent.IN_KIND, AidComponent.IN_KIND_RAISED, AidComponent.MEDICAL})
"""What is return aid (AsylV 2 Art. 74, 75); travel and exit money, baggage and papers are not (Art. 54-61, 74a(2))."""

PROGRAMME_AID = frozenset({AidComponent.POST_ARRIVAL, AidComponent.POST_RETURN})
"""Aid of the EU Reintegration Programme; no text says whether it counts as aid received."""


class Certainty(StrEnum):
    """How sure it is that earlier aid went to the same person."""

    SAME_PERSON = "same_person"
    PERHAPS = "perhaps"
    RESTRICTED_MAY_MATCH = "restricted_may_match"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included; None is open. ``source`` says where the office has it from."""

    first: date | None = None
    last: date | None = None
    source: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


StateList = Mapping[int, Sequence[Period]]
"""A list of states that the office keeps: for each BFS number when the state was on it."""


@dataclass(frozen=True, slots=True)
class PriorAid:
    """Aid that somebody who is, or may be, our ``person_id`` got or was granted in an earlier case.

    ``received`` was paid, ``decided`` not yet. Aid of another European state is ``abroad``, its state (BFS number)
    None when it is not known. Of a restricted record no more is given than that it may match.
    """

    person_id: int
    certainty: Certainty
    case_id: int | None = None
    case_number: str = ""
    day: date | None = None
    received: tuple[AidComponent, ...] = ()
    decided: tuple[AidComponent, ...] = ()
    abroad: bool = False
    country: int | None = None
    in_trash: bool = False


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person who travels; a ``destination`` of their own goes before that of the case."""

    person_id: int
    birth_date: date | None = None
    birth_precision: Precision = Precision.DAY
    nationalities: tuple[int, ...] = ()
    nationality_status: NationalityStatus = NationalityStatus.KNOWN
    destination: int | None = None
    planned_departure: date | None = None
    departed_on: date | None = None
    has_document: bool = False
    document_valid_until: date | None = None
    """The last day of the travel document that is valid longest; None while it has no end or there is none."""

    @property
    def departure(self) -> date | None:
        """The day of the departure, made or planned."""
        return self.departed_on or self.planned_departure


@dataclass(frozen=True, slots=True)
class ProgrammeTerms:
    """For whom a country programme is: asylum applications before a day, and these states; empty is all."""

    name: str
    application_before: date | None = None
    countries: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class EligibilityFacts:
    """A case on the day whose law decides: that of the decision, before it that of the application or today.

    ``visa_exempt`` and ``excluded`` (by the EJPD) are the office's lists; ``excluded`` None: it keeps none.
    """

    day: date
    people: tuple[PersonFacts, ...] = ()
    destination: int | None = None
    destination_kind: DestinationKind = DestinationKind.UNKNOWN
    third_state_stay_until: date | None = None
    third_state_permanent: bool = False
    visa_exempt: StateList = field(default_factory=dict)
    excluded: StateList | None = None
    prior_aid: tuple[PriorAid, ...] = ()
    departure_deadline: date | None = None
    repayment_explained_on: date | None = None
    permit: Permit = Permit.UNKNOWN
    procedure: Procedure = Procedure.UNKNOWN
    stage: ProcedureStage = ProcedureStage.UNKNOWN
    asylum_application_on: date | None = None
    programme: ProgrammeTerms | None = None
