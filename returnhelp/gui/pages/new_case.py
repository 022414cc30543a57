"""A new case: who is known is found first, then a whole family is typed on one screen."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from returnhelp.domain import identifiers
from returnhelp.domain.case import Permit, Procedure
from returnhelp.domain.lists import Candidate, KnownPeople
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.steps import Channel
from returnhelp.gui import icons
from returnhelp.gui.desk import Desk
from returnhelp.gui.models import fields, known_search
from returnhelp.gui.page import Page
from returnhelp.gui.pages.new_case_rows import MemberRow, MemberRows
from returnhelp.gui.pages.new_case_shared import Kept, SharedField, SharedFields, keep
from returnhelp.gui.pages.person_fields import n_number_warning, phone_warning, read_document_help
from returnhelp.gui.pages.person_mrz import KEY, MrzPanel, Taken
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import field_editors, wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.known_list import KnownList, about
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.places import CantonCombo, CountryCombo
from returnhelp.gui.widgets.tidy import tidy_on_leaving
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import cases, handover, households
from returnhelp.services.households import HouseholdView
from returnhelp.services.office import Change

_PAUSE = 180  # milliseconds without a key until it is looked up


class NewCasePage(Page):
    """Search, people, what they share; Ctrl+Enter opens the case."""

    form = "new_case"
    help_anchor = "new_case"

    content_scroll: QScrollArea
    search_edit: QLineEdit
    dossier_badge: QLabel
    dossier_link: QPushButton
    rows_widget: QWidget
    add_row_button: QPushButton
    read_document_button: QPushButton
    reading_widget: QWidget
    warning_note: QLabel
    n_number_edit: QLineEdit
    canton_combo: CantonCombo
    entry_date_edit: DateEdit
    address_edit: QLineEdit
    centre_edit: QLineEdit
    phone_edit: QLineEdit
    permit_combo: ChoiceCombo
    procedure_combo: ChoiceCombo
    since_edit: DateEdit
    destination_combo: CountryCombo
    destination_kind_combo: ChoiceCombo
    kind_combo: ChoiceCombo
    route_combo: ChoiceCombo
    counselling_office_edit: QLineEdit
    channel_combo: ChoiceCombo
    opened_on_edit: DateEdit
    caseworker_combo: ChoiceCombo
    restricted_check: QCheckBox
    known_heading: QLabel
    known_list: KnownList
    known_note: QLabel
    clear_button: QPushButton
    save_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._household: HouseholdView | None = None
        self._asked_for: MemberRow | None = None  # whom the people shown may be; None for the search
        self._mrz_panel: MrzPanel | None = None
        self._read_for: MemberRow | None = None  # whose travel document is read
        self._saving = False
        dress(self.save_button, Look.PRIMARY)
        dress(self.clear_button, Look.QUIET)
        self.add_row_button.setIcon(icons.icon("user-plus"))
        self.read_document_button.setIcon(icons.icon("identification-card"))
        self.reading_widget.hide()
        self.rows = MemberRows(self.rows_widget, lambda: self.office.today())
        self.rows.typed.connect(self._typed_in)
        self.rows.entered.connect(self._entered)
        self.rows.left.connect(self.n_number_edit.setFocus)
        self.rows.listed.connect(self._show_warnings)
        self.add_row_button.clicked.connect(lambda: self.rows.focus(self.rows.add()))
        self.read_document_button.clicked.connect(self.begin_reading)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.look_up)
        self.search_edit.textEdited.connect(self._typed_in_search)
        self.search_edit.returnPressed.connect(self._leave_search)
        self.known_list.taken.connect(self._take_known)
        self.known_list.left.connect(self._back_from_known)
        self.dossier_link.clicked.connect(self._begin_new_dossier)
        self.save_button.clicked.connect(self.save)
        self.clear_button.clicked.connect(self.clear)
        self._shared = self._set_up_shared()
        for keys, act in (
            ("Ctrl+Return", self._go_on),
            ("Ctrl+S", self.save),
            ("F4", self._to_known),
            (KEY, self.begin_reading),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._empty()

    def _set_up_shared(self) -> SharedFields:
        shared = SharedFields(
            SharedField("household", "n_number", self.n_number_edit),
            SharedField("household", "canton", self.canton_combo),
            SharedField("household", "entry_date", self.entry_date_edit),
            SharedField("household", "address", self.address_edit),
            SharedField("household", "centre", self.centre_edit),
            SharedField("household", "phone", self.phone_edit),
            SharedField("stays", "permit", self.permit_combo),
            SharedField("stays", "procedure", self.procedure_combo),
            SharedField("stays", "since", self.since_edit),
            SharedField("case", "destination", self.destination_combo),
            SharedField("case", "destination_kind", self.destination_kind_combo),
            SharedField("case", "kind", self.kind_combo),
            SharedField("case", "route", self.route_combo),
            SharedField("case", "counselling_office", self.counselling_office_edit),
            SharedField("case", "opened_on", self.opened_on_edit),
            SharedField("case", "caseworker_id", self.caseworker_combo),
            SharedField("case", "restricted", self.restricted_check),
        )
        for one in shared:
            if isinstance(one.editor, QLineEdit):
                one.editor.returnPressed.connect(self.focusNextChild)
        self.channel_combo.offer(Channel, empty=lambda: "–")
        tidy_on_leaving(self.n_number_edit, identifiers.n_number, n_number_warning)
        tidy_on_leaving(self.phone_edit, identifiers.phone, phone_warning)
        return shared

    # --- what the window asks ------------------------------------------------------------------------

    def title(self) -> str:
        return _("New case")

    def refresh(self, change: Change[Any] | None) -> None:
        if change is not None:
            return
        office = self.office
        self.ask(lambda: dict(handover.colleagues(office)), self._offer_colleagues, latest="colleagues")

    def _offer_colleagues(self, colleagues: dict[int, str]) -> None:
        chosen = self.caseworker_combo.value()
        self.caseworker_combo.offer(colleagues, lambda number: colleagues.get(number, ""), lambda: _("nobody yet"))
        mine = self.office.user.id
        self.caseworker_combo.set_value(chosen or (mine if mine in colleagues else None))
        self.ready()

    def arrive(self, state: object) -> None:
        """A search that found nobody hands over what was typed."""
        if isinstance(state, dict) and isinstance(text := state.get("text"), str) and text:
            self.search_edit.setText(text)
            self._typed_in_search(text)
        self.search_edit.setFocus()

    def focus_first(self) -> None:
        self.search_edit.setFocus()

    def retranslate(self) -> None:
        self.rows.retranslate()
        self.read_document_button.setToolTip(read_document_help(KEY))
        self._show_dossier()
        self.known_list.setAccessibleName(_("People who are known already"))

    # --- who is known already ------------------------------------------------------------------------

    def _typed_in_search(self, _text: str) -> None:
        self._asked_for = None
        self._soon.start()

    def _typed_in(self, row: MemberRow) -> None:
        self._asked_for = row
        self._soon.start()
        self._show_warnings()

    def _entered(self, row: MemberRow) -> None:
        """The people who are shown are those of the row in which one is."""
        self.content_scroll.ensureWidgetVisible(row.role, 0, 0)
        self._show_warnings()
        if self._asked_for is not row:
            self._asked_for = row
            self.look_up()

    def look_up(self) -> None:
        """Ask who is known, away from the window."""
        self._soon.stop()
        office, row = self.office, self._asked_for
        if row is None:
            text, today = self.search_edit.text(), office.today()
            self.ask(lambda: known_search.by_line(office, text, today), self._show_known, latest="known")
        elif row.person_id is not None:
            self._show_known(known_search.NOBODY)
        else:
            family, given = row.family.text().strip(), row.given.text().strip()
            day = row.birth.day()
            papers = (str(paper["number"]) for paper in row.papers)
            numbers = tuple(number for number in (row.zemis.text().strip(), *papers) if number)
            self.ask(
                lambda: known_search.by_fields(office, family, given, day, numbers), self._show_known, latest="known"
            )

    def _show_known(self, known: KnownPeople) -> None:
        here = self.rows.known_ids()
        shown = [one for one in known.candidates if one.person.person_id not in here]
        self.known_list.set_candidates(shown)
        self.known_list.setVisible(bool(shown))
        self.known_heading.setText(_("Known already?"))
        likely = sum(1 for one in shown if one.likeness.likely)
        said = []
        if likely:
            said.append(
                ngettext(
                    "{count} record is most likely the same person. Take it with F4 and Enter.",
                    "{count} records are most likely the same person. Take one with F4 and Enter.",
                    likely,
                ).format(count=likely)
            )
        elif shown:
            said.append(_("F4 goes to the list, Enter takes a person, Esc goes back."))
        elif self._is_asking():
            said.append(_("Nobody like this is known. Go on typing: a new person is made."))
        else:
            said.append(_("Type a name, a birth date or a number; who is known already is shown here."))
        if known.restricted_may_match:
            said.append(_("A restricted record may match too. Ask a supervisor with clearance before you go on."))
        self.known_note.setText("\n".join(said))

    def _is_asking(self) -> bool:
        row = self._asked_for
        if row is None:
            return bool(self.search_edit.text().strip())
        return row in self.rows.rows and row.person_id is None and not row.is_blank()

    def _to_known(self) -> None:
        if self._soon.isActive():
            self.look_up()
        self.known_list.enter()

    def _back_from_known(self) -> None:
        if self._asked_for is not None and self._asked_for in self.rows.rows:
            self.rows.focus(self._asked_for)
        else:
            self.search_edit.setFocus()

    def _leave_search(self) -> None:
        """Enter in the search: to the people found, or on to the first row with what was typed."""
        if self.known_list.enter():
            return
        row = self.rows.rows[0]
        if row.is_blank():
            typed = known_search.taken_apart(self.search_edit.text(), self.office.today())
            family, _gap, given = typed.names.partition(" ")
            row.family.setText(family)
            row.given.setText(given)
            if typed.birth is not None:
                row.birth.set_value(typed.birth)
        self.rows.focus(row)

    def _take_known(self, candidate: Candidate) -> None:
        """The person is known: they take the place of what was typed, and bring their dossier along."""
        row = self._asked_for
        if row is None or row not in self.rows.rows:
            row = next((one for one in self.rows.rows if one.is_empty()), None) or self.rows.add()
        person = candidate.person
        if row.papers:
            said = _("{name} is known already. Read the travel document on the page of this person.")
            self.show_message(said.format(name=person.name), Kind.INFO)
        self.rows.take_known(row, person.person_id, f"{person.name} · {about(person)}".removesuffix(" · "))
        self.search_edit.clear()
        self._show_known(known_search.NOBODY)
        self.rows.focus(row)
        if self._household is None and all(one is row or one.is_empty() for one in self.rows.rows):
            office, number = self.office, person.person_id
            self.ask(lambda: households.dossier_of(office, number), self._take_dossier, latest="dossier")

    # --- a dossier that is there already -------------------------------------------------------------

    def _take_dossier(self, found: HouseholdView | None) -> None:
        """Go on in the dossier of the person: everybody in it is offered as a traveller."""
        if found is None:
            return
        self._household = found
        there = self.rows.known_ids()
        roles = {member.person_id: member.role for member in found.members}
        for row in list(self.rows.rows):
            if row.person_id is not None:
                row.role.set_value(roles.get(row.person_id))
            elif row.is_empty():
                self.rows.remove(row)
        for member in found.members:
            if member.person_id not in there:
                row = self.rows.add()
                born = fields.birth(member.birth_date, member.birth_precision)
                self.rows.take_known(row, member.person_id, " · ".join(part for part in (member.name, born) if part))
                row.role.set_value(member.role)
        self.rows.sort()
        self._shared.show_dossier(dict(found.household.values))
        self._show_dossier()

    def _begin_new_dossier(self) -> None:
        """These people, and a dossier of their own."""
        self._household = None
        self._show_dossier()
        self.n_number_edit.setFocus()

    def _show_dossier(self) -> None:
        """What belongs to a dossier that is there is not changed from here."""
        household = self._household
        self.dossier_badge.setVisible(household is not None)
        self.dossier_link.setVisible(household is not None)
        if household is not None:
            number = household.household.values["n_number"] or _("without a number")
            self.dossier_badge.setText(_("continues the dossier {number}").format(number=number))
        self._shared.set_dossier_editable(household is None)

    # --- reading a travel document -------------------------------------------------------------------

    @property
    def mrz_panel(self) -> MrzPanel:
        """Made when it is first asked for."""
        if self._mrz_panel is None:
            self._mrz_panel = MrzPanel(lambda: self.office.today())
            layout = self.reading_widget.layout()
            assert layout is not None
            layout.addWidget(self._mrz_panel)
            self._mrz_panel.taken.connect(self._take_over)
            self._mrz_panel.closed.connect(self._reading_ended)
        return self._mrz_panel

    def begin_reading(self) -> None:
        """Read a travel document for the row of the focus if it is of a new person without one, else for a new row."""
        if self.mrz_panel.isVisible():
            return
        row = self.rows.row_of(self.focusWidget()) or self._asked_for
        if row is None or row not in self.rows.rows or row.person_id is not None or row.papers:
            row = next((one for one in self.rows.rows if one.is_empty()), None) or self.rows.add()
        field_editors.settle(self.focusWidget())
        self._read_for = row
        self.reading_widget.show()
        self.mrz_panel.begin(row.recorded())
        self.content_scroll.ensureWidgetVisible(self.mrz_panel)

    def _take_over(self, taken: Taken) -> None:
        row = self._read_for
        if row is not None and row in self.rows.rows and row.person_id is None:
            row.take_over(taken.person, taken.paper, taken.document)
            self._show_warnings()
            self.rows.focus(row)

    def _reading_ended(self) -> None:
        """Back to the person whose document was read."""
        self.reading_widget.hide()
        if self._read_for is not None and self._read_for in self.rows.rows:
            self.rows.focus(self._read_for)

    def _go_on(self) -> None:
        """Ctrl+Enter: take over what was read, else open the case."""
        if self._mrz_panel is not None and self._mrz_panel.isVisible():
            self._mrz_panel.go()
        else:
            self.save()

    # --- saving --------------------------------------------------------------------------------------

    def _show_warnings(self) -> None:
        """What is odd about a row and can be saved all the same, and which travel documents were read."""
        said = [
            _("{person}: {warning}").format(person=row.name() or labels.label(row.role.value()), warning=row.warning())
            for row in self.rows.rows
            if row.warning()
        ]
        said += [
            _("{person}: {documents} is recorded with the case.").format(
                person=row.name() or labels.label(row.role.value()), documents=formats.listed(row.told_papers())
            )
            for row in self.rows.rows
            if row.papers
        ]
        self.warning_note.setText("\n".join(said))

    def save(self) -> None:
        """Open the case; what cannot be kept is marked, and nothing that was typed is lost."""
        if self._saving:
            return
        field_editors.settle(self.focusWidget())
        new = self._checked()
        if new is None:
            return
        self._saving = True
        self.save_button.setEnabled(False)
        office = self.office

        def opened(case_id: int) -> None:
            self._rest()
            self._empty()
            self.desk.open_case(case_id)

        def failed(error: Exception) -> None:
            self._rest()
            self.show_error(error)

        self.act(lambda: cases.open_case(office, new), opened, failed, said=_("The case is opened."))

    def _rest(self) -> None:
        self._saving = False
        self.save_button.setEnabled(True)

    def _checked(self) -> NewCase | None:
        """Everything that is typed, as it is kept; None when something cannot be, which is then marked."""
        today, wrong_field, why = self.office.today(), None, ""
        members: list[NewMember] = []
        for row in self.rows.rows:
            if row.is_empty() and (len(self.rows.rows) > 1 or row.is_blank()):
                continue
            person: dict[str, Any] = {}
            for name, (editor, value) in row.values().items() if row.person_id is None else ():
                said = keep(editor, "person", name, value, today, person)
                if said and wrong_field is None:
                    wrong_field, why = editor, f"{row.name()}: {said}" if row.name() else said
            members.append(row.member(person))
        kept, other_wrong, other_why = self._shared.read(today, with_dossier=self._household is None)
        if wrong_field is None:
            wrong_field, why = other_wrong, other_why
        if not members and wrong_field is None:
            wrong_field, why = self.rows.rows[0].family, _("Type at least one person with a name.")
            wrong.mark(wrong_field, why)
        if wrong_field is not None:
            wrong_field.setFocus()
            self.show_message(why, Kind.ERROR)
            return None
        return self._as_new_case(tuple(members), kept)

    def _as_new_case(self, members: tuple[NewMember, ...], kept: Kept) -> NewCase:
        stay = kept["stays"]
        known = stay["permit"] is not Permit.UNKNOWN or stay["procedure"] is not Procedure.UNKNOWN
        opened_on: date | None = kept["case"].pop("opened_on")
        channel = self.channel_combo.value()
        return NewCase(
            members=members,
            household_id=self._household.household.id if self._household is not None else None,
            household=kept["household"],
            case=kept["case"],
            stay=stay if known or stay["since"] is not None else {},
            opened_on=opened_on,
            channel=channel.value if isinstance(channel, Channel) else "",
        )

    def clear(self) -> None:
        """Empty the form; what was typed can be had back as long as the message stands."""
        held = self.hold_draft()
        self._empty()
        if held is not None:
            self.show_message(_("The form is empty."), Kind.INFO, _("Have it back"), lambda: self.restore_draft(held))
        self.search_edit.setFocus()

    def _empty(self) -> None:
        self._household = None
        self._asked_for = None
        if self._mrz_panel is not None and self._mrz_panel.isVisible():
            self._mrz_panel.shut()
        self.search_edit.clear()
        self.rows.begin()
        self._shared.begin(self.office.today())
        self.channel_combo.set_value(None)
        self._show_dossier()
        self._show_known(known_search.NOBODY)

    # --- drafts --------------------------------------------------------------------------------------

    def hold_draft(self) -> dict[str, Any] | None:
        rows = [row.hold() for row in self.rows.rows if not row.is_blank()]
        searched = self.search_edit.text().strip()
        if not rows and not searched and not self._shared.is_typed():
            return None
        known = next((row.person_id for row in self.rows.rows if row.person_id is not None), None)
        return {
            "search": searched,
            "rows": rows,
            "shared": self._shared.hold(),
            "channel": self.channel_combo.value(),
            "dossier_of": known if self._household is not None else None,
        }

    def restore_draft(self, content: dict[str, Any]) -> None:
        self._empty()
        self.search_edit.setText(content.get("search", ""))
        for at, held in enumerate(content["rows"]):
            row = self.rows.rows[0] if at == 0 else self.rows.add()
            row.restore(held)
            if row.person_id is not None:
                self.rows.take_known(row, row.person_id, row.known.text())
        self._shared.restore(content["shared"])
        channel = content.get("channel")
        self.channel_combo.set_value(Channel(channel) if channel else None)
        if (number := content.get("dossier_of")) is not None:
            office = self.office
            self.ask(lambda: households.dossier_of(office, number), self._take_dossier, latest="dossier")
