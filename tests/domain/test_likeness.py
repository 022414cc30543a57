"""Two records of one person are recognised, with the reasons; two people are not."""

from dataclasses import replace
from datetime import date

import pytest

from returnhelp.domain.likeness import Identity, Reason, same_person
from returnhelp.domain.people import Precision

AYSE = Identity(
    ("Özgür",),
    ("Ayşe",),
    date(1980, 3, 4),
    sex="f",
    nationalities=frozenset({8239}),
    zemis="12345678.9",
    n_number="N 650 001",
)
UNNUMBERED = replace(AYSE, zemis="", n_number="")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (replace(UNNUMBERED, family_names=("Oezguer",), given_names=("Ayse",)), Reason.SAME_NAME),
        (replace(UNNUMBERED, family_names=("Ayşe",), given_names=("Özgür",)), Reason.NAMES_SWAPPED),
        (replace(UNNUMBERED, birth_date=date(1980, 4, 3)), Reason.BIRTH_DAY_MONTH_SWAPPED),
        (replace(UNNUMBERED, birth_date=date(1980, 3, 5)), Reason.NEAR_BIRTH_DATE),
        (replace(AYSE, family_names=("Yilmaz",)), Reason.SAME_ZEMIS),
        (replace(UNNUMBERED, family_names=("Yilmaz", "Ozgur")), Reason.SAME_NAME),
    ],
)
def test_one_person_written_differently_is_likely_the_same(other: Identity, reason: Reason) -> None:
    likeness = same_person(AYSE, other)
    assert likeness.likely
    assert reason in likeness.reasons


@pytest.mark.parametrize(
    "other",
    [
        replace(UNNUMBERED, birth_date=None),
        replace(UNNUMBERED, birth_date=date(1980, 1, 1), birth_precision=Precision.YEAR),
        replace(UNNUMBERED, birth_date=date(1980, 1, 1)),
        replace(AYSE, family_names=("Meier",), given_names=("Karl",), birth_date=date(1950, 5, 5)),
    ],
)
def test_a_person_of_whom_less_agrees_is_possible_but_not_certain(other: Identity) -> None:
    assert same_person(AYSE, other).possible
    assert not same_person(AYSE, other).likely


@pytest.mark.parametrize(
    "other",
    [
        replace(UNNUMBERED, given_names=("Mehmet",), sex="m", n_number="N 650 001"),  # a twin brother
        replace(UNNUMBERED, birth_date=date(1955, 7, 21)),
        Identity(("Meier",), ("Karl",), date(1980, 3, 4)),
        Identity(),
    ],
)
def test_other_people_are_not_even_possible(other: Identity) -> None:
    assert not same_person(AYSE, other).possible


def test_the_answer_is_the_same_in_either_order() -> None:
    others = [UNNUMBERED, replace(AYSE, given_names=("Mehmet",)), Identity(("Ayşe Özgür",)), Identity(), AYSE]
    for other in others:
        assert same_person(AYSE, other) == same_person(other, AYSE)


def test_what_speaks_against_is_told_too() -> None:
    other = replace(AYSE, zemis="87654321.0", sex="m", nationalities=frozenset({8265}))
    told = same_person(AYSE, other).reasons
    assert {Reason.OTHER_ZEMIS, Reason.OTHER_SEX, Reason.OTHER_NATIONALITY} <= set(told)
    near = same_person(AYSE, replace(AYSE, zemis="12345678.8"))
    assert Reason.NEAR_ZEMIS in near.reasons
