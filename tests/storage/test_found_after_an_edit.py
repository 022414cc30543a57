"""What a record is found by follows every edit of it, and nothing else makes the index anew."""

import pytest

from returnhelp.domain.edits import Edit
from returnhelp.domain.lists import CaseQuery, PersonQuery
from returnhelp.services import cases, lists
from returnhelp.services.office import Office
from tests.services.test_cases import open_family


@pytest.mark.parametrize(
    ("entity", "values", "typed"),
    [
        ("person", {"family_name": "Abashidze"}, "abashidze"),
        ("person", {"original_given_names": "ნინო"}, "nino"),
        ("person", {"phone": "+41 31 350 82 11"}, "3508211"),
        ("person", {"zemis": "76543210.1"}, "76543210"),
        ("household", {"n_number": "N 777 888"}, "777888"),
    ],
)
def test_a_changed_name_or_number_is_found(anna: Office, entity: str, values: dict[str, str], typed: str) -> None:
    number = open_family(anna)
    seen = cases.view(anna, number)
    record = min(seen.people) if entity == "person" else seen.household.id
    cases.save(anna, [Edit(entity, record, (entity, record), values)])
    assert lists.count_cases(anna, CaseQuery(text=typed)) == 1
    assert lists.count_people(anna, PersonQuery(text=typed)) >= 1


def test_an_alias_and_a_passport_are_found_and_lost_again(anna: Office) -> None:
    person = min(cases.view(anna, open_family(anna)).people)
    root = ("person", person)
    made = cases.save(
        anna,
        [
            Edit("aliases", None, root, {"family_name": "Kuradze"}),
            Edit("travel_documents", None, root, {"kind": "passport", "number": "XK9081726"}),
        ],
    ).value
    for typed in ("kuradze", "xk9081726"):
        assert lists.count_people(anna, PersonQuery(text=typed)) == 1
    cases.save(anna, [Edit("aliases", made[0], root, remove=True)])
    assert lists.count_people(anna, PersonQuery(text="kuradze")) == 0


def test_a_restricted_case_leaves_the_search_of_the_others(house) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = open_family(anna)
    assert lists.count_people(beat, PersonQuery(text="beridze")) == 3
    cases.save(anna, [Edit("case", number, ("case", number), {"restricted": True})])
    assert lists.count_people(beat, PersonQuery(text="beridze")) == 0
    assert lists.count_cases(anna, CaseQuery(text="beridze")) == 1


def test_an_edit_of_something_else_leaves_everybody_found(anna: Office) -> None:
    number = open_family(anna)
    cases.save(anna, [Edit("case", number, ("case", number), {"flight": "LX 1"})])
    assert lists.count_cases(anna, CaseQuery(text="beridze")) == 1
