"""The fields of each register's records."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING
from dataclasses import fields as of_kind
from datetime import timedelta
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from returnhelp.domain import identifiers
from returnhelp.domain.edits import FIELDS
from returnhelp.domain.office_tables import Column
from returnhelp.domain.personal_hints import hints
from returnhelp.domain.programmes import RATE_COLUMNS
from returnhelp.domain.register_figures import Heads, full_months
from returnhelp.domain.register_lists import Register
from returnhelp.domain.registers import OrganisationKind, TargetGroup
from returnhelp.domain.steps import Channel
from returnhelp.gui import theme
from returnhelp.gui.forms import load_form
from returnhelp.gui.models import fields as of_records
from returnhelp.gui.models.fields import Names
from returnhelp.gui.models.records import FieldColumn, RecordsModel
from returnhelp.gui.models.working_copy import Fault, Key, WorkingCopy
from returnhelp.gui.pages import register_summary
from returnhelp.gui.pages.person_fields import phone_warning
from returnhelp.gui.pages.register_cells import age, joined
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.chips_edit import ChipsEdit
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.field_editors import Choices
from returnhelp.gui.widgets.money_edit import MoneyEdit
from returnhelp.gui.widgets.number_edit import NumberEdit
from returnhelp.gui.widgets.picker import Option, Picker
from returnhelp.gui.widgets.places import CountriesEdit, CountryCombo, LanguageCombo
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.tidy import tidy_on_leaving
from returnhelp.gui.widgets.tied_fields import TiedFields
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, pgettext
from returnhelp.services.registers import RegisterView

CURRENCIES = ("CHF", "EUR", "USD")
_AHEAD = timedelta(days=30 * 365)
_LOOKING = 300  # milliseconds after the last key before a text is looked through


class RegisterFields(QWidget):
    """The fields of one record; what is typed goes to the working copy at once."""

    form: ClassVar[str]
    register: ClassVar[Register]
    past: ClassVar[frozenset[str]] = frozenset()
    """The days that cannot be to come."""

    def __init__(
        self, copy: WorkingCopy, names: Callable[[], Names], choices: Choices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_form(self, self.form)
        self.copy = copy
        self.names = names
        self.choices = choices
        self.view: RegisterView | None = None
        self.tied = TiedFields(copy, self.register, self)
        self.build()
        copy.changed.connect(lambda _key, _name: self.tell())
        copy.listed.connect(self.tell)
        self.retranslate()

    # --- what each says for itself -----------------------------------------------------------------

    def build(self) -> None:
        """Tie the fields and set what the form cannot; once."""

    def tell(self) -> None:
        """Set the notes that follow from what is typed."""

    def retranslate(self) -> None:
        """Set anew every text that the form does not."""
        self.tell()

    def begin(self) -> dict[str, Any]:
        """What a new record begins with, beside what the domain gives it."""
        return {}

    def begins_with(self) -> dict[str, Any]:
        """Every field of a new record."""
        found: dict[str, Any] = dict.fromkeys(FIELDS[self.register])
        for one in of_kind(of_records.KINDS[self.register]):
            if one.name in found and one.default is not MISSING:
                found[one.name] = one.default
            elif one.name in found and one.default_factory is not MISSING:
                found[one.name] = one.default_factory()
        return found | self.begin()

    # --- what the page asks ------------------------------------------------------------------------

    def show_record(self, key: Key, view: RegisterView | None, *, editable: bool) -> None:
        """Show this record, to be edited or only read; a new one has no view yet."""
        self.view = view
        today = self.choices.today()
        for name in FIELDS[self.register]:
            day = self.tied.field(name)
            if isinstance(day, DateEdit):
                day.set_today(today)
                if name not in self.past:
                    day.set_latest(today + _AHEAD)
        self.offer()
        self.tied.show(key)
        self.tied.set_editable(editable)
        self.tell()

    def offer(self) -> None:
        """Offer what was read to be named."""

    def focus_first(self) -> None:
        """Set the focus where typing begins."""
        self.field("name" if self.tied.field("name") is not None else "title").setFocus()

    def field(self, name: str) -> QWidget:
        """The editor of a field; LookupError without one."""
        found = self.tied.field(name)
        if found is None:
            raise LookupError(name)
        return found

    def commit(self) -> None:
        """Take what is being typed into a cell or a picker."""
        field_editors.settle(self.focusWidget())

    def peek(self) -> None:
        """Note what is being typed into a cell, without ending it."""

    def clear_marks(self) -> None:
        self.tied.clear_marks()

    def mark_fault(self, fault: Fault, why: str) -> bool:
        """Mark the field of a fault and set the focus there; False when it is not here."""
        field = self.tied.mark(fault.field, why) if fault.key == self.tied.key else None
        if field is not None:
            field.setFocus()
        return field is not None

    # --- what they share ---------------------------------------------------------------------------

    def value(self, name: str) -> Any:
        """A field as it is typed; None without a record."""
        return self.copy.value(self.tied.key, name) if self.tied.key is not None else None

    def tie(self, **named: QWidget) -> None:
        """Tie fields, each to its editor: choices are offered, days are whole, long texts have three lines."""
        for name, field in named.items():
            if isinstance(field, ChoiceCombo) and name != "currency":
                field_editors.offer_choice(field, self.register, name)
            elif isinstance(field, DateEdit):
                field.set_whole_only(True)
            elif isinstance(field, NumberEdit):
                field.setRange(0, 1_000_000)
                field.setSpecialValueText(" ")
            elif isinstance(field, QPlainTextEdit):
                field.setFixedHeight(theme.px(72))
            self.tied.tie(name, field)

    def partner_options(self) -> Iterable[Option]:
        """The partners that may be named, the usual ones first."""
        partners = self.view.partners if self.view is not None else self.first_partners
        return [Option(one.id, one.name, (one.detail,) if one.detail else ()) for one in partners]

    first_partners: Sequence[Any] = ()
    """The partners that a new record may name."""

    def partner_name(self, number: int) -> str:
        """A partner's name, in the trash or not."""
        return self.names().partners.get(number) or _("a partner in the trash")


class ProgrammeFields(RegisterFields):
    """A programme: for whom, from when to when, with what money and whom."""

    form = "register_programme"
    register = Register.PROGRAMMES

    name_edit: QLineEdit
    code_edit: QLineEdit
    countries_edit: CountriesEdit
    target_groups_edit: ChipsEdit
    application_before_edit: DateEdit
    valid_from_edit: DateEdit
    valid_to_edit: DateEdit
    donor_edit: QLineEdit
    budget_edit: MoneyEdit
    currency_combo: ChoiceCombo
    partner_ids_edit: ChipsEdit
    monitoring_months_edit: ChipsEdit
    note_edit: QPlainTextEdit
    rates_heading: QLabel
    rates_note: QLabel

    def build(self) -> None:
        self.currency_combo.offer(CURRENCIES, str)
        self.monitoring_months_edit.offer(lambda: [Option(one, str(one)) for one in range(1, 121)])
        self.tie(
            name=self.name_edit,
            code=self.code_edit,
            countries=self.countries_edit,
            target_groups=self.target_groups_edit,
            application_before=self.application_before_edit,
            valid_from=self.valid_from_edit,
            valid_to=self.valid_to_edit,
            donor=self.donor_edit,
            budget=self.budget_edit,
            currency=self.currency_combo,
            partner_ids=self.partner_ids_edit,
            monitoring_months=self.monitoring_months_edit,
            note=self.note_edit,
        )

    def begin(self) -> dict[str, Any]:
        return {"name": ""}

    def offer(self) -> None:
        self.partner_ids_edit.offer(self.partner_options, words=self.partner_name)

    def retranslate(self) -> None:
        groups = [Option(one.value, labels.label(one)) for one in TargetGroup]
        self.target_groups_edit.offer(lambda: groups)
        self.target_groups_edit.set_values(self.value("target_groups") or ())
        super().retranslate()

    def tell(self) -> None:
        rates = self.view.rates if self.view is not None else None
        if rates is None:
            self.rates_note.setText(
                _("No rates hold today. The office enters them in its table of programme rates, by code or name.")
            )
            return
        currency = str(rates.values.get(Column.CURRENCY, "CHF"))
        said = [
            _("{name}: {value}").format(name=labels.label(one), value=formats.money(rates.values[one], currency))
            for one in RATE_COLUMNS
            if isinstance(rates.values.get(one), int)
        ]
        since = _("since {day}").format(day=formats.short_date(rates.valid_from))
        self.rates_note.setText(joined((*said, since, rates.source)))


class PartnerFields(RegisterFields):
    """A partner: who, where, how they are reached, until when we work together."""

    form = "register_partner"
    register = Register.PARTNERS

    name_edit: QLineEdit
    kind_combo: ChoiceCombo
    country_combo: CountryCombo
    place_edit: QLineEdit
    contact_edit: QPlainTextEdit
    phone_edit: QLineEdit
    email_edit: QLineEdit
    agreement_until_edit: DateEdit
    active_check: QCheckBox
    note_edit: QPlainTextEdit

    def build(self) -> None:
        self.tie(
            name=self.name_edit,
            kind=self.kind_combo,
            country=self.country_combo,
            place=self.place_edit,
            contact=self.contact_edit,
            phone=self.phone_edit,
            email=self.email_edit,
            agreement_until=self.agreement_until_edit,
            active=self.active_check,
            note=self.note_edit,
        )
        tidy_on_leaving(self.phone_edit, identifiers.phone, phone_warning)

    def begin(self) -> dict[str, Any]:
        return {"name": ""}


class FactSheetFields(RegisterFields):
    """A fact sheet: of which country, on what, how old, from where."""

    form = "register_fact_sheet"
    register = Register.FACT_SHEETS
    past = frozenset({"as_of"})

    title_edit: QLineEdit
    country_combo: CountryCombo
    topic_combo: ChoiceCombo
    as_of_edit: DateEdit
    as_of_note: QLabel
    source_edit: QLineEdit
    text_edit: QPlainTextEdit

    def build(self) -> None:
        self.tie(
            title=self.title_edit,
            country=self.country_combo,
            topic=self.topic_combo,
            as_of=self.as_of_edit,
            source=self.source_edit,
            text=self.text_edit,
        )
        self.text_edit.setFixedHeight(theme.px(280))

    def begin(self) -> dict[str, Any]:
        return {"title": ""}

    def tell(self) -> None:
        day, today = self.value("as_of"), self.choices.today()
        said = _("Without a date nobody knows whether it still holds.")
        if day is not None:
            said = age(full_months(day, today))
            if self.view is not None and self.view.outdated and self.view.record.values["as_of"] == day:
                said = _("{age}: look whether it still holds.").format(age=said)
        self.as_of_note.setText(said)


class ProjectFields(RegisterFields):
    """A structural-aid project: where, what, with what money, whom it reached."""

    form = "register_project"
    register = Register.STRUCTURAL_PROJECTS
    past = frozenset({"decided_on"})

    title_edit: QLineEdit
    country_combo: CountryCombo
    place_edit: QLineEdit
    sector_combo: ChoiceCombo
    state_combo: ChoiceCombo
    starts_on_edit: DateEdit
    ends_on_edit: DateEdit
    decided_on_edit: DateEdit
    decided_by_edit: QLineEdit
    donor_edit: QLineEdit
    partner_combo: Picker
    budget_edit: MoneyEdit
    spent_edit: MoneyEdit
    spent_note: QLabel
    currency_combo: ChoiceCombo
    beneficiaries_planned_edit: NumberEdit
    beneficiaries_local_edit: NumberEdit
    beneficiaries_returned_edit: NumberEdit
    outputs_edit: QPlainTextEdit
    note_edit: QPlainTextEdit

    def build(self) -> None:
        self.currency_combo.offer(CURRENCIES, str)
        self.partner_combo.offer(self.partner_options, words=self.partner_name)
        self.tie(
            title=self.title_edit,
            country=self.country_combo,
            place=self.place_edit,
            sector=self.sector_combo,
            state=self.state_combo,
            starts_on=self.starts_on_edit,
            ends_on=self.ends_on_edit,
            decided_on=self.decided_on_edit,
            decided_by=self.decided_by_edit,
            donor=self.donor_edit,
            partner_id=self.partner_combo,
            budget=self.budget_edit,
            spent=self.spent_edit,
            currency=self.currency_combo,
            beneficiaries_planned=self.beneficiaries_planned_edit,
            beneficiaries_local=self.beneficiaries_local_edit,
            beneficiaries_returned=self.beneficiaries_returned_edit,
            outputs=self.outputs_edit,
            note=self.note_edit,
        )

    def begin(self) -> dict[str, Any]:
        return {"title": ""}

    def offer(self) -> None:
        self.partner_combo.offer(self.partner_options, words=self.partner_name)

    def tell(self) -> None:
        budget, spent, currency = self.value("budget"), self.value("spent"), self.value("currency") or "CHF"
        said = ""
        if budget is not None and spent is not None:
            left = budget - spent
            words = _("{amount} are left.") if left >= 0 else _("{amount} more than the budget.")
            said = words.format(amount=formats.money(abs(left), currency))
        self.spent_note.setText(said)


class TrainingFields(RegisterFields):
    """A training or event: what, when, where, who came, how they found it."""

    form = "register_training"
    register = Register.TRAININGS

    title_edit: QLineEdit
    kind_combo: ChoiceCombo
    held_on_edit: DateEdit
    until_edit: DateEdit
    hours_edit: NumberEdit
    country_combo: CountryCombo
    place_edit: QLineEdit
    topic_edit: QLineEdit
    trainers_edit: QLineEdit
    donor_edit: QLineEdit
    participants_table: RecordTable
    participants_error: QLabel
    sum_note: QLabel
    answers_edit: NumberEdit
    answers_note: QLabel
    evaluation_edit: MoneyEdit
    note_edit: QPlainTextEdit

    def build(self) -> None:
        self.tie(
            title=self.title_edit,
            kind=self.kind_combo,
            held_on=self.held_on_edit,
            until=self.until_edit,
            hours=self.hours_edit,
            country=self.country_combo,
            place=self.place_edit,
            topic=self.topic_edit,
            trainers=self.trainers_edit,
            donor=self.donor_edit,
            answers=self.answers_edit,
            evaluation=self.evaluation_edit,
            note=self.note_edit,
        )
        columns = (
            FieldColumn("organisation", 200, stretches=True),
            FieldColumn("country", 180, stretches=True),
            FieldColumn("women", 90),
            FieldColumn("men", 90),
            FieldColumn("others", 90),
        )
        self.participants = RecordsModel(self.copy, "participants", columns, self.names, self)
        self.participants.adds(N_("Add participants"), self._begin_participants)
        self.participants_table.show_model(self.participants, self.choices)
        self.participants_table.set_fitting(True)
        self.participants.modelReset.connect(self.participants_table.updateGeometry)
        self.participants.faults_changed.connect(self._tell_fault)

    def begin(self) -> dict[str, Any]:
        return {"title": ""}

    def _begin_participants(self) -> dict[str, Any]:
        return {
            "organisation": OrganisationKind.AUTHORITY,
            "country": self.value("country"),
            "women": None,
            "men": None,
            "others": None,
        }

    def show_record(self, key: Key, view: RegisterView | None, *, editable: bool) -> None:
        self.participants.set_editable(editable)
        self.participants.show(key)
        super().show_record(key, view, editable=editable)

    def heads(self) -> Heads:
        """The participants as they are typed."""
        key = self.tied.key
        found = Heads()
        for one in self.copy.keys("participants", key) if key is not None else ():
            if not self.copy.is_removed(one):
                women, men, others = (self.copy.value(one, name) or 0 for name in ("women", "men", "others"))
                found += Heads(women, men, others)
        return found

    def tell(self) -> None:
        came = self.heads()
        self.sum_note.setText(register_summary.heads(came))
        answers = self.value("answers") or 0
        too_many = came.total and answers > came.total
        self.answers_note.setText(_("More answers than participants. Is that right?") if too_many else "")

    def retranslate(self) -> None:
        self.participants_table.setAccessibleName(_("Participants"))
        self.participants_table.setToolTip(self.participants_table.accessible_help())
        super().retranslate()

    def commit(self) -> None:
        self.participants_table.commit()
        super().commit()

    def peek(self) -> None:
        self.participants_table.peek()

    def clear_marks(self) -> None:
        super().clear_marks()
        self.participants.clear_marks()

    def mark_fault(self, fault: Fault, why: str) -> bool:
        if self.participants_table.choose(fault.key, fault.field):
            self.participants.mark(fault.key, fault.field, why)
            return True
        return super().mark_fault(fault, why)

    def _tell_fault(self) -> None:
        why = self.participants.fault()
        self.participants_error.setText(why)
        self.participants_error.setVisible(bool(why))


class RequestFields(RegisterFields):
    """A question from outside: when, how, from whom, about what; it names nobody."""

    form = "register_request"
    register = Register.INFORMATION_REQUESTS
    past = frozenset({"received_on", "answered_on"})

    received_on_edit: DateEdit
    channel_combo: ChoiceCombo
    requester_combo: ChoiceCombo
    topic_combo: ChoiceCombo
    country_combo: CountryCombo
    language_combo: LanguageCombo
    question_edit: QPlainTextEdit
    question_note: QLabel
    answer_edit: QPlainTextEdit
    answer_note: QLabel
    answered_on_edit: DateEdit
    passed_to_edit: QLineEdit

    def build(self) -> None:
        self.tie(
            received_on=self.received_on_edit,
            requester=self.requester_combo,
            topic=self.topic_combo,
            country=self.country_combo,
            language=self.language_combo,
            question=self.question_edit,
            answer=self.answer_edit,
            answered_on=self.answered_on_edit,
            passed_to=self.passed_to_edit,
        )
        self.channel_combo.offer(
            [one.value for one in Channel], lambda one: labels.label(Channel(one)), lambda: pgettext("channel", "–")
        )
        self.tied.tie("channel", self.channel_combo)
        for long in (self.question_edit, self.answer_edit):
            long.setFixedHeight(theme.px(112))
        for note in (self.question_note, self.answer_note):
            note.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOKING)
        self._soon.timeout.connect(self.look_for_names)

    def begin(self) -> dict[str, Any]:
        return {"received_on": self.choices.today()}

    def focus_first(self) -> None:
        self.received_on_edit.setFocus()

    def tell(self) -> None:
        self._soon.start()

    def look_for_names(self) -> None:
        """Warn of what leads to one person; it can be saved all the same."""
        self._soon.stop()
        for name, note in (("question", self.question_note), ("answer", self.answer_note)):
            found = hints(self.value(name) or "")
            said = ""
            if found:
                listed = formats.listed(labels.label(one) for one in sorted(found))
                said = _("This seems to hold {what}. A request names nobody: take it out, or open a case.").format(
                    what=listed
                )
            note.setText(said)
            note.setVisible(bool(said))


FORMS: dict[Register, type[RegisterFields]] = {
    one.register: one
    for one in (ProgrammeFields, PartnerFields, FactSheetFields, ProjectFields, TrainingFields, RequestFields)
}
"""The fields of each register."""
