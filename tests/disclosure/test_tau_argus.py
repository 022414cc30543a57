"""τ-ARGUS, the program of statistical offices, finds the same optimum and the same intervals where its rule is ours.

Its rule is compared where it can be: tables by themselves, protection levels that say "down to 0, up to k",
every cell for the price of one. It reckons in broken numbers and does not know zeros, dossiers, insiders or linked
tables, so of cubes it can only say that fewer would not do.
"""

import random
from itertools import product

import pytest
from pytauargus.arb import micro_arb
from pytauargus.engine import run_batch
from pytauargus.micro import micro_asc_rda
from pytauargus.result import TableResult

from returnhelp.disclosure.optimum import fewest
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.tables_of import cube_of, hiding

K = 5
NAMES = ("ROWS", "COLUMNS", "LAYERS")
HOLDS_BACK = {"U": "small", "M": "for others"}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    """It writes its logs to wherever it is."""
    monkeypatch.chdir(tmp_path)


def suppressed(counts, folder):
    """What τ-ARGUS hides (places to reason), and the intervals that its audit computes of them."""
    names = NAMES[: len(counts.axes)]
    sizes = counts.shape.leaf_sizes
    kinds = list(product(*(range(size) for size in sizes)))
    # An empty cell is told as a record of nobody; it says to τ-ARGUS that a cell can be 0.
    people = [nodes for nodes in kinds for _ in range(max(1, inner(counts, nodes)))]
    numbers = [min(1, inner(counts, nodes)) for nodes in people]
    told = {name: [f"{name[0]}{nodes[axis]:02}" for nodes in people] for axis, name in enumerate(names)}
    asc, rda, hst, arb, tab = (str(folder / f"table.{kind}") for kind in ("asc", "rda", "hst", "arb", "tab"))
    micro_asc_rda({**told, "PERSONS": numbers}, asc_filename=asc, rda_filename=rda)
    (folder / "table.hst").write_text("\n".join(wishes(counts, names)) + "\n")
    micro_arb(
        arb_filename=arb,
        asc_filename=asc,
        rda_filename=rda,
        explanatory_vars=[list(names)],
        response_var="PERSONS",
        safety_rules="",
        suppress="OPT(1,5)",
        output_names=[tab],
        output_type="5",
        output_options="SO+",
        apriori={"hst": [hst], "sep": ","},
    )
    engine = run_batch(arb)
    rows = TableResult(path=tab, exp_vars=list(names), response="PERSONS").rows
    places = [counts.shape.place([node(counts, axis, row[name]) for axis, name in enumerate(names)]) for row in rows]
    found = {place: HOLDS_BACK[row["status"]] for place, row in zip(places, rows, strict=True) if row["status"] != "S"}
    audit = {places[cell["cell"]]: (round(cell["min"], 6), round(cell["max"], 6)) for cell in engine.audit(0)}
    return found, audit


def inner(counts, nodes):
    return counts.in_line[counts.shape.place(nodes)]


def node(counts, axis, code):
    return counts.axes[axis].everybody if code == "Total" else int(code[1:])


def wishes(counts, names):
    """Which cells are small, how far they must be open, and that every cell costs one."""
    for place, persons in enumerate(counts.in_line):
        nodes = counts.shape.nodes(place)
        cell = ",".join(
            "Total" if own == axis.everybody else f"{name[0]}{own:02}"
            for name, axis, own in zip(names, counts.axes, nodes, strict=True)
        )
        if 0 < persons < K:
            yield f"{cell},U"
            yield f"{cell},PL,{persons},{K - persons}"
        yield f"{cell},C,1"


def with_an_empty_corner(numbers):
    """The least number of a table is the least that τ-ARGUS lets any cell become."""
    numbers[0][0] = 0
    return cube_of(numbers)


def asked(counts):
    hidden = [place for place, persons in enumerate(counts.in_line) if 0 < persons < K]
    return dict.fromkeys(hidden, (0, K)), hidden


@pytest.mark.parametrize("seed", range(10))
def test_the_optimum_of_a_table_is_the_same(seed, tmp_path):
    draw = random.Random(seed)
    rows, columns = draw.choice(((4, 4), (5, 4), (6, 5)))
    counts = with_an_empty_corner([[draw.choice((1, 3, 6, 8, 12, 20)) for _ in range(columns)] for _ in range(rows)])
    needs, hidden = asked(counts)
    found, _ = suppressed(counts, tmp_path)
    ours = fewest(counts, needs, hidden)
    assert {place for place, why in found.items() if why == "small"} == set(hidden)
    assert ours.proven
    assert ours.least == sum(why == "for others" for why in found.values())


@pytest.mark.parametrize("seed", range(6))
def test_the_audit_computes_the_intervals_of_the_attack(seed, tmp_path):
    draw = random.Random(100 + seed)
    counts = with_an_empty_corner([[draw.choice((2, 3, 6, 8, 12, 20)) for _ in range(4)] for _ in range(5)])
    found, audit = suppressed(counts, tmp_path)
    attack = Attack([hiding(counts, *found).to_dict()])
    assert {place: attack.broken_interval(0, place) for place in audit} == audit
    assert all(attack.interval(0, place) == audit[place] for place in audit)


@pytest.mark.parametrize("seed", range(4))
def test_of_a_cube_our_optimum_is_not_below_that_of_broken_numbers(seed, tmp_path):
    draw = random.Random(seed)
    counts = cube_of([[[draw.choice((2, 6, 8, 12)) for _ in range(2)] for _ in range(3)] for _ in range(3)])
    needs, hidden = asked(counts)
    found, _ = suppressed(counts, tmp_path)
    ours = fewest(counts, needs, hidden)
    assert ours.proven
    assert ours.least >= sum(why == "for others" for why in found.values())
