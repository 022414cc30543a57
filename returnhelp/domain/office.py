"""The office's own people and habits: users, absences, saved filters, drafts, closed months."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(eq=False)
class User:
    """Somebody who works here; roles and clearances are kept as sorted lists of their values."""

    name: str
    display_name: str
    roles: list[str]
    clearances: list[str]
    created_at: datetime
    slot: str = ""
    disabled_at: datetime | None = None
    id: int | None = None
    version: int = 0


@dataclass(eq=False)
class Absence:
    user_id: int
    first_day: date
    last_day: date
    substitute_id: int | None = None
    id: int | None = None


@dataclass(eq=False)
class SavedFilter:
    user_id: int
    page: str
    name: str
    content: dict[str, Any]
    id: int | None = None


@dataclass(eq=False)
class Draft:
    """Something that was being typed when the window was locked or closed; sealed."""

    user_id: int
    page: str
    subject: str
    sealed: bytes
    saved_at: datetime
    id: int | None = None


@dataclass(eq=False)
class Closing:
    """A closed month (its first day); its counts are frozen.

    ``persons`` are those counted in it, ``seal`` vouches for them; both None for a month that an older program closed.
    """

    month: date
    closed_at: datetime
    by_user_id: int
    persons: int | None = None
    seal: str | None = None
    id: int | None = None
