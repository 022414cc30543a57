"""The commands of the command line and what each of them takes."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from returnhelp.domain.figures import CANTONS
from returnhelp.domain.roles import Role
from returnhelp.domain.tables import Months, Variable
from returnhelp.i18n.catalogs import _

LANGUAGES = ("de", "fr", "it", "en")
TABLES = ("csv", "xlsx", "pdf")
"""The kinds of file that a table of statistics goes out as, told by the ending."""

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
        if name != "restore":
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
    one_file = add("backup", _("write a back-up into one file, opened and checked"))
    one_file.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("the file to write"))
    _restore(add)
    add("check", _("check the store, its attached files and its audit chain"))
    demo = add("demo", _("make a demo office with invented people"), signed_in=False)
    demo.add_argument("--language", choices=LANGUAGES, default="de", help=_("the office’s language"))
    return top


def period(chosen: argparse.Namespace) -> Months:
    """The months from --from to --to; raises MisusedError unless they are whole ones."""
    try:
        return Months(chosen.first, chosen.last)
    except ValueError:
        usage = _("--from 2022-01-01 --to 2022-12-31")
        raise MisusedError(
            usage + "\n", _("--from must be the first day of a month and --to the last day of the same or a later one.")
        ) from None


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
    table = add("statistics", _("hand out an anonymised table over closed months"))
    known = ", ".join(Variable)
    table.add_argument("--rows", type=_variable, required=True, metavar="VARIABLE", help=known)
    table.add_argument("--columns", type=_variable, required=True, metavar="VARIABLE", help=_("the same"))
    table.add_argument("--from", dest="first", type=_day, required=True, metavar="DAY", help=_("the first day"))
    table.add_argument("--to", dest="last", type=_day, required=True, metavar="DAY", help=_("the last day"))
    table.add_argument("--language", choices=LANGUAGES, default="de", help=_("the table’s language"))
    table.add_argument("--out", type=_table_file, required=True, metavar="FILE", help=_("ends in .csv, .xlsx or .pdf"))


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


def _day(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(_("“{text}” is no day; write it as 2022-01-31").format(text=text))


def _table_file(text: str) -> Path:
    if text.lower().rpartition(".")[2] not in TABLES:
        raise argparse.ArgumentTypeError(_("“{text}” does not end in .csv, .xlsx or .pdf").format(text=text))
    return Path(text)
