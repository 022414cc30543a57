"""The fourth step: everything to look at before anything is stored."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from returnhelp.domain.intake import Doubt, DoubtKind
from returnhelp.gui import theme
from returnhelp.gui.forms import load_form
from returnhelp.gui.models.intake_work import IntakeWork, doubts_of, open_in
from returnhelp.gui.pages.import_doubts import DoubtsPanel
from returnhelp.gui.pages.import_lists import (
    AnswersPanel,
    HouseholdsPanel,
    PeoplePanel,
    RepeatedPanel,
    StorePanel,
    answers_of,
)
from returnhelp.gui.pages.import_overview import OverviewPanel
from returnhelp.gui.pages.import_panel import Panel
from returnhelp.gui.pages.import_unread import UnreadPanel
from returnhelp.gui.widgets.section_list import Mark, Section, SectionList
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _

_DOUBT = "doubt:"
_MOST = 999  # the greatest number for which a mark has room


class ReviewStep(QWidget):
    """The parts by name, with a mark where an answer is needed; the chosen one beside them."""

    work_changed = Signal(object)
    mend_wanted = Signal()

    sections_list: SectionList
    panels_stack: QStackedWidget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "import_review")
        self._work: IntakeWork | None = None
        self._today = date.min
        self._doubts: dict[DoubtKind, DoubtsPanel] = {}
        self.overview = OverviewPanel()
        self.overview.section_wanted.connect(self.go_to)
        self.panels_stack.addWidget(self.overview)
        self.unread = UnreadPanel()
        self.unread.mend_wanted.connect(self.mend_wanted)
        self.store, self.repeated = StorePanel(), RepeatedPanel()
        self.households, self.people, self.answers = HouseholdsPanel(), PeoplePanel(), AnswersPanel()
        self._panels: dict[str, Panel] = {
            "unread": self.unread,
            "store": self.store,
            "repeated": self.repeated,
            "households": self.households,
            "people": self.people,
            "answers": self.answers,
        }
        for panel in self._panels.values():
            self._take_in(panel)
        self.sections_list.setFixedWidth(theme.px(272))
        self.sections_list.section_chosen.connect(self._show_section)

    def show_work(self, work: IntakeWork, today: date) -> None:
        """Show what came of the list; the part that was looked at stays, or the next one with doubts comes."""
        self._work, self._today = work, today
        before = self.sections_list.section()
        sections = self._sections(work)
        self.sections_list.set_sections(sections)
        keys = [section.key for section in sections]
        if before not in keys:
            before = next((key for key in keys if key.startswith(_DOUBT)), "overview") if before else "overview"
            self.sections_list.choose(before, quietly=True)
        self._show_section(before)

    def go_to(self, key: str) -> None:
        """Go to a part; "doubts" is the first that needs an answer."""
        if key == "doubts":
            key = self.next_open() or "overview"
        self.sections_list.choose(key)

    def next_open(self) -> str:
        """The first part that needs an answer; empty without one."""
        if self._work is None or self._work.review is None:
            return ""
        found = doubts_of(self._work.review)
        return next((f"{_DOUBT}{kind.value}" for kind, doubts in found.items() if open_in(doubts)), "")

    def panel(self) -> QWidget | None:
        """The part that is shown."""
        return self.panels_stack.currentWidget()

    def doubts_panel(self, kind: DoubtKind) -> DoubtsPanel:
        """The part for the doubts of a kind."""
        if kind not in self._doubts:
            self._doubts[kind] = DoubtsPanel(kind)
            self._take_in(self._doubts[kind])
        return self._doubts[kind]

    def focus_first(self) -> None:
        self.sections_list.setFocus()

    def retranslate(self) -> None:
        if self._work is not None:
            self.show_work(self._work, self._today)

    # --- how it works ------------------------------------------------------------------------------

    def _sections(self, work: IntakeWork) -> list[Section]:
        review = work.review
        if review is None:
            return []
        sections = [Section("overview", _("Overview"))]
        found = doubts_of(review)
        gone: dict[DoubtKind, list[Doubt]] = {kind: [] for kind in work.mapping.decisions if kind not in found}
        for kind, doubts in (found | gone).items():
            waiting = open_in(doubts)
            mark = Mark.MISSING if waiting else Mark.DONE if kind in work.mapping.decisions else Mark.NONE
            sections.append(
                Section(f"{_DOUBT}{kind.value}", labels.label(kind), mark, _fitting(waiting or len(doubts)))
            )
        counted = (
            ("unread", _("Rows that cannot be read"), len(review.unread)),
            ("store", _("In the office already"), len(work.in_store)),
            ("repeated", _("Repeated in the list"), review.totals.repeated),
            ("answers", _("Your answers"), len(answers_of(work))),
        )
        for key, words, count in counted:
            if count:
                mark = Mark.MISSING if key == "unread" else Mark.NONE
                sections.append(Section(key, words, mark, _fitting(count)))
        sections.append(Section("households", _("Households")))
        sections.append(Section("people", _("Everybody in the list")))
        return sections

    def _take_in(self, panel: Panel) -> None:
        panel.work_changed.connect(self.work_changed)
        self.panels_stack.addWidget(panel)

    def _show_section(self, key: str) -> None:
        if self._work is None or not key:
            return
        if key == "overview":
            self.overview.show_work(self._work, self._today)
            self.panels_stack.setCurrentWidget(self.overview)
            return
        panel = self.doubts_panel(DoubtKind(key.removeprefix(_DOUBT))) if key.startswith(_DOUBT) else self._panels[key]
        panel.show_work(self._work, self._today)
        self.panels_stack.setCurrentWidget(panel)


def _fitting(count: int) -> int:
    """A number for which the mark has room; a greater one is told by the overview."""
    return count if count <= _MOST else 0
