"""The journey of a case as it is typed now, for the rules of the domain to look at."""

from dataclasses import fields as fields_of
from datetime import date
from typing import Any

from returnhelp.domain import sim
from returnhelp.domain.sim import OnTheWay, SimReason
from returnhelp.domain.travel import Clearance, Leg
from returnhelp.domain.travel_checks import Notice, notices
from returnhelp.gui.models.working_copy import Key, WorkingCopy


def legs(copy: WorkingCopy) -> list[Leg]:
    """The legs that are not to be taken away."""
    return [leg(copy, key) for key in copy.keys("legs") if not copy.is_removed(key)]


def leg(copy: WorkingCopy, key: Key) -> Leg:
    """One leg; what is half typed is left out."""
    return Leg(**{"position": 0} | _values(Leg, copy, key))


def clearances(copy: WorkingCopy) -> list[Clearance]:
    """What doctors said, without what is to be taken away or names nobody."""
    return [
        Clearance(**_values(Clearance, copy, key))
        for key in copy.keys("clearances")
        if not copy.is_removed(key) and copy.value(key, "person_id") is not None
    ]


def look_at(copy: WorkingCopy, case: Key, travellers: list[int]) -> list[Notice]:
    """What about the journey is to be looked at."""
    papers = {number: [copy.value(key, "expires_on") for key in _papers(copy, number)] for number in travellers}
    return notices(legs(copy), copy.value(case, "planned_departure"), papers, clearances(copy))


def sim_reasons(copy: WorkingCopy, travellers: list[int], day: date) -> dict[int, tuple[SimReason, ...]]:
    """Who of the travellers is on the list of those whose journey SIM may organise, and why."""
    needs: dict[int | None, set[str]] = {}
    for key in copy.keys("arrangements"):
        if not copy.is_removed(key):
            needs.setdefault(copy.value(key, "person_id"), set()).update(copy.value(key, "needs") or ())
    kinds: dict[int, set[Any]] = {}
    for key in copy.keys("vulnerabilities"):
        until = copy.value(key, "until")
        if not copy.is_removed(key) and (until is None or until >= day):
            kinds.setdefault(copy.value(key, "person_id"), set()).add(copy.value(key, "kind"))
    people = [
        OnTheWay(
            number,
            copy.value(("person", number), "birth_date") if ("person", number) in copy else None,
            frozenset(kinds.get(number, ())),
            frozenset(needs.get(number, set())),
        )
        for number in travellers
    ]
    return sim.reasons(people, day)


def _papers(copy: WorkingCopy, number: int) -> list[Key]:
    return [
        key
        for key in copy.keys("travel_documents", ("person", number))
        if not copy.is_removed(key) and copy.value(key, "kind") != "certificate"
    ]


def _values(kind: type, copy: WorkingCopy, key: Key) -> dict[str, Any]:
    """What is filled in of a record; the rest is as a new one begins."""
    values = {one.name: copy.value(key, one.name) for one in fields_of(kind) if one.name not in ("id", "case_id")}
    return {name: value for name, value in values.items() if value is not None}
