"""Dates, numbers and amounts are written as people write them in Switzerland."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from returnhelp.i18n import catalogs, formats

DAY = date(2026, 3, 7)


@pytest.mark.parametrize(
    ("language", "long", "month"),
    [
        ("de", "7. März 2026", "März 2026"),
        ("fr", "7 mars 2026", "mars 2026"),
        ("it", "7 marzo 2026", "marzo 2026"),
        ("en", "7 March 2026", "March 2026"),
        ("xx", "7 March 2026", "March 2026"),
    ],
)
def test_a_date_in_words(language, long, month):
    assert formats.date(DAY, language) == long
    assert formats.month(2026, 3, language) == month
    assert formats.short_date(DAY, language) == "07.03.2026"


def test_an_early_year_keeps_four_figures():
    assert formats.short_date(date(987, 1, 2), "de") == "02.01.0987"


def test_days_and_months_by_name():
    assert formats.weekday(DAY, "de") == "Samstag"
    assert formats.month_name(3, "fr") == "mars"
    assert [formats.quarter(2026, 1, language) for language in ("de", "fr", "it", "en")] == [
        "Q1 2026",
        "T1 2026",
        "T1 2026",
        "Q1 2026",
    ]


def test_a_moment_is_shown_as_it_stands():
    assert formats.clock(time(9, 5)) == "09:05"
    assert formats.moment(datetime(2026, 3, 7, 14, 5, 59), "it") == "07.03.2026, 14:05"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 days"),
        (-2, "2 days ago"),
        (-1200, "1’200 days ago"),
    ],
)
def test_a_day_as_seen_from_today(ahead, said):
    assert formats.relative_day(DAY + timedelta(days=ahead), DAY, "en") == said


def test_spans_of_time():
    assert formats.days(1, "en") == "1 day"
    assert formats.days(30, "en") == "30 days"
    assert formats.minutes(45, "en") == "45 minutes"
    assert formats.duration(timedelta(seconds=61), "en") == "2 minutes"
    assert formats.duration(timedelta(days=2, hours=3), "en") == "2 days"


@pytest.mark.parametrize(
    ("language", "shown", "with_places"),
    [
        ("de", "1’234’567", "1’234.50"),
        ("it", "1’234’567", "1’234.50"),
        ("en", "1’234’567", "1’234.50"),
        ("fr", "1\u202f234\u202f567", "1\u202f234,50"),
    ],
)
def test_a_number_with_the_marks_of_its_language(language, shown, with_places):
    assert formats.number(1234567, language) == shown
    assert formats.number(1234.5, language, decimals=2) == with_places
    assert formats.number(-12, language) == "-12"
    assert formats.number(999, language) == "999"


def test_numbers_round_to_the_places_asked_for():
    assert formats.number(Decimal("2.675"), "de", decimals=1) == "2.7"
    assert formats.number(1234.4, "de", decimals=0) == "1’234"


@pytest.mark.parametrize(
    ("language", "francs"),
    [("de", "CHF\xa01’234.50"), ("it", "CHF\xa01’234.50"), ("en", "CHF\xa01’234.50"), ("fr", "1\u202f234,50\xa0CHF")],
)
def test_money_in_rappen_or_francs(language, francs):
    assert formats.money(123450, "CHF", language) == francs
    assert formats.money(Decimal("1234.5"), "CHF", language) == francs


def test_a_foreign_currency_is_named_by_its_letters():
    assert formats.money(5000, "USD", "de") == "USD\xa050.00"
    assert formats.money(-5000, "EUR", "fr") == "-50,00\xa0EUR"


def test_a_currency_without_small_coins_is_not_divided():
    assert formats.money(5000, "JPY", "en") == "JPY\xa05’000"


def test_a_share_in_per_cent():
    assert formats.percent(0.5, "de") == "50\xa0%"
    assert formats.percent(0.1234, "fr", decimals=1) == "12,3\xa0%"


@pytest.mark.parametrize(
    ("size", "language", "shown"),
    [(0, "en", "0 byte"), (512, "en", "512 byte"), (2_500_000, "en", "2.4 MB"), (25 * 1024 * 1024, "fr", "25 Mo")],
)
def test_a_file_has_a_size_that_a_person_can_judge(size, language, shown):
    assert formats.file_size(size, language).replace("\xa0", " ").replace("\u202f", " ") == shown


def test_items_become_one_phrase():
    assert formats.listed(["a", "b", "c"], "de") == "a, b und c"
    assert formats.either(["a", "b"], "fr") == "a ou b"
    assert formats.listed([], "en") == ""


def test_names_stand_in_the_order_of_a_phone_book():
    names = ["Zürcher", "Özgür", "Ozan", "Łukasz", "Meier", "Østby", "Ozturk", "de Luca", "Æsop"]
    assert sorted(names, key=formats.sort_key) == [
        "Æsop",
        "de Luca",
        "Łukasz",
        "Meier",
        "Østby",
        "Ozan",
        "Özgür",
        "Ozturk",
        "Zürcher",
    ]


def test_without_a_language_the_one_in_use_counts():
    catalogs.use("fr")
    assert formats.date(DAY) == "7 mars 2026"


def test_a_clients_language_without_swiss_rules_is_written_by_its_own():
    assert formats.locale("ti").language == "ti"
    assert "2026" in formats.date(DAY, "sq")
