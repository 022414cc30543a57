"""The offices that this machine has opened, and where a new one lies unless somebody says otherwise."""

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from returnhelp import settings
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.services import offices


@dataclass(frozen=True)
class KnownOffice:
    """An office on the list of the sign-in."""

    folder: Path
    name: str
    demo: bool = False
    language: str = ""


def known(machine: settings.Machine) -> list[KnownOffice]:
    """Those that are still there, the one opened last first."""
    found = []
    for place in machine.get(settings.LAST_STORES):
        try:
            about = offices.describe(Path(place))
        except ReturnHelpError:
            continue
        found.append(KnownOffice(about.folder, about.name, about.demo, about.language))
    return found


def home() -> Path:
    """Where offices lie by default: beside the program's own data, which no cloud copies about."""
    if place := os.environ.get("RETURNHELP_HOME"):
        return Path(place) / "offices"
    return user_data_path("ReturnHelp", appauthor=False)


def folder_for(name: str, within: Path | None = None) -> Path:
    """A folder for an office of that name, where none lies yet."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "office"
    place = within or home()
    free = place / f"{plain}{offices.SUFFIX}"
    number = 2
    while free.exists():
        free = place / f"{plain}-{number}{offices.SUFFIX}"
        number += 1
    return free
