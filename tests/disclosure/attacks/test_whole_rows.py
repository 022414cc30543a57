"""A8: a row that falls wholly into one category does not say so."""

import random

import pytest

from returnhelp.disclosure.protection import protect
from returnhelp.domain.tables import Hidden, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import violations
from tests.disclosure.tables_of import SECRET, at, cube_of, hiding

N, C, S, V, T = (
    Variable.NATIONALITY,
    Variable.CANTON,
    Variable.SEX,
    Variable.VULNERABILITY,
    Variable.CASE_TYPE,
)


def test_the_attack_a_hidden_zero_is_a_zero_where_the_row_is_shown():
    counts = cube_of([[12, 0], [15, 40]], (N, V))
    assert Attack([hiding(counts, (0, 1)).to_dict()]).interval(0, at(counts, 0, 1)) == (0, 0)


def test_a_row_that_is_wholly_vulnerable_does_not_say_so():
    counts = cube_of([[12, 0], [15, 40], [11, 30], [0, 25]], (N, V))
    cube, _ = protect(counts, SECRET)
    out = cube.published().to_dict()
    attack = Attack([out])
    for row, column in ((0, 1), (3, 0)):
        place = at(counts, row, column)
        assert cube.cells[place] is Hidden.ZERO
        least, most = attack.interval(0, place)
        assert least == 0
        assert most is None or most >= 10


@pytest.mark.parametrize("variables", [(N, V), (S, V), (N, T), (N, S, V)])
@pytest.mark.parametrize("seed", range(4))
def test_no_group_is_known_to_be_wholly_anything_sensitive(variables, seed):
    """Where a row is shown, none of its sensitive categories is known to have everybody or nobody."""
    draw = random.Random(seed)
    sizes = {N: 4, S: 2, V: 2, T: 3}

    def nested(rest):
        if not rest:
            return draw.choice((0, 0, 0, 12, 20, 35, 3))
        return [nested(rest[1:]) for _ in range(sizes[rest[0]])]

    counts = cube_of(nested(variables), variables)
    out = protect(counts, SECRET)[0].published().to_dict()
    assert violations([counts], [out]) == []
