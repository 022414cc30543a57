"""Fonts that are cut once for all test runs, a head for every paper, and a reader of what stands on it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from returnhelp import files
from returnhelp.reports.fonts import Fonts
from returnhelp.reports.paper import PaperHead


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return Fonts(files.path("build") / "fonts")


@pytest.fixture
def head() -> PaperHead:
    return PaperHead(
        office="Rückkehrberatung des Kantons Bern",
        place="Effingerstrasse 33, 3008 Bern",
        made_by="Anna Süess-Rossi",
        made_at=datetime(2026, 10, 2, 9, 14),  # noqa: DTZ001 - as the office's clock shows it
        chain_head="9f2c4e1b" * 8,
    )


@pytest.fixture
def read(qapp: object) -> Callable[[bytes], list[str]]:
    """The text of each page, as a reader's search finds it."""

    def pages(pdf: bytes) -> list[str]:
        data = QByteArray(pdf)
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        paper = QPdfDocument()
        paper.load(buffer)
        assert paper.status() is QPdfDocument.Status.Ready
        texts = [paper.getAllText(number).text() for number in range(paper.pageCount())]
        paper.close()
        return texts

    return pages
