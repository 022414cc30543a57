"""Which passwords are too easy to guess, and why."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from anyascii import anyascii

from returnhelp import files
from returnhelp.domain.errors import (
    PasswordHasNameError,
    PasswordInARowError,
    PasswordRepeatsError,
    PasswordTooCommonError,
    PasswordTooShortError,
    PasswordTooWeakError,
)

LEAST = 12
"""The fewest characters of a password."""


class Weakness(Enum):
    """Why a password is refused."""

    TOO_SHORT = auto()
    TOO_COMMON = auto()
    HAS_NAME = auto()
    REPEATS = auto()
    IN_A_ROW = auto()


def check(password: str, names: Iterable[str] = ()) -> None:
    """Refuse a weak password; ``names`` are those of the user and the office.

    Raises PasswordTooShort-, PasswordTooCommon-, PasswordHasName-, PasswordRepeats- or PasswordInARowError,
    all of them a PasswordTooWeakError.
    """
    found = weakness(password, names)
    if found:
        raise _error(found)


def weakness(password: str, names: Iterable[str] = ()) -> Weakness | None:
    """What is wrong with a password, if anything.

    It is read as the cheapest row of pieces that somebody who guesses would try: a word of the list, a name, a
    year, a row of keys, something repeated. What remains is the person's own. The password is worth what its
    pieces are worth together, and has to be worth ten characters of one's own.
    """
    composed = unicodedata.normalize("NFC", password)
    if len(composed) < LEAST:
        return Weakness.TOO_SHORT
    worth, covered = _cheapest(composed[:_LONGEST], frozenset(_name_words(names)))
    if worth >= _ENOUGH:
        return None
    by_length = {kind: length for kind, length in covered.items() if kind}
    return max(by_length, key=lambda kind: by_length[kind], default=Weakness.REPEATS)


def _error(found: Weakness) -> PasswordTooWeakError:
    match found:
        case Weakness.TOO_SHORT:
            return PasswordTooShortError(least=LEAST)
        case Weakness.HAS_NAME:
            return PasswordHasNameError()
        case Weakness.REPEATS:
            return PasswordRepeatsError()
        case Weakness.IN_A_ROW:
            return PasswordInARowError()
    return PasswordTooCommonError()


# --- reading a password as somebody who guesses would ----------------------------------------------

_LONGEST = 128  # characters that are looked at
_SHORTEST_WORD = 3

# What a piece is worth. A short pattern may stand in a good password by chance: twelve random letters with
# one of them still pass.
_OWN = 2
_NAME = 0
_WORD = 5
_YEAR, _DAY = 4, 5
_SHORT, _LONG, _FROM = 4, 1, 5  # a row or a repetition, and from how many characters on it is long
_ENOUGH = 10 * _OWN

_DIGITS = "01234567890"
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    _DIGITS,
    "qwertzuiopu",
    "qwertyuiop",
    "azertyuiop",
    "asdfghjkloa",
    "qsdfghjklm",
    "yxcvbnm,.-",
    "zxcvbnm,./",
    "wxcvbn,;:",
    "1q2w3e4r5t6z7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm8ik,9ol.",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.",
    "qaywsxedcrfvtgbzhnujm",
    "qazwsxedcrfvtgbyhnujm",
    '!"§$%&/()=?',
    "!@#$%^&*()",
    '+"*ç%&/()=?',
    "a1b2c3d4e5f6g7h8i9",
    "1a2b3c4d5e6f7g8h9i",
)
_BOTH_WAYS = tuple((3 if row is _DIGITS else 4, way) for row in _ROWS for way in (row, row[::-1]))

_LEET = (
    str.maketrans("01345789@$!€|+", "oieastbgasieit"),
    str.maketrans("01345789@$!€|+(6", "oleastbgaslelicg"),
)
_DATES = (
    (_YEAR, re.compile(r"(19|20)\d\d")),
    (_DAY, re.compile(r"[0-3]\d[01]\d(19|20)\d\d|(19|20)\d\d[01]\d[0-3]\d")),
    (_DAY, re.compile(r"[0-3]?\d[./\- ][01]?\d[./\- ](19|20)?\d\d|(19|20)\d\d[./\- ][01]?\d[./\- ][0-3]?\d")),
)


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    worth: int
    kind: Weakness | None


def _cheapest(password: str, names: frozenset[str]) -> tuple[int, dict[Weakness | None, int]]:
    """The least that the password is worth, and how many characters each kind of piece covers."""
    text = _plain(password)
    ending: dict[int, list[_Piece]] = {}
    for piece in _pieces(text, names):
        ending.setdefault(piece.end, []).append(piece)
    best: list[tuple[int, _Piece | None]] = [(0, None)]
    for end in range(1, len(text) + 1):
        best.append(min(((best[p.start][0] + p.worth, p) for p in ending[end]), key=lambda option: option[0]))
    covered: dict[Weakness | None, int] = {}
    at = len(text)
    while at:
        last = best[at][1]
        assert last is not None
        covered[last.kind] = covered.get(last.kind, 0) + last.end - last.start
        at = last.start
    return best[-1][0], covered


def _pieces(text: str, names: frozenset[str]) -> Iterator[_Piece]:
    yield from _own(text)
    yield from _words(text, names, _NAME, Weakness.HAS_NAME)
    yield from _words(text, _common(), _WORD, Weakness.TOO_COMMON)
    for start in range(len(text)):
        for worth, dates in _DATES:
            found = dates.match(text, start)
            if found:
                yield _Piece(start, found.end(), worth, Weakness.TOO_COMMON)
        yield from _runs(text, start)


def _own(text: str) -> Iterator[_Piece]:
    for at, letter in enumerate(text):
        again = not letter.isalnum() and letter in text[:at]
        yield _Piece(at, at + 1, 0 if again else _OWN, None)


def _runs(text: str, start: int) -> Iterator[_Piece]:
    """From here on: a row of keys or of the alphabet, one letter again and again, what stood there before."""
    for least, row in _BOTH_WAYS:
        end = start + least
        while end <= len(text) and text[start:end] in row:
            yield _pattern(start, end, Weakness.IN_A_ROW)
            end += 1
    end = start + 1
    while end < len(text) and text[end] == text[start]:
        end += 1
        if end - start >= _SHORTEST_WORD:
            yield _pattern(start, end, Weakness.REPEATS)
    end = start + _SHORTEST_WORD
    while end <= len(text) and (text[start:end] in text[:start] or text[start:end][::-1] in text[:start]):
        yield _pattern(start, end, Weakness.REPEATS)
        end += 1


def _pattern(start: int, end: int, kind: Weakness) -> _Piece:
    return _Piece(start, end, _LONG if end - start >= _FROM else _SHORT, kind)


def _words(text: str, words: frozenset[str], worth: int, kind: Weakness) -> Iterator[_Piece]:
    longest = max(map(len, words), default=0)
    for read in {text, *(text.translate(leet) for leet in _LEET)}:
        for start in range(len(read)):
            for end in range(start + _SHORTEST_WORD, min(len(read), start + longest) + 1):
                if read[start:end] in words and not text[start:end].isdigit():
                    yield _Piece(start, end, worth, kind)


def _plain(text: str) -> str:
    """Small letters of the alphabet alone, whatever accents and script they had."""
    return "".join(anyascii(letter) if letter.isalpha() else letter for letter in text).lower()


def _spelled(word: str) -> set[str]:
    """A word as it may be typed: with ü as u, and as ue."""
    german = word.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {_plain(word), _plain(german)}


def _name_words(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for word in re.split(r"[^\w]+", unicodedata.normalize("NFC", name)):
            yield from (way for way in _spelled(word) if len(way) >= _SHORTEST_WORD)


@cache
def _common() -> frozenset[str]:
    """The words of the list; a line that begins with # is a comment."""
    lines = files.path("resources/common_passwords.txt").read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(way for word in words for way in _spelled(word))
