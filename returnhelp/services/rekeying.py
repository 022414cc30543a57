"""Taking the keys from somebody for good: the store goes under a new key that they never had."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from returnhelp.domain.errors import NotAllowedError, SealedFileDamagedError, UserNotThereError
from returnhelp.domain.roles import Act
from returnhelp.services.office import Office
from returnhelp.storage import repositories

if TYPE_CHECKING:
    from returnhelp.vault.unlocked import Unlocked


def remove(office: Office, user_name: str) -> None:
    """Take the keys from a disabled user; the office is closed by it and has to be opened again.

    The whole store is written anew under a new key, alone (nobody else may have it open). Raises
    StoreInUseError, UserNotThereError, NotAllowedError for somebody who was not disabled first.
    """
    from returnhelp.vault import users as keyholders

    office.require(Act.MANAGE_USERS)
    session = office.reading()
    try:
        user = repositories.user_named(session, user_name)
    finally:
        session.close()
    if user is None:
        raise UserNotThereError(name=user_name)
    if user.disabled_at is None:
        raise NotAllowedError(act=Act.MANAGE_USERS)
    with office.work("rekeying.remove") as unit:
        unit.subject = ("user", user.id)
        unit.commit()
    folder = office.folder
    with office.store.alone():
        renewed = keyholders.remove_user(office.unlocked, user_name)
        carry_through(folder, renewed)
        renewed.close()
    office.store.close()
    office.unlocked.close()


def carry_through(folder: Path, unlocked: "Unlocked") -> None:
    """Move the store to the newest key, also one that a power cut had left half-way; the caller has it alone."""
    from returnhelp.storage import rekey
    from returnhelp.vault import chain, seal
    from returnhelp.vault import users as keyholders
    from returnhelp.vault.rings import Purpose

    rekey.move(folder, unlocked.past_data_keys, unlocked.data_key)
    for sealed in sorted((folder / "files").glob("*")):
        if sealed.suffix == ".new":  # what a power cut left of a file that was being written
            continue
        with suppress(SealedFileDamagedError):  # checking the store tells of it; it must keep nobody out
            seal.reseal_file(unlocked.ring(Purpose.FILES), sealed, sealed.name)
    head = chain.read_head(folder, unlocked.ring(Purpose.AUDIT))
    if head is not None:
        chain.write_head(folder, unlocked.ring(Purpose.AUDIT), head)
    keyholders.finish_rekey(unlocked)
