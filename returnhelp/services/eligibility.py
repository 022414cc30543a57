"""The rules of eligibility in a case: what the program knows, what was answered, and what is still open."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from returnhelp.domain import aid_abroad, edit_rules
from returnhelp.domain import eligibility as suggesting
from returnhelp.domain import eligibility_answers as answering
from returnhelp.domain.aid_abroad import AidAbroad
from returnhelp.domain.case import Case
from returnhelp.domain.case_kinds import WITHOUT_AID
from returnhelp.domain.deadlines import DeadlineKind
from returnhelp.domain.edits import Refusal
from returnhelp.domain.eligibility import Suggestion
from returnhelp.domain.eligibility_answers import Changed, Key, OpenBecause, OpenRule
from returnhelp.domain.eligibility_case import decisive_day, facts_of
from returnhelp.domain.eligibility_facts import EligibilityFacts, PriorAid
from returnhelp.domain.eligibility_notices import Notice, notices
from returnhelp.domain.eligibility_rules import ConditionRule, rules_on
from returnhelp.domain.errors import FieldRefusedError, NotThereError
from returnhelp.domain.office_tables import OfficeTable
from returnhelp.domain.people import Person
from returnhelp.domain.registers import Programme
from returnhelp.domain.roles import Act
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome
from returnhelp.i18n import eligibility_words
from returnhelp.services import records, rules
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import case_people, deadline_rows, prior_aid

JUDGED_BY_SEM = frozenset({RuleCode.X1, RuleCode.X2, RuleCode.X3})
"""Rules of which the program knows nothing by itself (AsylV 2 Art. 64(1))."""

_OPEN = frozenset({RuleOutcome.UNKNOWN, RuleOutcome.NOT_MET, RuleOutcome.EXCEPTION_REQUESTED})
"""Outcomes that need a reason."""

_evidence = edit_rules.text(2000)
_reference = edit_rules.text(100)
_reason = edit_rules.text(2000)
_decided_on = edit_rules.day(past=True)
_state = edit_rules.state


@dataclass(frozen=True)
class AnswerSeen:
    """An answer as it was given, and by whom; ``answer`` is a copy that nothing is kept of."""

    answer: RuleAnswer
    by: str


@dataclass(frozen=True)
class RuleLine:
    """One rule for the household (``person_id`` None) or for one person, as it stands now."""

    rule: RuleCode
    person_id: int | None
    wording: ConditionRule
    suggestion: Suggestion | None
    """What the program knows; None where one person was answered for apart from the household."""
    outcomes: tuple[RuleOutcome, ...]
    """The outcomes that an answer may have."""
    answer: AnswerSeen | None = None
    """The answer that counts; of a person without one of their own it is the household's."""
    earlier: tuple[AnswerSeen, ...] = ()
    """The answers that were given before, the latest first; none is ever deleted."""
    open: OpenBecause | None = None
    """Why it must be answered before an application goes out; None = it need not."""
    changed: Changed | None = None
    """What is no longer as it was when it was answered."""
    prior_aid: tuple[PriorAid, ...] = ()

    @property
    def key(self) -> Key:
        return self.rule, self.person_id


@dataclass(frozen=True)
class EligibilityView:
    """Every rule of a case, and what is worth knowing beside them."""

    day: date
    """The day whose law was looked at."""
    lines: tuple[RuleLine, ...]
    notices: tuple[Notice, ...]
    needed: bool
    """Whether a case of this kind asks for aid at all."""
    can_answer: bool
    searched_ms: float = 0.0
    """How long the search for earlier aid over all people took, in milliseconds."""

    @property
    def open(self) -> tuple[RuleLine, ...]:
        """The lines that must still be answered before an application goes out."""
        return tuple(one for one in self.lines if one.open is not None) if self.needed else ()

    def line(self, rule: RuleCode, person_id: int | None = None) -> RuleLine:
        """The line of a rule; raises LookupError."""
        for one in self.lines:
            if one.key == (rule, person_id):
                return one
        raise LookupError(rule, person_id)


@dataclass(frozen=True)
class Given:
    """An answer as somebody gives it; for crime and abuse (X1, X2) only a reference and a coded reason.

    ``seen`` is the version of the suggestion that stood before them (``Suggestion.version``): the answer keeps on
    what it was given. Empty: they have seen what stands now. ``abroad`` tells of aid that another European state
    gave to this one person (X8); it is kept in place of a reference, its day as the day decided.
    """

    rule: RuleCode
    outcome: RuleOutcome
    person_id: int | None = None
    evidence: str = ""
    reference: str = ""
    reason: str = ""
    decided_on: date | None = None
    seen: str = ""
    abroad: AidAbroad | None = None


# --- looking -----------------------------------------------------------------------------------------


@question(Act.SEE_CASES)
def check(look: Look, case_id: int, *, search: bool = True) -> EligibilityView:
    """How every rule stands in a case, with earlier aid looked for over all people unless ``search`` is False.

    Raises NotThereError, NoConditionsOnError for a day before the first wording that is known.
    """
    case = records.the_case(look.session, look.office, case_id)
    day = decisive_day(case, look.office.today())
    started = time.perf_counter()
    found = earlier_aid(look, case) if search else _known_abroad(case)
    took = time.perf_counter() - started
    facts = facts_on(look, case, day, found)
    can_answer = look.office.may(Act.EDIT_CASES) and case.deleted_at is None
    return EligibilityView(
        day=day,
        lines=_lines(look, case, facts, searched=search),
        notices=notices(facts),
        needed=case.kind not in WITHOUT_AID,
        can_answer=can_answer,
        searched_ms=took * 1000,
    )


def _lines(look: Look, case: Case, facts: EligibilityFacts, *, searched: bool) -> tuple[RuleLine, ...]:
    wordings = {one.code: one for one in rules_on(facts.day)}
    suggestions = suggesting.suggest(facts, wordings.values())
    users = records.names_of_users(look.session) if case.rule_answers else {}
    latest = answering.standing(case.rule_answers)
    still_open = {(one.rule, one.person_id): one for one in _open(suggestions, case.rule_answers, searched=searched)}
    lines = [
        _line(case, wordings[one.rule], one.person_id, one, answering.answer_for(one, latest), still_open, users)
        for one in suggestions
    ]
    known = {one.key for one in lines}
    asked = {one.rule for one in suggestions if one.person_id is None}
    travelling = {one.person_id for one in facts.people}
    lines += [
        _line(case, wordings[rule], person_id, None, answer, still_open, users)
        for (rule, person_id), answer in latest.items()
        if (rule, person_id) not in known and (person_id is None or (rule in asked and person_id in travelling))
    ]
    aid = facts.prior_aid
    lines = [
        replace(one, prior_aid=tuple(each for each in aid if each.person_id == one.person_id))
        if one.rule is RuleCode.X8
        else one
        for one in lines
    ]
    order = {one.person_id: place for place, one in enumerate(facts.people)}
    codes = list(RuleCode)
    return tuple(
        sorted(lines, key=lambda one: (codes.index(one.rule), order.get(one.person_id or 0, -1), one.person_id or 0))
    )


def _line(
    case: Case,
    wording: ConditionRule,
    person_id: int | None,
    suggestion: Suggestion | None,
    answer: RuleAnswer | None,
    still_open: Mapping[Key, OpenRule],
    users: Mapping[int, str],
) -> RuleLine:
    def seen(one: RuleAnswer) -> AnswerSeen:
        return AnswerSeen(replace(one), users.get(one.by_user_id, "") if one.by_user_id is not None else "")

    given = [one for one in case.rule_answers if (one.rule, one.person_id) == (wording.code, person_id)]
    found = still_open.get((wording.code, person_id))
    because = None if found is None else found.because
    if suggestion is None and answer is not None and answer.outcome in _OPEN and not answer.reason.strip():
        because = OpenBecause(answer.outcome.value)
    return RuleLine(
        rule=wording.code,
        person_id=person_id,
        wording=wording,
        suggestion=suggestion,
        outcomes=answering.outcomes_for(wording),
        answer=None if answer is None else seen(answer),
        earlier=tuple(seen(one) for one in reversed(given) if one is not answer),
        open=because,
        changed=None if answer is None or suggestion is None else answering.changed_since(answer, suggestion),
    )


def still_open(look: Look | Work, case: Case, on: date, *, search: bool) -> tuple[OpenRule, ...]:
    """What must still be answered before the application goes out on that day, inside a piece of work.

    Without the search nobody is told that an answer about earlier aid (X8) rests on other facts by now: a case opens
    quicker so, and the step itself is taken only after the search.
    """
    if case.kind in WITHOUT_AID:
        return ()
    found = earlier_aid(look, case) if search else _known_abroad(case)
    facts = facts_on(look, case, on, found)
    return _open(suggesting.suggest(facts, rules_on(on)), case.rule_answers, searched=search)


def _open(suggestions: Sequence[Suggestion], answers: Sequence[RuleAnswer], *, searched: bool) -> tuple[OpenRule, ...]:
    if not searched:
        suggestions = [replace(one, outcome=RuleOutcome.MET) if one.rule is RuleCode.X8 else one for one in suggestions]
    return answering.open_rules(suggestions, answers)


def earlier_aid(look: Look | Work, case: Case) -> tuple[PriorAid, ...]:
    """The aid that each traveller had before, here and abroad; of a restricted record only that one may match."""
    sight = records.sight(look.session, look.office)
    return (
        *(
            aid
            for one in case.travellers
            for aid in prior_aid.prior_aid_of(look.session, one.person_id, except_case=case.id, sight=sight)
        ),
        *_known_abroad(case),
    )


def _known_abroad(case: Case) -> tuple[PriorAid, ...]:
    return aid_abroad.standing(case.rule_answers)


def facts_on(look: Look | Work, case: Case, day: date, found: Sequence[PriorAid]) -> EligibilityFacts:
    """What the rules look at in a case, by the law and the office's lists of that day."""
    session = look.session
    tables = rules.tables(look)
    programme = session.get(Programme, case.programme_id) if case.programme_id is not None else None
    return facts_of(
        case,
        people_of(look, case),
        day,
        visa_exempt=rules.state_list(tables, OfficeTable.VISA_EXEMPT_STATES, day),
        excluded=rules.state_list(tables, OfficeTable.EXCLUDED_STATES, day),
        prior_aid=found,
        programme=programme,
        departure_deadline=_deadline(look, case),
    )


def people_of(look: Look | Work, case: Case) -> Mapping[int, Person]:
    """Everybody who travels in a case, by their number."""
    return case_people.with_papers(look.session, [one.person_id for one in case.travellers])


def _deadline(look: Look | Work, case: Case) -> date | None:
    """The last day for leaving: as the order names it, else as it is counted."""
    named = max(
        (one for one in case.stays if one.departure_deadline is not None),
        key=lambda one: one.since or date.min,
        default=None,
    )
    if named is not None:
        return named.departure_deadline
    return deadline_rows.open_until(look.session, case.id, DeadlineKind.DEPARTURE)


def what_is_known(view: EligibilityView, names: Mapping[int, str], language: str | None = None) -> tuple[Given, ...]:
    """The answers that the program can give itself: what seems met, with its evidence in words.

    Never for what SEM judges (X1 to X3), never that a rule is not met, and never over an answer that still stands.
    """
    return tuple(
        Given(
            one.rule,
            RuleOutcome.MET,
            one.person_id,
            evidence=" ".join(eligibility_words.evidence(found, names, language) for found in one.suggestion.evidence),
            seen=one.suggestion.version,
        )
        for one in view.lines
        if one.suggestion is not None
        and one.suggestion.outcome is RuleOutcome.MET
        and one.rule not in JUDGED_BY_SEM
        and (one.answer is None or (one.changed is not None and one.answer.answer.outcome is RuleOutcome.MET))
    )


# --- answering ---------------------------------------------------------------------------------------


@command(Act.EDIT_CASES)
def answer(work: Work, case_id: int, answers: Sequence[Given]) -> int:
    """Keep answers to rules, all or none; the earlier ones stay, and the answer here is how many were new.

    Raises NotThereError, FieldRefusedError (a text that is too long, a person who does not travel in the case, aid
    abroad for a rule that does not ask for it) and what ``eligibility_answers.check_answer`` raises.
    """
    case = records.the_case(work.session, work.office, case_id)
    if case.deleted_at is not None:
        raise NotThereError()
    day = decisive_day(case, work.today)
    wordings = {one.code: one for one in rules_on(day)}
    found = earlier_aid(work, case)
    before = _versions(work, case, day, found)
    made = [
        (kept, one.seen)
        for one in answers
        if not _says_the_same(kept := _checked(work, case, one, wordings[one.rule], day), one.seen, case, before)
    ]
    for kept, _seen in made:
        case.rule_answers.append(kept)
    here = tuple(one for one in found if not one.abroad)
    after = _versions(work, case, day, (*here, *_known_abroad(case)))
    for kept, seen in made:
        key = kept.rule, kept.person_id
        stood = before.get(key, "")
        kept.law_version = after.get(key, "") if seen in ("", stood) else seen
    work.unit.subject = ("case", case_id)
    work.unit.detail["rules"] = sorted({kept.rule.value for kept, _seen in made})
    return len(made)


def _versions(work: Work, case: Case, day: date, found: Sequence[PriorAid]) -> dict[Key, str]:
    facts = facts_on(work, case, day, found)
    return {(one.rule, one.person_id): one.version for one in suggesting.suggest(facts, rules_on(day))}


def _checked(work: Work, case: Case, given: Given, wording: ConditionRule, day: date) -> RuleAnswer:
    if given.person_id is not None and all(one.person_id != given.person_id for one in case.travellers):
        raise FieldRefusedError(field="person_id", reason=Refusal.NOT_A_CHOICE)
    reference, decided_on = _reference("reference", given.reference, day), given.decided_on
    if given.abroad is not None:
        if given.rule is not RuleCode.X8 or given.person_id is None or given.outcome is RuleOutcome.MET:
            raise FieldRefusedError(field="country", reason=Refusal.NOT_EDITABLE)
        country = _state("country", given.abroad.country, day)
        reference, decided_on = aid_abroad.reference(AidAbroad(country)), given.abroad.day
    kept = RuleAnswer(
        given.rule,
        given.outcome,
        given.person_id,
        evidence=_evidence("evidence", given.evidence, day),
        reference=reference,
        reason=_reason("reason", given.reason, day),
        decided_on=_decided_on("decided_on", decided_on, work.today),
        answered_at=work.now,
        by_user_id=work.office.user.id,
    )
    answering.check_answer(kept, wording, work.today)
    return kept


_SAME = ("outcome", "evidence", "reference", "reason", "decided_on")


def _says_the_same(kept: RuleAnswer, seen: str, case: Case, versions: Mapping[Key, str]) -> bool:
    """Whether the answer that stands says just that, on the same facts."""
    key = kept.rule, kept.person_id
    now = answering.standing(case.rule_answers).get(key)
    return (
        now is not None
        and all(getattr(now, name) == getattr(kept, name) for name in _SAME)
        and now.law_version == (seen or versions.get(key, ""))
    )
