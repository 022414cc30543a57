"""A few places to go to, each as a link, set one after another like words."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from returnhelp.gui import icons, theme
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True)
class Link:
    """What a link says, and the value it stands for."""

    text: str
    value: Hashable
    icon: str = ""


class LinksRow(QWidget):
    """Shows links; without any it takes no room."""

    followed = Signal(object)
    """A person followed the link of this value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=4)
        self._links: list[Link] = []
        self._buttons: list[QPushButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_links(self, links: Sequence[Link]) -> None:
        """Show exactly these."""
        if list(links) == self._links:
            return
        self._links = list(links)
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(link) for link in links]
        self.setVisible(bool(links))
        self.updateGeometry()

    def links(self) -> list[Link]:
        return list(self._links)

    def button(self, value: Hashable) -> QPushButton:
        """The button of a link; raises LookupError when there is none."""
        for link, button in zip(self._links, self._buttons, strict=True):
            if link.value == value:
                return button
        raise LookupError(value)

    def _button(self, link: Link) -> QPushButton:
        button = dress(QPushButton(link.text.replace("&", "&&")), Look.LINK)
        button.setAutoDefault(True)
        button.setAccessibleName(link.text)
        if link.icon:
            button.setIcon(icons.icon(link.icon, "accent"))
            button.setIconSize(QSize(theme.px(14), theme.px(14)))
        button.clicked.connect(lambda: self.followed.emit(link.value))
        self._flow.addWidget(button)
        button.show()
        return button
