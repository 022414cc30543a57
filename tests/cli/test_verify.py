"""What anybody can check with the files alone: the proof and every number beside it."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from returnhelp.disclosure.proof import Proof, face_seal
from returnhelp.domain.cubes import Bound, CountCube, PublishedCube
from returnhelp.domain.statistics_limits import HANDED_OUT
from returnhelp.domain.tables import Variable
from returnhelp.domain.views import View
from returnhelp.exchange.reading import read
from returnhelp.i18n import categories
from returnhelp.services import statistics_files
from tests.cli.conftest import Answer, call
from tests.disclosure.proofs_of import protected, proven
from tests.disclosure.tables_of import at, cube_of

NUMBERS = [[30, 2, 9], [12, 14, 3], [8, 0, 40], [17, 6, 22]]
OTHERS = [(0, 0), (0, 2), (1, 0), (1, 1), (3, 1), (3, 2)]
VIEWS = [
    (0, View(Variable.NATIONALITY, Variable.CANTON)),
    (0, View(Variable.CANTON)),
    (0, View(Variable.CANTON, None, ((Variable.NATIONALITY, 8201),))),
]
KINDS = ("csv", "json", "xlsx", "pdf")


def made(numbers: list[list[int]] = NUMBERS) -> tuple[CountCube, PublishedCube, Proof]:
    counts = cube_of(numbers)
    cube = protected(counts, {at(counts, *nodes) for nodes in OTHERS})
    return counts, cube.published(), proven(cube)


COUNTS, CUBE, PROOF = made()
VIEWS[2] = (0, View(Variable.CANTON, None, ((Variable.NATIONALITY, CUBE.axes[0].leaves[0]),)))


def handed_out(folder: Path, kind: str, language: str = "de") -> list[Path]:
    """The files of a hand-out, the proof last."""
    folder.mkdir(exist_ok=True)
    files = statistics_files.files([(CUBE, PROOF)], (), VIEWS, kind, language, "RKB Bern")
    for name, content in files:
        (folder / name).write_bytes(content)
    return [folder / name for name, _ in files]


def verify(*files: Path) -> Answer:
    return call("verify", *files)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["de", "fr"])
def test_what_was_handed_out_is_verified(tmp_path: Path, kind: str, language: str) -> None:
    files = handed_out(tmp_path, kind, language)
    answer = verify(*files)
    assert (answer.code, answer.err) == (0, "")
    assert all(file.name in answer.out for file in files)
    told = call("verify", *files, "--json").facts
    (cube,) = told["cubes"]
    assert (cube["hidden"], cube["open"], cube["k"]) == (9, len(PROOF.claims), 5)
    assert cube["shown"] == len(CUBE.cells) - 9
    assert len(told["tables"]) == (3 if kind == "csv" else 1)
    assert len(told["without_numbers"]) == (1 if kind == "csv" else 0)


def test_the_limits_that_a_proof_rests_on_are_told_with_their_source(tmp_path: Path) -> None:
    leaf = CUBE.axes[0].leaves[0], CUBE.axes[1].leaves[1]
    both = tuple(zip((Variable.NATIONALITY, Variable.CANTON), leaf, strict=True))
    bounds = [
        Bound(both, CUBE.request.period, 3, "BFS, 3 March 2023"),
        Bound(both[1:], CUBE.request.period, 25, HANDED_OUT),
        Bound((), CUBE.request.period, 900),
    ]
    proof = proven(protected(COUNTS, {at(COUNTS, *nodes) for nodes in OTHERS}), (), bounds)
    files = statistics_files.files([(CUBE, proof)], (), VIEWS, "csv", "en", "RKB Bern")
    (tmp_path / files[-1][0]).write_bytes(files[-1][1])
    nationality, canton = (categories.category(*pair, "en") for pair in both)
    told = verify(tmp_path / files[-1][0]).out
    assert "The proof rests on 3 limits:" in told
    assert f"    Nationality: {nationality}, Canton: {canton}, 2022: at most 3 (source: BFS, 3 March 2023)" in told
    assert f"    Canton: {canton}, 2022: at most 25 (source: tables handed out before)" in told
    assert "    Everybody, 2022: at most 900 (source: not named)" in told
    assert "  1 more can be 0 as well as all that a limit below leaves, which is fewer than 5." in told
    facts = call("verify", tmp_path / files[-1][0], "--json").facts
    assert (facts["cubes"][0]["lowered"], facts["cubes"][0]["open"]) == (1, len(proof.claims) - 1)
    assert sorted(one["most"] for one in facts["limits"]) == [3, 25, 900]


def test_the_proof_alone_is_verified(tmp_path: Path) -> None:
    assert verify(handed_out(tmp_path, "csv")[-1]).code == 0


# --- changed files ---------------------------------------------------------------------------------


def in_csv(content: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    row = next(one for one in rows[1:] if one[-1].isdecimal())
    row[-1] = str(int(row[-1]) + 1)
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def in_json(content: bytes) -> bytes:
    told = json.loads(content)
    told["tables"][0]["persons"][-1][-1] += 1
    return json.dumps(told).encode()


def in_xlsx(content: bytes) -> bytes:
    """Written anew, the last number of the first table one more."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for number, sheet in enumerate(read(content, "x.xlsx").sheets):
            page = book.add_worksheet(sheet.name)
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    last = number == 0 and (row, column) == (len(sheet.rows) - 1, sheet.width - 1)
                    page.write(row, column, cell + 1 if last and isinstance(cell, int | float) else cell)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "change"), [("csv", in_csv), ("json", in_json), ("xlsx", in_xlsx)])
def test_a_changed_number_is_found(tmp_path: Path, kind: str, change: Callable[[bytes], bytes]) -> None:
    files = handed_out(tmp_path, kind)
    files[0].write_bytes(change(files[0].read_bytes()))
    answer = call("verify", *files, "--json")
    assert (answer.code, answer.facts["error"]) == (1, "TableNumbersDifferError")
    assert files[0].name in answer.facts["message"]


def test_every_single_change_of_a_csv_table_is_found(tmp_path: Path) -> None:
    files = handed_out(tmp_path, "csv")
    whole = files[0].read_bytes()
    rows = whole.decode("utf-8-sig").splitlines()
    for number, row in enumerate(rows):
        cells = row.split(";")
        for place in range(len(cells)):
            changed = [*cells[:place], cells[place] + "1", *cells[place + 1 :]]
            files[0].write_text("\r\n".join([*rows[:number], ";".join(changed), *rows[number + 1 :], ""]), "utf-8-sig")
            assert verify(*files).code == 1
        files[0].write_text("\r\n".join([*rows[:number], *rows[number + 1 :], ""]), "utf-8-sig")
        assert verify(*files).code == 1
    files[0].write_bytes(whole)
    assert verify(*files).code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_was_saved_anew_is_not_the_one_that_was_handed_out(tmp_path: Path, kind: str) -> None:
    files = handed_out(tmp_path, kind)
    content = files[0].read_bytes()
    files[0].write_bytes(in_xlsx_words(content) if kind == "xlsx" else content + b"\r\n")
    answer = call("verify", *files, "--json")
    assert (answer.code, answer.facts["error"]) == (1, "TableFileChangedError")


def in_xlsx_words(content: bytes) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for sheet in read(content, "x.xlsx").sheets:
            page = book.add_worksheet(sheet.name)
            for row, cells in enumerate(sheet.rows):
                page.write_row(row, 0, ["Another title" if row == 0 else cell for cell in cells])
    return out.getvalue()


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_a_table_that_no_proof_speaks_of_is_refused(tmp_path: Path, kind: str) -> None:
    files = handed_out(tmp_path, kind)
    told = json.loads(files[-1].read_text(encoding="utf-8"))
    told["tables"].pop()
    files[-1].write_text(json.dumps(told), encoding="utf-8")
    assert call("verify", *files, "--json").facts["error"] == "TableNotProvenError"


def test_a_foreign_table_is_refused(tmp_path: Path) -> None:
    files = handed_out(tmp_path, "csv")
    foreign = tmp_path / "foreign.csv"
    foreign.write_text("a;b\n1;2\n", encoding="utf-8")
    answer = call("verify", foreign, *files, "--json")
    assert (answer.code, answer.facts["error"]) == (1, "TableNotProvenError")


def test_a_renamed_file_is_known_by_its_content(tmp_path: Path) -> None:
    files = handed_out(tmp_path, "csv")
    files[0] = files[0].rename(tmp_path / "renamed.csv")
    assert verify(*files).code == 0


# --- changed proofs --------------------------------------------------------------------------------


def test_a_proof_with_another_number_does_not_hold(tmp_path: Path) -> None:
    files = handed_out(tmp_path, "csv")
    told = json.loads(files[-1].read_text(encoding="utf-8"))
    cells = told["cubes"][0]["cells"]
    place = next(place for place, cell in enumerate(cells) if cell is not None)
    cells[place] += 1
    files[-1].write_text(json.dumps(told), encoding="utf-8")
    answer = call("verify", *files, "--json")
    assert (answer.code, answer.facts["error"]) == (1, "ProofDoesNotHoldError")
    forged = PublishedCube.from_dict(told["cubes"][0])
    told["proof"] = replace(PROOF, cubes=(face_seal(forged),)).sealed().to_dict()
    files[-1].write_text(json.dumps(told), encoding="utf-8")
    answer = verify(*files)
    assert answer.code == 1
    assert "a world does not have a number that was shown" in answer.err
    assert "Traceback" not in answer.err


def test_a_table_with_another_k_than_its_variables_demand_is_refused(tmp_path: Path) -> None:
    proof = handed_out(tmp_path, "csv")[-1]
    told = json.loads(proof.read_text(encoding="utf-8"))
    told["cubes"][0]["k"] = 3
    proof.write_text(json.dumps(told), encoding="utf-8")
    answer = verify(proof)
    assert answer.code == 1
    assert f"The proof {proof.name} does not hold: a table claims another smallest number of persons" in answer.err


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": "returnhelp-proof"}', b"[" * 100_000, b'{"format": 1}'],
)
def test_a_damaged_proof_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    files = handed_out(tmp_path, "csv")
    files[-1].write_bytes(content)
    answer = verify(*files)
    assert (answer.code, answer.out) == (1, "")
    assert files[-1].name in answer.err
    assert "Traceback" not in answer.err


def test_a_newer_proof_is_not_guessed_at(tmp_path: Path) -> None:
    proof = handed_out(tmp_path, "csv")[-1]
    told = json.loads(proof.read_text(encoding="utf-8"))
    proof.write_text(json.dumps({**told, "version": 2}), encoding="utf-8")
    assert call("verify", proof, "--json").facts["error"] == "NotAProofError"


def test_files_that_are_missing_or_hold_no_proof_are_refused(tmp_path: Path) -> None:
    files = handed_out(tmp_path, "csv")
    assert call("verify", tmp_path / "nothing.proof.json", "--json").facts["error"] == "FileNotReadError"
    assert call("verify", tmp_path, "--json").facts["error"] == "FileNotReadError"
    assert call("verify", *files[:-1], "--json").facts["error"] == "NoProofGivenError"
    assert call("verify").code == 2
    answer = verify(tmp_path / "nothing.proof.json")
    assert answer.code == 1
    assert "nothing.proof.json" in answer.err


def test_a_workbook_that_does_not_open_is_refused(tmp_path: Path) -> None:
    files = handed_out(tmp_path, "xlsx")
    files[0].write_bytes(files[0].read_bytes()[:500])
    answer = verify(*files)
    assert answer.code == 1
    assert "Traceback" not in answer.err
