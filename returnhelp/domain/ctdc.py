"""The classes by which the Counter Trafficking Data Collaborative counts victims: ages, flags, months, countries.

Source: CTDC Global Synthetic Data Codebook v2 (February 2024). A flag is yes or not recorded, never no.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from returnhelp.domain.figures import UNKNOWN, AgeGroup, Key
from returnhelp.domain.tables import FLAG_GROUPS, Variable


class Flag(StrEnum):
    """What is recorded of one answer of a group."""

    YES = "yes"
    OTHER_ANSWER = "other_answer"
    NO_ANSWER = "no_answer"
    NO_VICTIM = "no_victim"


class Answered(StrEnum):
    """Whether anything is recorded in a group of answers: the denominator of its shares."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    NO_VICTIM = "no_victim"


class TraffickedMonths(StrEnum):
    """How long the exploitation lasted, in months."""

    TO_12 = "0-12"
    TO_24 = "13-24"
    FROM_25 = "25+"
    UNKNOWN = UNKNOWN
    NO_VICTIM = "no_victim"


class ExploitationCountry(StrEnum):
    SWITZERLAND = "switzerland"
    ABROAD = "abroad"
    UNKNOWN = UNKNOWN
    NO_VICTIM = "no_victim"


class CtdcAge(StrEnum):
    """The age bands of CTDC (ageBroad), here of the age on the day of departure."""

    FROM_0 = "0-8"
    FROM_9 = "9-17"
    FROM_18 = "18-20"
    FROM_21 = "21-23"
    FROM_24 = "24-26"
    FROM_27 = "27-29"
    FROM_30 = "30-38"
    FROM_39 = "39-47"
    FROM_48 = "48+"
    UNKNOWN = UNKNOWN


_GROUP_STARTS = {one: int(one.value.rstrip("+").split("-")[0]) for one in AgeGroup if one is not AgeGroup.UNKNOWN}
_CTDC_STARTS = {one: int(one.value.rstrip("+").split("-")[0]) for one in CtdcAge if one is not CtdcAge.UNKNOWN}
_STARTS = tuple(sorted({*_GROUP_STARTS.values(), *_CTDC_STARTS.values()}))


def age_key(age: int | None, group: AgeGroup) -> str:
    """The finest class of an age in full years; of an unknown age (None) only the ``group`` may be known."""
    if age is None:
        return UNKNOWN if group is AgeGroup.UNKNOWN else f"{group.value} {UNKNOWN}"
    return f"from {max(start for start in _STARTS if start <= age)}"


def ages() -> tuple[Key, ...]:
    """The finest classes of age: what both the age groups and the bands of CTDC are put together from."""
    known = tuple(f"from {start}" for start in _STARTS)
    return (*known, *(f"{group.value} {UNKNOWN}" for group in _GROUP_STARTS), UNKNOWN)


def age_parents(step: Variable) -> Mapping[Key, Key]:
    """Finest class of age to age group, or to band of CTDC."""
    if step is Variable.AGE_GROUP:
        own: dict[Key, Key] = {f"from {start}": _last(_GROUP_STARTS, start).value for start in _STARTS}
        own |= {f"{group.value} {UNKNOWN}": group.value for group in _GROUP_STARTS}
        return MappingProxyType(own | {UNKNOWN: UNKNOWN})
    bands: dict[Key, Key] = {f"from {start}": _last(_CTDC_STARTS, start).value for start in _STARTS}
    return MappingProxyType(dict.fromkeys(ages(), UNKNOWN) | bands)


def _last(starts: Mapping[Any, int], age: int) -> Any:
    return max((one for one, start in starts.items() if start <= age), key=starts.__getitem__)


ANSWERED_OF: Mapping[Key, Key] = MappingProxyType(
    {
        Flag.YES.value: Answered.ANSWERED.value,
        Flag.OTHER_ANSWER.value: Answered.ANSWERED.value,
        Flag.NO_ANSWER.value: Answered.NO_ANSWER.value,
        Flag.NO_VICTIM.value: Answered.NO_VICTIM.value,
    }
)

WORDS: Mapping[Variable, type[StrEnum]] = MappingProxyType(
    {
        **dict.fromkeys(FLAG_GROUPS, Answered),
        **dict.fromkeys((flag for group in FLAG_GROUPS.values() for flag in group), Flag),
        Variable.CTDC_AGE: CtdcAge,
        Variable.TRAFFICKED_MONTHS: TraffickedMonths,
        Variable.EXPLOITATION_COUNTRY: ExploitationCountry,
    }
)
"""The categories of each variable that is put in words here."""


def months_class(months: int | None) -> TraffickedMonths:
    """The class of an exploitation of so many months; None is unknown."""
    if months is None:
        return TraffickedMonths.UNKNOWN
    if months <= 12:
        return TraffickedMonths.TO_12
    return TraffickedMonths.TO_24 if months <= 24 else TraffickedMonths.FROM_25


def flags() -> Iterator[Variable]:
    """All variables that are one yes-or-not-recorded answer."""
    for group in FLAG_GROUPS.values():
        yield from group
