"""One rule of eligibility: what the program knows, the answer with its fields, and what the law says."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QWidget

from returnhelp.domain import aid_abroad
from returnhelp.domain import eligibility_evidence as ev
from returnhelp.domain.aid_abroad import AidAbroad
from returnhelp.domain.eligibility_answers import CODED, CodedReason, Key
from returnhelp.domain.people import Precision
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome
from returnhelp.domain.steps import Need
from returnhelp.gui import theme
from returnhelp.gui.forms import load_form
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import field_editors, wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.flow_layout import FlowLayout
from returnhelp.gui.widgets.links_row import Link, LinksRow
from returnhelp.gui.widgets.places import CountryCombo
from returnhelp.i18n import eligibility_words, formats, labels
from returnhelp.i18n.catalogs import _
from returnhelp.services.eligibility import JUDGED_BY_SEM, AnswerSeen, Given, RuleLine

NEED_A_REASON = frozenset({RuleOutcome.NOT_MET, RuleOutcome.UNKNOWN, RuleOutcome.EXCEPTION_REQUESTED})


@dataclass(frozen=True)
class Draft:
    """An answer as it is being typed; ``person_id`` sets one of the household apart."""

    outcome: RuleOutcome | None = None
    person_id: int | None = None
    evidence: str = ""
    reference: str = ""
    reason: str = ""
    decided_on: date | None = None
    country: int | None = None

    def given(self, line: RuleLine) -> Given | None:
        """The answer that it is; None without an outcome."""
        if self.outcome is None:
            return None
        told_abroad = self.country is not None and self.outcome is not RuleOutcome.MET
        abroad = AidAbroad(self.country, self.decided_on) if told_abroad else None
        return Given(
            rule=line.rule,
            outcome=self.outcome,
            person_id=line.person_id if line.person_id is not None else self.person_id,
            evidence=self.evidence.strip(),
            reference="" if abroad is not None else self.reference.strip(),
            reason=self.reason.strip(),
            decided_on=self.decided_on,
            seen=line.suggestion.version if line.suggestion is not None else "",
            abroad=abroad,
        )

    def kept(self) -> dict[str, Any]:
        """As JSON can hold it."""
        day = self.decided_on
        return {**vars(self), "decided_on": None if day is None else day.isoformat()}


def draft_of(kept: dict[str, Any]) -> Draft:
    """What ``Draft.kept`` gave."""
    values = dict(kept)
    if values.get("outcome"):
        values["outcome"] = RuleOutcome(values["outcome"])
    if values.get("decided_on"):
        values["decided_on"] = date.fromisoformat(values["decided_on"])
    return Draft(**values)


def of_answer(seen: AnswerSeen | None) -> Draft:
    """What the fields show of an answer that was given."""
    if seen is None:
        return Draft()
    one = seen.answer
    abroad = aid_abroad.told(one)
    return Draft(
        outcome=one.outcome,
        evidence=one.evidence,
        reference="" if abroad is not None else one.reference,
        reason=one.reason,
        decided_on=one.decided_on,
        country=None if abroad is None else abroad.country,
    )


@dataclass
class _Shown:
    """The line that is shown, and its answer as it is typed."""

    line: RuleLine
    draft: Draft = field(default_factory=Draft)


class RuleAnswerPanel(QWidget):
    """Shows one line at a time; what is typed is told at once and kept by the section."""

    typed = Signal(object, object)
    """The key of the line, and the ``Draft`` that it has now."""
    case_wanted = Signal(int)
    left = Signal()
    """The keys go back to the list."""

    rule_heading: QLabel
    known_words: QLabel
    found_words: QLabel
    aid_row: LinksRow
    changed_error: QLabel
    answer_words: QLabel
    outcomes_widget: QWidget
    outcomes_error: QLabel
    whose_widget: QWidget
    whose_combo: ChoiceCombo
    country_widget: QWidget
    country_combo: CountryCombo
    reference_widget: QWidget
    reference_label: QLabel
    reference_edit: QLineEdit
    decided_on_widget: QWidget
    decided_on_label: QLabel
    decided_on_edit: DateEdit
    reason_widget: QWidget
    reason_edit: QPlainTextEdit
    coded_widget: QWidget
    coded_combo: ChoiceCombo
    evidence_widget: QWidget
    evidence_edit: QPlainTextEdit
    law_link: QPushButton
    law_words: QLabel
    source_note: QLabel
    given_note: QLabel

    def __init__(self, folder: CaseFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._shown: _Shown | None = None
        self._day = folder.today()
        self._editable = False
        self._writing = False
        form = load_form(self, "case_rule_answer")
        grid = form.findChild(QGridLayout, "answer_grid")
        assert isinstance(grid, QGridLayout)
        self._grid = grid
        for words in (self.known_words, self.answer_words):
            dress(words, Look.LABEL)
        self._flow = FlowLayout(self.outcomes_widget, 4)
        self.buttons: dict[RuleOutcome, QRadioButton] = {}
        for outcome in RuleOutcome:
            button = QRadioButton()
            button.setAutoExclusive(False)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked, one=outcome: self.choose(one))
            button.installEventFilter(self)
            self._flow.addWidget(button)
            self.buttons[outcome] = button
        for edit in (self.evidence_edit, self.reason_edit):
            edit.setTabChangesFocus(True)
        self.reference_edit.setMaxLength(100)
        self.decided_on_edit.set_whole_only(True)
        for text in (self.found_words, self.law_words):
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for one in self._fields():
            field_editors.listen(one, self._hear)
        self.aid_row.followed.connect(self._follow)
        self.law_link.setCheckable(True)
        self.law_link.toggled.connect(lambda _shown: self._say_law())
        theme.news().changed.connect(self._measure)
        self._measure()
        self.hide()

    def _measure(self) -> None:
        for edit in (self.evidence_edit, self.reason_edit):
            edit.setFixedHeight(theme.px(56))

    def _fields(self) -> tuple[QWidget, ...]:
        return (
            self.whose_combo,
            self.country_combo,
            self.reference_edit,
            self.decided_on_edit,
            self.reason_edit,
            self.coded_combo,
            self.evidence_edit,
        )

    # --- what is shown -------------------------------------------------------------------------------

    @property
    def key(self) -> Key | None:
        """The line that is shown."""
        return self._shown.line.key if self._shown is not None else None

    def show_line(self, line: RuleLine, draft: Draft, day: date, *, editable: bool) -> None:
        """Show a line with its answer as it is typed; ``day`` is that of the law."""
        again = self.key == line.key
        self._shown, self._day, self._editable = _Shown(line, draft), day, editable
        self._say()
        self._write(keep_typing=again)
        self._clear_marks()
        self.show()

    def retranslate(self) -> None:
        """Set anew every text that the panel itself has set."""
        if self._shown is not None:
            self._say()
            self._write(keep_typing=True)

    def _say(self) -> None:
        assert self._shown is not None
        line = self._shown.line
        names = self._folder.short_names()
        self.rule_heading.setText(title_of(line, names))
        self._say_found(line, names)
        self.aid_row.set_links(_links(line))
        changed = line.changed is not None and line.answer is not None
        self.changed_error.setVisible(changed)
        if line.changed is not None:
            self.changed_error.setText(_("Since the answer: {what}").format(what=labels.label(line.changed)))
        for number, outcome in enumerate(line.outcomes, start=1):
            self.buttons[outcome].setText(f"{number}  {labels.label(outcome)}")
            self.buttons[outcome].setAccessibleName(labels.label(outcome))
        for outcome, button in self.buttons.items():
            button.setVisible(outcome in line.outcomes)
        self._say_law()
        told = [answered(one) for one in (*([line.answer] if line.answer else []), *line.earlier)]
        self.given_note.setText("\n".join(told))
        self.given_note.setVisible(bool(told))

    def _say_found(self, line: RuleLine, names: dict[int, str]) -> None:
        if line.suggestion is None:
            self.found_words.setText(_("Answered for apart from the household."))
            return
        found = [eligibility_words.evidence(one, names) for one in line.suggestion.evidence]
        self.found_words.setText("\n".join((seems(line), *found)))

    def _say_law(self) -> None:
        shown = self.law_link.isChecked() and self._shown is not None
        self.law_words.setVisible(shown)
        self.source_note.setVisible(shown)
        self.law_link.setText(_("Hide what the law says") if shown else _("What the law says"))
        if self._shown is not None:
            rule = self._shown.line.rule
            self.law_words.setText(eligibility_words.rule_text(rule, self._day))
            self.source_note.setText(eligibility_words.rule_source(rule, self._day))

    # --- typing --------------------------------------------------------------------------------------

    def _write(self, *, keep_typing: bool) -> None:
        """Show the answer in the fields; a field in which somebody types is left alone."""
        assert self._shown is not None
        line, draft = self._shown.line, self._shown.draft
        self._writing = True
        household = line.person_id is None and line.suggestion is not None
        travellers = self._folder.traveller_ids()
        names = self._folder.short_names()
        apart = household and line.rule in JUDGED_BY_SEM and len(travellers) > 1
        self.whose_combo.offer(travellers, lambda one: names.get(one, ""), lambda: _("all of them"))
        self.whose_combo.set_value(draft.person_id)
        coded = line.rule in CODED
        self.coded_combo.offer(CodedReason, None, lambda: _("none"))
        if not (keep_typing and self._has_focus()):
            self.coded_combo.set_value(CodedReason(draft.reason) if draft.reason in set(CodedReason) else None)
            self.reference_edit.setText(draft.reference)
            self.decided_on_edit.set_today(self._folder.today())
            self.decided_on_edit.set_value(draft.decided_on, Precision.DAY)
            self.country_combo.set_value(draft.country)
            for edit, text in ((self.reason_edit, draft.reason), (self.evidence_edit, draft.evidence)):
                if edit.toPlainText() != text:
                    edit.setPlainText("" if coded else text)
        for outcome, button in self.buttons.items():
            button.setChecked(outcome is draft.outcome)
            field_editors.set_editable(button, self._editable)
        for one in self._fields():
            field_editors.set_editable(one, self._editable)
        needs = draft.outcome in NEED_A_REASON
        abroad = line.rule is RuleCode.X8 and line.person_id is not None and draft.outcome is not RuleOutcome.MET
        self.whose_widget.setVisible(apart)
        self.country_widget.setVisible(abroad and draft.outcome is not None)
        from_sem = line.rule in JUDGED_BY_SEM or draft.outcome in _OF_SEM
        told_abroad = abroad and draft.country is not None
        self.reference_widget.setVisible((from_sem or bool(draft.reference)) and not told_abroad)
        self.decided_on_widget.setVisible(from_sem or told_abroad or draft.decided_on is not None)
        self.decided_on_label.setText(_("Given on") if told_abroad else _("Decided on"))
        self.coded_widget.setVisible(coded and needs)
        self.reason_widget.setVisible(not coded and (needs or bool(draft.reason)))
        self.evidence_widget.setVisible(not coded and draft.outcome is not None)
        self._arrange()
        self._writing = False

    def _arrange(self) -> None:
        """Set the short fields two by two, without gaps."""
        places = (self.whose_widget, self.country_widget, self.reference_widget, self.decided_on_widget)
        for one in places:
            self._grid.removeWidget(one)
        for at, one in enumerate(one for one in places if not one.isHidden()):
            self._grid.addWidget(one, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)

    def _has_focus(self) -> bool:
        return any(one.hasFocus() for one in self._fields())

    def choose(self, outcome: RuleOutcome) -> None:
        """Give this answer; what the program knows is filled in as its evidence where it says the same."""
        if self._shown is None or not self._editable or outcome not in self._shown.line.outcomes:
            return
        line, draft = self._shown.line, self._shown.draft
        draft = replace(draft, outcome=outcome)
        suggestion = line.suggestion
        says_so = suggestion is not None and suggestion.outcome is outcome is not RuleOutcome.UNKNOWN
        if says_so and suggestion is not None and not draft.evidence and line.rule not in CODED:
            names = self._folder.short_names()
            found = " ".join(eligibility_words.evidence(one, names) for one in suggestion.evidence)
            draft = replace(draft, evidence=found)
        self._shown.draft = draft
        self._clear_marks()
        self._write(keep_typing=False)
        self.typed.emit(line.key, draft)

    def _hear(self) -> None:
        if self._shown is None or self._writing:
            return
        line = self._shown.line
        coded: CodedReason | None = self.coded_combo.value()
        reason = coded.value if coded is not None else ""
        draft = replace(
            self._shown.draft,
            person_id=self.whose_combo.value() if not self.whose_widget.isHidden() else None,
            evidence=self.evidence_edit.toPlainText(),
            reference=self.reference_edit.text(),
            reason=reason if line.rule in CODED else self.reason_edit.toPlainText(),
            decided_on=self.decided_on_edit.day() if self.decided_on_edit.is_valid() else None,
            country=self.country_combo.value(),
        )
        if draft == self._shown.draft:
            return
        self._shown.draft = draft
        self._clear_marks()
        self._write(keep_typing=True)
        self.typed.emit(line.key, draft)

    def first_field(self) -> QWidget:
        """Where typing goes on: the reason where one is needed, else the answer."""
        if self._shown is not None and self._shown.draft.outcome in NEED_A_REASON and self._editable:
            return self.coded_combo if not self.coded_widget.isHidden() else self.reason_edit
        chosen = self._shown.draft.outcome if self._shown is not None else None
        return self.buttons[chosen] if chosen is not None else self.buttons[RuleOutcome.MET]

    def settle(self) -> None:
        """Take what is half typed into the country."""
        field_editors.settle(self.country_combo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and isinstance(watched, QRadioButton)
            and self._key(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves a field too, back to the list; what is typed stays."""
        if event.key() == Qt.Key.Key_Escape and event.modifiers() in _PLAIN:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _key(self, button: QRadioButton, event: QKeyEvent) -> bool:
        if self._shown is None or event.modifiers() not in _PLAIN:
            return False
        offered = [self.buttons[outcome] for outcome in self._shown.line.outcomes]
        number = event.key() - Qt.Key.Key_0
        mirrored = self.isRightToLeft()
        by = {
            Qt.Key.Key_Left: 1 if mirrored else -1,
            Qt.Key.Key_Right: -1 if mirrored else 1,
        }
        if 1 <= number <= len(offered):
            self.choose(self._shown.line.outcomes[number - 1])
            self.first_field().setFocus()
        elif event.key() in by:
            at = offered.index(button) + by[Qt.Key(event.key())]
            if 0 <= at < len(offered):
                offered[at].setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _follow(self, place: object) -> None:
        """Open the case of earlier aid, or the place where a fact that is missing is entered."""
        match place:
            case Need():
                self._folder.opened.emit("need", place)
            case str():
                self._folder.opened.emit("entitlement", place)
            case int():
                self.case_wanted.emit(place)

    # --- what is wrong -------------------------------------------------------------------------------

    def mark(self, name: str, why: str) -> None:
        """Mark a field of the answer that cannot be kept so, and set the focus there."""
        places = {
            "reference": self.reference_edit,
            "decided_on": self.decided_on_edit,
            "reason": self.reason_edit,
            "evidence": self.evidence_edit,
            "country": self.country_combo,
        }
        found = places.get(name)
        if found is None or not found.isVisibleTo(self):
            self.outcomes_error.setText(why)
            self.outcomes_error.show()
            return
        wrong.mark(found, why)
        found.setFocus()

    def _clear_marks(self) -> None:
        self.outcomes_error.hide()
        for one in self._fields():
            wrong.clear(one)


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_OF_SEM = frozenset({RuleOutcome.EXCEPTION_REQUESTED, RuleOutcome.EXCEPTION_GRANTED})


_PLACES: Mapping[type, Need | str] = {
    ev.DestinationUnknown: Need.DESTINATION,
    ev.NationalityUnknown: Need.NATIONALITY,
    ev.RepaymentToExplain: Need.CONSEQUENCES_EXPLAINED,
    ev.DocumentsMissing: Need.TRAVEL_DOCUMENTS,
    ev.DepartureNotPlanned: Need.DEPARTURE_DATES,
    ev.StayUnknown: "third_state_stay_until",
}
"""Where a fact that is missing is entered: what a step would ask for, or a field of the entitlement."""


def _links(line: RuleLine) -> list[Link]:
    """The cases of earlier aid, and where missing facts are entered."""
    known = {one.case_id: one.case_number for one in line.prior_aid if one.case_id is not None}
    links = [
        Link(_("Case {number}").format(number=number), case_id, "folder-open") for case_id, number in known.items()
    ]
    found = line.suggestion.evidence if line.suggestion is not None else ()
    for place in dict.fromkeys(_PLACES[type(one)] for one in found if type(one) in _PLACES):
        words = labels.label(place) if isinstance(place, Need) else labels.field(place, "case")
        links.append(Link(words, place, "arrow-right"))
    return links


def title_of(line: RuleLine, names: dict[int, str]) -> str:
    """The rule, and about whom it is."""
    title = eligibility_words.rule_title(line.rule)
    return title if line.person_id is None else f"{title} – {names.get(line.person_id, '')}"


def seems(line: RuleLine) -> str:
    """How a rule stands by what the program knows."""
    outcome = line.suggestion.outcome if line.suggestion is not None else RuleOutcome.UNKNOWN
    match outcome:
        case RuleOutcome.MET:
            return _("Seems met.")
        case RuleOutcome.NOT_MET:
            return _("Seems not met.")
        case _:
            return _("Cannot be told.")


def answered(seen: AnswerSeen) -> str:
    """An answer that was given: what, why, by whom and when."""
    one: RuleAnswer = seen.answer
    when = formats.moment(one.answered_at.astimezone()) if one.answered_at is not None else ""
    who = ", ".join(part for part in (seen.by, when) if part)
    said = _("{answer} ({who})").format(answer=labels.label(one.outcome), who=who) if who else labels.label(one.outcome)
    abroad = aid_abroad.told(one)
    told = [
        eligibility_words.answer_reason(one),
        one.evidence,
        one.reference if abroad is None else "",
        labels.country(abroad.country) if abroad is not None and abroad.country is not None else "",
        formats.short_date(one.decided_on) if one.decided_on is not None else "",
    ]
    return ": ".join(part for part in (said, "; ".join(part for part in told if part)) if part)
