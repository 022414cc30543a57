"""What the rules of the ledger look at outside of it, read from the case, other cases and the office's settings."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from returnhelp.domain import entitlement_ceilings, entitlement_claim
from returnhelp.domain.aid import AidComponent, AidLine
from returnhelp.domain.case import Case, CaseType, Permit
from returnhelp.domain.law import law
from returnhelp.domain.ledger import MoneyFacts
from returnhelp.services import entitlement, preferences, rules
from returnhelp.services.office import Look, Office, Work
from returnhelp.storage import money as stored
from returnhelp.storage import repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session

_RATES = {"EUR": "eur_in_francs", "USD": "usd_in_francs"}
_NEVER_BOTH = (AidComponent.EXIT_MONEY, AidComponent.TRAVEL_MONEY_DETENTION)


def facts(session: "Session", office: Office, case: Case) -> MoneyFacts:
    """What is known of a case today; its travellers are looked for in other cases where a rule asks for it."""
    assert case.id is not None
    ids = [one.person_id for one in case.travellers]
    concerned = {line.person_id for line in case.aid if line.person_id is not None}
    people = repositories.people(session, {*ids, *concerned})
    elsewhere = (
        stored.granted_elsewhere(session, case.id, {*ids, *concerned}, _NEVER_BOTH)
        if any(line.component in _NEVER_BOTH for line in case.aid)
        else {}
    )
    rates = {currency: str(preferences.value(session, name)) for currency, name in _RATES.items()}
    return MoneyFacts(
        today=office.today(),
        departed_on={one.person_id: one.departed_on for one in case.travellers},
        born_on={number: one.birth_date for number, one in people.items() if one.birth_date is not None},
        status_s=case.kind is CaseType.STATUS_S_RETURN or case.permit is Permit.S,
        waiver_signed_on=case.waiver_signed_on,
        four_eyes_limit=four_eyes_limit(session),
        francs={currency: rate for currency, rate in rates.items() if rate},
        exit_money_elsewhere=elsewhere.get(AidComponent.EXIT_MONEY, frozenset()),
        detention_money_elsewhere=elsewhere.get(AidComponent.TRAVEL_MONEY_DETENTION, frozenset()),
    )


def four_eyes_limit(session: "Session") -> int:
    """The office's limit in centimes of francs; above it two people approve."""
    return int(preferences.value(session, "four_eyes_limit")) * 100


# --- the ceilings of the law ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Room:
    """The most that the law lets SEM decide under one ceiling, and what was decided for others under the same one.

    Centimes of the line's currency; ``ceiling`` None: no text of law sets one.
    """

    ceiling: int | None = None
    family: int = 0

    @property
    def left(self) -> int | None:
        return None if self.ceiling is None else self.ceiling - self.family


class Ceilings:
    """The binding ceilings of a case on the day of a decision (AsylV 2 Art. 59a, 59abis, 74)."""

    def __init__(self, look: Look | Work, case: Case, on: date) -> None:
        self._case = case
        self._tables = rules.tables(look)
        self._claim = replace(entitlement.claim(look, case, self._tables), decided_on=on)

    def room(self, line: AidLine) -> Room:
        """The narrowest ceiling over a line: that of its person, or the one that the family or the case shares."""
        found = entitlement_ceilings.ceiling(line.component, self._claim, law(), self._tables)
        if found is None or not found.binding or found.currency != line.currency:
            return Room()
        units = {unit: entitlement_claim.ids(people) for unit, people in self._claim.units().items()}
        everybody = [one for people in units.values() for one in people]
        others = [one for one in self._case.aid if one is not line and one.component in found.components]
        if line.person_id is None:
            most = found.most(max(len(everybody), 1), max(len(units), 1))
            return Room(most, _decided(others, line.currency))
        family = next((people for people in units.values() if line.person_id in people), (line.person_id,))
        own = [one for one in others if one.person_id == line.person_id]
        # A line for the household is the first family's: the others have lines of their own (AsylV 1 Art. 1a let. e).
        shared = line.person_id in next(iter(units.values()), ())
        near = [one for one in others if one.person_id in family or (shared and one.person_id is None)]
        rooms = [
            Room(found.most(1), _decided(own, line.currency)),
            Room(found.most(len(family)), _decided(near, line.currency)),
        ]
        if found.per_case is not None:
            rooms.append(Room(found.per_case, _decided(others, line.currency)))
        return min(rooms, key=lambda one: math.inf if one.left is None else one.left)


def _decided(lines: Iterable[AidLine], currency: str) -> int:
    return sum(one.decided or 0 for one in lines if one.currency == currency)
