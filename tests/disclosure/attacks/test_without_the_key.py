"""A12: somebody who has the code, not the key, runs it backwards over everything that may have been counted."""

import itertools
import random
from functools import cache

import numpy as np
import pytest

from returnhelp.disclosure import primary
from returnhelp.disclosure.protection import protect
from returnhelp.domain.cubes import PublishedCube
from returnhelp.domain.errors import NoSafeTableError
from returnhelp.domain.tables import Variable
from tests.disclosure.attacks.trying import every_world
from tests.disclosure.tables_of import cube_of

N, C, V = Variable.NATIONALITY, Variable.CANTON, Variable.VULNERABILITY
MOST, TRIED = 32, 150
NUMBERS = (0, 2, 4, 7, 11, 16, 25, 25)
ROUNDS = {"short": (20, 20), "long": (300, 300)}
"""How many tables are run backwards, plain and sensitive ones."""
PRICES = 2
"""So many keys are tried for the choice among equals; which cells are decoys is tried in every way."""


def k_of(variables):
    return 10 if V in variables else 5


def keys(numbers, variables):
    """A key for each way to choose what is looked after as if it were small in a table, times a few."""
    k = k_of(variables)
    every = enumerate(itertools.chain(*numbers))
    able = [place for place, number in every if k <= number < 2 * k or (not number and V not in variables)]
    for size in range(len(able) + 1):
        for chosen in itertools.combinations(able, size):
            for price in range(PRICES):
                yield bytes([price] * 16 + [sum(1 << place for place in chosen)])


@cache
def handed_out(numbers, variables, key):
    """What the code makes of counts with a key: the cells of the file; None where it makes none."""
    counts = cube_of([list(row) for row in numbers], variables)
    inner = [who for who, leaf in zip(primary.identities(counts), primary._innermost(counts), strict=True) if leaf]
    by_hash = primary.chance

    def chance(secret, purpose, who):
        """The decoys and empty cells that the key names by its last byte, the rest by its hash as ever."""
        if purpose in ("decoy", "empty"):
            return 0.0 if secret[-1] >> inner.index(who) & 1 else 1.0
        return by_hash(secret, purpose, who)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(primary, "chance", chance)
        try:
            return counts.in_line, protect(counts, key)[0].published().cells
        except NoSafeTableError:
            return counts.in_line, None


def not_open(numbers, variables, key, tried=TRIED):
    """The small cells of one truth that whoever runs the code backwards knows not to be 0, or not to be k.

    Of all tables with the shown numbers, those nearest to the truth are tried first, until one, with some key, is
    turned into this very file. Where even the total is hidden, the file itself says that there are few.
    """
    line, out = handed_out(numbers, variables, key)
    if out is None or out[-1] is None:
        return []
    k = k_of(variables)
    counts = cube_of([list(row) for row in numbers], variables)
    worlds = every_world(PublishedCube(counts.request, counts.axes, out).to_dict(), MOST)
    hidden = [place for place, told in enumerate(out) if told is None]
    shown = [place for place, told in enumerate(out) if told is not None]
    worlds = worlds[(worlds[:, shown] >= k).all(axis=1)]
    worlds = worlds[np.argsort(np.abs(worlds - line).sum(axis=1), kind="stable")]
    bad = []
    for place in hidden:
        if 0 < line[place] < k or (V in variables and not line[place]):
            for name, wanted in (("0", worlds[:, place] == 0), ("k", worlds[:, place] >= k)):
                if not any(_made(world, counts, variables, out) for world in worlds[wanted][:tried].tolist()):
                    bad.append((place, line[place], name))
    return bad


def _made(world, counts, variables, out):
    columns = counts.shape.sizes[1]
    rows = tuple(
        tuple(world[row * columns : row * columns + counts.shape.leaf_sizes[1]])
        for row in range(counts.shape.leaf_sizes[0])
    )
    return any(handed_out(rows, variables, key)[1] == out for key in keys(rows, variables))


def tables(rounds, variables):
    """Invented tables, each with one of its keys."""
    draw = random.Random(1)
    for _ in range(rounds):
        numbers = tuple(tuple(draw.choice(NUMBERS) for _ in range(2)) for _ in range(2))
        yield numbers, draw.choice(list(keys(numbers, variables)))


@pytest.mark.parametrize("variables", [(N, C), (N, V)])
def test_the_code_run_backwards_leaves_every_small_cell_open(variables, campaign):
    attacked = 0
    for numbers, key in tables(ROUNDS[campaign][V in variables], variables):
        assert not_open(numbers, variables, key) == [], (numbers, key)
        out = handed_out(numbers, variables, key)[1]
        attacked += out is not None and out[-1] is not None and None in out
    assert attacked > ROUNDS[campaign][V in variables] // 10


def test_an_engine_that_looks_after_small_cells_alone_is_found_out(monkeypatch):
    """The attack itself: what is hidden for others then tells for whom."""
    monkeypatch.setattr(primary, "as_if_small", lambda *_: frozenset())
    numbers = ((25, 4), (2, 25))
    handed_out.cache_clear()
    try:
        assert {number for _, number, _ in not_open(numbers, (N, C), bytes(17), tried=30)} == {4, 2}
    finally:
        handed_out.cache_clear()
