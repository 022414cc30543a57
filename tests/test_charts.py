"""Charts: every bar is as long as its number, and nothing leaves the box."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.charts import Bar, Chart, Series, Share, Stroke, Tone, Words, bars, columns, handed_out, scale, shares


def dark(chart: Chart) -> list[Bar]:
    """The bars of this year, the little one of the key first."""
    return [shape for shape in chart.shapes if isinstance(shape, Bar) and shape.tone is Tone.DARK]


VALUES = st.lists(st.one_of(st.none(), st.integers(0, 50_000)), min_size=1, max_size=14)


def shown(value: float) -> str:
    return f"{value:.0f}"


def both(values: list[int | None]) -> list[Chart]:
    names = [f"name {place}" for place in range(len(values))]
    series = [
        Series("2026", tuple(values), Tone.DARK),
        Series("2025", tuple(reversed(values)), Tone.HATCHED),
    ]
    return [columns(names, series, shown, 2.2, 0.06), bars(names, series, shown, 2.2, 0.05, 0.5)]


@given(VALUES)
def test_nothing_leaves_the_box(values: list[int | None]) -> None:
    for chart in both(values):
        for shape in chart.shapes:
            if isinstance(shape, Bar):
                assert -1e-9 <= shape.x <= shape.x + shape.width <= chart.aspect + 1e-9
                assert -1e-9 <= shape.y <= shape.y + shape.height <= 1 + 1e-9
            if isinstance(shape, Stroke):
                assert all(-1e-9 <= y <= 1 + 1e-9 for y in (shape.y1, shape.y2))
            if isinstance(shape, Words):
                assert shape.room > 0
                assert 0 <= shape.y <= 1 + 1e-9


@given(VALUES)
def test_bars_are_as_long_as_their_numbers(values: list[int | None]) -> None:
    standing, lying = both(values)
    wanted = sorted(value for value in values if value)
    if not wanted:
        return
    for drawn in (
        sorted(bar.height for bar in dark(standing)[1:]),
        sorted(bar.width for bar in dark(lying)[1:]),
    ):
        unit = drawn[-1] / wanted[-1]
        assert drawn == pytest.approx([value * unit for value in wanted])


@given(st.floats(0, 1e9))
def test_the_axis_reaches_the_highest_bar_in_few_whole_steps(most: float) -> None:
    top, ticks = scale(most)
    assert top >= most
    assert top == ticks[-1] or most == 0
    assert len(ticks) <= 6
    assert all(tick == int(tick) for tick in ticks)
    steps = {round(after - before, 6) for before, after in pairwise(ticks)}
    assert len(steps) <= 1


def test_two_years_differ_without_any_colour() -> None:
    tones = {bar.tone for chart in both([1, 2, 3]) for bar in chart.shapes if isinstance(bar, Bar)}
    assert tones == {Tone.DARK, Tone.HATCHED}


def test_a_screen_reader_hears_every_number() -> None:
    (chart, _lying) = both([5, None, 7])
    assert chart.told.splitlines()[0] == "2026: name 0 5, name 1 –, name 2 7"


def test_a_year_without_anybody_is_a_chart_too() -> None:
    for chart in both([0, 0]):
        assert chart.shapes


@pytest.mark.parametrize("most", [0.2, 1, 3, 7, 41])
def test_persons_are_never_counted_in_halves(most: float) -> None:
    assert all(tick == int(tick) for tick in scale(most)[1])


SHARES = st.lists(st.tuples(st.one_of(st.none(), st.floats(0, 1)), st.one_of(st.none(), st.floats(0, 1))), max_size=6)


def of_shares(values: list[tuple[float | None, float | None]]) -> Chart:
    lines = [
        Share(f"name {place}", pair, tuple("nothing" if one is None else f"{one:.2f}" for one in pair), "+0.10")
        for place, pair in enumerate(values)
    ]
    key = (("Baseline", Tone.HATCHED), ("Follow-up", Tone.DARK))
    return shares(lines, key, ((0.0, "0"), (0.5, "0.5"), (1.0, "1")), 1.6, 0.05, 0.4, 0.4)


@given(SHARES)
def test_shares_stay_in_the_box_on_one_scale(values: list[tuple[float | None, float | None]]) -> None:
    chart = of_shares(values)
    for shape in chart.shapes:
        if isinstance(shape, Bar):
            assert -1e-9 <= shape.x <= shape.x + shape.width <= chart.aspect + 1e-9
            assert -1e-9 <= shape.y <= shape.y + shape.height <= 1 + 1e-9
        if isinstance(shape, Words):
            assert shape.room > 0
            assert 0 <= shape.y <= 1 + 1e-9
    [first, *_rest, last] = [shape.x1 for shape in chart.shapes if isinstance(shape, Stroke)]
    drawn = [shape.width for shape in chart.shapes if isinstance(shape, Bar)][2:]  # after those of the key
    assert drawn == pytest.approx([one * (last - first) for pair in values for one in pair if one is not None])


def test_a_share_that_is_not_known_is_said_and_not_drawn() -> None:
    chart = of_shares([(None, 1.0)])
    assert len([shape for shape in chart.shapes if isinstance(shape, Bar)]) == 3
    assert "nothing" in [shape.text for shape in chart.shapes if isinstance(shape, Words)]
    assert chart.told == "Baseline: name 0 nothing\nFollow-up: name 0 1.00"


def published(values: list[int | None], most: float | None = None) -> Chart:
    names = [f"name {place}" for place in range(len(values))]
    return handed_out(names, values, shown, "×", 2.5, 0.05, 0.7, most)


@given(VALUES)
def test_a_hidden_number_is_a_mark_of_one_size_and_shown_ones_are_as_long_as_they_are(values: list[int | None]) -> None:
    chart = published(values)
    marks = [shape for shape in chart.shapes if isinstance(shape, Bar) and shape.tone is Tone.HATCHED]
    assert len(marks) == values.count(None)
    assert len({(mark.x, mark.width, mark.height) for mark in marks}) <= 1
    lengths = [bar.width for bar in dark(chart)]
    known = [value for value in values if value is not None]
    top, _ticks = scale(max(known, default=0))
    if any(known):
        unit = (lengths[known.index(max(known))]) / max(known)
        assert lengths == pytest.approx([value * unit for value in known])
        assert top >= max(known)
    for shape in chart.shapes:
        if isinstance(shape, Bar):
            assert -1e-9 <= shape.x <= shape.x + shape.width <= chart.aspect + 1e-9
            assert -1e-9 <= shape.y <= shape.y + shape.height <= 1 + 1e-9


def test_the_scale_of_what_is_handed_out_comes_from_shown_numbers_or_is_given() -> None:
    def ticks(chart: Chart) -> set[float]:
        return {round(shape.x1, 6) for shape in chart.shapes if isinstance(shape, Stroke)}

    assert ticks(published([40, None, 90])) == ticks(published([40, 90]))
    assert ticks(published([None])) == ticks(published([None, None]))
    assert len(ticks(published([None], most=1.0))) == 3


def test_what_is_handed_out_is_said_with_the_sign() -> None:
    assert published([40, None]).told == "name 0 40, name 1 ×"
