"""The doubts of one kind: settled all together, or one by one."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp.domain.intake import Decision, Doubt, DoubtKind
from returnhelp.domain.likeness import Reason
from returnhelp.gui.models.intake_work import WORD_DOUBTS, IntakeWork, open_in
from returnhelp.gui.models.paged import Cell, Column
from returnhelp.gui.pages.import_panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.code_editor import CodeEditor
from returnhelp.i18n import formats, intake_words, labels
from returnhelp.i18n.catalogs import N_, _, ngettext

_COLUMNS = (
    Column("row", N_("Row"), 64, sortable=False, to_the_end=True),
    Column("name", N_("Name"), 210, sortable=False),
    Column("raw", N_("As written"), 170, sortable=False),
    Column("proposed", N_("Taken as"), 170, sortable=False),
    Column("state", N_("State"), 140, sortable=False),
)

_CHOICES: Mapping[DoubtKind, tuple[Decision, ...]] = {
    DoubtKind.FIRST_JANUARY: (Decision.PROPOSED, Decision.AS_WRITTEN),
    DoubtKind.FORMULA: (Decision.PROPOSED, Decision.EMPTY),
    DoubtKind.MONEY_NEGATIVE: (Decision.PROPOSED, Decision.AS_WRITTEN),
    DoubtKind.VALUE_UNKNOWN: (Decision.PROPOSED, Decision.EMPTY),
}
"""What can be decided for all doubts of a kind; for every other kind, what is proposed can be taken."""

_ABOUT_PEOPLE = frozenset(
    {
        DoubtKind.REPEATED_ROW,
        DoubtKind.SAME_PERSON_AGAIN,
        DoubtKind.SIMILAR_PERSON,
        DoubtKind.NUMBER_OF_ANOTHER,
        DoubtKind.MARKED_AS_REPEATED,
    }
)
_OFFERED = 3
_NO_CELL = frozenset({DoubtKind.NAME_SPLIT, DoubtKind.MINOR_IS_ADULT})
"""About more than one cell: another value for one of them would not settle it."""


class DoubtsPanel(Panel):
    """All doubts of a kind, the open ones first."""

    def __init__(self, kind: DoubtKind, parent: QWidget | None = None) -> None:
        super().__init__(_COLUMNS, parent)
        self.kind = kind
        self._buttons: dict[Decision, QPushButton] = {}
        self.editor: CodeEditor | None = None
        """The field for the doubt that is chosen; None where no value settles it."""

    def show_work(self, work: IntakeWork, today: date) -> None:
        found = [doubt for doubt in work.review.doubts if doubt.kind is self.kind] if work.review else []
        found.sort(key=lambda doubt: not doubt.needs_answer)
        self.list_heading.setText(labels.label(self.kind))
        waiting = open_in(found)
        if waiting:
            text = ngettext(
                "{count} row needs an answer: settle all together, or choose one and answer below.",
                "{count} rows need an answer: settle all together, or choose one and answer below.",
                waiting,
            )
        elif not found:
            text = _("All are settled as you decided.")
        else:
            text = ngettext(
                "{count} row. Nothing needs to be done; have a look if you like.",
                "{count} rows. Nothing needs to be done; have a look if you like.",
                len(found),
            )
        self.list_note.setText(text.format(count=formats.number(waiting or len(found))))
        self.work = work
        self._show_decisions(work, len(found))
        self.show_rows(work, today, found)

    def decision_buttons(self) -> dict[Decision, QPushButton]:
        """The buttons that settle all doubts of the kind."""
        return dict(self._buttons)

    def _show_decisions(self, work: IntakeWork, count: int) -> None:
        cleared.clear(self.acts)
        self._buttons = {}
        self.acts_panel.show()
        said = _("For all {count}:").format(count=formats.number(count)) if count > 1 else _("For all:")
        self.acts.addWidget(dress(QLabel(said), Look.LABEL))
        taken = work.mapping.decisions.get(self.kind)
        for decision in _CHOICES.get(self.kind, (Decision.PROPOSED,)):
            button = QPushButton(self._decision_words(decision))
            button.setCheckable(True)
            button.setChecked(decision is taken)
            button.clicked.connect(lambda _on, decision=decision: self._decide(decision))
            self._buttons[decision] = button
            self.acts.addWidget(button)
        self.acts.addStretch(1)

    def _decision_words(self, decision: Decision) -> str:
        match self.kind, decision:
            case DoubtKind.FIRST_JANUARY, Decision.PROPOSED:
                return _("Only the year is known")
            case DoubtKind.FIRST_JANUARY, _:
                return _("Born on 1 January")
            case (DoubtKind.SIMILAR_PERSON | DoubtKind.NUMBER_OF_ANOTHER, _):
                return _("Keep them apart")
            case DoubtKind.SAME_PERSON_AGAIN, _:
                return _("One person with several departures")
            case DoubtKind.REPEATED_ROW, _:
                return _("Count them once")
            case DoubtKind.MARKED_AS_REPEATED, _:
                return _("Count them")
            case DoubtKind.MONEY_NEGATIVE, Decision.PROPOSED:
                return labels.label(Decision.EMPTY)
        return labels.label(decision)

    def _decide(self, decision: Decision) -> None:
        if self.work is not None:
            again = self.work.mapping.decisions.get(self.kind) is decision
            self.change(self.work.decided(self.kind, None if again else decision))

    # --- one of them ---------------------------------------------------------------------------------

    def cell(self, row: Doubt, column: str) -> Cell:
        match column:
            case "row":
                return Cell(str(row.row), colour="muted")
            case "name":
                return Cell(self.work.name(row.row) if self.work is not None else "")
            case "raw":
                rows = (
                    _("like row {rows}").format(rows=formats.listed(map(str, row.other_rows))) if row.other_rows else ""
                )
                return Cell(row.raw or rows)
            case "proposed":
                return Cell(intake_words.code_shown(row.field, row.proposed))
        if row.needs_answer:
            return Cell(_("Needs an answer"), badge="warning")
        decided = self.work is not None and self.kind in self.work.mapping.decisions
        return Cell(_("Settled"), badge="success") if decided else Cell(_("For a look"), badge="quiet")

    def show_detail(self, row: Doubt) -> None:
        work = self.work
        assert work is not None
        self.editor = None
        self.detail_heading.setText(_("Row {row}: {who}").format(row=row.row, who=work.facts(row.row)))
        self.detail_note.setText(intake_words.sentence(row))
        if row.kind in _ABOUT_PEOPLE:
            self._offer_people(work, row)
        elif row.kind not in _NO_CELL:
            self._offer_value(work, row)
        self.offer_leaving_out(work, row.row)

    def _offer_people(self, work: IntakeWork, row: Doubt) -> None:
        for number in row.other_rows[:2]:
            said = dress(QLabel(_("Row {row}: {who}").format(row=number, who=work.facts(number))), Look.NOTE)
            said.setWordWrap(True)
            self.detail.addWidget(said)
        buttons = []
        if row.other_rows and row.kind is not DoubtKind.REPEATED_ROW:
            other = row.other_rows[0]
            words = _("The same person as in row {row}").format(row=other)
            buttons.append(self.button(words, lambda: self.change(work.same_as(row.row, other))))
        if row.kind is not DoubtKind.REPEATED_ROW or Reason.SAME_ZEMIS not in row.likeness:
            buttons.append(self.button(_("Somebody else"), lambda: self.change(work.same_as(row.row, 0))))
        if buttons:
            self.line(*buttons)

    def _offer_value(self, work: IntakeWork, row: Doubt) -> None:
        self.editor = CodeEditor(row.field, self.today)
        self.editor.set_code(row.proposed)
        self.editor.setMinimumWidth(240)
        self.editor.setAccessibleName(labels.label(row.field))
        editor = self.editor

        def take() -> None:
            code = editor.code()
            if code is not None:
                self._answer(work, row, code)

        def offer(code: str) -> QPushButton:
            words = intake_words.code_shown(row.field, code)
            return dress(self.button(words, lambda: self._answer(work, row, code)), Look.LINK)

        named = dress(QLabel(labels.label(row.field)), Look.LABEL)
        named.setMinimumHeight(editor.sizeHint().height())
        self.line(
            named,
            editor,
            self.button(_("Take this"), take),
            self.button(_("Leave empty"), lambda: self._answer(work, row, "")),
            *(offer(code) for code in row.options[:_OFFERED]),
        )

    def _answer(self, work: IntakeWork, row: Doubt, code: str) -> None:
        if row.kind in WORD_DOUBTS:
            self.change(work.meant(row.field, row.raw, code))
        else:
            self.change(work.answered(row.row, row.field, code))
