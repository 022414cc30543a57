"""Cubes of the size that an office hands out give nobody away, and hide not much more than must be."""

from returnhelp.disclosure.optimum import LARGEST, fewest
from returnhelp.disclosure.protection import protect
from returnhelp.domain.cubes import CountCube
from returnhelp.domain.tables import Hidden, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import small, told_by_insiders, violations
from tests.disclosure.tables_of import SECRET, real_shaped, skewed

N, R, C, G, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
)
PLAIN = {
    "short": [((12, 8), 2_000), ((40, 26), 30_000)],
    "long": [((40, 26), 3_000), ((40, 26), 30_000), ((40, 26), 100_000), ((20, 12, 2), 10_000), ((40, 26, 2), 30_000)],
}
REAL = {
    "short": [(3_884, (R, G))],
    "long": [
        (300, (N, C)),
        (3_884, (N, C)),
        (3_884, (N, V)),
        (30_000, (R, G, V)),
        (100_000, (N, C)),
        (3_884, (R, C, S)),
    ],
}


def assert_safe_and_useful(counts: CountCube) -> None:
    cube, _ = protect(counts, SECRET)
    out = cube.published().to_dict()
    attack = Attack([out])
    assert violations([counts], [out], attack=attack) == []
    assert told_by_insiders([counts], attack, 2_000) == []
    if len(cube.cells) <= LARGEST:
        needs = {place: (0, counts.request.k) for _, place in small([counts], attack)}
        chosen = (Hidden.COMPLEMENTARY, Hidden.INSIDER)
        anyway = [place for place, cell in enumerate(cube.cells) if isinstance(cell, Hidden) and cell not in chosen]
        least = fewest(counts, needs, anyway).least
        assert cube.hidden[Hidden.COMPLEMENTARY] <= 1.5 * least + 5, f"{counts.total} persons: {least} would do"


def test_plain_cubes(campaign: str) -> None:
    for sizes, persons in PLAIN[campaign]:
        assert_safe_and_useful(skewed(sizes, persons))


def test_real_shaped_cubes_with_subtotals(campaign: str) -> None:
    for persons, variables in REAL[campaign]:
        assert_safe_and_useful(real_shaped(persons, *variables))
