"""What is hidden for the sake of others, and against insiders: enough, and little more."""

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returnhelp.disclosure import primary
from returnhelp.disclosure.elastic import Elastic
from returnhelp.disclosure.insiders import Insiders
from returnhelp.disclosure.linear import Limit
from returnhelp.disclosure.protection import protect
from returnhelp.disclosure.space import lay_out
from returnhelp.disclosure.suppression import Suppression
from returnhelp.domain.cubes import Bound, CountCube, CubeRequest
from returnhelp.domain.errors import ProofTimeLimitError, RegisterBoundTooLowError
from returnhelp.domain.tables import FOR_OTHERS, Hidden, Variable
from tests.disclosure.tables_of import SECRET, YEAR, at, counted, cube_of, families, real_shaped, skewed

N, R, C, G, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
)
quick = settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])


def begun(counts, bounds=(), earlier=()):
    """Hidden is what must be for its own sake, without decoys."""
    key = b"no decoys" * 2
    cells = [
        primary.own_rule(persons, dossiers, counts.request.k)
        for persons, dossiers in zip(counts.in_line, counts.dossiers, strict=True)
    ]
    told = primary.told_before(earlier)
    return Suppression(counts, cells, lay_out([counts, *earlier], bounds), earlier, told, key, Limit(60))


def suppressed(counts, bounds=()):
    """The cells of a cube after the search, insiders left aside."""
    suppression = begun(counts, bounds)
    suppression.hide()
    return suppression


def tables_with_the_same_shown_numbers(counts, cells, top):
    """The innermost numbers of every table up to ``top`` that has all shown numbers."""
    shown = [(place, cell) for place, cell in enumerate(cells) if not isinstance(cell, Hidden)]
    ranges = [
        range(top + 1) if isinstance(cells[place], Hidden) else (cells[place],)
        for place in (counts.shape.place(leaves) for leaves in itertools.product(*map(range, counts.shape.leaf_sizes)))
    ]
    for inner in itertools.product(*ranges):
        line = counts.shape.summed(inner)
        if all(line[place] == number for place, number in shown):
            yield line


@pytest.mark.parametrize(
    "numbers",
    [
        [[4, 3], [2, 6]],
        [[2, 7], [6, 6]],
        [[1, 5], [7, 0]],
        [[3, 0], [0, 7]],
        [[[1, 5]], [[6, 2]]],
        [2, 7, 6],
        [1, 8],
    ],
)
def test_every_small_cell_can_be_empty_and_full_by_trying_all_tables(numbers):
    counts = cube_of(numbers)
    cells = suppressed(counts).cells
    worlds = list(tables_with_the_same_shown_numbers(counts, cells, 12))
    assert counts.in_line in worlds
    for place, cell in enumerate(cells):
        if cell is Hidden.PRIMARY_SMALL:
            found = {line[place] for line in worlds}
            assert min(found) == 0
            assert max(found) >= 5


@quick
@given(families, st.sampled_from([(N, C), (N, S), (R, V), (N, C, S), (R, S, V)]))
def test_the_worlds_have_every_shown_number_and_answer(people, variables):
    counts = counted(variables, people)
    suppression = suppressed(counts)
    ground = suppression.ground
    asked = [question for face, line in suppression.protected() for question in ground.questions(face, line)]
    assert set(suppression.worlds) == set(asked)
    for question, world in suppression.worlds.items():
        values = ground.values[0].copy()
        ((_, change),) = world.changes
        values[change.places] += change.amounts
        assert (values == ground.grids[0].summed(values[ground.grids[0].atoms])).all()
        assert (values >= 0).all()
        for cell, number in zip(suppression.cells, values[ground.faces[0]].tolist(), strict=True):
            assert isinstance(cell, Hidden) or cell == number
        value = int(values[question.place])
        assert value == 0 if question.amount < 0 else value >= counts.request.k


@quick
@given(families, st.sampled_from([(N, C), (N, V), (N, C, S)]))
def test_no_other_cell_changes_whenever_a_small_one_does(people, variables):
    suppression = suppressed(counted(variables, people))
    insiders = Insiders(suppression)
    insiders.protect()
    for face, line in suppression.protected():
        assert not insiders.fixed(face, line)


def test_who_knows_one_of_two_hidden_cells_of_a_row_does_not_know_the_other():
    counts = cube_of([[2, 30, 40], [30, 20, 50], [60, 70, 80]])
    suppression = suppressed(counts)
    before = sum(isinstance(cell, Hidden) for cell in suppression.cells)
    Insiders(suppression).protect()
    assert sum(isinstance(cell, Hidden) for cell in suppression.cells) > before
    row = [suppression.cells[at(counts, 0, column)] for column in (1, 2, None)]
    column = [suppression.cells[at(counts, row, 0)] for row in (1, 2, None)]
    assert sum(isinstance(cell, Hidden) for cell in row) >= 2
    assert sum(isinstance(cell, Hidden) for cell in column) >= 2


def test_a_small_month_hides_another_or_the_year():
    counts = cube_of([6, 7, 2], (Variable.MONTH,))
    cells = suppressed(counts).cells
    assert cells[2] is Hidden.PRIMARY_SMALL
    assert sum(cell is Hidden.COMPLEMENTARY for cell in cells) == 1


@pytest.mark.parametrize(("persons", "most"), [(3_000, 2), (30_000, 2), (100_000, 12)])
def test_a_table_of_40_by_26_hides_few_cells_for_others(persons, most):
    """The first sketch of the method hid 1, 11 and 23."""
    cells = suppressed(skewed((40, 26), persons)).cells
    assert sum(cell in FOR_OTHERS for cell in cells) <= most


def test_a_row_that_falls_wholly_into_one_category():
    """All four persons of a nationality in one canton: the canton is theirs alone too."""
    counts = cube_of([[0, 4, 0], [9, 20, 30], [40, 50, 60]])
    cells = suppressed(counts).cells
    for place in (at(counts, 0, 1), at(counts, 0, None)):
        assert cells[place] is Hidden.PRIMARY_SMALL
    assert sum(cell is Hidden.COMPLEMENTARY for cell in cells) in (1, 2)


def test_one_dossier_of_many_persons_can_be_empty_too():
    people = [(("ZH", "m"), "a family", 7), *((("ZH", "f"), number, 1) for number in range(20))]
    people += [(("SG", sex), f"{sex}{number}", 1) for sex in "mf" for number in range(30)]
    axes = cube_of([[0, 0], [0, 0]], (C, S)).axes
    axes = (replace(axes[0], leaves=("ZH", "SG")), axes[1])
    counts = CountCube.tallied(CubeRequest(((C,), (S,)), YEAR), axes, people)
    suppression = suppressed(counts)
    assert suppression.cells[0] is Hidden.PRIMARY_DOSSIERS
    (question,) = (one for one in suppression.worlds if one.line == 0)
    assert question.amount == -7


def test_a_register_that_allows_fewer_fills_a_cell_with_fewer():
    counts = cube_of([[2, 7, 9], [8, 30, 40], [9, 50, 60]])
    first = (counts.axes[0].leaves[0], counts.axes[1].leaves[0])
    bound = Bound(((N, first[0]), (C, first[1])), YEAR, 3)
    suppression = suppressed(counts, [bound])
    assert suppression.ground.need(0, 0) == 3
    for world in suppression.worlds.values():
        ((_, change),) = world.changes
        values = suppression.ground.values[0].copy()
        values[change.places] += change.amounts
        assert values[suppression.ground.faces[0][0]] <= 3


def test_a_register_below_the_closed_figures_is_refused_with_its_category():
    counts = cube_of([[2, 7, 9], [8, 30, 40]])
    category = ((N, counts.axes[0].leaves[1]),)
    with pytest.raises(RegisterBoundTooLowError) as refused:
        protect(counts, SECRET, bounds=[Bound(category, YEAR, 77)])
    assert refused.value.given == {"category": category, "most": 77}


def test_cells_that_are_hidden_for_others_are_needed():
    """Shown again, each would leave somebody without a world, in tables so small that all can be tried."""
    draw = random.Random(3)
    tried = 0
    for _ in range(8):
        counts = cube_of([[draw.choice((1, 3, 5, 6, 7)) for _ in range(2)] for _ in range(2)])
        cells = suppressed(counts).cells
        for freed in [place for place, cell in enumerate(cells) if cell is Hidden.COMPLEMENTARY]:
            told = [*cells[:freed], counts.in_line[freed], *cells[freed + 1 :]]
            worlds = list(tables_with_the_same_shown_numbers(counts, told, 12))
            small = [place for place, cell in enumerate(cells) if cell is Hidden.PRIMARY_SMALL]
            open_still = [{line[place] for line in worlds} for place in small]
            assert any(min(found) > 0 or max(found) < 5 for found in open_still)
            tried += 1
    assert tried > 5


def test_the_search_ends_when_the_time_is_over():
    counts = real_shaped(900, N, C)
    suppression = begun(counts)
    suppression.limit = Limit(0.0)
    with pytest.raises(ProofTimeLimitError):
        suppression.hide()


def test_several_small_totals_are_hidden_rather_than_a_large_one():
    """The 3 need another hidden total: of 9 and 120 persons the 9, although both hide one cell."""
    counts = cube_of([3, 120, 9, 200], (C,))
    cells = suppressed(counts).cells
    assert [place for place, cell in enumerate(cells) if isinstance(cell, Hidden)] == [0, 2]


def test_an_answer_of_the_linear_program_does_not_depend_on_what_was_asked_before():
    suppression = begun(real_shaped(300, R, G))
    ground = suppression.ground
    asked = [question for face, line in suppression.protected() for question in ground.questions(face, line)]
    assert len(asked) > 20
    often = Elastic(ground, Limit(60))
    for question in asked[:12]:
        again, alone = often.answer(question), Elastic(ground, Limit(60)).answer(question)
        assert again is not None
        assert alone is not None
        assert again[0] == alone[0]
        assert [(clique, told(change)) for clique, change in again[1].changes] == [
            (clique, told(change)) for clique, change in alone[1].changes
        ]


def test_the_linear_program_moves_few_persons():
    """A swap of as many persons as are asked for needs no more than four cells to change by them."""
    counts = cube_of([[2, 30, 40], [30, 20, 50], [60, 70, 80]])
    suppression = begun(counts)
    ground = suppression.ground
    (less,) = [question for question in ground.questions(0, 0) if question.amount < 0]
    found = Elastic(ground, Limit(60)).answer(less)
    assert found is not None
    ((_, change),) = found[1].changes
    assert set(map(abs, change.amounts.tolist())) == {2}
    assert len(change.places) <= 4


def told(change):
    return change.places.tolist(), change.amounts.tolist()


def test_an_estimate_hides_all_that_is_small_and_something_for_others():
    counts = real_shaped(300, R, G)
    suppression = begun(counts)
    small = [place for place, cell in enumerate(suppression.cells) if isinstance(cell, Hidden)]
    suppression.estimate()
    assert all(isinstance(suppression.cells[place], Hidden) for place in small)
    assert Hidden.COMPLEMENTARY in suppression.cells
