"""The gate: everything before somebody is signed in, driven as a person would."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from returnhelp import settings
from returnhelp.domain.roles import Role
from returnhelp.gui import known_offices, theme
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.first_start import FirstStart
from returnhelp.gui.forgotten import Forgotten
from returnhelp.gui.gate import Gate
from returnhelp.gui.restore import Restore
from returnhelp.gui.sign_in import Locked, SignIn
from returnhelp.gui.welcome import Welcome
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.worker import Worker
from returnhelp.i18n import catalogs
from returnhelp.services import backups
from returnhelp.services.office import Office
from tests.office import PASSWORD, Offices

NEW_PASSWORD = "blaue Gabel wandert 7"


@pytest.fixture
def gate(qtbot, worker: Worker, machine: settings.Machine) -> Gate:
    made = Gate(worker, machine)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def at_the_door(gate: Gate, machine: settings.Machine, house: Offices) -> SignIn:
    """The sign-in of an office that this machine knows."""
    machine.opened(house.folder)
    gate.begin()
    return gate.sign_in


def _sign_in(qtbot, card: SignIn, name: str, password: str) -> None:
    card.name_edit.setText(name)
    card.password_edit.setText(password)
    qtbot.keyClick(card.password_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not card.worker.busy, timeout=20_000)


# --- signing in ------------------------------------------------------------------------------------


def test_name_and_password_open_the_office(qtbot, gate: Gate, at_the_door: SignIn):
    came: list[Office] = []
    gate.signed_in.connect(came.append)
    _sign_in(qtbot, at_the_door, "anna", PASSWORD)
    assert came[0].user.display_name == "Anna Muster"
    assert at_the_door.password_edit.text() == ""
    assert at_the_door.name_edit.text() == ""
    came[0].close()


@pytest.mark.parametrize("name", ["anna", "nobody"])
def test_a_wrong_password_is_told_in_the_page_and_never_whether_the_name_exists(qtbot, at_the_door: SignIn, name: str):
    _sign_in(qtbot, at_the_door, name, "wrong password 99")
    assert at_the_door.message_bar.kind() is Kind.ERROR
    assert "anna" not in at_the_door.message_bar.text()
    assert at_the_door.password_edit.selectedText()
    assert at_the_door.isEnabled()


def test_too_many_wrong_passwords_are_told_with_the_time_to_wait(qtbot, at_the_door: SignIn):
    for _attempt in range(7):
        _sign_in(qtbot, at_the_door, "anna", "wrong password 99")
    assert any(sign.isdigit() for sign in at_the_door.message_bar.text())


def test_a_damaged_store_offers_to_restore_a_back_up(qtbot, at_the_door: SignIn, house: Offices):
    house.close()
    (house.folder / "store.db").write_bytes(b"not a store" * 1000)
    asked = []
    at_the_door.restore_wanted.connect(lambda: asked.append(True))
    _sign_in(qtbot, at_the_door, "anna", PASSWORD)
    assert at_the_door.message_bar.kind() is Kind.ERROR
    assert at_the_door.message_bar.action_button().text() == "Restore a back-up"


def test_a_folder_that_is_no_office_is_told(qtbot, at_the_door: SignIn, tmp_path: Path):
    (tmp_path / "pictures").mkdir()
    file_boxes.prepared.append(tmp_path / "pictures")
    at_the_door.other_button.click()
    assert at_the_door.message_bar.kind() is Kind.ERROR
    assert "pictures" in at_the_door.message_bar.text()


def test_an_office_in_another_folder_is_opened(gate: Gate, house: Offices):
    file_boxes.prepared.append(house.folder)
    gate.begin()
    assert isinstance(gate.card(), Welcome)
    gate.welcome.open_link.click()
    assert isinstance(gate.card(), SignIn)
    assert gate.sign_in.office_combo.currentText() == "IOM Bern"


def test_enter_goes_to_what_is_still_missing(qtbot, at_the_door: SignIn):
    at_the_door.name_edit.setText("anna")
    at_the_door.name_edit.setFocus()
    qtbot.keyClick(at_the_door.name_edit, Qt.Key.Key_Return)
    assert at_the_door.password_edit.hasFocus()


def test_the_language_is_chosen_at_the_gate_and_kept(qtbot, gate: Gate, at_the_door: SignIn, machine: settings.Machine):
    before = at_the_door.heading_title.text()
    gate._languages.set_value("de")
    gate._languages.chosen.emit("de")
    assert catalogs.language() == "de"
    assert machine.get(settings.WINDOW_LANGUAGE) == "de"
    assert catalogs.gettext("Sign in") == at_the_door.heading_title.text()
    assert before == "Sign in"


def test_caps_lock_is_told(qtbot, at_the_door: SignIn):
    assert at_the_door.caps_note.isHidden()
    at_the_door.password_edit.caps_lock_changed.emit(True)
    assert not at_the_door.caps_note.isHidden()


# --- the lock --------------------------------------------------------------------------------------


def test_only_the_one_it_was_locked_for_comes_back(qtbot, gate: Gate, house: Offices):
    came: list[Office] = []
    gate.unlocked.connect(came.append)
    gate.show_locked(house.enter("anna"))
    card = gate.card()
    assert isinstance(card, Locked)
    assert "Anna Muster" in card.user_note.text()
    card.password_edit.setText("wrong password 99")
    card.unlock_button.click()
    qtbot.waitUntil(lambda: bool(card.message_bar.text()), timeout=20_000)
    card.password_edit.setText(PASSWORD)
    card.unlock_button.click()
    qtbot.waitUntil(lambda: bool(came), timeout=20_000)
    assert came[0].user.name == "anna"
    came[0].close()


def test_somebody_else_may_sign_in_instead(qtbot, gate: Gate, house: Offices):
    gate.show_locked(house.enter("anna"))
    with qtbot.waitSignal(gate.left):
        gate.locked.other_link.click()


# --- a new office ----------------------------------------------------------------------------------


@pytest.fixture
def wizard(gate: Gate) -> FirstStart:
    gate.begin()
    gate.welcome.create_button.click()
    card = gate.card()
    assert isinstance(card, FirstStart)
    return card


def _name_office(wizard: FirstStart) -> None:
    wizard.office_step.office_name_edit.setText("Rückkehrberatung Zug")
    wizard.office_step.canton_combo.set_value("ZG")
    wizard.next_button.click()


def _name_admin(qtbot, wizard: FirstStart) -> None:
    qtbot.keyClicks(wizard.admin_step.display_name_edit, "Maria Muster")
    wizard.admin_step.password_edit.setText(NEW_PASSWORD)
    wizard.admin_step.again_edit.setText(NEW_PASSWORD)
    wizard.admin_step.caseworker_check.setChecked(True)
    wizard.next_button.click()
    qtbot.waitUntil(lambda: wizard.step() == 2, timeout=30_000)


def test_an_office_is_made_in_three_steps(qtbot, gate: Gate, wizard: FirstStart, tmp_path: Path):
    came: list[Office] = []
    gate.signed_in.connect(came.append)
    _name_office(wizard)
    _name_admin(qtbot, wizard)
    code = wizard.code_step.code_value.text().replace("\n", "")
    wizard.code_step.typed_edit.setText(code[:-1] + ("0" if code[-1] != "0" else "1"))
    wizard.next_button.click()
    assert wrong.marked(wizard.code_step.typed_edit)
    assert "8" in wizard.code_step.typed_error.text()
    wizard.code_step.typed_edit.setText(code.lower().replace("-", " "))
    qtbot.keyClick(wizard.code_step.typed_edit, Qt.Key.Key_Return)
    [office] = came
    assert office.name == "Rückkehrberatung Zug"
    assert office.user.name == "maria.muster"
    assert office.user.roles == {Role.ADMIN, Role.CASEWORKER}
    assert office.folder == known_offices.home() / "ruckkehrberatung-zug.returnhelp"
    office.close()


def test_an_office_needs_a_name(wizard: FirstStart):
    wizard.next_button.click()
    assert wizard.step() == 0
    assert wrong.marked(wizard.office_step.office_name_edit)


def test_a_weak_password_is_told_while_it_is_typed(qtbot, wizard: FirstStart):
    _name_office(wizard)
    qtbot.keyClicks(wizard.admin_step.password_edit, "kurz")
    assert wrong.marked(wizard.admin_step.password_edit)
    assert "12" in wizard.admin_step.password_error.text()
    wizard.admin_step.password_edit.clear()
    qtbot.keyClicks(wizard.admin_step.password_edit, NEW_PASSWORD)
    assert not wrong.marked(wizard.admin_step.password_edit)


def test_every_missing_field_is_marked_and_the_first_has_the_focus(wizard: FirstStart):
    _name_office(wizard)
    wizard.next_button.click()
    step = wizard.admin_step
    assert [wrong.marked(field) for field in (step.display_name_edit, step.user_name_edit, step.password_edit)] == [
        True
    ] * 3
    assert step.display_name_edit.hasFocus()
    step.display_name_edit.setText("Maria")
    step.user_name_edit.setText("maria")
    step.password_edit.setText(NEW_PASSWORD)
    step.again_edit.setText("something else 12")
    wizard.next_button.click()
    assert wrong.marked(step.again_edit)


def test_a_user_name_that_will_not_do_is_marked(qtbot, wizard: FirstStart):
    _name_office(wizard)
    step = wizard.admin_step
    step.display_name_edit.setText("Maria")
    step.user_name_edit.setText("maria muster!")
    step.password_edit.setText(NEW_PASSWORD)
    step.again_edit.setText(NEW_PASSWORD)
    wizard.next_button.click()
    qtbot.waitUntil(lambda: wrong.marked(step.user_name_edit), timeout=20_000)
    assert wizard.step() == 1


def test_one_can_go_back_until_the_office_is_made(qtbot, gate: Gate, wizard: FirstStart):
    _name_office(wizard)
    wizard.back_button.click()
    assert wizard.step() == 0
    wizard.back_button.click()
    assert isinstance(gate.card(), Welcome)


def test_the_office_may_lie_elsewhere(wizard: FirstStart, tmp_path: Path):
    file_boxes.prepared.append(tmp_path)
    wizard.office_step.folder_button.click()
    assert wizard.office_step.folder() == tmp_path / "office.returnhelp"
    (tmp_path / "zug.returnhelp").mkdir()
    wizard.office_step.office_name_edit.setText("Zug")
    assert wizard.office_step.folder() == tmp_path / "zug-2.returnhelp"


def test_the_code_is_printed_and_saved(qtbot, wizard: FirstStart, tmp_path: Path):
    _name_office(wizard)
    _name_admin(qtbot, wizard)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    file_boxes.prepared.append(printer)
    wizard.code_step.print_button.click()
    assert wizard.message_bar.kind() is Kind.SUCCESS
    file_boxes.prepared.append(tmp_path / "code.pdf")
    wizard.code_step.save_button.click()
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    file_boxes.prepared.append(tmp_path / "no folder" / "code.pdf")
    wizard.code_step.save_button.click()
    assert wizard.message_bar.kind() is Kind.ERROR


# --- a forgotten password --------------------------------------------------------------------------


def test_the_recovery_code_gives_a_new_password(qtbot, gate: Gate, at_the_door: SignIn, house: Offices):
    at_the_door.forgotten_link.click()
    card = gate.card()
    assert isinstance(card, Forgotten)
    card.name_edit.setText("anna")
    card.code_edit.setText("ABCD")
    card.password_edit.setText(NEW_PASSWORD)
    card.again_edit.setText(NEW_PASSWORD + "x")
    card.set_button.click()
    assert wrong.marked(card.again_edit)
    card.again_edit.setText(NEW_PASSWORD)
    card.set_button.click()
    qtbot.waitUntil(lambda: wrong.marked(card.code_edit), timeout=20_000)
    card.code_edit.setText(house.code)
    card.set_button.click()
    qtbot.waitUntil(lambda: isinstance(gate.card(), SignIn), timeout=20_000)
    assert at_the_door.message_bar.kind() is Kind.SUCCESS
    came: list[Office] = []
    gate.signed_in.connect(came.append)
    _sign_in(qtbot, at_the_door, "anna", NEW_PASSWORD)
    came[0].close()


# --- a back-up -------------------------------------------------------------------------------------


@pytest.fixture
def backup(house: Offices) -> Path:
    return backups.now(house.admin).path


def _restore(qtbot, card: Restore, **typed: str) -> None:
    for field, text in typed.items():
        getattr(card, field).setText(text)
    card.restore_button.click()
    qtbot.waitUntil(lambda: not card.worker.busy, timeout=30_000)


def test_a_back_up_is_restored_over_an_office_by_two(
    qtbot, gate: Gate, at_the_door: SignIn, house: Offices, backup: Path
):
    house.close()
    gate.show_restore()
    card = gate.card()
    assert isinstance(card, Restore)
    assert card.backup_combo.value() == backup
    assert card.second_card.isHidden()
    _restore(qtbot, card, name_edit="vera", password_edit=PASSWORD)
    assert not card.second_card.isHidden()
    assert card.message_bar.kind() is Kind.ERROR
    _restore(qtbot, card, second_name_edit="sara", second_password_edit=PASSWORD)
    assert isinstance(gate.card(), SignIn), card.message_bar.text()
    assert at_the_door.message_bar.kind() is Kind.SUCCESS


def test_a_back_up_goes_into_a_new_folder_by_the_code(qtbot, gate: Gate, house: Offices, backup: Path, tmp_path: Path):
    file = tmp_path / "bern.rhbackup"
    backups.export(house.admin, file)
    gate.begin()
    gate.welcome.restore_link.click()
    card = gate.card()
    assert isinstance(card, Restore)
    file_boxes.prepared.extend([file, tmp_path / "elsewhere"])
    (tmp_path / "elsewhere").mkdir()
    card.file_button.click()
    card.folder_button.click()
    card.code_check.click()
    _restore(qtbot, card, name_edit="vera", code_edit=house.code)
    assert isinstance(gate.card(), SignIn), card.message_bar.text()
    assert gate.sign_in.office_combo.currentText() == "IOM Bern"


def test_a_wrong_password_restores_nothing(qtbot, gate: Gate, at_the_door: SignIn, house: Offices, backup: Path):
    house.close()
    gate.show_restore()
    _restore(qtbot, gate.card(), name_edit="vera", password_edit="something else 12")
    assert gate.card().message_bar.kind() is Kind.ERROR
    assert not list(house.folder.glob("former/*"))


@pytest.mark.parametrize("choice", [theme.Choice.LIGHT, theme.Choice.DARK])
def test_every_card_is_drawn(qtbot, gate: Gate, at_the_door: SignIn, choice: theme.Choice):
    theme.apply(choice)
    gate.show_welcome()
    assert not gate.grab().isNull()
    gate.show_first_start()
    assert not gate.grab().isNull()
    gate.show_forgotten(at_the_door.folder())
    assert not gate.grab().isNull()
    gate.card().go()
    assert isinstance(gate.card(), Forgotten)
