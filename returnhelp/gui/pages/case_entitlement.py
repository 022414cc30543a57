"""What the household of a case may be given: proposed with its calculation and article, and taken over as drafts."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import CaseType, DestinationKind, Permit
from returnhelp.domain.case_kinds import WITHOUT_AID
from returnhelp.domain.entitlement_case import EXCLUSIONS
from returnhelp.domain.law_rows import Context
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import Need
from returnhelp.gui.models.working_copy import Fault
from returnhelp.gui.pages.case_entitlement_lines import ProposalLine
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.number_edit import NumberEdit
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext, pgettext
from returnhelp.services import cases, entitlement
from returnhelp.services.cases import CaseView
from returnhelp.services.entitlement import EntitlementView

_ABREAST = 3
_MOST_MONTHS = 120
_MORE = ("exit_reason", "exit_condition", "medical_months", "raised_aid_reason", "raised_travel_reason")
"""Fields that few cases need; they are shown when they are asked for, or hold something."""


class EntitlementSection(CaseSection):
    """The facts that the sums rest on, and below them every kind of aid with its sum, or why there is none."""

    form = "case_entitlement"
    title = N_("Entitlement")
    entities = frozenset({"case"})

    fields_widget: QWidget
    context_widget: QWidget
    context_combo: ChoiceCombo
    centre_phase_widget: QWidget
    centre_phase_combo: ChoiceCombo
    third_state_stay_until_widget: QWidget
    third_state_stay_until_edit: DateEdit
    waiver_signed_on_widget: QWidget
    waiver_signed_on_edit: DateEdit
    in_detention_widget: QWidget
    in_detention_check: QCheckBox
    detention_interview_on_widget: QWidget
    detention_interview_on_edit: DateEdit
    exit_reason_widget: QWidget
    exit_reason_combo: ChoiceCombo
    exit_condition_widget: QWidget
    exit_condition_combo: ChoiceCombo
    medical_months_widget: QWidget
    medical_months_edit: NumberEdit
    final_cure_possible_widget: QWidget
    final_cure_possible_check: QCheckBox
    raised_aid_reason_widget: QWidget
    raised_aid_reason_edit: QLineEdit
    raised_travel_reason_widget: QWidget
    raised_travel_reason_edit: QLineEdit
    more_link: QPushButton
    proposals_heading: QLabel
    counted_note: QLabel
    take_all_button: QPushButton
    tables_error: QLabel
    tables_link: QPushButton
    proposals_widget: QWidget

    @classmethod
    def shown_for(cls, view: CaseView) -> bool:
        return view.case.values["kind"] not in WITHOUT_AID

    def build(self) -> None:
        self.view: EntitlementView | None = None
        self.lines: list[ProposalLine] = []
        self._context: Context | None = None
        self._more = False
        self._wanted: QWidget | None = None
        for combo, name in ((self.centre_phase_combo, "centre_phase"), (self.exit_condition_combo, "exit_condition")):
            field_editors.offer_choice(combo, "case", name)
        self.exit_reason_combo.offer(EXCLUSIONS, None, lambda: pgettext("reason of exclusion", "not excluded"))
        self.context_combo.offer(Context)
        self.context_combo.chosen.connect(self._count_by)
        self.medical_months_edit.setRange(0, _MOST_MONTHS)
        self.medical_months_edit.setSpecialValueText(" ")
        self.medical_months_edit.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        for day in (self.third_state_stay_until_edit, self.waiver_signed_on_edit, self.detention_interview_on_edit):
            day.set_whole_only(True)
        self._case = self.tie("case")
        self._case.tie_all(
            centre_phase=self.centre_phase_combo,
            third_state_stay_until=self.third_state_stay_until_edit,
            waiver_signed_on=self.waiver_signed_on_edit,
            in_detention=self.in_detention_check,
            detention_interview_on=self.detention_interview_on_edit,
            exit_reason=self.exit_reason_combo,
            exit_condition=self.exit_condition_combo,
            medical_months=self.medical_months_edit,
            final_cure_possible=self.final_cure_possible_check,
            raised_aid_reason=self.raised_aid_reason_edit,
            raised_travel_reason=self.raised_travel_reason_edit,
        )
        self.folder.copy.changed.connect(self._hear)
        self.more_link.clicked.connect(self._show_more)
        self.tables_link.clicked.connect(lambda: self.folder.page.desk.open_page("office", "rates"))
        self.take_all_button.clicked.connect(self.take_all)

    # --- reading ---------------------------------------------------------------------------------------

    def display(self) -> None:
        """Show the fields, and count again."""
        today = self.folder.today()
        for day in (self.third_state_stay_until_edit, self.waiver_signed_on_edit, self.detention_interview_on_edit):
            field_editors.set_today(day, today, day.objectName().removesuffix("_edit"))
        self._case.show(self.folder.key)
        self._case.set_editable(self.folder.editable)
        self._arrange()
        self._count()

    def _count(self) -> None:
        page, case_id, context = self.folder.page, self.folder.case_id, self._context
        office = page.office
        if self.folder.past is not None:
            self.view = None
            self._tell()
            return
        page.ask(lambda: entitlement.propose(office, case_id, context), self._take, latest="entitlement")

    def _take(self, view: EntitlementView) -> None:
        self.view = view
        self.context_combo.set_value(view.context)
        self._arrange()
        self._tell()

    def retranslate(self) -> None:
        self._say_more()
        self._tell()

    # --- the fields ------------------------------------------------------------------------------------

    def _shown(self) -> dict[QWidget, bool]:
        """Which fields this case needs, in their order; one that holds something is always shown."""
        copy, key = self.folder.copy, self.folder.key

        def holds(name: str) -> bool:
            return copy.value(key, name) not in (None, "", False, 0)

        context = self.view.context if self.view is not None else None
        status_s = copy.value(key, "kind") is CaseType.STATUS_S_RETURN or copy.value(key, "permit") is Permit.S
        third = copy.value(key, "destination_kind") is DestinationKind.THIRD
        detained = bool(copy.value(key, "in_detention"))
        medical = copy.value(key, "kind") is CaseType.MEDICAL_RETURN or holds("medical_months")
        more = self._more
        return {
            self.context_widget: True,
            self.centre_phase_widget: context is Context.FEDERAL_CENTRE or holds("centre_phase"),
            self.third_state_stay_until_widget: third or holds("third_state_stay_until"),
            self.waiver_signed_on_widget: status_s or holds("waiver_signed_on"),
            self.in_detention_widget: True,
            self.detention_interview_on_widget: detained or holds("detention_interview_on"),
            self.exit_reason_widget: more or detained or holds("exit_reason"),
            self.exit_condition_widget: more or detained or holds("exit_condition") or holds("exit_reason"),
            self.medical_months_widget: more or medical,
            self.final_cure_possible_widget: more or medical or holds("final_cure_possible"),
            self.raised_aid_reason_widget: more or holds("raised_aid_reason"),
            self.raised_travel_reason_widget: more or holds("raised_travel_reason"),
        }

    def _arrange(self) -> None:
        """Set the fields that are needed side by side, without gaps."""
        grid = self.fields_widget.layout()
        assert isinstance(grid, QGridLayout)
        shown = self._shown()
        for widget in shown:
            shown[widget] = shown[widget] or self._field(widget) is self._wanted
        for widget, wanted in shown.items():
            grid.removeWidget(widget)
            widget.setVisible(wanted)
        for at, widget in enumerate(one for one, wanted in shown.items() if wanted):
            side = Qt.AlignmentFlag.AlignBottom if widget in self._boxes() else Qt.AlignmentFlag.AlignTop
            grid.addWidget(widget, at // _ABREAST, at % _ABREAST, side)
        order = [one for one, wanted in shown.items() if wanted]
        for before, after in pairwise(order):
            QWidget.setTabOrder(self._field(before), self._field(after))
        self.more_link.setVisible(self._more or not all(shown.values()))
        self._say_more()

    def _field(self, widget: QWidget) -> QWidget:
        """The editor in a place of the grid."""
        what = widget.objectName().removesuffix("_widget")
        found: QWidget = next(
            one for end in ("combo", "edit", "check") if (one := getattr(self, f"{what}_{end}", None)) is not None
        )
        return found

    def _boxes(self) -> tuple[QWidget, QWidget]:
        return self.in_detention_widget, self.final_cure_possible_widget

    def _say_more(self) -> None:
        self.more_link.setText(_("Less") if self._more else _("More that may matter"))

    def _show_more(self) -> None:
        self._more = not self._more
        self._arrange()
        if self._more:
            self.exit_reason_combo.setFocus()

    def _hear(self, key: object, name: str) -> None:
        """A field that another one calls for appears as soon as that is typed."""
        concerned = ("in_detention", "exit_reason", "medical_months", "destination_kind", "kind")
        if key == self.folder.key and name in concerned and self.isVisible():
            self._arrange()
            self._tell_saving()

    def go_to(self, place: object) -> bool:
        if place is Need.AID_REQUESTED:
            self.take_all_button.setFocus()
            return True
        field = self._case.field(place) if isinstance(place, str) else None
        if field is None:
            return False
        self._wanted = field
        self._arrange()
        field.setFocus()
        return True

    def mark_fault(self, fault: Fault, why: str) -> bool:
        if fault.field in _MORE and not self._more:
            self._more = True
            self._arrange()
        return super().mark_fault(fault, why)

    # --- the proposals ---------------------------------------------------------------------------------

    def _count_by(self, context: object) -> None:
        """Count by another scheme, for as long as the section is open; nothing is kept of it."""
        usual = self.view.usual_context if self.view is not None else None
        self._context = context if isinstance(context, Context) and context is not usual else None
        self._count()

    def _tell(self) -> None:
        column = self.proposals_widget.layout()
        assert isinstance(column, QVBoxLayout)
        at = next(
            (place for place, one in enumerate(self.lines) if one.button is not None and one.button.hasFocus()), -1
        )
        for old in self.lines:
            column.removeWidget(old)
            old.hide()
            old.deleteLater()
        view = self.view
        self._tell_tables()
        names = self.folder.short_names() if self.folder.is_read else {}
        self.lines = [
            ProposalLine(one, names, len(self.folder.traveller_ids()), can_take=self._can_take())
            for one in (view.proposals if view is not None else ())
        ]
        for line in self.lines:
            line.wanted.connect(lambda key: self._take_over([key]))
            column.addWidget(line)
        if view is None:
            today_only = _("The sums are counted as the case stands today.")
            self.counted_note.setText(today_only if self.folder.past is not None else "")
            self.take_all_button.hide()
            return
        said = _("By the tables of {day}").format(day=formats.short_date(view.day))
        if view.context is not view.usual_context:
            usual = _("as a trial; the case itself points to: {scheme}").format(scheme=labels.label(view.usual_context))
            said = f"{said}, {usual}"
        self.counted_note.setText(said)
        self.take_all_button.setVisible(self._can_take())
        self._tell_saving()
        self._order_keys(at)

    def _order_keys(self, at: int) -> None:
        """The new buttons are reached in their order; the keys stay where they were: at the next one to take over."""
        buttons = [(place, one.button) for place, one in enumerate(self.lines) if one.button is not None]
        for before, after in pairwise((self.take_all_button, *(button for _place, button in buttons))):
            QWidget.setTabOrder(before, after)
        if at >= 0:
            following = (button for place, button in buttons if place >= at)
            next(following, buttons[-1][1] if buttons else self.context_combo).setFocus()

    def _tell_tables(self) -> None:
        """Which tables of the office have no row for this case, and who fills them in; each once."""
        view = self.view
        missing = (
            dict.fromkeys(one.table for one in view.proposals if one.table is not None) if view is not None else {}
        )
        who = formats.listed(labels.label(one) for one in view.keepers) if view is not None else ""
        said = [
            _("The office’s table “{table}” has no row for this.").format(table=labels.label(table))
            if not who
            else _("The office’s table “{table}” has no row for this. It is filled in by: {who}.").format(
                table=labels.label(table), who=who
            )
            for table in missing
        ]
        self.tables_error.setText("\n".join(said))
        self.tables_error.setVisible(bool(said))
        self.tables_link.setVisible(bool(said) and self.folder.page.office.may(Act.SEE_RATES))

    def _tell_saving(self) -> None:
        """While something is typed that is not saved, the sums are still those from before."""
        unsaved = any(self.folder.copy.is_typed(self.folder.key, name) for name in _COUNTED)
        ready = self.view is not None and bool(self.view.to_take) and not unsaved
        self.take_all_button.setEnabled(ready)
        self.take_all_button.setToolTip(_("Save first; then the sums are counted again.") if unsaved else "")

    def _can_take(self) -> bool:
        return self.folder.editable and self.view is not None and self.view.can_take

    def take_all(self) -> None:
        """Make drafts of every proposal that is not asked for yet."""
        if self.view is not None and self.view.to_take:
            self._take_over([one.placed.key for one in self.view.to_take])

    def _take_over(self, wanted: list[tuple[AidComponent, int | None]]) -> None:
        page, case_id, context = self.folder.page, self.folder.case_id, self._context
        office = page.office

        page.act(
            lambda: entitlement.take_over(office, case_id, wanted, context),
            said=_taken(len(wanted)),
            undo=lambda change: cases.undo(office, change.seq),
        )


def _taken(count: int) -> str:
    said = ngettext("{count} line is taken over as a draft.", "{count} lines are taken over as drafts.", count)
    return said.format(count=formats.number(count))


_COUNTED = (
    *("centre_phase", "in_detention", "detention_interview_on", "waiver_signed_on", "third_state_stay_until"),
    *("exit_reason", "exit_condition", "raised_aid_reason", "raised_travel_reason", "medical_months"),
    *("final_cure_possible", "kind", "route", "destination", "planned_departure", "programme_id"),
)
