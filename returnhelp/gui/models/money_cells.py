"""How the money of a case reads in lists: payments, the ledger's page, the cash list, sums by currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from returnhelp.domain.ledger_book import Balances, StatementRow
from returnhelp.domain.ledger_cash import CashGroup, CashRow
from returnhelp.domain.money import PaymentState
from returnhelp.gui.models.paged import Cell, Column
from returnhelp.i18n import formats, labels, ledger_words
from returnhelp.i18n.catalogs import N_, _, pgettext
from returnhelp.services.money import LineSeen, PaymentSeen

_BADGES = {
    PaymentState.PLANNED: "quiet",
    PaymentState.APPROVED: "info",
    PaymentState.PAID: "success",
    PaymentState.VOID: "quiet",
}

PAYMENTS = (
    Column("number", N_("No."), 48, sortable=False),
    Column("state", N_("State"), 112, sortable=False),
    Column("amount", N_("Amount"), 132, sortable=False, to_the_end=True),
    Column("day", N_("Day"), 112, sortable=False),
    Column("way", N_("Paid by, place"), 160, sortable=False),
    Column("receipt", N_("Receipt"), 176, sortable=False),
    Column("people", N_("Approved by"), 144, sortable=False),
)
LEDGER = (
    Column("day", N_("Day"), 96, sortable=False),
    Column("entry", N_("Entry"), 232, sortable=False),
    Column("line", N_("Line"), 160, sortable=False),
    Column("credit", N_("Decided"), 104, sortable=False, to_the_end=True),
    Column("debit", N_("Paid out"), 104, sortable=False, to_the_end=True),
    Column("balance", N_("Left"), 108, sortable=False, to_the_end=True),
    Column("by", N_("By"), 100, sortable=False),
)
CASH = (
    Column("state", N_("State"), 112, sortable=False),
    Column("person", N_("Name"), 240, sortable=False),
    Column("for", N_("For"), 200, sortable=False),
    Column("amount", N_("Amount"), 132, sortable=False, to_the_end=True),
    Column("way", N_("Paid by, place"), 200, sortable=False),
    Column("receipt", N_("Receipt"), 120, sortable=False),
)


@dataclass(frozen=True)
class Sum:
    """A row that adds up the rows before it: of one day, payer and place, by currency."""

    group: CashGroup


def payment(one: PaymentSeen, key: str, line_currency: str) -> Cell:
    """A cell of the table of payments."""
    colour = "muted" if one.state is PaymentState.VOID else "text"
    match key:
        case "number":
            return Cell(formats.number(one.number), colour=colour)
        case "state":
            second = _("1 of 2 approvals") if one.state is PaymentState.PLANNED and one.approved_by else ""
            return Cell(labels.label(one.state), second, badge=_BADGES[one.state])
        case "amount":
            foreign = one.currency != line_currency
            charged = formats.money(one.charged, line_currency) if foreign else ""
            return Cell(formats.money(one.amount, one.currency), charged, colour=colour, strong=not foreign)
        case "day":
            return _day(one, colour)
        case "way":
            return Cell(labels.label(one.payer), labels.label(one.place), colour=colour)
        case "receipt":
            signed = _("signed {day}").format(day=formats.short_date(one.signed_on)) if one.signed_on else ""
            return Cell(one.receipt_number or signed, signed if one.receipt_number else "", colour=colour)
    return Cell(one.approved_by, one.second_approval_by, colour=colour)


def _day(one: PaymentSeen, colour: str) -> Cell:
    if one.voided_on is not None and one.state is PaymentState.VOID:
        return Cell(formats.short_date(one.voided_on), _("voided"), colour=colour)
    if one.paid_on is not None:
        return Cell(formats.short_date(one.paid_on), _("paid"), colour=colour)
    if one.planned_on is not None:
        return Cell(formats.short_date(one.planned_on), _("planned"), colour=colour)
    return Cell("", _("no day yet"), colour=colour)


def payment_words(one: PaymentSeen, names: Mapping[int, str]) -> str:
    """What the table has no room for."""
    said = []
    if one.payee or one.person_id is not None:
        whom = one.payee or names.get(one.person_id or 0, "")
        said.append(_("to {name}").format(name=whom) if whom else "")
    if one.rate and one.rate_on is not None:
        said.append(_("rate {rate} of {day}").format(rate=one.rate, day=formats.short_date(one.rate_on)))
    if one.needs_two and one.state is PaymentState.PLANNED:
        said.append(_("two people approve it"))
    if one.planned_by:
        said.append(_("planned by {name}").format(name=one.planned_by))
    if one.evidence and one.evidence_on is not None:
        said.append(_("shown on {day}: {what}").format(day=formats.short_date(one.evidence_on), what=one.evidence))
    if one.void_reason:
        said.append(_("voided: {why}").format(why=one.void_reason))
    said.append(one.note)
    return " · ".join(filter(None, said))


def line_name(one: LineSeen, names: Mapping[int, str]) -> str:
    """A line in a few words: what it is for, and for whom."""
    kind = labels.label(one.component)
    if one.project is not None:
        kind = f"{kind}: {labels.label(one.project)}"
    whom = names.get(one.person_id, "") if one.person_id is not None else ""
    return f"{kind} – {whom}" if whom else kind


def decision_words(one: LineSeen) -> str:
    """What SEM decided on a line, with its day, reference and conditions, and whether a list brought it."""
    said = [labels.label(one.state)]
    if one.decided_on is not None:
        said[0] = _("{state} on {day}").format(state=said[0], day=formats.short_date(one.decided_on))
    said.append(one.reference)
    if one.refusal is not None:
        said.append(labels.label(one.refusal))
    if one.conditions:
        said.append(_("conditions: {conditions}").format(conditions=one.conditions))
    if one.above_ceiling_reason:
        said.append(_("above the ceiling: {reason}").format(reason=one.above_ceiling_reason))
    if one.taken_over:
        said.append(_("taken over from a list"))
    if one.balances.reclaimed or one.balances.returned or one.balances.written_off:
        said.append(_came_back(one.balances, one.currency))
    return " · ".join(filter(None, said))


def _came_back(found: Balances, currency: str) -> str:
    words = (
        (_("asked back and open {amount}"), found.reclaimed),
        (_("paid back {amount}"), found.returned),
        (_("written off {amount}"), found.written_off),
    )
    return ", ".join(said.format(amount=formats.money(amount, currency)) for said, amount in words if amount)


def totals_words(requested: Mapping[str, int], totals: Mapping[str, Balances]) -> str:
    """The sums of all lines, a line for each currency."""
    said = []
    for currency in sorted({*requested, *totals}, key=lambda one: (one != "CHF", one)):
        found = totals.get(currency, Balances())
        said.append(
            _(
                "In all: applied for {requested}, decided {decided}, approved {bound}, paid {paid}, still free {free}"
            ).format(
                requested=formats.money(requested.get(currency, 0), currency),
                decided=formats.money(found.decided, currency),
                bound=formats.money(found.bound, currency),
                paid=formats.money(found.paid_out, currency),
                free=formats.money(found.free, currency),
            )
        )
    return "\n".join(said)


def entry(row: StatementRow, key: str, lines: Mapping[int, str], users: Mapping[int, str]) -> Cell:
    """A cell of the ledger's page."""
    match key:
        case "day":
            return Cell(formats.short_date(row.day))
        case "entry":
            why = " · ".join(filter(None, (ledger_words.moved(row), row.reference, ledger_words.reason(row))))
            return Cell(ledger_words.entry(row), why)
        case "line":
            return Cell(lines.get(row.line_id, ""))
        case "credit" | "debit":
            amount = row.credit if key == "credit" else row.debit
            return Cell(formats.money(amount, row.currency) if amount else "")
        case "balance":
            return Cell(formats.money(row.balance, row.currency), strong=True)
    by = users.get(row.by_user_id, "") if row.by_user_id is not None else _("the program")
    return Cell(by)


def cash(row: CashRow | Sum, key: str, *, private: bool = False) -> Cell:
    """A cell of the cash list."""
    if isinstance(row, Sum):
        group = row.group
        if key == "amount":
            amounts = [formats.money(amount, currency) for currency, amount in group.sums.items()]
            return Cell(amounts[0], ", ".join(amounts[1:]), strong=True)
        said = {"state": formats.short_date(group.day), "person": _("In all"), "for": labels.label(group.payer)}
        return Cell(said.get(key, ""), labels.label(group.place) if key == "for" else "", strong=key == "person")
    hidden = pgettext("in place of a name", "hidden")
    match key:
        case "state":
            return Cell(labels.label(row.state), badge=_BADGES[row.state])
        case "person":
            return Cell(hidden if private else row.person, "" if private else row.case_number, strong=True)
        case "for":
            second = _("instalment {number}").format(number=formats.number(row.number)) if row.number > 1 else ""
            return Cell(labels.label(row.component), second)
        case "amount":
            return Cell(formats.money(row.amount, row.currency), strong=True)
        case "way":
            return Cell(labels.label(row.payer), labels.label(row.place))
    return Cell(row.receipt_number)


def days_words(first: date, last: date) -> str:
    """One day, or from one to another."""
    if first == last:
        return f"{formats.weekday(first)}, {formats.date(first)}"
    return f"{formats.short_date(first)} – {formats.short_date(last)}"
