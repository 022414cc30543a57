"""The ledger of statistics and the figures of registers in the window: found, read in detail, loaded after a look."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from returnhelp.domain.statistics_plan import PlannedCube
from returnhelp.domain.tables import Variable
from returnhelp.gui import words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.pages.statistics import StatisticsPage
from returnhelp.gui.pages.statistics_bounds import StatisticsBoundsPart
from returnhelp.gui.pages.statistics_closed import StatisticsClosedPart
from returnhelp.gui.pages.statistics_ledger import StatisticsLedgerPart
from returnhelp.gui.widgets import wrong
from returnhelp.services import closing, statistics
from returnhelp.services.office import Office
from tests.gui.pages.casework.world import press, wake
from tests.gui.pages.handed_out import FILES, damage, hand_out
from tests.gui.pages.office_desk import Seat, seat
from tests.office import Offices
from tests.services.departing import depart

HEAD = "first,last,most,nationality,canton\n"


@pytest.fixture
def at_vera(qtbot, house: Offices, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, house.admin, tmp_path / "vera") as made:
        yield made


@pytest.fixture
def ledger(at_vera: Seat, house: Offices) -> StatisticsLedgerPart:
    hand_out(house.admin)
    house.clock.pass_days(1)
    statistics.set_plan(house.admin, (PlannedCube((Variable.PERMIT,)),))
    return at_vera.show(StatisticsLedgerPart)


def kinds(part: StatisticsLedgerPart) -> list[str]:
    return [entry.line.kind for entry in part.lines()]


def told(part: StatisticsLedgerPart, number: int) -> str:
    """What the detail of an entry says."""
    part.ledger_table.selectRow(next(at for at, entry in enumerate(part.lines()) if entry.line.number == number))
    said = [part.entry_heading.text(), part.entry_note.text()]
    layout = part.entry_rows.layout()
    assert layout is not None
    for at in range(layout.count()):
        fact = layout.itemAt(at).widget()
        said += [label.text() for label in fact.findChildren(QLabel)]
        said += [shown.toPlainText() for shown in fact.findChildren(QPlainTextEdit)]
    return "\n".join(said)


# --- the list --------------------------------------------------------------------------------------


def test_the_newest_entry_stands_first_with_day_person_what_and_digest(ledger: StatisticsLedgerPart) -> None:
    assert kinds(ledger) == ["plan", "bounds", "export", "export", "cube", "cube", "cube"]
    model = ledger.ledger_table.paged()
    first = [ledger._cell(model.row(0), column.key).spoken for column in model.columns]
    assert first[0] == "7"
    assert first[1].startswith("21.03.2026")
    assert first[2] == "Plan changed, 1 table"
    assert first[3] == "Vera Admin"
    assert ledger.lines()[0].line.digest.startswith(first[4])
    assert "whole" in ledger.chain_note.text()
    assert ledger.count_note.text() == "7 entries"


def test_it_is_narrowed_by_kind_by_period_and_by_words(ledger: StatisticsLedgerPart) -> None:
    ledger.kind_combo.set_value("export")
    ledger.kind_combo.chosen.emit("export")
    assert kinds(ledger) == ["export", "export"]
    ledger.kind_combo.set_value(None)
    assert ledger.year_combo.values() == [None, 2026, 2023, 2022, 2021]
    ledger.year_combo.set_value(2022)
    ledger.year_combo.chosen.emit(2022)
    assert [entry.line.number for entry in ledger.lines()] == [5, 4, 3, 2]
    ledger.show_all()
    for typed, found in (
        ("Permit 2022", [4, 2]),
        (FILES[1], [4]),
        ("bbbbbbb", [4]),
        ("vera BFS", [6]),
        ("sex", [5, 3]),
    ):
        ledger.search_edit.setText(typed)
        assert [entry.line.number for entry in ledger.lines()] == found, typed
    ledger.search_edit.setText("nobody has this")
    assert ledger.ledger_table.empty.isVisible()
    ledger.ledger_table.empty.button().click()
    assert len(ledger.lines()) == 7


def test_an_export_tells_its_files_with_their_digests_and_its_tables(ledger: StatisticsLedgerPart) -> None:
    said = told(ledger, 4)
    for part in (*FILES, "a" * 64, "b" * 64, "Yearly open data", "Permit, 2022", "German",
                 "Continent of the nationality by Canton, 2023"):  # fmt: skip
        assert part in said


def test_the_other_kinds_tell_what_they_hold(ledger: StatisticsLedgerPart) -> None:
    assert "Nationality by Canton" in told(ledger, 1)
    assert "1’224 of them hidden; a number is shown from 5 persons on" in told(ledger, 1)
    assert "earlier version" in told(ledger, 3)
    assert "c" * 64 in told(ledger, 5)
    assert "Canton: Bern, 2021: at most 12" in told(ledger, 6)
    assert "BFS" in told(ledger, 6)
    assert "Permit (Year)" in told(ledger, 7)


def test_a_digest_is_copied_whole(ledger: StatisticsLedgerPart, qtbot) -> None:
    ledger.ledger_table.selectRow(0)
    shown = ledger.entry_rows.findChildren(QPlainTextEdit)[-1]
    assert shown.isReadOnly()
    assert "SHA-256" in shown.accessibleName()
    shown.selectAll()
    assert shown.textCursor().selectedText() == ledger.lines()[0].line.digest


def test_an_empty_ledger_says_so(at_vera: Seat) -> None:
    part = at_vera.show(StatisticsLedgerPart)
    assert part.ledger_table.empty.isVisible()
    assert not part.entry_scroll.isVisible()
    assert part.count_note.text() == ""


def test_a_damaged_ledger_says_so_and_shows_nothing(qtbot, house: Offices, tmp_path: Path) -> None:
    hand_out(house.admin)
    damage(house.admin, 2)
    with seat(qtbot, house.admin, tmp_path / "vera") as desk:
        part = desk.show(StatisticsLedgerPart)
        assert part.lines() == ()
        assert "Entry 2 of the record" in part.message().text()
        assert "nothing can be handed out" in part.chain_note.text()
        assert part.ledger_table.empty.isVisible()
        bounds = desk.show(StatisticsBoundsPart)
        assert "Entry 2 of the record" in bounds.message().text()
        assert not bounds.begin_button.isVisible()


def test_it_speaks_every_language(ledger: StatisticsLedgerPart) -> None:
    for language in ("de", "fr", "it", "xx", "en"):
        words.use(language)
        for number in range(1, 8):
            assert told(ledger, number)
    assert ledger.blank(True)


def test_the_page_of_statistics_leads_to_it_and_to_the_registers(at_vera: Seat) -> None:
    page = at_vera.show(StatisticsPage)
    for key, kind in (("ledger", StatisticsLedgerPart), ("bounds", StatisticsBoundsPart)):
        page.go_to(key)
        at_vera.settle()
        assert isinstance(page.parts_stack.currentWidget(), kind)
        assert page.help_anchor == f"statistics_{key}"


# --- registers -------------------------------------------------------------------------------------


def a_register(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "register.csv"
    file.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_a_register_is_loaded_by_keys_after_a_look_with_its_source(qtbot, at_vera: Seat, tmp_path: Path) -> None:
    part = at_vera.show(StatisticsBoundsPart)
    wake(qtbot, part)
    part.begin_button.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert part.choose_button.hasFocus()
    file_boxes.prepared.append(a_register(tmp_path, "2022-01-01,2022-12-31,12,8239,BE", "2022-01-01,2022-03-31,40,,ZH"))
    press(qtbot, Qt.Key.Key_Return)
    at_vera.settle()
    assert part.review_heading.text() == "register.csv: 2 figures"
    model = part.review_table.paged()
    assert [model.row(at).told for at in range(model.total)] == ["Nationality: Türkiye, Canton: Bern", "Canton: Zurich"]
    assert statistics.bounds(at_vera.desk.office) == ()
    assert part.source_edit.hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert wrong.marked(part.source_edit)
    assert part.source_error.isVisible()
    QTest.keyClicks(part.source_edit, "BFS, 3 March 2026")
    assert not wrong.marked(part.source_edit)
    press(qtbot, Qt.Key.Key_Return)
    at_vera.settle()
    assert at_vera.said() == "2 figures are loaded."
    assert [(one.most, one.source) for one in statistics.bounds(at_vera.desk.office)] == [
        (12, "BFS, 3 March 2026"),
        (40, "BFS, 3 March 2026"),
    ]
    assert part.bounds_stack.currentWidget() is part.list_page
    assert part.loaded_note.text() == "2 figures from 1 source"


def test_every_line_with_a_fault_is_named_and_nothing_can_be_loaded(at_vera: Seat, tmp_path: Path) -> None:
    part = at_vera.show(StatisticsBoundsPart)
    part.begin()
    part.read(
        a_register(
            tmp_path,
            "2022-01-01,2022-12-31,12,8239,BE",
            "2022-01-01,2022-12-31,12,Turkey,BE",
            "",
            "2022-01-02,2022-12-31,12,,BE",
            "2022-01-01,2022-12-31,many,,BE",
        )
    )
    at_vera.settle()
    model = part.review_table.paged()
    assert [model.row(at).number for at in range(model.total)] == ["Line 3", "Line 5", "Line 6"]
    assert "“Turkey” is no category of Nationality" in part.foot_note.text()
    assert part.review_heading.text() == "register.csv: 3 lines with a fault"
    assert not part.take_button.isEnabled()
    part.source_edit.setText("BFS")
    part.take()
    at_vera.settle()
    assert statistics.bounds(at_vera.desk.office) == ()


def test_a_line_that_stands_twice_and_a_file_that_is_none_are_refused(at_vera: Seat, tmp_path: Path) -> None:
    part = at_vera.show(StatisticsBoundsPart)
    part.begin()
    part.read(a_register(tmp_path, *["2022-01-01,2022-12-31,12,8239,BE"] * 2))
    at_vera.settle()
    assert part.review_table.paged().row(0).number == "Line 3"
    for content in (b"", b"a,b\n1,2\n", b"%PDF-1.4"):
        file = tmp_path / "other.csv"
        file.write_bytes(content)
        part.read(file)
        at_vera.settle()
        assert "other.csv" in part.message().text()
        assert not part.take_button.isEnabled()
    part.drop_zone.refused.emit()
    assert "one file" in part.message().text()


def test_supervisors_read_what_is_loaded(qtbot, house: Offices, sara: Office, tmp_path: Path) -> None:
    with seat(qtbot, sara, tmp_path / "sara") as desk:
        part = desk.show(StatisticsBoundsPart)
        assert not part.begin_button.isVisible()
        assert not part.bounds_table.empty.button().isVisible()
        hand_out(house.admin)
        part.refresh(None)
        desk.settle()
        assert part.bounds_table.paged().total == 1


def test_the_registers_speak_every_language(at_vera: Seat, house: Offices) -> None:
    hand_out(house.admin)
    part = at_vera.show(StatisticsBoundsPart)
    for language in ("de", "fr", "it", "xx", "en"):
        words.use(language)
        assert part.bounds_table.paged().total == 1
    assert part.blank(True)


# --- closed months ---------------------------------------------------------------------------------


def test_who_closed_which_month_is_told_to_admins_and_supervisors(
    qtbot, at_vera: Seat, house: Offices, sara: Office, tmp_path: Path
) -> None:
    page = at_vera.show(StatisticsPage)
    wake(qtbot, page)
    page.go_to("closed")
    at_vera.settle()
    part = page.parts_stack.currentWidget()
    assert isinstance(part, StatisticsClosedPart)
    assert part.closed_table.paged().total == 0
    assert any(label.text() == "No month is closed yet" for label in part.closed_table.empty.findChildren(QLabel))
    depart(house.enter("anna"), "mf", "BE", date(2026, 1, 5))
    closing.close(sara, date(2026, 2, 1))
    part.refresh(None)
    at_vera.settle()
    assert [(month, by) for month, _at, by in cells(part)] == [
        ("February 2026", "Sara Leitung"),
        ("January 2026", "Sara Leitung"),
    ]
    assert all(at.startswith("20.03.2026") for _month, at, _by in cells(part))
    assert part.count_note.text() == "2 months are closed."
    assert part.closed_table.hasFocus()
    for language in ("de", "fr", "it", "xx", "en"):
        words.use(language)
        assert len(cells(part)) == 2
    assert part.blank(True)
    with seat(qtbot, sara, tmp_path / "sara") as desk:
        assert desk.show(StatisticsClosedPart).closed_table.paged().total == 2


def cells(part: StatisticsClosedPart) -> list[list[str]]:
    model = part.closed_table.paged()
    return [[model.index(row, at).data() for at in range(3)] for row in range(model.total)]
