"""The ledger of the statistics is a chain: whatever is changed, taken out or put in between is found."""

import hashlib
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from returnhelp.domain.errors import LedgerDamagedError
from returnhelp.storage import ledger_rows, rekey, statistics_kept
from returnhelp.storage.database import Store

from .conftest import KEY

AT = datetime(2026, 3, 16, 9, 0, 0, 5, tzinfo=UTC)


def enter(store: Store, *kinds: str, **given: Any) -> None:
    with store.writing() as session:
        for number, kind in enumerate(kinds):
            at = AT + timedelta(minutes=number)
            ledger_rows.append(session, at=at, by_user_id=1, kind=kind, content={"ü": [number, None]}, **given)
        session.commit()


def meddle(store: Store, *statements: str) -> None:
    """What somebody who has the file and its key does to it."""
    with store.writing() as session:
        for name in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER IF EXISTS statistics_ledger_no_{name}"))
        for statement in statements:
            session.execute(text(statement))
        session.commit()


def damaged_at(store: Store) -> int:
    with store.reading() as session, pytest.raises(LedgerDamagedError) as found:
        ledger_rows.entries(session)
    number = found.value.given["number"]
    assert isinstance(number, int)
    with store.reading() as session:
        assert [row.number for row in ledger_rows.sound_part(session)] == list(range(1, number))
    return number


def test_entries_are_numbered_without_gaps_and_come_back_by_kind(store: Store) -> None:
    enter(store, "plan", "cube", "export")
    with store.reading() as session:
        rows = ledger_rows.entries(session)
        assert [(row.number, row.kind, row.content, row.proof) for row in rows] == [
            (1, "plan", {"ü": [0, None]}, None),
            (2, "cube", {"ü": [1, None]}, None),
            (3, "export", {"ü": [2, None]}, None),
        ]
        assert rows[0].at == AT
        assert [row.number for row in ledger_rows.entries(session, "cube")] == [2]
        assert ledger_rows.head(session) == (3, rows[-1].hash)


def test_an_empty_ledger_has_a_head_too(store: Store) -> None:
    with store.reading() as session:
        assert ledger_rows.entries(session) == []
        assert ledger_rows.head(session) == (0, ledger_rows.START)


def test_the_hash_can_be_computed_again_from_what_stands_there(store: Store) -> None:
    enter(store, "cube", proof={"worlds": []})
    with store.reading() as session:
        row = session.execute(text("SELECT * FROM statistics_ledger")).one()
    parts = (row.previous, "1", "2026-03-16T09:00:00.000005+00:00", "1", "cube", row.content, row.proof)
    assert row.content == json.dumps({"ü": [0, None]}, sort_keys=True, separators=(",", ":"))
    assert row.hash == hashlib.sha256(b"".join(b"%d:" % len(one) + one.encode() for one in parts)).hexdigest()


def test_only_what_the_ledger_is_for_goes_in(store: Store) -> None:
    with pytest.raises(ValueError, match="gossip"):
        enter(store, "gossip")


@pytest.mark.parametrize("act", ["UPDATE statistics_ledger SET by_user_id = 2", "DELETE FROM statistics_ledger"])
def test_the_store_itself_refuses_to_change_or_delete_an_entry(store: Store, act: str) -> None:
    enter(store, "cube")
    with store.writing() as session, pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(act))


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-03-16 09:01:00.000006'", "by_user_id = 2", "kind = 'export'", "content = '{}'", "proof = '{}'",
        "hash = '" + "0" * 64 + "'", "previous = hash", "at = 'long ago'", "content = x'00'",
    ],
)  # fmt: skip
def test_every_change_of_an_entry_is_found(store: Store, change: str) -> None:
    enter(store, "cube", "cube", "cube")
    meddle(store, f"UPDATE statistics_ledger SET {change} WHERE number = 2")
    assert damaged_at(store) <= 2


def test_a_proof_that_was_taken_away_is_missed(store: Store) -> None:
    enter(store, "cube", proof={"worlds": []})
    meddle(store, "UPDATE statistics_ledger SET proof = NULL")
    assert damaged_at(store) == 1


def test_an_entry_that_was_taken_out_or_moved_is_found(store: Store) -> None:
    enter(store, "cube", "cube", "cube")
    meddle(store, "DELETE FROM statistics_ledger WHERE number = 2")
    assert damaged_at(store) == 2
    meddle(store, "UPDATE statistics_ledger SET number = 2 WHERE number = 3")
    assert damaged_at(store) == 2


def test_content_that_is_no_json_although_the_chain_holds_is_named_when_it_is_read(store: Store) -> None:
    with store.writing() as session:
        row = ledger_rows.LedgerRow(1, AT, 1, "cube", "[", "[]", "")
        ledger_rows.take_over(session, row)
        session.commit()
    with store.reading() as session:
        (found,) = ledger_rows.entries(session)
        for what in ("content", "proof"):
            with pytest.raises(LedgerDamagedError):
                getattr(found, what)


def test_the_same_entries_make_the_same_chain_in_another_store(store: Store, tmp_path: Path) -> None:
    enter(store, "cube", "export")
    with store.reading() as session:
        rows = ledger_rows.entries(session)
    with Store.create(tmp_path / "Other.returnhelp", bytes(32)) as other, other.writing() as session:
        for row in rows:
            ledger_rows.take_over(session, row)
        assert ledger_rows.entries(session) == rows


def test_exports_taken_over_name_their_cubes_by_the_numbers_here(store: Store, tmp_path: Path) -> None:
    """Whatever comes back and forth: nothing is entered twice, and an export stays with its cubes."""

    def told(session: Session) -> list[tuple[str, object]]:
        """Each entry with what its cubes are called, whatever their numbers."""
        rows = ledger_rows.entries(session)
        name = {row.number: row.content.get("name") for row in rows}
        return [
            (row.kind, row.content.get("name") or [name[one["cube"]] for one in row.content["views"]])
            if "cubes" not in row.content
            else (row.kind, [name[one] for one in row.content["cubes"]])
            for row in rows
        ]

    def append(session: Session, kind: str, content: dict[str, Any]) -> int:
        return ledger_rows.append(session, at=AT, by_user_id=1, kind=kind, content=content)

    def kept(session: Session) -> statistics_kept.Kept:
        return statistics_kept.Kept(tuple(ledger_rows.entries(session)), (), ())

    handed_out = [("cube", "a"), ("cube", "b"), ("export", ["b", "a"]), ("export", ["a"])]
    with store.writing() as session:
        a, b = (append(session, "cube", {"name": name}) for name in "ab")
        append(session, "export", {"views": [{"cube": b, "rows": "sex"}, {"cube": a, "rows": "sex"}]})
        append(session, "export", {"kind": "former", "cubes": [a]})
        assert told(session) == handed_out
        with Store.create(tmp_path / "Other.returnhelp", bytes(32)) as other, other.writing() as there:
            append(there, "plan", {"name": "plan"})
            append(there, "cube", {"name": "c"})
            assert statistics_kept.take_over(there, kept(session), KEY) == 4
            assert told(there) == [("plan", "plan"), ("cube", "c"), *handed_out]
            assert statistics_kept.take_over(there, kept(session), KEY) == 0
            assert statistics_kept.take_over(session, kept(there), KEY) == 2
            assert told(session) == [*handed_out, ("plan", "plan"), ("cube", "c")]


def test_the_ledger_stays_append_only_under_another_key(store: Store) -> None:
    enter(store, "cube")
    store.close()
    rekey.move(store.folder, [KEY], KEY[::-1])
    with Store.open(store.folder, KEY[::-1]) as moved:
        with moved.writing() as session, pytest.raises(DatabaseError, match="append-only"):
            session.execute(text("DELETE FROM statistics_ledger"))
        with moved.reading() as session:
            assert len(ledger_rows.entries(session)) == 1


def test_two_hundred_cubes_are_verified_at_once(store: Store) -> None:
    with store.writing() as session:
        for number in range(200):
            cells = {"cells": [number] * 20_000}
            ledger_rows.append(session, at=AT, by_user_id=1, kind="cube", content=cells, proof=cells)
        session.commit()
    with store.reading() as session:
        began = time.perf_counter()
        assert len(ledger_rows.entries(session)) == 200
        assert time.perf_counter() - began < 2
