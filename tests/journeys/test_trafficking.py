"""A victim of trafficking, from the first contact to the closing: by keyboard, in the real window."""

from datetime import date, timedelta

from PySide6.QtCore import Qt

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import CaseType, Permit
from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.consent import ConsentPurpose
from returnhelp.domain.contacts import ContactTopic
from returnhelp.domain.money import PaymentState
from returnhelp.domain.monitoring import Intention, VisitMethod, VisitOutcome
from returnhelp.domain.people import Sex, TravelDocumentKind
from returnhelp.domain.roles import Clearance, Role
from returnhelp.domain.sealed_forms import PalermoAct, PalermoMeans, Presence, SafeChannel
from returnhelp.domain.steps import Channel, Need, Reason, Step
from returnhelp.domain.trafficking import (
    Exploitation,
    ExploitedIn,
    HtcdsStatus,
    IdentifiedBy,
    RiskLevel,
    TraffickingBasis,
    TraffickingStatus,
)
from returnhelp.domain.travel import LegOutcome
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.case_list import CaseListPage
from returnhelp.gui.pages.new_case import NewCasePage
from returnhelp.gui.pages.people_list import PeopleListPage
from tests.journeys.hands import PASSWORD, RETURN, TAB, UP, Hands, S

NIGERIA = 8336


def ago(hands: Hands, days: int) -> date:
    return hands.office.today() - timedelta(days=days)


def open_case(hands: Hands) -> CasePage:
    hands.press(Qt.Key.Key_N, ctrl=True)
    page = hands.page(NewCasePage)
    hands.write("Obi Blessing")
    page.look_up()
    hands.settle()
    hands.press(RETURN)
    for said in ("2.4.1999", Sex.FEMALE, NIGERIA):
        hands.press(TAB)
        hands.say(said)
    hands.put(page.n_number_edit, "n 765432")
    hands.put(page.permit_combo, Permit.L)
    hands.put(page.since_edit, ago(hands, 100))
    hands.put(page.destination_combo, NIGERIA)
    hands.put(page.kind_combo, CaseType.TRAFFICKING_RETURN)
    hands.put(page.channel_combo, Channel.ORGANISATION)
    hands.put(page.opened_on_edit, ago(hands, 60))
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    return hands.page(CasePage)


def record_the_victim(hands: Hands, page: CasePage) -> None:
    section = hands.section(page, "trafficking")
    hands.add_row(section.victims_table, status=TraffickingStatus.ACTUAL, basis=TraffickingBasis.ART_30_1_E)
    hands.put(section.identified_by_combo, IdentifiedBy.NGO)
    hands.put(section.identified_on_edit, ago(hands, 70))
    hands.put(section.exploitation_button, [Exploitation.SEXUAL])
    hands.put(section.exploited_in_combo, ExploitedIn.SWITZERLAND)
    hands.put(section.reflection_from_edit, ago(hands, 57))
    hands.put(section.reflection_until_edit, ago(hands, 27))
    hands.save(page)
    hands.seal(
        section.sealed[SealedKind.SCREENING],
        screened_on=ago(hands, 57),
        screened_by="C. Schutz",
        acts=[PalermoAct.RECRUITMENT],
        means=[PalermoMeans.DECEPTION],
        purposes=[Exploitation.SEXUAL],
    )
    hands.seal(
        section.sealed[SealedKind.SAFE_CONTACT],
        safe_channel=SafeChannel.SHELTER,
        code_word="Quitte",
        never_do="Never ring her at home.",
    )


def counsel(hands: Hands, page: CasePage) -> None:
    consents = hands.section(page, "consents")
    hands.add_row(consents.records_table, purpose=ConsentPurpose.DATA_PROCESSING, given_on=ago(hands, 57))
    contacts = hands.section(page, "contacts")
    hands.add_row(contacts.records_table, happened_on=ago(hands, 56), topic=ContactTopic.FIRST_INFORMATION)
    hands.add_row(contacts.records_table, happened_on=ago(hands, 52), topic=ContactTopic.CONSEQUENCES)
    hands.save(page)


def answer_the_rules(hands: Hands, page: CasePage) -> None:
    """A number answers a rule and goes on to the next one."""
    rules = hands.section(page, "eligibility")
    hands.tab_to(rules.rules_list)
    for _rule in rules.rules_list.rows():
        hands.press(Qt.Key.Key_1)
    hands.press(S, ctrl=True)
    hands.nothing_wrong()
    assert rules.view.open == ()


def apply_for_aid(hands: Hands, page: CasePage) -> None:
    entitlement = hands.section(page, "entitlement")
    hands.push(entitlement.take_all_button)
    hands.nothing_wrong()
    assert page.folder.view.parts["aid_lines"]


def record_the_decision(hands: Hands, page: CasePage) -> None:
    aid = hands.section(page, "aid")
    hands.tab_to(aid.records_table)
    hands.press(Qt.Key.Key_D, ctrl=True, shift=True)
    panel = aid.decision_panel
    hands.put(panel.decided_on_edit, ago(hands, 30))
    hands.put(panel.reference_edit, "SEM 2026/77")
    hands.press(RETURN)
    hands.nothing_wrong()
    assert panel.isHidden()


def plan_a_payment(hands: Hands, page: CasePage) -> None:
    """The travel money, handed out on the day of the journey."""
    aid = hands.section(page, "aid")
    hands.tab_to(aid.records_table)
    while aid.line().component is not AidComponent.TRAVEL_MONEY:
        hands.press(UP)
    hands.press(Qt.Key.Key_P, ctrl=True, shift=True)
    hands.put(aid.panel.day_edit, ago(hands, 20))
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    assert aid.panel.isHidden()


def hand_the_payment_out(hands: Hands, page: CasePage) -> None:
    """No case is closed with a payment that is still to be made: the way there is in the panel of the step."""
    hands.begin_step(page, Step.CLOSED)
    assert hands.missing(page, Step.CLOSED) == (Need.NO_OPEN_PAYMENTS,)
    hands.push(page.step_panel.missing_row.button(Need.NO_OPEN_PAYMENTS))
    aid = page.section("aid")
    assert hands.focus is aid.payments_table
    hands.press(RETURN)
    hands.nothing_wrong()
    assert aid.payment().state is PaymentState.APPROVED
    assert hands.focus is aid.payments_table
    hands.press(RETURN)
    hands.put(aid.panel.day_edit, hands.office.today())
    hands.put(aid.panel.receipt_edit, "Q 17")
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    assert aid.payment().state is PaymentState.PAID


def assess_the_risk(hands: Hands, page: CasePage) -> None:
    """Nothing is booked before it: the way there is in the panel of the step."""
    hands.begin_step(page, Step.TRAVEL_BOOKED)
    assert hands.missing(page, Step.TRAVEL_BOOKED) == (Need.TRAVEL_DOCUMENTS, Need.RISK_ASSESSMENT)
    hands.push(page.step_panel.missing_row.button(Need.RISK_ASSESSMENT))
    record = page.section("trafficking").sealed[SealedKind.RISK_ASSESSMENT]
    assert hands.focus is record.open_button
    hands.seal(
        record,
        assessed_on=ago(hands, 28),
        assessor="C. Schutz",
        level=RiskLevel.MEDIUM,
        traffickers_at_large=Presence.NOT_KNOWN,
        measures="A shelter in another town.",
    )


def bring_a_passport(hands: Hands, page: CasePage) -> None:
    assert hands.missing(page, Step.TRAVEL_BOOKED) == (Need.TRAVEL_DOCUMENTS,)
    hands.push(page.step_panel.missing_row.button(Need.TRAVEL_DOCUMENTS))
    hands.add_row(
        page.section("people").person.documents_table,
        kind=TravelDocumentKind.PASSPORT,
        number="A01234567",
        expires_on=date(2035, 5, 1),
    )
    hands.save(page)


def plan_the_journey(hands: Hands, page: CasePage) -> None:
    journey = hands.section(page, "journey")
    day = ago(hands, 20)
    hands.add_row(
        journey.legs_table,
        departs_on=day,
        departs_at="09:40",
        from_place="ZRH",
        to_place="IST",
        arrives_on=day,
        arrives_at="14:25",
        carrier="TK",
        number="1908",
    )
    hands.add_row(
        journey.legs_table,
        departs_on=day,
        departs_at="18:10",
        from_place="IST",
        to_place="LOS",
        arrives_on=day,
        arrives_at="22:55",
        carrier="TK",
        number="625",
        outcome=LegOutcome.BOOKED,
    )
    hands.save(page)
    assert [leg.values["to_place"] for leg in page.folder.view.parts["legs"]] == ["IST", "LOS"]


def visit_her(hands: Hands, page: CasePage) -> None:
    visits = hands.section(page, "visits")
    hands.add_row(
        visits.records_table,
        due_on=ago(hands, 5),
        done_on=ago(hands, 4),
        method=VisitMethod.PARTNER,
        outcome=VisitOutcome.RUNNING,
        intention=Intention.STAY,
    )
    hands.put(visits.detail.by_whom_edit, "Shelter in Lagos")
    section = hands.section(page, "trafficking")
    hands.put(section.htcds_status_combo, HtcdsStatus.CLOSED)
    hands.save(page)


def nobody_is_named(hands: Hands, pseudonym: str) -> None:
    """Lists and search say the pseudonym where the name of a person would stand."""
    for told in (
        hands.told_in_list("cases", CaseListPage),
        hands.told_in_list("people", PeopleListPage),
        hands.told_by_search("Obi Blessing"),
    ):
        assert pseudonym in told
        assert "Obi" not in told
        assert "Blessing" not in told


def test_a_victim_of_trafficking_from_first_contact_to_closing(hands: Hands) -> None:
    hands.begin_office()
    hands.add_user("Carla Schutz", Role.CASEWORKER, Clearance.TRAFFICKING)
    hands.sign_out()

    hands.sign_in("carla.schutz", PASSWORD)
    page = open_case(hands)
    number, pseudonym = (page.folder.view.case.values[name] for name in ("number", "pseudonym"))
    assert page.folder.view.case.values["restricted"]
    assert (page.head.name_title.text(), page.title()) == (pseudonym, f"{number} {pseudonym}")
    hands.take_step(page, Step.COUNSELLING, ago(hands, 58))
    record_the_victim(hands, page)
    counsel(hands, page)
    hands.take_step(page, Step.ELIGIBILITY_CHECKED, ago(hands, 50))
    answer_the_rules(hands, page)
    apply_for_aid(hands, page)
    hands.take_step(page, Step.APPLICATION_SUBMITTED, ago(hands, 45))
    record_the_decision(hands, page)
    hands.take_step(page, Step.APPROVED, ago(hands, 30), reference="SEM 2026/77")
    hands.take_step(page, Step.DOCUMENTS, ago(hands, 29))
    plan_a_payment(hands, page)

    assess_the_risk(hands, page)
    bring_a_passport(hands, page)
    journey = {"departure_date": ago(hands, 20), "airport": "ZRH"}
    hands.answer_step(page, Step.TRAVEL_BOOKED, ago(hands, 25), **journey, flight="TK 1908")
    plan_the_journey(hands, page)
    nobody_is_named(hands, pseudonym)
    hands.find(number, "folder")
    page = hands.page(CasePage)

    hands.take_step(page, Step.DEPARTED, ago(hands, 20), **journey)
    hands.take_step(page, Step.ARRIVED, ago(hands, 19))
    visit_her(hands, page)
    hand_the_payment_out(hands, page)
    hands.answer_step(page, Step.CLOSED, hands.office.today(), reason=Reason.SUPPORT_PERIOD_ENDED)
    hands.sign_out()

    hands.sign_in("carla.schutz", PASSWORD)
    hands.find(number, "folder")
    again = hands.page(CasePage)
    assert again.head.name_title.text() == pseudonym
    assert again.folder.view.case.values["step"] is Step.CLOSED
    assert again.folder.view.steps[-1].reason is Reason.SUPPORT_PERIOD_ENDED
    (victim,) = again.folder.view.parts["trafficking"]
    assert victim.values["risk_level"] is RiskLevel.MEDIUM
    record = hands.section(again, "trafficking").sealed[SealedKind.SAFE_CONTACT]
    hands.push(record.open_button)
    assert record.values()["code_word"] == "Quitte"
