"""The picture of the plan of statistics: everything is on it once, readable without colour, and told in words."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, Qt

from returnhelp.domain.statistics_plan import DEFAULT_PLAN, PlannedCube, picture
from returnhelp.domain.tables import FLAG_GROUPS, Variable
from returnhelp.gui import theme, words
from returnhelp.gui.widgets.plan_layout import lay_out
from returnhelp.gui.widgets.plan_picture import PlanPictureView

V = Variable
RING = (PlannedCube((V.NATIONALITY, V.CANTON)), PlannedCube((V.CANTON, V.SEX)), PlannedCube((V.NATIONALITY, V.SEX)))
PLANS = {
    "default": DEFAULT_PLAN.cubes,
    "ring": (*RING, PlannedCube((V.SEX, V.AGE_GROUP), V.MONTH), PlannedCube((V.PERMIT,))),
    "six on a ring": (
        PlannedCube((V.NATIONALITY, V.CANTON)),
        PlannedCube((V.CANTON, V.PERMIT, V.SEX)),
        PlannedCube((V.SEX, V.AGE_GROUP), V.MONTH),
        PlannedCube((V.NATIONALITY_REGION, V.STAGE)),
        PlannedCube((V.STAGE, V.ASSISTANCE)),
        PlannedCube((V.AGE_GROUP, V.STAGE)),
    ),
    "one": (PlannedCube((V.SEX,)),),
}


@pytest.fixture
def view(qtbot):
    made = PlanPictureView()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def shown(view, cubes, told="told"):
    view.show_picture(picture(cubes), range(len(cubes)), told)
    view.resize(600, max(400, view.minimumHeight()))
    return view.laid()


@pytest.mark.parametrize("cubes", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("width", [360.0, 600.0, 900.0])
def test_every_table_and_variable_is_on_it_once(cubes, width):
    drawn = picture(cubes)
    laid = lay_out(drawn, width)
    spots = [one.point for one in laid.spots]
    assert len(spots) == len(set(spots))
    assert {*spots, *(point for row in laid.rows for point in row.points)} == set(range(len(drawn.points)))
    hulls = [one.hull for one in laid.patches] + [one.hull for one in laid.rows if one.hull is not None]
    assert sorted(hulls) == list(range(len(cubes)))


@pytest.mark.parametrize("cubes", PLANS.values(), ids=PLANS)
def test_no_number_stands_on_another_and_all_is_inside(cubes):
    laid = lay_out(picture(cubes), 600.0)
    plates = [one.plate for one in laid.patches]
    assert all((one - other).manhattanLength() > 20 for one, other in combinations(plates, 2))
    for patch in laid.patches:
        box = patch.outline.boundingRect()
        assert 0 <= box.left() <= box.right() <= 600
        assert 0 <= box.top() <= box.bottom() <= laid.height
    for spot in laid.spots:
        assert spot.label.left() >= 0
        assert spot.label.right() <= 600
    rows = [one.box for one in laid.rows]
    assert not any(one.intersects(other) for one, other in combinations(rows, 2))


@pytest.mark.parametrize("pair", [(V.EXPLOITATION_COUNTRY, V.TRAFFICKED_MONTHS), (V.AGE_GROUP, V.CTDC_AGE)])
def test_a_ring_that_runs_through_what_two_variables_have_in_common_has_a_point_for_it(pair):
    cubes = [PlannedCube((V.SEX, pair[0])), PlannedCube((V.CANTON, pair[1])), PlannedCube((V.CANTON, V.SEX))]
    drawn = picture(cubes)
    assert len(drawn.ring) == 3
    assert set(drawn.ring) == {one.variable for one in drawn.points if one.on_ring}
    assert all(one.on_ring for one in drawn.hulls)
    assert len(lay_out(drawn, 600.0).patches) == 3


def test_many_tables_that_hang_on_one_variable_stand_in_lines_under_it():
    flags = [flag for group in FLAG_GROUPS.values() for flag in group]
    cubes = (*RING[:2], PlannedCube((V.TRAFFICKING,)), *(PlannedCube((flag,)) for flag in flags))
    drawn = picture(cubes)
    laid = lay_out(drawn, 600.0)
    (heading,) = (row for row in laid.rows if row.hull is None)
    assert [drawn.points[point].variable for point in heading.points] == [V.TRAFFICKING]
    below = [drawn.points[row.points[0]].variable for row in laid.rows if row.box.top() > heading.box.top()]
    assert below == flags


def test_a_table_is_found_by_its_number_and_by_its_line(view):
    laid = shown(view, PLANS["ring"])
    for patch in laid.patches:
        assert view.table_at(patch.plate) == patch.hull
    lone = laid.rows[0]
    assert view.table_at(QPointF(lone.box.center())) == lone.hull == 4
    assert view.table_at(QPointF(2, 2)) is None


def test_pressing_a_table_tells_its_place_in_the_plan(view, qtbot):
    cubes = PLANS["ring"]
    view.show_picture(picture(cubes), [0, 1, 3, 4, 7], "")
    view.resize(600, view.minimumHeight())
    with qtbot.waitSignal(view.pressed) as told:
        place = view.laid().rows[0].box.center().toPoint()
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [7]


def test_a_screen_reader_is_told_one_sentence(view):
    shown(view, PLANS["ring"], "The tables form a ring.")
    assert view.accessibleName() == "The tables form a ring."


def test_the_ring_the_chosen_table_and_the_dark_look_each_change_the_picture(view):
    seen = [view.grab().toImage()]
    for cubes in (PLANS["ring"][:2], PLANS["ring"]):
        shown(view, cubes)
        seen.append(view.grab().toImage())
    view.choose(1)
    seen.append(view.grab().toImage())
    theme.apply(theme.Choice.DARK)
    seen.append(view.grab().toImage())
    assert all(one != other for one, other in combinations(seen, 2))


def test_the_picture_without_colours_still_tells_tables_apart(view):
    """Each of the first seven tables has a pattern of its own, and each its number."""
    shown(view, [PlannedCube((one,)) for one in (V.SEX, V.PERMIT)])
    grey = [view.grab().toImage().convertToFormat(view.grab().toImage().Format.Format_Grayscale8)]
    shown(view, [PlannedCube((one,)) for one in (V.PERMIT, V.SEX)])
    grey.append(view.grab().toImage().convertToFormat(grey[0].format()))
    assert grey[0] != grey[1]


def test_it_grows_with_the_letters_and_speaks_another_language(view):
    shown(view, PLANS["default"])
    before = view.minimumHeight()
    theme.apply(theme.Choice.LIGHT, 1.5)
    assert view.minimumHeight() > before
    theme.apply(theme.Choice.LIGHT, 1.0)
    english = view.grab().toImage()
    words.use("de")
    assert view.grab().toImage() != english


def test_nothing_is_drawn_without_a_plan(view):
    shown(view, PLANS["one"])
    view.show_picture(None, (), "")
    assert view.laid() is None
    assert view.table_at(QPointF(30, 30)) is None
    assert not view.grab().isNull()
