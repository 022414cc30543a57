"""Aid that a person, or somebody who may be them, was granted or paid in an earlier case."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.eligibility_facts import Certainty, PriorAid
from returnhelp.domain.likeness import AGAINST, Identity, Likeness, Reason, same_person
from returnhelp.domain.lists import Sight
from returnhelp.domain.people import Precision
from returnhelp.storage import filters, known
from returnhelp.storage import tables as t

_NAMES = 3  # spellings by which one person is looked for: the name, in the original script, an alias
_PROOF = frozenset({Reason.SAME_ZEMIS, Reason.SAME_DOCUMENT})


def prior_aid_of(
    session: Session, person_id: int, *, except_case: int | None = None, sight: Sight | None = None, limit: int = 8
) -> tuple[PriorAid, ...]:
    """As ``prior_aid``, for somebody who is in the store with all names and numbers; nothing for one who is not."""
    kept = _kept(session, person_id)
    sought = known.identities(session, (kept,)).get(kept) if kept else None
    if sought is None:
        return ()
    return prior_aid(session, sought, person_id, except_case=except_case, sight=sight, limit=limit)


def prior_aid(
    session: Session,
    sought: Identity,
    person_id: int,
    *,
    except_case: int | None = None,
    sight: Sight | None = None,
    limit: int = 8,
) -> tuple[PriorAid, ...]:
    """What ``sought`` had, who is our ``person_id`` (0: not in the store yet): their own cases first, the likeliest.

    Looked for over all people by names, birth date and numbers. The same record, and what was merged into it, is the
    same person; another record is only with the same ZEMIS or document number and nothing that speaks against it.
    Records in the trash count as a hint; what was erased is gone. Of people and cases that the reader may not see
    the answer says no more than that one may match, whether or not there was aid. At most ``limit`` other people.
    """
    seen = sight or Sight()
    own = _kept(session, person_id)
    alike = known.likely(session, sought, _near(session, sought) - {own})
    visible = _visible(session, alike, seen)
    wanted = {*visible, *({own} if own else ())}
    aid = _aid(session, wanted, except_case, seen)
    others = sorted((key for key in aid if key != own), key=lambda key: (-alike[key].score, key))[:limit]
    found = [
        one.told(person_id, Certainty.SAME_PERSON if key == own else _certainty(alike[key]))
        for key in (*((own,) if own in aid else ()), *others)
        for one in aid[key]
    ]
    if alike.keys() - visible or _has_hidden_cases(session, wanted, except_case, seen):
        found.append(PriorAid(person_id, Certainty.RESTRICTED_MAY_MATCH))
    return tuple(found)


def _kept(session: Session, person_id: int) -> int | None:
    """The record that a person is kept in today, by way of any merges; None if there is none."""
    people = t.people.c
    key: int | None = person_id
    while key is not None:
        row = session.execute(select(people.id, people.merged_into_id).where(people.id == key)).first()
        if row is None or row.merged_into_id is None:
            return row.id if row else None
        key = row.merged_into_id
    return None


def _near(session: Session, sought: Identity) -> set[int]:
    """Whom to compare: everybody found by a number, and by a name those whose birth date does not rule them out."""
    numbers = [number for number in (sought.zemis, sought.n_number, *sorted(sought.documents)) if number]
    by_name: set[int] = set()
    names = dict.fromkeys(zip_longest(sought.family_names, sought.given_names, fillvalue=""))
    for family, given in list(names)[:_NAMES]:
        by_name |= known.near(session, family, given, sought.birth_date, ())
    return known.near(session, "", "", None, numbers) | _born_alike(session, sought, by_name)


def _born_alike(session: Session, sought: Identity, keys: Collection[int]) -> set[int]:
    """Those among these whose birth date may be the same: without a shared number no other is likely enough.

    A common name brings hundreds; reading all that is known of each would take most of the time.
    """
    if sought.birth_date is None:
        return set(keys)
    born = Identity(birth_date=sought.birth_date, birth_precision=sought.birth_precision)
    row = t.person_rows.c
    rows = session.execute(select(row.person_id, row.birth_date, row.birth_precision).where(row.person_id.in_(keys)))
    return {
        one.person_id
        for one in rows
        if Reason.OTHER_BIRTH_DATE
        not in same_person(
            born, Identity(birth_date=one.birth_date, birth_precision=Precision(one.birth_precision))
        ).reasons
    }


def _certainty(likeness: Likeness) -> Certainty:
    reasons = set(likeness.reasons)
    sure = likeness.likely and reasons & _PROOF and not reasons & AGAINST
    return Certainty.SAME_PERSON if sure else Certainty.PERHAPS


def _in_sight(row: Any, seen: Sight) -> ColumnElement[bool]:
    """What the reader may see, the trash too."""
    return or_(*(and_(*filters.in_sight(row, seen, trashed=trashed)) for trashed in (False, True)))


def _visible(session: Session, keys: Collection[int], seen: Sight) -> set[int]:
    row = t.person_rows.c
    return set(session.scalars(select(row.person_id).where(row.person_id.in_(keys), _in_sight(row, seen))))


@dataclass
class _InACase:
    """The aid of one person in one case."""

    case_id: int
    case_number: str
    in_trash: bool
    received: set[AidComponent] = field(default_factory=set)
    decided: set[AidComponent] = field(default_factory=set)
    paid_on: list[date] = field(default_factory=list)
    decided_on: list[date] = field(default_factory=list)

    def told(self, person_id: int, certainty: Certainty) -> PriorAid:
        day = max(self.paid_on or self.decided_on, default=None)
        received, decided = tuple(sorted(self.received)), tuple(sorted(self.decided - self.received))
        return PriorAid(
            person_id, certainty, self.case_id, self.case_number, day, received, decided, in_trash=self.in_trash
        )


def _aid(session: Session, keys: Collection[int], except_case: int | None, seen: Sight) -> Mapping[int, list[_InACase]]:
    """What each had in each case, the latest case first: the lines of their own, and those of their household."""
    line, row, people, going = t.aid_lines.c, t.case_rows.c, t.person_rows.c, t.travellers.c
    what = (line.component, line.decided_on, line.paid_on, line.paid, row.case_id, row.number)
    trashed = or_(row.trashed, people.trashed).label("in_trash")
    counts = (or_(line.decided > 0, line.paid > 0), _in_sight(row, seen), *_others_than(row.case_id, except_case))
    of_one = (
        select(line.person_id, *what, trashed)
        .join(t.case_rows, row.case_id == line.case_id)
        .join(t.person_rows, people.person_id == line.person_id)
        .where(line.person_id.in_(keys), *counts)
    )
    of_all = (
        select(going.person_id, *what, trashed)
        .select_from(t.travellers)
        .join(t.aid_lines, and_(line.case_id == going.case_id, line.person_id.is_(None)))
        .join(t.case_rows, row.case_id == line.case_id)
        .join(t.person_rows, people.person_id == going.person_id)
        .where(going.person_id.in_(keys), *counts)
    )
    found: defaultdict[int, dict[int, _InACase]] = defaultdict(dict)
    for one in (*session.execute(of_one), *session.execute(of_all)):
        case = found[one.person_id].setdefault(one.case_id, _InACase(one.case_id, one.number, bool(one.in_trash)))
        (case.received if one.paid else case.decided).add(AidComponent(one.component))
        _note(case.paid_on, one.paid_on if one.paid else None)
        _note(case.decided_on, one.decided_on)
    return {person: [cases[case] for case in sorted(cases, reverse=True)] for person, cases in found.items()}


def _note(days: list[date], day: date | None) -> None:
    if day is not None:
        days.append(day)


def _others_than(case_id: Any, except_case: int | None) -> Iterable[ColumnElement[bool]]:
    return () if except_case is None else (case_id != except_case,)


def _has_hidden_cases(session: Session, keys: Collection[int], except_case: int | None, seen: Sight) -> bool:
    """Whether any of these people has a case that the reader may not see."""
    row, going = t.case_rows.c, t.travellers.c
    theirs = select(going.case_id).where(going.person_id.in_(keys), *_others_than(going.case_id, except_case))
    cases = set(session.scalars(theirs))
    return bool(cases - set(session.scalars(select(row.case_id).where(row.case_id.in_(cases), _in_sight(row, seen)))))
