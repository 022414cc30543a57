"""A new case with its household, as it is typed on one screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from returnhelp.domain.household import MemberRole
from returnhelp.domain.vulnerability import VulnerabilityKind


@dataclass(frozen=True)
class NewMember:
    """Somebody of the household: one who is known already (``person_id``), or the fields of a new person."""

    role: MemberRole
    person_id: int | None = None
    person: Mapping[str, Any] = field(default_factory=dict)
    travels: bool = True
    vulnerabilities: tuple[VulnerabilityKind, ...] = ()
    travel_documents: tuple[Mapping[str, Any], ...] = ()
    """Of a new person, by the names of ``domain.edits.FIELDS``."""


@dataclass(frozen=True)
class NewCase:
    """Fields by the names of ``domain.edits.FIELDS``; a ``household_id`` continues a dossier that is there."""

    members: tuple[NewMember, ...]
    household_id: int | None = None
    household: Mapping[str, Any] = field(default_factory=dict)
    case: Mapping[str, Any] = field(default_factory=dict)
    stay: Mapping[str, Any] = field(default_factory=dict)
    opened_on: date | None = None
    channel: str = ""
