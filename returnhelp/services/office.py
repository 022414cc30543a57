"""Who is signed in, what day it is, and how a piece of work is opened, allowed and recorded."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from returnhelp.domain.errors import NotAllowedError, ReturnHelpError
from returnhelp.domain.roles import Act, Clearance, Role, allowed

if TYPE_CHECKING:
    from returnhelp.storage.database import Store
    from returnhelp.storage.session import Session
    from returnhelp.storage.unit_of_work import UnitOfWork
    from returnhelp.vault.unlocked import Unlocked

_log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Change(Generic[R_co]):
    """What a command did: its answer, and the records that pages must read again."""

    value: R_co
    people: frozenset[int] = frozenset()
    households: frozenset[int] = frozenset()
    cases: frozenset[int] = frozenset()
    seq: int = 0
    """The audit entry, by which the change can be undone."""
    registers: frozenset[str] = frozenset()
    """The registers of the office in which something was changed."""


@dataclass(frozen=True)
class SignedIn:
    """The person at the desk."""

    id: int
    name: str
    display_name: str
    roles: frozenset[Role]
    clearances: frozenset[Clearance]

    def may(self, act: Act) -> bool:
        return allowed(self.roles, act)


def local_now() -> datetime:
    """This moment in the machine's own time zone."""
    return datetime.now().astimezone()


@dataclass
class Office:
    """An open office and the person signed in to it; close it to lock the store."""

    folder: Path
    name: str
    demo: bool
    user: SignedIn
    store: "Store"
    unlocked: "Unlocked"
    clock: Callable[[], datetime] = local_now
    write_head: Callable[[int, bytes], None] | None = None
    """Notes the end of the audit chain outside the store, after each commit."""
    on_closed: list[Callable[[], None]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        return self.clock().date()

    def may(self, act: Act) -> bool:
        """Whether the person signed in may do this."""
        return self.user.may(act)

    def require(self, act: Act) -> None:
        """Raises NotAllowedError."""
        if not self.may(act):
            raise NotAllowedError(act=act)

    def sees_restricted(self) -> bool:
        """Whether restricted records are open to them, beside the ones they work on themselves."""
        return bool(self.user.clearances) and self.may(Act.SEE_TEAM)

    def work(self, act: str) -> "UnitOfWork":
        """A unit of work in this person's name; what it changes is recorded under ``act``."""
        from returnhelp.storage.unit_of_work import UnitOfWork

        return UnitOfWork(self.store, self.user.id, self.now(), act, self.write_head)

    def reading(self) -> "Session":
        """A session that only reads; close it soon."""
        return self.store.reading()

    def close(self) -> None:
        """Lock: the end of the audit chain is noted, the store closed, the keys forgotten. Twice is once."""
        if self.store.closed:
            return
        try:
            self._note_head()
        except ReturnHelpError as error:  # the keys were changed meanwhile: the head beside the store still counts
            _log.info("the end of the audit chain was not noted in the key file: %s", type(error).__name__)
        finally:
            self.store.close()
            self.unlocked.close()
            for act in self.on_closed:
                act()

    def _note_head(self) -> None:
        from returnhelp.storage import repositories
        from returnhelp.vault import chain, users

        session = self.reading()
        try:
            seq, hash_ = repositories.audit_head(session)
        finally:
            session.close()
        if seq:
            users.note_head(self.unlocked, chain.Head(seq, hash_))


@dataclass(frozen=True)
class Declared:
    """A service as it was declared: its name, what it needs, and whether it changes anything."""

    name: str
    act: Act
    changes: bool
    run: Callable[..., Any]


DECLARED: dict[str, Declared] = {}
"""Every service with the permission it asks for; a test walks role × service."""


def command(
    act: Act,
) -> Callable[[Callable[Concatenate["Work", P], R]], Callable[Concatenate[Office, P], Change[R]]]:
    """Declare a command: one permission, one transaction, one audit entry, one Change."""

    def declare(do: Callable[Concatenate["Work", P], R]) -> Callable[Concatenate[Office, P], Change[R]]:
        name = _named(do)

        @wraps(do)
        def run(office: Office, /, *args: P.args, **kwargs: P.kwargs) -> Change[R]:
            office.require(act)
            with office.work(name) as unit:
                value = do(Work(office, unit), *args, **kwargs)
                touched = unit.commit()
            return Change(value, touched.people, touched.households, touched.cases, touched.seq, touched.registers)

        DECLARED[name] = Declared(name, act, changes=True, run=run)
        return run

    return declare


def question(
    act: Act, *, recorded: bool = False
) -> Callable[[Callable[Concatenate["Look", P], R]], Callable[Concatenate[Office, P], R]]:
    """Declare a question: one permission, nothing changed; ``recorded`` ones leave an audit entry."""

    def declare(ask: Callable[Concatenate["Look", P], R]) -> Callable[Concatenate[Office, P], R]:
        name = _named(ask)

        @wraps(ask)
        def run(office: Office, /, *args: P.args, **kwargs: P.kwargs) -> R:
            office.require(act)
            look = Look(office, office.reading())
            try:
                answer = ask(look, *args, **kwargs)
            finally:
                look.session.close()
            if recorded and not look.recorded_lately:
                with office.work(name) as unit:
                    unit.subject, unit.detail = look.subject, look.detail
                    unit.commit()
            return answer

        DECLARED[name] = Declared(name, act, changes=False, run=run)
        return run

    return declare


def _named(do: Callable[..., Any]) -> str:
    return f"{do.__module__.rpartition('.')[2]}.{do.__name__}"


@dataclass
class Look:
    """A question being answered: the office and a session that only reads."""

    office: Office
    session: "Session"
    subject: tuple[str, int | None] = ("", None)
    detail: dict[str, Any] = field(default_factory=dict)
    recorded_lately: bool = False
    """The same was asked by the same person a moment ago: that entry stands for this one too."""


@dataclass
class Work:
    """A command being carried out: the office and its unit of work."""

    office: Office
    unit: "UnitOfWork"

    @property
    def session(self) -> "Session":
        return self.unit.session

    @property
    def now(self) -> datetime:
        return self.unit.now

    @property
    def today(self) -> date:
        return self.unit.now.date()
