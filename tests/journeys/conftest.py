"""What every journey starts with: the look of the window, and the plugin without a screen that cannot raise one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from returnhelp.gui import fonts, theme, words


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    if not qapp.styleSheet():
        theme.start(theme.Choice.LIGHT)
        fonts.load_other_scripts()
    yield
    words.use("en")
