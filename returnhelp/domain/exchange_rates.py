"""Money of one currency said in another: exact decimal arithmetic, rounded half to even on the centime."""

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

from returnhelp.domain.errors import (
    CurrencyRefusedError,
    RateAfterPaymentError,
    RateMissingError,
    RateRefusedError,
    RateUnneededError,
)

CURRENCIES = ("CHF", "EUR", "USD")
"""What aid is decided and paid in; each has a hundredth as its smallest unit."""

_RATE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,8})?", re.ASCII)
_EXACT = Context(prec=60)  # 15 digits of centimes times 14 of a rate fit without loss


def check_currency(currency: str) -> None:
    """Raises CurrencyRefusedError for any but those of ``CURRENCIES``."""
    if currency not in CURRENCIES:
        raise CurrencyRefusedError(currency=currency, known=CURRENCIES)


def rate(text: str) -> Decimal:
    """A rate from its text; raises RateRefusedError unless it is a plain decimal number above nothing.

    Up to six places before the point and eight after it; no sign, no exponent, no blanks.
    """
    if not _RATE.fullmatch(text) or not (found := Decimal(text)):
        raise RateRefusedError(rate=text)
    return found


def converted(amount: int, at: Decimal) -> int:
    """Centimes of one currency in those of another, where one unit of the first is worth ``at`` of the second."""
    return int(_EXACT.multiply(Decimal(amount), at).to_integral_value(ROUND_HALF_EVEN))


def charged(
    amount: int, currency: str, line_currency: str, rate_text: str, rate_on: date | None, latest: date | None
) -> int:
    """What a payment takes from a line, in centimes of the line's currency.

    A rate is needed exactly when the currencies differ, with the day it was read, ``latest`` at the latest. Raises
    CurrencyRefusedError, RateMissingError, RateUnneededError, RateRefusedError, RateAfterPaymentError.
    """
    check_currency(currency)
    check_currency(line_currency)
    if currency == line_currency:
        if rate_text or rate_on is not None:
            raise RateUnneededError(currency=currency)
        return amount
    if not rate_text or rate_on is None:
        raise RateMissingError(currency=currency, other=line_currency)
    worth = converted(amount, rate(rate_text))
    if worth <= 0:
        raise RateRefusedError(rate=rate_text)
    if latest is not None and rate_on > latest:
        raise RateAfterPaymentError(rate_on=rate_on, day=latest)
    return worth
