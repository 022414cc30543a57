"""How far a long piece of work has come, in one line, with a way to stop it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from returnhelp.gui.theme import Look, dress
from returnhelp.gui.worker import Job
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import _

_HUNDREDTHS = 100


class ProgressStrip(QWidget):
    """Follows one job until it ends; hidden otherwise."""

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._title = QLabel()
        self._count = dress(QLabel(), Look.NOTE)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cancel = dress(QPushButton(), Look.QUIET)
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addWidget(self._count)
        row.addWidget(self._cancel)
        self._retranslate()
        self.hide()

    def watch(self, job: Job, title: str = "") -> None:
        """Show this job; without a title its own."""
        self._job = job
        self._title.setText(title or job.title)
        self._bar.setAccessibleName(self._title.text())
        self._count.clear()
        self._cancel.setEnabled(True)
        self._bar.setRange(0, 0)
        job.moved.connect(self._move)
        job.ended.connect(self._end)
        self.show()

    def cancel_button(self) -> QPushButton:
        return self._cancel

    def _move(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if total:
            self._count.setText(_far(done, total))

    def _stop(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(False)
            self._title.setText(_("Stopping …"))
            self._job.cancel()

    def _end(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.hide()
            self.ended.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._cancel.setText(_("Cancel"))


def _far(done: int, total: int) -> str:
    """How far it is; of work that is told in hundredths the share."""
    if total == _HUNDREDTHS:
        return formats.percent(done / total)
    return _("{done} of {total}").format(done=formats.number(done), total=formats.number(total))
