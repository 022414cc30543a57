"""Every row of a list is read, doubted, repeated or unread; nothing disappears and nothing is guessed silently."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.errors import NameColumnMissingError, SheetNotThereError
from returnhelp.domain.household import MemberRole
from returnhelp.domain.intake import (
    Amount,
    Answers,
    Cell,
    Column,
    Dated,
    Decision,
    DoubtKind,
    Field,
    Passed,
    Review,
    Sheet,
    SheetMapping,
    UnreadReason,
    Workbook,
)
from returnhelp.domain.intake_headings import propose
from returnhelp.domain.intake_mapping import with_decision, with_value
from returnhelp.domain.intake_review import review
from returnhelp.domain.people import NationalityStatus, Precision, Sex
from returnhelp.domain.vulnerability import VulnerabilityKind

TODAY = date(2023, 1, 15)
HEADINGS = {
    Field.N_NUMBER: "N-Nr.",
    Field.ZEMIS: "ZEMIS-Nr.",
    Field.FAMILY_NAME: "Name",
    Field.GIVEN_NAMES: "Vorname",
    Field.BIRTH_DATE: "Geburtsdatum",
    Field.SEX: "Geschlecht",
    Field.NATIONALITY: "Nationalität",
    Field.CANTON: "Kanton",
    Field.PERMIT: "Ausweis",
    Field.ENTRY_DATE: "Einreise",
    Field.DEPARTURE_DATE: "Ausreise",
    Field.DESTINATION: "Zielland",
    Field.LUMP_SUM: "Pauschale",
    Field.IN_KIND: "Zusatzhilfe",
    Field.PROJECT: "Projekt",
    Field.REMARKS: "Besonderes",
    Field.PHONE: "Telefon",
}
ANNA: dict[Field, Cell] = {
    Field.N_NUMBER: "N 650001",
    Field.ZEMIS: "12345678.9",
    Field.FAMILY_NAME: "BARAN",
    Field.GIVEN_NAMES: "Anna",
    Field.BIRTH_DATE: "5.2.1980",
    Field.SEX: "w",
    Field.NATIONALITY: "Ukraine",
    Field.CANTON: "ZH",
    Field.PERMIT: "S",
    Field.ENTRY_DATE: "1.3.2022",
    Field.DEPARTURE_DATE: "3.4.2022",
    Field.LUMP_SUM: "500.--",
}
KARL: dict[Field, Cell] = {Field.FAMILY_NAME: "Meier", Field.GIVEN_NAMES: "Karl", Field.DEPARTURE_DATE: "1.1.2022"}


def listed(*rows: Mapping[Field, Cell], formulas: frozenset[tuple[int, int]] = frozenset()) -> Workbook:
    cells = tuple(tuple(row.get(field, "") for field in HEADINGS) for row in rows)
    return Workbook("list.xlsx", (Sheet("List", (tuple(HEADINGS.values()), *cells), formulas),))


def mapped(**given_: Any) -> SheetMapping:
    columns = tuple(Column(index, heading, field) for index, (field, heading) in enumerate(HEADINGS.items()))
    return SheetMapping("List", 1, columns, **given_)


def reviewed(*rows: Mapping[Field, Cell], answers: Answers | None = None, **given_: Any) -> Review:
    return review(listed(*rows), mapped(**given_), TODAY, answers)


def kinds(result: Review) -> list[DoubtKind]:
    return [doubt.kind for doubt in result.doubts]


# --- one good row ------------------------------------------------------------------------------------------------


def test_a_plain_row_is_read_whole_and_without_doubt() -> None:
    result = reviewed(
        {**ANNA, Field.IN_KIND: "3'000", Field.PROJECT: "Wohnen", Field.REMARKS: "UMA, med.; Tante in Kiew"}
    )
    (row,) = result.rows
    assert kinds(result) == [DoubtKind.MINOR_IS_ADULT]
    assert (row.row, row.n_number, row.zemis, row.family_name, row.given_names) == (
        2, "N 650 001", "12345678.9", "Baran", "Anna",
    )  # fmt: skip
    assert (row.birth, row.entry, row.departure) == tuple(
        Dated(day) for day in (date(1980, 2, 5), date(2022, 3, 1), date(2022, 4, 3))
    )
    assert (row.sex, row.nationality, row.canton, row.permit) == (Sex.FEMALE, 8265, "ZH", "S")
    assert row.amounts == (
        Amount(AidComponent.BASIC, 50000),
        Amount(AidComponent.IN_KIND, 300000, project=ProjectKind.HOUSING),
    )
    assert row.vulnerabilities == (VulnerabilityKind.UNACCOMPANIED_MINOR, VulnerabilityKind.HEALTH)
    assert row.remarks_as_written == ("UMA", "med.")
    assert row.notes == "Tante in Kiew"


def test_what_is_not_known_stays_unknown_without_a_doubt() -> None:
    result = reviewed(
        {**KARL, Field.SEX: "?", Field.NATIONALITY: "unbekannt", Field.LUMP_SUM: "k.A.", Field.PERMIT: ""}
    )
    (row,) = result.rows
    assert not result.doubts
    assert (row.sex, row.nationalities, row.amounts, row.permit) == (Sex.UNKNOWN, (), (), "unknown")
    assert row.nationality_status is NationalityStatus.UNKNOWN


def test_several_nationalities_and_statelessness_are_read() -> None:
    first, second = reviewed(
        {**KARL, Field.NATIONALITY: "Syrien/Türkei"}, {**ANNA, Field.NATIONALITY: "staatenlos"}
    ).rows
    assert first.nationalities == (8541, 8239)
    assert second.nationality_status is NationalityStatus.STATELESS


# --- doubts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "kind", "proposed", "asked"),
    [
        ({Field.BIRTH_DATE: "5.2.80"}, DoubtKind.TWO_DIGIT_YEAR, "1980-02-05", False),
        ({Field.BIRTH_DATE: "1.1.1980"}, DoubtKind.FIRST_JANUARY, "1980", True),
        ({Field.BIRTH_DATE: "30.2.1980"}, DoubtKind.DATE_UNREADABLE, "", True),
        ({Field.BIRTH_DATE: "unbekannt"}, DoubtKind.DATE_NOT_KNOWN, "", False),
        ({Field.BIRTH_DATE: date(1905, 6, 2)}, DoubtKind.YEAR_IN_DATE_CELL, "1980", True),
        ({Field.BIRTH_DATE: "5.2.1899"}, DoubtKind.VERY_OLD, "1899-02-05", True),
        ({Field.DEPARTURE_DATE: "April 2022"}, DoubtKind.DATE_NOT_EXACT, "2022-04", True),
        ({Field.DEPARTURE_DATE: 44654}, DoubtKind.DATE_FROM_NUMBER, "2022-04-03", False),
        ({Field.DEPARTURE_DATE: "3.4.2024"}, DoubtKind.DEPARTURE_IN_FUTURE, "2024-04-03", True),
        ({Field.ENTRY_DATE: "1.3.1979"}, DoubtKind.ENTRY_BEFORE_BIRTH, "1979-03-01", True),
        ({Field.ENTRY_DATE: "5.4.2022"}, DoubtKind.ENTRY_AFTER_DEPARTURE, "2022-04-05", True),
        ({Field.ENTRY_DATE: "04/25/2021"}, DoubtKind.MONTH_BEFORE_DAY, "2021-04-25", True),
        ({Field.NATIONALITY: "Algerein"}, DoubtKind.VALUE_UNKNOWN, "8304", True),
        ({Field.NATIONALITY: "Atlantis"}, DoubtKind.VALUE_UNKNOWN, "", True),
        ({Field.NATIONALITY: "Kongo"}, DoubtKind.VALUE_AMBIGUOUS, "", True),
        ({Field.NATIONALITY: "Jugoslawien"}, DoubtKind.FORMER_STATE, "8220", True),
        ({Field.CANTON: "XX"}, DoubtKind.VALUE_UNKNOWN, "", True),
        ({Field.SEX: "hm"}, DoubtKind.VALUE_UNKNOWN, "", True),
        ({Field.PERMIT: "Ci"}, DoubtKind.VALUE_UNKNOWN, "", True),
        ({Field.PROJECT: "Xyz"}, DoubtKind.VALUE_UNKNOWN, "other", True),
        ({Field.LUMP_SUM: "viel"}, DoubtKind.MONEY_UNREADABLE, "", True),
        ({Field.LUMP_SUM: "-500"}, DoubtKind.MONEY_NEGATIVE, "", True),
        ({Field.ZEMIS: "1234"}, DoubtKind.ZEMIS_FORM, "1234", False),
        ({Field.ZEMIS: 12345678.0}, DoubtKind.ZEMIS_FORM, "12345678.0", False),
        ({Field.N_NUMBER: "S 1"}, DoubtKind.N_NUMBER_FORM, "S 1", False),
        ({Field.PHONE: "Bruder"}, DoubtKind.PHONE_FORM, "Bruder", False),
        ({Field.GIVEN_NAMES: ""}, DoubtKind.NAME_INCOMPLETE, "", False),
        ({Field.REMARKS: "doppelt?"}, DoubtKind.MARKED_AS_REPEATED, "", True),
    ],
)
def test_what_is_odd_but_possible_is_a_doubt_with_a_proposal(
    changed: dict[Field, Cell], kind: DoubtKind, proposed: str, asked: bool
) -> None:
    result = reviewed({**ANNA, **changed})
    assert len(result.rows) == 1
    (doubt,) = result.doubts
    assert (doubt.row, doubt.kind, doubt.proposed, doubt.needs_answer) == (2, kind, proposed, asked)


def test_a_first_of_january_is_taken_for_the_year_unless_somebody_says_otherwise() -> None:
    new_year = {**ANNA, Field.BIRTH_DATE: "1.1.1980"}
    assert reviewed(new_year).rows[0].birth == Dated(date(1980, 1, 1), Precision.YEAR)
    kept = reviewed(new_year, decisions={DoubtKind.FIRST_JANUARY: Decision.AS_WRITTEN})
    assert kept.rows[0].birth == Dated(date(1980, 1, 1))
    assert not kept.doubts
    settled = reviewed(new_year, decisions={DoubtKind.FIRST_JANUARY: Decision.PROPOSED})
    assert settled.rows[0].birth == Dated(date(1980, 1, 1), Precision.YEAR)
    assert settled.doubts
    assert not settled.open_doubts


def test_an_answer_for_a_word_holds_for_every_row_and_can_be_kept() -> None:
    rows = [{**ANNA, Field.NATIONALITY: "Atlantis"}, {**KARL, Field.NATIONALITY: " ATLANTIS "}]
    mapping = with_value(mapped(), Field.NATIONALITY, "Atlantis", "8304")
    result = review(listed(*rows), mapping, TODAY)
    assert [row.nationality for row in result.rows] == [8304, 8304]
    assert not result.doubts
    empty = review(listed(*rows), with_value(mapped(), Field.NATIONALITY, "Atlantis", ""), TODAY)
    assert [row.nationality for row in empty.rows] == [None, None]
    assert not empty.doubts


def test_what_a_remark_means_can_be_said_once_for_all_rows() -> None:
    row = {**ANNA, Field.REMARKS: "Fall für Kim"}
    meant = review(listed(row), with_value(mapped(), Field.REMARKS, "fall für KIM", "health"), TODAY)
    assert meant.rows[0].vulnerabilities == (VulnerabilityKind.HEALTH,)
    assert meant.rows[0].remarks_as_written == ("Fall für Kim",)
    note = review(listed({**ANNA, Field.REMARKS: "med."}), with_value(mapped(), Field.REMARKS, "med.", ""), TODAY)
    assert (note.rows[0].vulnerabilities, note.rows[0].notes) == ((), "med.")


def test_an_answer_for_one_cell_is_read_without_doubt() -> None:
    cells = {(2, Field.BIRTH_DATE): "1980-01-01", (2, Field.LUMP_SUM): "400", (2, Field.CANTON): "BE"}
    wrong = {**ANNA, Field.BIRTH_DATE: "1.1.80", Field.LUMP_SUM: "-500", Field.CANTON: "XX"}
    result = reviewed(wrong, answers=Answers(cells=cells))
    assert not result.doubts
    assert result.rows[0].birth == Dated(date(1980, 1, 1))
    assert result.rows[0].canton == "BE"
    assert result.rows[0].amounts == (Amount(AidComponent.BASIC, 40000),)


# --- formulas ----------------------------------------------------------------------------------------------------


def test_a_formula_in_a_row_of_a_person_is_a_doubt_and_in_a_row_of_totals_passed_over() -> None:
    place = list(HEADINGS).index(Field.LUMP_SUM)
    book = listed(
        {**ANNA, Field.LUMP_SUM: 500.0}, {Field.N_NUMBER: "Total"}, formulas=frozenset({(2, place), (3, place)})
    )
    result = review(book, mapped(), TODAY)
    assert kinds(result) == [DoubtKind.FORMULA]
    assert result.open_doubts
    assert result.rows[0].amounts == (Amount(AidComponent.BASIC, 50000),)
    assert [passed.why for passed in result.passed] == [Passed.TOTAL]
    emptied = review(book, with_decision(mapped(), DoubtKind.FORMULA, Decision.EMPTY), TODAY)
    assert emptied.rows[0].amounts == ()


def test_a_departure_that_is_only_a_formula_cannot_be_read() -> None:
    place = list(HEADINGS).index(Field.DEPARTURE_DATE)
    result = review(listed({**ANNA, Field.DEPARTURE_DATE: ""}, formulas=frozenset({(2, place)})), mapped(), TODAY)
    assert [why.reason for why in result.unread[0].reasons] == [UnreadReason.FORMULA]


# --- rows that cannot be read, and rows of nobody ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({Field.FAMILY_NAME: "", Field.GIVEN_NAMES: ""}, [UnreadReason.NO_NAME]),
        ({Field.DEPARTURE_DATE: ""}, [UnreadReason.MISSING]),
        ({Field.DEPARTURE_DATE: "31.02.2022"}, [UnreadReason.CANNOT_BE_READ]),
        ({Field.BIRTH_DATE: "15.8.2031"}, [UnreadReason.BIRTH_IN_FUTURE]),
        ({Field.BIRTH_DATE: "5.5.2022", Field.ENTRY_DATE: ""}, [UnreadReason.BORN_AFTER_DEPARTURE]),
        (
            {Field.BIRTH_DATE: "15.8.2031", Field.ENTRY_DATE: "5.5.2022", Field.LUMP_SUM: -500},
            [UnreadReason.BIRTH_IN_FUTURE, UnreadReason.DEPARTURE_BEFORE_ENTRY, UnreadReason.NEGATIVE_SUM],
        ),
    ],
)
def test_what_cannot_be_is_unread_with_every_reason(changed: dict[Field, Cell], reasons: list[UnreadReason]) -> None:
    result = reviewed({**ANNA, **changed})
    assert not result.rows
    assert not result.doubts
    (unread,) = result.unread
    assert (unread.row, unread.number) == (2, "N 650001")
    assert [why.reason for why in unread.reasons] == reasons


def test_a_year_alone_contradicts_only_where_the_whole_year_does() -> None:
    assert reviewed({**ANNA, Field.BIRTH_DATE: "2022", Field.DEPARTURE_DATE: "3.4.2022", Field.ENTRY_DATE: ""}).rows
    assert not reviewed({**ANNA, Field.BIRTH_DATE: "2023", Field.ENTRY_DATE: ""}).rows


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({}, Passed.EMPTY),
        ({Field.N_NUMBER: " "}, Passed.EMPTY),
        ({Field.N_NUMBER: "Total", Field.LUMP_SUM: 5.0}, Passed.TOTAL),
        ({Field.FAMILY_NAME: "Zwischentotal Januar", Field.LUMP_SUM: 5.0}, Passed.TOTAL),
        ({Field.LUMP_SUM: 5.0, Field.IN_KIND: 7.0}, Passed.TOTAL),
        ({Field.CANTON: "Total", Field.LUMP_SUM: "5"}, Passed.TOTAL),
        ({Field.N_NUMBER: "Januar 2022"}, Passed.REMARK),
        ({Field.N_NUMBER: "Quelle: Dossiers"}, Passed.REMARK),
        ({Field.NATIONALITY: "siehe Ordner"}, Passed.REMARK),
        (HEADINGS, Passed.HEADINGS_AGAIN),
    ],
)
def test_rows_of_nobody_are_passed_over_and_told(row: Mapping[Field, Cell], why: Passed) -> None:
    result = reviewed(ANNA, row, KARL)
    assert len(result.rows) == 2
    assert [(passed.row, passed.why) for passed in result.passed] == [(3, why)]


@pytest.mark.parametrize(
    "row",
    [
        {Field.FAMILY_NAME: "Total", Field.GIVEN_NAMES: "Anna", Field.BIRTH_DATE: "1.2.1980"},
        {Field.FAMILY_NAME: "Meier"},
        {Field.N_NUMBER: "N 650003"},
        {Field.ZEMIS: "12345678.1"},
        {Field.BIRTH_DATE: "1.2.1980"},
    ],
)
def test_a_row_that_may_be_somebody_is_never_passed_over(row: Mapping[Field, Cell]) -> None:
    result = reviewed(ANNA, row)
    assert not result.passed
    assert [unread.row for unread in result.unread] == [3]


def test_a_row_can_be_left_out() -> None:
    result = reviewed(ANNA, KARL, answers=Answers(left_out=frozenset({3})))
    assert [row.row for row in result.rows] == [2]
    assert [passed.why for passed in result.passed] == [Passed.LEFT_OUT]


# --- repeated people ------------------------------------------------------------------------------------------------


def test_rows_with_one_number_and_one_departure_count_once_and_complete_each_other() -> None:
    marked = {**ANNA, Field.FAMILY_NAME: "Barran", Field.REMARKS: "doppelt?"}
    full = {**ANNA, Field.REMARKS: "UMA"}
    result = reviewed(marked, {**full, Field.CANTON: ""}, ANNA)
    (row,) = result.rows
    assert (row.row, row.family_name, row.canton) == (3, "Baran", "ZH")
    assert row.vulnerabilities == (VulnerabilityKind.UNACCOMPANIED_MINOR,)
    (group,) = result.repeated
    assert (group.kept, group.skipped, group.zemis) == (3, (2, 4), "12345678.9")
    assert result.totals.repeated == 2
    assert [doubt.kind for doubt in result.doubts if doubt.row in (2, 4)] == [DoubtKind.REPEATED_ROW] * 2


def test_a_repeat_with_another_sum_needs_an_answer() -> None:
    result = reviewed(ANNA, {**ANNA, Field.LUMP_SUM: "1000"})
    assert [doubt.kind for doubt in result.open_doubts] == [DoubtKind.REPEATED_ROW]
    assert result.totals.amounts[AidComponent.BASIC, "CHF"] == 50000


def test_without_numbers_the_same_name_birth_and_departure_are_one_person() -> None:
    unnumbered = {**ANNA, Field.ZEMIS: "", Field.N_NUMBER: ""}
    result = reviewed(unnumbered, {**unnumbered, Field.FAMILY_NAME: "Báran"})
    assert [group.skipped for group in result.repeated] == [(3,)]


def test_the_same_person_leaving_twice_is_asked_about_and_kept_as_one_person() -> None:
    result = reviewed(ANNA, {**ANNA, Field.DEPARTURE_DATE: "3.10.2022"})
    assert [row.person_row for row in result.rows] == [2, 2]
    assert [(doubt.row, doubt.kind) for doubt in result.open_doubts] == [(3, DoubtKind.SAME_PERSON_AGAIN)]
    assert (result.totals.people, result.totals.departures, result.totals.dossiers) == (1, 2, 1)
    (household,) = result.households
    assert (household.rows, len(household.members)) == ((2, 3), 1)


def test_people_who_look_alike_are_asked_about_and_kept_apart() -> None:
    twin = {**ANNA, Field.ZEMIS: "87654321.0", Field.N_NUMBER: "N 650009"}
    result = reviewed(ANNA, twin)
    assert len(result.rows) == 2
    (doubt,) = result.open_doubts
    assert (doubt.row, doubt.kind, doubt.other_rows) == (3, DoubtKind.SIMILAR_PERSON, (2,))
    assert not reviewed(ANNA, twin, answers=Answers(same_as={3: 0})).doubts
    joined = reviewed(ANNA, twin, answers=Answers(same_as={3: 2}))
    assert [group.skipped for group in joined.repeated] == [(3,)]


def test_a_number_of_somebody_else_is_asked_about() -> None:
    other = {**KARL, Field.ZEMIS: "12345678.9", Field.BIRTH_DATE: "9.9.1950"}
    result = reviewed(ANNA, other)
    assert len(result.rows) == 2
    assert [(doubt.row, doubt.kind) for doubt in result.open_doubts] == [(3, DoubtKind.NUMBER_OF_ANOTHER)]
    assert not reviewed(ANNA, other, answers=Answers(same_as={3: 0})).doubts


# --- households ---------------------------------------------------------------------------------------------------


def test_the_people_of_a_dossier_are_a_household_with_proposed_roles() -> None:
    def member(zemis: str, given_names: str, born: str, sex: str) -> dict[Field, Cell]:
        return {**ANNA, Field.ZEMIS: zemis, Field.GIVEN_NAMES: given_names, Field.BIRTH_DATE: born, Field.SEX: sex}

    family = [
        member("10000000.1", "Ivan", "5.5.2012", "m"),
        member("10000000.2", "Olena", "3.3.1982", "w"),
        member("10000000.3", "Petro", "2.2.1980", "m"),
        member("10000000.4", "Maria", "4.4.1984", "w"),
        member("10000000.5", "Taras", "4.4.2001", "m"),
    ]
    result = reviewed(*family, {**KARL, Field.BIRTH_DATE: "5.5.1990"}, {**KARL, Field.GIVEN_NAMES: "Otto"})
    household, alone, also_alone = result.households
    assert {member.row: member.role for member in household.members} == {
        4: MemberRole.PRINCIPAL,
        3: MemberRole.SPOUSE,
        5: MemberRole.OTHER,
        6: MemberRole.CHILD,
        2: MemberRole.CHILD,
    }
    assert all(member.proposed for member in household.members)
    assert (household.n_number, alone.rows, also_alone.rows) == ("N 650 001", (7,), (8,))


def test_children_alone_have_the_oldest_as_principal() -> None:
    children = [
        {**ANNA, Field.ZEMIS: f"1000000{n}.1", Field.BIRTH_DATE: f"5.5.{2005 + n}", Field.GIVEN_NAMES: name}
        for n, name in enumerate(("Ivan", "Olena"))
    ]
    (household,) = reviewed(*children).households
    assert [member.role for member in household.members] == [MemberRole.PRINCIPAL, MemberRole.SIBLING]


# --- the whole ---------------------------------------------------------------------------------------------------


def test_a_mapping_without_names_or_for_another_sheet_is_refused() -> None:
    nameless = SheetMapping("List", 1, (Column(0, "N-Nr.", Field.N_NUMBER),))
    with pytest.raises(NameColumnMissingError):
        review(listed(ANNA), nameless, TODAY)
    for mapping in (SheetMapping("Other", 1, mapped().columns), SheetMapping("List", 99, mapped().columns)):
        with pytest.raises(SheetNotThereError):
            review(listed(ANNA), mapping, TODAY)


def test_the_work_can_be_stopped() -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        review(listed(*[KARL] * 600), mapped(), TODAY, progress=stop)


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(allow_nan=True),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.sampled_from(
        ["N 650001", "12345678.9", "Baran", "Anna", "1.1.80", "3.4.2022", "Ukraine", "ZH", "m", "500.--", "Total"]
    ),
)


@given(st.lists(st.tuples(*[CELLS] * len(HEADINGS)), max_size=8))
def test_every_row_of_any_list_is_accounted_for_exactly_once(rows: list[tuple[Cell, ...]]) -> None:
    book = Workbook("x", (Sheet("List", (tuple(HEADINGS.values()), *rows)),))
    result = review(book, mapped(), TODAY)
    accounted = [
        *(row.row for row in result.rows),
        *(unread.row for unread in result.unread),
        *(passed.row for passed in result.passed),
        *(number for group in result.repeated for number in group.skipped),
    ]
    assert sorted(accounted) == list(range(2, len(rows) + 2))
    assert sum(result.totals.by_sex.values()) == len(result.rows)
    assert sum(result.totals.by_age_group.values()) == result.totals.departures
    assert sorted(row for home in result.households for row in home.rows) == [row.row for row in result.rows]
    assert propose(book, TODAY).heading_row == 1
