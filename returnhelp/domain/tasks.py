"""What is to be done by when, and notes from one colleague to another."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(eq=False)
class Task:
    title: str
    due_on: date | None = None
    done_on: date | None = None
    assignee_id: int | None = None
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class Note:
    """A note on a case; one for a colleague shows in their My day until they have read it."""

    text: str
    written_at: datetime
    by_user_id: int | None = None
    for_user_id: int | None = None
    read_at: datetime | None = None
    id: int | None = None
    case_id: int | None = None
