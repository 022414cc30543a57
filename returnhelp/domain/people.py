"""A person who asks for help to return: names in every script, dates as well as they are known."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

EARLIEST_RECORD = date(1900, 1, 1)
"""No date of the office's records lies before this day."""


class Sex(StrEnum):
    MALE = "m"
    FEMALE = "f"
    OTHER = "x"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How well a birth date is known; a year alone is stored as its 1 January."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ESTIMATED = "estimated"


class NationalityStatus(StrEnum):
    KNOWN = "known"
    STATELESS = "stateless"
    UNKNOWN = "unknown"


class CivilStatus(StrEnum):
    SINGLE = "single"
    MARRIED = "married"
    PARTNERSHIP = "partnership"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    WIDOWED = "widowed"
    UNKNOWN = "unknown"


class TravelDocumentKind(StrEnum):
    PASSPORT = "passport"
    IDENTITY_CARD = "identity_card"
    LAISSEZ_PASSER = "laissez_passer"
    SUBSTITUTE = "substitute"
    SWISS_TRAVEL_DOCUMENT = "swiss_travel_document"
    CERTIFICATE = "certificate"


class Origin(StrEnum):
    """Where a record came from; what was taken over from a list has no steps before its departure."""

    ENTERED = "entered"
    TAKEN_OVER = "taken_over"


@dataclass(eq=False)
class Nationality:
    """One of a person's nationalities, by the number that the Federal Statistical Office gives the state."""

    bfs: int
    position: int = 0
    id: int | None = None
    person_id: int | None = None


@dataclass(eq=False)
class Alias:
    """Another name that a person is known by, in Latin letters and as it is written at home."""

    family_name: str = ""
    given_names: str = ""
    original_script: str = ""
    id: int | None = None
    person_id: int | None = None


@dataclass(eq=False)
class TravelDocument:
    kind: TravelDocumentKind
    number: str = ""
    issuing_state: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    id: int | None = None
    person_id: int | None = None


@dataclass(eq=False)
class Person:
    """A person; what is ``None`` here holds as their household says (canton, address, phone)."""

    family_name: str = ""
    given_names: str = ""
    original_family_name: str = ""
    original_given_names: str = ""
    birth_date: date | None = None
    birth_precision: Precision = Precision.DAY
    birth_place: str = ""
    sex: Sex = Sex.UNKNOWN
    nationality_status: NationalityStatus = NationalityStatus.KNOWN
    mother_tongue: str = ""
    languages: list[str] = field(default_factory=list)
    interpreter_needed: bool = False
    civil_status: CivilStatus = CivilStatus.UNKNOWN
    phone: str = ""
    address: str | None = None
    canton: str | None = None
    zemis: str = ""
    note: str = ""
    restricted: bool = False
    origin: Origin = Origin.ENTERED
    nationalities: list[Nationality] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)
    travel_documents: list[TravelDocument] = field(default_factory=list)
    merged_into_id: int | None = None
    deleted_at: datetime | None = None
    deleted_by: int | None = None
    id: int | None = None
    version: int = 0

    @property
    def name(self) -> str:
        """Family name first, as the office's lists have it."""
        return " ".join(part for part in (self.family_name, self.given_names) if part)

    @property
    def nationality(self) -> int | None:
        """The first nationality (BFS number), or None when stateless or unknown."""
        return min(self.nationalities, key=lambda one: one.position).bfs if self.nationalities else None

    def set_nationalities(self, numbers: list[int]) -> None:
        """Hold exactly these, in this order."""
        kept = {one.bfs: one for one in self.nationalities}
        self.nationalities[:] = [kept.get(bfs) or Nationality(bfs) for bfs in dict.fromkeys(numbers)]
        for position, one in enumerate(self.nationalities):
            one.position = position
        if numbers:
            self.nationality_status = NationalityStatus.KNOWN


def age_on(birth: date | None, day: date) -> int | None:
    """Full years on that day; the birthday itself counts (28 February for those born on the 29th)."""
    if birth is None:
        return None
    years = day.year - birth.year
    if birth.month == 2 and birth.day == 29 and not _leap(day.year):
        return years - ((day.month, day.day) < (2, 28))
    return years - ((day.month, day.day) < (birth.month, birth.day))


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
