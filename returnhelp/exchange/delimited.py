"""Lists as text (csv, tsv) in any common encoding and with any common separator."""

import csv
import io
import re
from itertools import pairwise

from returnhelp.domain.errors import (
    NotASpreadsheetError,
    SpreadsheetDamagedError,
    SpreadsheetKindError,
    SpreadsheetTooManyCellsError,
    SpreadsheetTooManyColumnsError,
    SpreadsheetTooManyRowsError,
)
from returnhelp.domain.intake import Cell, Progress, Sheet
from returnhelp.exchange import limits, sheets

SEPARATORS = ";\t,|"
_OTHER_FILES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\x7fELF",
    b"MZ",
)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Of one byte a letter, as far as offices here have them; the first that explains the bytes best is taken.
_ONE_BYTE = ("cp1252", "mac_roman", "cp1250", "cp850", "cp1251", "cp1254")
_USUAL = set("äöüÄÖÜßéèêëàâçîïôûùÉÈÊÀÂÇÎÔŒœæìòóáíúñ’‘“”„–—…«»°§ ")
_SLAVIC = set("ćčžšđłńśżźőűřěýĆČŽŠĐŁŚŻŐŰŘĚİışŞğĞ")
_SPREADSHEET_XML = re.compile(r"<\?xml.*?(urn:schemas-microsoft-com:office:spreadsheet|mso-application)", re.DOTALL)
_MARKUP = re.compile(r"\s*<(!doctype|html|\?xml|table|head|body|meta)", re.IGNORECASE)
_LITERAL = re.compile(r'="([^"]*)"')
_SAMPLE = 200  # rows
_ENOUGH = 200_000  # bytes


def decode(data: bytes, name: str) -> str:
    """The text of a file; raises NotASpreadsheetError if it is no text."""
    if data.startswith(_OTHER_FILES):
        raise NotASpreadsheetError(name=name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    beginning = data[: 1 << 14]
    if beginning.count(0):
        return _decoded(data, _two_byte_encoding(beginning, name), name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, _one_byte_encoding(data), name)


def read_text(data: bytes, name: str, progress: Progress | None = None) -> Sheet:
    """The one sheet of a csv file, its separator found by itself; quoted cells may hold line breaks.

    Raises NotASpreadsheetError, SpreadsheetKindError, and the errors of what is too large.
    """
    text = decode(data, name)
    if any(ord(letter) < 32 and letter not in "\t\n\r\f\x1a" for letter in text[:20000]):
        raise NotASpreadsheetError(name=name)
    if _SPREADSHEET_XML.match(text[:2000]):
        raise SpreadsheetKindError(name=name)
    if _MARKUP.match(text):
        raise NotASpreadsheetError(name=name)
    separator, text = _told_separator(text.rstrip("\x1a"))
    if text.count("\n") > limits.ROWS * 4:
        raise SpreadsheetTooManyRowsError(name=name, limit=limits.ROWS)
    separator = separator or find_separator(text)
    rows: list[list[str]] = []
    width = cells = 0
    total = text.count("\n") + 1
    csv.field_size_limit(limits.TEXT * 4)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            if len(row) > width:
                width = len(row)
            cells += len(row)
            if width > limits.COLUMNS:
                raise SpreadsheetTooManyColumnsError(name=name, limit=limits.COLUMNS)
            if len(rows) > limits.ROWS:
                raise SpreadsheetTooManyRowsError(name=name, limit=limits.ROWS)
            if len(rows) * width > limits.CELLS:
                raise SpreadsheetTooManyCellsError(name=name, limit=limits.CELLS)
            if progress and not len(rows) % 500:
                progress(len(rows), total)
    except csv.Error as cause:
        raise SpreadsheetDamagedError(name=name) from cause
    return _sheet(rows, width)


def _sheet(rows: list[list[str]], width: int) -> Sheet:
    formulas: set[tuple[int, int]] = set()
    finished: list[tuple[Cell, ...]] = []
    for number, row in enumerate(rows, start=1):
        cells: list[Cell] = [*row, *("" for _ in range(width - len(row)))]
        for index, written in enumerate(row):
            if written[:1] == "'" and sheets.harmless(written[1:]) == written:
                cells[index] = written[1:]
            elif written[:1] == "=":
                literal = _LITERAL.fullmatch(written)
                cells[index] = literal[1] if literal else ""
                if not literal:
                    formulas.add((number, index))
        finished.append(tuple(cells))
    return Sheet("", tuple(finished), frozenset(formulas))


def find_separator(text: str) -> str:
    """The separator that splits most of the first rows, into many columns and as many in each."""
    sample = text[:60000]
    best, best_score = ";", 0.0
    for separator in SEPARATORS:
        widths: list[int] = []
        try:
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
                if any(cell.strip() for cell in row):
                    widths.append(len(row))
                if len(widths) >= _SAMPLE:
                    break
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        split, alike = len(wide) / len(widths), wide.count(usual) / len(wide)
        score = split * split * (1 + alike) * min(usual, 12) ** 0.5
        if score > best_score:
            best, best_score = separator, score
    return best


def _told_separator(text: str) -> tuple[str, str]:
    """The separator that a first line ``sep=;`` tells, and the text after it."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.lower().startswith("sep=") and len(told) == 5:
        return told[4], rest
    if told.lower() == "sep=" and first.strip("\r\n").endswith("\t"):
        return "\t", rest
    return "", text


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as cause:
        raise SpreadsheetDamagedError(name=name) from cause
    return text.removeprefix("\ufeff")


def _two_byte_encoding(beginning: bytes, name: str) -> str:
    """UTF-16 without a mark at its beginning: its zeros stand all on the same side; anything else is no text."""
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if min(even, odd) * 10 > max(even, odd) or max(even, odd) * 40 < len(beginning):
        raise NotASpreadsheetError(name=name)
    return "utf-16-be" if even > odd else "utf-16-le"


def _one_byte_encoding(data: bytes) -> str:
    """The encoding of one byte a letter whose letters look most like what is written here."""
    if any(byte > 127 for byte in data[:_ENOUGH]):
        data = data[:_ENOUGH]
    high = bytes(byte for byte in data if byte > 127)
    best, best_score = "", float("-inf")
    for encoding in _ONE_BYTE:
        try:
            score = _looks(data, high, encoding)
        except UnicodeDecodeError:
            continue
        if score > best_score:
            best, best_score = encoding, score
    if best and best_score > 0:
        return best
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:200000]).best()
    return guess.encoding if guess else best or "cp1252"


def _looks(data: bytes, high: bytes, encoding: str) -> float:
    """How well the letters beyond ASCII fit; a letter between letters of another script or a sign counts against."""
    text = high.decode(encoding)
    usual = sum(letter in _USUAL for letter in text)
    slavic = sum(letter in _SLAVIC for letter in text)
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in text)
    whole = data.decode(encoding)
    words = re.findall(r"[^\W\d_]{2,}", whole)
    mixed = sum(1 for word in words if _mixed(word))
    odd = len(text) - usual - slavic - cyrillic
    return (usual + 0.9 * slavic + 0.8 * cyrillic - odd - 2 * mixed) / max(1, len(text))


def _mixed(word: str) -> bool:
    """Small letters before a capital, or Cyrillic beside Latin: no word is written so."""
    latin = any(letter.isascii() or "\u00c0" <= letter <= "\u024f" for letter in word)
    cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in word)
    capitals = any(not one.isascii() and one.isupper() and before.islower() for before, one in pairwise(word))
    return (latin and cyrillic) or capitals
