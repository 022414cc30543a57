"""The plan of statistics in the window: drafted, judged at once, mended by a press, saved once a year by an admin."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from returnhelp.domain.statistics_plan import DEFAULT_PLAN, PlannedCube, StatisticsPlan
from returnhelp.domain.tables import Variable
from returnhelp.gui import words
from returnhelp.gui.dialogs import question
from returnhelp.gui.pages import statistics_plan_words
from returnhelp.gui.pages.statistics import StatisticsPage
from returnhelp.gui.pages.statistics_plan import StatisticsPlanPart
from returnhelp.services import statistics
from returnhelp.services.office import Office
from tests.gui.pages.casework.world import press, wake
from tests.gui.pages.handed_out import damage, hand_out
from tests.gui.pages.office_desk import Seat, seat
from tests.office import Offices

V = Variable
NATIONS, SEXES = PlannedCube((V.NATIONALITY, V.CANTON)), PlannedCube((V.SEX, V.AGE_GROUP), V.MONTH)
CLOSING = (PlannedCube((V.CANTON, V.SEX)), PlannedCube((V.NATIONALITY, V.SEX)))


@pytest.fixture
def at_vera(qtbot, house: Offices, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, house.admin, tmp_path / "vera") as made:
        yield made


@pytest.fixture
def part(at_vera: Seat) -> StatisticsPlanPart:
    return at_vera.show(StatisticsPlanPart)


def rows(part: StatisticsPlanPart) -> list[list[str]]:
    """What the list shows, row by row."""
    model = part.cubes_table.paged()
    return [[part._cell(model.row(at), column.key).spoken for column in model.columns] for at in range(model.total)]


def mend_buttons(part: StatisticsPlanPart) -> list[QPushButton]:
    layout = part.mends_rows.layout()
    assert layout is not None
    found = (layout.itemAt(at) for at in range(layout.count()))
    return [item.widget().findChild(QPushButton) for item in found if item is not None and item.widget() is not None]


def save(part: StatisticsPlanPart, desk: Seat, *, sure: bool = True) -> None:
    question.prepared.append(sure)
    part.save()
    desk.settle()


# --- what is in force ------------------------------------------------------------------------------


def test_the_plan_that_came_with_the_program_is_shown_and_whole(part: StatisticsPlanPart) -> None:
    assert part.draft() == DEFAULT_PLAN.cubes
    assert "came with the program" in part.standing_note.text()
    assert part.verdict_value.text().startswith("No ring")
    assert part.picture_view.accessibleName() == part.verdict_value.text()
    assert len(rows(part)) == len(DEFAULT_PLAN.cubes)
    assert not part.draft_badge.isVisible()
    assert not part.save_button.isEnabled()
    assert not part.mends_rows.isVisible()


def test_each_table_tells_its_size_its_periods_and_whether_it_is_sensitive(part: StatisticsPlanPart) -> None:
    part.set_draft((NATIONS, SEXES, PlannedCube((V.VULNERABILITY,))))
    assert rows(part) == [
        ["1", "Nationality by Canton, Year", "2’448"],
        ["2", "Sex by Age group, Month, quarter or year", "50"],
        ["3", "Vulnerability, Year · sensitive", "3"],
    ]
    part.choose(2)
    assert "from 10 persons on" in part.cube_note.text()
    assert "Vulnerability is sensitive." in part.cube_note.text()


def test_supervisors_read_it_and_have_no_button(qtbot, sara: Office, tmp_path: Path) -> None:
    with seat(qtbot, sara, tmp_path / "sara") as desk:
        part = desk.show(StatisticsPlanPart)
        for widget in (part.add_button, part.drop_button, part.save_button, part.undo_button, part.program_button,
                       part.variables_edit, part.shortest_combo):  # fmt: skip
            assert not widget.isVisible()
        assert "An admin changes it." in part.standing_note.text()
        assert part.picture_view.picture() is not None
        part.add()
        part.drop()
        part.save()
        assert part.draft() == DEFAULT_PLAN.cubes


# --- drafting --------------------------------------------------------------------------------------


def test_a_table_is_added_and_filled_in_by_keys_alone(qtbot, part: StatisticsPlanPart) -> None:
    wake(qtbot, part)
    part.cubes_table.setFocus()
    QTest.keyClick(part.cubes_table, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    line = part.variables_edit.line()
    qtbot.waitUntil(line.hasFocus)
    assert part.why_not() == f"Table {len(part.draft())} tells nothing apart yet."
    QTest.keyClicks(line, "permit")
    press(qtbot, Qt.Key.Key_Return)
    assert part.draft()[-1].variables == (V.PERMIT,)
    QTest.keyClicks(part.variables_edit.line(), "destination")
    press(qtbot, Qt.Key.Key_Return)
    assert part.draft()[-1].variables == (V.PERMIT, V.DESTINATION_KIND)
    assert part.draft_badge.isVisible()
    assert part.save_button.isEnabled()
    QTest.keyClick(part.variables_edit.line(), Qt.Key.Key_Backspace)
    assert part.draft()[-1].variables == (V.PERMIT,)
    part.cubes_table.setFocus()
    QTest.keyClick(part.cubes_table, Qt.Key.Key_Delete)
    assert part.draft() == DEFAULT_PLAN.cubes


def test_variables_that_group_the_same_thing_are_not_offered_together() -> None:
    offered = statistics_plan_words.offered((V.NATIONALITY, V.FORCED_LABOUR))
    assert V.CANTON in offered
    assert not {V.NATIONALITY_REGION, V.CONTINENT, V.SEXUAL_EXPLOITATION, V.TRAFFICKING, V.YEAR} & set(offered)


def test_a_table_with_months_in_it_is_made_for_whole_years(part: StatisticsPlanPart) -> None:
    part.set_draft((SEXES,))
    part.variables_edit.set_values((V.SEX, V.MONTH))
    part.variables_edit.changed.emit()
    assert part.draft() == (PlannedCube((V.SEX, V.MONTH), V.YEAR),)
    assert not part.shortest_combo.isEnabled()
    assert "made for whole years" in part.cube_note.text()


def test_the_shortest_period_is_chosen(part: StatisticsPlanPart) -> None:
    part.set_draft((NATIONS,))
    part.shortest_combo.set_value(V.QUARTER)
    part.shortest_combo.chosen.emit(V.QUARTER)
    assert part.draft() == (PlannedCube(NATIONS.variables, V.QUARTER),)
    assert rows(part)[0][1].endswith("Quarter or year")


def test_a_very_large_table_says_that_it_takes_minutes(part: StatisticsPlanPart) -> None:
    part.set_draft((PlannedCube((V.NATIONALITY, V.CANTON, V.SEX, V.AGE_GROUP)),))
    assert "minutes" in part.cube_note.text()


def test_an_empty_plan_says_what_to_do(part: StatisticsPlanPart) -> None:
    part.set_draft(())
    assert part.cubes_table.empty.isVisible()
    assert not part.cube_card.isVisible()
    assert part.why_not() == "A plan needs at least one table."
    assert part.picture_view.picture() is None
    part.cubes_table.empty.button().click()
    assert len(part.draft()) == 1


# --- a ring ----------------------------------------------------------------------------------------


def test_a_ring_is_named_shown_and_cannot_be_saved(part: StatisticsPlanPart, at_vera: Seat) -> None:
    part.set_draft((NATIONS, SEXES, *CLOSING))
    assert "a ring through Nationality, Canton and Sex" in part.verdict_value.text()
    drawn = part.picture_view.picture()
    assert drawn is not None
    assert {one.variable for one in drawn.points if one.on_ring} == {V.NATIONALITY, V.CANTON, V.SEX}
    assert not part.save_button.isEnabled()
    assert "A plan with a ring cannot be saved" in part.foot_note.text()
    assert part.save_button.accessibleDescription() == part.foot_note.text()
    save(part, at_vera)
    question.prepared.clear()
    assert statistics.plan(at_vera.desk.office) == DEFAULT_PLAN


def test_each_mend_says_its_effect_and_opens_the_ring_by_a_press(qtbot, part: StatisticsPlanPart) -> None:
    wake(qtbot, part)
    looped = (NATIONS, SEXES, *CLOSING)
    part.set_draft(looped)
    told = [button.accessibleName() for button in mend_buttons(part)]
    assert any(one.startswith("Drop 3: Canton by Sex: no longer handed out") for one in told)
    assert any("One table of Nationality, Canton and Sex: 12’240 cells" in one for one in told)
    for at in range(len(told)):
        part.set_draft(looped)
        button = mend_buttons(part)[at]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
        assert part.verdict_value.text().startswith("No ring")
        assert not part.mends_rows.isVisible()
        assert part.save_button.isEnabled()
        assert part.save_button.hasFocus()


def test_a_coarser_level_and_a_longer_period_are_mends_in_words() -> None:
    fine = (PlannedCube((V.NATIONALITY_REGION, V.CANTON)), PlannedCube((V.CONTINENT, V.SEX)), CLOSING[0])
    said = [
        statistics_plan_words.mend_effect(mend, fine)
        for mend in statistics_plan_words.best(statistics_plan_words.plans.mends(fine), each=9)
        if mend.kind == "coarser"
    ]
    assert all("in its place" in one or "now only for" in one for one in said)


def test_a_table_that_is_pressed_in_the_picture_is_chosen_in_the_list(part: StatisticsPlanPart) -> None:
    part.picture_view.pressed.emit(3)
    assert part.cubes_table.row() == 3
    assert part.cube_heading.text() == "Table 4"


# --- saving ----------------------------------------------------------------------------------------


def test_the_draft_is_saved_after_a_question_and_who_and_when_are_told(part, at_vera: Seat, house: Offices) -> None:
    part.set_draft((NATIONS, SEXES))
    save(part, at_vera, sure=False)
    assert statistics.plan(house.admin) == DEFAULT_PLAN
    save(part, at_vera)
    assert statistics.plan(house.admin) == StatisticsPlan((NATIONS, SEXES), house.admin.today())
    assert at_vera.said() == "The plan is saved."
    assert "In force since 20 March 2026, saved by Vera Admin." in part.standing_note.text()
    assert "changed again from 1 January 2027 on" in part.standing_note.text()
    assert not part.draft_badge.isVisible()


def test_it_is_saved_once_a_year(part: StatisticsPlanPart, at_vera: Seat, house: Offices) -> None:
    part.set_draft((NATIONS, SEXES))
    save(part, at_vera)
    part.set_draft((NATIONS,))
    assert not part.save_button.isEnabled()
    assert part.foot_note.text().endswith("changed again from 1 January 2027 on.")
    house.clock.pass_days(300)
    part.refresh(None)
    at_vera.settle()
    assert part.draft() == (NATIONS,)
    assert part.save_button.isEnabled()
    save(part, at_vera)
    assert statistics.plan(house.admin).cubes == (NATIONS,)


def test_what_a_new_plan_can_no_longer_hand_out_is_told(
    part: StatisticsPlanPart, at_vera: Seat, house: Offices
) -> None:
    hand_out(house.admin)
    part.refresh(None)
    at_vera.settle()
    part.set_draft((PlannedCube((V.SEX, V.PERMIT)), PlannedCube((V.AGE_GROUP, V.PERMIT))))
    save(part, at_vera)
    assert "2022: Sex, Age group and Permit" in part.message().text()


def test_changes_are_undone_and_the_program_has_its_plan_ready(part: StatisticsPlanPart, at_vera: Seat) -> None:
    part.set_draft((NATIONS,))
    part.undo_button.click()
    assert part.draft() == DEFAULT_PLAN.cubes
    assert not part.undo_button.isEnabled()
    assert not part.program_button.isEnabled()
    part.set_draft((NATIONS,))
    save(part, at_vera)
    part.program_button.click()
    assert part.draft() == DEFAULT_PLAN.cubes
    assert part.draft_badge.isVisible()


def test_a_draft_outlives_a_lock(part: StatisticsPlanPart, at_vera: Seat) -> None:
    assert part.hold_draft() is None
    part.set_draft((NATIONS, *CLOSING))
    held = part.hold_draft()
    assert held is not None
    other = StatisticsPlanPart(at_vera.desk)
    at_vera.qtbot.addWidget(other)
    other.restore_draft(held)
    other.show()
    at_vera.settle()
    assert other.draft() == (NATIONS, *CLOSING)
    assert other.draft_badge.isVisible()


def test_a_change_of_somebody_else_keeps_what_is_being_drafted(part, at_vera: Seat, house: Offices) -> None:
    part.set_draft((NATIONS,))
    statistics.set_plan(house.admin, (SEXES,))
    part.refresh(None)
    at_vera.settle()
    assert part.draft() == (NATIONS,)
    part.undo_button.click()
    assert part.draft() == (SEXES,)


def test_a_damaged_ledger_leaves_no_plan_to_change(qtbot, house: Offices, tmp_path: Path) -> None:
    hand_out(house.admin)
    damage(house.admin, 2)
    with seat(qtbot, house.admin, tmp_path / "vera") as desk:
        part = desk.show(StatisticsPlanPart)
        assert "Entry 2 of the record" in part.message().text()
        assert not part.save_button.isVisible()
        assert not part.add_button.isVisible()


# --- words -----------------------------------------------------------------------------------------


def test_it_speaks_every_language_and_hides_nothing_from_a_visitor(part: StatisticsPlanPart) -> None:
    part.set_draft((NATIONS, SEXES, *CLOSING))
    for language in ("de", "fr", "it", "xx", "en"):
        words.use(language)
        assert len(rows(part)) == 4
        assert part.verdict_value.text()
    assert part.blank(True)


def test_the_page_of_statistics_leads_to_it(at_vera: Seat) -> None:
    page = at_vera.show(StatisticsPage)
    page.go_to("plan")
    at_vera.settle()
    assert isinstance(page.parts_stack.currentWidget(), StatisticsPlanPart)
    assert page.help_anchor == "statistics_plan"
