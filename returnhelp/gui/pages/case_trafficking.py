"""Victims of trafficking in a case: the codes that reports count, and what is sealed about each of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from returnhelp.domain import area_checks
from returnhelp.domain.case import CaseType
from returnhelp.domain.compartments import COMPARTMENT, SealedKind
from returnhelp.domain.register_lists import Register, RegisterChoice
from returnhelp.domain.registers import PartnerKind
from returnhelp.domain.roles import Act, Clearance
from returnhelp.domain.steps import Need
from returnhelp.domain.trafficking import HtcdsStatus, TraffickingBasis, TraffickingStatus
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.gui import icons, writing
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models import fields
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_sealed import SealedRecord
from returnhelp.gui.pages.case_travel_tables import TablesSection
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.number_edit import NumberEdit
from returnhelp.gui.widgets.places import CountryCombo
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.ticks_button import TicksButton
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import htcds, registers
from returnhelp.services.cases import CaseView

_SEALED = (SealedKind.RISK_ASSESSMENT, SealedKind.SAFE_CONTACT, SealedKind.SCREENING)


class TraffickingSection(TablesSection):
    """One line for each victim; the sealed records under it are those of the chosen one."""

    form = "case_trafficking"
    title = N_("Trafficking")
    entities = frozenset({"trafficking"})
    needs = frozenset({Need.RISK_ASSESSMENT})

    pseudonym_note: QLabel
    victims_table: RecordTable
    victims_error: QLabel
    facts_widget: QWidget
    identified_by_combo: ChoiceCombo
    identified_on_edit: DateEdit
    htcds_status_combo: ChoiceCombo
    referred_by_combo: ChoiceCombo
    referred_on_edit: DateEdit
    partner_id_combo: ChoiceCombo
    exploitation_button: TicksButton
    exploited_in_combo: ChoiceCombo
    country_of_exploitation_combo: CountryCombo
    months_edit: NumberEdit
    age_when_trafficked_edit: NumberEdit
    proceedings_check: QCheckBox
    reflection_from_edit: DateEdit
    reflection_until_edit: DateEdit
    reflection_note: QLabel
    means_button: TicksButton
    labour_sectors_button: TicksButton
    sexual_types_button: TicksButton
    recruiters_button: TicksButton
    sealed_widget: QWidget
    export_button: QPushButton

    @classmethod
    def shown_for(cls, view: CaseView) -> bool:
        return (
            view.case.values["kind"] is CaseType.TRAFFICKING_RETURN
            or bool(view.parts["trafficking"])
            or any(one.values["kind"] is VulnerabilityKind.TRAFFICKING_VICTIM for one in view.parts["vulnerabilities"])
            or any(COMPARTMENT[one.kind] is Clearance.TRAFFICKING for one in view.sealed)
        )

    def build(self) -> None:
        self.prepare()
        self._partners: dict[int, str] = {}
        columns = (
            FieldColumn("person_id", 180, stretches=True),
            FieldColumn("status", 150),
            FieldColumn("basis", 200, stretches=True),
            FieldColumn("risk_level", 150, editable=False, shown=self._risk),
        )
        self.put_table(self.victims_table, self.victims_error, "trafficking", columns, N_("Record a victim"), self._new)
        for name, combo in (
            ("identified_by", self.identified_by_combo),
            ("referred_by", self.referred_by_combo),
            ("exploited_in", self.exploited_in_combo),
            ("htcds_status", self.htcds_status_combo),
        ):
            field_editors.offer_choice(combo, "trafficking", name)
        ticks = {
            "exploitation": self.exploitation_button,
            "means": self.means_button,
            "labour_sectors": self.labour_sectors_button,
            "sexual_types": self.sexual_types_button,
            "recruiters": self.recruiters_button,
        }
        for name, button in ticks.items():
            button.offer(fields.choices("trafficking", name))
        for number, largest in ((self.months_edit, 1200), (self.age_when_trafficked_edit, 120)):
            number.setRange(0, largest)
            number.setSpecialValueText(" ")
        for day in self._days():
            day.set_whole_only(True)
        self._facts = self.tie("trafficking")
        self._facts.tie_all(
            identified_by=self.identified_by_combo,
            identified_on=self.identified_on_edit,
            htcds_status=self.htcds_status_combo,
            referred_by=self.referred_by_combo,
            referred_on=self.referred_on_edit,
            partner_id=self.partner_id_combo,
            exploited_in=self.exploited_in_combo,
            country_of_exploitation=self.country_of_exploitation_combo,
            months=self.months_edit,
            age_when_trafficked=self.age_when_trafficked_edit,
            proceedings=self.proceedings_check,
            reflection_from=self.reflection_from_edit,
            reflection_until=self.reflection_until_edit,
            **ticks,
        )
        self.under(self.victims_table, self.facts_widget, self._facts)
        self.victims_table.record_chosen.connect(lambda _key: self._chosen())
        self.sealed = {kind: SealedRecord(self.folder, kind) for kind in _SEALED}
        column = self.sealed_widget.layout()
        assert column is not None
        for record in self.sealed.values():
            column.addWidget(record)
        dress(self.reflection_note, Look.ERROR)
        dress(self.export_button, Look.QUIET)
        self.export_button.setIcon(icons.icon("export"))
        self.export_button.clicked.connect(self._choose_place)
        self.folder.copy.changed.connect(self._typed)
        self.retranslate()

    def _days(self) -> Sequence[DateEdit]:
        return (
            self.identified_on_edit,
            self.referred_on_edit,
            self.reflection_from_edit,
            self.reflection_until_edit,
        )

    def display(self) -> None:
        super().display()
        for day, name in zip(self._days(), ("identified_on", "referred_on", "reflection_from", "until"), strict=True):
            field_editors.set_today(day, self.folder.today(), name)
        office = self.folder.page.office
        cleared = Clearance.TRAFFICKING in office.user.clearances
        self.export_button.setVisible(cleared and office.may(Act.EXPORT_TRAFFICKING))
        self._tell_pseudonym()
        if not self._partners:
            kinds = frozenset({PartnerKind.SHELTER, PartnerKind.MISSION, PartnerKind.NGO})
            self.folder.page.ask(
                lambda: registers.choices(office, Register.PARTNERS, kinds=kinds),
                self._offer_partners,
                latest="partners",
            )
        self._offer_partners(())
        self._chosen()

    def _offer_partners(self, found: Sequence[RegisterChoice]) -> None:
        self._partners |= {one.id: one.name for one in found}
        names = self._partners
        self.partner_id_combo.offer(names, lambda number: names.get(number, ""), lambda: "–")
        self._facts.show(self._facts.key)

    def go_to(self, place: object) -> bool:
        """A risk assessment that is missing is written at once, where one may."""
        if place is Need.RISK_ASSESSMENT:
            copy = self.folder.copy
            lacking = (key for key in copy.keys("trafficking") if copy.value(key, "risk_level") is None)
            if (key := next(lacking, None)) is not None:
                self.victims_table.choose(key)
            self._chosen()
            record = self.sealed[SealedKind.RISK_ASSESSMENT]
            (record.open_button if record.open_button.isVisibleTo(self) else self.victims_table).setFocus()
            return True
        return super().go_to(place)

    def retranslate(self) -> None:
        self.victims_table.setAccessibleName(_("Victims of trafficking"))
        if self.folder.is_read:
            self._tell_pseudonym()
            self._tell_reflection()

    # --- the chosen one -----------------------------------------------------------------------------

    def _chosen(self) -> None:
        """The sealed records are those of the chosen victim; before anybody is recorded, of the first traveller."""
        copy = self.folder.copy
        key = self._facts.key or next(iter(copy.keys("trafficking")), None)
        person = copy.value(key, "person_id") if key is not None else self.somebody()
        for record in self.sealed.values():
            record.show_person(person)
        self._tell_reflection()

    def _new(self) -> dict[str, Any]:
        copy = self.folder.copy
        recorded = {copy.value(key, "person_id") for key in copy.keys("trafficking")}
        marked = {
            copy.value(key, "person_id")
            for key in copy.keys("vulnerabilities")
            if copy.value(key, "kind") is VulnerabilityKind.TRAFFICKING_VICTIM
        }
        others = [number for number in self.folder.traveller_ids() if number not in recorded]
        person = next((number for number in others if number in marked), next(iter(others), None))
        return {
            "person_id": person,
            "basis": TraffickingBasis.ART_30_1_E,
            "status": TraffickingStatus.POSSIBLE,
            "exploitation": [],
            "means": [],
            "labour_sectors": [],
            "sexual_types": [],
            "recruiters": [],
            "proceedings": False,
            "htcds_status": HtcdsStatus.ACTIVE,
        }

    def _typed(self, key: Key, name: str) -> None:
        if key == self._facts.key and name in ("reflection_from", "reflection_until"):
            self._tell_reflection()

    # --- what is said -------------------------------------------------------------------------------

    def _risk(self, key: Key) -> str:
        level, day = (self.folder.copy.value(key, name) for name in ("risk_level", "risk_assessed_on"))
        if level is None:
            return _("not assessed yet")
        return f"{labels.label(level)} · {formats.short_date(day)}" if day is not None else labels.label(level)

    def _tell_pseudonym(self) -> None:
        pseudonym = self.folder.view.case.values["pseudonym"]
        self.pseudonym_note.setVisible(bool(pseudonym))
        self.pseudonym_note.setText(
            _(
                "The case is restricted. Lists, searches, exports and tabs say {pseudonym} in place of the names."
            ).format(pseudonym=pseudonym)
        )

    def _tell_reflection(self) -> None:
        copy, key = self.folder.copy, self._facts.key
        days = None
        if key is not None:
            first, last = (copy.value(key, name) for name in ("reflection_from", "reflection_until"))
            days = area_checks.reflection_days(first, last)
        short = days is not None and 0 < days < area_checks.SHORTEST_REFLECTION
        self.reflection_note.setVisible(short)
        if short and days is not None:
            said = ngettext(
                "The reflection period has {count} day. It has at least {least} (VZAE Art. 35).",
                "The reflection period has {count} days. It has at least {least} (VZAE Art. 35).",
                days,
            )
            least = formats.number(area_checks.SHORTEST_REFLECTION)
            self.reflection_note.setText(said.format(count=formats.number(days), least=least))

    # --- handing out --------------------------------------------------------------------------------

    def _choose_place(self) -> None:
        kinds = [(_("Spreadsheet"), "*.xlsx"), (_("Text with semicolons"), "*.csv")]
        place = file_boxes.save_file(self, _("Export all cases of trafficking"), "htcds.xlsx", kinds)
        if place is not None:
            self.export(place)

    def export(self, place: Path) -> None:
        """Write every case of trafficking that may be seen as HTCDS has it, under pseudonyms; it is recorded."""
        page = self.folder.page
        office = page.office
        csv = place.suffix.lower() == ".csv"
        place = place if csv else writing.with_suffix(place, ".xlsx")
        page.ask(
            lambda: writing.write(place, htcds.export(office, "csv" if csv else "xlsx")),
            lambda written: page.desk.toast(_("Saved: {name}").format(name=written.name)),
        )

    # --- what is typed into the seals ----------------------------------------------------------------

    def go(self) -> bool:
        """What is typed into a sealed form is sealed."""
        for record in self.sealed.values():
            if record.is_typed and record.isAncestorOf(self.focusWidget() or self):
                record.write()
                return True
        return False

    def hold(self) -> dict[str, object] | None:
        held = {kind.value: held for kind, record in self.sealed.items() if (held := record.hold()) is not None}
        return dict(held) or None

    def restore(self, held: dict[str, object]) -> None:
        self.appear()
        for kind, typed in held.items():
            if kind in set(_SEALED) and isinstance(typed, dict):
                self.sealed[SealedKind(kind)].restore(typed)
