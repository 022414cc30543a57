"""What the tests of the window share: its look, a worker, the settings of a machine, an office to open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from returnhelp import settings
from returnhelp.domain.roles import Role
from returnhelp.gui import fonts, theme, words
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.dialogs import question
from returnhelp.gui.worker import Worker
from returnhelp.services import offices
from returnhelp.services.office import Office
from tests.office import CHEAP

PASSWORD = "Aare Brücke 1191"


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    if not qapp.styleSheet():
        theme.start(theme.Choice.LIGHT)
        fonts.load_other_scripts()
    yield
    words.use("en")
    if theme.choice() is not theme.Choice.LIGHT or theme.factor() != 1:
        theme.apply(theme.Choice.LIGHT, 1.0)
    file_boxes.prepared.clear()
    question.prepared.clear()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> settings.Machine:
    """A machine on which nothing was set up yet."""
    monkeypatch.setenv("RETURNHELP_HOME", str(tmp_path / "machine"))
    return settings.Machine()


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose one user holds every role."""
    made, _code = offices.create(
        tmp_path / "bern.returnhelp",
        office_name="Rückkehrberatung Bern",
        place="Bern",
        canton="BE",
        language="de",
        user_name="carla",
        display_name="Carla Keller",
        password=PASSWORD,
        roles=frozenset(Role),
        params=CHEAP,
    )
    yield made
    made.close()


@pytest.fixture
def desk(office: Office, worker: Worker, machine: settings.Machine) -> Desk:
    return Desk(office, worker, machine)
