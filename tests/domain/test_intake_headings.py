"""The headings of a list are found in four languages, and each column is proposed with a confidence."""

from datetime import date

import pytest

from returnhelp.domain.errors import HeadingRowNotFoundError
from returnhelp.domain.intake import Cell, Field, Sheet, Workbook
from returnhelp.domain.intake_headings import propose

TODAY = date(2023, 1, 15)
F = Field


def workbook(*rows: tuple[Cell, ...]) -> Workbook:
    width = max(map(len, rows))
    return Workbook("list.csv", (Sheet("", tuple((*row, *("" for _ in range(width - len(row)))) for row in rows)),))


def fields(*rows: tuple[Cell, ...]) -> list[Field]:
    return [column.field for column in propose(workbook(*rows), TODAY).columns]


WANTED = [
    F.N_NUMBER,
    F.FAMILY_NAME,
    F.GIVEN_NAMES,
    F.BIRTH_DATE,
    F.NATIONALITY,
    F.CANTON,
    F.PERMIT,
    F.DEPARTURE_DATE,
    F.LUMP_SUM,
]


@pytest.mark.parametrize(
    "headings",
    [
        ("N-Nr.", "Name", "Vorname", "Geb.datum", "Nationalität", "Kt.", "Ausweis", "Ausreise", "Pauschale (CHF)"),
        ("N° de dossier", "Nom", "Prénom", "Né(e) le", "Nationalité", "Canton", "Permis", "Départ le", "Forfait CHF"),
        ("N. dossier", "Cognome", "Nome", "Nato il", "Nazionalità", "Cantone", "Permesso", "Partenza", "Importo"),
        ("Dossier no.", "Surname", "First name", "DOB", "Nationality", "Canton", "Permit", "Departed on", "Lump sum"),
        ("DOSSIER", "NACHNAME", "VORNAMEN", "geboren am", "Staatsangehörigk.", "Kantonszuteilung", "Aufenthaltstitel",
         "Ausreisedatum effektiv", "Betrag in CHF"),
    ],
)  # fmt: skip
def test_headings_in_four_languages_are_understood(headings: tuple[str, ...]) -> None:
    row: tuple[Cell, ...] = ("N 650001", "Baran", "Anna", "1.2.1980", "Ukraine", "ZH", "S", "3.4.2022", "500")
    assert fields(headings, row, row, row) == WANTED


def test_titles_and_empty_rows_above_the_headings_are_skipped() -> None:
    proposed = propose(
        workbook(
            ("Rückkehrhilfe – Ausreisen 2022",),
            ("Stand 15.01.2023",),
            (),
            ("Name", "Vorname", "Ausreise"),
            ("Baran", "Anna", "3.4.2022"),
        ),
        TODAY,
    )
    assert proposed.heading_row == 4
    assert all(column.confidence >= 95 for column in proposed.columns)


def test_headings_on_two_rows_are_put_together() -> None:
    assert fields(
        ("", "", "Nationalität", "Kanton"),
        ("Name", "Vorname", "", ""),
        ("Baran", "Anna", "Ukraine", "ZH"),
    ) == [F.FAMILY_NAME, F.GIVEN_NAMES, F.NATIONALITY, F.CANTON]  # fmt: skip


def test_a_single_column_of_names_is_taken_for_the_full_name() -> None:
    assert fields(("Name", "Ausreise"), ("Baran Anna", "3.4.2022")) == [F.FULL_NAME, F.DEPARTURE_DATE]
    assert fields(("Name, Vorname", "Ausreise"), ("Baran, Anna", "3.4.2022")) == [F.FULL_NAME, F.DEPARTURE_DATE]


def test_a_column_without_a_known_heading_is_known_by_its_content() -> None:
    rows = [("Baran", "Anna", f"1234567{n}.1", "Ukraine", "ZH", "w", "3.4.2022") for n in range(6)]
    proposed = propose(workbook(("Name", "Vorname", "Zahl", "Wo", "", "?", "Ausreise"), *rows), TODAY)
    assert [column.field for column in proposed.columns][2:6] == [F.ZEMIS, F.NATIONALITY, F.CANTON, F.SEX]
    assert all(column.confidence < 60 for column in proposed.columns[2:6])


def test_content_that_contradicts_the_heading_lowers_the_confidence() -> None:
    rows = [("Baran", "Anna", "gelb", "3.4.2022") for _ in range(6)]
    column = propose(workbook(("Name", "Vorname", "Geburtsdatum", "Ausreise"), *rows), TODAY).columns[2]
    assert column.confidence < 50


def test_a_field_is_given_to_one_column_only() -> None:
    rows = [("Baran", "Anna", "Bern", "3.4.2022", "5.4.2022") for _ in range(6)]
    given = fields(("Name", "Vorname", "Kanton", "Ausreise", "Ausreise geplant"), *rows)
    assert given.count(F.DEPARTURE_DATE) == 1
    assert given[3] is F.DEPARTURE_DATE


def test_the_currency_of_a_heading_is_kept() -> None:
    column = propose(workbook(("Name", "Vorname", "Pauschale (EUR)"), ("Baran", "Anna", "5")), TODAY).columns[2]
    assert (column.field, column.currency) == (F.LUMP_SUM, "EUR")


def test_the_sheet_with_the_list_is_found_among_others() -> None:
    book = workbook(("Name", "Vorname", "Ausreise"), ("Baran", "Anna", "3.4.2022"))
    legend = Sheet("Legende", (("UMA", "unbegleitet"),))
    assert propose(Workbook("x", (legend, *book.sheets)), TODAY).sheet == ""


def test_a_file_without_a_list_of_people_is_told() -> None:
    with pytest.raises(HeadingRowNotFoundError):
        propose(workbook(("Monat", "Betrag"), ("Mai", 5)), TODAY)
