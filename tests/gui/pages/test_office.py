"""The office page: its parts by role, one's own account, the settings, the audit log, the back-ups, about."""

import importlib
import pkgutil
from datetime import date

import pytest
from PySide6.QtCore import Qt

from returnhelp import services, settings
from returnhelp.gui import theme, words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.pages import office_about
from returnhelp.gui.pages.account import AccountPage
from returnhelp.gui.pages.audit_log import AuditLogPage, Filter, detail_words, look_back
from returnhelp.gui.pages.backups import BackupsPage
from returnhelp.gui.pages.office import PARTS, SPECS, OfficePage
from returnhelp.gui.pages.office_about import AboutPage
from returnhelp.gui.pages.office_machine import MachinePage
from returnhelp.gui.pages.settings import SettingsPage
from returnhelp.gui.widgets import wrong
from returnhelp.i18n import act_words, catalogs
from returnhelp.services import audit, backups, preferences
from returnhelp.services.office import DECLARED
from tests.gui.pages.office_desk import seat
from tests.office import PASSWORD

NEW = "Mond Kanne Wiese 88"


@pytest.fixture
def admin_desk(qtbot, house, tmp_path):
    with seat(qtbot, house.admin, tmp_path / "machine") as made:
        yield made


@pytest.fixture
def anna_desk(qtbot, anna, tmp_path):
    with seat(qtbot, anna, tmp_path / "machine") as made:
        yield made


def parts_of(page):
    model = page.sections_list.model()
    return [model.data(model.index(row), Qt.ItemDataRole.UserRole).key for row in range(model.rowCount())]


# --- the page ----------------------------------------------------------------------------------------


def test_everybody_sees_the_parts_of_their_role(qtbot, house, anna, sara, tmp_path):
    expected = (
        (
            house.admin,
            ["account", "users", "backups", "settings", "rates", "law", "surveys", "machine", "audit_log", "about"],
        ),
        (anna, ["account", "rates", "law", "machine", "audit_log", "about"]),
        (sara, ["account", "backups", "rates", "law", "surveys", "machine", "audit_log", "about"]),
    )
    for office, keys in expected:
        with seat(qtbot, office, tmp_path / office.user.name) as desk:
            page = desk.show(OfficePage)
            assert parts_of(page) == keys
            assert page.import_button.isVisible() is (office is sara)


def test_a_part_opens_where_somebody_is_sent(admin_desk):
    page = admin_desk.show(OfficePage)
    page.arrive("settings")
    admin_desk.settle()
    assert isinstance(page.part(), SettingsPage)
    assert {spec.key for spec in SPECS} == {"office", "account"}
    assert [part.key for part in PARTS] == parts_of(page)


def test_from_here_a_list_can_be_taken_over(qtbot, sara, tmp_path):
    with seat(qtbot, sara, tmp_path / "machine") as desk:
        desk.show(OfficePage).import_button.click()
        assert desk.went == [("importing", None)]


# --- my account --------------------------------------------------------------------------------------


def test_a_weak_password_is_told_while_it_is_typed(qtbot, anna_desk):
    page = anna_desk.show(AccountPage)
    qtbot.keyClicks(page.new_edit, "anna1234")
    assert wrong.marked(page.new_edit)
    assert "short" in page.new_error.text()
    page.new_edit.selectAll()
    qtbot.keyClicks(page.new_edit, NEW)
    assert not wrong.marked(page.new_edit)


def test_the_password_is_changed_and_the_old_one_no_longer_opens(anna_desk, house):
    page = anna_desk.show(AccountPage)
    page.old_edit.setText("falsch")
    page.new_edit.setText(NEW)
    page.again_edit.setText(NEW)
    page.change_password()
    anna_desk.settle()
    assert "not your password" in page.old_error.text()
    page.old_edit.setText(PASSWORD)
    page.change_password()
    anna_desk.settle()
    assert "changed" in anna_desk.said()
    assert page.new_edit.text() == ""
    assert house.enter("anna", NEW).user.name == "anna"


def test_two_different_new_passwords_change_nothing(anna_desk):
    page = anna_desk.show(AccountPage)
    page.old_edit.setText(PASSWORD)
    page.new_edit.setText(NEW)
    page.again_edit.setText(NEW + "x")
    page.change_password()
    assert "not the same" in page.again_error.text()
    assert not anna_desk.toasts


def test_the_language_holds_at_once_and_is_kept(anna_desk):
    page = anna_desk.show(AccountPage)
    page.language_combo.set_value("fr")
    page.language_combo.chosen.emit("fr")
    anna_desk.settle()
    assert catalogs.language() == "fr"
    assert preferences.mine(anna_desk.desk.office, "language") == "fr"
    page.language_combo.chosen.emit("")
    anna_desk.settle()
    assert catalogs.language() == "de"  # the office's


@pytest.mark.parametrize(("typed", "kept"), [("f7", "F7"), ("ctrl+b", "Ctrl+B"), ("B", "F9"), ("Enter", "F9")])
def test_only_a_key_that_types_nothing_can_blank_the_window(anna_desk, typed, kept):
    page = anna_desk.show(AccountPage)
    page.privacy_edit.setText(typed)
    page.privacy_edit.editingFinished.emit()
    anna_desk.settle()
    assert preferences.mine(anna_desk.desk.office, "privacy_key") == kept
    assert wrong.marked(page.privacy_edit) is (kept == "F9")


# --- settings ----------------------------------------------------------------------------------------


def test_there_is_a_field_for_every_setting_of_the_office(admin_desk):
    page = admin_desk.show(SettingsPage)
    assert list(page.fields) == [setting.name for setting in settings.of(settings.Home.OFFICE)]
    kept = preferences.office_settings(admin_desk.desk.office)
    assert {name: field.value() for name, field in page.fields.items()} == kept
    assert all(field.editor.accessibleName() for field in page.fields.values())


def test_a_setting_is_saved_when_its_field_is_left_and_can_be_taken_back(admin_desk):
    page = admin_desk.show(SettingsPage)
    field = page.fields["idle_lock_minutes"]
    field.editor.setValue(12)
    field.settle()
    admin_desk.settle()
    office = admin_desk.desk.office
    assert preferences.of_office(office, "idle_lock_minutes") == 12
    admin_desk.toasts[-1].act()
    admin_desk.settle()
    assert preferences.of_office(office, "idle_lock_minutes") == 5
    assert field.value() == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [("office_name", "Rückkehrberatung Bern"), ("office_address", "Gasse 1\n3011 Bern"), ("office_canton", "ZH"),
     ("office_language", "it"), ("own_cases_only", True), ("keep_daily", 30)],
)  # fmt: skip
def test_every_kind_of_field_keeps_its_value(admin_desk, name, value):
    page = admin_desk.show(SettingsPage)
    field = page.fields[name]
    before = field.value()
    field.show_value(value)
    field._kept = before
    field.settle()
    admin_desk.settle()
    assert preferences.of_office(admin_desk.desk.office, name) == value


def test_a_value_that_cannot_be_is_marked_and_not_saved(admin_desk):
    page = admin_desk.show(SettingsPage)
    field = page.fields["case_number_format"]
    field.editor.setText("{n}")
    field.settle()
    admin_desk.settle()
    assert wrong.marked(field.editor)
    assert field._error.isVisible()
    assert preferences.of_office(admin_desk.desk.office, "case_number_format") == "{year}-{n:04}"


def test_the_colours_of_this_computer_change_at_once(admin_desk):
    page = admin_desk.show(MachinePage)
    page.fields["theme"].editor.set_value("dark")
    page.fields["theme"].settle()
    assert theme.palette().name == "dark"
    assert admin_desk.desk.machine.get(settings.THEME) == "dark"


# --- the audit log -----------------------------------------------------------------------------------


def test_a_caseworker_sees_their_own_entries_only(anna_desk):
    page = anna_desk.show(AuditLogPage)
    assert {line.by for line in page.lines()} == {"Anna Muster"}
    assert not page.who_combo.isVisible()


def test_an_admin_sees_what_was_done_and_not_to_whom(admin_desk):
    page = admin_desk.show(AuditLogPage)
    assert [line.act for line in page.lines()][-1] == "offices.create"
    assert all(line.subject_id is None for line in page.lines())
    assert "not told" in page.page_note.text()


def test_the_log_is_filtered_by_who_what_and_day(qtbot, house, anna, sara, tmp_path):
    house.clock.pass_days(3)
    preferences.set_mine(anna, "language", "fr")
    with seat(qtbot, sara, tmp_path / "machine") as desk:
        page = desk.show(AuditLogPage)
        everything = page.lines()
        page.who_combo.set_value("Anna Muster")
        page.who_combo.chosen.emit("Anna Muster")
        desk.settle()
        assert {line.act for line in page.lines()} == {"offices.sign_in", "preferences.set_mine"}
        page.what_combo.set_value("office")
        page.what_combo.chosen.emit("office")
        desk.settle()
        assert [line.act for line in page.lines()] == ["preferences.set_mine"]
        page.clear_button.click()
        desk.settle()
        assert page.lines() == everything
        page.from_edit.set_value(date(2026, 3, 22))
        page.from_edit.editingFinished.emit()
        desk.settle()
        assert [line.act for line in page.lines()] == ["preferences.set_mine"]
        page.to_edit.set_value(date(2026, 3, 21))
        page.to_edit.editingFinished.emit()
        desk.settle()
        assert not page.lines()
        assert page.log_table.empty.isVisible()


def test_the_log_is_read_back_piece_by_piece(sara):
    for language in ("fr", "it", "de", "en"):
        preferences.set_mine(sara, "language", language)
    whole = audit.entries(sara)
    found, lines = look_back(sara, None, Filter(), block_size=3), []
    lines += found.lines
    while found.before is not None:
        found = look_back(sara, found.before, Filter(), block_size=3)
        lines += found.lines
    assert tuple(lines) == whole
    mine = look_back(sara, None, Filter(group="office"), block_size=3)
    assert {line.act for line in mine.lines} == {"preferences.set_mine"}


def test_details_are_told_in_words():
    assert detail_words({"step": "departed"}) == "Departed"
    assert detail_words({"setting": "idle_lock_minutes"}) == "Lock after"
    assert detail_words({"months": ["2022-01-01", "2022-02-01"]}) == "January 2022 and February 2022"
    assert detail_words({"taken_over": {"rows": 12, "unread": 1}}) == "12 rows, 1 row not read"
    assert detail_words({"month": "2022-03", "protected": True}) == "March 2022; with a password"
    assert detail_words({"unknown": object()}) == ""


def test_every_act_has_its_words():
    for module in pkgutil.iter_modules(services.__path__):
        importlib.import_module(f"{services.__name__}.{module.name}")
    without = {name for name, one in DECLARED.items() if one.changes and name not in act_words.ACTS}
    assert not without
    begins = tuple(begin for _name, begins in act_words.GROUPS.values() for begin in begins)
    assert not {name for name in act_words.ACTS if not name.startswith(begins)}


# --- back-ups ----------------------------------------------------------------------------------------


def test_a_backup_is_made_checked_and_listed(admin_desk):
    page = admin_desk.show(BackupsPage)
    assert page.backups_table.empty.isVisible()
    page.now_button.click()
    admin_desk.settle()
    assert "checked" in admin_desk.said()
    assert page.backups_table.paged().total == 1
    assert page.backups_table.paged().row(0).kind is backups.BackupKind.BY_HAND


def test_a_backup_is_written_to_one_file(admin_desk, tmp_path):
    page = admin_desk.show(BackupsPage)
    file_boxes.prepared.append(tmp_path / "sicherung")
    page.export_button.click()
    admin_desk.settle()
    assert [file.stem for file in tmp_path.glob("sicherung*")] == ["sicherung"]
    assert "Keep it away" in page.message().text()


def test_the_store_is_checked(admin_desk):
    page = admin_desk.show(BackupsPage)
    page.check_button.click()
    admin_desk.settle()
    assert page.message().text().startswith("Everything is in order")
    assert audit.entries(admin_desk.desk.office)[0].act == "checking._told"


def test_who_may_only_check_sees_only_that(qtbot, sara, tmp_path):
    with seat(qtbot, sara, tmp_path / "machine") as desk:
        page = desk.show(BackupsPage)
        assert page.check_button.isVisible()
        assert not page.now_button.isVisible()
        assert not page.backups_table.isVisible()


# --- about -------------------------------------------------------------------------------------------


def test_the_version_and_the_libraries_are_told(admin_desk):
    page = admin_desk.show(AboutPage)
    assert office_about.version() in page.version_value.text()
    named = {name.casefold() for name, _version, _licence in office_about.libraries()}
    assert {"pyside6", "sqlalchemy", "reportlab"} <= named


# --- words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_every_part_speaks_another_language_at_once(admin_desk, part):
    page = admin_desk.show(part.make)
    before = page.title()
    words.use("xx")
    admin_desk.settle()
    assert page.title().endswith(before)
    assert page.title() != before
