"""What can be done with the money of a case, act by act."""

from calendar import monthrange
from datetime import date
from enum import StrEnum


class MoneyAct(StrEnum):
    """An act of the ledger as a person asks for it."""

    DECIDE = "decide"
    CORRECT = "correct"
    TAKE_BACK_DECISION = "take_back_decision"
    PLAN = "plan"
    CHANGE = "change"
    APPROVE = "approve"
    RELEASE = "release"
    PAY = "pay"
    SHOW = "show"
    VOID = "void"
    RECLAIM = "reclaim"
    REPAY = "repay"
    WRITE_OFF = "write_off"
    TAKE_BACK = "take_back"


MOST_INSTALMENTS = 24


def instalments(amount: int, count: int) -> tuple[int, ...]:
    """An amount in centimes in so many parts that differ by a centime at most, the larger ones first.

    The caller sees to it that ``count`` is from 1 to the number of centimes.
    """
    each, over = divmod(amount, count)
    return tuple(each + (place < over) for place in range(count))


def instalment_days(first: date | None, count: int) -> tuple[date | None, ...]:
    """The days of so many instalments, a month apart; a day that a month does not have is its last one."""
    if first is None:
        return (None,) * count
    days = []
    for place in range(count):
        year, month = divmod(first.year * 12 + first.month - 1 + place, 12)
        days.append(date(year, month + 1, min(first.day, monthrange(year, month + 1)[1])))
    return tuple(days)
