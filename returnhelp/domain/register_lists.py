"""What is asked of a register of the office, and how a record shows in its list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Register(StrEnum):
    """The registers of the office, by the kind of record that each keeps."""

    PROGRAMMES = "programmes"
    PARTNERS = "partners"
    FACT_SHEETS = "fact_sheets"
    STRUCTURAL_PROJECTS = "structural_projects"
    TRAININGS = "trainings"
    INFORMATION_REQUESTS = "information_requests"


MANAGED = frozenset({Register.PROGRAMMES, Register.PARTNERS, Register.STRUCTURAL_PROJECTS})
"""Those that supervisors and admins keep; the others are kept by everybody who works on cases."""

DAY_OF: Mapping[Register, str] = {
    Register.TRAININGS: "held_on",
    Register.INFORMATION_REQUESTS: "received_on",
}
"""The day by which a record belongs to a year, in the registers that are counted by year."""

SORTED_BY: Mapping[Register, tuple[str, ...]] = {
    Register.PROGRAMMES: ("name", "valid_from", "valid_to", "application_before", "donor", "budget"),
    Register.PARTNERS: ("name", "kind", "country", "place", "agreement_until", "active"),
    Register.FACT_SHEETS: ("title", "country", "topic", "as_of", "source"),
    Register.STRUCTURAL_PROJECTS: (
        "title", "country", "place", "sector", "state", "donor", "budget", "spent", "starts_on", "ends_on",
        "beneficiaries_planned",
    ),
    Register.TRAININGS: ("title", "kind", "held_on", "country", "place", "topic", "answers", "evaluation"),
    Register.INFORMATION_REQUESTS: (
        "received_on", "requester", "topic", "channel", "country", "language", "answered_on",
    ),
}  # fmt: skip
"""The fields by which each list can be sorted; the first one is what it begins with."""

SEARCHED: Mapping[Register, tuple[str, ...]] = {
    Register.PROGRAMMES: ("name", "code", "donor"),
    Register.PARTNERS: ("name", "place", "contact", "phone", "email"),
    Register.FACT_SHEETS: ("title", "source"),
    Register.STRUCTURAL_PROJECTS: ("title", "place", "donor", "decided_by"),
    Register.TRAININGS: ("title", "place", "topic", "trainers", "donor"),
    Register.INFORMATION_REQUESTS: ("question", "passed_to"),
}
"""The texts in which a list is searched while somebody types, beside the names of countries."""


@dataclass(frozen=True)
class RegisterQuery:
    """What is asked of one register; what is None or empty asks for all."""

    register: Register
    text: str = ""
    country: int | None = None
    year: int | None = None
    outdated: bool = False
    """Only fact sheets that are older than the office's setting."""
    trashed: bool = False
    """What lies in the trash, instead of what does not."""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True)
class RegisterRow:
    """A record in a list: its number, its fields, and what was worked out beside them."""

    id: int
    values: Mapping[str, Any]
    partners: tuple[str, ...] = ()
    """The names of its partners."""
    participants: int | None = None
    """How many came to a training; None for other records."""
    months: int | None = None
    """How many full months old a fact sheet is; None without a day, and for other records."""
    outdated: bool = False


@dataclass(frozen=True)
class RegisterChoice:
    """A record that another may name."""

    id: int
    name: str
    detail: str = ""
    usual: bool = True
    """Whether it fits what was asked; the others stand behind those that do."""


@dataclass(frozen=True)
class RegisterNames:
    """The names behind the numbers of programmes and partners, those in the trash too."""

    programmes: Mapping[int, str] = field(default_factory=dict)
    partners: Mapping[int, str] = field(default_factory=dict)
