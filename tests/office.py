"""An office in a temporary folder, with people of each role, opened quickly."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from returnhelp.domain.case import Case, StepTaken
from returnhelp.domain.roles import Role
from returnhelp.domain.rule_answers import RuleOutcome
from returnhelp.domain.steps import Step
from returnhelp.services import eligibility, money, offices, users
from returnhelp.services.eligibility import Given
from returnhelp.services.office import Change, Office
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

    def __init__(self, folder: Path, like: "Offices | None" = None) -> None:
        """A new office, or a copy of one that is closed: that takes a fifth of the time."""
        self.folder = folder / "Test.returnhelp"
        self._open: list[Office] = []
        if like is not None:
            shutil.copytree(like.folder, self.folder)
            self.clock, self.code = Clock(like.clock.at), like.code
            self.admin = self.enter("vera")
            return
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
        self._open.append(self.admin)
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


def rules_answered(office: Office, case_id: int) -> Change[int]:
    """Somebody answers every rule of eligibility that is still open: all of them are met."""
    lines = eligibility.check(office, case_id).open
    return eligibility.answer(office, case_id, [Given(one.rule, RuleOutcome.MET, one.person_id) for one in lines])


@pytest.fixture(scope="session")
def new_office(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """What every ``house`` is a copy of; closed."""
    made = Offices(tmp_path_factory.mktemp("office"))
    made.close()
    return made


@pytest.fixture
def house(tmp_path: Path, new_office: Offices) -> Iterator[Offices]:
    """An office with an admin (vera), caseworkers (anna, beat), a supervisor (sara) and an auditor (otto)."""
    made = Offices(tmp_path, new_office)
    yield made
    made.close()


@pytest.fixture
def anna(house: Offices) -> Office:
    return house.enter("anna")


@pytest.fixture
def sara(house: Offices) -> Office:
    return house.enter("sara")


def has_departed(office: Office, case_id: int, on: date) -> None:
    """The case has come to the step "departed" on that day; who left when is entered by whoever asks for this."""
    with office.work("tests.has_departed") as unit:
        case = unit.get(Case, case_id)
        case.steps.append(StepTaken(case.step, Step.DEPARTED, on, unit.now, office.user.id))
        unit.commit()


def decided(
    office: Office, case_id: int, centimes: int | None = None, on: date | None = None, reference: str = "SEM 12"
) -> Change[None]:
    """SEM grants every line of a case that it has not decided yet: so much of each, else what was applied for."""
    lines = [one for one in money.book(office, case_id).lines if one.decided_on is None]
    given = [money.LineDecision(line_id=one.id, amount=centimes or one.requested) for one in lines]
    return money.decide(office, case_id, on or office.today(), given, reference=reference)
