"""The commands are those that were agreed, each with its help, and a slip is told in the person's own language."""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from returnhelp.cli import arguments, help_words
from returnhelp.cli.arguments import MisusedError
from returnhelp.domain.profiles import Profile
from returnhelp.i18n import catalogs
from returnhelp.services import statistics
from tests.cli.conftest import call

AGREED = [
    "new DIR --office NAME --user U --roles admin,supervisor --language de",
    "user add DIR --user ADMIN --name NEW --roles caseworker --new-password-fd 4",
    "import DIR FILE --user U",
    "import DIR FILE --user U --mapping FILE --accept-doubts",
    "report monthly DIR --user U --month 2022-03 --language de --out FILE.pdf",
    "close DIR --user U --until 2022-12",
    "statistics DIR --user U --list",
    "statistics DIR --user U --year 2022 --profile open-data --kind csv --out FOLDER",
    "statistics DIR --user U --year 2022 --variables nationality,canton --view nationality-region,canton --proposals",
    "statistics DIR --user U --month 2022-03 --view age_group,sex --hold sex=f --without-subtotals --out FOLDER",
    "statistics DIR --user U --set-plan FILE",
    "statistics DIR --user U --load-bounds FILE --source SEM",
    "backup DIR --user U --out FILE",
    "restore FILE DIR --user U",
    "check DIR --user U",
    "demo DIR",
]


@pytest.mark.parametrize("line", AGREED)
def test_the_agreed_commands_are_understood(line: str) -> None:
    chosen = arguments.parser().parse_args(line.split())
    assert str(chosen.store) == "DIR"
    assert chosen.json is False
    assert arguments.parser().parse_args([*line.split(), "--json"]).json is True


def test_the_profiles_and_kinds_of_statistics_are_those_of_the_program() -> None:
    assert tuple(Profile) == arguments.PROFILES
    assert statistics.KINDS == arguments.TABLES


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    inside = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not inside:
        yield parser
    for action in inside:
        for one in action.choices.values():
            yield from leaves(one)


def test_no_command_takes_a_password_as_an_argument() -> None:
    for leaf in leaves(arguments.parser()):
        named = {option for action in leaf._actions for option in action.option_strings}
        assert "--json" in named
        secret = {option for option in named if "password" in option or "code" in option}
        assert all(option.endswith("-fd") for option in secret), leaf.prog


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "required: COMMAND"),
        ("check DIR --user", "expected one argument"),
        ("fly DIR", "invalid choice: 'fly'"),
        ("check DIR", "required: --user"),
        ("close DIR --user U --until 2022-13", "“2022-13” is no month"),
        ("close DIR --user U --until March", "“March” is no month"),
        ("statistics DIR --user U", "Say the period"),
        ("statistics DIR --user U --year 2022", "Say what to make"),
        ("statistics DIR --user U --year 22 --profile open_data", "“22” is no year"),
        ("statistics DIR --user U --quarter 2022-Q5 --profile open_data", "“2022-Q5” is no quarter"),
        ("statistics DIR --user U --month 2022-13 --profile open_data", "“2022-13” is no month"),
        ("statistics DIR --user U --year 2022 --month 2022-03 --profile open_data", "not allowed with argument"),
        ("statistics DIR --user U --year 2022 --profile closed_data", "“closed_data” is not one of open_data"),
        ("statistics DIR --user U --year 2022 --profile open_data --view sex", "A profile has its own tables"),
        ("statistics DIR --user U --year 2022 --variables name", "“name” is not one of nationality"),
        ("statistics DIR --user U --year 2022 --view sex,canton,permit", "more than rows and columns"),
        ("statistics DIR --user U --year 2022 --view sex --hold canton", "write it as canton=BE"),
        ("statistics DIR --user U --year 2022 --view sex --kind doc", "invalid choice: 'doc'"),
        ("statistics DIR --user U --list --ledger", "not allowed with argument"),
        ("statistics DIR --user U --load-bounds FILE", "Say with --source"),
        ("new DIR --office O --user U --roles chief", "“chief” are not roles"),
        ("check DIR --user U --password-fd secret", "“secret” is no number"),
        ("check DIR --user U --password secret", "ambiguous|unrecognized|no number"),
    ],
)
def test_a_slip_is_named_and_answers_2(line: str, said: str) -> None:
    answer = call(*line.split())
    assert (answer.code, answer.out) == (2, "")
    assert re.search(said, answer.err)
    if line:
        assert re.search(said, call(*line.split(), "--json").facts["message"])


def test_help_answers_0_and_tells_the_exit_codes() -> None:
    answer = call("--help")
    assert (answer.code, answer.err) == (0, "")
    assert "Exit codes" in answer.out
    assert call("statistics", "--help").code == 0


def test_help_and_slips_speak_the_language_in_use() -> None:
    help_words.speak()
    catalogs.use(catalogs.PSEUDO)
    shown = arguments.parser().format_help()
    for text in ("usage: ", "options", "show this help message and exit", "check the store"):
        assert catalogs.gettext(text).split(" ")[0] in shown
    with pytest.raises(MisusedError, match=re.escape(catalogs.gettext("expected one argument"))):
        arguments.parser().parse_args(["check", "DIR", "--user"])


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_the_words_of_argparse_keep_what_it_fills_in(language: str) -> None:
    catalog = catalogs.catalog(language)
    for text in help_words.TEXTS:
        assert re.findall(r"%\(?\w*\)?[sr]", catalog.gettext(text)) == re.findall(r"%\(?\w*\)?[sr]", text)


def test_the_help_waits_for_no_heavy_library() -> None:
    says = (
        "import sys; from returnhelp.cli.main import run; run(['--help']);"
        " sys.stderr.write(' '.join({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)
    heavy = {
        "sqlalchemy",
        "sqlcipher3",
        "babel",
        "cryptography",
        "argon2",
        "reportlab",
        "numpy",
        "rapidfuzz",
        "PySide6",
    }
    assert not heavy & set(done.stderr.split())
