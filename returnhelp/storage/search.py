"""The search over names and numbers: which words a record is found by, and what a person meant by theirs.

Each word of a record stands in a trigram index between marks (``^^li$``), so that a word of one letter is
three signs long too, the beginning of a word is a phrase, and any digits of a number are found. A phrase never
holds more marks than it needs: three signs that every record has make it slow. What not
everybody may see, restricted records and those in the trash, stands in indexes of its own.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from sqlalchemy import Connection, column, delete, insert, literal_column, select, table, text, union_all
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import Select

from returnhelp.domain.names import consonants, fold, name_keys, sound
from returnhelp.storage import tables as t

CHUNK = 500
"""Records that are read or written by one statement."""

_START, _END, _SOUND, _SKELETON = "^", "$", "~", "="
_YEAR, _MONTH, _DAY = 0xE000, 0xF000, 0xF100  # a birth date is three signs of the private area: one trigram
_SOUND_FROM = 4  # letters; shorter words sound like too many others
_SKELETON_FROM = 3  # consonants
_NUMERIC = re.compile(r"[+(]*\d[\d.\-/'’()+]*$")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTS = re.compile(r"[a-z]+|\d+")
_GAPS = re.compile(r"[\s\-–,;/]+")

_INDEXES = {
    kind: table(kind, column("rowid"), column("words"))
    for kind in ("person_search", "case_search", "hidden_person_search", "hidden_case_search")
}


def create(connection: Connection) -> None:
    """Make the empty indexes; their pages are cut to fit into encrypted ones."""
    for name in _INDEXES:
        connection.execute(
            text(f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1, tokenize='trigram')")
        )
        for option, value in {"pgsz": 3900, "hashsize": 8 << 20, "automerge": 8}.items():
            connection.execute(insert(table(name, column(name), column("rank"))).values({name: option, "rank": value}))


def purge(session: Session) -> None:
    """Take out of the indexes the last traces of what was removed; after something was erased (seconds)."""
    for name in _INDEXES:
        session.execute(insert(table(name, column(name))).values({name: "optimize"}))


# --- what a record is found by ---------------------------------------------------------------------


def name_words(names: Iterable[str]) -> set[str]:
    """The words under which names are found: every spelling, and of longer words their sound and their consonants."""
    words: set[str] = set()
    for name in names:
        if name:
            words |= name_keys(name)
            words |= {key for word in fold(name).split() for key in _rough(word)}
    return words


def _rough(word: str) -> Iterator[str]:
    if len(word) >= _SOUND_FROM:
        yield _SOUND + sound(word)
    if len(bare := consonants(word)) >= _SKELETON_FROM:
        yield _SKELETON + bare


def number_words(number: str) -> set[str]:
    """The words under which a number is found: whole, its digits alone, and its parts without leading zeros."""
    plain = fold(number)
    parts = _PARTS.findall(plain)
    digits = "".join(part for part in parts if part.isdigit())
    whole = {plain.replace(" ", ""), digits} | {part.lstrip("0") for part in parts if part.isdigit()}
    return (whole | {part for part in parts if not part.isdigit()}) - {""}


def phone_words(phone: str) -> set[str]:
    """A phone number as one dials it at home and from abroad."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return {digits, "0" + digits[2:]} if digits.startswith("41") and phone.startswith("+") else {digits} - {""}


def _document(words: Iterable[str]) -> str:
    return " ".join(sorted(map(_marked, words)))


def _marked(word: str) -> str:
    if word[0] in (_SOUND, _SKELETON):
        return word + _END
    return _START + _START + word + ("" if ord(word[0]) >= _YEAR else _END)


def _words_of_people(session: Session, ids: Collection[int]) -> dict[int, set[str]]:
    """The words of each person, without the numbers of their cases."""
    found: dict[int, set[str]] = {}
    if not ids:
        return found
    people = t.people.c
    for row in session.execute(
        select(
            people.id,
            people.family_name,
            people.given_names,
            people.original_family_name,
            people.original_given_names,
            people.birth_date,
            people.zemis,
            people.phone,
        ).where(people.id.in_(ids))
    ):
        words = name_words(row[1:5]) | number_words(row.zemis) | phone_words(row.phone)
        if row.birth_date:
            words.add(_born(row.birth_date))
        found[row.id] = words
    alias = t.aliases.c
    for key, *names in session.execute(
        select(alias.person_id, alias.family_name, alias.given_names, alias.original_script).where(
            alias.person_id.in_(ids)
        )
    ):
        found[key] |= name_words(names)
    paper = t.travel_documents.c
    for key, number in session.execute(select(paper.person_id, paper.number).where(paper.person_id.in_(ids))):
        found[key] |= number_words(number)
    for key, number in session.execute(
        select(t.members.c.person_id, t.households.c.n_number)
        .join(t.households, t.households.c.id == t.members.c.household_id)
        .where(t.members.c.person_id.in_(ids))
    ):
        found[key] |= number_words(number)
    return found


def _born(day: date) -> str:
    return _year(day) + chr(_MONTH + day.month) + chr(_DAY + day.day)


def _year(day: date) -> str:
    return chr(_YEAR + max(0, day.year - 1800))


# What an index is made of: of these records everything, or these fields ("" = made or removed).
_FOUND_BY: Mapping[str, frozenset[str] | None] = {
    "person": frozenset(
        {
            *("", "family_name", "given_names", "original_family_name", "original_given_names", "birth_date"),
            *("zemis", "phone", "restricted", "deleted_at", "merged_into_id"),
        }
    ),
    "aliases": None,
    "travel_documents": None,
    "household": frozenset({"", "n_number", "deleted_at"}),
    "member": None,
    "case": frozenset({"", "number", "restricted", "deleted_at", "household_id", "pseudonym"}),
    "travellers": frozenset({"", "person_id"}),
}


def concerned(changed: Iterable[tuple[str, str]]) -> bool:
    """Whether any of these changes (entity, field) touches what a record is found by."""
    return any(
        entity in _FOUND_BY and ((fields := _FOUND_BY[entity]) is None or field in fields) for entity, field in changed
    )


# --- keeping the indexes ---------------------------------------------------------------------------


def reindex(session: Session, person_ids: Iterable[int], case_ids: Iterable[int]) -> None:
    """Make the entries of these anew from the tables; ``rows.refresh`` has brought their rows up to date."""
    waiting = set(person_ids)
    for cases in chunks(case_ids):
        going: dict[int, list[int]] = defaultdict(list)
        for case, person in session.execute(
            select(t.travellers.c.case_id, t.travellers.c.person_id).where(t.travellers.c.case_id.in_(cases))
        ):
            going[case].append(person)
        words = _words_of_people(session, {person for people in going.values() for person in people})
        _reindex_cases(session, cases, going, words)
        here = waiting & words.keys()
        _reindex_people(session, here, words)
        waiting -= here
    for people in chunks(waiting):
        _reindex_people(session, people, _words_of_people(session, people))


def _reindex_cases(
    session: Session, ids: list[int], going: Mapping[int, list[int]], words_of: Mapping[int, set[str]]
) -> None:
    row = t.case_rows.c
    hidden: dict[int, bool] = {}
    words: dict[int, set[str]] = {}
    for case, restricted, trashed, number, n_number, pseudonym in session.execute(
        select(row.case_id, row.restricted, row.trashed, row.number, t.households.c.n_number, t.cases.c.pseudonym)
        .join(t.cases, t.cases.c.id == row.case_id)
        .outerjoin(t.households, t.households.c.id == t.cases.c.household_id)
        .where(row.case_id.in_(ids))
    ):
        hidden[case] = restricted or trashed
        words[case] = number_words(number) | number_words(n_number or "") | number_words(pseudonym)
        for person in going.get(case, ()):
            words[case] |= words_of.get(person, set())
    _replace(session, "case_search", ids, hidden, words)


def _reindex_people(session: Session, ids: Collection[int], words: dict[int, set[str]]) -> None:
    if not ids:
        return
    for person, number in session.execute(
        select(t.travellers.c.person_id, t.cases.c.number)
        .join(t.cases, t.cases.c.id == t.travellers.c.case_id)
        .where(t.travellers.c.person_id.in_(ids), t.cases.c.restricted.is_(False))
    ):
        words[person] |= number_words(number)
    for person, pseudonym in session.execute(
        select(t.travellers.c.person_id, t.cases.c.pseudonym)
        .join(t.cases, t.cases.c.id == t.travellers.c.case_id)
        .where(t.travellers.c.person_id.in_(ids), t.cases.c.pseudonym != "", t.cases.c.restricted.is_(True))
    ):
        words[person] |= number_words(pseudonym)
    row = t.person_rows.c
    listed = session.execute(select(row.person_id, row.restricted, row.trashed).where(row.person_id.in_(ids)))
    hidden = {person: restricted or trashed for person, restricted, trashed in listed}
    _replace(session, "person_search", ids, hidden, words)


def _replace(
    session: Session, kind: str, ids: Collection[int], hidden: dict[int, bool], words: dict[int, set[str]]
) -> None:
    for apart, name in enumerate((kind, f"hidden_{kind}")):
        index = _INDEXES[name]
        session.execute(delete(index).where(index.c.rowid.in_(ids)))
        rows = [
            {"rowid": key, "words": _document(words[key])}
            for key, is_hidden in hidden.items()
            if is_hidden == bool(apart)
        ]
        if rows:
            session.execute(insert(index), rows)


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """The numbers in order, so many at a time as one statement takes."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


# --- what a person meant ---------------------------------------------------------------------------

Phrases = tuple[str, ...]
Kind = Literal["case", "person"]


@dataclass(frozen=True)
class Wanted:
    """What was typed: every word must be met, each by one of its ways, each way by all its phrases."""

    words: tuple[tuple[Phrases, ...], ...]

    @property
    def expression(self) -> str:
        """For the index."""
        return " AND ".join(
            "(" + " OR ".join("(" + " AND ".join(f'"{phrase}"' for phrase in way) + ")" for way in word) + ")"
            for word in self.words
        )


def wanted(typed: str, *, whole_words: bool = False) -> Wanted | None:
    """Read what was typed; None when there is nothing in it to look for.

    Words of letters are beginnings of names (whole names with ``whole_words``), in any order; three and more
    digits are any part of a number; a full date is a birth date.
    """
    words: list[tuple[Phrases, ...]] = []
    for is_number, group in groupby(filter(None, re.split(r"[\s,;]+", typed.strip())), key=_is_number):
        if is_number:
            words += _numbers(list(group))
        else:
            words += _names(list(group), _END if whole_words else "")
    return Wanted(tuple(words)) if words else None


def _is_number(word: str) -> bool:
    return bool(_NUMERIC.match(word))


def _numbers(group: list[str]) -> list[tuple[Phrases, ...]]:
    found: list[tuple[Phrases, ...]] = []
    rest = []
    for word in group:
        day = _day(word)
        if day:
            found.append(((_born(day),),))
        else:
            rest.append(word)
    if rest:
        digits = ["".join(re.findall(r"\d", word)) for word in rest]
        ways = {tuple(map(_digits, digits)), (_digits("".join(digits)),)}
        parts = [part.lstrip("0") or "0" for word in rest for part in re.findall(r"\d+", word)]
        if len(parts) > 1:  # 2024-12 is the case 2024-0012
            ways.add((*(_beginning(part) + _END for part in parts[:-1]), _beginning(parts[-1])))
        joined = "".join(digits)
        if joined.startswith("00"):
            ways.add((_digits(joined[2:]),))
        found.append(tuple(sorted(ways)))
    return found


def _digits(digits: str) -> str:
    return digits if len(digits) > 2 else _beginning(digits)


def _beginning(word: str) -> str:
    return (_START if len(word) > 1 else _START + _START) + word


def _day(word: str) -> date | None:
    if found := _DAY_FIRST.fullmatch(word):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(word):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _names(group: list[str], end: str) -> list[tuple[Phrases, ...]]:
    found = [_code(word) for word in group if _has_digits(word)]
    parts = [part for word in group if not _has_digits(word) for part in _GAPS.split(word) if fold(part)]
    ways = [_ways(part, end) for part in parts]
    if len(parts) == 2:
        both = {one + other for one in ways[0] for other in ways[1]}  # Ben Youssef is also written Benyoussef
        ways = [both | {(_beginning(key) + end,) for key in name_keys("".join(parts))}]
    return found + [tuple(sorted(one)) for one in ways]


def _has_digits(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _code(word: str) -> tuple[Phrases, ...]:
    """Letters and digits together: a number of a case or of a passport, whole or by its parts."""
    plain = fold(word)
    parts = [part.lstrip("0") or "0" for part in _PARTS.findall(plain)]
    whole = _beginning(plain.replace(" ", ""))
    return ((whole,), tuple(map(_beginning, parts))) if parts else ((whole,),)


def _ways(part: str, end: str) -> set[Phrases]:
    ways: set[Phrases] = {(_beginning(key) + end,) for key in name_keys(part)}
    plain = fold(part).replace(" ", "")
    if len(plain) >= _SOUND_FROM and plain.isalpha() and not end:
        ways.add((_SOUND + sound(plain) + _END,))
    return ways


def alike(family_name: str, given_names: str, birth_date: date | None, numbers: Iterable[str]) -> list[Wanted]:
    """What to look for to find everybody who may be this person, the surest first: not all will be."""
    sure = [Wanted((((_beginning(word) + _END,),),)) for word in _whole_numbers(numbers)]
    names = [ways for ways in (_rough_ways(family_name), _rough_ways(given_names)) if ways]
    either = tuple(sorted({way for ways in names for way in ways}))
    if birth_date and either:
        born = tuple((_born(day),) for day in sorted(_days_like(birth_date)))
        sure.append(Wanted((born, either)))
    if names:
        sure.append(Wanted(tuple(tuple(sorted(ways)) for ways in names)))
    if birth_date and len(names) == 2:
        sure.append(Wanted((((_START + _START + _year(birth_date),),), either)))
    return sure


def _whole_numbers(numbers: Iterable[str]) -> set[str]:
    found = {fold(number).replace(" ", "") for number in numbers}
    return {word for word in found if len(word) >= 5 and any(sign.isdigit() for sign in word)}


def _rough_ways(name: str) -> set[Phrases]:
    ways: set[Phrases] = {(_beginning(key),) for key in name_keys(name)}
    return ways | {(key + _END,) for word in fold(name).split() for key in _rough(word)}


def _days_like(day: date) -> set[date]:
    """The day itself, with day and month exchanged, and the first of January that stands for an unknown day."""
    days = {day, date(day.year, 1, 1)}
    if day.day <= 12:
        days.add(date(day.year, day.day, day.month))
    return days


def matching(kind: Kind, meant: Wanted) -> Select[tuple[int]]:
    """The numbers of the records found that everybody may see; cases by their own numbers or the people in them."""
    return _rowids(f"{kind}_search", meant)


def matching_hidden(kind: Kind, meant: Wanted) -> Select[tuple[int]]:
    """The numbers of those found that are restricted or in the trash; who may see which is the caller's to ask."""
    return _rowids(f"hidden_{kind}_search", meant)


def matching_all(kind: Kind, meant: Wanted) -> Select[tuple[int]]:
    """Both together."""
    return select(union_all(matching(kind, meant), matching_hidden(kind, meant)).subquery().c.rowid)


def _rowids(name: str, meant: Wanted) -> Select[tuple[int]]:
    return select(_INDEXES[name].c.rowid).where(literal_column(name).op("MATCH")(meant.expression))
