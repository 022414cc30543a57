"""The rows that could not be read are handed out with their reasons, mended, and taken over."""

from datetime import date
from pathlib import Path

import pytest

from returnhelp.domain.intake import Cell, DoubtKind, Field, Workbook
from returnhelp.domain.intake_headings import propose
from returnhelp.domain.intake_mapping import fit
from returnhelp.domain.intake_review import review
from returnhelp.exchange import sheets
from returnhelp.exchange.mending import to_mend
from returnhelp.exchange.reading import read
from returnhelp.i18n import catalogs, intake_words

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2023, 1, 15)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return read(DATA / "ausreisen_2022.xlsx")


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_the_unread_rows_are_mended_and_imported(book: Workbook, language: str) -> None:
    mapping = propose(book, TODAY)
    result = review(book, mapping, TODAY)
    reasons = intake_words.reasons_by_row(result.unread, language)
    heading = intake_words.reason_heading(language)
    handed_out = read(to_mend(book, result, heading, reasons), "mend.xlsx")
    (sheet,) = handed_out.sheets
    assert len(sheet.rows) == 4
    assert sheet.rows[0][-1] == heading
    assert "31.02.2022" in str(sheet.rows[1][-1])

    def mended(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        good: dict[Field, Cell] = {
            Field.FAMILY_NAME: "Baran",
            Field.GIVEN_NAMES: f"Anna {row[0]}",
            Field.BIRTH_DATE: "5.2.1980",
            Field.NATIONALITY: "Ukraine",
            Field.CANTON: "ZH",
            Field.ENTRY_DATE: "1.1.2022",
            Field.DEPARTURE_DATE: date(2022, 2, 28),
            Field.LUMP_SUM: "500",
        }
        places = {column.index: good[column.field] for column in mapping.columns if column.field in good}
        return tuple(places.get(index, cell) for index, cell in enumerate(row))

    again = sheets.xlsx("x", [str(cell) for cell in sheet.rows[0]], [mended(row) for row in sheet.rows[1:]])
    for how in (propose(read(again, "x"), TODAY), fit(mapping, read(again, "x"), TODAY)):
        assert [column.field for column in how.columns if column.heading == heading] == [Field.IGNORE]
        result = review(read(again, "x"), how, TODAY)
        assert len(result.rows) == 3
        assert not result.unread
    assert [row.n_number for row in result.rows] == ["N 699 001", "N 699 003", "N 699 002"]


def test_every_reason_and_every_doubt_has_a_sentence(book: Workbook) -> None:
    result = review(book, propose(book, TODAY), TODAY)
    said = {unread.number: intake_words.reasons(unread.reasons, "en") for unread in result.unread}
    assert said["N 699002"] == "There is no name; There are no dates"
    assert "“Atlantis” cannot be read" in said["N 699001"]
    assert "“15.08.2031” is still to come" in said["N 699003"]
    for kind in DoubtKind:
        assert kind in intake_words.DOUBTS
    for doubt in result.doubts:
        sentence = intake_words.sentence(doubt, "en")
        assert "{" not in sentence
        assert doubt.raw in sentence or doubt.proposed
    shown = {
        (Field.NATIONALITY, "8265"): "Ukraine",
        (Field.CANTON, "ZH"): "ZH – Zurich",
        (Field.SEX, "m"): "Male",
        (Field.BIRTH_DATE, "1985"): "1985",
        (Field.LUMP_SUM, "500.00"): "500.00",
        (Field.NATIONALITY, ""): "",
    }
    for (field, code), text in shown.items():
        assert intake_words.code_shown(field, code, "en") == text
