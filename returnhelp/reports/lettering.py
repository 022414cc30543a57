"""Lines of text ready to be drawn: a font for every letter, shaped, in the right order, or not at all."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from returnhelp.domain.errors import NoFontError
from returnhelp.reports import bidi
from returnhelp.reports.fonts import (
    BOLD,
    REGULAR,
    SOURCES,
    Fonts,
    has_quadratic_outlines,
    in_system,
    with_quadratic_outlines,
)

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

_PLAIN = re.compile("[\u0020-\u024f\u0370-\u0373\u0376-\u058f\u10a0-\u10ff\u1200-\u139f\u1c90-\u1cbf\u1e00-\u1eff"
                    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u218f\u3000-\u9fff]*")  # fmt: skip
"""Letters that stand one beside the other as they come, so that no shaper is needed."""
_NO_SHAPE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
_BREAKS = re.compile(r"[ \t\u3000\u200b]+|(?<=[-/–—\u2010])(?=\w)|\u00ad")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_NOTHING = 0.01
"""Points by which a width may be off because numbers are rounded."""
_tags = count(1)


@dataclass(frozen=True)
class Piece:
    """Letters of one font on one embedding level; ``text`` is what ReportLab draws, ``read`` what it says."""

    font: str
    text: str
    width: float
    level: int = 0
    read: str = ""


@dataclass(frozen=True)
class Line:
    """One line, its pieces from left to right; ``width`` and ``size`` in points."""

    pieces: tuple[Piece, ...]
    width: float
    size: float
    rtl: bool = False

    def draw(self, canvas: "Canvas", x: float, y: float) -> None:
        """Draw the line from ``x`` on, standing on ``y``."""
        for piece in self.pieces:
            if piece.read:  # for search and copy, in the order of drawing: readers turn it themselves
                said = ("\ufeff" + piece.read).encode("utf-16-be").hex()
                canvas._code.append(f"/Span <</ActualText <{said}>>> BDC")
            canvas.setFont(piece.font, self.size)
            canvas.drawString(x, y, piece.text)
            if piece.read:
                canvas._code.append("EMC")
            x += piece.width


class Letters:
    """The fonts as one paper uses them; its own for each paper, so that the same paper has the same bytes."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._tag = next(_tags)
        self._by_source: dict[tuple[str, int], TTFont | None] = {}
        self._by_letter: dict[tuple[str, int], TTFont] = {}
        self._from_system: dict[tuple[object, ...], TTFont] = {}

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Make the fonts known to ReportLab for as long as lines are drawn."""
        from reportlab.pdfbase.pdfmetrics import registerFont

        fonts = [font for font in (*self._by_source.values(), *self._from_system.values()) if font is not None]
        try:
            for font in fonts:
                registerFont(font)
            yield
        finally:
            for font in fonts:
                font.unregister()

    def line(self, text: str, size: float, bold: bool = False, rtl: bool | None = None) -> Line:
        """The text on one line; raises NoFontError for a letter that no font has."""
        text = _clean(text)
        rtl = bidi.runs_right_to_left(text) if rtl is None else rtl
        return self._line(text, bidi.levels(text, rtl), size, bold, rtl)

    def lines(self, text: str, size: float, width: float, bold: bool = False, rtl: bool | None = None) -> list[Line]:
        """The text broken to a width in points; a word that is wider than a line is cut."""
        answer = []
        for paragraph in text.splitlines() or [""]:
            clean = _clean(paragraph)
            turned = bidi.runs_right_to_left(clean) if rtl is None else rtl
            levels = bidi.levels(clean, turned)
            if self._one_font(clean, bold) is None:
                for letter in dict.fromkeys(clean):  # all at once, where a font must be made of them
                    self._font_for(letter, bold, clean)
            for start, end in self._breaks(clean, size, width, bold):
                answer.append(self._line(clean[start:end], levels[start:end], size, bold, turned))
        return answer

    def fitting(self, text: str, size: float, width: float, bold: bool = False, least: float = 4.5) -> Line:
        """The text on one line, in smaller letters where it would be wider; below ``least`` points it is cut with …."""
        line = self.line(text, size, bold)
        if line.width <= width:
            return line
        line = self.line(text, max(least, size * width / line.width), bold)
        clean = _clean(text)
        while line.width > width + _NOTHING and clean:
            clean = clean[:-1]
            line = self.line(clean.rstrip() + "…", least, bold)
        return line

    def _line(self, text: str, levels: list[int], size: float, bold: bool, rtl: bool) -> Line:
        if all(level == 0 for level in levels) and _PLAIN.fullmatch(text) and (font := self._one_font(text, bold)):
            width = font.stringWidth(text, size)
            return Line((Piece(font.fontName, text, width),), width, size)
        pieces = [self._piece(font, letters, level, size) for font, letters, level in self._runs(text, levels, bold)]
        ordered = tuple(bidi.in_order_of_drawing(pieces))
        return Line(ordered, sum(piece.width for piece in ordered), size, rtl)

    def _one_font(self, text: str, bold: bool) -> "TTFont | None":
        font = self._source(0, BOLD if bold else REGULAR)
        if font is None:
            return None
        known = font.face.charToGlyph
        return font if all(ord(letter) in known for letter in text) else None

    def _runs(self, text: str, levels: list[int], bold: bool) -> "Iterator[tuple[TTFont, str, int]]":
        """Stretches of one font and one level; a mark stays with its letter, a comma with its word."""
        start, current = 0, None
        for place, letter in enumerate(text):
            stays = current is not None and _follows(letter) and (ord(letter) in current.face.charToGlyph)
            font = current if stays or (current and letter in _NO_SHAPE) else self._font_for(letter, bold, text)
            if current is not None and (font is not current or levels[place] != levels[start]):
                yield current, text[start:place], levels[start]
                start = place
            current = font
        if current is not None and start < len(text):
            yield current, text[start:], levels[start]

    def _piece(self, font: "TTFont", text: str, level: int, size: float) -> Piece:
        if level == 0 and _PLAIN.fullmatch(text):
            return Piece(font.fontName, text, font.stringWidth(text, size))
        return _shaped(font, text, level, size)

    def _font_for(self, letter: str, bold: bool, text: str) -> "TTFont":
        weight = BOLD if bold else REGULAR
        known = self._by_letter.get((letter, weight))
        if known is None:
            known = self._by_letter[letter, weight] = self._find(letter, weight, text)
        return known

    def _find(self, letter: str, weight: int, text: str) -> "TTFont":
        code = ord(letter)
        for place, source in enumerate(SOURCES):
            if source.holds(code):
                font = self._source(place, weight)
                if font is not None and code in font.face.charToGlyph:
                    return font
        if letter in _NO_SHAPE and (first := self._source(0, weight)):
            return first
        found = in_system(code, weight)
        if found is None:
            raise _no_font(text, letter)
        return self._system(*found, text)

    def _source(self, place: int, weight: int) -> "TTFont | None":
        source = SOURCES[place]
        key = (source.name, weight)
        if key not in self._by_source:
            file = self._fonts.static(source, weight)
            self._by_source[key] = _opened(f"{source.name}-{weight}.{self._tag}", file) if file else None
        return self._by_source[key]

    def _system(self, file: Any, index: int, text: str) -> "TTFont":
        if has_quadratic_outlines(file, index):
            key: tuple[object, ...] = (file, index)
            if key not in self._from_system:
                name = f"{file.stem}-{index}.{self._tag}"
                self._from_system[key] = _opened(name, file, index)
            return self._from_system[key]
        from io import BytesIO

        letters = frozenset(map(ord, text))
        key = (file, index, letters)
        if key not in self._from_system:
            name = f"{file.stem}-{len(self._from_system)}"
            small = BytesIO(with_quadratic_outlines(file, index, letters, name))
            self._from_system[key] = _opened(f"{name}.{self._tag}", small)
        return self._from_system[key]

    def _breaks(self, text: str, size: float, width: float, bold: bool) -> Iterator[tuple[int, int]]:
        """Start and end of each line of a clean paragraph in logical order, spaces at the ends left out."""
        words = list(_words(text))
        if not words:
            yield 0, 0
            return
        start, end = words[0][0], words[0][0]
        for first, last in words:
            if end > start and self._width(text[start:last], size, bold) > width:
                yield start, end
                start = end = first
            while self._width(text[first:last], size, bold) > width and last - first > 1:
                cut = self._longest(text[first:last], size, width, bold)
                yield first, first + cut
                first = start = end = first + cut
            end = last
        yield start, end

    def _longest(self, word: str, size: float, width: float, bold: bool) -> int:
        cut = next((n for n in range(len(word), 1, -1) if self._width(word[:n], size, bold) <= width), 1)
        while cut < len(word) - 1 and unicodedata.combining(word[cut]):
            cut += 1
        return cut

    def _width(self, text: str, size: float, bold: bool) -> float:
        return self._line(text, bidi.levels(text), size, bold, False).width


def _words(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BREAKS.finditer(text):
        if gap.start() > start:
            yield from _wide_apart(text, start, gap.start())
        start = gap.end()
    if start < len(text):
        yield from _wide_apart(text, start, len(text))


def _wide_apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Between Chinese and Japanese letters a line may break anywhere."""
    for place in range(start + 1, end):
        if _WIDE.match(text[place]) or _WIDE.match(text[place - 1]):
            yield start, place
            start = place
    yield start, end


def _clean(text: str) -> str:
    """The text composed, with a space for every control character."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in composed)


def _follows(letter: str) -> bool:
    """Whether a letter takes the font of the one before it."""
    return letter in _NO_SHAPE or bidi.is_control(letter) or unicodedata.category(letter)[0] in "MPZ"


def _opened(name: str, file: Any, index: int = 0) -> "TTFont":
    from reportlab.pdfbase.ttfonts import TTFont

    return TTFont(name, file if hasattr(file, "read") else str(file), subfontIndex=index, asciiReadable=False)


def _shaped(font: "TTFont", text: str, level: int, size: float) -> Piece:
    """A run shaped in the direction of its level.

    ReportLab's own ``shapeStr`` lets HarfBuzz guess the direction, which is wrong for brackets between Arabic
    words and for Persian digits; said outright, HarfBuzz turns and mirrors exactly what it must.
    """
    import uharfbuzz
    from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    shaper = font.hbFont(size)
    uharfbuzz.shape(shaper, buffer, {"kern": True, "liga": True})
    letters, data, advance = [], [], 0.0
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        codes = font.face.glyphToChar.get(info.codepoint)
        x_advance = font.pdfScale(at.x_advance)
        if codes is None:
            code = font.hbAddPrivate(shaper.glyph_to_string(info.codepoint), info.codepoint, x_advance)
        else:
            code = codes[0]
        width = font.face.charWidths.get(code, font.face.defaultWidth)
        letters.append(chr(code))
        data.append(
            ShapeData(
                info.cluster, x_advance, font.pdfScale(at.y_advance), font.pdfScale(at.x_offset),
                font.pdfScale(at.y_offset), width,
            )
        )  # fmt: skip
        advance += x_advance
    read = text[::-1].translate(_MIRRORED) if level % 2 else text
    return Piece(font.fontName, ShapedStr("".join(letters), shapeData=data), advance * size / 1000, level, read)


_NAMES_OF_FONTS = {
    "CJK": "Noto Sans CJK",
    "HIRAGANA": "Noto Sans CJK",
    "KATAKANA": "Noto Sans CJK",
    "HANGUL": "Noto Sans CJK",
    "TIBETAN": "Noto Serif Tibetan",
}


def _no_font(text: str, letter: str) -> NoFontError:
    script = unicodedata.name(letter, "?").split()[0]
    same = (one for one in dict.fromkeys(text) if unicodedata.name(one, "?").split()[0] == script)
    name = _NAMES_OF_FONTS.get(script, f"Noto Sans {script.title()}" if script.isalpha() else "Noto")
    return NoFontError(letters="".join(same), script=script.title() if script != "CJK" else script, font=name)
