"""Somebody else saved first: shows field by field what differs, and lets the person choose."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QPushButton, QRadioButton, QWidget

from returnhelp.domain.edits import Conflict
from returnhelp.gui.models import fields
from returnhelp.gui.models.fields import Names
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _

Chosen = frozenset[tuple[str, int, str]]


class ConflictPanel(Panel):
    """A line for each field: what it was, theirs, mine; mine is chosen until another is."""

    form = "conflict_panel"

    settled = Signal(object, object)
    """Save again: the conflicts, and those in which one's own value is kept."""

    conflict_heading: QLabel
    rows_widget: QWidget
    all_mine_button: QPushButton
    all_theirs_button: QPushButton
    later_button: QPushButton
    keep_button: QPushButton

    def __init__(self) -> None:
        super().__init__()
        self._conflicts: tuple[Conflict, ...] = ()
        self._groups: list[QButtonGroup] = []
        self._who = ""
        self._names = Names()
        dress(self.keep_button, Look.PRIMARY)
        self.all_mine_button.clicked.connect(lambda: self._choose_all(mine=True))
        self.all_theirs_button.clicked.connect(lambda: self._choose_all(mine=False))
        self.later_button.clicked.connect(self.shut)
        self.keep_button.clicked.connect(self.go)

    def begin(self, conflicts: Sequence[Conflict], who: str, names: Names) -> None:
        """Show what differs."""
        self._conflicts, self._who, self._names = tuple(conflicts), who, names
        self._fill({})
        self.show()
        if self._groups:
            self._groups[0].buttons()[1].setFocus()

    def conflicts(self) -> tuple[Conflict, ...]:
        """What differs, line by line."""
        return self._conflicts

    def choose(self, at: int, *, mine: bool) -> None:
        """Choose in one line."""
        self._groups[at].buttons()[1 if mine else 0].setChecked(True)

    def go(self) -> None:
        kept = {
            (one.entity, one.id, one.field)
            for one, group in zip(self._conflicts, self._groups, strict=True)
            if group.buttons()[1].isChecked()
        }
        self.hide()
        self.settled.emit(self._conflicts, frozenset(kept))

    def retranslate(self) -> None:
        self._fill({at: group.buttons()[1].isChecked() for at, group in enumerate(self._groups)})

    def _choose_all(self, *, mine: bool) -> None:
        for at in range(len(self._groups)):
            self.choose(at, mine=mine)

    def _fill(self, chosen: dict[int, bool]) -> None:
        grid = self.rows_widget.layout()
        assert isinstance(grid, QGridLayout)
        while (item := grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if self._who:
            self.conflict_heading.setText(_("{name} saved this meanwhile").format(name=self._who))
        else:
            self.conflict_heading.setText(_("Somebody else saved this meanwhile"))
        headings = ("", _("It was"), _("Theirs"), _("Mine"))
        for at, text in enumerate(headings):
            grid.addWidget(dress(QLabel(text), Look.LABEL), 0, at)
            grid.setColumnStretch(at, 1)
        self._groups = []
        for at, one in enumerate(self._conflicts):
            self._add_row(grid, at, one, mine=chosen.get(at, True))

    def _add_row(self, grid: QGridLayout, at: int, one: Conflict, *, mine: bool) -> None:
        whose = self._names.people.get(one.id) if one.entity == "person" else None
        name = _("{name}: {value}").format(
            name=whose or labels.record(one.entity), value=fields.title(one.entity, one.field)
        )
        words = [fields.written(one.entity, one.field, value, self._names) for value in (one.was, one.theirs, one.mine)]
        grid.addWidget(dress(QLabel(name), Look.STRONG), at + 1, 0)
        was = QLabel(words[0] or _("empty"))
        was.setWordWrap(True)
        grid.addWidget(was, at + 1, 1)
        group = QButtonGroup(self.rows_widget)
        for column, (text, whose) in enumerate(((words[1], _("theirs")), (words[2], _("mine")))):
            told = text or _("empty")
            button = QRadioButton(told.replace("&", "&&"))
            button.setAccessibleName(f"{name}, {whose}: {told}")
            group.addButton(button)
            grid.addWidget(button, at + 1, column + 2)
        group.buttons()[1 if mine else 0].setChecked(True)
        self._groups.append(group)
