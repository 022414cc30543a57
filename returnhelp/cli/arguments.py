"""The commands of the command line and what each of them takes."""

import argparse
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

from returnhelp.domain.figures import CANTONS
from returnhelp.domain.roles import Role
from returnhelp.domain.tables import Months, Variable
from returnhelp.i18n.catalogs import _

LANGUAGES = ("de", "fr", "it", "en")
TABLES = ("xlsx", "csv", "json", "pdf")
"""The kinds of file that statistics go out as."""
PROFILES = ("open_data", "authority", "key_figures", "trafficking")
"""What is asked for again and again of the statistics."""

_Leaf = Callable[..., argparse.ArgumentParser]


class MisusedError(Exception):
    """The arguments make no sense; ``usage`` says how the command is used."""

    def __init__(self, usage: str, message: str) -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise MisusedError(self.format_usage(), message)


def parser() -> argparse.ArgumentParser:
    """Reads the arguments; raises MisusedError, and SystemExit once it has shown the help."""
    top = _Parser(
        prog="returnhelp",
        description=_("ReturnHelp without a window: the same rights, the same audit. Alone it opens the window."),
        epilog=_(
            "Exit codes: 0 done, 1 refused or faults found, 2 wrong arguments, 3 not signed in, 4 not allowed,"
            " 130 stopped. A password is asked for, or read from a descriptor that --password-fd names."
        ),
    )
    top.set_defaults(json=False)
    commands = top.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))

    def add(
        name: str, words: str, *, inside: "argparse._SubParsersAction[_Parser]" = commands, signed_in: bool = True
    ) -> argparse.ArgumentParser:
        leaf = inside.add_parser(name, help=words, description=words)
        leaf.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("answer as one JSON object"))
        if name not in ("restore", "verify"):
            leaf.add_argument("store", type=Path, metavar="DIR", help=_("the office’s folder"))
        if signed_in:
            leaf.add_argument("--user", required=True, metavar="NAME", help=_("who signs in"))
            _descriptor(leaf, "--password-fd", _("read the password from descriptor N"))
        return leaf

    def group(name: str, words: str, dest: str) -> "argparse._SubParsersAction[_Parser]":
        middle = commands.add_parser(name, help=words, description=words)
        return middle.add_subparsers(dest=dest, required=True, metavar=_("COMMAND"))

    _new(add)
    _users(add, group("user", _("add, list and disable users, or give a new password"), "do"))
    _import(add)
    _report(add, group("report", _("make a report"), "kind"))
    closing = add("close", _("close months for good"))
    closing.add_argument("--until", type=_month, required=True, metavar="YYYY-MM", help=_("the last month to close"))
    _statistics(add)
    _verify(add)
    one_file = add("backup", _("write a back-up into one file, opened and checked"))
    one_file.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("the file to write"))
    _restore(add)
    add("check", _("check the store, its attached files and its audit chain"))
    demo = add("demo", _("make a demo office with invented people"), signed_in=False)
    demo.add_argument("--language", choices=LANGUAGES, default="de", help=_("the office’s language"))
    return top


def check_statistics(chosen: argparse.Namespace) -> None:
    """Raise MisusedError unless one thing is asked of the statistics, with all that it needs."""
    wanted = chosen.profile or chosen.variables or chosen.view
    if chosen.load_bounds and not chosen.source:
        raise MisusedError("--load-bounds FILE --source TEXT\n", _("Say with --source where the figures come from."))
    if any(getattr(chosen, one) for one in ("list", "plan", "set_plan", "ledger", "bounds", "load_bounds")):
        return
    usage = "--year 2022 --profile open_data --out DIR | --year 2022 --variables sex,age_group --view age_group,sex\n"
    if not chosen.period:
        raise MisusedError(usage, _("Say the period: --year, --quarter or --month."))
    if not wanted:
        raise MisusedError(usage, _("Say what to make: --profile, --variables or --view; --list shows what there is."))
    if chosen.profile and (chosen.variables or chosen.view or chosen.hold or chosen.proposals):
        raise MisusedError(
            usage, _("A profile has its own tables: leave out --variables, --view, --hold, --proposals.")
        )


def _new(add: _Leaf) -> None:
    new = add("new", _("make an office with its first user, and show its recovery code"), signed_in=False)
    new.add_argument("--office", type=_office_name, required=True, metavar="NAME", help=_("the office’s name"))
    new.add_argument("--place", default="", help=_("the office’s address"))
    new.add_argument(
        "--canton",
        default="",
        type=str.upper,
        choices=CANTONS,
        metavar="XX",
        help=_("the office’s canton, by its two letters"),
    )
    new.add_argument("--user", required=True, metavar="NAME", help=_("the first user’s name to sign in with"))
    new.add_argument("--display-name", default="", metavar="NAME", help=_("the first user’s full name"))
    new.add_argument("--roles", type=_roles, required=True, help=_role_help())
    new.add_argument("--language", choices=LANGUAGES, default="de", help=_("the office’s language"))
    _descriptor(new, "--password-fd", _("read the password from descriptor N"))


def _users(add: _Leaf, inside: object) -> None:
    one = add("add", _("add a user"), inside=inside)
    _whom(one)
    one.add_argument("--display-name", default="", metavar="NAME", help=_("their full name"))
    one.add_argument("--roles", type=_roles, required=True, help=_role_help())
    _descriptor(one, "--new-password-fd", _("read the new password from descriptor N"))
    add("list", _("list the users"), inside=inside)
    _whom(add("disable", _("let a user in no more"), inside=inside))
    again = add("reset", _("give a user a new password; one who was disabled is let in again"), inside=inside)
    _whom(again)
    _descriptor(again, "--new-password-fd", _("read the new password from descriptor N"))


def _import(add: _Leaf) -> None:
    take = add("import", _("take over a list from a spreadsheet, all or nothing"))
    take.add_argument("file", type=Path, metavar="FILE", help=_("the spreadsheet"))
    take.add_argument("--mapping", type=Path, metavar="FILE", help=_("a saved mapping of the columns"))
    take.add_argument("--save-mapping", type=Path, metavar="FILE", help=_("write the mapping that was used"))
    take.add_argument("--accept-doubts", action="store_true", help=_("take what is proposed for every doubt"))
    take.add_argument("--unread-out", type=Path, metavar="FILE", help=_("write the unread rows, to mend them (xlsx)"))


def _report(add: _Leaf, inside: object) -> None:
    monthly = add("monthly", _("the monthly report"), inside=inside)
    monthly.add_argument("--month", type=_month, required=True, metavar="YYYY-MM", help=_("the month"))
    monthly.add_argument("--language", choices=LANGUAGES, default="de", help=_("the report’s language"))
    monthly.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("the PDF to write"))
    _descriptor(monthly, "--pdf-password-fd", _("protect the PDF by a password, read from descriptor N"))


def _statistics(add: _Leaf) -> None:
    leaf = add(
        "statistics", _("anonymised statistics: what there is, what is shown, and handing it out with its proof")
    )
    known = ", ".join(Variable)
    period = leaf.add_mutually_exclusive_group()
    for name, read, shape, words in (
        ("--year", _year, "2022", _("a calendar year")),
        ("--quarter", _quarter, "2022-Q1", _("a quarter of a year")),
        ("--month", _whole_month, "2022-03", _("a month")),
    ):
        period.add_argument(name, dest="period", type=read, metavar=shape, help=words)
    leaf.add_argument("--profile", type=_profile, metavar="NAME", help=", ".join(PROFILES))
    leaf.add_argument(
        "--variables",
        type=_variables,
        default=(),
        metavar="A,B",
        help=_("what to tell apart: {known}").format(known=known),
    )
    leaf.add_argument(
        "--view",
        type=_view,
        action="append",
        default=[],
        metavar="ROWS[,COLUMNS]",
        help=_("a table: its rows and columns; may be given several times"),
    )
    leaf.add_argument(
        "--hold",
        type=_held,
        action="append",
        default=[],
        metavar="VARIABLE=CODE",
        help=_("only one category, as canton=BE; may be given several times"),
    )
    leaf.add_argument("--without-subtotals", action="store_true", help=_("no rows and columns of coarser categories"))
    leaf.add_argument("--proposals", action="store_true", help=_("what coarser categories would show"))
    leaf.add_argument("--kind", choices=TABLES, default="xlsx", help=_("the kind of file"))
    leaf.add_argument("--language", choices=LANGUAGES, default="de", help=_("the files’ language"))
    leaf.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=_("hand out: write the files and the proof into this folder, and enter them"),
    )
    instead = leaf.add_mutually_exclusive_group()
    instead.add_argument("--list", action="store_true", help=_("the tables of the plan, and for which periods"))
    instead.add_argument("--plan", action="store_true", help=_("the plan: which variables may meet"))
    instead.add_argument("--set-plan", type=Path, metavar="FILE", help=_("set the plan, as --plan --json tells it"))
    instead.add_argument(
        "--ledger", action="store_true", help=_("the record of everything that was handed out or decided")
    )
    instead.add_argument("--bounds", action="store_true", help=_("the public figures that are loaded"))
    instead.add_argument(
        "--load-bounds", type=Path, metavar="FILE", help=_("load public figures of the same people (csv)")
    )
    leaf.add_argument("--source", default="", metavar="TEXT", help=_("where these figures come from"))


def _verify(add: _Leaf) -> None:
    proven = add("verify", _("check statistics that were handed out: their proof and their numbers"), signed_in=False)
    proven.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help=_("the proof (.proof.json) and any tables handed out with it"),
    )


def _restore(add: _Leaf) -> None:
    back = add("restore", _("bring an office back from a back-up; a former one in its place is kept"))
    back.add_argument("file", type=Path, metavar="FILE", help=_("the back-up: one file, or a folder of “backups”"))
    back.add_argument("store", type=Path, metavar="DIR", help=_("the office’s folder"))
    _descriptor(back, "--recovery-code-fd", _("read the recovery code from descriptor N, in place of the password"))
    back.add_argument(
        "--second", metavar="NAME", help=_("who confirms it: an admin or supervisor of the office as it is now")
    )
    _descriptor(back, "--second-password-fd", _("read their password from descriptor N"))
    back.add_argument(
        "--without-lost-files", action="store_true", help=_("even if attached files are missing from the back-up")
    )


# --- single arguments ------------------------------------------------------------------------------


def _descriptor(leaf: argparse.ArgumentParser, name: str, words: str) -> None:
    leaf.add_argument(name, type=_number, metavar="N", help=words)


def _whom(leaf: argparse.ArgumentParser) -> None:
    leaf.add_argument("--name", required=True, metavar="NAME", help=_("whom it is about"))


def _role_help() -> str:
    return _("one or several, parted by commas: {roles}").format(roles=", ".join(Role))


def _office_name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(_("The office needs a name."))
    return text.strip()


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("“{text}” is no number of an open descriptor").format(text=text))
    return int(text)


def _roles(text: str) -> frozenset[Role]:
    try:
        return frozenset(Role(part.strip()) for part in text.split(","))
    except ValueError:
        known = ", ".join(Role)
        raise argparse.ArgumentTypeError(
            _("“{text}” are not roles of {known}").format(text=text, known=known)
        ) from None


def _variable(text: str) -> Variable:
    try:
        return Variable(text.strip().casefold().replace("-", "_"))
    except ValueError:
        known = ", ".join(Variable)
        raise argparse.ArgumentTypeError(_("“{text}” is not one of {known}").format(text=text, known=known)) from None


def _month(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d", text):
            return date(int(text[:4]), int(text[5:]), 1)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(_("“{text}” is no month; write it as 2022-03").format(text=text))


def _year(text: str) -> Months:
    if re.fullmatch(r"[1-9]\d{3}", text):
        return Months(date(int(text), 1, 1), date(int(text), 12, 31))
    raise argparse.ArgumentTypeError(_("“{text}” is no year; write it as 2022").format(text=text))


def _quarter(text: str) -> Months:
    if re.fullmatch(r"[1-9]\d{3}-Q[1-4]", text.upper()):
        year, last = int(text[:4]), 3 * int(text[-1])
        return Months(date(year, last - 2, 1), _end(year, last))
    raise argparse.ArgumentTypeError(_("“{text}” is no quarter; write it as 2022-Q1").format(text=text))


def _whole_month(text: str) -> Months:
    first = _month(text)
    return Months(first, _end(first.year, first.month))


def _end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _profile(text: str) -> str:
    name = text.strip().casefold().replace("-", "_")
    if name in PROFILES:
        return name
    known = ", ".join(PROFILES)
    raise argparse.ArgumentTypeError(_("“{text}” is not one of {known}").format(text=text, known=known))


def _variables(text: str) -> tuple[Variable, ...]:
    return tuple(_variable(part) for part in text.split(","))


def _view(text: str) -> tuple[Variable, ...]:
    told = _variables(text)
    if len(told) > 2:
        raise argparse.ArgumentTypeError(_("“{text}” is more than rows and columns").format(text=text))
    return told


def _held(text: str) -> tuple[Variable, str]:
    variable, is_there, code = text.partition("=")
    if not is_there or not code.strip():
        raise argparse.ArgumentTypeError(_("“{text}” is no category; write it as canton=BE").format(text=text))
    return _variable(variable), code.strip()
