"""Each row of the shipped law has a name and a mark, so that a check of it holds only as long as it says the same."""

from dataclasses import replace
from datetime import date

import pytest

from returnhelp.domain import law_checks
from returnhelp.domain.deadline_rules import KEYS
from returnhelp.domain.law import law
from returnhelp.domain.law_checks import LawPart, find, rows_on
from returnhelp.i18n import law_words


@pytest.mark.parametrize("part", LawPart)
@pytest.mark.parametrize("day", [date(2013, 6, 30), date(2019, 2, 28), date(2019, 3, 1), date(2026, 3, 20)])
def test_rows_are_found_by_their_names_which_are_all_different(part: LawPart, day: date) -> None:
    rows = rows_on(part, day)
    assert len({row.key for row in rows}) == len(rows)
    assert all(find(row.key) == row for row in rows)


def test_the_mark_is_another_with_another_figure_and_the_same_with_another_source() -> None:
    rate = law().rates[0]
    row = find(law_checks._rate(rate).key)
    assert row is not None
    assert law_checks._rate(replace(rate, adult=1)).mark != row.mark
    assert law_checks._rate(replace(rate, adult=1)).key == row.key
    assert law_checks._rate(replace(rate, sources=(), verified_by="Somebody")).mark == row.mark


def test_every_deadline_of_the_law_has_a_name_in_words() -> None:
    assert set(law_words.DEADLINES) == KEYS
