"""The rows of the law's tables: what is given, from when to when, by which article, and who checked it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain.aid import AidComponent


class Context(StrEnum):
    """The scheme under which somebody leaves; each has rates of its own."""

    CANTON = "canton"
    FEDERAL_CENTRE = "federal_centre"
    STATUS_S = "status_s"
    DETENTION = "detention"
    TRAFFICKING = "trafficking"
    PROGRAMME = "programme"
    EURP = "eurp"


class Basis(StrEnum):
    """What a figure rests on: a text of law binds, what an authority or a programme does by habit is shown only."""

    LAW = "law"
    PRACTICE = "practice"


class Condition(StrEnum):
    """What must be there before money is given, or must be said with a proposal."""

    PROJECT = "project"
    TREATMENT_INDISPENSABLE = "treatment_indispensable"
    RAISED_BY_SEM = "raised_by_sem"
    INTERVIEW = "interview"
    WILLING_TO_LEAVE = "willing_to_leave"
    CANTON_APPLIES = "canton_applies"
    CANTON_PREPARED_PAPERS = "canton_prepared_papers"
    EXCEPTION_BY_SEM = "exception_by_sem"
    WAIVER_SIGNED = "waiver_signed"
    RISK_ASSESSED = "risk_assessed"
    NEEDS_ESCORT = "needs_escort"
    EXAMINED = "examined"
    RECEIPTS = "receipts"
    # Said of a proposal, never asked for by a text of law.
    BIRTH_DATE_UNSURE = "birth_date_unsure"
    DEPARTURE_DATE_OPEN = "departure_date_open"
    INTERVIEW_TO_COME = "interview_to_come"
    SHORTENED_TO_SIX_MONTHS = "shortened_to_six_months"
    INDEX_NOT_ENTERED = "index_not_entered"
    EURP_LIST_NOT_ENTERED = "eurp_list_not_entered"
    ASK_WHETHER_BESIDE_IN_KIND = "ask_whether_beside_in_kind"


class LawFault(StrEnum):
    """What is wrong with a table of the law."""

    UNREADABLE = "unreadable"
    UNKNOWN_FIELD = "unknown_field"
    MISSING = "missing"
    UNKNOWN_VALUE = "unknown_value"
    NOT_AN_AMOUNT = "not_an_amount"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    NOT_A_TEXT = "not_a_text"
    END_BEFORE_START = "end_before_start"
    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class Source:
    """Where a figure was read: title, address where there is one, and the day that the copy shows."""

    key: str
    title: str
    url: str
    as_of: date | None


@dataclass(frozen=True, kw_only=True)
class Rate:
    """One benefit in one context; amounts in centimes of ``currency``, None = the text names none.

    ``adult`` and ``minor`` are what one person is usually given, ``per_person_max`` and ``per_family_max`` the
    most that may be given. ``stay_from`` and ``stay_below`` are full calendar months since entry. Without
    ``verified_by`` nobody of the office has compared it with its source yet.
    """

    benefit: AidComponent
    context: Context
    article: str
    basis: Basis
    valid_from: date
    valid_to: date | None
    currency: str
    sources: tuple[Source, ...]
    verified_by: str = ""
    verified_on: date | None = None
    adult: int | None = None
    minor: int | None = None
    per_person_max: int | None = None
    per_family_max: int | None = None
    raised: bool = False
    stay_from: int = 0
    stay_below: int | None = None
    months_max: int | None = None
    indexed: bool = False
    """Whether the office enters the amount anew for each year (AsylV 2 Art. 58b(3))."""
    conditions: tuple[Condition, ...] = ()
    exception_article: str = ""
    """The article that lets SEM leave conditions aside; empty = there is none."""

    @property
    def verified(self) -> bool:
        return bool(self.verified_by) and self.verified_on is not None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def holds_for(self, stay_months: int | None) -> bool:
        """Whether it is for that length of stay; one that is not known fits only where the stay does not matter."""
        if stay_months is None:
            return self.stay_from == 0 and self.stay_below is None
        return self.stay_from <= stay_months and (self.stay_below is None or stay_months < self.stay_below)
