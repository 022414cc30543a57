"""Tables of invented people for the tests of disclosure."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from returnhelp.domain.figures import Key
from returnhelp.domain.regions import classification, rolled_up
from returnhelp.domain.tables import CountTable, Months, PublishedTable, TableRequest, Variable

SECRET = b"a secret of an office"
YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))

# Two countries of northern Africa, two of the Balkans; two cantons of one greater region and one of another.
SMALL_WORLD: Mapping[Variable, tuple[Key, ...]] = {
    Variable.NATIONALITY: (8304, 8331, 8201, 8256),
    Variable.NATIONALITY_REGION: ("africa_north", "europe_south_east"),
    Variable.CANTON: ("SG", "TG", "ZH"),
    Variable.GREATER_REGION: (5, 4),
    Variable.SEX: ("m", "f"),
    Variable.VULNERABILITY: ("yes", "no"),
}
FINEST = (Variable.NATIONALITY, Variable.CANTON, Variable.SEX, Variable.VULNERABILITY)


class Family(NamedTuple):
    """People of one dossier who are alike: an index into the keys of each of FINEST, and how many they are."""

    nationality: int
    canton: int
    sex: int
    vulnerable: int
    size: int


families = st.lists(
    st.builds(
        Family,
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(0, 1),
        st.integers(0, 1),
        st.sampled_from((1, 1, 2, 6)),
    ),
    max_size=40,
)


def counted(rows: Variable, columns: Variable, people: Sequence[Family], period: Months = YEAR) -> CountTable:
    """The families counted by two variables, over the keys of the small world."""

    def key(variable: Variable, family: Family) -> Key:
        base = variable.family[0]
        return rolled_up(SMALL_WORLD[base][family[FINEST.index(base)]], base, variable)

    return CountTable.tallied(
        TableRequest(rows, columns, period),
        SMALL_WORLD[rows],
        SMALL_WORLD[columns],
        ((key(rows, one), key(columns, one), number, one.size) for number, one in enumerate(people)),
    )


def grid_of(
    numbers: Sequence[Sequence[int]], rows: Variable = Variable.NATIONALITY, columns: Variable = Variable.CANTON
) -> CountTable:
    """A table with these very numbers, everybody of a dossier of their own."""
    request = TableRequest(rows, columns, YEAR)
    row_keys = classification(rows, YEAR)[: len(numbers)]
    column_keys = classification(columns, YEAR)[: len(numbers[0])]
    people = (
        (row_keys[row], column_keys[column], (row, column, one), 1)
        for row, line in enumerate(numbers)
        for column, number in enumerate(line)
        for one in range(number)
    )
    return CountTable.tallied(request, row_keys, column_keys, people)


def real_shaped(persons: int, rows: Variable, columns: Variable, seed: int = 1) -> CountTable:
    """Few large rows and columns and many small ones, in families, over the whole classification."""
    draw = random.Random(seed)
    row_keys, column_keys = classification(rows, YEAR), classification(columns, YEAR)

    def skewed(keys: Sequence[Key]) -> list[float]:
        weights = [1 / (place + 1) ** 1.3 for place in range(len(keys))]
        draw.shuffle(weights)
        return weights

    row_weights, column_weights = skewed(row_keys), skewed(column_keys)
    told = []
    dossier = 0
    while len(told) < persons:
        dossier += 1
        row = draw.choices(row_keys, row_weights)[0]
        column = draw.choices(column_keys, column_weights)[0]
        told += [(row, column, dossier, 1)] * draw.choice((1, 1, 1, 2, 4))
    return CountTable.tallied(TableRequest(rows, columns, YEAR), row_keys, column_keys, told[:persons])


def hiding(counts: CountTable, hidden: set[tuple[int, int]]) -> PublishedTable:
    """All totals shown, these inner cells hidden, whatever that is worth."""
    return PublishedTable(
        counts.request,
        counts.row_keys,
        counts.column_keys,
        tuple(
            tuple(None if (row, column) in hidden else number for column, number in enumerate(line))
            for row, line in enumerate(counts.counts)
        ),
        counts.row_totals,
        counts.column_totals,
        counts.total,
    )
