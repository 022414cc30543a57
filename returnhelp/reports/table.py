"""A hand-out of statistics on paper: what is counted, each table with its chart, the same bytes each time.

Nothing on it depends on a hidden number: widths come from the words, the scale of a chart from the shown numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from returnhelp.domain.handouts import HIDDEN, Handout, Line, Table
from returnhelp.i18n import formats
from returnhelp.reports import lettering, table_charts
from returnhelp.reports.fonts import Fonts
from returnhelp.reports.paper import Align, Paper, PaperHead

_TEXT, _SMALL, _PITCH = 8.0, 6.8, 12.2
_TITLE, _HEADING, _NOTE = 15.0, 10.5, 7.8
_NAMES, _FEWEST_NAMES, _NARROWEST, _WIDEST, _APART = 150.0, 115.0, 42.0, 76.0, 6.0
_NAMES_BESIDE_BARS, _ALONE = 215.0, 62.0
"""Widths of the names and of the one column of numbers where the bars stand in the rows."""
_UPRIGHT = 8
"""More columns than this and the page lies on its side."""
_FEWEST_ROWS = 6
"""So many rows at least follow the heading of a table on its page."""
_LAST_ROWS = 3
"""So many rows at least stand on the last page of a table."""
_GAP = 22.0


def handout_paper(handout: Handout, head: PaperHead, fonts: Fonts) -> bytes:
    """The hand-out as PDF, in its language; it does not say who made it or when."""
    widest = max((len(table.columns.lines) for table in handout.tables if table.columns), default=0)
    paper = Paper(head, handout.title, handout.language, fonts, landscape=widest > _UPRIGHT, undated=True)
    width = paper.right - paper.left
    y = paper.paragraph(handout.title, paper.left, paper.top, _TITLE, width, bold=True, leading=1.2) + 2
    for text in handout.definition:
        y = paper.paragraph(text, paper.left, y + 2.5, _NOTE, width)
    words = {entry.variable: entry.word for entry in handout.dictionary}
    for table in handout.tables:
        y = _SetTable(paper, table, words).put(y + _GAP)
    shares = table_charts.shares(handout)
    if shares:
        _put_shares(paper, shares, y + _GAP)
    return paper.finish()


@dataclass(frozen=True)
class _Column:
    name: str
    cells: tuple[str, ...]
    strong: bool = False


class _SetTable:
    """A table being put on a paper, in bands of as many columns as find room."""

    def __init__(self, paper: Paper, table: Table, words: dict[str, str]) -> None:
        self._paper, self._table, self._words = paper, table, words
        self._alone = table.columns is None
        self._columns = list(self._numbers())
        self._names, self._cell = (_NAMES_BESIDE_BARS, _ALONE) if self._alone else self._widths()
        lines = table.rows.lines
        self._lines = [paper.letters.lines(line.word, _TEXT, self._names - 6, self._strong(line)) for line in lines]

    def put(self, y: float) -> float:
        """Put the table from ``y`` on, on a new page where it begins better there; answers where it ends."""
        paper, table = self._paper, self._table
        rows = sum(self._height(lines) for lines in self._lines)
        whole = rows + 60 if self._alone else 0.0
        room = paper.bottom - y
        fits_only_alone = room < whole <= paper.bottom - paper.top
        if y > paper.top + _GAP and (room < 70 + _FEWEST_ROWS * _PITCH or fits_only_alone):
            paper.new_page()
            y = paper.top
        y = self._put_title(y)
        for number, (start, end) in enumerate(self._bands()):
            if number and y + 60 + min(rows, _FEWEST_ROWS * _PITCH) > paper.bottom:
                paper.new_page()
                y = paper.top
            y = self._put_band(self._columns[start:end], y + (14 if number else 4))
        if table.columns is not None:
            y = self._put_chart(y + 10)
        return y

    # --- what stands in it -------------------------------------------------------------------------

    def _numbers(self) -> Iterator[_Column]:
        table, words = self._table, self._paper.words
        if table.columns is None:
            yield _Column(words.gettext("Persons"), self._shown(table.in_all()))
            if table.shares:
                shares = (self._percent(share) for share in table.shares)
                yield _Column(words.gettext("Share"), tuple(shares))
            return
        for line, numbers in zip(table.columns.lines, zip(*table.persons, strict=True), strict=True):
            yield _Column(line.word, self._shown(numbers), line.level != table.columns.variable)

    def _shown(self, numbers: Sequence[int | None]) -> tuple[str, ...]:
        return tuple(HIDDEN if one is None else formats.number(one, self._paper.language) for one in numbers)

    def _percent(self, share: float | None) -> str:
        return "" if share is None else formats.percent(share, self._paper.language)

    def _strong(self, line: Line) -> bool:
        return line.everybody

    def _widths(self) -> tuple[float, float]:
        """Of the names and of a column: wide enough for every word of the headings; the numbers have no say in it.

        Where only a little is missing for all columns to stand side by side, both give way.
        """
        words = [word for column in self._columns for word in column.name.split()]
        letters, count = self._paper.letters, len(self._columns)
        widest = max((letters.line(word, _SMALL, bold=True).width for word in words), default=0.0)
        width = self._paper.right - self._paper.left
        least = min(_WIDEST, max(_NARROWEST, widest + _APART / 2))
        if _FEWEST_NAMES + least * count > width:
            return _NAMES, min(_WIDEST, max(_NARROWEST, widest + _APART))
        names = min(_NAMES, width - least * count)
        return names, min(max(least, widest + _APART), (width - names) / count)

    def _bands(self) -> Iterator[tuple[int, int]]:
        """The columns that stand side by side, then the next ones."""
        room = self._paper.right - self._paper.left - self._names
        most = max(1, int(room // self._cell))
        count = -(-len(self._columns) // most)
        size = -(-len(self._columns) // count)
        for start in range(0, len(self._columns), size):
            yield start, start + size

    def _height(self, lines: Sequence[lettering.Line]) -> float:
        return _PITCH + (len(lines) - 1) * _TEXT * 1.2

    # --- putting it --------------------------------------------------------------------------------

    def _put_title(self, y: float) -> float:
        paper, table, width = self._paper, self._table, self._paper.right - self._paper.left
        y = paper.paragraph(table.title, paper.left, y, _HEADING, width, bold=True, leading=1.2)
        held = [f"{one.word}: {one.line.word}" for one in table.held]
        for text in (*held, *table.notes):
            y = paper.paragraph(text, paper.left, y + 1, _NOTE, width, grey=True)
        return y

    def _put_band(self, columns: Sequence[_Column], y: float) -> float:
        paper, table = self._paper, self._table
        heads = [
            paper.letters.lines(column.name, _SMALL, self._cell - _APART / 2 + 0.1, bold=True) for column in columns
        ]
        right = paper.left + self._names + self._cell * len(columns)
        y = self._put_head(heads, right, y)
        level = table.rows.variable
        for place, (line, names) in enumerate(zip(table.rows.lines, self._lines, strict=True)):
            height = self._height(names)
            opens = line.level != level
            ends = len(self._lines) - place == _LAST_ROWS
            kept = sum(self._height(one) for one in self._lines[place:]) + _SMALL * 2 if ends else height
            if y + max(kept, height + (_SMALL * 2 if opens else 0)) > paper.bottom:
                paper.new_page()
                y = self._put_head(heads, right, paper.top)
            if opens:
                level = line.level
                y = self._put_level(line, right, y)
            for number, name in enumerate(names):
                paper.put(name, paper.left, y + _PITCH * 0.78 + number * _TEXT * 1.2)
            x = paper.left + self._names
            for column in columns:
                x += self._cell
                bold = self._strong(line) or column.strong
                paper.text(column.cells[place], x, y + _PITCH * 0.78, _TEXT, bold=bold, align=Align.RIGHT)
            if self._alone and table_charts.has_bar(table, line):
                self._put_bar(place, right, y)
            y += height
            paper.rule(paper.left, right, y, 0.25, pale=True)
        return y

    def _put_level(self, line: Line, right: float, y: float) -> float:
        """What the subtotals below are of; a strong rule above everybody."""
        paper = self._paper
        paper.rule(paper.left, right, y + 0.6, 0.6)
        if line.everybody:
            return y + 1.2
        paper.text(self._words.get(line.level, ""), paper.left, y + _SMALL * 1.5, _SMALL, grey=True, room=self._names)
        return y + _SMALL * 1.8

    def _put_bar(self, place: int, right: float, y: float) -> None:
        known = [number for _, number in table_charts.own_lines(self._table) if number is not None]
        room = self._paper.right - right - 14
        number = self._table.persons[place][0]
        chart = table_charts.bar(number, max(known, default=1), room / _PITCH, _SMALL / _PITCH)
        self._paper.chart(chart, right + 12, y, _PITCH)

    def _put_head(self, heads: Sequence[Sequence[lettering.Line]], right: float, y: float) -> float:
        paper, table = self._paper, self._table
        deepest = max(len(lines) for lines in heads)
        if table.columns:
            room = right - paper.left - self._names
            paper.text(table.columns.word, paper.left + self._names + 5, y + _SMALL, _SMALL, grey=True, room=room)
        y += _SMALL * 1.6
        bottom = y + deepest * _SMALL * 1.2 + 2
        paper.text(table.rows.word, paper.left, bottom - _SMALL * 0.4, _SMALL, grey=True, room=self._names - 6)
        x = paper.left + self._names
        for lines in heads:
            x += self._cell
            for number, line in enumerate(lines):
                up = (len(lines) - 1 - number) * _SMALL * 1.2
                paper.put(line, x, bottom - _SMALL * 0.4 - up, Align.RIGHT)
        paper.rule(paper.left, right, bottom, 0.8)
        return bottom + 1

    def _put_chart(self, y: float) -> float:
        """The rows of the table as bars, over all columns."""
        paper, table = self._paper, self._table
        told = table_charts.charted(table)
        if not any(number is not None for _, number in told):
            return y
        height, width = table_charts.height_of(len(told)), min(paper.right - paper.left, 510.0)
        if y + height + 24 > paper.bottom:
            paper.new_page()
            y = paper.top
        title = paper.words.gettext("{rows}: persons, all columns together").format(rows=table.rows.word)
        if len(told) < len(table_charts.own_lines(table)):
            title = paper.words.gettext("{rows}: the largest of the shown numbers, all columns together").format(
                rows=table.rows.word
            )
        y = paper.paragraph(title, paper.left, y, _TEXT, width, bold=True) + 5
        paper.chart(table_charts.rows_chart(told, paper.language, width), paper.left, y, height)
        return y + height


def _put_shares(paper: Paper, shares: Sequence[tuple[str, float | None]], y: float) -> None:
    """The shares of all flags in one chart, by the rule of CTDC."""
    words, width = paper.words, min(paper.right - paper.left, 510.0)
    height = table_charts.height_of(len(shares))
    if y + height + 50 > paper.bottom:
        paper.new_page()
        y = paper.top
    title = words.gettext("Share of those with any answer in the group of answers")
    y = paper.paragraph(title, paper.left, y, _HEADING, width, bold=True, leading=1.2) + 6
    paper.chart(table_charts.shares_chart(shares, paper.language, width), paper.left, y, height)
