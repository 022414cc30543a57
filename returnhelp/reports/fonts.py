"""The fonts of the papers: where each script's letters come from, cut once into a cache folder."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from os import environ
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from returnhelp import files

REGULAR, BOLD = 400, 700


@dataclass(frozen=True)
class Source:
    """A font that comes with the program: a variable one in a package, or two static ones among our resources."""

    name: str
    package: str | None
    place: str
    scripts: tuple[tuple[int, int], ...] = ()
    """First and last code point of the scripts it is asked for; none = it is asked for everything."""

    def holds(self, code: int) -> bool:
        return not self.scripts or any(first <= code <= last for first, last in self.scripts)


_SOUTH_ASIA = "justmytype_intl_south_asia"
SOURCES = (
    Source("NotoSans", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    Source(
        "NotoSansArabic",
        "fontpkg_noto_sans_arabic",
        "files/NotoSansArabic[wdth,wght].ttf",
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    ),
    Source(
        "NotoSansEthiopic",
        "justmytype_intl_africa",
        "fonts/ofl/notosansethiopic/NotoSansEthiopic[wdth,wght].ttf",
        ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    ),
    Source(
        "NotoSansGeorgian",
        None,
        "resources/paper/fonts/NotoSansGeorgian",
        ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    ),
    Source("NotoSansArmenian", None, "resources/paper/fonts/NotoSansArmenian", ((0x0530, 0x058F), (0xFB13, 0xFB17))),
    Source(
        "NotoSansTamil",
        _SOUTH_ASIA,
        "fonts/ofl/notosanstamil/NotoSansTamil[wdth,wght].ttf",
        ((0x0B80, 0x0BFF),),
    ),
    Source(
        "NotoSansBengali",
        _SOUTH_ASIA,
        "fonts/ofl/notosansbengali/NotoSansBengali[wdth,wght].ttf",
        ((0x0980, 0x09FF),),
    ),
    Source(
        "NotoSansDevanagari",
        _SOUTH_ASIA,
        "fonts/ofl/notosansdevanagari/NotoSansDevanagari[wdth,wght].ttf",
        ((0x0900, 0x097F), (0xA8E0, 0xA8FF)),
    ),
)


class Fonts:
    """The fonts of the papers with the folder that keeps the static ones."""

    def __init__(self, cache_folder: Path) -> None:
        self._folder = cache_folder

    def prepare(self) -> None:
        """Cut every static font that is not there yet; about 20 s the first time, nothing after. For an idle moment."""
        for source in SOURCES:
            for weight in (REGULAR, BOLD):
                self.static(source, weight)

    @property
    def ready(self) -> bool:
        """Whether nothing is left to cut, so that no paper has to wait."""
        wanted = (self._kept(source, weight) for source in SOURCES for weight in (REGULAR, BOLD))
        return all(place is None or place.is_file() for place in wanted)

    def static(self, source: Source, weight: int) -> Path | None:
        """The file of one weight of a font, or None when its package is not installed."""
        kept = self._kept(source, weight)
        if kept is not None and not kept.is_file():
            _cut(_variable(source), weight, kept)
        return kept

    def _kept(self, source: Source, weight: int) -> Path | None:
        if source.package is None:
            static = files.path(f"{source.place}-{'Bold' if weight == BOLD else 'Regular'}.ttf")
            return static if static.is_file() else None
        variable = _variable(source)
        if variable is None:
            return None
        return self._folder / f"{source.name}-{weight}-{variable.stat().st_size:x}.ttf"  # another edition, another file


@cache
def _variable(source: Source) -> Path | None:
    found = find_spec(source.package) if source.package else None
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (place := Path(folder) / source.place).is_file():
            return place
    return None


def _cut(variable: Path | None, weight: int, into: Path) -> None:
    """Cut one weight out of a variable font; two programs may do it at once, each leaves a whole file."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    if variable is None:
        return
    into.parent.mkdir(parents=True, exist_ok=True)
    with TTFont(variable) as font:
        static = instantiateVariableFont(font, {"wght": weight, "wdth": 100}, inplace=True)
        _name(static, into.stem.rpartition("-")[0])
        with NamedTemporaryFile(dir=into.parent, suffix=".part", delete=False) as part:
            static.save(part)
    Path(part.name).replace(into)


def _name(font: Any, name: str) -> None:
    """Set the name under which a paper embeds the font."""
    for record in font["name"].names:
        if record.nameID == 6:
            record.string = name


def in_system(code: int, weight: int) -> tuple[Path, int] | None:
    """A font of this computer that has the letter, with its place in the file: Noto before others, or None."""
    for wanted in dict.fromkeys((weight, REGULAR)):
        for place in _system_fonts():
            if _is_bold(place) == (wanted == BOLD):
                for index, letters in enumerate(_letters_in(place)):
                    if code in letters:
                        return place, index
    return None


def _is_bold(place: Path) -> bool:
    return "bold" in place.stem.casefold() or place.stem.casefold().endswith("bd")


@cache
def _system_fonts() -> tuple[Path, ...]:
    found = {place for folder in _system_folders() if folder.is_dir() for place in _font_files(folder)}
    plain = ("regular", "bold", "")

    def rank(place: Path) -> tuple[bool, bool, bool, int, str]:
        stem = place.stem.casefold()
        odd = any(
            word in stem for word in ("italic", "oblique", "mono", "condensed", "light", "thin", "black", "serif")
        )
        return not stem.startswith("noto"), odd, not stem.endswith(plain[:2]), len(stem), str(place)

    return tuple(sorted(found, key=rank))


def _system_folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        yield Path(environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        yield from (home / ".local" / "share" / "fonts", home / ".fonts")


def _font_files(folder: Path) -> Iterable[Path]:
    return (place for place in folder.rglob("*") if place.suffix.casefold() in (".ttf", ".otf", ".ttc", ".otc"))


@cache
def _letters_in(place: Path) -> tuple[frozenset[int], ...]:
    """The code points of each font in a file; a file that cannot be read has none."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        if place.suffix.casefold() in (".ttc", ".otc"):
            with TTCollection(place, lazy=True) as several:
                return tuple(frozenset(font.getBestCmap() or ()) for font in several)
        with TTFont(place, lazy=True) as font:
            return (frozenset(font.getBestCmap() or ()),)
    except (OSError, TTLibError, KeyError, AssertionError):
        return ()


def with_quadratic_outlines(place: Path, index: int, letters: frozenset[int], name: str) -> bytes:
    """A small font of these letters with the outlines that ReportLab can embed; for fonts with cubic ones (CFF).

    Each needs its own ``name``: ReportLab takes two fonts of one name for the same.
    """
    from io import BytesIO

    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont, newTable

    font = TTFont(place, fontNumber=index, lazy=True)
    subsetter = Subsetter(Options(notdef_outline=True, layout_features=["*"], name_IDs=[1, 2, 4, 6]))
    subsetter.populate(unicodes=letters | {0x20})
    subsetter.subset(font)
    _name(font, name)
    outlines, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for glyph in order:
        pen = TTGlyphPen(outlines)
        outlines[glyph].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[glyph] = pen.glyph()
    font["loca"], table = newTable("loca"), newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    font["glyf"] = table
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for limit in _LIMITS:
        setattr(maxp, limit, 0)
    for tag in ("CFF ", "CFF2", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\0\1\0\0"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


_LIMITS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
)
"""What a font with quadratic outlines must state; fontTools counts them anew where it can."""


def has_quadratic_outlines(place: Path, index: int) -> bool:
    """Whether ReportLab can embed the font as it is."""
    from fontTools.ttLib import TTFont

    with TTFont(place, fontNumber=index, lazy=True) as font:
        return "glyf" in font and "fvar" not in font
