"""Surveys on the office page: listed, saved as a pattern, loaded after a look, and counted for groups only."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from returnhelp.domain.survey_answers import SurveyOccasion
from returnhelp.domain.survey_groups import GroupBy
from returnhelp.exchange import sheets
from returnhelp.gui import words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.pages.office_surveys import OfficeSurveysPage
from returnhelp.i18n import catalogs
from returnhelp.services import cases, surveys
from returnhelp.services.office import Office
from tests.gui.pages.casework.world import press, wake
from tests.gui.pages.office_desk import Seat, seat
from tests.office import Offices
from tests.services.test_surveys import ADULTS, BEST, WORST, a_group, asked, cells_of, newer, xlsx

Key = Qt.Key
TAB, RETURN, DOWN = Key.Key_Tab, Key.Key_Return, Key.Key_Down


@pytest.fixture
def at_sara(qtbot, sara: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, sara, tmp_path / "sara") as made:
        yield made


@pytest.fixture
def page(qtbot, at_sara: Seat) -> OfficeSurveysPage:
    shown = at_sara.show(OfficeSurveysPage, width=952)
    wake(qtbot, shown)
    return shown


def cells(page_or_panel: Any, table: str) -> list[list[str]]:
    """What a table shows, row by row."""
    model = getattr(page_or_panel, table).paged()
    return [[model._cell(model.row(at), column.key).spoken for column in model.columns] for at in range(model.total)]


def a_file(tmp_path: Path, cells_: list[list[str]]) -> Path:
    file = tmp_path / "survey.xlsx"
    file.write_bytes(xlsx(cells_))
    return file


def focused() -> QWidget | None:
    return QApplication.focusWidget()


# --- the list --------------------------------------------------------------------------------------


def test_what_is_unofficial_says_so_in_the_list(page: OfficeSurveysPage) -> None:
    rows = cells(page, "instruments_table")
    assert {row[1] for row in rows} == {"Unofficial – not the IOM RSI", "Unofficial"}
    assert all(row[3] == "Not checked" and row[4] == "EN, DE, FR, IT" for row in rows)
    assert page.instruments_table.row() is not None
    assert "Not checked against an official source." in page.chosen_note.text()
    assert "It came with the program." in page.chosen_note.text()


def test_the_chosen_one_is_saved_as_a_pattern(page: OfficeSurveysPage, at_sara: Seat, tmp_path: Path) -> None:
    file_boxes.prepared.append(tmp_path / "pattern")
    page.export_button.click()
    at_sara.settle()
    chosen = page.chosen()
    assert chosen is not None
    kept = surveys.export(at_sara.desk.office, chosen.instrument.key, chosen.instrument.version)
    assert (tmp_path / "pattern.xlsx").read_bytes() == kept
    assert at_sara.said() == "Saved as pattern.xlsx."
    file_boxes.prepared.append(None)
    page.export()
    assert len(at_sara.toasts) == 1


def test_admins_load_and_see_no_scores(qtbot, house: Offices, tmp_path: Path) -> None:
    with seat(qtbot, house.admin, tmp_path / "vera") as desk:
        shown = desk.show(OfficeSurveysPage)
        assert shown.load_button.isVisible()
        assert not shown.scores_button.isVisible()
    with seat(qtbot, house.enter("otto"), tmp_path / "otto") as desk:
        shown = desk.show(OfficeSurveysPage)
        assert not shown.load_button.isVisible()
        assert shown.scores_button.isVisible()


def test_all_of_it_is_said_in_every_language(page: OfficeSurveysPage) -> None:
    for language in ("de", "fr", "it", "en"):
        words.use(language)
        page.retranslate()
        assert catalogs.language() == language
        assert len(cells(page, "instruments_table")) == 2


# --- loading ---------------------------------------------------------------------------------------


def test_a_survey_is_loaded_by_keyboard_alone(qtbot, page: OfficeSurveysPage, at_sara: Seat, tmp_path: Path) -> None:
    page.load_button.setFocus()
    press(qtbot, RETURN)
    assert focused() is page.load.choose_button
    file_boxes.prepared.append(a_file(tmp_path, cells_of(newer(source="Annex 4"))))
    press(qtbot, RETURN)
    at_sara.settle()
    assert page.load.review_heading.text().endswith("version 2")
    assert "Annex 4" in page.load.facts_note.text()
    assert len(cells(page.load, "review_table")) == len(ADULTS.questions)
    assert len(surveys.instruments(at_sara.desk.office)) == 2
    assert focused() is page.load.take_button
    press(qtbot, RETURN)
    at_sara.settle()
    assert page.surveys_stack.currentWidget() is page.list_page
    assert "version 2, is loaded" in at_sara.said()
    assert [row[0].split(", ")[1] for row in cells(page, "instruments_table")] == [
        "Version 2 · asked today", "Version 1 · asked today", "Version 1 · not asked today",
    ]  # fmt: skip
    chosen = page.chosen()
    assert chosen is not None
    assert chosen.loaded_by == "Sara Leitung"


def test_faults_are_listed_with_row_and_column_and_nothing_can_be_loaded(
    qtbot, page: OfficeSurveysPage, at_sara: Seat, tmp_path: Path
) -> None:
    broken = cells_of(newer())
    head = next(place for place, row in enumerate(broken) if row and row[0] == "question")
    column = broken[head].index("value")
    broken[head + 1][column] = "7"
    broken[head + 8][column] = "seven"
    page.begin_loading()
    page.load.read(a_file(tmp_path, broken))
    at_sara.settle()
    assert page.load.review_heading.text() == "survey.xlsx: 2 faults"
    assert [row[:2] for row in cells(page.load, "review_table")] == [
        [f"Row {head + 2}", "value"],
        [f"Row {head + 9}", "value"],
    ]
    assert "the value 7 is not between 0 and 1" in page.load.foot_note.text()
    press(qtbot, DOWN)
    assert "“seven” is not understood" in page.load.foot_note.text()
    assert not page.load.take_button.isVisible()
    assert not page.message().isVisible()
    page.load.read(a_file(tmp_path, cells_of(ADULTS)))
    at_sara.settle()
    assert "already there" in cells(page.load, "review_table")[0][2]
    assert len(surveys.instruments(at_sara.desk.office)) == 2


def test_a_file_that_cannot_be_read_is_said_in_the_page(page: OfficeSurveysPage, at_sara: Seat, tmp_path: Path) -> None:
    page.begin_loading()
    for file in (tmp_path / "gone.xlsx", tmp_path / "no.xlsx"):
        if file.name == "no.xlsx":
            file.write_bytes(b"nothing of the kind")
        page.load.read(file)
        at_sara.settle()
        assert page.message().isVisible()
        assert not page.load.take_button.isVisible()
    page.show_list()
    assert not page.message().isVisible()


def test_a_file_may_be_dropped_and_only_one(page: OfficeSurveysPage, at_sara: Seat, tmp_path: Path) -> None:
    page.begin_loading()
    file = a_file(tmp_path, cells_of(newer()))

    def drop(*files: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        page.load.drop_zone.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier))
        at_sara.settle()

    drop(file, file)
    assert "one file at a time" in page.message().text()
    drop(file)
    assert page.load.take_button.isVisible()
    page.load.back_button.click()
    assert page.surveys_stack.currentWidget() is page.list_page


def test_who_was_first_with_a_version_keeps_it(
    page: OfficeSurveysPage, at_sara: Seat, house: Offices, tmp_path: Path
) -> None:
    page.begin_loading()
    page.load.read(a_file(tmp_path, cells_of(newer(source="mine"))))
    at_sara.settle()
    surveys.load(house.admin, "theirs.xlsx", xlsx(cells_of(newer(source="theirs"))))
    page.load.take()
    at_sara.settle()
    assert "already there" in page.message().text()
    assert surveys.instruments(at_sara.desk.office)[0].instrument.source == "theirs"


# --- groups ----------------------------------------------------------------------------------------


@pytest.fixture
def scored(page: OfficeSurveysPage, at_sara: Seat, anna: Office) -> OfficeSurveysPage:
    """Fourteen people of Iraq at baseline, twelve of them again; two of Georgia, who are no group."""
    case_id = a_group(anna, 14, WORST)
    asked(anna, list(cases.view(anna, case_id).people)[:12], case_id, BEST, occasion=SurveyOccasion.FOLLOW_UP)
    a_group(anna, 2, BEST, destination=8562)
    page.scores.survey_combo.set_value((ADULTS.key, ADULTS.version))
    page.scores.first_edit.set_value(date(2026, 1, 1))
    page.scores.last_edit.set_value(date(2026, 12, 31))
    page.show_scores()
    at_sara.settle()
    return page


def test_groups_show_mean_median_count_and_change(scored: OfficeSurveysPage) -> None:
    rows = cells(scored.scores, "scores_table")
    assert rows[3] == [
        "Everybody, Composite",
        "0.13 (median 0.00), n = 16 · 100\u00a0%",
        "1.00 (median 1.00), n = 12 · 100\u00a0%",
        "+1.00, median +1.00 · n = 12",
    ]
    told = scored.scores.picture_chart.accessibleName()
    assert "Composite 0.13 (n = 16)" in told
    assert "Composite 1.00 (n = 12)" in told


def test_a_small_group_is_hidden_and_its_neighbour_with_it(qtbot, scored: OfficeSurveysPage) -> None:
    scored.scores.by_combo.set_value(GroupBy.DESTINATION)
    scored.scores.by_combo.chosen.emit(GroupBy.DESTINATION)
    rows = {row[0]: row[1:] for row in cells(scored.scores, "scores_table")}
    assert rows["Georgia, Composite"] == ["×", "–", "–"]
    assert rows["Iraq, Composite"][0] == "×"
    assert "fewer than 11 people" in scored.scores.hidden_note.text()


def test_scores_are_narrowed_by_destination_and_time(scored: OfficeSurveysPage, at_sara: Seat) -> None:
    panel = scored.scores
    assert panel.destination_combo.values() == [None, 8562, 8512]
    panel.destination_combo.set_value(8562)
    panel.destination_combo.chosen.emit(8562)
    at_sara.settle()
    assert {row[1] for row in cells(panel, "scores_table")} == {"×"}
    assert panel.picture_chart.isHidden()
    panel.destination_combo.set_value(None)
    panel.last_edit.set_value(date(2026, 2, 1))
    panel.last_edit.editingFinished.emit()
    at_sara.settle()
    assert cells(panel, "scores_table") == []


def test_the_fields_are_gone_through_by_tab(qtbot, scored: OfficeSurveysPage) -> None:
    panel = scored.scores
    panel.focus_first()
    order = [panel.first_edit, panel.last_edit, panel.by_combo, panel.destination_combo, panel.programme_combo]
    for field in order:
        press(qtbot, TAB)
        assert focused() is field
    press(qtbot, TAB)
    assert focused() is panel.scores_table
    panel.back_button.setFocus()
    press(qtbot, RETURN)
    assert focused() is scored.instruments_table


def test_satisfaction_has_no_picture_but_a_mean_mark(page: OfficeSurveysPage, at_sara: Seat, anna: Office) -> None:
    a_group(anna, 11, {"Z1": "5", "Z2": "4"}, survey={"instrument": "satisfaction"})
    page.scores.survey_combo.set_value(("satisfaction", "1"))
    page.scores.last_edit.set_value(anna.today())
    page.scores.first_edit.set_value(date(2026, 1, 1))
    page.show_scores()
    at_sara.settle()
    assert cells(page.scores, "scores_table")[0][:2] == [
        "Everybody, Satisfaction",
        "4.50 (median 4.50), n = 11 · 29\u00a0%",
    ]
    assert page.scores.picture_chart.isHidden()


def test_an_official_one_says_so(page: OfficeSurveysPage, at_sara: Seat, tmp_path: Path) -> None:
    official = replace(
        newer(), official=True, verified_by="Carla Keller", verified_on=date(2026, 3, 2), languages=ADULTS.languages
    )
    surveys.load(at_sara.desk.office, "a.xlsx", sheets.xlsx("1", cells_of(official)[0], cells_of(official)[1:]))
    page.refresh(None)
    at_sara.settle()
    row = cells(page, "instruments_table")[0]
    assert (row[1], row[3]) == ("Official", "02.03.2026, Carla Keller")
