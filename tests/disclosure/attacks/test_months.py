"""A4: months, quarters and the year beside each other give no small month back."""

import random

import pytest

from returnhelp.disclosure.protection import protect
from returnhelp.domain.errors import OverlappingPeriodsError
from returnhelp.domain.tables import Hidden, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import violations
from tests.disclosure.attacks.office import Office, arriving, months
from tests.disclosure.tables_of import SECRET, YEAR, Family, counted, cube_of

N, R, S, V, M, Q = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
    Variable.MONTH,
    Variable.QUARTER,
)


def test_six_seven_and_two_of_fifteen():
    """The 2 of the third month would be 15 - 6 - 7: the quarter, or another month, is hidden too."""
    counts = cube_of([6, 7, 2], (M,), period=months(1, 3))
    cube, _ = protect(counts, SECRET)
    assert cube.cells[2] is Hidden.PRIMARY_SMALL
    assert any(isinstance(cell, Hidden) for cell in (cube.cells[0], cube.cells[1], cube.cells[3]))
    out = cube.published().to_dict()
    assert violations([counts], [out]) == []
    least, most = Attack([out]).interval(0, 2)
    assert least == 0
    assert most is None or most >= 5


def test_shown_months_leave_the_small_one_over():
    """The attack itself: with the year and two months shown, the third is known."""
    counts = cube_of([6, 7, 2], (M,), period=months(1, 3))
    told = counts.request, counts.axes, (6, 7, None, 15)
    from returnhelp.domain.cubes import PublishedCube

    assert Attack([PublishedCube(*told).to_dict()]).interval(0, 2) == (2, 2)


@pytest.mark.parametrize("seed", range(8))
def test_a_year_by_months_with_quarters_gives_nobody_away(seed):
    draw = random.Random(seed)
    other = draw.choice((S, R, V))
    people = [arriving(draw, n)._replace(month=draw.randrange(1, 13)) for n in range(draw.choice((30, 150)))]
    counts = counted((other, M), people)
    out = protect(counts, SECRET)[0].published().to_dict()
    assert violations([counts], [out]) == []


@pytest.mark.parametrize("seed", range(8))
def test_sheets_of_months_quarters_and_the_year_give_nobody_away_together(seed):
    draw = random.Random(seed)
    office = Office(SECRET)
    for number in range(draw.choice((40, 200))):
        office.arrive(arriving(draw, number), draw.randrange(1, 7))
    office.close(12)
    periods = [*(months(n, n) for n in range(1, 7)), months(1, 3), months(4, 6), YEAR]
    draw.shuffle(periods)
    for period in periods[:7]:
        office.export((S, R) if draw.random() < 0.7 else (R,), period)
    assert office.files
    assert office.found() == []


def test_single_months_beside_their_year_would_tell_the_others_and_are_refused():
    people = [Family(n % 4, 0, n % 2, 0, 1, 1 + n % 12) for n in range(140)]
    year, _ = protect(counted((R,), people, YEAR), SECRET)
    with pytest.raises(OverlappingPeriodsError) as refused:
        protect(counted((R,), people, months(3, 3)), SECRET, [year])
    assert refused.value.given["first"].month == 1
    assert protect(counted((R, M), people), SECRET, [year])


def test_months_come_before_their_year_all_of_them():
    people = [Family(n % 4, 0, n % 2, 0, 1, 1 + n % 12) for n in range(240)]
    cubes, counts = [], []
    for number in range(1, 13):
        counts.append(counted((R,), people, months(number, number)))
        cubes.append(protect(counts[-1], SECRET, cubes)[0])
        if number < 12:
            with pytest.raises(OverlappingPeriodsError):
                protect(counted((S,), people, YEAR), SECRET, cubes)
    for variables in ((R,), (S,)):
        counts.append(counted(variables, people, YEAR))
        cubes.append(protect(counts[-1], SECRET, cubes)[0])
    assert violations(counts, [cube.published().to_dict() for cube in cubes]) == []
