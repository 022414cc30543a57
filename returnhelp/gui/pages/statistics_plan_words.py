"""The words of the plan of statistics: its tables, their size, the ring in it and what mends it."""

from collections.abc import Sequence
from datetime import date

from returnhelp.domain import statistics_plan as plans
from returnhelp.domain.cubes import CubeRequest
from returnhelp.domain.errors import SameVariableTwiceError
from returnhelp.domain.statistics_plan import Mend, PlannedCube
from returnhelp.domain.tables import K_SENSITIVE, K, Months, Variable
from returnhelp.gui.pages import statistics_words
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext, pgettext
from returnhelp.services.statistics import RingOfYear

LARGE = 20_000
"""A table of more cells than this takes minutes to be protected and proven."""
_ANY_YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))  # which variables go together does not depend on it


def offered(chosen: Sequence[Variable]) -> list[Variable]:
    """The variables that can still be told apart beside those that are chosen."""
    free = (one for one in Variable if one is not Variable.YEAR)
    return [one for one in free if not any(_same_thing(one, other) for other in chosen)]


def _same_thing(one: Variable, other: Variable) -> bool:
    try:
        CubeRequest.of((one, other), _ANY_YEAR)
    except SameVariableTwiceError:
        return True
    return False


def size(cube: PlannedCube) -> int:
    """How many cells a table has, subtotals too; none while it tells nothing apart."""
    return plans.size(cube) if cube.variables else 0


def sensitive(cube: PlannedCube) -> tuple[Variable, ...]:
    """Those of its variables that are sensitive."""
    return tuple(one for one in cube.variables if one.sensitive)


def timed(cube: PlannedCube) -> bool:
    """Whether months or quarters stand in the table itself, so that it is made for whole years."""
    return any(one.of_time for one in cube.variables)


def name(cube: PlannedCube) -> str:
    """A table by what it tells apart."""
    return statistics_words.table(cube.variables) if cube.variables else _("Tells nothing apart yet")


def numbered(cubes: Sequence[PlannedCube], at: int) -> str:
    """A table of the plan with its number: 2 (Nationality by Canton)."""
    return _("{number} ({table})").format(number=at + 1, table=name(cubes[at]))


def variables(some: Sequence[Variable]) -> str:
    """Variables one after the other."""
    return formats.listed(labels.label(one) for one in some)


def cells(count: int) -> str:
    """So many cells."""
    return ngettext("{count} cell", "{count} cells", count).format(count=formats.number(count))


def facts(cube: PlannedCube) -> str:
    """How large a table is, and from how many persons on it shows a number."""
    if not cube.variables:
        return _("Choose at least one variable.")
    k = K_SENSITIVE if sensitive(cube) else K
    said = [
        _("{cells} with all subtotals; a number is shown from {k} persons on.").format(cells=cells(size(cube)), k=k)
    ]
    if some := sensitive(cube):
        said.append(
            ngettext("{variables} is sensitive.", "{variables} are sensitive.", len(some)).format(
                variables=variables(some)
            )
        )
    if timed(cube):
        said.append(_("Months or quarters stand in it, so it is made for whole years."))
    if size(cube) > LARGE:
        said.append(_("So large a table takes minutes to be proven, and shows little of few people."))
    return " ".join(said)


def verdict(count: int, ring: Sequence[Variable]) -> str:
    """Whether a plan of so many tables can be proven, in one sentence; ``ring`` is empty where it can."""
    if not count:
        return _("The plan has no table.")
    if ring:
        return _(
            "The tables form a ring through {variables}: together they could give somebody away, though each one alone"
            " is safe. Such a plan cannot be saved."
        ).format(variables=variables(ring))
    return ngettext(
        "No ring: the one table can be proven.",
        "No ring: the {count} tables can be proven, one beside the other.",
        count,
    ).format(count=formats.number(count))


def rings(found: Sequence[RingOfYear]) -> str:
    """What of a new plan cannot be handed out any more, because of what already was."""
    told = _("{year}: {variables}")
    return " ".join(
        (
            _("Of these years so much was handed out already that not every table of the new plan can follow."),
            "; ".join(told.format(year=one.year, variables=variables(one.variables)) for one in found) + ".",
        )
    )


def mend_button(mend: Mend) -> str:
    """What a mend does, for its button."""
    numbers = formats.listed(str(at + 1) for at in mend.of)
    match mend.kind:
        case "merge":
            return _("Merge {numbers}").format(numbers=numbers)
        case "drop":
            return _("Drop {numbers}").format(numbers=numbers)
        case "coarser":
            return _("Make {numbers} coarser").format(numbers=numbers)


def mend_effect(mend: Mend, cubes: Sequence[PlannedCube]) -> str:
    """What becomes of the plan by a mend."""
    old = [cubes[at] for at in mend.of]
    made = mend.made
    if made is None:
        return _("{tables}: no longer handed out, {cells} fewer.").format(
            tables="; ".join(name(one) for one in old), cells=cells(mend.cells)
        )
    if mend.kind == "merge":
        return _("One table of {variables}: {cells}, more of them hidden.").format(
            variables=variables(made.variables), cells=cells(size(made))
        )
    if made.variables == old[0].variables:
        return _("{table}, now only for: {period}.").format(table=name(made), period=period(made.shortest))
    return _("{table} in its place: {cells}.").format(table=name(made), cells=cells(size(made)))


def best(mends: Sequence[Mend], each: int = 2) -> tuple[Mend, ...]:
    """The mends that are offered: of each kind those with the least loss."""
    found: list[Mend] = []
    for mend in mends:
        same = [one for one in found if one.kind == mend.kind]
        if len(same) < each and (mend.made is None or mend.made not in [one.made for one in same]):
            found.append(mend)
    return tuple(found)


def second(cube: PlannedCube, *, ringed: bool = False) -> str:
    """What is said under the name of a table: its periods, whether it is sensitive, whether it is on a ring."""
    said = [period(Variable.YEAR if timed(cube) else cube.shortest)]
    if sensitive(cube):
        said.append(_("sensitive"))
    if ringed:
        said.append(_("on the ring"))
    return " · ".join(said)


def period(shortest: Variable) -> str:
    """The shortest period of a table, and that longer ones are allowed too."""
    match shortest:
        case Variable.MONTH:
            return pgettext("shortest period of a table", "Month, quarter or year")
        case Variable.QUARTER:
            return pgettext("shortest period of a table", "Quarter or year")
    return pgettext("shortest period of a table", "Year")
