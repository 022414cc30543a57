"""The words of the statistics page for tables, their detail, months, views and what is held in them."""

from collections.abc import Sequence
from datetime import date

from returnhelp.domain.cubes import EVERYBODY, Axis, CubeRequest, Node
from returnhelp.domain.statistics_plan import kind_of
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.views import View
from returnhelp.i18n import categories, formats, labels, messages
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services.statistics import LeftOut


def table(variables: Sequence[Variable]) -> str:
    """A table by what it tells apart: Nationality by Canton, Sex and Permit."""
    first, *others = [labels.label(one) for one in variables]
    return _("{rows} by {columns}").format(rows=first, columns=formats.listed(others)) if others else first


def detail(axes: Sequence[Axis]) -> str:
    """How fine a table is: Nationality 61, World region 9 · Canton 28, Greater region 9."""
    told = []
    for axis in axes:
        levels = [(level, len(axis.keys(level))) for level in (axis.variable, *axis.levels)]
        told.append([(labels.label(level), many) for level, many in levels if many > 1])
    if len(told) == 1 and len(told[0]) == 1:
        many = told[0][0][1]
        return ngettext("{count} category", "{count} categories", many).format(count=formats.number(many))
    return " · ".join(", ".join(f"{word} {formats.number(many)}" for word, many in one) for one in told if one)


def months(period: Months) -> str:
    """A period as a person says it: 2022, Q1 2022, March 2022, or from the first month to the last."""
    first, last = period.first, period.last
    match kind_of(period):
        case Variable.YEAR:
            return str(first.year)
        case Variable.QUARTER:
            return formats.quarter(first.year, last.month // 3)
        case Variable.MONTH:
            return formats.month(first.year, first.month)
    return span((first, last))


def span(days: Sequence[date]) -> str:
    """From the month of the first day to that of the last; empty without any."""
    if not days:
        return ""
    first, last = (formats.month(day.year, day.month) for day in (days[0], days[-1]))
    return first if len(days) == 1 or first == last else _("{first} to {last}").format(first=first, last=last)


def request(asked: CubeRequest) -> str:
    """A table and its months."""
    return _("{table}, {months}").format(table=table(asked.variables), months=months(asked.period))


def without(one: LeftOut) -> str:
    """Which table a sheet lacks, and why."""
    return _("Without {table}: {reason}").format(table=request(one.request), reason=messages.sentence(one.reason))


def view(shown: View) -> str:
    """Rows and columns of a view, and what is held in it: Nationality by Canton, Sex: Female."""
    rows_and_columns = table((shown.rows, *((shown.columns,) if shown.columns else ())))
    return ", ".join((rows_and_columns, *(held(variable, key) for variable, key in shown.held)))


def held(variable: Variable, key: int | str) -> str:
    """One category of a variable: Sex: Female."""
    return _("{variable}: {category}").format(
        variable=labels.label(variable), category=categories.category(variable, key)
    )


def node(one: Node) -> str:
    """A row or a column."""
    return _("Total") if one == EVERYBODY or one.level is None else categories.category(one.level, one.key)
