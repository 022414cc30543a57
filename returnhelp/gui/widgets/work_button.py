"""The long work that is being done, seen from every page."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from returnhelp.gui import icons
from returnhelp.gui.worker import Job, Worker
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import _


class WorkButton(QToolButton):
    """Shown while something long is done; says how far it is, and its menu stops it."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._job: Job | None = None
        self._done = self._total = 0
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIcon(icons.icon("hourglass-medium", "accent"))
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        worker.long_work_changed.connect(self._look)
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    def _look(self) -> None:
        jobs = self._worker.long_work
        job = jobs[0] if jobs else None
        if job is not self._job:
            self._job, self._done, self._total = job, 0, 0
            if job is not None:
                job.moved.connect(self._move)
        self.setVisible(job is not None)
        self._say()

    def _move(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        self._say()

    def _say(self) -> None:
        if self._job is None:
            return
        far = f" {formats.percent(self._done / self._total)}" if self._total else " …"
        text = f"{self._job.title}{far}"
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def _fill(self) -> None:
        self._menu.clear()
        for job in self._worker.long_work:
            self._menu.addAction(_("Stop: {work}").format(work=job.title)).triggered.connect(job.cancel)
