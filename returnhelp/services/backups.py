"""Back-ups of the office: made by hand, every so often and at exit, each opened and checked."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from returnhelp.domain.errors import ReturnHelpError
from returnhelp.domain.roles import Act
from returnhelp.i18n.catalogs import NP_, pgettext
from returnhelp.services import offices, preferences
from returnhelp.services.office import DECLARED, Declared, Look, Office, question
from returnhelp.services.restoring import restore as restore
from returnhelp.storage import backup, backup_file, repositories
from returnhelp.storage.backup import Backup, Manifest, Progress

_log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


class BackupKind(StrEnum):
    """On what occasion a back-up was made."""

    BY_HAND = "by_hand"
    AUTOMATIC = "automatic"
    AT_EXIT = "at_exit"
    ONE_FILE = "one_file"


_KIND_WORDS = {
    BackupKind.BY_HAND: NP_("back-up", "By hand"),
    BackupKind.AUTOMATIC: NP_("back-up", "While working"),
    BackupKind.AT_EXIT: NP_("back-up", "At the end of work"),
    BackupKind.ONE_FILE: NP_("back-up", "As one file"),
}


def kind_word(kind: BackupKind) -> str:
    """The occasion in the language in use."""
    return pgettext(*_KIND_WORDS[kind])


@dataclass(frozen=True)
class BackupInfo:
    """A back-up as a list shows it."""

    path: Path
    at: datetime
    size: int
    """In bytes, with the attached files that it needs; back-ups share these on the disk."""
    kind: BackupKind
    checked: bool
    """It was opened and looked through when it was made, and all of it is still there."""


# --- making them -----------------------------------------------------------------------------------


def _declared(
    act: Act,
) -> Callable[[Callable[Concatenate[Office, P], R]], Callable[Concatenate[Office, P], R]]:
    """Declare what needs a permission and takes too long for one transaction; it keeps its own audit entry."""

    def declare(do: Callable[Concatenate[Office, P], R]) -> Callable[Concatenate[Office, P], R]:
        @wraps(do)
        def run(office: Office, /, *args: P.args, **kwargs: P.kwargs) -> R:
            office.require(act)
            return do(office, *args, **kwargs)

        name = f"backups.{do.__name__}"
        DECLARED[name] = Declared(name, act, changes=False, run=run)
        return run

    return declare


@_declared(Act.MANAGE_BACKUPS)
def now(office: Office, progress: Progress | None = None) -> BackupInfo:
    """Make a back-up in the office's folder, checked, and drop what need not be kept any longer.

    Raises what ``storage.backup.make`` raises; there is then no back-up, and nothing else is changed.
    """
    return _make(office, BackupKind.BY_HAND, "backups.now", progress)


@_declared(Act.MANAGE_BACKUPS)
def export(office: Office, file: Path, progress: Progress | None = None) -> BackupInfo:
    """Write a back-up into one file, to be kept away from this computer; it opens with today's passwords and code.

    A file that is there is replaced once the new one was read again. Raises what ``storage.backup_file.write`` raises.
    """
    _note_head(office)
    manifest = backup_file.write(
        office.folder,
        office.unlocked.data_key,
        lambda: _keys(office),
        file,
        at=office.now(),
        made=BackupKind.ONE_FILE,
        about=_about(office),
        progress=progress,
    )
    _record(office, "backups.export", file.name, manifest)
    return BackupInfo(file, manifest.at, file.stat().st_size, BackupKind.ONE_FILE, checked=True)


def automatic(office: Office, progress: Progress | None = None) -> BackupInfo | None:
    """Make a back-up if one is due, whoever is signed in; None if none is. Raises what ``now`` raises."""
    return _make(office, BackupKind.AUTOMATIC, "backups.automatic", progress) if due(office) else None


def at_exit(office: Office, progress: Progress | None = None) -> BackupInfo | None:
    """Make a back-up before the office is closed if anything was changed since the last one, whoever is signed in.

    Raises what ``now`` raises.
    """
    if not _changed(office, backup.newest(office.folder)):
        return None
    return _make(office, BackupKind.AT_EXIT, "backups.at_exit", progress)


def due(office: Office) -> bool:
    """Whether the last back-up is older than the setting allows and something was changed since."""
    last = backup.newest(office.folder)
    if last is not None:
        minutes = int(preferences.of_office(office, "backup_minutes"))
        if timedelta() <= office.now() - last.at < timedelta(minutes=minutes):
            return False
    return _changed(office, last)


@question(Act.MANAGE_BACKUPS)
def listed(look: Look) -> tuple[BackupInfo, ...]:
    """The back-ups in the office's folder, the newest first; a damaged one is not ``checked``."""
    return tuple(_info(one) for one in backup.listed(look.office.folder))


def _make(office: Office, kind: BackupKind, act: str, progress: Progress | None) -> BackupInfo:
    _note_head(office)
    made = backup.make(
        office.folder,
        office.unlocked.data_key,
        lambda: _keys(office),
        at=office.now(),
        made=kind,
        about=_about(office),
        progress=progress,
    )
    assert made.manifest is not None
    _record(office, act, made.path.name, made.manifest)
    try:
        _rotate(office)
    except ReturnHelpError as error:  # the new one is there; the old ones go another time
        _log.info("old back-ups were not dropped: %s", type(error).__name__)
    return _info(made)


def _keys(office: Office) -> bytes:
    from returnhelp.vault import keys

    return keys.for_backup(office.folder)


def _about(office: Office) -> dict[str, Any]:
    known = offices.describe(office.folder)
    return {"name": known.name, "demo": office.demo, "language": known.language}


def _note_head(office: Office) -> None:
    """Copy the end of the audit chain into the key file, so that the back-up carries it signed."""
    from returnhelp.vault import chain, users

    session = office.reading()
    try:
        seq, hash_ = repositories.audit_head(session)
    finally:
        session.close()
    try:
        users.note_head(office.unlocked, chain.Head(seq, hash_))
    except ReturnHelpError as error:  # a back-up is worth more than its newest head; the one in its manifest is left
        _log.info("the end of the audit chain was not noted in the key file: %s", type(error).__name__)


def _record(office: Office, act: str, name: str, manifest: Manifest) -> None:
    with office.work(act) as unit:
        unit.subject = ("backup", None)
        unit.detail = {"backup": name, "entry": manifest.head.seq, "missing_files": len(manifest.missing)}
        unit.commit()


def _rotate(office: Office) -> None:
    session = office.reading()
    try:
        daily, weekly, monthly, days = (
            int(preferences.value(session, name))
            for name in ("keep_daily", "keep_weekly", "keep_monthly", "trash_days")
        )
        in_use = repositories.sealed_files(session)
    finally:
        session.close()
    if backup.rotate(office.folder, daily=daily, weekly=weekly, monthly=monthly):
        backup.clear_files(office.folder, in_use, office.now() - timedelta(days=days))


def _changed(office: Office, last: Backup | None) -> bool:
    """Whether the store holds work that the last back-up has not; readings and sign-ins are no work."""
    if last is None or last.manifest is None:
        return True
    head = last.manifest.head
    session = office.reading()
    try:
        if repositories.audit_hash(session, head.seq) != head.hash:
            return True
        after = head.seq
        while rows := repositories.audit_chain(session, after, 1000):
            if any(_is_work(row.act) for row in rows):
                return True
            after = rows[-1].seq
    finally:
        session.close()
    return False


def _is_work(act: str) -> bool:
    if act == "offices.sign_in" or act.startswith(("backups.", "checking.")):
        return False
    declared = DECLARED.get(act)
    return declared is None or declared.changes


def _info(made: Backup) -> BackupInfo:
    try:
        kind = BackupKind(made.manifest.made) if made.manifest else BackupKind.AUTOMATIC
    except ValueError:
        kind = BackupKind.AUTOMATIC
    return BackupInfo(made.path, made.at, made.manifest.size if made.manifest else 0, kind, backup.is_whole(made))
