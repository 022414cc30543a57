"""A store of every schema that was ever released opens in the program of today, with all that is in it.

``python -m tests.storage.test_stores_of_every_schema`` writes the one of today's schema; once a schema is
released its file never changes again, and a change of the tables needs a new schema with its migration.
"""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from returnhelp.domain.case import Case
from returnhelp.domain.lists import CaseQuery, Sight
from returnhelp.storage import listing, schema, tables
from returnhelp.storage.database import STORE, Store
from tests.bench.synthetic import TODAY, fill_whole

STORES = Path(__file__).parents[1] / "data" / "stores"
KEY = b"the key of the stores of tests.."
PEOPLE = 25


def test_every_schema_has_its_store() -> None:
    assert {path.name for path in STORES.iterdir()} == {f"schema-{n}.returnhelp" for n in range(1, schema.SCHEMA + 1)}


@pytest.mark.parametrize("folder", sorted(STORES.iterdir()), ids=lambda folder: folder.name)
def test_it_opens_and_everything_is_there(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "Old.returnhelp")
    with Store.open(tmp_path / "Old.returnhelp", KEY) as store:
        assert store.integrity() == []
        with store.reading() as session:
            assert session.scalar(select(func.count()).select_from(tables.people)) == PEOPLE
            assert listing.case_count(session, CaseQuery(sight=Sight(restricted_of="all"))) == PEOPLE
            found = listing.case_page(session, CaseQuery(sight=Sight(restricted_of="all")), 0, 100, TODAY)
            for row in found:
                case = session.get(Case, row.case_id)
                assert case is not None
                assert len(case.steps) >= 1
            first = found[0]
            assert first.case_id in {
                row.case_id
                for row in listing.case_page(
                    session, CaseQuery(text=first.number, sight=Sight(restricted_of="all")), 0, 9, TODAY
                )
            }


def test_an_old_store_brought_up_to_date_is_made_like_a_new_one(tmp_path: Path) -> None:
    def made_of(store: Store) -> set[tuple[str, str]]:
        with store.reading() as session:
            rows = session.execute(text("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"))
            return {(row[0], " ".join((row[1] or "").replace('"', "").split())) for row in rows}

    with Store.create(tmp_path / "New.returnhelp", KEY) as store:
        new = made_of(store)
    for folder in sorted(STORES.iterdir()):
        shutil.copytree(folder, tmp_path / folder.name)
        with Store.open(tmp_path / folder.name, KEY) as store:
            assert made_of(store) == new, f"{folder.name}: see the head of this file"


def write() -> None:
    """Write the store of today's schema."""
    folder = STORES / f"schema-{schema.SCHEMA}.returnhelp"
    shutil.rmtree(folder, ignore_errors=True)
    with Store.create(folder, KEY) as store:
        with store.writing() as session:
            fill_whole(session, PEOPLE, users=4)
            session.commit()
        store.settle()
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != STORE:
            path.unlink()


if __name__ == "__main__":
    write()
