"""Hands a case over to a colleague, with a note that they find in their My day."""

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.i18n.catalogs import _
from returnhelp.services import handover
from returnhelp.services.office import Change


class HandOverPanel(Panel):
    """To whom, and what they should know."""

    form = "hand_over_panel"

    hand_over_heading: QLabel
    colleague_combo: ChoiceCombo
    note_edit: QLineEdit
    cancel_button: QPushButton
    hand_over_button: QPushButton

    def __init__(self, folder: CaseFolder) -> None:
        super().__init__()
        self._folder = folder
        dress(self.hand_over_button, Look.PRIMARY)
        self.cancel_button.clicked.connect(self.shut)
        self.hand_over_button.clicked.connect(self.go)
        self.note_edit.returnPressed.connect(self.go)

    def begin(self) -> None:
        """Offer the colleagues who do not have the case already."""
        folder = self._folder
        has_it = folder.view.case.values["caseworker_id"]
        others = {number: name for number, name in folder.colleagues.items() if number != has_it}
        self.colleague_combo.offer(others, lambda number: others.get(number, ""))
        self.colleague_combo.set_value(None)
        self.note_edit.clear()
        wrong.clear(self.colleague_combo)
        self.show()
        self.colleague_combo.setFocus()

    def go(self) -> None:
        colleague, text = self.colleague_combo.value(), self.note_edit.text().strip()
        if colleague is None:
            wrong.mark(self.colleague_combo, _("Choose a colleague."))
            self.colleague_combo.setFocus()
            return
        page, case_id, name = self._folder.page, self._folder.case_id, self._folder.colleagues[colleague]
        office = page.office

        def work() -> Change[object]:
            """The note first: afterwards a restricted case may be out of one's own sight."""
            if text:
                handover.note(office, case_id, text, colleague)
            return handover.hand_over(office, {case_id: colleague})

        page.act(work, lambda _count: self.shut(), said=_("The case is now with {name}.").format(name=name))
