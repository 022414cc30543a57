"""What the pages of one record share: what is typed is collected, saved as one, and can be taken back."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from returnhelp.domain.edits import Conflict, Edit
from returnhelp.domain.errors import ChangedMeanwhileError, FieldRefusedError
from returnhelp.gui.desk import Desk
from returnhelp.gui.models.fields import Names
from returnhelp.gui.models.working_copy import Fault, Key, Planned, WorkingCopy
from returnhelp.gui.page import Page
from returnhelp.gui.pages.conflict import ConflictPanel
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.i18n import labels, messages
from returnhelp.i18n.catalogs import _
from returnhelp.services import cases
from returnhelp.services.office import Change, Office

P = TypeVar("P", bound=Panel)


class RecordPage(Page):
    """Ctrl+S saves; where somebody else was first, the person chooses field by field."""

    def __init__(self, desk: Desk, copy: WorkingCopy, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.copy = copy
        self._panels: dict[type[Panel], Panel] = {}
        self._last_save = 0
        self._saving = False
        self._was_unsaved = False
        copy.changed.connect(lambda _key, _name: self._look_whether_saved())
        copy.listed.connect(self._look_whether_saved)
        self.keys("Ctrl+S", self.save)

    def keys(self, keys: str, act: Callable[[], object]) -> None:
        """Do this when these keys are pressed anywhere in the page."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: act())

    # --- what a page of a record says of itself --------------------------------------------------------

    def editable(self) -> bool:
        """Whether the person signed in may change it now."""
        raise NotImplementedError

    def keep(self, office: Office, edits: Sequence[Edit]) -> Change[dict[int, int]]:
        """Carry out edits; on the worker's thread."""
        return cases.save(office, edits)

    def take_back(self, office: Office, seq: int) -> Change[None]:
        """Take an earlier save back; on the worker's thread."""
        return cases.undo(office, seq)

    def was_kept(self, made: dict[Key, Key]) -> None:
        """It was saved: the new key of each record that was made."""

    def names(self) -> Names:
        """The names that conflicts are told with."""
        return Names()

    def commit(self) -> None:
        """Take what is being typed into cells and pickers."""

    def clear_marks(self) -> None:
        """Nothing is marked as wrong any more."""

    def go_to_fault(self, fault: Fault, why: str) -> None:
        """Mark the field of a fault and set the focus there."""

    def tell_can_undo(self, can_undo: bool) -> None:
        """Offer to take the last save back, or no longer."""

    def place_panel(self, panel: Panel) -> None:
        """Put a panel that was made just now where panels stand."""
        raise NotImplementedError

    def panels_shown(self, shown: bool) -> None:
        """A panel is shown, or none any more."""

    # --- panels ----------------------------------------------------------------------------------------

    def panel(self, kind: type[P], make: Callable[[], P]) -> P:
        """A panel of the page; it is made when it is first asked for."""
        found = self._panels.get(kind)
        if isinstance(found, kind):
            return found
        made = make()
        self._panels[kind] = made
        self.place_panel(made)
        made.closed.connect(self._panel_closed)
        return made

    @property
    def conflict_panel(self) -> ConflictPanel:
        return self.panel(ConflictPanel, self._make_conflict_panel)

    def _make_conflict_panel(self) -> ConflictPanel:
        made = ConflictPanel()
        made.settled.connect(self._settle)
        return made

    def open_panel(self, panel: Panel) -> None:
        """This panel is about to be shown; no other is then."""
        for other in self._panels.values():
            if other is not panel:
                other.hide()
        self.panels_shown(True)

    def open_panels(self) -> list[Panel]:
        """Those that are shown."""
        return [panel for panel in self._panels.values() if not panel.isHidden()]

    def shut_panels(self) -> None:
        """Close every panel without doing anything."""
        for panel in self.open_panels():
            panel.shut()

    def _panel_closed(self) -> None:
        self.panels_shown(bool(self.open_panels()))

    # --- saving ----------------------------------------------------------------------------------------

    @property
    def is_unsaved(self) -> bool:
        """Whether anything is typed that is not saved."""
        return self._was_unsaved

    def _look_whether_saved(self) -> None:
        unsaved = self.copy.unsaved() > 0
        if unsaved is not self._was_unsaved:
            self._was_unsaved = unsaved
            self.titled.emit()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save everything that is typed; what cannot be kept is marked, and nothing is lost.

        Afterwards, or when there is nothing to save, ``then`` is called.
        """
        if not self.editable() or self._saving:
            return
        self.commit()
        self.clear_marks()
        planned, faults = self.copy.plan(self.office.today())
        if faults:
            self._tell_faults(faults)
            return
        if not planned:
            if then is not None:
                then()
            return
        self._saving = True
        office, edits = self.office, [one.edit for one in planned]
        sent: list[Change[dict[int, int]]] = []

        def work() -> Change[dict[int, int]]:
            sent.append(self.keep(office, edits))
            return sent[0]

        def saved(made: dict[int, int]) -> None:
            self._saving = False
            self._last_save = sent[0].seq
            self.was_kept(self.copy.saved(planned, made))
            self.tell_can_undo(True)
            if then is not None:
                then()

        self.act(work, saved, lambda error: self._not_saved(error, planned))

    def _not_saved(self, error: Exception, planned: Sequence[Planned]) -> None:
        self._saving = False
        if isinstance(error, ChangedMeanwhileError) and error.conflicts:
            conflicts = [one for one in error.conflicts if isinstance(one, Conflict)]
            self.open_panel(self.conflict_panel)
            self.conflict_panel.begin(conflicts, str(error.given["who"]), self.names())
        elif isinstance(error, FieldRefusedError):
            name = str(error.given["field"])
            fault = next((Fault(one.key, name, error) for one in planned if name in one.edit.values), None)
            if fault is None:
                self.show_error(error)
            else:
                self._tell_faults([fault])
        else:
            self.show_error(error)

    def _tell_faults(self, faults: Sequence[Fault]) -> None:
        """Say what cannot be kept, and go to the first of it."""
        first = faults[0]
        if first.error is not None:
            self.show_message(messages.sentence(first.error), Kind.ERROR)
            self.go_to_fault(first, reason_of(first.error))
        else:
            not_understood = _("A field holds something that is not understood. Correct it, then save again.")
            self.show_message(not_understood, Kind.ERROR)
            self.go_to_fault(first, "")

    def _settle(self, conflicts: Sequence[Conflict], mine: frozenset[tuple[str, int, str]]) -> None:
        """The person has chosen between theirs and mine: save again."""
        self.copy.settle(conflicts, mine)
        self.conflict_panel.shut()
        if self.copy.unsaved():
            self.save()
        else:
            self.refresh(None)

    def discard(self) -> None:
        """Drop what is not saved; it can be had back as long as the message stands."""
        held = self.copy.hold()
        self.clear_marks()
        self.copy.discard()
        self.show_message(
            _("What was not saved is discarded."), Kind.INFO, _("Have it back"), lambda: self.copy.restore(held)
        )

    def undo(self) -> None:
        """Take back the last save of this page."""
        office, seq = self.office, self._last_save
        if not seq:
            return
        self._last_save = 0
        self.tell_can_undo(False)
        self.act(lambda: self.take_back(office, seq), None, self._not_undone, said=_("Taken back."))

    def _not_undone(self, error: Exception) -> None:
        if isinstance(error, ChangedMeanwhileError):
            said = _("It was changed again since, so it cannot be taken back in one go. The history shows what was.")
            self.show_message(said, Kind.WARNING)
        else:
            self.show_error(error)


def reason_of(error: FieldRefusedError) -> str:
    """Why a value cannot be kept, short enough to stand under its field."""
    reason = error.given["reason"]
    said = labels.label(reason) if isinstance(reason, StrEnum) else str(reason)
    return f"{said[:1].upper()}{said[1:]}."
