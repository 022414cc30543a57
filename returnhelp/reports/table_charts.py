"""The charts beside tables of statistics, made of published numbers alone."""

from collections.abc import Sequence

from returnhelp import charts
from returnhelp.domain import ctdc
from returnhelp.domain.handouts import HIDDEN, Handout, Line, Table
from returnhelp.domain.tables import FLAG_GROUPS
from returnhelp.i18n import formats

MOST = 20
"""So many bars stand in a chart; of more categories it has the largest of the shown numbers."""
_LETTERS = 7.0
_BAR = 13.0
_FLAGS = tuple(flag.value for flags in FLAG_GROUPS.values() for flag in flags)


def own_lines(table: Table) -> list[tuple[Line, int | None]]:
    """The rows that have a bar, each with its number over all columns: no subtotals.

    Neither has everybody who is no victim in a table of trafficking: beside them nothing else could be seen.
    """
    rows = zip(table.rows.lines, table.in_all(), strict=True)
    return [(line, number) for line, number in rows if has_bar(table, line)]


def has_bar(table: Table, line: Line) -> bool:
    return line.level == table.rows.variable and line.code != ctdc.Flag.NO_VICTIM


def charted(table: Table) -> Sequence[tuple[Line, int | None]]:
    """What a chart of the rows shows: all of them, or of too many the largest shown numbers, largest first."""
    lines = own_lines(table)
    if len(lines) <= MOST:
        return lines
    shown = [(line, number) for line, number in lines if number is not None]
    return sorted(shown, key=lambda pair: -pair[1])[:MOST]


def height_of(count: int) -> float:
    """The height in points of a chart of so many bars."""
    return count * _BAR + _LETTERS * 1.8


def rows_chart(lines: Sequence[tuple[Line, int | None]], language: str, width: float) -> charts.Chart:
    """Lying bars of the rows of a table; ``width`` in points."""
    height = height_of(len(lines))
    names, values = [line.word for line, _ in lines], [number for _, number in lines]

    def shown(value: float) -> str:
        return formats.number(int(value), language)

    letters = _LETTERS / height
    return charts.handed_out(names, values, shown, HIDDEN, width / height, letters, width / height * 0.3)


def shares(handout: Handout) -> list[tuple[str, float | None]]:
    """The flags of trafficking that have a table of their own, each with the share of those who answered its group."""
    found = []
    for table in handout.tables:
        if table.shares and not table.held and table.rows.variable in _FLAGS:
            at = next(place for place, line in enumerate(table.rows.lines) if line.level == table.rows.variable)
            found.append((_FLAGS.index(table.rows.variable), table.rows.word, table.shares[at]))
    return [(word, share) for _, word, share in sorted(found, key=lambda one: one[0])]


def shares_chart(told: Sequence[tuple[str, float | None]], language: str, width: float) -> charts.Chart:
    """Lying bars from 0 to 100 per cent; ``width`` in points."""
    height = height_of(len(told))

    def shown(value: float) -> str:
        return formats.percent(value, language)

    names, values = [name for name, _ in told], [share for _, share in told]
    letters = _LETTERS / height
    return charts.handed_out(names, values, shown, HIDDEN, width / height, letters, width / height * 0.34, most=1.0)


def bar(value: int | None, most: int, aspect: float, size: float) -> charts.Chart:
    """The bar of one row of a table, in a box one high; a hidden number is a mark of one ``size``."""
    if value is None:
        return charts.Chart(aspect, (charts.Bar(0, 0.2, size, 0.6, charts.Tone.HATCHED),), HIDDEN)
    return charts.Chart(aspect, (charts.Bar(0, 0.2, aspect * value / max(1, most), 0.6, charts.Tone.DARK),), str(value))
