"""What every journey starts with: the look of the window, and hands at a machine without an office."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from returnhelp.gui import fonts, theme, words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.dialogs import question
from tests.journeys.hands import Hands


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    if not qapp.styleSheet():
        theme.start(theme.Choice.LIGHT)
        fonts.load_other_scripts()
    yield
    words.use("en")


@pytest.fixture
def hands(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    """The program at its first start."""
    monkeypatch.setenv("RETURNHELP_HOME", str(tmp_path))
    made = Hands(qtbot, tmp_path)
    yield made
    if made.program.office is not None:
        made.program.office.close()
    made.program.end()
    file_boxes.prepared.clear()
    question.prepared.clear()
