"""What the statistics page may make: the tables of the plan and the yearly sheets, with their months."""

from collections.abc import Sequence
from dataclasses import dataclass

from returnhelp.domain import profiles
from returnhelp.domain.cubes import CubeRequest
from returnhelp.domain.errors import PeriodNotPlannedError, ProfileOutsidePlanError
from returnhelp.domain.profiles import Profile, Sheet
from returnhelp.domain.statistics_plan import PlannedCube, StatisticsPlan, kind_of
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.views import View
from returnhelp.gui.pages import statistics_words as words
from returnhelp.gui.pages.statistics_choose import Group, Offer
from returnhelp.i18n import formats, labels, messages
from returnhelp.services.statistics import Choice


@dataclass(frozen=True)
class Wish:
    """What is to be made: a table of the plan or a yearly sheet, and of which months."""

    of: PlannedCube | Profile
    period: Months


def offers(choices: Sequence[Choice], plan: StatisticsPlan) -> tuple[Offer, ...]:
    """Everything that may be asked for, in the words of the language in use."""
    tables = [
        Offer(
            choice.cube,
            words.table(choice.cube.variables),
            _detail(choice),
            any(one.sensitive for one in choice.cube.variables),
            choice.periods,
            choice.made,
            Group.TRAFFICKING if any(one.of_trafficking for one in choice.cube.variables) else Group.TABLE,
        )
        for choice in choices
    ]
    return (*tables, *(_sheet(profile, choices, plan) for profile in Profile))


def requests(wish: Wish, plan: StatisticsPlan) -> tuple[CubeRequest, ...]:
    """The cubes that have to be protected for it; raises what ``profiles.sheets`` raises."""
    if isinstance(wish.of, PlannedCube):
        return (wish.of.request(wish.period),)
    return tuple(sheet.request for sheet in profiles.sheets(wish.of, plan, wish.period))


def views(profile: Profile, plan: StatisticsPlan, period: Months) -> tuple[tuple[int, View], ...]:
    """The tables of a yearly sheet in its own order, each with the place of its cube among ``requests``."""
    found = [
        (number, view) for number, sheet in enumerate(profiles.sheets(profile, plan, period)) for view in sheet.views
    ]
    order = profiles.VIEWS[profile]
    return tuple(sorted(found, key=lambda one: order.index(one[1])))


def _detail(choice: Choice) -> str:
    if not choice.periods:
        return formats.listed(labels.label(one) for one in choice.cube.variables)
    return words.detail(choice.cube.request(max(choice.periods)).laid_out())


def _sheet(profile: Profile, choices: Sequence[Choice], plan: StatisticsPlan) -> Offer:
    years = {one for choice in choices for one in choice.periods if kind_of(one) is Variable.YEAR}
    possible: list[Months] = []
    made: list[Months] = []
    refused = ""
    for year in sorted(years):
        try:
            sheets = profiles.sheets(profile, plan, year)
        except ProfileOutsidePlanError as error:
            refused = messages.sentence(error)
            break
        except PeriodNotPlannedError:
            continue
        possible.append(year)
        if all(_handed_out(sheet, choices) for sheet in sheets):
            made.append(year)
    rows = profiles.VIEWS[profile]
    return Offer(
        profile,
        labels.label(profile),
        formats.listed(dict.fromkeys(labels.label(view.rows) for view in rows)),
        any(one.sensitive for view in rows for one in view.variables),
        tuple(possible),
        tuple(made),
        group=Group.SHEET,
        refused=refused,
    )


def _handed_out(sheet: Sheet, choices: Sequence[Choice]) -> bool:
    wanted = sheet.request
    return any(choice.cube.variables == wanted.variables and wanted.period in choice.made for choice in choices)
