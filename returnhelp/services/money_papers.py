"""The papers of the money: the application to SEM, the receipt to sign, the ledger of a case, the cash list."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from returnhelp.domain.aid import AidLine
from returnhelp.domain.errors import (
    CashListEmptyError,
    NothingAppliedForError,
    NothingHandedOutError,
    NotThereError,
)
from returnhelp.domain.ledger import Ledger
from returnhelp.domain.ledger_book import StatementRow
from returnhelp.domain.ledger_cash import CashGroup
from returnhelp.domain.ledger_cash import cash_list as grouped
from returnhelp.domain.money import Payer, Payment, PaymentState
from returnhelp.domain.papers import CasePaper, Part
from returnhelp.domain.people import Person
from returnhelp.domain.roles import Act
from returnhelp.i18n import formats, labels, ledger_words
from returnhelp.i18n.catalogs import N_
from returnhelp.services import paper_making, papers, records
from returnhelp.services.office import Look, question
from returnhelp.services.paper_making import Subject, Wish, Words
from returnhelp.storage import money as stored

_HANDED_OUT = (PaymentState.APPROVED, PaymentState.PAID)
_AMOUNT, _PERSON, _DAY, _IN_ALL = N_("Amount"), N_("Person"), N_("Day"), N_("In all")
_REFERENCE = N_("Reference")
_EVERYBODY = N_("Everybody of the case")
_ROOM = "\u00a0\n\u00a0"
"""Two lines to sign on."""
_PAY_BACK = N_(
    "I have received this money. I know that I must pay it back if I do not leave Switzerland, or come back to live"
    " here (AsylV 2 Art. 62(5))."
)


@question(Act.EDIT_CASES, recorded=True)
def application(look: Look, case_id: int, wish: Wish) -> bytes:
    """The application to SEM: who travels, and every line with its sum and how it was counted (AsylV 2 Art. 77).

    Raises NothingAppliedForError.
    """
    of, words = paper_making.subject(look, case_id), Words(wish)
    lines = [one for one in of.case.aid if one.requested is not None]
    if not lines:
        raise NothingAppliedForError()
    language, home = words.language, of.household
    facts = [
        words.line(N_("N-number"), home.n_number if home is not None else ""),
        words.line(N_("Canton"), labels.canton(of.case.canton, language) if of.case.canton else ""),
        words.line(N_("Permit"), labels.label(of.case.permit, language)),
        words.line(N_("Procedure"), labels.label(of.case.procedure, language)),
        words.line(
            N_("Entered Switzerland on"),
            formats.date(home.entry_date, language) if home is not None and home.entry_date else "",
        ),
        words.line(N_("Destination"), labels.country(of.case.destination, language) if of.case.destination else ""),
        words.line(
            N_("Planned departure"),
            formats.date(of.case.planned_departure, language) if of.case.planned_departure else "",
        ),
    ]
    people = [
        (
            one.name,
            formats.short_date(one.birth_date, language) if one.birth_date else "",
            labels.country(one.nationality, language) if one.nationality is not None else "",
            one.zemis,
        )
        for one in of.travellers
    ]
    rows = [
        (
            _for(line, language),
            _whose(of, line.person_id, words),
            line.calculation,
            line.article,
            formats.money(line.requested or 0, line.currency, language),
        )
        for line in lines
    ]
    sums = _sums((line.currency, line.requested or 0) for line in lines)
    parts: list[Part] = [
        words.section(N_("Household"), facts),
        words.table(
            N_("Travellers"),
            (N_("Name"), N_("Born on"), N_("Nationality"), N_("ZEMIS number")),
            people,
            (4, 2, 3, 2.4),
        ),
        words.table(
            N_("Applied for"),
            (N_("Kind of aid"), _PERSON, N_("Calculation"), N_("Article"), _AMOUNT),
            [*rows, *((words.say(_IN_ALL), "", "", "", formats.money(sum_, one, language)) for one, sum_ in sums)],
            (3.2, 2.6, 4.4, 2.2, 2.2),
            right=(4,),
            total=len(sums) == 1,
        ),
        words.signatures((N_("Place and date"), N_("Signature"))),
    ]
    return paper_making.finish(look, of, wish, _paper(N_("Application for return assistance"), of, words, parts))


@question(Act.EDIT_CASES, recorded=True)
def receipt(look: Look, case_id: int, wish: Wish) -> bytes:
    """What the person signs for: how much, for what, and that it is paid back on re-entry (AsylV 2 Art. 62(5)).

    Raises NotThereError, NothingHandedOutError for a payment that is neither approved nor paid.
    """
    of, words = paper_making.subject(look, case_id), Words(wish)
    payment = next((one for one in of.case.payments if one.id == wish.record_id), None)
    if payment is None:
        raise NotThereError()
    if payment.state not in _HANDED_OUT:
        raise NothingHandedOutError(state=payment.state)
    line = next(one for one in of.case.aid if one.id == payment.line_id)
    language = words.language
    facts = [
        words.line(N_("Paid to"), payment.payee or _whose(of, payment.person_id, words)),
        words.line(_AMOUNT, _amount(payment, line, language)),
        words.line(N_("For"), _in_both(words, lambda said: _for(line, said))),
        words.line(N_("Paid by"), _in_both(words, lambda said: labels.label(payment.payer, said))),
        words.line(N_("Place"), _in_both(words, lambda said: labels.label(payment.place, said))),
        words.line(N_("Paid on"), formats.date(payment.paid_on, language) if payment.paid_on else "…"),
        words.line(N_("Number of the receipt"), payment.receipt_number or "…"),
    ]
    if len([one for one in of.case.payments if one.line_id == line.id and one.state is not PaymentState.VOID]) > 1:
        facts.insert(3, words.line(N_("Instalment"), formats.number(payment.number, language)))
    parts: list[Part] = [
        words.section("", facts),
        words.text(_PAY_BACK),
        words.signatures((N_("Place and date"), N_("Signature of the person"), N_("Signature of who pays"))),
    ]
    look.detail["payment"] = payment.id
    return paper_making.finish(look, of, wish, _paper(N_("Receipt"), of, words, parts))


@question(Act.SEE_CASES, recorded=True)
def ledger_statement(look: Look, case_id: int, wish: Wish) -> bytes:
    """Every entry of the ledger, line by line with the balance after each, and what the case adds up to."""
    of, words = paper_making.subject(look, case_id), Words(wish)
    case, language = of.case, words.language
    ledger = Ledger(case.aid, case.payments, case.ledger)
    parts: list[Part] = []
    for line in case.aid:
        rows = ledger.statement(line)
        if rows:
            about = " – ".join((_for(line, language), _whose(of, line.person_id, words)))
            parts.append(_statement(about, rows, words))
    totals = ledger.balance_of_case()
    if totals:
        head = (
            N_("Currency"),
            N_("Decided"),
            N_("Paid out"),
            N_("Asked back"),
            N_("Paid back"),
            N_("Written off"),
            N_("Still free"),
        )
        parts.append(
            words.table(
                N_("The case in all"),
                head,
                [
                    (
                        currency,
                        *(
                            formats.money(amount, currency, language)
                            for amount in (
                                one.decided,
                                one.paid_out,
                                one.reclaimed,
                                one.returned,
                                one.written_off,
                                one.free,
                            )
                        ),
                    )
                    for currency, one in totals.items()
                ],
                (1.4, 2, 2, 2, 2, 2, 2),
                right=range(1, 7),
            )
        )
    else:
        parts.append(words.text(N_("Nothing was decided or paid in this case.")))
    return paper_making.finish(look, of, wish, _paper(N_("Ledger"), of, words, parts, landscape=True))


@question(Act.SEE_CASES, recorded=True)
def cash_list(
    look: Look,
    first: date,
    last: date,
    payer: Payer | None,
    language: str,
    *,
    saved: bool = False,
    password: str | None = None,
) -> bytes:
    """What is handed out on these days, one table for each day, payer and place, with room for the signatures.

    Only what is approved or paid, in cases that the reader may see. Raises CashListEmptyError.
    """
    from returnhelp.reports import password as protection
    from returnhelp.reports.case_paper import case_paper

    rows = stored.cash_rows(look.session, first, last, records.sight(look.session, look.office), payer)
    groups = grouped(row for row in rows if row.state in _HANDED_OUT)
    if not groups:
        raise CashListEmptyError()
    words = Words(Wish(language))
    parts: list[Part] = [_group(one, words) for one in groups]
    sums = _sums((row.currency, row.amount) for one in groups for row in one.rows)
    said = ", ".join(formats.money(sum_, currency, language) for currency, sum_ in sums)
    days = (
        formats.date(first, language)
        if first == last
        else f"{formats.date(first, language)} – {formats.date(last, language)}"
    )
    parts += [
        words.section("", [words.line(_IN_ALL, said)]),
        words.signatures((N_("Place and date"), N_("Signature of who pays"), N_("Checked by"))),
    ]
    title = N_("Cash list")
    content = CasePaper(words.say(title), tuple(parts), landscape=True, subject=(words.line(_DAY, days),))
    look.subject = ("list", None)
    look.detail |= {"from": first.isoformat(), "to": last.isoformat(), "payments": sum(len(one.rows) for one in groups)}
    look.detail |= {"saved": saved, "protected": bool(saved and password)}
    paper = case_paper(content, papers.head(look), language, papers.fonts())
    return protection.protect(paper, password) if saved and password else paper


# --- how they are put together -----------------------------------------------------------------------


def _paper(title: str, of: Subject, words: Words, parts: Sequence[Part], *, landscape: bool = False) -> CasePaper:
    return CasePaper(
        words.say(title),
        tuple(parts),
        words.beside(title),
        words.second,
        landscape=landscape,
        subject=(words.line(_REFERENCE, of.case.number),),
    )


def _statement(about: str, rows: Iterable[StatementRow], words: Words) -> Part:
    language = words.language
    head = (_DAY, N_("Entry"), _REFERENCE, N_("Decided"), N_("Paid out"), N_("Left"))
    return words.table(
        about,
        head,
        [
            (
                formats.short_date(row.day, language),
                ledger_words.entry(row, language),
                ", ".join(
                    filter(None, (ledger_words.moved(row, language), row.reference, ledger_words.reason(row, language)))
                ),
                formats.money(row.credit, row.currency, language) if row.credit else "",
                formats.money(row.debit, row.currency, language) if row.debit else "",
                formats.money(row.balance, row.currency, language),
            )
            for row in rows
        ],
        (1.8, 3.4, 4.6, 2.2, 2.2, 2.2),
        right=(3, 4, 5),
    )


def _group(one: CashGroup, words: Words) -> Part:
    language = words.language
    heading = " · ".join(
        (formats.date(one.day, language), labels.label(one.payer, language), labels.label(one.place, language))
    )
    rows = [
        (
            row.case_number,
            row.person,
            labels.label(row.component, language),
            formats.money(row.amount, row.currency, language),
            row.receipt_number,
            words.say(N_("paid")) if row.state is PaymentState.PAID else "",
            _ROOM,
        )
        for row in one.rows
    ]
    sums = [
        (words.say(_IN_ALL), "", "", formats.money(sum_, currency, language), "", "", "")
        for currency, sum_ in one.sums.items()
    ]
    return words.table(
        heading,
        (N_("Case"), N_("Name"), N_("For"), _AMOUNT, N_("Receipt"), N_("State"), N_("Signature")),
        [*rows, *sums],
        (2, 3.6, 3, 2.2, 1.6, 1.2, 4),
        right=(3,),
        total=len(sums) == 1,
    )


def _sums(amounts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for currency, amount in amounts:
        found[currency] = found.get(currency, 0) + amount
    return sorted(found.items())


def _for(line: AidLine, language: str) -> str:
    kind = labels.label(line.component, language)
    return kind if line.project is None else f"{kind}: {labels.label(line.project, language)}"


def _amount(payment: Payment, line: AidLine, language: str) -> str:
    said = formats.money(payment.amount, payment.currency, language)
    if payment.currency == line.currency or payment.rate_on is None:
        return said
    charged = formats.money(payment.charged, line.currency, language)
    return f"{said} = {charged} ({payment.rate}, {formats.short_date(payment.rate_on, language)})"


def _in_both(words: Words, say: Callable[[str], str]) -> str:
    said = [say(one) for one in (words.language, words.second) if one]
    return " / ".join(dict.fromkeys(said))


def _whose(of: Subject, person_id: int | None, words: Words) -> str:
    """Whom a line or payment is for."""
    if person_id is None:
        return words.say(_EVERYBODY)
    return next((_name(one) for one in of.travellers if one.id == person_id), "")


def _name(person: Person) -> str:
    return person.name or " ".join(filter(None, (person.original_family_name, person.original_given_names)))
