"""A ledger and somebody who works at it, for the tests of its acts."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from returnhelp.domain.aid import AidComponent, AidLine
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.domain.ledger import Ledger, MoneyFacts
from returnhelp.domain.money import Payment
from returnhelp.domain.roles import Role
from returnhelp.i18n import messages

APPLIED = date(2026, 1, 20)
DECIDED = date(2026, 2, 2)
LEFT = date(2026, 3, 10)
TODAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, BEN, CLARA = 1, 2, 3
FACTS = MoneyFacts(today=TODAY, departed_on={11: LEFT, 12: LEFT}, born_on={11: date(1990, 5, 1)})
CASEWORK = frozenset({Role.CASEWORKER})


def held(*lists: list[Any]) -> list[list[dict[str, Any]]]:
    """What every record of these lists holds in its fields, to be compared later."""
    return [
        [{one.name: getattr(kept, one.name) for one in dataclasses.fields(kept)} for kept in some] for some in lists
    ]


class Office:
    """A ledger with somebody who works at it: each act with the usual facts, and saved at once."""

    def __init__(self, *lines: AidLine, facts: MoneyFacts = FACTS) -> None:
        self.facts = facts
        self.lines = list(lines)
        self.payments: list[Payment] = []
        self.entries: list[Any] = []
        self.ledger = Ledger(self.lines, self.payments, self.entries)
        for number, line in enumerate(self.lines, start=1):
            line.id = number

    def do(self, act: str, *given: Any, by: int = ANNA, **more: Any) -> Any:
        timed = {} if act in ("plan", "change", "show") else {"at": NOW}
        signed = {} if act == "show" else {"by": by}
        return getattr(self.ledger, act)(*given, **signed, **timed, **({"facts": self.facts} | more))

    def plan(self, line: AidLine, amount: int, by: int = ANNA, **given: Any) -> Payment:
        assert line.id is not None
        number = given.pop("number", self.ledger.next_number(line))
        payment = Payment(line.id, amount, number=number, **({"currency": line.currency} | given))
        self.do("plan", line, payment, by=by)
        payment.id = 100 + len(self.payments)
        return payment

    def approve(self, payment: Payment, by: int = ANNA, on: date | None = DECIDED, **more: Any) -> Any:
        return self.do("approve", payment, by=by, roles=CASEWORK, on=on, **more)

    def approved(self, line: AidLine, amount: int, **fields: Any) -> Payment:
        payment = self.plan(line, amount, **fields)
        self.approve(payment)
        return payment

    def paid(self, line: AidLine, amount: int, on: date = LEFT, **fields: Any) -> Payment:
        payment = self.approved(line, amount, **fields)
        self.do("pay", payment, on, receipt_number="R-1", signed_on=on)
        return payment

    def refused(self, kind: type[ReturnHelpError], act: Callable[[], object], **facts: Any) -> None:
        """The act is refused with these facts and a sentence, and nothing has moved."""
        before = held(self.lines, self.payments, self.entries)
        with pytest.raises(kind) as refusal:
            act()
        for name, value in facts.items():
            assert refusal.value.given[name] == value
        assert messages.sentence(refusal.value, "en").count(".") > 1
        assert held(self.lines, self.payments, self.entries) == before
        assert self.ledger.verify() == ()


def line(component: AidComponent = AidComponent.IN_KIND, person: int | None = 11, **fields: Any) -> AidLine:
    return AidLine(component, person, requested=fields.pop("requested", 300_000), requested_on=APPLIED, **fields)


def granted(*lines: AidLine, amount: int = 300_000, facts: MoneyFacts = FACTS) -> Office:
    office = Office(*lines, facts=facts)
    for one in lines:
        office.do("decide", one, amount, DECIDED, reference="SEM-4711")
    return office
