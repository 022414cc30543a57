"""Rates and rules, and the law: read by all, proposed by admins, confirmed by a second person, all by the keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from returnhelp.domain.law_checks import LawPart
from returnhelp.domain.office_tables import TABLES, OfficeTable, Standing
from returnhelp.gui import words
from returnhelp.gui.pages.my_day import MyDayPage
from returnhelp.gui.pages.office_rates import OfficeRatesPage
from returnhelp.gui.pages.office_rates_form import Mode
from returnhelp.gui.pages.office_rates_law import OfficeLawPage
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.i18n import law_words, rate_words
from returnhelp.services import law, rules
from returnhelp.services.office import Office
from tests.gui.pages.office_desk import Seat, seat
from tests.office import Offices
from tests.services.test_rules import FROM, GEORGIA, MOLDOVA, T, a_rate, a_row, counting, none_from

Key = Qt.Key


@pytest.fixture
def at_vera(qtbot, house: Offices, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, house.admin, tmp_path / "vera") as made:
        yield made


@pytest.fixture
def at_sara(qtbot, sara: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, sara, tmp_path / "sara") as made:
        yield made


def open_table(desk: Seat, page: OfficeRatesPage, table: OfficeTable) -> None:
    page.tables_table.selectRow(next(at for at, one in enumerate(page._seen) if one.table is table))
    desk.settle()


def told(page: OfficeRatesPage) -> list[tuple[str, Standing]]:
    """The rows that are shown: what each is called, and how it stands."""
    return [(rate_words.title(one.table, one.values), one.standing) for one in page.rows()]


def names_of_tables(page: OfficeRatesPage) -> dict[OfficeTable, str]:
    """What is said of each table before it is opened."""
    model = page.tables_table.paged()
    return {one.table: model._cell(one, "table").second for one in page._seen}


def tab(desk: Seat) -> QWidget:
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def type_(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


# --- reading -----------------------------------------------------------------------------------------


def test_tables_say_before_they_are_opened_what_waits_and_what_is_empty(at_sara: Seat, house, sara) -> None:
    counting(house, sara, a_rate())
    rules.propose(house.admin, [a_rate(date(2026, 4, 1))])
    counting(house, sara, none_from(FROM))
    rules.propose(house.admin, [a_row(T.EURP_STATES, state=GEORGIA)])
    page = at_sara.show(OfficeRatesPage)
    said = names_of_tables(page)
    assert said[T.PROGRAMME_RATES] == "1 row waits"
    assert said[T.EURP_STATES] == "1 row waits"
    assert said[T.EXCLUDED_STATES] == "1 row"
    assert said[T.SMALL_CELL] == "nothing entered"
    house.clock.pass_days(400)
    page.refresh(None)
    at_sara.settle()
    assert names_of_tables(page)[T.EXCLUDED_STATES] == "verified long ago"


def test_rows_of_another_day_show_and_those_that_ended_on_demand(at_sara: Seat, house, sara) -> None:
    counting(house, sara, a_rate(date(2025, 1, 1)), a_rate(date(2026, 4, 1), adult=2500_00))
    page = at_sara.show(OfficeRatesPage)
    open_table(at_sara, page, T.PROGRAMME_RATES)
    assert told(page) == [("Guinea", Standing.TO_COME), ("Guinea", Standing.HOLDING)]
    page.on_edit.setFocus()
    page.on_edit.selectAll()
    type_("1.4.2026")
    at_sara.settle()
    assert told(page) == [("Guinea", Standing.HOLDING)]
    page.past_check.click()
    assert [one for _title, one in told(page)] == [Standing.HOLDING, Standing.ENDED]
    page.on_edit.selectAll()
    type_("1.1.2024")
    at_sara.settle()
    assert {one for _title, one in told(page)} == {Standing.TO_COME}


def test_a_row_says_its_source_who_verified_it_and_who_stands_behind_it(at_sara: Seat, house, sara) -> None:
    counting(house, sara, a_rate())
    page = at_sara.show(OfficeRatesPage)
    open_table(at_sara, page, T.PROGRAMME_RATES)
    assert "SEM circular of 3.12.2025" in page.entry_value.text()
    assert "Verified by Vera Admin on 01.03.2026" in page.entry_value.text()
    assert "CHF\u00a02’000.00" in page.entry_value.text()
    assert "Proposed by Vera Admin" in page.history_note.text()
    assert "Confirmed by Sara Leitung" in page.history_note.text()


def test_caseworkers_read_and_have_no_button(qtbot, house, sara, anna, tmp_path) -> None:
    counting(house, sara, a_rate())
    rules.propose(house.admin, [a_rate(date(2026, 4, 1))])
    with seat(qtbot, anna, tmp_path / "anna") as desk:
        page = desk.show(OfficeRatesPage)
        open_table(desk, page, T.PROGRAMME_RATES)
        assert len(page.rows()) == 2
        for button in (page.propose_button, page.confirm_button, page.refuse_button, page.change_button,
                       page.withdraw_button, page.paste_button):  # fmt: skip
            assert not button.isVisible()


def test_an_empty_table_says_what_that_means(at_sara: Seat) -> None:
    page = at_sara.show(OfficeRatesPage)
    assert page.rows_table.empty.isVisible()
    assert not page.entry_panel.isVisible()
    assert "No row is valid on this day" in page.table_note.text()


# --- proposing ---------------------------------------------------------------------------------------


def test_a_row_is_proposed_by_keys_alone(at_vera: Seat, house) -> None:
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, T.PROGRAMME_RATES)
    page.propose_button.setFocus()
    QTest.keyClick(page.propose_button, Key.Key_Return)
    form = page.editor()
    assert QApplication.focusWidget() is form.fields().field("programme")
    type_("Guinea")
    for amount in ("2000", "1'000.50", "300"):
        tab(at_vera)
        type_(amount)
    combo = tab(at_vera)
    assert isinstance(combo, ChoiceCombo)
    QTest.keyClick(combo, Key.Key_Down)
    assert tab(at_vera) is form.from_edit
    QTest.keyClick(form.from_edit, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_("1.4.2026")
    assert tab(at_vera) is form.to_edit
    assert tab(at_vera) is form.source_edit
    type_("SEM, circular")
    assert tab(at_vera) is form.verified_by_edit
    type_("Vera")
    assert tab(at_vera) is form.verified_on_edit
    type_("19.3.2026")
    QTest.keyClick(form.verified_on_edit, Key.Key_Return)
    at_vera.settle()
    (row,) = rules.entries(house.admin, T.PROGRAMME_RATES)
    assert row.values == {
        "programme": "Guinea", "adult": 2000_00, "minor": 1000_50, "in_kind_max": 300_00, "currency": "CHF"
    }  # fmt: skip
    assert (row.valid_from, row.valid_to, row.source) == (date(2026, 4, 1), None, "SEM, circular")
    assert (row.verified_by, row.verified_on) == ("Vera", date(2026, 3, 19))
    assert "waits for a second person" in at_vera.said()
    assert page.work_stack.currentWidget() is page.rows_page
    assert told(page) == [("Guinea", Standing.WAITING)]
    assert not page.confirm_button.isVisible()  # whoever proposed it never confirms it
    assert page.refuse_button.text() == "Take back …"


@pytest.mark.parametrize("table", [one for one in TABLES if one not in (T.WITHDRAWALS, T.LAW_CHECKS)])
def test_every_table_has_its_fields_and_says_at_each_what_is_needed(at_vera: Seat, table: OfficeTable) -> None:
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, table)
    page.begin(Mode.ROW)
    form = page.editor()
    form.go()
    fields = form.fields()
    assert len(fields.widgets()) == len(TABLES[table].columns)
    for column in TABLES[table].columns:
        field = fields.field(column.name)
        assert field is not None
        assert wrong.marked(field) is column.required
        assert field.accessibleName()
    assert wrong.marked(form.source_edit)
    assert QApplication.focusWidget() is fields.widgets()[next(
        at for at, column in enumerate(TABLES[table].columns) if column.required
    )]  # fmt: skip
    QTest.keyClick(form, Key.Key_Escape)
    assert page.work_stack.currentWidget() is page.rows_page


def test_a_day_without_sense_and_an_amount_that_is_none_are_marked_at_their_fields(at_vera: Seat, house) -> None:
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, T.PROGRAMME_RATES)
    page.begin(Mode.ROW)
    form = page.editor()
    form.fields().write({"programme": "Guinea", "adult": 1, "minor": 1, "in_kind_max": 1, "currency": "CHF"})
    form.source_edit.setText("SEM")
    adult = form.fields().field("adult")
    assert adult is not None
    adult.setFocus()
    adult.clear()  # type: ignore[attr-defined]  # a line edit
    type_("many")
    form.go()
    assert wrong.marked(adult)
    form.fields().write({"programme": "Guinea", "adult": 1, "minor": 1, "in_kind_max": 1, "currency": "CHF"})
    form.to_edit.set_value(date(2020, 1, 1))
    form.go()
    at_vera.settle()
    assert wrong.marked(form.to_edit)
    form.to_edit.set_value(None)
    form.verified_on_edit.set_value(date(2026, 3, 21))
    form.verified_by_edit.setText("Vera")
    form.go()
    at_vera.settle()
    assert wrong.marked(form.verified_on_edit)
    assert "still to come" in form.verified_on_edit.toolTip()
    assert rules.entries(house.admin, T.PROGRAMME_RATES) == ()


def test_which_row_will_end_is_said_before_the_second_press(at_vera: Seat, house, sara) -> None:
    counting(house, sara, a_rate(date(2025, 1, 1)))
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, T.PROGRAMME_RATES)
    page.begin(Mode.ROW)
    form = page.editor()
    form.fields().write({"programme": "Guinea", "adult": 1, "minor": 1, "in_kind_max": 1, "currency": "CHF"})
    form.source_edit.setText("SEM")
    form.from_edit.set_value(date(2026, 4, 1))
    form.go()
    at_vera.settle()
    assert form.found_value.text().splitlines()[1] == "“Guinea” since 01.01.2025 ends on 31.03.2026 (now: has no end)."
    assert form.go_button.text() == "Propose all the same"
    assert len(rules.entries(house.admin, T.PROGRAMME_RATES)) == 1
    form.go()
    at_vera.settle()
    assert len(rules.entries(house.admin, T.PROGRAMME_RATES)) == 2
    assert "ends on 31.03.2026" in page.ends_value.text()


def test_a_row_beside_one_that_holds_already_is_refused_with_the_sentence(at_vera: Seat, house, sara) -> None:
    counting(house, sara, a_rate())
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, T.PROGRAMME_RATES)
    page.begin(Mode.ROW)
    form = page.editor()
    form.fields().write({"programme": "guinea", "adult": 1, "minor": 1, "in_kind_max": 1, "currency": "CHF"})
    form.source_edit.setText("SEM")
    form.from_edit.set_value(FROM)
    form.go()
    at_vera.settle()
    assert "another entry holds" in form.whole_error.text()
    assert form.whole_error.isVisible()
    assert form.fields().field("programme").text() == "guinea"  # type: ignore[union-attr]  # a line edit


def test_that_nothing_is_listed_is_proposed_with_its_source(at_vera: Seat, house) -> None:
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, T.EXCLUDED_STATES)
    page.nothing_button.click()
    form = page.editor()
    assert not form.columns_panel.isVisible()
    assert QApplication.focusWidget() is form.from_edit
    form.source_edit.setText("EJPD, 12.2.2026")
    form.go()
    at_vera.settle()
    assert told(page) == [("No country is listed", Standing.WAITING)]
    assert rules.entries(house.admin, T.EXCLUDED_STATES)[0].values == {"nothing": True}
    open_table(at_vera, page, T.SMALL_CELL)
    assert not page.nothing_button.isVisible()
    assert not page.paste_button.isVisible()


def test_a_pasted_list_is_looked_through_first_and_names_the_lines_it_refuses(at_vera: Seat, house) -> None:
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, T.VISA_EXEMPT_STATES)
    page.paste_button.click()
    form = page.editor()
    assert QApplication.focusWidget() is form.lines_edit
    form.source_edit.setText("VEV, annex 2")
    form.go()
    assert wrong.marked(form.lines_edit)
    form.lines_edit.setPlainText("Georgia;1.1.2024\nAtlantis\nMoldova\t1.1.2024\t31.12.2025")
    form.go()
    at_vera.settle()
    assert form.found_value.text().splitlines()[0] == "2 lines can be proposed."
    assert "Line 2 (“Atlantis”): No country of today has this name" in form.found_value.text()
    assert form.go_button.text() == "Propose 2 rows"
    form.lines_edit.setPlainText("Georgia;1.1.2024\nAlbania;1.1.2024\nMoldova\t1.1.2024\t31.12.2025")
    assert form.go_button.text() == "Look through the lines"
    for _press in range(2):
        form.go()
        at_vera.settle()
    assert [title for title, _stands in told(page)] == ["Albania", "Georgia", "Moldova"]
    assert {one.source for one in rules.entries(house.admin, T.VISA_EXEMPT_STATES)} == {"VEV, annex 2"}


# --- confirming --------------------------------------------------------------------------------------


def test_a_second_person_confirms_by_keys(at_sara: Seat, house, sara) -> None:
    rules.propose(house.admin, [a_rate()])
    page = at_sara.show(OfficeRatesPage)
    open_table(at_sara, page, T.PROGRAMME_RATES)
    page.rows_table.setFocus()
    QTest.keyClick(page.rows_table, Key.Key_Return)
    assert QApplication.focusWidget() is page.confirm_button
    QTest.keyClick(page.confirm_button, Key.Key_Return)
    at_sara.settle()
    assert at_sara.said() == "1 row confirmed."
    assert told(page) == [("Guinea", Standing.HOLDING)]
    assert not page.confirm_button.isVisible()


def test_several_rows_are_confirmed_at_once(at_sara: Seat, house, sara) -> None:
    rules.propose(house.admin, [a_row(T.EURP_STATES, state=state) for state in (GEORGIA, MOLDOVA)])
    page = at_sara.show(OfficeRatesPage)
    open_table(at_sara, page, T.EURP_STATES)
    page.rows_table.setFocus()
    QTest.keyClick(page.rows_table, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.confirm_button.text() == "Confirm 2 rows"
    page.confirm_button.click()
    at_sara.settle()
    assert {stands for _title, stands in told(page)} == {Standing.HOLDING}


def test_what_is_not_confirmed_needs_a_reason_and_stays_readable(at_sara: Seat, house, sara) -> None:
    rules.propose(house.admin, [a_rate()])
    page = at_sara.show(OfficeRatesPage)
    open_table(at_sara, page, T.PROGRAMME_RATES)
    page.refuse_button.click()
    assert QApplication.focusWidget() is page.reason_edit
    QTest.keyClick(page.reason_edit, Key.Key_Return)
    assert wrong.marked(page.reason_edit)
    type_("Wrong year")
    QTest.keyClick(page.reason_edit, Key.Key_Return)
    at_sara.settle()
    assert told(page) == []
    page.past_check.click()
    assert told(page) == [("Guinea", Standing.REFUSED)]
    assert "Reason: Wrong year" in page.history_note.text()


def test_a_withdrawal_is_proposed_with_a_reason_and_confirmed_by_a_second_person(
    qtbot, at_vera: Seat, house, sara, tmp_path
) -> None:
    counting(house, sara, a_rate(date(2025, 1, 1)), a_rate(date(2026, 2, 1)))
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, T.PROGRAMME_RATES)
    page.rows_table.selectRow(0)
    page.withdraw_button.click()
    type_("typed twice")
    QTest.keyClick(page.reason_edit, Key.Key_Return)
    at_vera.settle()
    assert page.entry_badge.text() == "To be withdrawn"
    assert page.ends_value.text().endswith("“Guinea” since 01.01.2025 ends no more (now: 31.01.2026).")
    with seat(qtbot, sara, tmp_path / "sara") as desk:
        other = desk.show(OfficeRatesPage)
        open_table(desk, other, T.PROGRAMME_RATES)
        assert other.confirm_button.text() == "Confirm the withdrawal"
        other.confirm_button.click()
        desk.settle()
        assert told(other) == [("Guinea", Standing.HOLDING)]


def test_a_row_is_ended_by_another_in_its_place(at_vera: Seat, house, sara) -> None:
    counting(house, sara, a_row(T.EXCLUDED_STATES, state=GEORGIA))
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, T.EXCLUDED_STATES)
    page.change_button.click()
    form = page.editor()
    assert form.form_heading.text() == "In the place of “Georgia”"
    assert form.fields().field("state").value() == GEORGIA  # type: ignore[union-attr]  # a picker
    form.to_edit.set_value(date(2026, 6, 30))
    form.go()
    at_vera.settle()
    old, new = sorted(rules.entries(house.admin, T.EXCLUDED_STATES), key=lambda one: one.id)
    assert (old.leaving, old.replaced_by, new.valid_to) == (True, new.id, date(2026, 6, 30))
    rules.confirm(sara, [new.id])
    page.refresh(None)
    at_vera.settle()
    assert told(page) == [("Georgia", Standing.HOLDING)]


# --- the law -----------------------------------------------------------------------------------------


def test_the_law_shows_by_part_and_day_and_says_that_nobody_verified_it(at_sara: Seat) -> None:
    page = at_sara.show(OfficeLawPage)
    assert "0 of them verified" in page.count_note.text()
    assert page.row_badge.text() == "Not verified by the office"
    assert "Source:" in page.row_note.text()
    assert not page.record_button.isVisible()
    for part in LawPart:
        page.part_combo.set_value(part)
        page.part_combo.chosen.emit(part)
        at_sara.settle()
        assert page.rows()
        assert page.row_heading.text()
    page.part_combo.set_value(LawPart.BENEFITS)
    page.on_edit.setFocus()
    page.on_edit.selectAll()
    type_("28.2.2019")
    at_sara.settle()
    assert all(one.row.valid_to == date(2019, 2, 28) for one in page.rows() if "Art. 74(2)" in one.row.article)
    page.on_edit.selectAll()
    type_("1.1.1999")
    at_sara.settle()
    assert page.law_table.empty.isVisible()


def test_a_check_is_recorded_by_keys_and_taken_back_with_a_reason(at_vera: Seat, house) -> None:
    page = at_vera.show(OfficeLawPage)
    page.law_table.setFocus()
    QTest.keyClick(page.law_table, Key.Key_Return)
    assert QApplication.focusWidget() is page.record_button
    QTest.keyClick(page.record_button, Key.Key_Return)
    assert QApplication.focusWidget() is page.source_edit
    QTest.keyClick(page.source_edit, Key.Key_Return)
    at_vera.settle()
    assert wrong.marked(page.source_edit)
    type_("AS 2018 2875")
    QTest.keyClick(page.source_edit, Key.Key_Return)
    at_vera.settle()
    assert page.row_badge.text() == "Verified"
    assert "Checked by Vera Admin on 20.03.2026: AS 2018 2875" in page.checks_note.text()
    assert "1 of them verified" in page.count_note.text()
    page.back_button.click()
    page.back_button.click()
    assert wrong.marked(page.reason_edit)
    type_("wrong row")
    QTest.keyClick(page.reason_edit, Key.Key_Return)
    at_vera.settle()
    assert page.row_badge.text() == "Not verified by the office"
    assert "wrong row" in page.checks_note.text()
    assert not law.rows(house.admin, LawPart.BENEFITS)[0].verified


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_both_places_can_be_read_in_every_language(at_vera: Seat, house, sara, language: str) -> None:
    counting(house, sara, replace(a_rate(), verified_by="", verified_on=None))
    page = at_vera.show(OfficeRatesPage)
    open_table(at_vera, page, T.PROGRAMME_RATES)
    page.begin(Mode.ROW)
    shown = at_vera.show(OfficeLawPage)
    words.use(language)
    QApplication.processEvents()
    assert page.editor().form_heading.text()
    for part in LawPart:
        for one in law.rows(house.admin, part):
            assert law_words.title(one.row)
            assert law_words.says(one.row, date(2026, 3, 20))
    assert shown.row_heading.text()


def test_my_day_of_a_supervisor_tells_how_many_rows_wait(at_sara: Seat, house) -> None:
    rules.propose(house.admin, [a_row(T.EURP_STATES, state=state) for state in (GEORGIA, MOLDOVA)])
    page = at_sara.show(MyDayPage)
    (line,) = page.approvals_card.lines()
    assert line.title == "2 rows of rates to confirm"
    assert line.go is not None
    line.go()
    assert at_sara.went == [("office", "rates")]
