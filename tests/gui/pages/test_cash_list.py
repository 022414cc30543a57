"""The cash list: a day's payments by payer and place, marked as paid by keyboard, printed and saved."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.money import Payer, PaymentPlace, PaymentState
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models.money_cells import Sum
from returnhelp.gui.pages.cash_list import SPEC, CashListPage
from returnhelp.services import audit, money
from returnhelp.services.money import PaymentWish
from tests.gui.pages.casework.conftest import anna, at_desk, beat, family, house, otto, sara, seat_of  # noqa: F401
from tests.gui.pages.casework.world import RETURN, TAB, add, focused, press, type_in, wake
from tests.office import decided


@pytest.fixture
def payments(anna, family):  # noqa: F811 - pytest's way to use a fixture
    """Two payments of today, of which one is approved, and one of tomorrow by swissREPAT."""
    today = anna.today()
    add(anna, family, "aid_lines", component=AidComponent.DOCUMENTS, requested=90_000)
    decided(anna, family, on=today - timedelta(days=20))
    [line] = money.book(anna, family).lines
    wishes = [
        PaymentWish(amount=20_000, planned_on=today),
        PaymentWish(amount=30_000, planned_on=today),
        PaymentWish(
            amount=40_000,
            planned_on=today + timedelta(days=1),
            payer=Payer.SWISSREPAT,
            place=PaymentPlace.AIRPORT_GENEVA,
        ),
    ]
    numbers = money.plan(anna, family, line.id, wishes).value
    money.approve(anna, family, numbers[:1])
    return numbers


@pytest.fixture
def page(qtbot, at_desk, payments):  # noqa: F811
    shown = at_desk.show(CashListPage)
    at_desk.settle()
    wake(qtbot, shown)
    return shown


def rows(page):
    return list(page._model.rows_read().values())


def mine(page, payments):
    return [row.payment_id for row in rows(page) if not isinstance(row, Sum) and row.payment_id in payments]


def test_today_is_shown_with_its_sums(page, payments):
    assert mine(page, payments) == list(payments[:2])
    assert isinstance(rows(page)[-1], Sum)
    assert "CHF" in page.sum_note.text()


def test_several_days_and_one_payer(page, at_desk, anna, payments):  # noqa: F811
    page.later_button.click()
    at_desk.settle()
    assert mine(page, payments) == [payments[2]]
    page.go_to(anna.today())
    page.until_edit.set_value(anna.today() + timedelta(days=1))
    page.payer_combo.set_value(Payer.SWISSREPAT)
    page.refresh(None)
    at_desk.settle()
    assert mine(page, payments) == [payments[2]]


def test_a_payment_is_marked_as_paid_by_keyboard(qtbot, page, at_desk, anna, family, payments):  # noqa: F811
    place = next(at for at, row in enumerate(rows(page)) if getattr(row, "payment_id", None) == payments[0])
    page.cash_table.setFocus()
    page.cash_table.setCurrentIndex(page._model.index(place, 0))
    press(qtbot, RETURN)
    at_desk.settle()
    assert focused() is page.panel.day_edit
    press(qtbot, TAB)
    type_in(qtbot, "R-3")
    press(qtbot, RETURN)
    at_desk.settle()
    payment = money.book(anna, family).payment(payments[0])
    assert (payment.state, payment.receipt_number) == (PaymentState.PAID, "R-3")
    assert page.panel.isHidden()
    assert page.cash_table.row().payment_id == payments[0]
    assert page.cash_table.row().state is PaymentState.PAID


def test_what_is_only_planned_is_not_paid_from_here(qtbot, page, payments):
    place = next(at for at, row in enumerate(rows(page)) if getattr(row, "payment_id", None) == payments[1])
    page.cash_table.setCurrentIndex(page._model.index(place, 0))
    assert not page.pay_button.isEnabled()
    assert "not approved yet" in page.why_note.text()


def test_the_list_is_looked_at_and_saved_and_recorded(page, at_desk, sara, tmp_path):  # noqa: F811
    page.preview_button.click()
    at_desk.settle()
    assert page.list_stack.currentWidget() is page.paper_page
    assert page.paper_view.page_count() == 1
    file_boxes.prepared.append(tmp_path / "list.pdf")
    page.save()
    at_desk.settle()
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    made = [entry for entry in audit.entries(sara) if entry.act == "money_papers.cash_list"]
    assert made[0].detail["saved"] is True


def test_names_are_hidden_from_a_visitor(page, payments):
    assert page.blank(True)
    index = page._model.index(0, 1)
    assert index.data(Qt.ItemDataRole.DisplayRole) == "hidden"
    page.blank(False)
    assert "Haddad" in index.data(Qt.ItemDataRole.DisplayRole)


def test_it_is_a_page_for_those_who_pay(anna, sara, otto, house):  # noqa: F811
    assert SPEC.may(anna)
    assert SPEC.may(sara)
    assert not SPEC.may(otto)
    assert not SPEC.may(house.admin)
