"""What an older store kept on its lines of aid becomes their opening, as the ledger itself enters what a list says."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from returnhelp.domain.aid import AidComponent, AidLine, DecisionState
from returnhelp.domain.case import Case
from returnhelp.domain.ledger import Ledger
from returnhelp.domain.money import LedgerEntry
from returnhelp.storage import cipher
from returnhelp.storage.database import STORE, Store
from tests.storage.test_stores_of_every_schema import KEY, STORES

D, P = date(2022, 4, 1), date(2022, 5, 2)
ROWS: dict[int, tuple[int | None, int | None, date | None, int | None, date | None]] = {
    # requested, decided, decided on, paid, paid on
    9001: (100_000, 100_000, D, None, None),
    9002: (100_000, 80_000, D, 80_000, P),
    9003: (None, 100_000, D, 130_050, P),
    9004: (None, None, None, 5_000, P),
    9005: (None, 5_000, None, 5_000, None),
    9006: (None, None, None, 5_000, None),
    9007: (10_000, 0, D, 0, P),
    9008: (10_000, None, None, None, None),
    9009: (None, -5_000, D, -5_000, P),
    9010: (300_000, 300_000, D, 100_000, P),
}
BELOW_NOTHING = {9009}


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    """A store of the first schema with lines of every kind, brought up to date."""
    folder = tmp_path / "Old.returnhelp"
    shutil.copytree(STORES / "schema-1.returnhelp", folder)
    connection = cipher.connect(folder / STORE, KEY)
    try:
        for number, (requested, decided, decided_on, paid, paid_on) in ROWS.items():
            connection.execute(
                "INSERT INTO aid_lines (id, case_id, component, currency, requested, decided, decided_on,"
                " decision_reference, paid, paid_on, origin)"
                " VALUES (?, 1, 'documents', 'CHF', ?, ?, ?, '', ?, ?, 'entered')",
                (
                    number,
                    requested,
                    decided,
                    decided_on and decided_on.isoformat(),
                    paid,
                    paid_on and paid_on.isoformat(),
                ),
            )
        connection.commit()
    finally:
        connection.close()
    with Store.open(folder, KEY) as store:
        yield store


def test_no_ledger_of_an_older_store_has_a_flaw(old: Store) -> None:
    with old.reading() as session:
        entries = 0
        for case in session.scalars(select(Case)):
            ledger = Ledger(case.aid, case.payments, case.ledger)
            assert ledger.verify() == ()
            entries += len(case.ledger)
        assert entries > len(ROWS)


@pytest.mark.parametrize("number", sorted(set(ROWS) - BELOW_NOTHING))
def test_each_line_is_opened_as_the_ledger_would_open_it(old: Store, number: int) -> None:
    requested, decided, decided_on, paid, paid_on = ROWS[number]
    expected = AidLine(AidComponent.DOCUMENTS, requested=requested, id=number)
    expected.state = DecisionState.DRAFT if requested is None else DecisionState.REQUESTED
    ledger = Ledger([expected], [], [])
    if decided is not None or paid is not None:
        with old.reading() as session:
            at = session.scalars(select(LedgerEntry)).first()
        assert at is not None
        ledger.opening(expected, decided, decided_on, paid, paid_on, "CHF", by=None, at=at.recorded_at.astimezone())
    with old.reading() as session:
        line = session.get(AidLine, number)
        assert line is not None
        for name in ("decided", "decided_on", "paid", "paid_on", "state", "origin", "requested", "calculation"):
            assert getattr(line, name) == getattr(expected, name), name
        made = session.scalars(select(LedgerEntry).where(LedgerEntry.line_id == number))  # type: ignore[arg-type]
        for entry, wanted in zip(made, ledger.entries, strict=True):
            for name in (
                "act",
                "source",
                "target",
                "amount",
                "currency",
                "happened_on",
                "reference",
                "reason",
                "origin",
            ):
                assert getattr(entry, name) == getattr(wanted, name), name
            assert (entry.by_user_id, entry.payment_id, entry.case_id) == (None, None, 1)


def test_a_sum_below_nothing_stays_readable_and_moves_nothing(old: Store) -> None:
    with old.reading() as session:
        line = session.get(AidLine, 9009)
        assert line is not None
        assert (line.decided, line.paid, line.calculation) == (None, None, "CHF -50.00 CHF -50.00")
