"""The money of a case in the window: typed, decided, planned, approved, paid, and read in the ledger, by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.aid import AidComponent, DecisionState
from returnhelp.domain.case import Case
from returnhelp.domain.ledger import Ledger
from returnhelp.domain.money import Payer, PaymentPlace, PaymentState
from returnhelp.domain.money_acts import MoneyAct
from returnhelp.domain.steps import Need, Reason
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.case_money import _OF_A_LINE
from returnhelp.gui.widgets import wrong
from returnhelp.services import money, preferences
from returnhelp.services.money import PaymentWish
from tests.gui.pages.casework.world import CONTROL, DOWN, ESCAPE, RETURN, TAB, add, focused, people_of, press, type_in
from tests.office import decided

SHIFT = Qt.KeyboardModifier.ShiftModifier


def lines(office, case_id):
    return money.book(office, case_id).lines


def line_of(office, case_id, component=AidComponent.BASIC, requested=100_000, **values):
    add(office, case_id, "aid_lines", component=component, requested=requested, **values)
    return lines(office, case_id)[-1].id


def opened(page, at_desk, line_id=None):
    """The section, read, with the focus at a line."""
    page.refresh(None)
    at_desk.settle()
    page.open("aid", None)
    at_desk.settle()
    section = page.section("aid")
    if line_id is not None:
        assert section.records_table.choose(("aid_lines", line_id))
    else:
        section.records_table.setFocus()
    return section


@pytest.fixture
def basic(anna, family):
    """A line of 1000 francs for Omar, granted four weeks ago."""
    found = line_of(anna, family, person_id=people_of(anna, family)["Omar"])
    decided(anna, family, on=anna.today() - timedelta(days=28))
    return found


def test_what_is_asked_for_is_typed_as_people_write_it_and_added_up(qtbot, page, at_desk, anna, family):
    section = opened(page, at_desk)
    press(qtbot, RETURN, TAB, TAB)
    type_in(qtbot, "1'000.-")
    press(qtbot, RETURN)
    qtbot.waitUntil(lambda: focused() is section.records_table)
    assert "1’000.00" in section.sum_note.text()
    page.save()
    at_desk.settle()
    [line] = lines(anna, family)
    assert (line.requested, line.state, line.balances.decided) == (100_000, DecisionState.DRAFT, 0)


def test_the_decision_on_all_lines_is_recorded_by_keyboard(qtbot, page, at_desk, anna, family):
    one = line_of(anna, family, person_id=people_of(anna, family)["Omar"])
    two = line_of(anna, family, AidComponent.IN_KIND, 300_000)
    section = opened(page, at_desk, one)
    press(qtbot, Qt.Key.Key_D, modifier=CONTROL | SHIFT)
    assert focused() is section.decision_panel.decided_on_edit
    press(qtbot, TAB)
    type_in(qtbot, "SEM 4711")
    press(qtbot, TAB, TAB, TAB)
    press(qtbot, TAB, TAB)
    assert focused() is section.decision_panel.rows[1].amount_edit
    type_in(qtbot, "2500")
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    found = {line.id: line for line in lines(anna, family)}
    assert found[one].state is DecisionState.GRANTED
    assert (found[two].state, found[two].balances.decided) == (DecisionState.PARTLY_GRANTED, 250_000)
    assert found[two].reference == "SEM 4711"
    assert section.decision_panel.isHidden()
    assert "SEM 4711" in section.decision_value.text()


def test_above_the_ceiling_the_reason_is_asked_for_beside_the_line(qtbot, page, at_desk, anna, family):
    one = line_of(anna, family, requested=120_000, person_id=people_of(anna, family)["Omar"])
    section = opened(page, at_desk, one)
    section.do_with_line(MoneyAct.DECIDE)
    section.go()
    at_desk.settle()
    [row] = section.decision_panel.rows
    assert wrong.marked(row.above_edit)
    assert focused() is row.above_edit
    assert "1’000.00" in row.error.text()
    type_in(qtbot, "Hardship, by letter of SEM")
    press(qtbot, RETURN)
    at_desk.settle()
    assert lines(anna, family)[0].above_ceiling_reason == "Hardship, by letter of SEM"


def test_a_refused_line_is_recorded_with_its_reason(page, at_desk, anna, family):
    one = line_of(anna, family, AidComponent.MEDICAL, 200_000)
    section = opened(page, at_desk, one)
    section.do_with_line(MoneyAct.DECIDE)
    section.decision_panel.rows[0].outcome_combo.set_value(Reason.COUNTRY_EXCLUDED)
    section.go()
    at_desk.settle()
    [line] = lines(anna, family)
    assert (line.state, line.refusal) == (DecisionState.REFUSED, Reason.COUNTRY_EXCLUDED)


def test_the_missing_decision_leads_to_its_panel_as_soon_as_the_money_is_read(page, at_desk, anna, family):
    line_of(anna, family)
    page.refresh(None)
    at_desk.settle()
    page.open("need", Need.AID_DECIDED)
    at_desk.settle()
    assert not page.section("aid").decision_panel.isHidden()


def test_an_open_payment_that_hinders_the_closing_is_led_to(page, at_desk, anna, family, basic):
    [number] = money.plan(anna, family, basic, [PaymentWish(amount=50_000)]).value
    page.refresh(None)
    at_desk.settle()
    page.open("need", Need.NO_OPEN_PAYMENTS)
    at_desk.settle()
    section = page.section("aid")
    assert section.payment().id == number
    assert focused() is section.payments_table


def test_instalments_are_planned_approved_and_paid_by_keyboard(qtbot, page, at_desk, anna, family):
    one = line_of(anna, family, AidComponent.DOCUMENTS, 90_000)
    decided(anna, family, on=anna.today() - timedelta(days=28))
    section = opened(page, at_desk, one)
    press(qtbot, Qt.Key.Key_P, modifier=CONTROL | SHIFT)
    assert focused() is section.panel.amount_edit
    assert section.panel.amount_edit.value() == 90_000
    section.panel.parts_edit.setValue(2)
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    payments = lines(anna, family)[0].payments
    assert [(payment.number, payment.amount) for payment in payments] == [(1, 45_000), (2, 45_000)]
    assert payments[0].planned_on == anna.today()
    section.payments_table.setFocus()
    press(qtbot, RETURN)  # approve
    at_desk.settle()
    assert section.payment().state is PaymentState.APPROVED
    section.payments_table.setFocus()
    press(qtbot, RETURN)  # pay
    assert focused() is section.panel.day_edit
    press(qtbot, TAB)
    type_in(qtbot, "R-17")
    press(qtbot, RETURN)
    at_desk.settle()
    first = lines(anna, family)[0].payments[0]
    assert (first.state, first.receipt_number, first.signed_on) == (PaymentState.PAID, "R-17", anna.today())
    assert focused() is section.payments_table
    press(qtbot, DOWN)
    assert section.payment().number == 2


def test_why_something_is_not_possible_stands_below(page, at_desk, anna, family, basic):
    [number] = money.plan(anna, family, basic, [PaymentWish(amount=100_000)]).value
    money.approve(anna, family, [number])
    section = opened(page, at_desk, basic)
    assert not section.payment_acts.button(MoneyAct.PAY).isEnabled()
    assert section.why_note.text() == "Pay: the departure is not recorded (AsylV 2 Art. 78)"
    assert "Plan a payment: nothing of the decision is left to plan" in section.line_why_note.text()


def test_a_refusal_stands_beside_the_field_that_it_is_about(qtbot, page, at_desk, anna, family, basic):
    section = opened(page, at_desk, basic)
    section.do_with_line(MoneyAct.PLAN)
    section.panel.amount_edit.setFocus()
    type_in(qtbot, "1000.01")
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    assert wrong.marked(section.panel.amount_edit)
    assert not section.panel.isHidden()
    press(qtbot, ESCAPE)
    assert section.panel.isHidden()
    assert focused() is section.records_table
    assert lines(anna, family)[0].payments == ()


def test_another_currency_asks_for_its_rate(page, at_desk, anna, family):
    one = line_of(anna, family, AidComponent.DOCUMENTS, 90_000)
    decided(anna, family, on=anna.today() - timedelta(days=28))
    section = opened(page, at_desk, one)
    section.do_with_line(MoneyAct.PLAN)
    panel = section.panel
    assert panel.rate_widget.isHidden()
    panel.currency_combo.set_value("USD")
    panel.currency_combo.chosen.emit("USD")
    assert not panel.rate_widget.isHidden()
    section.go()
    at_desk.settle()
    assert wrong.marked(panel.rate_edit)
    panel.rate_edit.setText("0,88")
    panel.rate_on_edit.set_value(anna.today())
    panel.payer_combo.set_value(Payer.MISSION)
    panel.place_combo.set_value(PaymentPlace.DESTINATION)
    section.go()
    at_desk.settle()
    [payment] = lines(anna, family)[0].payments
    assert (payment.currency, payment.rate, payment.charged) == ("USD", "0.88", 79_200)
    section.records_table.setFocus()
    assert "rate 0.88" in section.payment_note.text()


def test_a_payment_is_voided_with_its_reason_by_the_delete_key(qtbot, page, at_desk, anna, family, basic):
    money.plan(anna, family, basic, [PaymentWish(amount=50_000)])
    section = opened(page, at_desk, basic)
    section.payments_table.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert focused() is section.panel.reason_edit
    press(qtbot, RETURN)
    assert wrong.marked(section.panel.reason_edit)
    type_in(qtbot, "Planned twice")
    press(qtbot, RETURN)
    at_desk.settle()
    assert [one.void_reason for one in lines(anna, family)[0].payments] == ["Planned twice"]


def test_the_second_approval_is_a_supervisors(house, seat_of, anna, sara, family, basic):
    preferences.set_office_setting(house.admin, "four_eyes_limit", 500)
    try:
        [number] = money.plan(anna, family, basic, [PaymentWish(amount=100_000)]).value
        money.approve(anna, family, [number])
        seat = seat_of(sara)
        page = seat.show(lambda desk: CasePage(desk, family))
        page.arrive(f"aid#payments-{number}")
        seat.settle()
        section = page.section("aid")
        assert section.payment().id == number
        section.payment_acts.button(MoneyAct.APPROVE).click()
        seat.settle()
        assert money.book(sara, family).payment(number).state is PaymentState.APPROVED
    finally:
        preferences.set_office_setting(house.admin, "four_eyes_limit", 5_000)


def test_money_is_asked_back_and_the_ledger_shows_each_entry(qtbot, page, at_desk, anna, family):
    one = line_of(anna, family, AidComponent.DOCUMENTS, 90_000)
    decided(anna, family, on=anna.today() - timedelta(days=28))
    [number] = money.plan(anna, family, one, [PaymentWish(amount=90_000)]).value
    money.approve(anna, family, [number])
    money.pay(anna, family, number, anna.today())
    section = opened(page, at_desk, one)
    section.do_with_payment(MoneyAct.RECLAIM)
    section.panel.claim_combo.set_value(Reason.RE_ENTRY)
    section.go()
    at_desk.settle()
    assert lines(anna, family)[0].balances.reclaimed == 90_000
    press(qtbot, Qt.Key.Key_L, modifier=CONTROL | SHIFT)
    assert focused() is section.ledger.ledger_table
    rows = section.ledger.entries.rows_read().values()
    assert [row.act.value for row in rows] == ["decision", "approval", "payment", "reclaim"]
    assert [row.balance for row in rows] == [90_000, 90_000, 0, 0]
    press(qtbot, ESCAPE)
    assert section.ledger.isHidden()


def test_lines_that_are_not_saved_wait_with_their_money(page, at_desk, anna, family, basic):
    section = opened(page, at_desk, basic)
    page.copy.put(("aid_lines", basic), "requested", 90_000)
    assert not section.line_acts.button(MoneyAct.PLAN).isEnabled()
    assert section.line_why_note.text().startswith("Save first")
    page.save()
    at_desk.settle()
    assert section.line_acts.button(MoneyAct.PLAN).isEnabled()


def test_the_receipt_opens_among_the_papers(page, at_desk, anna, family):
    one = line_of(anna, family, AidComponent.DOCUMENTS, 90_000)
    decided(anna, family, on=anna.today() - timedelta(days=28))
    [number] = money.plan(anna, family, one, [PaymentWish(amount=90_000)]).value
    money.approve(anna, family, [number])
    section = opened(page, at_desk, one)
    section.receipt_button.click()
    at_desk.settle()
    papers = page.section("papers")
    assert (papers.paper_combo.value(), papers.about_combo.value()) == ("payment_receipt", number)


def test_an_auditor_is_offered_nothing_but_the_ledger(seat_of, otto, anna, family, basic):
    seat = seat_of(otto)
    page = seat.show(lambda desk: CasePage(desk, family))
    page.open("aid", None)
    seat.settle()
    section = page.section("aid")
    assert not any(section.line_acts.button(act).isVisibleTo(section) for act in _OF_A_LINE)
    assert section.ledger_button.isVisibleTo(section)


def test_what_a_list_brought_says_so_and_is_asked_back_from_the_line(page, at_desk, anna, family):
    one = line_of(anna, family, requested=None)
    with anna.work("tests.opening") as unit:
        case, day = unit.get(Case, family), anna.today() - timedelta(days=9)
        ledger = Ledger(case.aid, case.payments, case.ledger)
        ledger.opening(case.aid[0], 50_000, day, 50_000, day, "CHF", by=None, at=anna.now())
        unit.commit()
    section = opened(page, at_desk, one)
    assert "taken over from a list" in section.decision_value.text()
    assert section.line_acts.button(MoneyAct.RECLAIM).isVisibleTo(section)
    section.do_with_line(MoneyAct.RECLAIM)
    section.panel.claim_combo.set_value(Reason.RE_ENTRY)
    section.go()
    at_desk.settle()
    assert "asked back and open" in section.decision_value.text()
