"""Which periods may stand beside each other: what lies between them must not be told by subtraction alone."""

from collections.abc import Iterable
from datetime import date

from returnhelp.disclosure.space import Face, Stretch, stretches
from returnhelp.domain.errors import OverlappingPeriodsError
from returnhelp.domain.tables import Variable


def check_periods(face: Face, others: Iterable[Face]) -> None:
    """Raise OverlappingPeriodsError if a period and only some of its parts would have been handed out.

    A year beside eleven of its months tells the twelfth by subtraction, though no table of that month was ever made
    and none of its small numbers looked after. So parts go out whole before what they are parts of, each as a table
    of its own, or they do not go out at all. ``others`` are all cubes of the same people.
    """
    faces = (face, *others)
    told: dict[frozenset[Variable], set[Stretch]] = {}
    for one in faces:
        variables = frozenset(axis.variable for axis in one.axes if not axis.variable.of_time)
        told.setdefault(variables, set()).update(stretches(one))
    every = {stretch for some in told.values() for stretch in some} | {frozenset(one.request.period) for one in faces}
    for whole in every:
        for some in told.values():
            _check(whole, some)


def _check(whole: Stretch, told: Iterable[Stretch]) -> None:
    inside = [stretch for stretch in told if stretch < whole]
    if any(stretch & whole and not stretch <= whole and not whole <= stretch for stretch in told):
        _refuse(whole)
    missing = whole - frozenset[date]().union(*inside)
    if inside and missing:
        _refuse(missing)


def _refuse(months: Stretch) -> None:
    last = max(months)
    raise OverlappingPeriodsError(first=min(months), last=last)
