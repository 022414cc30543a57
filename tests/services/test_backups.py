"""Back-ups are made when there is something to keep, and an office comes back from one with everybody's consent."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from returnhelp.domain.documents import DocumentKind
from returnhelp.domain.errors import (
    BackupIncompleteError,
    BackupOfAnotherOfficeError,
    BackupUnusableError,
    DemoMixedError,
    FolderNotEmptyError,
    LockedOutError,
    NotAllowedError,
    ReturnHelpError,
    SecondPersonNeededError,
    StoreInUseError,
    WrongPasswordError,
    WrongRecoveryCodeError,
)
from returnhelp.domain.roles import Role
from returnhelp.services import audit, backups, cases, checking, documents, offices, preferences, users
from returnhelp.services.backups import BackupKind
from returnhelp.services.office import Office
from returnhelp.storage import ledger_rows
from tests.office import CHEAP, PASSWORD, Offices
from tests.services.test_cases import open_family

NEW = "ein anderes Wort 77"


@pytest.fixture
def one_file(house: Offices, tmp_path: Path) -> Callable[[], Path]:
    """A back-up of the office as one file; then everybody goes home."""

    def write() -> Path:
        file = tmp_path / "bern.backup"
        backups.export(house.admin, file)
        house.close()
        return file

    return write


def acts(office: Office) -> list[str]:
    return [line.act for line in audit.entries(office)]


def alone(house: Offices, name: str = "vera") -> Office:
    """Somebody signs in after the others have left."""
    house.close()
    return house.enter(name)


def another_office(house: Offices, folder: Path, *, demo: bool = False) -> tuple[Office, str]:
    return offices.create(
        folder, office_name="Other", place="", canton=None, language="de", user_name="vera", display_name="",
        password=PASSWORD, roles=frozenset({Role.ADMIN}), params=CHEAP, clock=house.clock, demo=demo,
    )  # fmt: skip


# --- making ----------------------------------------------------------------------------------------


def test_a_back_up_by_hand_is_checked_listed_and_recorded(house: Offices) -> None:
    made = backups.now(house.admin)
    assert backups.listed(house.admin) == (made,)
    assert (made.kind, made.checked) == (BackupKind.BY_HAND, True)
    assert made.size > 100_000
    assert acts(house.admin)[0] == "backups.now"
    assert backups.kind_word(made.kind) == "By hand"


def test_only_an_admin_makes_lists_and_exports(anna: Office, sara: Office, tmp_path: Path) -> None:
    for office in (anna, sara):
        for act in (backups.now, backups.listed, lambda one: backups.export(one, tmp_path / "x")):
            with pytest.raises(NotAllowedError):
                act(office)


def test_one_is_due_for_anybody_when_something_was_changed_and_time_has_passed(house: Offices, anna: Office) -> None:
    assert backups.automatic(anna) is not None
    open_family(anna)
    assert not backups.due(anna)
    house.clock.at += timedelta(minutes=31)
    assert backups.due(anna)
    made = backups.automatic(anna)
    assert made is not None
    assert made.kind is BackupKind.AUTOMATIC
    house.clock.pass_days(1)
    assert not backups.due(anna)
    assert "backups.automatic" in acts(anna)


def test_reading_and_signing_in_are_no_reason_for_a_back_up(house: Offices, anna: Office) -> None:
    number = open_family(anna)
    assert backups.at_exit(anna) is not None
    house.clock.pass_days(2)
    cases.view(anna, number)
    beat = house.enter("beat")
    assert backups.at_exit(beat) is None
    users.change_own_password(beat, PASSWORD, NEW)
    assert backups.at_exit(beat).kind is BackupKind.AT_EXIT


def test_a_clock_that_was_turned_back_stops_no_back_up(house: Offices, anna: Office) -> None:
    house.clock.pass_days(400)
    backups.automatic(anna)
    house.clock.pass_days(-400)
    open_family(anna)
    assert backups.automatic(anna) is not None


def test_old_back_ups_go_by_the_settings_of_the_office(house: Offices) -> None:
    for name, value in (("keep_daily", 3), ("keep_weekly", 0), ("keep_monthly", 0)):
        preferences.set_office_setting(house.admin, name, value)
    for _day in range(5):
        backups.now(house.admin)
        house.clock.pass_days(1)
    assert len(backups.listed(house.admin)) == 3


def test_a_back_up_that_was_tampered_with_is_listed_as_not_checked(house: Offices) -> None:
    made = backups.now(house.admin)
    (made.path / "store.db").write_bytes(b"")
    (seen,) = backups.listed(house.admin)
    assert not seen.checked
    (made.path / "manifest.json").write_text("{}")
    (seen,) = backups.listed(house.admin)
    assert (seen.checked, seen.at.replace(microsecond=0)) == (False, made.at.replace(microsecond=0))


# --- restoring into a new folder -------------------------------------------------------------------


def test_an_office_comes_back_from_one_file(house: Offices, anna: Office, one_file, tmp_path: Path) -> None:
    number = open_family(anna)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear family")
    paper = documents.attach(anna, number, letter, DocumentKind.OTHER).value
    target = tmp_path / "Back" / "Bern.returnhelp"
    assert backups.restore(one_file(), target, "Vera", PASSWORD, house.clock) is None
    back = offices.sign_in(target, "anna", PASSWORD, clock=house.clock)
    try:
        assert documents.content(back, number, paper)[2] == b"Dear family"
        assert back.name == "IOM Bern"
    finally:
        back.close()
    admin = offices.sign_in(target, "vera", PASSWORD, clock=house.clock)
    try:
        assert checking.check(admin) == []
        assert "backups.restore" in acts(admin)
        assert backups.listed(admin) == ()
        assert backups.at_exit(admin) is not None
    finally:
        admin.close()
    assert not (target / "restoring").exists()


def test_it_opens_with_the_passwords_and_the_code_of_its_day(house: Offices, one_file, tmp_path: Path) -> None:
    file = one_file()
    admin = house.enter("vera")
    users.change_own_password(admin, PASSWORD, NEW)
    admin.close()
    with pytest.raises(WrongPasswordError):
        backups.restore(file, tmp_path / "a", "vera", NEW, house.clock)
    other, code = another_office(house, tmp_path / "other")
    other.close()
    with pytest.raises(WrongRecoveryCodeError):
        backups.restore(file, tmp_path / "a", "vera", clock=house.clock, recovery_code=code)
    assert not (tmp_path / "a").exists()
    backups.restore(file, tmp_path / "a", "vera", PASSWORD, house.clock)
    backups.restore(file, tmp_path / "b", "vera", clock=house.clock, recovery_code=house.code)
    offices.sign_in(tmp_path / "b", "vera", PASSWORD, clock=house.clock).close()


@pytest.mark.parametrize("name", ["anna", "sara", "otto"])
def test_only_an_admin_of_the_back_up_restores(house: Offices, one_file, tmp_path: Path, name: str) -> None:
    with pytest.raises(NotAllowedError):
        backups.restore(one_file(), tmp_path / "a", name, PASSWORD, house.clock)
    assert not (tmp_path / "a").exists()


def test_somebody_who_was_disabled_then_cannot(house: Offices, one_file, tmp_path: Path) -> None:
    users.add(house.admin, "ex", "Ex Admin", PASSWORD, {Role.ADMIN})
    gone = next(one for one in users.everybody(house.admin) if one.name == "ex")
    users.disable(house.admin, gone.id)
    with pytest.raises(WrongPasswordError):
        backups.restore(one_file(), tmp_path / "a", "ex", PASSWORD, house.clock)


def test_a_folder_with_other_things_is_not_touched(house: Offices, one_file, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "letter.txt").write_text("Dear family")
    with pytest.raises(FolderNotEmptyError):
        backups.restore(one_file(), tmp_path / "a", "vera", PASSWORD, house.clock)
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["letter.txt"]


def test_a_damaged_file_changes_nothing(house: Offices, one_file, tmp_path: Path) -> None:
    file = one_file()
    whole = file.read_bytes()
    place = whole.index(b"store.db") + 50_000
    for damaged in (whole[:-10], whole[:place] + b"?" + whole[place + 1 :], b"", b"PK\x03\x04" * 100):
        file.write_bytes(damaged)
        with pytest.raises(BackupUnusableError):
            backups.restore(file, tmp_path / "a", "vera", PASSWORD, house.clock)
        assert not (tmp_path / "a").exists()


def test_keys_and_store_of_two_offices_in_one_back_up_are_refused(house: Offices, tmp_path: Path) -> None:
    other, _code = another_office(house, tmp_path / "Other")
    ours, theirs = backups.now(house.admin), backups.now(other)
    other.close()
    (ours.path / "keys").write_bytes((theirs.path / "keys").read_bytes())
    with pytest.raises(BackupUnusableError):
        backups.restore(ours.path, tmp_path / "a", "vera", PASSWORD, house.clock)


# --- restoring over an office ----------------------------------------------------------------------


def test_over_a_living_office_two_people_agree_and_the_former_one_stays(house: Offices, anna: Office) -> None:
    first = open_family(anna)
    made = backups.now(house.admin)
    second = open_family(anna)
    house.close()
    with pytest.raises(SecondPersonNeededError):
        backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock)
    with pytest.raises(SecondPersonNeededError):
        backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock, second=("vera", PASSWORD))
    with pytest.raises(NotAllowedError):
        backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock, second=("anna", PASSWORD))
    with pytest.raises(WrongPasswordError):
        backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock, second=("sara", NEW))
    former = backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock, second=("Sara", PASSWORD))
    assert former is not None
    back, before = house.enter("sara"), offices.sign_in(former, "sara", PASSWORD, clock=house.clock)
    try:
        assert cases.view(back, first)
        with pytest.raises(ReturnHelpError):
            cases.view(back, second)
        assert cases.view(before, second)
        entry = next(line for line in audit.entries(back) if line.act == "backups.restore")
        assert entry.by == "Vera Admin"
        assert entry.detail["confirmed_by"] == back.user.id
        assert "backups.restored_over" in acts(before)
    finally:
        before.close()
    assert [one.path for one in backups.listed(house.enter("vera"))] == [made.path]
    open_family(back)
    assert backups.at_exit(back) is not None
    assert checking.check(house.enter("vera")) == []


def test_who_alone_looks_after_an_office_restores_it_alone(house: Offices) -> None:
    sara = next(one for one in users.everybody(house.admin) if one.name == "sara")
    users.disable(house.admin, sara.id)
    made = backups.now(house.admin)
    users.change_own_password(house.admin, PASSWORD, NEW)
    house.close()
    with pytest.raises(SecondPersonNeededError):  # the password of that day is none of today
        backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock)
    with pytest.raises(SecondPersonNeededError):
        backups.restore(made.path, house.folder, "vera", clock=house.clock, recovery_code=house.code)
    assert backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock, second=("vera", NEW))
    house.enter("vera")


def test_who_is_no_longer_an_admin_cannot_turn_the_office_back(house: Offices) -> None:
    number = users.add(house.admin, "emil", "Emil Admin", PASSWORD, {Role.ADMIN}).value
    made = backups.now(house.admin)
    users.change(house.admin, number, display_name="Emil", roles={Role.CASEWORKER}, clearances=())
    house.close()
    with pytest.raises(NotAllowedError):
        backups.restore(made.path, house.folder, "emil", PASSWORD, house.clock, second=("sara", PASSWORD))


def test_an_office_that_does_not_open_any_more_asks_nobody(house: Offices, one_file, tmp_path: Path) -> None:
    file = one_file()
    (house.folder / "store.db").write_bytes(b"not a database any more" * 1000)
    former = backups.restore(file, house.folder, "vera", PASSWORD, house.clock)
    assert former is not None
    assert (former / "store.db").read_bytes().startswith(b"not a database")
    house.enter("anna")
    house.close()
    for name in ("keys", "keys.copy"):
        (house.folder / name).write_bytes(b"{}")
    backups.restore(file, house.folder, "vera", PASSWORD, house.clock)
    alone(house, "anna")
    house.close()
    (house.folder / "store.db").unlink()
    backups.restore(file, house.folder, "vera", PASSWORD, house.clock)
    alone(house, "anna")


def test_while_somebody_works_in_it_an_office_is_not_replaced(house: Offices) -> None:
    made = backups.now(house.admin)
    house.close()
    house.enter("anna")
    with pytest.raises(StoreInUseError):
        backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock, second=("sara", PASSWORD))
    house.close()
    before = (house.folder / "store.db").read_bytes()
    with pytest.raises(WrongPasswordError):
        backups.restore(made.path, house.folder, "vera", NEW, house.clock, second=("sara", PASSWORD))
    assert (house.folder / "store.db").read_bytes() == before
    assert not (house.folder / "restoring").exists()
    house.enter("anna")


def test_guessing_at_the_office_of_today_is_counted(house: Offices, one_file) -> None:
    file = one_file()
    for _time in range(5):
        with pytest.raises(WrongPasswordError):
            backups.restore(file, house.folder, "vera", "not the password 1", house.clock)
    with pytest.raises(LockedOutError):
        backups.restore(file, house.folder, "vera", "not the password 1", house.clock)


def test_two_offices_and_demo_and_real_never_mix(house: Offices, one_file, tmp_path: Path) -> None:
    file = one_file()
    for number, demo in enumerate((False, True)):
        target = tmp_path / f"{number}"
        other, _code = another_office(house, target, demo=demo)
        back = backups.now(other)
        other.close()
        wanted = DemoMixedError if demo else BackupOfAnotherOfficeError
        with pytest.raises(wanted):
            backups.restore(file, target, "vera", PASSWORD, house.clock)
        with pytest.raises(wanted):
            backups.restore(back.path, house.folder, "vera", PASSWORD, house.clock)
    assert json.loads((house.folder / "office.json").read_text())["name"] == "IOM Bern"


def test_without_some_attached_files_it_is_restored_only_if_that_is_wanted(
    house: Offices, anna: Office, tmp_path: Path
) -> None:
    number = open_family(anna)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear family")
    documents.attach(anna, number, letter, DocumentKind.OTHER)
    made = backups.now(house.admin)
    for shared in (house.folder / "backups" / "files").iterdir():
        shared.unlink()
    with pytest.raises(BackupIncompleteError):
        backups.restore(made.path, tmp_path / "a", "vera", PASSWORD, house.clock)
    assert not (tmp_path / "a").exists()
    backups.restore(made.path, tmp_path / "a", "vera", PASSWORD, house.clock, without_lost_files=True)
    back = offices.sign_in(tmp_path / "a", "vera", PASSWORD, clock=house.clock)
    assert len(checking.check(back)) == 1
    back.close()


def test_a_file_taken_off_a_case_comes_back_with_the_back_up(house: Offices, anna: Office, tmp_path: Path) -> None:
    number = open_family(anna)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear family")
    paper = documents.attach(anna, number, letter, DocumentKind.OTHER).value
    made = backups.now(house.admin)
    documents.remove(anna, number, paper)
    for sealed in (house.folder / "files").iterdir():
        sealed.unlink()
    house.close()
    backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock, second=("sara", PASSWORD))
    assert documents.content(house.enter("anna"), number, paper)[2] == b"Dear family"


def test_a_restore_can_be_stopped_until_it_is_done(house: Offices, one_file, tmp_path: Path) -> None:
    class Stopped(Exception):  # noqa: N818
        pass

    def stop(done: int, _total: int) -> None:
        if done >= 95:
            raise Stopped

    with pytest.raises(Stopped):
        backups.restore(one_file(), tmp_path / "a", "vera", PASSWORD, house.clock, progress=stop)
    assert not (tmp_path / "a").exists()
    offices.finish_restore(house.folder)
    house.enter("anna")


def test_statistics_that_were_handed_out_since_are_not_forgotten(house: Offices, sara: Office) -> None:
    """A table handed out after the back-up still binds what may be shown next to it."""
    made = backups.now(house.admin)
    with sara.work("statistics.publish") as unit:
        ledger_rows.append(unit.session, at=unit.now, by_user_id=sara.user.id, kind="cube", content={"k": 5})
        unit.commit()
    house.close()
    backups.restore(made.path, house.folder, "vera", PASSWORD, house.clock, second=("sara", PASSWORD))
    session = house.enter("sara").reading()
    try:
        assert [row.content for row in ledger_rows.entries(session)] == [{"k": 5}]
    finally:
        session.close()


def test_a_back_up_of_an_older_program_is_brought_up_to_date(house: Offices, tmp_path: Path, monkeypatch) -> None:
    """The program was renewed since the back-up: it comes back with the schema of today."""
    from returnhelp.storage import migration, schema

    file = tmp_path / "bern.backup"
    backups.export(house.admin, file)
    house.close()
    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    monkeypatch.setattr(migration, "SCRIPTS", with_one_more(tmp_path / "migrations"))
    target = tmp_path / "Restored.returnhelp"
    backups.restore(file, target, "vera", PASSWORD, house.clock)
    office = offices.sign_in(target, "vera", PASSWORD, clock=house.clock)
    session = office.reading()
    try:
        assert session.scalar(text("PRAGMA user_version")) == schema.SCHEMA
        assert session.scalar(text("SELECT count(*) FROM added")) == 0
    finally:
        session.close()
        office.close()


def with_one_more(folder: Path) -> Path:
    """The program's own migrations and another after them."""
    from returnhelp.storage import migration, schema

    shutil.copytree(migration.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    last, after = schema.revision(schema.SCHEMA - 1), schema.revision(schema.SCHEMA)
    (folder / "versions" / f"{after}_after.py").write_text(
        f"from alembic import op\n\nrevision, down_revision = {after!r}, {last!r}\n\n\n"
        "def upgrade():\n    op.execute('CREATE TABLE added (id INTEGER)')\n",
        encoding="utf-8",
    )
    return folder
