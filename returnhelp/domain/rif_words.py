"""Words about asylum or security in a question to the Return Information Fund, warned of before it is sent.

The words are data (``resources/rif_words.toml``), for each language with the phrases in which they mean something else.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from returnhelp import files


@dataclass(frozen=True, slots=True)
class Found:
    """A word as it stands in the text, from character ``start`` up to ``end``."""

    word: str
    start: int
    end: int


def languages() -> tuple[str, ...]:
    """The languages that have a list."""
    return tuple(_lists())


def asylum_words(text: str, in_languages: Iterable[str]) -> tuple[Found, ...]:
    """What a question had better not say, in the order of the text; empty = nothing was found.

    ``in_languages``: those in which the question may be written; if none of them has a list, all lists are used.
    """
    lists = [_lists()[language] for language in in_languages if language in _lists()] or list(_lists().values())
    plain, places = _plain(text)
    allowed = [span for each in lists for span in _spans(each.allowed, plain)]
    hits = {span for each in lists for span in _spans(each.words, plain)}
    spans: list[tuple[int, int]] = []
    for start, end in sorted(hits, key=lambda span: (span[0], -span[1])):
        inside = any(first <= start and end <= last for first, last in allowed)
        if not inside and (not spans or start >= spans[-1][1]):
            spans.append((start, end))
    places.append(len(text))
    return tuple(Found(text[places[start] : places[end]], places[start], places[end]) for start, end in spans)


@dataclass(frozen=True, slots=True)
class _Words:
    words: re.Pattern[str]
    allowed: re.Pattern[str]


@cache
def _lists() -> Mapping[str, _Words]:
    told = tomllib.loads(files.path("resources/rif_words.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {language: _Words(_pattern(both["words"]), _pattern(both["allowed"])) for language, both in told.items()}
    )


_BETWEEN = r"(?:[^\w.;:!?]+\w+){0,3}[^\w.;:!?]+"
_GAP = r"[^\w.;:!?]+"
_SPELT_OUT = {"ä": "(?:ae?)", "ö": "(?:oe?)", "ü": "(?:ue?)"}


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """All phrases at once, the longest first; each may begin where another one lies, so they are looked for ahead."""
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?=({'|'.join(map(_phrase, longest))})(?!\w))")


def _phrase(phrase: str) -> str:
    return _BETWEEN.join(_GAP.join(map(_word, re.split(r"[\s'-]+", part))) for part in re.split(r"\s*…\s*", phrase))


def _word(word: str) -> str:
    letters = unicodedata.normalize("NFC", word.casefold())
    return "".join(r"\w*" if one == "*" else _SPELT_OUT.get(one) or re.escape(_letter(one)) for one in letters)


def _spans(pattern: re.Pattern[str], plain: str) -> Iterator[tuple[int, int]]:
    return (match.span(1) for match in pattern.finditer(plain))


def _plain(text: str) -> tuple[str, list[int]]:
    """Small letters without accents and without what cannot be seen, and where each stood in the text."""
    plain: list[str] = []
    places: list[int] = []
    for place, one in enumerate(text):
        for letter in _letter(one):
            plain.append(letter)
            places.append(place)
    return "".join(plain), places


@lru_cache(maxsize=4096)
def _letter(one: str) -> str:
    folded = unicodedata.normalize("NFKD", one).casefold()
    return "".join(mark for mark in folded if not unicodedata.combining(mark) and unicodedata.category(mark) != "Cf")
