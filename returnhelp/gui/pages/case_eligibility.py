"""The rules of eligibility of a case: how each stands, answered by keyboard, with what the program knows beside it."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from returnhelp.domain import eligibility_answers
from returnhelp.domain.case_kinds import WITHOUT_AID
from returnhelp.domain.eligibility_answers import Key
from returnhelp.domain.errors import (
    ConductNotRecordedError,
    DecisionReferenceMissingError,
    DecisionReferenceShapeError,
    FieldRefusedError,
    ReturnHelpError,
)
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode
from returnhelp.domain.steps import Need
from returnhelp.gui.pages.case_eligibility_answer import (
    NEED_A_REASON,
    Draft,
    RuleAnswerPanel,
    draft_of,
    of_answer,
    seems,
    title_of,
)
from returnhelp.gui.pages.case_eligibility_list import Row, RuleList
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets.links_row import Link, LinksRow
from returnhelp.i18n import eligibility_words, formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import eligibility
from returnhelp.services.cases import CaseView
from returnhelp.services.eligibility import EligibilityView, Given, RuleLine


class EligibilitySection(CaseSection):
    """A list of the rules beside the one that is chosen; answers are kept together, and the earlier ones stay."""

    form = "case_eligibility"
    title = N_("Eligibility")
    scrolls = False
    entities = frozenset({"rule_answers"})
    needs = frozenset({Need.RULES_ANSWERED})

    open_note: QLabel
    known_button: QPushButton
    save_button: QPushButton
    earlier_widget: QWidget
    earlier_words: QLabel
    earlier_row: LinksRow
    rules_list: RuleList
    answer_scroll: QScrollArea
    answer_body: QWidget

    @classmethod
    def shown_for(cls, view: CaseView) -> bool:
        return view.case.values["kind"] not in WITHOUT_AID

    @classmethod
    def lacking(cls, view: CaseView, missing: tuple[Need, ...]) -> int:
        return max(1, view.open_rules) if Need.RULES_ANSWERED in missing else 0

    def build(self) -> None:
        self.view: EligibilityView | None = None
        self._drafts: dict[Key, Draft] = {}
        self._wanted: Key | None = None
        self._saving = False
        dress(self.earlier_words, Look.LABEL)
        self.panel = RuleAnswerPanel(self.folder)
        self.notices_note = dress(QLabel(), Look.NOTE)
        self.notices_note.setWordWrap(True)
        column = self.answer_body.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.panel)
        column.insertWidget(1, self.notices_note)
        column.setSpacing(16)
        self.answer_body.setProperty("scrolled", True)
        self.rules_list.rule_chosen.connect(self._show_rule)
        self.rules_list.numbered.connect(self._number)
        self.rules_list.entered.connect(lambda: self.panel.first_field().setFocus())
        self.panel.typed.connect(self._typed)
        self.panel.left.connect(self.rules_list.setFocus)
        self.panel.case_wanted.connect(self.folder.page.desk.open_case)
        self.earlier_row.followed.connect(self.folder.page.desk.open_case)
        self.known_button.clicked.connect(self.take_over)
        self.save_button.clicked.connect(self.keep)
        self.earlier_widget.hide()
        self.retranslate()

    # --- reading ---------------------------------------------------------------------------------------

    def display(self) -> None:
        """Look at the rules again; the search for earlier aid runs beside the window."""
        page, case_id = self.folder.page, self.folder.case_id
        office = page.office
        if self.folder.past is not None:
            self.view = None
            self._tell()
            return
        page.ask(lambda: eligibility.check(office, case_id), self._take, latest="eligibility")

    def _take(self, view: EligibilityView) -> None:
        self.view = view
        known = {one.key for one in view.lines}
        self._drafts = {key: draft for key, draft in self._drafts.items() if key in known}
        self._tell()
        if self._wanted is not None and self.rules_list.choose(self._wanted):
            self._wanted = None
        self._show_rule(self.rules_list.key())

    def retranslate(self) -> None:
        self.rules_list.setAccessibleName(_("Rules of eligibility"))
        self.panel.retranslate()
        self._tell()

    def _tell(self) -> None:
        """Say everything that stands beside the chosen rule."""
        view = self.view
        shown = view is not None and self.folder.past is None
        for widget in (self.rules_list, self.answer_scroll):
            widget.setVisible(shown)
        self.known_button.setVisible(shown and self._editable())
        self.save_button.setVisible(shown and self._editable())
        if view is None:
            today_only = _("The rules are looked at as the case stands today.")
            self.open_note.setText(today_only if self.folder.past is not None else _("Looking at the rules…"))
            self.earlier_widget.hide()
            return
        names = self.folder.short_names()
        self.rules_list.set_rows([self._row(one, names) for one in view.lines])
        count = len(view.open)
        said = ngettext("{count} rule is still open.", "{count} rules are still open.", count)
        self.open_note.setText(
            said.format(count=formats.number(count)) if count else _("Every rule is answered or has its reason.")
        )
        self.known_button.setEnabled(bool(eligibility.what_is_known(view, names)))
        self.save_button.setEnabled(bool(self._drafts) and not self._saving)
        aid = {
            one.case_id: (one.case_number, names.get(one.person_id, ""))
            for line in view.lines
            for one in line.prior_aid
            if one.case_id is not None
        }
        self.earlier_widget.setVisible(bool(aid))
        self.earlier_row.set_links(
            [Link(f"{number} – {name}", case_id, "folder-open") for case_id, (number, name) in aid.items()]
        )
        notes = [
            f"{names[one.person_id]}: {said}" if one.person_id in names else said
            for one in view.notices
            for said in (eligibility_words.evidence(one.evidence, names),)
        ]
        self.notices_note.setText("\n".join((_("Worth knowing"), *notes)) if notes else "")

    def _row(self, line: RuleLine, names: dict[int, str]) -> Row:
        title = title_of(line, names)
        draft = self._drafts.get(line.key)
        if draft is not None and draft.outcome is not None:
            stands = _("{answer}, not saved yet").format(answer=labels.label(draft.outcome))
            icon, colour = "pencil-simple", "accent"
        elif line.answer is not None:
            stands = labels.label(line.answer.answer.outcome)
            if line.open is not None:
                stands = labels.label(line.open)
            elif line.changed is not None:
                stands = f"{stands} – {labels.label(line.changed)}"
            elif line.answer.answer.reason:
                stands = f"{stands} – {eligibility_words.answer_reason(line.answer.answer)}"
            icon, colour = ("warning", "warning") if line.open is not None else ("check-circle", "success")
        else:
            found = line.suggestion.evidence[:1] if line.suggestion is not None else ()
            stands = " ".join((seems(line), *(eligibility_words.evidence(one, names) for one in found)))
            icon, colour = ("circle-dashed", "warning") if line.open is not None else ("circle", "muted")
        return Row(line.key, title, stands, icon, colour, f"{title}, {stands}")

    def _editable(self) -> bool:
        return self.folder.editable and self.view is not None and self.view.can_answer

    def _line(self, key: Key | None) -> RuleLine | None:
        lines = self.view.lines if self.view is not None else ()
        return next((one for one in lines if one.key == key), None)

    def _show_rule(self, key: Key | None) -> None:
        line = self._line(key)
        if line is None or self.view is None:
            self.panel.hide()
            return
        draft = self._drafts.get(line.key) or of_answer(line.answer)
        self.panel.show_line(line, draft, self.view.day, editable=self._editable())

    # --- typing ----------------------------------------------------------------------------------------

    def _number(self, number: int) -> None:
        """A number at the list answers the rule; where no reason is needed the keys go on to the next one."""
        line = self._line(self.rules_list.key())
        if line is None or not self._editable() or number > len(line.outcomes):
            return
        outcome = line.outcomes[number - 1]
        self.panel.choose(outcome)
        if outcome in NEED_A_REASON:
            self.panel.first_field().setFocus()
            return
        rows = [one.key for one in self.rules_list.rows()]
        at = rows.index(line.key) + 1
        if at < len(rows):
            self.rules_list.choose(rows[at])

    def _typed(self, key: Key, draft: Draft) -> None:
        line = self._line(key)
        if line is not None and draft == of_answer(line.answer):
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = draft
        self._tell()

    def go_to(self, place: object) -> bool:
        """To the first rule that is open, or to one by its key."""
        if place is Need.RULES_ANSWERED:
            self.rules_list.setFocus()
            if self.view is not None and self.view.open:
                self.rules_list.choose(self.view.open[0].key)
            return True
        if isinstance(place, tuple) and place and isinstance(place[0], RuleCode):
            self._wanted = (place[0], place[1])
            return self.rules_list.choose(self._wanted)
        return False

    def hold(self) -> dict[str, object] | None:
        if not self._drafts:
            return None
        return {"answers": [[key[0].value, key[1], draft.kept()] for key, draft in self._drafts.items()]}

    def restore(self, held: dict[str, object]) -> None:
        answers: Any = held.get("answers", ())
        self._drafts = {(RuleCode(rule), person): draft_of(kept) for rule, person, kept in answers}
        self._tell()

    # --- keeping ---------------------------------------------------------------------------------------

    def go(self) -> bool:
        """Save the answers (Ctrl+Enter)."""
        if not self._drafts:
            return False
        self.keep()
        return True

    def keep(self) -> None:
        """Save the answers that are typed; one that cannot be kept is marked, and nothing is lost."""
        self.panel.settle()
        if not self._drafts or self._saving or not self._editable():
            return
        given: list[Given] = []
        for key, draft in self._drafts.items():
            line = self._line(key)
            one = draft.given(line) if line is not None else None
            if line is None or one is None:
                continue
            if (error := self._refused(line, one)) is not None:
                self._mark(key, error)
                return
            given.append(one)
        if given:
            self._send(given)

    def _refused(self, line: RuleLine, one: Given) -> ReturnHelpError | None:
        answer = RuleAnswer(
            one.rule,
            one.outcome,
            one.person_id,
            evidence=one.evidence,
            reference=one.reference,
            reason=one.reason,
            decided_on=one.decided_on,
        )
        try:
            eligibility_answers.check_answer(answer, line.wording, self.folder.today())
        except ReturnHelpError as error:
            return error
        return None

    def _send(self, given: list[Given]) -> None:
        page, case_id = self.folder.page, self.folder.case_id
        office = page.office
        sent = dict(self._drafts)
        self._saving = True
        self.save_button.setEnabled(False)

        def kept(count: int) -> None:
            self._saving = False
            self._drafts = {key: draft for key, draft in self._drafts.items() if sent.get(key) != draft}
            self._tell()
            said = ngettext("{count} answer is saved.", "{count} answers are saved.", count)
            page.desk.toast(said.format(count=formats.number(count)))

        def failed(error: Exception) -> None:
            self._saving = False
            self._tell()
            key = self.panel.key
            if isinstance(error, FieldRefusedError) and key is not None:
                self._mark(key, error)
            else:
                page.show_error(error)

        page.act(lambda: eligibility.answer(office, case_id, given), kept, failed)

    def _mark(self, key: Key, error: ReturnHelpError) -> None:
        self.rules_list.choose(key)
        self._show_rule(key)
        match error:
            case ConductNotRecordedError() | DecisionReferenceShapeError() | DecisionReferenceMissingError():
                name = "reference"
            case FieldRefusedError():
                name = str(error.given["field"])
            case _:
                name = "decided_on"
        self.panel.mark(name, told(error))

    def take_over(self) -> None:
        """Answer everything that the program knows to be met, with its evidence."""
        if self.view is None or not self._editable() or self._saving:
            return
        given = list(eligibility.what_is_known(self.view, self.folder.short_names()))
        if given:
            self._send(given)
