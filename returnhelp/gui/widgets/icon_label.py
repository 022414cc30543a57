"""An icon on its own, in the colours of the theme."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from returnhelp.gui import icons, theme


class IconLabel(QWidget):
    """Shows one icon; it says nothing to a screen reader, the words beside it do."""

    def __init__(
        self, parent: QWidget | None = None, *, name: str = "info", size: int = 18, colour: str = "muted"
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._colour = name, size, colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def draw(self, name: str, colour: str | None = None, size: int | None = None) -> None:
        """Show another icon."""
        self._name, self._colour, self._size = name, colour or self._colour, size or self._size
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        icons.paint(QPainter(self), self.rect(), self._name, self._colour)
