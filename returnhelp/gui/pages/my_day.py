"""My day: what is before the person signed in, or before the team, each line leading to its case."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget

from returnhelp.domain.deadlines import NOT_OWED
from returnhelp.domain.edits import Edit
from returnhelp.domain.lists import CaseRow, DueTask, WaitingNote
from returnhelp.domain.roles import Act as Permission
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import Step
from returnhelp.gui import icons, theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.models import day_lines
from returnhelp.gui.models.day_lines import Absence, Before, Words
from returnhelp.gui.models.filters import ME, Reader
from returnhelp.gui.page import Page
from returnhelp.gui.pages.list_card import Act, Line, LineCard
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets.empty_state import EmptyState
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import cases, closing, drafts, handover, lists, preferences, rules
from returnhelp.services.office import Change, Office

_NARROW = 860  # pixels; below, the cards stand in one column


class MyDayPage(Page):
    """Tasks, departures, cases that stand still, notes and drafts; for supervisors the team's too."""

    form = "my_day"
    help_anchor = "my_day"

    day_title: QLabel
    day_note: QLabel
    mine_button: QPushButton
    team_button: QPushButton
    new_button: QPushButton
    scroll_area: QScrollArea
    inner_value: QWidget
    tasks_card: LineCard
    deadlines_card: LineCard
    departures_card: LineCard
    unmoved_card: LineCard
    approvals_card: LineCard
    undecided_card: LineCard
    notes_card: LineCard
    drafts_card: LineCard
    absences_card: LineCard
    steps_card: LineCard
    recent_card: LineCard

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._before: Before | None = None
        roles = self.office.user.roles
        self._team = self.office.may(Permission.SEE_TEAM) and Role.CASEWORKER not in roles
        self._nothing = EmptyState(self.scroll_area)
        self._nothing.hide()
        self._nothing.acted.connect(self._new_case)
        self.inner_value.setProperty("scrolled", True)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.new_button.setIcon(icons.icon("plus", "on_accent"))
        dress(self.new_button, Look.PRIMARY)
        for button, team in ((self.mine_button, False), (self.team_button, True)):
            button.clicked.connect(partial(self._switch, team))
        self.new_button.clicked.connect(self._new_case)
        for card in self._cards():
            card.hide()
        self._show_switch()

    # --- what a page answers -------------------------------------------------------------------------

    def title(self) -> str:
        return _("My day")

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - whatever was done may show here
        office, team = self.office, self._team
        self._show_switch()
        self.ask(lambda: _read(office, team=team), self._take, self._failed, latest="day")

    def retranslate(self) -> None:
        if self._before is not None:
            self._show(self._before)

    def focus_first(self) -> None:
        for card in self._cards():
            if card.isVisible() and card.lines():
                card.row(card.lines()[0].key).take_focus("line")
                return
        self.new_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self.inner_value.layout()
        if isinstance(columns, QHBoxLayout):
            narrow = self.width() < theme.px(_NARROW)
            columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._nothing.setGeometry(self.scroll_area.rect())

    def team(self) -> bool:
        """Whether the team's day is shown."""
        return self._team

    # --- reading ---------------------------------------------------------------------------------------

    def _take(self, before: Before) -> None:
        first, self._before = self._before is None, before
        self._show(before)
        if first and self.new_button.hasFocus():
            self.focus_first()
        self.ready()

    def _failed(self, error: Exception) -> None:
        self.show_message(told(error), Kind.ERROR, _("Try again"), lambda: self.refresh(None))

    def _switch(self, team: bool, *_checked: bool) -> None:
        self._team = team
        self.refresh(None)

    def _show_switch(self) -> None:
        both = self.office.may(Permission.SEE_TEAM)
        self._team = self._team and both
        self.mine_button.setVisible(both)
        self.team_button.setVisible(both)
        self.mine_button.setChecked(not self._team)
        self.team_button.setChecked(self._team)
        self.new_button.setVisible(self.office.may(Permission.EDIT_CASES))

    def _cards(self) -> tuple[LineCard, ...]:
        return (
            self.approvals_card,
            self.undecided_card,
            self.tasks_card,
            self.deadlines_card,
            self.departures_card,
            self.unmoved_card,
            self.notes_card,
            self.drafts_card,
            self.absences_card,
            self.steps_card,
            self.recent_card,
        )

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self, before: Before) -> None:
        today = before.reader.today
        open_cases = ngettext("{count} open case", "{count} open cases", before.day.open_cases).format(
            count=formats.number(before.day.open_cases)
        )
        self.day_note.setText(
            _("{weekday}, {date} · {cases}").format(
                weekday=formats.weekday(today), date=formats.date(today), cases=open_cases
            )
        )
        begun = self._is_anything(before)
        self._nothing.setVisible(not begun)
        if not begun:
            for card in self._cards():
                card.hide()
            self._say_nothing()
            return
        self._show_tasks(before)
        self._show_deadlines(before)
        self._show_departures(before)
        self._show_still(before)
        self._show_approvals(before)
        self._show_notes(before)
        self._show_drafts(before)
        self._show_absences(before)
        self._show_steps(before)
        self._show_recent(before)

    def _is_anything(self, before: Before) -> bool:
        day = before.day
        waiting = day.approvals is not None and (
            day.approvals.trashed_cases
            or day.approvals.trashed_people
            or day.approvals.months_to_close
            or day.approvals.payments
        )
        work = (day.open_cases, day.overdue, day.coming, day.deadlines)
        return any((*work, day.notes, before.drafts, before.absences, waiting, before.rates_waiting))

    def _say_nothing(self) -> None:
        may = self.office.may(Permission.EDIT_CASES)
        text = (
            _("The team has no open case and no task.")
            if self._team
            else _("You have no open case and no task. What is given to you shows here.")
        )
        self._nothing.say("coffee", _("Nothing waits for you"), text, _("New case") if may else "")
        self._nothing.setGeometry(self.scroll_area.rect())

    def _show_tasks(self, before: Before) -> None:
        day = before.day
        late = day.overdue_count
        self.tasks_card.show_lines(
            _("Tasks"),
            [self._task(one, before) for one in (*day.overdue, *day.coming)],
            total=day.overdue_count + day.coming_count,
            first=8,
            badge=(
                ngettext("{count} overdue", "{count} overdue", late).format(count=formats.number(late)),
                "error",
            )
            if late
            else None,
            nothing=ngettext(
                "No task is due in the next day.", "No task is due in the next {count} days.", before.ahead_days
            ).format(count=before.ahead_days),
            show_all=partial(self._open_list, sort="next_due", descending=False),
        )

    def _task(self, one: DueTask, before: Before) -> Line:
        tick = partial(self._tick, one) if self.office.may(Permission.EDIT_CASES) else None
        return _line(day_lines.task(one, before), go=partial(self.desk.open_case, one.case_id, "tasks"), tick=tick)

    def _show_deadlines(self, before: Before) -> None:
        day = before.day
        late = sum(one.due_on < before.reader.today and one.kind not in NOT_OWED for one in day.deadlines)
        self.deadlines_card.show_lines(
            _("Deadlines"),
            [
                _line(day_lines.deadline(one, before), go=partial(self.desk.open_case, one.case_id, "deadlines"))
                for one in day.deadlines
            ],
            total=day.deadlines_count,
            first=8,
            badge=(
                ngettext("{count} overdue", "{count} overdue", late).format(count=formats.number(late)),
                "error",
            )
            if late
            else None,
        )

    def _show_departures(self, before: Before) -> None:
        day = before.day
        self.departures_card.show_lines(
            ngettext("Departures of the next day", "Departures of the next {count} days", before.ahead_days).format(
                count=before.ahead_days
            ),
            self._case_lines(day.departures, day_lines.departure, before, "journey"),
            total=day.departures_count,
            nothing=_("Nobody departs in these days."),
            show_all=partial(self._open_list, sort="departure", descending=False),
        )

    def _show_still(self, before: Before) -> None:
        day = before.day
        self.unmoved_card.show_lines(
            ngettext("Without movement for a day", "Without movement for {count} days", before.unmoved_days).format(
                count=before.unmoved_days
            ),
            self._case_lines(day.unmoved, day_lines.standing_still, before),
            total=day.unmoved_count,
            first=5,
            show_all=partial(self._open_list, sort="moved_on", descending=False),
        )

    def _show_approvals(self, before: Before) -> None:
        waits = before.day.approvals
        lines = [
            _line(
                day_lines.payment(one, before),
                icon="money",
                go=partial(self.desk.open_case, one.case_id, f"aid#payments-{one.payment_id}"),
            )
            for one in (waits.payments if waits is not None else ())
        ]
        if waits is not None and waits.months_to_close:
            late = closing.overdue_of(waits.months_to_close, before.reader.today)
            months = day_lines.months(waits.months_to_close, closing.reminder_of(late[0]) if late else None)
            lines.append(_line(months, icon="calendar-check", go=partial(self.desk.open_page, "reports")))
        if waits is not None and (waits.trashed_cases or waits.trashed_people):
            trash = day_lines.trash(waits.trashed_cases, waits.trashed_people)
            lines.append(_line(trash, icon="trash", go=partial(self.desk.open_page, "trash")))
        if before.rates_waiting:
            rates = day_lines.rates(before.rates_waiting)
            lines.append(_line(rates, icon="table", go=partial(self.desk.open_page, "office", "rates")))
        self.approvals_card.show_lines(_("Waits for you"), lines)
        self.undecided_card.show_lines(
            _("Long with the authority"),
            self._case_lines(waits.long_undecided, day_lines.undecided, before) if waits is not None else (),
            first=5,
        )

    def _show_notes(self, before: Before) -> None:
        self.notes_card.show_lines(
            _("Notes to you"),
            [self._note(one, before) for one in before.day.notes],
            first=5,
            badge=(formats.number(len(before.day.notes)), "") if before.day.notes else None,
        )

    def _note(self, one: WaitingNote, before: Before) -> Line:
        return _line(
            day_lines.note(one, before),
            icon="chat-text",
            go=partial(self.desk.open_case, one.case_id, "notes"),
            acts=(Act("check", _("Mark as read"), partial(self._read_note, one)),),
            wrapped=True,
        )

    def _show_drafts(self, before: Before) -> None:
        lines = [
            Line(
                ("draft", page, subject),
                title or (_("New case") if page == "new_case" else _("Begun and not saved")),
                _("Typed and not saved yet"),
                icon="pencil-line",
                go=partial(self._open_draft, page, subject),
                acts=(Act("x", _("Give up what was typed"), partial(self._give_up_draft, page, subject, title)),),
            )
            for page, subject, title in before.drafts
        ]
        self.drafts_card.show_lines(_("To finish"), lines, first=5)

    def _show_absences(self, before: Before) -> None:
        lines = []
        for one in before.absences:
            mine = one.user == before.reader.me
            go: Callable[[], object] = partial(self.desk.open_page, "handing_over")
            if not mine and one.holds_on(before.reader.today):
                go = partial(self.desk.open_page, "cases", {"open_only": True, "caseworkers": [one.user]})
            lines.append(_line(day_lines.stand_in(one, before), icon="suitcase" if mine else "users", go=go))
        self.absences_card.show_lines(_("Absences"), lines, first=4)

    def _show_steps(self, before: Before) -> None:
        day = before.day
        most = max((count for _step, count in day.by_step), default=1)
        lines = [
            Line(
                ("step", step.value),
                labels.label(step),
                end=formats.number(count),
                end_colour="text",
                go=partial(self._open_step, step, before),
                share=count / most,
            )
            for step, count in day.by_step
        ]
        heading = _("Open cases by step") if before.team else _("My open cases by step")
        self.steps_card.show_lines(heading, lines, first=len(lines))

    def _show_recent(self, before: Before) -> None:
        self.recent_card.show_lines(
            _("Moved last"),
            self._case_lines(before.day.recent[:5] if not before.team else (), day_lines.recent, before),
        )

    def _case_lines(
        self, rows: Sequence[CaseRow], words: Callable[[CaseRow, Before], Words], before: Before, section: str = ""
    ) -> list[Line]:
        return [
            _line(
                words(row, before),
                icon="lock-simple" if row.restricted else "",
                go=partial(self.desk.open_case, row.case_id, section),
            )
            for row in rows
        ]

    # --- doing -----------------------------------------------------------------------------------------

    def _new_case(self) -> None:
        self.desk.open_page("new_case")

    def _open_list(self, **state: Any) -> None:
        narrowed = {} if self._team or self._before is None else {"caseworkers": self._whose(self._before)}
        self.desk.open_page("cases", {"open_only": True, **narrowed, **state})

    def _open_step(self, step: Step, before: Before) -> None:
        state: dict[str, Any] = {"open_only": True, "steps": [step.value]}
        if not before.team:
            state["caseworkers"] = self._whose(before)
        elif step is Step.DEPARTED:  # those that were only taken over from a list ask for no work
            state["caseworkers"] = sorted(before.reader.names)
        self.desk.open_page("cases", state)

    def _whose(self, before: Before) -> list[int | str]:
        return [ME, *before.stood_in_for]

    def _tick(self, one: DueTask) -> None:
        office = self.office
        edit = Edit("tasks", one.task_id, ("case", one.case_id), {"done_on": office.today()}, {"done_on": None})

        def failed(error: Exception) -> None:
            self.show_error(error)
            self.retranslate()  # the line stands as before

        self.act(
            lambda: cases.save(office, [edit]),
            failed=failed,
            said=_("Done: {title}").format(title=one.title),
            undo=lambda change: cases.undo(office, change.seq),
        )

    def _read_note(self, one: WaitingNote) -> None:
        office = self.office
        self.act(
            lambda: handover.read_note(office, one.case_id, one.note_id),
            said=_("The note is marked as read."),
            undo=lambda change: cases.undo(office, change.seq),
        )

    def _open_draft(self, page: str, subject: str) -> None:
        if page == "case" and subject.isdecimal():
            self.desk.open_case(int(subject))
        elif page == "person" and subject.isdecimal():
            self.desk.open_person(int(subject))
        else:
            self.desk.open_page(page)

    def _give_up_draft(self, page: str, subject: str, title: str) -> None:
        office = self.office
        kept: dict[str, Any] = {}

        def give_up() -> Change[None]:
            kept.update(drafts.read(office, page, subject) or {})
            return drafts.forget(office, page, subject)

        self.act(
            give_up,
            said=_("What was typed is given up."),
            undo=lambda _change: drafts.keep(office, page, subject, kept, title),
        )


def _line(words: Words, **more: Any) -> Line:
    return Line(
        words.key,
        words.title,
        words.second,
        words.end,
        words.end_second,
        words.end_colour,
        **more,
    )


def _read(office: Office, *, team: bool) -> Before:
    """Everything the page shows; on the worker's thread."""
    me, today = office.user.id, office.today()
    away = [Absence(*one) for one in handover.absences(office)]
    settings = preferences.office_settings(office)
    return Before(
        lists.my_day(office, team=team),
        Reader(me, today, handover.names(office), {}),
        team,
        drafts.waiting(office),
        tuple(one for one in away if me in (one.user, one.substitute)),
        int(settings["departures_ahead_days"]),
        int(settings["no_movement_days"]),
        rules.waiting_for_me(office) if team else 0,
    )
