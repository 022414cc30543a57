"""Where the invented people of the demo office stand: entry, permits, deadlines, journeys, visits, near to today."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from returnhelp.domain.case import Case, CentrePhase, Permit, Procedure, ProcedureStage, Route, StayStatus
from returnhelp.domain.household import Household
from returnhelp.domain.monitoring import Visit, VisitMethod, VisitOutcome
from returnhelp.domain.steps import Step
from returnhelp.domain.travel import BookedBy, Leg, LegOutcome

_IN_A_CENTRE = 140  # days (AsylG Art. 24(4))
_CENTRES = ("Bundesasylzentrum Bern", "Bundesasylzentrum Zürich", "Centre fédéral Boudry")
_UNDER_WAY = {
    "TK 1908": ("Turkish Airlines", "11:30", "IST", "16:25"),
    "LX 2814": ("SWISS", "09:40", "ZRH", "10:30"),
    "LH 1187": ("Lufthansa", "06:55", "FRA", "08:05"),
}
"""The first flight: its carrier, when it leaves, where it lands and when."""
_HOME = {
    8239: "IST", 8256: "PRN", 8265: "WAW", 8304: "ALG", 8336: "LOS", 8362: "ASM", 8424: "BOG", 8501: "KBL", 8506: "CMB",
    8508: "PEK", 8512: "EBL", 8562: "TBS",
}  # fmt: skip


def given_name(dice: random.Random, names: Sequence[str], taken: Sequence[str]) -> str:
    """A name that nobody else of the family has."""
    return dice.choice([one for one in names if one not in taken])


def settle(
    dice: random.Random,
    case: Case,
    household: Household,
    stay: tuple[Permit, Procedure, ProcedureStage],
    way: Sequence[Step],
    days: Sequence[date],
    today: date,
) -> None:
    """When the household came, what permits it had since, and by when it must leave."""
    permit, procedure, stage = stay
    begun, left = days[0], days[way.index(Step.DEPARTED)] if Step.DEPARTED in way else None
    entered = begun - timedelta(days=dice.randrange(4, 15))
    if case.route is Route.FEDERAL_CENTRE and (
        permit not in (Permit.N, Permit.NONE) or ((left or today) - entered).days > _IN_A_CENTRE
    ):
        case.route = Route.CANTON
    if case.route is Route.FEDERAL_CENTRE:
        household.centre, case.centre_phase = dice.choice(_CENTRES), dice.choice(tuple(CentrePhase))
    elif case.route is not Route.AIRPORT:
        entered = begun - timedelta(days=dice.randrange(180, 1400))
    household.entry_date = entered
    quick = case.route in (Route.FEDERAL_CENTRE, Route.AIRPORT)
    if procedure is not Procedure.TEMPORARY_PROTECTION:
        procedure = Procedure.ASYLUM_ACCELERATED if quick else Procedure.ASYLUM_EXTENDED
        case.record_stay(StayStatus(Permit.N, procedure, ProcedureStage.OPEN, since=entered))
        if permit is Permit.N:
            return
    latest = StayStatus(permit, procedure, stage, since=begun - timedelta(days=dice.randrange(1, 4)))
    if stage is ProcedureStage.FINAL_NEGATIVE:
        latest.notified_on = latest.since
        latest.departure_deadline = _deadline(dice, case, left, today)
    case.record_stay(latest)


def _deadline(dice: random.Random, case: Case, left: date | None, today: date) -> date:
    """The day that the order names: kept by those who left, in the coming weeks for the others, seldom over."""
    if left is not None:
        return left + timedelta(days=dice.randrange(1, 12))
    if dice.random() < 0.15:
        return today - timedelta(days=dice.randrange(1, 7))
    return max(today, case.planned_departure or today) + timedelta(days=dice.randrange(3, 40))


def book(case: Case, booked: date, left: date | None) -> None:
    """The legs of a journey that is booked, from the flight of the case home."""
    outcome = LegOutcome.TRAVELLED if left is not None else LegOutcome.BOOKED
    day = left or case.planned_departure
    if case.step is Step.NO_SHOW or case.step is Step.RECLAIM:
        outcome = LegOutcome.NO_SHOW
    elif case.step is Step.CANCELLED:
        outcome = LegOutcome.CANCELLED
    carrier, leaves, hub, lands = _UNDER_WAY[case.flight]
    home = _HOME.get(case.destination or 0, "")
    flights = [(case.flight, case.airport, hub, leaves, lands, 0)]
    if home not in ("", hub):
        flights.append(("", hub, home, "18:30", "05:10", 1))
    for position, (number, start, end, departs_at, arrives_at, nights) in enumerate(flights, start=1):
        arrives_on = None if day is None else day + timedelta(days=nights)
        case.legs.append(
            Leg(
                position, carrier=carrier, number=number, from_place=start, to_place=end, departs_on=day,
                departs_at=departs_at, arrives_on=arrives_on, arrives_at=arrives_at, booked_by=BookedBy.SWISSREPAT,
                booked_on=booked, outcome=outcome,
            )
        )  # fmt: skip


def visit(dice: random.Random, case: Case, way: Sequence[Step], days: Sequence[date], today: date) -> None:
    """The visit that is due, or was made."""
    if Step.MONITORING_DUE not in way:
        return
    made = days[way.index(Step.MONITORED)] if Step.MONITORED in way else None
    due = made or today + timedelta(days=dice.randrange(-3, 25))
    case.visits.append(
        Visit(
            due_on=due, done_on=made, method=dice.choice(tuple(VisitMethod)), by_whom="IOM",
            outcome=VisitOutcome.RUNNING if made else None,
        )
    )  # fmt: skip
