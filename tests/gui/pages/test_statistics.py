"""Anonymised statistics in the window: protected before anybody sees them, with the reasons beside."""

import shutil
from datetime import date

import pytest

from returnhelp.domain.figures import UNKNOWN
from returnhelp.domain.tables import Hidden, Months, ProtectedTable, Shares, TableRequest, Variable
from returnhelp.gui import words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models.heat_cells import HeatCells, short_word
from returnhelp.gui.pages.statistics import SPEC, StatisticsPage
from returnhelp.services import closing, offices, statistics
from tests.gui.pages.office_desk import seat
from tests.gui.pages.taken_over import take_over
from tests.office import PASSWORD, Offices


@pytest.fixture(scope="module")
def closed_office(tmp_path_factory):
    """The folder of an office whose months of 2022 are closed."""
    made = Offices(tmp_path_factory.mktemp("closed"))
    sara = made.enter("sara")
    take_over(sara, 250)
    closing.close(sara, date(2022, 12, 1))
    made.close()
    return made.folder, made.clock


@pytest.fixture
def at_desk(qtbot, closed_office, tmp_path):
    folder, clock = closed_office
    shutil.copytree(folder, tmp_path / folder.name)
    admin = offices.sign_in(tmp_path / folder.name, "vera", PASSWORD, clock=clock)
    with seat(qtbot, admin, tmp_path / "machine") as made:
        yield made
    admin.close()


@pytest.fixture
def page(at_desk):
    return at_desk.show(StatisticsPage)


@pytest.fixture
def made(page, at_desk):
    page.make()
    at_desk.settle()
    return page


def test_admins_and_supervisors_see_it(house, sara, anna):
    assert SPEC.may(house.admin)
    assert SPEC.may(sara)
    assert not SPEC.may(anna)


def test_without_a_closed_month_it_says_what_to_do(qtbot, house, sara, tmp_path):
    with seat(qtbot, house.admin, tmp_path / "one") as desk:
        page = desk.show(StatisticsPage)
        assert not page.make_button.isEnabled()
        assert not page.waiting_state.button().isVisible()
    with seat(qtbot, sara, tmp_path / "two") as desk:
        page = desk.show(StatisticsPage)
        page.waiting_state.button().click()
        assert desk.went == [("reports", None)]


def test_the_closed_year_is_proposed(page):
    request = page.request()
    assert request.period == Months(date(2022, 1, 1), date(2022, 12, 31))
    assert (request.rows, request.columns) == (Variable.NATIONALITY, Variable.CANTON)


def test_columns_of_the_family_of_the_rows_are_not_offered(page):
    page.rows_combo.set_value(Variable.CANTON)
    page.rows_combo.chosen.emit(Variable.CANTON)
    assert Variable.GREATER_REGION not in page.columns_combo.values()
    assert page.columns_combo.value() not in Variable.CANTON.family


def test_a_period_that_ends_before_it_begins_is_one_month(page):
    page.first_combo.set_value(date(2022, 9, 1))
    page.last_combo.set_value(date(2022, 3, 1))
    page.last_combo.chosen.emit(date(2022, 3, 1))
    assert page.request().period == Months(date(2022, 3, 1), date(2022, 3, 31))


def test_the_table_comes_with_its_reasons_and_shares(made):
    table = made.heat_map.table()
    assert made.body_stack.currentWidget() is made.table_page
    assert made.cells_share_value.text() == f"{round(table.shares.cells * 100)}\u00a0%"
    assert "person" in made.narrowest_note.text()
    assert "0 as 5 or more" in made.limits_note.text()
    assert "persons left in these months" in made.persons_note.text()
    assert made.provisional_badge.isVisible()


def test_each_cell_is_told_in_words(made):
    told = made.heat_map.told()
    assert told
    assert made.told_note.text() == told


def test_rows_without_a_number_are_left_out_until_they_are_wanted(made):
    view = made.heat_map
    hidden = [row for row in range(view.model().rowCount()) if view.isRowHidden(row)]
    assert hidden
    made.only_check.setChecked(False)
    assert not any(view.isRowHidden(row) for row in range(view.model().rowCount()))


def test_a_coarser_table_is_one_click_away(made, at_desk):
    assert made._coarser
    best = max(made._coarser, key=lambda one: one.share)
    made._apply(best)
    at_desk.settle()
    table = made.heat_map.table()
    assert (table.request.rows, table.request.columns) == (best.rows, best.columns)
    assert table.shares.cells == pytest.approx(best.share, abs=0.001)


def test_the_table_is_handed_out_and_entered(made, at_desk, tmp_path):
    file_boxes.prepared.append(tmp_path / "statistik")
    made.hand_out("csv")
    at_desk.settle()
    text = (tmp_path / "statistik.csv").read_text(encoding="utf-8-sig")
    assert statistics.SIGN in text
    assert "provisional" in at_desk.said()
    assert len(statistics.published(at_desk.desk.office)) == 1
    assert "Nationality by Canton" in made.published_note.text()
    for kind in ("xlsx", "pdf"):
        file_boxes.prepared.append(tmp_path / f"statistik.{kind}")
        made.hand_out(kind)
        at_desk.settle()
        assert (tmp_path / f"statistik.{kind}").stat().st_size > 1000


def test_another_choice_puts_the_table_away(made):
    made.columns_combo.set_value(Variable.SEX)
    made.columns_combo.chosen.emit(Variable.SEX)
    assert made.heat_map.table() is None
    assert not made.hand_out_button.isEnabled()


def test_the_page_speaks_another_language_at_once(made):
    words.use("xx")
    assert made.limits_note.text().endswith("tables of others are not counted in.")
    assert made.heat_map.model().headerData(0, made.heat_map.horizontalHeader().orientation())


# --- the map on its own ------------------------------------------------------------------------------


def a_table():
    request = TableRequest(Variable.SEX, Variable.CANTON, Months(date(2022, 1, 1), date(2022, 1, 31)))
    return ProtectedTable(
        request,
        ("m", "f"),
        ("BE", UNKNOWN),
        ((100, Hidden.PRIMARY_SMALL), (8, Hidden.ZERO)),
        (Hidden.COMPLEMENTARY, Hidden.COMPLEMENTARY),
        (108, Hidden.PRIMARY_SMALL),
        Hidden.COMPLEMENTARY,
        Shares(0.9, 0.0, 0.9),
        None,
    )


def test_a_cell_is_the_warmer_the_more_persons_it_holds(qtbot):
    cells = HeatCells()
    cells.show(a_table())
    assert cells.cell(0, 0).warmth == 1.0
    assert 0 < cells.cell(1, 0).warmth < 1
    assert cells.cell(0, 1).warmth == 0
    assert cells.cell(2, 0).total


def test_a_hidden_cell_says_why_and_never_its_number(qtbot):
    cells = HeatCells()
    cells.show(a_table())
    assert cells.told(0, 1) == "Male, Unknown: hidden. Too few persons."
    assert cells.told(0, 0) == "Male, Bern: 100 persons"
    assert cells.empty_columns() == [1, 2]


def test_columns_have_short_heads():
    assert short_word(Variable.CANTON, "BE") == "BE"
    assert short_word(Variable.MONTH, "2022-03") == "03.22"
    assert short_word(Variable.CANTON, UNKNOWN) == "Unknown"
