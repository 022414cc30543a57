"""A list of any length is read as it is looked at."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt

from returnhelp.gui import theme, words
from returnhelp.gui.models.paged import BLOCK, CELL, Cell, Column, PagedModel
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.gui.worker import Worker
from returnhelp.i18n.catalogs import N_

COLUMNS = (
    Column("name", N_("Name"), 200),
    Column("step", N_("Step"), 120),
    Column("sum", N_("Sum"), 90, to_the_end=True),
    Column("note", N_("Note"), 90, sortable=False),
)


def cell(row: int, key: str) -> Cell:
    match key:
        case "name":
            return Cell(f"Person {row}", f"2026-{row:04}", icon="user", strong=True)
        case "step":
            return Cell("Approved", badge=("success", "quiet", "accent")[row % 3])
        case "sum":
            return Cell(str(row))
    return Cell()


class Source:
    """So many rows, and what of them was read."""

    def __init__(self, count: int) -> None:
        self.length = count
        self.read: list[int] = []

    def count(self) -> int:
        return self.length

    def rows(self, offset: int, limit: int) -> Sequence[int]:
        self.read.append(offset)
        return range(offset, min(self.length, offset + limit))


@pytest.fixture
def model(worker: Worker, qapp) -> PagedModel:
    errors: list[Exception] = []

    def ask(work, then, failed=None, *, latest=""):
        return worker.run(work, then, failed or errors.append)

    return PagedModel(COLUMNS, cell, ask)


@pytest.fixture
def view(qtbot, model: PagedModel) -> TableView:
    made = TableView()
    qtbot.addWidget(made)
    made.show_model(model)
    made.resize(600, 400)
    made.show()
    return made


def _load(qtbot, model: PagedModel, source: Source, around: int = 0) -> None:
    with qtbot.waitSignal(model.loaded):
        model.show(source.count, source.rows, around)


def test_only_what_is_looked_at_is_read(qtbot, model: PagedModel, view: TableView):
    source = Source(1_000_000)
    _load(qtbot, model, source)
    assert model.rowCount() == 1_000_000
    view.scrollTo(model.index(500_000, 0))
    view.grab()
    qtbot.waitUntil(lambda: model.row(500_000) == 500_000)
    assert len(source.read) <= 4
    assert model.row(250_000) is None


def test_a_row_that_is_not_there_yet_is_asked_for(qtbot, model: PagedModel):
    _load(qtbot, model, Source(1000))
    far = model.index(BLOCK * 3, 0)
    assert far.data(CELL).text == "…"
    qtbot.waitUntil(lambda: far.data(CELL).text == f"Person {BLOCK * 3}")
    assert far.data(Qt.ItemDataRole.AccessibleTextRole) == f"Person {BLOCK * 3}, 2026-{BLOCK * 3:04}"


def test_what_is_shown_stays_until_the_new_list_is_there(qtbot, model: PagedModel):
    _load(qtbot, model, Source(10))
    model.show(Source(3).count, Source(3).rows)
    assert model.rowCount() == 10
    qtbot.waitUntil(lambda: model.rowCount() == 3)


def test_a_list_that_became_shorter_is_shown_at_its_end(qtbot, model: PagedModel):
    _load(qtbot, model, Source(BLOCK + 5), around=BLOCK * 4)
    assert model.row(BLOCK + 1) == BLOCK + 1


def test_an_error_is_told(qtbot, model: PagedModel):
    def broken() -> int:
        raise OSError

    with qtbot.waitSignal(model.failed) as told:
        model.show(broken, Source(1).rows)
    assert isinstance(told.args[0], OSError)


def test_enter_and_a_double_click_open_a_row(qtbot, model: PagedModel, view: TableView):
    opened = []
    view.opened.connect(opened.append)
    _load(qtbot, model, Source(20))
    view.setCurrentIndex(model.index(4, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    place = view.visualRect(model.index(2, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [4, 2]
    assert view.row() == 2
    assert view.rows() == [2]
    assert view.row_at(place) == 2
    assert view.row_at(QPoint(5, 10_000)) is None


def test_a_click_on_a_title_sorts(qtbot, model: PagedModel, view: TableView):
    sorted_by = []
    view.sort_changed.connect(lambda key, down: sorted_by.append((key, down)))
    view.set_sort("name")
    assert sorted_by == []
    header = view.horizontalHeader()
    for column in (0, 1, 3):
        where = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert sorted_by == [("name", True), ("step", False)]


def test_columns_are_remembered(qtbot, model: PagedModel, view: TableView):
    told = []
    view.arranged.connect(lambda: told.append(True))
    view.show_columns(["name", "sum"])
    view.horizontalHeader().moveSection(2, 0)
    assert view.shown_columns() == ["sum", "name"]
    assert told
    kept = view.arrangement()
    view.show_columns(["name", "step", "sum", "note"])
    view.arrange({"order": ["name", "step", "sum", "note"]})
    assert view.shown_columns() == ["name", "step", "sum", "note"]
    view.arrange(kept)
    assert view.shown_columns() == ["sum", "name"]


def test_an_empty_list_says_so(qtbot, model: PagedModel, view: TableView):
    view.empty.say("folders", "No cases yet")
    _load(qtbot, model, Source(0))
    assert view.empty.isVisible()
    _load(qtbot, model, Source(1))
    assert not view.empty.isVisible()


def test_waiting_shows_only_when_it_lasts(qtbot, model: PagedModel, view: TableView):
    view.waiting()
    _load(qtbot, model, Source(1))
    view.settled()
    assert not view.grab().isNull()


def test_titles_speak_the_language_of_the_window(qtbot, model: PagedModel, view: TableView):
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
    words.use("xx")
    assert model.headerData(0, Qt.Orientation.Horizontal) == "emaN Name"


def test_rows_grow_with_the_size_and_shrink_to_one_line(view: TableView):
    two = view.verticalHeader().defaultSectionSize()
    view.set_two_lines(False)
    one = view.verticalHeader().defaultSectionSize()
    theme.apply(theme.Choice.LIGHT, 2.0)
    assert one < two
    assert view.verticalHeader().defaultSectionSize() == 2 * one


@pytest.mark.parametrize("choice", [theme.Choice.LIGHT, theme.Choice.DARK])
def test_a_chosen_and_a_touched_row_are_drawn(qtbot, model: PagedModel, view: TableView, choice: theme.Choice):
    theme.apply(choice)
    _load(qtbot, model, Source(20))
    view.setCurrentIndex(model.index(1, 0))
    qtbot.mouseMove(view.viewport(), view.visualRect(model.index(3, 1)).center())
    drawn = view.grab().toImage()
    inks = {drawn.pixelColor(500, y).name() for y in range(drawn.height())}
    assert theme.colour("soft") in inks
