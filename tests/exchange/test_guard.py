"""Files that are dangerous, broken or beyond all measure are refused by name, in under a second."""

import io
import re
import struct
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.errors import (
    NotASpreadsheetError,
    SpreadsheetDamagedError,
    SpreadsheetEncryptedError,
    SpreadsheetError,
    SpreadsheetKindError,
    SpreadsheetLinksError,
    SpreadsheetMacrosError,
    SpreadsheetTooBigError,
    SpreadsheetTooManyCellsError,
    SpreadsheetTooManyColumnsError,
    SpreadsheetTooManyRowsError,
    SpreadsheetUnpacksTooBigError,
)
from returnhelp.exchange import limits, sheets
from returnhelp.exchange.reading import read

DATA = Path(__file__).parents[1] / "data"
PLAIN = sheets.xlsx("Liste", ["Name", "Ausreise"], [["Baran", "3.4.2022"], ["Li", "4.4.2022"]])
OLD = (DATA / "old_excel.xls").read_bytes()
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@contextmanager
def refused(error: type[SpreadsheetError]) -> Iterator[None]:
    """The block raises the error, after less than a second of work."""
    began = time.process_time()
    with pytest.raises(error) as caught:
        yield
    assert time.process_time() - began < 1
    assert type(caught.value) is error
    assert caught.value.given["name"] == "list"


def changed(parts: dict[str, str | bytes | None], data: bytes = PLAIN) -> bytes:
    """The workbook with some parts replaced, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        return archive.read(name).decode()


def sheet(rows: str) -> bytes:
    return changed({SHEET: f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"})


def related(kind: str, mode: str = "") -> bytes:
    rels = part("xl/_rels/workbook.xml.rels")
    more = f'<Relationship Id="rId99" Type="http://x/relationships/{kind}" Target="file:///c:/x.xlsx" {mode}/>'
    return changed({"xl/_rels/workbook.xml.rels": rels.replace("</Relationships>", f"{more}</Relationships>")})


def test_the_plain_workbook_of_these_tests_is_read() -> None:
    assert read(PLAIN, "list").sheets[0].rows[1] == ("Baran", "3.4.2022")


# --- what unpacks beyond all measure -----------------------------------------------------------------------------


@pytest.mark.parametrize("mebibytes", [30, 250])
def test_an_archive_that_unpacks_beyond_measure_is_refused(mebibytes: int) -> None:
    out = io.BytesIO(PLAIN)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as entry:
        for _ in range(mebibytes):
            entry.write(bytes(1 << 20))
    assert len(out.getvalue()) < 2 << 20
    with refused(SpreadsheetUnpacksTooBigError):
        read(out.getvalue(), "list")


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(changed({SHEET: b"<worksheet>" + b" " * (8 << 20)}))
    real = struct.pack("<I", 11 + (8 << 20))
    assert data.count(real) >= 1
    with refused(SpreadsheetDamagedError):
        read(bytes(data).replace(real, struct.pack("<I", 400)), "list")


def test_an_archive_of_very_many_files_is_refused() -> None:
    with refused(SpreadsheetUnpacksTooBigError):
        read(changed({f"x/{number}": "" for number in range(limits.ENTRIES + 1)}), "list")


def test_entities_are_refused_and_never_spread_out() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet {NAMESPACE}><sheetData>&l11;</sheetData></worksheet>'
    with refused(SpreadsheetDamagedError):
        read(changed({SHEET: text}), "list")


def test_long_shared_texts_used_very_often_take_no_more_room_than_one() -> None:
    shared = f'<sst {NAMESPACE} count="1" uniqueCount="4294967296"><si><t>{"x" * 30000}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20001))
    body = f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"
    (sheet,) = read(changed({"xl/sharedStrings.xml": shared, SHEET: body}), "list").sheets
    assert len({id(row[0]) for row in sheet.rows}) == 1


def test_a_cell_with_a_whole_book_in_it_is_refused() -> None:
    with refused(SpreadsheetDamagedError):
        read(sheet(f'<row r="1"><c r="A1" t="str"><v>{"x" * (1 << 20)}</v></c></row>'), "list")


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', SpreadsheetTooManyRowsError),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', SpreadsheetTooManyColumnsError),
        ('<row r="1"><c r="XFD1048576"><v>1</v></c></row>', SpreadsheetTooManyRowsError),
        ('<row r="1"><c r="KM199999"><v>1</v></c></row>', SpreadsheetTooManyCellsError),
        ('<row r="200001"><c><v>1</v></c></row>', SpreadsheetTooManyRowsError),
        ('<x:row xmlns:x="x" r="1"><x:c r="A999999"><x:v>1</x:v></x:c></x:row>', SpreadsheetTooManyRowsError),
        ("<row><c><v>1</v></c></row>" * (limits.ROWS + 1), SpreadsheetTooManyRowsError),
        ("<row>" + "<c><v>1</v></c>" * (limits.COLUMNS + 1) + "</row>", SpreadsheetTooManyColumnsError),
    ],
)
def test_sheets_that_reach_too_far_are_refused(rows: str, error: type[SpreadsheetError]) -> None:
    with refused(error):
        read(sheet(rows), "list")


def test_a_dimension_that_lies_does_no_harm() -> None:
    body = part(SHEET)
    lying = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', body)
    assert lying != body
    assert len(read(changed({SHEET: lying}), "list").sheets[0].rows) == 3


def test_a_file_that_is_simply_too_large_is_refused(tmp_path: Path) -> None:
    with refused(SpreadsheetTooBigError):
        read(b"a;b\n" * (limits.FILE // 4 + 1), "list")
    with refused(SpreadsheetTooManyRowsError):
        read(b"a;b\n" * (limits.ROWS * 4 + 1), "list")


# --- what does things by itself ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        changed({"xl/vbaProject.bin": b"x"}),
        changed({"XL/VBAPROJECT.BIN": b"x"}),
        changed({"xl/macrosheets/sheet1.xml": "<x/>"}),
        changed({"xl/activeX/activeX1.xml": "<x/>"}),
        changed({"[Content_Types].xml": part("[Content_Types].xml").replace("sheet.main", "sheet.macroEnabled.main")}),
        related("vbaProject"),
    ],
    ids=["vba", "VBA", "macro sheet", "active", "content type", "relation"],
)
def test_macros_are_refused(data: bytes) -> None:
    with refused(SpreadsheetMacrosError):
        read(data, "list")


@pytest.mark.parametrize(
    "data",
    [
        changed({"xl/externalLinks/externalLink1.xml": "<x/>"}),
        changed({"xl/connections.xml": "<x/>"}),
        changed({"xl/queryTables/queryTable1.xml": "<x/>"}),
        related("externalLink"),
        related("oleObject", 'TargetMode="External"'),
    ],
    ids=["link", "connection", "query", "relation", "object"],
)
def test_links_to_elsewhere_are_refused(data: bytes) -> None:
    with refused(SpreadsheetLinksError):
        read(data, "list")


def test_an_address_to_click_on_is_no_such_link() -> None:
    assert read(related("hyperlink", 'TargetMode="External"'), "list").sheets


# --- passwords, damage, other kinds --------------------------------------------------------------------------------


def renamed(old: str, new: str) -> bytes:
    """The old workbook with an entry of its directory under another name of any length."""
    before = old.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(old) + 2)
    assert before in OLD
    return OLD.replace(before, new.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(new) + 2))


def record(kind: int, new: int) -> bytes:
    """The old workbook with its first record of a kind under another kind."""
    place = next(at for at in range(512, len(OLD)) if struct.unpack_from("<H", OLD, at)[0] == kind)
    return OLD[:place] + struct.pack("<H", new) + OLD[place + 2 :]


def in_directory(place: int, value: int) -> bytes:
    """The plain workbook with one byte of the first entry of its directory changed."""
    data = bytearray(PLAIN)
    data[data.index(b"PK\x01\x02") + place] = value
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [in_directory(8, 1), renamed("Workbook", "EncryptedPackage"), record(0x5C, 0x2F)],
    ids=["zip", "encrypted xlsx", "encrypted xls"],
)
def test_a_password_is_told(data: bytes) -> None:
    with refused(SpreadsheetEncryptedError):
        read(data, "list")


def test_other_things_in_old_workbooks_are_told() -> None:
    for data, error in (
        (record(0x5C, 0x1AE), SpreadsheetLinksError),
        (renamed("Workbook", "_VBA_PROJECT_CUR"), SpreadsheetMacrosError),
        (renamed("Workbook", "WordDocument"), NotASpreadsheetError),
        (renamed("Workbook", "Book"), SpreadsheetKindError),
        (OLD[:1200], SpreadsheetDamagedError),
    ):
        with refused(error):
            read(data, "list")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (PLAIN[: len(PLAIN) // 2], SpreadsheetDamagedError),
        (PLAIN[:-10], SpreadsheetDamagedError),
        (in_directory(10, 12), SpreadsheetDamagedError),
        (changed({SHEET: "<worksheet><sheetData><row>"}), SpreadsheetDamagedError),
        (changed({SHEET: b'<?xml version="1.0" encoding="UTF-99"?><worksheet/>'}), SpreadsheetDamagedError),
        (changed({SHEET: None}), SpreadsheetDamagedError),
        (changed({"XL/Workbook.xml": "<x/>"}), SpreadsheetDamagedError),
        (changed({"xl/workbook.xml": None, "xl/workbook.bin": b"x"}), SpreadsheetKindError),
        (changed({"xl/workbook.xml": None, "word/document.xml": "<x/>"}), NotASpreadsheetError),
        (b"PK\x03\x04" + bytes(200), SpreadsheetDamagedError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), SpreadsheetDamagedError),
    ],
    ids=["half", "cut", "method", "xml", "encoding", "no sheet", "twice", "xlsb", "docx", "zip", "ole"],
)
def test_damage_and_other_kinds_are_told(data: bytes, error: type[SpreadsheetError]) -> None:
    with refused(error):
        read(data, "list")


def document(table: str = "", **more: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", more.pop("mimetype", "application/vnd.oasis.opendocument.spreadsheet"))
        archive.writestr(
            "content.xml",
            f'<o:d xmlns:o="{space}:office:1.0" xmlns:table="{space}:table:1.0" xmlns:t="{space}:text:1.0">'
            f'<table:table table:name="A">{table}</table:table></o:d>',
        )
        for path, content in more.items():
            archive.writestr(path.replace("__", "/"), content)
    return out.getvalue()


def cells(row: str = "", cell: str = "") -> str:
    return f'<table:table-row {row}><table:table-cell o:value-type="float" o:value="1" {cell}/></table:table-row>'


ROWS, COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (document(cells(f'{ROWS}="999999"')), SpreadsheetTooManyRowsError),
        (document(cells("", f'{COLUMNS}="16384"')), SpreadsheetTooManyColumnsError),
        (document(cells(f'{ROWS}="150000"', f'{COLUMNS}="200"')), SpreadsheetTooManyCellsError),
        (document('<table:table-source t:href="x"/>'), SpreadsheetLinksError),
        (document(cells("", "table:formula=\"of:=['file:///c:/x.ods'#$A.A1]\"")), SpreadsheetLinksError),
        (document(Basic__Standard__Module1_xml="x"), SpreadsheetMacrosError),
        (document(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), SpreadsheetEncryptedError),
        (document(mimetype="application/vnd.oasis.opendocument.text"), NotASpreadsheetError),
        (document(cells("", 'o:date-value="x"').replace("float", "date")), SpreadsheetDamagedError),
    ],
    ids=["rows", "columns", "cells", "source", "formula", "macros", "password", "text", "damage"],
)
def test_ods_files_are_guarded_too(data: bytes, error: type[SpreadsheetError]) -> None:
    with refused(error):
        read(data, "list")


@given(st.sampled_from([PLAIN, OLD, document(cells())]), st.data())
def test_a_file_changed_anywhere_is_read_or_refused_by_name(data: bytes, draw: st.DataObject) -> None:
    changing = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 12))):
        changing[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with suppress(SpreadsheetError):
        read(bytes(changing), "list")
