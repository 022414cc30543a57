"""Names in any spelling: the keys under which a name is found, whichever way it was written."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

# German and Scandinavian spellings without the special letter; the plain letter is the other customary one.
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae", "œ": "oe", "ß": "ss"})
# Passports write Cyrillic by ICAO Doc 9303-3 (Russian) and by the Ukrainian rule of 2010 (Cabinet resolution 55).
_ICAO = {"й": "i", "ю": "iu", "я": "ia", "ё": "e", "ъ": "ie", "ь": "", "є": "ie", "ї": "i", "х": "kh", "э": "e"}
_ICAO_CYRILLIC = str.maketrans(_ICAO)
_UKRAINIAN = str.maketrans(_ICAO | {"г": "h", "и": "y"})
_UKRAINIAN_FIRST = {"ю": "yu", "я": "ya", "є": "ye", "ї": "yi", "й": "y"}
_FIRST_LETTER = re.compile(r"\b[юяєїй]")
_CYRILLIC = re.compile(r"[а-яёєіїґ]")
_MARKS = re.compile(r"['’‘ʼʹʺ`´\"“”.]")
_GAPS = re.compile(r"[^a-z0-9]+")
_COLLAPSE = re.compile(r"([aou])e")

# What the scripts and the languages of the office write differently for one sound, longest first.
_SOUNDS = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"schtsch|shch|chtch|tsch|tch|tsh|sch|sh|zh|ch", "s"),
        (r"dsch|dzh|dj", "j"),
        (r"kh|qh", "h"),
        (r"ph", "f"),
        (r"gh", "g"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ck|q|c", "k"),
        (r"ou|oo|w(?=[bcdfghklmnpqrstvxz])", "u"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"[yj]", "i"),
        (r"ee|ie|ei", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"(?<=.)[aeiou]")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """``name`` in plain small Latin letters and digits, words parted by one blank (``"Özgür-Ay"``: ``"ozgur ay"``)."""
    plain = name if name.isascii() else anyascii(unicodedata.normalize("NFC", name))
    return _GAPS.sub(" ", _MARKS.sub("", plain.lower())).strip()


@lru_cache(maxsize=65536)
def spellings(name: str) -> frozenset[str]:
    """Every customary plain spelling of ``name`` as a whole (``"Özgür Ay"``: ``"ozgur ay"`` and ``"oezguer ay"``)."""
    found = {fold(name)}
    if not name.isascii():
        small = unicodedata.normalize("NFC", name).lower()
        found.add(fold(small.translate(_SPELT_OUT)))
        if _CYRILLIC.search(small):
            first = _FIRST_LETTER.sub(lambda letter: _UKRAINIAN_FIRST[letter[0]], small)
            found |= {fold(small.translate(_ICAO_CYRILLIC)), fold(first.translate(_UKRAINIAN))}
    found |= {_COLLAPSE.sub(r"\1", spelling) for spelling in found}
    return frozenset(spelling for spelling in found if spelling)


@lru_cache(maxsize=65536)
def name_keys(name: str) -> frozenset[str]:
    """Every key under which ``name`` is to be found: each word and the whole without gaps, in each customary spelling.

    Two spellings of one name share at least one key: ``Özgür``, ``Oezguer`` and ``Ozgur`` share ``ozgur``;
    ``Арсен`` and ``Arsen`` share ``arsen``. The beginning of a spelling has keys that begin keys of the whole.
    """
    keys: set[str] = set()
    for spelling in spellings(name):
        words = spelling.split()
        keys.update(words)
        keys.add("".join(words))
    return frozenset(keys)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How a word sounds, roughly, so that transliterations meet (``Khasan``, ``Hassan``: ``hasan``)."""
    heard = _COLLAPSE.sub(r"\1", fold(word).replace(" ", ""))
    for pattern, put in _SOUNDS:
        heard = pattern.sub(put, heard)
    return heard


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """The sound of a word without vowels after its first letter, as Arabic writes it (``Mohammed``: ``mhmd``)."""
    bare = _VOWELS.sub("", sound(word))
    return re.sub(r"(.)\1+", r"\1", bare)


def block_keys(names: Iterable[str]) -> frozenset[str]:
    """Rough keys by which people worth comparing are brought together: the consonants of each word of their names."""
    return frozenset(consonants(word) for name in names for word in fold(name).split())


def word_similarity(one: str, other: str) -> float:
    """How alike two words of names are, from 0 to 1 (1: customary spellings of the same word)."""
    if one == other or spellings(one) & spellings(other):
        return 1.0
    a, b = fold(one), fold(other)
    if sound(a) == sound(b):
        return 0.95
    if min(len(a), len(b)) < 3:
        return 0.0
    if len(consonants(a)) >= 3 and consonants(a) == consonants(b):
        return 0.9
    near = OSA.normalized_similarity(a, b)
    return near if near >= 0.6 else near / 2


@lru_cache(maxsize=16384)
def name_similarity(one: str, other: str) -> float:
    """How alike two names of one or more words are, from 0 to 1; the order of the words does not count."""
    if not one.strip() or not other.strip():
        return 0.0
    if spellings(one) & spellings(other):
        return 1.0
    if {spelling.replace(" ", "") for spelling in spellings(one)} & {
        spelling.replace(" ", "") for spelling in spellings(other)
    }:
        return 1.0
    few, many = sorted((_words(one), _words(other)), key=len)
    if not few:
        return 0.0
    left = list(many)
    total = 0.0
    weight = 0
    for word in sorted(few, key=len, reverse=True):
        best = max(left, key=lambda candidate: word_similarity(word, candidate))
        total += word_similarity(word, best) * len(word)
        weight += len(word)
        left.remove(best)
    return max(0.0, total / weight - 0.04 * len(left))


def _words(name: str) -> list[str]:
    """The words of ``name`` in their own letters, so that each keeps its customary spellings."""
    return [word for word in re.split(r"[\s\-–,/]+", name) if fold(word)]
