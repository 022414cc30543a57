"""The first step of taking over a list: the file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp.gui import theme
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.forms import load_form
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.drop_zone import DropZone
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.i18n.catalogs import _

_PATTERNS = "*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt"


class FileStep(QWidget):
    """Takes a file by drop or by choice."""

    file_chosen = Signal(object)
    """The path of the list."""

    drop_zone: DropZone
    drop_icon: IconLabel
    drop_heading: QLabel
    choose_button: QPushButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "import_file")
        self._folder: Path | None = None
        self.drop_icon.draw("table", "accent", 40)
        self.drop_zone.setMaximumWidth(theme.px(760))
        dress(self.choose_button, Look.PRIMARY)
        self.choose_button.clicked.connect(self.choose)
        self.drop_zone.dropped.connect(self._take)

    def choose(self) -> None:
        """Ask for a file."""
        kinds = [(_("Spreadsheets and lists"), _PATTERNS), (_("All files"), "*")]
        chosen = file_boxes.open_file(self, _("Take over a list"), kinds, self._folder)
        if chosen is not None:
            self._take(chosen)

    def _take(self, file: Path) -> None:
        self._folder = file.parent
        self.file_chosen.emit(file)
