"""The statistics without a window: what there is, what is shown, handing out, the plan, the ledger, registers."""

import argparse
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from returnhelp.cli.terminal import Terminal, read_text, write
from returnhelp.domain import profiles, regions
from returnhelp.domain.cubes import Category, CubeRequest
from returnhelp.domain.errors import (
    CategoryUnknownError,
    FileNotWrittenError,
    LoopedPlanError,
    PlanUnreadableError,
)
from returnhelp.domain.profiles import Profile
from returnhelp.domain.statistics_plan import PlannedCube, cube_for, mends
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.views import View
from returnhelp.i18n import formats, labels, messages, statistics_words
from returnhelp.i18n.catalogs import _, ngettext, pgettext
from returnhelp.services import statistics, statistics_told
from returnhelp.services.office import Office

Asked = Callable[[Office, argparse.Namespace, Terminal], None]


def run(office: Office, chosen: argparse.Namespace, terminal: Terminal) -> None:
    """Do what was asked of the statistics; raises the errors of the services."""
    asked = next((do for name, do in _INSTEAD.items() if getattr(chosen, name)), None)
    if asked:
        asked(office, chosen, terminal)
    elif chosen.proposals:
        _proposals(office, chosen, terminal)
    else:
        _make(office, chosen, terminal)


# --- making and handing out ------------------------------------------------------------------------


def _make(office: Office, chosen: argparse.Namespace, terminal: Terminal) -> None:
    if chosen.out:
        _expect_folder(chosen.out)
    profile = Profile(chosen.profile) if chosen.profile else None
    requests, views = _wanted(office, chosen, profile)
    if profile:
        prepared = statistics.prepare_possible(office, requests, _watched(terminal))
    else:
        prepared = statistics.Prepared(statistics.prepare(office, requests, _watched(terminal)), ())
    made = prepared.protected
    for one in prepared.left_out:
        terminal.warn(_without(one))
    written: list[str] = []
    if chosen.out:
        done = statistics.export(
            office, made, prepared.views(requests, views), chosen.kind, chosen.language, profile
        ).value
        for name, content in done.files:
            write(chosen.out / name, content)
            written.append(str(chosen.out / name))
    lines = [line for one in made for line in _figures(one)]
    if written:
        lines += [_("Handed out and entered in the record:"), *written]
    terminal.answer(
        "\n".join(lines),
        {
            "cubes": [_facts(one) for one in made],
            "left_out": [{**one.request.to_dict(), "error": type(one.reason).__name__} for one in prepared.left_out],
            "files": written,
        },
    )


def _without(one: statistics.LeftOut) -> str:
    """Which table a profile lacks, and why."""
    table = f"{_variables(one.request.variables)}, {_period(one.request.period)}"
    return _("Without {table}: {reason}").format(table=table, reason=messages.sentence(one.reason))


def _wanted(
    office: Office, chosen: argparse.Namespace, profile: Profile | None
) -> tuple[tuple[CubeRequest, ...], list[tuple[int, View]]]:
    """The cubes that are needed, and each view with the place of its cube."""
    plan = statistics.plan(office)
    if profile:
        sheets = profiles.sheets(profile, plan, chosen.period)
        views = [(number, view) for number, sheet in enumerate(sheets) for view in sheet.views]
        return tuple(sheet.request for sheet in sheets), views
    cubes: list[PlannedCube] = []
    found: list[tuple[int, View]] = []
    for view in _views(chosen):
        cube = cube_for(plan, _finest((*chosen.variables, *view.variables)), chosen.period)
        if cube not in cubes:
            cubes.append(cube)
        found.append((cubes.index(cube), view))
    return tuple(cube.request(chosen.period) for cube in cubes), found


def _finest(variables: Sequence[Variable]) -> tuple[Variable, ...]:
    """Each once, without those that another one is put together to."""
    return tuple(one for one in dict.fromkeys(variables) if not any(one in other.coarser for other in variables))


def _views(chosen: argparse.Namespace) -> list[View]:
    """The tables that are asked for; without any, the first variables are its rows and columns."""
    held: Category = tuple(
        (variable, _key(variable, code, chosen.period))
        for variable, code in sorted(chosen.hold, key=lambda pair: list(Variable).index(pair[0]))
    )
    free = [one for one in chosen.variables if one not in dict(held)]
    sides: Sequence[tuple[Variable, ...]] = chosen.view or [tuple(free[:2] or chosen.variables[:1])]
    return [
        View(rows, columns[0] if columns else None, held, subtotals=not chosen.without_subtotals)
        for rows, *columns in sides
    ]


def _key(variable: Variable, code: str, period: Months) -> Any:
    """The category that a code stands for; raises CategoryUnknownError."""
    for key in regions.classification(variable, period):
        if str(key).casefold() == code.casefold():
            return key
    raise CategoryUnknownError(told=code, variable=variable)


def _figures(one: statistics.Protected) -> list[str]:
    """What the admin must know of a cube before it is handed out."""
    cube = one.cube
    lines = [f"{_variables(cube.request.variables)}, {_period(cube.request.period)}"]
    for share in cube.shares:
        level = [labels.label(variable) for variable in share.level if variable]
        if level:
            lines.append(f"  {formats.percent(share.share)}  {_by(level)}")
    lines.append(
        "  "
        + _("Hidden because small: {small}; because of others: {others}; nobody: {zero}").format(
            small=formats.number(cube.hidden_because_small),
            others=formats.number(cube.hidden_because_of_others),
            zero=formats.number(_zeros(one)),
        )
    )
    if cube.narrowest:
        most = "" if cube.narrowest.most is None else formats.number(cube.narrowest.most)
        lines.append(
            "  "
            + _("The narrowest that an attacker can compute: {least} to {most}").format(
                least=formats.number(cube.narrowest.least), most=most or _("no limit")
            )
        )
    if one.number is not None:
        lines.append("  " + _("Handed out before, as number {number} of the record").format(number=one.number))
    return lines


def _zeros(one: statistics.Protected) -> int:
    return sum(one.cube.hidden.values()) - one.cube.hidden_because_small - one.cube.hidden_because_of_others


def _facts(one: statistics.Protected) -> dict[str, Any]:
    cube = one.cube
    return {
        **cube.request.to_dict(),
        "k": cube.k,
        "persons": one.persons,
        "late_entries": one.late_entries,
        "shares": [
            {"level": [variable.value if variable else None for variable in share.level], "share": share.share}
            for share in cube.shares
        ],
        "hidden_small": cube.hidden_because_small,
        "hidden_for_others": cube.hidden_because_of_others,
        "hidden_zero": _zeros(one),
        "narrowest": [cube.narrowest.least, cube.narrowest.most] if cube.narrowest else None,
        "fewest_hidden": cube.fewest_hidden,
        "number": one.number,
    }


def _proposals(office: Office, chosen: argparse.Namespace, terminal: Terminal) -> None:
    requests, _places = _wanted(office, chosen, None)
    found = [one for request in requests for one in statistics.proposals(office, request, _watched(terminal))]
    lines = [f"{formats.percent(one.share)}  {_variables(one.request.variables)}" for one in found]
    terminal.answer(
        "\n".join(lines) or _("Nothing coarser would show more."),
        {"proposals": [{**one.request.to_dict(), "share": one.share} for one in found]},
    )


def _watched(terminal: Terminal) -> Callable[[float], None]:
    return lambda share: terminal.progress(round(100 * share), 100)


def _expect_folder(folder: Path) -> None:
    """Say early that nothing can be written there; raises FileNotWrittenError."""
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise FileNotWrittenError(name=folder)


# --- what there is ---------------------------------------------------------------------------------


def _list(office: Office, _chosen: argparse.Namespace, terminal: Terminal) -> None:
    lines, facts = [], []
    for one in statistics.choices(office):
        lines.append(_variables(one.cube.variables))
        ready = formats.listed(_period(period) for period in one.periods if period not in one.made)
        lines += ["  " + _("can be made: {periods}").format(periods=ready)] if ready else []
        made = formats.listed(_period(period) for period in one.made)
        lines += ["  " + _("handed out: {periods}").format(periods=made)] if made else []
        facts.append(
            {
                **one.cube.to_dict(),
                "codes": ",".join(one.cube.variables),
                "periods": [_months(period) for period in one.periods],
                "made": [_months(period) for period in one.made],
            }
        )
    waiting = statistics.periods(office).waiting
    if waiting:
        count = len(waiting)
        lines.append(
            ngettext("{count} month waits to be closed.", "{count} months wait to be closed.", count).format(
                count=formats.number(count)
            )
        )
    terminal.answer("\n".join(lines), {"tables": facts, "waiting": [f"{day:%Y-%m}" for day in waiting]})


def _plan(office: Office, _chosen: argparse.Namespace, terminal: Terminal) -> None:
    plan = statistics.plan(office)
    since = _("In force since {day}").format(day=formats.date(plan.since)) if plan.since else _("As the program came")
    terminal.answer(
        "\n".join([since, *(_planned(cube) for cube in plan.cubes)]),
        {"since": plan.since, "cubes": [cube.to_dict() for cube in plan.cubes]},
    )


def _set_plan(office: Office, chosen: argparse.Namespace, terminal: Terminal) -> None:
    cubes = _read_plan(chosen.set_plan)
    try:
        rings = statistics.set_plan(office, cubes).value
    except LoopedPlanError:
        for mend in mends(cubes)[:3]:
            told = formats.listed(_planned(cubes[place]) for place in mend.of)
            made = _planned(mend.made) if mend.made else _("nothing")
            terminal.warn(_("A mend: in place of {tables}: {made}").format(tables=told, made=made))
        raise
    for ring in rings:
        terminal.warn(
            _("Of {year} so much was handed out already that not all of this can be: {variables}").format(
                year=ring.year, variables=_variables(ring.variables)
            )
        )
    terminal.answer(_("The plan is set."), {"cubes": [cube.to_dict() for cube in cubes]})


def _read_plan(file: Path) -> tuple[PlannedCube, ...]:
    """Raises FileNotReadError, PlanUnreadableError."""
    text = read_text(file)
    try:
        return tuple(PlannedCube.from_dict(told) for told in json.loads(text)["cubes"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PlanUnreadableError(name=file.name) from None


def _ledger(office: Office, _chosen: argparse.Namespace, terminal: Terminal) -> None:
    found = statistics.ledger(office)
    lines = []
    for one in found:
        about = ", ".join(one.files)
        if one.request:
            about = f"{_variables(one.request.variables)}, {_period(one.request.period)}"
        parts = (str(one.number), formats.moment(one.at), one.by, pgettext(*statistics_words.ENTRIES[one.kind]), about)
        lines.append("\t".join(part for part in parts if part))
    facts = [
        {
            "number": one.number,
            "at": one.at.isoformat(),
            "by": one.by,
            "kind": one.kind,
            "cube": one.request.to_dict() if one.request else None,
            "profile": one.profile,
            "files": list(one.files),
            "digest": one.digest,
        }
        for one in found
    ]
    terminal.answer("\n".join(lines) or _("Nothing was handed out yet."), {"entries": facts})


def _bounds(office: Office, _chosen: argparse.Namespace, terminal: Terminal) -> None:
    found = statistics.bounds(office)
    lines = [
        "\t".join(
            (
                _period(one.period),
                statistics_told.people(one.category),
                formats.number(one.most),
                one.source,
            )
        )
        for one in found
    ]
    terminal.answer(
        "\n".join(lines) or _("No public figures are loaded."), {"bounds": [one.to_dict() for one in found]}
    )


def _load_bounds(office: Office, chosen: argparse.Namespace, terminal: Terminal) -> None:
    count = statistics.load_bounds(office, chosen.load_bounds, chosen.source).value
    words = ngettext("{count} public figure loaded.", "{count} public figures loaded.", count)
    terminal.answer(words.format(count=formats.number(count)), {"lines": count})


_INSTEAD: Mapping[str, Asked] = {
    "list": _list,
    "plan": _plan,
    "set_plan": _set_plan,
    "ledger": _ledger,
    "bounds": _bounds,
    "load_bounds": _load_bounds,
}


# --- in words --------------------------------------------------------------------------------------


def _variables(variables: Iterable[Variable]) -> str:
    return _by(labels.label(one) for one in variables)


def _by(words: Iterable[str]) -> str:
    return " × ".join(words)


def _planned(cube: PlannedCube) -> str:
    return f"{_variables(cube.variables)} ({labels.label(cube.shortest)})"


def _period(period: Months) -> str:
    return statistics_told.in_words(period)


def _months(period: Months) -> list[str]:
    return [period.first.isoformat(), period.last.isoformat()]
