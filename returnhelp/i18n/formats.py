"""Dates, numbers and amounts as people write them in Switzerland, in each language."""

import unicodedata
from collections.abc import Iterable
from datetime import date as _date
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from returnhelp.i18n import catalogs

if TYPE_CHECKING:
    from babel import Locale

_NUMBERS_ONLY = "dd.MM.yyyy"  # one written form in all four languages, as on every Swiss form


@cache
def _locale_of(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError  # 20 ms; the sign-in window needs no date

    if language == catalogs.PSEUDO:
        language = "en"
    try:
        return Locale.parse(f"{language}_CH")
    except UnknownLocaleError:  # a client's language, which nobody writes in Switzerland by rule
        return Locale.parse(language)


def locale(language: str | None = None) -> "Locale":
    """The Swiss locale of a language (de_CH …); raises babel.UnknownLocaleError for a language CLDR lacks."""
    return _locale_of(language or catalogs.language())


def date(day: _date, language: str | None = None) -> str:
    """A date in words: 7 March 2026."""
    from babel import dates

    return dates.format_date(day, "long", locale=locale(language))


def short_date(day: _date, language: str | None = None) -> str:
    """A date in figures: 07.03.2026."""
    from babel import dates

    return dates.format_date(day, _NUMBERS_ONLY, locale=locale(language))


def month(year: int, month: int, language: str | None = None) -> str:
    """A month of a year: March 2026."""
    from babel import dates

    return dates.format_skeleton("yMMMM", _date(year, month, 1), locale=locale(language))


def short_month(year: int, month: int, language: str | None = None) -> str:
    """A month of a year for the head of a narrow column: Mar 26."""
    from babel import dates

    return dates.format_date(_date(year, month, 1), "LLL yy", locale=locale(language))


def quarter(year: int, quarter: int, language: str | None = None) -> str:
    """A quarter of a year: Q1 2026."""
    from babel import dates

    return dates.format_skeleton("yQQQ", _date(year, quarter * 3, 1), locale=locale(language))


def month_name(month: int, language: str | None = None) -> str:
    """A month on its own, as in a calendar: March."""
    from babel import dates

    return str(dates.get_month_names("wide", "stand-alone", locale=locale(language))[month])


def weekday(day: _date, language: str | None = None) -> str:
    """The day of the week: Saturday."""
    from babel import dates

    return dates.format_date(day, "EEEE", locale=locale(language))


def clock(at: time | datetime) -> str:
    """A time of day as it stands in ``at``, without any shift of zone: 14:05."""
    return f"{at.hour:02}:{at.minute:02}"


def moment(at: datetime, language: str | None = None) -> str:
    """A date and time as it stands in ``at``, without any shift of zone: 07.03.2026, 14:05."""
    return f"{short_date(at.date(), language)}, {clock(at)}"


def relative_day(day: _date, today: _date, language: str | None = None) -> str:
    """A day as seen from today: today, tomorrow, yesterday, in 3 days, 2 days ago."""
    words = catalogs.words(language)
    ahead = (day - today).days
    if ahead == 0:
        return words.gettext("today")
    if ahead == 1:
        return words.gettext("tomorrow")
    if ahead == -1:
        return words.gettext("yesterday")
    shown = number(abs(ahead), language)
    if ahead > 0:
        return words.ngettext("in {count} day", "in {count} days", ahead).format(count=shown)
    return words.ngettext("{count} day ago", "{count} days ago", -ahead).format(count=shown)


def days(count: int, language: str | None = None) -> str:
    """A duration in days: 3 days."""
    words = catalogs.words(language)
    return words.ngettext("{count} day", "{count} days", count).format(count=number(count, language))


def minutes(count: int, language: str | None = None) -> str:
    """A duration in minutes: 45 minutes."""
    words = catalogs.words(language)
    return words.ngettext("{count} minute", "{count} minutes", count).format(count=number(count, language))


def duration(span: timedelta, language: str | None = None) -> str:
    """A span of time: in days from one day on, else in minutes, begun ones counted."""
    if span >= timedelta(days=1):
        return days(span.days, language)
    return minutes(-(-span // timedelta(minutes=1)), language)


def number(value: int | float | Decimal, language: str | None = None, decimals: int | None = None) -> str:
    """A number with the separators of the language; ``decimals`` fixes the places after the point."""
    if isinstance(value, int) and decimals is None and abs(value) < 1000:
        return str(value)  # most numbers of a list, a thousand times as fast
    from babel import numbers

    pattern = None if decimals is None else "#,##0." + "0" * decimals if decimals else "#,##0"
    return numbers.format_decimal(value, pattern, locale=locale(language))


def money(amount: int | Decimal, currency: str = "CHF", language: str | None = None) -> str:
    """An amount of money; an ``int`` is in the smallest unit (Rappen, cents), a Decimal in the currency itself."""
    from babel import numbers

    if isinstance(amount, int):
        amount = Decimal(amount).scaleb(-numbers.get_currency_precision(currency))
    spoken = locale(language)
    by_letters = spoken.currency_formats["standard"].pattern.replace("¤", "¤¤")  # USD, for $ is of many countries
    return numbers.format_currency(amount, currency, by_letters, locale=spoken)


def percent(share: float | Decimal, language: str | None = None, decimals: int = 0) -> str:
    """A share of 1 in per cent: 0.125 is 12.5 % with one decimal."""
    return f"{number(share * 100, language, decimals)}\u00a0%"


def file_size(size: int, language: str | None = None) -> str:
    """A size in bytes, shown in the unit a person would use (1 MB = 1024 × 1024 bytes, as file managers show)."""
    from babel import units

    steps = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")
    value, step = float(size), 0
    while value >= 1024 and step < len(steps) - 1:
        value, step = value / 1024, step + 1
    shown = number(value, language, 1 if step and value < 10 else 0)
    return units.format_unit(shown, f"digital-{steps[step]}", "short", locale=locale(language))


def listed(items: Iterable[str], language: str | None = None) -> str:
    """Items as one phrase: a, b and c."""
    from babel import lists

    return lists.format_list(list(items), locale=locale(language))


def either(items: Iterable[str], language: str | None = None) -> str:
    """Items as one choice: a, b or c."""
    from babel import lists

    return lists.format_list(list(items), "or", locale=locale(language))


_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ə": "e"})


def sort_key(name: str) -> tuple[str, str]:
    """Where a name stands in an alphabetical list: accents and case decide only between equal letters (DIN 5007-1)."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return letters.translate(_LETTERS), name
