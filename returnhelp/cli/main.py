"""A run of the command line, from its arguments to its exit code."""

import argparse
import io
import locale
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from returnhelp import settings
from returnhelp.cli import arguments, help_words
from returnhelp.cli.arguments import MisusedError
from returnhelp.cli.terminal import Terminal
from returnhelp.domain.errors import (
    LockedOutError,
    MistypedRecoveryCodeError,
    NotAllowedError,
    PasswordNotGivenError,
    RecoveryCodeLengthError,
    ReturnHelpError,
    WrongPasswordError,
    WrongRecoveryCodeError,
)
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import _

DONE, REFUSED, MISUSED, NOT_SIGNED_IN, NOT_ALLOWED, STOPPED = 0, 1, 2, 3, 4, 130
_NOT_SIGNED_IN = (
    LockedOutError,
    MistypedRecoveryCodeError,
    PasswordNotGivenError,
    RecoveryCodeLengthError,
    WrongPasswordError,
    WrongRecoveryCodeError,
)


def run(argv: Sequence[str]) -> int:
    """Do what the arguments say. 0 done, 1 refused with the reason, 2 misused, 3 sign-in failed, 4 not allowed."""
    catalogs.use(_language())
    help_words.speak()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a letter shows all the others
    try:
        answer = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads any more, as after "| head"
        with Path(os.devnull).open("wb") as nowhere, suppress(OSError, ValueError):
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        return REFUSED
    return answer


def _run(argv: Sequence[str]) -> int:
    try:
        chosen = arguments.parser().parse_args(list(argv))
        if chosen.command == "statistics":
            arguments.check_statistics(chosen)
    except MisusedError as misuse:
        Terminal(as_json="--json" in argv).misused(misuse.usage, str(misuse))
        return MISUSED
    except SystemExit as end:  # the help was shown
        return int(end.code or DONE)
    return _carry_out(chosen.command, chosen, Terminal(as_json=chosen.json))


def _carry_out(command: str, chosen: argparse.Namespace, terminal: Terminal) -> int:
    from returnhelp.cli import commands  # here, so that the help does not wait for the store's libraries
    from returnhelp.i18n import messages

    try:
        return commands.COMMANDS[command](chosen, terminal)
    except ReturnHelpError as error:
        terminal.refuse(type(error).__name__, messages.sentence(error))
        if isinstance(error, _NOT_SIGNED_IN):
            return NOT_SIGNED_IN
        return NOT_ALLOWED if isinstance(error, NotAllowedError) else REFUSED
    except BrokenPipeError:
        raise
    except OSError as error:
        words = _("{file}: {reason}. Nothing that was saved is lost.")
        terminal.refuse(type(error).__name__, words.format(file=error.filename or "", reason=error.strerror or error))
        return REFUSED
    except KeyboardInterrupt:
        terminal.refuse("Stopped", _("Stopped. What was not finished was not saved."))
        return STOPPED


def _language() -> str:
    """The window's language on this machine, else the system's, else English."""
    return settings.Machine().get(settings.WINDOW_LANGUAGE) or catalogs.nearest(_of_the_system())


def _of_the_system() -> list[str]:
    told = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    system = next((one for one in told if one), "")
    if not system and sys.platform == "win32":
        import ctypes

        system = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return [*os.environ.get("LANGUAGE", "").split(":"), system] if system not in ("C", "C.UTF-8", "POSIX") else []
