"""Cubes of the same people lie in cliques that form a tree, and worlds of these are worlds of whole records."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest

from returnhelp.disclosure.checker import examine
from returnhelp.disclosure.proof import World
from returnhelp.disclosure.prover import prove
from returnhelp.disclosure.space import Face, Space, identities, lay_out, same_people
from returnhelp.domain.cubes import Axis, Bound, CountCube, CubeRequest
from returnhelp.domain.errors import ClassificationChangedError, LoopedTablesError
from returnhelp.domain.figures import Key
from returnhelp.domain.regions import classification, rolled_up
from returnhelp.domain.tables import Months, Variable
from tests.disclosure.tables_of import SMALL_WORLD, YEAR, Family, at, counted, hiding

V = Variable
NATION, CANTON, SEX, FRAGILE = V.NATIONALITY, V.CANTON, V.SEX, V.VULNERABILITY

LOT = random.Random(5)
PEOPLE = [
    Family(LOT.choice((0, 0, 1, 2, 3)), LOT.choice((0, 0, 1, 2)), LOT.choice((0, 0, 1)), LOT.choice((0, 1)), 1, month)
    for month in (1, 2, 2, 3, 5, 7, 8, 8, 8, 11, 12, 12)
    for _ in range(25)
]


def months(first: int, last: int, year: int = 2022) -> Months:
    after = date(year + last // 12, last % 12 + 1, 1)
    return Months(date(year, first, 1), after - timedelta(days=1))


def cube(*variables: Variable, period: Months = YEAR, subtotals: bool = True) -> CountCube:
    return counted(variables, PEOPLE, period, subtotals)


def of_people(persons: Iterable[tuple[tuple[Key, ...], int]], period: Months, *variables: Variable) -> CountCube:
    request = CubeRequest(tuple((one,) for one in variables), period)
    axes = tuple(Axis(one, classification(one, period)) for one in variables)
    return CountCube.tallied(request, axes, ((keys, dossier, 1) for keys, dossier in persons))


def sums(space: Space, face: int, numbers: Sequence[int]) -> list[int]:
    """The line of a cube, given the atoms of its clique."""
    return [sum(numbers[atom] for atom in atoms) for atoms in space.atoms(face)]


def true_world(space: Space) -> list[list[int]]:
    """The atoms of every clique, counted from PEOPLE."""
    found = []
    for clique in space.cliques:
        line = [0] * clique.size
        for one in PEOPLE:
            day = date(2022, one.month, 1)
            stretch = next((n for n, some in enumerate(clique.stretches) if day in some), None)
            if stretch is None:
                continue
            place = 0
            for variable, leaves in zip(clique.variables, clique.leaves, strict=True):
                base = variable.base
                index = (NATION, CANTON, SEX, FRAGILE).index(base)
                own = rolled_up(SMALL_WORLD[base][one[index]], base, variable)
                place = place * len(leaves) + leaves.index(own)
            line[place * len(clique.stretches) + stretch] += 1
        found.append(line)
    return found


# --- the same people -------------------------------------------------------------------------------


def test_cubes_hang_together_over_others_whose_months_overlap() -> None:
    first, bridge, last = (cube(SEX, period=months(*span)) for span in ((1, 3), (3, 6), (5, 8)))
    apart = cube(SEX, period=months(10, 12))
    assert same_people(first, [apart, last, bridge]) == (last, bridge)
    assert same_people(first, iter([apart, last, bridge])) == (last, bridge)
    assert same_people(first, [apart, last]) == ()


def test_a_cell_has_one_identity_in_every_cube_that_counts_the_same() -> None:
    small, large = cube(NATION, SEX), cube(NATION, CANTON, SEX)
    own, other = identities(small), identities(large)
    assert own[at(small, 1, 0)] == other[at(large, 1, None, 0)]
    assert own[at(small, None, None)] == other[at(large, None, None, None)]
    assert len(set(own)) == len(own)
    month, year = cube(SEX, period=months(2, 2)), cube(SEX, V.MONTH)
    assert identities(month)[at(month, 0)] == identities(year)[at(year, 0, 1)]
    assert identities(month)[at(month, None)] == identities(year)[at(year, None, 1)]
    assert identities(month)[at(month, 0)] != identities(year)[at(year, 0, None)]


def test_a_region_of_one_country_is_that_country() -> None:
    nations = cube(NATION)
    regions = cube(V.NATIONALITY_REGION)
    place = regions.axes[0].place(V.NATIONALITY_REGION, "africa_north")
    assert (
        identities(nations)[nations.axes[0].place(V.NATIONALITY_REGION, "africa_north")] == identities(regions)[place]
    )


# --- one clique ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "variables", [(NATION,), (NATION, CANTON), (NATION, CANTON, SEX), (NATION, V.MONTH), (SEX, V.QUARTER)]
)
def test_a_cube_alone_is_the_sum_of_its_atoms(variables: tuple[Variable, ...]) -> None:
    one = cube(*variables)
    space = lay_out([one])
    assert (len(space.cliques), space.links, space.limits) == (1, (), ())
    assert space.size == one.shape.leaves
    assert sums(space, 0, true_world(space)[0]) == list(one.in_line)


def test_months_inside_quarters_inside_a_year_share_the_atoms_of_months() -> None:
    faces = [cube(NATION, CANTON)]
    faces += [cube(NATION, CANTON, period=months(n, n + 2)) for n in (1, 4, 7, 10)]
    faces += [cube(NATION, CANTON, period=months(n, n)) for n in range(1, 13)]
    space = lay_out(faces)
    assert len(space.cliques) == 1
    assert len(space.cliques[0].stretches) == 12
    world = true_world(space)[0]
    for number, face in enumerate(faces):
        assert sums(space, number, world) == list(face.in_line)
    assert len(next(iter(space.atoms(0)))) == 12


def test_a_cube_by_month_shares_the_atoms_of_the_cubes_of_months() -> None:
    faces = [cube(SEX, V.MONTH), *(cube(SEX, period=months(n, n)) for n in (2, 3)), cube(SEX)]
    space = lay_out(faces)
    assert len(space.cliques) == 1
    world = true_world(space)[0]
    for number, face in enumerate(faces):
        assert sums(space, number, world) == list(face.in_line)


def test_periods_that_overlap_are_cut_into_stretches() -> None:
    faces = [cube(SEX, period=months(*span)) for span in ((1, 6), (4, 9), (9, 9))]
    space = lay_out(faces)
    assert sorted(len(stretch) for stretch in space.cliques[0].stretches) == [1, 2, 3, 3]
    world = true_world(space)[0]
    for number, face in enumerate(faces):
        assert sums(space, number, world) == list(face.in_line)


def test_age_groups_beside_the_ages_of_ctdc_are_both_sums_of_ages() -> None:
    persons = [((age,), number) for number, age in enumerate(classification(V.AGE, YEAR) * 3)]

    def grouped(variable: Variable) -> CountCube:
        return of_people(((((rolled_up(keys[0], V.AGE, variable)),), one) for keys, one in persons), YEAR, variable)

    faces = [grouped(V.AGE_GROUP), grouped(V.CTDC_AGE)]
    space = lay_out(faces)
    assert [clique.variables for clique in space.cliques] == [(V.AGE,)]
    for number, face in enumerate(faces):
        assert sums(space, number, [3] * space.size) == list(face.in_line)


# --- several cliques -------------------------------------------------------------------------------


def test_three_cubes_in_a_ring_are_refused_and_the_ring_is_named() -> None:
    ring = [cube(NATION, CANTON), cube(CANTON, SEX), cube(NATION, SEX), cube(FRAGILE, SEX)]
    with pytest.raises(LoopedTablesError) as refused:
        lay_out(ring)
    assert set(refused.value.given["variables"]) == {NATION, CANTON, SEX}
    lay_out([*ring[:2], ring[3]])
    lay_out([cube(NATION, CANTON, SEX), *ring])


def test_a_ring_over_coarser_levels_is_a_ring() -> None:
    with pytest.raises(LoopedTablesError):
        lay_out([cube(NATION, CANTON), cube(V.NATIONALITY_REGION, SEX), cube(V.GREATER_REGION, SEX)])


def test_a_ring_over_time_is_a_ring() -> None:
    of_months = [cube(*pair, V.MONTH) for pair in ((NATION,), (CANTON,))]
    with pytest.raises(LoopedTablesError) as refused:
        lay_out([*of_months, cube(NATION, CANTON)])
    assert V.MONTH in refused.value.given["variables"]
    lay_out(of_months)


def test_a_cube_by_region_is_linked_by_region() -> None:
    space = lay_out([cube(NATION, CANTON), cube(V.NATIONALITY_REGION, SEX)])
    (link,) = space.links
    assert len(link.pairs) == 2
    world = true_world(space)
    for here, there in link.pairs:
        assert sum(world[link.left][atom] for atom in here) == sum(world[link.right][atom] for atom in there) > 0


def test_a_year_beside_months_is_linked_by_the_year() -> None:
    space = lay_out([cube(NATION, V.MONTH), cube(NATION, SEX)])
    (link,) = space.links
    assert len(link.pairs) == 4
    assert {len(here) for here, _ in link.pairs} == {12}


def test_categories_that_changed_are_refused() -> None:
    def of(leaves: tuple[Key, ...], *also: Axis) -> CountCube:
        axes = (Axis(NATION, leaves), *also)
        request = CubeRequest(tuple((axis.variable,) for axis in axes), YEAR)
        return CountCube.tallied(request, axes, ())

    sexes = Axis(SEX, ("m", "f"))
    lay_out([of((8304, 8331)), of((8304, 8331), sexes)])
    with pytest.raises(ClassificationChangedError):
        lay_out([of((8304, 8331)), of((8304, 8201), sexes)])


# --- register bounds -------------------------------------------------------------------------------


def test_a_bound_holds_wherever_its_category_is_told_apart() -> None:
    faces = [cube(NATION, CANTON), cube(V.NATIONALITY_REGION, SEX)]
    region = Bound(((V.NATIONALITY_REGION, "africa_north"),), YEAR, 99)
    nation = Bound(((NATION, 8304),), YEAR, 50)
    nobody = Bound(((FRAGILE, "yes"),), YEAR, 5)
    space = lay_out(faces, [region, nation, nobody])
    assert sorted((limit.clique, limit.most, len(limit.places)) for limit in space.limits) == [
        (0, 50, 3),
        (0, 99, 6),
        (1, 99, 2),
    ]


def test_a_bound_of_more_months_holds_for_those_that_are_told_apart() -> None:
    faces = [cube(SEX, period=months(n, n)) for n in (2, 3, 4)]
    (limit,) = lay_out(faces[:2], [Bound(((SEX, "f"),), months(1, 3), 7)]).limits
    assert len(limit.places) == 2
    assert lay_out([cube(SEX)], [Bound(((SEX, "f"),), months(1, 3), 7)]).limits == ()


# --- whole records ---------------------------------------------------------------------------------

STAR = (cube(NATION, CANTON), cube(NATION, SEX), cube(NATION, FRAGILE))
CHAIN = (cube(NATION, CANTON), cube(CANTON, SEX), cube(SEX, FRAGILE))
LEVELS = (cube(NATION, CANTON), cube(V.NATIONALITY_REGION, SEX), cube(V.GREATER_REGION, FRAGILE))
TIMES = (cube(NATION, CANTON), cube(NATION, SEX, V.MONTH), cube(NATION, CANTON, period=months(1, 6)))


@pytest.mark.parametrize("faces", [STAR, CHAIN, LEVELS, TIMES], ids=["star", "chain", "levels", "times"])
def test_every_world_of_a_proof_is_a_world_of_whole_records(faces: tuple[CountCube, ...]) -> None:
    cubes = [hiding(one, *(place for place, number in enumerate(one.in_line) if number < 45)) for one in faces]
    space = lay_out(cubes)
    proof = prove(cubes[0], cubes[1:])
    assert examine(cubes, proof, ())
    for claim in proof.claims[::7]:
        for world in (claim.empty, claim.full):
            records = glued(space, split(space, dict(proof.bases[world.base]), world))
            for record in records:
                assert agrees(space, record)
            for face, one in enumerate(cubes):
                persons = [0] * space.cliques[space.homes[face]].size
                for record in records:
                    persons[record[space.homes[face]]] += 1
                line = sums(space, face, persons)
                assert all(cell in (None, number) for cell, number in zip(one.cells, line, strict=True))


def split(space: Space, base: dict[int, int], world: World) -> list[list[int]]:
    line = [base.get(atom, 0) for atom in range(space.size)]
    for atom, difference in world.changes:
        line[atom] += difference
    return [line[start : start + clique.size] for start, clique in zip(space.starts, space.cliques, strict=True)]


def glued(space: Space, world: Sequence[Sequence[int]]) -> list[dict[int, int]]:
    """Persons, each an atom of every clique: joined along the links, whoever with whom."""
    records = [{0: atom} for atom, number in enumerate(world[0]) for _ in range(number)]
    joined, waiting = {0}, list(space.links)
    while waiting:
        link = next(one for one in waiting if (one.left in joined) != (one.right in joined))
        waiting.remove(link)
        own, new = (0, 1) if link.left in joined else (1, 0)
        sides = (link.left, link.right)
        group_of = {atom: number for number, pair in enumerate(link.pairs) for atom in pair[own]}
        new_group = {atom: number for number, pair in enumerate(link.pairs) for atom in pair[new]}
        there: defaultdict[int, list[int]] = defaultdict(list)
        for atom, number in enumerate(world[sides[new]]):
            there[new_group[atom]] += [atom] * number
        for record in records:
            record[sides[new]] = there[group_of[record[sides[own]]]].pop()
        assert not any(there.values())
        joined.add(sides[new])
    return records


def agrees(space: Space, record: dict[int, int]) -> bool:
    """Whether what the cliques say of a person is said of one and the same."""
    told = []
    for number, clique in enumerate(space.cliques):
        place, stretch = divmod(record[number], len(clique.stretches))
        says: dict[Variable, Key] = {}
        for variable, leaves in reversed(list(zip(clique.variables, clique.leaves, strict=True))):
            place, leaf = divmod(place, len(leaves))
            for level in (variable, *variable.coarser):
                says[level] = rolled_up(leaves[leaf], variable, level)
        told.append((says, clique.stretches[stretch]))
    return all(
        all(one[level] == other[level] for level in one.keys() & other.keys()) and (times <= often or often <= times)
        for (one, times), (other, often) in combinations(told, 2)
    )


def test_faces_may_be_counted_or_published() -> None:
    faces: list[Face] = [STAR[0], hiding(STAR[1])]
    assert len(lay_out(faces).cliques) == 2
