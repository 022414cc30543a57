"""Reintegration and visits as the services keep them: saved as one, refused as one, handed out with consent."""

from datetime import date, timedelta

import pytest

from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.case import Case
from returnhelp.domain.consent import ConsentPurpose
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import (
    FieldRefusedError,
    NotAllowedError,
    NotThereError,
    ProjectGoneError,
    ProjectNotJudgedError,
    ProjectPaidOutError,
    RiatConsentMissingError,
    VisitBeforeDepartureError,
)
from returnhelp.domain.money import Payment
from returnhelp.domain.monitoring import VisitMethod, VisitOutcome
from returnhelp.domain.projects import Feasibility, ProjectState, TypeOfSupport
from returnhelp.domain.register_lists import Register
from returnhelp.domain.riat_fields import RiatField
from returnhelp.domain.visit_lists import VisitCounts, VisitQuery, VisitsAsked
from returnhelp.services import audit, case_papers, cases, monitoring, registers, reintegration
from returnhelp.services.case_papers import Wish
from tests.gui.pages.casework.world import SYRIA, add, open_family, people_of, write
from tests.office import has_departed

GONE = date(2026, 2, 2)


@pytest.fixture
def family(anna):
    found = open_family(anna)
    write(anna, found, destination=SYRIA, airport="ZRH")
    return found


def leave(office, case_id, day=GONE):
    has_departed(office, case_id, day)
    cases.save(
        office,
        [
            Edit("travellers", one.id, one.root, {"departed_on": day})
            for one in cases.view(office, case_id).parts["travellers"]
        ],
    )


def begin(office, case_id, **values):
    """A project with a budget; its number."""
    given = {"kind": ProjectKind.MICRO_ENTERPRISE, "title": "Tailor's shop"} | values
    made = cases.save(office, [Edit("projects", None, ("case", case_id), given)]).value[0]
    add(
        office,
        case_id,
        "budget_lines",
        project_id=made,
        item="Machine",
        amount=120_000,
        currency="CHF",
        own_share=20_000,
    )
    return made


def parts(office, case_id, entity):
    return [one.values for one in cases.view(office, case_id).parts[entity]]


# --- projects --------------------------------------------------------------------------------------


def test_nothing_of_a_project_is_saved_that_breaks_a_rule(anna, family):
    project = begin(anna, family)
    edit = Edit("projects", project, ("case", family), {"state": ProjectState.APPROVED, "place": "Homs"})
    with pytest.raises(ProjectNotJudgedError):
        cases.save(anna, [edit])
    [kept] = parts(anna, family, "projects")
    assert (kept["state"], kept["place"]) == (ProjectState.IDEA, "")


def test_an_approved_project_meets_the_need_of_the_next_step(anna, family):
    values = {"feasibility": Feasibility.FEASIBLE, "state": ProjectState.APPROVED, "approved_on": date(2026, 3, 1)}
    project = begin(anna, family)
    cases.save(anna, [Edit("projects", project, ("case", family), values)])
    assert parts(anna, family, "projects")[0]["state"] is ProjectState.APPROVED


def test_a_removed_project_takes_its_parts_along_and_comes_back_with_them(anna, family):
    project = begin(anna, family)
    add(anna, family, "plan_goals", project_id=project, goal="Open the shop")
    add(anna, family, "visits", project_id=project, due_on=date(2026, 9, 1))
    removed = cases.save(anna, [Edit("projects", project, ("case", family), remove=True)])
    assert parts(anna, family, "projects") == parts(anna, family, "plan_goals") == []
    assert parts(anna, family, "budget_lines") == []
    assert parts(anna, family, "visits")[0]["project_id"] is None
    cases.undo(anna, removed.seq)
    assert parts(anna, family, "plan_goals")[0]["goal"] == "Open the shop"
    assert parts(anna, family, "visits")[0]["project_id"] == project


def test_a_part_removed_with_its_project_is_no_conflict(anna, family):
    project = begin(anna, family)
    [line] = cases.view(anna, family).parts["budget_lines"]
    root = ("case", family)
    cases.save(anna, [Edit("projects", project, root, remove=True), Edit("budget_lines", line.id, root, remove=True)])
    assert parts(anna, family, "budget_lines") == []


def test_a_part_of_a_project_that_a_colleague_removed_is_refused(anna, family):
    project = begin(anna, family)
    cases.save(anna, [Edit("projects", project, ("case", family), remove=True)])
    with pytest.raises(ProjectGoneError):
        add(anna, family, "plan_goals", project_id=project, goal="Open the shop")


@pytest.mark.parametrize(("typed", "kept"), [("eur", "EUR"), (" xaf ", "XAF")])
def test_a_currency_is_three_letters(anna, family, typed, kept):
    project = begin(anna, family)
    add(anna, family, "quotes", project_id=project, supplier="Juki", currency=typed)
    assert parts(anna, family, "quotes")[0]["currency"] == kept
    with pytest.raises(FieldRefusedError):
        add(anna, family, "quotes", project_id=project, supplier="Juki", currency="Euro")


def pay(office, case_id, **values):
    """A payment as the ledger would write it."""
    with office.work("money.test") as unit:
        case = unit.get(Case, case_id)
        case.payments.append(Payment(**values))
        unit.commit()


def an_aid_line(office, case_id):
    edit = Edit("aid_lines", None, ("case", case_id), {"component": AidComponent.IN_KIND, "requested": 100_000})
    return cases.save(office, [edit]).value[0]


def test_a_project_with_a_payment_stays(anna, family):
    line = an_aid_line(anna, family)
    project = begin(anna, family, aid_line_id=line)
    pay(anna, family, line_id=line, amount=50_000, charged=50_000)
    with pytest.raises(ProjectPaidOutError):
        cases.save(anna, [Edit("projects", project, ("case", family), remove=True)])
    assert len(parts(anna, family, "budget_lines")) == 1


def test_the_outlook_tells_the_instalments_and_the_plan_in_time(anna, family):
    line = an_aid_line(anna, family)
    pay(anna, family, line_id=line, amount=50_000, charged=50_000, number=2, planned_on=date(2026, 6, 1))
    pay(anna, family, line_id=line, amount=50_000, charged=50_000, number=1)
    leave(anna, family)
    found = reintegration.outlook(anna, family)
    assert [one.number for one in found.instalments[line]] == [1, 2]
    assert (found.returned_on, found.plan_due) == (GONE, date(2026, 3, 2))


def test_another_ones_case_tells_nothing(house, anna, family):
    write(anna, family, restricted=True)
    beat = house.enter("beat")
    with pytest.raises(NotThereError):
        reintegration.outlook(beat, family)
    with pytest.raises(NotThereError):
        monitoring.planned(beat, family)


# --- the plan on paper -----------------------------------------------------------------------------


def test_the_plan_is_printed_in_two_languages_and_recorded(anna, sara, family):
    project = begin(anna, family, idea="Clothes for weddings", place="Homs")
    add(anna, family, "plan_goals", project_id=project, goal="Open the shop", due_on=date(2026, 9, 1))
    add(anna, family, "plan_activities", project_id=project, provider="Caritas")
    paper = case_papers.paper("project_plan").make(anna, family, Wish("en", "fr", project))
    assert paper.startswith(b"%PDF")
    entry = audit.entries(sara, None, 5)[0]
    assert entry.act == "project_papers.project_plan"
    assert (entry.subject_kind, entry.subject_id) == ("case", family)


def test_a_plan_of_another_case_is_not_printed(anna, family):
    project = begin(anna, open_family(anna))
    with pytest.raises(NotThereError):
        case_papers.paper("project_plan").make(anna, family, Wish("en", record_id=project))


# --- RIAT ------------------------------------------------------------------------------------------


@pytest.fixture
def in_riat(anna, family):
    add(anna, family, "riat", support=TypeOfSupport.POST_RETURN, heard_from="Return counselling", budget=200_000)
    return family


def values(sheet):
    return {one.field: one.value for one in sheet.lines}


def test_what_the_case_knows_is_filled_in(anna, in_riat):
    people = people_of(anna, in_riat)
    passport = {"kind": "passport", "number": "X1234567", "expires_on": date(2027, 1, 31)}
    cases.save(anna, [Edit("travel_documents", None, ("person", people["Omar"]), passport)])
    add(anna, in_riat, "vulnerabilities", person_id=people["Layla"], kind="health")
    found = values(reintegration.riat_sheet(anna, in_riat, "en"))
    assert found[RiatField.COUNTRY_OF_RETURN] == "Syria"
    assert found[RiatField.EU_COUNTRY] == "Switzerland"
    assert found[RiatField.ORGANISATION] == "IOM Bern"
    assert found[RiatField.NAME] == "Haddad Omar"
    assert found[RiatField.BIRTH_DATE] == "03.05.1984"
    assert found[RiatField.FAMILY] == "2 adults, 2 minors"
    assert found[RiatField.IDENTITY_DOCUMENT] == "Passport X1234567, valid until 31.01.2027"
    assert found[RiatField.SUPPORT] == "Post-return"
    assert found[RiatField.BUDGET] == "€ 2’000.00" or "2’000.00" in found[RiatField.BUDGET]
    assert found[RiatField.VULNERABILITY] == "yes"
    assert found[RiatField.HEARD_FROM] == "Return counselling"


def test_asylum_data_is_never_filled_in(anna, in_riat):
    sheet = reintegration.riat_sheet(anna, in_riat, "en")
    assert values(sheet)[RiatField.ADMINISTRATIVE_STATUS] == ""
    assert "765 432" not in " ".join(one.value for one in sheet.lines)


def test_a_charter_is_to_be_entered_five_working_days_before(anna, in_riat):
    write(anna, in_riat, planned_departure=date(2026, 4, 8), canton="BE")
    assert reintegration.riat_sheet(anna, in_riat, "en").charter_by == date(2026, 3, 30)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nothing_is_handed_out_without_consent(anna, sara, in_riat, kind):
    with pytest.raises(RiatConsentMissingError):
        reintegration.export_riat(anna, in_riat, kind, "en")
    assert audit.entries(sara, None, 1)[0].act != "reintegration.export_riat"


def test_with_consent_the_fields_are_handed_out_and_that_is_recorded(anna, sara, in_riat):
    purpose = ConsentPurpose.TRANSFER_TO_AUTHORITY
    add(anna, in_riat, "consents", purpose=purpose, given_on=date(2026, 3, 1), person_id=None)
    text = reintegration.export_riat(anna, in_riat, "csv", "en").decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "Key moment;Field;To be typed over"
    assert "KM1: application;Country of return;Syria" in lines
    assert "KM1: application;Administrative status;" in lines
    assert reintegration.export_riat(anna, in_riat, "xlsx", "de").startswith(b"PK")
    entry = audit.entries(sara, None, 1)[0]
    assert (entry.act, entry.detail["kind"]) == ("reintegration.export_riat", "xlsx")


def test_the_signed_consent_of_riat_is_enough(anna, in_riat):
    [riat] = cases.view(anna, in_riat).parts["riat"]
    cases.save(anna, [Edit("riat", riat.id, riat.root, {"consent_signed_on": date(2026, 3, 20)})])
    assert reintegration.export_riat(anna, in_riat, "csv", "en")


def test_an_auditor_hands_nothing_out(house, anna, in_riat):
    with pytest.raises(NotAllowedError):
        reintegration.export_riat(house.enter("otto"), in_riat, "csv", "en")


# --- visits ----------------------------------------------------------------------------------------


def test_visits_are_counted_from_the_return_by_the_months_of_the_programme(anna, sara, family):
    root = (Register.PROGRAMMES.value, -1)
    edit = Edit(Register.PROGRAMMES.value, None, root, {"name": "Syria", "monitoring_months": [6, 12]})
    programme = registers.save(sara, [edit]).value[0]
    write(anna, family, programme_id=programme)
    begin(anna, family)
    assert monitoring.planned(anna, family).days == ()
    leave(anna, family)
    found = monitoring.planned(anna, family)
    assert found.months == (6, 12)
    assert found.of_programme
    assert found.days == (date(2026, 8, 3), date(2027, 2, 2))  # 2 August 2026 is a Sunday
    add(anna, family, "visits", due_on=found.days[0])
    assert monitoring.planned(anna, family).days == (date(2027, 2, 2),)


def test_without_a_project_nobody_is_visited(anna, family):
    leave(anna, family)
    assert monitoring.planned(anna, family).days == ()


def test_a_visit_before_the_departure_is_not_saved(anna, family):
    leave(anna, family)
    with pytest.raises(VisitBeforeDepartureError):
        add(anna, family, "visits", done_on=GONE - timedelta(days=1))
    assert parts(anna, family, "visits") == []


@pytest.fixture
def visited(anna, family):
    """Four visits: one made, two overdue, one to come (it is 20 March 2026)."""
    leave(anna, family, date(2025, 9, 1))
    for day in (date(2026, 1, 10), date(2026, 3, 19), date(2026, 3, 20)):
        add(anna, family, "visits", due_on=day, method=VisitMethod.PHONE)
    add(anna, family, "visits", due_on=date(2026, 2, 1), done_on=date(2026, 2, 3), outcome=VisitOutcome.RUNNING)
    return family


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        (VisitsAsked.OPEN, [date(2026, 1, 10), date(2026, 3, 19), date(2026, 3, 20)]),
        (VisitsAsked.OVERDUE, [date(2026, 1, 10), date(2026, 3, 19)]),
        (VisitsAsked.DONE, [date(2026, 2, 1)]),
        (VisitsAsked.ALL, [date(2026, 1, 10), date(2026, 2, 1), date(2026, 3, 19), date(2026, 3, 20)]),
    ],
)
def test_the_calendar_lists_visits_by_their_day(anna, visited, asked, days):
    query = VisitQuery(asked=asked)
    assert [row.due_on for row in monitoring.visits(anna, query, 0, 50)] == days
    assert monitoring.count(anna, query) == len(days)


def test_the_list_is_narrowed_by_days_country_and_caseworker(anna, visited):
    def count(**asked):
        return monitoring.count(anna, VisitQuery(**asked))

    assert count(first=date(2026, 2, 1), last=date(2026, 3, 19)) == 2
    assert count(country=SYRIA) == 4
    assert count(country=8207) == 0
    assert count(caseworker_id=anna.user.id) == 4
    assert count(programme_id=99) == 0
    assert count(without_programme=True) == 4


def test_months_add_up_and_older_visits_are_told_beside(anna, visited):
    found = monitoring.calendar(anna, VisitQuery(), date(2026, 2, 15))
    assert found.months[0] == date(2026, 2, 1)
    assert len(found.months) == 12
    assert found.cells == {
        (None, date(2026, 2, 1)): VisitCounts(0, 0, 1),
        (None, date(2026, 3, 1)): VisitCounts(2, 1, 0),
    }
    assert found.earlier == 1
    assert found.total() == VisitCounts(2, 1, 1)


def test_a_visit_without_a_due_day_stands_on_the_day_on_which_it_was_made(anna, family):
    leave(anna, family)
    add(anna, family, "visits", done_on=date(2026, 3, 3), outcome=VisitOutcome.ADAPTED)
    [row] = monitoring.visits(anna, VisitQuery(date(2026, 3, 1), date(2026, 3, 31)), 0, 10)
    assert (row.due_on, row.done_on, row.outcome) == (None, date(2026, 3, 3), VisitOutcome.ADAPTED)


def test_the_programme_of_a_visit_is_that_of_its_project(anna, sara, family):
    root = (Register.PROGRAMMES.value, -1)
    programme = registers.save(sara, [Edit(Register.PROGRAMMES.value, None, root, {"name": "EURP"})]).value[0]
    project = begin(anna, family, programme_id=programme)
    add(anna, family, "visits", due_on=date(2026, 4, 1), project_id=project)
    assert monitoring.visits(anna, VisitQuery(), 0, 1)[0].programme_id == programme
    assert monitoring.programmes(anna)[programme] == "EURP"


def test_a_restricted_case_is_not_in_a_colleagues_calendar(house, anna, visited):
    write(anna, visited, restricted=True)
    beat = house.enter("beat")
    assert monitoring.count(beat, VisitQuery()) == 0
    assert monitoring.calendar(beat, VisitQuery(), date(2026, 1, 1)).cells == {}
    assert monitoring.count(anna, VisitQuery()) == 4
