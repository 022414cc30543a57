"""The monthly report: two pages at most in every language, and every printed number is a counted one."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from returnhelp.domain.case import CaseType, DestinationKind, Permit
from returnhelp.domain.counting import MonthCounts, assemble
from returnhelp.domain.errors import FiguresDoNotAddUpError
from returnhelp.domain.figures import CANTONS, DECISIONS, MONEY_ROWS, UNKNOWN, Gap, MonthFigures, Period, Topic
from returnhelp.domain.steps import Step
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.reports.monthly import monthly_report
from tests.domain.invented_month import an_office, counted

LANGUAGES = ["de", "fr", "it", "en", "xx"]


def an_ordinary_month() -> MonthFigures:
    return assemble(counted(an_office(1, 400), 2026, 9))


def a_month_with_everything() -> MonthFigures:
    """Every row there can be, with the largest numbers, in four currencies."""
    draw = random.Random(7)
    departures = an_office(2, 4000)
    for one in departures:
        one.keys |= {
            Topic.NATIONALITY: draw.choice([UNKNOWN, "stateless", 8322, 8323, 8305, 8248, 8512, 8541, 8263, 8226, 8238,
                                            8329, 8341, 8566, 8547, 8550]),
            Topic.CANTON: draw.choice([UNKNOWN, *CANTONS, "BAZ-Altstätten", "BAZ-Boudry", "AIRPORT-ZRH"]),
            Topic.SEX: draw.choice(["m", "f", "x", UNKNOWN]),
            Topic.PERMIT: draw.choice([one.value for one in Permit]),
            Topic.CASE_TYPE: draw.choice([UNKNOWN, *(one.value for one in CaseType)]),
            Topic.DESTINATION_KIND: draw.choice([one.value for one in DestinationKind]),
        }  # fmt: skip
        one.kinds = tuple(draw.sample([kind.value for kind in VulnerabilityKind], draw.choice([0, 1, 3])))
    money = {
        currency: {period: dict.fromkeys(MONEY_ROWS, 9876543255) for period in Period}
        for currency in ("CHF", "EUR", "USD", "TND")
    }
    total = {code: {p: sum(rows.values()) for p, rows in parts.items()} for code, parts in money.items()}
    decisions = {period: {**dict.fromkeys(DECISIONS, 12_345), UNKNOWN: 3} for period in Period}
    counts = counted(
        departures,
        2026,
        9,
        decided=money,
        decided_total=total,
        paid=money,
        paid_total=total,
        decisions=decisions,
        decisions_total={period: sum(rows.values()) for period, rows in decisions.items()},
        open_cases=dict.fromkeys(Step, (1234, 2345)),
        open_total=1_234 * len(Step),
        lead_days={period: [draw.randrange(900) for _ in range(60)] for period in Period},
        sessions=dict.fromkeys(Period, 123_456),
        counselled=dict.fromkeys(Period, 98_765),
        applications=dict.fromkeys(Period, 12_345),
        gaps={gap: dict.fromkeys(Period, 321) for gap in Gap if gap is not Gap.FIRST_COUNSELLING},
    )
    since = {**counts.recorded_since, Topic.DEPARTURES: date(2025, 3, 4), Topic.MONEY_PAID: date(2026, 2, 3)}
    return assemble(
        replace(counts, recorded_since=since | dict.fromkeys(set(since) - {Topic.DEPARTURES}, date(2026, 2, 3)))
    )


def a_new_office() -> MonthFigures:
    return assemble(counted([], 2026, 1))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", [an_ordinary_month, a_month_with_everything, a_new_office])
def test_the_report_has_two_pages_at_most(head, fonts, read, language, month) -> None:
    pages = read(monthly_report(month(), head, language, fonts))
    assert 1 <= len(pages) <= 2


def test_every_page_says_that_it_is_internal_and_carries_the_head_of_the_chain(head, fonts, read) -> None:
    for number, text in enumerate(read(monthly_report(an_ordinary_month(), head, "en", fonts)), start=1):
        assert "INTERNAL, NOT FOR PUBLICATION" in text
        assert head.chain_head in text
        assert f"Page {number} of 2" in text


def test_every_total_stands_on_the_paper(head, fonts, read) -> None:
    figures = a_month_with_everything()
    lines = "\n".join(read(monthly_report(figures, head, "en", fonts))).splitlines()
    persons = " ".join(f"{figures.persons[period] or 0:,}".replace(",", "’") for period in Period)
    assert sum(line.strip().startswith("Total") and persons in line for line in lines) >= 7
    assert any(line.strip().startswith("Persons") and persons in line for line in lines)
    assert any("1’234" in line and "2’345" in line for line in lines)
    total = f"{Decimal(9876543255 * len(MONEY_ROWS)) / 100:,}".replace(",", "’")
    assert any(total in line for line in lines)


def test_what_was_not_recorded_is_not_printed_as_zero(head, fonts, read) -> None:
    text = "\n".join(read(monthly_report(a_new_office(), head, "en", fonts)))
    assert "Not recorded." in text
    assert "Persons — — — —" in " ".join(text.split())


def test_a_month_that_is_closed_is_not_provisional(head, fonts, read) -> None:
    open_month = an_ordinary_month()
    assert "PROVISIONAL" in read(monthly_report(open_month, head, "en", fonts))[0]
    closed = replace(open_month, closed=True)
    assert "PROVISIONAL" not in read(monthly_report(closed, head, "en", fonts))[0]


def test_the_same_month_has_the_same_bytes(head, fonts) -> None:
    assert monthly_report(an_ordinary_month(), head, "de", fonts) == monthly_report(
        an_ordinary_month(), head, "de", fonts
    )


def test_figures_that_were_changed_afterwards_are_not_printed(head, fonts) -> None:
    figures = an_ordinary_month()
    block = figures.block(Topic.SEX)
    wrong = replace(block, total=replace(block.total, month=(block.total.month or 0) + 1))
    blocks = tuple(wrong if one is block else one for one in figures.blocks)
    with pytest.raises(FiguresDoNotAddUpError):
        monthly_report(replace(figures, blocks=blocks), head, "en", fonts)


def test_a_name_with_another_script_in_the_head_is_printed_too(head, fonts, read) -> None:
    named = replace(head, made_by="გიორგი მაისურაძე")
    assert "გიორგი მაისურაძე" in read(monthly_report(an_ordinary_month(), named, "de", fonts))[0]


def test_counts_are_kept_as_they_were_told() -> None:
    counts = counted(an_office(3, 50), 2026, 4)
    assert isinstance(counts, MonthCounts)
    assert assemble(counts).to_dict() == assemble(counts).to_dict()
