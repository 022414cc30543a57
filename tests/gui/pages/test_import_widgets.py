"""The small parts of taking over a list: what they take, what they show, what they write."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from returnhelp import charts
from returnhelp.domain.errors import FileNotWrittenError
from returnhelp.domain.intake import Field, Sheet
from returnhelp.gui import writing
from returnhelp.gui.widgets.chart_view import ChartView
from returnhelp.gui.widgets.code_editor import CodeEditor
from returnhelp.gui.widgets.drop_zone import DropZone
from returnhelp.gui.widgets.sheet_view import SheetView, letters

TODAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("field", "code"),
    [
        (Field.BIRTH_DATE, "1985"),
        (Field.BIRTH_DATE, "1985-03"),
        (Field.DEPARTURE_DATE, "2022-03-21"),
        (Field.NATIONALITY, "8201"),
        (Field.NATIONALITY, "stateless"),
        (Field.DESTINATION, "8501"),
        (Field.CANTON, "BE"),
        (Field.SEX, "f"),
        (Field.PERMIT, "F"),
        (Field.PROJECT, "housing"),
        (Field.ZEMIS, "12345678.9"),
        (Field.BIRTH_DATE, ""),
        (Field.CANTON, ""),
        (Field.SEX, ""),
    ],
)
def test_an_answer_comes_out_as_it_went_in(qtbot, field, code):
    editor = CodeEditor(field, TODAY)
    qtbot.addWidget(editor)
    editor.set_code(code)
    assert editor.code() == code


@pytest.mark.parametrize(
    ("field", "code"),
    [(Field.SEX, "no such"), (Field.CANTON, "XX"), (Field.NATIONALITY, "9999"), (Field.BIRTH_DATE, "?")],
)
def test_a_code_that_does_not_fit_shows_nothing(qtbot, field, code):
    editor = CodeEditor(field, TODAY)
    qtbot.addWidget(editor)
    editor.set_code(code)
    assert editor.code() == ""


def test_a_date_that_is_none_is_no_answer(qtbot):
    editor = CodeEditor(Field.BIRTH_DATE, TODAY)
    qtbot.addWidget(editor)
    qtbot.keyClicks(editor.focusProxy(), "31.02.1985")
    assert editor.code() is None


def test_columns_are_named_as_spreadsheets_do():
    assert [letters(index) for index in (0, 25, 26, 51, 52, 299)] == ["A", "Z", "AA", "AZ", "BA", "KN"]


def test_a_click_on_a_row_says_where_the_headings_are(qtbot):
    view = SheetView()
    qtbot.addWidget(view)
    view.show_sheet(Sheet("1", (("Liste", None), ("Name", "Alter"), ("Asani", 41))), 2)
    with qtbot.waitSignal(view.heading_chosen) as told:
        view.verticalHeader().sectionClicked.emit(0)
    assert told.args == [1]
    assert view.model().data(view.model().index(2, 1)) == "41"


def dropped(*paths):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    return event, content


def test_one_file_is_taken_and_two_are_not(qtbot, tmp_path):
    zone = DropZone()
    qtbot.addWidget(zone)
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for file in files:
        file.write_text("x", encoding="utf-8")
    event, _kept = dropped(files[0])
    with qtbot.waitSignal(zone.dropped) as told:
        zone.dropEvent(event)
    assert told.args == [files[0]]
    event, _kept = dropped(*files)
    with qtbot.waitSignal(zone.refused):
        zone.dropEvent(event)
    event, _kept = dropped(tmp_path)
    with qtbot.waitSignal(zone.refused):
        zone.dropEvent(event)


def test_a_chart_is_drawn_and_told(qtbot):
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(480, 150)
    series = (
        charts.Series("2022", (3.0, None), charts.Tone.DARK),
        charts.Series("2021", (1.0, 2.0), charts.Tone.HATCHED),
    )
    view.show_chart(charts.columns(("Jan", "Feb"), series, lambda number: f"{number:.0f}", 3.2, 0.08))
    assert "2022: Jan 3, Feb –" in view.accessibleName()
    assert not view.grab().isNull()
    view.show_chart(None)
    assert view.isHidden()


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    place = writing.write(tmp_path / "a.xlsx", b"one")
    assert writing.write(place, b"two") == place
    assert place.read_bytes() == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]
    with pytest.raises(FileNotWrittenError):
        writing.write(tmp_path / "no" / "b.xlsx", b"three")


def test_the_end_of_a_name_is_put_right_once():
    from pathlib import Path

    assert writing.with_suffix(Path("a"), ".pdf").name == "a.pdf"
    assert writing.with_suffix(Path("a.PDF"), ".pdf").name == "a.PDF"
    assert writing.with_suffix(Path("2022-03.b"), ".pdf").name == "2022-03.b.pdf"
