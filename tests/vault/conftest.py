"""An office whose passwords cost next to nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from returnhelp.vault import keys, users
from returnhelp.vault.passphrase import Params
from returnhelp.vault.unlocked import Unlocked

CHEAP = Params(1, 8, 1)
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class Office:
    """A folder with keys: anna looks after the users and has every clearance, boris and clara have none and one."""

    folder: Path
    anna: Unlocked
    code: str
    now: datetime = NOW

    def unlock(self, name: str, password: str | None = None) -> Unlocked:
        return keys.unlock(self.folder, name, password or f"password of {name}", self.now)

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def cheap() -> Params:
    return CHEAP


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "Office.returnhelp"
    anna, code = keys.create(folder, "anna", "password of anna", CHEAP)
    users.add_user(anna, "boris", "password of boris")
    users.add_user(anna, "clara", "password of clara", ["medical"])
    with anna:
        yield Office(folder, anna, code)
