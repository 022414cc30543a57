"""A paper of one case: sections, tables, texts and lines to sign on, in one language or two side by side."""

from returnhelp.domain.papers import CasePaper, Line, Part, Section, Signatures, Table, Text
from returnhelp.reports.fonts import Fonts
from returnhelp.reports.paper import Align, Paper, PaperHead

_TITLE, _HEADING, _TEXT, _SMALL = 16.0, 10.5, 9.5, 7.8
_LABEL = 0.34
"""The share of the width that labels take."""
_BETWEEN, _PITCH = 14.0, 1.32


def case_paper(content: CasePaper, head: PaperHead, language: str, fonts: Fonts) -> bytes:
    """The paper as PDF; a letter that no font has stops it (FontMissingError), a long one takes several pages."""
    paper = Paper(head, content.title, language, fonts, marks=content.marks, landscape=content.landscape)
    writer = _Writer(paper)
    writer.begin(content)
    for part in content.parts:
        writer.put(part)
    return paper.finish()


class _Writer:
    """Puts part after part, down the page and on to the next."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.y = paper.top
        self.width = paper.right - paper.left

    def begin(self, content: CasePaper) -> None:
        paper = self.paper
        self.y = paper.paragraph(content.title, paper.left, self.y, _TITLE, self.width, bold=True, leading=1.2)
        if content.second_title:
            self.y = paper.paragraph(content.second_title, paper.left, self.y, _TEXT + 1.5, self.width, grey=True)
        self.y += 6
        for line in content.subject:
            self._line(line)
        self.y += _BETWEEN

    def put(self, part: Part) -> None:
        match part:
            case Section():
                self._heading(part.heading, part.second_heading, 2 * _TEXT)
                for line in part.lines:
                    self._line(line)
            case Table():
                self._table(part)
            case Text():
                self._text(part)
            case Signatures():
                self._signatures(part)
        self.y += _BETWEEN

    def _room(self, height: float) -> None:
        """Go on with a new page unless so much fits on this one."""
        if self.y + height > self.paper.bottom:
            self.paper.new_page()
            self.y = self.paper.top

    def _heading(self, heading: str, second: str, more: float) -> None:
        if not heading:
            return
        paper = self.paper
        self._room(_HEADING * 1.6 + (_SMALL * 1.4 if second else 0) + more)
        self.y = paper.paragraph(heading, paper.left, self.y, _HEADING, self.width, bold=True)
        if second:
            self.y = paper.paragraph(second, paper.left, self.y - 1, _SMALL, self.width, grey=True)
        self.y += 3
        paper.rule(paper.left, paper.right, self.y, 0.6)
        self.y += 2

    def _line(self, line: Line) -> None:
        paper, labels = self.paper, self.width * _LABEL
        values = paper.letters.lines(line.value or "–", _TEXT, self.width - labels)
        names = paper.letters.lines(line.label, _SMALL, labels - 10)
        seconds = paper.letters.lines(line.second_label, _SMALL - 0.8, labels - 10) if line.second_label else ()
        height = max(len(values) * _TEXT, (len(names) + len(seconds)) * _SMALL) * _PITCH + 3
        self._room(height)
        for number, one in enumerate((*names, *seconds)):
            at = self.y + (number + 1) * _SMALL * _PITCH
            if one.rtl:
                paper.put(one, paper.left + labels - 10, at, Align.RIGHT, grey=True)
            else:
                paper.put(one, paper.left, at, grey=True)
        for number, one in enumerate(values):
            paper.put(one, paper.left + labels, self.y + (number + 1) * _TEXT * _PITCH - 1)
        self.y += height

    def _text(self, part: Text) -> None:
        paper = self.paper
        half = (self.width - 16) / 2 if part.second else self.width
        first = paper.letters.lines(part.text, _TEXT, half)
        second = paper.letters.lines(part.second, _TEXT, half) if part.second else ()
        for number in range(max(len(first), len(second))):
            self._room(_TEXT * _PITCH)
            self.y += _TEXT * _PITCH
            if number < len(first):
                paper.put(first[number], paper.left, self.y)
            if number < len(second):
                if second[number].rtl:
                    paper.put(second[number], paper.right, self.y, Align.RIGHT)
                else:
                    paper.put(second[number], paper.left + half + 16, self.y)

    def _table(self, table: Table) -> None:
        paper = self.paper
        whole = sum(table.widths)
        widths = [self.width * share / whole for share in table.widths]
        self._heading(table.heading, table.second_heading, 3 * _TEXT)
        self._row(table.head, widths, table.right, _SMALL, grey=True)
        paper.rule(paper.left, paper.right, self.y, 0.6)
        for number, row in enumerate(table.rows):
            last = table.total and number == len(table.rows) - 1
            before = paper.pages
            if last:
                paper.rule(paper.left, paper.right, self.y, 0.6)
            self._row(row, widths, table.right, _TEXT - 0.7, bold=last, head=(table, widths))
            if not last and paper.pages == before:
                paper.rule(paper.left, paper.right, self.y, 0.25, pale=True)

    def _row(
        self, cells: tuple[str, ...], widths: list[float], right: frozenset[int], size: float, *, bold: bool = False,
        grey: bool = False, head: tuple[Table, list[float]] | None = None,
    ) -> None:  # fmt: skip
        paper = self.paper
        set_ = [paper.letters.lines(cell, size, width - 6, bold) for cell, width in zip(cells, widths, strict=True)]
        height = max((len(lines) for lines in set_), default=1) * size * _PITCH + 4
        if self.y + height > paper.bottom:
            paper.new_page()
            self.y = paper.top
            if head is not None:
                self._row(head[0].head, head[1], head[0].right, _SMALL, grey=True)
                paper.rule(paper.left, paper.right, self.y, 0.6)
        x = paper.left
        for place, (lines, width) in enumerate(zip(set_, widths, strict=True)):
            for number, one in enumerate(lines):
                at = self.y + (number + 1) * size * _PITCH - 1
                if place in right or one.rtl:
                    paper.put(one, x + width - 6, at, Align.RIGHT, grey=grey)
                else:
                    paper.put(one, x, at, grey=grey)
            x += width
        self.y += height

    def _signatures(self, part: Signatures) -> None:
        paper = self.paper
        self._room(64)
        self.y += 40
        apart = 20.0
        each = (self.width - apart * (len(part.labels) - 1)) / len(part.labels)
        deepest = self.y
        for place, label in enumerate(part.labels):
            x = paper.left + place * (each + apart)
            paper.rule(x, x + each, self.y, 0.6)
            end = paper.paragraph(label, x, self.y + 1, _SMALL, each, grey=True)
            if place < len(part.seconds):
                end = paper.paragraph(part.seconds[place], x, end - 1, _SMALL - 0.8, each, grey=True)
            deepest = max(deepest, end)
        self.y = deepest
