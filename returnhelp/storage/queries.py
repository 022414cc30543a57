"""The raw counts of a month's report."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, union_all
from sqlalchemy.orm import Session

from returnhelp.domain.counting import MonthCounts
from returnhelp.domain.figures import (
    DECISIONS,
    NONE_RECORDED,
    UNKNOWN,
    AgeGroup,
    Gap,
    Key,
    Period,
    Topic,
    days_of,
    last_day,
    money_key,
)
from returnhelp.domain.ledger_book import EntryNote
from returnhelp.domain.money import Account, LedgerAct, PaymentState
from returnhelp.domain.people import Origin, Sex
from returnhelp.domain.steps import Step
from returnhelp.storage import case_tables as of_case
from returnhelp.storage import departures
from returnhelp.storage import tables as t
from returnhelp.storage.departures import Departed, kept

_OPEN = tuple(step.value for step in Step if step not in (Step.CLOSED, Step.WITHDRAWN))
Days = dict[Period, tuple[date, date]]


def month_counts(session: Session, year: int, month: int, today: date, *, closed: bool) -> MonthCounts:
    """What ``MonthCounts`` asks for, of everybody, the restricted too: counts and category codes only."""
    days = {period: days_of(period, year, month) for period in Period}
    left: list[Departed] = []
    kinds: dict[int, set[str]] = {}
    for span in (days[Period.YEAR_TO_DATE], days[Period.YEAR_TO_DATE_LAST_YEAR]):
        left += departures.between(session, *span)
        kinds |= departures.vulnerable_kinds(session, *span)
    in_period = {period: [one for one in left if start <= one.on <= end] for period, (start, end) in days.items()}
    as_of = min(last_day(year, month), today)
    open_cases, open_total = _open_cases(session, as_of)
    decided, decided_total = _decided(session, days)
    paid, paid_total = _paid(session, days)
    sessions, counselled = _counselling(session, days)
    applications = _taken(session, days, (Step.APPLICATION_SUBMITTED,))
    decisions = _taken(session, days, DECISIONS)
    return MonthCounts(
        year=year,
        month=month,
        as_of=as_of,
        recorded_since=_recorded_since(session),
        persons={period: _how_many(session, start, end) for period, (start, end) in days.items()},
        cases={period: len({one.case_id for one in some}) for period, some in in_period.items()},
        taken_over={period: sum(one.taken_over for one in some) for period, some in in_period.items()},
        by_month=_by_month(session, date(year - 1, 1, 1), date(year, 12, 31)),
        departed=_departed(in_period, kinds),
        sessions=sessions,
        counselled=counselled,
        applications={period: sum(found.values()) for period, found in applications.items()},
        decisions=decisions,
        decisions_total=_taken_in_all(session, days, DECISIONS),
        open_cases=open_cases,
        open_total=open_total,
        decided=decided,
        decided_total=decided_total,
        paid=paid,
        paid_total=paid_total,
        lead_days=_lead_days(session, in_period),
        gaps=_gaps(session, in_period),
        closed=closed,
    )


def _by_month(session: Session, first: date, last: date) -> dict[tuple[int, int], int]:
    left = t.travellers.c.departed_on
    found: Counter[tuple[int, int]] = Counter()
    by_day = departures.departed_between(first, last).with_only_columns(left, func.count()).group_by(left)
    for day, persons in session.execute(by_day):
        found[day.year, day.month] += persons
    return dict(found)


def _how_many(session: Session, first: date, last: date) -> int:
    found = departures.departed_between(first, last).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def _departed(
    in_period: Mapping[Period, Iterable[Departed]], kinds: Mapping[int, set[str]]
) -> dict[Topic, dict[Period, Mapping[Key, int]]]:
    found: dict[Topic, dict[Period, Mapping[Key, int]]] = defaultdict(dict)
    for period, some in in_period.items():
        each = list(some)
        for topic, keys in {
            Topic.NATIONALITY: (one.nationality or UNKNOWN for one in each),
            Topic.CANTON: (one.canton or UNKNOWN for one in each),
            Topic.SEX: (one.sex for one in each),
            Topic.AGE_GROUP: (one.age_group for one in each),
            Topic.PERMIT: (one.permit for one in each),
            Topic.CASE_TYPE: (one.kind for one in each),
            Topic.DESTINATION_KIND: (one.destination_kind for one in each),
            Topic.VULNERABILITY: (kind for one in each for kind in kinds.get(one.traveller_id, (NONE_RECORDED,))),
        }.items():
            found[topic][period] = Counter(keys)
    return found


def _in_period(days: Days, day: date) -> Iterable[Period]:
    return (period for period, (start, end) in days.items() if start <= day <= end)


def _span(days: Days, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Within the days from the first to the last of all periods."""
    return column.between(min(start for start, _ in days.values()), max(end for _, end in days.values()))


def _counselling(session: Session, days: Days) -> tuple[dict[Period, int], dict[Period, int]]:
    """Sessions and the different people in them; one without a person was with everybody of the case."""
    contacts, going = t.contacts.c, t.travellers.c
    sessions, people = {}, {}
    for period, (first, last) in days.items():
        held = (contacts.kind == "counselling", contacts.happened_on.between(first, last), kept(contacts.case_id))
        sessions[period] = session.scalar(select(func.count()).select_from(t.contacts).where(*held)) or 0
        alone = select(contacts.person_id).where(*held, contacts.person_id.is_not(None))
        together = (
            select(going.person_id)
            .join(t.contacts, contacts.case_id == going.case_id)
            .where(*held, contacts.person_id.is_(None))
        )
        people[period] = session.scalar(select(func.count()).select_from(alone.union(together).subquery())) or 0
    return sessions, people


def _standing(steps: Iterable[Step], days: Days) -> tuple[ColumnElement[bool], ...]:
    taken = t.steps_taken.c
    return (
        taken.step.in_(list(steps)),
        taken.taken_back_at.is_(None),
        _span(days, taken.effective_on),
        kept(taken.case_id),
    )


def _taken(session: Session, days: Days, steps: Iterable[Step]) -> dict[Period, Mapping[Key, int]]:
    """How often these steps were taken and stand, by step."""
    taken = t.steps_taken.c
    found: dict[Period, Counter[Key]] = {period: Counter() for period in Period}
    for row in session.execute(
        select(taken.step, taken.effective_on, func.count().label("times"))
        .where(*_standing(steps, days))
        .group_by(taken.step, taken.effective_on)
    ):
        for period in _in_period(days, row.effective_on):
            found[period][row.step.value] += row.times
    return dict(found)


def _taken_in_all(session: Session, days: Days, steps: Iterable[Step]) -> dict[Period, int]:
    wanted = list(steps)
    return {
        period: session.scalar(
            select(func.count()).select_from(t.steps_taken).where(*_standing(wanted, {period: span}))
        )
        or 0
        for period, span in days.items()
    }


def _open_cases(session: Session, as_of: date) -> tuple[dict[Key, tuple[int, int]], int]:
    """Open cases by the step at which they stood that evening, with the days since the longest came to it.

    A departure that was taken over from a list and never went on is not open work.
    """
    taken, row = t.steps_taken.c, t.case_rows.c
    moved_since = row.step_since > as_of
    begun = row.opened_on.is_(None) | (row.opened_on <= as_of)
    candidates = select(row.case_id).where(row.trashed.is_(False), row.step.in_(_OPEN) | moved_since, begun)
    last = (
        select(func.max(taken.id).label("id"))
        .where(taken.case_id.in_(candidates), taken.effective_on <= as_of, taken.taken_back_at.is_(None))
        .group_by(taken.case_id)
        .subquery()
    )
    standing = (
        select(taken.id, taken.step, taken.effective_on)
        .join(last, last.c.id == taken.id)
        .where(taken.step.in_(_OPEN), ~and_(taken.origin == Origin.TAKEN_OVER, taken.step == Step.DEPARTED))
    )
    found: dict[Key, list[date]] = defaultdict(list)
    for one in session.execute(standing):
        found[one.step.value].append(one.effective_on)
    total = sum(len(days) for days in found.values())
    return {step: (len(days), (as_of - min(days)).days) for step, days in found.items()}, total


Sums = tuple[dict[str, dict[Period, dict[str, int]]], dict[str, dict[Period, int]]]
"""Centimes by currency, period and row, and their totals counted on their own."""


def _decided(session: Session, days: Days) -> Sums:
    """What was decided, on the day of the decision; a later correction changes the sum and not the day."""
    lines = t.aid_lines.c
    amounts = select(lines.id.label("line_id"), lines.decided_on.label("day"), lines.decided.label("amount")).where(
        lines.decided.is_not(None), _span(days, lines.decided_on), kept(lines.case_id)
    )
    return _money(session, days, amounts)


def _paid(session: Session, days: Days) -> Sums:
    """What was paid and stands, each payment on its own day; what a list says was paid, on the day it says.

    Money that came back later was paid all the same. A line without a payment of ours repeats its opening, by whose
    day it is found quickly; of one with both, the opening is looked up in the ledger.
    """
    lines, payment, entry = t.aid_lines.c, of_case.payments.c, of_case.ledger.c
    handed_out = select(payment.line_id, payment.paid_on.label("day"), payment.charged.label("amount")).where(
        payment.state == PaymentState.PAID, _span(days, payment.paid_on), kept(payment.case_id)
    )
    taken_over = select(lines.id, lines.paid_on, lines.paid).where(
        lines.paid.is_not(None),
        ~exists().where(payment.line_id == lines.id, payment.state == PaymentState.PAID),
        _span(days, lines.paid_on),
        kept(lines.case_id),
    )
    before_payments = select(entry.line_id, entry.happened_on, entry.amount).where(
        *_opened_before_payments(), _span(days, entry.happened_on), kept(entry.case_id)
    )
    return _money(session, days, select(union_all(handed_out, taken_over, before_payments).subquery()))


def _opened_before_payments() -> tuple[ColumnElement[bool], ...]:
    """Entries of what a list said was paid on a day that it knew, of lines out of which was paid since."""
    payment, entry, undone = of_case.payments.c, of_case.ledger.c, of_case.ledger.alias("undone").c
    return (
        entry.line_id.in_(select(payment.line_id).where(payment.state == PaymentState.PAID)),
        entry.act == LedgerAct.OPENING,
        entry.target == Account.PAID,
        entry.reason != EntryNote.DAY_UNKNOWN.value,
        ~exists().where(
            undone.line_id == entry.line_id,
            undone.act == LedgerAct.VOIDING,
            undone.source == Account.PAID,
            undone.payment_id.is_(None),
        ),
    )


def _money(session: Session, days: Days, amounts: Select[Any]) -> Sums:
    """Add up amounts (line, day, centimes), once by kind of aid and once in all."""
    lines, each = t.aid_lines.c, amounts.subquery()
    parts: dict[str, dict[Period, Counter[str]]] = defaultdict(lambda: {period: Counter() for period in Period})
    centimes = func.sum(each.c.amount).label("centimes")
    of_lines = (each.c.day, centimes)
    for row in session.execute(
        select(lines.currency, lines.component, lines.project, *of_lines)
        .join(each, each.c.line_id == lines.id)
        .group_by(lines.currency, lines.component, lines.project, each.c.day)
    ):
        for period in _in_period(days, row.day):
            parts[row.currency][period][money_key(row.component, row.project)] += row.centimes
    totals: dict[str, Counter[Period]] = defaultdict(Counter)
    for sums in session.execute(
        select(lines.currency, *of_lines).join(each, each.c.line_id == lines.id).group_by(lines.currency, each.c.day)
    ):
        totals[sums.currency].update(dict.fromkeys(_in_period(days, sums.day), sums.centimes))
    by_kind = {one: {period: dict(row) for period, row in found.items()} for one, found in parts.items()}
    return by_kind, {currency: dict(found) for currency, found in totals.items()}


def _lead_days(session: Session, in_period: Mapping[Period, Iterable[Departed]]) -> dict[Period, list[int]]:
    """For each case of a period the days from its first counselling to its first departure."""
    years = [one.on for some in in_period.values() for one in some]
    if not years:
        return {period: [] for period in in_period}
    contacts = t.contacts.c
    first_talk: dict[int, date] = dict(
        session.execute(
            select(contacts.case_id, func.min(contacts.happened_on))
            .where(contacts.kind == "counselling", contacts.case_id.in_(_left(min(years), max(years))))
            .group_by(contacts.case_id)
        ).all()
    )
    found = {}
    for period, some in in_period.items():
        left: dict[int, date] = {}
        for one in some:
            left[one.case_id] = min(one.on, left.get(one.case_id, one.on))
        found[period] = [
            (day - first_talk[case_id]).days
            for case_id, day in left.items()
            if case_id in first_talk and first_talk[case_id] <= day
        ]
    return found


def _left(first: date, last: date) -> Select[tuple[int]]:
    """The cases of which somebody left between two days."""
    return select(t.travellers.c.case_id).where(t.travellers.c.departed_on.between(first, last))


def _gaps(session: Session, in_period: Mapping[Period, Iterable[Departed]]) -> dict[Gap, dict[Period, int]]:
    in_period = {period: in_period[period] for period in (Period.MONTH, Period.YEAR_TO_DATE)}
    years = [one.on for some in in_period.values() for one in some] or [date.max]
    decided = set(
        session.scalars(
            select(t.steps_taken.c.case_id).where(
                t.steps_taken.c.step.in_(list(DECISIONS)),
                t.steps_taken.c.taken_back_at.is_(None),
                t.steps_taken.c.case_id.in_(_left(min(years), max(years))),
            )
        )
    )
    without_day = set(
        session.scalars(
            select(of_case.ledger.c.case_id).where(
                of_case.ledger.c.act == LedgerAct.OPENING,
                of_case.ledger.c.reason == EntryNote.DAY_UNKNOWN.value,
                of_case.ledger.c.case_id.in_(_left(min(years), max(years))),
            )
        )
    )
    gaps: dict[Gap, dict[Period, int]] = defaultdict(dict)
    for period, some in in_period.items():
        each = list(some)
        cases = {one.case_id for one in each}
        entered = {one.case_id for one in each if not one.taken_over}
        gaps[Gap.BIRTH_DATE_NOT_TO_THE_DAY][period] = sum(
            1 for one in each if one.age_group is not AgeGroup.UNKNOWN and not one.birth_known_to_the_day
        )
        gaps[Gap.DECISION][period] = len(entered - decided)
        gaps[Gap.AMOUNT_WITHOUT_DAY][period] = len(cases & without_day)
    return gaps


def _recorded_since(session: Session) -> dict[Topic, date]:
    """The first day of each kind of entry in the whole store."""
    left, cases, people = t.travellers.c, t.cases.c, t.people.c
    lines, taken, contacts = t.aid_lines.c, t.steps_taken.c, t.contacts.c
    stand = taken.taken_back_at.is_(None)
    journeys = (
        _earliest(left.departed_on)
        .join(t.cases, cases.id == left.case_id)
        .join(t.people, people.id == left.person_id)
        .where(cases.deleted_at.is_(None))
    )
    talks = _earliest(contacts.happened_on).where(contacts.kind == "counselling")
    known: dict[Topic, Select[Any]] = {
        Topic.DEPARTURES: journeys,
        Topic.NATIONALITY: journeys.join(t.nationalities, t.nationalities.c.person_id == left.person_id),
        Topic.CANTON: journeys.join(t.households, t.households.c.id == cases.household_id).where(
            func.coalesce(left.canton, cases.canton, people.canton, t.households.c.canton).is_not(None)
        ),
        Topic.SEX: journeys.where(people.sex != Sex.UNKNOWN),
        Topic.AGE_GROUP: journeys.where(people.birth_date.is_not(None)),
        Topic.PERMIT: journeys.where(func.coalesce(left.permit, cases.permit) != UNKNOWN),
        Topic.CASE_TYPE: journeys.where(cases.kind != UNKNOWN),
        Topic.DESTINATION_KIND: journeys.where(cases.destination_kind != UNKNOWN),
        Topic.VULNERABILITY: journeys.join(
            t.vulnerabilities,
            and_(t.vulnerabilities.c.case_id == cases.id, t.vulnerabilities.c.person_id == left.person_id),
        ),
        Topic.COUNSELLING: talks,
        Topic.APPLICATIONS: _earliest(taken.effective_on).where(taken.step == Step.APPLICATION_SUBMITTED, stand),
        Topic.DECISIONS: _earliest(taken.effective_on).where(taken.step.in_(list(DECISIONS)), stand),
        # A case that was entered here, not taken over from a list, begins with an enquiry.
        Topic.OPEN_CASES: _earliest(taken.effective_on).where(
            taken.step == Step.ENQUIRY, taken.origin == Origin.ENTERED, stand
        ),
        Topic.MONEY_DECIDED: _earliest(lines.decided_on).where(lines.decided.is_not(None)),
        Topic.LEAD_TIME: talks,
    }
    found = {topic: session.scalar(question) for topic, question in known.items()}
    payment, entry = of_case.payments.c, of_case.ledger.c
    paid = (
        session.scalar(_earliest(lines.paid_on).where(lines.paid.is_not(None))),
        session.scalar(_earliest(payment.paid_on).where(payment.state == PaymentState.PAID)),
        session.scalar(_earliest(entry.happened_on).where(*_opened_before_payments())),
    )
    found[Topic.MONEY_PAID] = min((day for day in paid if day is not None), default=None)
    return {topic: day for topic, day in found.items() if day is not None}


def _earliest(day: ColumnElement[Any]) -> Select[Any]:
    """The first of all days; it follows the index of the days to the first one that fits."""
    return select(day).where(day.is_not(None)).order_by(day).limit(1)
