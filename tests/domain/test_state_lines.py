"""A pasted list of states is read line by line, and what is not understood is named by its line."""

from datetime import date

import pytest

from returnhelp.domain.state_lines import MOST_LINES, LineFault, RefusedLine, StateLine, read_lines

SINCE, LATEST = date(2026, 1, 1), date(2046, 1, 1)
GEORGIA, TURKEY = 8562, 8239


@pytest.mark.parametrize(
    ("line", "state", "first", "last"),
    [
        ("Georgien", GEORGIA, SINCE, None),
        ("Géorgie;1.2.2024", GEORGIA, date(2024, 2, 1), None),
        ("GE\t2024-02-01\t31.12.2024", GEORGIA, date(2024, 2, 1), date(2024, 12, 31)),
        (" TR ; ; 31.12.2026 ; ", TURKEY, SINCE, date(2026, 12, 31)),
        ("8239;1.1.30;", TURKEY, date(2030, 1, 1), None),
    ],
)
def test_a_state_is_known_by_any_of_its_names_and_days_may_be_left_out(
    line: str, state: int, first: date, last: date | None
) -> None:
    assert read_lines(line, SINCE, LATEST) == (StateLine(1, line.strip(), state, first, last),)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (";1.1.2024", LineFault.NO_STATE),
        ("Atlantis", LineFault.UNKNOWN_STATE),
        ("Jugoslawien", LineFault.UNKNOWN_STATE),
        ("Kongo", LineFault.SEVERAL_STATES),
        ("Georgia;2024", LineFault.NOT_A_DAY),
        ("Georgia;;soon", LineFault.NOT_A_DAY),
        ("Georgia;2.1.2024;1.1.2024", LineFault.END_BEFORE_START),
        ("Georgia;1.1.2024;2.1.2024;x", LineFault.TOO_MANY_PARTS),
    ],
)
def test_a_line_that_is_not_understood_is_refused_with_its_fault(line: str, fault: LineFault) -> None:
    assert read_lines(f"TR\n{line}", SINCE, LATEST)[1] == RefusedLine(2, line, fault)


def test_without_a_common_first_day_each_line_needs_its_own() -> None:
    assert read_lines("Georgia", None, LATEST) == (RefusedLine(1, "Georgia", LineFault.NO_START),)


def test_a_head_line_and_empty_lines_are_passed_over_but_counted() -> None:
    found = read_lines("State;from;to\n\n ; ;\nGeorgia\nGeorgia", SINCE, LATEST)
    assert [(one.number, type(one)) for one in found] == [(4, StateLine), (5, RefusedLine)]
    assert isinstance(found[1], RefusedLine)
    assert found[1].fault is LineFault.TWICE


def test_a_text_with_more_lines_than_there_are_states_ends_there() -> None:
    found = read_lines("\n".join(f"x{number}" for number in range(MOST_LINES * 2)), SINCE, LATEST)
    assert len(found) == MOST_LINES + 1
    last = found[-1]
    assert isinstance(last, RefusedLine)
    assert last.fault is LineFault.TOO_MANY_LINES
