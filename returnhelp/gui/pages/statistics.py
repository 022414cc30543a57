"""Anonymised statistics: what is made is chosen, looked at with its reasons, and handed out with its proof."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from returnhelp.domain.cubes import CoarserProposal, CubeRequest
from returnhelp.domain.errors import (
    ClassificationChangedError,
    ClosedMonthDamagedError,
    HandedOutMeanwhileError,
    LedgerDamagedError,
    LoopedTablesError,
    MonthsNotClosedError,
    NoSafeTableError,
    NothingShownError,
    OverlappingPeriodsError,
    PeriodNotPlannedError,
    ProfileOutsidePlanError,
    ProofRejectedError,
    ProofTimeLimitError,
    PublishedDiffersError,
    RegisterBoundTooLowError,
    ViewNotInPlanError,
)
from returnhelp.domain.profiles import Profile
from returnhelp.domain.roles import Act
from returnhelp.domain.statistics_plan import PlannedCube, StatisticsPlan
from returnhelp.domain.views import View
from returnhelp.gui import writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.dialogs import question
from returnhelp.gui.page import Page, PageSpec
from returnhelp.gui.pages import statistics_offers as offering
from returnhelp.gui.pages import statistics_views as views
from returnhelp.gui.pages import statistics_words as words
from returnhelp.gui.pages.statistics_bounds import StatisticsBoundsPart
from returnhelp.gui.pages.statistics_choose import ChoosePart, Closed
from returnhelp.gui.pages.statistics_closed import StatisticsClosedPart
from returnhelp.gui.pages.statistics_hand_out import HandOutPart
from returnhelp.gui.pages.statistics_ledger import StatisticsLedgerPart
from returnhelp.gui.pages.statistics_look import LookPart, Refusal, Way
from returnhelp.gui.pages.statistics_offers import Wish
from returnhelp.gui.pages.statistics_plan import StatisticsPlanPart
from returnhelp.gui.pages.statistics_tabs import PartTabs
from returnhelp.gui.told import told
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.worker import Job, Progress
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext, pgettext
from returnhelp.services import papers, statistics
from returnhelp.services.office import Change, Office
from returnhelp.services.statistics import Choice, Export, Periods, Prepared, Protected

_COARSER_HELPS = (NoSafeTableError, NothingShownError, ProofTimeLimitError)
_PLAN_HELPS = (LoopedTablesError, ViewNotInPlanError, ProfileOutsidePlanError, PeriodNotPlannedError)
_REFUSALS = (
    *_COARSER_HELPS,
    *_PLAN_HELPS,
    ClassificationChangedError,
    ClosedMonthDamagedError,
    HandedOutMeanwhileError,
    LedgerDamagedError,
    MonthsNotClosedError,
    OverlappingPeriodsError,
    ProofRejectedError,
    PublishedDiffersError,
    RegisterBoundTooLowError,
)
"""With one of these there is no table, and no other way to one than what the page then offers."""
_LATER: Mapping[str, Callable[[Desk], Page]] = {
    "ledger": StatisticsLedgerPart,
    "plan": StatisticsPlanPart,
    "bounds": StatisticsBoundsPart,
    "closed": StatisticsClosedPart,
}


@dataclass(frozen=True)
class _State:
    """What the page asks for before it offers anything."""

    periods: Periods
    choices: tuple[Choice, ...]
    plan: StatisticsPlan
    before: int
    language: str


class StatisticsPage(Page):
    """Nothing leaves unprotected: the page has no way to the numbers that are hidden."""

    form = "statistics"
    help_anchor = "statistics"

    part_tabs: PartTabs
    parts_stack: QStackedWidget

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._state: _State | None = None
        self._job: Job | None = None
        self._wish: Wish | None = None
        self._profile: Profile | None = None
        self._made: tuple[Protected, ...] = ()
        self.choose = ChoosePart()
        self.look = LookPart()
        self.hand_out = HandOutPart()
        self._parts: dict[str, QWidget] = {"choose": self.choose, "look": self.look, "hand_out": self.hand_out}
        for part in self._parts.values():
            self.parts_stack.addWidget(part)
        self.part_tabs.part_chosen.connect(self._show_part)
        self.choose.make_wanted.connect(self._make_chosen)
        self.choose.close_wanted.connect(lambda: self.desk.open_page("reports"))
        self.look.choose_wanted.connect(lambda: self.go_to("choose"))
        self.look.hand_out_wanted.connect(lambda: self.go_to("hand_out"))
        self.look.view_changed.connect(lambda: self.hand_out.show_view(self.look.shown()))
        self.hand_out.choose_wanted.connect(lambda: self.go_to("choose"))
        self.hand_out.sheet_wanted.connect(self._look_at_sheet)
        self.hand_out.hand_out_wanted.connect(self.write)
        self._name_parts()
        self.part_tabs.choose("choose")

    # --- what a page answers -----------------------------------------------------------------------

    def title(self) -> str:
        return _("Anonymised statistics")

    def focus_first(self) -> None:
        part = self._parts[self.part_tabs.part()]
        assert isinstance(part, (ChoosePart, LookPart, HandOutPart, Page))
        part.focus_first()
        if not self._has_focus():
            self.part_tabs.setFocus()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus) and focus.isVisible()

    def arrive(self, state: object) -> None:
        """``state`` is the key of a part: choose, look, hand_out, ledger, plan, bounds, closed."""
        if isinstance(state, str):
            self.go_to(state)

    def retranslate(self) -> None:
        self._name_parts()
        self._offer()

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """It names nobody and gives nobody away; there is nothing to hide from a visitor."""
        return True

    def hold_draft(self) -> dict[str, Any] | None:
        plan = self._parts.get("plan")
        return plan.hold_draft() if isinstance(plan, Page) else None

    def restore_draft(self, content: dict[str, Any]) -> None:
        plan = self._part("plan")
        assert isinstance(plan, Page)
        plan.restore_draft(content)

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - closing or handing out, both are meant
        office = self.office

        def read() -> _State:
            before = sum(1 for line in statistics.ledger(office) if line.kind == "cube")
            return _State(
                statistics.periods(office),
                statistics.choices(office),
                statistics.plan(office),
                before,
                papers.office_language(office),
            )

        self.ask(read, self._show_state, self._not_read, latest="state")

    # --- parts -------------------------------------------------------------------------------------

    def go_to(self, key: str) -> None:
        """Go to a part and set the focus where its work begins."""
        self.part_tabs.choose(key)
        self.focus_first()

    def _name_parts(self) -> None:
        self.part_tabs.set_parts(
            {
                "choose": _("&1 Choose"),
                "look": _("&2 Look"),
                "hand_out": _("&3 Hand out"),
                "ledger": pgettext("part of statistics", "Record"),
                "plan": pgettext("part of statistics", "Plan"),
                "bounds": pgettext("part of statistics", "Public figures"),
                "closed": pgettext("part of statistics", "Closed months"),
            }
        )

    def _part(self, key: str) -> QWidget:
        """A part; those behind the three steps are made when they are first looked at."""
        if key not in self._parts:
            made = _LATER[key](self.desk)
            self._parts[key] = made
            self.parts_stack.addWidget(made)
        return self._parts[key]

    def _show_part(self, key: str) -> None:
        part = self._part(key)
        self.parts_stack.setCurrentWidget(part)
        self.help_anchor = part.help_anchor if isinstance(part, Page) else type(self).help_anchor

    # --- what there is -----------------------------------------------------------------------------

    def _not_read(self, error: Exception) -> None:
        """Without a whole ledger nothing may be made, and nothing is offered."""
        self.choose.show_offers((), Closed((), (), may_close=False))
        self.show_error(error)

    def _show_state(self, state: _State) -> None:
        first_time, self._state = self._state is None, state
        self.hand_out.offer_language(state.language)
        self._offer()
        if first_time and self.isVisible() and self.part_tabs.hasFocus():
            self.focus_first()  # there was nothing to set it to before
        self.ready()

    def _offer(self) -> None:
        state = self._state
        if state is None:
            return
        closed = Closed(state.periods.closed, state.periods.waiting, self.office.may(Act.CLOSE_MONTH))
        self.choose.show_offers(offering.offers(state.choices, state.plan), closed)

    # --- making ------------------------------------------------------------------------------------

    def _make_chosen(self) -> None:
        chosen = self.choose.chosen()
        if chosen is not None:
            offer, period = chosen
            assert isinstance(offer.key, (PlannedCube, Profile))
            self.make(Wish(offer.key, period))

    def make(self, wish: Wish) -> None:
        """Have it protected and proven; meanwhile the window can be used for anything else."""
        if self._state is None or self._job is not None:
            return
        plan = self._state.plan
        try:
            wanted = offering.requests(wish, plan)
        except (ProfileOutsidePlanError, PeriodNotPlannedError) as error:
            self._refuse(wish, error)
            return
        sheets = offering.views(wish.of, plan, wish.period) if isinstance(wish.of, Profile) else ()
        self._begin(wish, wanted, sheets)

    def _begin(self, wish: Wish, wanted: tuple[CubeRequest, ...], sheets: tuple[tuple[int, View], ...]) -> None:
        office = self.office

        def protect(progress: Progress) -> Prepared:
            return statistics.prepare_possible(office, wanted, lambda part: progress.report(round(part * 100), 100))

        self.clear_message()
        self._run(
            _("Proving {table}").format(table=_name(wish)),
            protect,
            lambda ready: self._show_ready(wish, ready, ready.views(wanted, sheets)),
            lambda error: self._refuse(wish, error),
        )

    def _run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """One long piece of work at a time; the first part says which."""

        def over() -> None:
            self._job = None
            self.choose.show_making("")

        def done(answer: Any) -> None:
            over()
            then(answer)

        def wrong(error: Exception) -> None:
            over()
            failed(error)

        job = self._job = self.do_long(title, work, done, wrong)
        job.ended.connect(lambda: over() if self._job is job else None)  # it was stopped
        self.choose.show_making(title)

    def _show_ready(self, wish: Wish, prepared: Prepared, sheets: tuple[tuple[int, View], ...]) -> None:
        ready, left_out = prepared.protected, prepared.left_out
        self._wish, self._made = wish, ready
        self._profile = wish.of if isinstance(wish.of, Profile) else None
        before = self._state.before if self._state is not None else 0
        shown = sheets or ((0, views.first(ready[0].cube)),)
        self.look.show_ready(ready, shown, before, left_out)
        profile = labels.label(self._profile) if self._profile is not None else ""
        self.hand_out.show_ready(ready, shown, profile, left_out)
        self._bring(_("Ready to look at: {table}").format(table=_name(wish)))

    def _bring(self, said: str) -> None:
        """Go to the second part; who is on another page is told, and brought by one click."""
        if self.isVisible():
            self.go_to("look")
        else:
            self.part_tabs.choose("look")
            self.desk.toast(said, Kind.SUCCESS, _("Look"), lambda: self.desk.open_page("statistics"))

    # --- no table ----------------------------------------------------------------------------------

    def _refuse(self, wish: Wish, error: Exception) -> None:
        """There is no table: the reason, and the mend where there is one; there is no other way out."""
        if not isinstance(error, _REFUSALS):
            self.show_error(error)
            return
        self._made, self._wish = (), None
        self.hand_out.show_nothing()
        action, act = self._mend(wish, error)
        self.look.show_refused(Refusal(_name(wish), told(error), action, act))
        self._bring(_("There is no table: {table}").format(table=_name(wish)))
        if isinstance(error, _COARSER_HELPS) and isinstance(wish.of, PlannedCube):
            self._look_for_ways(wish)

    def _mend(self, wish: Wish, error: Exception) -> tuple[str, Callable[[], object] | None]:
        if isinstance(error, HandedOutMeanwhileError):
            return _("Make it again"), lambda: self.make(wish)
        if isinstance(error, _PLAN_HELPS):
            return _("Look at the plan"), lambda: self.go_to("plan")
        if isinstance(error, LedgerDamagedError):
            return _("Look at the record"), lambda: self.go_to("ledger")
        if isinstance(error, RegisterBoundTooLowError):
            return _("Look at the public figures"), lambda: self.go_to("bounds")
        if isinstance(error, MonthsNotClosedError) and self.office.may(Act.CLOSE_MONTH):
            return _("Close months …"), lambda: self.desk.open_page("reports")
        return "", None

    def _look_for_ways(self, wish: Wish) -> None:
        if self._job is not None or not isinstance(wish.of, PlannedCube):
            return
        office, request = self.office, wish.of.request(wish.period)

        def look(progress: Progress) -> tuple[CoarserProposal, ...]:
            return statistics.proposals(office, request, lambda part: progress.report(round(part * 100), 100))

        def found(proposals: tuple[CoarserProposal, ...]) -> None:
            self.look.show_ways([self._way(wish, one) for one in proposals])

        def failed(_error: Exception) -> None:
            self.look.show_ways(())

        self.look.show_ways(None)
        self._run(_("Looking at coarser tables"), look, found, failed)

    def _way(self, wish: Wish, proposal: CoarserProposal) -> Way:
        """A coarser table is made at once where the plan has it; else it must be put into the plan first."""
        request, plan = proposal.request, self._state.plan if self._state is not None else StatisticsPlan(())
        name = words.request(request)
        known = next((cube for cube in plan.cubes if cube.variables == request.variables), None)
        if known is not None:
            return Way(name, proposal.share, _("Make"), lambda: self.make(Wish(known, request.period)))
        if not self.office.may(Act.MANAGE_STATISTICS):
            return Way(name, proposal.share, _("Look at the plan"), lambda: self.go_to("plan"))
        cubes = [PlannedCube(request.variables, cube.shortest) if cube == wish.of else cube for cube in plan.cubes]
        return Way(name, proposal.share, _("Put into the plan …"), lambda: self._propose_plan(cubes))

    def _propose_plan(self, cubes: Sequence[PlannedCube]) -> None:
        """Show the plan with these tables as its draft; somebody has to save it there."""
        part = self._part("plan")
        assert isinstance(part, StatisticsPlanPart)
        self.go_to("plan")
        self.ask(lambda: None, lambda _nothing: part.set_draft(cubes))  # after the part has read itself

    # --- handing out -------------------------------------------------------------------------------

    def _look_at_sheet(self, number: int) -> None:
        self.look.which_combo.set_value(number)
        self.look.which_combo.chosen.emit(number)
        self.go_to("look")

    def write(self) -> None:
        """Ask for a folder, have every proof checked once more, enter it in the ledger and write the files."""
        chosen, ready, wish = self.hand_out.chosen(), self._made, self._wish
        if chosen is None or not ready or wish is None:
            return
        folder = file_boxes.folder(self, _("Hand out: the folder for the files"))
        if folder is None:
            return
        office, (out, kind, language) = self.office, chosen
        profile = self._profile if self.hand_out.whole_sheet() else None

        def failed(error: Exception) -> None:
            if isinstance(error, _REFUSALS):
                self._refuse(wish, error)
            else:
                self.show_error(error)

        self.hand_out.hand_out_button.setEnabled(False)
        job = self.act(
            lambda: statistics.export(office, ready, out, kind, language, profile),
            lambda export: self._put(folder, export),
            failed,
        )
        job.ended.connect(lambda: self.hand_out.hand_out_button.setEnabled(True))

    def _put(self, folder: Path, export: Export) -> None:
        """Write the files; others of the same name are written over only when that is said to be right."""
        others = [name for name, content in export.files if _is_another(folder / name, content)]
        if others and not question.sure(
            self,
            _("Write over other files?"),
            _("In this folder there are other files with these names: {names}").format(names=formats.listed(others)),
            _("Write over them"),
        ):
            self.show_message(
                _("No file was written. The table stands in the record; hand it out again into another folder."),
                Kind.WARNING,
            )
            return

        def put() -> list[str]:
            return [writing.write(folder / name, content).name for name, content in export.files]

        def written(names: list[str]) -> None:
            said = ngettext(
                "Handed out: {count} file in {folder}", "Handed out: {count} files in {folder}", len(names)
            ).format(count=formats.number(len(names)), folder=folder.name)
            self.desk.toast(said, Kind.SUCCESS, _("Open the folder"), lambda: _open(folder))

        self.ask(put, written)


def _is_another(place: Path, content: bytes) -> bool:
    try:
        return place.read_bytes() != content
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _name(wish: Wish) -> str:
    what = labels.label(wish.of) if isinstance(wish.of, Profile) else words.table(wish.of.variables)
    return _("{table}, {months}").format(table=what, months=words.months(wish.period))


def _may(office: Office) -> bool:
    return office.may(Act.ANONYMISED_STATISTICS)


SPEC = PageSpec("statistics", N_("Statistics"), "chart-bar", _may, StatisticsPage)
"""The page in the rail."""
