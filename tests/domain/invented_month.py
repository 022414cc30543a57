"""An invented office whose departures are counted the plain way, person by person."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from returnhelp.domain.counting import MonthCounts
from returnhelp.domain.figures import (
    CANTONS,
    NONE_RECORDED,
    OF_DEPARTED,
    UNKNOWN,
    Period,
    Topic,
    age_group,
    days_of,
    last_day,
)


@dataclass
class Departure:
    """One departed person of an invented office."""

    on: date
    case: int
    birth: date | None
    keys: dict[Topic, object]
    kinds: tuple[str, ...]
    taken_over: bool


def an_office(seed: int, size: int) -> list[Departure]:
    draw = random.Random(seed)
    return [
        Departure(
            on=date(2025, 1, 1) + timedelta(days=draw.randrange(700)),
            case=draw.randrange(max(1, size // 2)),
            birth=draw.choice([None, date(1940, 1, 1) + timedelta(days=draw.randrange(33000))]),
            keys={
                Topic.NATIONALITY: draw.choice([UNKNOWN, "stateless", *range(8500, 8500 + draw.choice([3, 30]))]),
                Topic.CANTON: draw.choice([UNKNOWN, "BAZ-Bern", *CANTONS]),
                Topic.SEX: draw.choice(["m", "f", "x", UNKNOWN]),
                Topic.PERMIT: draw.choice(["N", "F", "none", UNKNOWN]),
                Topic.CASE_TYPE: draw.choice(["voluntary_return", "medical_return", UNKNOWN]),
                Topic.DESTINATION_KIND: draw.choice(["home", "third", UNKNOWN]),
            },
            kinds=tuple(draw.sample(["health", "elderly", "single_parent"], draw.choice([0, 0, 0, 1, 2]))),
            taken_over=draw.random() < 0.3,
        )
        for _ in range(size)
    ]


def counted(departures: list[Departure], year: int, month: int, **more: object) -> MonthCounts:
    """Count an invented office the plain way, person by person."""
    inside = {
        period: [one for one in departures if first <= one.on <= last]
        for period in Period
        for first, last in [days_of(period, year, month)]
    }
    topics: dict[Topic, dict[Period, Counter[object]]] = {
        topic: {period: Counter(one.keys[topic] for one in inside[period]) for period in Period}
        for topic in OF_DEPARTED
        if topic is not Topic.AGE_GROUP
    }
    topics[Topic.AGE_GROUP] = {p: Counter(age_group(one.birth, one.on) for one in inside[p]) for p in Period}
    topics[Topic.VULNERABILITY] = {
        p: Counter(kind for one in inside[p] for kind in one.kinds or (NONE_RECORDED,)) for p in Period
    }
    nothing = dict.fromkeys(Period, 0)
    start = min((one.on for one in departures), default=None)
    given_counts: dict[str, object] = {
        "year": year,
        "month": month,
        "as_of": last_day(year, month),
        "recorded_since": dict.fromkeys(Topic, start) if start else {},
        "persons": {period: len(inside[period]) for period in Period},
        "cases": {period: len({one.case for one in inside[period]}) for period in Period},
        "taken_over": {period: sum(one.taken_over for one in inside[period]) for period in Period},
        "by_month": Counter((one.on.year, one.on.month) for one in departures),
        "departed": topics,
        "sessions": nothing,
        "counselled": nothing,
        "applications": nothing,
        "decisions": {},
        "decisions_total": nothing,
        "open_cases": {},
        "open_total": 0,
        "decided": {},
        "decided_total": {},
        "paid": {},
        "paid_total": {},
        "lead_days": {},
        "gaps": {},
    }
    return MonthCounts(**(given_counts | more))  # type: ignore[arg-type]
