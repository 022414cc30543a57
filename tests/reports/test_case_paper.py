"""A paper of one case: all that was given to it can be read, in two languages, over as many pages as it takes."""

import pytest

from returnhelp.domain.papers import CasePaper, Line, Section, Signatures, Table, Text
from returnhelp.reports.case_paper import case_paper

RECEIPT = CasePaper(
    title="Quittung",
    second_title="رسید",
    second_language="fa",
    subject=(Line("Fall", "2026-0012"),),
    parts=(
        Section("Empfänger", (Line("Name", "Ahmadi Reza", "نام"), Line("Ohne Wert", "")), "گیرنده"),
        Table(
            "Zahlungen",
            ("Nr.", "Wofür", "Betrag"),
            (("1", "Basispauschale", "1’000.00"), ("", "Summe", "1’000.00")),
            (1, 6, 2),
            frozenset({2}),
            total=True,
        ),
        Text("Ich habe das Geld erhalten.", "پول را دریافت کردم"),
        Signatures(("Ort und Datum", "Unterschrift"), ("محل و تاریخ", "امضا")),
    ),
    marks=("Vertraulich",),
)


def test_everything_given_stands_on_one_page(head, fonts, read) -> None:
    (text,) = read(case_paper(RECEIPT, head, "de", fonts))
    for word in ("Quittung", "VERTRAULICH", "2026-0012", "Ahmadi Reza", "Basispauschale", "1’000.00", "Unterschrift"):
        assert word in text
    assert "–" in text, "an empty value is a dash, so that nobody fills it in unseen"


def test_a_long_table_goes_on_with_its_head_on_the_next_page(head, fonts, read) -> None:
    rows = tuple((str(number), f"Zahlung {number}", f"{number}.00") for number in range(1, 121))
    paper = CasePaper("Kassenliste", (Table("Zahlungen", ("Nr.", "Wofür", "Betrag"), rows, (1, 6, 2)),))
    pages = read(case_paper(paper, head, "de", fonts))
    assert len(pages) >= 3
    assert all("Wofür" in page for page in pages)
    found = "\n".join(pages)
    assert all(f"Zahlung {number}\n" in found or f"Zahlung {number} " in found for number in range(1, 121))


def test_what_somebody_typed_is_no_markup(head, fonts, read) -> None:
    paper = CasePaper("Quittung", (Text('<a href="x">&amp; <img src="y"/>'),))
    (text,) = read(case_paper(paper, head, "de", fonts))
    assert '<a href="x">&amp; <img src="y"/>' in text.replace("\n", " ")


@pytest.mark.parametrize("length", [1, 400, 6000])
def test_a_text_of_any_length_is_printed_whole(head, fonts, read, length: int) -> None:
    words = " ".join(f"w{number}" for number in range(length))
    found = " ".join(" ".join(read(case_paper(CasePaper("Notiz", (Text(words),)), head, "de", fonts))).split())
    assert f"w{length - 1}" in found
