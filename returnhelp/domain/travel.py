"""The journey as it is kept: legs, escorts, what somebody needs on the way, and who was found fit to travel."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class BookedBy(StrEnum):
    """Who booked a leg (SEM's airport service, or IOM under the agreement SwissREPAT-IOM Movements)."""

    SWISSREPAT = "swissrepat"
    IOM_SIM = "iom_sim"
    COUNSELLING_OFFICE = "counselling_office"
    TRAVELLER = "traveller"
    OTHER = "other"


class LegMode(StrEnum):
    FLIGHT = "flight"
    TRAIN = "train"
    ROAD = "road"
    FERRY = "ferry"


class LegOutcome(StrEnum):
    """How a leg went; nothing yet is PLANNED."""

    PLANNED = "planned"
    BOOKED = "booked"
    TRAVELLED = "travelled"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class EscortKind(StrEnum):
    """Escorts that help; a police escort is no business of this program (AIG Art. 109g)."""

    SOCIAL = "social"
    MEDICAL = "medical"
    OPERATIONAL = "operational"


class SpecialNeed(StrEnum):
    """What somebody needs on the way, as a carrier books it."""

    WHEELCHAIR_RAMP = "wheelchair_ramp"
    WHEELCHAIR_STEPS = "wheelchair_steps"
    WHEELCHAIR_CABIN = "wheelchair_cabin"
    STRETCHER = "stretcher"
    OXYGEN = "oxygen"
    MEDICINES = "medicines"
    MEAL = "meal"
    BASSINET = "bassinet"
    UNACCOMPANIED_MINOR_SERVICE = "unaccompanied_minor_service"
    INTERPRETER = "interpreter"
    HEARING = "hearing"
    SIGHT = "sight"


class Help(StrEnum):
    """Where somebody is met and helped."""

    HOME_TO_AIRPORT = "home_to_airport"
    DEPARTURE = "departure"
    TRANSIT = "transit"
    ARRIVAL = "arrival"
    ONWARD = "onward"
    ACCOMMODATION = "accommodation"


@dataclass(eq=False)
class Leg:
    """One leg of the household's journey; times are local, as the ticket has them ("HH:MM")."""

    position: int
    mode: LegMode = LegMode.FLIGHT
    carrier: str = ""
    number: str = ""
    from_place: str = ""
    to_place: str = ""
    departs_on: date | None = None
    departs_at: str = ""
    arrives_on: date | None = None
    arrives_at: str = ""
    booked_by: BookedBy = BookedBy.SWISSREPAT
    booking_reference: str = ""
    booked_on: date | None = None
    outcome: LegOutcome = LegOutcome.PLANNED
    cancellation_cost: int | None = None
    note: str = ""
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class Escort:
    kind: EscortKind
    person_id: int | None = None
    name: str = ""
    organisation: str = ""
    from_place: str = ""
    to_place: str = ""
    ordered_on: date | None = None
    confirmed_on: date | None = None
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class Arrangement:
    """What one traveller (None = everybody) needs on the way: help, special needs, baggage in pieces and kilograms."""

    person_id: int | None = None
    helps: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    baggage_pieces: int | None = None
    baggage_kilograms: int | None = None
    final_destination: str = ""
    met_by: str = ""
    met_by_phone: str = ""
    carrier_told_on: date | None = None
    mission_told_on: date | None = None
    note: str = ""
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class Clearance:
    """What a doctor said of one person's journey; the diagnosis is sealed apart and never here."""

    person_id: int
    asked_on: date | None = None
    examined_on: date | None = None
    result: str = ""
    valid_until: date | None = None
    doctor: str = ""
    conditions: str = ""
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class PaperRequest:
    """A travel document, visa or certificate being procured, with its cost in centimes of francs."""

    kind: str
    person_id: int | None = None
    authority: str = ""
    requested_on: date | None = None
    received_on: date | None = None
    cost: int | None = None
    note: str = ""
    id: int | None = None
    case_id: int | None = None


class PaperKind(StrEnum):
    """What has to be procured before a journey (AsylV 2 Art. 57)."""

    PASSPORT = "passport"
    LAISSEZ_PASSER = "laissez_passer"
    SUBSTITUTE = "substitute"
    SWISS_TRAVEL_DOCUMENT = "swiss_travel_document"
    ENTRY_VISA = "entry_visa"
    TRANSIT_VISA = "transit_visa"
    EXIT_VISA = "exit_visa"
    BIRTH_CERTIFICATE = "birth_certificate"
    MARRIAGE_CERTIFICATE = "marriage_certificate"
    OTHER = "other"
