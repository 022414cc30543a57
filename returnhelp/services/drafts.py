"""What was being typed when the window was locked or closed: kept sealed, given back, forgotten."""

import json
from typing import Any

from returnhelp.domain.errors import SealedFieldDamagedError
from returnhelp.domain.office import Draft
from returnhelp.domain.roles import Act
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import repositories


@command(Act.SEE_OWN_ACCOUNT)
def keep(work: Work, page: str, subject: str, content: dict[str, Any], title: str = "") -> None:
    """Keep what a page holds unsaved, sealed; a later draft of the same subject takes its place."""
    from returnhelp.vault import seal
    from returnhelp.vault.rings import Purpose

    user_id = work.office.user.id
    plain = json.dumps({"title": title, "content": content}, ensure_ascii=False).encode()
    sealed = seal.seal_bytes(work.office.unlocked.ring(Purpose.DRAFTS), plain, f"draft {user_id}/{page}/{subject}")
    found = repositories.draft(work.session, user_id, page, subject)
    if found is None:
        work.session.add(Draft(user_id, page, subject, sealed, work.now))
    else:
        found.sealed, found.saved_at = sealed, work.now


@question(Act.SEE_OWN_ACCOUNT)
def waiting(look: Look) -> tuple[tuple[str, str, str], ...]:
    """One's own drafts, the latest first: page, subject, title."""
    return tuple(
        (one.page, one.subject, opened["title"]) for one in _mine(look) if (opened := _opened(look, one)) is not None
    )


@question(Act.SEE_OWN_ACCOUNT)
def read(look: Look, page: str, subject: str) -> dict[str, Any] | None:
    """What was kept for a page and subject, or None."""
    found = repositories.draft(look.session, look.office.user.id, page, subject)
    if found is None:
        return None
    opened = _opened(look, found)
    return None if opened is None else dict(opened["content"])


@command(Act.SEE_OWN_ACCOUNT)
def forget(work: Work, page: str, subject: str) -> None:
    """Drop a draft that was saved or given up."""
    found = repositories.draft(work.session, work.office.user.id, page, subject)
    if found is not None:
        work.session.delete(found)


def _mine(look: Look) -> list[Draft]:
    return list(repositories.drafts(look.session, look.office.user.id))


def _opened(look: Look, one: Draft) -> dict[str, Any] | None:
    """What a draft holds; None for one from before the password was reset, which nobody can open any more."""
    from returnhelp.vault import seal
    from returnhelp.vault.rings import Purpose

    ring = look.office.unlocked.ring(Purpose.DRAFTS)
    try:
        plain = seal.open_bytes(ring, one.sealed, f"draft {one.user_id}/{one.page}/{one.subject}")
    except SealedFieldDamagedError:
        return None
    kept: dict[str, Any] = json.loads(plain)
    return kept
