"""Papers attached to a case; what they hold is sealed and lies beside the store."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LIMIT_MIB = 25
"""The largest file that may be attached, in MiB."""


class DocumentKind(StrEnum):
    APPLICATION = "application"
    DECISION = "decision"
    DECLARATION = "declaration"
    IDENTITY = "identity"
    MEDICAL = "medical"
    TICKET = "ticket"
    RECEIPT = "receipt"
    PROJECT = "project"
    MONITORING = "monitoring"
    OTHER = "other"


@dataclass(eq=False)
class Document:
    name: str
    kind: DocumentKind
    media_type: str
    size: int
    sealed_file: str
    added_at: datetime
    person_id: int | None = None
    by_user_id: int | None = None
    id: int | None = None
    case_id: int | None = None
