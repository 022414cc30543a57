"""A program that is killed at any moment has lost nothing of what it said was saved."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text

from returnhelp.storage import search
from returnhelp.storage import tables as t
from returnhelp.storage.database import Store

from .writer import KEY

ROOT = Path(__file__).parents[2]
ROUNDS = {"short": 4, "long": 300}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Bern.returnhelp"
    Store.create(made, KEY).close()
    return made


def start(folder: Path, prefix: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.torture.writer", str(folder), prefix],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def read(writer: subprocess.Popen[str], lines: int) -> list[str]:
    assert writer.stdout is not None
    return [writer.stdout.readline().strip() for _ in range(lines)]


def kill(writer: subprocess.Popen[str]) -> list[str]:
    """Kill it, and what it had still said; a line that is not whole was not said."""
    writer.kill()
    assert writer.stdout is not None
    rest = writer.stdout.read().split("\n")[:-1]
    writer.wait()
    writer.stdout.close()
    return rest


def assert_all_there(folder: Path, said: set[str]) -> None:
    with Store.open(folder, KEY) as store:
        with store.reading() as session:
            known = {name for (name,) in session.execute(select(t.people.c.family_name))}
            listed = {name.split()[0] for (name,) in session.execute(select(t.person_rows.c.name))}
            assert said <= known
            assert listed == known
            for name in sorted(said)[-3:]:
                meant = search.wanted(name, whole_words=True)
                assert meant
                assert len(list(session.scalars(search.matching("person", meant)))) == 1
            assert session.execute(text("SELECT count(*) FROM person_search")).scalar() == len(known)
        assert store.integrity() == []


def test_nothing_that_was_acknowledged_is_lost(folder: Path, campaign: str) -> None:
    chance = random.Random(os.urandom(8) if campaign == "long" else 1)
    said: set[str] = set()
    for turn in range(ROUNDS[campaign]):
        prefix = f"k{turn}x"
        writer = start(folder, prefix)
        lines = read(writer, chance.randint(1, 40)) + kill(writer)
        said |= {prefix + line.split()[1] for line in lines}
        assert_all_there(folder, said)


def test_two_programs_that_save_at_once_lose_nothing_of_each_other(folder: Path, campaign: str) -> None:
    said: set[str] = set()
    for turn in range(ROUNDS[campaign] // 4 or 1):
        writers = {f"{letter}{turn}x": start(folder, f"{letter}{turn}x") for letter in "ab"}
        lines = {prefix: read(writer, 25) for prefix, writer in writers.items()}
        for prefix, writer in writers.items():
            lines[prefix] += kill(writer)
        said |= {prefix + line.split()[1] for prefix, some in lines.items() for line in some}
        assert_all_there(folder, said)
