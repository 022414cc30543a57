"""What an office of schema 2 had closed and handed out: the same numbers, in the ledger, sealed as cubes are."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from returnhelp.disclosure import proof
from returnhelp.domain.cubes import ProtectedCube
from returnhelp.domain.tables import Hidden, Months, Variable
from returnhelp.storage import cipher, freezing, ledger_rows
from returnhelp.storage.database import Store

from .test_stores_of_every_schema import KEY as STORES_KEY
from .test_stores_of_every_schema import STORES

MARCH = Months(date(2026, 3, 1), date(2026, 3, 31))
SEX = ["m", "f"]


def table(rows: str, columns: str, **given: Any) -> dict[str, Any]:
    """A table as schema 2 kept it."""
    return {
        "rows": rows, "columns": columns, "first": "2026-03-01", "last": "2026-03-31", "shares": [0.5, 0.75, 1.0],
        "narrowest": [0, 7], "provisional": True, "seal": "ab", **given,
    }  # fmt: skip


SEX_BY_REGION = table(
    "sex",
    "continent",
    row_keys=SEX,
    column_keys=["europe", "africa", "asia"],
    cells=[[12, "primary_small", 0], ["complementary", 30, "zero"]],
    row_totals=[16, 41],
    column_totals=["decoy", 34, "zero"],
    total=57,
)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    folder = tmp_path / "Old.returnhelp"
    shutil.copytree(STORES / "schema-2.returnhelp", folder)
    run(folder, "DELETE FROM frozen_departures", "DELETE FROM closings", "DELETE FROM publications")
    return folder


def run(folder: Path, *statements: str | tuple[str, tuple[Any, ...]]) -> None:
    connection = cipher.connect(folder / "store.db", STORES_KEY)
    try:
        for one in statements:
            connection.execute(*((one, ()) if isinstance(one, str) else one))
    finally:
        connection.close()


def publish(folder: Path, *contents: dict[str, Any] | str) -> None:
    columns = "published_at, by_user_id, first_month, last_month, row_variable, column_variable, content, proof, digest"
    for number, content in enumerate(contents):
        told = content if isinstance(content, str) else json.dumps(content)
        values = (
            f"2026-04-0{number + 1} 10:00:00.000123",
            3,
            "2026-03-01",
            "2026-03-31",
            "",
            "",
            told,
            '{"worlds": []}',
        )
        run(folder, (f"INSERT INTO publications ({columns}) VALUES (?,?,?,?,?,?,?,?,?)", (*values, f"digest {number}")))


def ledger(folder: Path) -> list[ledger_rows.LedgerRow]:
    with Store.open(folder, STORES_KEY) as store, store.reading() as session:
        return ledger_rows.entries(session)


def cubes(folder: Path) -> list[ProtectedCube]:
    found = [ProtectedCube.from_dict(row.content) for row in ledger(folder) if row.kind == "cube"]
    for cube in found:
        assert cube.seal == proof.cube_seal(cube)
    return found


def test_a_published_table_is_a_cube_of_the_ledger_and_its_file_an_entry(older: Path) -> None:
    publish(older, SEX_BY_REGION, SEX_BY_REGION)
    first, file, second, _ = ledger(older)
    assert [row.kind for row in (first, file, second)] == ["cube", "export", "cube"]
    assert first.at == datetime(2026, 4, 1, 10, 0, 0, 123, tzinfo=UTC)
    assert first.by_user_id == 3
    assert file.content == {"kind": "former", "digest": "digest 0", "cubes": [1]}
    assert first.content["former_proof"] == {"worlds": []}
    assert first.proof is None
    (cube, _again) = cubes(older)
    assert cube.request.axes == ((Variable.SEX,), (Variable.CONTINENT,))
    assert cube.request.period == MARCH
    assert [axis.leaves for axis in cube.axes] == [("m", "f"), ("europe", "africa", "asia")]
    assert cube.cells == (
        *(12, Hidden.PRIMARY_SMALL, 0, 16),
        *(Hidden.COMPLEMENTARY, 30, Hidden.ZERO, 41),
        *(Hidden.DECOY, 34, Hidden.ZERO, 57),
    )
    assert [(share.level, share.share) for share in cube.shares] == [
        ((Variable.SEX, Variable.CONTINENT), 0.5), ((Variable.SEX, None), 0.75), ((None, Variable.CONTINENT), 1.0),
    ]  # fmt: skip


def test_the_chain_goes_on_after_what_was_taken_over(older: Path) -> None:
    publish(older, SEX_BY_REGION)
    with Store.open(older, STORES_KEY) as store, store.writing() as session:
        assert ledger_rows.append(session, at=datetime.now(UTC), by_user_id=1, kind="plan", content={}) == 3
        assert len(ledger_rows.entries(session)) == 3


def test_one_category_alone_is_everybody(older: Path) -> None:
    """The only month of a table and its total say the same: what was shown of either is known."""
    months = table("sex", "month", row_keys=SEX, column_keys=["2026-03"], cells=[[12], ["decoy"]],
                   row_totals=["decoy", "decoy"], column_totals=[18], total="zero")  # fmt: skip
    turned = table("month", "sex", row_keys=["2026-03"], column_keys=SEX, cells=[[12, "decoy"]],
                   row_totals=["zero"], column_totals=["decoy", "decoy"], total=18)  # fmt: skip
    publish(older, months, turned)
    one, other = cubes(older)
    assert one.cells == other.cells == (12, Hidden.DECOY, 18)
    assert (one.request.variables, other.request.variables) == (
        (Variable.SEX, Variable.MONTH), (Variable.MONTH, Variable.SEX),
    )  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
def test_parts_of_quarters_become_cubes_of_their_months(older: Path, turned: bool) -> None:
    across = [[12, 30, 42], ["primary_small", 9, "complementary"], ["zero", 39, 57]]
    if turned:
        across = [list(line) for line in zip(*across, strict=True)]
    sides = ("quarter", "sex") if turned else ("sex", "quarter")
    keys = {"sex": SEX, "quarter": ["2025-Q4", "2026-Q1"]}
    publish(
        older,
        table(
            *sides, first="2025-11-01", last="2026-02-28", row_keys=keys[sides[0]], column_keys=keys[sides[1]],
            cells=[line[:2] for line in across[:2]], row_totals=[line[2] for line in across[:2]],
            column_totals=across[2][:2], total=across[2][2],
        ),
    )  # fmt: skip
    told = [(cube.request.period.first, cube.request.period.last, cube.cells) for cube in cubes(older)]
    assert told == [
        (date(2025, 11, 1), date(2025, 12, 31), (12, Hidden.PRIMARY_SMALL, Hidden.ZERO)),
        (date(2026, 1, 1), date(2026, 2, 28), (30, 9, 39)),
        (date(2025, 11, 1), date(2026, 2, 28), (42, Hidden.COMPLEMENTARY, 57)),
    ]
    assert ledger(older)[-1].content["cubes"] == [1, 2, 3]


def test_whole_years_stay_one_cube(older: Path) -> None:
    publish(
        older,
        table("sex", "year", first="2024-01-01", last="2025-12-31", row_keys=SEX, column_keys=["2024", "2025"],
              cells=[[10, 20], [30, 40]], row_totals=[30, 70], column_totals=[40, 60], total=100),
    )  # fmt: skip
    (cube,) = cubes(older)
    assert cube.cells == (10, 20, 30, 30, 40, 70, 40, 60, 100)


def test_a_table_that_cannot_be_read_locks_nobody_out_and_is_no_cube(older: Path) -> None:
    publish(older, {**SEX_BY_REGION, "cells": [[1]]}, "{")
    rows = ledger(older)
    assert [row.kind for row in rows] == ["cube", "export", "cube", "export"]
    assert rows[2].content == {"damaged": "{"}
    for row in (rows[0], rows[2]):
        with pytest.raises(KeyError):
            ProtectedCube.from_dict(row.content)


def test_closed_months_count_as_before_and_wait_for_their_seal(older: Path) -> None:
    columns = "month, departed_in, traveller_id, dossier, nationality, canton, sex, age_group, permit, kind, destination_kind, vulnerable"  # noqa: E501
    run(
        older,
        "INSERT INTO closings (month, closed_at, by_user_id) VALUES ('2026-03-01', '2026-04-02 10:00:00.000000', 3)",
        f"INSERT INTO frozen_departures ({columns}) VALUES"
        " ('2026-03-01', '2026-02-01', 1, 1, '8512', 'BE', 'm', '18-25', 'N', 'voluntary_return', 'home', 0),"
        " ('2026-03-01', '2026-03-01', 2, 2, NULL, NULL, 'f', 'unknown', 'N', 'voluntary_return', 'home', 1)",
    )
    from .test_freezing import count, verify

    with Store.open(older, STORES_KEY) as store:
        assert count(store, Variable.AGE_GROUP, period=MARCH) == {("18-25",): 1, ("unknown",): 1}
        assert count(store, Variable.CTDC_AGE, period=MARCH) == {("unknown",): 2}
        assert count(store, Variable.ASSISTANCE, Variable.TRAFFICKING, period=MARCH) == {("unknown", "no"): 2}
        verify(store, period=MARCH)
        with store.writing() as session:
            assert freezing.seal_older(session, STORES_KEY) == (date(2026, 3, 1),)
            session.commit()
        verify(store, STORES_KEY, period=MARCH)
