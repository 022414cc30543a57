"""The store opens, works and closes, and says plainly what is wrong with what it was given."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import OperationalError

from returnhelp.domain.errors import (
    DiskFullError,
    FolderNotEmptyError,
    NewerStoreError,
    NotAStoreError,
    StoreBusyError,
    StoreClosedError,
    StoreDamagedError,
    StoreInUseError,
    StoreNotThereError,
    UnsoundLibraryError,
    WrongStoreKeyError,
)
from returnhelp.domain.people import Person
from returnhelp.storage import cipher, places, tables
from returnhelp.storage.database import STORE, Store
from returnhelp.storage.lock import StoreLock

from .conftest import KEY, Filing

OTHER_KEY = bytes(32)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def add_person(store: Store, name: str) -> None:
    with store.writing() as session:
        session.add(Person(name))
        session.commit()


def names(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(tables.people.c.family_name).order_by(tables.people.c.id)))


def test_what_was_committed_is_there_after_closing(store: Store) -> None:
    add_person(store, "Ahmadi")
    store.close()
    with Store.open(store.folder, KEY) as again:
        assert names(again) == ["Ahmadi"]


def test_what_was_not_committed_never_happened(store: Store) -> None:
    with store.writing() as session:
        session.add(Person("Nobody"))
        session.flush()
    assert names(store) == []


def test_nothing_of_it_can_be_read_without_the_key(store: Store) -> None:
    add_person(store, "Unmistakable")
    assert not any(b"Unmistakable" in content for content in files(store.folder).values())
    assert store.settle()
    store.close()
    content = (store.folder / STORE).read_bytes()
    assert b"Unmistakable" not in content
    assert not content.startswith(b"SQLite format 3")


def test_a_session_for_reading_can_write_nothing(store: Store) -> None:
    with store.reading() as session, pytest.raises(OperationalError, match="readonly"):
        session.execute(insert(tables.facts).values(key="x", value=1))


def test_a_reader_sees_one_state_until_it_closes(store: Store) -> None:
    with store.reading() as session:
        count = select(func.count()).select_from(tables.people)
        before = session.scalar(count)
        add_person(store, "Late")
        assert session.scalar(count) == before == 0
    assert names(store) == ["Late"]


def test_no_read_is_left_open_after_closing_so_the_log_can_be_taken_in(store: Store) -> None:
    add_person(store, "Ahmadi")
    with store.reading() as session:
        session.scalar(select(func.count()).select_from(tables.people))
        add_person(store, "Karimi")
        assert not store.settle()
    assert store.settle()
    assert (store.folder / f"{STORE}-wal").stat().st_size == 0


def test_a_second_writer_is_told_that_somebody_is_saving(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cipher, "BUSY_SECONDS", 0.05)
    with store.writing(), pytest.raises(StoreBusyError):
        store.writing()
    add_person(store, "After")


def test_a_closed_store_takes_no_more_work_and_running_work_ends_with_its_own_connection(store: Store) -> None:
    session = store.writing()
    session.add(Person("Running"))
    store.close()
    with pytest.raises(StoreClosedError):
        store.reading()
    with pytest.raises(StoreClosedError):
        store.writing()
    assert not store.settle()
    session.commit()
    session.close()
    with Store.open(store.folder, KEY) as again:
        assert names(again) == ["Running"]
    assert {path.name for path in store.folder.iterdir()} == {STORE, "files", "backups", "locks", "reserve"}


def test_it_can_be_closed_from_another_thread_and_twice(store: Store) -> None:
    add_person(store, "Ahmadi")
    closer = threading.Thread(target=store.close)
    closer.start()
    closer.join()
    store.close()
    assert store.closed


def test_many_threads_read_and_write_together(store: Store) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(10):
                add_person(store, f"{number}-{turn}")
                names(store)
        except BaseException as error:  # noqa: BLE001 - it is looked at below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(names(store)) == 40


# --- what is wrong with it -------------------------------------------------------------------------


def test_a_folder_without_a_store_is_no_office(tmp_path: Path) -> None:
    with pytest.raises(StoreNotThereError):
        Store.open(tmp_path, KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_never_made_over_another(store: Store) -> None:
    before = files(store.folder)
    with pytest.raises(FolderNotEmptyError):
        Store.create(store.folder, OTHER_KEY)
    assert files(store.folder) == before


@pytest.mark.parametrize(
    "content",
    [b"SQLite format 3\0" + bytes(5000), b"PK\x03\x04" + os.urandom(9000), b"hello", b"", b"name;date\n" * 900],
)
def test_another_kind_of_file_is_no_store_and_stays_untouched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / STORE).write_bytes(content)
    with pytest.raises(NotAStoreError):
        Store.open(tmp_path, KEY)
    assert files(tmp_path) == {STORE: content}


def test_a_plain_database_without_our_tables_is_no_store(tmp_path: Path) -> None:
    connection = cipher.connect(tmp_path / STORE, KEY)
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    before = files(tmp_path)
    with pytest.raises(NotAStoreError):
        Store.open(tmp_path, KEY)
    assert files(tmp_path) == before


def test_the_wrong_key_is_told_from_a_damaged_file(store: Store) -> None:
    add_person(store, "Ahmadi")
    store.close()
    path = store.folder / STORE
    before = files(store.folder)
    with pytest.raises(WrongStoreKeyError):
        Store.open(store.folder, OTHER_KEY)
    assert files(store.folder) == before
    content = bytearray(path.read_bytes())
    content[2000] ^= 1  # in the first page
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError):
        Store.open(store.folder, KEY)
    assert path.read_bytes() == content


def test_a_damaged_page_is_found_and_named_when_it_is_read(store: Store) -> None:
    with store.writing() as session:
        session.execute(insert(tables.people), [_person(number) for number in range(5000)])
        session.commit()
    store.settle()
    assert store.integrity() == []
    store.close()
    path = store.folder / STORE
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    for page in range(pages * 3 // 4, pages):
        content[page * 4096 + 1000] ^= 1
    path.write_bytes(content)
    with Store.open(store.folder, KEY) as damaged:
        assert damaged.integrity()
        with damaged.reading() as session, pytest.raises(StoreDamagedError):
            session.execute(text("SELECT count(note) FROM people")).all()


def _person(number: int) -> dict[str, object]:
    blank = {column.name: "" for column in tables.people.columns if not column.nullable and column.name != "id"}
    return blank | {
        "family_name": f"Name {number}",
        "birth_precision": "day",
        "sex": "m",
        "nationality_status": "known",
        "languages": [],
        "interpreter_needed": False,
        "civil_status": "unknown",
        "note": "x" * 300,
        "restricted": False,
        "origin": "entered",
        "version": 1,
    }


def test_a_newer_store_is_refused_untouched(store: Store) -> None:
    with store.writing() as session:
        session.connection().exec_driver_sql("PRAGMA user_version = 999")
        session.commit()
    store.close()
    shutil.rmtree(store.folder / "locks")
    before = files(store.folder)
    with pytest.raises(NewerStoreError):
        Store.open(store.folder, KEY)
    assert files(store.folder) == before


def test_a_key_of_another_length_is_a_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.create(tmp_path / "x", b"short")


def test_an_unsound_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cipher, "_LEAST_SQLITE", (99, 0, 0))
    with pytest.raises(UnsoundLibraryError):
        Store.create(tmp_path / "x", KEY)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to become somebody else")
def test_a_folder_that_cannot_be_written_is_said_so(store: Store) -> None:
    store.close()
    shutil.rmtree(store.folder / "locks")
    above = [path for path in store.folder.parents if path.is_relative_to(tempfile.gettempdir())][:-1]
    for path in (store.folder, *store.folder.rglob("*"), *above):
        path.chmod(0o755 if path.is_dir() else 0o644)
    asked = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from returnhelp.domain.errors import StoreReadOnlyError\n"
        "from returnhelp.storage.database import Store\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "try:\n    Store.open(Path(sys.argv[1]), bytes(range(32)), who='nobody')\n"
        "except StoreReadOnlyError:\n    print('read only')\n"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", asked, str(store.folder)]
    told = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False, env={"PYTHONPATH": str(root)})
    assert told.stdout == "read only\n", told.stderr


def test_no_edit_begins_below_the_floor_of_free_space_but_urgent_work_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "FLOOR_MIB", 1 << 40)
    with pytest.raises(DiskFullError):
        store.writing()
    with store.writing(urgent=True) as session:
        session.add(Person("Draft"))
        session.commit()
    assert names(store) == ["Draft"]


def test_the_store_can_be_had_alone_only_when_nobody_else_has_it(store: Store) -> None:
    with store.alone():
        pass
    with Store.open(store.folder, KEY), pytest.raises(StoreInUseError), store.alone(wait=0.05):
        pass
    with store.alone(), pytest.raises(StoreInUseError):
        StoreLock(store.folder, wait=0.05)


def test_links_between_records_are_kept(filing: Filing) -> None:
    from sqlalchemy.exc import IntegrityError

    person = filing.person("Li", "Bo")
    filing.case(person)
    with filing.store.writing() as session, pytest.raises(IntegrityError):
        session.execute(text("DELETE FROM people"))
