"""A store in a temporary folder, and a short way to put people and cases into it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from returnhelp.domain.case import Case, Traveller
from returnhelp.domain.household import Household, Member, MemberRole
from returnhelp.domain.office import User
from returnhelp.domain.people import Person
from returnhelp.storage import rows, search
from returnhelp.storage.database import Store

KEY = bytes(range(32))
TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "Bern.returnhelp", KEY) as made:
        yield made


class Filing:
    """Puts records into a store and brings the lists and the search up to date."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._number = 0

    def person(self, family_name: str = "", given_names: str = "", **given: Any) -> int:
        nationalities = given.pop("nationalities", [])
        person = Person(family_name, given_names, **given)
        person.set_nationalities(nationalities)
        return self.add(person)

    def case(self, *people: int, n_number: str = "", household: dict[str, Any] | None = None, **given: Any) -> int:
        """A case of a new household in which the first of the people is the principal; all of them travel."""
        home = Household(n_number=n_number, **(household or {}))
        for place, person in enumerate(people):
            home.members.append(Member(person, MemberRole.PRINCIPAL if place == 0 else MemberRole.CHILD))
        self._number += 1
        departed = given.pop("departed_on", None)
        defaults = {"number": f"2026-{self._number:04}", "opened_on": TODAY}
        case = Case(self.add(home), **{**defaults, **given})
        case.travellers = [Traveller(person, departed_on=departed) for person in people]
        return self.add(case)

    def user(self, name: str = "anna") -> int:
        return self.add(User(name, name.title(), ["caseworker"], [], NOW))

    def add(self, thing: Any) -> int:
        with self.store.writing() as session:
            session.add(thing)
            session.flush()
            key: int = thing.id
            self._refresh(session, thing)
            session.commit()
        return key

    def change(self, kind: type[Any], key: int, change: Callable[[Any], object]) -> None:
        with self.store.writing() as session:
            thing = session.get(kind, key)
            assert thing is not None
            change(thing)
            session.flush()
            self._refresh(session, thing)
            session.commit()

    def _refresh(self, session: Any, thing: Any) -> None:
        ids = {kind: {thing.id} if isinstance(thing, kind) else set() for kind in (Case, Person, Household)}
        cases, people = rows.refresh(session, ids[Case], ids[Person], ids[Household])
        search.reindex(session, people, cases)


@pytest.fixture
def filing(store: Store) -> Filing:
    return Filing(store)
