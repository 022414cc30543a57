"""The trash: seen, brought back, emptied for good after one question."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from returnhelp.gui import words
from returnhelp.gui.dialogs import question
from returnhelp.gui.pages.trash import TrashPage
from returnhelp.services import cases, trash
from returnhelp.services.office import Office
from tests.gui.pages.office_desk import Seat, seat
from tests.gui.pages.opened import open_case
from tests.office import Offices


@pytest.fixture
def at_anna(qtbot, anna: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, anna, tmp_path) as made:
        yield made


@pytest.fixture
def at_sara(qtbot, sara: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, sara, tmp_path) as made:
        yield made


@pytest.fixture
def two(sara: Office, anna: Office) -> list[int]:
    """Two deleted cases, the second one thirty days later."""
    return [open_case(anna, "Beridze"), open_case(anna, "Haddad")]


def throw_away(office: Office, *numbers: int) -> None:
    for number in numbers:
        trash.put_in(office, "case", number)


def test_an_empty_trash_says_what_it_is_for(at_anna: Seat) -> None:
    page = at_anna.show(TrashPage)
    assert page.trash_table.empty.isVisible()
    assert page.empty_button.isHidden()
    assert not page.back_button.isEnabled()


def test_it_tells_what_by_whom_and_until_when(at_anna: Seat, anna: Office, two: list[int]) -> None:
    throw_away(anna, two[0])
    page = at_anna.show(TrashPage)
    (row,) = page._state.things
    said = [page._cell(row, key) for key in ("name", "deleted", "by", "goes")]
    assert [(cell.text, cell.second) for cell in said] == [
        ("Beridze Nino", "Case 2026-0001"),
        (said[1].text, "today"),
        ("Anna Muster", ""),
        ("19.04.2026", "in 30 days"),
    ]
    assert page.count_note.text() == "1 entry"


def test_what_is_chosen_comes_back_and_goes_again(at_anna: Seat, anna: Office, two: list[int]) -> None:
    throw_away(anna, *two)
    page = at_anna.show(TrashPage)
    page.trash_table.selectAll()
    assert page.back_button.text() == "Bring 2 back"
    page.back_button.click()
    at_anna.settle()
    assert trash.contents(anna) == ()
    assert cases.view(anna, two[0]).can_edit
    at_anna.toasts[-1].act()
    at_anna.settle()
    assert len(trash.contents(anna)) == 2


def test_only_what_has_lain_long_enough_is_removed_unless_everything_is_meant(
    at_sara: Seat, sara: Office, house: Offices, two: list[int]
) -> None:
    throw_away(sara, two[0])
    house.clock.pass_days(31)
    throw_away(sara, two[1])
    page = at_sara.show(TrashPage)
    old, everything = page.empty_menu().actions()
    assert (old.text(), everything.text()) == ("Only what has lain here for 30 days (1)", "Everything (2)")
    question.prepared.append(False)
    everything.trigger()
    at_sara.settle()
    assert len(trash.contents(sara)) == 2
    question.prepared.append(True)
    old.trigger()
    at_sara.settle()
    assert [one.number for one in trash.contents(sara)] == ["2026-0002"]
    assert at_sara.said() == "1 entry is removed."
    question.prepared.append(True)
    page.empty_menu().actions()[1].trigger()
    at_sara.settle()
    assert page.trash_table.empty.isVisible()


def test_nothing_is_old_enough_yet(at_sara: Seat, sara: Office, two: list[int]) -> None:
    throw_away(sara, two[0])
    page = at_sara.show(TrashPage)
    assert [action.isEnabled() for action in page.empty_menu().actions()] == [False, True]


def test_an_auditor_only_looks(qtbot, house: Offices, anna: Office, two: list[int], tmp_path: Path) -> None:
    throw_away(anna, two[0])
    with seat(qtbot, house.enter("otto"), tmp_path) as at:
        page = at.show(TrashPage)
        page.trash_table.selectAll()
        assert page.back_button.isHidden()
        page.trash_table.opened.emit(page._state.things[0])
        at.settle()
    assert len(trash.contents(anna)) == 1


def test_it_speaks_the_language_of_the_window(at_anna: Seat, anna: Office, two: list[int]) -> None:
    throw_away(anna, two[0])
    page = at_anna.show(TrashPage)
    words.use("xx")
    assert page.title() == "hsarT Trash"
    assert "entry" in page.count_note.text()
