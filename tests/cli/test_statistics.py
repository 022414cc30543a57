"""Statistics at the command line: what there is, what is shown, handed out, planned, entered, and loaded."""

import contextlib
import csv
import hashlib
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from returnhelp.cli.main import run
from returnhelp.domain.statistics_plan import DEFAULT_PLAN
from tests.cli.conftest import Answer, call, signed_in

SEX_BY_AGE = ("--year", "2022", "--variables", "age_group,sex")


@pytest.fixture(scope="module")
def closed_year(first_import: tuple[Path, Answer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office with the list, all months of 2022 closed."""
    folder = tmp_path_factory.mktemp("closed") / "Bern.returnhelp"
    shutil.copytree(first_import[0], folder, ignore=shutil.ignore_patterns("locks", "reserve"))
    assert call("close", folder, "--until", "2022-12", *signed_in("ursi")).code == 0
    return folder


@pytest.fixture
def closed(closed_year: Path, tmp_path: Path) -> Path:
    """A copy of it for one test alone."""
    folder = tmp_path / "Closed.returnhelp"
    shutil.copytree(closed_year, folder, ignore=shutil.ignore_patterns("locks", "reserve"))
    return folder


def asked(office: Path, *arguments: object) -> Answer:
    return call("statistics", office, *arguments, *signed_in("ursi"))


def facts(office: Path, *arguments: object) -> dict[str, Any]:
    answer = asked(office, *arguments, "--json")
    assert answer.code == 0, answer.out
    return answer.facts


def refused(office: Path, *arguments: object) -> str:
    answer = asked(office, *arguments, "--json")
    assert answer.code == 1
    return str(answer.facts["error"])


# --- what there is ---------------------------------------------------------------------------------


def test_the_list_names_every_table_of_the_plan_with_its_periods(closed_year: Path) -> None:
    told = facts(closed_year, "--list")
    assert len(told["tables"]) == len(DEFAULT_PLAN.cubes)
    by_codes = {one["codes"]: one for one in told["tables"]}
    assert by_codes["nationality,canton"]["periods"] == [["2022-01-01", "2022-12-31"]]
    assert by_codes["sex,age_group"]["made"] == []
    assert "can be made: 2022" in asked(closed_year, "--list").out


def test_months_that_are_not_closed_are_said_to_wait(store: Path) -> None:
    told = facts(store, "--list")
    assert {"2022-01", "2022-12"} <= set(told["waiting"])
    assert "to be closed" in asked(store, "--list").out
    assert refused(store, *SEX_BY_AGE) == "MonthsNotClosedError"


def test_who_may_not_hand_out_statistics_is_told_so(closed_year: Path) -> None:
    answer = call("statistics", closed_year, "--list", *signed_in("anna"))
    assert (answer.code, answer.out) == (4, "")


# --- the plan --------------------------------------------------------------------------------------


def plan_file(folder: Path, *cubes: str, shortest: str = "year") -> Path:
    file = folder / "plan.json"
    told = [{"variables": cube.split(","), "shortest": shortest} for cube in cubes]
    file.write_text(json.dumps({"cubes": told}), encoding="utf-8")
    return file


def test_the_plan_as_it_is_told_can_be_set_again_once_a_year(bare: Path, tmp_path: Path) -> None:
    told = facts(bare, "--plan")
    assert told["since"] is None
    assert told["cubes"] == [cube.to_dict() for cube in DEFAULT_PLAN.cubes]
    assert "Nationality × Canton (Year)" in asked(bare, "--plan").out
    new = plan_file(tmp_path, "nationality,sex", "permit")
    assert facts(bare, "--set-plan", new)["cubes"][0] == {"variables": ["nationality", "sex"], "shortest": "year"}
    assert [one["variables"] for one in facts(bare, "--plan")["cubes"]] == [["nationality", "sex"], ["permit"]]
    assert refused(bare, "--set-plan", new) == "PlanChangedThisYearError"


def test_a_plan_with_a_ring_is_refused_and_mends_are_told(bare: Path, tmp_path: Path) -> None:
    looped = plan_file(tmp_path, "sex,permit", "permit,stage", "sex,stage")
    answer = asked(bare, "--set-plan", looped)
    assert (answer.code, answer.out) == (1, "")
    assert "ring" in answer.err
    assert "A mend: in place of" in answer.err
    assert refused(bare, "--set-plan", looped) == "LoopedPlanError"
    assert facts(bare, "--plan")["since"] is None


@pytest.mark.parametrize(
    "text", ["", "[]", '{"cubes": [1]}', '{"cubes": [{"variables": ["name"], "shortest": "year"}]}']
)
def test_a_file_that_is_no_plan_is_named(bare: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "plan.json"
    file.write_text(text, encoding="utf-8")
    assert refused(bare, "--set-plan", file) == "PlanUnreadableError"
    assert refused(bare, "--set-plan", tmp_path / "none.json") == "FileNotReadError"


# --- registers -------------------------------------------------------------------------------------


def test_figures_of_a_register_are_loaded_whole_or_not_at_all(bare: Path, tmp_path: Path) -> None:
    file = tmp_path / "sem.csv"
    file.write_text("first;last;most;nationality\n2022-01-01;2022-12-31;40;8265\n2022-01-01;2022-12-31;900;\n")
    assert facts(bare, "--load-bounds", file, "--source", "SEM 2022")["lines"] == 2
    assert [one["most"] for one in facts(bare, "--bounds")["bounds"]] == [40, 900]
    assert "Everybody\t900\tSEM 2022" in asked(bare, "--bounds").out
    file.write_text("first;last;most;nationality\n2022-01-01;2022-12-31;4o;8265\n")
    assert refused(bare, "--load-bounds", file, "--source", "SEM 2022") == "BoundNumberError"
    assert refused(bare, "--load-bounds", file, "--source", " ") == "BoundsSourceError"
    assert len(facts(bare, "--bounds")["bounds"]) == 2


# --- making and handing out ------------------------------------------------------------------------


def test_what_is_shown_is_told_and_nothing_leaves_without_a_folder(closed: Path) -> None:
    told = facts(closed, *SEX_BY_AGE)
    (cube,) = told["cubes"]
    assert told["files"] == []
    assert cube["axes"][0][0] == "sex"
    assert cube["number"] is None
    assert all(0 <= share["share"] <= 1 for share in cube["shares"])
    assert "Hidden because small" in asked(closed, *SEX_BY_AGE).out
    assert facts(closed, "--ledger")["entries"] == []


def test_a_table_goes_out_with_its_proof_and_is_entered(closed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    made = ("--kind", "csv", "--language", "en", "--out", out)
    told = facts(closed, *SEX_BY_AGE, *made)
    names = [Path(name).name for name in told["files"]]
    assert names == [f"age-group-by-sex-2022-en{end}" for end in (".csv", "-dictionary.csv", "-csv.proof.json")]
    rows = list(csv.DictReader((out / names[0]).read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    numbers = [int(row["persons"]) for row in rows if row["persons"] != "×"]
    assert numbers
    assert all(number >= 5 for number in numbers)
    proof = json.loads((out / names[2]).read_text(encoding="utf-8"))
    assert proof["tables"][0]["sha256"] == hashlib.sha256((out / names[0]).read_bytes()).hexdigest()
    before = {name: (out / name).read_bytes() for name in names}
    assert facts(closed, *SEX_BY_AGE, *made)["cubes"][0]["number"] == 1
    assert {name: (out / name).read_bytes() for name in names} == before
    kinds = [one["kind"] for one in facts(closed, "--ledger")["entries"]]
    assert kinds == ["export", "export", "cube"]
    assert "age-group-by-sex-2022-en-csv.proof.json" in asked(closed, "--ledger").out
    assert "handed out: 2022" in asked(closed, "--list").out


def test_several_views_and_a_held_category_are_of_one_cube(closed: Path, tmp_path: Path) -> None:
    told = facts(
        closed, "--year", "2022", "--view", "age_group,sex", "--view", "sex", "--out", tmp_path, "--kind", "json"
    )
    assert len(told["cubes"]) == 1
    tables = json.loads((tmp_path / "statistics-2022-sex-age-group-de.json").read_text(encoding="utf-8"))["tables"]
    assert [table["name"] for table in tables] == ["age-group-by-sex", "sex"]
    held = facts(
        closed, "--year", "2022", "--view", "age_group", "--hold", "sex=F", "--out", tmp_path, "--kind", "json"
    )
    assert Path(held["files"][0]).name == "age-group-sex-f-2022-de.json"


def test_a_view_may_put_together_what_its_table_tells_apart(closed: Path) -> None:
    told = facts(closed, "--year", "2022", "--variables", "nationality,canton", "--view", "nationality,greater_region")
    assert [[axis[0] for axis in cube["axes"]] for cube in told["cubes"]] == [["nationality", "canton"]]


def test_a_profile_goes_out_as_a_workbook(closed: Path, tmp_path: Path) -> None:
    told = facts(closed, "--year", "2022", "--profile", "open-data", "--out", tmp_path)
    book, *proofs = [Path(name).name for name in told["files"]]
    assert book == "open-data-2022-de.xlsx"
    assert all(name.startswith("open-data-2022-de-xlsx") and name.endswith(".proof.json") for name in proofs)
    entries = facts(closed, "--ledger")["entries"]
    assert entries[0]["profile"] == "open_data"
    assert [one["kind"] for one in entries[1:]] == ["cube"] * len(told["cubes"])
    proven = [json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in proofs]
    axes = {json.dumps(cube["axes"]) for proof in proven for cube in proof["cubes"]}
    assert len(axes) == len(told["cubes"])


def test_a_profile_goes_out_without_what_cannot_be_and_says_so_before(closed: Path, tmp_path: Path) -> None:
    register = tmp_path / "sem.csv"
    register.write_text("first;last;most;permit\n2022-01-01;2022-12-31;1;S\n", encoding="utf-8")
    facts(closed, "--load-bounds", register, "--source", "SEM 2022")
    assert refused(closed, "--year", "2022", "--view", "permit", "--view", "sex") == "RegisterBoundTooLowError"
    answer = asked(closed, "--year", "2022", "--profile", "open-data", "--out", tmp_path, "--kind", "json", "--json")
    assert answer.code == 0
    assert answer.err.startswith("Without Permit, 2022: Public figures say that at most 1 departed")
    (left_out,) = answer.facts["left_out"]
    assert (left_out["axes"], left_out["error"]) == ([["permit"]], "RegisterBoundTooLowError")
    file = tmp_path / "open-data-2022-de.json"
    names = [table["name"] for table in json.loads(file.read_text(encoding="utf-8"))["tables"]]
    assert "age-group-by-sex" in names
    assert "permit" not in names
    proof = (tmp_path / "open-data-2022-de-json.proof.json").read_text(encoding="utf-8")
    assert "permit" not in file.read_text(encoding="utf-8") + proof
    assert all(one["cube"] is None or "permit" not in str(one["cube"]) for one in facts(closed, "--ledger")["entries"])


def test_what_the_plan_does_not_tell_apart_is_refused_with_the_reason(closed_year: Path, tmp_path: Path) -> None:
    assert refused(closed_year, "--year", "2022", "--variables", "sex,canton") == "ViewNotInPlanError"
    assert refused(closed_year, "--month", "2022-03", "--view", "canton") == "PeriodNotPlannedError"
    assert refused(closed_year, "--year", "2022", "--view", "sex", "--hold", "age_group=7") == "CategoryUnknownError"
    assert refused(closed_year, *SEX_BY_AGE, "--out", tmp_path / "none") == "FileNotWrittenError"


def test_coarser_tables_are_proposed_with_what_they_show(closed_year: Path) -> None:
    told = facts(closed_year, "--year", "2022", "--variables", "nationality,canton", "--proposals")
    shares = [one["share"] for one in told["proposals"]]
    assert shares == sorted(shares, reverse=True)
    assert "%" in asked(closed_year, "--year", "2022", "--variables", "nationality,canton", "--proposals").out


class StoppedAtTheFirstProgress(io.StringIO):
    """A terminal at which somebody presses Ctrl+C as soon as the progress is shown."""

    pressed = False

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if "%" in text and not self.pressed:
            self.pressed = True
            raise KeyboardInterrupt
        return super().write(text)


def test_stopping_in_the_middle_enters_nothing(closed: Path, tmp_path: Path) -> None:
    out, err = io.StringIO(), StoppedAtTheFirstProgress()
    arguments = ("statistics", closed, *SEX_BY_AGE, "--out", tmp_path, *signed_in("ursi"))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert run([str(one) for one in arguments]) == 130
    assert "Stopped" in err.getvalue()
    assert out.getvalue() == ""
    assert not list(tmp_path.glob("*.xlsx"))
    assert facts(closed, "--ledger")["entries"] == []
