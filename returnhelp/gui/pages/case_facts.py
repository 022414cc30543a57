"""The facts of a case and of its household."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit

from returnhelp.domain import identifiers
from returnhelp.domain.programmes import FitOutcome
from returnhelp.domain.steps import Need
from returnhelp.gui import theme
from returnhelp.gui.models import fields
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.links_row import Link, LinksRow
from returnhelp.gui.widgets.places import CantonCombo, CountryCombo
from returnhelp.gui.widgets.tidy import tidy_on_leaving
from returnhelp.i18n import labels, programme_words
from returnhelp.i18n.catalogs import N_, _, pgettext
from returnhelp.services.registers import ProgrammeChoice


class FactsSection(CaseSection):
    """What the case is about, who works on it, where it leads; and what holds for the whole household."""

    form = "case_facts"
    title = N_("The case")
    entities = frozenset({"case", "household"})
    needs = frozenset({Need.CASEWORKER, Need.DESTINATION})

    kind_combo: ChoiceCombo
    opened_on_edit: DateEdit
    caseworker_combo: ChoiceCombo
    destination_combo: CountryCombo
    destination_kind_combo: ChoiceCombo
    programme_combo: ChoiceCombo
    programme_note: QLabel
    route_combo: ChoiceCombo
    counselling_office_edit: QLineEdit
    case_canton_combo: CantonCombo
    summary_edit: QPlainTextEdit
    restricted_check: QCheckBox
    n_number_edit: QLineEdit
    entry_date_edit: DateEdit
    household_canton_combo: CantonCombo
    address_edit: QLineEdit
    centre_edit: QLineEdit
    household_phone_edit: QLineEdit
    household_note_edit: QLineEdit
    others_heading: QLabel
    others_row: LinksRow

    def build(self) -> None:
        for combo, name in (
            (self.kind_combo, "kind"),
            (self.destination_kind_combo, "destination_kind"),
            (self.route_combo, "route"),
        ):
            field_editors.offer_choice(combo, "case", name)
        for day in (self.opened_on_edit, self.entry_date_edit):
            day.set_whole_only(True)
        self.summary_edit.setFixedHeight(theme.px(72))
        self._case = self.tie("case")
        self._case.tie_all(
            kind=self.kind_combo,
            opened_on=self.opened_on_edit,
            caseworker_id=self.caseworker_combo,
            destination=self.destination_combo,
            destination_kind=self.destination_kind_combo,
            programme_id=self.programme_combo,
            route=self.route_combo,
            counselling_office=self.counselling_office_edit,
            canton=self.case_canton_combo,
            summary=self.summary_edit,
            restricted=self.restricted_check,
        )
        self._household = self.tie("household")
        self._household.tie_all(
            n_number=self.n_number_edit,
            entry_date=self.entry_date_edit,
            canton=self.household_canton_combo,
            address=self.address_edit,
            centre=self.centre_edit,
            phone=self.household_phone_edit,
            note=self.household_note_edit,
        )
        tidy_on_leaving(self.n_number_edit, identifiers.n_number)
        tidy_on_leaving(self.household_phone_edit, identifiers.phone)
        self.others_row.followed.connect(self.folder.page.desk.open_case)
        self.folder.copy.changed.connect(self._hear)

    def _hear(self, key: object, name: str) -> None:
        if name == "programme_id" and key == self.folder.key:
            self._tell_programme()

    def display(self) -> None:
        folder, today = self.folder, self.folder.today()
        for day in (self.opened_on_edit, self.entry_date_edit):
            day.set_today(today)
        people = folder.colleagues_and(folder.copy.value(folder.key, "caseworker_id"))
        self.caseworker_combo.offer(people, lambda number: people.get(number, ""), lambda: _("nobody"))
        self._offer_programmes()
        self._case.show(folder.key)
        self._tell_programme()
        self._household.show(folder.household_key)
        for tied in self.tied:
            tied.set_editable(folder.editable)
        self._hint_at_canton()
        others = folder.view.other_cases if folder.past is None else ()
        self.others_heading.setVisible(bool(others))
        self.others_row.set_links(
            [Link(f"{number} – {labels.label(step)}", case_id, "folder-open") for case_id, number, step in others]
        )

    def _offer_programmes(self) -> None:
        """The programmes that fit first; of the others each says why not."""
        found = {one.id: one for one in self.folder.view.programmes}

        def words(number: int) -> str:
            one = found[number]
            if one.fit.outcome is FitOutcome.FITS:
                return one.name
            return _("{name} – {fit}").format(name=one.name, fit=labels.label(one.fit.outcome))

        self.programme_combo.offer(found, words, lambda: pgettext("programme of a case", "none"))
        for at, number in enumerate(self.programme_combo.values()):
            if number is not None:
                said = _because(found[number]) or labels.label(FitOutcome.FITS)
                self.programme_combo.setItemData(at, said, Qt.ItemDataRole.ToolTipRole)

    def _tell_programme(self) -> None:
        """What speaks against the chosen programme; without one, what was taken over in its place."""
        copy, key = self.folder.copy, self.folder.key
        chosen = copy.value(key, "programme_id")
        taken_over = str(copy.value(key, "programme") or "")
        said = ""
        if chosen is not None:
            said = next((_because(one) for one in self.folder.view.programmes if one.id == chosen), "")
        elif taken_over:
            said = _("Taken over: “{text}”").format(text=taken_over)
        self.programme_note.setText(said)
        self.programme_note.setVisible(bool(said))

    def _hint_at_canton(self) -> None:
        """An empty canton of the case is that of the household."""
        canton = self.folder.copy.value(self.folder.household_key, "canton")
        if canton and not self.folder.copy.value(self.folder.key, "canton"):
            shown = fields.written("household", "canton", canton, fields.Names())
            self.case_canton_combo.setPlaceholderText(_("as the household: {canton}").format(canton=shown))

    def go_to(self, place: object) -> bool:
        match place:
            case Need.CASEWORKER:
                self.caseworker_combo.setFocus()
            case Need.DESTINATION:
                self.destination_combo.setFocus()
            case _:
                return False
        return True

    def retranslate(self) -> None:
        if self.folder.is_read:
            self._hint_at_canton()
            self._offer_programmes()
            self._tell_programme()


def _because(programme: ProgrammeChoice) -> str:
    """What speaks against a programme, or is open; empty when it fits."""
    return " ".join(programme_words.because(one) for one in programme.fit.against)
