"""The smaller papers: the sheet with the recovery code, a table of statistics, and any paper under a password."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from returnhelp.domain.errors import PaperPasswordError
from returnhelp.domain.figures import CANTONS
from returnhelp.domain.tables import Months, PublishedTable, TableRequest, Variable
from returnhelp.i18n import labels
from returnhelp.reports.password import protect
from returnhelp.reports.recovery import recovery_sheet
from returnhelp.reports.table import TableWords, table_paper

CODE = "7QK2-M4TZ-9XW1-D3HB-0PRV-6YFN-8CGS-5EJA"
YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))


def a_table(countries: int, cantons: int) -> tuple[PublishedTable, TableWords]:
    rows, columns = tuple(range(8300, 8300 + countries)), CANTONS[:cantons]
    cells = tuple(tuple(None if (row + place) % 3 else row for place in range(cantons)) for row in rows)
    table = PublishedTable(
        TableRequest(Variable.NATIONALITY, Variable.CANTON, YEAR),
        rows,
        columns,
        cells,
        tuple(row * 2 for row in rows),
        (None, *range(1001, 1000 + cantons)),
        123_456,
    )
    words = TableWords(
        title="Departures by nationality and canton, 2022",
        definition=("Persons who left with return assistance, on the day they left.",),
        rows="Nationality",
        columns="Canton",
        row_names=tuple(labels.country(row, "de") for row in rows),
        column_names=tuple(labels.canton(code, "de") for code in columns),
    )
    return table, words


@pytest.mark.parametrize("language", ["de", "fr", "it", "en", "xx"])
def test_the_recovery_code_stands_on_one_page_letter_by_letter(head, fonts, read, language) -> None:
    (text,) = read(recovery_sheet(CODE, head, language, fonts))
    assert all(group in "".join(text.split()) for group in CODE.split("-"))


def test_a_small_table_is_one_upright_page(head, fonts, read) -> None:
    (text,) = read(table_paper(*a_table(12, 3), head, "en", fonts))
    assert "PROVISIONAL" in text
    assert "Persons who left with return assistance" in text
    assert "123’456" in text
    assert "× hidden" in text


def test_a_large_table_goes_on_with_its_head_on_each_page(head, fonts, read) -> None:
    pages = read(table_paper(*a_table(60, 26), head, "en", fonts))
    assert len(pages) > 3
    assert all("Nationality" in text and "PROVISIONAL" in text for text in pages)
    whole = "\n".join(pages)
    for canton in CANTONS:
        assert labels.canton(canton, "de").split()[0] in whole


def test_a_hidden_number_is_nowhere_in_the_file(head, fonts, read) -> None:
    table, words = a_table(3, 2)
    text = "\n".join(read(table_paper(table, words, head, "en", fonts)))
    assert text.count("×") == 1 + sum(cell is None for cell in table.in_line())


def test_the_same_table_has_the_same_bytes(head, fonts) -> None:
    assert table_paper(*a_table(9, 9), head, "de", fonts) == table_paper(*a_table(9, 9), head, "de", fonts)


@pytest.mark.parametrize("password", ["correct horse", "Größe ß 12", "ბარათი-Схід"])
def test_a_protected_paper_opens_with_its_password_only(head, fonts, password) -> None:
    pdf = recovery_sheet(CODE, head, "en", fonts)
    locked = protect(pdf, password)
    assert b"Recovery" not in locked
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked), password="another")
    with pikepdf.open(BytesIO(locked), password=password) as opened:
        assert len(opened.pages) == 1
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert opened.encryption.stream_method.name == "aesv3"


@pytest.mark.parametrize("password", ["", "ä" * 64])
def test_a_password_that_would_not_be_looked_at_whole_is_refused(head, fonts, password) -> None:
    with pytest.raises(PaperPasswordError):
        protect(recovery_sheet(CODE, head, "en", fonts), password)
