"""The command line as a person or a program calls it, and one office with the list of 2022 for all tests."""

import contextlib
import io
import itertools
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from returnhelp.cli.main import run
from returnhelp.domain.roles import Role
from returnhelp.services import offices, users
from tests.office import CHEAP, PASSWORD

DATA = Path(__file__).parents[1] / "data"
LIST = DATA / "ausreisen_2022.xlsx"


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(self.out)
        return facts


def descriptor(*lines: str) -> int:
    """An open descriptor from which these lines can be read."""
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{line}\n" for line in lines).encode())
    os.close(writing)
    return reading


def call(*arguments: object) -> Answer:
    """Run one command and hear what it says; descriptors that it was given are closed afterwards."""
    out, err = io.StringIO(), io.StringIO()
    texts = [str(one) for one in arguments]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(texts)
    for name, value in itertools.pairwise(texts):
        if name.endswith("-fd") and value.isdecimal():
            with contextlib.suppress(OSError):
                os.close(int(value))
    return Answer(code, out.getvalue(), err.getvalue())


def signed_in(user: str, password: str = PASSWORD) -> tuple[object, ...]:
    return ("--user", user, "--password-fd", descriptor(password))


@pytest.fixture(scope="session")
def expected() -> Mapping[str, Any]:
    figures: Mapping[str, Any] = json.loads((DATA / "ausreisen_2022.expected.json").read_text(encoding="utf-8"))
    return figures


@pytest.fixture(scope="session")
def first_import(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    """An office in which ursi is admin and supervisor and anna a caseworker, and what its import answered."""
    folder = tmp_path_factory.mktemp("office") / "Bern.returnhelp"
    office, _code = offices.create(
        folder, office_name="RKB Bern", place="Bern", canton="BE", language="de", user_name="ursi",
        display_name="Ursi Beispiel", password=PASSWORD, roles=frozenset({Role.ADMIN, Role.SUPERVISOR}), params=CHEAP,
    )  # fmt: skip
    users.add(office, "anna", "Anna Muster", PASSWORD, {Role.CASEWORKER})
    office.close()
    answer = call("import", folder, LIST, *signed_in("ursi"), "--accept-doubts", "--json")
    return folder, answer


@pytest.fixture
def store(first_import: tuple[Path, Answer], tmp_path: Path) -> Path:
    """A copy of the office with the list, for one test alone."""
    folder = tmp_path / "Bern.returnhelp"
    shutil.copytree(first_import[0], folder, ignore=shutil.ignore_patterns("locks", "reserve"))
    return folder


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "Bern.returnhelp"
    office, _code = offices.create(
        folder, office_name="RKB Bern", place="Bern", canton="BE", language="de", user_name="ursi",
        display_name="Ursi Beispiel", password=PASSWORD, roles=frozenset({Role.ADMIN, Role.SUPERVISOR}), params=CHEAP,
    )  # fmt: skip
    for name, role in (("anna", Role.CASEWORKER), ("otto", Role.AUDITOR)):
        users.add(office, name, "", PASSWORD, {role})
    office.close()
    return folder


@pytest.fixture
def bare(empty_office: Path, tmp_path: Path) -> Path:
    """A copy of an office without any case, for one test alone."""
    folder = tmp_path / "Bern.returnhelp"
    shutil.copytree(empty_office, folder, ignore=shutil.ignore_patterns("locks", "reserve"))
    return folder


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody types: what is not handed over is not there."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
