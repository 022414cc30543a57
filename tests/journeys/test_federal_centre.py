"""A single man who leaves from a federal asylum centre: from the office's rates to the closing, by keyboard."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import CentrePhase, Permit, Procedure, Route
from returnhelp.domain.consent import ConsentPurpose
from returnhelp.domain.contacts import ContactKind, ContactTopic
from returnhelp.domain.law_rows import Context
from returnhelp.domain.money import PaymentPlace, PaymentState
from returnhelp.domain.office_tables import OfficeTable, Standing
from returnhelp.domain.people import Sex, TravelDocumentKind
from returnhelp.domain.roles import Role
from returnhelp.domain.rule_answers import RuleCode, RuleOutcome
from returnhelp.domain.steps import Channel, Need, Reason, Step
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.case_entitlement import EntitlementSection
from returnhelp.gui.pages.case_entitlement_lines import ProposalLine
from returnhelp.gui.pages.new_case import NewCasePage
from returnhelp.gui.pages.office import OfficePage
from returnhelp.gui.pages.office_rates import OfficeRatesPage
from returnhelp.services import eligibility, money
from tests.journeys.hands import DOWN, PASSWORD, RETURN, SPACE, TAB, UP, Hands

ONE, THREE, N, S = Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_N, Qt.Key.Key_S
STEPS = ((0, "30", "1000", "500", "3000"), (31, "90", "500", "250", "1000"))
"""From which day of the stay to which, for an adult, for a minor, in kind at most; in francs."""


def rates(hands: Hands) -> OfficeRatesPage:
    office = hands.go_to("office", OfficePage)
    hands.tab_to(office.sections_list)
    while office.sections_list.section() != "rates":
        hands.press(DOWN)
    page = office.part()
    assert isinstance(page, OfficeRatesPage)
    hands.tab_to(page.tables_table)
    while page.table() is not OfficeTable.FEDERAL_CENTRE_STEPS:
        hands.press(UP)
    return page


def propose_step(hands: Hands, page: OfficeRatesPage, since: date, *values: object) -> None:
    hands.push(page.propose_button)
    form = page.editor()
    names = ("days_from", "days_to", "adult", "minor", "in_kind_max")
    hands.put(form.fields().field("phase"), CentrePhase.PHASE_1)
    for name, said in zip(names, values, strict=True):
        hands.put(form.fields().field(name), str(said))
    hands.put(form.from_edit, since)
    hands.put(form.source_edit, "SEM, circular on aid from federal centres")
    hands.put(form.verified_by_edit, "Vera Admin")
    hands.put(form.verified_on_edit, hands.today())
    hands.push(form.go_button)
    hands.settle()


def confirm_steps(hands: Hands) -> None:
    page = rates(hands)
    hands.tab_to(page.rows_table)
    hands.press(DOWN, shift=True)
    assert page.confirm_button.text() == "Confirm 2 rows"
    hands.press(RETURN)  # to the buttons
    assert hands.focus is page.confirm_button
    hands.press(SPACE)
    assert [one.standing for one in page.rows()] == [Standing.HOLDING] * 2


def open_case(hands: Hands) -> CasePage:
    hands.press(N, ctrl=True)
    page = hands.page(NewCasePage)
    hands.write("Benali Karim")
    page.look_up()
    hands.settle()
    hands.press(RETURN)
    for said in ("12.3.1994", Sex.MALE, "algeria"):
        hands.press(TAB)
        hands.say(said)
    hands.put(page.n_number_edit, "n 812345")
    hands.put(page.entry_date_edit, hands.today() - timedelta(days=10))
    hands.put(page.centre_edit, "Boudry")
    hands.put(page.permit_combo, Permit.N)
    hands.put(page.procedure_combo, Procedure.ASYLUM_ACCELERATED)
    hands.put(page.since_edit, hands.today() - timedelta(days=10))
    hands.put(page.destination_combo, "algeria")
    hands.put(page.route_combo, Route.FEDERAL_CENTRE)
    hands.put(page.channel_combo, Channel.FEDERAL_CENTRE)
    hands.press(RETURN, ctrl=True)
    return hands.page(CasePage)


def counsel(hands: Hands, page: CasePage) -> None:
    consents = hands.section(page, "consents")
    hands.add_row(consents.records_table, purpose=ConsentPurpose.DATA_PROCESSING, given_on=hands.today())
    contacts = hands.section(page, "contacts")
    for topic in (ContactTopic.FIRST_INFORMATION, ContactTopic.CONSEQUENCES):
        hands.add_row(contacts.records_table, kind=ContactKind.COUNSELLING, topic=topic)
    hands.save(page)


def line(section: EntitlementSection, component: AidComponent) -> ProposalLine:
    return next(one for one in section.lines if one.seen.placed.proposal.component is component)


def told(section: EntitlementSection, component: AidComponent) -> list[str]:
    return [label.text().replace("\xa0", " ") for label in line(section, component).told]


def proposed(section: EntitlementSection) -> dict[str, int | None]:
    found = [one.seen.placed.proposal for one in section.lines]
    return {one.component.value: one.amount for one in found}


def requested(hands: Hands, page: CasePage) -> dict[str, int | None]:
    found = money.book(hands.office, page.folder.case_id).lines
    return {one.component.value: one.requested for one in found}


def later(hands: Hands, page: CasePage) -> None:
    """He can leave in twenty-five days only, and so the next step of the office's table counts."""
    journey = hands.section(page, "journey")
    hands.put(journey.planned_departure_edit, hands.today() + timedelta(days=25))
    hands.save(page)
    section = hands.section(page, "entitlement")
    hands.settle()
    assert proposed(section)["basic"] == 50_000
    assert "Recorded so far: CHF 1’000.00" in told(section, AidComponent.BASIC)
    button = line(section, AidComponent.BASIC).button
    assert button is not None
    assert button.text() == "Bring the draft up to it"
    hands.push(button)
    assert requested(hands, page) == {"basic": 50_000, "travel_money": 10_000}


def answer_rules(hands: Hands, page: CasePage) -> None:
    """What the program knows is taken over; the rest is answered by numbers, what is not known with its reason."""
    hands.push(page.step_panel.missing_row.button(Need.RULES_ANSWERED))
    section = page.section("eligibility")
    assert hands.focus is section.rules_list
    hands.push(section.known_button)
    hands.nothing_wrong()
    assert {one.rule for one in section.view.lines if one.answer} == {RuleCode.X6, RuleCode.X7, RuleCode.C3}
    hands.tab_to(section.rules_list)
    hands.press(Qt.Key.Key_Home)
    hands.press(ONE, ONE, ONE, ONE)
    assert section.rules_list.key()[0] is RuleCode.X5
    hands.press(THREE)  # whether Algerians need a visa: the office's list is empty
    assert hands.focus is section.panel.reason_edit
    hands.press(S, ctrl=True)
    assert section.open_note.text() == "4 rules are still open."  # without a reason it stays one of them
    hands.put(section.panel.reason_edit, "The list of visa-exempt states is not entered yet; asked SEM by phone")
    hands.press(S, ctrl=True)
    assert section.open_note.text() == "3 rules are still open."
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus is section.rules_list
    for rule in (RuleCode.X8, RuleCode.C1, RuleCode.C2):
        while section.rules_list.key()[0] is not rule:
            hands.press(DOWN)
        hands.press(ONE)
    hands.press(S, ctrl=True)
    assert section.open_note.text() == "Every rule is answered or has its reason."
    answers = eligibility.check(hands.office, page.folder.case_id)
    assert answers.line(RuleCode.X1).answer.answer.outcome is RuleOutcome.MET


def decide(hands: Hands, page: CasePage) -> None:
    """SEM grants both lines; more than the step of the table is recorded only with SEM's reason."""
    hands.pass_days(5)
    section = hands.section(page, "aid")
    hands.tab_to(section.records_table)
    hands.press(Qt.Key.Key_D, ctrl=True, shift=True)
    panel = section.decision_panel
    hands.put(panel.reference_edit, "SEM 4711")
    basic, travel = panel.rows
    hands.put(basic.amount_edit, "1200")
    hands.press(RETURN, ctrl=True)
    assert "is more than CHF 1’000.00. Nothing was changed." in basic.error.text().replace("\xa0", " ")
    assert hands.focus is basic.above_edit
    assert all(one.decided_on is None for one in lines(hands, page))
    hands.put(basic.amount_edit, "500")
    hands.put(travel.amount_edit, "100")
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    assert [one.balances.decided for one in lines(hands, page)] == [50_000, 10_000]


def lines(hands: Hands, page: CasePage) -> tuple[money.LineSeen, ...]:
    return money.book(hands.office, page.folder.case_id).lines


def plan_payment(hands: Hands, page: CasePage) -> None:
    """More than the decision is refused; what SEM granted is planned for the airport, and approved."""
    section = hands.section(page, "aid")
    hands.tab_to(section.records_table)
    hands.press(Qt.Key.Key_Home)
    while section.records_table.key() != ("aid_lines", lines(hands, page)[0].id):
        hands.press(UP)
    hands.press(Qt.Key.Key_P, ctrl=True, shift=True)
    panel = section.panel
    assert panel.amount_edit.value() == 50_000
    assert panel.place_combo.value() is PaymentPlace.AIRPORT_ZURICH
    hands.put(panel.amount_edit, "500.01")
    hands.press(RETURN, ctrl=True)
    said = "is more than is left of the decision, which is CHF 500.00. Nothing was changed."
    assert said in panel.amount_edit.toolTip().replace("\xa0", " ")
    assert lines(hands, page)[0].payments == ()
    hands.put(panel.amount_edit, "500")
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    hands.tab_to(section.payments_table)
    hands.press(RETURN)
    assert section.payment().state is PaymentState.APPROVED


def get_ready(hands: Hands, page: CasePage) -> date:
    people = hands.section(page, "people")
    expires = hands.today() + timedelta(days=900)
    hands.add_row(people.person.documents_table, kind=TravelDocumentKind.LAISSEZ_PASSER, expires_on=expires)
    hands.save(page)
    leaves = hands.today() + timedelta(days=20)
    hands.take_step(page, Step.TRAVEL_BOOKED, hands.today(), departure_date=leaves, airport="ZRH", flight="AH 2073")
    return leaves


def pay_at_the_airport(hands: Hands, page: CasePage) -> None:
    """Without a receipt of the day nothing is paid before he has left."""
    section = hands.section(page, "aid")
    hands.tab_to(section.payments_table)
    hands.press(RETURN)
    panel = section.panel
    hands.put(panel.signed_on_edit, "")
    hands.press(RETURN, ctrl=True)
    said = "or at the airport against a receipt signed on the same day (AsylV 2 Art. 78); neither is recorded"
    assert said in panel.panel_error.text()
    assert lines(hands, page)[0].payments[0].state is PaymentState.APPROVED
    hands.put(panel.receipt_edit, "ZRH-2231")
    hands.put(panel.signed_on_edit, hands.today())
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    [paid] = lines(hands, page)[0].payments
    assert (paid.state, paid.receipt_number, paid.signed_on) == (PaymentState.PAID, "ZRH-2231", hands.today())


def test_a_man_leaves_from_a_federal_centre(hands: Hands, tmp_path: Path) -> None:
    hands.brought_in_office(tmp_path, {"Anna Muster": Role.CASEWORKER, "Sara Leitung": Role.SUPERVISOR})

    hands.sign_in("vera", PASSWORD)
    since = hands.today() - timedelta(days=100)
    page = rates(hands)
    for step in STEPS:
        propose_step(hands, page, since, *step)
    assert [one.standing for one in page.rows()] == [Standing.WAITING] * 2
    propose_step(hands, page, since, 20, "60", "700", "350", "2000")
    assert "another entry holds for the same. Nothing was changed." in page.editor().whole_error.text()
    hands.press(Qt.Key.Key_Escape)
    assert len(page.rows()) == 2
    assert not page.confirm_button.isVisible()  # whoever proposed them
    hands.sign_out()

    hands.sign_in("sara", PASSWORD)
    confirm_steps(hands)
    hands.sign_out()

    hands.sign_in("anna", PASSWORD)
    page = open_case(hands)
    hands.take_step(page, Step.COUNSELLING, hands.today())
    counsel(hands, page)
    hands.take_step(page, Step.ELIGIBILITY_CHECKED, hands.today())
    hands.begin_step(page, Step.APPLICATION_SUBMITTED)
    assert hands.missing(page, Step.APPLICATION_SUBMITTED) == (Need.RULES_ANSWERED, Need.AID_REQUESTED)
    hands.press(Qt.Key.Key_Escape)

    section = hands.section(page, "entitlement")
    assert isinstance(section, EntitlementSection)
    assert section.context_combo.value() is Context.FEDERAL_CENTRE
    assert told(section, AidComponent.BASIC)[0] == "The phase in the federal centre is missing"
    assert not section.in_detention_check.isChecked()
    hands.put(section.centre_phase_combo, CentrePhase.PHASE_1)
    hands.save(page)
    assert proposed(section) == {"basic": 100_000, "in_kind": 300_000, "travel_money": 10_000, "baggage": 20_000}
    for component in (AidComponent.BASIC, AidComponent.TRAVEL_MONEY):
        button = line(section, component).button
        assert button is not None
        hands.push(button)
    assert requested(hands, page) == {"basic": 100_000, "travel_money": 10_000}
    later(hands, page)

    hands.begin_step(page, Step.APPLICATION_SUBMITTED)
    assert hands.missing(page, Step.APPLICATION_SUBMITTED) == (Need.RULES_ANSWERED,)
    answer_rules(hands, page)
    hands.answer_step(page, Step.APPLICATION_SUBMITTED, hands.today())
    decide(hands, page)
    hands.take_step(page, Step.APPROVED, hands.today(), reference="SEM 4711")
    hands.take_step(page, Step.DOCUMENTS, hands.today())
    plan_payment(hands, page)
    assert get_ready(hands, page) == hands.today() + timedelta(days=20)

    hands.pass_days(20)
    pay_at_the_airport(hands, page)
    hands.take_step(page, Step.DEPARTED, hands.today(), departure_date=hands.today(), airport="ZRH")
    hands.pass_days(1)
    hands.take_step(page, Step.ARRIVED, hands.today())
    hands.take_step(page, Step.CLOSED, hands.today(), reason=Reason.SUPPORT_PERIOD_ENDED)
    view = money.book(hands.office, page.folder.case_id)
    assert view.flaws == ()
    assert {one.component for one in view.lines} == {AidComponent.BASIC, AidComponent.TRAVEL_MONEY}
    assert [one.balances.paid for one in view.lines] == [50_000, 0]
