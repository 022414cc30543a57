"""Reintegration of a case: its plan in time, its instalments, and what RIAT asks of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from returnhelp.domain import riat_fields
from returnhelp.domain.case import Case
from returnhelp.domain.errors import NotThereError, RiatConsentMissingError
from returnhelp.domain.figures import is_minor
from returnhelp.domain.money import PaymentState
from returnhelp.domain.people import Person, Precision, TravelDocument, TravelDocumentKind
from returnhelp.domain.project_checks import plan_due
from returnhelp.domain.project_figures import Instalment
from returnhelp.domain.projects import Riat
from returnhelp.domain.register_lists import Register
from returnhelp.domain.riat_fields import RiatField, RiatLine
from returnhelp.domain.roles import Act
from returnhelp.i18n import catalogs, formats, journey, labels
from returnhelp.i18n.catalogs import N_
from returnhelp.services import paper_making, preferences, records
from returnhelp.services.office import Look, question
from returnhelp.services.paper_making import Subject
from returnhelp.storage import deadline_rows
from returnhelp.storage import registers as registered

SWITZERLAND = 8100


@dataclass(frozen=True)
class Reintegration:
    """What the section of a case shows beside its own records."""

    returned_on: date | None
    """The day of arrival, else of departure."""
    plan_due: date | None
    """By when a plan should be agreed: a month after return."""
    instalments: Mapping[int, tuple[Instalment, ...]]
    """The payments by the line of aid that they belong to, in their order."""
    evidence_missing: int
    """How many payments of the case were made without evidence yet."""


@dataclass(frozen=True)
class RiatSheet:
    """What RIAT asks of a case, in words; the fields that a person types are as they were saved."""

    lines: tuple[RiatLine, ...]
    may_go_out: bool
    """Whether there is a consent by which the data may be given to a partner of the programme."""
    charter_by: date | None
    """The last day on which a case of a charter is to be entered."""


@question(Act.SEE_CASES)
def outlook(look: Look, case_id: int) -> Reintegration:
    """The plan in time and the instalments of a case; raises NotThereError."""
    case = records.the_case(look.session, look.office, case_id)
    facts = deadline_rows.facts(look.session, case)
    returned = facts.returned_on or facts.departed_on
    found: dict[int, list[Instalment]] = {}
    for one in sorted(case.payments, key=lambda one: (one.number, one.id or 0)):
        found.setdefault(one.line_id, []).append(
            Instalment(
                one.number,
                one.state,
                one.amount,
                one.currency,
                one.charged or one.amount,
                one.planned_on,
                one.paid_on,
                one.payee,
                one.evidence,
                one.evidence_on,
            )
        )
    return Reintegration(
        returned,
        plan_due(returned),
        {line: tuple(payments) for line, payments in found.items()},
        sum(one.state is PaymentState.PAID and not one.evidence.strip() for one in case.payments),
    )


@question(Act.SEE_CASES)
def riat_sheet(look: Look, case_id: int, language: str) -> RiatSheet:
    """What RIAT asks of a case, in words of that language; raises NotThereError."""
    return _sheet(look, case_id, language)


@question(Act.EDIT_CASES, recorded=True)
def export_riat(look: Look, case_id: int, kind: str, language: str) -> bytes:
    """The fields of RIAT, ready to be typed over, as a spreadsheet (``kind``: xlsx or csv); that it left is recorded.

    Where somebody stands in the asylum procedure is not in it. Raises RiatConsentMissingError, NotThereError.
    """
    from returnhelp.exchange import riat

    sheet = _sheet(look, case_id, language)
    if not sheet.lines:
        raise NotThereError()
    if not sheet.may_go_out:
        raise RiatConsentMissingError()
    look.subject = ("case", case_id)
    look.detail = {"rows": len(sheet.lines), "kind": kind}
    return riat.written(sheet.lines, kind, language)


def _sheet(look: Look, case_id: int, language: str) -> RiatSheet:
    of = paper_making.subject(look, case_id)
    case, today = of.case, look.office.today()
    riat = next(iter(case.riat), None)
    principal = of.travellers[0] if of.travellers else None
    may = riat_fields.may_go_out(case, principal.id if principal else None, today)
    charter = riat_fields.enter_charter_by(case.planned_departure, case.canton) if case.departed_on is None else None
    if riat is None:
        return RiatSheet((), may, charter)
    known = _Known(look, of, riat, language)
    lines = tuple(
        RiatLine(moment, one, "" if one in riat_fields.NOT_PASSED_ON else known.value(one))
        for moment, asked in riat_fields.MOMENTS.items()
        for one in asked
    )
    return RiatSheet(lines, may, charter)


@dataclass(frozen=True)
class _Known:
    """What a case knows of the fields that RIAT asks."""

    look: Look
    of: Subject
    riat: Riat
    language: str

    def value(self, field: RiatField) -> str:
        typed = riat_fields.TYPED.get(field)
        if typed is not None:
            return self._typed(typed, getattr(self.riat, typed))
        return _READ[field](self)

    def say(self, text: str) -> str:
        return catalogs.catalog(self.language).gettext(text)

    def day(self, day: date | None) -> str:
        return "" if day is None else formats.short_date(day, self.language)

    @property
    def case(self) -> Case:
        return self.of.case

    @property
    def principal(self) -> Person | None:
        return self.of.travellers[0] if self.of.travellers else None

    def _typed(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if name == "partner_id":
            return registered.names(self.look.session, Register.PARTNERS).get(value, "")
        if name == "support":
            return labels.label(value, self.language)
        if name in ("budget", "final_budget"):
            return formats.money(value, "EUR", self.language)
        return self.day(value) if isinstance(value, date) else str(value)

    def programme(self) -> str:
        names = registered.names(self.look.session, Register.PROGRAMMES)
        return names.get(self.case.programme_id or 0, self.case.programme)

    def organisation(self) -> str:
        return str(preferences.value(self.look.session, "office_name")) or self.look.office.name

    def country(self, number: int | None) -> str:
        return "" if number is None else labels.country(number, self.language)

    def document(self) -> str:
        papers = self.principal.travel_documents if self.principal else []
        best = max(
            (one for one in papers if one.kind is not TravelDocumentKind.CERTIFICATE),
            key=lambda one: one.expires_on or date.max,
            default=None,
        )
        return "" if best is None else self._document(best)

    def _document(self, paper: TravelDocument) -> str:
        kind = labels.label(paper.kind, self.language)
        issued = self.country(paper.issuing_state)
        until = self.say(N_("valid until {day}")).format(day=self.day(paper.expires_on)) if paper.expires_on else ""
        return ", ".join(part for part in (" ".join(filter(None, (kind, paper.number))), issued, until) if part)

    def birth(self) -> str:
        person = self.principal
        if person is None or person.birth_date is None:
            return ""
        day = person.birth_date
        match person.birth_precision:
            case Precision.DAY:
                return self.day(day)
            case Precision.MONTH:
                return f"{day.month:02}.{day.year}"
        return str(day.year)

    def family(self) -> str:
        leaves = self.case.departed_on or self.case.planned_departure or self.look.office.today()
        births = [one.birth_date for one in self.of.travellers]
        minors = sum(day is not None and is_minor(day, leaves) for day in births)
        words = catalogs.catalog(self.language)
        adults = len(births) - minors
        said = [words.ngettext("{count} adult", "{count} adults", adults).format(count=adults)]
        if minors:
            said.append(words.ngettext("{count} minor", "{count} minors", minors).format(count=minors))
        return ", ".join(said)

    def departure(self) -> str:
        if self.case.departed_on is not None:
            return self.day(self.case.departed_on)
        planned = self.day(self.case.planned_departure)
        return self.say(N_("{day} (expected)")).format(day=planned) if planned else ""

    def travel(self) -> str:
        place = journey.place(self.case.airport, self.language) if self.case.airport else ""
        return ", ".join(part for part in (self.case.flight, place) if part)

    def vulnerability(self) -> str:
        """Yes or no alone: which one it is, nobody there needs to know from a spreadsheet."""
        today = self.look.office.today()
        held = any(
            (one.since is None or one.since <= today) and (one.until is None or one.until >= today)
            for one in self.case.vulnerabilities
        )
        return self.say(N_("yes")) if held else self.say(N_("no"))

    def budget_lines(self) -> str:
        return "\n".join(
            f"{one.item}: {formats.money(one.amount, one.currency, self.language)}"
            for one in self.case.budget_lines
            if one.amount is not None
        )

    def proofs(self) -> str:
        lines = {one.aid_line_id for one in self.case.projects if one.aid_line_id is not None}
        told = []
        for one in self.case.payments:
            if one.line_id not in lines or one.state is not PaymentState.PAID:
                continue
            amount = formats.money(one.amount, one.currency, self.language)
            told.append(", ".join(part for part in (self.day(one.paid_on), amount, one.evidence) if part))
        return "\n".join(told)


_READ: Mapping[RiatField, Callable[[_Known], str]] = {
    RiatField.COUNTRY_OF_RETURN: lambda of: of.country(of.case.destination),
    RiatField.PROGRAMME: _Known.programme,
    RiatField.EU_COUNTRY: lambda of: of.country(SWITZERLAND),
    RiatField.ORGANISATION: _Known.organisation,
    RiatField.IDENTITY_DOCUMENT: _Known.document,
    RiatField.NAME: lambda of: of.case.pseudonym or (of.principal.name if of.principal else ""),
    RiatField.SEX: lambda of: labels.label(of.principal.sex, of.language) if of.principal else "",
    RiatField.BIRTH_DATE: _Known.birth,
    RiatField.NATIONALITY: lambda of: of.country(of.principal.nationality) if of.principal else "",
    RiatField.FAMILY: _Known.family,
    RiatField.DEPARTURE: _Known.departure,
    RiatField.TRAVEL: _Known.travel,
    RiatField.VULNERABILITY: _Known.vulnerability,
    RiatField.BUDGET_LINES: _Known.budget_lines,
    RiatField.PROOFS: _Known.proofs,
}
