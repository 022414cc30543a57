"""What somebody asks about their own data, and when it was answered (DSG Art. 25, 28, 32; DSV Art. 16-19)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DataRequestKind(StrEnum):
    ACCESS = "access"
    PORTABILITY = "portability"
    CORRECTION = "correction"
    ERASURE = "erasure"
    OBJECTION = "objection"


@dataclass(eq=False)
class DataRequest:
    """One request; without a person it is that of the whole household."""

    kind: DataRequestKind = DataRequestKind.ACCESS
    person_id: int | None = None
    received_on: date | None = None
    fee_announced_on: date | None = None
    fee_confirmed_on: date | None = None
    extended_to: date | None = None
    answered_on: date | None = None
    note: str = ""
    id: int | None = None
    case_id: int | None = None
