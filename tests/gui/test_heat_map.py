"""The map of a protected table: warm where many are, a mark for each reason to hide, every cell told in words."""

import time
from collections import Counter

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from returnhelp.domain.figures import UNKNOWN
from returnhelp.domain.tables import Hidden, Variable
from returnhelp.domain.views import View, cut
from returnhelp.gui import theme
from returnhelp.gui.models.heat_cells import CELL, HeatCells, short_word
from returnhelp.gui.widgets.heat_map import HeatMap, Swatch
from tests.gui.pages.protected_cubes import protected_cube, skewed

V = Variable


def by_sex_and_region(sex, region):
    return {(0, 0): 100, (0, 1): 7 * 12, (1, 0): 40}.get((sex, region), 2 if region == 2 else 0)


@pytest.fixture
def table():
    return cut(
        protected_cube((V.GREATER_REGION, V.SEX), lambda region, sex: by_sex_and_region(sex, region)),
        View(V.SEX, V.GREATER_REGION),
    )


@pytest.fixture
def large():
    return protected_cube((V.NATIONALITY, V.CANTON), skewed)


@pytest.fixture
def heat_map(qtbot, large):
    made = HeatMap()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_table(cut(large, View(V.NATIONALITY, V.CANTON)))
    made.setFocus()
    return made


def test_a_cell_is_the_warmer_the_more_persons_it_holds(qtbot, table):
    cells = HeatCells()
    cells.show(table)
    assert cells.cell(0, 0).warmth == 1.0
    assert 0 < cells.cell(1, 0).warmth < 1
    assert cells.cell(0, 2).warmth == 0


def test_subtotals_and_totals_are_no_warmer_than_others(qtbot, large):
    cells = HeatCells()
    cells.show(cut(large, View(V.NATIONALITY, V.CANTON)))
    last = cells.rowCount() - 1
    assert cells.sums_row(last)
    assert cells.sums_column(cells.columnCount() - 1)
    assert cells.cell(last, 0).sums
    assert cells.cell(last, 0).warmth == 0
    assert not cells.sums_row(0)


def test_a_hidden_cell_says_why_and_never_its_number(qtbot, table):
    cells = HeatCells()
    cells.show(table)
    assert cells.told(0, 2).endswith("hidden. Too few persons.")
    assert cells.told(0, 0).endswith(": 100 persons")
    shown = cells.index(0, 2)
    assert cells.data(shown, Qt.ItemDataRole.DisplayRole) == ""
    assert cells.data(shown, CELL).value is Hidden.PRIMARY_SMALL


def test_no_role_of_any_cell_holds_a_hidden_number(qtbot, table):
    """The numbers behind the signs are not in the widget: 2 is in every cell that is too small."""
    cells = HeatCells()
    cells.show(table)
    for row in range(cells.rowCount()):
        for column in range(cells.columnCount()):
            if isinstance(cells.cell(row, column).value, Hidden):
                told = [cells.data(cells.index(row, column), role) for role in (0, 3, 5, 11, 12, int(CELL))]
                assert not any(char.isdigit() for text in told if isinstance(text, str) for char in text)


def test_one_column_is_headed_persons(qtbot, large):
    cells = HeatCells()
    cells.show(cut(large, View(V.CANTON)))
    assert cells.columnCount() == 1
    assert cells.headerData(0, Qt.Orientation.Horizontal) == "Persons"
    assert cells.told(0, 0).startswith("Zurich: ") or cells.told(0, 0).startswith("Zürich: ")


def test_columns_have_short_heads():
    assert short_word(V.CANTON, "BE") == "BE"
    assert short_word(V.MONTH, "2022-03") == "03.22"
    assert short_word(V.CANTON, UNKNOWN) == "Unknown"


def test_the_arrow_keys_go_through_the_cells_and_each_is_told(qtbot, heat_map):
    said = []
    heat_map.cell_told.connect(said.append)
    heat_map.setCurrentIndex(heat_map.model().index(0, 0))
    qtbot.keyClick(heat_map, Qt.Key.Key_Right)
    qtbot.keyClick(heat_map, Qt.Key.Key_Down)
    assert (heat_map.currentIndex().row(), heat_map.currentIndex().column()) == (1, 1)
    assert said[-1] == heat_map.told()
    assert heat_map.model().data(heat_map.currentIndex(), Qt.ItemDataRole.AccessibleTextRole) == heat_map.told()


def test_tab_leaves_the_map(qtbot, heat_map):
    assert not heat_map.tabKeyNavigation()


def test_rows_without_a_number_are_left_out_until_they_are_wanted(heat_map):
    few = protected_cube((V.NATIONALITY, V.CANTON), lambda *places: skewed(*places) // 20)
    heat_map.show_table(cut(few, View(V.NATIONALITY, V.CANTON)))
    rows = range(heat_map.model().rowCount())
    heat_map.only_shown(True)
    assert any(heat_map.isRowHidden(row) for row in rows)
    assert not heat_map.isRowHidden(heat_map.currentIndex().row())
    heat_map.only_shown(False)
    assert not any(heat_map.isRowHidden(row) for row in rows)


def test_where_no_number_is_shown_at_all_the_signs_are(heat_map):
    nobody = protected_cube((V.NATIONALITY, V.CANTON), lambda *places: int(places == (0, 0)))
    heat_map.only_shown(True)
    heat_map.show_table(cut(nobody, View(V.NATIONALITY, V.CANTON)))
    assert not any(heat_map.isRowHidden(row) for row in range(heat_map.model().rowCount()))
    assert "hidden" in heat_map.told()


@pytest.mark.parametrize("choice", [theme.Choice.LIGHT, theme.Choice.DARK])
def test_each_reason_has_a_mark_that_is_known_without_its_colour(qtbot, choice):
    theme.apply(choice)
    drawn = Counter()
    for reason in Hidden:
        swatch = Swatch(reason)
        qtbot.addWidget(swatch)
        swatch.resize(QSize(32, 22))
        picture = swatch.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        ground = picture.pixelColor(0, 0).value()
        shape = tuple(
            abs(picture.pixelColor(x, y).value() - ground) > 60
            for y in range(picture.height())
            for x in range(picture.width())
        )
        assert any(shape)
        drawn[shape] += 1
    assert len(drawn) == len(Hidden)


def test_a_view_of_twenty_thousand_cells_is_switched_at_once(qtbot):
    """At most 200 ms (the bench measures it; here with room for a busy machine)."""
    cube = protected_cube((V.NATIONALITY, V.CANTON, V.SEX, V.VULNERABILITY), skewed)
    assert cube.shape.size > 20_000
    made = HeatMap()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_table(cut(cube, View(V.NATIONALITY, V.CANTON)))
    began = time.perf_counter()
    made.show_table(cut(cube, View(V.NATIONALITY, V.CANTON, ((V.SEX, "f"),))))
    assert time.perf_counter() - began < 0.6
