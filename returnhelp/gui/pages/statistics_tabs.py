"""The parts of the statistics page as tabs."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget


class PartTabs(QTabBar):
    """One tab a part, known by its key; the arrow keys go along them."""

    part_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.currentChanged.connect(lambda at: self.part_chosen.emit(self.tabData(at)) if at >= 0 else None)

    def set_parts(self, parts: Mapping[str, str]) -> None:
        """Show these parts, key and title; the chosen one stays chosen."""
        blocked = self.blockSignals(True)
        kept = self.part()
        while self.count():
            self.removeTab(0)
        for key, title in parts.items():
            self.setTabData(self.addTab(title), key)
        self.blockSignals(blocked)
        self.choose(kept)

    def part(self) -> str:
        """The key of the chosen part; empty without one."""
        return str(self.tabData(self.currentIndex()) or "")

    def choose(self, key: str) -> None:
        """Go to a part; one that is not there is not gone to."""
        for at in range(self.count()):
            if self.tabData(at) == key:
                self.setCurrentIndex(at)
