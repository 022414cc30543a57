"""A family of six from a canton with a project at home, from the first contact to the closing: by keyboard."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from returnhelp.domain.aid import AidComponent, DecisionState, ProjectKind
from returnhelp.domain.case import Permit, Procedure
from returnhelp.domain.consent import ConsentPurpose
from returnhelp.domain.contacts import ContactKind, ContactTopic
from returnhelp.domain.edits import Edit
from returnhelp.domain.money import PaymentPlace, PaymentState
from returnhelp.domain.monitoring import VisitMethod, VisitOutcome
from returnhelp.domain.people import Sex, TravelDocumentKind
from returnhelp.domain.projects import Feasibility, ProjectState
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import Channel, Need, Reason, Step
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.case_entitlement import EntitlementSection
from returnhelp.gui.pages.case_money import MoneySection
from returnhelp.gui.pages.new_case import NewCasePage
from returnhelp.services import cases, eligibility, money, offices, preferences
from returnhelp.services.money import LineSeen, PaymentWish
from tests.journeys.hands import DOWN, PASSWORD, RETURN, TAB, UP, Hands

ONE, N, S = Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_S
LIMIT = 1_200
"""Above so many francs two people approve."""


def brought_in_limit(home: Path) -> None:
    """The admin has set the limit above which two people approve; the page of settings is tested elsewhere."""
    with_vera = offices.sign_in(home / "Bern.returnhelp", "vera", PASSWORD)
    preferences.set_office_setting(with_vera, "four_eyes_limit", LIMIT)
    with_vera.close()


def brought_in_documents(hands: Hands, page: CasePage, people: Iterable[int]) -> None:
    """Passports of the others, as the one that was typed."""
    passport = {"kind": TravelDocumentKind.PASSPORT, "expires_on": date(2040, 1, 1)}
    edits = [Edit("travel_documents", None, ("person", one), dict(passport)) for one in people]
    page.desk.announce(cases.save(hands.office, edits))
    hands.settle()


def open_case(hands: Hands) -> CasePage:
    hands.press(N, ctrl=True)
    page = hands.page(NewCasePage)
    hands.write("Beridze Nino")
    page.look_up()
    hands.settle()
    hands.press(RETURN)
    for said in ("2.4.1988", Sex.FEMALE, "georgia"):
        hands.press(TAB)
        hands.say(said)
    hands.press(RETURN)
    children = (("Luka", "7.8.2012"), ("Tamar", "9.10.2014"), ("Mari", "1.2.2017"), ("Saba", "3.3.2020"))
    for given, born in (("Giorgi", "5.6.1986"), *children):
        hands.write(given)
        hands.press(TAB)
        hands.write(born)
        hands.press(RETURN)
    hands.press(RETURN)
    hands.write("n 765001")
    hands.put(page.canton_combo, "bern")
    hands.put(page.entry_date_edit, hands.today() - timedelta(days=400))
    hands.put(page.permit_combo, Permit.N)
    hands.put(page.procedure_combo, Procedure.ASYLUM_EXTENDED)
    hands.put(page.since_edit, hands.today() - timedelta(days=400))
    hands.put(page.destination_combo, "georgia")
    hands.put(page.channel_combo, Channel.COUNSELLING_OFFICE)
    hands.press(RETURN, ctrl=True)
    return hands.page(CasePage)


def counsel(hands: Hands, page: CasePage) -> None:
    consents = hands.section(page, "consents")
    hands.add_row(consents.records_table, purpose=ConsentPurpose.DATA_PROCESSING, given_on=hands.today())
    contacts = hands.section(page, "contacts")
    for topic in (ContactTopic.FIRST_INFORMATION, ContactTopic.CONSEQUENCES):
        hands.add_row(contacts.records_table, kind=ContactKind.COUNSELLING, topic=topic)
    hands.save(page)


def take_over(hands: Hands, page: CasePage) -> None:
    """Every sum with its cap: 6 × 100 francs of travel money stop at 500."""
    section = hands.section(page, "entitlement")
    assert isinstance(section, EntitlementSection)
    found = {one.title.text(): one for one in section.lines}
    travel = found["Travel money – all of them"]
    counted = "6 × CHF 100.00 = CHF 600.00. The most for a family is CHF 500.00, so it is CHF 500.00."
    assert travel.told[0].text().replace("\xa0", " ") == counted
    hands.push(section.take_all_button)
    assert all(one.button is None for one in section.lines)


def answer_rules(hands: Hands, page: CasePage) -> None:
    hands.push(page.step_panel.missing_row.button(Need.RULES_ANSWERED))
    section = page.section("eligibility")
    hands.push(section.known_button)
    hands.tab_to(section.rules_list)
    hands.press(Qt.Key.Key_Home)
    for row in section.rules_list.rows():
        assert section.rules_list.key() == row.key
        one = section.view.line(*row.key)
        hands.press(ONE if one.answer is None else DOWN)
    hands.press(S, ctrl=True)
    hands.nothing_wrong()
    assert section.open_note.text() == "Every rule is answered or has its reason."
    assert eligibility.check(hands.office, page.folder.case_id).open == ()


def lines(hands: Hands, page: CasePage) -> dict[tuple[AidComponent, int | None], LineSeen]:
    return {(one.component, one.person_id): one for one in money.book(hands.office, page.folder.case_id).lines}


def money_of(hands: Hands, page: CasePage, line: LineSeen) -> MoneySection:
    """The keys at a line of aid."""
    section = hands.section(page, "aid")
    assert isinstance(section, MoneySection)
    hands.tab_to(section.records_table)
    hands.press(Qt.Key.Key_Home, ctrl=True)
    while section.records_table.key() != ("aid_lines", line.id):
        assert section.records_table.key() is not None
        hands.press(DOWN)
    return section


def decide(hands: Hands, page: CasePage) -> None:
    section = money_of(hands, page, next(iter(lines(hands, page).values())))
    hands.press(Qt.Key.Key_D, ctrl=True, shift=True)
    panel = section.decision_panel
    assert len(panel.rows) == 9
    hands.put(panel.reference_edit, "SEM 4712")
    hands.put(panel.conditions_edit, "In-kind aid for a project only")
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    assert {one.state for one in lines(hands, page).values()} == {DecisionState.GRANTED}


def get_documents(hands: Hands, page: CasePage) -> None:
    """Without travel documents no journey is booked; the panel leads to where they are entered."""
    hands.begin_step(page, Step.TRAVEL_BOOKED)
    assert hands.missing(page, Step.TRAVEL_BOOKED) == (Need.TRAVEL_DOCUMENTS,)
    hands.push(page.step_panel.missing_row.button(Need.TRAVEL_DOCUMENTS))
    people = page.section("people")
    assert hands.focus is people.person.documents_table
    _first, *others = page.folder.traveller_ids()
    hands.add_row(people.person.documents_table, kind=TravelDocumentKind.PASSPORT, expires_on=date(2040, 1, 1))
    hands.save(page)
    brought_in_documents(hands, page, others)


def of(hands: Hands, page: CasePage, component: AidComponent) -> LineSeen:
    return next(one for (found, _person), one in lines(hands, page).items() if found is component)


def plan(hands: Hands, page: CasePage, component: AidComponent, parts: int = 1) -> None:
    section = money_of(hands, page, of(hands, page, component))
    hands.press(Qt.Key.Key_P, ctrl=True, shift=True)
    if parts > 1:
        hands.put(section.panel.parts_edit, str(parts))
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    assert len(of(hands, page, component).payments) == parts


def approve_first(hands: Hands, page: CasePage) -> None:
    """Up to the limit one approval will do; above it the first of two binds nothing yet."""
    section = money_of(hands, page, of(hands, page, AidComponent.BASIC))
    hands.tab_to(section.payments_table)
    hands.press(RETURN)
    assert section.payment().state is PaymentState.APPROVED
    section = money_of(hands, page, of(hands, page, AidComponent.IN_KIND))
    hands.tab_to(section.payments_table)
    for _time in range(2):
        hands.press(RETURN)
        hands.nothing_wrong()
        hands.tab_to(section.payments_table)
        assert section.payment().state is PaymentState.PLANNED
        said = "Approve: your approval is recorded; above CHF 1’200.00 a second person approves"
        assert section.why_note.text().replace("\xa0", " ") == said
        hands.press(RETURN)  # and so a second press does nothing
        assert section.payment().state is PaymentState.PLANNED
        hands.press(DOWN)


def approve_second(hands: Hands, page: CasePage) -> None:
    section = money_of(hands, page, of(hands, page, AidComponent.IN_KIND))
    hands.tab_to(section.payments_table)
    for _time in range(2):
        hands.press(RETURN)
        hands.nothing_wrong()
        assert section.payment().state is PaymentState.APPROVED
        hands.tab_to(section.payments_table)
        hands.press(DOWN)


def pay_at_the_airport(hands: Hands, page: CasePage) -> None:
    section = money_of(hands, page, of(hands, page, AidComponent.BASIC))
    hands.tab_to(section.payments_table)
    assert section.payment().place is PaymentPlace.AIRPORT_ZURICH
    hands.press(RETURN)
    panel = section.panel
    hands.put(panel.receipt_edit, "ZRH-881")
    hands.put(panel.signed_on_edit, hands.today())
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    [paid] = of(hands, page, AidComponent.BASIC).payments
    assert (paid.state, paid.receipt_number, paid.paid_on) == (PaymentState.PAID, "ZRH-881", hands.today())


def brought_in_payments(hands: Hands, page: CasePage) -> None:
    """The other sums of the family for their departure, paid at the airport as the first one was."""
    office, number = hands.office, page.folder.case_id
    for line in lines(hands, page).values():
        if line.component not in (AidComponent.BASIC, AidComponent.TRAVEL_MONEY) or line.payments:
            continue
        wish = PaymentWish(amount=line.balances.decided, place=PaymentPlace.AIRPORT_ZURICH, planned_on=office.today())
        [payment] = money.plan(office, number, line.id, [wish]).value
        money.approve(office, number, [payment])
        day = office.today()
        change = money.pay(office, number, payment, day, receipt_number=f"ZRH-{line.id}", signed_on=day)
        page.desk.announce(change)
    hands.settle()


def leave(hands: Hands, page: CasePage) -> None:
    today = hands.today()
    hands.take_step(page, Step.DEPARTED, today, departure_date=today, airport="ZRH")
    assert {one.values["departed_on"] for one in page.folder.view.parts["travellers"]} == {today}
    hands.pass_days(1)
    hands.take_step(page, Step.ARRIVED, hands.today())
    hands.pass_days(14)
    hands.take_step(page, Step.PROJECT_PLANNING, hands.today())


def parts(page: CasePage, entity: str) -> list[dict[str, object]]:
    return [dict(one.values) for one in page.folder.view.parts[entity]]


def plan_project(hands: Hands, page: CasePage) -> None:
    section = hands.section(page, "projects")
    hands.add_row(section.projects_table, kind=ProjectKind.MICRO_ENTERPRISE, title="Bakery in Kutaisi")
    tabs = section.parts_tabs.tabBar()
    hands.tab_to(tabs)
    hands.press(Qt.Key.Key_Right)  # the project is saved by itself
    hands.nothing_wrong()
    hands.add_row(section.goals_table, goal="Two people live on it", due_on=hands.today() + timedelta(days=180))
    hands.tab_to(tabs)
    hands.press(Qt.Key.Key_Right)
    hands.add_row(section.budget_table, item="Oven", amount="2200")
    hands.add_row(section.budget_table, item="Flour and yeast", amount="800", own_share="100")
    hands.save(page)
    said = "In all CHF 3’000.00, own share CHF 100.00: CHF 2’900.00 to be covered by the aid."
    assert section.budget_note.text().replace("\xa0", " ") == said
    hands.tab_to(tabs)
    hands.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    line = of(hands, page, AidComponent.IN_KIND)
    hands.put(section.aid_line_combo, line.id)
    hands.save(page)
    assert section.payments_note.text().replace("\xa0", " ").startswith("Paid CHF 0.00, still planned CHF 3’000.00.")


def too_early(hands: Hands, page: CasePage) -> None:
    """The donor has not approved the project: its money is not paid, and the next step is not taken."""
    section = money_of(hands, page, of(hands, page, AidComponent.IN_KIND))
    hands.tab_to(section.payments_table)
    assert section.why_note.text() == "Pay: no approved project is recorded for this line"
    hands.press(RETURN)
    assert not section.panel.isVisible()
    assert {one.state for one in of(hands, page, AidComponent.IN_KIND).payments} == {PaymentState.APPROVED}
    hands.begin_step(page, Step.PROJECT_RUNNING)
    assert hands.missing(page, Step.PROJECT_RUNNING) == (Need.PROJECT,)


def approve_project(hands: Hands, page: CasePage) -> None:
    """Approved without a judgment is refused; judged, it is."""
    hands.push(page.step_panel.missing_row.button(Need.PROJECT))
    section = page.section("projects")
    assert hands.focus is section.projects_table
    hands.press(RETURN)
    hands.say(ProjectState.APPROVED)
    hands.press(RETURN)
    hands.press(S, ctrl=True)
    assert "nobody has judged yet whether the plan can work. Nothing was saved" in page.message().text()
    assert parts(page, "projects")[0]["state"] is ProjectState.IDEA
    hands.tab_to(section.parts_tabs.tabBar())
    while section.parts_tabs.currentIndex() != 3:
        hands.press(Qt.Key.Key_Left if section.parts_tabs.currentIndex() > 3 else Qt.Key.Key_Right)
    hands.put(section.feasibility_combo, Feasibility.FEASIBLE)
    hands.save(page)
    [project] = parts(page, "projects")
    assert (project["state"], project["approved_on"]) == (ProjectState.APPROVED, hands.today())


def pay_instalments(hands: Hands, page: CasePage) -> None:
    """The second waits for what was shown for the first."""
    section = money_of(hands, page, of(hands, page, AidComponent.IN_KIND))
    hands.tab_to(section.payments_table)
    hands.press(RETURN)
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    hands.tab_to(section.payments_table)
    hands.press(DOWN)
    assert section.payment().number == 2
    assert section.why_note.text() == "Pay: instalment 1 is not paid and shown yet"
    hands.press(RETURN)
    assert not section.panel.isVisible()
    hands.begin_step(page, Step.CLOSED)
    assert hands.missing(page, Step.CLOSED) == (Need.NO_OPEN_PAYMENTS,)
    hands.press(Qt.Key.Key_Escape)
    hands.section(page, "aid")
    hands.tab_to(section.payments_table)
    hands.press(UP, RETURN)
    assert hands.focus is section.panel.evidence_edit
    hands.put(section.panel.evidence_edit, "Invoice of the oven, photo of the shop")
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    hands.tab_to(section.payments_table)
    hands.press(DOWN, RETURN)
    hands.press(RETURN, ctrl=True)
    hands.nothing_wrong()
    line = of(hands, page, AidComponent.IN_KIND)
    assert {one.state for one in line.payments} == {PaymentState.PAID}
    assert (line.balances.paid, line.balances.free) == (300_000, 0)


def visit(hands: Hands, page: CasePage) -> None:
    """Half a year later somebody goes there and asks."""
    hands.pass_days(180)
    hands.take_step(page, Step.MONITORING_DUE, hands.today())
    section = hands.section(page, "visits")
    hands.add_row(
        section.records_table,
        due_on=hands.today(),
        done_on=hands.today(),
        method=VisitMethod.VISIT,
        outcome=VisitOutcome.RUNNING,
    )
    hands.put(section.detail.income_edit, "900")
    hands.put(section.detail.currency_edit, "gel")
    hands.put(section.detail.by_whom_edit, "IOM Tbilisi")
    hands.save(page)
    [made] = parts(page, "visits")
    assert (made["outcome"], made["income"], made["currency"]) == (VisitOutcome.RUNNING, 90_000, "GEL")
    surveys = hands.section(page, "surveys")
    hands.tab_to(surveys.records_table)
    hands.press(RETURN, RETURN)
    first = surveys.detail.questions.fields[0].buttons[0]
    hands.tab_to(first)
    hands.press(*[Qt.Key.Key_2] * 6)
    hands.save(page)
    [taken] = parts(page, "surveys")
    assert taken["answers"] == {
        "E1": "satisfied",
        "E2": "often",
        "E3": "no",
        "E4": "often",
        "E5": "below_spending",
        "E6": "good",
    }
    assert taken["person_id"] == page.folder.traveller_ids()[0]
    hands.take_step(page, Step.MONITORED, hands.today(), comment="Seen on the spot")


def test_a_family_of_six_goes_home_with_a_project(hands: Hands, tmp_path: Path) -> None:
    hands.brought_in_office(tmp_path, {"Anna Muster": Role.CASEWORKER, "Sara Leitung": Role.SUPERVISOR})
    brought_in_limit(tmp_path)

    hands.sign_in("anna", PASSWORD)
    page = open_case(hands)
    assert len(page.folder.view.people) == 6
    hands.take_step(page, Step.COUNSELLING, hands.today())
    counsel(hands, page)
    hands.take_step(page, Step.ELIGIBILITY_CHECKED, hands.today())
    take_over(hands, page)
    hands.begin_step(page, Step.APPLICATION_SUBMITTED)
    assert hands.missing(page, Step.APPLICATION_SUBMITTED) == (Need.RULES_ANSWERED,)
    answer_rules(hands, page)
    hands.answer_step(page, Step.APPLICATION_SUBMITTED, hands.today())
    asked = lines(hands, page)
    assert [one.requested for one in asked.values()] == [100_000] * 2 + [50_000] * 4 + [300_000, 50_000, 50_000]
    assert {one.state for one in asked.values()} == {DecisionState.REQUESTED}

    hands.pass_days(12)
    decide(hands, page)
    hands.take_step(page, Step.APPROVED, hands.today(), reference="SEM 4712")
    hands.take_step(page, Step.DOCUMENTS, hands.today())
    get_documents(hands, page)
    leaves = hands.today() + timedelta(days=20)
    hands.answer_step(page, Step.TRAVEL_BOOKED, hands.today(), departure_date=leaves, airport="ZRH", flight="TK 1908")

    plan(hands, page, AidComponent.BASIC)
    plan(hands, page, AidComponent.IN_KIND, parts=2)
    approve_first(hands, page)
    hands.sign_out()

    hands.sign_in("sara", PASSWORD)
    hands.find("Beridze", "folder")
    page = hands.page(CasePage)
    approve_second(hands, page)
    hands.sign_out()

    hands.days_gone += 20
    hands.sign_in("anna", PASSWORD)
    hands.find("Beridze", "folder")
    page = hands.page(CasePage)
    pay_at_the_airport(hands, page)
    brought_in_payments(hands, page)
    leave(hands, page)
    plan_project(hands, page)
    too_early(hands, page)
    approve_project(hands, page)
    hands.answer_step(page, Step.PROJECT_RUNNING, hands.today())
    pay_instalments(hands, page)
    visit(hands, page)
    hands.take_step(page, Step.CLOSED, hands.today(), reason=Reason.SUPPORT_PERIOD_ENDED)
    view = money.book(hands.office, page.folder.case_id)
    assert view.flaws == ()
    assert (view.totals["CHF"].decided, view.totals["CHF"].paid, view.totals["CHF"].free) == (800_000, 750_000, 50_000)
