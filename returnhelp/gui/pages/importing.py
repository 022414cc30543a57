"""Taking over a list: the file, its columns, its words, the review, and all or nothing of it into the office."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget

from returnhelp.domain.intake import SheetMapping, Workbook
from returnhelp.domain.roles import Act
from returnhelp.gui import writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models import intake_work
from returnhelp.gui.models.intake_work import IntakeWork
from returnhelp.gui.page import Page, PageSpec
from returnhelp.gui.pages.import_columns import ColumnsStep
from returnhelp.gui.pages.import_done import DoneStep
from returnhelp.gui.pages.import_file import FileStep
from returnhelp.gui.pages.import_review import ReviewStep
from returnhelp.gui.pages.import_words import WordsStep
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.step_bar import BarStep, State, StepBar
from returnhelp.gui.worker import Progress
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import imports
from returnhelp.services.imports import TakenOver
from returnhelp.services.office import Change, Office

FILE, COLUMNS, WORDS, REVIEW, DONE = range(5)
"""The steps, in the order in which they are gone through."""

_MANY = 15_000
"""Rows from which on a review is shown as long work."""


class ImportPage(Page):
    """Goes from step to step; nothing is stored before the last one."""

    form = "importing"
    help_anchor = "import"

    file_note: QLabel
    steps_bar: StepBar
    steps_stack: QStackedWidget
    back_button: QPushButton
    foot_note: QLabel
    all_button: QPushButton
    next_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._work: IntakeWork | None = None
        self._saved: Mapping[str, SheetMapping] = {}
        self._fitted = ""
        self._stored: IntakeWork | None = None
        self._busy = False
        self.file_step, self.columns, self.words = FileStep(), ColumnsStep(), WordsStep()
        self.review, self.done = ReviewStep(), DoneStep()
        for step in (self.file_step, self.columns, self.words, self.review, self.done):
            self.steps_stack.addWidget(step)
        dress(self.next_button, Look.PRIMARY)
        self.steps_bar.set_choosable(True)
        self.steps_bar.step_chosen.connect(self._go_to_step)
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.go_on)
        self.all_button.clicked.connect(self.take_all_proposed)
        self.file_step.file_chosen.connect(self.open_list)
        self.file_step.drop_zone.refused.connect(self._one_file_only)
        self.columns.changed.connect(self._mapped)
        self.columns.fit_wanted.connect(self._fit)
        self.columns.keep_wanted.connect(self.keep_mapping)
        self.review.work_changed.connect(self._review_again)
        self.review.mend_wanted.connect(self.save_unread)
        self.done.cases_wanted.connect(lambda: self.desk.open_page("cases"))
        self.done.mend_wanted.connect(self.save_unread)
        self.done.another_wanted.connect(self._begin)
        self._show_step(FILE)

    def title(self) -> str:
        return _("Take over a list")

    def focus_first(self) -> None:
        match self.step():
            case 0:
                self.file_step.choose_button.setFocus()
            case 1:
                self.columns.focus_first()
            case 2:
                self.words.focus_first()
            case 3:
                self.review.focus_first()
            case _:
                self.done.focus_first()

    def arrive(self, state: object) -> None:
        """``state`` may be the path of a list."""
        if isinstance(state, Path):
            self.open_list(state)

    def retranslate(self) -> None:
        self._show_step(self.step())
        for step in (self.columns, self.words, self.review, self.done):
            step.retranslate()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - only the saved mappings are read
        office = self.office

        def saved(found: Mapping[str, SheetMapping]) -> None:
            self._saved = found
            self.columns.show_saved(found, self._fitted)
            self.ready()

        self.ask(lambda: imports.mappings(office), saved, latest="saved")

    def hold_draft(self) -> dict[str, Any] | None:
        if self._work is None or self.step() == DONE:
            return None
        return {**intake_work.to_draft(self._work), "step": self.step()}

    def restore_draft(self, content: dict[str, Any]) -> None:
        """Read the list again from its file, and go to where one was."""
        office, file = self.office, Path(str(content.get("file", "")))

        def read(progress: Progress) -> IntakeWork:
            return intake_work.from_draft(content, imports.open_sheet(office, file, progress.report))

        def there(work: IntakeWork) -> None:
            self._take(work)
            if content.get("step") in (WORDS, REVIEW):
                self._review(work, lambda: self._show_step(REVIEW))

        def gone(error: Exception) -> None:
            self._begin()
            self.show_error(error)

        self.do_long(_("Reading {name}").format(name=file.name), read, there, gone)

    def step(self) -> int:
        """Which step is shown, from 0."""
        return self.steps_stack.currentIndex()

    def work(self) -> IntakeWork | None:
        """The list that is being taken over."""
        return self._work

    # --- from step to step -------------------------------------------------------------------------

    def go_on(self) -> None:
        """Do what the button of the step says."""
        work = self._work
        if work is None or self._busy:
            return
        match self.step():
            case 1:
                self._review(work, self._after_columns)
            case 2:
                self._review(work.mapped(self.words.taken(work.mapping)), lambda: self._show_step(REVIEW))
            case 3 if work.review is not None and work.review.open_doubts:
                self.review.go_to("doubts")
            case 3:
                self.take_over()

    def back(self) -> None:
        """To the step before; from the columns, to another file."""
        step = self.step()
        if step == COLUMNS:
            self._begin()
        elif step == REVIEW and not self._has_words():
            self._show_step(COLUMNS)
        elif step in (WORDS, REVIEW):
            self._show_step(step - 1)

    def _go_to_step(self, step: int) -> None:
        """Back to a step that was done."""
        if FILE < step < self.step() < DONE and (step != WORDS or self._has_words()):
            self._show_step(step)

    def _has_words(self) -> bool:
        return self._work is not None and bool(self._work.words)

    def _after_columns(self) -> None:
        self._show_step(WORDS if self._has_words() else REVIEW)

    def _begin(self) -> None:
        self._work = self._stored = None
        self._fitted = ""
        self.clear_message()
        self._show_step(FILE)
        self.focus_first()

    def _show_step(self, step: int) -> None:
        work = self._work
        if step == WORDS and work is not None and self.steps_stack.currentIndex() != WORDS:
            self.words.show_work(work, self.office.today())
        self.steps_stack.setCurrentIndex(step)
        names = (_("File"), _("Columns"), _("Words"), _("Review"), _("Taken over"))
        states = [State.DONE] * step + [State.DONE if step == DONE else State.NOW] + [State.NEXT] * (DONE - step)
        self.steps_bar.set_steps([BarStep(name, state) for name, state in zip(names, states, strict=True)])
        self.file_note.setText(work.workbook.name if work is not None and step != FILE else "")
        self._show_foot()

    def _show_foot(self) -> None:
        step, work = self.step(), self._work
        self.back_button.setVisible(COLUMNS <= step <= REVIEW)
        self.back_button.setText(_("Another file") if step == COLUMNS else _("Back"))
        self.next_button.setVisible(COLUMNS <= step <= REVIEW)
        self.next_button.setEnabled(not self._busy)
        review = work.review if work is not None else None
        waiting = len(review.open_doubts) if review is not None and step == REVIEW else 0
        self.all_button.setVisible(waiting > 0)
        self.all_button.setEnabled(not self._busy)
        self.foot_note.setText("")
        self.next_button.setText(_("Next"))
        if step != REVIEW or review is None:
            return
        if waiting:
            said = ngettext("{count} doubt needs an answer.", "{count} doubts need an answer.", waiting)
            self.foot_note.setText(said.format(count=formats.number(waiting)))
            self.next_button.setText(_("Go to the next doubt"))
            return
        people = work.fresh_people() if work is not None else 0
        said = ngettext("Take over {count} person", "Take over {count} people", people)
        self.next_button.setText(said.format(count=formats.number(people)))
        self.next_button.setEnabled(people > 0 and not self._busy)
        if people:
            self.foot_note.setText(_("All or nothing: if anything goes wrong on the way, nothing is stored."))
        else:
            self.foot_note.setText(_("Everything in this list is in the office already."))

    def _rest(self, busy: bool) -> None:
        """While something is done with the list, nothing else can be done with it."""
        self._busy = busy
        self.steps_stack.setEnabled(not busy)
        self._show_foot()

    # --- the file ----------------------------------------------------------------------------------

    def open_list(self, file: Path) -> None:
        """Read a list and propose how it is read."""
        office = self.office
        self.clear_message()
        self._rest(busy=True)

        def read(progress: Progress) -> tuple[Workbook, SheetMapping]:
            workbook = imports.open_sheet(office, file, progress.report)
            return workbook, imports.propose(office, workbook)

        def opened(answer: tuple[Workbook, SheetMapping]) -> None:
            self._rest(busy=False)
            workbook, mapping = answer
            self._fitted = ""
            self.columns.show_saved(self._saved)
            self._take(IntakeWork(file, workbook, mapping))

        def refused(error: Exception) -> None:
            self._rest(busy=False)
            self.show_error(error)

        self._long(_("Reading {name}").format(name=file.name), read, opened, refused)

    def _one_file_only(self) -> None:
        self.show_message(_("Drop one file at a time, and no folder."), Kind.WARNING)

    def _take(self, work: IntakeWork) -> None:
        self._work = work
        self.columns.show_work(work, self.office.today())
        self._show_step(COLUMNS)
        self.columns.focus_first()

    # --- the columns -------------------------------------------------------------------------------

    def _mapped(self, mapping: SheetMapping) -> None:
        if self._work is not None:
            self._work = self._work.mapped(mapping)
            self.columns.show_work(self._work, self.office.today())

    def _fit(self, name: str) -> None:
        """Read it as a saved mapping says, or as the program proposes."""
        work, office = self._work, self.office
        if work is None:
            return
        saved = self._saved.get(name)
        self.clear_message()

        def fitted(mapping: SheetMapping) -> None:
            self._fitted = name
            self._mapped(mapping)

        def unfit(error: Exception) -> None:
            self.columns.show_saved(self._saved, self._fitted)
            self.show_error(error)

        if saved is None:
            self.ask(lambda: imports.propose(office, work.workbook), fitted, unfit)
        else:
            self.ask(lambda: imports.fit(office, work.workbook, saved), fitted, unfit)

    def keep_mapping(self, name: str) -> None:
        """Keep how the list is read under this name."""
        work, office = self._work, self.office
        if work is not None:
            self._fitted = name
            said = _("Kept as “{name}”. It is offered with the next list.").format(name=name)
            self.act(lambda: imports.save_mapping(office, name, work.mapping), said=said)

    # --- the review --------------------------------------------------------------------------------

    def _review(self, work: IntakeWork, then: Callable[[], object]) -> None:
        """Have the list read as it is mapped and answered now; ``then`` shows what came of it."""
        office = self.office
        self.clear_message()

        def reviewed(told: Callable[[int, int], None] | None = None) -> IntakeWork:
            review = imports.review(office, work.workbook, work.mapping, work.answers, told)
            return work.reviewed(review, imports.in_store(office, review))

        def there(done: IntakeWork) -> None:
            self._work = done
            self._rest(busy=False)
            self.review.show_work(done, self.office.today())
            then()

        def failed(error: Exception) -> None:
            self._rest(busy=False)
            self.show_error(error)

        if work.review is None or len(work.sheet.rows) > _MANY:
            self._rest(busy=True)
            title = _("Looking through {name}").format(name=work.workbook.name)
            self._long(title, lambda progress: reviewed(progress.report), there, failed)
        else:
            self.ask(reviewed, there, failed, latest="review")

    def _review_again(self, work: IntakeWork) -> None:
        self._work = work
        self._review(work, self._show_foot)

    def take_all_proposed(self) -> None:
        """Settle every doubt with what is proposed."""
        if self._work is not None:
            self._review_again(self._work.all_proposed())

    # --- into the office ---------------------------------------------------------------------------

    def take_over(self) -> None:
        """Store the list, all or nothing."""
        work, office = self._work, self.office
        if work is None or work.review is None:
            return
        review = work.review
        self._rest(busy=True)

        def store(progress: Progress) -> Change[TakenOver]:
            return imports.take_over(office, review, new_people=work.new_people, progress=progress.report)

        def stored(change: Change[TakenOver]) -> None:
            self._stored, self._work = work, None
            self._rest(busy=False)
            self.done.show_done(change.value)
            self._show_step(DONE)
            self.done.focus_first()
            self.desk.announce(change)

        def failed(error: Exception) -> None:
            self._rest(busy=False)
            self.show_error(error)

        self._long(_("Taking over {name}").format(name=review.name), store, stored, failed)

    def save_unread(self) -> None:
        """Save the rows that could not be read, each with the reason, to mend and take over."""
        work, office = self._work or self._stored, self.office
        if work is None or work.review is None:
            return
        review = work.review
        name = _("Rows to mend") + ".xlsx"
        chosen = file_boxes.save_file(self, _("Save the rows to mend"), name, [(_("Spreadsheets"), "*.xlsx")])
        if chosen is None:
            return
        place = writing.with_suffix(chosen, ".xlsx")

        def saved(place: Path) -> None:
            self.desk.toast(_("Saved as {name}.").format(name=place.name))

        self.ask(lambda: writing.write(place, imports.to_mend(office, work.workbook, review)), saved)

    def _long(
        self,
        title: str,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Long work after which the page is free again, however it ends."""
        job = self.do_long(title, work, then, failed)
        job.ended.connect(lambda: self._rest(busy=False))


def _may(office: Office) -> bool:
    return office.may(Act.IMPORT_LISTS)


SPEC = PageSpec("importing", N_("Take over a list"), "upload-simple", _may, ImportPage, in_rail=False)
"""Reached by the search, from the lists and from the office page."""
