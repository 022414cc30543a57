"""The users part of the office page: added, changed, disabled, let in again."""

import pytest

from returnhelp.domain.errors import ReturnHelpError
from returnhelp.domain.roles import Clearance, Role
from returnhelp.gui.dialogs import question
from returnhelp.gui.pages.users import UsersPage
from returnhelp.services import users
from tests.gui.pages.office_desk import seat
from tests.office import PASSWORD

NEW = "Mond Kanne Wiese 88"


@pytest.fixture
def at_desk(qtbot, house, tmp_path):
    with seat(qtbot, house.admin, tmp_path / "machine") as made:
        yield made


@pytest.fixture
def page(at_desk):
    return at_desk.show(UsersPage)


def choose(page, name):
    row = next(row for row, user in enumerate(page._users) if user.name == name)
    page.users_table.selectRow(row)


def user(at_desk, name):
    return next(one for one in users.everybody(at_desk.desk.office) if one.name == name)


def test_the_list_shows_everybody_and_oneself_chosen(page):
    assert [one.name for one in page._users] == ["anna", "beat", "otto", "sara", "vera"]
    assert page.user_heading.text() == "Vera Admin"
    assert not page.disable_button.isVisible()
    assert not page.reset_button.isVisible()


def test_somebody_is_added_and_may_sign_in(page, at_desk, house):
    page.add_button.click()
    page.display_name_edit.setText("Zoë Ört")
    page.display_name_edit.textEdited.emit("Zoë Ört")
    assert page.user_name_edit.text() == "zoe.ort"
    page.password_edit.setText("kurz")
    page.save()
    assert "short" in page.password_error.text()
    page.password_edit.setText(NEW)
    page.supervisor_check.setChecked(True)
    page.save()
    at_desk.settle()
    assert "may sign in" in at_desk.said()
    added = user(at_desk, "zoe.ort")
    assert added.roles == {Role.CASEWORKER, Role.SUPERVISOR}
    assert page.user_heading.text() == "Zoë Ört"
    assert house.enter("zoe.ort", NEW)


def test_a_name_that_is_taken_is_told_beside_its_field(page, at_desk):
    page.add_button.click()
    page.display_name_edit.setText("Andere Anna")
    page.user_name_edit.setText("anna")
    page.password_edit.setText(NEW)
    page.save()
    at_desk.settle()
    assert page.user_name_error.isVisible()
    assert page.save_button.isEnabled()


def test_a_user_without_a_role_is_refused(page, at_desk):
    choose(page, "anna")
    page.caseworker_check.setChecked(False)
    page.save()
    at_desk.settle()
    assert page.roles_error.isVisible()
    assert user(at_desk, "anna").roles == {Role.CASEWORKER}


def test_roles_and_clearances_are_changed(page, at_desk):
    choose(page, "sara")
    page.admin_check.setChecked(True)
    page.medical_check.setChecked(True)
    page.save()
    at_desk.settle()
    changed = user(at_desk, "sara")
    assert changed.roles == {Role.SUPERVISOR, Role.ADMIN}
    assert changed.clearances == {Clearance.MEDICAL}


def test_the_last_admin_stays_one(page, at_desk):
    choose(page, "vera")
    page.admin_check.setChecked(False)
    page.caseworker_check.setChecked(True)
    page.save()
    at_desk.settle()
    assert page.message().text()
    assert user(at_desk, "vera").roles == {Role.ADMIN}


def test_who_is_disabled_comes_in_no_more_until_a_new_password_is_given(page, at_desk, house):
    choose(page, "beat")
    page.disable_button.click()
    at_desk.settle()
    with pytest.raises(ReturnHelpError):
        house.enter("beat", PASSWORD)
    choose(page, "beat")
    assert "since" in page.user_badge.text()
    page.reset_button.click()
    page.password_edit.setText(NEW)
    page.save()
    at_desk.settle()
    assert house.enter("beat", NEW).user.name == "beat"


def test_keys_are_taken_away_after_one_question_and_one_signs_in_again(qtbot, page, at_desk):
    choose(page, "beat")
    assert not page.remove_button.isVisible()
    page.disable_button.click()
    at_desk.settle()
    choose(page, "beat")
    question.prepared.append(False)
    page.remove_button.click()
    assert not at_desk.worker.busy
    question.prepared.append(True)
    with qtbot.waitSignal(at_desk.desk.sign_out_wanted, timeout=30_000):
        page.remove_button.click()
    at_desk.settle()


def test_giving_up_leaves_everything_as_it_was(page, at_desk):
    page.add_button.click()
    page.display_name_edit.setText("Niemand")
    page.cancel_button.click()
    assert page.user_heading.text() == "Vera Admin"
    assert page.display_name_edit.text() == "Vera Admin"
