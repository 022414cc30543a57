"""What every journey starts with: the look of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from returnhelp.gui import fonts, theme, words


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    if not qapp.styleSheet():
        theme.start(theme.Choice.LIGHT)
        fonts.load_other_scripts()
    yield
    words.use("en")
