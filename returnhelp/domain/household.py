"""A household: the people of one dossier (N-number) and what holds for all of them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from returnhelp.domain.people import Origin


class MemberRole(StrEnum):
    """What somebody is to the principal applicant (family: AsylV 1 Art. 1a let. e)."""

    PRINCIPAL = "principal"
    SPOUSE = "spouse"
    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    OTHER = "other"


@dataclass(eq=False)
class Member:
    person_id: int
    role: MemberRole = MemberRole.OTHER
    left_on: date | None = None
    id: int | None = None
    household_id: int | None = None


@dataclass(eq=False)
class Household:
    """A dossier; its facts hold for every member who has none of their own."""

    n_number: str = ""
    canton: str | None = None
    address: str = ""
    centre: str = ""
    phone: str = ""
    entry_date: date | None = None
    note: str = ""
    origin: Origin = Origin.ENTERED
    members: list[Member] = field(default_factory=list)
    deleted_at: datetime | None = None
    deleted_by: int | None = None
    id: int | None = None
    version: int = 0

    @property
    def principal(self) -> Member | None:
        return next((member for member in self.members if member.role is MemberRole.PRINCIPAL), None)
