"""Whatever an office does and hands out, all its files together give nobody away, and no old file ever changes."""

import os
import random
from collections.abc import Sequence

import pytest

from returnhelp.domain.tables import Months, Variable
from tests.disclosure.attacks.office import Office, arriving, months

N, R, C, G, S, V, M, Q = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
    Variable.MONTH,
    Variable.QUARTER,
)
HISTORIES = {"short": 25, "long": 500}
PLANS: Sequence[Sequence[Sequence[Variable]]] = (
    ((N, C), (N, S), (R, G), (R,), (S,)),
    ((N, S), (S, V), (R, S), (V,)),
    ((R, C), (C, V), (R, G), (G, V)),
    ((R, S), (R,), (S,), (R, G)),
    ((N, C, S), (R, S), (R, G, S), (S, V)),
    ((S, V), (S,), (V,)),
    ((N, C), (C, V), (N, V)),  # a ring: what would close it is refused
)
RHYTHMS = (
    [months(n, n) for n in range(1, 7)],
    [months(1, 3), months(4, 6)],
    [months(1, 6)],
    [months(1, 12)],
)
ODD = (*(one for some in RHYTHMS for one in some), months(2, 5))


def lived(seed: int, steps: int) -> Office:
    """A random history: cases come early and late, are corrected and erased, months are closed, cubes handed out."""
    draw = random.Random(seed)
    office = Office(bytes([seed % 251]) * 16)
    plan, rhythm = draw.choice(PLANS), draw.choice(RHYTHMS)
    number = 0
    for _ in range(steps):
        match draw.choices(("arrive", "late", "edit", "erase", "close", "export", "again"), (6, 1, 1, 1, 2, 4, 1))[0]:
            case "arrive":
                for _ in range(draw.choice((3, 10, 30))):
                    number += 1
                    office.arrive(arriving(draw, number), draw.randint(1, 6))
            case "late":
                number += 1
                office.arrive(arriving(draw, number), 1)
            case "edit":
                office.edit(draw)
            case "erase":
                office.erase(draw)
            case "close":
                office.close(draw.choice((1, 3, 6, 12)))
            case "export":
                export(office, draw, plan, rhythm)
            case "again" if office.ledger:
                old = draw.choice(office.ledger).request
                assert office.export(old.variables, old.period) is not None
            case _:
                pass
    for _ in range(3):
        office.close(draw.choice((6, 12)))
        export(office, draw, plan, rhythm)
    return office


def export(office: Office, draw: random.Random, plan: Sequence[Sequence[Variable]], rhythm: Sequence[Months]) -> None:
    """One more cube, mostly of the periods that this office hands out, now and then of others."""
    periods = rhythm if draw.random() < 0.85 else ODD
    closed = [period for period in periods if period.last.month <= office.closed]
    if closed:
        period = draw.choice(closed)
        variables = tuple(draw.choice(plan))
        if period == months(1, 12) and draw.random() < 0.5 and len(variables) < 3:
            variables = (*variables, Q)
        elif period in (months(1, 3), months(1, 6)) and draw.random() < 0.3 and len(variables) < 3:
            variables = (*variables, M)
        office.export(variables, period)


def test_no_history_gives_anybody_away(campaign: str) -> None:
    start = int.from_bytes(os.urandom(4)) if campaign == "long" else 0
    files = refused = 0
    for seed in range(start, start + HISTORIES[campaign]):
        office = lived(seed, 5 if campaign == "short" else 16)
        found = office.found(insiders=True)
        assert found == [], f"history {seed}: {found[:5]}"
        files += len(office.files)
        refused += len(office.refused)
    assert files > HISTORIES[campaign], (
        f"{files} files were handed out and {refused} refused: next to nothing was tried"
    )


@pytest.mark.parametrize("seed", range(2))
def test_an_office_that_reopened_its_months_would_be_found_out(seed: int) -> None:
    """The attack itself: figures of the same months before and after an erasure are not the same, and tell of it."""
    draw = random.Random(seed)
    office = Office(b"k" * 16)
    for number in range(60):
        office.arrive(arriving(draw, number), 1)
    office.close(1)
    first = office.export((N, S), months(1, 1))
    office.frozen.pop()
    office.ledger, office.truth, office.files = [], [], []
    assert office.export((N, S), months(1, 1)) != first
