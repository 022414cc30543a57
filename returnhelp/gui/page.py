"""What every page of the window is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from returnhelp.gui.desk import Desk
from returnhelp.gui.forms import load_form
from returnhelp.gui.told import told
from returnhelp.gui.widgets.message_bar import Kind, MessageBar
from returnhelp.gui.widgets.progress_strip import ProgressStrip
from returnhelp.gui.worker import Cancelled, Job, Progress, Worker
from returnhelp.i18n.catalogs import _
from returnhelp.services.office import Change, Office

T = TypeVar("T")


class Page(QWidget):
    """A page knows its desk, reads itself in ``refresh``, and asks everything slow of the worker.

    A subclass names its form in ``form`` and annotates the widgets it touches; see ``gui/pages``.
    """

    form: ClassVar[str] = ""
    """The name of its form in ui/; without one the page adds its own widgets to ``self.column``."""
    help_anchor: str = ""
    """Where F1 opens the help."""

    titled = Signal()
    """The title is another one now."""
    was_ready = Signal()
    """What the page shows has been read for the first time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._messages = MessageBar()
        self._strip = ProgressStrip()
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(24, 12, 24, 0)
        above.setSpacing(8)
        above.addWidget(self._messages)
        above.addWidget(self._strip)
        self.column.addWidget(self._above)
        self._latest: dict[str, Job] = {}
        self._read = False
        self._ready = False
        self.key = ""
        """The key under which the window knows it; a draft is kept under it."""
        if self.form:
            load_form(self, self.form)
        desk.changed.connect(self._hear)

    # --- what a page is asked, and may answer in its own way ---------------------------------------

    def title(self) -> str:
        """What stands on its tab; it names no more of a client than a tab may show."""
        return ""

    def refresh(self, change: Change[Any] | None) -> None:
        """Read again what the page shows: at its first showing, and after a change.

        ``change`` is None when everything may be another; else a page looks whether it is meant.
        """

    def arrive(self, state: object) -> None:
        """Somebody was sent here with something to show (a filter, a section)."""

    def retranslate(self) -> None:
        """Set anew every text that the page itself has set; the form's own are set already."""

    def hold_draft(self) -> dict[str, Any] | None:
        """What has been typed and not saved, as JSON can hold it; None when there is nothing."""
        return None

    def restore_draft(self, content: dict[str, Any]) -> None:
        """Fill in what ``hold_draft`` gave."""

    def draft_subject(self) -> str:
        """What the draft is about, beside the page's own key (the number of a case)."""
        return ""

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - for those who can
        """Hide what a visitor beside the caseworker need not read.

        True when the page has done so itself; else the window covers it.
        """
        return False

    def focus_first(self) -> None:
        """Set the focus where work begins: here the first widget that takes any."""
        child = self.nextInFocusChain()
        while child is not None and self.isAncestorOf(child):
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(self) and child.isEnabledTo(self):
                child.setFocus()
                return
            child = child.nextInFocusChain()

    # --- what a page tells -----------------------------------------------------------------------

    def ready(self) -> None:
        """Tell that what the page shows has been read; a draft that was kept for it is filled in then."""
        if not self._ready:
            self._ready = True
            self.was_ready.emit()

    def stale(self) -> None:
        """What it shows may be old: it is read again at once if it is seen, and else when it is."""
        if self.isVisible():
            self.refresh(None)
        else:
            self._read = False

    def read_ahead(self) -> None:
        """Read it though it is not seen yet: its tab has a name then, and its draft is filled in."""
        if not self._read:
            self._read = True
            self.refresh(None)

    # --- what a page may use -----------------------------------------------------------------------

    @property
    def office(self) -> Office:
        """The office that is signed in to now (another one after a lock); take it anew for each piece of work."""
        return self.desk.office

    @property
    def worker(self) -> Worker:
        return self.desk.worker

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        latest: str = "",
    ) -> Job:
        """Have a question answered on the worker; an error is shown in the page unless ``failed`` takes it.

        With ``latest``, an earlier question of that name that is not answered yet is dropped.
        """
        if latest and (earlier := self._latest.pop(latest, None)) is not None:
            earlier.cancel()
        job = self.worker.run(work, then, failed or self.show_error, receiver=self)
        if latest:
            self._latest[latest] = job
        return job

    def act(
        self,
        work: Callable[[], Change[T]],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        said: str = "",
        undo: Callable[[Change[T]], Change[Any]] | None = None,
    ) -> Job:
        """Have a command carried out: every page hears of its Change, then ``then`` gets its answer.

        ``said`` is the word that it is done, with a button that carries out ``undo``.
        """

        def done(change: Change[T]) -> None:
            self.clear_message()
            self.desk.announce(change)
            if then is not None:
                then(change.value)
            if said:
                self._say(said, (lambda: undo(change)) if undo is not None else None)

        return self.worker.run(work, done, failed or self.show_error, receiver=self)

    def do_long(
        self,
        title: str,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Have something done that takes over two seconds; the page shows how far it is and can stop it."""

        def wrong(error: Exception) -> None:
            if isinstance(error, Cancelled):
                self.show_message(_("Stopped. Nothing was changed."))
            else:
                (failed or self.show_error)(error)

        job = self.worker.run_long(title, work, then, wrong, receiver=self)
        self._strip.watch(job)
        return job

    def show_message(
        self, text: str, kind: Kind = Kind.INFO, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say something at the head of the page; it stays until it is closed or another is said."""
        self._messages.show_message(text, kind, action, act)

    def clear_message(self) -> None:
        self._messages.clear()

    def message(self) -> MessageBar:
        """The bar at the head of the page."""
        return self._messages

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, in the page; what nobody foresaw is recorded without its values."""
        self.show_message(told(error), Kind.ERROR)

    # --- how it works ------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._read:
            self._read = True
            self.refresh(None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
            self.titled.emit()

    def _hear(self, change: Change[Any]) -> None:
        if self.isVisible():
            self.refresh(change)
        else:
            self.stale()

    def _say(self, text: str, undo: Callable[[], Change[Any]] | None) -> None:
        if undo is None:
            self.desk.toast(text)
            return
        desk = self.desk

        def taken_back(change: Change[Any]) -> None:
            desk.announce(change)
            desk.toast(_("Taken back."))

        def take_back() -> None:
            desk.worker.run(undo, taken_back, lambda error: desk.toast(told(error), Kind.ERROR), receiver=desk)

        desk.toast(text, Kind.SUCCESS, _("Undo"), take_back)


@dataclass(frozen=True)
class PageSpec:
    """A page of the rail: its key, its title (an English source text), its icon, who may see it, how it is made.

    One that is not ``in_rail`` is reached by the search and by other pages (one's own account).
    """

    key: str
    title: str
    icon: str
    may: Callable[[Office], bool]
    make: Callable[[Desk], Page]
    in_rail: bool = True
    keys: str = ""
    """The keys that open it from anywhere; those of the rail have Ctrl and their place."""


@dataclass(frozen=True)
class TabSpec:
    """A kind of page that opens in tabs, several side by side; it is made for the number of its record."""

    icon: str
    make: Callable[[Desk, int], Page]


@dataclass(frozen=True)
class Hit:
    """Something the search found: its group and title, a quieter line, and how to go there."""

    group: str
    title: str
    detail: str = ""
    icon: str = "caret-right"
    go: Callable[[Desk], object] = field(default=lambda _desk: None, compare=False)


Find = Callable[[Office, str], Sequence[Hit]]
"""Finds people and cases by what was typed; asked on the worker's thread, so it touches no widget."""


@dataclass(frozen=True)
class Pages:
    """Every page there is."""

    rail: tuple[PageSpec, ...]
    tabs: Mapping[str, TabSpec]
    find: Find = lambda _office, _typed: ()
