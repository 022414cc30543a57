"""How likely two records are about one person, with the reasons that a caseworker can judge."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from returnhelp.domain.names import fold, name_similarity
from returnhelp.domain.people import Precision

LIKELY = 85
POSSIBLE = 60


class Reason(StrEnum):
    """Why two records look like one person, or what speaks against it."""

    SAME_ZEMIS = "same_zemis"
    NEAR_ZEMIS = "near_zemis"
    SAME_DOCUMENT = "same_document"
    SAME_DOSSIER = "same_dossier"
    SAME_PHONE = "same_phone"
    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"
    NAMES_SWAPPED = "names_swapped"
    SAME_BIRTH_DATE = "same_birth_date"
    BIRTH_DAY_MONTH_SWAPPED = "birth_day_month_swapped"
    NEAR_BIRTH_DATE = "near_birth_date"
    SAME_BIRTH_MONTH = "same_birth_month"
    SAME_BIRTH_YEAR = "same_birth_year"
    OTHER_ZEMIS = "other_zemis"
    OTHER_BIRTH_DATE = "other_birth_date"
    OTHER_SEX = "other_sex"
    OTHER_NATIONALITY = "other_nationality"


AGAINST = frozenset({Reason.OTHER_ZEMIS, Reason.OTHER_BIRTH_DATE, Reason.OTHER_SEX, Reason.OTHER_NATIONALITY})


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of a person for telling them from others; whatever is not known stays empty.

    ``family_names`` and ``given_names`` hold every spelling: aliases and the original script too.
    """

    family_names: tuple[str, ...] = ()
    given_names: tuple[str, ...] = ()
    birth_date: date | None = None
    birth_precision: Precision = Precision.DAY
    sex: str = ""
    nationalities: frozenset[int] = field(default_factory=frozenset)
    zemis: str = ""
    n_number: str = ""
    phones: frozenset[str] = field(default_factory=frozenset)
    documents: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` from 0 to 100 and what it rests on, the weightiest reason first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def likely(self) -> bool:
        """Whether it is most probably one person."""
        return self.score >= LIKELY

    @property
    def possible(self) -> bool:
        """Whether a caseworker should look before a new person is made."""
        return self.score >= POSSIBLE


def same_person(a: Identity, b: Identity) -> Likeness:
    """How likely ``a`` and ``b`` are one person; the same answer in either order.

    Names count by any spelling and in either field, birth dates also with day and month swapped or one digit off;
    a shared number outweighs a differing spelling, but never hides what differs.
    """
    name, name_reason = _names(a, b)
    birth, birth_reason = _birth(a, b)
    score = 70 * name**1.5 if birth is None else 60 * name**1.5 + 40 * birth * name
    reasons = [reason for reason in (name_reason, birth_reason) if reason]
    if birth == 0:
        score -= 15
    if a.zemis and b.zemis:
        if a.zemis == b.zemis:
            reasons.insert(0, Reason.SAME_ZEMIS)
            score = max(score, 65) if name < 0.5 and not birth else max(score + 10, 92)
        elif OSA.distance(a.zemis, b.zemis, score_cutoff=1) == 1:
            reasons.append(Reason.NEAR_ZEMIS)
            score += 5 * name
        else:
            reasons.append(Reason.OTHER_ZEMIS)
            score -= 5
    if a.documents & b.documents:
        reasons.insert(0, Reason.SAME_DOCUMENT)
        score = max(score, 65) if name < 0.5 and not birth else max(score + 10, 90)
    if a.phones & b.phones:
        reasons.append(Reason.SAME_PHONE)
        score += 8
    if a.n_number and a.n_number == b.n_number:
        reasons.append(Reason.SAME_DOSSIER)  # a family shares it: it adds to a likeness, it does not make one
        score += 4 * name
    if {a.sex, b.sex} == {"m", "f"}:
        reasons.append(Reason.OTHER_SEX)
        score -= 8
    if a.nationalities and b.nationalities and not a.nationalities & b.nationalities:
        reasons.append(Reason.OTHER_NATIONALITY)
        score -= 5
    return Likeness(max(0, min(100, round(score))), tuple(reasons))


def _names(a: Identity, b: Identity) -> tuple[float, Reason | None]:
    family = _nearest(a.family_names, b.family_names)
    given = _nearest(a.given_names, b.given_names)
    straight = _together(family, given, 0.35)  # a family name changes by marriage, a given name seldom
    swapped = _together(_nearest(a.family_names, b.given_names), _nearest(a.given_names, b.family_names), 0.5) - 0.02
    whole = name_similarity(*sorted((_whole(a), _whole(b)))) - 0.02 if a.given_names and b.given_names else 0.0
    best = max(straight, swapped, whole)
    if best < 0.7:
        return best, None
    if best > straight:
        return best, Reason.NAMES_SWAPPED
    return best, Reason.SAME_NAME if best >= 0.999 else Reason.SIMILAR_NAME


def _whole(person: Identity) -> str:
    return " ".join((*person.family_names[:1], *person.given_names[:1]))


def _together(one: float | None, other: float | None, share: float) -> float:
    if one is None or other is None:
        return 0.85 * (one if one is not None else other or 0.0)
    return share * one + (1 - share) * other


def _nearest(some: tuple[str, ...], others: tuple[str, ...]) -> float | None:
    pairs = [(one, other) for one, other in product(some, others) if fold(one) and fold(other)]
    if not pairs:
        return None
    return max(name_similarity(*sorted(pair)) for pair in pairs)


def _birth(a: Identity, b: Identity) -> tuple[float | None, Reason | None]:
    if a.birth_date is None or b.birth_date is None:
        return None, None
    return _births(*sorted(((a.birth_date, a.birth_precision), (b.birth_date, b.birth_precision))))


@lru_cache(maxsize=4096)
def _births(one: tuple[date, Precision], other: tuple[date, Precision]) -> tuple[float, Reason]:
    (a, a_known), (b, b_known) = one, other
    if {a_known, b_known} & {Precision.YEAR, Precision.ESTIMATED}:
        return (0.6, Reason.SAME_BIRTH_YEAR) if a.year == b.year else (0.0, Reason.OTHER_BIRTH_DATE)
    if Precision.MONTH in (a_known, b_known):
        same = (a.year, a.month) == (b.year, b.month)
        return (0.8, Reason.SAME_BIRTH_MONTH) if same else (0.0, Reason.OTHER_BIRTH_DATE)
    if a == b:
        return 1.0, Reason.SAME_BIRTH_DATE
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return 0.9, Reason.BIRTH_DAY_MONTH_SWAPPED
    if a.year == b.year and (1, 1) in ((a.month, a.day), (b.month, b.day)):
        return 0.6, Reason.SAME_BIRTH_YEAR  # 1 January stands for an unknown day (BVGer A-7615/2016)
    if OSA.distance(a.isoformat(), b.isoformat(), score_cutoff=1) <= 1:
        return 0.7, Reason.NEAR_BIRTH_DATE
    return 0.0, Reason.OTHER_BIRTH_DATE
