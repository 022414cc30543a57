"""Invented households that ask for return aid, and what an office may have entered in its tables."""

from datetime import UTC, date, datetime
from typing import Any

from returnhelp.domain.case import CentrePhase
from returnhelp.domain.entitlement_claim import Claim, Claimant
from returnhelp.domain.law import Context
from returnhelp.domain.office_tables import Entry, OfficeTable

DECIDED, DEPARTS = date(2026, 2, 1), date(2026, 3, 1)
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def people(adults: int, minors: int = 0, departs_on: date | None = DEPARTS, **also: Any) -> tuple[Claimant, ...]:
    born = [date(1985, 5, 5)] * adults + [date(2018, 5, 5)] * minors
    return tuple(Claimant(number, day, departs_on=departs_on, **also) for number, day in enumerate(born, start=1))


def a_claim(adults: int = 1, minors: int = 0, **also: Any) -> Claim:
    given: dict[str, Any] = {
        "decided_on": DECIDED,
        "context": Context.CANTON,
        "travellers": people(adults, minors),
        **also,
    }
    return Claim(**given)


def counting(table: OfficeTable, **values: Any) -> Entry:
    return Entry(
        table=table,
        values=values,
        valid_from=date(2026, 1, 1),
        source="SEM, letter of 5.1.2026",
        entered_by=1,
        entered_at=NOW,
        confirmed_by=2,
        confirmed_at=NOW,
    )


def a_step(first: int = 0, last: int | None = 21, adult: int = 800_00, in_kind: int = 2500_00) -> Entry:
    return counting(
        OfficeTable.FEDERAL_CENTRE_STEPS,
        phase="phase_1",
        days_from=first,
        days_to=last,
        adult=adult,
        minor=400_00,
        in_kind_max=in_kind,
    )


def from_centre(entered_on: date | None = DECIDED, phase: CentrePhase | None = CentrePhase.PHASE_1) -> Claim:
    return a_claim(1, 1, context=Context.FEDERAL_CENTRE, entered_on=entered_on, phase=phase, stay_until=DEPARTS)
