"""The limits by definition exclude nothing that can be recorded, and hold for the cubes that tell of it."""

from datetime import date
from itertools import combinations

from returnhelp.domain import frozen
from returnhelp.domain.aid import AidComponent
from returnhelp.domain.figures import UNKNOWN
from returnhelp.domain.projects import KeyMoment
from returnhelp.domain.statistics_limits import by_definition
from returnhelp.domain.statistics_plan import PlannedCube
from returnhelp.domain.tables import Months, Variable

V = Variable
YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))
MAY = Months(date(2022, 5, 1), date(2022, 5, 31))
BOTH = PlannedCube((V.ASSISTANCE, V.STAGE))


def test_whatever_help_somebody_gets_is_not_excluded() -> None:
    excluded = {one.category for one in by_definition([BOTH.request(YEAR)])}
    for number in range(3):
        for granted in combinations(AidComponent, number):
            for projects in (False, True):
                for riat in (None, KeyMoment.NOT_REGISTERED, *KeyMoment):
                    help_ = frozen.assistance(granted, projects=projects, riat=riat)
                    stage = frozen.stage(granted, projects=projects)
                    assert ((V.ASSISTANCE, help_.value), (V.STAGE, stage.value)) not in excluded
    assert ((V.ASSISTANCE, UNKNOWN), (V.STAGE, UNKNOWN)) not in excluded


def test_limits_hold_for_the_periods_of_cubes_that_tell_both_apart() -> None:
    assert by_definition([PlannedCube((V.ASSISTANCE,)).request(YEAR)]) == ()
    found = by_definition([BOTH.request(YEAR), BOTH.request(MAY), PlannedCube((V.SEX,)).request(YEAR)])
    assert {one.period for one in found} == {YEAR, MAY}
    assert {one.most for one in found} == {0}
    assert len(found) == len(set(found))
