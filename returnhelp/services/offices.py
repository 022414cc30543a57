"""An office as a whole: made, described before sign-in, opened by a person, let in again by the code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from returnhelp.domain.errors import (
    FolderNotEmptyError,
    KeysForgedError,
    NoAdminError,
    StoreNotThereError,
    UserNotThereError,
    WrongPasswordError,
)
from returnhelp.domain.office import User
from returnhelp.domain.roles import Clearance, Role
from returnhelp.services.office import Office, SignedIn, local_now

if TYPE_CHECKING:
    from returnhelp.storage.session import Session
    from returnhelp.vault.passphrase import Params
    from returnhelp.vault.unlocked import Unlocked

_ABOUT = "office.json"
SUFFIX = ".returnhelp"


@dataclass(frozen=True)
class StoreInfo:
    """What may be known of an office before anybody has signed in."""

    folder: Path
    name: str
    demo: bool
    language: str


def describe(folder: Path) -> StoreInfo:
    """The name on the door of an office; raises StoreNotThereError for a folder that is none."""
    if not (folder / "store.db").is_file():
        raise StoreNotThereError(place=folder)
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        return StoreInfo(folder, str(about["name"]), bool(about["demo"]), str(about["language"]))
    except (OSError, ValueError, KeyError, TypeError):  # only the label on the door is gone
        return StoreInfo(folder, folder.name.removesuffix(SUFFIX), demo=False, language="en")


def warm_up() -> None:
    """Load what signing in needs, while the password is being typed."""
    from returnhelp.services import cases, lists
    from returnhelp.storage.mapping import map_domain

    map_domain()
    assert cases
    assert lists


def create(
    folder: Path,
    *,
    office_name: str,
    place: str,
    canton: str | None,
    language: str,
    user_name: str,
    display_name: str,
    password: str,
    roles: frozenset[Role],
    demo: bool = False,
    params: "Params | None" = None,
    clock: Callable[[], datetime] = local_now,
) -> tuple[Office, str]:
    """Make an office with its first user, signed in; the answer's second part is the recovery code.

    Nothing stays behind when it fails. Raises FolderNotEmptyError, PasswordTooWeakError, NoAdminError,
    UserNameRefusedError and what the store says of a place where it cannot lie.
    """
    from returnhelp.services import preferences, users
    from returnhelp.storage import places
    from returnhelp.storage.database import Store
    from returnhelp.storage.unit_of_work import UnitOfWork
    from returnhelp.vault import keys

    if Role.ADMIN not in roles:
        raise NoAdminError()
    name = users.tidy(user_name)
    users.check_password(password, name, display_name, office_name)
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmptyError(place=folder)
    places.refuse_unsafe(folder)
    was_there = folder.exists()
    try:
        unlocked, code = keys.create(folder, name, password, params)
        store = Store.create(folder, unlocked.data_key, who=name)
        user = User(
            name,
            display_name.strip() or name,
            sorted(role.value for role in roles),
            sorted(one.value for one in unlocked.clearances),
            clock(),
            unlocked.slot_id,
        )
        with UnitOfWork(store, 1, clock(), "offices.create", _head_writer(folder, unlocked)) as unit:
            unit.session.add(user)
            unit.session.flush()
            for key, chosen in (
                ("office_name", office_name.strip()),
                ("office_address", place.strip()),
                ("office_canton", canton or ""),
                ("office_language", language),
            ):
                preferences.put(unit.session, key, chosen)
            unit.subject = ("user", user.id)
            unit.commit()
        about = {"name": office_name.strip(), "demo": demo, "language": language}
        (folder / _ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    except BaseException:
        _clear(folder, keep_folder=was_there)
        raise
    return _office(folder, office_name.strip(), demo, user, store, unlocked, clock), code


def _clear(folder: Path, *, keep_folder: bool) -> None:
    """Take away what an office that could not be made has left; only what this program puts there."""
    import shutil

    if not folder.exists():
        return
    for one in folder.iterdir():
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one, ignore_errors=True)
        else:
            one.unlink(missing_ok=True)
    if not keep_folder:
        folder.rmdir()


def sign_in(folder: Path, user_name: str, password: str, clock: Callable[[], datetime] = local_now) -> Office:
    """Open the office for somebody; the answer to a wrong password never tells whether the name exists.

    Raises WrongPasswordError, LockedOutError, what ``storage.database.Store.open`` raises, and LostTailError,
    OldStoreError or HistoryRewrittenError when the store is not the one that was written last.
    """
    from returnhelp.vault import keys

    finish_restore(folder)
    if not (folder / "store.db").is_file():
        raise StoreNotThereError(place=folder)
    unlocked = keys.unlock(folder, user_name.strip().casefold(), password, clock())
    return _opened(folder, unlocked, user_name.strip().casefold(), clock)


def _opened(folder: Path, unlocked: "Unlocked", name: str, clock: Callable[[], datetime]) -> Office:
    from returnhelp.services import generations
    from returnhelp.storage import repositories
    from returnhelp.storage.database import Store

    try:
        if unlocked.rekeying:
            _carry_through(folder, unlocked, name)
        store = Store.open(folder, unlocked.data_key, who=name)
    except BaseException:
        unlocked.close()
        raise
    try:
        session = store.reading()
        try:
            user = repositories.user_of_slot(session, unlocked.slot_id)
            newest = generations.newest(session)
            _judge(folder, unlocked, session)
        finally:
            session.close()
        if unlocked.generation < newest:  # an old key file was put back, with a password that was taken away
            raise KeysForgedError(place=folder)
        if user is None or user.disabled_at is not None:
            raise WrongPasswordError()
        about = describe(folder)
        office = _office(folder, about.name, about.demo, user, store, unlocked, clock)
        with office.work("offices.sign_in") as unit:
            unit.subject = ("user", user.id)
            generations.note(unit.session, unlocked)
            unit.commit()
    except BaseException:
        store.close()
        unlocked.close()
        raise
    return office


def finish_restore(folder: Path) -> None:
    """Bring to its end what a power cut has stopped while a back-up was being brought back."""
    from returnhelp.storage import replacing

    if replacing.unfinished(folder):
        with replacing.alone(folder, None, who=""):
            pass


def _carry_through(folder: Path, unlocked: "Unlocked", who: str) -> None:
    """Finish a change of keys that a power cut had stopped, alone."""
    from returnhelp.services import rekeying
    from returnhelp.storage.lock import StoreLock

    lock = StoreLock(folder, who=who)
    try:
        with lock.alone():
            rekeying.carry_through(folder, unlocked)
    finally:
        lock.release()


def _judge(folder: Path, unlocked: "Unlocked", session: "Session") -> None:
    """Whether this is the store that was written last."""
    from returnhelp.storage import repositories
    from returnhelp.vault import chain
    from returnhelp.vault.rings import Purpose

    seq, hash_ = repositories.audit_head(session)
    chain.judge(
        folder,
        noted=chain.read_head(folder, unlocked.ring(Purpose.AUDIT)),
        closed=unlocked.closed_head,
        last=chain.Head(seq, hash_) if seq else None,
        hash_at=lambda number: repositories.audit_hash(session, number),
    )


def _office(
    folder: Path,
    name: str,
    demo: bool,
    user: User,
    store: object,
    unlocked: "Unlocked",
    clock: Callable[[], datetime],
) -> Office:
    from returnhelp.storage.database import Store

    assert user.id is not None
    assert isinstance(store, Store)
    person = SignedIn(
        user.id,
        user.name,
        user.display_name,
        frozenset(Role(one) for one in user.roles),
        frozenset(Clearance(one) for one in user.clearances) & unlocked.clearances,
    )
    return Office(folder, name, demo, person, store, unlocked, clock, _head_writer(folder, unlocked))


def _head_writer(folder: Path, unlocked: "Unlocked") -> Callable[[int, bytes], None]:
    from returnhelp.vault import chain
    from returnhelp.vault.rings import Purpose

    ring = unlocked.ring(Purpose.AUDIT)
    return lambda seq, hash_: chain.write_head(folder, ring, chain.Head(seq, hash_))


def reset_with_recovery(
    folder: Path, code: str, user_name: str, password: str, clock: Callable[[], datetime] = local_now
) -> None:
    """Give somebody a new password by the recovery code; their name must be known.

    Raises WrongRecoveryCodeError, MistypedRecoveryCodeError, UserNotThereError, PasswordTooWeakError.
    """
    from returnhelp.services import generations, users
    from returnhelp.storage import repositories
    from returnhelp.storage.database import Store
    from returnhelp.storage.unit_of_work import UnitOfWork
    from returnhelp.vault import keys

    finish_restore(folder)
    name = users.tidy(user_name)
    users.check_password(password, name, describe(folder).name)
    with keys.unlock_with_recovery(folder, code) as unlocked:
        if unlocked.rekeying:
            _carry_through(folder, unlocked, name)
        writer = _head_writer(folder, unlocked)
        with (
            Store.open(folder, unlocked.data_key, who=name) as store,
            UnitOfWork(store, 0, clock(), "offices.reset_with_recovery", writer) as unit,
        ):
            user = repositories.user_named(unit.session, name)
            if user is None:
                raise UserNotThereError(name=name)
            users.give_password(unlocked, user, password)
            user.disabled_at = None
            unit.subject = ("user", user.id)
            generations.note(unit.session, unlocked)
            unit.commit()


def recovery_sheet(office_name: str, code: str, language: str) -> bytes:
    """The paper with the recovery code, to be printed and locked away."""
    from returnhelp.reports import recovery
    from returnhelp.services import papers

    return recovery.recovery_sheet(code, papers.head_before_sign_in(office_name), language, papers.fonts())
