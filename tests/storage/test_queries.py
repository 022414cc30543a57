"""The counts of a month are what one gets by counting by hand, and they add up."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from returnhelp.domain.aid import AidComponent, AidLine, ProjectKind
from returnhelp.domain.case import Case, CaseType, DestinationKind, Permit, StepTaken, Traveller
from returnhelp.domain.contacts import Contact, ContactKind
from returnhelp.domain.counting import assemble
from returnhelp.domain.figures import DECISIONS, NONE_RECORDED, UNKNOWN, Period, Topic, age_group, days_of, money_key
from returnhelp.domain.household import Household, Member, MemberRole
from returnhelp.domain.ledger import Ledger, MoneyFacts
from returnhelp.domain.ledger_book import EntryNote, note_of
from returnhelp.domain.money import Account, LedgerAct, Payment, PaymentPlace, PaymentState
from returnhelp.domain.people import Person, Sex
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import OPEN_STEPS, Reason, Step
from returnhelp.domain.vulnerability import Vulnerability, VulnerabilityKind
from returnhelp.storage import queries, rows
from returnhelp.storage.database import Store

from .conftest import KEY, NOW

TODAY = date(2026, 3, 16)
MONTHS = [(2026, 3), (2026, 2), (2026, 1), (2025, 12), (2025, 6), (2024, 2)]
WAY = (
    Step.ENQUIRY,
    Step.COUNSELLING,
    Step.APPLICATION_SUBMITTED,
    Step.APPROVED,
    Step.TRAVEL_BOOKED,
    Step.DEPARTED,
    Step.CLOSED,
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("counts") / "Bern.returnhelp", KEY) as store:
        chance = random.Random(11)
        with store.writing() as session:
            for number in range(120):
                _case(session, chance, number)
            session.flush()
            rows.rebuild(session)
            session.commit()
        yield store


def _case(session: Session, chance: random.Random, number: int) -> None:
    people = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        person = Person(
            f"Name {number}",
            birth_date=chance.choice((None, date(1990, 5, 5), date(2012, 2, 29), date(1950, 1, 1))),
            sex=chance.choice(list(Sex)),
            canton=chance.choice((None, None, "GE")),
        )
        person.set_nationalities(chance.choice(([], [8512], [8239, 8512])))
        people.append(person)
    session.add_all(people)
    session.flush()
    home = Household(canton=chance.choice((None, "BE")))
    home.members = [Member(one.id, MemberRole.OTHER) for one in people]
    session.add(home)
    session.flush()
    opened = date(2023, 11, 1) + timedelta(days=chance.randrange(860))
    reach = chance.randint(1, len(WAY))
    days = sorted(min(TODAY, opened + timedelta(days=chance.randrange(200))) for _ in range(reach))
    case = Case(
        home.id,
        number=f"2026-{number:04}",
        opened_on=days[0],
        kind=chance.choice((CaseType.VOLUNTARY_RETURN, CaseType.MEDICAL_RETURN)),
        canton=chance.choice((None, "ZH")),
        permit=chance.choice((Permit.N, Permit.UNKNOWN)),
        destination_kind=chance.choice(list(DestinationKind)),
        restricted=chance.random() < 0.2,
        step=WAY[reach - 1],
        step_since=days[-1],
        deleted_at=NOW if number % 25 == 0 else None,
    )
    before = None
    for step, day in zip(WAY, days, strict=False):
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        taken = StepTaken(before, step, day, at, 1)
        case.steps.append(taken)
        before = step
        if step in DECISIONS and chance.random() < 0.1:
            taken.taken_back_at = at
    left = next((day for step, day in zip(WAY, days, strict=False) if step is Step.DEPARTED), None)
    case.travellers = [
        Traveller(one.id, permit=chance.choice((None, Permit.F)), departed_on=left if chance.random() < 0.9 else None)
        for one in people
    ]
    for one in people:
        if chance.random() < 0.3:
            kinds = chance.sample(list(VulnerabilityKind), chance.randint(1, 2))
            case.vulnerabilities += [Vulnerability(one.id, kind, since=days[0]) for kind in kinds]
    for _ in range(chance.randrange(4)):
        day = min(TODAY, opened + timedelta(days=chance.randrange(100)))
        kind = chance.choice((ContactKind.COUNSELLING, ContactKind.PHONE))
        case.contacts.append(Contact(kind, day, person_id=chance.choice((None, people[0].id))))
    moved: list[date | None] = []
    for component in chance.sample((AidComponent.BASIC, AidComponent.IN_KIND), chance.randrange(3)):
        day = chance.choice((None, days[-1]))
        project = ProjectKind.HOUSING if component is AidComponent.IN_KIND else None
        case.aid.append(AidLine(component, project=project, requested=100_00))
        moved.append(day)
    session.add(case)
    session.flush()
    ledger = Ledger(case.aid, case.payments, case.ledger)
    for line, day in zip(case.aid, moved, strict=True):
        if chance.random() < 0.5:
            ledger.opening(line, 100_00, day, 50_00, day, "CHF", by=1, at=NOW)
            if day is not None and chance.random() < 0.4:
                _pay(session, chance, ledger, line, days[-1])
        else:
            if chance.random() < 0.2:  # taken back, so that it counts no more
                ledger.opening(line, 30_00, days[0], 20_00, days[0], "CHF", by=1, at=NOW)
                ledger.take_back_decision(line, "a slip", TODAY, facts=MoneyFacts(TODAY), by=1, at=NOW)
            _pay(session, chance, ledger, line, days[-1])


def _pay(session: Session, chance: random.Random, ledger: Ledger, line: AidLine, decided: date) -> None:
    """Decided, paid in up to three instalments on days of their own; some made void, some asked back."""
    facts = MoneyFacts(today=TODAY)
    if line.decided is None:
        ledger.decide(line, 100_00, decided, facts=facts, by=1, at=NOW)
    on = decided
    for number in range(chance.randrange(4)):
        assert line.id is not None
        payment = Payment(line.id, 10_00 + number, number=ledger.next_number(line), place=PaymentPlace.AIRPORT_ZURICH)
        ledger.plan(line, payment, facts=facts, by=1)
        session.flush()
        ledger.approve(payment, facts=facts, roles=frozenset({Role.CASEWORKER}), by=1, at=NOW, on=decided)
        on = min(TODAY, on + timedelta(days=chance.randrange(40)))
        ledger.pay(payment, on, facts=facts, by=1, at=NOW, receipt_number="R", signed_on=on)
        ledger.show(payment, "a voucher", on, facts=facts)
        if chance.random() < 0.2:
            ledger.void(payment, "a slip", TODAY, facts=facts, by=1, at=NOW)
        elif chance.random() < 0.2:
            ledger.reclaim(payment, 5_00, Reason.RE_ENTRY, TODAY, facts=facts, by=1, at=NOW)


def by_hand(session: Session, year: int, month: int) -> dict[str, Any]:
    """Everything again, from the records one by one."""
    found: dict[str, Any] = {
        name: {period: Counter() for period in Period}
        for name in (*(topic.value for topic in Topic), "decided", "paid")
    }
    plain: dict[str, Counter[Period]] = {name: Counter() for name in ("persons", "cases", "sessions", "applications")}
    people: dict[Period, set[int]] = {period: set() for period in Period}
    lead: dict[Period, list[int]] = {period: [] for period in Period}
    for case in session.scalars(select(Case).where(Case.deleted_at.is_(None))):  # type: ignore[union-attr]
        home = session.get(Household, case.household_id)
        assert home is not None
        talks = [one for one in case.contacts if one.kind is ContactKind.COUNSELLING]
        for period in Period:
            first, last = days_of(period, year, month)
            gone = [one for one in case.travellers if one.departed_on and first <= one.departed_on <= last]
            plain["persons"][period] += len(gone)
            plain["cases"][period] += bool(gone)
            for one in gone:
                person = session.get(Person, one.person_id)
                assert person is not None
                assert one.departed_on is not None
                count = {
                    Topic.NATIONALITY: person.nationality or UNKNOWN,
                    Topic.CANTON: one.canton or case.canton or person.canton or home.canton or UNKNOWN,
                    Topic.SEX: person.sex.value,
                    Topic.AGE_GROUP: age_group(person.birth_date, one.departed_on),
                    Topic.PERMIT: (one.permit or case.permit).value,
                    Topic.CASE_TYPE: case.kind.value,
                    Topic.DESTINATION_KIND: case.destination_kind.value,
                }
                for topic, key in count.items():
                    found[topic.value][period][key] += 1
                kinds = {ill.kind.value for ill in case.vulnerabilities if ill.person_id == person.id}
                for kind in kinds or {NONE_RECORDED}:
                    found["vulnerability"][period][kind] += 1
            if gone and talks:
                day = min(one.departed_on for one in gone if one.departed_on)
                days = (day - min(one.happened_on for one in talks)).days
                if days >= 0:
                    lead[period].append(days)
            for talk in talks:
                if first <= talk.happened_on <= last:
                    plain["sessions"][period] += 1
                    people[period] |= {talk.person_id} if talk.person_id else {one.person_id for one in case.travellers}
            for taken in case.standing:
                if first <= taken.effective_on <= last:
                    plain["applications"][period] += taken.step is Step.APPLICATION_SUBMITTED
                    if taken.step in DECISIONS:
                        found["decisions"][period][taken.step.value] += 1
            for one in case.aid:
                key = money_key(one.component, one.project)
                if one.decided is not None and one.decided_on and first <= one.decided_on <= last:
                    found["decided"][period][key] += one.decided
                for paid, day in _paid_out(case, one):
                    if first <= day <= last:
                        found["paid"][period][key] += paid
    return found | plain | {"counselled": {one: len(some) for one, some in people.items()}, "lead": lead}


def _paid_out(case: Case, line: AidLine) -> Iterator[tuple[int, date]]:
    """Each payment of a line that stands, with its day."""
    for payment in case.payments:
        if payment.line_id == line.id and payment.state is PaymentState.PAID and payment.paid_on:
            yield payment.charged, payment.paid_on
    if any(
        entry.line_id == line.id and entry.act is LedgerAct.VOIDING and not entry.payment_id for entry in case.ledger
    ):
        return
    for entry in case.ledger:
        opened = entry.line_id == line.id and entry.act is LedgerAct.OPENING and entry.target is Account.PAID
        if opened and note_of(entry) is not EntryNote.DAY_UNKNOWN:
            yield entry.amount, entry.happened_on


def _nonzero(counts: Any) -> dict[Any, int]:
    return {key: number for key, number in dict(counts).items() if number}


@pytest.mark.parametrize(("year", "month"), MONTHS)
def test_every_count_is_the_one_made_by_hand(filled: Store, year: int, month: int) -> None:
    with filled.reading() as session:
        counts = queries.month_counts(session, year, month, TODAY, closed=False)
        hand = by_hand(session, year, month)
        for period in Period:
            for name in ("persons", "cases", "sessions", "applications", "counselled"):
                assert getattr(counts, name).get(period, 0) == hand[name][period], (name, period)
            for topic in counts.departed:
                assert _nonzero(counts.departed[topic][period]) == _nonzero(hand[topic.value][period]), (topic, period)
            assert _nonzero(counts.decisions[period]) == _nonzero(hand["decisions"][period])
            assert counts.decisions_total[period] == sum(hand["decisions"][period].values())
            for name in ("decided", "paid"):
                francs = getattr(counts, name).get("CHF", {}).get(period, {})
                assert _nonzero(francs) == _nonzero(hand[name][period]), (name, period)
            assert sorted(counts.lead_days[period]) == sorted(hand["lead"][period])
        assemble(counts).check()


@pytest.mark.parametrize(("year", "month"), MONTHS)
def test_open_cases_stand_where_they_stood_that_evening(filled: Store, year: int, month: int) -> None:
    with filled.reading() as session:
        counts = queries.month_counts(session, year, month, TODAY, closed=False)
        stood: dict[str, list[date]] = {}
        for case in session.scalars(select(Case).where(Case.deleted_at.is_(None))):  # type: ignore[union-attr]
            until = [taken for taken in case.standing if taken.effective_on <= counts.as_of]
            if until and until[-1].step in OPEN_STEPS:
                stood.setdefault(until[-1].step.value, []).append(until[-1].effective_on)
        expected = {step: (len(days), (counts.as_of - min(days)).days) for step, days in stood.items()}
    assert counts.open_cases == expected
    assert counts.open_total == sum(number for number, _ in expected.values())


def test_departures_by_month_follow_each_other(filled: Store) -> None:
    with filled.reading() as session:
        months = [queries.month_counts(session, 2025, month, TODAY, closed=False) for month in range(1, 13)]
    for earlier, later in pairwise(months):
        assert later.persons[Period.YEAR_TO_DATE] - earlier.persons[Period.YEAR_TO_DATE] == later.persons[Period.MONTH]
    assert (
        sum(months[-1].by_month[2025, month] for month in range(1, 13) if (2025, month) in months[-1].by_month)
        == (months[-1].persons[Period.YEAR_TO_DATE])
    )


def test_in_an_office_without_records_nothing_is_recorded_rather_than_nought(store: Store) -> None:
    with store.reading() as session:
        counts = queries.month_counts(session, 2026, 2, TODAY, closed=False)
    assert counts.recorded_since == {}
    figures = assemble(counts)
    assert figures.persons.month is None
    assert figures.open_total is None
