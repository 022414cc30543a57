"""About the program: its version, what it is made with, its licence."""

import platform
import re
import tomllib
from importlib import metadata

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from returnhelp import files
from returnhelp.gui.desk import Desk
from returnhelp.gui.page import Page
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n.catalogs import _

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_SHORT = 90  # letters; a longer licence is its whole text


class AboutPage(Page):
    """Asks nothing of the office."""

    form = "about"
    help_anchor = "office"

    about_page: QWidget
    version_value: QLabel
    libraries_panel: QWidget

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.about_page.setProperty("scrolled", True)
        grid = self.libraries_panel.layout()
        assert isinstance(grid, QGridLayout)
        for row, (name, version, licence) in enumerate(libraries()):
            for column, words in enumerate((name, version, licence)):
                grid.addWidget(dress(QLabel(words), Look.NOTE) if column else QLabel(words), row, column)
        grid.setColumnStretch(2, 1)
        self.retranslate()

    def title(self) -> str:
        return _("About the program")

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        self.version_value.setText(
            _("Version {version}, with Python {python} and Qt {qt}").format(
                version=version(), python=platform.python_version(), qt=qVersion()
            )
        )


def version() -> str:
    """The version of the program, installed or run from its checkout."""
    return str(_project().get("version") or metadata.version("returnhelp"))


def libraries() -> list[tuple[str, str, str]]:
    """Name, version and licence of each library the program asks for, in alphabetical order."""
    found = []
    for line in _wanted():
        name = _NAME.match(line)
        if name is None or "extra ==" in line:
            continue
        try:
            about = metadata.metadata(name[0])
        except metadata.PackageNotFoundError:
            continue
        found.append((about["Name"], about["Version"], _licence(about)))
    return sorted(found, key=lambda library: library[0].casefold())


def _wanted() -> list[str]:
    told = _project().get("dependencies")
    return [str(line) for line in told] if isinstance(told, list) else metadata.requires("returnhelp") or []


def _project() -> dict[str, object]:
    """What the checkout says of itself; nothing in an installed program."""
    source = files.path("pyproject.toml")
    if not source.is_file():
        return {}
    told = tomllib.loads(source.read_text(encoding="utf-8")).get("project", {})
    return dict(told)


def _licence(about: "metadata.PackageMetadata") -> str:
    for key in ("License-Expression", "License"):
        said = str((about.get_all(key) or [""])[0])
        if said and len(said) <= _SHORT and "\n" not in said:
            return said
    classed = [line for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    return classed[0].rpartition(" :: ")[2] if classed else ""
