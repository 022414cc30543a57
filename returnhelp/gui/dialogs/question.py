"""Asks before what cannot be undone; everything else is done, and can be taken back."""

from collections import deque

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.i18n.catalogs import _

prepared: deque[bool] = deque()
"""Answers that a test has laid ready; while there are any, no box is shown."""


def sure(parent: QWidget, title: str, text: str, act: str) -> bool:
    """Whether to go on; ``act`` is the word on the button, and Esc and Enter both stay on the safe side."""
    if prepared:
        return prepared.popleft()
    return _Box(parent, title, text, act).exec() == QDialog.DialogCode.Accepted


class _Box(QDialog):
    def __init__(self, parent: QWidget, title: str, text: str, act: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        heading = dress(QLabel(title), Look.HEADING)
        words = QLabel(text)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setMinimumWidth(360)
        go_on = dress(QPushButton(act), Look.DANGER)
        go_on.setAutoDefault(False)
        go_on.clicked.connect(self.accept)
        stay = QPushButton(_("Cancel"))
        stay.setDefault(True)
        stay.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(stay)
        buttons.addWidget(go_on)
        said = QVBoxLayout()
        said.setSpacing(8)
        said.addWidget(heading)
        said.addWidget(words)
        said.addSpacing(8)
        said.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 20)
        row.setSpacing(16)
        row.addWidget(IconLabel(name="warning", size=28, colour="warning"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        self.setAccessibleDescription(text)
        stay.setFocus()
