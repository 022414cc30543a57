"""Takes the last step of a case back, with the reason."""

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from returnhelp.domain.steps import Step
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _
from returnhelp.services import steps


class TakeBackPanel(Panel):
    """A supervisor's: the step stays readable, struck through."""

    form = "take_back_panel"

    back_heading: QLabel
    reason_edit: QLineEdit
    cancel_button: QPushButton
    take_back_button: QPushButton

    def __init__(self, folder: CaseFolder) -> None:
        super().__init__()
        self._folder = folder
        self._step: Step | None = None
        dress(self.take_back_button, Look.PRIMARY)
        self.cancel_button.clicked.connect(self.shut)
        self.take_back_button.clicked.connect(self.go)
        self.reason_edit.returnPressed.connect(self.go)

    def begin(self) -> None:
        """Ask why the last step is taken back."""
        standing = [seen for seen in self._folder.view.steps if seen.taken_back_at is None]
        self._step = standing[-1].step if standing else None
        self.reason_edit.clear()
        wrong.clear(self.reason_edit)
        self.retranslate()
        self.show()
        self.reason_edit.setFocus()

    def retranslate(self) -> None:
        if self._step is not None:
            self.back_heading.setText(_("Take back the step “{step}”").format(step=labels.label(self._step)))

    def go(self) -> None:
        reason = self.reason_edit.text().strip()
        if not reason:
            wrong.mark(self.reason_edit, _("Say why, so that colleagues understand it later."))
            self.reason_edit.setFocus()
            return
        page, case_id = self._folder.page, self._folder.case_id
        office = page.office
        page.act(
            lambda: steps.take_back(office, case_id, reason),
            lambda _step: self.shut(),
            lambda error: wrong.mark(self.reason_edit, told(error)),
            said=_("The step is taken back."),
        )
