"""What every section of a case is made of."""

from typing import ClassVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from returnhelp.domain.steps import Need
from returnhelp.gui.forms import load_form
from returnhelp.gui.models.working_copy import Fault
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.tied_fields import TiedFields
from returnhelp.services.cases import CaseView


class CaseSection(QWidget):
    """A part of a case: it shows what the folder holds, and writes what is typed into it."""

    form: ClassVar[str]
    title: ClassVar[str]
    """Its name in the list of sections, an English source text."""
    scrolls: ClassVar[bool] = True
    """Whether it is a form that may be longer than the window; a list scrolls by itself."""
    entities: ClassVar[frozenset[str]] = frozenset()
    """The kinds of record that are typed here."""
    needs: ClassVar[frozenset[Need]] = frozenset()
    """What is missing here for a step."""

    def __init__(self, folder: CaseFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.tied: list[TiedFields] = []
        load_form(self, self.form)
        self.build()
        folder.was_read.connect(self._show_if_seen)
        self._stale = True

    @classmethod
    def shown_for(cls, view: CaseView) -> bool:  # noqa: ARG003 - for those of some cases only
        """Whether the section belongs to this case."""
        return True

    @classmethod
    def lacking(cls, view: CaseView, missing: tuple[Need, ...]) -> int:  # noqa: ARG003 - for those who count in it
        """How much of what the next step needs is missing here."""
        return len([need for need in missing if need in cls.needs])

    def build(self) -> None:
        """Tie the fields and set what the form cannot; once."""

    def display(self) -> None:
        """Show what the folder holds; each time it is read or the section is opened."""

    def go_to(self, place: object) -> bool:  # noqa: ARG002 - for those who have places
        """Set the focus to a place: a ``Need``, or the key of a record; False when it is not here."""
        return False

    def commit(self) -> None:
        """Take what is being typed into a cell or a picker."""
        field_editors.settle(self.focusWidget())

    def peek(self) -> None:
        """Note what is being typed into a cell, without ending it."""

    def go(self) -> bool:
        """Do the one thing of what is open in the section (Ctrl+Enter); False when nothing is."""
        return False

    def keep(self) -> None:
        """Save what is typed here and is not in the folder; with every save of the page."""

    def clear_marks(self) -> None:
        """Nothing is marked as wrong any more."""
        for tied in self.tied:
            tied.clear_marks()

    def retranslate(self) -> None:
        """Set anew every text that the section itself has set."""

    def hold(self) -> dict[str, object] | None:
        """What is typed here and is not in the folder (a note being written); None when nothing is."""
        return None

    def restore(self, held: dict[str, object]) -> None:
        """Fill in what ``hold`` gave."""

    # --- how it works ------------------------------------------------------------------------------

    def appear(self) -> None:
        """It is about to be seen."""
        if self._stale and self.folder.is_read:
            self._stale = False
            self.display()

    def _show_if_seen(self) -> None:
        self._stale = True
        if self.isVisible():
            self.appear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def tie(self, entity: str) -> TiedFields:
        """Fields of this form for one record at a time."""
        made = TiedFields(self.folder.copy, entity, self)
        self.tied.append(made)
        return made

    def mark_fault(self, fault: Fault, why: str) -> bool:
        """Mark the field of a fault and set the focus there; False when it is not tied here now."""
        for tied in self.tied:
            if tied.key == fault.key and (field := tied.mark(fault.field, why)) is not None:
                field.setFocus()
                return True
        return False
