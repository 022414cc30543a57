"""The last step: what was taken over, and what stayed out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from returnhelp.gui import icons
from returnhelp.gui.forms import load_form
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services.imports import TakenOver


class DoneStep(QWidget):
    """Says it in figures, and where to go from here."""

    cases_wanted = Signal()
    mend_wanted = Signal()
    another_wanted = Signal()

    done_icon: IconLabel
    done_note: QLabel
    figures_panel: QWidget
    cases_button: QPushButton
    unread_button: QPushButton
    another_button: QPushButton
    unread_note: QLabel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "import_done")
        self._done: TakenOver | None = None
        grid = self.figures_panel.layout()
        assert isinstance(grid, QGridLayout)
        self._grid = grid
        self.done_icon.draw("check-circle", "success", 44)
        dress(self.cases_button, Look.PRIMARY)
        self.unread_button.setIcon(icons.icon("download-simple"))
        self.cases_button.clicked.connect(self.cases_wanted)
        self.unread_button.clicked.connect(self.mend_wanted)
        self.another_button.clicked.connect(self.another_wanted)

    def show_done(self, done: TakenOver) -> None:
        """Show what came of it."""
        self._done = done
        self.retranslate()

    def focus_first(self) -> None:
        self.cases_button.setFocus()

    def retranslate(self) -> None:
        done = self._done
        if done is None:
            return
        self.done_note.setText(
            _("Each case carries the origin “taken over”. Their months stay open until somebody closes them.")
        )
        cleared.clear(self._grid)
        figures = (
            (done.people, _("people")),
            (done.cases, _("cases")),
            (done.households, _("households")),
            (done.known_people, _("known here before")),
            (done.repeated, _("repeated, counted once")),
        )
        for at, (count, words) in enumerate(figures):
            figure = dress(QLabel(formats.number(count)), Look.FIGURE)
            said = dress(QLabel(words), Look.NOTE)
            for row, label in enumerate((figure, said)):
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                self._grid.addWidget(label, row, at)
        self.unread_button.setVisible(bool(done.unread))
        self.unread_note.setVisible(bool(done.unread))
        self.unread_note.setText(
            ngettext(
                "{count} row was not read. Save it as a spreadsheet, mend it there, and take that over too.",
                "{count} rows were not read. Save them as a spreadsheet, mend them there, and take that over too.",
                len(done.unread),
            ).format(count=formats.number(len(done.unread)))
        )
