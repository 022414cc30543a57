"""The registers: listed and found, typed by keyboard, saved with others, taken back, kept while unsaved."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.edits import Edit
from returnhelp.domain.register_lists import Register, RegisterQuery
from returnhelp.domain.registers import OrganisationKind, RequestTopic
from returnhelp.gui import words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models.history import rows_of
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.register_list import RegisterList
from returnhelp.gui.pages.register_record import RegisterRecord
from returnhelp.gui.pages.registers import RegistersPage
from returnhelp.services import cases, registers
from returnhelp.services.office import Office
from tests.gui.pages.casework.world import CONTROL, DOWN, ESCAPE, RETURN, TAB, focused, press, type_in, wake
from tests.gui.pages.office_desk import Seat, seat
from tests.gui.pages.opened import GEORGIA, IRAQ, open_case
from tests.office import Offices

S = Qt.Key.Key_S
TODAY = date(2026, 3, 20)


def add(office: Office, register: Register, **values: object) -> int:
    return registers.save(office, [Edit(register, None, (register, -1), values)]).value[0]


def rows(office: Office, register: Register) -> list[dict[str, object]]:
    return [dict(row.values) for row in registers.listed(office, RegisterQuery(register), 0, 50)]


@pytest.fixture
def at_sara(qtbot, sara: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, sara, tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot, at_sara: Seat) -> RegistersPage:
    shown = at_sara.show(RegistersPage)
    wake(qtbot, shown)
    return shown


def go(page: RegistersPage, at: Seat, register: Register) -> RegisterList:
    page.arrive(register)
    at.settle()
    return page.part()


def opened(part: RegisterList, at: Seat, number: int | None) -> RegisterRecord:
    record = part.open_record(number)
    assert record is not None
    at.settle()
    return record


def saved(qtbot, at: Seat) -> None:
    press(qtbot, S, modifier=CONTROL)
    at.settle()


# --- the lists -------------------------------------------------------------------------------------


def test_an_empty_register_says_what_it_is_for(page: RegistersPage, at_sara: Seat) -> None:
    for register in Register:
        part = go(page, at_sara, register)
        assert part.list_table.empty.isVisible()
        assert part.hits_note.text().startswith("0 ")
        assert part.new_button.isVisible()
        assert part.summary_note.isHidden() or part.summary_note.text().startswith("2026: 0 ")


def test_the_list_narrows_with_every_key_and_enter_opens_the_first(qtbot, sara, at_sara, page) -> None:
    for name in ("Mission Tbilisi", "Mission Erbil", "Werkstatt"):
        add(sara, Register.PARTNERS, name=name)
    part = go(page, at_sara, Register.PARTNERS)
    part.focus_first()
    qtbot.keyClicks(part.search_edit, "miss")
    press(qtbot, RETURN)
    qtbot.waitUntil(lambda: part.record() is not None)
    at_sara.settle()
    assert part.hits_note.text() == "2 partners"
    assert part.record().title() == "Mission Erbil"
    press(qtbot, ESCAPE)
    assert part.record() is None
    qtbot.keyClicks(part.search_edit, " nobody")
    at_sara.settle()
    part.list_table.empty.acted.emit()
    at_sara.settle()
    assert part.hits_note.text() == "3 partners"


def test_a_list_is_sorted_by_its_titles(sara, at_sara, page) -> None:
    add(sara, Register.FACT_SHEETS, country=GEORGIA, title="Schools", as_of=date(2026, 1, 1))
    add(sara, Register.FACT_SHEETS, country=IRAQ, title="Dialysis", as_of=date(2024, 1, 1))
    part = go(page, at_sara, Register.FACT_SHEETS)

    def titles() -> list[str]:
        return [part._model.row(number).values["title"] for number in range(part._model.total)]

    assert titles() == ["Dialysis", "Schools"]
    part.list_table.sort_changed.emit("as_of", True)
    at_sara.settle()
    assert titles() == ["Schools", "Dialysis"]
    assert part.summary_note.text() == "1 is older than 12 months. Look whether it still holds."
    part.outdated_check.click()
    at_sara.settle()
    assert titles() == ["Dialysis"]


def test_the_year_narrows_the_list_and_its_figures(sara, at_sara, page) -> None:
    add(sara, Register.TRAININGS, title="New", held_on=TODAY, answers=3, evaluation=433)
    add(sara, Register.TRAININGS, title="Old", held_on=date(2025, 5, 1), answers=1, evaluation=300)
    part = go(page, at_sara, Register.TRAININGS)
    assert part.hits_note.text() == "2 trainings and events"
    assert "evaluation 4.33 of 5 (3 answers)" in part.summary_note.text()
    part.year_combo.set_value(2025)
    part.year_combo.chosen.emit(2025)
    at_sara.settle()
    assert part.hits_note.text() == "1 training or event"
    assert part.summary_note.text().startswith("2025: 1 training or event")


def test_requests_are_told_by_month_topic_and_who_asks(sara, at_sara, page) -> None:
    add(sara, Register.INFORMATION_REQUESTS, received_on=TODAY, channel="phone", topic=RequestTopic.VISA)
    part = go(page, at_sara, Register.INFORMATION_REQUESTS)
    said = part.summary_note.text()
    assert said.startswith("2026: 1 request  ·  1 not answered yet  ·  March 1")
    assert "By topic: Visa 1" in said


def test_the_list_is_saved_as_a_spreadsheet(sara, at_sara, page, tmp_path: Path) -> None:
    partner = add(sara, Register.PARTNERS, name="Mission Tbilisi")
    add(sara, Register.PROGRAMMES, name="Georgia", code="GEO", countries=[GEORGIA], partner_ids=[partner])
    part = go(page, at_sara, Register.PROGRAMMES)
    place = tmp_path / "programmes.csv"
    file_boxes.prepared.append(place)
    part.export_button.click()
    at_sara.settle()
    head, line = place.read_text(encoding="utf-8-sig").splitlines()
    assert head.split(";")[:3] == ["Name", "Code", "Countries"]
    assert line.split(";")[:3] == ["Georgia", "GEO", "Georgia"]
    assert line.endswith("Mission Tbilisi")


# --- records ---------------------------------------------------------------------------------------


def test_a_training_is_entered_by_keyboard_alone(qtbot, sara, at_sara, page) -> None:
    part = go(page, at_sara, Register.TRAININGS)
    part.list_table.setFocus()
    press(qtbot, Qt.Key.Key_N, modifier=Qt.KeyboardModifier.AltModifier)
    at_sara.settle()
    record = part.record()
    assert focused() is record.fields.field("title")
    type_in(qtbot, "Recognising victims")
    press(qtbot, TAB, TAB)
    type_in(qtbot, "10.2.26")
    record.fields.participants_table.setFocus()
    press(qtbot, RETURN)  # "Add participants"
    type_in(qtbot, "Pol")
    press(qtbot, TAB)
    type_in(qtbot, "geor")
    press(qtbot, TAB)
    type_in(qtbot, "8")
    press(qtbot, TAB)
    type_in(qtbot, "1450")
    saved(qtbot, at_sara)
    (training,) = rows(sara, Register.TRAININGS)
    assert (training["title"], training["held_on"]) == ("Recognising victims", date(2026, 2, 10))
    (police,) = registers.view(sara, Register.TRAININGS, record.number).parts["participants"]
    assert (police.values["organisation"], police.values["country"]) == (OrganisationKind.POLICE, GEORGIA)
    assert (police.values["women"], police.values["men"]) == (8, 1450)
    assert record.fields.sum_note.text() == "1’458 participants (8 women, 1’450 men)"
    assert not record.is_touched
    assert at_sara.said() == "Recognising victims is entered."
    at_sara.toasts[-1].act()
    at_sara.settle()
    assert rows(sara, Register.TRAININGS) == []


def test_a_record_that_is_not_whole_is_refused_with_the_field(qtbot, sara, at_sara, page) -> None:
    part = go(page, at_sara, Register.FACT_SHEETS)
    record = opened(part, at_sara, None)
    record.fields.field("title").setFocus()
    type_in(qtbot, "Schools")
    saved(qtbot, at_sara)
    assert focused() is record.fields.field("country")
    assert record.fields.country_combo.property("wrong")
    type_in(qtbot, "geor")
    press(qtbot, TAB)
    saved(qtbot, at_sara)
    assert [one["country"] for one in rows(sara, Register.FACT_SHEETS)] == [GEORGIA]


def test_nothing_typed_is_refused_with_the_name(qtbot, sara, at_sara, page) -> None:
    record = opened(go(page, at_sara, Register.PARTNERS), at_sara, None)
    saved(qtbot, at_sara)
    assert focused() is record.fields.field("name")
    assert rows(sara, Register.PARTNERS) == []


def test_an_evaluation_beyond_five_is_refused(qtbot, sara, at_sara, page) -> None:
    number = add(sara, Register.TRAININGS, title="T", answers=2)
    record = opened(go(page, at_sara, Register.TRAININGS), at_sara, number)
    record.fields.evaluation_edit.setFocus()
    type_in(qtbot, "5.01")
    saved(qtbot, at_sara)
    assert "too large" in record.fields.findChild(type(record.facts_note), "evaluation_error").text()
    type_in(qtbot, "4.35")
    saved(qtbot, at_sara)
    assert rows(sara, Register.TRAININGS)[0]["evaluation"] == 435


def test_a_change_is_taken_back(qtbot, sara, at_sara, page) -> None:
    number = add(sara, Register.PARTNERS, name="Mission Tbilisi")
    record = opened(go(page, at_sara, Register.PARTNERS), at_sara, number)
    record.fields.field("name").setFocus()
    type_in(qtbot, "Mission Georgia")
    saved(qtbot, at_sara)
    assert rows(sara, Register.PARTNERS)[0]["name"] == "Mission Georgia"
    assert "Mission Tbilisi → Mission Georgia" in record.history_note.text()
    record.undo_link.click()
    at_sara.settle()
    assert rows(sara, Register.PARTNERS)[0]["name"] == "Mission Tbilisi"
    assert record.name_title.text() == "Mission Tbilisi"


def test_where_somebody_else_was_first_one_chooses(qtbot, house: Offices, sara, at_sara, page) -> None:
    vera = house.enter("vera")
    number = add(sara, Register.PARTNERS, name="Mission")
    record = opened(go(page, at_sara, Register.PARTNERS), at_sara, number)
    root = ("partners", number)
    registers.save(vera, [Edit("partners", number, root, {"name": "Theirs"}, {"name": "Mission"})])
    record.fields.field("name").setFocus()
    type_in(qtbot, "Mine")
    saved(qtbot, at_sara)
    panel = record.conflict_panel
    assert panel.isVisible()
    assert panel.conflict_heading.text() == "Vera Admin saved this meanwhile"
    panel.choose(0, mine=True)
    panel.go()
    at_sara.settle()
    assert rows(sara, Register.PARTNERS)[0]["name"] == "Mine"


def test_what_is_not_saved_waits_beside_the_list(qtbot, sara, at_sara, page) -> None:
    number = add(sara, Register.PARTNERS, name="Mission")
    part = go(page, at_sara, Register.PARTNERS)
    record = opened(part, at_sara, number)
    record.fields.field("place").setFocus()
    type_in(qtbot, "Kutaisi")
    press(qtbot, ESCAPE)
    assert part.record() is None
    assert part.unsaved_row.isVisible()
    part.unsaved_row.followed.emit(number)
    assert part.record() is record
    assert record.fields.place_edit.text() == "Kutaisi"
    saved(qtbot, at_sara)
    press(qtbot, ESCAPE)
    assert part.unsaved_row.isHidden()


def test_drafts_of_new_and_old_records_come_back(qtbot, sara, at_sara, page, seat_again) -> None:
    number = add(sara, Register.TRAININGS, title="Old")
    part = go(page, at_sara, Register.TRAININGS)
    old = opened(part, at_sara, number)
    old.fields.field("topic").setFocus()
    type_in(qtbot, "Return")
    new = opened(part, at_sara, None)
    new.fields.field("title").setFocus()
    type_in(qtbot, "Begun")
    new.fields.participants.add()
    new.copy.put(new.copy.keys("participants")[-1], "women", 3)
    held = page.hold_draft()
    again = seat_again.show(RegistersPage)
    again.restore_draft(held)
    seat_again.settle()
    part = again.part()
    records = {record.number: record for record in part._records.values()}
    assert records[number].fields.topic_edit.text() == "Return"
    assert records[None].title() == "Begun"
    assert records[None].fields.heads().women == 3
    records[None].save()
    seat_again.settle()
    assert {one["title"] for one in rows(sara, Register.TRAININGS)} == {"Old", "Begun"}


@pytest.fixture
def seat_again(qtbot, sara: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, sara, tmp_path / "again") as made:
        yield made


def test_an_untouched_new_request_is_no_draft(at_sara, page) -> None:
    part = go(page, at_sara, Register.INFORMATION_REQUESTS)
    record = opened(part, at_sara, None)
    assert page.hold_draft() is None
    record.left.emit()
    assert part.unsaved_row.isHidden()


def test_a_request_that_names_somebody_is_warned_of(qtbot, sara, at_sara, page) -> None:
    record = opened(go(page, at_sara, Register.INFORMATION_REQUESTS), at_sara, None)
    record.fields.field("question").setFocus()
    qtbot.keyClicks(focused(), "Please ring 079 123 45 67, dossier N 654 321")
    qtbot.waitUntil(record.fields.question_note.isVisible)
    assert record.fields.question_note.text().startswith("This seems to hold an N-number and a phone number.")
    assert record.fields.answer_note.isHidden()
    saved(qtbot, at_sara)
    assert len(rows(sara, Register.INFORMATION_REQUESTS)) == 1


def test_the_trash_gives_a_record_back(sara, at_sara, page) -> None:
    number = add(sara, Register.PROGRAMMES, name="Georgia")
    part = go(page, at_sara, Register.PROGRAMMES)
    record = opened(part, at_sara, number)
    (throw,) = record.menu().actions()
    throw.trigger()
    at_sara.settle()
    assert part.record() is None
    assert rows(sara, Register.PROGRAMMES) == []
    part.trash_check.click()
    at_sara.settle()
    assert part.hits_note.text() == "1 programme"
    menu = part.menu_for(part._model.row(0))
    menu.actions()[1].trigger()
    at_sara.settle()
    assert [one["name"] for one in rows(sara, Register.PROGRAMMES)] == ["Georgia"]


def test_chips_name_countries_groups_partners_and_months(qtbot, sara, at_sara, page) -> None:
    partner = add(sara, Register.PARTNERS, name="Mission Tbilisi")
    number = add(sara, Register.PROGRAMMES, name="Georgia")
    fields = opened(go(page, at_sara, Register.PROGRAMMES), at_sara, number).fields
    for chips, typed in (
        (fields.countries_edit, "geor"),
        (fields.target_groups_edit, "fam"),
        (fields.partner_ids_edit, "tbil"),
        (fields.monitoring_months_edit, "12"),
        (fields.monitoring_months_edit, "6"),
    ):
        chips.line().setFocus()
        type_in(qtbot, typed)
        press(qtbot, RETURN)
    saved(qtbot, at_sara)
    (kept,) = rows(sara, Register.PROGRAMMES)
    assert (kept["countries"], kept["target_groups"], kept["partner_ids"], kept["monitoring_months"]) == (
        [GEORGIA],
        ["families"],
        [partner],
        [6, 12],
    )


# --- who may, and other languages ------------------------------------------------------------------


def test_a_caseworker_reads_programmes_and_edits_sheets(qtbot, sara, anna: Office, tmp_path: Path) -> None:
    number = add(sara, Register.PROGRAMMES, name="Georgia")
    with seat(qtbot, anna, tmp_path) as at:
        page = at.show(RegistersPage)
        part = go(page, at, Register.PROGRAMMES)
        assert part.new_button.isHidden()
        record = opened(part, at, number)
        assert record.fields.name_edit.isReadOnly()
        assert record.facts_note.text() == "Supervisors and admins keep this register."
        assert go(page, at, Register.FACT_SHEETS).new_button.isVisible()


def test_an_admin_has_the_registers_and_an_auditor_only_looks(qtbot, house: Offices, sara, tmp_path: Path) -> None:
    number = add(sara, Register.PARTNERS, name="Mission")
    for name, may in (("vera", True), ("otto", False)):
        with seat(qtbot, house.enter(name), tmp_path / name) as at:
            page = at.show(RegistersPage)
            part = go(page, at, Register.PARTNERS)
            assert part.new_button.isVisible() is may
            assert opened(part, at, number).editable() is may


def test_it_speaks_the_language_of_the_window(sara, at_sara, page) -> None:
    number = add(sara, Register.PROGRAMMES, name="Georgia", target_groups=["families"])
    record = opened(go(page, at_sara, Register.PROGRAMMES), at_sara, number)
    page.part().refresh(None)
    at_sara.settle()
    words.use("xx")
    assert page.title() == "sretsigeR Registers"
    assert record.back_button.text() == "semmargorP Programmes"
    assert page.part().hits_note.text().endswith("1 programme")


# --- the programme of a case -----------------------------------------------------------------------


def test_a_case_chooses_among_programmes_that_fit_first(qtbot, sara, at_sara) -> None:
    ended = add(sara, Register.PROGRAMMES, name="A ended", valid_to=date(2025, 1, 1))
    fitting = add(sara, Register.PROGRAMMES, name="Georgia", countries=[GEORGIA])
    number = open_case(sara, "Beridze", case={"destination": GEORGIA, "programme": "RAS"})
    case = at_sara.show(lambda desk: CasePage(desk, number))
    wake(qtbot, case)
    case.open("facts", None)
    facts = case.section("facts")
    combo = facts.programme_combo
    assert combo.values() == [None, fitting, ended]
    assert combo.itemText(2) == "A ended – Does not fit"
    assert combo.itemData(2, Qt.ItemDataRole.ToolTipRole) == "It ended on 01.01.2025."
    assert facts.programme_note.text() == "Taken over: “RAS”"
    combo.setFocus()
    press(qtbot, DOWN, DOWN)
    assert facts.programme_note.text() == "It ended on 01.01.2025."
    saved(qtbot, at_sara)
    assert cases.view(sara, number).case.values["programme_id"] == ended
    assert "A ended" in [row.after for row in _history(sara, number, case)]


def _history(office: Office, number: int, case: CasePage):
    return rows_of(cases.history(office, "case", number), case.folder.names())
