"""What a household may be given, proposed with its calculation and article, and taken over as lines of aid."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from returnhelp.domain import entitlement, entitlement_ceilings, programmes
from returnhelp.domain.aid import AidComponent, AidLine
from returnhelp.domain.case import Case
from returnhelp.domain.eligibility_case import decisive_day
from returnhelp.domain.entitlement_case import Placed, Standing, claim_of, place
from returnhelp.domain.entitlement_ceilings import Ceiling
from returnhelp.domain.entitlement_claim import Claim
from returnhelp.domain.entitlement_terms import NoProposal
from returnhelp.domain.errors import NotThereError
from returnhelp.domain.household import Household
from returnhelp.domain.law import law
from returnhelp.domain.law_checks import LawPart
from returnhelp.domain.law_rows import Context
from returnhelp.domain.office_tables import OfficeTable, OfficeTables
from returnhelp.domain.registers import Programme
from returnhelp.domain.roles import ALLOWED, Act, Role
from returnhelp.i18n import explaining
from returnhelp.services import records, rules
from returnhelp.services.law_checked import Checked, LawChecked
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import repositories

TABLE_OF: Mapping[NoProposal, OfficeTable] = {
    NoProposal.STEP_MISSING: OfficeTable.FEDERAL_CENTRE_STEPS,
    NoProposal.PROGRAMME_RATE_MISSING: OfficeTable.PROGRAMME_RATES,
}
"""The table of the office in which a figure is missing."""


@dataclass(frozen=True)
class ProposalSeen:
    """One proposal as it is shown: beside its line, with the ceiling and whether its source was checked."""

    placed: Placed
    ceiling: Ceiling | None
    """The most that the law lets SEM decide; ``placed.proposal.ceiling`` is its sum here."""
    checked: Checked | None
    """Who compared the figure with its source; None = nobody has."""
    source: str
    """Where the figure was read."""
    table: OfficeTable | None = None
    """The office's table in which the figure is missing."""


@dataclass(frozen=True)
class EntitlementView:
    """Everything that a household may be given, by the table of the day of the decision."""

    day: date
    context: Context
    """The scheme that the sums were counted by."""
    usual_context: Context
    """The scheme that the facts of the case point to."""
    proposals: tuple[ProposalSeen, ...]
    can_take: bool
    keepers: tuple[Role, ...]
    """The roles that fill in the office's tables."""
    entered_on: date | None

    @property
    def to_take(self) -> tuple[ProposalSeen, ...]:
        """Those that can be taken over."""
        return tuple(one for one in self.proposals if one.placed.may_be_taken) if self.can_take else ()


@question(Act.SEE_CASES)
def propose(look: Look, case_id: int, context: Context | None = None) -> EntitlementView:
    """What the household of a case may be given, or why not, counted as the facts of the case stand now.

    ``context`` counts by another scheme than the one that the facts point to. Raises NotThereError.
    """
    case = records.the_case(look.session, look.office, case_id)
    tables = rules.tables(look)
    usual = claim(look, case, tables)
    counted = usual if context is None else replace(usual, context=context)
    can_take = look.office.may(Act.EDIT_CASES) and case.deleted_at is None
    checked = LawChecked(look, counted.decided_on)
    placed = _placed(case, counted, tables)
    most = {
        one: entitlement_ceilings.ceiling(one, counted, law(), tables)
        for one in {each.proposal.component for each in placed}
    }
    return EntitlementView(
        day=counted.decided_on,
        context=counted.context,
        usual_context=usual.context,
        proposals=tuple(_seen(one, most[one.proposal.component], checked) for one in placed),
        can_take=can_take,
        keepers=tuple(role for role in Role if Act.MANAGE_RATES in ALLOWED[role]),
        entered_on=counted.entered_on,
    )


def claim(look: Look | Work, case: Case, tables: OfficeTables) -> Claim:
    """What a case claims, by the day whose law decides; inside a piece of work."""
    day = decisive_day(case, look.office.today())
    return claim_of(
        case,
        look.session.get(Household, case.household_id),
        repositories.people(look.session, [one.person_id for one in case.travellers]),
        day,
        programme=_programme(look, case, tables, day),
    )


def _programme(look: Look | Work, case: Case, tables: OfficeTables, day: date) -> str:
    """The name under which the office's table has the rates of the case's programme.

    The free words of a case count only where the table has rates under them.
    """
    named = look.session.get(Programme, case.programme_id) if case.programme_id is not None else None
    if named is None:
        there = case.programme.strip() and tables.entry(OfficeTable.PROGRAMME_RATES, day, case.programme)
        return case.programme if there else ""
    entry = programmes.rates(named, tables, day)
    called = (named.code, named.name)
    return next((one for one in called if entry and tables.entry(OfficeTable.PROGRAMME_RATES, day, one)), named.name)


def _placed(case: Case, counted: Claim, tables: OfficeTables) -> tuple[Placed, ...]:
    return place(entitlement.propose(counted, law(), tables), case.aid)


def _seen(placed: Placed, most: Ceiling | None, checked: LawChecked) -> ProposalSeen:
    proposal = placed.proposal
    line = None if placed.line is None else replace(placed.line)
    entry, rate = proposal.entry, proposal.rate
    if entry is not None:
        by = None if entry.verified_on is None else Checked(entry.verified_by, entry.verified_on)
        source = entry.source
    else:
        by = None if rate is None else checked.of(LawPart.BENEFITS, rate)
        source = "" if rate is None else "; ".join(one.title for one in rate.sources)
    return ProposalSeen(
        placed=replace(placed, line=line),
        ceiling=most,
        checked=by,
        source=source,
        table=None if proposal.reason is None else TABLE_OF.get(proposal.reason),
    )


@command(Act.EDIT_CASES)
def take_over(
    work: Work,
    case_id: int,
    wanted: Collection[tuple[AidComponent, int | None]] | None = None,
    context: Context | None = None,
) -> int:
    """Make lines of aid of the proposals (all of them, or these), as drafts; the answer is how many lines it was.

    They are counted anew. A draft that asks for another sum is brought up to the proposal; what is out, decided, or
    asked for in another way stays as it is. Raises NotThereError.
    """
    case = records.the_case(work.session, work.office, case_id)
    if case.deleted_at is not None:
        raise NotThereError()
    tables = rules.tables(work)
    counted = claim(work, case, tables)
    counted = counted if context is None else replace(counted, context=context)
    taken = 0
    for one in _placed(case, counted, tables):
        if not one.may_be_taken or (wanted is not None and one.key not in wanted):
            continue
        line = one.line if one.standing is Standing.DIFFERS else None
        if line is None:
            line = AidLine(one.proposal.component, one.person_id)
            case.aid.append(line)
        _write(line, one)
        taken += 1
    work.unit.subject = ("case", case_id)
    work.unit.detail["lines"] = taken
    return taken


_LONGEST_ARTICLE = 100


def _write(line: AidLine, placed: Placed) -> None:
    proposal = placed.proposal
    line.currency, line.requested = proposal.currency, proposal.amount
    line.calculation = explaining.calculation(proposal)
    line.article = (explaining.article(proposal.rate) if proposal.rate is not None else proposal.article)[
        :_LONGEST_ARTICLE
    ]
    line.conditions = "; ".join(explaining.still_open(proposal))
