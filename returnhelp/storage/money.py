"""Payments and decisions of all cases: the cash list, what waits for a second approval, what other cases granted."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.ledger_cash import CashRow
from returnhelp.domain.lists import Sight, WaitingPayment
from returnhelp.domain.money import Payer, PaymentState
from returnhelp.storage import case_tables as of_case
from returnhelp.storage import filters
from returnhelp.storage import tables as t

_P = of_case.payments.c
_R = t.case_rows.c
_SHOWN = 50  # of what waits for a second approval
_STANDING = (PaymentState.PLANNED, PaymentState.APPROVED)


def cash_rows(session: Session, first: date, last: date, sight: Sight, payer: Payer | None = None) -> list[CashRow]:
    """The payments planned for, or paid on, these days in cases that the reader may see, without the void ones.

    Who gets it is named: the payee, the person, or the household; in a case with a pseudonym by that alone.
    """
    day = func.coalesce(_P.paid_on, _P.planned_on)
    people = t.person_rows.c
    wanted = (
        select(
            _R.number.label("case_number"),
            _P.payee,
            people.name.label("person"),
            _R.name.label("household"),
            t.cases.c.pseudonym,
            _P.amount,
            _P.currency,
            day.label("day"),
            _P.payer,
            _P.place,
            t.aid_lines.c.component,
            _P.state,
            _P.number,
            _P.receipt_number,
            _P.id.label("payment_id"),
            _P.case_id,
        )
        .join(t.case_rows, _R.case_id == _P.case_id)
        .join(t.cases, t.cases.c.id == _P.case_id)
        .join(t.aid_lines, t.aid_lines.c.id == _P.line_id)
        .outerjoin(t.person_rows, people.person_id == _P.person_id)
        .where(
            or_(
                and_(_P.state.in_(_STANDING), _P.planned_on.between(first, last)),
                and_(_P.state == PaymentState.PAID, _P.paid_on.between(first, last)),
            ),
            *filters.in_sight(_R, sight),
        )
    )
    if payer is not None:
        wanted = wanted.where(_P.payer == payer)
    return [
        CashRow(
            row.case_number,
            row.pseudonym or row.payee or row.person or row.household,
            row.amount,
            row.currency,
            row.day,
            row.payer,
            row.place,
            row.component,
            row.state,
            row.number,
            row.receipt_number,
            row.payment_id,
            row.case_id,
        )
        for row in session.execute(wanted)
    ]


def waiting(session: Session, sight: Sight, reader: int) -> tuple[WaitingPayment, ...]:
    """The payments that one person has approved and the reader may approve as the second, the first to come first."""
    rows = (
        select(_P.id, _P.case_id, _R.number, _R.name, _P.amount, _P.currency, _P.planned_on, _P.approved_by)
        .join(t.case_rows, _R.case_id == _P.case_id)
        .where(
            _P.state == PaymentState.PLANNED,
            _P.approved_by.is_not(None),
            _P.approved_by != reader,
            or_(_P.entered_by.is_(None), _P.entered_by != reader),
            *filters.in_sight(_R, sight),
        )
        .order_by(_P.planned_on.is_(None), _P.planned_on, _P.id)
        .limit(_SHOWN)
    )
    return tuple(WaitingPayment(*row) for row in session.execute(rows))


def granted_elsewhere(
    session: Session, case_id: int, person_ids: Collection[int], components: Collection[AidComponent]
) -> Mapping[AidComponent, frozenset[int]]:
    """To whom of these people another case, one of the trash left out, has granted these kinds of aid.

    It looks at every case, the restricted too: the rule holds for all, and the answer names no case.
    """
    line, going = t.aid_lines.c, t.travellers.c
    counts = (
        line.component.in_(list(components)),
        line.decided > 0,
        line.case_id != case_id,
        line.case_id.not_in(select(t.cases.c.id).where(t.cases.c.deleted_at.is_not(None))),
    )
    of_one = select(line.component, line.person_id).where(line.person_id.in_(list(person_ids)), *counts)
    of_all = (
        select(line.component, going.person_id)
        .select_from(t.travellers)
        .join(t.aid_lines, and_(line.case_id == going.case_id, line.person_id.is_(None)))
        .where(going.person_id.in_(list(person_ids)), *counts)
    )
    found: defaultdict[AidComponent, set[int]] = defaultdict(set)
    for row in (*session.execute(of_one), *session.execute(of_all)):
        found[AidComponent(row[0])].add(row[1])
    return {component: frozenset(people) for component, people in found.items()}
