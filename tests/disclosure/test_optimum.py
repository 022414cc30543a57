"""The proven fewest cells are those that trying every pattern finds, and no method is asked for less."""

import random
from itertools import combinations

import pytest

from returnhelp.disclosure.linear import Limit
from returnhelp.disclosure.optimum import Fewest, fewest
from returnhelp.domain.errors import ProofTimeLimitError
from returnhelp.domain.tables import Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.tables_of import at, cube_of, hiding, skewed

R3 = cube_of([[18, 2], [14, 19], [12, 10], [11, 14]], variables=(Variable.NATIONALITY, Variable.SEX))
K = 5


def asked(counts, k=K):
    """What every method must hide, and what it must be able to reach."""
    hidden = [place for place, persons in enumerate(counts.in_line) if persons < k]
    return {place: (0, k) for place in hidden if counts.in_line[place]}, hidden


def does(counts, pattern, needs):
    attack = Attack([hiding(counts, *pattern).to_dict()])
    return not attack.not_open((0, place, high) for place, (_, high) in needs.items())


def tried(counts, costs=None):
    """The cheapest of all patterns that keep the promise, by trying them."""
    needs, hidden = asked(counts)
    others = [place for place in range(len(counts.in_line)) if place not in hidden]
    best = None
    for size in range(len(others) + 1):
        if best is not None and costs is None:
            return best
        for more in combinations(others, size):
            cost = sum(costs[place] for place in more) if costs else size
            if (best is None or cost < best) and does(counts, {*hidden, *more}, needs):
                best = cost
    return best


@pytest.mark.parametrize("seed", range(12))
def test_the_optimum_of_a_small_table_is_the_one_that_trying_finds(seed):
    draw = random.Random(seed)
    counts = cube_of([[draw.choice((0, 1, 3, 6, 8, 12)) for _ in range(3)] for _ in range(3)])
    needs, hidden = asked(counts)
    found = fewest(counts, needs, hidden)
    assert found.proven
    assert found.least == tried(counts)
    assert does(counts, {*hidden, *found.cells}, needs)


@pytest.mark.parametrize("seed", range(4))
def test_the_optimum_by_cost_is_the_one_that_trying_finds(seed):
    draw = random.Random(seed)
    counts = cube_of([[draw.choice((1, 3, 6, 8, 12)) for _ in range(2)] for _ in range(3)])
    needs, hidden = asked(counts)
    found = fewest(counts, needs, hidden, costs=counts.in_line)
    assert found.proven
    assert found.least == tried(counts, counts.in_line)


@pytest.mark.parametrize("seed", range(4))
def test_the_optimum_of_a_cube_has_worlds_in_whole_numbers(seed):
    draw = random.Random(seed)
    counts = cube_of([[[draw.choice((2, 6, 7, 9, 11)) for _ in range(2)] for _ in range(2)] for _ in range(2)])
    needs, hidden = asked(counts)
    found = fewest(counts, needs, hidden)
    assert found.proven
    assert does(counts, {*hidden, *found.cells}, needs)
    others = [place for place in range(len(counts.in_line)) if place not in hidden]
    fewer = combinations(others, min(2, found.least - 1)) if found.least else []
    assert not any(does(counts, {*hidden, *less}, needs) for less in fewer)


def test_a_table_with_subtotals():
    """Two countries of one region, a single one of another, whose subtotal is itself."""
    counts = cube_of([[9, 2], [8, 7], [11, 6]], variables=(Variable.NATIONALITY, Variable.SEX), subtotals=True)
    needs, hidden = asked(counts)
    found = fewest(counts, needs, hidden)
    assert found.proven
    assert found.least == tried(counts)


@pytest.mark.parametrize("reach", [(0, 5), (1, 2), (2, 3)])
def test_r3_hides_what_the_literature_says(reach):
    """Costs are counts: (A,m), (C,m) and (C,f) for 40, with (A,f) itself 42; the rule of two worlds needs no more."""
    secret = at(R3, 0, 1)
    found = fewest(R3, {secret: reach}, [secret], costs=R3.in_line)
    assert found == Fewest(40, 40, frozenset({at(R3, 0, 0), at(R3, 2, 0), at(R3, 2, 1)}))
    assert sum(R3.in_line[place] for place in (secret, *found.cells)) == 42
    assert Attack([hiding(R3, secret, *found.cells).to_dict()]).interval(0, secret) == (0, 12)


def test_r5_cannot_be_saved_by_what_is_hidden_already():
    """Broken numbers would do with seventeen hidden cells for widths of a half; whole numbers need more."""
    ones = [[[0, 0, 1], [1, 1, 0], [0, 1, 1]], [[1, 1, 0], [1, 1, 1], [0, 1, 1]], [[0, 1, 1], [0, 1, 1], [0, 0, 0]]]
    counts = cube_of(ones)
    hidden = [
        place for place in range(64) if counts.in_line[place] == 1 and all(n < 3 for n in counts.shape.nodes(place))
    ]
    hidden.append(at(counts, 0, 0, 0))
    needs = {at(counts, 0, 0, 2): (1, 2)}
    assert len(hidden) == 17
    found = fewest(counts, needs, hidden)
    assert found.proven
    assert found.least > 0
    assert does(counts, {*hidden, *found.cells}, needs)


def test_a_cell_that_stays_shown_is_not_chosen():
    secret = at(R3, 0, 1)
    found = fewest(R3, {secret: (0, 5)}, [secret], kept=[at(R3, 2, 0)], costs=R3.in_line)
    assert found.proven
    assert at(R3, 2, 0) not in found.cells
    assert found.least > 40


def test_a_total_that_stays_shown_leaves_a_lone_small_cell_no_way_out():
    counts = cube_of([[2, 9]])
    needs, hidden = asked(counts)
    found = fewest(counts, needs, hidden, kept=[place for place in range(len(counts.in_line)) if place not in hidden])
    assert found.best is None


def test_the_bound_does_not_depend_on_the_time_but_on_the_rounds():
    counts = skewed((12, 8), 3_000)
    needs, hidden = asked(counts)
    some = fewest(counts, needs, hidden, rounds=2)
    assert some == fewest(counts, needs, hidden, rounds=2, limit=Limit(1_000))
    assert some.least <= fewest(counts, needs, hidden).least
    assert fewest(counts, needs, hidden, rounds=0) == Fewest(0)


class Clock(Limit):
    """Lets itself be looked at so often, then the time is over."""

    def __init__(self, often):
        super().__init__(1_000)
        self.often = often

    def left(self):
        self.often -= 1
        if self.often < 0:
            raise ProofTimeLimitError(seconds=1_000)
        return super().left()


def test_there_is_no_other_bound_when_the_time_is_over_but_none():
    counts = skewed((12, 8), 3_000)
    needs, hidden = asked(counts)
    clock = Clock(10**6)
    found = fewest(counts, needs, hidden, rounds=4, exact=False, limit=clock)
    every = 10**6 - clock.often
    assert every > 50
    for often in (0, 1, every // 2, every - 1):
        with pytest.raises(ProofTimeLimitError):
            fewest(counts, needs, hidden, rounds=4, exact=False, limit=Clock(often))
    assert fewest(counts, needs, hidden, rounds=4, exact=False, limit=Clock(every)) == found


def test_the_bound_of_forty_countries_by_cantons_comes_within_seconds():
    counts = skewed((40, 26), 100_000)
    needs, hidden = asked(counts)
    found = fewest(counts, needs, hidden)
    assert found.proven
    assert not Attack([hiding(counts, *hidden, *found.cells).to_dict()]).not_open((0, place, K) for place in needs)
    again = fewest(counts, needs, hidden)
    assert again == found
