"""A message that stands in the page, where it is about."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from returnhelp.gui import icons
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.i18n.catalogs import _


class Kind(StrEnum):
    """What sort of message it is."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


ICONS = {
    Kind.INFO: "info",
    Kind.SUCCESS: "check-circle",
    Kind.WARNING: "warning",
    Kind.ERROR: "warning-circle",
}


class MessageBar(QFrame):
    """Says one thing at a time, with one thing to do about it; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Callable[[], object] | None = None
        self._icon = IconLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = dress(QPushButton(), Look.LINK)
        self._button.clicked.connect(self._acted)
        self._close = QToolButton()
        self._close.setIcon(icons.icon("x"))
        self._close.setIconSize(QSize(14, 14))
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._retranslate()
        self.hide()

    def show_message(
        self,
        text: str,
        kind: Kind = Kind.INFO,
        action: str = "",
        act: Callable[[], object] | None = None,
        *,
        closable: bool = True,
    ) -> None:
        """Say it; with an action, offer a button that does it and takes the message away."""
        self._act = act
        self.setProperty("message", kind.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.draw(ICONS[kind], kind.value)
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._close.setVisible(closable)
        self.setAccessibleName(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """What is being said; empty when nothing is."""
        return "" if self.isHidden() else self._text.text()

    def kind(self) -> Kind:
        return Kind(self.property("message") or Kind.INFO)

    def action_button(self) -> QPushButton:
        """The button of the message, for the keyboard."""
        return self._button

    def clear(self) -> None:
        """Take the message away."""
        self._act = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._close.isVisible():
            self.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._close.setToolTip(_("Close this message"))
        self._close.setAccessibleName(_("Close this message"))

    def _acted(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()
