"""The papers of the money say what was asked for, decided and paid, and what the person signs for."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.errors import CashListEmptyError, NothingAppliedForError, NothingHandedOutError, NotThereError
from returnhelp.services import audit, case_papers, money, money_papers
from returnhelp.services.case_papers import Wish
from returnhelp.services.office import Office
from tests.office import Offices, decided
from tests.services.test_cases import open_family
from tests.services.test_money import DAY, DECIDED, apply_for, paid, planned, write

Read = Callable[[bytes], str]


@pytest.fixture
def read(qapp: object) -> Read:
    """The text of a paper."""

    def text(paper: bytes) -> str:
        assert qapp
        document, buffer = QPdfDocument(), QBuffer()
        buffer.setData(QByteArray(paper))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        pages = [document.getAllText(page).text() for page in range(document.pageCount())]
        document.close()
        return " ".join(" ".join(pages).replace("\u00a0", " ").split())

    return text


@pytest.fixture
def family(anna: Office) -> int:
    return open_family(anna)


@pytest.fixture
def documents(anna: Office, family: int) -> int:
    """A line of 900 francs for travel documents, granted."""
    found = apply_for(
        anna, family, AidComponent.DOCUMENTS, 90_000, calculation="3 × 300 = 900", article="AsylV 2 Art. 59"
    )
    decided(anna, family, on=DECIDED)
    return found


def test_the_application_names_the_household_every_line_and_the_sum(
    anna: Office, family: int, documents: int, read: Read
) -> None:
    said = read(money_papers.application(anna, family, Wish("en")))
    for word in ("N 654 321", "Beridze Nino", "12345678.9", "3 × 300 = 900", "AsylV 2 Art. 59", "CHF 900.00", "In all"):
        assert word in said
    assert documents


def test_nothing_is_applied_for_without_an_amount(anna: Office, family: int) -> None:
    with pytest.raises(NothingAppliedForError):
        money_papers.application(anna, family, Wish("en"))


def test_asylv2_62_5_the_receipt_says_that_it_is_paid_back_in_both_languages(
    anna: Office, family: int, documents: int, read: Read
) -> None:
    number = paid(anna, family, documents, 40_000, person_id=None)
    said = read(money_papers.receipt(anna, family, Wish("en", "de", number)))
    assert said.count("62(5)") >= 1
    assert "CHF 400.00" in said
    assert "R-1" in said
    assert "20 March 2026" in said
    kind = case_papers.paper("payment_receipt")
    assert (kind.of, kind.for_client) == ("payments", True)
    assert case_papers.second_language(kind, "de", "fr") == "fr"
    assert case_papers.second_language(kind, "de", "ka") == ""


def test_a_receipt_is_made_only_for_what_is_handed_out(anna: Office, family: int, documents: int) -> None:
    number = planned(anna, family, documents, 40_000)
    with pytest.raises(NothingHandedOutError):
        money_papers.receipt(anna, family, Wish("en", record_id=number))
    with pytest.raises(NotThereError):
        money_papers.receipt(anna, family, Wish("en", record_id=999))


def test_the_ledger_on_paper_has_every_entry_with_its_balance(
    anna: Office, family: int, documents: int, read: Read
) -> None:
    paid(anna, family, documents, 40_000)
    said = read(money_papers.ledger_statement(anna, family, Wish("en")))
    for word in ("Decision", "Approval 1", "Payment 1", "CHF 500.00", "R-1", "The case in all"):
        assert word in said


def test_the_cash_list_has_what_is_approved_and_not_what_is_only_planned(
    house: Offices, anna: Office, sara: Office, family: int, documents: int, read: Read
) -> None:
    planned(anna, family, documents, 10_000, planned_on=DAY)
    with pytest.raises(CashListEmptyError):
        money_papers.cash_list(anna, DAY, DAY, None, "en")
    money.approve(anna, family, [planned(anna, family, documents, 20_000, planned_on=DAY)])
    said = read(money_papers.cash_list(anna, DAY, DAY, None, "en", saved=True))
    assert "CHF 200.00" in said
    assert "CHF 100.00" not in said
    entry = next(one for one in audit.entries(sara) if one.act == "money_papers.cash_list")
    assert entry.detail["payments"] == 1
    assert entry.detail["saved"] is True
    write(anna, family, restricted=True)
    with pytest.raises(CashListEmptyError):
        money_papers.cash_list(house.enter("beat"), DAY, date(2026, 3, 21), None, "en")
