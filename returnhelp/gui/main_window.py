"""The one window of the program: it shows one stage at a time, and a calm word when something broke."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from returnhelp import settings
from returnhelp.domain.errors import SettingsNotWrittenError
from returnhelp.gui import icons, theme
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.gui.widgets.message_bar import Kind, MessageBar
from returnhelp.i18n.catalogs import _

NAME = "ReturnHelp"


class MainWindow(QWidget):
    """A frame around the stages: the gate, the workplace, the word about a fault."""

    close_wanted = Signal()
    """Somebody wants to close it; ``let_go`` closes it then."""

    def __init__(self, machine: settings.Machine) -> None:
        super().__init__()
        self._machine = machine
        self._may_close = False
        self._before: QWidget | None = None
        self.setWindowTitle(NAME)
        self.setWindowIcon(icons.program_icon())
        self.setMinimumSize(theme.px(760), theme.px(520))
        self._bar = MessageBar()
        above = QWidget()
        above_row = QVBoxLayout(above)
        above_row.setContentsMargins(12, 0, 12, 0)
        above_row.addWidget(self._bar)
        self._stages = QStackedWidget()
        self._fault = _Fault()
        self._fault.go_on.clicked.connect(self._go_on)
        self._fault.end.clicked.connect(self.close)
        self._stages.addWidget(self._fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self._stages, 1)
        self._restore_geometry()

    def show_stage(self, stage: QWidget) -> None:
        """Show this stage; the others stay as they are, unseen."""
        if self._stages.indexOf(stage) < 0:
            self._stages.addWidget(stage)
        self._stages.setCurrentWidget(stage)

    def drop_stage(self, stage: QWidget) -> None:
        """Take a stage away for good."""
        self._stages.removeWidget(stage)
        stage.hide()
        stage.deleteLater()

    def stage(self) -> QWidget | None:
        """The stage that is shown."""
        return self._stages.currentWidget()

    def show_fault(self, place: str) -> None:
        """Say that something broke, without what it was working on."""
        current = self._stages.currentWidget()
        if current is not self._fault:
            self._before = current
        self._fault.say(place, can_go_on=self._before is not None)
        self._stages.setCurrentWidget(self._fault)

    def say(self, text: str, kind: Kind, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say something over every stage."""
        self._bar.show_message(text, kind, action, act)

    def message(self) -> MessageBar:
        """The bar over every stage."""
        return self._bar

    def set_office(self, name: str, *, demo: bool) -> None:
        """Put the office into the title; never a client."""
        shown = _("{name} (demo)").format(name=name) if demo else name
        self.setWindowTitle(f"{shown} – {NAME}" if name else NAME)

    def let_go(self) -> None:
        """Close it now."""
        self._may_close = True
        self.close()

    def raise_to_front(self) -> None:
        """Come to the front, as somebody has started the program again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            self._keep_geometry()
            event.accept()
        else:
            event.ignore()
            self.close_wanted.emit()

    def _go_on(self) -> None:
        if self._before is not None:
            self._stages.setCurrentWidget(self._before)
            self._before = None

    def _restore_geometry(self) -> None:
        kept = self._machine.get(settings.WINDOW_GEOMETRY).get("main")
        if not (isinstance(kept, str) and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self.resize(theme.px(1280), theme.px(800))

    def _keep_geometry(self) -> None:
        kept = bytes(self.saveGeometry().toBase64().data()).decode()
        try:
            self._machine.put(settings.WINDOW_GEOMETRY, {"main": kept})
        except SettingsNotWrittenError:
            return  # the next start has the usual size


class _Fault(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._title = dress(QLabel(), Look.TITLE)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._place = dress(QLabel(), Look.NOTE)
        self._place.setWordWrap(True)
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.go_on = dress(QPushButton(), Look.PRIMARY)
        self.end = QPushButton()
        buttons = QHBoxLayout()
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.end)
        buttons.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(560))
        column = QVBoxLayout(inner)
        column.setSpacing(12)
        column.addWidget(IconLabel(name="bandaids", size=40, colour="accent"))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(self._place)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 4)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.addStretch(2)
        whole.addLayout(row)
        whole.addStretch(3)

    def say(self, place: str, *, can_go_on: bool) -> None:
        self._title.setText(_("Something broke in the program"))
        self._words.setText(
            _(
                "What was saved is safe. Go on where you were; what you typed there should still stand. If it happens "
                "again, close the program and start it anew."
            )
        )
        self._place.setText(_("For those who mend it (no names, no data): {place}").format(place=place))
        self.go_on.setText(_("Go on"))
        self.go_on.setVisible(can_go_on)
        self.end.setText(_("Close the program"))
