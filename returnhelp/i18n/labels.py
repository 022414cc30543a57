"""The word a person reads for each value that the program knows by a code."""

import csv
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache

from returnhelp import files
from returnhelp.i18n import catalogs, formats, spoken

# Where the list of the Federal Statistical Office says it as people here do, and CLDR does not: Moldova, Belarus,
# Cabo Verde, Congo (Brazzaville), Congo (Kinshasa), Myanmar, Hong Kong, Macao, Timor-Leste, Palestine.
_AS_LISTED = frozenset({8263, 8266, 8319, 8322, 8323, 8505, 8509, 8524, 8547, 8550})
_SHARED = frozenset({"SH", "UM"})  # ISO has one code where the list has several islands


def _tables() -> Iterator[Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]]]:
    """The tables of words; the sign-in window needs the first, the others load the domain, rapidfuzz too."""
    from returnhelp.i18n import role_words

    yield role_words.WORDS
    from returnhelp.i18n import case_words, figure_words, list_words, person_words

    yield from (case_words.WORDS, person_words.WORDS, figure_words.WORDS, list_words.WORDS)
    from returnhelp.i18n import areas_words, money_words, rules_words, start_words, travel_words

    yield from (rules_words.WORDS, money_words.WORDS, travel_words.WORDS, start_words.WORDS, areas_words.WORDS)
    from returnhelp.i18n import deadline_words, statistics_words

    yield from (deadline_words.WORDS, statistics_words.WORDS)


@cache
def _words_of(kind: type[StrEnum]) -> Mapping[StrEnum, tuple[str, str]]:
    for table in _tables():
        if kind in table:
            return table[kind]
    raise LookupError(f"{kind.__module__}.{kind.__name__} has no words")


def label(value: StrEnum, language: str | None = None) -> str:
    """The word for a value of the domain, in the language given or in use."""
    context, word = _words_of(type(value))[value]
    return catalogs.words(language).pgettext(context, word)


def field(name: str, entity: str | None = None, language: str | None = None) -> str:
    """The name of a field of a record, as ``domain.edits`` knows both; another name answers itself, translated."""
    from returnhelp.i18n import field_words

    words = catalogs.words(language)
    context, word = field_words.FIELDS.get((entity, name)) or field_words.FIELDS.get((None, name)) or ("", name)
    return words.pgettext(context, word) if context else words.gettext(word)


def record(entity: str, language: str | None = None) -> str:
    """What kind of record it is, as ``domain.edits`` knows it: person, household, contact."""
    from returnhelp.i18n import field_words

    return catalogs.words(language).pgettext(*field_words.RECORDS[entity])


def country(bfs: int, language: str | None = None) -> str:
    """The name of a country by its BFS number; a number that the list does not have answers itself."""
    return _country(bfs, language or catalogs.language())


@lru_cache(maxsize=2048)
def _country(bfs: int, language: str) -> str:
    from returnhelp.domain import countries  # it loads rapidfuzz

    if bfs not in countries.table():
        return str(bfs)
    listed = countries.country(bfs)
    by_list = {"de": listed.de, "fr": listed.fr, "it": listed.it}.get(language, listed.en)
    if not listed.valid or not listed.code or listed.code in _SHARED:
        return by_list
    if bfs in _AS_LISTED and language in (*catalogs.LANGUAGES, catalogs.PSEUDO):
        return by_list
    name: str = formats.locale(language).territories.get(listed.code, by_list)
    return name.replace(" & ", " and ")  # a lone & would be taken for a shortcut in a window


def countries(language: str | None = None) -> list[tuple[int, str]]:
    """The states of today with their names, in alphabetical order."""
    from returnhelp.domain import countries as table

    named = [(one.bfs, country(one.bfs, language)) for one in table.states()]
    return sorted(named, key=lambda pair: formats.sort_key(pair[1]))


def canton(code: str, language: str | None = None) -> str:
    """The name of a canton by its two letters; other letters answer themselves."""
    return _named("resources/cantons.csv", "code", code, language)


def greater_region(number: int, language: str | None = None) -> str:
    """The name of one of the seven greater regions of Switzerland (BFS); another number answers itself."""
    return _named("resources/greater_regions.csv", "region", str(number), language)


def _named(place: str, column: str, key: str, language: str | None) -> str:
    row = _table(place, column).get(key, {})
    return row.get(language or catalogs.language(), row.get("en", key))


@cache
def _table(place: str, column: str) -> Mapping[str, dict[str, str]]:
    with files.path(place).open(encoding="utf-8", newline="") as lines:
        return {row[column]: row for row in csv.DictReader(lines)}


def language_name(code: str, language: str | None = None) -> str:
    """The name of a language by its ISO 639 code; another text answers itself."""
    return _language_name(code, language or catalogs.language())


@lru_cache(maxsize=2048)
def _language_name(code: str, language: str) -> str:
    if code in spoken.OUR_NAMES:
        return catalogs.catalog(language).pgettext(*spoken.OUR_NAMES[code])
    name: str = formats.locale(language).languages.get(code, code)
    return name[:1].upper() + name[1:]


def languages(language: str | None = None) -> list[tuple[str, str]]:
    """The languages that clients speak, with their names, in alphabetical order."""
    named = [(code, language_name(code, language)) for code in spoken.CODES]
    return sorted(named, key=lambda pair: formats.sort_key(pair[1]))
