"""What was cut off the end of the ledger of statistics is missed: the audit log vouches for its entries."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from returnhelp.domain.errors import LedgerDamagedError
from returnhelp.domain.statistics_plan import PlannedCube
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.views import View
from returnhelp.i18n import messages
from returnhelp.services import audit, backups, checking, closing, statistics, statistics_entries
from returnhelp.services.office import Office
from returnhelp.storage import ledger_rows
from tests.office import PASSWORD, Offices
from tests.services.departing import depart

V = Variable
MARCH = Months(date(2026, 3, 1), date(2026, 3, 31))
AGES = PlannedCube((V.SEX, V.AGE_GROUP)).request(MARCH)
BY_SEX = View(V.SEX)


@pytest.fixture
def march(house: Offices) -> Offices:
    """March is closed, with people of two cantons; it is April."""
    anna = house.enter("anna")
    for day in range(1, 13):
        depart(anna, "mf", "BE", date(2026, 3, day))
    depart(anna, "mff", "ZH", date(2026, 3, 14))
    house.clock.pass_days(20)
    closing.close(house.enter("sara"), date(2026, 3, 1))
    return house


def hand_out(office: Office) -> None:
    """Two entries: the cube and the files made of it."""
    statistics.export(office, [statistics.protect(office, AGES)], [(0, BY_SEX)], "csv", "de")


def set_plan(office: Office) -> None:
    statistics.set_plan(office, [PlannedCube((V.SEX, V.AGE_GROUP), V.MONTH)])


def load_register(office: Office, folder: Path) -> None:
    file = folder / "register.csv"
    file.write_text("first,last,most,canton\n2026-03-01,2026-03-31,900,BE\n", encoding="utf-8")
    statistics.load_bounds(office, file, "BFS")


def run(office: Office, *statements: str) -> None:
    """What somebody who has the store and its key does to it."""
    with office.work("tests.meddle") as unit:
        for statement in statements:
            unit.session.execute(text(statement))
        unit.commit()


def cut(office: Office, after: int) -> None:
    drop = "DROP TRIGGER IF EXISTS statistics_ledger_no_delete"
    run(office, drop, f"DELETE FROM statistics_ledger WHERE number > {after}")


def kinds(office: Office) -> list[str]:
    return [one.kind for one in reversed(statistics.ledger(office))]


def missed(office: Office) -> int:
    """The entry that is named, by whatever is asked."""
    named = set()
    for ask in (
        statistics.ledger,
        statistics.plan,
        statistics.bounds,
        statistics.choices,
        statistics_entries.entries,
        lambda office: statistics.protect(office, AGES),
        lambda office: statistics.prepare(office, [AGES]),
        lambda office: statistics.proposals(office, AGES),
    ):
        with pytest.raises(LedgerDamagedError) as refused:
            ask(office)
        named.add(refused.value.given["number"])
    (number,) = named
    said = messages.sentence(refused.value, "en")
    assert f"Entry {number}" in said
    assert "Restore the last back-up" in said
    assert checking.check(office) == [said]
    assert isinstance(number, int)
    return number


@pytest.mark.parametrize("left", [3, 2, 1, 0])
def test_however_much_is_cut_off_the_end_the_first_that_is_missing_is_named(march: Offices, left: int) -> None:
    hand_out(march.admin)
    hand_out(march.admin)
    statistics.export(march.admin, [statistics.protect(march.admin, AGES)], [(0, BY_SEX)], "json", "fr")
    assert kinds(march.admin) == ["cube", "export", "export", "export"]
    cut(march.admin, left)
    assert missed(march.admin) == left + 1


def test_a_plan_or_a_register_cut_off_is_missed_too(march: Offices, tmp_path: Path) -> None:
    load_register(march.admin, tmp_path)
    set_plan(march.admin)
    assert kinds(march.admin) == ["bounds", "plan"]
    cut(march.admin, 1)
    assert missed(march.admin) == 2
    cut(march.admin, 0)
    assert missed(march.admin) == 1


def test_nothing_is_handed_out_beside_a_tail_that_is_missing(march: Offices, tmp_path: Path) -> None:
    ready = statistics.prepare(march.admin, [AGES])
    hand_out(march.admin)
    cut(march.admin, 0)
    with pytest.raises(LedgerDamagedError):
        statistics.export(march.admin, ready, [(0, BY_SEX)], "csv", "de")
    for change in (set_plan, lambda office: load_register(office, tmp_path)):
        with pytest.raises(LedgerDamagedError):
            change(march.admin)


def test_other_entries_in_the_place_of_those_cut_off_do_not_pass(march: Offices) -> None:
    """The chain has no key: whoever has the store's can go on with it, but not as it was."""
    hand_out(march.admin)
    cut(march.admin, 0)
    with march.admin.work("tests.meddle") as unit:
        for kind in ("plan", "plan", "plan"):
            content: dict[str, Any] = {"cubes": []}
            ledger_rows.append(unit.session, at=unit.now, by_user_id=1, kind=kind, content=content)
        unit.commit()
    assert missed(march.admin) == 2


def test_details_that_were_taken_out_of_the_audit_log_leave_the_number(march: Offices) -> None:
    hand_out(march.admin)
    cut(march.admin, 1)
    for told in ("{}", "null", "{", '{"ledger": [9]}'):
        run(march.admin, f"UPDATE audit SET detail = '{told}' WHERE act = 'statistics.export'")
        with pytest.raises(LedgerDamagedError) as refused:
            statistics.plan(march.admin)
        assert refused.value.given["number"] == 2


def test_what_an_older_program_handed_out_is_compared_with_nothing(march: Offices) -> None:
    """Its audit entries told neither the number nor the hash; its tables came into the ledger with a new schema."""
    with march.admin.work("statistics.export") as unit:
        unit.subject = ("statistics", None)
        unit.detail |= {"table": {}, "kind": "csv", "file": "0" * 64}
        ledger_rows.append(unit.session, at=unit.now, by_user_id=1, kind="export", content={"kind": "former"})
        unit.commit()
    assert kinds(march.admin) == ["export"]
    cut(march.admin, 0)
    assert kinds(march.admin) == []


# --- a restore -------------------------------------------------------------------------------------


@pytest.fixture
def restored(march: Offices, tmp_path: Path) -> Callable[[Path], Office]:
    """The office after a back-up took the place of its store."""

    def restore(made: Path) -> Office:
        march.close()
        backups.restore(made, march.folder, "vera", PASSWORD, march.clock, second=("sara", PASSWORD))
        return march.enter("vera")

    return restore


def back_up(house: Offices, name: str) -> Path:
    path = house.folder.parent / f"{name}.returnhelp-backup"
    backups.export(house.admin, path)
    return path


def test_an_honest_restore_is_not_refused(march: Offices, restored: Callable[[Path], Office], tmp_path: Path) -> None:
    load_register(march.admin, tmp_path)
    made = back_up(march, "early")
    hand_out(march.admin)
    set_plan(march.admin)
    before = kinds(march.admin)
    admin = restored(made)
    assert kinds(admin) == before == ["bounds", "cube", "export", "plan"]
    assert checking.check(admin) == []
    assert "backups.restore" in {line.act for line in audit.entries(admin)}
    hand_out(admin)
    assert kinds(admin) == [*before, "export"]


def test_what_a_restore_took_over_is_vouched_for_too(march: Offices, restored: Callable[[Path], Office]) -> None:
    made = back_up(march, "early")
    hand_out(march.admin)
    admin = restored(made)
    cut(admin, 1)
    assert missed(admin) == 2


def test_the_last_back_up_brings_back_what_was_cut_off(march: Offices, restored: Callable[[Path], Office]) -> None:
    hand_out(march.admin)
    made = back_up(march, "late")
    cut(march.admin, 0)
    admin = restored(made)
    assert kinds(admin) == ["cube", "export"]
    assert checking.check(admin) == []
    detail = next(line.detail for line in audit.entries(march.enter("sara")) if line.act == "backups.restore")
    assert detail["statistics_damaged_from"] == 1


def test_an_office_that_grew_two_ways_is_put_together(march: Offices, restored: Callable[[Path], Office]) -> None:
    """The entries of today come after those of the back-up, under other numbers; both ends are vouched for."""
    first = back_up(march, "first")
    hand_out(march.admin)
    other = back_up(march, "other")
    admin = restored(first)
    assert kinds(admin) == ["cube", "export"]
    hand_out(admin)
    admin = restored(other)
    assert kinds(admin) == ["cube", "export", "export"]
    assert checking.check(admin) == []
