"""The lines of the ledger of a case."""

from datetime import timedelta

from returnhelp.domain.aid import AidComponent, AidLine
from returnhelp.domain.case import Case
from returnhelp.domain.ledger import Ledger, MoneyFacts
from returnhelp.domain.money import Payment
from returnhelp.domain.roles import Role
from returnhelp.services import money
from tests.bench.lines import Bench, Measured, line, timed

ENTRIES = 200


@line("ledger of a case with 200 entries (p95)", target=50, once=True)
def ledger_of_a_case(bench: Bench) -> Measured:
    office, number = bench.office, 7
    with office.work("bench.money") as unit:
        case = unit.get(Case, number)
        ledger = Ledger(case.aid, case.payments, case.ledger)
        decided = bench.today - timedelta(days=90)
        facts = MoneyFacts(bench.today)
        while len(case.ledger) < ENTRIES:
            asked = AidLine(AidComponent.DOCUMENTS, requested=900_000)
            case.aid.append(asked)
            unit.session.flush()
            assert asked.id is not None
            ledger.decide(asked, 900_000, decided, facts=facts, by=1, at=unit.now)
            for place in range(min(12, (ENTRIES - len(case.ledger)) // 2)):
                payment = Payment(asked.id, 10_000, number=place + 1)
                ledger.plan(asked, payment, facts=facts, by=1)
                unit.session.flush()
                ledger.approve(payment, facts=facts, roles=frozenset({Role.CASEWORKER}), by=1, at=unit.now, on=decided)
                ledger.pay(payment, decided, facts=facts, by=1, at=unit.now, receipt_number="R", signed_on=decided)
        unit.commit()
    found = timed(lambda: money.book(office, number))
    return Measured(found.figure, note=f"{len(money.book(office, number).statement)} entries")
