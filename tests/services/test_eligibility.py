"""The rules of eligibility in a case: what is known, what is answered, and that nothing goes out with one open."""

from datetime import date, timedelta

import pytest

from returnhelp.domain import aid_abroad
from returnhelp.domain import eligibility_evidence as ev
from returnhelp.domain.aid import AidComponent, AidLine
from returnhelp.domain.aid_abroad import AidAbroad
from returnhelp.domain.case import Case, CaseType, DestinationKind
from returnhelp.domain.edits import Edit
from returnhelp.domain.eligibility_answers import Changed, CodedReason, OpenBecause
from returnhelp.domain.eligibility_evidence import AidTrace
from returnhelp.domain.errors import (
    ConductNotRecordedError,
    DecisionReferenceMissingError,
    FieldRefusedError,
    NeedsMissingError,
    NotAllowedError,
    NotThereError,
)
from returnhelp.domain.household import MemberRole
from returnhelp.domain.office_tables import Column, Entry, OfficeTable
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome
from returnhelp.domain.steps import Need, Step
from returnhelp.services import cases, eligibility, steps
from returnhelp.services.eligibility import EligibilityView, Given
from returnhelp.services.office import Office
from tests.office import Offices, rules_answered
from tests.services.test_cases import open_family

DAY = date(2026, 3, 20)
GEORGIA, GERMANY, SERBIA = 8562, 8207, 8248
MET, NOT_MET, UNKNOWN = RuleOutcome.MET, RuleOutcome.NOT_MET, RuleOutcome.UNKNOWN
X1, X4, X5, X6, X7, X8 = (RuleCode.X1, RuleCode.X4, RuleCode.X5, RuleCode.X6, RuleCode.X7, RuleCode.X8)


def ask(office: Office, case_id: int, *given: Given) -> int:
    return eligibility.answer(office, case_id, given).value


def edit(office: Office, case_id: int, **values: object) -> None:
    cases.save(office, [Edit("case", case_id, ("case", case_id), values)])


def add(office: Office, case_id: int, entity: str, **values: object) -> None:
    cases.save(office, [Edit(entity, None, ("case", case_id), values)])


def listed(office: Office, table: OfficeTable, *states: int, since: date = date(2019, 3, 1)) -> None:
    """The office's list has these states."""
    with office.work("test") as unit:
        for state in states:
            unit.session.add(
                Entry(
                    table=table,
                    values={Column.STATE.value: state},
                    valid_from=since,
                    source="VEV Art. 8",
                    entered_by=1,
                    entered_at=office.now(),
                    confirmed_by=2,
                    confirmed_at=office.now(),
                )
            )
        unit.commit()


def answers_of(office: Office, case_id: int) -> list[RuleAnswer]:
    session = office.reading()
    try:
        found = session.get(Case, case_id)
        assert found is not None
        return list(found.rule_answers)
    finally:
        session.close()


def evidence(view: EligibilityView, rule: RuleCode, person_id: int | None = None) -> tuple[ev.Evidence, ...]:
    suggestion = view.line(rule, person_id).suggestion
    assert suggestion is not None
    return suggestion.evidence


# --- what is known -----------------------------------------------------------------------------------


def test_each_rule_has_a_line_and_each_traveller_lines_of_their_own(anna: Office) -> None:
    number = open_family(anna)
    view = eligibility.check(anna, number)
    people = sorted(cases.view(anna, number).people)
    assert [one.rule for one in view.lines if one.person_id is None] == [one for one in RuleCode if one not in (X5, X8)]
    for rule in (X5, X8):
        assert [one.person_id for one in view.lines if one.rule is rule] == people
    assert view.open == view.lines
    assert view.day == DAY
    assert {one.open for one in view.lines} == {OpenBecause.UNANSWERED}


def test_asylv2_76a_the_list_of_the_office_tells_who_is_visa_exempt(house: Offices) -> None:
    anna = house.enter("anna")
    number = open_family(anna)
    nino, giorgi, luka = sorted(cases.view(anna, number).people)
    assert evidence(eligibility.check(anna, number), X5, nino) == (ev.ListMissing(ev.OfficeList.VISA_EXEMPT),)
    listed(anna, OfficeTable.VISA_EXEMPT_STATES, SERBIA, GEORGIA)
    view = eligibility.check(anna, number)
    suggestion = view.line(X5, nino).suggestion
    assert suggestion is not None
    assert suggestion.outcome is NOT_MET
    assert evidence(view, X5, giorgi) == evidence(view, X5, luka) == (ev.NationalityUnknown(),)


def test_asylv2_64_2_the_stay_in_a_third_state_is_measured_from_the_planned_departure(anna: Office) -> None:
    number = open_family(anna)
    leaving = DAY + timedelta(days=20)
    edit(anna, number, destination=SERBIA, destination_kind=DestinationKind.THIRD, planned_departure=leaving)
    for until, outcome in ((date(2027, 4, 8), NOT_MET), (date(2027, 4, 9), MET)):
        edit(anna, number, third_state_stay_until=until)
        suggestion = eligibility.check(anna, number).line(X7).suggestion
        assert suggestion is not None
        assert suggestion.outcome is outcome


def test_asylv2_64_3_the_deadline_of_the_order_is_looked_at_else_the_one_counted(anna: Office) -> None:
    number = open_family(anna)
    edit(anna, number, planned_departure=date(2026, 5, 1))
    assert evidence(eligibility.check(anna, number), RuleCode.C2) == (ev.DeadlineUnknown(),)
    add(anna, number, "stays", permit="N", since=date(2026, 3, 1), departure_deadline=date(2026, 4, 30))
    assert evidence(eligibility.check(anna, number), RuleCode.C2) == (
        ev.DeadlinePassed(date(2026, 5, 1), date(2026, 4, 30), 1),
    )


def test_asylv2_62_5_repayment_is_explained_by_a_talk_about_the_consequences(anna: Office) -> None:
    number = open_family(anna)
    assert evidence(eligibility.check(anna, number), RuleCode.C3) == (ev.RepaymentToExplain(),)
    add(anna, number, "contacts", kind="counselling", happened_on=DAY, topic="consequences")
    assert evidence(eligibility.check(anna, number), RuleCode.C3) == (ev.RepaymentExplained(DAY),)


def test_asylv2_62_4_aid_received_before_is_found_with_its_case(house: Offices) -> None:
    anna = house.enter("anna")
    first = open_family(anna)
    nino = min(cases.view(anna, first).people)
    with anna.work("test") as unit:
        case = unit.session.get_one(Case, first)
        case.aid.append(AidLine(AidComponent.BASIC, nino, decided=100000, decided_on=DAY, paid=100000, paid_on=DAY))
        unit.commit()
    again = cases.open_case(anna, NewCase(members=(NewMember(MemberRole.PRINCIPAL, person_id=nino),))).value
    view = eligibility.check(anna, again)
    line = view.line(X8, nino)
    assert [(one.case_id, one.case_number) for one in line.prior_aid] == [(first, "2026-0001")]
    (found,) = evidence(view, X8, nino)
    assert isinstance(found, ev.AidFound)
    assert found.how is AidTrace.RECEIVED
    assert view.searched_ms > 0
    unsearched = eligibility.check(anna, again, search=False)
    assert unsearched.line(X8, nino).prior_aid == ()


def test_a_case_without_aid_needs_no_answers(anna: Office) -> None:
    number = open_family(anna)
    edit(anna, number, kind=CaseType.FAMILY_REUNIFICATION)
    view = eligibility.check(anna, number)
    assert not view.needed
    assert view.open == ()


# --- answering ---------------------------------------------------------------------------------------


def test_an_answer_keeps_who_gave_it_when_and_on_what(anna: Office) -> None:
    number = open_family(anna)
    seen = eligibility.check(anna, number).line(X4)
    assert seen.suggestion is not None
    assert ask(anna, number, Given(X4, MET, evidence="  SEM's  list \n of May", seen=seen.suggestion.version)) == 1
    line = eligibility.check(anna, number).line(X4)
    assert line.answer is not None
    kept = line.answer.answer
    assert (kept.outcome, kept.evidence, line.answer.by) == (MET, "SEM's  list \n of May", "Anna Muster")
    assert kept.law_version == seen.suggestion.version
    assert kept.answered_at is not None
    assert kept.answered_at.date() == DAY
    assert (line.open, line.changed) == (None, None)


def test_an_answer_given_again_stands_and_the_earlier_ones_stay(anna: Office) -> None:
    number = open_family(anna)
    ask(anna, number, Given(X6, UNKNOWN))
    ask(anna, number, Given(X6, NOT_MET, reason="Hardship, SEM is asked"))
    assert ask(anna, number, Given(X6, NOT_MET, reason="Hardship, SEM is asked")) == 0
    line = eligibility.check(anna, number).line(X6)
    assert line.answer is not None
    assert line.answer.answer.outcome is NOT_MET
    assert [one.answer.outcome for one in line.earlier] == [UNKNOWN]
    assert line.open is None
    assert [one.outcome for one in answers_of(anna, number)] == [UNKNOWN, NOT_MET]


def test_all_answers_are_kept_or_none(anna: Office) -> None:
    number = open_family(anna)
    with pytest.raises(ConductNotRecordedError):
        ask(anna, number, Given(X4, MET), Given(X1, NOT_MET, evidence="He stole."))
    assert answers_of(anna, number) == []


def test_aig_109g_k_of_crime_only_a_reference_and_a_coded_reason_are_kept(anna: Office) -> None:
    number = open_family(anna)
    ask(anna, number, Given(X1, NOT_MET, reference="N 641 234", reason=CodedReason.NO_FINANCIAL_AID))
    line = eligibility.check(anna, number).line(X1)
    assert line.answer is not None
    assert line.answer.answer.reference == "N 641 234"
    assert line.open is None
    with pytest.raises(ConductNotRecordedError):
        ask(anna, number, Given(X1, NOT_MET, reason="because of a theft"))


def test_an_exception_that_was_granted_has_its_reference(anna: Office) -> None:
    number = open_family(anna)
    with pytest.raises(DecisionReferenceMissingError):
        ask(anna, number, Given(X5, RuleOutcome.EXCEPTION_GRANTED, min(cases.view(anna, number).people)))


def test_answers_are_about_people_who_travel_and_texts_have_an_end(anna: Office) -> None:
    number = open_family(anna)
    for wrong in (Given(X5, MET, 9999), Given(X4, MET, evidence="x" * 2001), Given(X4, MET, reference="x" * 101)):
        with pytest.raises(FieldRefusedError):
            ask(anna, number, wrong)
    assert answers_of(anna, number) == []


def test_one_of_the_household_may_be_answered_for_apart(anna: Office) -> None:
    number = open_family(anna)
    person = max(cases.view(anna, number).people)
    rules_answered(anna, number)
    ask(anna, number, Given(X1, NOT_MET, person, reference="N 641 234"))
    view = eligibility.check(anna, number)
    assert [(one.key, one.open) for one in view.open] == [((X1, person), OpenBecause.NOT_MET)]
    ask(anna, number, Given(X1, NOT_MET, person, reference="N 641 234", reason=CodedReason.EXIT_MONEY))
    assert eligibility.check(anna, number).open == ()


def test_who_only_reads_answers_nothing(house: Offices) -> None:
    number = open_family(house.enter("anna"))
    otto = house.enter("otto")
    assert not eligibility.check(otto, number).can_answer
    with pytest.raises(NotAllowedError):
        ask(otto, number, Given(X4, MET))
    with pytest.raises(NotAllowedError):
        eligibility.check(house.admin, number)


def test_a_restricted_case_is_checked_by_nobody_else(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = open_family(anna)
    edit(anna, number, restricted=True)
    with pytest.raises(NotThereError):
        eligibility.check(beat, number)
    with pytest.raises(NotThereError):
        ask(beat, number, Given(X4, MET))


def test_what_the_program_knows_is_answered_by_itself_but_never_what_sem_judges(house: Offices) -> None:
    anna = house.enter("anna")
    number = open_family(anna)
    nino, *others = sorted(cases.view(anna, number).people)
    listed(anna, OfficeTable.VISA_EXEMPT_STATES, SERBIA)
    edit(anna, number, destination_kind=DestinationKind.HOME)
    add(anna, number, "contacts", kind="counselling", happened_on=DAY, topic="consequences")
    known = eligibility.what_is_known(eligibility.check(anna, number), {}, "en")
    assert {(one.rule, one.person_id) for one in known} == {(X5, nino), (X6, None), (X7, None), (RuleCode.C3, None)}
    assert {one.outcome for one in known} == {MET}
    assert known[0].evidence == "Georgia is not on the office’s list of visa-exempt states."
    assert ask(anna, number, *known) == 4
    assert eligibility.what_is_known(eligibility.check(anna, number), {}) == ()
    cases.save(anna, [Edit("person", others[0], ("person", others[0]), {"nationalities": [GEORGIA]})])
    again = eligibility.what_is_known(eligibility.check(anna, number), {})
    assert [(one.rule, one.person_id) for one in again] == [(X5, others[0])]


def test_an_answer_that_was_refused_is_not_overwritten_by_what_the_program_knows(anna: Office) -> None:
    number = open_family(anna)
    edit(anna, number, destination_kind=DestinationKind.HOME)
    ask(anna, number, Given(X7, UNKNOWN))
    known = eligibility.what_is_known(eligibility.check(anna, number), {})
    assert X7 not in {one.rule for one in known}


# --- aid of another European state ---------------------------------------------------------------------


def test_asylv2_62_4_aid_from_another_european_state_is_kept_with_the_answer_of_the_person(anna: Office) -> None:
    number = open_family(anna)
    nino = min(cases.view(anna, number).people)
    told = AidAbroad(GERMANY, date(2024, 6, 1))
    ask(anna, number, Given(X8, NOT_MET, nino, abroad=told))
    view = eligibility.check(anna, number)
    line = view.line(X8, nino)
    assert line.answer is not None
    assert aid_abroad.told(line.answer.answer) == told
    assert (line.changed, line.open) == (None, OpenBecause.NOT_MET)
    (found,) = evidence(view, X8, nino)
    assert isinstance(found, ev.AidFound)
    assert (found.how, found.country, found.day) == (AidTrace.ABROAD, GERMANY, date(2024, 6, 1))


def test_aid_from_abroad_stands_until_the_rule_is_answered_as_met(anna: Office) -> None:
    number = open_family(anna)
    nino = min(cases.view(anna, number).people)
    ask(anna, number, Given(X8, NOT_MET, nino, abroad=AidAbroad(GERMANY)))
    ask(anna, number, Given(X8, UNKNOWN, nino, reason="Germany is asked"))
    assert [one.country for one in eligibility.check(anna, number).line(X8, nino).prior_aid] == [GERMANY]
    ask(anna, number, Given(X8, MET, nino, evidence="It was somebody else"))
    line = eligibility.check(anna, number).line(X8, nino)
    assert (line.prior_aid, line.changed, line.open) == ((), None, None)


def test_aid_from_abroad_is_of_one_person_and_no_other_rule(anna: Office) -> None:
    number = open_family(anna)
    nino = min(cases.view(anna, number).people)
    for wrong in (
        Given(X8, NOT_MET, abroad=AidAbroad(GERMANY)),
        Given(X8, MET, nino, abroad=AidAbroad(GERMANY)),
        Given(X5, NOT_MET, nino, abroad=AidAbroad(GERMANY)),
        Given(X8, NOT_MET, nino, abroad=AidAbroad(1)),
    ):
        with pytest.raises(FieldRefusedError):
            ask(anna, number, wrong)


# --- what goes out -----------------------------------------------------------------------------------


def ready(office: Office) -> int:
    """A family before its application, with everything but the answers to the rules."""
    number = open_family(office)
    root = ("case", number)
    edits = [
        Edit("consents", None, root, {"purpose": "data_processing", "given_on": DAY}),
        Edit("contacts", None, root, {"kind": "counselling", "happened_on": DAY, "topic": "consequences"}),
        Edit("aid_lines", None, root, {"component": "basic", "requested": 100000}),
        Edit("case", number, root, {"destination_kind": DestinationKind.HOME}),
    ]
    for person in cases.view(office, number).people:
        own = ("person", person)
        edits.append(Edit("person", person, own, {"birth_date": date(1990, 1, 1), "nationalities": [GEORGIA]}))
    cases.save(office, edits)
    for step in (Step.COUNSELLING, Step.ELIGIBILITY_CHECKED):
        steps.take(office, number, step, DAY)
    return number


def missing(office: Office, number: int) -> tuple[Need, ...]:
    return next(one for one in cases.view(office, number).next if one.step is Step.APPLICATION_SUBMITTED).missing


def test_an_application_does_not_go_out_with_an_open_rule(anna: Office) -> None:
    number = ready(anna)
    assert missing(anna, number) == (Need.RULES_ANSWERED,)
    assert cases.view(anna, number).open_rules == len(eligibility.check(anna, number).lines)
    with pytest.raises(NeedsMissingError):
        steps.take(anna, number, Step.APPLICATION_SUBMITTED, DAY)
    rules_answered(anna, number)
    assert missing(anna, number) == ()
    assert cases.view(anna, number).open_rules == 0
    steps.take(anna, number, Step.APPLICATION_SUBMITTED, DAY)


def test_a_rule_answered_for_one_of_three_is_open_for_the_others(anna: Office) -> None:
    number = ready(anna)
    nino, *_others = sorted(cases.view(anna, number).people)
    lines = [one for one in eligibility.check(anna, number).lines if one.rule is not X5 or one.person_id == nino]
    ask(anna, number, *(Given(one.rule, MET, one.person_id) for one in lines))
    assert missing(anna, number) == (Need.RULES_ANSWERED,)
    assert cases.view(anna, number).open_rules == 2


def test_a_nationality_that_came_later_opens_the_answer_again(anna: Office) -> None:
    number = ready(anna)
    nino = min(cases.view(anna, number).people)
    listed(anna, OfficeTable.VISA_EXEMPT_STATES, SERBIA)
    rules_answered(anna, number)
    cases.save(anna, [Edit("person", nino, ("person", nino), {"nationalities": [GEORGIA, SERBIA]})])
    line = eligibility.check(anna, number).line(X5, nino)
    assert (line.open, line.changed) == (OpenBecause.CHANGED, Changed.FACTS)
    assert missing(anna, number) == (Need.RULES_ANSWERED,)


def test_aid_that_is_found_later_is_seen_when_the_step_is_taken(house: Offices) -> None:
    """The page of a case opens without the search over all people; the step itself is taken only after it."""
    anna = house.enter("anna")
    number = ready(anna)
    nino = min(cases.view(anna, number).people)
    rules_answered(anna, number)
    other = cases.open_case(anna, NewCase(members=(NewMember(MemberRole.PRINCIPAL, person_id=nino),))).value
    with anna.work("test") as unit:
        case = unit.session.get_one(Case, other)
        case.aid.append(AidLine(AidComponent.BASIC, nino, paid=100000, paid_on=DAY))
        unit.commit()
    assert missing(anna, number) == ()
    with pytest.raises(NeedsMissingError):
        steps.take(anna, number, Step.APPLICATION_SUBMITTED, DAY)
    assert eligibility.check(anna, number).line(X8, nino).open is OpenBecause.CHANGED


def test_an_answer_about_somebody_who_stays_behind_holds_nothing_up(anna: Office) -> None:
    number = ready(anna)
    person = max(cases.view(anna, number).people)
    rules_answered(anna, number)
    ask(anna, number, Given(X5, NOT_MET, person))
    assert missing(anna, number) == (Need.RULES_ANSWERED,)
    traveller = next(one for one in cases.view(anna, number).parts["travellers"] if one.values["person_id"] == person)
    cases.save(anna, [Edit("travellers", traveller.id, ("case", number), remove=True)])
    assert missing(anna, number) == ()


def test_the_law_of_the_day_of_the_application_stays_once_it_is_out(house: Offices) -> None:
    anna = house.enter("anna")
    number = ready(anna)
    rules_answered(anna, number)
    steps.take(anna, number, Step.APPLICATION_SUBMITTED, DAY)
    house.clock.pass_days(40)
    assert eligibility.check(anna, number).day == DAY
