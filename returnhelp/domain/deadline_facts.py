"""What deadlines are counted from: the dates of one case, and the limits that the office sets itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from returnhelp.domain.case import Procedure
from returnhelp.domain.deadline_rules import Limit
from returnhelp.domain.reunification import Relation, ReunificationBasis
from returnhelp.domain.rif import RifCategory


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day from which a deadline is counted; ``person_id`` None = the whole household.

    ``met_on``: the day on which the deadline was met. ``until``: the day that an authority, a doctor or an
    agreement set in place of the counted one.
    """

    on: date
    person_id: int | None = None
    met_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DataRequest:
    """A request about one's own data (DSG Art. 25, DSV Art. 16-19)."""

    received_on: date
    person_id: int | None = None
    fee_announced_on: date | None = None
    fee_confirmed_on: date | None = None
    extended_to: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class RifAsked:
    """A question to the Return Information Fund."""

    category: RifCategory
    asked_on: date
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Joining:
    """A member of the family who wants to join the sponsor; ``tie_since``: marriage or birth after the right began."""

    person_id: int
    relation: Relation
    birth_date: date | None = None
    tie_since: date | None = None
    applied_on: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A monitoring visit, planned or made."""

    due_on: date | None = None
    done_on: date | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFacts:
    """The dates of one case; what is None or empty has no deadline."""

    procedure: Procedure = Procedure.UNKNOWN
    canton: str | None = None
    """The canton whose holidays count; of a federal centre or an airport the one in which it lies."""
    order_notified_on: date | None = None
    departure_set_for: date | None = None
    """The departure date that the order itself names; it goes before the counted one."""
    dublin_consent_on: date | None = None
    preparation_ended_on: date | None = None
    decided_on: date | None = None
    centre: Event | None = None
    """The stay in a federal centre: since when, ``until`` if SEM extended it, met on leaving."""
    travel_on: date | None = None
    """The planned day of travel."""
    departed_on: date | None = None
    returned_on: date | None = None
    """The day of arrival, from which what follows is counted; the day of departure where it is not known."""
    consents: tuple[Event, ...] = ()
    data_requests: tuple[DataRequest, ...] = ()
    data_received: tuple[Event, ...] = ()
    """Data of a person that others gave; met on the day the person was told."""
    travel_documents: tuple[Event, ...] = ()
    """The last day on which each document is valid."""
    clearances: tuple[Event, ...] = ()
    """The last day for which a doctor found each traveller fit."""
    third_state_stays: tuple[Event, ...] = ()
    """The last day of the right to stay in a third state."""
    waivers: tuple[Event, ...] = ()
    """Payments planned to people with status S; met on the day the waiver was signed."""
    instalments: tuple[Event, ...] = ()
    """The planned day of each instalment; met on payment."""
    visits: tuple[Visit, ...] = ()
    visit_months: tuple[int, ...] | None = None
    """When the programme wants visits, in months after return; None = as the office's own table says."""
    medical_aid: tuple[Event, ...] = ()
    """``until``: to when it was extended because a final cure is possible; met on its end."""
    eurp: Event | None = None
    """The return of a person in the EU reintegration programme; met when the support was closed."""
    plan_wanted: bool = False
    planned_on: date | None = None
    """The day the reintegration plan was agreed."""
    rif: tuple[RifAsked, ...] = ()
    reflection_periods: tuple[Event, ...] = ()
    family_basis: ReunificationBasis | None = None
    family_right_since: date | None = None
    """Entry, permit or provisional admission of the sponsor."""
    joining: tuple[Joining, ...] = ()
    referrals: tuple[Event, ...] = ()
    """Referrals sent; ``until``: the day agreed for the answer; met on the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDeadlines:
    """The limits of the office itself, which no law gives; what is None or empty is not counted."""

    consent_review: Limit | None = None
    document_beyond: Limit | None = None
    """How long beyond the day of travel a document has to be valid; none = until that day."""
    visits: tuple[int, ...] = ()
    """When visits are due, in months after return, where the programme does not say."""
    rif: Mapping[RifCategory, Limit] = field(default_factory=dict)
    referral: Limit | None = None
