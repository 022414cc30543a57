"""What must be true of Qt on this machine before it is loaded, because afterwards it ends the program itself."""

import os
import re
import sys

from returnhelp.domain.errors import NoScreenError, QtLibrariesMissingError, QtNotSoundError
from returnhelp.gui import qt_libraries

PACKAGES = ("PySide6", "PySide6_Essentials", "PySide6_Addons", "shiboken6")
LOWEST = (6, 11, 3)
UNSOUND_ON_3_11 = (6, 12)
"""From here on PySide6 loses a reference to None at each call under Python 3.11, and aborts when none is left."""


def check() -> None:
    """Raise QtNotSoundError, NoScreenError or QtLibrariesMissingError where no window could be shown."""
    check_versions(_installed(), sys.version_info[:2])
    if sys.platform == "linux":
        _check_screen()


def check_versions(found: dict[str, str], python: tuple[int, int]) -> None:
    """Raise QtNotSoundError unless all parts of PySide6 are of one version that is sound on this Python.

    ``found`` has the version of each package, and "" where it is not installed.
    """
    versions = {_numbers(given) for given in found.values()}
    sound = len(versions) == 1 and min(versions) >= LOWEST
    if python < (3, 12):
        sound = sound and max(versions) < UNSOUND_ON_3_11
    if not sound:
        raise QtNotSoundError(
            found=[f"{package} {given or '–'}" for package, given in found.items()],
            python=".".join(map(str, python)),
            needed=needed(python),
        )


def needed(python: tuple[int, int]) -> str:
    """The sound versions as pip wants them."""
    lowest = ">=" + ".".join(map(str, LOWEST))
    return lowest if python >= (3, 12) else f"{lowest},<" + ".".join(map(str, UNSOUND_ON_3_11))


def _installed() -> dict[str, str]:
    """The version of each package, "" where there is none.

    The names of their folders are read; asking importlib.metadata costs the start 25 ms.
    """
    found = dict.fromkeys(PACKAGES, "")
    for folder in filter(os.path.isdir, sys.path):
        for entry in os.scandir(folder):
            name, _dash, rest = entry.name.partition("-")
            for package in PACKAGES:
                if rest.endswith(".dist-info") and name.lower() == package.lower() and not found[package]:
                    found[package] = rest.removesuffix(".dist-info")
    return found


def _numbers(given: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", given)[:3])


def _check_screen() -> None:
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if not (platform or wayland or x11):
        raise NoScreenError
    wanted = dict(qt_libraries.FOR_QT)
    if platform.startswith("xcb") or (not platform and not wayland):
        wanted |= qt_libraries.FOR_X11
    if packages := qt_libraries.missing(wanted):
        raise QtLibrariesMissingError(packages=" ".join(packages))
