"""The way back: an office restored from a back-up, whole, proven, and with the consent of the office of today."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returnhelp.domain.errors import (
    BackupIncompleteError,
    BackupOfAnotherOfficeError,
    BackupUnusableError,
    DemoMixedError,
    KeysDamagedError,
    KeysForgedError,
    KeysMissingError,
    LedgerDamagedError,
    NewerKeysError,
    NewerStoreError,
    NotAllowedError,
    NotAStoreError,
    SecondPersonNeededError,
    StoreDamagedError,
    StoreNotThereError,
    UserNotThereError,
    WrongPasswordError,
    WrongRecoveryCodeError,
    WrongStoreKeyError,
)
from returnhelp.domain.office import User
from returnhelp.domain.roles import Act, Role
from returnhelp.services import generations, offices, rekeying
from returnhelp.services.office import local_now
from returnhelp.storage import backup_file, ledger_rows, replacing, repositories
from returnhelp.storage.backup import Manifest, Progress

if TYPE_CHECKING:
    from returnhelp.storage.database import Store
    from returnhelp.storage.session import Session
    from returnhelp.vault.unlocked import Unlocked


@dataclass(frozen=True)
class _Living:
    """The office that a back-up is to take the place of, opened by whoever confirms it."""

    store: "Store"
    unlocked: "Unlocked"
    user_id: int

    def close(self) -> None:
        self.store.close()
        self.unlocked.close()


def restore(
    file: Path,
    folder: Path,
    user_name: str,
    password: str = "",
    clock: Callable[[], datetime] = local_now,
    *,
    second: tuple[str, str] | None = None,
    recovery_code: str | None = None,
    without_lost_files: bool = False,
    progress: Progress | None = None,
) -> Path | None:
    """Bring an office back from a back-up (a single file, or one of its folder); answers where the former one is kept.

    Whoever asks is an admin in the back-up and opens it with the password (or the recovery code) of its day. Over an
    office that still opens, somebody who is admin or supervisor there today has to confirm it with name and password
    (``second``): a second person, unless there is no other. An office that does not open any more needs no
    confirmation. Nothing is changed until all of the back-up was looked at. The former store becomes an office in
    ``former``; its back-ups stay in their place.

    Raises WrongPasswordError, LockedOutError, NotAllowedError, SecondPersonNeededError, FileNotReadError,
    BackupUnusableError, BackupIncompleteError (unless ``without_lost_files``), NewerStoreError, DemoMixedError,
    BackupOfAnotherOfficeError, FolderNotEmptyError, StoreInUseError, DiskFullError and what else refuses a place.
    """
    told = progress or (lambda _done, _total: None)
    name = user_name.strip().casefold()
    at = clock()
    offices.finish_restore(folder)
    with backup_file.opened(file) as source:
        confirmed, living = True, None
        if replacing.refuse_target(folder):
            _refuse_mixing(folder, source.manifest)
            confirmed, living = _confirmed(folder, (name, password), second, recovery_code, at)
        try:
            store = living.store if living else None
            with replacing.alone(folder, store, who=name):
                staged = replacing.staging(folder)
                with _unlocked(source, staged, (name, password), recovery_code, at) as unlocked:
                    if not confirmed:
                        raise SecondPersonNeededError()
                    told(5, 100)
                    lost = source.unpack(staged, lambda done, total: told(5 + 55 * done // (total or 1), 100))
                    if lost and not without_lost_files:
                        raise BackupIncompleteError(place=file, count=len(lost))
                    told(60, 100)
                    _make_ready(source, staged, unlocked, name, living, len(lost), clock)
                told(95, 100)
                if living:
                    _say_farewell(living, folder, clock())
                former = replacing.swap(folder, staged, at)
        finally:
            if living:
                living.close()
    told(100, 100)
    return former


def _refuse_mixing(folder: Path, manifest: Manifest) -> None:
    """A demo and a real office never mix, nor do two offices."""
    from returnhelp.vault import key_file

    try:
        here = offices.describe(folder).demo
    except StoreNotThereError:
        here = bool(manifest.about.get("demo"))
    if here != bool(manifest.about.get("demo")):
        raise DemoMixedError(place=folder)
    try:
        identity = key_file.find(folder).keys.store
    except (KeysMissingError, KeysDamagedError):
        return
    if identity != manifest.store:
        raise BackupOfAnotherOfficeError(place=folder)


def _confirmed(
    folder: Path, first: tuple[str, str], second: tuple[str, str] | None, code: str | None, at: datetime
) -> tuple[bool, _Living | None]:
    """Whether the office of today agrees, and that office; one that does not open any more cannot be asked."""
    from returnhelp.vault import keys

    who, password = (second[0].strip().casefold(), second[1]) if second else first
    by_code = bool(code) and not second
    try:
        unlocked = keys.unlock_with_recovery(folder, code or "") if by_code else keys.unlock(folder, who, password, at)
    except (KeysMissingError, KeysDamagedError, KeysForgedError):
        return True, None
    except (WrongPasswordError, WrongRecoveryCodeError):
        if second:
            raise
        return False, None  # they may be those of the back-up's day
    try:
        store = _store(folder, unlocked, who)
    except (StoreDamagedError, NotAStoreError, WrongStoreKeyError, StoreNotThereError):
        unlocked.close()
        return True, None
    except BaseException:
        unlocked.close()
        raise
    try:
        if by_code:
            raise SecondPersonNeededError()  # the code is a paper, and no person of today
        session = store.reading()
        try:
            user_id = _approver(session, unlocked, first[0], who)
        finally:
            session.close()
    except BaseException:
        store.close()
        unlocked.close()
        raise
    return True, _Living(store, unlocked, user_id)


def _store(folder: Path, unlocked: "Unlocked", who: str) -> "Store":
    from returnhelp.storage.database import Store

    for key in unlocked.past_data_keys if unlocked.rekeying else ():
        try:
            return Store.open(folder, key, who=who)
        except WrongStoreKeyError:
            continue
    return Store.open(folder, unlocked.data_key, who=who)


def _approver(session: "Session", unlocked: "Unlocked", asker: str, who: str) -> int:
    """Whoever may confirm this in the office of today; raises NotAllowedError or SecondPersonNeededError."""
    may = {
        one.name: one
        for one in repositories.users(session)
        if one.disabled_at is None and {Role.ADMIN, Role.SUPERVISOR} & set(one.roles)
    }
    user = may.get(who)
    if user is None or user.slot != unlocked.slot_id:
        raise NotAllowedError(act=Act.MANAGE_BACKUPS)
    if asker not in may or Role.ADMIN not in may[asker].roles:
        raise NotAllowedError(act=Act.MANAGE_BACKUPS)
    if who == asker and len(may) > 1:
        raise SecondPersonNeededError()
    assert user.id is not None
    return user.id


@contextmanager
def _unlocked(
    source: backup_file.Opened, staged: Path, who: tuple[str, str], code: str | None, at: datetime
) -> Iterator["Unlocked"]:
    """The keys of the back-up, put into a folder and opened there."""
    from returnhelp.vault import keys

    with _named(source.path):
        keys.from_backup(source.keys(), staged)
        unlocked = keys.unlock_with_recovery(staged, code) if code else keys.unlock(staged, *who, at)
    with unlocked:
        yield unlocked


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """A fault in what was unpacked is a fault of the back-up."""
    try:
        yield
    except (NewerKeysError, NewerStoreError):
        raise NewerStoreError(place=file) from None
    except (KeysDamagedError, KeysForgedError, StoreDamagedError, NotAStoreError, WrongStoreKeyError) as found:
        raise BackupUnusableError(place=file) from found


def _make_ready(
    source: backup_file.Opened,
    staged: Path,
    unlocked: "Unlocked",
    name: str,
    living: _Living | None,
    lost: int,
    clock: Callable[[], datetime],
) -> None:
    """Look at all that was unpacked, and enter into it that it was restored and by whom."""
    from returnhelp.storage.database import Store
    from returnhelp.storage.unit_of_work import UnitOfWork
    from returnhelp.vault import chain
    from returnhelp.vault.rings import Purpose

    with _named(source.path):
        if unlocked.rekeying:
            rekeying.carry_through(staged, unlocked)
        replacing.check(staged, unlocked.data_key, source.path)
    with Store.open(staged, unlocked.data_key, who=name) as store:
        session = store.reading()
        try:
            user = _admin(session, unlocked, name)
            head = chain.Head(*repositories.audit_head(session))
            closed = unlocked.closed_head
            behind = closed is not None and repositories.audit_hash(session, closed.seq) != closed.hash
        finally:
            session.close()
        if head != source.manifest.head or behind:
            raise BackupUnusableError(place=source.path)
        ring = unlocked.ring(Purpose.AUDIT)
        chain.write_head(staged, ring, head, even_lower=True)

        def note(seq: int, hash_: bytes) -> None:
            chain.write_head(staged, ring, chain.Head(seq, hash_))

        with UnitOfWork(store, user.id or 0, clock(), "backups.restore", note) as unit:
            unit.subject = ("backup", None)
            unit.detail = {
                "made_at": source.manifest.at.isoformat(),
                "confirmed_by": living.user_id if living else None,
                "lost_files": lost,
                **_keep_statistics(unit.session, unlocked, living),
            }
            generations.note(unit.session, unlocked)
            unit.commit()
    about = {key: source.manifest.about.get(key) for key in ("name", "demo", "language")}
    (staged / "office.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def _admin(session: "Session", unlocked: "Unlocked", name: str) -> User:
    """Who asks, as the back-up knows them; raises WrongPasswordError, UserNotThereError or NotAllowedError."""
    from returnhelp.vault.slots import RECOVERY

    by_code = unlocked.slot_id == RECOVERY
    user = repositories.user_named(session, name) if by_code else repositories.user_of_slot(session, unlocked.slot_id)
    if user is None and by_code:
        raise UserNotThereError(name=name)
    if user is None or user.disabled_at is not None:
        raise WrongPasswordError()
    if Role.ADMIN not in user.roles:
        raise NotAllowedError(act=Act.MANAGE_BACKUPS)
    return user


def _keep_statistics(session: "Session", unlocked: "Unlocked", living: _Living | None) -> dict[str, Any]:
    """Take over what was handed out since the back-up, and the closed months under it, from the office of today.

    What left the office must stay in agreement with whatever is counted later, and no later table may give away by it
    what it hides; see ``statistics_kept.take_over``. Statistics that cannot be read any more stay behind, and what was
    handed out of them is forgotten: the entry says so. The answer is for the audit entry, which vouches for the end of
    the ledger.
    """
    told = _take_statistics_over(session, unlocked, living)
    return {**told, "ledger": list(ledger_rows.head(session))}


def _take_statistics_over(session: "Session", unlocked: "Unlocked", living: _Living | None) -> dict[str, Any]:
    from returnhelp.storage import statistics_kept
    from returnhelp.vault.rings import Purpose

    if living is None:
        return {"statistics_kept": 0, "months_kept": []}
    try:
        here = living.store.reading()
        try:
            ring = living.unlocked.ring(Purpose.DISCLOSURE)
            kept = statistics_kept.read(here, ring.all, statistics_kept.known(session))
            damage = _damage_of_ledger(here)
        finally:
            here.close()
    except StoreDamagedError:
        return {"statistics_kept": 0, "months_kept": [], "statistics_unreadable": True}
    entries = statistics_kept.take_over(session, kept, unlocked.ring(Purpose.DISCLOSURE).current)
    return {"statistics_kept": entries, "months_kept": [month.isoformat() for month in kept.months], **damage}


def _damage_of_ledger(session: "Session") -> dict[str, Any]:
    """From which entry on the ledger of a store was not taken over, as that one is missing or damaged; else nothing."""
    try:
        ledger_rows.entries(session)
    except LedgerDamagedError as damage:
        return {"statistics_damaged_from": damage.given["number"]}
    return {}


def _say_farewell(living: _Living, folder: Path, at: datetime) -> None:
    """Enter into the office of today that it was put aside, and by whom; then close it."""
    from returnhelp.storage.unit_of_work import UnitOfWork
    from returnhelp.vault import chain
    from returnhelp.vault.rings import Purpose

    ring = living.unlocked.ring(Purpose.AUDIT)

    def note(seq: int, hash_: bytes) -> None:
        chain.write_head(folder, ring, chain.Head(seq, hash_))

    with UnitOfWork(living.store, living.user_id, at, "backups.restored_over", note) as unit:
        unit.subject = ("backup", None)
        unit.commit()
    living.store.close()
