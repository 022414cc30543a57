"""Survey instruments: what ships, whom each may be asked, and what is read from a file or a spreadsheet."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain import errors
from returnhelp.domain.errors import InstrumentRefusedError
from returnhelp.domain.people import Precision
from returnhelp.domain.survey_checks import exact, written
from returnhelp.domain.survey_files import read_toml, shipped
from returnhelp.domain.survey_tables import from_kept, from_table, kept, template
from returnhelp.domain.surveys import (
    Band,
    Dimension,
    Instrument,
    QuestionKind,
    Refusal,
    asked,
    check_may_ask,
    checked_answers,
    find,
    in_force,
    may_ask,
    said,
)
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.i18n import messages

ADULTS, SATISFACTION = shipped()
DAY = date(2026, 3, 7)

Cells = list[list[object]]

SMALL: Cells = [
    ["key", "harvest"],
    ["version", "2"],
    ["title_en", "Harvest"],
    ["title_de", "Ernte"],
    ["source", "The office"],
    ["valid_from", date(2026, 1, 1)],
    [],
    [
        "question", "dimension", "kind", "weight", "composite_weight", "only_if",
        "question_en", "question_de", "option", "value", "applies", "option_en", "option_de",
    ],
    ["A", "economic", "", 1, 2.5, "", "Rich?", "Reich?", "yes", 1, "", "Yes", "Ja"],
    ["A", None, None, None, None, None, None, None, "no", 0, None, "No", "Nein"],
    ["B", "social", "choice", "1/3", "0,5", "A=yes", "Glad?", "Froh?", "yes", "1", "", "Yes", "Ja"],
    ["B", "social", "", "", "", "", "", "", "partly", 0.3, "", "Partly", "Teils"],
    ["B", "", "", "", "", "", "", "", "none", "", "no", "Nobody", "Niemand"],
]  # fmt: skip
HEAD = 7


def small(row: int, column: str | int, value: object) -> Cells:
    """The small table with another value in a row (from 1) and a column."""
    cells = [list(one) for one in SMALL]
    place = column if isinstance(column, int) else SMALL[HEAD].index(column)
    cells[row - 1] = [*cells[row - 1], *[""] * (place + 1 - len(cells[row - 1]))]
    cells[row - 1][place] = value
    return cells


# --- what ships -----------------------------------------------------------------------------------


def test_the_adult_survey_has_ten_questions_for_each_dimension_with_equal_weights():
    for dimension, letter in ((Dimension.ECONOMIC, "E"), (Dimension.SOCIAL, "S"), (Dimension.PSYCHOSOCIAL, "P")):
        codes = [one.code for one in ADULTS.questions if one.dimension is dimension]
        assert codes == [f"{letter}{number}" for number in range(1, 11)]
    weights = {(one.weight, one.composite_weight) for one in ADULTS.questions if one.counts}
    assert weights == {(1, 1)}


def test_reasons_and_the_search_for_work_have_no_value():
    assert [one.code for one in ADULTS.questions if not one.counts] == ["E9", "E10", "P10"]
    assert [one.code for one in ADULTS.questions if one.kind is QuestionKind.MULTIPLE] == ["P10"]


def test_where_often_is_bad_never_is_best():
    best = {one.code: max(one.options, key=lambda option: option.value or 0).code for one in ADULTS.questions}
    assert {code for code, option in best.items() if option == "never"} == {"E2", "E4", "P5", "P6", "P7"}
    assert best["P1"] == "very_often"
    assert best["P8"] == "no"


def test_what_ships_says_that_it_is_not_official_and_not_verified():
    for one in shipped():
        assert not one.official
        assert not one.verified
        assert one.source
    assert "not the IOM" in ADULTS.notes["en"]


@pytest.mark.parametrize("instrument", shipped(), ids=lambda one: one.key)
def test_what_ships_is_whole_in_four_languages(instrument: Instrument):
    assert instrument.languages == ("en", "de", "fr", "it")
    texts = [instrument.titles, instrument.notes]
    for question in instrument.questions:
        texts += [question.words, *(option.words for option in question.options)]
    assert all(set(one) == {"en", "de", "fr", "it"} and all(one.values()) for one in texts)
    for question in instrument.questions:
        for language in instrument.languages:
            answers = [option.words[language] for option in question.options]
            assert len(set(answers)) == len(answers), (question.code, language)


def test_the_survey_of_satisfaction_has_seven_items_of_one_to_five_marks():
    assert len(SATISFACTION.questions) == 7
    for one in SATISFACTION.questions:
        assert [option.code for option in one.options if option.value is not None] == ["1", "2", "3", "4", "5"]
        assert [option.value for option in one.options][:5] == [Fraction(place, 4) for place in range(5)]


def test_a_score_on_the_limit_of_a_band_lies_above_it():
    assert ADULTS.band(Fraction(33, 100) - Fraction(1, 10**9)) is Band.LOW
    assert ADULTS.band(Fraction(33, 100)) is Band.MIDDLE
    assert ADULTS.band(Fraction(66, 100)) is Band.HIGH
    assert ADULTS.band(Fraction(1)) is Band.HIGH
    assert SATISFACTION.band(Fraction(1)) is None


def test_a_text_is_said_in_its_first_language_where_the_wanted_one_is_missing():
    assert said({"en": "Yes", "de": "Ja"}, "de") == "Ja"
    assert said({"en": "Yes", "de": "Ja"}, "ti") == "Yes"
    assert said({}, "de") == ""


def test_the_version_of_the_day_is_in_force():
    first, second = (from_table(small(2, 1, version)) for version in ("1", "2"))
    second = from_table([["valid_from", "2026-06-01"] if row[:1] == ["valid_from"] else row for row in SMALL])
    assert in_force((second, first), date(2025, 12, 31)) == ()
    assert in_force((second, first), date(2026, 1, 1)) == (first,)
    assert in_force((second, first), date(2026, 5, 31)) == (first,)
    assert in_force((second, first), date(2026, 6, 1)) == (second,)
    assert find((first, second), "harvest", "1") is first
    assert find((first, second), "harvest", "3") is None


# --- whom it may be asked -------------------------------------------------------------------------


def test_an_adult_survey_is_never_asked_before_the_18th_birthday():
    assert may_ask(ADULTS, date(2008, 3, 8), DAY, ()) is Refusal.CHILD
    assert may_ask(ADULTS, date(2008, 3, 7), DAY, ()) is None
    assert may_ask(ADULTS, date(2030, 1, 1), DAY, ()) is Refusal.CHILD


def test_the_day_of_the_interview_counts_and_not_today():
    assert may_ask(ADULTS, date(2008, 3, 7), date(2026, 3, 6), ()) is Refusal.CHILD


def test_born_on_29_february_is_of_age_on_the_28th():
    assert may_ask(ADULTS, date(2008, 2, 29), date(2026, 2, 27), ()) is Refusal.CHILD
    assert may_ask(ADULTS, date(2008, 2, 29), date(2026, 2, 28), ()) is None


def test_a_birth_date_known_only_in_part_is_taken_at_its_latest():
    assert may_ask(ADULTS, date(2008, 3, 1), date(2026, 3, 30), (), Precision.MONTH) is Refusal.CHILD
    assert may_ask(ADULTS, date(2008, 3, 1), date(2026, 3, 31), (), Precision.MONTH) is None
    assert may_ask(ADULTS, date(2008, 1, 1), date(2026, 12, 30), (), Precision.YEAR) is Refusal.CHILD
    assert may_ask(ADULTS, date(2008, 1, 1), date(2026, 12, 31), (), Precision.ESTIMATED) is None


def test_without_a_birth_date_nobody_knows_whether_it_is_a_child():
    assert may_ask(ADULTS, None, DAY, ()) is Refusal.BIRTH_DATE_MISSING


def test_an_adult_survey_is_never_asked_of_a_survivor_of_trafficking():
    kinds = {VulnerabilityKind.HEALTH, VulnerabilityKind.TRAFFICKING_VICTIM}
    assert may_ask(ADULTS, date(1980, 1, 1), DAY, kinds) is Refusal.TRAFFICKING_SURVIVOR
    assert may_ask(ADULTS, date(1980, 1, 1), DAY, {VulnerabilityKind.HEALTH}) is None


def test_who_may_not_be_asked_is_refused_with_the_reason():
    with pytest.raises(errors.NotToBeAskedError) as refused:
        check_may_ask(ADULTS, date(2008, 3, 8), DAY, ())
    assert messages.sentence(refused.value, "en").startswith("It is for adults only, and this person is under 18")
    check_may_ask(ADULTS, date(2008, 3, 7), DAY, ())


def test_satisfaction_may_be_asked_of_everybody():
    assert may_ask(SATISFACTION, None, DAY, {VulnerabilityKind.TRAFFICKING_VICTIM}) is None
    assert may_ask(SATISFACTION, date(2015, 1, 1), DAY, ()) is None


def test_an_office_may_exclude_other_vulnerabilities():
    made = from_table([["not_for", "health, pregnant"], *SMALL])
    assert may_ask(made, date(1980, 1, 1), DAY, {VulnerabilityKind.PREGNANT}) is Refusal.VULNERABILITY


# --- answers --------------------------------------------------------------------------------------


def test_a_reason_is_asked_only_after_the_answer_that_leads_to_it():
    def codes(**answers: str) -> set[str]:
        return {one.code for one in asked(ADULTS, answers)} & {"E10", "P10"}

    assert codes() == set()
    assert codes(E9="yes", P9="yes") == {"E10"}
    assert codes(E9="no", P9="no") == {"P10"}


def test_answers_are_kept_in_the_order_of_the_questions_without_empty_ones():
    answers = {"P10": ["need_safety", "wish_family"], "E1": "satisfied", "E2": "", "S1": None}
    kept = checked_answers(ADULTS, answers)
    assert list(kept.items()) == [("E1", "satisfied"), ("P10", ["wish_family", "need_safety"])]


@pytest.mark.parametrize(
    "answers",
    [
        {"E1": "splendid"},
        {"E99": "yes"},
        {"E1": ["satisfied"]},
        {"E1": 1},
        {"P10": "need_safety"},
        {"P10": ["need_safety", "need_money"]},
        {"P10": [["need_safety"]]},
        {"E1": {"satisfied": "yes"}},
    ],
)
def test_an_answer_that_the_instrument_does_not_have_is_refused(answers: dict[str, object]):
    with pytest.raises(errors.AnswerRefusedError) as refused:
        checked_answers(ADULTS, answers)
    assert "is no answer to the question" in messages.sentence(refused.value, "en")


# --- a spreadsheet of an office -------------------------------------------------------------------


@pytest.mark.parametrize("instrument", shipped(), ids=lambda one: one.key)
def test_what_is_exported_as_a_pattern_is_read_back_as_the_same(instrument: Instrument):
    assert from_table(template(instrument)) == instrument


@pytest.mark.parametrize("instrument", shipped(), ids=lambda one: one.key)
def test_what_an_office_keeps_is_read_back_as_the_same(instrument: Instrument):
    assert from_kept(kept(instrument)) == instrument


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"[1]", b"[" * 50_000])
def test_what_was_not_kept_by_the_program_is_no_survey(content: bytes):
    with pytest.raises(errors.InstrumentUnreadableError):
        from_kept(content)


def test_a_spreadsheet_is_read_with_exact_numbers():
    made = from_table(SMALL)
    first, second = made.questions
    assert (made.key, made.version, made.languages) == ("harvest", "2", ("en", "de"))
    assert (first.weight, first.composite_weight) == (1, Fraction(5, 2))
    assert (second.weight, second.composite_weight) == (Fraction(1, 3), Fraction(1, 2))
    assert [option.value for option in second.options] == [1, Fraction(3, 10), None]
    assert [option.applies for option in second.options] == [True, True, False]
    assert second.only_if is not None
    assert second.only_if.options == ("yes",)
    assert from_table(template(made)) == made


def test_a_moment_of_a_spreadsheet_is_its_day_and_true_is_yes():
    made = from_table([["valid_from", datetime(2026, 1, 1)], ["for_adults_only", False], *SMALL[:5], *SMALL[6:]])  # noqa: DTZ001
    assert made.valid_from == date(2026, 1, 1)
    assert not made.for_adults_only


def test_an_instrument_of_the_office_is_for_adults_unless_it_says_otherwise():
    assert from_table(SMALL).for_adults_only
    assert not from_table([["for_adults_only", "no"], *SMALL]).for_adults_only


REFUSED: list[tuple[str, Callable[[], Cells], type[InstrumentRefusedError], dict[str, object]]] = [
    ("empty", list, errors.InstrumentEmptyError, {}),
    ("blank", lambda: [["", None], []], errors.InstrumentEmptyError, {}),
    ("no questions", lambda: SMALL[: HEAD + 1], errors.InstrumentEmptyError, {}),
    ("no headings", lambda: SMALL[:HEAD], errors.InstrumentColumnMissingError, {"column": "question"}),
    ("no weight column", lambda: small(8, "weight", ""), errors.InstrumentColumnMissingError, {"column": "weight"}),
    (
        "half a language",
        lambda: small(8, "option_de", ""),
        errors.InstrumentColumnMissingError,
        {"column": "option_de"},
    ),
    (
        "unknown column",
        lambda: small(8, "kind", "wieght"),
        errors.InstrumentColumnUnknownError,
        {"row": 8, "column": "wieght"},
    ),
    (
        "unknown fact",
        lambda: [["verfied_by", "Anna"], *SMALL],
        errors.InstrumentColumnUnknownError,
        {"row": 1, "column": "verfied_by"},
    ),
    ("column twice", lambda: small(8, "kind", "weight"), errors.InstrumentCodeTwiceError, {"row": 8, "code": "weight"}),
    ("fact twice", lambda: [["key", "other"], *SMALL], errors.InstrumentCodeTwiceError, {"row": 2, "code": "key"}),
    ("question twice", lambda: [*SMALL, SMALL[8]], errors.InstrumentCodeTwiceError, {"row": 14, "code": "A"}),
    ("option twice", lambda: small(10, "option", "yes"), errors.InstrumentCodeTwiceError, {"row": 10, "code": "yes"}),
    (
        "no options",
        lambda: [*SMALL, ["C", "social", "", 1, 1, "", "Well?", "Gut?"]],
        errors.InstrumentNoOptionsError,
        {"row": 14, "question": "C"},
    ),
    ("no weight", lambda: small(9, "weight", ""), errors.InstrumentWeightMissingError, {"row": 9, "column": "weight"}),
    (
        "no composite weight",
        lambda: small(11, "composite_weight", None),
        errors.InstrumentWeightMissingError,
        {"row": 11, "column": "composite_weight", "question": "B"},
    ),
    ("negative", lambda: small(9, "weight", -0.5), errors.InstrumentWeightNegativeError, {"row": 9, "text": "-0.5"}),
    (
        "zero",
        lambda: small(11, "weight", 0),
        errors.InstrumentWeightsZeroError,
        {"row": 11, "column": "weight", "score": "social"},
    ),
    ("above 1", lambda: small(9, "value", 1.01), errors.InstrumentValueError, {"row": 9, "text": "1.01"}),
    ("below 0", lambda: small(10, "value", "-0.01"), errors.InstrumentValueError, {"row": 10, "text": "-0.01"}),
    ("value not a number", lambda: small(9, "value", "most"), errors.InstrumentCellError, {"row": 9, "text": "most"}),
    ("value of no end", lambda: small(9, "value", float("nan")), errors.InstrumentCellError, {"row": 9, "text": "nan"}),
    ("weight huge", lambda: small(9, "weight", 1e300), errors.InstrumentCellError, {"row": 9, "column": "weight"}),
    ("divided by 0", lambda: small(9, "value", "1/0"), errors.InstrumentCellError, {"row": 9, "text": "1/0"}),
    (
        "a value where it does not apply",
        lambda: small(13, "value", "1"),
        errors.InstrumentCellError,
        {"row": 13, "column": "value"},
    ),
    (
        "unknown dimension",
        lambda: small(9, "dimension", "spiritual"),
        errors.InstrumentDimensionError,
        {"row": 9, "column": "dimension", "text": "spiritual"},
    ),
    (
        "satisfaction among others",
        lambda: small(9, "dimension", "satisfaction"),
        errors.InstrumentDimensionError,
        {"row": 9},
    ),
    ("unknown kind", lambda: small(9, "kind", "scale"), errors.InstrumentCellError, {"row": 9, "column": "kind"}),
    ("bad code", lambda: small(9, "option", "ja / nein"), errors.InstrumentCellError, {"row": 9, "column": "option"}),
    (
        "later question",
        lambda: small(9, "only_if", "B=yes"),
        errors.InstrumentConditionError,
        {"row": 9, "text": "B=yes"},
    ),
    ("unknown answer", lambda: small(11, "only_if", "A=perhaps"), errors.InstrumentConditionError, {"row": 11}),
    (
        "language missing in a question",
        lambda: small(11, "question_de", ""),
        errors.InstrumentLanguageMissingError,
        {"row": 11, "column": "question_de", "language": "de"},
    ),
    (
        "language missing in an answer",
        lambda: small(10, "option_en", " "),
        errors.InstrumentLanguageMissingError,
        {"row": 10, "column": "option_en"},
    ),
    (
        "title missing in a language",
        lambda: small(4, 1, ""),
        errors.InstrumentLanguageMissingError,
        {"column": "title_de"},
    ),
    (
        "rows disagree",
        lambda: small(10, "dimension", "social"),
        errors.InstrumentContradictionError,
        {"row": 10, "column": "dimension", "question": "A"},
    ),
    ("question code missing", lambda: small(12, "question", ""), errors.InstrumentCellEmptyError, {"row": 12}),
    ("no source", lambda: small(5, 1, ""), errors.InstrumentCellEmptyError, {"row": 5, "column": "source"}),
    ("no day", lambda: small(6, 1, ""), errors.InstrumentCellEmptyError, {"row": 6, "column": "valid_from"}),
    ("bad day", lambda: small(6, 1, "1 May"), errors.InstrumentCellError, {"row": 6, "text": "1 May"}),
    (
        "official and not verified",
        lambda: [["official", "yes"], *SMALL],
        errors.InstrumentCellEmptyError,
        {"column": "verified_by"},
    ),
    ("minimum", lambda: [["minimum", "80"], *SMALL], errors.InstrumentCellError, {"row": 1, "column": "minimum"}),
    (
        "bands turned round",
        lambda: [["band_middle_from", 0.66], ["band_high_from", 0.33], *SMALL],
        errors.InstrumentCellError,
        {"row": 2, "column": "band_high_from"},
    ),
    ("marks", lambda: [["marks", "2.5"], *SMALL], errors.InstrumentCellError, {"row": 1, "column": "marks"}),
    ("not for whom", lambda: [["not_for", "elves"], *SMALL], errors.InstrumentCellError, {"row": 1, "text": "elves"}),
    ("long text", lambda: small(9, "question_en", "x" * 1001), errors.InstrumentTooLongError, {"row": 9}),
    ("many rows", lambda: [[""]] * 10_001, errors.InstrumentTooLongError, {"row": 10_001}),
]


@pytest.mark.parametrize(("cells", "error", "facts"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_malformed_spreadsheet_is_refused_with_row_and_column(
    cells: Callable[[], Cells], error: type[InstrumentRefusedError], facts: dict[str, object]
):
    with pytest.raises(error) as refused:
        from_table(cells())
    assert type(refused.value) is error
    assert {name: refused.value.given[name] for name in facts} == facts
    assert "Nothing was saved." in messages.sentence(refused.value, "en")


def test_a_version_that_is_there_is_refused():
    there = [("harvest", "1"), ("harvest", "2")]
    with pytest.raises(errors.InstrumentVersionThereError) as refused:
        from_table(SMALL, there)
    assert "The version 2 of the survey “harvest” is already there." in messages.sentence(refused.value, "en")
    assert from_table(small(2, 1, "3"), there).version == "3"


ANY_CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.text(max_size=12),
    st.dates(),
    st.sampled_from(["A", "yes"]),
)


@given(st.integers(1, len(SMALL)), st.integers(0, 12), ANY_CELL)
def test_any_cell_is_read_or_refused_with_a_sentence(row: int, column: int, value: object):
    said_of_it = ""
    try:
        made = from_table(small(row, column, value))
    except InstrumentRefusedError as refused:
        said_of_it = messages.sentence(refused, "en")
    assert said_of_it or from_table(template(made)) == made


# --- numbers --------------------------------------------------------------------------------------


@given(st.fractions(-1000, 1000, max_denominator=100_000))
def test_a_number_is_written_so_that_it_is_read_back_exactly(number: Fraction):
    assert exact(written(number)) == number


@pytest.mark.parametrize("text", ["", "one", "1e5", "1/0", "--1", "1.", ".5", "0x10", "١"])
def test_what_is_no_number_is_none(text: str):
    assert exact(text) is None


# --- TOML -----------------------------------------------------------------------------------------

TOML = """
key = "one"
version = "1"
languages = ["en"]
valid_from = 2026-01-01
source = "The office"
[title]
en = "One"
[scales]
yes_no = [{ option = "yes", value = 0.1, en = "Yes" }, { option = "no", value = "0", en = "No" }]
[[questions]]
question = "A"
dimension = "social"
weight = 1
composite_weight = "1/3"
options = ["yes_no"]
en = "Well?"
"""


def test_numbers_of_a_file_are_exact():
    made = read_toml(TOML.encode())
    assert made.questions[0].options[0].value == Fraction(1, 10)
    assert made.questions[0].composite_weight == Fraction(1, 3)


@pytest.mark.parametrize(
    ("wrong", "right", "error"),
    [
        ('"yes_no"]', '"yes_or_no"]', errors.InstrumentCellError),
        ("weight = 1\n", "wieght = 1\n", errors.InstrumentColumnUnknownError),
        ('version = "1"', 'edition = "1"\nversion = "1"', errors.InstrumentColumnUnknownError),
        ('options = ["yes_no"]', "options = []", errors.InstrumentNoOptionsError),
        ('options = ["yes_no"]', 'options = "yes_no"', errors.InstrumentCellError),
        ('key = "one"', "key = []", errors.InstrumentCellError),
        ('languages = ["en"]', "languages = []", errors.InstrumentColumnUnknownError),
        ("[[questions]]", "[questions]", errors.InstrumentCellError),
        ("value = 0.1", "value = inf", errors.InstrumentCellError),
        ('key = "one"', 'key = "one', errors.InstrumentUnreadableError),
    ],
)
def test_a_malformed_file_is_refused(wrong: str, right: str, error: type[InstrumentRefusedError]):
    with pytest.raises(error):
        read_toml(TOML.replace(wrong, right).encode())


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a = " + b"[" * 20_000, b"#" * 2_000_001])
def test_what_is_no_text_or_too_much_is_no_survey(content: bytes):
    with pytest.raises(errors.InstrumentUnreadableError):
        read_toml(content)


def test_a_version_of_a_file_that_is_there_is_refused():
    with pytest.raises(errors.InstrumentVersionThereError):
        read_toml(TOML.encode(), [("one", "1")])
