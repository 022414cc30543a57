"""The lines of the check before an application: who had aid before, how the rules seem to stand."""

from datetime import date, timedelta

from returnhelp.domain.case import DestinationKind
from returnhelp.domain.eligibility import suggest
from returnhelp.domain.eligibility_facts import EligibilityFacts, Period, PersonFacts, PriorAid
from returnhelp.domain.eligibility_rules import rules_on
from returnhelp.domain.household import MemberRole
from returnhelp.domain.lists import Sight
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.services import cases, eligibility, entitlement, trash
from returnhelp.storage.prior_aid import prior_aid_of
from tests.bench.lines import Bench, Measured, line, p95, seconds, timed


@line("search for earlier aid (p95)", target=50)
def earlier_aid(bench: Bench) -> Measured:
    keys = [bench.chance.randrange(bench.people) + 1 for _ in range(100)]
    times, everything = [], Sight(restricted_of="all")
    told: list[tuple[PriorAid, ...]] = []
    session = bench.office.reading()
    try:
        prior_aid_of(session, keys[0])
        for key in keys:
            times.append(seconds(lambda: told.append(prior_aid_of(session, key, sight=everything))))  # noqa: B023
    finally:
        session.close()
    return Measured(
        p95(times) * 1000, note=f"{sum(map(bool, told))} of {len(keys)} with aid, slowest {max(times) * 1000:.0f} ms"
    )


@line("how the rules stand, twelve people (p95)", target=5, once=True)
def rules_of_twelve(bench: Bench) -> Measured:
    facts = EligibilityFacts(
        bench.today,
        tuple(PersonFacts(one, date(2010, 1, one), nationalities=(8541, 8248)) for one in range(1, 13)),
        destination=8239,
        destination_kind=DestinationKind.THIRD,
        third_state_stay_until=date(2027, 1, 1),
        visa_exempt={8248: [Period(date(2009, 12, 19), None, "VEV")]},
    )
    return timed(lambda: [one.version for one in suggest(facts, rules_on(facts.day))], times=100)


@line("eligibility and entitlement, household of twelve", target=20)
def household_of_twelve(bench: Bench) -> Measured:
    """Both as their pages ask for them, without the search for earlier aid, whose time is told apart."""
    roles = (MemberRole.PRINCIPAL, MemberRole.SPOUSE, *[MemberRole.CHILD] * 10)
    members = tuple(
        NewMember(
            role, person={"family_name": "Twelve", "given_names": str(at), "birth_date": date(1980 + 3 * at, 5, 1)}
        )
        for at, role in enumerate(roles)
    )
    new = NewCase(
        members=members,
        household={"entry_date": date(2024, 5, 1)},
        case={"destination": 8541, "planned_departure": bench.today + timedelta(days=30)},
    )
    number = cases.open_case(bench.office, new).value
    try:
        both = timed(
            lambda: (eligibility.check(bench.office, number, search=False), entitlement.propose(bench.office, number)),
            times=40,
        )
        searched = p95([eligibility.check(bench.office, number).searched_ms for _ in range(5)])
    finally:
        trash.put_in(bench.office, "case", number)
    return Measured(both.figure, note=f"the search for all twelve besides: {searched:.0f} ms")
