"""Makes the lines of a machine readable zone out of what was typed, pasted or scanned, and says what was mended."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from returnhelp.domain.errors import (
    ZoneLengthError,
    ZoneLineLengthError,
    ZoneLinesError,
    ZoneMissingError,
    ZoneSignError,
)
from returnhelp.domain.mrz_layout import FILLER, LAYOUTS, SIGNS, Layout, ZoneFormat, ZonePart, check_digit


class Mended(StrEnum):
    """What was put right without a question, because it can mean nothing else."""

    SMALL_LETTERS = "small_letters"
    GAPS = "gaps"
    FILLER_SIGNS = "filler_signs"
    LINE_BREAKS = "line_breaks"
    FILLERS_AT_THE_END = "fillers_at_the_end"
    Y_AND_Z = "y_and_z"


@dataclass(frozen=True)
class Written:
    """The lines as the format wants them, and what was mended to get there."""

    layout: Layout
    lines: tuple[str, ...]
    mended: tuple[Mended, ...] = ()
    foreign_fillers: bool = False
    """Every filler came as another sign, as from a scanner that takes the keyboard for an American one."""


# A zone has no sign but letters, digits and fillers: what stands between those can only be a filler. On a Swiss
# keyboard a scanner set to an American one writes ; for <, an Italian one too; others write , . - or \.
_ONE_FILLER = frozenset("‹›>;:,.-‐‑‒–—−_\\|/?=˂〈⟨")
_TWO_FILLERS = "«»≪≫"
_LENGTHS = (72, 88, 90)
_LONGEST = 1000
"""Signs of a text beyond which it is no zone, whatever it is."""
_GUARDED = (ZonePart.NUMBER, ZonePart.BIRTH_DATE, ZonePart.EXPIRY)


def written(text: str) -> Written:
    """The lines that ``text`` holds.

    Raises ZoneMissingError, ZoneSignError, ZoneLengthError, ZoneLinesError, ZoneLineLengthError.
    """
    if len(text) > _LONGEST:
        raise ZoneLengthError(found=len(text), expected=_LENGTHS)
    found: list[Mended] = []
    plain = unicodedata.normalize("NFKC", text.replace("&lt;", FILLER))
    rows = [row for row in (_clean(row, found) for row in plain.splitlines()) if row]
    if not rows:
        raise ZoneMissingError()
    own = any(FILLER in row for row in rows)
    lines, widened = _lines(rows)
    for at, line in enumerate(lines.lines, start=1):
        for column, sign in enumerate(line, start=1):
            if sign not in SIGNS:
                raise ZoneSignError(sign=sign, line=at, column=column)
    others = any(sign in _ONE_FILLER or sign in _TWO_FILLERS for row in rows for sign in row)
    if others:
        found.append(Mended.FILLER_SIGNS)
    kept = dict.fromkeys((*found, *widened))
    return replace(lines, mended=tuple(one for one in Mended if one in kept), foreign_fillers=others and not own)


def _clean(row: str, found: list[Mended]) -> str:
    """A row without gaps and signs that nobody sees, in capital letters."""
    kept = "".join(sign for sign in row if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
    if any(sign.isspace() for sign in row.strip()):
        found.append(Mended.GAPS)
    if any("a" <= sign <= "z" for sign in kept):
        found.append(Mended.SMALL_LETTERS)
        kept = "".join(sign.upper() if "a" <= sign <= "z" else sign for sign in kept)
    return kept


def _fillers(row: str, double: str) -> str:
    for sign in _TWO_FILLERS:
        row = row.replace(sign, double)
    return "".join(FILLER if sign in _ONE_FILLER else sign for sign in row)


def _lines(rows: list[str]) -> tuple[Written, list[Mended]]:
    """The lines of a format; « is one filler or two, whichever makes the lines as long as they must be."""
    doubled = any(sign in row for row in rows for sign in _TWO_FILLERS)
    tries = [[_fillers(row, double) for row in rows] for double in ((FILLER, FILLER * 2) if doubled else (FILLER,))]
    for way in (_as_they_stand, _in_one_run):
        for tried in tries:
            if (found := way(tried)) is not None:
                return found
    for tried in reversed(tries):  # nothing counts the signs here: « looks like two
        if (found := _padded(tried)) is not None:
            return found
    raise _misfit(tries[-1])


def _as_they_stand(rows: list[str]) -> tuple[Written, list[Mended]] | None:
    layout = _layout(rows, {len(row) for row in rows})
    return (Written(layout, tuple(rows)), []) if layout is not None else None


def _layout(rows: list[str], widths: set[int]) -> Layout | None:
    """The format with so many lines of this one width; V begins a visa."""
    if len(widths) != 1:
        return None
    (width,) = widths
    fitting = [one for one in LAYOUTS.values() if (one.height, one.width) == (len(rows), width)]
    named = [one for one in fitting if rows[0][:1] in one.first_letters]
    return next(iter(named or [one for one in fitting if one.first_letters != "V"]), None)


def _in_one_run(rows: list[str]) -> tuple[Written, list[Mended]] | None:
    """All lines without a break, or broken elsewhere; the letter of the document code must fit the length."""
    run = "".join(rows)
    for layout in LAYOUTS.values():
        if len(run) != layout.height * layout.width or run[0] not in layout.first_letters:
            continue
        lines = tuple(run[at : at + layout.width] for at in range(0, len(run), layout.width))
        if layout.format is ZoneFormat.TD2 and not _has_a_true_digit(layout, lines):
            continue  # a card of three lines that is still being typed
        return Written(layout, lines), [Mended.LINE_BREAKS]
    return None


def _has_a_true_digit(layout: Layout, lines: tuple[str, ...]) -> bool:
    return any(
        check_digit(layout.fields[part].of(lines)) == layout.checks[part].of(lines)
        and layout.fields[part].of(lines).strip(FILLER)
        for part in _GUARDED
    )


def _padded(rows: list[str]) -> tuple[Written, list[Mended]] | None:
    """The fillers at the end of a line are hard to count: as many as are wanted stand for as many as were typed."""
    for layout in _of_height(rows):
        lines = []
        for at, row in enumerate(rows, start=1):
            line = row.rstrip(FILLER).ljust(layout.width, FILLER) if at in layout.padded else row
            if len(line) != layout.width:
                break
            lines.append(line)
        else:
            return Written(layout, tuple(lines)), [Mended.FILLERS_AT_THE_END]
    return None


def _of_height(rows: list[str]) -> Iterator[Layout]:
    """The formats that may be meant, by the number of lines and the first letter."""
    for layout in LAYOUTS.values():
        if layout.height != len(rows) or rows[0][:1] not in layout.first_letters:
            continue
        if layout.format is ZoneFormat.MRV_B and max(len(row.rstrip(FILLER)) for row in rows) > layout.width:
            continue
        if layout.format is ZoneFormat.MRV_A and max(len(row) for row in rows) <= LAYOUTS[ZoneFormat.MRV_B].width:
            continue
        yield layout


def _misfit(rows: list[str]) -> Exception:
    """What the lines lack, said of the first line that is not as it should be."""
    if len(rows) > 3:
        return ZoneLinesError(found=len(rows))
    if len(rows) == 1:
        wanted = {one.height * one.width for one in LAYOUTS.values() if rows[0][0] in one.first_letters}
        return ZoneLengthError(found=len(rows[0]), expected=tuple(sorted(wanted)) or _LENGTHS)
    layouts = list(_of_height(rows)) or [one for one in LAYOUTS.values() if one.height == len(rows)]
    best = min(layouts, key=lambda one: sum(abs(len(row) - one.width) for row in rows))
    wrong = [at for at, row in enumerate(rows, start=1) if not _may_fit(best, at, row)]
    at = wrong[0] if wrong else len(rows)
    return ZoneLineLengthError(line=at, found=len(rows[at - 1]), expected=best.width)


def _may_fit(layout: Layout, at: int, row: str) -> bool:
    if at in layout.padded:
        return len(row.rstrip(FILLER)) <= layout.width
    return len(row) == layout.width


_SWAP = str.maketrans("YZ", "ZY")


def swapped(one: Written) -> Written:
    """The same with Y and Z in each other's place."""
    kept = {*one.mended, Mended.Y_AND_Z}
    return replace(
        one,
        lines=tuple(line.translate(_SWAP) for line in one.lines),
        mended=tuple(mended for mended in Mended if mended in kept),
    )
