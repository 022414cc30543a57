"""Who in a list is who: rows that repeat others, people who look alike, and the households of each dossier."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from returnhelp.domain.household import MemberRole
from returnhelp.domain.identifiers import zemis
from returnhelp.domain.intake import (
    REMARKS_ONLY,
    Answers,
    Doubt,
    DoubtKind,
    Field,
    IntakeHousehold,
    IntakeMember,
    IntakeRow,
    Progress,
    Repeated,
    SheetMapping,
)
from returnhelp.domain.likeness import LIKELY, Likeness, Reason, same_person
from returnhelp.domain.names import consonants, fold
from returnhelp.domain.people import Precision, age_on

CERTAIN = 95
"""From this likeness on two rows without differing numbers are one person without a question."""

_CROWD = 60  # people with the same rough name or birth date that are still compared with each other
_GENERATION = 16  # years


class Roster:
    """The people of a list, told from each other.

    A number that two rows share makes them one person, unless neither name nor birth date agree. Rows about one
    person and one departure count once: the one that is not marked as a repeat stays, or the first, and takes over
    what only the others say.
    """

    def __init__(self, rows: Iterable[IntakeRow], mapping: SheetMapping, answers: Answers) -> None:
        self.rows: dict[int, IntakeRow] = {row.row: row for row in rows}
        self.repeated: list[Repeated] = []
        self.doubts: list[Doubt] = []
        self._mapping = mapping
        self._answers = answers
        self._marked = {row.row for row in self.rows.values() if row.marked_as_repeated}

    def sort_out(self, progress: Progress | None = None) -> None:
        """Find who is repeated and who looks alike."""
        self._as_answered()
        self._by_number()
        self._by_likeness(progress)
        found = {number for group in self.repeated for number in (group.kept, *group.skipped)}
        for number in sorted(self._marked - found):
            if number not in self._answers.same_as and number in self.rows:
                self._doubt(number, Field.REMARKS, DoubtKind.MARKED_AS_REPEATED)
        self.repeated.sort(key=lambda group: group.kept)

    # --- one person -------------------------------------------------------------------------------------------------

    def _as_answered(self) -> None:
        for number, other in self._answers.same_as.items():
            if number in self.rows and other in self.rows and number != other:
                one, two = self.rows[number], self.rows[other]
                self._one_person([two, one], same_person(one.identity, two.identity).reasons, asked=False)

    def _by_number(self) -> None:
        groups: defaultdict[str, list[IntakeRow]] = defaultdict(list)
        for row in self.rows.values():
            if row.zemis and zemis(row.zemis).well_formed:
                groups[row.zemis].append(row)
        for rows in groups.values():
            if len(rows) < 2:
                continue
            same, likeness = [rows[0]], Likeness(0, ())
            for row in rows[1:]:
                found = same_person(rows[0].identity, row.identity)
                if found.likely or self._answers.same_as.get(row.row) == rows[0].row:
                    same.append(row)
                    likeness = likeness if likeness.reasons else found
                elif self._answers.same_as.get(row.row) != 0:
                    self._doubt(
                        row.row,
                        Field.ZEMIS,
                        DoubtKind.NUMBER_OF_ANOTHER,
                        raw=row.zemis,
                        others=(rows[0].row,),
                        why=found.reasons,
                    )
            if len(same) > 1:
                self._one_person([self.rows[row.row] for row in same if row.row in self.rows], likeness.reasons)

    def _by_likeness(self, progress: Progress | None) -> None:
        pairs = sorted(_pairs(self.rows.values()))
        for done, (first, second) in enumerate(pairs):
            if progress and not done % 1000:
                progress(done, len(pairs))
            one, two = self.rows.get(first), self.rows.get(second)
            if one is None or two is None or one.person_row == two.person_row:
                continue
            if second in self._answers.same_as or self._answers.same_as.get(first) == second:
                continue
            found = same_person(one.identity, two.identity)
            if found.score < LIKELY:
                continue
            alone = not (one.zemis and two.zemis) and not (
                one.n_number and two.n_number and one.n_number != two.n_number
            )
            if found.score >= CERTAIN and alone and one.departure and one.departure == two.departure:
                self._one_person([one, two], found.reasons)
            else:
                name = Field.FAMILY_NAME
                self._doubt(second, name, DoubtKind.SIMILAR_PERSON, others=(first,), why=found.reasons)

    def _one_person(self, rows: Sequence[IntakeRow], why: tuple[Reason, ...], asked: bool = True) -> None:
        """Rows about one person: those of one departure count once, a second departure is looked at."""
        departures: defaultdict[object, list[IntakeRow]] = defaultdict(list)
        for row in rows:
            departures[row.departure].append(row)
        person = min(row.person_row for row in rows)
        kept_rows: list[int] = []
        for group in departures.values():
            kept = min(group, key=lambda row: (row.marked_as_repeated, row.row))
            skipped = [row for row in group if row.row != kept.row]
            kept_rows.append(kept.row)
            self.rows[kept.row] = replace(_completed(kept, skipped), person_row=person)
            if not skipped:
                continue
            numbers = tuple(row.row for row in skipped)
            self.repeated.append(Repeated(kept.row, numbers, kept.zemis or skipped[0].zemis, why))
            for row in skipped:
                del self.rows[row.row]
                differs = bool(row.amounts) and row.amounts != kept.amounts
                self._doubt(
                    row.row, Field.FAMILY_NAME, DoubtKind.REPEATED_ROW, others=(kept.row,), why=why, ask=differs
                )
        person = min(kept_rows)
        for number in kept_rows:
            self.rows[number] = replace(self.rows[number], person_row=person)
        if len(kept_rows) > 1 and asked:
            for number in sorted(kept_rows)[1:]:
                others = tuple(one for one in kept_rows if one != number)
                self._doubt(number, Field.DEPARTURE_DATE, DoubtKind.SAME_PERSON_AGAIN, others=others, why=why)

    def _doubt(
        self,
        number: int,
        field: Field,
        kind: DoubtKind,
        *,
        raw: str = "",
        others: tuple[int, ...] = (),
        why: tuple[Reason, ...] = (),
        ask: bool = False,
    ) -> None:
        needs_answer = (ask or kind not in REMARKS_ONLY) and kind not in self._mapping.decisions
        self.doubts.append(Doubt(number, field, kind, raw, needs_answer=needs_answer, other_rows=others, likeness=why))


def _pairs(rows: Iterable[IntakeRow]) -> set[tuple[int, int]]:
    """Pairs of rows worth comparing: the same birth date (also turned), or names that sound alike in the same year."""
    blocks: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for row in rows:
        sounds = {consonants(name) for name in (row.family_name, row.given_names) if fold(name)}
        for sound in sounds:
            birth = row.birth
            if birth is None:
                blocks["no birth", frozenset(sounds)].append(row.row)
                continue
            turned = {birth.day}
            if birth.precision is Precision.DAY and birth.day.day <= 12:
                turned.add(date(birth.day.year, birth.day.day, birth.day.month))
            for day in turned:
                blocks["day", day, sound[:3]].append(row.row)
            if len(sounds) > 1:
                blocks["names", frozenset(sounds), birth.day.year].append(row.row)
    pairs: set[tuple[int, int]] = set()
    for numbers in blocks.values():
        if 1 < len(numbers) <= _CROWD:
            pairs.update(combinations(sorted(set(numbers)), 2))
    return pairs


def _completed(kept: IntakeRow, others: Sequence[IntakeRow]) -> IntakeRow:
    """The row that stays, with what only its repeats say."""
    for other in others:
        components = {amount.component for amount in kept.amounts}
        kept = replace(
            kept,
            given_names=kept.given_names or other.given_names,
            n_number=kept.n_number or other.n_number,
            zemis=kept.zemis or other.zemis,
            birth=kept.birth or other.birth,
            sex=kept.sex if kept.sex != "unknown" else other.sex,
            nationalities=kept.nationalities or other.nationalities,
            nationality_status=kept.nationality_status if kept.nationalities else other.nationality_status,
            canton=kept.canton or other.canton,
            permit=kept.permit if kept.permit != "unknown" else other.permit,
            entry=kept.entry or other.entry,
            destination=kept.destination or other.destination,
            airport=kept.airport or other.airport,
            amounts=kept.amounts + tuple(one for one in other.amounts if one.component not in components),
            project=kept.project or other.project,
            project_as_written=kept.project_as_written or other.project_as_written,
            vulnerabilities=tuple(dict.fromkeys((*kept.vulnerabilities, *other.vulnerabilities))),
            remarks_as_written=tuple(dict.fromkeys((*kept.remarks_as_written, *other.remarks_as_written))),
            phone=kept.phone or other.phone,
            address=kept.address or other.address,
            language=kept.language or other.language,
            notes="; ".join(dict.fromkeys(note for note in (kept.notes, other.notes) if note)),
        )
    return kept


def households(rows: Iterable[IntakeRow]) -> tuple[IntakeHousehold, ...]:
    """The households by N-number, in the order of the list; who has no number is a household alone.

    The principal applicant is the oldest adult, the roles of the others are guessed from their ages.
    """
    groups: defaultdict[str, list[IntakeRow]] = defaultdict(list)
    for row in rows:
        groups[row.n_number or f"#{row.person_row}"].append(row)
    return tuple(_household("" if key.startswith("#") else key, group) for key, group in groups.items())


def _household(n_number: str, rows: Sequence[IntakeRow]) -> IntakeHousehold:
    members = _members(rows)
    named = {member.row for member in members}
    return IntakeHousehold(n_number, members, tuple(row.row for row in rows if row.row not in named))


def _members(rows: Sequence[IntakeRow]) -> tuple[IntakeMember, ...]:
    """One member a person, at their first row; the principal applicant first."""
    people: Mapping[int, IntakeRow] = {row.person_row: row for row in reversed(rows)}
    ordered = sorted(people.values(), key=lambda row: (row.birth.day if row.birth else date.max, row.row))
    principal = next((row for row in ordered if _adult(row)), ordered[0])
    members = [IntakeMember(principal.row, MemberRole.PRINCIPAL)]
    spouse = False
    for row in ordered:
        if row is principal:
            continue
        role = _role(row, principal, spouse)
        spouse = spouse or role is MemberRole.SPOUSE
        members.append(IntakeMember(row.row, role))
    return tuple(members)


def _role(row: IntakeRow, principal: IntakeRow, spouse: bool) -> MemberRole:
    if not row.birth or not principal.birth:
        return MemberRole.OTHER
    younger = row.birth.day.year - principal.birth.day.year
    if younger >= _GENERATION:
        return MemberRole.CHILD
    if not _adult(principal):
        return MemberRole.SIBLING
    if _adult(row) and not spouse and {row.sex, principal.sex} == {"m", "f"}:
        return MemberRole.SPOUSE
    return MemberRole.OTHER


def _adult(row: IntakeRow) -> bool:
    """18 on the day of departure; somebody without a birth date or departure counts as an adult."""
    if not row.birth or not row.departure:
        return True
    age = age_on(row.birth.day, row.departure.day)
    return age is None or age >= 18
