"""A protected table of statistics on paper, with what it counts and what its signs mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from returnhelp.domain.tables import PublishedTable
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import Catalog, catalog
from returnhelp.reports.fonts import Fonts
from returnhelp.reports.lettering import Line
from returnhelp.reports.paper import Align, Paper, PaperHead

HIDDEN = "×"
_TEXT, _SMALL, _PITCH = 8.0, 6.8, 12.2
_NAMES, _NARROWEST, _WIDEST = 150.0, 40.0, 76.0
_UPRIGHT = 8
"""More columns than this and the page lies on its side."""


@dataclass(frozen=True)
class TableWords:
    """What a table is called and counts, in the paper's language; names in the order of the table's keys."""

    title: str
    definition: tuple[str, ...]
    rows: str
    columns: str
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]


def table_paper(
    table: PublishedTable, words: TableWords, head: PaperHead, language: str, fonts: Fonts, *, sign: str = HIDDEN
) -> bytes:
    """The table as PDF; ``sign`` stands for every hidden cell, whatever the reason. Large tables take several pages."""
    known = catalog(language)
    marks = (known.gettext("Provisional"),) if table.provisional else ()
    paper = Paper(head, words.title, language, fonts, marks=marks, landscape=len(table.column_keys) > _UPRIGHT)
    width = paper.right - paper.left
    y = paper.paragraph(words.title, paper.left, paper.top, 14, width, bold=True, leading=1.2)
    for text in (*words.definition, *_notes(table, known, sign)):
        y = paper.paragraph(text, paper.left, y + 2, _TEXT, width)
    columns = _columns(table, words, known, language, sign)
    names = [*words.row_names, known.gettext("Total")]
    y += 16
    for band in _bands(paper, columns):
        if y + 8 * _PITCH > paper.bottom and paper.pages == 1:
            paper.new_page()
            y = paper.top
        y = _put_band(paper, band, names, words, y) + 18
    return paper.finish()


@dataclass(frozen=True)
class _Column:
    name: str
    cells: tuple[str, ...]
    strong: bool = False


def _notes(table: PublishedTable, words: Catalog, sign: str) -> Iterator[str]:
    if any(cell is None for cell in table.in_line()):
        yield words.gettext(
            "{sign} hidden: too few persons, or another number could be worked out from it. It can be 0 as well."
        ).format(sign=sign)
    if table.provisional:
        yield words.gettext("Provisional: the proof against everything handed out earlier is still to come.")


def _columns(table: PublishedTable, words: TableWords, known: Catalog, language: str, sign: str) -> list[_Column]:
    def shown(values: Sequence[int | None]) -> tuple[str, ...]:
        return tuple(sign if value is None else formats.number(value, language) for value in values)

    inner = [
        _Column(name, shown([*(row[place] for row in table.cells), table.column_totals[place]]))
        for place, name in enumerate(words.column_names)
    ]
    return [*inner, _Column(known.gettext("Total"), shown([*table.row_totals, table.total]), strong=True)]


def _cell_width(paper: Paper, columns: Sequence[_Column]) -> float:
    words = [word for column in columns for word in column.name.split()]
    widest = max((paper.letters.line(word, _SMALL, bold=True).width for word in words), default=0.0)
    cells = (paper.letters.line(cell, _TEXT, bold=True).width for column in columns for cell in column.cells)
    return min(_WIDEST, max(_NARROWEST, widest + 6, max(cells, default=0.0) + 6))


def _bands(paper: Paper, columns: list[_Column]) -> Iterator[tuple[list[_Column], float]]:
    """As many columns as find room beside the names, then the next ones; with the width of each."""
    cell = _cell_width(paper, columns)
    most = max(1, int((paper.right - paper.left - _NAMES) // cell))
    count = -(-len(columns) // most)
    size = -(-len(columns) // count)
    for start in range(0, len(columns), size):
        yield columns[start : start + size], cell


def _put_band(
    paper: Paper, band: tuple[list[_Column], float], names: Sequence[str], words: TableWords, y: float
) -> float:
    columns, cell = band
    heads = [paper.letters.lines(column.name, _SMALL, cell - 5, bold=True) for column in columns]
    right = paper.left + _NAMES + cell * len(columns)
    y = _put_head(paper, heads, words, cell, right, y)
    for place, name in enumerate(names):
        total = place == len(names) - 1
        lines = paper.letters.lines(name, _TEXT, _NAMES - 6, bold=total)
        height = _PITCH + (len(lines) - 1) * _TEXT * 1.2
        if y + height > paper.bottom:
            paper.new_page()
            y = _put_head(paper, heads, words, cell, right, paper.top)
        if total:
            paper.rule(paper.left, right, y + 1.5, 0.8)
        for number, line in enumerate(lines):
            paper.put(line, paper.left, y + _PITCH * 0.78 + number * _TEXT * 1.2)
        x = paper.left + _NAMES
        for column in columns:
            x += cell
            paper.text(column.cells[place], x, y + _PITCH * 0.78, _TEXT, bold=total or column.strong, align=Align.RIGHT)
        y += height
        if not total:
            paper.rule(paper.left, right, y, 0.25, pale=True)
    return y


def _put_head(
    paper: Paper, heads: Sequence[Sequence[Line]], words: TableWords, cell: float, right: float, y: float
) -> float:
    deepest = max(len(lines) for lines in heads)
    paper.text(words.columns, paper.left + _NAMES + 5, y + _SMALL, _SMALL, grey=True, room=right - paper.left - _NAMES)
    y += _SMALL * 1.6
    bottom = y + deepest * _SMALL * 1.2 + 2
    paper.text(words.rows, paper.left, bottom - _SMALL * 0.4, _SMALL, grey=True, room=_NAMES - 6)
    x = paper.left + _NAMES
    for lines in heads:
        x += cell
        for number, line in enumerate(lines):
            up = (len(lines) - 1 - number) * _SMALL * 1.2
            paper.put(line, x, bottom - _SMALL * 0.4 - up, Align.RIGHT)
    paper.rule(paper.left, right, bottom, 0.8)
    return bottom + 1
