"""What Python's own reader of arguments says, in the words of the program's catalogs."""

import argparse
import re

from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import N_

# As argparse writes them, from Python 3.11 on; what a later one says otherwise is shown in English.
TEXTS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)s (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)


_FILLED_IN = re.compile(r"%(?:\(\w+\))?.?")


def speak() -> None:
    """Let argparse take its words from the catalog in use; it looks them up by these two names of its module."""
    setattr(argparse, "_", _said)  # noqa: B010 - the names are argparse's own and not declared
    setattr(argparse, "ngettext", _said_of_many)  # noqa: B010


def _said(text: str) -> str:
    return _safe(catalogs.gettext(text), text)


def _said_of_many(singular: str, plural: str, count: int) -> str:
    return _safe(catalogs.ngettext(singular, plural, count), singular if count == 1 else plural)


def _safe(translated: str, text: str) -> str:
    """A translation that argparse could not fill in would hide the slip that it tells of."""
    return translated if _FILLED_IN.findall(translated) == _FILLED_IN.findall(text) else text
