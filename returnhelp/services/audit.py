"""The audit log: read by those who may, and proven unbroken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from returnhelp.domain.roles import Act
from returnhelp.services import records
from returnhelp.services.office import Look, question
from returnhelp.storage import repositories


@dataclass(frozen=True)
class AuditLine:
    """One entry; without the right to names the subject and the details are left out."""

    seq: int
    at: datetime
    by: str
    act: str
    subject_kind: str
    subject_id: int | None
    detail: dict[str, Any]


@question(Act.SEE_OWN_AUDIT)
def entries(look: Look, before: int | None = None, limit: int = 200, *, own: bool = False) -> tuple[AuditLine, ...]:
    """The latest entries: a supervisor's and auditor's view whole, an admin's without subjects, else one's own."""
    office = look.office
    whole = office.may(Act.SEE_AUDIT)
    if not whole and not office.may(Act.SEE_AUDIT_WITHOUT_NAMES):
        own = True
    users = records.names_of_users(look.session)
    rows = repositories.audit_entries(look.session, user_id=office.user.id if own else None, before=before, limit=limit)
    return tuple(
        AuditLine(
            row.seq,
            row.at,
            users.get(row.user_id, ""),
            row.act,
            row.subject_kind,
            row.subject_id if whole or own else None,
            row.detail if whole or own else {},
        )
        for row in rows
    )


def chain_head(look: Look) -> str:
    """The end of the audit chain as papers carry it at their foot."""
    from returnhelp.vault import chain

    seq, hash_ = repositories.audit_head(look.session)
    return chain.printed(chain.Head(seq, hash_)) if seq else ""


def first_break(look: Look) -> int | None:
    """Recompute the whole chain; the first entry that does not fit, or None when all do."""
    from returnhelp.vault import chain

    def entries_of() -> Iterator[chain.Entry]:
        after = 0
        while rows := repositories.audit_chain(look.session, after, 2000):
            for row in rows:
                facts = (row.at, row.user_id, row.act, (row.subject_kind, row.subject_id))
                yield chain.Entry(row.seq, facts, row.commitment, row.hash, row.salt, row.detail)
                after = row.seq

    found = chain.verify(entries_of())
    return found.seq if found else None
