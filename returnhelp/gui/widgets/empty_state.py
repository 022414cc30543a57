"""What a list shows while there is nothing in it: why, and the one thing to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.icon_label import IconLabel


class EmptyState(QWidget):
    """A quiet picture, a sentence and a button."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(name="tray", size=40, colour="disabled")
        self._title = dress(QLabel(), Look.HEADING)
        self._text = dress(QLabel(), Look.NOTE)
        self._text.setWordWrap(True)
        self._button = QPushButton()
        self._button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self._text.setMinimumWidth(1)
        column.addSpacing(4)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, icon: str, title: str, text: str = "", action: str = "") -> None:
        """Say why it is empty; an action shows the button, which tells ``acted``."""
        self._icon.draw(icon)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))

    def button(self) -> QPushButton:
        """The button of the one thing to do."""
        return self._button
