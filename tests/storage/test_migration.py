"""A store of an older program is kept as it was, brought up to date whole or not at all, and then opens."""

from pathlib import Path

import pytest
from sqlalchemy import text

from returnhelp.domain.errors import DiskFullError, StoreDamagedError
from returnhelp.domain.people import Person
from returnhelp.storage import migration, places, schema
from returnhelp.storage.database import Store

from .conftest import KEY

ADDS_A_COLUMN = """
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("shoe_size", sa.Integer))
        people.alter_column("note", type_=sa.String(2000))
    op.execute("UPDATE people SET shoe_size = 42")
"""
BREAKS_HALF_WAY = ADDS_A_COLUMN + "    raise RuntimeError('half-way')\n"
LOSES_A_LINK = ADDS_A_COLUMN + "    op.execute('DELETE FROM people')\n"


def scripts(folder: Path, second: str) -> Path:
    """The program's own migrations with one more."""
    made = folder / "migrations"
    (made / "versions").mkdir(parents=True)
    for path in (migration.SCRIPTS / "env.py", *(migration.SCRIPTS / "versions").glob("0*")):
        (made / path.relative_to(migration.SCRIPTS)).write_bytes(path.read_bytes())
    (made / "versions" / "0004_fourth.py").write_text(second, encoding="utf-8")
    return made


@pytest.fixture
def older(store: Store) -> Path:
    """A store as the schema before has it, with a person in it, closed."""
    with store.writing() as session:
        person = Person("Ahmadi", "Reza")
        person.set_nationalities([8512])
        session.add(person)
        session.commit()
    (store.folder / "keys").write_bytes(b"the keys of that day")
    store.close()
    return store.folder


def raw(folder: Path, question: str) -> list[tuple[object, ...]]:
    from returnhelp.storage import cipher

    connection = cipher.connect(folder / "store.db", KEY)
    try:
        return [tuple(row) for row in connection.execute(question)]
    finally:
        connection.close()


def test_a_store_is_brought_up_to_date_and_the_old_one_kept(older: Path, tmp_path: Path) -> None:
    kept = migration.bring_up_to_date(
        older / "store.db", older / "backups", KEY, scripts=scripts(tmp_path, ADDS_A_COLUMN), target=4
    )
    assert raw(older, "SELECT family_name, shoe_size FROM people") == [("Ahmadi", 42)]
    assert raw(older, "SELECT version_num FROM alembic_version") == [("0004",)]
    assert raw(older, "PRAGMA user_version") == [(4,)]
    assert raw(older, "SELECT bfs FROM nationalities") == [(8512,)]
    assert kept is not None
    assert (kept / "keys").read_bytes() == b"the keys of that day"
    assert raw(kept, "PRAGMA user_version") == [(3,)]
    with Store.open(kept, KEY) as former, former.reading() as session:
        assert session.scalar(text("SELECT family_name FROM people")) == "Ahmadi"


@pytest.mark.parametrize(
    ("second", "error"), [(BREAKS_HALF_WAY, RuntimeError), (LOSES_A_LINK, StoreDamagedError)], ids=["error", "link"]
)
def test_what_cannot_be_done_whole_is_not_done(
    older: Path, tmp_path: Path, second: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        migration.bring_up_to_date(
            older / "store.db", older / "backups", KEY, scripts=scripts(tmp_path, second), target=4
        )
    assert raw(older, "PRAGMA user_version") == [(3,)]
    assert raw(older, "SELECT family_name FROM people") == [("Ahmadi",)]
    with Store.open(older, KEY):
        pass


def test_without_room_for_both_nothing_is_begun(older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "FLOOR_MIB", 1 << 40)
    with pytest.raises(DiskFullError):
        migration.bring_up_to_date(
            older / "store.db", older / "backups", KEY, scripts=scripts(tmp_path, ADDS_A_COLUMN), target=4
        )
    assert list((older / "backups").iterdir()) == []


def test_opening_an_older_store_brings_it_up_to_date(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "SCHEMA", 4)
    monkeypatch.setattr(migration, "SCRIPTS", scripts(tmp_path, ADDS_A_COLUMN))
    with Store.open(older, KEY) as store, store.reading() as session:
        assert session.scalar(text("SELECT shoe_size FROM people")) == 42


def test_there_is_nothing_to_do_for_a_store_of_today_and_alembic_is_not_even_loaded(store: Store) -> None:
    assert migration.bring_up_to_date(store.folder / "store.db", store.folder / "backups", KEY) is None


def test_the_last_script_is_the_schema_of_today() -> None:
    last = max(path.name[:4] for path in (migration.SCRIPTS / "versions").glob("0*"))
    assert last == schema.revision(schema.SCHEMA)
