"""Who is one family in the sense of AsylV 1 Art. 1a let. e."""

from datetime import date

from returnhelp.domain.entitlement_family import Relative, family_units
from returnhelp.domain.household import MemberRole as R

DAY = date(2026, 3, 1)
ADULT, CHILD = date(1985, 1, 1), date(2015, 1, 1)


def units(*members: tuple[R, date | None]) -> list[int]:
    found = family_units([Relative(number, role, born) for number, (role, born) in enumerate(members)], DAY)
    return [found[number] for number in range(len(members))]


def test_asylv1_1a_e_spouses_partners_and_their_minor_children_are_one_family():
    assert units((R.PRINCIPAL, ADULT), (R.SPOUSE, ADULT), (R.CHILD, CHILD), (R.CHILD, None)) == [0, 0, 0, 0]
    assert units((R.PRINCIPAL, ADULT), (R.PARTNER, ADULT)) == [0, 0]


def test_asylv1_1a_e_a_child_who_is_18_on_the_day_of_departure_is_a_family_of_their_own():
    assert units((R.PRINCIPAL, ADULT), (R.CHILD, date(2008, 3, 1)), (R.CHILD, date(2008, 3, 2))) == [0, 2, 0]
    leaves_later = [Relative(1, R.PRINCIPAL, ADULT), Relative(2, R.CHILD, date(2008, 3, 2), date(2026, 3, 2))]
    assert family_units(leaves_later, DAY)[2] == 2


def test_two_adult_children_are_two_families():
    born = date(2000, 1, 1)
    assert units((R.PRINCIPAL, ADULT), (R.CHILD, born), (R.CHILD, born), (R.OTHER, CHILD)) == [0, 2, 3, 4]


def test_parents_are_a_family_with_their_minor_children_and_with_a_minor_principal():
    parents = ((R.PARENT, ADULT), (R.PARENT, ADULT), (R.SIBLING, CHILD), (R.SIBLING, ADULT))
    assert units((R.PRINCIPAL, ADULT), *parents) == [0, 1, 1, 1, 2]
    assert units((R.PRINCIPAL, CHILD), *parents) == [0, 0, 0, 0, 2]


def test_a_minor_brother_without_parents_is_a_family_of_his_own():
    assert units((R.PRINCIPAL, ADULT), (R.SIBLING, CHILD)) == [0, 2]
