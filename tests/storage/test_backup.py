"""A back-up holds one moment of the store whole, says when it does not, and goes when its time is over."""

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.documents import Document, DocumentKind
from returnhelp.domain.errors import (
    BackupUnusableError,
    DiskFullError,
    FileNotReadError,
    FolderNotEmptyError,
    NewerStoreError,
    NotSavedError,
    StoreBusyError,
    StoreDamagedError,
    StoreInUseError,
)
from returnhelp.domain.people import Person
from returnhelp.storage import backup, backup_file, cipher, replacing
from returnhelp.storage.backup import Backup, Manifest
from returnhelp.storage.database import STORE, Store
from returnhelp.storage.unit_of_work import UnitOfWork
from returnhelp.vault import keys, seal
from returnhelp.vault.passphrase import Params
from returnhelp.vault.rings import Ring
from tests.storage.conftest import KEY, NOW, Filing

RING = Ring(bytes(32))
ABOUT = {"name": "IOM Bern", "demo": False, "language": "de"}


@pytest.fixture
def folder(store: Store) -> Path:
    """The folder of an open store with its keys and one entry in the audit log."""
    keys.create(store.folder, "vera", "password of vera", Params(1, 64, 1))[0].close()
    with UnitOfWork(store, 1, NOW, "tests.begin") as unit:
        unit.commit()
    return store.folder


@pytest.fixture
def back_up(folder: Path) -> Callable[..., Backup]:
    def make(at: datetime = NOW, key: bytes = KEY, progress: backup.Progress | None = None) -> Backup:
        content = keys.for_backup(folder)
        return backup.make(folder, key, lambda: content, at=at, made="by_hand", about=ABOUT, progress=progress)

    return make


@pytest.fixture
def one_file(folder: Path, tmp_path: Path) -> Callable[[], Path]:
    def write() -> Path:
        out = tmp_path / "bern.backup"
        backup_file.write(folder, KEY, lambda: keys.for_backup(folder), out, at=NOW, made="one_file", about=ABOUT)
        return out

    return write


def attach(store: Store, filing: Filing, name: str, content: bytes = b"a letter") -> int:
    case = filing.case(filing.person("Beridze"))
    seal.seal_file(RING, BytesIO(content), store.folder / "files" / name, name)
    with store.writing() as session:
        session.execute(
            Document.__table__.insert().values(  # type: ignore[attr-defined]
                case_id=case, name="letter.txt", kind=DocumentKind.OTHER, media_type="text/plain", size=1,
                sealed_file=name, added_at=NOW,
            )
        )  # fmt: skip
        session.commit()
    return case


def people_in(database: Path, key: bytes = KEY) -> int:
    connection = cipher.connect(database, key, read_only=True)
    try:
        return int(connection.execute("SELECT count(*) FROM people").fetchone()[0])
    finally:
        connection.close()


# --- making ----------------------------------------------------------------------------------------


def test_a_back_up_is_an_encrypted_copy_of_one_moment(folder, store, filing, back_up):
    filing.person("Beridze")
    made = back_up()
    filing.person("Kovalenko")
    assert people_in(made.path / STORE) == 1
    assert cipher.looks_encrypted(made.path / STORE)
    assert not list(made.path.glob("*-wal"))
    assert (made.path / STORE).read_bytes()[:16] != (folder / STORE).read_bytes()[:16]  # its own salt
    assert made.manifest == backup.listed(folder)[0].manifest
    assert (made.path / "keys").read_bytes() == keys.for_backup(folder)


def test_others_go_on_writing_while_it_is_made(store, filing, back_up):
    filing.add(Person("Beridze", note="x" * 20_000_000))
    moves: list[int] = []

    def write(done: int, _total: int) -> None:
        if len(moves) < 20:
            filing.person("Late")
        moves.append(done)

    made = back_up(progress=write)
    assert moves == sorted(moves)
    assert moves[-1] == 100
    assert people_in(made.path / STORE) == 1
    assert filing.person("Later still")


def test_a_back_up_that_is_stopped_leaves_nothing(folder, back_up):
    class Stopped(Exception):  # noqa: N818
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        back_up(progress=stop)
    assert backup.listed(folder) == ()
    assert [one for one in (folder / "backups").iterdir() if one.is_dir()] == [folder / "backups" / "files"]
    back_up()


def test_two_in_one_second_stand_beside_each_other(folder, back_up):
    assert [back_up().path.name, back_up().path.name] == ["20260316T090000Z", "20260316T090000Z-2"]
    assert len(backup.listed(folder)) == 2


def test_keys_that_never_rest_make_no_back_up(folder):
    with pytest.raises(StoreBusyError):
        backup.make(folder, KEY, lambda: os.urandom(8), at=NOW, made="by_hand", about=ABOUT)
    assert backup.listed(folder) == ()


def test_a_damaged_store_makes_no_back_up_that_looks_sound(folder, store, filing, back_up):
    filing.add(Person("Beridze", note="x" * 300_000))
    store.settle()
    store.close()
    size = (folder / STORE).stat().st_size
    with (folder / STORE).open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096 + 100)
        file.write(os.urandom(64))
    with pytest.raises(StoreDamagedError):
        back_up()
    assert backup.listed(folder) == ()


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file may grow beyond this size, in bytes."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 4096, 100_000])
def test_a_full_disk_is_named_and_leaves_no_half_back_up(folder, back_up, one_file, size):
    with full_disk(size), pytest.raises((DiskFullError, NotSavedError)):
        back_up()
    with full_disk(size), pytest.raises((DiskFullError, NotSavedError)):
        one_file()
    assert backup.listed(folder) == ()
    assert not list(folder.parent.glob("bern.backup*"))
    back_up()


# --- the attached files ----------------------------------------------------------------------------


def test_an_attached_file_lies_once_for_all_back_ups_and_outlives_a_new_key(folder, store, filing, back_up):
    attach(store, filing, "aa11")
    first = back_up()
    back_up(NOW + timedelta(hours=1))
    shared = folder / "backups" / "files"
    assert len(list(shared.iterdir())) == 1
    seal.reseal_file(RING.renewed(bytes(range(32))), folder / "files" / "aa11", "aa11")
    third = back_up(NOW + timedelta(hours=2))
    assert len(list(shared.iterdir())) == 2
    old, new = (shared / one.manifest.files[0].kept_as for one in (first, third))
    assert seal.read_file(RING, old, "aa11") == b"a letter"
    assert old.read_bytes() != new.read_bytes()


def test_a_file_that_was_gone_already_is_told_and_stops_nothing(folder, store, filing, back_up):
    attach(store, filing, "aa11")
    (folder / "files" / "aa11").unlink()
    made = back_up()
    assert made.manifest.missing == ("aa11",)
    assert backup.is_whole(made)


def test_files_go_when_neither_the_store_nor_a_back_up_needs_them(folder, store, filing, back_up):
    attach(store, filing, "aa11")
    seal.seal_file(RING, BytesIO(b"just attached"), folder / "files" / "bb22", "bb22")
    back_up()
    later = datetime.now(UTC) + timedelta(days=1)
    assert backup.clear_files(folder, [], later - timedelta(days=30)) == 0  # bb22 is too new, a back-up needs aa11
    assert backup.clear_files(folder, [], later) == 1
    assert [one.name for one in (folder / "files").iterdir()] == ["aa11"]
    for damaged in (folder / "backups").glob("*/manifest.json"):
        damaged.write_text("{")
    assert backup.clear_files(folder, [], later) == 0  # it cannot say what it needs


# --- rotation --------------------------------------------------------------------------------------


def test_the_last_of_each_day_week_and_month_stays():
    begin = datetime(2025, 1, 1, 18, tzinfo=UTC)
    every_half_day = [begin + timedelta(hours=12 * number) for number in range(2 * 500)]
    stay = sorted(backup.kept(every_half_day, daily=12, weekly=10, monthly=9), reverse=True)
    newest = every_half_day[-1]
    assert stay[0] == newest
    assert [at.date() for at in stay[:12]] == [newest.date() - timedelta(days=number) for number in range(12)]
    assert len({at.isocalendar()[:2] for at in stay}) >= 10
    assert len({(at.year, at.month) for at in stay}) == 9
    assert len(stay) < 12 + 10 + 9


@given(
    st.lists(st.integers(0, 400 * 24), min_size=1, max_size=80, unique=True),
    st.integers(0, 15),
    st.integers(0, 15),
    st.integers(0, 15),
)
def test_rotation_done_each_time_keeps_what_it_would_keep_of_all(hours, daily, weekly, monthly):
    begin = datetime(2025, 1, 1, tzinfo=UTC)
    moments = sorted(begin + timedelta(hours=hour) for hour in hours)
    there: set[datetime] = set()
    for at in moments:
        there = backup.kept({*there, at}, daily=daily, weekly=weekly, monthly=monthly)
        assert at in there
    assert there == backup.kept(moments, daily=daily, weekly=weekly, monthly=monthly)


def test_what_is_dropped_takes_its_files_along(folder, store, filing, back_up):
    case = attach(store, filing, "aa11")
    back_up(NOW - timedelta(days=3))
    with store.writing() as session:
        session.execute(Document.__table__.delete())  # type: ignore[attr-defined]
        session.commit()
    assert case
    back_up(NOW)
    assert backup.rotate(folder, daily=2, weekly=0, monthly=0) == 0
    assert backup.rotate(folder, daily=1, weekly=0, monthly=0) == 1
    assert list((folder / "backups" / "files").iterdir()) == []
    assert [one.at for one in backup.listed(folder)] == [NOW]


# --- one file --------------------------------------------------------------------------------------


def test_one_file_holds_everything_and_compresses_nothing(folder, store, filing, one_file):
    attach(store, filing, "aa11")
    with zipfile.ZipFile(one_file()) as packed:
        assert packed.testzip() is None
        assert set(packed.namelist()) == {"manifest.json", "store.db", "keys", "files/aa11"}
        assert all(part.compress_type == zipfile.ZIP_STORED for part in packed.infolist())
    assert not (folder / "backups" / "single.new").exists()


def test_what_comes_out_is_what_went_in(folder, store, filing, one_file, back_up, tmp_path):
    attach(store, filing, "aa11")
    for number, source in enumerate((one_file(), back_up().path, back_up().path / "manifest.json")):
        target = tmp_path / f"out{number}"
        target.mkdir()
        with backup_file.opened(source) as opened:
            assert opened.keys() == keys.for_backup(folder)
            assert opened.unpack(target, lambda _done, _total: None) == []
        assert people_in(target / STORE) == 1
        assert seal.read_file(RING, target / "files" / "aa11", "aa11") == b"a letter"


def test_a_place_that_is_not_there_is_named(folder, tmp_path):
    with pytest.raises(NotSavedError):
        backup_file.write(
            folder, KEY, lambda: keys.for_backup(folder), tmp_path / "no" / "x", at=NOW, made="one_file", about=ABOUT
        )
    with pytest.raises(FileNotReadError), backup_file.opened(tmp_path / "nothing"):
        pass


def read_whole(source: Path, target: Path) -> list[str]:
    target.mkdir()
    with backup_file.opened(source) as opened:
        opened.keys()
        return opened.unpack(target, lambda _done, _total: None)


def test_wherever_one_file_is_damaged_it_is_seen(folder, store, filing, one_file, tmp_path):
    attach(store, filing, "aa11")
    whole = one_file().read_bytes()
    damaged = tmp_path / "damaged"
    places = [*range(0, len(whole), 1999), *range(len(whole) - 400, len(whole), 7)]
    seen = 0
    for number, place in enumerate(places):
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        try:
            lost = read_whole(damaged, tmp_path / f"out{number}")
        except (BackupUnusableError, NewerStoreError):
            seen += 1
        else:  # a date or a right in the list of the parts, which nobody reads, or an attached file
            assert lost in ([], ["aa11"])
            assert (tmp_path / f"out{number}" / STORE).stat().st_size % 4096 == 0
            seen += bool(lost)
    assert seen > 0.8 * len(places)
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        damaged.write_bytes(whole[:length])
        with pytest.raises(BackupUnusableError):
            read_whole(damaged, tmp_path / f"cut{length}")


def test_a_file_of_another_kind_is_refused(tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("manifest.json", b"0" * 1_000_000)
    (tmp_path / "letter.txt").write_text("Dear family")
    (tmp_path / "empty").mkdir()
    for wrong in (bomb, tmp_path / "letter.txt", tmp_path / "empty"):
        with pytest.raises(BackupUnusableError), backup_file.opened(wrong):
            pass


def test_a_newer_back_up_is_named_so(folder, back_up, monkeypatch):
    made = back_up()
    monkeypatch.setattr(backup, "VERSION", 2)
    (made.path / "manifest.json").write_bytes(backup.dump(made.manifest))
    monkeypatch.undo()
    with pytest.raises(NewerStoreError), backup_file.opened(made.path):
        pass


@given(st.binary(max_size=200))
def test_no_bytes_make_a_manifest(raw):
    with pytest.raises(BackupUnusableError):
        backup.parse(raw, Path("x"))


def test_a_manifest_says_what_it_said(back_up):
    manifest: Manifest = back_up().manifest
    assert backup.parse(backup.dump(manifest), Path("x")) == manifest
    assert manifest.about == ABOUT


# --- putting one in the place of a store -----------------------------------------------------------


def test_only_an_office_or_an_empty_folder_takes_a_back_up(folder, tmp_path):
    assert replacing.refuse_target(folder)
    assert not replacing.refuse_target(tmp_path / "new")
    other = tmp_path / "Documents"
    (other / "backups").mkdir(parents=True)
    assert not replacing.refuse_target(other)
    (other / "letter.txt").write_text("Dear family")
    with pytest.raises(FolderNotEmptyError):
        replacing.refuse_target(other)


def test_nobody_else_may_have_the_store_open(folder, store):
    with pytest.raises(StoreInUseError), replacing.alone(folder, None, who="vera"):
        pass


def test_a_new_folder_is_gone_when_it_fails(tmp_path):
    with pytest.raises(NotSavedError), replacing.alone(tmp_path / "a" / "b", None, who=""):
        raise NotSavedError(place=tmp_path)
    assert not (tmp_path / "a" / "b").exists()


def parts_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in (STORE, "keys", "head") if (folder / name).exists()}


def test_a_power_cut_at_any_moment_of_the_swap_loses_neither_store(folder, store, tmp_path):
    """Each file operation in turn is the last one; the next start carries the swap through."""
    store.close()
    for name in ("head", "office.json"):
        (folder / name).write_bytes(b"old")
    before = parts_of(folder)
    cuts = 0
    for cut in range(100):
        trial = tmp_path / f"trial{cut}"
        _copy_tree(folder, trial)
        with replacing.alone(trial, None, who=""):
            staged = replacing.staging(trial)
            for name in (STORE, "keys", "head", "office.json"):
                (staged / name).write_bytes(b"new " + name.encode())
            (staged / "files").mkdir()
            try:
                with power_cut_after(cut):
                    replacing.swap(trial, staged, NOW)
                done = True
            except PowerCutError:
                done = False
        if replacing.unfinished(trial):
            cuts += 1
            with replacing.alone(trial, None, who=""):
                pass
        swapped = parts_of(trial) == {name: b"new " + name.encode() for name in before}
        if swapped:
            assert parts_of(trial / "former" / "20260316T090000Z") == before
        else:
            assert parts_of(trial) == before
        assert not (trial / "restoring").exists() or not swapped
        if done:
            assert swapped
            break
    else:
        pytest.fail("the swap never ended")
    assert cuts > 5


class PowerCutError(BaseException):
    pass


@contextmanager
def power_cut_after(count: int) -> Iterator[None]:
    """Nothing is renamed, removed or made any more after so many times."""
    left = [count]
    real = {name: getattr(Path, name) for name in ("replace", "unlink", "mkdir")}

    def counted(name: str) -> Callable[..., object]:
        def act(self: Path, *args: object, **kwargs: object) -> object:
            if left[0] <= 0:
                raise PowerCutError
            left[0] -= 1
            return real[name](self, *args, **kwargs)

        return act

    try:
        for name in real:
            setattr(Path, name, counted(name))
        yield
    finally:
        for name, original in real.items():
            setattr(Path, name, original)


def _copy_tree(source: Path, target: Path) -> None:
    import shutil

    shutil.copytree(source, target, ignore=shutil.ignore_patterns("locks", "reserve"))
