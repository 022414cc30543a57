"""One piece of work on the store: what it changes, its audit entry and its history stand or fall together."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import event, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from returnhelp.domain.errors import ChangedMeanwhileError, NotThereError
from returnhelp.storage import deadline_rows, rows, search
from returnhelp.storage.database import Store
from returnhelp.storage.history import Recorder
from returnhelp.storage.mapping import map_domain
from returnhelp.storage.tables import audit
from returnhelp.vault import chain

T = TypeVar("T")


@dataclass(frozen=True)
class Touched:
    """The records that a piece of work changed."""

    people: frozenset[int]
    households: frozenset[int]
    cases: frozenset[int]
    seq: int
    """The number of the audit entry."""
    registers: frozenset[str] = frozenset()
    """The registers of the office in which something was changed."""


class UnitOfWork:
    """Use as a context: what is not committed at its end never happened."""

    def __init__(
        self,
        store: Store,
        user_id: int,
        now: datetime,
        act: str,
        committed: Callable[[int, bytes], None] | None = None,
    ) -> None:
        map_domain()
        self._store = store
        self.user_id = user_id
        self.now = now
        self.act = act
        self.holds_from: date = now.date()
        """The day from which the changes hold; a step sets its effective date here."""
        self.subject: tuple[str, int | None] = ("", None)
        self.detail: dict[str, Any] = {}
        self.also_reindex_people: set[int] = set()
        self.also_reindex_cases: set[int] = set()
        self._committed = committed
        self._recorder = Recorder()

    def __enter__(self) -> Self:
        self.session: Session = self._store.writing()
        event.listen(self.session, "after_flush", self._recorder.after_flush)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()
        if isinstance(error, StaleDataError):
            raise ChangedMeanwhileError(who="") from error

    @property
    def today(self) -> date:
        return self.now.date()

    def get(self, kind: type[T], number: int) -> T:
        """One record by its number; raises NotThereError."""
        found = self.session.get(kind, number)
        if found is None:
            raise NotThereError()
        return found

    def delete_for_good(self, kind: str, thing: Any) -> None:
        """Delete a case, household or person, and with it every value that the history has of it."""
        self._recorder.forgotten.add((kind, thing.id))
        self.session.delete(thing)

    def commit(self) -> Touched:
        """Write everything with its history and one audit entry, then the chain's head outside the store."""
        self.session.flush()
        touched = self._recorder.touched
        people = frozenset(touched.get("person", ())) | self.also_reindex_people
        households = frozenset(touched.get("household", ()))
        cases = frozenset(touched.get("case", ())) | self.also_reindex_cases
        if people or households or cases:
            cases_, people_ = rows.refresh(self.session, cases, people, households)
            asked_for = self.also_reindex_people or self.also_reindex_cases
            if asked_for or search.concerned(self._recorder.changed()):
                search.reindex(self.session, people_, cases_)
            if deadline_rows.concerned(self._recorder.changed()):
                deadline_rows.refresh(self.session, cases_, people, self.today)
        if programmes := touched.get("programmes"):
            deadline_rows.refresh(self.session, deadline_rows.of_programmes(self.session, programmes), (), self.today)
        entry = add_entry(
            self.session,
            at=self.now,
            user_id=self.user_id,
            act=self.act,
            subject=self.subject,
            detail={**self.detail, **_counts(touched)},
        )
        self._recorder.write(self.session.connection(), entry.seq, self.user_id, self.now, self.holds_from)
        self.session.commit()
        if self._committed is not None:
            self._committed(entry.seq, entry.hash)
        self._store.settle()
        registers = frozenset(touched.keys() - {"person", "household", "case"})
        return Touched(people, households, cases, entry.seq, registers)


@dataclass(frozen=True)
class Entry:
    seq: int
    hash: bytes


_LISTED = 20


def _counts(touched: dict[str, set[int]]) -> dict[str, Any]:
    """Which records were changed: by number while they are few, else how many."""
    return {kind: sorted(ids) if len(ids) <= _LISTED else len(ids) for kind, ids in touched.items()}


def add_entry(
    session: Session,
    *,
    at: datetime,
    user_id: int | None,
    act: str,
    subject: tuple[str, int | None],
    detail: dict[str, Any],
) -> Entry:
    """Append one entry to the audit chain inside the session's transaction."""
    last = session.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, chain.START)
    salt = os.urandom(16)
    commitment = chain.commitment(salt, detail)
    hash_ = chain.link(previous, seq, at, user_id, act, subject, commitment)
    session.execute(
        insert(audit).values(
            seq=seq,
            at=at,
            user_id=user_id,
            act=act,
            subject_kind=subject[0],
            subject_id=subject[1],
            detail=detail,
            salt=salt,
            commitment=commitment,
            hash=hash_,
        )
    )
    return Entry(seq, hash_)
