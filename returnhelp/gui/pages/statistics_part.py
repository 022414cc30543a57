"""What the parts of the statistics page are made of: a form of their own, and words that follow the language."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from returnhelp.gui.forms import load_form
from returnhelp.gui.pages import statistics_words
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.services.statistics import LeftOut


class StatisticsPart(QWidget):
    """Shows what the page hands it and tells by signals what is wanted; it asks no service."""

    form: ClassVar[str]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, self.form)

    def retranslate(self) -> None:
        """Set anew every text that the part itself has set."""

    def focus_first(self) -> None:
        """Set the focus where work begins."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()


def emptied(rows: QWidget) -> QVBoxLayout:
    """The layout of a container of rows, with nothing in it."""
    layout = rows.layout()
    assert isinstance(layout, QVBoxLayout)
    cleared.clear(layout)
    return layout


def put(layout: QVBoxLayout, row: QWidget) -> None:
    """Put a row at the end, seen at once (Qt would show it a moment later, and lay everything out twice)."""
    layout.addWidget(row)
    row.show()


def in_tab_order(before: QWidget, rows: QWidget) -> None:
    """Let Tab go on from ``before`` to the buttons of these rows, which were made after everything else."""
    for button in rows.findChildren(QPushButton):
        QWidget.setTabOrder(before, button)
        before = button


def offered_row(
    words: str, figure: str, button: str, told: str, act: Callable[[], object], *, wide: bool = False
) -> QWidget:
    """Something to go to: what, its figure, and the button; ``told`` is all of it for a screen reader.

    Where there is room (``wide``) it stands in one line.
    """
    row = QWidget()
    said = QLabel(words)
    said.setWordWrap(True)
    said.setMinimumWidth(1)
    go = dress(QPushButton(button), Look.LINK)
    go.setAccessibleName(told)
    go.setToolTip(told)
    go.clicked.connect(act)
    line = QHBoxLayout()
    line.setSpacing(8)
    if wide:
        line.addWidget(said, 1)
    line.addWidget(dress(QLabel(figure), Look.STRONG))
    line.addWidget(go)
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0 if wide else 4)
    column.setSpacing(0)
    if not wide:
        line.addStretch(1)
        column.addWidget(said)
    column.addLayout(line)
    return row


def show_without(rows: QWidget, left_out: Sequence[LeftOut]) -> None:
    """Name the tables that a sheet lacks, each with the reason."""
    layout = emptied(rows)
    for one in left_out:
        put(layout, marked_row("warning", "warning", statistics_words.without(one)))
    rows.setVisible(bool(left_out))


def marked_row(icon: str, colour: str, words: str) -> QWidget:
    """A sentence behind its mark."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    said = dress(QLabel(words), Look.NOTE)
    said.setWordWrap(True)
    said.setMinimumWidth(1)
    line.addWidget(IconLabel(name=icon, size=16, colour=colour), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(said, 1)
    return row
