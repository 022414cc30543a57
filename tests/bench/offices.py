"""Invented offices to measure in, kept from run to run for as long as the code that makes them stays the same."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from returnhelp.domain.roles import Clearance, Role
from returnhelp.services import offices, users
from returnhelp.services.office import Office
from returnhelp.storage.lock import alone
from returnhelp.vault.passphrase import Params
from tests.bench.synthetic import TODAY, fill_whole

PASSWORD = "kein Mensch ist egal 31"
USER = "vera"
_CHEAP = Params(1, 64, 1)
_CODE = ("returnhelp/storage", "returnhelp/vault", "tests/bench/synthetic.py", "tests/bench/offices.py")


def now() -> datetime:
    """A forenoon of the day on which the office lives."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, 9, 30, tzinfo=UTC)


def office(people: int) -> Office:
    """An office of so many people and cases, its supervisor signed in; made if it is not there yet."""
    folder = Path(tempfile.gettempdir()) / "returnhelp-bench" / _mark() / f"people-{people}.returnhelp"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone(folder.parent, wait=3600):  # another bench may be making the same one
        if not (folder / "whole").exists():  # in a process of its own: what it needs is not to be measured
            subprocess.run([sys.executable, "-m", "tests.bench.offices", str(folder), str(people)], check=True)
    return offices.sign_in(folder, USER, PASSWORD, clock=now)


def empty(folder: Path) -> Office:
    """An office with nobody in it but the one who is signed in."""
    made, _ = offices.create(
        folder,
        office_name="Bench",
        place="Bern",
        canton="BE",
        language="en",
        user_name=USER,
        display_name="Vera",
        password=PASSWORD,
        roles=frozenset({Role.SUPERVISOR, Role.CASEWORKER, Role.ADMIN}),
        params=_CHEAP,
        clock=now,
    )
    return made


def _make(folder: Path, people: int) -> None:
    print(f"making an office of {people:,} people …", file=sys.stderr, flush=True)
    for older in folder.parents[1].glob("*"):
        if older != folder.parent and older.stat().st_mtime < time.time() - 86400:
            shutil.rmtree(older, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    made = empty(folder)
    users.add(made, "anna", "Anna", PASSWORD, {Role.CASEWORKER}, frozenset(Clearance))
    with made.store.writing() as session:
        fill_whole(session, people, users=20, first_user=3)
        session.commit()
    made.close()
    (folder / "whole").touch()


def _mark() -> str:
    root = Path(__file__).parents[2]
    code = hashlib.sha256()
    for name in _CODE:
        for path in sorted((root / name).rglob("*.py")) if (root / name).is_dir() else [root / name]:
            code.update(path.read_bytes())
    return code.hexdigest()[:16]


if __name__ == "__main__":
    _make(Path(sys.argv[1]), int(sys.argv[2]))
