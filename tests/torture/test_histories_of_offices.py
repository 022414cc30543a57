"""Whatever a whole office does, from the sign-in on, its files give nobody away and stay the same."""

import json
import os
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from returnhelp.domain.cubes import Bound, CountCube, CubeRequest, PublishedCube
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import LoopedTablesError, NoSafeTableError, OverlappingPeriodsError
from returnhelp.domain.statistics_plan import PlannedCube
from returnhelp.domain.tables import K, Months, Variable
from returnhelp.domain.views import View
from returnhelp.services import cases, closing, statistics, statistics_plan, trash, verifying
from returnhelp.services.office import Office
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import derived, told_by_insiders, violations
from tests.office import ZURICH, Offices
from tests.services.departing import depart

V = Variable
PLANS = (
    ((V.SEX, V.AGE_GROUP), (V.SEX, V.GREATER_REGION), (V.PERMIT,)),
    ((V.CANTON,), (V.SEX, V.AGE_GROUP), (V.SEX, V.VULNERABILITY)),
    ((V.SEX, V.AGE_GROUP, V.GREATER_REGION), (V.VULNERABILITY,)),
)
HISTORIES = {"short": 1, "long": 12}
STEPS = {"short": 12, "long": 40}
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 1)
REFUSED = (OverlappingPeriodsError, LoopedTablesError, NoSafeTableError)


class Life:
    """One office from January on; ``files`` are what a stranger has, ``asked`` what was asked for and answered."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.draw = random.Random(seed)
        self.house = Offices(folder)
        self.house.clock.at = datetime(2026, 1, 5, 9, tzinfo=ZURICH)
        self.anna, self.sara = self.house.enter("anna"), self.house.enter("sara")
        self.planned = [PlannedCube(variables, V.MONTH) for variables in self.draw.choice(PLANS)]
        statistics_plan.set_plan(self.house.admin, self.planned)
        self.rhythm = self.draw.choice((1, 3))
        self.cases: list[int] = []
        self.asked: list[tuple[CubeRequest, str, Mapping[str, bytes]]] = []
        self.refused = 0

    @property
    def day(self) -> date:
        return self.house.clock.at.date()

    def arrive(self) -> None:
        for _ in range(self.draw.choice((2, 5, 9))):
            sexes = "".join(self.draw.choice("mmf") for _ in range(self.draw.choice((1, 1, 1, 2, 4))))
            number = depart(self.anna, sexes, self.draw.choice(("BE", "BE", "BE", "ZH", "GE", "VD")), self.day)
            self.cases.append(number)
            if self.draw.random() < 0.4:
                self.edit(number)

    def edit(self, number: int | None = None) -> None:
        """Somebody turns out to be of another sex or age."""
        if number is None and not self.cases:
            return
        parts = cases.view(self.anna, number or self.draw.choice(self.cases)).parts["travellers"]
        person = self.draw.choice(parts).values["person_id"]
        values = {"sex": self.draw.choice("mf"), "birth_date": date(self.draw.choice((1950, 1985, 2001, 2015)), 5, 1)}
        cases.save(self.anna, [Edit("person", person, ("person", person), values)])

    def erase(self) -> None:
        if self.cases:
            trash.put_in(self.anna, "case", self.cases.pop(self.draw.randrange(len(self.cases))))
            trash.empty(self.sara, everything=True)

    def live_on(self) -> None:
        self.house.clock.pass_days(self.draw.choice((8, 16, 30)))

    def close(self) -> None:
        waiting = closing.state(self.sara)[1]
        if waiting:
            closing.close(self.sara, self.draw.choice(waiting))

    def export(self) -> None:
        months = [month for month in closing.state(self.sara)[0] if month <= LAST]
        length = self.rhythm if self.draw.random() < 0.85 else self.draw.choice((1, 3))
        periods = [
            Months(some[0], last_day(some[-1]))
            for some in (months[n : n + length] for n in range(len(months)))
            if len(some) == length and (some[0].month - 1) % length == 0
        ]
        if periods:
            self.hand_out(self.draw.choice(self.planned).request(self.draw.choice(periods)))

    def hand_out(self, request: CubeRequest) -> None:
        kind = self.draw.choice(("csv", "json"))
        try:
            made = [statistics.protect(self.house.admin, request)]
        except REFUSED:
            self.refused += 1
            return
        self.asked.append((request, kind, handed_out(self.house.admin, made, kind)))

    def again(self) -> None:
        if self.asked:
            request, kind, files = self.draw.choice(self.asked)
            made = [statistics.protect(self.house.admin, request)]
            assert handed_out(self.house.admin, made, kind) == files, "a file that was handed out is another one today"

    def come_back(self) -> None:
        """The program is closed and opened again."""
        self.house.close()
        self.house.admin, self.anna, self.sara = map(self.house.enter, ("vera", "anna", "sara"))

    def lived(self, steps: int) -> None:
        doings: Sequence[tuple[Callable[[], None], int]] = (
            (self.arrive, 5), (self.edit, 2), (self.erase, 1), (self.live_on, 4),
            (self.close, 3), (self.export, 6), (self.again, 1), (self.come_back, 1),
        )  # fmt: skip
        for doing in self.draw.choices([one for one, _ in doings], [weight for _, weight in doings], k=steps):
            doing()
        self.arrive()
        self.house.clock.pass_days(60)
        for planned in self.planned:
            self.close()
            self.export()
            self.hand_out(planned.request(self.asked[0][0].period if self.asked else whole(self.sara)))
        for _ in range(3):
            self.again()


def handed_out(office: Office, made: Sequence[statistics.Protected], kind: str) -> dict[str, bytes]:
    view = View(made[0].cube.request.variables[0])
    return dict(statistics.export(office, made, [(0, view)], kind, "en").value.files)


def whole(office: Office) -> Months:
    closed, _ = closing.state(office)
    return Months(min(closed), last_day(min(closed)))


def last_day(month: date) -> date:
    return date.fromordinal(closing.month_after(month).toordinal() - 1)


def told(files: Sequence[Mapping[str, bytes]], part: str) -> list[dict[str, Any]]:
    """The cubes, or the limits, of all proofs that lie beside the tables, each once."""
    found = [
        one
        for some in files
        for name, content in some.items()
        if name.endswith(".proof.json")
        for one in json.loads(content)[part]
    ]
    return list({json.dumps(one, sort_keys=True): one for one in found}.values())


def counted(office: Office, request: CubeRequest) -> CountCube:
    session = office.reading()
    try:
        return statistics.count(session, request)
    finally:
        session.close()


def given_away(life: Life) -> list[str]:
    """Whom somebody finds who has all files."""
    files = [files for _, _, files in life.asked]
    cubes, limits = told(files, "cubes"), told(files, "bounds")
    attack = Attack(cubes, limits)
    plain = Attack(cubes)
    for kinds, most in attack.limits:
        assert plain.interval_of(kinds)[1] <= most, "a limit in a proof does not follow from what was handed out"
    truth = [counted(life.sara, PublishedCube.from_dict(cube).request) for cube in cubes]
    months = [Months(month, last_day(month)) for month in closing.state(life.sara)[0] if month <= LAST]
    every = [
        (variables, month, counted(life.sara, CubeRequest.of(variables, month)))
        for variables in {one.request.variables for one in truth}
        for month in months
    ]
    return [
        *violations(truth, cubes, [Bound.from_dict(one) for one in limits], attack),
        *derived(every, plain),
        *told_by_insiders(truth, plain, 400, fewer_than=K),
    ]


def test_no_office_gives_anybody_away(campaign: str, tmp_path: Path) -> None:
    start = int.from_bytes(os.urandom(4)) if campaign == "long" else 0
    for seed in range(start, start + HISTORIES[campaign]):
        folder = tmp_path / str(seed)
        folder.mkdir()
        life = Life(folder, seed)
        life.lived(STEPS[campaign])
        assert life.asked, f"office {seed}: nothing was handed out"
        found = given_away(life)
        assert found == [], f"office {seed}: {found[:5]}"
        for number, (_, _, files) in enumerate(life.asked):
            out = folder / f"out {number}"
            out.mkdir()
            for name, content in files.items():
                (out / name).write_bytes(content)
            assert verifying.verify([out / name for name in files]).tables
        life.house.close()
