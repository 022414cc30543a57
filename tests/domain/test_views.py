"""A view is cut out of a cube: what it shows are the cube's own numbers, and shares of shown ones."""

from datetime import date

import pytest

from returnhelp.domain.cubes import EVERYBODY, CubeRequest, Node, PublishedCube, Shape
from returnhelp.domain.errors import ViewOutsideCubeError
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.views import ShareOf, View, cut, shares

V = Variable
YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))


def numbered(*variables: V) -> PublishedCube:
    """A cube whose cells hold their own places."""
    request = CubeRequest.of(variables, YEAR)
    axes = request.laid_out()
    return PublishedCube(request, axes, tuple(range(Shape(axes).size)))


CUBE = numbered(V.NATIONALITY, V.CANTON, V.SEX)


def at(nationality: Node, canton: Node, sex: Node) -> int:
    nodes = [
        axis.everybody if node.level is None else axis.place(node.level, node.key)
        for axis, node in zip(CUBE.axes, (nationality, canton, sex), strict=True)
    ]
    return CUBE.shape.place(nodes)


def test_rows_and_columns_with_their_subtotals_and_everybody_last() -> None:
    table = cut(CUBE, View(V.NATIONALITY, V.CANTON))
    assert table.rows[0] == Node(V.NATIONALITY, 8201)
    assert Node(V.NATIONALITY_REGION, "africa_north") in table.rows
    assert table.rows[-1] == table.columns[-1] == EVERYBODY
    row, column = table.rows.index(Node(V.CONTINENT, "africa")), table.columns.index(Node(V.GREATER_REGION, 5))
    assert table.cells[row][column] == at(Node(V.CONTINENT, "africa"), Node(V.GREATER_REGION, 5), EVERYBODY)
    assert len({cell for line in table.cells for cell in line}) == len(table.rows) * len(table.columns)


def test_a_coarser_view_has_only_its_own_level_and_what_is_above() -> None:
    table = cut(CUBE, View(V.NATIONALITY_REGION, V.GREATER_REGION))
    assert {row.level for row in table.rows} == {V.NATIONALITY_REGION, V.CONTINENT, None}
    # America is the only region of its continent: that stands once, as the region.
    assert [row.key for row in table.rows].count("america") == 1
    assert {column.level for column in table.columns} == {V.GREATER_REGION, None}
    bare = cut(CUBE, View(V.NATIONALITY_REGION, V.GREATER_REGION, subtotals=False))
    assert {row.level for row in bare.rows} == {V.NATIONALITY_REGION, None}


def test_what_is_held_limits_the_whole_table() -> None:
    table = cut(CUBE, View(V.CANTON, held=((V.SEX, "f"),)))
    assert table.columns == (EVERYBODY,)
    assert table.cells[0][0] == at(EVERYBODY, Node(V.CANTON, table.rows[0].key), Node(V.SEX, "f"))


@pytest.mark.parametrize(
    "view",
    [
        View(V.PERMIT),
        View(V.NATIONALITY, V.CONTINENT),
        View(V.CANTON, V.SEX, ((V.GREATER_REGION, 5),)),
        View(V.CANTON, held=((V.SEX, "nobody"),)),
        View(V.CANTON, V.CANTON),
    ],
)
def test_a_view_that_the_cube_does_not_tell_apart_is_refused(view: View) -> None:
    with pytest.raises(ViewOutsideCubeError):
        cut(CUBE, view)


def test_a_view_is_kept_as_it_is() -> None:
    for view in (View(V.CANTON), View(V.NATIONALITY, V.SEX, ((V.CANTON, "BE"),), subtotals=False)):
        assert View.from_dict(view.to_dict()) == view


def test_shares_are_made_of_shown_numbers_alone() -> None:
    request = CubeRequest.of((V.SEX, V.VULNERABILITY), YEAR)
    axes = request.laid_out()
    by_node: dict[tuple[object, ...], int | None] = {
        ("m", "yes"): 20,
        ("m", None): 80,
        ("f", "yes"): 10,
        ("f", "no"): 40,
    }
    by_node |= {(None, "yes"): 30, (None, None): 130}
    cells = []
    for sex, vulnerable in Shape(axes).every():
        named = [axis.nodes[node] for axis, node in zip(axes, (sex, vulnerable), strict=True)]
        cells.append(by_node.get(tuple(node.key if node.level else None for node in named)))
    table = cut(PublishedCube(request, axes, tuple(cells)), View(V.SEX, V.VULNERABILITY))
    men, women = (table.rows.index(Node(V.SEX, key)) for key in ("m", "f"))
    assert shares(table, ShareOf.ROW)[men] == (0.25, None, 1.0)
    assert shares(table, ShareOf.ROW)[women] == (None, None, None)
    assert shares(table, ShareOf.COLUMN)[women] == (10 / 30, None, None)
    assert shares(table, ShareOf.ALL)[men] == (20 / 130, None, 80 / 130)
    assert shares(table, ShareOf.ALL)[-1] == (30 / 130, None, 1.0)


def test_a_share_of_nobody_is_none() -> None:
    request = CubeRequest.of((V.SEX,), YEAR)
    axes = request.laid_out()
    table = cut(PublishedCube(request, axes, (0,) * Shape(axes).size), View(V.SEX))
    assert all(share is None for line in shares(table, ShareOf.ALL) for share in line)
