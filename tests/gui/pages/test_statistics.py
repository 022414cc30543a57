"""Anonymised statistics in the window: chosen, looked at with the reasons beside, handed out with the proof."""

import json
import shutil
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from returnhelp.domain.errors import (
    ClassificationChangedError,
    HandedOutMeanwhileError,
    LedgerDamagedError,
    LoopedTablesError,
    NothingShownError,
    ProofTimeLimitError,
)
from returnhelp.domain.handouts import HIDDEN
from returnhelp.domain.profiles import Profile
from returnhelp.domain.statistics_plan import PlannedCube, kind_of
from returnhelp.domain.tables import Hidden, Months, Variable
from returnhelp.domain.views import View
from returnhelp.gui import words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.dialogs import question
from returnhelp.gui.pages import statistics_views as views
from returnhelp.gui.pages.statistics import SPEC, StatisticsPage
from returnhelp.gui.pages.statistics_hand_out import HandOutPart
from returnhelp.gui.pages.statistics_look import LookPart
from returnhelp.gui.pages.statistics_offers import Wish
from returnhelp.services import closing, offices, statistics
from tests.gui.pages.office_desk import seat
from tests.gui.pages.protected_cubes import YEAR, protected, protected_cube, skewed
from tests.gui.pages.taken_over import take_over
from tests.office import PASSWORD, Offices
from tests.registers import load_all_but_one

V = Variable
SEX_BY_AGE = PlannedCube((V.SEX, V.AGE_GROUP), V.MONTH)


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
    shown = at_desk.show(StatisticsPage)
    shown.activateWindow()
    return shown


@pytest.fixture
def made(page, at_desk, qtbot):
    """Sex by age of the year, made by keyboard."""
    page.choose.choose(SEX_BY_AGE)
    page.choose.what_list.setFocus()
    qtbot.keyClick(page.choose.what_list, Qt.Key.Key_Return)
    at_desk.settle()
    return page


def titles(rows):
    return [row.title for row in rows.rows()]


def said_in(widget):
    QApplication.processEvents()  # what was just put into a layout is shown only now
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def buttons_in(widget):
    QApplication.processEvents()
    return [button for button in widget.findChildren(QPushButton) if button.isVisibleTo(widget)]


def follow_by_tab(qtbot, first, *others):
    """Tab goes from the first to these, one after the other."""
    first.setFocus()
    for at, one in zip((first, *others), others, strict=False):
        qtbot.keyClick(at, Qt.Key.Key_Tab)
        assert one.hasFocus()


# --- choosing ----------------------------------------------------------------------------------------


def test_admins_and_supervisors_see_it(house, sara, anna):
    assert SPEC.may(house.admin)
    assert SPEC.may(sara)
    assert not SPEC.may(anna)


def test_without_a_closed_month_it_says_what_to_do(qtbot, house, sara, tmp_path):
    with seat(qtbot, house.admin, tmp_path / "one") as desk:
        page = desk.show(StatisticsPage)
        assert page.choose.choose_stack.currentWidget() is page.choose.none_page
        assert not page.choose.none_state.button().isVisible()
        assert "supervisor closes months" in said_in(page.choose.none_state)
    with seat(qtbot, sara, tmp_path / "two") as desk:
        page = desk.show(StatisticsPage)
        page.choose.none_state.button().click()
        assert desk.went == [("reports", None)]


def test_the_last_whole_year_is_proposed(page):
    offer, period = page.choose.chosen()
    first = next(choice for choice in statistics.choices(page.office) if choice.periods)
    assert offer.key == first.cube
    assert period == YEAR
    assert page.choose.chosen_heading.text() == f"{offer.title}, 2022"


def test_what_is_offered_says_its_detail_and_whether_it_is_sensitive(page):
    by_title = {row.title: row for row in page.choose.what_list.rows()}
    assert by_title["Nationality by Canton"].detail.startswith("Nationality 56")
    assert by_title["Nationality by Canton"].plate == ""
    assert by_title["Vulnerability"].plate == "Sensitive"
    page.choose.choose(PlannedCube((V.VULNERABILITY,)))
    assert "fewer than 10 persons are never shown" in page.choose.chosen_note.text()


def test_yearly_sheets_stand_under_their_own_heading_with_what_they_hold(page):
    rows = page.choose.what_list.rows()
    headings = [row.heading for row in rows if row.heading]
    assert headings[0].startswith("Yearly sheets")
    assert headings[1] == "Tables of the plan"
    sheet = next(row for row in rows if row.key is Profile.OPEN_DATA)
    assert "Nationality, Canton" in sheet.detail


def test_only_periods_that_are_closed_as_a_whole_are_offered(page):
    page.choose.choose(SEX_BY_AGE)
    periods = [row.key for row in page.choose.when_list.rows()]
    assert [kind_of(one) for one in periods].count(V.MONTH) == 12
    assert [kind_of(one) for one in periods].count(V.QUARTER) == 4
    assert page.choose.chosen()[1] == YEAR
    page.choose.choose(PlannedCube((V.NATIONALITY, V.CANTON)))
    assert [row.key for row in page.choose.when_list.rows()] == [YEAR]


def test_the_arrow_keys_choose_what_and_when(page, qtbot):
    page.choose.choose(SEX_BY_AGE)
    page.choose.when_list.setFocus()
    qtbot.keyClick(page.choose.when_list, Qt.Key.Key_Down)
    assert page.choose.chosen()[1] == Months(date(2022, 10, 1), date(2022, 12, 31))
    assert page.choose.chosen_heading.text() == "Sex by Age group, Q4 2022"


def test_months_that_wait_are_named_and_closed_only_by_who_may(page):
    assert "wait to be closed" in page.choose.closed_note.text()
    assert "supervisor" in page.choose.closed_note.text()
    assert not page.choose.close_link.isVisible()


def test_the_parts_are_reached_by_keyboard_and_say_what_is_missing(page, qtbot):
    page.part_tabs.setFocus()
    qtbot.keyClick(page.part_tabs, Qt.Key.Key_Right)
    assert page.parts_stack.currentWidget() is page.look
    assert page.look.look_stack.currentWidget() is page.look.none_page
    qtbot.keyClick(page.part_tabs, Qt.Key.Key_Right)
    assert page.hand_out.hand_out_stack.currentWidget() is page.hand_out.none_page
    page.hand_out.none_state.button().click()
    assert page.part_tabs.part() == "choose"
    assert page.choose.what_list.hasFocus()


def test_every_part_opens_its_own_help(page):
    assert page.help_anchor == "statistics"
    for key in ("ledger", "plan"):
        page.go_to(key)
        assert page.help_anchor == f"statistics_{key}"
    page.go_to("look")
    assert page.help_anchor == "statistics"


# --- making and handing out --------------------------------------------------------------------------


def test_a_table_is_made_and_looked_at_by_keyboard(made):
    assert made.part_tabs.part() == "look"
    assert made.look.heat_map.hasFocus()
    assert made.look.view_heading.text().endswith(", 2022")
    assert made.look.told_note.text() == made.look.heat_map.told()
    assert "0 conflicts" in said_in(made.look.side.proof_rows)
    assert "0 as 5 or more" in made.look.side.limits_note.text()


def test_the_view_is_handed_out_and_entered(made, at_desk, tmp_path, qtbot):
    out = tmp_path / "out"
    out.mkdir()
    made.go_to("hand_out")
    made.hand_out.kind_combo.set_value("csv")
    file_boxes.prepared.append(out)
    made.hand_out.hand_out_button.setFocus()
    qtbot.keyClick(made.hand_out.hand_out_button, Qt.Key.Key_Space)
    at_desk.settle()
    names = sorted(place.name for place in out.iterdir())
    assert any(name.endswith(".proof.json") for name in names)
    table = next(place for place in out.glob("*.csv") if "dictionary" not in place.name)
    assert HIDDEN in table.read_text(encoding="utf-8-sig")
    assert at_desk.said() == f"Handed out: {len(names)} files in out"
    kinds = [line.kind for line in statistics.ledger(at_desk.desk.office)]
    assert kinds == ["export", "cube"]
    assert "provisional" not in table.read_text(encoding="utf-8-sig").lower()


@pytest.mark.parametrize("kind", ["xlsx", "json", "pdf"])
def test_the_whole_table_is_handed_out_as_any_kind_of_file(made, at_desk, tmp_path, kind):
    out = tmp_path / "out"
    out.mkdir()
    made.go_to("hand_out")
    made.hand_out.whole_radio.setChecked(True)
    made.hand_out.kind_combo.set_value(kind)
    file_boxes.prepared.append(out)
    made.write()
    at_desk.settle()
    assert (next(out.glob(f"*2022*.{kind}"))).stat().st_size > 500
    proof = json.loads(next(out.glob("*.proof.json")).read_text(encoding="utf-8"))
    assert proof["format"] == "returnhelp-proof"


def test_the_same_table_comes_from_the_ledger_and_gives_the_same_files(made, at_desk, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for _time in range(2):
        made.hand_out.kind_combo.set_value("csv")
        file_boxes.prepared.append(out)
        made.write()
        at_desk.settle()
    made.go_to("choose")
    assert "handed out before" in made.choose.chosen_note.text()
    made.choose.make_button.click()
    at_desk.settle()
    assert "handed out as number 1" in made.look.view_heading.text()
    assert len([line for line in statistics.ledger(at_desk.desk.office) if line.kind == "cube"]) == 1


def test_a_file_that_is_another_is_written_over_only_when_asked(made, at_desk, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    made.hand_out.kind_combo.set_value("json")
    file_boxes.prepared.append(out)
    made.write()
    at_desk.settle()
    written = next(out.glob("*2022*[a-z].json"))
    written.write_text("mine")
    file_boxes.prepared.append(out)
    question.prepared.append(False)
    made.write()
    at_desk.settle()
    assert written.read_text() == "mine"
    assert "No file was written" in made.message().text()


def test_a_yearly_sheet_is_made_looked_at_and_handed_out_as_one(page, at_desk, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    page.choose.choose(Profile.OPEN_DATA)
    page.choose.make_button.click()
    at_desk.settle()
    assert page.look.which_field.isVisible()
    assert len(page.look.which_combo.values()) > 3
    page.go_to("hand_out")
    assert page.hand_out.whole_radio.isChecked()
    look = next(one for one in buttons_in(page.hand_out.sheets_rows) if "Canton" in one.accessibleName())
    look.click()
    assert page.part_tabs.part() == "look"
    assert page.look.shown()[1].rows is V.CANTON
    file_boxes.prepared.append(out)
    page.write()
    at_desk.settle()
    assert list(out.glob("open-data-2022-*.xlsx"))


def test_a_yearly_sheet_names_what_it_lacks_and_goes_out_without_it(page, at_desk, tmp_path):
    load_all_but_one(page.office, tmp_path, V.NATIONALITY, YEAR)
    page.choose.choose(Profile.OPEN_DATA)
    page.choose.make_button.click()
    at_desk.settle()
    without = "Without Nationality by Canton, 2022: A table of Nationality and Canton cannot be handed out"
    assert page.part_tabs.part() == "look"
    assert without in said_in(page.look)
    assert [page.look._sheets[at][1].rows for at in page.look.which_combo.values()] == [
        V.AGE_GROUP,
        V.PERMIT,
        V.ASSISTANCE,
    ]
    page.go_to("hand_out")
    assert without in said_in(page.hand_out)
    page.hand_out.kind_combo.set_value("json")
    page.hand_out.language_combo.set_value("en")
    file_boxes.prepared.append(tmp_path)
    page.write()
    at_desk.settle()
    assert "ationality" not in (tmp_path / "open-data-2022-en.json").read_text(encoding="utf-8")
    page.go_to("choose")
    page.choose.choose(SEX_BY_AGE)
    page.choose.make_button.click()
    at_desk.settle()
    assert "Without" not in said_in(page.look)


def test_it_can_be_stopped_and_nothing_was_made(page, at_desk):
    page.choose.choose(PlannedCube((V.NATIONALITY, V.CANTON)))
    page.choose.make_button.click()
    assert not page.choose.make_button.isEnabled()
    assert "work on other pages" in page.choose.chosen_note.text()
    page._strip.cancel_button().click()
    at_desk.settle()
    assert page.choose.make_button.isEnabled()
    assert page.look.look_stack.currentWidget() is page.look.none_page
    assert "Stopped" in page.message().text()


def test_who_is_elsewhere_meanwhile_is_told_and_brought(page, at_desk):
    page.choose.choose(SEX_BY_AGE)
    page.choose.make_button.click()
    page.hide()
    at_desk.settle()
    toast = at_desk.toasts[-1]
    assert toast.text == "Ready to look at: Sex by Age group, 2022"
    toast.act()
    assert at_desk.went[-1] == ("statistics", None)
    page.show()
    assert page.parts_stack.currentWidget() is page.look


# --- no table ----------------------------------------------------------------------------------------

NATIONALITY_BY_CANTON = Wish(PlannedCube((V.NATIONALITY, V.CANTON)), YEAR)


@pytest.mark.parametrize(
    ("error", "button", "part"),
    [
        (LoopedTablesError(variables=(V.SEX, V.CANTON)), "Look at the plan", "plan"),
        (LedgerDamagedError(number=3), "Look at the record", "ledger"),
    ],
)
def test_without_a_table_stands_the_reason_with_its_mend(page, error, button, part):
    page._refuse(NATIONALITY_BY_CANTON, error)
    look = page.look
    assert look.look_stack.currentWidget() is look.refused_page
    assert "Nationality by Canton, 2022" in look.refused_heading.text()
    assert look.refused_value.text()
    assert look.refused_act_button.text() == button
    assert look.refused_act_button.hasFocus()
    assert page.hand_out.hand_out_stack.currentWidget() is page.hand_out.none_page
    look.refused_act_button.click()
    assert page.part_tabs.part() == part


def test_red_has_no_way_around(page):
    page._refuse(NATIONALITY_BY_CANTON, ClassificationChangedError(variable=V.CANTON))
    assert [button.text() for button in buttons_in(page.look.refused_card)] == ["Choose something else"]
    assert page.hand_out.chosen() is None
    page.write()  # nothing to write: no box is asked for


def test_what_others_handed_out_meanwhile_asks_to_make_it_again(page):
    page._refuse(NATIONALITY_BY_CANTON, HandedOutMeanwhileError())
    assert page.look.refused_act_button.text() == "Make it again"


@pytest.mark.parametrize(
    "error", [ProofTimeLimitError(seconds=180), NothingShownError(variables=(V.NATIONALITY, V.CANTON))]
)
def test_too_large_a_table_leads_to_coarser_ones(page, at_desk, error, qtbot):
    page._refuse(NATIONALITY_BY_CANTON, error)
    assert "are being looked at" in page.look.refused_mends_note.text()
    at_desk.settle()
    offered = buttons_in(page.look.refused_rows)
    assert offered[0].text() == "Put into the plan …"
    follow_by_tab(qtbot, *offered, page.look.refused_back_button)
    offered[0].click()
    at_desk.settle()
    assert page.part_tabs.part() == "plan"
    assert page.hold_draft() is not None


# --- looking -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def four_axes():
    return protected_cube((V.GREATER_REGION, V.SEX, V.AGE_GROUP, V.VULNERABILITY), lambda *places: 20 + sum(places))


@pytest.fixture
def look(qtbot):
    part = LookPart()
    qtbot.addWidget(part)
    part.resize(1192, 640)
    part.show()
    part.activateWindow()
    return part


def shown_by(look, cube, **facts):
    look.show_ready([protected(cube, **facts)], [(0, views.first(cube))], 12)
    return look


def few(*places):
    return skewed(*places) // 6


def test_rows_columns_and_the_rest_are_chosen_freely(look, four_axes):
    shown_by(look, four_axes)
    assert look.shown() == (0, View(V.GREATER_REGION, V.AGE_GROUP))
    assert list(look._held) == [V.SEX, V.VULNERABILITY]
    look.rows_combo.set_value(V.SEX)
    look.rows_combo.chosen.emit(V.SEX)
    assert look.shown()[1] == View(V.SEX, V.AGE_GROUP)
    assert list(look._held) == [V.GREATER_REGION, V.VULNERABILITY]
    combo = look._held[V.VULNERABILITY]
    combo.setCurrentIndex(1)
    combo.chosen.emit(combo.value())
    assert look.shown()[1] == View(V.SEX, V.AGE_GROUP, ((V.VULNERABILITY, "yes"),))
    assert "Vulnerability: " in look.view_heading.text()
    assert "all categories of Vulnerability" in look.side.shares_note.text()


def test_rows_and_columns_never_group_the_same(look):
    shown_by(look, protected_cube((V.NATIONALITY, V.CANTON), skewed))
    look.rows_combo.set_value(V.GREATER_REGION)
    look.rows_combo.chosen.emit(V.GREATER_REGION)
    assert look.shown()[1] == View(V.GREATER_REGION, V.NATIONALITY)
    assert V.CANTON not in look.columns_combo.values()


def test_rows_and_columns_are_swapped_by_keyboard(look, four_axes, qtbot):
    shown_by(look, four_axes)
    look.swap_button.setFocus()
    qtbot.keyClick(look.swap_button, Qt.Key.Key_Space)
    assert look.shown()[1] == View(V.AGE_GROUP, V.GREATER_REGION)


def test_the_keys_come_to_what_is_held_after_the_columns(look, four_axes, qtbot):
    shown_by(look, four_axes)
    QApplication.processEvents()
    look.columns_combo.setFocus()
    qtbot.keyClick(look.columns_combo, Qt.Key.Key_Tab)
    assert look._held[V.SEX].hasFocus()


def test_a_table_that_would_be_mostly_hidden_opens_coarser_and_says_so(look):
    cube = protected_cube((V.NATIONALITY, V.CANTON), few)
    shown_by(look, cube)
    assert views.share(cube, look.shown()[1]) >= views.MOSTLY
    assert "mostly hidden signs" in look.notice_bar.text()
    QApplication.processEvents()
    assert 4 * look.notice_bar.height() < look.heat_map.height()
    look.notice_bar.action_button().click()
    assert look.shown()[1] == views.finest(cube)
    assert look.notice_bar.text().startswith("Mostly hidden signs: this view shows 30")
    look.notice_bar.action_button().click()
    assert views.share(cube, look.shown()[1]) >= views.MOSTLY


def test_a_coarser_view_is_one_click_away_with_its_effect(look):
    cube = protected_cube((V.NATIONALITY, V.CANTON), skewed)
    shown_by(look, cube)
    said = said_in(look.side.coarser_rows)
    assert "Canton (28) → Greater region of Switzerland (9)" in said
    assert "56\u00a0% → 82\u00a0%" in said
    buttons_in(look.side.coarser_rows)[0].click()
    assert look.shown()[1] == View(V.NATIONALITY, V.GREATER_REGION)


def test_the_legend_counts_decoys_and_insiders_apart(look):
    cube = protected_cube((V.NATIONALITY, V.CANTON), skewed)
    shown_by(look, cube)
    figures = [label.text() for label in look.side.legend_rows.findChildren(QLabel)]
    for reason in (Hidden.DECOY, Hidden.INSIDER, Hidden.COMPLEMENTARY):
        assert f"{cube.hidden[reason]}" in figures
    assert "Chosen by chance, so that a hidden number need not be small" in figures
    assert "Against somebody who knows one hidden number" in figures


def test_the_proof_is_told_in_figures(look):
    cube = protected_cube((V.NATIONALITY, V.CANTON), skewed, fewest=5)
    shown_by(look, cube)
    said = said_in(look.side.proof_rows)
    assert "0 conflicts with the 12 tables handed out before." in said
    assert "0 to 7 persons" in said
    assert f"{cube.hidden_because_of_others} hidden because of others; at least 5 are necessary." in said
    shown_by(look, protected_cube((V.NATIONALITY, V.CANTON), skewed))
    assert "was not computed for so large a table" in said_in(look.side.proof_rows)


def test_a_hidden_total_does_not_stand_beside_the_table_either(look):
    cube = protected_cube((V.SEX, V.PERMIT), lambda *places: 1 if places == (0, 0) else 0)
    shown_by(look, cube, persons=1)
    assert "is hidden in this table" in look.side.persons_note.text()
    assert "1" not in look.side.persons_note.text()


def test_a_table_that_was_handed_out_says_its_number(look, four_axes):
    shown_by(look, four_axes, number=7)
    assert look.view_heading.text().endswith("handed out as number 7")


def test_the_page_speaks_another_language_at_once(look):
    shown_by(look, protected_cube((V.NATIONALITY, V.CANTON), skewed))
    words.use("de")
    assert look.view_heading.text().startswith("Nationalität")
    assert look.rows_combo.itemText(0) == "Nationalität (56)"


# --- what goes out -----------------------------------------------------------------------------------


@pytest.fixture
def out(qtbot):
    part = HandOutPart()
    qtbot.addWidget(part)
    part.offer_language("de")
    return part


def test_this_view_or_the_whole_table_goes_out(out, four_axes):
    out.show_ready([protected(four_axes)], [(0, views.first(four_axes))])
    out.show_view((0, View(V.SEX)))
    assert out.chosen() == (((0, View(V.SEX)),), "xlsx", "de")
    out.whole_radio.setChecked(True)
    assert len(out.chosen()[0]) == 15
    assert out.whole_note.text().startswith("15 tables")


def test_what_lies_beside_the_figures_is_said(out, four_axes):
    out.show_ready([protected(four_axes)], [(0, views.first(four_axes))])
    out.show_view((0, views.first(four_axes)))
    assert "returnhelp verify" in out.proof_note.text()
    assert "record" in out.ledger_note.text()
    out.kind_combo.set_value("pdf")
    out.kind_combo.chosen.emit("pdf")
    assert out.figures_value.text() == "The figures (.pdf)"


def test_a_sheet_goes_out_as_a_whole_unless_one_table_is_wanted(out, four_axes, qtbot):
    sheets = [(0, View(V.SEX)), (0, View(V.AGE_GROUP))]
    out.show_ready([protected(four_axes)], sheets, "Yearly open data")
    out.show_view(sheets[1])
    assert out.whole_sheet()
    assert out.chosen()[0] == tuple(sheets)
    out.show()
    out.activateWindow()
    follow_by_tab(qtbot, out.whole_radio, *buttons_in(out.sheets_rows), out.kind_combo)
    out.view_radio.setChecked(True)
    assert not out.whole_sheet()
    assert out.chosen()[0] == (sheets[1],)
