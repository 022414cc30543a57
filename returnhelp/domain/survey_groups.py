"""The scores of groups of people, told only where there are so many that nobody can be recognised."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from returnhelp.domain import survey_scores
from returnhelp.domain.case_kinds import CaseType
from returnhelp.domain.errors import AnswerRefusedError
from returnhelp.domain.survey_answers import SurveyOccasion, SurveyTaken
from returnhelp.domain.surveys import Dimension, Instrument, Measure

LIMIT = 11
"""People of whom a group is shown, where the office says nothing else: cells of 1 to 10 are hidden."""

LEAST = 3
"""No office goes below: of two people, each would learn the score of the other."""

Key = CaseType | int | None
"""A kind of case, or a destination by its BFS number; None where it is not known."""

Scale = Measure | Dimension
"""A score of reintegration, or satisfaction (the mean mark)."""


class GroupBy(StrEnum):
    """What people are grouped by; scores differ much by the context of a return."""

    KIND = "kind"
    DESTINATION = "destination"


@dataclass(frozen=True)
class Value:
    """One score of one survey; None when it is not scorable."""

    value: Fraction | None
    completeness: Fraction


Values = Mapping[Scale, Value]


@dataclass(frozen=True)
class Subject:
    """One person whose surveys count, and the groups they are in.

    ``before`` is the baseline with which ``follow_up`` is compared; it may be older than the time that is asked about.
    """

    groups: Mapping[GroupBy, Key]
    baseline: Values | None
    follow_up: Values | None
    before: Values | None


@dataclass(frozen=True)
class Cell:
    """``n`` of those ``taken`` are scorable; mean, median and completeness are None where there is nothing to reckon.

    The completeness is the mean over all surveys taken; a change has none.
    """

    taken: int
    n: int
    mean: Fraction | None = None
    median: Fraction | None = None
    completeness: Fraction | None = None


@dataclass(frozen=True)
class Figures:
    """One score of a group at baseline and at follow-up, and its change; None is hidden."""

    baseline: Cell | None
    follow_up: Cell | None
    change: Cell | None


@dataclass(frozen=True)
class Group:
    """Of ``by`` None everybody is one group."""

    by: GroupBy | None
    key: Key
    figures: Mapping[Scale, Figures]


@dataclass(frozen=True)
class GroupScores:
    """The scores of everybody and of each group, the largest first; no cell is of fewer people than ``limit``."""

    instrument: Instrument
    limit: int
    everybody: Group
    groups: tuple[Group, ...]

    def by(self, by: GroupBy) -> tuple[Group, ...]:
        return tuple(one for one in self.groups if one.by is by)


def scales(instrument: Instrument) -> tuple[Scale, ...]:
    """What an instrument measures."""
    return (Dimension.SATISFACTION,) if instrument.marks is not None else tuple(Measure)


def subject(
    instrument: Instrument,
    taken: Sequence[SurveyTaken],
    person_id: int,
    first: date,
    last: date,
    groups: Mapping[GroupBy, Key],
) -> Subject | None:
    """What counts of a person from ``first`` to ``last``: the first baseline and the last follow-up, if of that time.

    The change counts in the time of its follow-up. None when nothing counts.
    """
    pair = survey_scores.pair([one for one in taken if one.taken_on <= last], person_id, instrument)
    found = {one.occasion: (one.taken_on, _values(instrument, one)) for one in pair}
    day, before = found.get(SurveyOccasion.BASELINE, (last, None))
    baseline = before if day >= first else None
    day, after = found.get(SurveyOccasion.FOLLOW_UP, (last, None))
    follow_up = after if day >= first else None
    if baseline is None and follow_up is None:
        return None
    return Subject(groups, baseline, follow_up, before if follow_up is not None else None)


def _values(instrument: Instrument, taken: SurveyTaken) -> Values | None:
    """None for answers that the instrument does not have."""
    try:
        if instrument.marks is not None:
            told = survey_scores.satisfaction(instrument, taken.answers)
            share = Fraction(told.answered, told.applicable) if told.applicable else Fraction(0)
            return {Dimension.SATISFACTION: Value(told.mean, share)}
        scores = survey_scores.scores(instrument, taken.answers)
    except AnswerRefusedError:
        return None
    return {one: Value(scores.of(one).value, scores.of(one).completeness) for one in Measure}


def group_scores(instrument: Instrument, subjects: Sequence[Subject], limit: int = LIMIT) -> GroupScores:
    """Mean, median and change of each score for everybody and for each group.

    A cell of fewer than ``limit`` people is hidden, whether they took the survey or could be scored, and so is the
    next larger one where a hidden cell could be worked out from the total of everybody.
    """
    asked = scales(instrument)
    everybody = {scale: _cells(scale, subjects) for scale in asked}
    total = Group(
        None, None, {scale: _shown(cells, [_small(one, limit) for one in cells]) for scale, cells in everybody.items()}
    )
    groups: list[Group] = []
    for by in GroupBy:
        keys = list(dict.fromkeys(one.groups.get(by) for one in subjects))
        members = {key: [one for one in subjects if one.groups.get(by) == key] for key in keys}
        keys.sort(key=lambda key: -len(members[key]))
        cells = {scale: [_cells(scale, members[key]) for key in keys] for scale in asked}
        hidden = {scale: _hidden(cells[scale], limit) for scale in asked}
        groups += [
            Group(by, key, {scale: _shown(cells[scale][place], hidden[scale][place]) for scale in asked})
            for place, key in enumerate(keys)
        ]
    return GroupScores(instrument, limit, total, tuple(groups))


_Cells = tuple[Cell, Cell, Cell]  # baseline, follow-up, change


def _cells(scale: Scale, subjects: Iterable[Subject]) -> _Cells:
    people = list(subjects)
    first = [one.baseline[scale] for one in people if one.baseline is not None]
    last = [one.follow_up[scale] for one in people if one.follow_up is not None]
    pairs = [
        (one.before[scale].value, one.follow_up[scale].value)
        for one in people
        if one.before is not None and one.follow_up is not None
    ]
    changes = [after - before for before, after in pairs if before is not None and after is not None]
    return _cell(first), _cell(last), Cell(len(pairs), len(changes), *_middle(changes))


def _cell(values: Sequence[Value]) -> Cell:
    scored = [one.value for one in values if one.value is not None]
    share = sum((one.completeness for one in values), Fraction(0)) / len(values) if values else None
    return Cell(len(values), len(scored), *_middle(scored), share)


def _middle(values: Sequence[Fraction]) -> tuple[Fraction | None, Fraction | None]:
    """Mean and median."""
    if not values:
        return None, None
    return sum(values, Fraction(0)) / len(values), Fraction(statistics.median(values))


def _small(cell: Cell, limit: int) -> bool:
    return any(0 < count < limit for count in (cell.taken, cell.n))


def _shown(cells: _Cells, hidden: Sequence[bool]) -> Figures:
    first, last, change = (None if out else cell for cell, out in zip(cells, hidden, strict=True))
    return Figures(first, last, change)


def _hidden(groups: Sequence[_Cells], limit: int) -> list[list[bool]]:
    """For each group which of its three cells are hidden, so that the hidden ones together are enough people too."""
    found = [[_small(cell, limit) for cell in cells] for cells in groups]
    for column in range(3):
        open_ones = sorted(
            (place for place, cells in enumerate(groups) if not found[place][column] and cells[column].taken),
            key=lambda place: groups[place][column].taken,
            reverse=True,
        )
        while open_ones and _recognisable(
            [groups[at][column] for at in range(len(groups)) if found[at][column]], limit
        ):
            found[open_ones.pop()][column] = True
    return found


def _recognisable(hidden: Sequence[Cell], limit: int) -> bool:
    together = Cell(sum(one.taken for one in hidden), sum(one.n for one in hidden))
    return _small(together, limit)
