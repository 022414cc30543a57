"""A year of an office at the command line: the list taken over, reported, closed, backed up, restored."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from returnhelp.domain import countries
from returnhelp.services import offices
from returnhelp.storage.tables import audit
from tests.cli.conftest import LIST, Answer, call, descriptor, signed_in
from tests.office import PASSWORD


def test_the_list_comes_in_as_it_was_published(first_import: tuple[Path, Answer], expected: Mapping[str, Any]) -> None:
    answer = first_import[1]
    assert answer.code == 0
    facts = answer.facts
    assert facts["people"] == expected["people"]
    assert facts["households"] == facts["cases"] == expected["dossiers"]
    assert facts["repeated"] == expected["rows_repeated"]
    assert {row["number"] for row in facts["unread"]} == set(expected["unread"])
    assert all(set(row) == {"row", "number", "reason"} and row["row"] > 0 and row["reason"] for row in facts["unread"])


def test_doubts_are_answered_or_nothing_is_stored(bare: Path, tmp_path: Path) -> None:
    answer = call("import", bare, LIST, *signed_in("ursi"), "--json", "--unread-out", tmp_path / "mend.xlsx",
                  "--save-mapping", tmp_path / "mapping.json")  # fmt: skip
    assert (answer.code, answer.facts["error"]) == (1, "DoubtsOpenError")
    report = call("report", "monthly", bare, *signed_in("ursi"), "--month", "2022-03", "--out", tmp_path / "a.pdf",
                  "--json")  # fmt: skip
    assert report.facts["departures"]["month"] in (0, None)
    mended = call("import", bare, tmp_path / "mend.xlsx", *signed_in("ursi"), "--accept-doubts", "--json",
                  "--mapping", tmp_path / "mapping.json")  # fmt: skip
    assert (mended.code, mended.facts["error"]) == (1, "NothingToTakeOverError")


def test_a_small_list_goes_in_with_a_saved_mapping(bare: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text(
        "Name;Vorname;Geburtsdatum;Geschlecht;Nationalität;N-Nummer;Ausreise am\n"
        "Beridze;Nino;2.4.1988;w;Georgien;N 600 001;6.5.2022\n"
        "Beridze;Luka;9.1.2015;m;Georgien;N 600 001;6.5.2022\n",
        encoding="cp1252",
    )
    mapping = tmp_path / "mapping.json"
    first = call("import", bare, sheet, *signed_in("ursi"), "--accept-doubts", "--save-mapping", mapping)
    assert first.code == 0
    assert "2 people taken over" in first.out
    assert json.loads(mapping.read_text(encoding="utf-8"))["heading_row"] == 1
    again = call("import", bare, sheet, *signed_in("ursi"), "--accept-doubts", "--mapping", mapping, "--json")
    assert again.facts["repeated"] == 2
    assert again.facts["people"] == 0
    mapping.write_text("[]")
    broken = call("import", bare, sheet, *signed_in("ursi"), "--mapping", mapping, "--json")
    assert (broken.code, broken.facts["error"]) == (1, "MappingUnreadableError")
    missing = call("import", bare, tmp_path / "none.xlsx", *signed_in("ursi"), "--json")
    assert (missing.code, missing.facts["error"]) == (1, "FileNotReadError")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7 a letter")
    refused = call("import", bare, letter, *signed_in("ursi"))
    assert refused.code == 1
    assert "letter.pdf" in refused.err


def test_the_report_of_march_has_every_figure(store: Path, expected: Mapping[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "march.pdf"
    arguments = ("report", "monthly", store, "--month", "2022-03", "--language", "en", "--out", out)
    answer = call(*arguments, *signed_in("ursi"), "--json")
    assert answer.code == 0
    facts = answer.facts
    months = list(expected["by_month"].values())
    assert facts["month"] == "2022-03"
    assert facts["departures"]["month"] == months[2]
    assert facts["departures"]["year_to_date"] == sum(months[:3])
    assert facts["departures"]["month_last_year"] is None  # never recorded is not 0
    assert facts["departures"]["by_month"][:3] == months[:3]
    ukraine = next(row for row in facts["by_nationality"]["rows"] if row["key"] == 8265)
    assert ukraine["month"] > 100
    for name in ("by_nationality", "by_canton", "by_sex", "by_age_group", "by_permit"):
        block = facts[name]
        assert sum(row["month"] for row in block["rows"]) == block["total"]["month"] == months[2]
    assert out.read_bytes().startswith(b"%PDF-")
    sealed = call(*arguments, *signed_in("ursi"), "--pdf-password-fd", descriptor("march 2022"))
    assert sealed.code == 0
    assert "March 2022" in sealed.out
    assert b"/Encrypt" in out.read_bytes()


def test_the_december_report_counts_the_whole_year(store: Path, expected: Mapping[str, Any], tmp_path: Path) -> None:
    facts = call("report", "monthly", store, "--month", "2022-12", "--out", tmp_path / "a.pdf", *signed_in("ursi"),
                 "--json").facts  # fmt: skip
    assert facts["departures"]["year_to_date"] == expected["people"]
    told = {row["key"]: row["year_to_date"] for row in facts["by_nationality"]["rows"]}
    for code, count in expected["by_nationality"].items():
        bfs = next(one.bfs for one in countries.states() if one.code == code)
        assert told.get(bfs, count) == count
    sums = {row["key"]: row["year_to_date"] for row in facts["by_canton"]["rows"] if row["year_to_date"]}
    assert sums == expected["by_canton"]


def test_months_are_closed_once(store: Path) -> None:
    closed = call("close", store, "--until", "2022-12", *signed_in("ursi"), "--json")
    assert closed.facts["closed"] == [f"2022-{month:02}" for month in range(1, 13)]
    assert call("close", store, "--until", "2022-12", *signed_in("ursi"), "--json").facts["closed"] == []


def test_a_month_that_is_not_over_is_not_closed(bare: Path) -> None:
    answer = call("close", bare, "--until", "2999-01", *signed_in("ursi"), "--json")
    assert (answer.code, answer.facts["error"]) == (1, "MonthNotOverError")


def test_what_is_backed_up_comes_back_whole(store: Path, expected: Mapping[str, Any], tmp_path: Path) -> None:
    file, back = tmp_path / "bern.backup", tmp_path / "Back.returnhelp"
    made = call("backup", store, "--out", file, *signed_in("ursi"), "--json")
    assert (made.code, made.facts["checked"], made.facts["size"]) == (0, True, file.stat().st_size)
    restored = call("restore", file, back, *signed_in("ursi"), "--json")
    assert restored.facts == {"store": str(back), "former": None}
    checked = call("check", back, *signed_in("ursi"), "--json")
    assert (checked.code, checked.facts) == (0, {"sound": True, "faults": []})
    report = call("report", "monthly", back, "--month", "2022-12", "--out", tmp_path / "a.pdf", *signed_in("anna"))
    assert report.code == 4
    report = call("report", "monthly", back, "--month", "2022-12", "--out", tmp_path / "a.pdf", *signed_in("ursi"),
                  "--json")  # fmt: skip
    assert report.facts["departures"]["year_to_date"] == expected["people"]


def test_a_restore_over_an_office_keeps_the_former_one(bare: Path, tmp_path: Path) -> None:
    file = tmp_path / "bern.backup"
    call("backup", bare, "--out", file, *signed_in("ursi"))
    call("user", "add", bare, *signed_in("ursi"), "--name", "sara", "--roles", "supervisor", "--new-password-fd",
         descriptor(PASSWORD))  # fmt: skip
    assert call("restore", file, bare, *signed_in("anna")).code == 4
    assert call("restore", file, bare, *signed_in("ursi", "not the password 1")).code == 3
    alone = call("restore", file, bare, *signed_in("ursi"), "--json")
    assert (alone.code, alone.facts["error"]) == (1, "SecondPersonNeededError")
    confirmed = call("restore", file, bare, *signed_in("ursi"), "--second", "sara", "--second-password-fd",
                     descriptor(PASSWORD))  # fmt: skip
    assert confirmed.code == 0
    (former,) = (bare / "former").iterdir()
    assert str(former) in confirmed.out
    assert call("check", former, *signed_in("sara")).code == 0
    assert call("check", bare, *signed_in("sara")).code == 3
    file.write_bytes(file.read_bytes()[:-1000])
    damaged = call("restore", file, bare, *signed_in("ursi"), "--json")
    assert (damaged.code, damaged.facts["error"]) == (1, "BackupUnusableError")


def test_work_at_the_command_line_is_backed_up_when_it_ends(bare: Path) -> None:
    assert not list((bare / "backups").glob("2*"))
    call("user", "disable", bare, *signed_in("ursi"), "--name", "anna")
    (made,) = (bare / "backups").glob("2*")
    call("user", "list", bare, *signed_in("ursi"))
    assert list((bare / "backups").glob("2*")) == [made]


def test_a_log_that_was_rewritten_is_found(bare: Path) -> None:
    office = offices.sign_in(bare, "ursi", PASSWORD)
    with office.store.writing() as session:
        session.execute(update(audit).where(audit.c.seq == 2).values(act="nothing"))
        session.commit()
    office.close()
    answer = call("check", bare, *signed_in("otto"), "--json")
    assert (answer.code, answer.facts["sound"]) == (1, False)
    assert "2" in answer.facts["faults"][0]


@pytest.mark.parametrize("name", ["store.db", "keys"])
def test_a_damaged_store_is_named_and_left_alone(bare: Path, name: str) -> None:
    for one in bare.glob(f"{name}*"):
        one.write_bytes(b"\x00\xffdamaged" * 2000)
    before = (bare / name).read_bytes()
    answer = call("check", bare, *signed_in("ursi"))
    assert (answer.code, answer.out) == (1, "")
    assert "damaged" in answer.err
    assert (bare / name).read_bytes() == before
