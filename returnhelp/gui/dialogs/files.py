"""Asks for files, folders and printers with the boxes of the system."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Union

from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

prepared: deque[Union[Path, "QPrinter", None]] = deque()
"""Answers that a test has laid ready; while there are any, no box is shown."""

Kinds = Sequence[tuple[str, str]]
"""What is offered: a name and its patterns, ``("Spreadsheets", "*.xlsx *.csv")``."""


def folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """A folder that is there, or None."""
    if prepared:
        return _path(prepared.popleft())
    return _chosen(QFileDialog.getExistingDirectory(parent, title, str(start or "")))


def open_file(parent: QWidget, title: str, kinds: Kinds, start: Path | None = None) -> Path | None:
    """A file to read, or None."""
    if prepared:
        return _path(prepared.popleft())
    return _chosen(QFileDialog.getOpenFileName(parent, title, str(start or ""), _filter(kinds))[0])


def save_file(parent: QWidget, title: str, name: str, kinds: Kinds) -> Path | None:
    """A file to write, or None; the system has asked before one is written over."""
    if prepared:
        return _path(prepared.popleft())
    return _chosen(QFileDialog.getSaveFileName(parent, title, name, _filter(kinds))[0])


def printer(parent: QWidget, title: str) -> "QPrinter | None":
    """A printer that is ready to be printed on, or None."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # here, because the first window needs no printer

    if prepared:
        answer = prepared.popleft()
        return answer if isinstance(answer, QPrinter) else None
    chosen = QPrinter(QPrinter.PrinterMode.HighResolution)
    chosen.setDocName(title)
    box = QPrintDialog(chosen, parent)
    box.setWindowTitle(title)
    return chosen if box.exec() == QPrintDialog.DialogCode.Accepted else None


def _filter(kinds: Kinds) -> str:
    return ";;".join(f"{name} ({patterns})" for name, patterns in kinds)


def _chosen(path: str) -> Path | None:
    return Path(path) if path else None


def _path(answer: object) -> Path | None:
    return answer if isinstance(answer, Path) else None
