"""Whether somebody had aid in an earlier case, looked for over all people of the store."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from returnhelp.domain.aid import AidComponent, AidLine, DecisionState
from returnhelp.domain.case import Case
from returnhelp.domain.eligibility_facts import Certainty, PriorAid
from returnhelp.domain.likeness import Identity
from returnhelp.domain.lists import Sight
from returnhelp.domain.people import Alias, Person, TravelDocument, TravelDocumentKind
from returnhelp.storage.prior_aid import prior_aid, prior_aid_of

from .conftest import NOW, Filing

BORN = date(1990, 3, 5)
DECIDED, PAID = date(2024, 4, 2), date(2024, 5, 6)
SAME, PERHAPS, RESTRICTED = Certainty.SAME_PERSON, Certainty.PERHAPS, Certainty.RESTRICTED_MAY_MATCH


def basic(person_id: int | None = None, *, paid: int | None = 100_000, decided: int | None = 100_000) -> AidLine:
    return AidLine(
        AidComponent.BASIC,
        person_id,
        decided=decided,
        decided_on=DECIDED if decided else None,
        paid=paid,
        paid_on=PAID if paid else None,
    )


def in_kind(paid: int | None = None) -> AidLine:
    return AidLine(AidComponent.IN_KIND, decided=300_000, decided_on=DECIDED, paid=paid)


def earlier_case(filing: Filing, *people: int, aid: tuple[AidLine, ...] = (), **given: Any) -> int:
    case = filing.case(*people, **given)
    filing.change(Case, case, lambda one: one.aid.extend(aid))
    return case


def of(filing: Filing, person_id: int, **given: Any) -> tuple[PriorAid, ...]:
    with filing.store.reading() as session:
        return prior_aid_of(session, person_id, **given)


def seek(filing: Filing, sought: Identity, **given: Any) -> tuple[PriorAid, ...]:
    with filing.store.reading() as session:
        return prior_aid(session, sought, 0, **given)


@pytest.fixture
def amir(filing: Filing) -> int:
    return filing.person("Hosseini", "Amir", birth_date=BORN)


NAMED_AMIR = Identity(("Hosseini",), ("Amir",), BORN)


def test_aid_of_the_same_record_is_found_with_its_day_and_case(filing: Filing, amir: int) -> None:
    case = earlier_case(filing, amir, aid=(basic(amir),))
    now = filing.case(amir)
    assert of(filing, amir, except_case=now) == (PriorAid(amir, SAME, case, "2026-0001", PAID, (AidComponent.BASIC,)),)


def test_the_case_that_is_worked_on_is_no_earlier_one(filing: Filing, amir: int) -> None:
    case = earlier_case(filing, amir, aid=(basic(amir),))
    assert of(filing, amir, except_case=case) == ()


def test_aid_of_the_household_is_aid_of_everybody_who_travelled(filing: Filing, amir: int) -> None:
    child = filing.person("Hosseini", "Sara", birth_date=date(2015, 1, 2))
    case = earlier_case(filing, amir, child, aid=(basic(amir), in_kind()))
    (found,) = of(filing, child)
    assert (found.case_id, found.received, found.decided) == (case, (), (AidComponent.IN_KIND,))
    assert found.day == DECIDED
    (his,) = of(filing, amir)
    assert (his.received, his.decided) == ((AidComponent.BASIC,), (AidComponent.IN_KIND,))


@pytest.mark.parametrize(
    "amounts",
    [
        {"requested": 100_000, "state": DecisionState.REQUESTED},
        {"decided": 0, "decided_on": DECIDED, "state": DecisionState.REFUSED},
        {"decided": 0, "paid": 0},
    ],
)
def test_what_was_asked_for_or_refused_is_no_aid(filing: Filing, amir: int, amounts: dict[str, Any]) -> None:
    earlier_case(filing, amir, aid=(AidLine(AidComponent.BASIC, **amounts),))
    assert of(filing, amir) == ()


def test_another_record_of_the_same_name_and_birth_date_is_perhaps_the_same_person(filing: Filing, amir: int) -> None:
    case = earlier_case(filing, amir, aid=(basic(amir),))
    new = filing.person("Hoseini", "Amir", birth_date=BORN)
    (found,) = of(filing, new)
    assert (found.person_id, found.certainty, found.case_id) == (new, PERHAPS, case)
    (unsaved,) = seek(filing, NAMED_AMIR)
    assert (unsaved.person_id, unsaved.certainty) == (0, PERHAPS)


@pytest.mark.parametrize("number", ["zemis", "document"])
def test_the_same_number_makes_another_record_the_same_person_unless_something_speaks_against_it(
    filing: Filing, number: str
) -> None:
    first = Person("Hosseini", "Amir", birth_date=BORN, zemis="01234567.8")
    first.travel_documents.append(TravelDocument(TravelDocumentKind.PASSPORT, "AB 123456"))
    earlier_case(filing, filing.add(first), aid=(basic(),))
    numbers: dict[str, Any] = {"zemis": "01234567.8"} if number == "zemis" else {"documents": frozenset({"AB123456"})}
    assert [one.certainty for one in seek(filing, Identity(("Hosseini",), ("Amir",), BORN, **numbers))] == [SAME]
    other = Identity(("Wagner",), ("Peter",), date(1961, 1, 9), **numbers)
    assert [one.certainty for one in seek(filing, other)] == [PERHAPS]


def test_a_number_alone_is_enough_to_look(filing: Filing) -> None:
    earlier_case(filing, filing.person("Hosseini", "Amir", zemis="01234567.8"), aid=(basic(),))
    assert [one.certainty for one in seek(filing, Identity(zemis="01234567.8"))] == [PERHAPS]


def test_an_alias_is_looked_for_too(filing: Filing, amir: int) -> None:
    earlier_case(filing, amir, aid=(basic(amir),))
    other = Person("Karimi", "Reza", birth_date=BORN)
    other.aliases.append(Alias("Hosseini", "Amir"))
    assert [one.certainty for one in of(filing, filing.add(other))] == [PERHAPS]


def test_the_same_name_with_another_birth_date_is_somebody_else_unless_a_number_is_shared(filing: Filing) -> None:
    earlier_case(filing, filing.person("Hosseini", "Amir", birth_date=BORN, zemis="01234567.8"), aid=(basic(),))
    other = date(1961, 11, 29)
    assert seek(filing, Identity(("Hosseini",), ("Amir",), other)) == ()
    assert len(seek(filing, Identity(("Hosseini",), ("Amir",), other, zemis="01234567.8"))) == 1
    for near in (date(1990, 5, 3), date(1990, 1, 1), date(1980, 3, 5)):
        assert len(seek(filing, Identity(("Hosseini",), ("Amir",), near))) == 1
    assert len(seek(filing, Identity(("Hosseini",), ("Amir",), None))) == 1


def test_somebody_else_is_not_told_of(filing: Filing, amir: int) -> None:
    earlier_case(filing, amir, aid=(basic(amir),))
    assert of(filing, filing.person("Wagner", "Peter", birth_date=BORN)) == ()
    assert seek(filing, Identity()) == ()
    assert of(filing, 999) == ()


def test_aid_of_a_person_who_was_merged_is_found_through_the_record_that_was_kept(filing: Filing, amir: int) -> None:
    gone = filing.person("Hoseini", "Ameer", birth_date=BORN)
    case = earlier_case(filing, gone, aid=(basic(gone),))
    merge(filing, gone, amir, case)
    for one in (amir, gone):
        assert [(found.person_id, found.certainty, found.case_id) for found in of(filing, one)] == [(one, SAME, case)]
    assert [one.certainty for one in seek(filing, NAMED_AMIR)] == [PERHAPS]


def merge(filing: Filing, gone: int, kept: int, case: int) -> None:
    def move(one: Case) -> None:
        one.travellers[0].person_id = kept
        one.aid[0].person_id = kept

    filing.change(Case, case, move)
    filing.change(Person, gone, set_fields(merged_into_id=kept, deleted_at=NOW))


def set_fields(**values: Any) -> Callable[[Any], None]:
    def change(thing: Any) -> None:
        for name, value in values.items():
            setattr(thing, name, value)

    return change


def test_a_case_or_a_person_in_the_trash_is_a_hint(filing: Filing, amir: int) -> None:
    case = earlier_case(filing, amir, aid=(basic(amir),))
    assert [one.in_trash for one in of(filing, amir)] == [False]
    filing.change(Case, case, set_fields(deleted_at=NOW, deleted_by=1))
    assert [one.in_trash for one in of(filing, amir)] == [True]
    filing.change(Case, case, set_fields(deleted_at=None, deleted_by=None))
    filing.change(Person, amir, set_fields(deleted_at=datetime(2026, 3, 1, tzinfo=UTC), deleted_by=1))
    assert [(one.in_trash, one.certainty) for one in seek(filing, NAMED_AMIR)] == [(True, PERHAPS)]


def test_of_a_restricted_person_no_more_is_said_than_that_one_may_match(filing: Filing) -> None:
    hidden = filing.person("Hosseini", "Amir", birth_date=BORN, restricted=True)
    earlier_case(filing, hidden, aid=(basic(hidden),), caseworker_id=7)
    assert seek(filing, NAMED_AMIR) == (PriorAid(0, RESTRICTED),)
    assert seek(filing, NAMED_AMIR, sight=Sight(restricted_of=frozenset({8}))) == (PriorAid(0, RESTRICTED),)
    for cleared in (Sight(restricted_of="all"), Sight(restricted_of=frozenset({7}))):
        assert [one.certainty for one in seek(filing, NAMED_AMIR, sight=cleared)] == [PERHAPS]


def test_whether_a_restricted_person_had_aid_is_not_told(filing: Filing) -> None:
    filing.person("Hosseini", "Amir", birth_date=BORN, restricted=True)
    assert seek(filing, NAMED_AMIR) == (PriorAid(0, RESTRICTED),)


def test_a_restricted_record_in_the_trash_is_no_more_than_a_restricted_one(filing: Filing) -> None:
    filing.person("Hosseini", "Amir", birth_date=BORN, restricted=True, deleted_at=NOW)
    assert seek(filing, NAMED_AMIR) == (PriorAid(0, RESTRICTED),)


def test_a_restricted_case_of_the_same_person_is_only_hinted_at(filing: Filing, amir: int) -> None:
    earlier_case(filing, amir, aid=(basic(amir),), restricted=True, caseworker_id=7)
    filing.case(amir, caseworker_id=8)
    assert of(filing, amir, sight=Sight(restricted_of=frozenset({8}))) == (PriorAid(amir, RESTRICTED),)
    assert [one.certainty for one in of(filing, amir, sight=Sight(restricted_of=frozenset({7})))] == [SAME]


def test_a_restricted_case_of_nobody_is_hidden_too(filing: Filing, amir: int) -> None:
    earlier_case(filing, amir, aid=(basic(amir),), restricted=True)
    assert of(filing, amir) == (PriorAid(amir, RESTRICTED),)


def test_whoever_sees_only_their_own_cases_is_told_that_one_may_match(filing: Filing, amir: int) -> None:
    earlier_case(filing, amir, aid=(basic(amir),), caseworker_id=7)
    other = filing.person("Hosseini", "Amir", birth_date=BORN)
    mine = filing.case(other, caseworker_id=8)
    only_mine = Sight(only_of=frozenset({8}))
    assert of(filing, other, except_case=mine, sight=only_mine) == (PriorAid(other, RESTRICTED),)


def test_the_likeliest_come_first_and_no_more_than_asked_for(filing: Filing) -> None:
    for name in ("Hoseini", "Hosseini", "Husseini"):
        key = filing.person(name, "Amir", birth_date=BORN)
        earlier_case(filing, key, aid=(basic(key),))
    found = seek(filing, NAMED_AMIR, limit=2)
    assert len(found) == 2
    assert found[0].case_number == "2026-0002"


def test_every_earlier_case_is_told_the_latest_first(filing: Filing, amir: int) -> None:
    first = earlier_case(filing, amir, aid=(basic(amir, paid=None),))
    second = earlier_case(filing, amir, aid=(basic(amir), basic(amir)))
    assert [(one.case_id, one.received, one.decided) for one in of(filing, amir)] == [
        (second, (AidComponent.BASIC,), ()),
        (first, (), (AidComponent.BASIC,)),
    ]


def test_a_store_with_nobody_in_it_answers_nothing(filing: Filing, tmp_path: Path) -> None:
    assert seek(filing, NAMED_AMIR) == ()
