"""The people of a new case, a row each: typed by keyboard alone, or taken from those who are known."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from returnhelp.domain import identifiers
from returnhelp.domain.household import MemberRole
from returnhelp.domain.mrz_taking import Recorded
from returnhelp.domain.opening import NewMember
from returnhelp.domain.people import Precision, Sex
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.gui import icons, theme
from returnhelp.gui.models import fields
from returnhelp.gui.pages.case_folder import role_order
from returnhelp.gui.pages.person_fields import zemis_warning
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.places import CountryCombo
from returnhelp.gui.widgets.ticks_button import TicksButton
from returnhelp.gui.widgets.tidy import tidy_on_leaving, warned_of
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _

# Columns: role, family name, given names, birth date, sex, nationality, ZEMIS, vulnerabilities, travels, remove.
_STRETCH = (2, 4, 4, 3, 1, 4, 3, 3, 0, 0)
_PAPER = ("kind", "number", "issuing_state", "expires_on")
_KNOWN_SPAN = 6  # columns that the name of a known person takes


class MemberRow(QObject):
    """One person: a known one, or the fields of a new one."""

    typed = Signal()
    """A person typed what others are found by: a name, a birth date, a number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.person_id: int | None = None
        self.papers: list[dict[str, Any]] = []  # travel documents that were read
        self.role = ChoiceCombo(parent)
        self.role.offer(MemberRole)
        self.role.setMinimumWidth(theme.px(200))
        self.known = QLabel(parent)
        self.known.hide()
        self.family = QLineEdit(parent)
        self.given = QLineEdit(parent)
        self.birth = DateEdit(parent)
        self.sex = ChoiceCombo(parent)
        self.sex.offer(Sex)
        self.sex.setMinimumWidth(theme.px(136))
        self.sex.set_value(Sex.UNKNOWN)
        self.nationality = CountryCombo(parent)
        self.zemis = QLineEdit(parent)
        self.vulnerable = TicksButton(parent)
        self.vulnerable.offer(VulnerabilityKind)
        self.travels = QCheckBox(parent)
        self.travels.setChecked(True)
        self.remove = QToolButton(parent)
        self.remove.setIcon(icons.icon("x"))
        self.remove.setIconSize(QSize(14, 14))
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        tidy_on_leaving(self.zemis, identifiers.zemis, zemis_warning)
        for line in (self.family, self.given, self.zemis):
            line.textEdited.connect(lambda _text: self.typed.emit())
        self.birth.value_changed.connect(self.typed)

    def new_fields(self) -> tuple[QWidget, ...]:
        """What is typed of a new person."""
        return (self.family, self.given, self.birth, self.sex, self.nationality, self.zemis)

    def fields(self) -> tuple[QWidget, ...]:
        """Everything that takes the focus, in its order."""
        between = () if self.person_id is not None else self.new_fields()
        return (self.role, *between, self.vulnerable, self.travels)

    def everything(self) -> tuple[QWidget, ...]:
        return (self.role, self.known, *self.new_fields(), self.vulnerable, self.travels, self.remove)

    def is_empty(self) -> bool:
        """Whether nothing of a person stands in it; a carried-over name alone says nothing."""
        return (
            self.person_id is None
            and not self.papers
            and not (self.given.text().strip() or self.birth.text().strip() or self.zemis.text().strip())
        )

    def is_blank(self) -> bool:
        """Whether it has no name at all."""
        return self.is_empty() and not self.family.text().strip()

    def take_known(self, number: int, words: str) -> None:
        """It is somebody who is known already."""
        self.person_id = number
        self.papers = []  # those of a known person stand on their own page
        self.known.setText(words)
        self.known.setToolTip(words)

    def forget_known(self) -> None:
        """It is a new person after all."""
        self.person_id = None

    def name(self) -> str:
        """How it is called in a message."""
        if self.person_id is not None:
            return self.known.text().partition(" · ")[0]
        return " ".join(part for part in (self.family.text().strip(), self.given.text().strip()) if part)

    def values(self) -> dict[str, tuple[QWidget, Any]]:
        """The fields of a new person with the editor of each, by the names of ``domain.edits``."""
        known = self.birth.value()
        country = self.nationality.value()
        return {
            "family_name": (self.family, self.family.text()),
            "given_names": (self.given, self.given.text()),
            "birth_date": (self.birth, known[0] if known else None),
            "birth_precision": (self.birth, known[1] if known else Precision.DAY),
            "sex": (self.sex, self.sex.value() or Sex.UNKNOWN),
            "nationalities": (self.nationality, [country] if country is not None else []),
            "zemis": (self.zemis, self.zemis.text()),
        }

    def recorded(self) -> Recorded:
        """What stands in it, to be set beside what a travel document says."""
        return Recorded({name: value for name, (_editor, value) in self.values().items()}, self.papers)

    def take_over(self, person: Mapping[str, Any], paper: Mapping[str, Any], document: int | None) -> None:
        """Write what was read from a travel document and chosen; ``document`` is the place of one that is there."""
        for name, editor in (("family_name", self.family), ("given_names", self.given)):
            if name in person:
                editor.setText(person[name])
        if "birth_date" in person:
            self.birth.set_value(person["birth_date"], person["birth_precision"])
        if "sex" in person:
            self.sex.set_value(person["sex"])
        if person.get("nationalities"):
            self.nationality.set_value(person["nationalities"][0])
        if document is not None:
            self.papers[document] |= paper
        elif paper:
            self.papers.append({name: paper.get(name) for name in _PAPER})
        self.typed.emit()

    def member(self, person: dict[str, Any]) -> NewMember:
        """What is stored of it; ``person`` are its checked fields."""
        role = self.role.value()
        return NewMember(
            role if isinstance(role, MemberRole) else MemberRole.OTHER,
            person_id=self.person_id,
            person=person if self.person_id is None else {},
            travels=self.travels.isChecked(),
            vulnerabilities=tuple(one for one in self.vulnerable.values() if isinstance(one, VulnerabilityKind)),
            travel_documents=tuple(self.papers) if self.person_id is None else (),
        )

    def warning(self) -> str:
        """What is odd about it and can be saved all the same."""
        return warned_of(self.zemis) if self.person_id is None else ""

    def told_papers(self) -> list[str]:
        """Its travel documents in words."""
        return [f"{labels.label(paper['kind'])} {paper['number']}" for paper in self.papers]

    def hold(self) -> dict[str, Any]:
        """What stands in it, as JSON can hold it."""
        return {
            "person_id": self.person_id,
            "known": self.known.text(),
            "role": self.role.value(),
            "family": self.family.text(),
            "given": self.given.text(),
            "birth": self.birth.text(),
            "sex": self.sex.value(),
            "nationality": self.nationality.value(),
            "zemis": self.zemis.text(),
            "vulnerable": self.vulnerable.values(),
            "travels": self.travels.isChecked(),
            "papers": [{name: fields.plain(value) for name, value in paper.items()} for paper in self.papers],
        }

    def restore(self, held: dict[str, Any]) -> None:
        """Fill in what ``hold`` gave."""
        if held["person_id"] is not None:
            self.take_known(int(held["person_id"]), str(held["known"]))
        self.role.set_value(MemberRole(held["role"]) if held["role"] else None)
        self.family.setText(str(held["family"]))
        self.given.setText(str(held["given"]))
        self.birth.setText(str(held["birth"]))
        self.birth.textEdited.emit(self.birth.text())
        self.sex.set_value(Sex(held["sex"]) if held["sex"] else None)
        field_editors.write(self.nationality, "person", "nationalities", held["nationality"])
        self.zemis.setText(str(held["zemis"]))
        self.vulnerable.set_values(VulnerabilityKind(one) for one in held["vulnerable"])
        self.travels.setChecked(bool(held["travels"]))
        self.papers = [
            {name: fields.typed("travel_documents", name, value) for name, value in paper.items()}
            for paper in held.get("papers", ())
        ]


class MemberRows(QObject):
    """All rows and their keys: Enter and Down go to the next person, and make one after the last."""

    entered = Signal(object)
    """The focus came into this row."""
    typed = Signal(object)
    """Something was typed in this row by which others are found."""
    listed = Signal()
    """A row was added or taken away."""
    left = Signal()
    """Enter in an empty last row: the people are all there."""

    def __init__(self, place: QWidget, today: Callable[[], date]) -> None:
        super().__init__(place)
        self._place = place
        self._today = today
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(4))
        layout = place.layout()
        assert layout is not None
        layout.addItem(self._grid)
        for column, stretch in enumerate(_STRETCH):
            self._grid.setColumnStretch(column, stretch)
        self._titles = [dress(QLabel(place), Look.LABEL) for _column in _STRETCH[:-1]]
        for column, title in enumerate(self._titles):
            self._grid.addWidget(title, 0, column)
        self.rows: list[MemberRow] = []
        self.retranslate()

    def begin(self) -> None:
        """One empty row for the principal applicant."""
        for row in list(self.rows):
            self._drop(row)
        self.add()

    def add(self) -> MemberRow:
        """A new row at the end; family name and nationality are taken over from the one above."""
        above = self.rows[-1] if self.rows else None
        row = MemberRow(self._place)
        row.birth.set_today(self._today())
        row.role.set_value(self._next_role())
        if above is not None and above.person_id is None:
            row.family.setText(above.family.text())
            row.nationality.set_value(above.nationality.value())
        self.rows.append(row)
        row.typed.connect(lambda: self.typed.emit(row))
        row.remove.clicked.connect(lambda: self.remove(row))
        for widget in row.everything():
            widget.installEventFilter(self)
            widget.show()
        self._arrange()
        self._name(row)
        self.listed.emit()
        return row

    def _next_role(self) -> MemberRole:
        taken = [row.role.value() for row in self.rows]
        if MemberRole.PRINCIPAL not in taken:
            return MemberRole.PRINCIPAL
        partners = (MemberRole.SPOUSE, MemberRole.PARTNER)
        return MemberRole.CHILD if any(role in taken for role in partners) else MemberRole.SPOUSE

    def remove(self, row: MemberRow) -> None:
        """Take a row away; one always stays."""
        at = self.rows.index(row)
        self._drop(row)
        if not self.rows:
            self.add()
        self._arrange()
        self.focus(self.rows[min(at, len(self.rows) - 1)])
        self.listed.emit()

    def _drop(self, row: MemberRow) -> None:
        self.rows.remove(row)
        for widget in row.everything():
            self._grid.removeWidget(widget)
            widget.removeEventFilter(self)
            widget.hide()
            widget.deleteLater()
        row.deleteLater()

    def take_known(self, row: MemberRow, number: int, words: str) -> None:
        """The person of this row is somebody who is known."""
        row.take_known(number, words)
        self._arrange()
        self.listed.emit()

    def focus(self, row: MemberRow) -> None:
        """Set the focus where typing begins in a row."""
        if row.person_id is not None:
            row.role.setFocus()
        elif row.family.text():
            row.given.setFocus()
        else:
            row.family.setFocus()

    def row_of(self, widget: QWidget | None) -> MemberRow | None:
        """The row that a widget stands in."""
        return next((row for row in self.rows if widget in row.everything()), None)

    def known_ids(self) -> set[int]:
        """Those who are in it already."""
        return {row.person_id for row in self.rows if row.person_id is not None}

    def sort(self) -> None:
        """The principal first, then as the roles follow each other."""
        self.rows.sort(key=lambda row: role_order(row.role.value()))
        self._arrange()

    def _arrange(self) -> None:
        """Set every row into the grid, and the focus from one to the next."""
        before: QWidget | None = None
        for at, row in enumerate(self.rows, start=1):
            known = row.person_id is not None
            for widget in row.everything():
                self._grid.removeWidget(widget)
            self._grid.addWidget(row.role, at, 0)
            row.known.setVisible(known)
            for widget in row.new_fields():
                widget.setVisible(not known)
            if known:
                self._grid.addWidget(row.known, at, 1, 1, _KNOWN_SPAN)
            else:
                for column, widget in enumerate(row.new_fields(), start=1):
                    self._grid.addWidget(widget, at, column)
            self._grid.addWidget(row.vulnerable, at, 7)
            self._grid.addWidget(row.travels, at, 8, Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(row.remove, at, 9)
            row.remove.setVisible(len(self.rows) > 1)
            for widget in row.fields():
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            row = self.row_of(watched)
            if row is not None:
                self.entered.emit(row)
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(watched, QWidget):
            return self._pressed(watched, event)
        return super().eventFilter(watched, event)

    def _pressed(self, widget: QWidget, event: QKeyEvent) -> bool:
        row, modifiers = self.row_of(widget), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if row is not None and event.key() == Qt.Key.Key_Delete and modifiers == Qt.KeyboardModifier.AltModifier:
            self.remove(row)
            return True
        if row is None or modifiers:
            return False
        plain_line = widget in (row.family, row.given, row.zemis)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not isinstance(widget, TicksButton):
                if isinstance(widget, CountryCombo):
                    widget.settle()
                self._go_on(row)
                return True
            case Qt.Key.Key_Down if plain_line:
                self._go_on(row)
                return True
            case Qt.Key.Key_Up if plain_line and row is not self.rows[0]:
                self.focus(self.rows[self.rows.index(row) - 1])
                return True
        return False

    def _go_on(self, row: MemberRow) -> None:
        """To the next person; after the last one a new one, unless that is still empty."""
        at = self.rows.index(row)
        if at + 1 < len(self.rows):
            self.focus(self.rows[at + 1])
        elif row.is_empty():
            self.left.emit()
        else:
            self.focus(self.add())

    def retranslate(self) -> None:
        """Set anew the titles of the columns."""
        words = (
            _("Role"),
            labels.field("family_name"),
            labels.field("given_names"),
            labels.field("birth_date"),
            labels.field("sex"),
            _("Nationality"),
            _("ZEMIS number"),
            _("Vulnerabilities"),
            _("Travels"),
        )
        for title, text in zip(self._titles, words, strict=True):
            title.setText(text)
        for row in self.rows:
            self._name(row)

    def _name(self, row: MemberRow) -> None:
        fields = (row.role, *row.new_fields(), row.vulnerable, row.travels)
        for field, title in zip(fields, self._titles, strict=True):
            field.setAccessibleName(title.text())
        row.remove.setAccessibleName(_("Remove this person"))
        row.remove.setToolTip(_("Remove this person (Alt+Delete)"))
