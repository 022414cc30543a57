"""What lies over a page while a visitor may look on."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.i18n.catalogs import _


class Cover(QWidget):
    """Hides the whole of the widget that it lies on, and says by which key it goes away."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._key = ""
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = dress(QLabel(), Look.NOTE)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(IconLabel(name="eye-slash", size=40, colour="disabled"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._host = host
        host.installEventFilter(self)
        self.hide()

    def lie(self, key: str) -> None:
        """Cover it."""
        self._key = key
        self._retranslate()
        self.resize(self._host.size())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.resize(self._host.size())
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._words.setText(_("Blanked. {key} shows the page again.").format(key=self._key))
