"""The lists of cases and people: found by typing, narrowed, sorted, remembered, exported, handed over."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QMenu

from returnhelp.domain.case import Permit
from returnhelp.domain.lists import CaseColumn, CaseQuery, Gap, PersonColumn
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import Step
from returnhelp.gui import words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models import filters, share
from returnhelp.gui.models.filters import Days, Narrowing, Period, Reader
from returnhelp.gui.pages import list_search
from returnhelp.gui.pages.case_list import CaseListPage
from returnhelp.gui.pages.list_popups import ChoicesPopup, DaysPopup, NamePopup
from returnhelp.gui.pages.people_list import PeopleListPage
from returnhelp.services import audit, demo, lists, preferences, users
from returnhelp.services.office import Change, Office
from tests.gui.pages.office_desk import Seat, seat
from tests.gui.pages.opened import GEORGIA, IRAQ, TURKEY, add_task, open_case
from tests.gui.stalls import watched
from tests.office import PASSWORD, Offices

TODAY = date(2026, 3, 20)


@pytest.fixture
def at_sara(qtbot, sara: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, sara, tmp_path) as made:
        yield made


@pytest.fixture
def at_anna(qtbot, anna: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, anna, tmp_path) as made:
        yield made


@pytest.fixture
def five(anna: Office) -> list[int]:
    """Five cases of Anna's, the latest opened first."""
    return [
        open_case(anna, "Beridze", on=date(2026, 3, 9), canton="BE"),
        open_case(anna, "Özgür", "Emre", nationality=TURKEY, on=date(2026, 3, 8), canton="ZH"),
        open_case(anna, "Haddad", "Layla", nationality=IRAQ, on=date(2026, 3, 7), canton="BE", children=2),
        open_case(anna, "Li", "Bo", nationality=None, on=date(2026, 3, 6), canton="GE", permit=Permit.UNKNOWN),
        open_case(anna, "Kapanadze", "Giorgi", on=date(2026, 3, 5), canton="ZH", n_number="N 612 345"),
    ]


@pytest.fixture
def many(house: Offices) -> Office:
    """The invented cases of the demo office, more than one block of them, seen by their supervisor."""
    for user in ("carla", "marco"):
        users.add(house.admin, user, user.title(), PASSWORD, {Role.CASEWORKER})
    users.add(house.admin, "sofia", "Sofia", PASSWORD, {Role.SUPERVISOR})
    sofia = house.enter("sofia")
    demo.fill(sofia)
    return sofia


@pytest.fixture
def at_sofia(qtbot, many: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, many, tmp_path) as made:
        yield made


def names(page: CaseListPage | PeopleListPage) -> list[str]:
    """The names in the list, from the top."""
    model = page.list_table.paged()
    return [model.row(number).name for number in range(model.total)]


def type_into(at: Seat, page: CaseListPage | PeopleListPage, text: str) -> None:
    page.search_edit.setFocus()
    page.search_edit.clear()
    at.qtbot.keyClicks(page.search_edit, text)
    at.qtbot.waitUntil(lambda: not page._soon.isActive())
    at.settle()


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


# --- what is shown -----------------------------------------------------------------------------------


def test_the_cases_stand_there_with_their_count_the_latest_first(at_anna: Seat, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    assert names(page) == ["Beridze Nino", "Özgür Emre", "Haddad Layla", "Li Bo", "Kapanadze Giorgi"]
    assert page.hits_note.text() == "5 cases"
    cell = page.list_table.paged()._cell(page.list_table.paged().row(2), "name")
    assert (cell.text, cell.second) == ("Haddad Layla", "2026-0003 · 3 people")


def test_an_office_without_cases_offers_to_begin_one(at_anna: Seat) -> None:
    page = at_anna.show(CaseListPage)
    assert page.list_table.empty.isVisible()
    assert page.list_table.empty.button().text() == "New case"
    page.list_table.empty.button().click()
    assert at_anna.went == [("new_case", None)]


def test_an_auditor_is_offered_nothing_to_change(qtbot, house: Offices, five: list[int], tmp_path: Path) -> None:
    with seat(qtbot, house.enter("otto"), tmp_path) as at:
        page = at.show(CaseListPage)
        assert page.new_button.isHidden()
        assert page.export_button.isHidden()
        page.list_table.selectAll()
        assert page.chosen_card.isHidden()


def test_a_list_that_cannot_be_read_says_so_and_is_tried_again(at_anna: Seat, anna: Office, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    anna.store.close()
    page.show_list()
    at_anna.settle()
    assert page.message().text()
    assert page.message().action_button().text() == "Try again"
    assert names(page)[0] == "Beridze Nino"


# --- search --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [("oezguer", ["Özgür Emre"]), ("li", ["Li Bo"]), ("612345", ["Kapanadze Giorgi"]), ("nobody at all", [])],
)
def test_typing_finds(at_anna: Seat, five: list[int], typed: str, found: list[str]) -> None:
    page = at_anna.show(CaseListPage)
    type_into(at_anna, page, typed)
    assert names(page) == found
    assert page.hits_note.text() == f"{len(found)} case{'' if len(found) == 1 else 's'}"


def test_what_matches_nothing_is_cleared_by_the_one_button(at_anna: Seat, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    type_into(at_anna, page, "zzz")
    assert page.list_table.empty.button().text() == "Clear search and filters"
    page.list_table.empty.button().click()
    at_anna.settle()
    assert len(names(page)) == 5


def test_from_the_search_to_the_open_case_without_the_mouse(at_anna: Seat, five: list[int], qtbot) -> None:
    page = at_anna.show(CaseListPage)
    page.search_edit.setFocus()
    qtbot.keyClicks(page.search_edit, "kapana")
    with qtbot.waitSignal(at_anna.desk.case_wanted) as opened:
        qtbot.keyClick(page.search_edit, Qt.Key.Key_Return)  # before the list has come
    assert opened.args == [five[4], ""]


def test_down_goes_to_the_rows_and_up_back_to_the_search(at_anna: Seat, five: list[int], qtbot) -> None:
    page = at_anna.show(CaseListPage)
    page.activateWindow()
    page.search_edit.setFocus()
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Down)
    qtbot.keyClick(page.list_table, Qt.Key.Key_Down)
    with qtbot.waitSignal(at_anna.desk.case_wanted) as opened:
        qtbot.keyClick(page.list_table, Qt.Key.Key_Return)
    assert opened.args == [five[1], ""]
    qtbot.keyClick(page.list_table, Qt.Key.Key_Up)
    qtbot.keyClick(page.list_table, Qt.Key.Key_Up)
    assert page.focusWidget() is page.search_edit


def test_esc_empties_the_search(at_anna: Seat, five: list[int], qtbot) -> None:
    page = at_anna.show(CaseListPage)
    type_into(at_anna, page, "li")
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Escape)
    at_anna.settle()
    assert len(names(page)) == 5


def test_the_search_on_top_finds_people_and_cases(anna: Office, five: list[int]) -> None:
    hits = list_search.find(anna, "ozgur")
    assert [(hit.group, hit.title) for hit in hits] == [("People", "Özgür Emre"), ("Cases", "Özgür Emre")]
    assert hits[1].detail == "2026-0002 · Enquiry"
    assert list_search.find(anna, "  ") == ()


def test_the_search_on_top_leads_on_to_the_lists(at_anna: Seat, anna: Office) -> None:
    for number in range(7):
        open_case(anna, "Beridze", f"Nino {'abcdefg'[number]}")
    more = [hit for hit in list_search.find(anna, "beridze") if "match" in hit.title]
    assert [hit.group for hit in more] == ["People", "Cases"]
    more[1].go(at_anna.desk)
    (key, state) = at_anna.went[0]
    page = at_anna.show(CaseListPage)
    page.arrive(state)
    at_anna.settle()
    assert (key, page.search_edit.text(), len(names(page))) == ("cases", "beridze", 7)


def test_an_admin_finds_nobody(house: Offices, five: list[int]) -> None:
    assert list_search.find(house.admin, "beridze") == ()


# --- filters -------------------------------------------------------------------------------------------


def test_filters_combine_and_stand_there_as_plates(at_anna: Seat, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    page.arrive({"cantons": ["BE", "ZH"], "nationalities": [GEORGIA], "open_only": True})
    at_anna.settle()
    assert names(page) == ["Beridze Nino", "Kapanadze Giorgi"]
    assert page.filter_bar.plates() == ["Nationality: Georgia", "Canton: Bern or Zurich"]


def test_a_value_is_ticked_by_keyboard_and_counts_at_once(at_anna: Seat, five: list[int], qtbot) -> None:
    page = at_anna.show(CaseListPage)
    page.filter_bar.open_filter("nationalities")
    popup = page.filter_bar.popup()
    assert isinstance(popup, ChoicesPopup)
    qtbot.keyClicks(popup.find_edit, "irak")
    assert popup.values_list.currentItem().isHidden()
    popup.find_edit.clear()
    qtbot.keyClicks(popup.find_edit, "iraq")
    qtbot.keyClick(popup.find_edit, Qt.Key.Key_Return)
    at_anna.settle()
    assert popup.chosen() == [IRAQ]
    assert names(page) == ["Haddad Layla"]
    popup.none_button.click()
    popup.close()
    at_anna.settle()
    assert len(names(page)) == 5


def test_a_plate_is_taken_away_by_its_cross_or_delete(at_anna: Seat, five: list[int], qtbot) -> None:
    page = at_anna.show(CaseListPage)
    page.arrive({"cantons": ["GE"], "permits": ["N"]})
    at_anna.settle()
    assert names(page) == []
    plate = page.filter_bar._plates["permits"]
    qtbot.keyClick(plate._words, Qt.Key.Key_Delete)
    at_anna.settle()
    assert names(page) == ["Li Bo"]
    page.filter_bar._plates["cantons"]._cross.click()
    at_anna.settle()
    assert len(names(page)) == 5


def test_not_filled_finds_what_is_missing(at_anna: Seat, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    page.arrive({"not_filled": [Gap.NATIONALITY.value]})
    at_anna.settle()
    assert names(page) == ["Li Bo"]
    assert page.filter_bar.plates() == ["Not filled in: No nationality"]


def test_mine_are_the_cases_of_whoever_reads(at_anna: Seat, sara: Office, five: list[int]) -> None:
    open_case(sara, "Sahin")
    page = at_anna.show(CaseListPage)
    assert len(names(page)) == 6
    page.filter_bar._mine.click()
    at_anna.settle()
    assert len(names(page)) == 5
    assert page.filter_bar.plates() == []  # the button itself says it


def test_days_are_typed_or_move_along(at_anna: Seat, five: list[int], qtbot) -> None:
    page = at_anna.show(CaseListPage)
    page.filter_bar.open_filter("opened")
    popup = page.filter_bar.popup()
    assert isinstance(popup, DaysPopup)
    qtbot.keyClicks(popup.first_edit, "6.3.2026")
    qtbot.keyClicks(popup.last_edit, "8.3.2026")
    at_anna.settle()
    assert names(page) == ["Özgür Emre", "Haddad Layla", "Li Bo"]
    popup.last_edit.clear()
    qtbot.keyClicks(popup.last_edit, "1.3.2026")
    assert not popup.range_error.isHidden()
    popup._period_chosen(popup.periods_list.item(5))
    at_anna.settle()
    assert page.filter_bar.plates() == ["Opened: This year"]
    assert len(names(page)) == 5


def test_a_period_is_reckoned_from_today() -> None:
    assert Days(period=Period.THIS_WEEK).bounds(TODAY) == (date(2026, 3, 16), date(2026, 3, 22))
    assert Days(period=Period.THIS_MONTH).bounds(TODAY) == (date(2026, 3, 1), date(2026, 3, 31))
    assert Days(period=Period.LAST_MONTH).bounds(date(2026, 1, 31)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert Days(period=Period.THIS_MONTH).bounds(date(2026, 12, 5)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert Days(period=Period.LAST_YEAR).bounds(TODAY) == (date(2025, 1, 1), date(2025, 12, 31))


def test_what_is_no_more_is_left_out_of_a_kept_filter() -> None:
    kept = {
        "steps": ["counselling", "a step of old"],
        "nationalities": [8562, 1, None],
        "cantons": ["BE", "XX"],
        "caseworkers": ["me", "x", 3],
        "departure": "the week of old",
        "opened": ["2026-01-01", None],
        "unheard": [1],
        "permits": "N",
    }
    made = filters.narrowing(filters.CASE_FILTERS, kept)
    assert made.choices == {
        "steps": (Step.COUNSELLING,),
        "nationalities": (8562, None),
        "cantons": ("BE",),
        "caseworkers": ("me", 3),
    }
    assert made.days == {"opened": Days(date(2026, 1, 1))}
    assert filters.narrowing(filters.CASE_FILTERS, made.kept()) == made


def test_the_question_to_the_store_holds_every_filter() -> None:
    narrowed = filters.narrowing(
        filters.CASE_FILTERS,
        {
            "open_only": True,
            "steps": ["documents"],
            "caseworkers": ["me", None],
            "departure": "next_two_weeks",
            "vulnerabilities": ["any"],
            "unmoved": [30],
            "not_filled": ["permit"],
        },
    )
    reader = Reader(7, TODAY)
    query = filters.case_query(narrowed, reader, text="li", sort="canton", descending=False)
    assert filters.ordered(query, reader).sort_values[:3] == ("AG", "AR", "AI")
    assert query == CaseQuery(
        text="li",
        open_only=True,
        steps=frozenset({Step.DOCUMENTS}),
        caseworkers=frozenset({7, None}),
        departure_from=TODAY,
        departure_to=TODAY + timedelta(days=14),
        vulnerable=True,
        unmoved_since=TODAY - timedelta(days=30),
        not_filled=frozenset({Gap.PERMIT}),
        sort=CaseColumn.CANTON,
        descending=False,
    )


def test_a_filter_is_kept_under_a_name_used_and_forgotten(at_anna: Seat, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    assert not page.saved.menu().actions()[0].isEnabled()  # there is nothing to keep yet
    page.arrive({"cantons": ["BE"]})
    at_anna.settle()
    popup = NamePopup(page, "")
    popup.named.connect(page.saved.keep)
    popup.name_edit.setText("  Bern  now ")
    popup.keep_button.click()
    at_anna.settle()
    assert at_anna.said() == "The filter “Bern now” is saved."
    page.filter_bar.clear()
    at_anna.settle()
    assert (len(names(page)), page.saved.name()) == (5, "")
    page.saved.menu().actions()[0].trigger()
    at_anna.settle()
    assert names(page) == ["Beridze Nino", "Haddad Layla"]
    assert page.saved_button.text() == "Bern now"
    page.saved.menu().actions()[-1].menu().actions()[0].trigger()
    at_anna.settle()
    assert page.saved_button.text() == "Saved filters"
    assert lists.saved_filters(at_anna.desk.office, "cases") == ()
    at_anna.toasts[-1].act()
    at_anna.settle()
    assert [name for name, _kept in lists.saved_filters(at_anna.desk.office, "cases")] == ["Bern now"]


# --- columns and order -----------------------------------------------------------------------------------


def test_a_title_sorts_both_ways(at_anna: Seat, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    page.list_table.sort_changed.emit("name", False)
    at_anna.settle()
    assert names(page) == ["Beridze Nino", "Haddad Layla", "Kapanadze Giorgi", "Li Bo", "Özgür Emre"]
    page.list_table.sort_changed.emit("name", True)
    at_anna.settle()
    assert names(page)[0] == "Özgür Emre"


def test_countries_are_sorted_as_the_reader_writes_them(at_anna: Seat, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    page.list_table.sort_changed.emit("nationality", False)
    at_anna.settle()
    model = page.list_table.paged()
    assert page.message().text() == ""
    assert [model.row(at).nationality for at in range(5)] == [GEORGIA, GEORGIA, IRAQ, TURKEY, None]


def test_columns_order_and_filters_are_remembered(at_anna: Seat, anna: Office, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    page.columns_button.chosen.emit(["name", "number", "canton"])
    page.list_table.horizontalHeader().moveSection(1, 0)
    page.list_table.sort_changed.emit("canton", True)
    page.arrive({"open_only": True})
    page.filter_bar.changed.emit()
    at_anna.settle()
    page.hide()
    at_anna.settle()
    kept = preferences.view_of_list(anna, "cases")
    assert (kept["sort"], kept["descending"], kept["filters"]) == ("canton", True, {"open_only": True})
    again = at_anna.show(CaseListPage)
    assert again.list_table.shown_columns() == page.list_table.shown_columns()
    assert again.order() == ("canton", True)
    assert again.filter_bar.narrowing() == Narrowing(open_only=True)
    assert again.columns_button.shown() == ["name", "canton", "number"]


def test_headings_are_the_words_of_the_domain_in_every_language(at_anna: Seat, five: list[int]) -> None:
    page = at_anna.show(CaseListPage)
    model = page.list_table.paged()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
    words.use("xx")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "petS Step"
    assert page.hits_note.text().endswith("5 cases")
    assert page.filter_bar._open.text() == "sesac nepO Open cases"


# --- staying where one is ----------------------------------------------------------------------------------


def test_a_change_keeps_the_place_and_what_is_chosen(at_sofia: Seat) -> None:
    page = at_sofia.show(CaseListPage)
    table, model = page.list_table, page.list_table.paged()
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    table.viewport().repaint()
    at_sofia.settle()
    chosen = [model.row(number) for number in (75, 78)]
    for number in (75, 78):
        table.selectionModel().select(
            model.index(number, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        )
    table.selectionModel().setCurrentIndex(model.index(78, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    before = bar.value()
    add_task(at_sofia.desk.office, chosen[0].case_id, "Call", TODAY)
    at_sofia.desk.announce(Change(None, cases=frozenset({chosen[0].case_id})))
    at_sofia.settle()
    assert bar.value() == before
    assert {row.case_id for row in table.rows()} == {row.case_id for row in chosen}
    assert table.row().case_id == chosen[1].case_id


def test_scrolling_and_typing_never_hold_the_window_up(at_sofia: Seat, qtbot) -> None:
    page = at_sofia.show(CaseListPage)
    bar = page.list_table.verticalScrollBar()
    with watched() as stalls:
        for place in range(0, bar.maximum(), max(1, bar.maximum() // 12)):
            bar.setValue(place)
            at_sofia.settle()
        type_into(at_sofia, page, "ka")
        type_into(at_sofia, page, "al")
    assert stalls.longest < 0.1


# --- export ------------------------------------------------------------------------------------------------


def test_exactly_what_the_list_shows_leaves_it(at_sara: Seat, sara: Office, five: list[int], tmp_path: Path) -> None:
    page = at_sara.show(CaseListPage)
    page.arrive({"cantons": ["BE"]})
    page.columns_button.chosen.emit(["name", "canton", "departure"])
    at_sara.settle()
    place = tmp_path / "cases.csv"
    file_boxes.prepared.append(place)
    page.export_button.click()
    at_sara.settle()
    assert at_sara.said() == "The list is saved as cases.csv."
    assert place.read_text(encoding="utf-8-sig").splitlines() == [
        "Name;Case number;People;Canton;Departure",
        "Beridze Nino;2026-0001;1;Bern;",
        "Haddad Layla;2026-0003;3;Bern;",
    ]
    entry = next(one for one in audit.entries(sara) if one.act == "lists.export_cases")
    assert entry.detail["rows"] == 2


def test_a_name_without_an_end_becomes_a_spreadsheet(at_sara: Seat, five: list[int], tmp_path: Path) -> None:
    page = at_sara.show(CaseListPage)
    file_boxes.prepared.append(tmp_path / "mine")
    page.export_button.click()
    at_sara.settle()
    assert (tmp_path / "mine.xlsx").read_bytes()[:2] == b"PK"


def test_what_cannot_be_written_is_told_in_the_page(at_sara: Seat, five: list[int], tmp_path: Path) -> None:
    page = at_sara.show(CaseListPage)
    file_boxes.prepared.append(tmp_path / "not there" / "cases.xlsx")
    page.export_button.click()
    at_sara.settle()
    assert "cases.xlsx" in page.message().text()


def test_a_caseworker_exports_no_list(at_anna: Seat, five: list[int]) -> None:
    assert at_anna.show(CaseListPage).export_button.isHidden()


# --- handing over --------------------------------------------------------------------------------------------


def test_chosen_cases_are_shared_out_and_taken_back(at_sara: Seat, sara: Office, five: list[int]) -> None:
    page = at_sara.show(CaseListPage)
    assert page.chosen_card.isHidden()
    page.list_table.selectAll()
    assert page.chosen_words.text() == "5 cases chosen"
    page.hand_over_button.click()
    at_sara.settle()
    beat = next(user for user, name in page.reader().colleagues.items() if name == "Beat Beispiel")
    page.share_out.colleagues_edit.set_values([beat, sara.user.id])
    page.share_out.colleagues_edit.changed.emit()
    assert page.share_out.shares_note.text().startswith("Shared out: Beat Beispiel 3, Sara Leitung 2.")
    page.share_out.share_button.click()
    at_sara.settle()
    assert at_sara.said() == "5 cases are handed over."
    assert page.share_out.isHidden()
    mine = CaseQuery(caseworkers=frozenset({beat}))
    assert lists.count_cases(sara, mine) == 3
    at_sara.toasts[-1].act()
    at_sara.settle()
    assert lists.count_cases(sara, mine) == 0


def test_a_caseworker_gives_only_their_own(at_anna: Seat, anna: Office, sara: Office, five: list[int]) -> None:
    open_case(sara, "Sahin")
    page = at_anna.show(CaseListPage)
    page.list_table.selectAll()
    page.hand_over_button.click()
    at_anna.settle()
    assert page.share_out.share_heading.text() == "Hand 5 cases over"
    assert page.share_out.left_out_note.text() == "1 of the chosen cases is not yours and stays where it is."
    page.share_out.give_up_button.click()
    assert not page.chosen_card.isHidden()


def test_rows_that_were_never_looked_at_are_handed_over_too(at_sofia: Seat) -> None:
    page = at_sofia.show(CaseListPage)
    page.list_table.selectAll()
    count = page.chosen_count()
    assert count == page.list_table.paged().total > 120
    page.hand_over_button.click()
    at_sofia.settle()
    assert len(page.share_out._cases) == count


def test_cases_are_shared_out_in_turn() -> None:
    assert share.evenly([1, 2, 3], [8, 9]) == {1: 8, 2: 9, 3: 8}
    assert share.evenly([1], []) == {}
    assert share.sizes({1: 8, 2: 9, 3: 8}) == [(8, 2), (9, 1)]


# --- people ----------------------------------------------------------------------------------------------------


def test_the_people_stand_there_by_name_and_open(at_anna: Seat, five: list[int], qtbot) -> None:
    page = at_anna.show(PeopleListPage)
    assert page.hits_note.text() == "7 people"
    assert names(page)[:3] == ["Beridze Nino", "Haddad Kind 0", "Haddad Kind 1"]
    type_into(at_anna, page, "ozgur")
    with qtbot.waitSignal(at_anna.desk.person_wanted):
        qtbot.keyClick(page.search_edit, Qt.Key.Key_Return)


def test_people_are_narrowed_and_exported(at_sara: Seat, five: list[int], tmp_path: Path) -> None:
    page = at_sara.show(PeopleListPage)
    page.arrive({"not_filled": ["birth_date"]})
    page.columns_button.chosen.emit([PersonColumn.NAME.value, PersonColumn.STEP.value])
    at_sara.settle()
    assert names(page) == ["Haddad Kind 0", "Haddad Kind 1"]
    file_boxes.prepared.append(tmp_path / "people.csv")
    page.export_button.click()
    at_sara.settle()
    lines = (tmp_path / "people.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Name;Name in the original script;Step;Case number"
    assert lines[1] == "Haddad Kind 0;;Enquiry;2026-0003"


def test_a_person_without_a_case_is_nobodys(at_anna: Seat, five: list[int]) -> None:
    page = at_anna.show(PeopleListPage)
    menu = QMenu()
    page.menu_for(menu, page.list_table.paged().row(0))
    assert texts(menu) == ["Open", "Open the case 2026-0001"]
