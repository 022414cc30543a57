"""On what a suggestion rests: each finding a fact of its own, worded where it is shown."""

import hashlib
from dataclasses import Field, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from returnhelp.domain.aid import AidComponent

# None of them holds the day on which it was found: the same facts must give the same evidence tomorrow.


class OfficeList(StrEnum):
    """The lists of states that the rules ask for and the office keeps."""

    VISA_EXEMPT = "visa_exempt"
    EXCLUDED = "excluded"


class AidTrace(StrEnum):
    """What earlier aid means for the rule that it is given once (AsylV 2 Art. 62(4))."""

    RECEIVED = "received"
    DECIDED = "decided"
    PERHAPS = "perhaps"
    IN_TRASH = "in_trash"
    ONLY_TRAVEL = "only_travel"
    PROGRAMME = "programme"
    ABROAD = "abroad"
    ABROAD_PERHAPS = "abroad_perhaps"
    ABROAD_NOT_COUNTED = "abroad_not_counted"


class LegalGroup(StrEnum):
    """As whom somebody may get return aid (AsylV 2 Art. 63, AIG Art. 60(2))."""

    ASYLUM = "asylum"
    PROVISIONALLY_ADMITTED = "provisionally_admitted"
    RECOGNISED_REFUGEE = "recognised_refugee"
    IN_NEED_OF_PROTECTION = "in_need_of_protection"
    TRAFFICKING = "trafficking"
    FOREIGNERS_LAW = "foreigners_law"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SemJudges:
    """SEM alone judges; the office records the reference of its decision and nothing else."""


@dataclass(frozen=True, slots=True)
class ListMissing:
    """The office's list has nothing for the day, so it says nothing."""

    which: OfficeList


@dataclass(frozen=True, slots=True)
class StateExempt:
    state: int
    since: date | None
    source: str


@dataclass(frozen=True, slots=True)
class StateNotExempt:
    """The list speaks for the day and does not have the state."""

    state: int


@dataclass(frozen=True, slots=True)
class OneOfSeveral:
    """Of several nationalities some are visa-exempt: to be asked of SEM."""

    exempt: tuple[int, ...]
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EuropeanNotListed:
    """An EU or EFTA state that the office's list of visa-exempt states does not have: the list may have a gap."""

    state: int


@dataclass(frozen=True, slots=True)
class StateNamed:
    """The text before 1.3.2019 names the state; ``group`` is EU, EFTA or the state itself."""

    state: int
    group: str


@dataclass(frozen=True, slots=True)
class StateNotNamed:
    state: int


@dataclass(frozen=True, slots=True)
class ExemptBesidesNamed:
    """Not named by the text before 1.3.2019, but visa-exempt on the day: whether that excluded too is not verified."""

    state: int
    since: date | None
    source: str


@dataclass(frozen=True, slots=True)
class StateExcluded:
    """On the office's list of countries excluded by the EJPD."""

    state: int
    since: date | None
    source: str


@dataclass(frozen=True, slots=True)
class StateNotExcluded:
    state: int


@dataclass(frozen=True, slots=True)
class NationalityUnknown:
    pass


@dataclass(frozen=True, slots=True)
class Stateless:
    pass


@dataclass(frozen=True, slots=True)
class DestinationUnknown:
    pass


@dataclass(frozen=True, slots=True)
class DestinationKindUnclear:
    """Whether the state is home, origin or a third one is not said."""

    state: int


@dataclass(frozen=True, slots=True)
class NotOnward:
    """The journey goes home or to where they lived, so it is no moving on to a third state."""

    state: int


@dataclass(frozen=True, slots=True)
class StayLongEnough:
    until: date
    needed: date


@dataclass(frozen=True, slots=True)
class StayTooShort:
    """May stay until ``until``; ``needed`` is the day it takes, so many full months or days later."""

    until: date
    needed: date
    months: int
    days: int


@dataclass(frozen=True, slots=True)
class StayUndated:
    """May stay until then, and from which day it counts is open while no departure is planned."""

    until: date


@dataclass(frozen=True, slots=True)
class StayNotPermanent:
    until: date


@dataclass(frozen=True, slots=True)
class StayPermanent:
    pass


@dataclass(frozen=True, slots=True)
class StayUnknown:
    pass


@dataclass(frozen=True, slots=True)
class AidFound:
    how: AidTrace
    day: date | None
    case_number: str
    country: int | None
    components: tuple[AidComponent, ...]


@dataclass(frozen=True, slots=True)
class RestrictedMayMatch:
    """A record that the reader may not see may be about the same person."""


@dataclass(frozen=True, slots=True)
class NothingFoundHere:
    """The office's own records have no earlier aid; what others paid does not stand in them."""


@dataclass(frozen=True, slots=True)
class DocumentsThere:
    """Everybody has a travel document that is valid on the day of departure."""

    departure: date


@dataclass(frozen=True, slots=True)
class DocumentsMissing:
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentsExpired:
    """These have one that is no longer valid on their day of departure."""

    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DepartureNotPlanned:
    pass


@dataclass(frozen=True, slots=True)
class DeadlineKept:
    departure: date
    deadline: date


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    """The departure is planned so many days after the deadline; why is to be said."""

    departure: date
    deadline: date
    days: int


@dataclass(frozen=True, slots=True)
class DeadlineUnknown:
    pass


@dataclass(frozen=True, slots=True)
class RepaymentExplained:
    on: date


@dataclass(frozen=True, slots=True)
class RepaymentToExplain:
    pass


@dataclass(frozen=True, slots=True)
class BackAfterAid:
    """Aid was paid and the person is in Switzerland again: SEM may ask it back (AsylV 2 Art. 62(5))."""

    person_id: int
    day: date | None
    case_number: str


# --- informational lines, about no rule ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MinorAtDeparture:
    """Under 18 on the day of departure (AsylV 1 Art. 1a let. d), or today while none is planned."""

    departure: date | None
    adult_on: date


@dataclass(frozen=True, slots=True)
class AgeUnclear:
    """The birth date is missing, or not known well enough to tell whether they are minor at departure."""


@dataclass(frozen=True, slots=True)
class Basis:
    group: LegalGroup


@dataclass(frozen=True, slots=True)
class DublinOpen:
    """No article of AsylV 2 bars Dublin cases; whether the directive does is the office's to know."""


@dataclass(frozen=True, slots=True)
class HardshipOnly:
    """Status S and a visa-exempt nationality: aid case by case, by exception (AsylV 2 Art. 76a(2))."""


@dataclass(frozen=True, slots=True)
class WaiverBeforePayment:
    """Status S ends by the waiver, which is signed before anything is paid (AsylG Art. 79)."""


@dataclass(frozen=True, slots=True)
class ProgrammeOpen:
    programme: str
    applied: date
    before: date


@dataclass(frozen=True, slots=True)
class ProgrammeClosed:
    """The asylum application came on or after the programme's cut-off day."""

    programme: str
    applied: date
    before: date


@dataclass(frozen=True, slots=True)
class ProgrammeUndated:
    programme: str
    before: date


@dataclass(frozen=True, slots=True)
class ProgrammeElsewhere:
    """The programme is not for the destination."""

    programme: str
    state: int


Evidence = (
    SemJudges | ListMissing | StateExempt | StateNotExempt | OneOfSeveral | EuropeanNotListed | StateNamed
    | StateNotNamed | ExemptBesidesNamed | StateExcluded | StateNotExcluded | NationalityUnknown | Stateless
    | DestinationUnknown | DestinationKindUnclear | NotOnward | StayLongEnough | StayTooShort | StayUndated
    | StayNotPermanent | StayPermanent | StayUnknown | AidFound | RestrictedMayMatch | NothingFoundHere
    | DocumentsThere | DocumentsMissing | DocumentsExpired | DepartureNotPlanned | DeadlineKept | DeadlinePassed
    | DeadlineUnknown | RepaymentExplained | RepaymentToExplain | BackAfterAid
    | MinorAtDeparture | AgeUnclear | Basis | DublinOpen | HardshipOnly | WaiverBeforePayment
    | ProgrammeOpen | ProgrammeClosed | ProgrammeUndated | ProgrammeElsewhere
)  # fmt: skip


def fingerprint(evidence: tuple[Evidence, ...]) -> str:
    """Twelve signs that change when any of these facts does, and stay the same from day to day and run to run.

    Where a list has its entries from is no fact about the person and changes nothing.
    """
    written = "\n".join(
        f"{type(one).__name__}({', '.join(_plain(getattr(one, one_of.name)) for one_of in _facts(one))})"
        for one in evidence
    )
    return hashlib.blake2b(written.encode(), digest_size=6).hexdigest()


def _facts(evidence: Evidence) -> list[Field[Any]]:
    return [one for one in fields(evidence) if one.name != "source"]


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "+".join(map(_plain, value))
    return str(value)
