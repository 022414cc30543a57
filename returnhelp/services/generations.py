"""How often the key file was changed, remembered in the store, so that an old one that is put back is seen."""

from typing import TYPE_CHECKING

from returnhelp.storage import repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session
    from returnhelp.vault.unlocked import Unlocked

_FACT = "keys_generation"


def newest(session: "Session") -> int:
    """The newest key file that the store has seen."""
    return int(repositories.fact(session, _FACT) or 0)


def note(session: "Session", unlocked: "Unlocked") -> None:
    """Remember the key file as it is now."""
    if unlocked.generation > newest(session):
        repositories.set_fact(session, _FACT, unlocked.generation)
