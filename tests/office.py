"""An office in a temporary folder, with people of each role, opened quickly."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from returnhelp.domain.roles import Role
from returnhelp.services import offices, users
from returnhelp.services.office import Office
from returnhelp.vault.passphrase import Params

PASSWORD = "kein Mensch ist egal 31"
CHEAP = Params(1, 64, 1)
ZURICH = ZoneInfo("Europe/Zurich")


class Clock:
    """The day that a test says it is; it moves a second at each look, so that nothing happens at once."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def pass_days(self, days: int) -> None:
        self.at += timedelta(days=days)


class Offices:
    """One office on disk and everybody's way into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "Test.returnhelp"
        self.clock = Clock(datetime(2026, 3, 20, 9, tzinfo=ZURICH))
        self.admin, self.code = offices.create(
            self.folder,
            office_name="IOM Bern",
            place="Bern",
            canton="BE",
            language="de",
            user_name="vera",
            display_name="Vera Admin",
            password=PASSWORD,
            roles=frozenset({Role.ADMIN}),
            params=CHEAP,
            clock=self.clock,
        )
        self._open: list[Office] = [self.admin]
        for name, shown, role in (
            ("anna", "Anna Muster", Role.CASEWORKER),
            ("beat", "Beat Beispiel", Role.CASEWORKER),
            ("sara", "Sara Leitung", Role.SUPERVISOR),
            ("otto", "Otto Revision", Role.AUDITOR),
        ):
            users.add(self.admin, name, shown, PASSWORD, {role})

    def enter(self, name: str, password: str = PASSWORD) -> Office:
        """Sign somebody in."""
        office = offices.sign_in(self.folder, name, password, clock=self.clock)
        self._open.append(office)
        return office

    def close(self) -> None:
        for office in self._open:
            office.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Offices]:
    """An office with an admin (vera), caseworkers (anna, beat), a supervisor (sara) and an auditor (otto)."""
    made = Offices(tmp_path)
    yield made
    made.close()


@pytest.fixture
def anna(house: Offices) -> Office:
    return house.enter("anna")


@pytest.fixture
def sara(house: Offices) -> Office:
    return house.enter("sara")
