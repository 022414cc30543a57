"""Schema 3: closed months know more of a departure and are sealed; what was handed out stands in a chain.

The tables stand in ``0003_tables.sql`` as they were on the day of this schema. Every table that was published becomes
a cube of the ledger with the numbers that left the office, and an entry for the file that was made of it; how cubes,
seals and the chain were told on that day is frozen here.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic import op

revision = "0003"
down_revision = "0002"

_HERE = Path(__file__).parent
_FILLED = {
    "closings": {},
    "frozen_departures": {
        "age": "CASE age_group WHEN 'unknown' THEN 'unknown' ELSE age_group || ' unknown' END",
    },
    "trafficking": {"means": "'[]'", "labour_sectors": "'[]'", "sexual_types": "'[]'", "recruiters": "'[]'"},
}
"""The tables that are made anew with more columns, and what the new columns that may not be empty begin with."""
_QUARTERS = {"quarter": 3, "year": 12}


def upgrade() -> None:
    """Make the ledger, the changed tables anew under their old names, and take over what was published."""
    for statement in _statements("0003_tables.sql"):
        op.execute(statement)
    for table, filled in _FILLED.items():
        old = [row[1] for row in op.get_bind().exec_driver_sql(f"PRAGMA table_info({table})")]
        columns = ", ".join([*old, *filled])
        values = ", ".join([*old, *filled.values()])
        op.execute(f"INSERT INTO new_{table} ({columns}) SELECT {values} FROM {table}")  # noqa: S608
        op.execute(f"DROP TABLE {table}")
        op.execute(f"ALTER TABLE new_{table} RENAME TO {table}")
    _take_over()
    op.execute("DROP TABLE publications")
    for statement in _statements("0003_indexes.sql"):
        op.execute(statement)


def _take_over() -> None:
    """Enter every published table into the ledger, in order, each followed by its file."""
    connection = op.get_bind()
    number, previous = 0, "0" * 64
    question = "SELECT published_at, by_user_id, content, proof, digest FROM publications ORDER BY id"
    for at, by, content, proof, digest in connection.exec_driver_sql(question).fetchall():
        made: list[int] = []
        for told in (*_told(content, proof), None):
            number += 1
            kind = "export" if told is None else "cube"
            if told is None:
                told = {"kind": "former", "digest": digest, "cubes": list(made)}
            made.append(number)
            text = _text(told)
            chained = _chained(previous, str(number), f"{at.replace(' ', 'T')}+00:00", str(by), kind, text)
            connection.exec_driver_sql(
                "INSERT INTO statistics_ledger (number, at, by_user_id, kind, content, proof, previous, hash)"
                " VALUES (?, ?, ?, ?, ?, NULL, ?, ?)",
                (number, at, by, kind, text, previous, chained),
            )
            previous = chained


def _told(content: str, proof: str) -> list[dict[str, Any]]:
    """The cubes of a published table, the first with its former proof; what cannot be read stays, and is no cube."""
    try:
        cubes = list(_cubes(json.loads(content)))
        cubes[0]["former_proof"] = json.loads(proof)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return [{"damaged": content}]
    return cubes


def _cubes(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A table as one cube; quarters or years of which only a part was counted become a cube of their months each."""
    grid = [[*row, total] for row, total in zip(table["cells"], table["row_totals"], strict=True)]
    grid.append([*table["column_totals"], table["total"]])
    rows, columns = table["row_keys"], table["column_keys"]
    if any(len(line) != len(columns) + 1 for line in grid) or len(grid) != len(rows) + 1:
        raise ValueError("the cells do not have the shape of the keys")
    first, last = table["first"], table["last"]
    if not _whole(table["rows"], first, last):
        for key, line in zip([*rows, None], grid, strict=True):
            yield _cube([(table["columns"], columns)], [line], *_months(key, first, last), table)
    elif not _whole(table["columns"], first, last):
        for place, key in enumerate([*columns, None]):
            down = [line[place] for line in grid]
            yield _cube([(table["rows"], rows)], [down], *_months(key, first, last), table)
    else:
        yield _cube([(table["rows"], rows), (table["columns"], columns)], grid, first, last, table)


def _cube(
    axes: list[tuple[str, list[Any]]], grid: list[list[Any]], first: str, last: str, table: dict[str, Any]
) -> dict[str, Any]:
    """A cube with the cells of a grid whose last line and column are totals; it is sealed as cubes are."""
    if len(axes[-1][1]) == 1:  # a single category is everybody: what was shown of either is known of both
        grid = [[_known(*line)] for line in grid]
    if len(axes) == 2 and len(axes[0][1]) == 1:
        grid = [[_known(*pair) for pair in zip(*grid, strict=True)]]
    two = len(axes) == 2
    rows, columns = (axes[0][0], axes[1][0]) if two else (axes[0][0], None)
    cells, across, down = table["shares"]
    shares = [[[rows, columns], cells], [[rows, None], across], [[None, columns], down]] if two else []
    told = {
        "axes": [[variable] for variable, _ in axes],
        "first": first,
        "last": last,
        "leaves": [keys for _, keys in axes],
        "cells": [cell for line in grid for cell in line],
        "shares": shares,
        "narrowest": table["narrowest"],
        "fewest_hidden": None,
        "seal": "",
    }
    return {**told, "seal": hashlib.sha256(_text(told).encode()).hexdigest()}


def _known(one: int | str, other: int | str) -> int | str:
    return one if isinstance(one, int) else other


def _whole(variable: str, first: str, last: str) -> bool:
    """Whether the months from ``first`` to ``last`` consist of whole categories of a variable."""
    length = _QUARTERS.get(variable, 1)
    return (int(first[5:7]) - 1) % length == 0 and int(last[5:7]) % length == 0


def _months(key: str | None, first: str, last: str) -> tuple[str, str]:
    """The first and last day of what was counted of a quarter ("2026-Q1") or year; None is all of it."""
    if key is None:
        return first, last
    year, _, quarter = key.partition("-Q")
    begins, ends = (int(quarter) * 3 - 2, int(quarter) * 3) if quarter else (1, 12)
    days = "31" if ends in (3, 12) else "30"
    return max(first, f"{year}-{begins:02}-01"), min(last, f"{year}-{ends:02}-{days}")


def _chained(previous: str, *facts: str) -> str:
    digest = hashlib.sha256()
    for part in (previous, *facts):
        raw = part.encode()
        digest.update(b"%d:" % len(raw) + raw)
    digest.update(b"-")  # no proof
    return digest.hexdigest()


def _text(told: Any) -> str:
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def _statements(name: str) -> list[str]:
    whole = (_HERE / name).read_text(encoding="utf-8")
    return [one.strip() for one in whole.split(";\n") if one.strip()]
