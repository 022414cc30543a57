"""A list on its way into the store: the file, how it is read, what was answered, and what came of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from returnhelp.domain import intake_mapping
from returnhelp.domain.errors import MappingUnreadableError
from returnhelp.domain.intake import (
    NAME_FIELDS,
    Answers,
    Decision,
    Doubt,
    DoubtKind,
    Field,
    IntakeRow,
    Review,
    Sheet,
    SheetMapping,
    Workbook,
)
from returnhelp.domain.intake_values import as_text, value_key
from returnhelp.i18n import labels
from returnhelp.services.imports import InStore

WORD_DOUBTS = frozenset({DoubtKind.VALUE_UNKNOWN, DoubtKind.VALUE_AMBIGUOUS, DoubtKind.FORMER_STATE})
"""Doubts about what a word means; they are settled once for the word, not once for each row."""


@dataclass(frozen=True)
class Word:
    """A word that is not known for sure: how often it stands there, what is proposed, what else it may be."""

    field: Field
    raw: str
    rows: int
    proposed: str = ""
    options: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[Field, str]:
        return self.field, value_key(self.raw)


@dataclass(frozen=True)
class IntakeWork:
    """Everything a person has done with a list so far; a step makes another one of it."""

    file: Path
    workbook: Workbook
    mapping: SheetMapping
    answers: Answers = field(default_factory=Answers)
    new_people: frozenset[int] = frozenset()
    words: tuple[Word, ...] = ()
    review: Review | None = None
    in_store: tuple[InStore, ...] = ()
    rows: Mapping[int, IntakeRow] = field(default_factory=dict)
    """The rows of the review by their number."""

    @property
    def sheet(self) -> Sheet:
        return self.workbook.sheet(self.mapping.sheet)

    def reviewed(self, review: Review, in_store: Sequence[InStore]) -> "IntakeWork":
        """With another review; the words that were asked about stay known."""
        asked = {word.key: word for word in self.words}
        asked |= {word.key: word for word in unknown_words(review.doubts)}
        there = frozenset(hit.row for hit in in_store)
        return replace(
            self,
            review=review,
            in_store=tuple(in_store),
            rows={row.row: row for row in review.rows},
            words=tuple(asked.values()),
            new_people=self.new_people & there,
        )

    def mapped(self, mapping: SheetMapping) -> "IntakeWork":
        """Read in another way; answers about single rows hold for the sheet and heading that they were given for."""
        same = (mapping.sheet, mapping.heading_row) == (self.mapping.sheet, self.mapping.heading_row)
        return replace(self, mapping=mapping) if same else IntakeWork(self.file, self.workbook, mapping)

    def meaning(self, word: Word) -> str | None:
        """The code that was answered for a word; None where nothing was, "" for "leave it empty"."""
        return self.mapping.values.get(word.field, {}).get(word.key[1])

    def meant(self, wanted: Field, raw: str, code: str) -> "IntakeWork":
        """With the meaning of a word, wherever it stands in that field."""
        return replace(self, mapping=intake_mapping.with_value(self.mapping, wanted, raw, code))

    def decided(self, kind: DoubtKind, decision: Decision | None) -> "IntakeWork":
        """With all doubts of a kind settled together, or left to single answers again."""
        decisions = {one: how for one, how in self.mapping.decisions.items() if one is not kind}
        if decision is not None:
            decisions[kind] = decision
        return replace(self, mapping=replace(self.mapping, decisions=decisions))

    def all_proposed(self) -> "IntakeWork":
        """With what is proposed taken for every doubt that is still open."""
        work = self
        for kind in {doubt.kind for doubt in self.review.open_doubts} if self.review else ():
            work = work.decided(kind, Decision.PROPOSED)
        return work

    def answered(self, row: int, wanted: Field, code: str | None) -> "IntakeWork":
        """With what a cell says replaced by a code; None takes the answer back."""
        cells = {place: said for place, said in self.answers.cells.items() if place != (row, wanted)}
        if code is not None:
            cells[row, wanted] = code
        return replace(self, answers=replace(self.answers, cells=cells))

    def same_as(self, row: int, other: int | None) -> "IntakeWork":
        """With the row taken for a repeat of another (0: for somebody else); None takes the answer back."""
        same = {one: of for one, of in self.answers.same_as.items() if one != row}
        if other is not None:
            same[row] = other
        return replace(self, answers=replace(self.answers, same_as=same))

    def left_out(self, row: int, out: bool) -> "IntakeWork":
        """With the row not read at all, or read again."""
        rows = self.answers.left_out | {row} if out else self.answers.left_out - {row}
        return replace(self, answers=replace(self.answers, left_out=frozenset(rows)))

    def somebody_else(self, rows: Iterable[int], new: bool) -> "IntakeWork":
        """With the people of these rows taken for others than the ones found in the store, or not."""
        changed = self.new_people | set(rows) if new else self.new_people - set(rows)
        return replace(self, new_people=frozenset(changed))

    def fresh_people(self) -> int:
        """How many people have a departure in the list that is not in the store yet."""
        there = {hit.row for hit in self.in_store if hit.departed} - self.new_people
        return len({row.person_row for number, row in self.rows.items() if number not in there})

    # --- what is shown -----------------------------------------------------------------------------

    def row(self, number: int) -> IntakeRow | None:
        """A row as it was read; None for one that does not count or could not be read."""
        return self.rows.get(number)

    def name(self, number: int) -> str:
        """The name in a row, as read or as written."""
        row = self.row(number)
        if row is not None:
            return f"{row.family_name} {row.given_names}".strip()
        cells = self.sheet.rows[number - 1] if 0 < number <= len(self.sheet.rows) else ()
        written = (
            as_text(cells[column.index])
            for column in self.mapping.columns
            if column.field in NAME_FIELDS and column.index < len(cells)
        )
        return " ".join(filter(None, written))

    def facts(self, number: int) -> str:
        """Who stands in a row, in one line: name, birth, nationality, dossier, departure."""
        row = self.row(number)
        if row is None:
            return self.name(number)
        said = [self.name(number)]
        if row.birth is not None:
            said.append(f"* {dated(row.birth.written)}")
        said += [labels.country(one) for one in row.nationalities]
        said += [part for part in (row.n_number, row.zemis) if part]
        if row.departure is not None:
            said.append(f"→ {dated(row.departure.written)}")
        return " · ".join(said)

    def written(self, number: int, wanted: Field) -> str:
        """What stands in a cell."""
        column = self.mapping.column_of(wanted)
        cells = self.sheet.rows[number - 1] if 0 < number <= len(self.sheet.rows) else ()
        return as_text(cells[column.index]) if column is not None and column.index < len(cells) else ""


def dated(written: str) -> str:
    """``1985``, ``1985-03`` or ``1985-03-21`` in figures."""
    return ".".join(reversed(written.split("-")))


def unknown_words(doubts: Iterable[Doubt]) -> tuple[Word, ...]:
    """The words that are not known for sure, the most frequent first."""
    first: dict[tuple[Field, str], Doubt] = {}
    times: Counter[tuple[Field, str]] = Counter()
    for doubt in doubts:
        if doubt.kind in WORD_DOUBTS:
            key = (doubt.field, value_key(doubt.raw))
            first.setdefault(key, doubt)
            times[key] += 1
    return tuple(
        Word(doubt.field, doubt.raw, times[key], doubt.proposed, doubt.options)
        for key, doubt in sorted(first.items(), key=lambda found: -times[found[0]])
    )


def doubts_of(review: Review) -> dict[DoubtKind, list[Doubt]]:
    """The doubts by kind: first the kinds that need an answer, the larger before the smaller."""
    found: dict[DoubtKind, list[Doubt]] = {}
    for doubt in review.doubts:
        found.setdefault(doubt.kind, []).append(doubt)

    def rank(kind: DoubtKind) -> tuple[bool, int]:
        return not any(doubt.needs_answer for doubt in found[kind]), -len(found[kind])

    return {kind: found[kind] for kind in sorted(found, key=rank)}


def open_in(doubts: Iterable[Doubt]) -> int:
    """How many of these need an answer."""
    return sum(doubt.needs_answer for doubt in doubts)


# --- kept over a lock --------------------------------------------------------------------------------


def to_draft(work: IntakeWork) -> dict[str, Any]:
    """What was done with a list, as JSON can hold it; the list itself is read again from its file."""
    return {
        "file": str(work.file),
        "mapping": intake_mapping.to_dict(work.mapping),
        "cells": [[row, wanted.value, code] for (row, wanted), code in work.answers.cells.items()],
        "same_as": [[row, other] for row, other in work.answers.same_as.items()],
        "left_out": sorted(work.answers.left_out),
        "new_people": sorted(work.new_people),
    }


def from_draft(content: Mapping[str, Any], workbook: Workbook) -> IntakeWork:
    """The work that ``to_draft`` told of; raises MappingUnreadableError for what is none, or of another list."""
    file = Path(str(content.get("file", "")))
    mapping = intake_mapping.from_dict(content.get("mapping"), file.name)
    try:
        workbook.sheet(mapping.sheet)
        answers = Answers(
            {(int(row), Field(wanted)): str(code) for row, wanted, code in content["cells"]},
            {int(row): int(other) for row, other in content["same_as"]},
            frozenset(map(int, content["left_out"])),
        )
        return IntakeWork(file, workbook, mapping, answers, frozenset(map(int, content["new_people"])))
    except (KeyError, TypeError, ValueError) as cause:
        raise MappingUnreadableError(name=file.name) from cause
