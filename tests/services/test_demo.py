"""The demo office shows the whole trade: registers, rates, and cases of every kind, closed and running."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from returnhelp import files
from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import CaseType
from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.deadlines import DeadlineKind
from returnhelp.domain.errors import InstalmentNotReadyError, WaiverNotSignedError
from returnhelp.domain.lists import CaseQuery, CaseRow
from returnhelp.domain.money import PaymentState
from returnhelp.domain.money_acts import MoneyAct
from returnhelp.domain.office_tables import EDITED, OfficeTable, Standing
from returnhelp.domain.projects import KeyMoment, ProjectState
from returnhelp.domain.register_lists import Register, RegisterQuery
from returnhelp.domain.roles import Clearance, Role
from returnhelp.domain.rule_answers import RuleCode
from returnhelp.domain.steps import Need, Step
from returnhelp.domain.survey_answers import SurveyOccasion
from returnhelp.services import (
    calendar,
    cases,
    compartments,
    demo,
    demo_days,
    demo_story,
    demo_whole,
    eligibility,
    lists,
    money,
    offices,
    registers,
    reporting,
    rules,
    users,
)
from returnhelp.services.office import Office
from tests.office import CHEAP, PASSWORD, ZURICH, Clock

TODAY = date(2026, 3, 20)


@dataclass
class Demo:
    """The demo office without the list of 2022: who works in it, and its whole cases by the names of their stories."""

    staff: Mapping[str, Office]
    told: Mapping[str, int]

    @property
    def sofia(self) -> Office:
        return self.staff["sofia"]

    def view(self, name: str) -> cases.CaseView:
        return cases.view(self.sofia, self.told[name])

    def missing(self, name: str, step: Step) -> tuple[Need, ...]:
        """What a case still needs for a step."""
        return next(one.missing for one in self.view(name).next if one.step is step)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo") / "Demo.returnhelp"
    clock = Clock(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=ZURICH))
    ada, _code = offices.create(
        folder, office_name="Demo", place="Bern", canton="BE", language="en", user_name="ada", display_name="Ada",
        password=PASSWORD, roles=frozenset({Role.ADMIN}), demo=True, params=CHEAP, clock=clock,
    )  # fmt: skip
    for user in demo.USERS:
        if user.name != "ada":
            cleared = frozenset(Clearance) if Role.SUPERVISOR in user.roles else frozenset[Clearance]()
            users.add(ada, user.name, user.display_name, PASSWORD, user.roles, cleared)
    entered = {name: offices.sign_in(folder, name, PASSWORD, clock) for name in ("carla", "marco", "sofia")}
    staff = {"ada": ada, **entered}
    told = demo_whole.add(staff)
    demo.fill(staff["sofia"])
    yield Demo(staff, told)
    for one in staff.values():
        one.close()


def every_case(office: Office) -> list[CaseRow]:
    return lists.cases(office, CaseQuery(), 0, 1000)


# --- what is there -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("register", "many"),
    [
        (Register.PROGRAMMES, 3),
        (Register.PARTNERS, 8),
        (Register.FACT_SHEETS, 6),
        (Register.STRUCTURAL_PROJECTS, 2),
        (Register.TRAININGS, 3),
        (Register.INFORMATION_REQUESTS, 12),
    ],
)
def test_every_register_is_kept(whole: Demo, register: Register, many: int) -> None:
    assert registers.count(whole.sofia, RegisterQuery(register)) == many


def test_fact_sheets_are_of_different_age_and_trainings_have_participants(whole: Demo) -> None:
    sheets = registers.sheet_figures(whole.sofia)
    found = registers.listed(whole.sofia, RegisterQuery(Register.FACT_SHEETS), 0, 10)
    assert sheets is not None
    assert {one.outdated for one in found} == {True, False}
    assert all(one.participants for one in registers.listed(whole.sofia, RegisterQuery(Register.TRAININGS), 0, 10))


def test_the_rates_say_that_they_are_invented_and_one_waits_for_a_second_person(whole: Demo) -> None:
    rows = [one for table in EDITED for one in rules.entries(whole.sofia, table)]
    assert all("Demo value" in one.source and one.verified_on is None for one in rows)
    assert {one.proposed.by for one in rows} == {"Ada"}
    assert {one.confirmed.by for one in rows if one.confirmed} == {"Sofia Steiner"}
    assert [one.standing for one in rows].count(Standing.WAITING) == 1 == rules.waiting_for_me(whole.sofia)
    filled = {one.table for one in rows if one.standing is Standing.HOLDING}
    assert filled >= {
        OfficeTable.FEDERAL_CENTRE_STEPS,
        OfficeTable.VISA_EXEMPT_STATES,
        OfficeTable.EURP_STATES,
        OfficeTable.EXCLUDED_STATES,
        OfficeTable.PROGRAMME_RATES,
        OfficeTable.RIF_TARGET_DAYS,
        OfficeTable.MONITORING_MONTHS,
    }


@pytest.mark.parametrize(
    ("closed", "running", "kind"),
    [
        ("family_with_project", "programme_with_project", CaseType.VOLUNTARY_RETURN),
        ("from_a_federal_centre", "leaving_from_a_centre", CaseType.VOLUNTARY_RETURN),
        ("victim_of_trafficking", "trafficking_before_the_assessment", CaseType.TRAFFICKING_RETURN),
        ("family_reunification", "reunification_waiting", CaseType.FAMILY_REUNIFICATION),
    ],
)
def test_four_kinds_of_case_are_there_closed_and_running(
    whole: Demo, closed: str, running: str, kind: CaseType
) -> None:
    over, going = whole.view(closed), whole.view(running)
    assert over.case.values["kind"] is going.case.values["kind"] is kind
    assert over.case.values["step"] is Step.CLOSED
    assert over.steps[0].step is Step.ENQUIRY
    assert {Step.TRAVEL_BOOKED, Step.DEPARTED, Step.ARRIVED} <= {one.step for one in over.steps}
    assert going.case.values["step"] not in (Step.CLOSED, Step.WITHDRAWN)


def test_every_story_becomes_a_case(whole: Demo) -> None:
    written = sorted(files.path(demo_whole.FOLDER).glob("case_*.toml"))
    assert sorted(whole.told) == sorted(demo_story.read(one)["name"] for one in written)


# --- the whole cases -----------------------------------------------------------------------------------


def test_the_family_has_a_capped_sum_each_travel_money_together_and_a_project_in_two_instalments(whole: Demo) -> None:
    view = whole.view("family_with_project")
    assert len(view.people) == 6
    lines = money.book(whole.sofia, whole.told["family_with_project"]).lines
    basic = sorted(one.requested or 0 for one in lines if one.component is AidComponent.BASIC)
    assert basic == [50_000] * 4 + [100_000] * 2
    [travel] = [one for one in lines if one.component is AidComponent.TRAVEL_MONEY]
    assert travel.requested == 50_000
    [project] = [one for one in lines if one.component is AidComponent.IN_KIND]
    assert [(one.number, one.state, bool(one.evidence)) for one in project.payments] == [
        (1, PaymentState.PAID, True),
        (2, PaymentState.PAID, True),
    ]
    assert view.parts["projects"][0].values["state"] is ProjectState.COMPLETED
    assert len(view.parts["budget_lines"]) == len(view.parts["quotes"]) == 3
    assert [one.values["done_on"] is not None for one in view.parts["visits"]] == [True, True]
    asked = {one.values["occasion"] for one in view.parts["surveys"]}
    assert asked == {SurveyOccasion.BASELINE, SurveyOccasion.FOLLOW_UP}


def test_the_aid_from_the_federal_centre_is_that_of_its_step(whole: Demo) -> None:
    lines = money.book(whole.sofia, whole.told["from_a_federal_centre"]).lines
    assert [one.requested for one in lines if one.component is AidComponent.BASIC] == [50_000]


def test_a_victim_of_trafficking_is_behind_a_pseudonym_and_paid_in_dollars(whole: Demo) -> None:
    case_id = whole.told["victim_of_trafficking"]
    view = whole.view("victim_of_trafficking")
    assert view.case.values["restricted"]
    assert {one.kind for one in view.sealed} == {
        SealedKind.SCREENING,
        SealedKind.SAFE_CONTACT,
        SealedKind.RISK_ASSESSMENT,
    }
    [row] = [one for one in every_case(whole.sofia) if one.case_id == case_id]
    assert "Adebayo" not in row.name
    assert all(one.case_id != case_id for one in every_case(whole.staff["marco"]))
    paid = {
        one.currency for one in money.book(whole.sofia, case_id).lines if one.component is not AidComponent.TRAVEL_MONEY
    }
    assert paid == {"USD"}


def test_a_reunification_has_a_sponsor_visas_proof_of_kinship_and_an_escort(whole: Demo) -> None:
    parts = whole.view("family_reunification").parts
    assert parts["sponsors"][0].values["costs_confirmed_on"] is not None
    assert len(parts["entry_visas"]) == 3
    assert all(one.values["probability"] > 9_990 for one in parts["kinship_tests"])
    assert parts["escorts"]
    assert not parts["aid_lines"]


@pytest.mark.parametrize(
    ("name", "step", "need"),
    [
        ("trafficking_before_the_assessment", Step.TRAVEL_BOOKED, Need.RISK_ASSESSMENT),
        ("reunification_waiting", Step.TRAVEL_BOOKED, Need.COSTS_CONFIRMED),
        ("reunification_waiting", Step.TRAVEL_BOOKED, Need.ENTRY_VISAS),
        ("unaccompanied_minor", Step.TRAVEL_BOOKED, Need.RECEIVING_PERSON),
        ("medical_return", Step.TRAVEL_BOOKED, Need.MEDICAL_CLEARANCE),
    ],
)
def test_what_a_running_case_still_waits_for(whole: Demo, name: str, step: Step, need: Need) -> None:
    assert need in whole.missing(name, step)


def test_a_child_without_parents_waits_for_nothing_but_who_receives_it(whole: Demo) -> None:
    assert whole.missing("unaccompanied_minor", Step.TRAVEL_BOOKED) == (Need.RECEIVING_PERSON,)


def test_the_diagnosis_is_sealed_and_opens_with_the_clearance_only(whole: Demo) -> None:
    case_id = whole.told["medical_return"]
    [seen] = compartments.recorded(whole.staff["carla"], case_id)
    assert (seen.kind, seen.for_me) == (SealedKind.DIAGNOSIS, False)
    assert compartments.read(whole.sofia, case_id, SealedKind.DIAGNOSIS, seen.person_id) is not None


def test_nothing_is_paid_to_a_family_with_status_s_before_the_waiver(whole: Demo) -> None:
    office, case_id = whole.staff["carla"], whole.told["status_s_without_waiver"]
    [first, *_] = [one for line in money.book(office, case_id).lines for one in line.payments]
    money.approve(office, case_id, [first.id])
    with pytest.raises(WaiverNotSignedError):
        money.pay(office, case_id, first.id, office.today(), receipt_number="1", signed_on=office.today())
    money.release(office, case_id, first.id, "Only tried", office.today())


def test_a_large_payment_waits_for_the_second_person(whole: Demo) -> None:
    waiting = money.approvals_waiting(whole.sofia)
    assert [one.case_id for one in waiting] == [whole.told["large_payment"]]


def test_a_question_to_the_fund_is_overdue(whole: Demo) -> None:
    late = [one for one in whole.view("rif_overdue").deadlines if one.is_overdue(TODAY)]
    assert [one.kind for one in late] == [DeadlineKind.RIF_ANSWER]


def test_a_case_of_the_eu_programme_stands_at_its_second_key_moment(whole: Demo) -> None:
    [riat] = whole.view("eu_programme").parts["riat"]
    assert riat.values["moment"] is KeyMoment.KM2_CONFIRMED


def test_aid_is_asked_back_in_part_repaid_and_found_when_the_man_comes_again(whole: Demo) -> None:
    view, balances = whole.view("aid_asked_back"), money.book(whole.sofia, whole.told["aid_asked_back"]).totals["CHF"]
    assert view.case.values["step"] is Step.RECLAIM
    assert (balances.reclaimed, balances.returned) == (60_000, 20_000)
    again = eligibility.check(whole.sofia, whole.told["back_after_aid"])
    [line] = [one for one in again.lines if one.rule is RuleCode.X8]
    assert [one.case_id for one in line.prior_aid] == [whole.told["aid_asked_back"]]
    assert line.open is None


def test_a_complaint_is_sealed_and_a_request_for_data_runs(whole: Demo) -> None:
    view = whole.view("complaint")
    assert [one.kind for one in view.sealed] == [SealedKind.COMPLAINT]
    assert DeadlineKind.DATA_REQUEST in {one.kind for one in view.deadlines}


# --- nothing is wrong with any of them ----------------------------------------------------------------------


def test_the_ledger_of_every_case_is_whole(whole: Demo) -> None:
    rows = every_case(whole.sofia)
    assert len(rows) >= demo.OPEN_CASES + len(whole.told)
    assert {row.case_id: flaws for row in rows if (flaws := money.book(whole.sofia, row.case_id).flaws)} == {}


def test_no_rule_is_open_where_an_application_went_out(whole: Demo) -> None:
    for name, case_id in whole.told.items():
        if Step.APPLICATION_SUBMITTED in {one.step for one in whole.view(name).steps}:
            assert eligibility.check(whole.sofia, case_id).open == (), name


def test_a_closed_case_has_no_task_payment_or_deadline_open(whole: Demo) -> None:
    for name in whole.told:
        view = whole.view(name)
        if view.case.values["step"] is Step.CLOSED:
            assert all(one.values["done_on"] for one in view.parts["tasks"]), name
            assert {one.values["state"] for one in view.parts["payments"]} <= {PaymentState.PAID, PaymentState.VOID}
            assert not [one for one in view.deadlines if one.met_on is None], name


def test_every_instalment_after_the_first_waits_for_what_was_shown(whole: Demo) -> None:
    """A second instalment that is not paid yet may be paid, or says that the one before is not shown."""
    for case_id in whole.told.values():
        for line in money.book(whole.sofia, case_id).lines:
            for before, after in pairwise(line.payments):
                act = after.may(MoneyAct.PAY)
                if act is not None and isinstance(act.why, InstalmentNotReadyError):
                    assert before.evidence == ""


# --- the many cases ----------------------------------------------------------------------------------------


def test_the_members_of_a_family_have_different_given_names(whole: Demo) -> None:
    for row in every_case(whole.sofia)[:200]:
        people = cases.view(whole.sofia, row.case_id).people.values()
        assert len({one.values["given_names"] for one in people}) == len(people), row.number


def test_a_day_in_the_office_has_a_handful_of_overdue_deadlines_and_none_of_years_ago(whole: Demo) -> None:
    day = lists.my_day(whole.sofia, team=True)
    late = [one for one in day.deadlines if one.due_on < TODAY]
    assert 2 <= len(late) <= 12
    assert all(TODAY - one.due_on < timedelta(days=60) for one in late)
    assert day.approvals is not None
    assert len(day.approvals.payments) == 1


def test_the_calendar_and_the_cash_list_are_alive(whole: Demo) -> None:
    week = timedelta(days=7)
    seen = calendar.between(whole.sofia, TODAY, TODAY + week)
    assert seen.departures
    assert seen.due
    assert len(money.cash(whole.sofia, TODAY, TODAY + week)) >= 2


def test_the_monthly_report_adds_up(whole: Demo) -> None:
    months = {(day.year, day.month) for day in (TODAY - timedelta(days=back) for back in range(0, 440, 14))}
    people = [reporting.figures(whole.sofia, year, month).persons.month or 0 for year, month in sorted(months)]
    assert sum(people) > 20


# --- days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("D+0", date(2026, 3, 22)),  # Sunday: today is today
        ("D-1", date(2026, 3, 20)),
        ("D-2", date(2026, 3, 20)),
        ("D+6", date(2026, 3, 30)),
        ("D-1+1", date(2026, 3, 21)),
        ("A18 03-22", date(2008, 3, 22)),
        ("A18 03-23", date(2007, 3, 23)),
    ],
)
def test_stories_tell_days_from_today_on(told: str, day: date) -> None:
    assert demo_days.told(told, date(2026, 3, 22), {}) == day


def test_a_story_cannot_mean_what_was_not_made_before() -> None:
    assert demo_days.told([{"person_id": "@levan"}], TODAY, {"levan": 7}) == [{"person_id": 7}]
    with pytest.raises(KeyError):
        demo_days.told("@nobody", TODAY, {})
