"""A10, A11: the bytes of the exported files hold the published numbers, one sign for the rest, and nothing besides."""

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pikepdf
import pytest

from returnhelp.disclosure.protection import protect
from returnhelp.domain.cubes import CountCube, CubeRequest
from returnhelp.domain.regions import classification
from returnhelp.domain.tables import Hidden, Variable
from returnhelp.domain.views import View
from returnhelp.services import statistics_files
from tests.disclosure.tables_of import SECRET, YEAR

G, S, P = Variable.AGE_GROUP, Variable.SEX, Variable.PERMIT
KINDS = ("xlsx", "csv", "json", "pdf")
REASONS = {reason.value for reason in Hidden}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def counted(numbers):
    """Persons by age group and sex, everybody of a dossier of their own."""
    request = CubeRequest.of((G, S), YEAR)
    axes = request.laid_out()
    people = [
        ((axes[0].leaves[column], axes[1].leaves[row]), (row, column, one), 1) if axes[0].variable is G else
        ((axes[0].leaves[row], axes[1].leaves[column]), (row, column, one), 1)
        for row, line in enumerate(numbers)
        for column, number in enumerate(line)
        for one in range(number)
    ]  # fmt: skip
    return CountCube.tallied(request, axes, people)


COUNTS = counted([[43, 2, 71, 6, 88], [39, 57, 0, 61, 17]])
CUBE, PROOF = protect(COUNTS, SECRET)


def exported(kind, cube=CUBE, proof=PROOF):
    view = (0, View(G, S))
    return dict(statistics_files.files([(cube.published(), proof)], (), [view], kind, "en", "An office"))


def table(kind):
    return next(content for name, content in exported(kind).items() if name.endswith("." + kind))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheets():
    return {
        name: ElementTree.fromstring(part)
        for name, part in parts(table("xlsx")).items()
        if name.startswith("xl/worksheets/") and name.endswith(".xml")
    }


def test_the_cube_hides_for_several_reasons():
    assert len(CUBE.hidden) > 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_hand_out_is_the_same_bytes_each_time(kind):
    first = exported(kind)
    assert all(exported(kind) == first for _ in range(4))
    again, proof = protect(COUNTS, SECRET, [CUBE])
    assert exported(kind, again, proof if proof.cubes == PROOF.cubes else PROOF) == first


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_no_reason_and_no_seal_stands_anywhere(kind):
    for name, content in exported(kind).items():
        texts = parts(content).values() if name.endswith(".xlsx") else [content]
        for text in texts:
            assert not [word for word in (*REASONS - {"zero"}, CUBE.seal) if word.encode() in text], name


def test_a_workbook_has_no_hidden_sheet_row_or_column_no_formula_and_no_comment():
    files = parts(table("xlsx"))
    assert not [
        name for name in files if re.search(r"comment|calcChain|externalLink|vml|custom|connections|pivot|vba", name)
    ]
    book = ElementTree.fromstring(files["xl/workbook.xml"])
    assert all(sheet.get("state", "visible") == "visible" for sheet in book.iter(f"{SHEET}sheet"))
    for sheet in sheets().values():
        assert not list(sheet.iter(f"{SHEET}f"))
        assert not [line for line in sheet.iter() if line.get("hidden") in ("1", "true")]
        assert not list(sheet.iter(f"{SHEET}conditionalFormatting"))
        assert not list(sheet.iter(f"{SHEET}dataValidation"))


def test_a_workbook_says_neither_who_made_it_nor_when():
    core = ElementTree.fromstring(parts(table("xlsx"))["docProps/core.xml"])
    told = {line.tag.rpartition("}")[2]: (line.text or "") for line in core}
    assert not told.get("lastModifiedBy")
    assert {told.get("created", "")[:4], told.get("modified", "")[:4]} <= {"", "1980", "2000"}


def test_every_hidden_cell_of_a_workbook_has_one_sign_and_one_form():
    strings = [
        "".join(text.text or "" for text in one.iter(f"{SHEET}t"))
        for one in ElementTree.fromstring(parts(table("xlsx"))["xl/sharedStrings.xml"])
    ]
    forms = set()
    for sheet in sheets().values():
        for cell in sheet.iter(f"{SHEET}c"):
            value = cell.find(f"{SHEET}v")
            if value is not None and cell.get("t") == "s" and strings[int(value.text)] == "×":
                forms.add(("inner" if cell.get("s") else "", len(value.text) > 0))
    assert len(forms) == 1


def test_a_csv_has_the_rows_and_columns_of_the_classification_and_one_sign():
    text = table("csv").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";" if text.count(";") > text.count(",") else ","))
    cells = [cell for line in lines for cell in line]
    assert cells.count("×") >= sum(CUBE.hidden.values())
    assert not [line[-1] for line in lines if line[-1] in {"*", "-", "x", "X", "n/a", "<5", "<10", ""}]
    assert len(lines) > len(classification(G, YEAR))


def test_the_numbers_of_a_csv_are_those_that_were_published():
    published = {cell for cell in CUBE.published().cells if cell is not None}
    text = table("csv").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";" if text.count(";") > text.count(",") else ","))
    numbers = {int(cell) for line in lines for cell in line if cell.isascii() and cell.isdigit()}
    assert numbers <= published | {5, 10} | {2022}


def test_a_json_says_null_for_every_hidden_cell():
    def leaves(told):
        if isinstance(told, dict):
            return [leaf for value in told.values() for leaf in leaves(value)]
        return [leaf for value in told for leaf in leaves(value)] if isinstance(told, list) else [told]

    found = [leaf for leaf in leaves(json.loads(table("json"))) if leaf is None or type(leaf) is int]
    published = {cell for cell in CUBE.published().cells if cell is not None}
    assert sum(leaf is None for leaf in found) >= sum(CUBE.hidden.values())
    assert {leaf for leaf in found if leaf is not None} <= published | set(range(11)) | {2022}


def test_a_pdf_carries_no_attachment_script_comment_person_or_day():
    with pikepdf.open(io.BytesIO(table("pdf"))) as paper:
        assert not paper.attachments
        assert "/OpenAction" not in paper.Root
        assert "/AcroForm" not in paper.Root
        assert "/JavaScript" not in paper.Root.get("/Names", {})
        assert not [
            page for page in paper.pages if any(one.get("/Subtype") != "/Link" for one in page.get("/Annots", []))
        ]
        told = {str(name): str(value) for name, value in paper.docinfo.items()}
        days = {value[2:6] for name, value in told.items() if "Date" in name}
        assert days <= {"1980", "2000"}


def test_another_truth_of_the_same_publication_is_the_same_file():
    """Offices whose numbers differ in hidden cells alone hand out the same bytes: they are made of published ones."""
    relabelled = [Hidden.COMPLEMENTARY if isinstance(cell, Hidden) else cell for cell in CUBE.cells]
    other = type(CUBE)(CUBE.request, CUBE.axes, tuple(relabelled), (), None, 3, "another seal")
    for kind in KINDS:
        assert exported(kind, other) == exported(kind)
