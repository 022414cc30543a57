"""The ledger of the statistics: a chain, one entry after the other, of everything that was handed out or decided."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Text, insert, select, type_coerce
from sqlalchemy.orm import Session

from returnhelp.domain.errors import LedgerDamagedError
from returnhelp.storage.statistics_tables import statistics_ledger
from returnhelp.storage.tables import audit

KINDS = ("cube", "export", "bounds", "plan")
"""What an entry may be: a protected cube with its proof, a file made of it, bounds of a register, the plan of cubes."""
START = "0" * 64
"""What the first entry carries as the hash of the one before."""
RESTORE = "backups.restore"
"""The act of an audit entry by which a back-up took the place of a store."""


@dataclass(frozen=True)
class LedgerRow:
    """One entry, verified; its content and proof are read from their text when they are asked for."""

    number: int
    at: datetime
    by_user_id: int
    kind: str
    content_text: str
    proof_text: str | None
    hash: str

    @cached_property
    def content(self) -> dict[str, Any]:
        """Raises LedgerDamagedError."""
        return self._read(self.content_text)

    @cached_property
    def proof(self) -> dict[str, Any] | None:
        """Raises LedgerDamagedError."""
        return None if self.proof_text is None else self._read(self.proof_text)

    def _read(self, text: str) -> dict[str, Any]:
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            raise LedgerDamagedError(number=self.number) from None
        if not isinstance(told, dict):
            raise LedgerDamagedError(number=self.number)
        return told


def append(
    session: Session,
    *,
    at: datetime,
    by_user_id: int,
    kind: str,
    content: Mapping[str, Any],
    proof: Mapping[str, Any] | None = None,
) -> int:
    """Enter something at the end; the answer is its number. Nothing of the ledger is ever changed or deleted."""
    proven = None if proof is None else _text(proof)
    return _append(session, at, by_user_id, kind, _text(content), proven)


def take_over(session: Session, row: LedgerRow) -> int:
    """Enter what another store's ledger holds, word for word, at the end of this one."""
    return _append(session, row.at, row.by_user_id, row.kind, row.content_text, row.proof_text)


def renumbered(row: LedgerRow, numbers: Mapping[int, int]) -> LedgerRow:
    """An entry as it is among others: an export names the cubes that it was made of by their numbers in the ledger.

    What is not among ``numbers`` stays, and so does an entry that cannot be read.
    """
    if row.kind != "export":
        return row
    try:
        told = dict(row.content)
    except LedgerDamagedError:
        return row
    if isinstance(told.get("views"), list):
        told["views"] = [_renumbered_view(view, numbers) for view in told["views"]]
    if isinstance(told.get("cubes"), list):
        told["cubes"] = [numbers.get(one, one) if isinstance(one, int) else one for one in told["cubes"]]
    return row if told == row.content else replace(row, content_text=_text(told))


def _renumbered_view(view: object, numbers: Mapping[int, int]) -> object:
    if not isinstance(view, dict) or not isinstance(view.get("cube"), int):
        return view
    return {**view, "cube": numbers.get(view["cube"], view["cube"])}


def entries(session: Session, kind: str | None = None) -> list[LedgerRow]:
    """All entries, or those of one kind, in order, after the whole chain and its end were verified.

    The chain alone does not tell that entries were cut off at its end; the audit log does, see ``vouched_for``. Raises
    LedgerDamagedError, which names the first entry that is missing or is not what was written.
    """
    found, broken = _verified(session)
    if broken is not None:
        raise LedgerDamagedError(number=broken)
    return [row for row in found if kind is None or row.kind == kind]


def sound_part(session: Session) -> list[LedgerRow]:
    """The entries before the first that is damaged or missing."""
    return _verified(session)[0]


def head(session: Session) -> tuple[int, str]:
    """The number and hash of the last entry; (0, START) in an empty ledger. The chain is not verified."""
    table = statistics_ledger.c
    last = session.execute(select(table.number, table.hash).order_by(table.number.desc()).limit(1)).first()
    return (last.number, last.hash) if last else (0, START)


def vouched_for(session: Session) -> list[tuple[int, str | None]]:
    """What the audit log says must be in the ledger: number and hash of an entry, None where it tells no hash.

    Whatever is entered in the ledger is told by its number in the audit entry of the same piece of work, with the hash
    in its details; a restore tells the end that it left. Programs before schema 3 told neither.
    """
    told = type_coerce(audit.c.detail, Text)
    entered = select(audit.c.subject_id, told).where(audit.c.subject_kind == "statistics")
    restored = select(audit.c.subject_id, told).where(audit.c.subject_kind == "backup", audit.c.act == RESTORE)
    return [
        vouched
        for number, detail in (*session.execute(entered), *session.execute(restored))
        for vouched in _vouched(number, detail)
    ]


def _vouched(number: int | None, detail: str) -> Iterator[tuple[int, str | None]]:
    """What one audit entry tells; of one whose details were erased or damaged the number alone stays."""
    try:
        match json.loads(detail):
            case {"ledger": [int(last), str(hash_)]}:
                yield last, hash_
                return
    except (ValueError, TypeError, RecursionError):
        pass
    if number is not None:
        yield number, None


def _verified(session: Session) -> tuple[list[LedgerRow], int | None]:
    """The entries up to the first that is damaged or missing, and the number of that one."""
    found, broken = _chained(session)
    known = dict(enumerate((row.hash for row in found), start=1))
    vouched = vouched_for(session)
    differing = [number for number, hash_ in vouched if number in known and hash_ not in (None, known[number])]
    if differing:
        broken = min(differing)
        return found[: broken - 1], broken
    if broken is None and any(number > len(found) for number, _ in vouched):
        broken = len(found) + 1
    return found, broken


def _chained(session: Session) -> tuple[list[LedgerRow], int | None]:
    """The entries up to the first break of the chain, and the number at which it is broken."""
    previous = START
    found: list[LedgerRow] = []
    try:
        for number, row in enumerate(session.execute(select(statistics_ledger).order_by("number")), start=1):
            facts = (row.at, row.by_user_id, row.kind, row.content, row.proof)
            if row.number != number or row.previous != previous or row.hash != _hash(previous, number, *facts):
                return found, number
            found.append(LedgerRow(number, *facts, row.hash))
            previous = row.hash
    except (ValueError, TypeError, AttributeError):  # no moment, or no text, stands where there was one
        return found, len(found) + 1
    return found, None


def _append(session: Session, at: datetime, by_user_id: int, kind: str, content: str, proof: str | None) -> int:
    if kind not in KINDS:
        raise ValueError(f"{kind} is nothing that the ledger holds")
    last, previous = head(session)
    number = last + 1
    row = {"at": at, "by_user_id": by_user_id, "kind": kind, "content": content, "proof": proof}
    hash_ = _hash(previous, number, *row.values())  # type: ignore[arg-type]
    session.execute(insert(statistics_ledger).values(number=number, **row, previous=previous, hash=hash_))
    return number


def _text(told: Mapping[str, Any]) -> str:
    """The one way in which something is written as JSON."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _hash(previous: str, number: int, at: datetime, by_user_id: int, kind: str, content: str, proof: str | None) -> str:
    """SHA-256 over the hash before and every part of the entry, each with its length; the moment is in UTC."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    digest = hashlib.sha256()
    for part in (previous, str(number), moment, str(by_user_id), kind, content, proof):
        if part is None:
            digest.update(b"-")
        else:
            raw = part.encode()
            digest.update(b"%d:" % len(raw) + raw)
    return digest.hexdigest()
