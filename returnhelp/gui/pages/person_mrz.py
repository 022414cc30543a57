"""Reads the machine readable zone of a travel document as it is typed, pasted or scanned, beside what is recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QWidget,
)

from returnhelp.domain import mrz
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.domain.mrz import Fault, Reading, ZoneWrong
from returnhelp.domain.mrz_layout import LAYOUTS, Place, ZonePart
from returnhelp.domain.mrz_states import State, ZoneState
from returnhelp.domain.mrz_taking import Offer, Offers, Recorded, offers
from returnhelp.domain.people import Precision
from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size
from returnhelp.gui.models import fields
from returnhelp.gui.models.fields import Names
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n import formats, labels, messages
from returnhelp.i18n.catalogs import _

KEY = "F8"
"""Opens the panel wherever there is a person to be read for."""
_LINES = 3
_FIXED = ("Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "Courier New")


@dataclass(frozen=True)
class Taken:
    """What the person chose: fields of the person, and of one travel document (``document`` if it is recorded)."""

    person: dict[str, Any] = field(default_factory=dict)
    paper: dict[str, Any] = field(default_factory=dict)
    document: int | None = None
    """The place of the recorded document that has this number; None for a new one."""


class OffersScroll(QScrollArea):
    """As high as what it holds, and scrolled where a small window has not that much room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        held = QWidget()
        held.setProperty("scrolled", True)
        self.grid = QGridLayout(held)
        self.grid.setContentsMargins(0, 0, theme.px(8), 0)
        self.grid.setHorizontalSpacing(theme.px(16))
        self.grid.setVerticalSpacing(theme.px(2))
        self.setWidget(held)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        held = self.widget()
        height = held.heightForWidth(self.viewport().width()) if held is not None and held.hasHeightForWidth() else -1
        return QSize(theme.px(320), height if height >= 0 else super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), min(theme.px(96), self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class MrzPanel(Panel):
    """Nothing is written by reading; Ctrl+Enter takes over what is ticked, to be saved with the page."""

    form = "person_mrz"

    taken = Signal(object)
    """What is to be taken over, as ``Taken``."""

    kind_badge: QLabel
    close_button: QToolButton
    zone_edit: QPlainTextEdit
    outcome_note: QLabel
    faults_error: QLabel
    proposal_widget: QWidget
    proposal_button: QPushButton
    proposal_note: QLabel
    offers_scroll: OffersScroll
    taking_note: QLabel
    cancel_button: QPushButton
    take_button: QPushButton

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._recorded = Recorded({})
        self._reading: Reading | None = None
        self._offers = Offers(())
        self._ticks: dict[str, QCheckBox] = {}
        dress(self.take_button, Look.PRIMARY)
        self.close_button.setIcon(icons.icon("x"))
        self.zone_edit.textChanged.connect(self._read)
        self.proposal_button.clicked.connect(self._use_proposal)
        self.take_button.clicked.connect(self.go)
        for button in (self.cancel_button, self.close_button):
            button.clicked.connect(self.shut)
        theme.news().changed.connect(self._measure)
        self._measure()

    def begin(self, recorded: Recorded) -> None:
        """Wait for the lines of a document, to be set beside what is recorded."""
        self._recorded = recorded
        self.zone_edit.clear()
        self._read()
        self.show()
        self.zone_edit.setFocus()

    def reading(self) -> Reading | None:
        """What stands in the field, once it can be read."""
        return self._reading

    def tick(self, name: str) -> QCheckBox:
        """The tick of a field; KeyError where it is not offered."""
        return self._ticks[name]

    def go(self) -> None:
        """Hand over what is ticked."""
        if not self.take_button.isEnabled():
            return
        person: dict[str, Any] = {}
        paper: dict[str, Any] = {}
        for offer in self._chosen():
            (person if offer.entity == "person" else paper).update(offer.values)
        taken = Taken(person, paper, self._offers.document)
        self.shut()
        self.taken.emit(taken)

    def shut(self) -> None:
        """Close it; what was read is of somebody and does not stay."""
        super().shut()
        self.zone_edit.clear()
        self.zone_edit.document().clearUndoRedoStacks()

    def retranslate(self) -> None:
        self._read()
        self._fill(self._reading, {name: box.isChecked() for name, box in self._ticks.items()})

    # --- reading -------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read what stands there, and show it."""
        text, why = self.zone_edit.toPlainText(), ""
        before, self._reading = self._reading, None
        try:
            self._reading = mrz.read(text, self._today())
        except ReturnHelpError as error:
            why = messages.sentence(error) if text.strip() else ""
        reading = self._reading
        self._offers = offers(reading, self._recorded) if reading is not None else Offers(())
        self._tell(reading, why)
        if reading is None or reading != before:
            self._fill(reading, {})
        self._mark(text, reading)

    def _tell(self, reading: Reading | None, why: str) -> None:
        """What was read, what was put right, what is wrong and what may be meant."""
        self.kind_badge.setVisible(reading is not None)
        faults = [_fault_words(fault) for fault in reading.faults] if reading is not None else []
        said = [why] if why else []
        if self._offers.of_another:
            faults.insert(0, _("Name and birth date are not those of this person. Nothing is ticked; look again."))
        if reading is not None:
            kind = labels.label(reading.kind) if reading.kind is not None else labels.label(reading.format)
            self.kind_badge.setText(kind)
            self.kind_badge.setProperty("kind", "warning" if faults or reading.doubts else "success")
            dress(self.kind_badge, Look.BADGE)
            if not reading.faults:
                said.append(_("All check digits are right."))
            if reading.mended:
                what = formats.listed(labels.label(one) for one in reading.mended)
                said.append(_("Corrected while reading: {what}.").format(what=what))
            said += [labels.label(one) for one in reading.doubts]
            if reading.kind is None:
                said.append(_("This is not a travel document: only what it says of the person is offered."))
        self.outcome_note.setText(" ".join(said))
        self.outcome_note.setVisible(bool(said))
        self.faults_error.setText("\n".join(faults))
        self.faults_error.setVisible(bool(faults))
        proposal = reading.proposal if reading is not None else None
        self.proposal_widget.setVisible(proposal is not None)
        if proposal is not None:
            self.proposal_button.setText(
                _("Read “{meant}” for “{found}”").format(meant=proposal.meant, found=proposal.found)
            )
            self.proposal_note.setText(
                _(
                    "With “{meant}” in line {line}, character {column}, all check digits are right."
                    " Compare it with the document first."
                ).format(meant=proposal.meant, line=proposal.place.line, column=proposal.place.column)
            )

    def _use_proposal(self) -> None:
        if self._reading is not None and self._reading.proposal is not None:
            self.zone_edit.setPlainText("\n".join(self._reading.proposal.lines))
            self.zone_edit.setFocus()

    # --- what is offered -------------------------------------------------------------------------------

    def _fill(self, reading: Reading | None, ticked: dict[str, bool]) -> None:
        """A line for each field: what is recorded, what was read, and a tick for taking it over."""
        grid = self.offers_scroll.grid
        while (item := grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._ticks = {}
        self.offers_scroll.setVisible(reading is not None)
        if reading is not None:
            for column, text in enumerate((_("Take over"), _("Recorded now"), _("Read from the document"), "")):
                grid.addWidget(dress(QLabel(text), Look.LABEL), 0, column)
                grid.setColumnStretch(column, (3, 4, 4, 5)[column])
            for at, offer in enumerate(self._offers.lines, start=1):
                self._add_line(grid, at, offer, reading, ticked.get(offer.name, offer.proposed))
        before: QWidget = self.proposal_button
        for widget in (*self._ticks.values(), self.cancel_button, self.take_button):
            QWidget.setTabOrder(before, widget)
            before = widget
        self.offers_scroll.updateGeometry()
        self._weigh()

    def _add_line(self, grid: QGridLayout, at: int, offer: Offer, reading: Reading, ticked: bool) -> None:
        by_part = offer.name in ("nationalities", "number")  # the field's own name says less here
        title = labels.label(offer.part) if by_part else fields.title(offer.entity, offer.name)
        box = QCheckBox(title)
        box.setChecked(ticked)
        box.setEnabled(bool(offer.values) and not offer.same)
        box.toggled.connect(self._weigh)
        there, read, note = _recorded_words(offer, self._recorded), _read_words(offer, reading), _note(offer, reading)
        box.setAccessibleDescription(
            _("recorded: {recorded}, read: {read}. {note}").format(recorded=there, read=read, note=note)
        )
        self._ticks[offer.name] = box
        grid.addWidget(box, at, 0)
        for column, text, look in ((1, there, None), (2, read, Look.STRONG), (3, note, Look.NOTE)):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            if look is not None and not (look is Look.STRONG and offer.same):
                dress(label, look)
            if column == 3 and not offer.same and not reading.is_sound(offer.part):
                dress(label, Look.ERROR)
            grid.addWidget(label, at, column)
        box.show()  # the keys may go there before it is laid out

    def _chosen(self) -> list[Offer]:
        boxes = self._ticks
        return [one for one in self._offers.lines if boxes[one.name].isChecked() and boxes[one.name].isEnabled()]

    def _weigh(self) -> None:
        """Whether anything would be taken over, and where it goes; parts of a document go with its number."""
        numbered = self._offers.document is not None or ("number" in self._ticks and self._ticks["number"].isChecked())
        for offer in self._offers.lines:
            if offer.entity == "travel_documents" and offer.name != "number":
                self._ticks[offer.name].setEnabled(bool(offer.values) and not offer.same and numbered)
        chosen = self._chosen()
        self.take_button.setEnabled(bool(chosen))
        said = ""
        if any(offer.entity == "travel_documents" for offer in chosen):
            said = (
                _("The travel document with this number is updated.")
                if self._offers.document is not None
                else _("A travel document is added.")
            )
        elif self._reading is not None and not chosen:
            said = (
                _("Everything is recorded as it was read.")
                if all(offer.same or not offer.values for offer in self._offers.lines)
                else _("Nothing is ticked.")
            )
        self.taking_note.setText(said)

    # --- marks in the field ------------------------------------------------------------------------------

    def _mark(self, text: str, reading: Reading | None) -> None:
        """Set off the signs that are wrong, and softly the field that a check digit is about."""
        marks: list[QTextEdit.ExtraSelection] = []
        soft, strong = QTextCharFormat(), QTextCharFormat()
        soft.setBackground(QColor(theme.colour("warning_ground")))
        strong.setBackground(QColor(theme.colour("error_ground")))
        strong.setForeground(QColor(theme.colour("error")))
        strong.setFontUnderline(True)
        strong.setFontWeight(QFont.Weight.Bold)
        for fault in reading.faults if reading is not None else ():
            assert reading is not None
            about = LAYOUTS[reading.format].fields.get(fault.part)
            if fault.wrong is ZoneWrong.CHECK_DIGIT and about is not None:
                marks += self._marks(text, reading.lines, about, soft)
            marks += self._marks(text, reading.lines, fault.place, strong)
        self.zone_edit.setExtraSelections(marks)

    def _marks(
        self, text: str, lines: Sequence[str], place: Place, worn: QTextCharFormat
    ) -> list[QTextEdit.ExtraSelection]:
        made = []
        for one in place.each():
            at = position_of(text, lines, one)
            if at is not None:
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.zone_edit.document())
                cursor.setPosition(at)
                cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
                mark.cursor = cursor
                mark.format = worn
                made.append(mark)
        return made

    def _measure(self) -> None:
        """Letters of one width, and room for as many lines as a card has."""
        letters = QFont(fonts.font(Size.LEAD))
        letters.setFamilies([*_FIXED, QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
        letters.setStyleHint(QFont.StyleHint.Monospace)
        self.zone_edit.setFont(letters)
        self.zone_edit.document().setDefaultFont(letters)
        line = self.zone_edit.fontMetrics().lineSpacing()
        self.zone_edit.setFixedHeight(line * _LINES + theme.px(24))
        self._mark(self.zone_edit.toPlainText(), self._reading)


def position_of(text: str, lines: Sequence[str], place: Place) -> int | None:
    """Where a sign of the zone stands in the text as it was typed; None if it was not typed so."""
    rows: list[list[int]] = [[]]
    for at, sign in enumerate(text):
        if sign in "\n\r":
            rows.append([])
        elif not sign.isspace() and sign.isprintable():
            rows[-1].append(at)
    rows = [row for row in rows if row]
    if len(rows) == len(lines):
        row, column = rows[place.line - 1], place.column - 1
    else:
        row = [at for one in rows for at in one]
        column = sum(len(line) for line in lines[: place.line - 1]) + place.column - 1
    if column >= len(row) or any(ord(sign) > 0xFFFF for sign in text):
        return None
    typed = text[row[column]].upper()
    return row[column] if typed == place.of(lines) or not typed.isalnum() else None


# --- words -----------------------------------------------------------------------------------------------


def _fault_words(fault: Fault) -> str:
    part, place = labels.label(fault.part), fault.place
    if fault.wrong is ZoneWrong.CHECK_DIGIT:
        return _(
            "{part}: the check digit is “{found}” and should be “{expected}” (line {line}, character {column})."
        ).format(part=part, found=fault.found, expected=fault.expected, line=place.line, column=place.column)
    return _("{part}: {what} (line {line}, character {column}).").format(
        part=part, what=labels.label(fault.wrong), line=place.line, column=place.column
    )


def _recorded_words(offer: Offer, recorded: Recorded) -> str:
    if offer.name == "birth_date":
        return fields.birth(offer.recorded, recorded.person.get("birth_precision") or Precision.DAY) or "–"
    return fields.written(offer.entity, offer.name, offer.recorded, Names()) or "–"


def _read_words(offer: Offer, reading: Reading) -> str:
    if isinstance(offer.read, State):
        state = offer.read
        return labels.country(state.bfs) if state.bfs is not None else f"{labels.label(state.says)} ({state.code})"
    if offer.read is None:
        return "–"
    if offer.name == "birth_date":
        return fields.birth(reading.birth.day, reading.birth.precision)
    if offer.name == "number" and reading.kind is not None:
        return f"{offer.read} ({labels.label(reading.kind)})"
    return fields.written(offer.entity, offer.name, offer.read, Names())


def _note(offer: Offer, reading: Reading) -> str:
    """What is to be known of a line before it is taken over."""
    if offer.same:
        return _("as recorded")
    if not reading.is_sound(offer.part):
        return _("Not sure: compare it with the document.")
    if isinstance(offer.read, State) and offer.read.says in (ZoneState.REFUGEE, ZoneState.OTHER_REFUGEE):
        return _("The document does not say of which country.")
    if offer.part is ZonePart.NAMES and offer.read and reading.name.cut_off:
        return _("perhaps cut off")
    if offer.name == "birth_date" and reading.birth.other is not None:
        return _("or {day}").format(day=formats.short_date(reading.birth.other))
    return _("is added to what is recorded") if offer.adds else ""
