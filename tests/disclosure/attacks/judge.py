"""Who knows the truth besides, and says of an attack whether it found somebody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from returnhelp.domain.cubes import Bound, CountCube
from returnhelp.domain.tables import FEWEST_DOSSIERS, K, Months, Variable
from tests.disclosure.attacks.attacker import Attack

Cell = tuple[int, int]
"""The number of a cube and a place in its line."""


def violations(
    counts: Sequence[CountCube],
    handed_out: Sequence[Mapping[str, Any]],
    bounds: Sequence[Bound] = (),
    attack: Attack | None = None,
) -> list[str]:
    """Where the promise is broken; ``counts`` are the truth of each cube that was handed out, in the same order.

    Shown numbers are true, of k persons and three dossiers at least; every small group may be empty, and may be of k.
    """
    attack = attack or Attack(handed_out, [bound.to_dict() for bound in bounds])
    found = [*_shown(counts, attack)]
    wanted = [(cube, place, _target(attack, cube, place, bounds)) for cube, place in small(counts, attack)]
    found += [_told(counts, attack, cube, place) + " " + why for cube, place, why in attack.not_open(wanted)]
    return found


def small(counts: Sequence[CountCube], attack: Attack) -> list[Cell]:
    """The hidden cells that must be able to be empty as well as of k persons."""
    return [
        (number, place)
        for number, (own, cube) in enumerate(zip(counts, attack.cubes, strict=True))
        for place, (persons, dossiers) in enumerate(zip(own.in_line, own.dossiers, strict=True))
        if cube.cells[place] is None
        and (0 < persons < cube.k or 0 < dossiers < FEWEST_DOSSIERS or (not persons and cube.request.sensitive))
    ]


def told_by_insiders(
    counts: Sequence[CountCube], attack: Attack, most: int = 10_000, fewer_than: int | None = None
) -> list[str]:
    """Protected cells that somebody computes who knows another hidden one; up to ``most`` pairs are tried.

    ``fewer_than`` limits the hidden ones to those of so few persons: what somebody can know who belongs to them.
    """
    truth = [own.in_line for own in counts]
    protected = small(counts, attack)
    known = [
        (number, place)
        for number, cube in enumerate(attack.cubes)
        for place, told in enumerate(cube.cells)
        if told is None and (fewer_than is None or truth[number][place] < fewer_than)
    ]
    known = known[: max(1, most // max(1, len(protected)))]
    return [
        f"who knows {_told(counts, attack, *one)} computes {_told(counts, attack, *other)}"
        for one, other in attack.told_by_insiders(truth, protected, known)
    ]


def _shown(counts: Sequence[CountCube], attack: Attack) -> Iterator[str]:
    before: dict[bytes, int] = {}
    for number, (own, cube) in enumerate(zip(counts, attack.cubes, strict=True)):
        for place, told in enumerate(cube.cells):
            if told is None:
                continue
            whom = np.sort(attack.cells[number].of(place)).tobytes()
            name = _told(counts, attack, number, place)
            if told != own.in_line[place]:
                yield f"{name} is shown as {told}"
            if told < min(cube.k, before.get(whom, cube.k)):
                yield f"{name} is shown"
            if own.dossiers[place] < FEWEST_DOSSIERS:
                yield f"{name} is shown, of {own.dossiers[place]} dossiers"
            before[whom] = min(cube.k, before.get(whom, cube.k))


def _target(attack: Attack, cube: int, place: int, bounds: Sequence[Bound]) -> int:
    """How many persons a cell must be able to be: k, or all that a register leaves possible."""
    kinds = attack.cells[cube].of(place)
    over = [most for whole, most in attack.limits if np.isin(kinds, whole).all()]
    return min([attack.cubes[cube].k, *over])


def _told(counts: Sequence[CountCube], attack: Attack, number: int, place: int) -> str:
    category = ", ".join(str(key) for _, key in attack.cubes[number].shape.categories()[place]) or "everybody"
    return f"cube {number}: {category} ({counts[number].in_line[place]})"


def derived(categories: Iterable[tuple[Sequence[Variable], Months, CountCube]], attack: Attack) -> list[str]:
    """Groups of fewer than five that no cube shows, in some months, and that can be computed all the same."""
    found = []
    for variables, period, counts in categories:
        group = next((one for one in attack.groups if set(variables) <= one.levels), None)
        if group is None:
            continue
        inside = np.array([stretch <= frozenset(period) for stretch in group.stretches])[group.at[-1]]
        if not any(stretch <= frozenset(period) for stretch in group.stretches):
            continue
        keys = {level: np.array(group.keys(level), dtype=object) for level in group.levels}
        for category, persons in zip(counts.shape.categories(), counts.in_line, strict=True):
            if 0 < persons < K:
                kinds = inside.copy()
                for level, key in category:
                    kinds &= keys[level] == key
                place = np.flatnonzero(kinds) + group.start
                if attack.interval_of(place) == (persons, persons):
                    found.append(f"{', '.join(str(key) for _, key in category)} in {period} is {persons}")
    return found
