"""Who is on the list of those whose journey SIM may organise."""

from datetime import date, timedelta

import pytest

from returnhelp.domain import sim
from returnhelp.domain.sim import OnTheWay, SimReason
from returnhelp.domain.travel import SpecialNeed
from returnhelp.domain.vulnerability import VulnerabilityKind

DAY = date(2026, 3, 26)
GROWN = date(1984, 5, 3)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (VulnerabilityKind.HEALTH, SimReason.ILL),
        (VulnerabilityKind.ELDERLY, SimReason.REDUCED_MOBILITY),
        (VulnerabilityKind.TRAFFICKING_VICTIM, SimReason.TRAFFICKING),
        (VulnerabilityKind.SINGLE_PARENT, SimReason.SINGLE_PARENT),
        (VulnerabilityKind.UNACCOMPANIED_MINOR, SimReason.MINOR),
    ],
)
def test_each_group_of_the_list_is_known(kind, reason):
    assert sim.reasons([OnTheWay(1, GROWN, frozenset({kind}))], DAY) == {1: (reason,)}


def test_a_minor_is_one_up_to_the_day_before_the_eighteenth_birthday():
    birth = date(2008, 3, 26)
    assert sim.reasons([OnTheWay(1, birth)], DAY - timedelta(days=1)) == {1: (SimReason.MINOR,)}
    assert sim.reasons([OnTheWay(1, birth)], DAY) == {}


def test_a_wheelchair_tells_of_reduced_mobility_and_reasons_stand_in_the_order_of_the_list():
    person = OnTheWay(
        1, GROWN, frozenset({VulnerabilityKind.HEALTH}), frozenset({SpecialNeed.WHEELCHAIR_STEPS.value, "meal"})
    )
    assert sim.reasons([person], DAY) == {1: (SimReason.ILL, SimReason.REDUCED_MOBILITY)}


def test_who_is_not_on_the_list_is_left_out():
    people = [OnTheWay(1, GROWN), OnTheWay(2), OnTheWay(3, GROWN, frozenset({VulnerabilityKind.OTHER}))]
    assert sim.reasons(people, DAY) == {}
