"""The workplace: going about, searching, being private, being locked."""

import threading

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QFrame, QPushButton

from returnhelp import settings
from returnhelp.gui import theme, words
from returnhelp.gui.desk import Desk
from returnhelp.gui.draft_keeper import write
from returnhelp.gui.toasts import Toasts
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.workplace import Workplace
from returnhelp.services import drafts, offices
from returnhelp.services.office import Change, Office
from tests.gui.conftest import PASSWORD
from tests.gui.pages_for_tests import PAGES, RailPage, RecordPage
from tests.gui.stalls import watched


@pytest.fixture
def place(qtbot, desk: Desk) -> Workplace:
    made = Workplace(desk, PAGES)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _settle(qtbot, place: Workplace) -> None:
    qtbot.waitUntil(lambda: not place.desk.worker.busy)


# --- going about -----------------------------------------------------------------------------------


def test_it_opens_at_the_first_page(place: Workplace):
    assert [button.key for button in place.rail.buttons()] == ["my_day", "cases", "office"]
    assert isinstance(place.page(), RailPage)
    assert place.page().key == "my_day"


def test_the_rail_is_walked_by_keys(qtbot, place: Workplace):
    qtbot.keyClick(place, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert place.page().key == "cases"
    first = place.rail.buttons()[0]
    first.setFocus()
    qtbot.keyClick(place.rail, Qt.Key.Key_Down)
    qtbot.keyClick(place.rail, Qt.Key.Key_Down)
    qtbot.keyClick(place.rail, Qt.Key.Key_Return)
    assert place.page().key == "office"


def test_everybody_sees_only_what_they_may(qtbot, house, worker, machine):
    place = Workplace(Desk(house.enter("anna"), worker, machine), PAGES)
    qtbot.addWidget(place)
    assert [button.key for button in place.rail.buttons()] == ["my_day", "cases"]
    place.open_page("office")
    assert place.page().key == "my_day"


def test_a_page_arrives_with_what_it_is_to_show(place: Workplace):
    place.desk.open_page("cases", {"step": "approved"})
    assert place.page().arrived == {"step": "approved"}
    place.desk.open_page("nowhere")
    assert place.page().key == "cases"


def test_cases_open_side_by_side_and_each_once(qtbot, place: Workplace):
    place.desk.open_case(1)
    place.desk.open_case(2, "consents")
    place.desk.open_person(1)
    place.desk.open_case(1)
    assert [page.title() for page in place.open_pages()[1:]] == ["2026-0001", "2026-0002", "2026-0001"]
    assert place.page().number == 1
    assert place.open_pages()[2].section == "consents"
    qtbot.keyClick(place, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert place.page().number == 2
    qtbot.keyClick(place, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert len(place.open_pages()) == 3


def test_the_page_of_the_rail_cannot_be_closed(qtbot, place: Workplace):
    qtbot.keyClick(place, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert place.page().key == "my_day"


def test_what_is_unsaved_in_a_closed_tab_is_kept(qtbot, place: Workplace, office: Office):
    place.desk.open_case(5)
    _settle(qtbot, place)
    place.page().line.setText("call back")
    place.close_tab(1)
    _settle(qtbot, place)
    assert drafts.waiting(office) == (("case", "5", "2026-0005"),)
    assert "draft" in place.toasts.texts()[0]
    place.desk.open_case(5)
    qtbot.waitUntil(lambda: place.page().line.text() == "call back")
    assert place.page().message().text()


def test_a_draft_that_was_saved_is_forgotten(qtbot, place: Workplace, office: Office):
    place.desk.open_case(5)
    _settle(qtbot, place)
    place.page().line.setText("call back")
    place.drafts.keep(place.open_pages())
    _settle(qtbot, place)
    assert drafts.waiting(office)
    place.page().line.clear()
    place.drafts.keep(place.open_pages())
    _settle(qtbot, place)
    assert drafts.waiting(office) == ()


def test_a_change_is_heard_at_once_where_it_is_seen_and_later_elsewhere(place: Workplace):
    first = place.page()
    place.open_page("cases")
    change = Change(None, cases=frozenset({1}))
    place.desk.announce(change)
    assert place.page().read == [None, change]
    assert first.read == [None]
    place.open_page("my_day")
    assert first.read == [None, None]


# --- the search ------------------------------------------------------------------------------------


def test_from_the_search_to_the_case_without_the_mouse(qtbot, place: Workplace):
    place.page().edit.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert place.search.hasFocus()
    qtbot.keyClicks(place.search, "li")
    qtbot.waitUntil(lambda: [hit.title for hit in place.search.answers()][:1] == ["2026-0007 li"])
    qtbot.keyClick(place.search, Qt.Key.Key_Return)
    assert isinstance(place.page(), RecordPage)
    assert place.page().number == 7
    assert place.search.text() == ""


def test_enter_that_is_quicker_than_the_answer_opens_it_when_it_comes(qtbot, place: Workplace):
    place.search.begin()
    place.search.setText("li")
    qtbot.keyClick(place.search, Qt.Key.Key_Return)
    place.search.typed.emit("li")
    qtbot.waitUntil(lambda: isinstance(place.page(), RecordPage))
    assert place.page().number == 7


def test_escape_gives_the_focus_back(qtbot, place: Workplace):
    place.page().edit.setFocus()
    place.search.begin()
    qtbot.keyClicks(place.search, "li")
    qtbot.keyClick(place.search, Qt.Key.Key_Escape)
    assert place.page().edit.hasFocus()
    assert place.search.answers() == []


def test_commands_are_found_by_the_beginning_of_their_words(qtbot, place: Workplace):
    place.search.begin()
    qtbot.keyClicks(place.search, "lock")
    qtbot.waitUntil(lambda: any(hit.title == "Lock the window" for hit in place.search.answers()))
    _settle(qtbot, place)
    with qtbot.waitSignal(place.desk.lock_wanted):
        qtbot.keyClick(place.search, Qt.Key.Key_Up)
        qtbot.keyClick(place.search, Qt.Key.Key_Return)


def test_what_the_keys_chose_stays_chosen_when_more_is_found(qtbot, place: Workplace):
    place.search.begin()
    qtbot.keyClicks(place.search, "o")
    qtbot.waitUntil(lambda: len(place.search.answers()) > 1)
    _settle(qtbot, place)
    qtbot.keyClick(place.search, Qt.Key.Key_Down)
    chosen = place.search._list.hit()
    place.search.show_found("o", place.search.answers()[:1])
    assert place.search._list.hit() == chosen


# --- what is said ----------------------------------------------------------------------------------


def test_a_word_that_it_is_done_offers_to_take_it_back(qtbot, place: Workplace):
    done = []
    place.desk.toast("Saved.", action="Undo", act=lambda: done.append(True))
    assert place.toasts.texts() == ["Saved."]
    qtbot.keyClick(place, Qt.Key.Key_F6)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert done == [True]
    assert place.toasts.texts() == []


def test_only_the_newest_few_are_shown(place: Workplace):
    for number in range(5):
        place.desk.toast(f"Saved {number}.", Kind.INFO)
    assert place.toasts.texts() == ["Saved 2.", "Saved 3.", "Saved 4."]


def test_the_main_button_of_a_page_is_not_covered(place: Workplace):
    page = place.page()
    QApplication.focusWidget().clearFocus()
    button = theme.dress(QPushButton("Save", page), theme.Look.PRIMARY)
    button.setGeometry(page.width() - 140, page.height() - 50, 120, 30)
    button.show()
    place.desk.toast("Saved.")
    shown = next(one for one in place.findChildren(QFrame) if one.accessibleName() == "Saved.")
    on_button = QRect(button.mapTo(place, QPoint()), button.size())
    assert not shown.geometry().intersects(on_button)
    place.toasts.clear()
    button.hide()
    place.desk.toast("Saved again.")
    again = next(one for one in place.findChildren(QFrame) if one.accessibleName() == "Saved again.")
    assert again.geometry().intersects(on_button)


def test_nothing_that_is_typed_in_is_hidden(qtbot, place: Workplace):
    page = place.page()
    for corner in ("bottom", "top"):
        top = place.height() - 60 if corner == "bottom" else 70
        page.edit.setParent(place)
        page.edit.setGeometry(place.width() - 400, top, 380, 32)
        page.edit.show()
        page.edit.setFocus()
        place.desk.toast("Saved.")
        plate = place.toasts._shown[-1]
        assert not plate.geometry().intersects(page.edit.geometry()), corner
        place.toasts.clear()


def test_the_help_opens_at_the_page(qtbot, place: Workplace, monkeypatch):
    monkeypatch.setattr("returnhelp.gui.help.text", lambda _language: (HELP, HEADINGS))
    place.help._read()
    place.open_page("cases")
    qtbot.keyClick(place, Qt.Key.Key_F1)
    assert place.help.isVisible()
    assert place.help.heading() == "Finding cases"
    place.desk.open_case(3)
    assert place.help.heading() == "A case"
    qtbot.keyClick(place.help, Qt.Key.Key_Escape)
    assert not place.help.isVisible()


HELP = "# ReturnHelp\n\nWelcome.\n\n## Finding cases\n\nType.\n\n## A case\n\nIts steps."
HEADINGS = ((1, "ReturnHelp", ""), (2, "Finding cases", "cases"), (2, "A case", "case"))


# --- privacy ---------------------------------------------------------------------------------------


def test_the_privacy_key_blanks_the_page_and_the_tabs(qtbot, place: Workplace):
    place.desk.open_case(1)
    place.open_page("cases")
    qtbot.keyClick(place, Qt.Key.Key_F9)
    assert place._cover.isVisible()
    assert place._tab_strip.tabText(1) == "•••"
    place.desk.open_case(1)
    assert not place._cover.isVisible()  # the page blanks itself
    assert place.page().private
    qtbot.keyClick(place, Qt.Key.Key_F9)
    assert not place.page().private
    assert place._tab_strip.tabText(1) == "2026-0001"


def test_nobody_is_found_while_it_is_blanked(qtbot, place: Workplace):
    place.desk.set_private(True)
    place.search.begin()
    qtbot.keyClicks(place.search, "li")
    _settle(qtbot, place)
    assert all(hit.group == "Commands" for hit in place.search.answers())


def test_a_draft_that_was_saved_just_before_a_lock_is_forgotten(qtbot, place: Workplace, office: Office):
    place.desk.open_case(6)
    _settle(qtbot, place)
    place.page().line.setText("half a sentence")
    place.drafts.keep(place.open_pages())
    _settle(qtbot, place)
    assert drafts.waiting(office)
    place.page().line.clear()
    write(place.desk, place.put_away()[1])
    assert drafts.waiting(office) == ()


# --- the lock --------------------------------------------------------------------------------------


def test_a_lock_puts_everything_away_and_brings_it_back(qtbot, place: Workplace, office: Office):
    place.open_page("cases")
    place.desk.open_case(1)
    place.desk.open_case(2)
    _settle(qtbot, place)
    place.page().line.setText("half a sentence")
    left, held = place.put_away()
    assert [one.content for one in held] == [{"line": "half a sentence"}]
    assert place.open_pages() == []
    assert (left.page, left.tabs) == ("cases", [("case", 1), ("case", 2)])
    drafts.keep(office, held[0].page, held[0].subject, held[0].content, held[0].title)
    office.close()
    again = offices.sign_in(office.folder, "carla", PASSWORD)
    place.take_out(again, left)
    assert place.desk.office is again
    assert place.page().number == 2
    qtbot.waitUntil(lambda: place.page().line.text() == "half a sentence")
    assert [page.number for page in place.open_pages()[1:]] == [1, 2]
    again.close()


def test_a_tab_that_nobody_looks_at_after_a_lock_keeps_its_name_and_its_draft(qtbot, place: Workplace, office: Office):
    place.desk.open_case(1)
    _settle(qtbot, place)
    place.page().line.setText("half a sentence")
    place.drafts.keep(place.open_pages())
    place.desk.open_case(2)
    _settle(qtbot, place)
    left, held = place.put_away()
    write(place.desk, held)
    place.hide()
    place.take_out(office, left)
    place.drafts.keep(place.open_pages())  # before the first tab is read: what it held is not taken for saved
    unseen = place.open_pages()[1]
    qtbot.waitUntil(lambda: unseen.line.text() == "half a sentence")
    assert drafts.waiting(office)


def test_a_page_that_waits_for_work_stays_through_a_lock(qtbot, place: Workplace, office: Office):
    gate, got = threading.Event(), []
    page = place.page()
    page.do_long("Taking over", lambda _progress: gate.wait(10), got.append)
    place.desk.open_case(1)
    left, _held = place.put_away()
    assert place.open_pages() == [page]
    place.desk.worker.hold()
    gate.set()
    _settle(qtbot, place)
    assert got == []
    place.take_out(office, left)
    place.desk.worker.release()
    assert got == [True]
    assert place.open_pages()[0] is page


# --- the person ------------------------------------------------------------------------------------


def test_the_menu_of_the_person_changes_colours_size_and_language(qtbot, place: Workplace, machine, office: Office):
    place.user.fill()
    titles = [action.text() for action in place.user.menu().actions()]
    assert titles[0] == "Carla Keller"
    assert "My account" in titles
    place.user.set_theme(theme.Choice.DARK)
    place.user.set_scale(150)
    assert machine.get(settings.THEME) == "dark"
    assert machine.get(settings.SCALE) == 150
    assert theme.factor() == 1.5
    place.user.set_language("de")
    _settle(qtbot, place)
    assert place.rail.buttons()[0].text() == place.commands.action("my_day").text()


def test_the_window_is_never_busy_for_long(qtbot, place: Workplace):
    with watched() as stalls:
        for number in range(10):
            place.desk.open_case(number)
            qtbot.wait(5)
    assert stalls.longest < 0.1


def test_every_control_of_the_window_has_a_name(place: Workplace):
    words.use("de")
    for widget in place.findChildren(object):
        if getattr(widget, "focusPolicy", None) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            said = widget.accessibleName() or getattr(widget, "text", str)() or widget.toolTip()
            assert said or not widget.isVisible(), (type(widget).__name__, widget.objectName())


def test_toasts_follow_the_size_of_the_window(qtbot, place: Workplace):
    toasts: Toasts = place.toasts
    place.desk.toast("Saved.")
    place.resize(900, 600)
    plate = toasts._shown[0]
    assert plate.mapTo(place, QPoint(plate.width(), plate.height())).x() <= 900
