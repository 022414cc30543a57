"""A disk that runs full costs nothing that was saved, and work goes on once there is room again."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from returnhelp.domain.errors import DiskFullError
from returnhelp.domain.people import Person
from returnhelp.storage import places
from returnhelp.storage.database import Store

from .test_killed import assert_all_there
from .writer import KEY, save

SIZE_MIB = 128


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, where that can be had."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only an administrator can make a small disk")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m", "tmpfs", place], check=False)
    if made.returncode:
        pytest.skip("no small disk can be made here")
    yield place
    subprocess.run(["umount", place], check=True)


def fill(place: Path, leave_mib: float) -> Path:
    """Fill the disk with something else, all but so much."""
    other = place / "film"
    with other.open("wb") as file:
        file.write(bytes(max(0, places.free_mib(place) - round(leave_mib)) << 20))
    return other


def test_below_the_floor_no_edit_begins_and_a_draft_still_fits(small_disk: Path) -> None:
    folder = small_disk / "Bern.returnhelp"
    with Store.create(folder, KEY) as store:
        save(store, "before")
        other = fill(small_disk, places.FLOOR_MIB - 2)
        with pytest.raises(DiskFullError):
            store.writing()
        with store.writing(urgent=True) as session:
            session.add(Person("draft"))
            session.commit()
        other.unlink()
        save(store, "after")
    assert {"before", "after"} <= names(folder)


def names(folder: Path) -> set[str]:
    from sqlalchemy import select

    from returnhelp.storage import tables as t

    with Store.open(folder, KEY) as store, store.reading() as session:
        return set(session.scalars(select(t.people.c.family_name)))


def save_too_much(store: Store, turn: int) -> None:
    with store.writing(urgent=True) as session:
        for number in range(30_000):
            session.add(Person(f"t{turn}lost{number}", note="x" * 2000))
            if number % 500 == 0:
                session.flush()
        session.commit()


def test_running_full_in_the_middle_loses_only_what_was_not_saved(small_disk: Path, campaign: str) -> None:
    folder = small_disk / "Bern.returnhelp"
    Store.create(folder, KEY).close()
    said: set[str] = set()
    for turn in range({"short": 2, "long": 25}[campaign]):
        with Store.open(folder, KEY) as store:
            for number in range(5):
                save(store, f"t{turn}n{number}")
                said.add(f"t{turn}n{number}")
            other = fill(small_disk, 1 + turn % 5)
            with pytest.raises(DiskFullError):
                save_too_much(store, turn)
            # The reserve has been given back: there is room to end the work and to keep what was being typed.
            with store.writing(urgent=True) as session:
                session.add(Person(f"t{turn}draft", "Anna"))
                session.commit()
            other.unlink()
            assert store.settle()
        with Store.open(folder, KEY) as store:
            save(store, f"t{turn}after")
            said.add(f"t{turn}after")
            known = names(folder)
            assert said | {f"t{turn}draft"} <= known
            assert not any("lost" in name for name in known)
            assert store.integrity() == []
            with store.writing() as session:  # what has no row is no concern of the next check
                for person in session.query(Person).filter(Person.family_name.like("%draft")):
                    session.delete(person)
                session.commit()
    assert_all_there(folder, said)
