"""Spreadsheets of every kind and text in every encoding give the same plain rows."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.errors import (
    NotASpreadsheetError,
    SpreadsheetDamagedError,
    SpreadsheetEmptyError,
    SpreadsheetKindError,
    SpreadsheetTooManyColumnsError,
)
from returnhelp.exchange import sheets
from returnhelp.exchange.reading import read

DATA = Path(__file__).parents[1] / "data"
GERMAN = "Name;Vorname;Nationalität;Ausweis\nMüller;José;Türkei;F\nGrün;Zoë;Äthiopien;N\n"
FRENCH = "Nom;Prénom;Nationalité\nCôté;Hélène;Algérie\nLefèvre;François;Côte d’Ivoire\n"
CROATIAN = "Name;Vorname\nDamjanović;Željko\nMustač;Šime\nĐurić;Ante\n"
RUSSIAN = "Имя;Фамилия\nАрсен;Иванов\nСергей;Петров\n"


def rows(data: bytes, name: str = "list.csv") -> list[tuple[object, ...]]:
    return list(read(data, name).sheets[0].rows)


# --- text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [GERMAN, FRENCH, CROATIAN, RUSSIAN])
@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "mac_roman",
        "cp850",
        "cp1250",
        "cp1251",
    ],
)
def test_text_in_any_common_encoding_is_read(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return  # an encoding that has not these letters
    assert rows(data) == [tuple(line.split(";")) for line in text.splitlines()]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(separator: str, end: str) -> None:
    text = end.join(
        separator.join(line) for line in (("Name", "Ort", "Betrag"), ("Baran", "Bern", "1.5"), ("Li", "", "2"))
    )
    assert rows(text.encode()) == [("Name", "Ort", "Betrag"), ("Baran", "Bern", "1.5"), ("Li", "", "2")]


def test_quoted_cells_may_hold_separators_quotes_and_line_breaks() -> None:
    assert rows(b'Name,Note\r\n"Baran, Anna","said ""no"",\nthen yes"\r\n') == [
        ("Name", "Note"),
        ("Baran, Anna", 'said "no",\nthen yes'),
    ]


def test_title_lines_do_not_mislead_about_the_separator() -> None:
    assert rows(b"Liste, Stand heute, geheim\n\nName;Vorname;Ausreise\nBaran;Anna;3.4.2022\n")[2] == (
        "Name",
        "Vorname",
        "Ausreise",
    )


def test_a_first_line_may_tell_the_separator() -> None:
    assert rows(b"sep=|\nName|Ort\nBaran|Bern, ZH\n") == [("Name", "Ort"), ("Baran", "Bern, ZH")]


def test_rows_of_different_length_are_filled_up() -> None:
    assert rows(b"a;b;c\n1\n1;2;3;4\n") == [("a", "b", "c", ""), ("1", "", "", ""), ("1", "2", "3", "4")]


def test_a_formula_in_text_is_known_as_one_and_a_guarded_text_is_text() -> None:
    sheet = read(b'Name;Betrag;Tel;Nr\nBaran;=1+1;\'+41 79;="007"\n', "x.csv").sheets[0]
    assert sheet.rows[1] == ("Baran", "", "+41 79", "007")
    assert sheet.formulas == {(2, 1)}


def test_text_under_the_name_of_an_old_spreadsheet_is_read_as_text() -> None:
    assert rows(b"Name\tOrt\nBaran\tBern\n", "export.xls") == [("Name", "Ort"), ("Baran", "Bern")]


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "x.csv", SpreadsheetEmptyError),
        (b"\xef\xbb\xbf\r\n ; ; \r\n"[:3], "x.csv", SpreadsheetEmptyError),
        (b"\n\n", "x.csv", SpreadsheetEmptyError),
        (b"%PDF-1.7\n\x00\x01\x02\x03", "x.csv", NotASpreadsheetError),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "x.csv", NotASpreadsheetError),
        (b"<!DOCTYPE html><html><table><tr><td>Name</td></tr></table></html>", "x.xls", NotASpreadsheetError),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "x.xls", SpreadsheetKindError),
        (b"Name;Vorname\nBaran;Anna\n", "x.xlsx", SpreadsheetDamagedError),
        (b"\xff\xfeN\x00a\x00m", "x.csv", SpreadsheetDamagedError),
        (";".join("abcdefghij" * 40).encode(), "x.csv", SpreadsheetTooManyColumnsError),
    ],
)
def test_what_is_no_list_is_told_by_name(data: bytes, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data, name)


LETTERS = st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="'")


@given(st.lists(st.lists(st.text(alphabet=LETTERS, max_size=9), min_size=5, max_size=5), min_size=1))
def test_any_rows_written_as_csv_are_read_back(table: list[list[str]]) -> None:
    heading = [f"c{number}" for number in range(5)]
    assert rows(sheets.csv(heading, table))[1:] == [tuple(row) for row in table]


# --- spreadsheets -------------------------------------------------------------------------------------------------


def workbook() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Liste")
        sheet.merge_range("A1:D1", "Ausreisen 2022")
        sheet.write_row(2, 0, ["Name", "Tag", "Zahl", "Summe"])
        sheet.write_string(3, 0, "Müller")
        sheet.write_datetime(3, 1, date(2022, 3, 4), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_number(3, 2, 644130)
        sheet.write_formula(3, 3, "=1+1", None, 2)
        sheet.write_datetime(4, 1, time(3, 4), book.add_format({"num_format": "hh:mm"}))
        sheet.write_url(4, 0, "https://example.org", string="Seite")
        sheet.write_boolean(4, 2, True)
        for row in range(5, 5000):
            sheet.write_blank(row, 200, None, book.add_format({"bold": True}))
        book.add_worksheet("Versteckt").hide()
    return out.getvalue()


def test_an_xlsx_keeps_its_types_and_its_formulas_are_known() -> None:
    book = read(workbook(), "list.xlsx")
    liste, hidden = book.sheets
    assert liste.rows[0] == ("Ausreisen 2022", "", "", "")
    assert liste.rows[3] == ("Müller", date(2022, 3, 4), 644130.0, 2.0)
    assert liste.rows[4] == ("Seite", time(3, 4), True, "")
    assert liste.formulas == {(4, 3)}
    assert (liste.hidden, hidden.hidden) == (False, True)
    assert len(liste.rows) == 5  # cells that are only coloured do not count


def test_an_old_xls_is_read_the_same() -> None:
    first, second = read(DATA / "old_excel.xls").sheets
    assert first.name == "Liste"
    assert first.rows[1] == (644130.0, "Müller", "Anna", date(1980, 3, 4), date(2022, 3, 4), "Türkei", "")
    assert first.formulas == {(2, 6)}
    assert second.rows[2][2] == "x"


CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""
ODS_SHEET = """<table:table table:name="Liste"><table:table-column table:number-columns-repeated="16384"/>
<table:table-row><table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Ausreise</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16382"/></table:table-row>
<table:table-row table:number-rows-repeated="2">
<table:table-cell office:value-type="string"><text:p>Müller</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2022-03-04"><text:p>04.03.2022</text:p></table:table-cell>
<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p>
</table:table-cell>
</table:table-row>
<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table>"""


def ods() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CONTENT.format(sheets=ODS_SHEET))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return out.getvalue()


def test_an_ods_is_read_with_its_repeated_cells() -> None:
    (sheet,) = read(ods(), "list.ods").sheets
    assert sheet.rows == (
        ("Name", "Ausreise", ""),
        ("Müller", date(2022, 3, 4), 2.0),
        ("Müller", date(2022, 3, 4), 2.0),
    )
    assert sheet.formulas == {(2, 2), (3, 2)}


def test_reading_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    read(DATA / "ausreisen_2022.xlsx", progress=lambda done, total: told.append((done, total)))
    assert (3500, 3914) in told

    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        read(DATA / "ausreisen_2022.xlsx", progress=stop)
    with pytest.raises(StoppedError):
        read(b"a;b\n" * 2000, "x.csv", progress=stop)


def crafted(rows: str, shared: str = "", workbook: str = "") -> bytes:
    """A workbook put together by hand, with its first style a plain one and its second a date."""
    space = "http://schemas.openxmlformats.org"
    main = f'xmlns="{space}/spreadsheetml/2006/main"'
    rel = f"{space}/officeDocument/2006/relationships"
    sheets_ = '<sheets><sheet name="A" r:id="r1"/></sheets>'
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="d&quot;.&quot; mmm yy"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    )
    link = f'<Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/a.xml"/>'
    parts = {
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{rel}">{workbook}{sheets_}</workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{link}</Relationships>",
        "xl/worksheets/a.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{shared}</sst>",
        "xl/styles.xml": f"<styleSheet {main}>{styles}</styleSheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_every_kind_of_cell_of_an_xlsx_is_read() -> None:
    shared = (
        "<si><r><t>Mü</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ller </t></r><rPh><t>x</t></rPh></si>"
        "<si><t>two_x000A_lines</t></si>"
    )
    cells = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>'
        '<c s="1"><v>44624</v></c><c s="1"><v>44624.5</v></c><c s="0"><v>44624</v></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#N/A</v></c><c t="d"><v>2022-03-04</v></c><c t="str"><f>A1</f><v>text</v></c><c s="1"/>'
    )
    (sheet,) = read(crafted(f"<row>{cells}</row>", shared), "x.xlsx").sheets
    noon = datetime(2022, 3, 4, 12)  # noqa: DTZ001 - spreadsheets have no zones
    assert sheet.rows == (
        ("Müller ", "two\nlines", "inline", date(2022, 3, 4), noon, 44624.0, True, "", date(2022, 3, 4), "text"),
    )
    assert sheet.formulas == {(1, 9)}


def test_a_workbook_that_counts_its_days_from_1904_is_read_so() -> None:
    (sheet,) = read(crafted('<row><c s="1"><v>43162</v></c></row>', workbook='<workbookPr date1904="1"/>'), "x").sheets
    assert sheet.rows == ((date(2022, 3, 4),),)
