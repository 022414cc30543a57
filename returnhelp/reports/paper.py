"""A sheet of the office: its head, title, mark, foot with page numbers, and what is put on it line by line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from io import BytesIO
from typing import TYPE_CHECKING

from returnhelp import charts
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import catalog
from returnhelp.reports.fonts import Fonts
from returnhelp.reports.lettering import Letters, Line

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

A4 = (595.276, 841.89)
MARGIN = 42.5
"""Points at the left and right edge (15 mm)."""
_HEAD, _FOOT = 68.0, 52.0
_INK, _GREY, _PALE = 0.0, 0.35, 0.72
"""Shades: letters, second-rank letters (7.5 : 1 on white), thin lines."""


@dataclass(frozen=True)
class PaperHead:
    """What stands on every sheet: whose it is, who made it and when, and the head of the audit chain (if any)."""

    office: str
    place: str
    made_by: str
    made_at: datetime
    chain_head: str


class Align(Enum):
    LEFT = auto()
    MIDDLE = auto()
    RIGHT = auto()


class Paper:
    """A paper in the making; y runs downwards from the top of the page, everything in points.

    Nothing is drawn before ``finish``, so the number of pages is known on the first one, and a letter without a
    font stops the paper before there is half of one. ``marks`` stand boxed at the top of every page. An ``undated``
    paper does not say who made it and when: made again, it is the same.
    """

    def __init__(
        self,
        head: PaperHead,
        title: str,
        language: str,
        fonts: Fonts,
        *,
        marks: Sequence[str] = (),
        landscape: bool = False,
        undated: bool = False,
    ) -> None:
        self.letters = Letters(fonts)
        self.language = language
        self.words = catalog(language)
        self.title = title
        self.width, self.height = A4[::-1] if landscape else A4
        self.left, self.right = MARGIN, self.width - MARGIN
        self.top, self.bottom = _HEAD, self.height - _FOOT
        self._head = head
        self._marks = marks
        self._undated = undated
        self._pages: list[list[Callable[[Canvas], None]]] = []
        self.new_page()

    @property
    def pages(self) -> int:
        return len(self._pages)

    def new_page(self) -> None:
        """Go on with a new page."""
        self._page: list[Callable[[Canvas], None]] = []
        self._pages.append(self._page)

    def turn_to(self, number: int) -> None:
        """Go on with page ``number``, from 1; pages up to it are added as needed."""
        while self.pages < number:
            self.new_page()
        self._page = self._pages[number - 1]

    def put(self, line: Line, x: float, y: float, align: Align = Align.LEFT, grey: bool = False) -> None:
        """Put a line so that its letters stand on ``y``; ``x`` is its left end, middle or right end."""
        start = x - {Align.LEFT: 0.0, Align.MIDDLE: line.width / 2, Align.RIGHT: line.width}[align]
        shade, up = _GREY if grey else _INK, self.height - y

        def draw(canvas: "Canvas") -> None:
            canvas.setFillGray(shade)
            line.draw(canvas, start, up)

        self._page.append(draw)

    def text(
        self, text: str, x: float, y: float, size: float, *, bold: bool = False, grey: bool = False,
        align: Align = Align.LEFT, room: float | None = None,
    ) -> None:  # fmt: skip
        """Put a text on one line; in smaller letters where it has less ``room`` than it needs."""
        fits = self.letters.line(text, size, bold) if room is None else self.letters.fitting(text, size, room, bold)
        self.put(fits, x, y, align, grey)

    def paragraph(
        self, text: str, x: float, y: float, size: float, width: float, *, bold: bool = False, grey: bool = False,
        leading: float = 1.35,
    ) -> float:  # fmt: skip
        """Put a text broken to a width, its first line standing one line below ``y``; answers where it ends.

        A text that runs from right to left stands at the right.
        """
        for line in self.letters.lines(text, size, width, bold):
            y += size * leading
            if line.rtl:
                self.put(line, x + width, y, Align.RIGHT, grey)
            else:
                self.put(line, x, y, grey=grey)
        return y

    def rule(self, x1: float, x2: float, y: float, thick: float = 0.4, pale: bool = False) -> None:
        """Put a level line."""
        height, shade = self.height - y, _PALE if pale else _INK

        def draw(canvas: "Canvas") -> None:
            canvas.setLineWidth(thick)
            canvas.setStrokeGray(shade)
            canvas.line(x1, height, x2, height)

        self._page.append(draw)

    def frame(self, x: float, y: float, width: float, height: float, thick: float = 0.8) -> None:
        """Put an empty rectangle, its upper left corner at x and y."""
        lower = self.height - y - height

        def draw(canvas: "Canvas") -> None:
            canvas.setLineWidth(thick)
            canvas.setStrokeGray(_INK)
            canvas.rect(x, lower, width, height)

        self._page.append(draw)

    def chart(self, chart: charts.Chart, x: float, y: float, height: float) -> None:
        """Put a chart into a box of this height; its width follows from its aspect."""
        for shape in chart.shapes:
            match shape:
                case charts.Words():
                    align = {
                        charts.Anchor.START: Align.LEFT,
                        charts.Anchor.MIDDLE: Align.MIDDLE,
                        charts.Anchor.END: Align.RIGHT,
                    }[shape.anchor]
                    self.text(
                        shape.text, x + shape.x * height, y + shape.y * height, shape.size * height,
                        bold=shape.strong, align=align, room=shape.room * height,
                    )  # fmt: skip
                case charts.Stroke():
                    grid = shape.weight is charts.Weight.GRID
                    self._stroke(shape, x, y, height, pale=grid)
                case charts.Bar():
                    self._bar(shape, x, y, height)

    def _stroke(self, shape: charts.Stroke, x: float, y: float, scale: float, pale: bool) -> None:
        ends = (
            x + shape.x1 * scale,
            self.height - y - shape.y1 * scale,
            x + shape.x2 * scale,
            self.height - y - shape.y2 * scale,
        )

        def draw(canvas: "Canvas") -> None:
            canvas.setLineWidth(0.3 if pale else 0.6)
            canvas.setStrokeGray(_PALE if pale else _INK)
            canvas.line(*ends)

        self._page.append(draw)

    def _bar(self, bar: charts.Bar, x: float, y: float, scale: float) -> None:
        left, low = x + bar.x * scale, self.height - y - (bar.y + bar.height) * scale
        wide, high = bar.width * scale, bar.height * scale

        def draw(canvas: "Canvas") -> None:
            canvas.setLineWidth(0.45)
            canvas.setStrokeGray(_INK)
            canvas.setFillGray(0.2 if bar.tone is charts.Tone.DARK else 1)
            canvas.rect(left, low, wide, high, stroke=1, fill=1)
            if bar.tone is charts.Tone.HATCHED:
                _hatch(canvas, left, low, wide, high)

        self._page.append(draw)

    def finish(self) -> bytes:
        """The whole paper as PDF; the same paper has the same bytes."""
        from reportlab.pdfgen.canvas import Canvas

        out = BytesIO()
        canvas = Canvas(out, pagesize=(self.width, self.height), invariant=1, pageCompression=1, lang=self.language)
        canvas.setTitle(self.title)
        canvas.setAuthor(self._head.office)
        canvas.setCreator("ReturnHelp")
        for number in range(1, self.pages + 1):
            self._frame_page(number)
        with self.letters.in_use():
            for page in self._pages:
                for draw in page:
                    draw(canvas)
                canvas.showPage()
            canvas.save()
        return out.getvalue()

    def _frame_page(self, number: int) -> None:
        """Put head and foot on a page."""
        self.turn_to(number)
        head, words, middle = self._head, self.words, (self.left + self.right) / 2
        x = self.right
        for mark in reversed(self._marks):
            line = self.letters.line(mark.upper(), 7.5, bold=True)
            x -= line.width + 10
            self.frame(x, 26.5, line.width + 10, 14)
            self.put(line, x + 5, 36.2)
            x -= 8
        self.text(head.office, self.left, 36, 10.5, bold=True, room=x - self.left - 8)
        below = head.place if number == 1 else self.title
        self.text(below, self.left, 49.5, 8, grey=True, room=self.right - self.left)
        self.rule(self.left, self.right, 56, 0.9)
        foot = self.height - 40
        self.rule(self.left, self.right, foot, 0.4)
        page = words.gettext("Page {number} of {count}").format(number=number, count=self.pages)
        if not self._undated:
            made = formats.moment(head.made_at, self.language)
            if head.made_by:  # nobody is signed in yet where the recovery code is printed
                made = words.gettext("Made by {name} on {moment}").format(name=head.made_by, moment=made)
            self.text(made, self.left, foot + 10.5, 7.5, grey=True, room=middle - self.left + 100)
        self.text(page, self.right, foot + 10.5, 7.5, align=Align.RIGHT)
        if self._undated or not head.chain_head:
            return
        chain = words.gettext("Head of the audit chain: {head}").format(head=head.chain_head)
        self.text(chain, self.left, foot + 20.5, 6.5, grey=True, room=self.right - self.left)


def _hatch(canvas: "Canvas", left: float, low: float, wide: float, high: float, apart: float = 2.4) -> None:
    """Slanting lines from one edge of a rectangle to another."""
    canvas.setLineWidth(0.35)
    offset = apart
    while offset < wide + high:
        x1, y1 = (left + offset, low) if offset <= wide else (left + wide, low + offset - wide)
        x2, y2 = (left, low + offset) if offset <= high else (left + offset - high, low + high)
        canvas.line(x1, y1, x2, y2)
        offset += apart
