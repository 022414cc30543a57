"""A3: what is taken away from each other around inserted, edited and deleted cases leaves nobody over."""

import json
import random
from datetime import date

import pytest

from returnhelp.disclosure.protection import protect
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.domain.tables import Months, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import violations
from tests.disclosure.attacks.office import Office, arriving
from tests.disclosure.tables_of import SECRET, Family, counted

N, C, S, V = Variable.NATIONALITY, Variable.CANTON, Variable.SEX, Variable.VULNERABILITY
FIRST, SECOND = Months(date(2022, 1, 1), date(2022, 3, 31)), Months(date(2022, 4, 1), date(2022, 6, 30))


def people_of(seed, count=60):
    draw = random.Random(seed)
    return [
        Family(draw.choice((0, 0, 0, 1, 2, 3)), draw.randrange(3), draw.randrange(2), draw.random() < 0.2, 1, 1 + n % 6)
        for n in range(count)
    ]


def test_living_data_would_give_the_new_ones_away():
    """Why months are closed: two tables, each safe by itself, a few cases apart, name the newcomers."""
    before = people_of(1, 300)
    after = [*before, Family(0, 0, 0, 0, 1), Family(0, 1, 1, 0, 1)]
    shown = []
    for people in (before, after):
        counts = counted((N, C), people)
        out = protect(counts, SECRET)[0].published().to_dict()
        assert violations([counts], [out]) == []
        shown.append(out["cells"])
    differences = [b - a for a, b in zip(*shown, strict=True) if a is not None and b is not None]
    assert any(0 < one < 5 for one in differences)


@pytest.mark.parametrize("seed", range(6))
def test_what_changes_after_the_closing_changes_nothing_that_was_handed_out(seed):
    draw = random.Random(seed)
    office = Office(SECRET)
    for number in range(120):
        office.arrive(arriving(draw, number), month=1 + number % 3)
    office.close(3)
    first = office.export((N, C), FIRST)
    assert first is not None
    for number in range(3):
        office.arrive(arriving(draw, 1_000 + number), month=2)  # late: counted in the next open month
        office.edit(draw)
        office.erase(draw)
    for number in range(80):
        office.arrive(arriving(draw, 2_000 + number), month=4 + number % 3)
    office.close(6)
    assert office.export((N, C), FIRST) == first
    office.export((N, C), SECOND)
    office.export((S, V), SECOND)
    assert office.found() == []


@pytest.mark.parametrize("seed", range(4))
def test_a_half_year_beside_its_quarter_leaves_no_small_group_over(seed):
    """The second quarter was never handed out: it must not come out as a small number by subtraction."""
    people = people_of(seed, 160)
    half = Months(FIRST.first, SECOND.last)
    counts = [counted((N, S), people, FIRST)]
    cubes = [protect(counts[0], SECRET)[0]]
    try:
        cube, _ = protect(counted((N, S), people, half), SECRET, cubes)
    except ReturnHelpError:
        return
    cubes.append(cube)
    counts.append(counted((N, S), people, half))
    out = [one.published().to_dict() for one in cubes]
    attack = Attack(out)
    assert violations(counts, out, attack=attack) == []
    rest = counted((N, S), people, SECOND)
    for place, persons in enumerate(rest.in_line):
        if 0 < persons < 5:
            whole = set(attack.cells[1].of(place).tolist()) - set(attack.cells[0].of(place).tolist())
            least, most = attack.interval_of(_kinds(whole))
            assert least != most, (place, persons)


def _kinds(some):
    import numpy as np

    return np.array(sorted(some))


def test_a_file_that_was_handed_out_is_made_again_to_the_byte():
    counts = counted((N, C), people_of(9, 200))
    first = protect(counts, SECRET)[0]
    for _ in range(3):
        again = protect(counts, SECRET, [first])[0]
        assert json.dumps(again.published().to_dict()) == json.dumps(first.published().to_dict())
