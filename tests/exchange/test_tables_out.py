"""A hand-out of statistics says in every kind of file the same, and nothing besides."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from returnhelp.domain.handouts import HIDDEN, Handout
from returnhelp.domain.tables import Variable
from returnhelp.domain.views import View
from returnhelp.exchange import tables_out
from returnhelp.exchange.reading import read
from tests.handouts import every_third, nothing, told

SEX_BY_CANTON = View(Variable.SEX, Variable.CANTON)
NATIONALITY = View(Variable.NATIONALITY)
FLAG = View(Variable.FORCED_LABOUR)
HELD = View(Variable.SEX, None, ((Variable.CANTON, "BE"),))


def lines(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in content.replace(b"\r\n", b"")
    return list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))


def inside(book: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


# --- csv -------------------------------------------------------------------------------------------


def test_a_csv_has_a_line_for_each_cell_with_codes_and_words() -> None:
    (table,) = told(SEX_BY_CANTON).tables
    head, *rows = lines(tables_out.csv(table))
    assert head == ["sex_level", "sex_code", "sex", "canton_level", "canton_code", "canton", "persons"]
    assert len(rows) == len(table.rows.lines) * len(table.columns.lines if table.columns else ())
    assert rows[0][:6] == ["sex", "m", "Male", "canton", "ZH", "Zurich"]
    assert rows[-1][:6] == ["", "", "Total", "", "", "Total"]
    regions = {tuple(row[4:6]) for row in rows if row[3] == "greater_region"}
    assert ("3", "Northwestern Switzerland") in regions
    assert [row[-1] for row in rows] == [HIDDEN if number is None else str(number) for *_, number in table.cells()]


def test_the_same_rows_stand_there_whatever_is_hidden() -> None:
    some, none = (told(SEX_BY_CANTON, shown=shown).tables[0] for shown in (every_third, nothing))
    assert [row[:-1] for row in lines(tables_out.csv(some))] == [row[:-1] for row in lines(tables_out.csv(none))]
    assert {row[-1] for row in lines(tables_out.csv(none))[1:]} == {HIDDEN}


def test_what_a_table_is_limited_to_stands_in_each_line() -> None:
    head, first, *_ = lines(tables_out.csv(told(HELD).tables[0]))
    assert head == ["sex_level", "sex_code", "sex", "canton_level", "canton_code", "canton", "persons"]
    assert first[3:6] == ["canton", "BE", "Bern"]


def test_a_share_stands_where_it_can_be_told_only() -> None:
    rows = lines(tables_out.csv(told(FLAG, shown=lambda place: 40 + place).tables[0]))
    shares = {(row[0], row[1]): row[-1] for row in rows[1:]}
    assert shares.pop(("forced_labour", "yes")) == f"{40 / 44:.4f}"
    assert set(shares.values()) == {""}
    hidden = lines(tables_out.csv(told(FLAG, shown=nothing).tables[0]))
    assert {row[-1] for row in hidden[1:]} == {""}
    assert hidden[0][-1] == "share"


def test_the_dictionary_explains_every_code_the_sign_and_the_limit() -> None:
    handout = told(SEX_BY_CANTON, NATIONALITY)
    head, *rows = lines(tables_out.csv_dictionary(handout))
    assert head == ["kind", "of", "code", "text"]
    known = {(of, code): text for kind, of, code, text in rows if kind == "category"}
    for table in handout.tables:
        for side in filter(None, (table.rows, table.columns)):
            assert all(known[line.level, line.code] == line.word for line in side.lines if line.level)
    assert ["k", "sex-by-canton", "5", ""] in rows
    assert [row[2] for row in rows if row[0] == "sign"] == [HIDDEN]
    assert [row[3] for row in rows if row[0] == "definition"] == list(handout.definition)


# --- json ------------------------------------------------------------------------------------------


def test_a_json_has_the_numbers_the_dictionary_and_the_definition() -> None:
    handout = told(SEX_BY_CANTON, FLAG)
    facts = json.loads(tables_out.json(handout))
    assert (facts["format"], facts["version"], facts["sign"]) == ("returnhelp-statistics", 1, None)
    assert facts["definition"] == [line.replace(HIDDEN, "null") for line in handout.definition]
    table, flag = facts["tables"]
    assert (table["k"], flag["k"]) == (5, 10)
    assert [tuple(row) for row in table["persons"]] == list(handout.tables[0].persons)
    assert table["rows"]["lines"][0] == ["sex", "m"]
    assert table["columns"]["lines"][-1] == ["", ""]
    assert flag["columns"] is None
    codes = {entry["variable"]: {one["code"] for one in entry["categories"]} for entry in facts["dictionary"]}
    for side in (table["rows"], table["columns"], flag["rows"]):
        assert all(code in codes[level] for level, code in side["lines"] if level)


# --- xlsx ------------------------------------------------------------------------------------------


def test_a_workbook_has_a_sheet_for_each_view_and_a_visible_dictionary() -> None:
    handout = told(SEX_BY_CANTON, NATIONALITY, FLAG)
    book = tables_out.xlsx(handout)
    sheets = read(book, "x").sheets
    assert [sheet.name for sheet in sheets][-1] == "Data dictionary"
    assert len(sheets) == 4
    for table, sheet in zip(handout.tables, sheets, strict=False):
        top = next(place for place, row in enumerate(sheet.rows) if not any(row)) + 1
        assert sheet.rows[top][0] == table.rows.word
        for row, line, persons in zip(sheet.rows[top + 1 :], table.rows.lines, table.persons, strict=True):
            assert row[0] == line.word
            assert list(row[1 : len(persons) + 1]) == [HIDDEN if one is None else one for one in persons]


def test_every_hidden_cell_of_a_workbook_looks_the_same() -> None:
    sheet = inside(tables_out.xlsx(told(SEX_BY_CANTON)))["xl/worksheets/sheet1.xml"]
    shared = inside(tables_out.xlsx(told(SEX_BY_CANTON)))["xl/sharedStrings.xml"]
    texts = [one.text for one in ElementTree.fromstring(shared).iter() if one.tag.endswith("}t")]
    sign = texts.index(HIDDEN)
    styles = {
        cell.get("s")
        for cell in ElementTree.fromstring(sheet).iter()
        if cell.tag.endswith("}c") and cell.get("t") == "s" and cell[0].text == str(sign)
    }
    assert len(styles) == 1


def test_a_workbook_has_nothing_that_is_not_seen() -> None:
    parts = inside(tables_out.xlsx(told(SEX_BY_CANTON, FLAG)))
    assert not [
        name for name in parts if re.search("comment|vml|drawing|external|calcChain|customXml|vba|_rels/sheet", name)
    ]
    whole = "\n".join(parts.values())
    forbidden = (
        "<f>",
        "<f ",
        "hidden=",
        '="hidden',
        "veryHidden",
        "definedName",
        "conditionalFormat",
        "dataValidation",
        "autoFilter",
    )
    assert not [one for one in forbidden if one in whole]
    core = parts["docProps/core.xml"]
    assert "<dc:creator></dc:creator>" in core
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}
    assert "/home" not in whole


def test_the_widths_of_a_workbook_tell_of_no_number() -> None:
    def frame(handout: Handout) -> str:
        sheet = inside(tables_out.xlsx(handout))["xl/worksheets/sheet1.xml"]
        return re.sub(r"<sheetData>.*</sheetData>", "", sheet, flags=re.DOTALL)

    large = told(SEX_BY_CANTON, shown=lambda place: 10**7 + place)
    assert frame(large) == frame(told(SEX_BY_CANTON, shown=nothing)) == frame(told(SEX_BY_CANTON))


@pytest.mark.parametrize("write", [tables_out.xlsx, tables_out.json, tables_out.csv_dictionary])
def test_the_same_hand_out_is_the_same_bytes(write: Callable[[Handout], bytes]) -> None:
    assert write(told(SEX_BY_CANTON, FLAG)) == write(told(SEX_BY_CANTON, FLAG))


def test_the_office_is_no_formula() -> None:
    handout = replace(told(NATIONALITY), office="=cmd|' /c calc'!A0")
    assert ["office", "", "", "'=cmd|' /c calc'!A0"] in lines(tables_out.csv_dictionary(handout))
    assert "<f" not in inside(tables_out.xlsx(handout))["xl/worksheets/sheet1.xml"]
