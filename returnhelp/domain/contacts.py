"""The log of talks with a person: counselling sessions and every other contact."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ContactKind(StrEnum):
    COUNSELLING = "counselling"
    PHONE = "phone"
    LETTER = "letter"
    MEETING = "meeting"
    OTHER = "other"


class ContactTopic(StrEnum):
    FIRST_INFORMATION = "first_information"
    RETURN_OPTIONS = "return_options"
    CONSEQUENCES = "consequences"
    APPLICATION = "application"
    PROJECT = "project"
    HEALTH = "health"
    DOCUMENTS = "documents"
    TRAVEL = "travel"
    OTHER = "other"


@dataclass(eq=False)
class Contact:
    """One talk; without a person it was with the whole household."""

    kind: ContactKind
    happened_on: date
    topic: ContactTopic = ContactTopic.OTHER
    minutes: int | None = None
    person_id: int | None = None
    language: str = ""
    interpreter: bool = False
    note: str = ""
    by_user_id: int | None = None
    id: int | None = None
    case_id: int | None = None
