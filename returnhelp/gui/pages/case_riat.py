"""What RIAT, the tool of the EU Reintegration Programme, asks of a case: filled in, copied, handed out."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from returnhelp.domain import riat_fields
from returnhelp.domain.aid import AidComponent
from returnhelp.domain.projects import KeyMoment, TypeOfSupport
from returnhelp.domain.register_lists import Register, RegisterChoice
from returnhelp.domain.registers import PartnerKind
from returnhelp.domain.riat_fields import RiatField, RiatMoment
from returnhelp.domain.roles import Act
from returnhelp.gui import icons, theme, writing
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models import fields
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.pages.record_page import RecordPage
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.step_bar import BarStep, State, StepBar
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.catalogs import N_, _, pgettext
from returnhelp.services import registers, reintegration
from returnhelp.services.cases import CaseView
from returnhelp.services.reintegration import RiatSheet

_LONG = frozenset({RiatField.ASSISTANCE, RiatField.FEEDBACK, RiatField.ACTIVITIES})
_OF_THE_EU = frozenset({AidComponent.POST_ARRIVAL, AidComponent.POST_RETURN})


class RiatSection(CaseSection):
    """The three key moments beside the case's own steps; what the case knows is only read, the rest is typed."""

    form = "case_riat"
    title = N_("EU programme (RIAT)")
    entities = frozenset({"riat"})

    xlsx_button: QPushButton
    csv_button: QPushButton
    remove_button: QPushButton
    moment_bar: StepBar
    consent_error: QLabel
    begin_button: QPushButton
    moment_label: QLabel
    moment_combo: ChoiceCombo
    reference_label: QLabel
    reference_edit: QLineEdit
    submitted_on_label: QLabel
    submitted_on_edit: DateEdit
    rejected_reason_label: QLabel
    rejected_reason_edit: QLineEdit
    reminder_note: QLabel
    charter_note: QLabel
    fields_widget: QWidget

    @classmethod
    def shown_for(cls, view: CaseView) -> bool:
        """Where it was begun, and where the programme or the aid is that of the EU."""
        case = view.case.values
        named = [one.name for one in view.programmes if one.id == case.get("programme_id")]
        return (
            bool(view.parts["riat"])
            or riat_fields.is_of_the_eu([str(case.get("programme") or ""), *named])
            or any(one.values["component"] in _OF_THE_EU for one in view.parts["aid_lines"])
        )

    def build(self) -> None:
        self._sheet: RiatSheet | None = None
        self._partners: tuple[RegisterChoice, ...] = ()
        self._headings: dict[RiatMoment, QLabel] = {}
        self._names: dict[RiatField, QLabel] = {}
        self._shown: dict[RiatField, QLabel] = {}
        self._copiers: dict[RiatField, QToolButton] = {}
        field_editors.offer_choice(self.moment_combo, "riat", "moment")
        self.submitted_on_edit.set_whole_only(True)
        self._riat = self.tie("riat")
        self._riat.tie_all(
            moment=self.moment_combo,
            reference=self.reference_edit,
            submitted_on=self.submitted_on_edit,
            rejected_reason=self.rejected_reason_edit,
        )
        self._build_fields()
        for button, kind in ((self.xlsx_button, "xlsx"), (self.csv_button, "csv")):
            button.setIcon(icons.icon("download-simple"))
            button.clicked.connect(lambda _checked=False, kind=kind: self._choose_place(kind))
        dress(self.remove_button, Look.QUIET)
        dress(self.begin_button, Look.PRIMARY)
        self.begin_button.clicked.connect(self._begin)
        self.remove_button.clicked.connect(self._remove)
        self.folder.copy.changed.connect(self._hear)
        self.folder.copy.listed.connect(self._tell)
        self.retranslate()

    def _build_fields(self) -> None:
        grid = QGridLayout(self.fields_widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        row = 0
        for moment, asked in riat_fields.MOMENTS.items():
            heading = dress(QLabel(), Look.HEADING)
            heading.setContentsMargins(0, 8 if row else 0, 0, 0)
            self._headings[moment] = heading
            grid.addWidget(heading, row, 0, 1, 3)
            row += 1
            for one in asked:
                self._add_row(grid, row, one)
                row += 1

    def _add_row(self, grid: QGridLayout, row: int, one: RiatField) -> None:
        name = dress(QLabel(), Look.LABEL)
        name.setWordWrap(True)
        self._names[one] = name
        where = Qt.AlignmentFlag.AlignTop if one in _LONG else Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(name, row, 0, where)
        if one in riat_fields.TYPED:
            editor = self._editor(one)
            name.setBuddy(editor)
            grid.addWidget(editor, row, 1)
        else:
            shown = QLabel()
            shown.setWordWrap(True)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._shown[one] = shown
            grid.addWidget(shown, row, 1, where)
        copier = QToolButton()
        copier.setIcon(icons.icon("copy"))
        copier.setIconSize(QSize(16, 16))
        copier.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        copier.clicked.connect(lambda _checked=False, one=one: self.copy_field(one))
        self._copiers[one] = copier
        grid.addWidget(copier, row, 2, where)

    def _editor(self, one: RiatField) -> QWidget:
        name = riat_fields.TYPED[one]
        if one is RiatField.PARTNER:
            editor: QWidget = ChoiceCombo()
        elif one in _LONG:
            editor = QPlainTextEdit()
            editor.setFixedHeight(theme.px(72))
        else:
            editor = field_editors.editor("riat", name, self.folder.choices())
            if fields.kind("riat", name) in (fields.Kind.DATE, fields.Kind.MONEY):
                editor.setMaximumWidth(theme.px(220))
        self._riat.tie(name, editor)
        return editor

    # --- showing -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        for moment, heading in self._headings.items():
            heading.setText(labels.label(moment))
        for one, name in self._names.items():
            said = labels.label(one)
            name.setText(said)
            if one in riat_fields.TYPED and (editor := self._riat.field(riat_fields.TYPED[one])) is not None:
                editor.setAccessibleName(said)
            self._copiers[one].setToolTip(_("Copy"))
            self._copiers[one].setAccessibleName(_("Copy: {field}").format(field=said))
        self.reminder_note.setText(
            _(
                "A retroactive application that nobody answers is rejected by itself after {days} days; it can be"
                " opened again. Source: guides for users of RIAT, not verified by this office."
            ).format(days=riat_fields.ANSWER_DAYS)
        )
        if self.folder.is_read:
            self._read()
            self._tell()

    def display(self) -> None:
        self.submitted_on_edit.set_today(self.folder.today())
        self._riat.show(self.key)
        for tied in self.tied:
            tied.set_editable(self.folder.editable)
        self._tell()
        self._read()

    @property
    def key(self) -> Key | None:
        """The record of RIAT; None where it was not begun."""
        return next(iter(self.folder.copy.keys("riat")), None)

    def _read(self) -> None:
        if self.folder.past is not None:
            self._sheet = None
            return
        office, case_id, language = self.folder.page.office, self.folder.case_id, catalogs.language()
        country = self.folder.copy.value(self.folder.key, "destination")
        kinds = frozenset({PartnerKind.REINTEGRATION_PARTNER})

        def read() -> tuple[RiatSheet, tuple[RegisterChoice, ...]]:
            partners = registers.choices(office, Register.PARTNERS, country=country, kinds=kinds)
            return reintegration.riat_sheet(office, case_id, language), partners

        self.folder.page.ask(read, self._take, latest="riat")

    def _take(self, answer: tuple[RiatSheet, tuple[RegisterChoice, ...]]) -> None:
        self._sheet, self._partners = answer
        names = {one.id: one.name for one in self._partners}
        combo = self._riat.field("partner_id")
        assert isinstance(combo, ChoiceCombo)
        combo.offer(names, lambda number: names.get(number, ""), lambda: pgettext("choice of a field", "–"))
        self._riat.show(self.key)
        self._tell()

    def _hear(self, key: Key, _name: str) -> None:
        if key[0] == "riat" and self.isVisible():
            self._tell()

    def _tell(self) -> None:
        if not self.folder.is_read:
            return
        key = self.key
        there = key is not None and not self.folder.copy.is_removed(key)
        moment = KeyMoment(self.folder.copy.value(key, "moment")) if key is not None and there else None
        self._show_bar(moment)
        self.begin_button.setVisible(not there and self.folder.editable)
        self.remove_button.setVisible(there and self.folder.editable)
        self.fields_widget.setVisible(there)
        for label, editor in (
            (self.moment_label, self.moment_combo),
            (self.reference_label, self.reference_edit),
            (self.submitted_on_label, self.submitted_on_edit),
        ):
            label.setVisible(there)
            editor.setVisible(there)
        rejected = moment is KeyMoment.REJECTED
        self.rejected_reason_label.setVisible(rejected)
        self.rejected_reason_edit.setVisible(rejected)
        self._tell_consent(there)
        self._tell_known()
        by = self._sheet.charter_by if self._sheet is not None else None
        self.charter_note.setVisible(by is not None)
        if by is not None:
            days, day = riat_fields.CHARTER_DAYS, formats.date(by)
            said = _("By charter: enter the case at least {days} working days before departure, so by {day}.")
            late = " " + _("That day is over.") if by < self.folder.today() else ""
            source = " " + _("Source: guides for users of RIAT.")
            self.charter_note.setText(said.format(days=days, day=day) + late + source)

    def _show_bar(self, moment: KeyMoment | None) -> None:
        done = riat_fields.moments_done(moment) if moment is not None else 0
        steps = []
        for place, one in enumerate(RiatMoment):
            state = State.DONE if place < done else State.NOW if place == done and moment is not None else State.NEXT
            if moment is KeyMoment.REJECTED and place == 0:
                state = State.STOPPED
            steps.append(BarStep(labels.label(one), state))
        self.moment_bar.set_steps(steps)

    def _tell_consent(self, there: bool) -> None:
        """Without consent the fields are read here, and nothing is handed out."""
        may = self._sheet is not None and self._sheet.may_go_out
        lacking = there and self._sheet is not None and not may
        self.consent_error.setVisible(lacking)
        self.consent_error.setText(
            _(
                "There is no consent yet to give data to an authority, and no signed RIAT consent."
                " Until one of the two is recorded and saved, nothing can be copied or exported."
            )
        )
        out = there and may and self.folder.past is None
        allowed = self.folder.page.office.may(Act.EDIT_CASES)
        for button in (self.xlsx_button, self.csv_button):
            button.setVisible(there and allowed)
            button.setEnabled(out)
        for copier in self._copiers.values():
            copier.setEnabled(out)

    def _tell_known(self) -> None:
        known = {one.field: one.value for one in self._sheet.lines} if self._sheet is not None else {}
        for one, shown in self._shown.items():
            if one in riat_fields.NOT_PASSED_ON:
                shown.setText(_("Not filled in: asylum data is not passed on (AsylG Art. 97)."))
                self._copiers[one].hide()
            else:
                shown.setText(known.get(one) or _("not recorded"))

    # --- handing out -------------------------------------------------------------------------------

    def words_of(self, one: RiatField) -> str:
        """What is to be typed over: as it is typed here, else as the case knows it."""
        if one in riat_fields.TYPED:
            return _text_of(self._riat.field(riat_fields.TYPED[one]))
        lines = self._sheet.lines if self._sheet is not None else ()
        return next((line.value for line in lines if line.field is one), "")

    def copy_field(self, one: RiatField) -> None:
        """Put one field on the clipboard, to be pasted into RIAT."""
        if self._sheet is None or not self._sheet.may_go_out:
            return
        QGuiApplication.clipboard().setText(self.words_of(one))
        self.folder.page.desk.toast(_("Copied: {field}").format(field=labels.label(one)))

    def _choose_place(self, kind: str) -> None:
        """What is typed is saved before it is handed out."""
        self._save(lambda: self.export(kind))

    def export(self, kind: str) -> None:
        """Ask for a place and write the fields there; that they left is recorded."""
        name = _("RIAT {number}").format(number=self.folder.view.case.values["number"]) + f".{kind}"
        patterns = [(_("Spreadsheets") if kind == "xlsx" else _("Text (CSV)"), f"*.{kind}")]
        chosen = file_boxes.save_file(self, _("Save the fields for RIAT"), name, patterns)
        if chosen is None:
            return
        page, office, case_id, language = (
            self.folder.page,
            self.folder.page.office,
            self.folder.case_id,
            catalogs.language(),
        )
        place = writing.with_suffix(chosen, f".{kind}")

        def work() -> Path:
            return writing.write(place, reintegration.export_riat(office, case_id, kind, language))

        page.ask(work, lambda written: page.desk.toast(_("Saved: {name}").format(name=written.name)))

    # --- beginning and ending ----------------------------------------------------------------------

    def _begin(self) -> None:
        key = self.key
        if key is not None:  # it was to be removed
            self.folder.copy.bring_back(key)
            return
        values = {"moment": KeyMoment.NOT_REGISTERED, "support": TypeOfSupport.BOTH}
        self.folder.copy.add("riat", self.folder.root, values)
        self._riat.show(self.key)
        self._save(lambda: None)

    def _remove(self) -> None:
        if (key := self.key) is not None:
            self.folder.copy.remove(key)

    def _save(self, then: Any) -> None:
        page = self.folder.page
        if isinstance(page, RecordPage):
            page.save(then)


def _text_of(editor: QWidget | None) -> str:
    match editor:
        case QComboBox():
            return "" if isinstance(editor, ChoiceCombo) and editor.value() is None else editor.currentText()
        case QPlainTextEdit():
            return editor.toPlainText()
        case QLineEdit():
            return editor.text()
    return ""
