"""The office's list of 2022 comes out as it was published, in every figure."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from returnhelp.domain import countries
from returnhelp.domain.aid import AidComponent
from returnhelp.domain.intake import DoubtKind, Field, Passed, Review, UnreadReason, Workbook
from returnhelp.domain.intake_headings import propose
from returnhelp.domain.intake_review import review
from returnhelp.exchange import sheets
from returnhelp.exchange.reading import read

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2023, 1, 15)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return read(DATA / "ausreisen_2022.xlsx")


@pytest.fixture(scope="module")
def result(book: Workbook) -> Review:
    return review(book, propose(book, TODAY), TODAY)


@pytest.fixture(scope="module")
def expected() -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads((DATA / "ausreisen_2022.expected.json").read_text(encoding="utf-8"))
    return told


def figures(result: Review) -> dict[str, Any]:
    """The figures of a review under the names of the expected ones."""
    totals = result.totals
    permits: Counter[str] = Counter()
    for permit, count in totals.by_permit.items():
        permits["none or unknown" if permit in ("none", "unknown") else permit.value] += count
    return {
        "people": totals.people,
        "dossiers": totals.dossiers,
        "by_nationality": {
            countries.country(bfs).code: count for bfs, count in totals.by_nationality.items() if bfs is not None
        },
        "by_sex": {sex.value: count for sex, count in totals.by_sex.items()},
        "by_month": dict(totals.by_month),
        "by_age_group_at_departure": {
            "-".join(part.zfill(2) for part in group.split("-")): count for group, count in totals.by_age_group.items()
        },
        "by_permit": dict(permits),
        "by_project": dict(totals.by_project),
        "by_vulnerability_as_written": dict(totals.by_remark),
        "by_quarter": {str(quarter): count for quarter, count in totals.by_quarter.items()},
        "by_canton": dict(totals.by_canton),
        "lump_sum_chf": totals.amounts[AidComponent.BASIC, "CHF"] / 100,
        "in_kind_chf": totals.amounts[AidComponent.IN_KIND, "CHF"] / 100,
        "rows_repeated": totals.repeated,
        "repeated_zemis": sorted(group.zemis for group in result.repeated),
        "rows_that_cannot_be_read": totals.unread,
    }


def test_every_figure_is_the_expected_one(result: Review, expected: Mapping[str, Any]) -> None:
    found = figures(result)
    assert found == {name: expected[name] for name in found}
    assert set(expected) - set(found) == {"unread", "published"}


def test_the_three_unread_rows_have_the_expected_reasons(result: Review, expected: Mapping[str, Any]) -> None:
    why = {unread.number: [(one.reason, one.field) for one in unread.reasons] for unread in result.unread}
    assert set(why) == set(expected["unread"])
    cannot = UnreadReason.CANNOT_BE_READ
    assert why["N 699001"] == [
        (cannot, Field.BIRTH_DATE),
        (cannot, Field.NATIONALITY),
        (cannot, Field.CANTON),
        (cannot, Field.DEPARTURE_DATE),
    ]
    assert [reason for reason, _ in why["N 699002"]] == [UnreadReason.NO_NAME, UnreadReason.NO_DATES]
    assert [reason for reason, _ in why["N 699003"]] == [
        UnreadReason.BIRTH_IN_FUTURE,
        UnreadReason.DEPARTURE_BEFORE_ENTRY,
        UnreadReason.NEGATIVE_SUM,
    ]


def test_the_headings_are_found_below_the_titles_and_every_column_is_certain(result: Review) -> None:
    assert result.mapping.heading_row == 4
    assert len(result.mapping.columns) == 16
    assert all(column.confidence == 100 for column in result.mapping.columns)
    assert Field.IGNORE not in {column.field for column in result.mapping.columns}


def test_odd_values_are_doubts_and_the_totals_row_is_passed_over(result: Review) -> None:
    kinds = Counter(doubt.kind for doubt in result.doubts)
    assert kinds[DoubtKind.TWO_DIGIT_YEAR] > 500
    assert kinds[DoubtKind.FIRST_JANUARY] > 200
    assert kinds[DoubtKind.ENTRY_BEFORE_BIRTH] == 30
    assert kinds[DoubtKind.REPEATED_ROW] == 23
    assert not {doubt.row for doubt in result.doubts} & {unread.row for unread in result.unread}
    assert [passed.row for passed in result.passed if passed.why is Passed.TOTAL] == [3918]


def test_the_day_of_the_import_changes_nothing(book: Workbook, result: Review) -> None:
    later = date(2031, 6, 1)
    again = review(book, propose(book, later), later)
    assert figures(again) == figures(result)


def test_households_hold_every_person_once(result: Review) -> None:
    rows = [row for household in result.households for row in household.rows]
    assert sorted(rows) == [row.row for row in result.rows]
    assert len({household.n_number for household in result.households}) == 2165


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", ","), ("utf-16-le", "|")]
)
def test_the_same_list_as_text_gives_the_same_figures(
    book: Workbook, result: Review, encoding: str, separator: str
) -> None:
    rows = book.sheet(result.mapping.sheet).rows
    text = sheets.csv([str(cell) for cell in rows[0]], rows[1:], separator).decode("utf-8-sig")
    again = read(text.encode(encoding), "ausreisen_2022.csv")
    as_text = review(again, propose(again, TODAY), TODAY)
    assert figures(as_text) == figures(result)
    assert [unread.number for unread in as_text.unread] == [unread.number for unread in result.unread]
    assert len(as_text.doubts) == len(result.doubts)
