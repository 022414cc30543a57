"""Makes two records of one person one: finds the other, shows both side by side, merges, can be taken back."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from returnhelp.domain.lists import Candidate, KnownPeople
from returnhelp.gui.models import fields, known_search
from returnhelp.gui.models.fields import Names
from returnhelp.gui.page import Page
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.known_list import KnownList
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _
from returnhelp.services import people
from returnhelp.services.people import PersonView

_PAUSE = 200  # milliseconds without a key until it is looked up
_COMPARED = (
    "family_name",
    "given_names",
    "original_family_name",
    "original_given_names",
    "birth_date",
    "birth_place",
    "sex",
    "nationalities",
    "zemis",
    "phone",
    "address",
    "canton",
    "mother_tongue",
    "civil_status",
)


class MergePanel(Panel):
    """A supervisor's: everything of both stays, under the record that is kept."""

    form = "merge_panel"

    merged = Signal(int)
    """The two are one: the number of the record that was kept."""

    merge_heading: QLabel
    search_edit: QLineEdit
    known_list: KnownList
    sides_widget: QWidget
    swap_button: QPushButton
    cancel_button: QPushButton
    merge_button: QPushButton

    def __init__(self, page: Page, person_id: int) -> None:
        super().__init__()
        self._page = page
        self._person_id = person_id
        self._mine: PersonView | None = None
        self._other: PersonView | None = None
        self._keep_mine = True
        dress(self.merge_button, Look.PRIMARY)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.look_up)
        self.search_edit.textEdited.connect(lambda _text: self._soon.start())
        self.search_edit.returnPressed.connect(self._enter_list)
        self.known_list.taken.connect(self._take)
        self.known_list.left.connect(self.search_edit.setFocus)
        self.cancel_button.clicked.connect(self.shut)
        self.swap_button.clicked.connect(self._swap)
        self.merge_button.clicked.connect(self.go)

    def begin(self, mine: PersonView) -> None:
        """Look for the other record; those most like this one are shown at once."""
        self._mine, self._other, self._keep_mine = mine, None, True
        values = mine.person.values
        self.search_edit.clear()
        self._fill()
        self.show()
        self.search_edit.setFocus()
        office, page = self._page.office, self._page
        numbers = tuple(number for number in (values["zemis"],) if number)
        family, given, birth = values["family_name"], values["given_names"], values["birth_date"]
        page.ask(lambda: people.known(office, family, given, birth, numbers), self._show_known, latest="known other")

    def look_up(self) -> None:
        """Look for what is typed."""
        self._soon.stop()
        office, page, text = self._page.office, self._page, self.search_edit.text()
        today = office.today()
        page.ask(lambda: known_search.by_line(office, text, today), self._show_known, latest="known other")

    def _show_known(self, known: KnownPeople) -> None:
        others = [one for one in known.candidates if one.person.person_id != self._person_id]
        self.known_list.set_candidates(others)
        self.known_list.setVisible(bool(others) and self._other is None)

    def _enter_list(self) -> None:
        if self._soon.isActive():
            self.look_up()
        self.known_list.enter()

    def _take(self, candidate: Candidate) -> None:
        office, number = self._page.office, candidate.person.person_id
        self._page.ask(lambda: people.view(office, number), self._compare, latest="other person")

    def _compare(self, other: PersonView) -> None:
        self._other = other
        self._fill()
        self.merge_button.setFocus()

    def _swap(self) -> None:
        self._keep_mine = not self._keep_mine
        self._fill()

    def go(self) -> None:
        if self._other is None:
            self.search_edit.setFocus()
            return
        office, other = self._page.office, self._other.person.id
        kept, gone = (self._person_id, other) if self._keep_mine else (other, self._person_id)

        def done(_merge_id: int) -> None:
            self.shut()
            self.merged.emit(kept)

        self._page.act(
            lambda: people.merge(office, kept, gone),
            done,
            said=_("The two records are one."),
            undo=lambda change: people.take_merge_back(office, change.value),
        )

    def retranslate(self) -> None:
        self._fill()

    def _fill(self) -> None:
        """The two records side by side; what differs is set off."""
        grid = self.sides_widget.layout()
        assert isinstance(grid, QGridLayout)
        while (item := grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        mine, other = self._mine, self._other
        both = mine is not None and other is not None
        self.sides_widget.setVisible(both)
        self.swap_button.setVisible(both)
        self.merge_button.setEnabled(both)
        self.known_list.setVisible(not both and bool(self.known_list.candidates()))
        if mine is None or other is None:
            return
        sides = (mine, other) if self._keep_mine else (other, mine)
        for column, text in enumerate(("", _("This record is kept"), _("This one becomes part of it")), start=0):
            grid.addWidget(dress(QLabel(text), Look.STRONG), 0, column)
            grid.setColumnStretch(column, (1, 2, 2)[column])
        rows = [
            (fields.title("person", name), *(_words(side.person.values, name) for side in sides)) for name in _COMPARED
        ]
        rows.append((_("Cases"), *(_cases(side) for side in sides)))
        rows.append((_("Dossiers"), *(_dossiers(side) for side in sides)))
        for at, (title, kept, gone) in enumerate(rows, start=1):
            if kept or gone:
                self._add_row(grid, at, title, kept, gone)

    def _add_row(self, grid: QGridLayout, at: int, title: str, kept: str, gone: str) -> None:
        grid.addWidget(dress(QLabel(title), Look.LABEL), at, 0)
        for column, text in ((1, kept), (2, gone)):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignAbsolute)
            if column == 2 and at <= len(_COMPARED) and kept and gone and kept != gone and gone != _("Unknown"):
                grid.addWidget(_set_off(label), at, column)
            else:
                grid.addWidget(label, at, column)


def _set_off(label: QLabel) -> QWidget:
    """A plate as wide as its words, for what differs."""
    label.setProperty("kind", "warning")
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(dress(label, Look.BADGE))
    row.addStretch(1)
    return place


def _words(values: Mapping[str, Any], name: str) -> str:
    if name == "birth_date":
        return fields.birth(values["birth_date"], values["birth_precision"])
    return fields.written("person", name, values[name], Names())


def _cases(side: PersonView) -> str:
    return formats.listed(f"{number} ({labels.label(step)})" for _case_id, number, step in side.cases)


def _dossiers(side: PersonView) -> str:
    return formats.listed(one.values["n_number"] or _("without a number") for one in side.households)
