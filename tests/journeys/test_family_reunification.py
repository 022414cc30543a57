"""A mother and two children who join a refugee in Switzerland, from the first contact to the closing: by keyboard."""

from datetime import date, timedelta

from PySide6.QtCore import Qt

from returnhelp.domain.case import CaseType, DestinationKind
from returnhelp.domain.consent import ConsentPurpose
from returnhelp.domain.contacts import ContactTopic
from returnhelp.domain.household import MemberRole
from returnhelp.domain.monitoring import VisitMethod
from returnhelp.domain.people import Sex, TravelDocumentKind
from returnhelp.domain.reunification import CostsBorneBy, Relation, ReunificationBasis, SponsorStatus
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import Channel, Need, Reason, Step
from returnhelp.domain.travel import EscortKind, Help, LegOutcome, SpecialNeed
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.new_case import NewCasePage
from tests.journeys.hands import DOWN, PASSWORD, RETURN, TAB, Hands

ERITREA, SWITZERLAND = 8362, 8100


def ago(hands: Hands, days: int) -> date:
    return hands.office.today() - timedelta(days=days)


def open_case(hands: Hands) -> CasePage:
    hands.press(Qt.Key.Key_N, ctrl=True)
    page = hands.page(NewCasePage)
    hands.write("Tesfay Almaz")
    page.look_up()
    hands.settle()
    hands.press(RETURN)
    for said in ("3.3.1991", Sex.FEMALE, ERITREA):
        hands.press(TAB)
        hands.say(said)
    hands.press(RETURN)
    for at, (given, born, sex) in enumerate((("Robel", "5.6.2016", Sex.MALE), ("Saba", "7.8.2020", Sex.FEMALE)), 1):
        child = page.rows.rows[at]
        assert hands.focus is child.given
        hands.write(given)
        hands.press(TAB)
        hands.write(born)
        hands.press(TAB)
        hands.say(sex)
        hands.tab_back_to(child.role)
        hands.say(MemberRole.CHILD)
        hands.tab_to(child.given)
        hands.press(RETURN)
    hands.press(RETURN)
    assert hands.focus is page.n_number_edit
    hands.put(page.destination_combo, SWITZERLAND)
    hands.put(page.destination_kind_combo, DestinationKind.THIRD)
    hands.put(page.kind_combo, CaseType.FAMILY_REUNIFICATION)
    hands.put(page.channel_combo, Channel.RELATIVES)
    hands.put(page.opened_on_edit, ago(hands, 90))
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    return hands.page(CasePage)


def counsel(hands: Hands, page: CasePage) -> None:
    consents = hands.section(page, "consents")
    hands.add_row(consents.records_table, purpose=ConsentPurpose.DATA_PROCESSING, given_on=ago(hands, 84))
    contacts = hands.section(page, "contacts")
    hands.add_row(contacts.records_table, happened_on=ago(hands, 85), topic=ContactTopic.TRAVEL, interpreter=True)
    hands.save(page)


def record_the_sponsor(hands: Hands, page: CasePage) -> None:
    """Nothing is prepared before it is known who is joined: the way there is in the panel of the step."""
    hands.begin_step(page, Step.DOCUMENTS)
    assert hands.missing(page, Step.DOCUMENTS) == (Need.SPONSOR,)
    hands.push(page.step_panel.missing_row.button(Need.SPONSOR))
    section = page.section("reunification")
    assert hands.focus is section.name_edit
    hands.say("Amanuel Tesfay")
    hands.put(section.status_combo, SponsorStatus.REFUGEE)
    hands.put(section.basis_combo, ReunificationBasis.ASYLG_51)
    hands.put(section.right_since_edit, ago(hands, 600))
    hands.put(section.applied_on_edit, ago(hands, 400))
    hands.put(section.decided_on_edit, ago(hands, 95))
    hands.put(section.decision_reference_edit, "SEM 2026/512")
    hands.save(page)


def bring_visas_and_papers(hands: Hands, page: CasePage) -> None:
    """Nothing is booked before every traveller has a visa, and before it is confirmed who pays."""
    hands.begin_step(page, Step.TRAVEL_BOOKED)
    needed = (Need.TRAVEL_DOCUMENTS, Need.ENTRY_VISAS, Need.COSTS_CONFIRMED)
    assert hands.missing(page, Step.TRAVEL_BOOKED) == needed
    hands.push(page.step_panel.missing_row.button(Need.COSTS_CONFIRMED))
    section = page.section("reunification")
    assert hands.focus is section.costs_confirmed_on_edit
    hands.say(ago(hands, 50))
    hands.put(section.costs_borne_by_combo, CostsBorneBy.SPONSOR)
    hands.add_row(
        section.kinship_table,
        person_id=next(key for key, one in page.folder.view.people.items() if one.values["given_names"] == "Robel"),
        asked_by="SEM",
        consent_on=ago(hands, 80),
        laboratory="IRM Bern",
        sampled_on=ago(hands, 75),
        probability="99.98",
        result_on=ago(hands, 60),
    )
    for at, relation in enumerate((Relation.SPOUSE, Relation.CHILD, Relation.CHILD)):
        hands.add_row(
            section.visas_table,
            relation=relation,
            number=f"CHE 45{at}",
            valid_from=ago(hands, 60),
            valid_until=ago(hands, -30),
            copy_received_on=ago(hands, 55),
        )
    hands.save(page)
    travellers = {one.values["person_id"] for one in page.folder.view.parts["travellers"]}
    assert {visa.values["person_id"] for visa in page.folder.view.parts["entry_visas"]} == travellers

    assert hands.missing(page, Step.TRAVEL_BOOKED) == (Need.TRAVEL_DOCUMENTS,)
    hands.push(page.step_panel.missing_row.button(Need.TRAVEL_DOCUMENTS))
    people = page.section("people")
    for at in range(len(travellers)):
        hands.add_row(
            people.person.documents_table,
            kind=TravelDocumentKind.LAISSEZ_PASSER,
            number=f"LP 77{at}",
            expires_on=ago(hands, -200),
        )
        hands.tab_to(people.people_list)
        hands.press(DOWN)
    hands.save(page)


def help_on_the_way(hands: Hands, page: CasePage) -> None:
    section = hands.section(page, "travel_help")
    hands.add_row(section.arrangements_table, baggage_pieces="6", baggage_kilograms="120", met_by="Amanuel Tesfay")
    hands.put(section.helps_button, [Help.TRANSIT, Help.ARRIVAL])
    hands.put(section.needs_button, [SpecialNeed.INTERPRETER])
    hands.put(section.met_by_phone_edit, "079 222 33 44")
    hands.add_row(section.escorts_table, kind=EscortKind.SOCIAL, name="Marta Keller", from_place="ADD", to_place="ZRH")
    hands.save(page)


def plan_the_journey(hands: Hands, page: CasePage) -> None:
    journey = hands.section(page, "journey")
    hands.add_row(
        journey.legs_table,
        departs_on=ago(hands, 21),
        departs_at="23:10",
        from_place="ADD",
        to_place="ZRH",
        arrives_on=ago(hands, 20),
        arrives_at="06:05",
        carrier="ET",
        number="724",
        outcome=LegOutcome.BOOKED,
    )
    hands.save(page)


def ask_after_them(hands: Hands, page: CasePage) -> None:
    visits = hands.section(page, "visits")
    hands.add_row(visits.records_table, due_on=ago(hands, 6), done_on=ago(hands, 5), method=VisitMethod.PHONE)
    hands.save(page)


def test_a_family_reunification_from_first_contact_to_closing(hands: Hands) -> None:
    hands.begin_office()
    hands.add_user("Anna Muster", Role.CASEWORKER)
    hands.sign_out()

    hands.sign_in("anna.muster", PASSWORD)
    page = open_case(hands)
    number = page.folder.view.case.values["number"]
    assert len(page.folder.view.people) == 3
    assert not page.section_list.offers("eligibility")
    assert not page.section_list.offers("entitlement")
    assert not page.section_list.offers("minors"), "the children travel with their mother"
    hands.take_step(page, Step.COUNSELLING, ago(hands, 86))
    counsel(hands, page)
    record_the_sponsor(hands, page)
    hands.answer_step(page, Step.DOCUMENTS, ago(hands, 80))

    bring_visas_and_papers(hands, page)
    journey = {"departure_date": ago(hands, 21), "airport": "ADD"}
    hands.answer_step(page, Step.TRAVEL_BOOKED, ago(hands, 40), **journey, flight="ET 724")
    plan_the_journey(hands, page)
    help_on_the_way(hands, page)

    hands.take_step(page, Step.DEPARTED, ago(hands, 21), **journey)
    hands.take_step(page, Step.ARRIVED, ago(hands, 20))
    left = [one.values["departed_on"] for one in page.folder.view.parts["travellers"]]
    assert left == [ago(hands, 21)] * 3
    ask_after_them(hands, page)
    hands.take_step(page, Step.CLOSED, hands.office.today(), reason=Reason.SUPPORT_PERIOD_ENDED)
    hands.sign_out()

    hands.sign_in("anna.muster", PASSWORD)
    hands.find(number, "folder")
    again = hands.page(CasePage)
    assert again.folder.view.name == "Tesfay Almaz"
    assert again.folder.view.case.values["step"] is Step.CLOSED
    assert [len(again.folder.view.parts[name]) for name in ("sponsors", "entry_visas", "escorts", "legs")] == [
        1,
        3,
        1,
        1,
    ]
