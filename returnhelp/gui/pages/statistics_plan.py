"""The plan of statistics in the window: its tables, the picture that shows a ring, what mends it, and saving it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from returnhelp.domain import statistics_plan as plans
from returnhelp.domain.errors import LedgerDamagedError
from returnhelp.domain.roles import Act
from returnhelp.domain.statistics_plan import DEFAULT_PLAN, Mend, PlannedCube, PlanPicture, StatisticsPlan
from returnhelp.domain.tables import Variable
from returnhelp.gui import icons, theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import question
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.pages import statistics_plan_words as said_of
from returnhelp.gui.pages.statistics_part import in_tab_order
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared, wrong
from returnhelp.gui.widgets.chips_edit import ChipsEdit
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.picker import Option
from returnhelp.gui.widgets.plan_picture import PlanPictureView
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, pgettext
from returnhelp.services import statistics
from returnhelp.services.office import Change
from returnhelp.services.statistics import LedgerLine, RingOfYear

_COLUMNS = (
    Column("number", N_("No."), 48, sortable=False),
    Column("table", N_("Table"), 316, sortable=False),
    Column("cells", N_("Cells"), 112, sortable=False),
)


class StatisticsPlanPart(Page):
    """Admins change a draft and save it at most once a year; supervisors read it."""

    form = "statistics_plan"
    help_anchor = "statistics_plan"

    plan_heading: QLabel
    standing_note: QLabel
    draft_badge: QLabel
    cubes_table: TableView
    add_button: QPushButton
    drop_button: QPushButton
    cube_card: QFrame
    cube_heading: QLabel
    variables_label: QLabel
    variables_edit: ChipsEdit
    shortest_label: QLabel
    shortest_combo: ChoiceCombo
    cube_note: QLabel
    right_scroll: QScrollArea
    right_page: QWidget
    picture_view: PlanPictureView
    verdict_place: QWidget
    verdict_value: QLabel
    mends_rows: QWidget
    foot_note: QLabel
    program_button: QPushButton
    undo_button: QPushButton
    save_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._plan: StatisticsPlan | None = None
        self._changed_by: LedgerLine | None = None
        self._draft: list[PlannedCube] = []
        self._at = 0
        self._picture: PlanPicture | None = None
        self._numbers: list[int] = []
        self._ringed: set[int] = set()
        self._mends: tuple[Mend, ...] = ()
        self._model = PagedModel(_COLUMNS, self._cell, at_once, self)
        self.cubes_table.show_model(self._model)
        self._sign = IconLabel(name="check-circle", size=20, colour="success")
        place = QVBoxLayout(self.verdict_place)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._dress()
        self._connect()
        self.retranslate()

    def _dress(self) -> None:
        dress(self.save_button, Look.PRIMARY)
        self.draft_badge.setProperty("kind", "warning")
        self.right_page.setProperty("scrolled", True)
        self.add_button.setIcon(icons.icon("plus"))
        self.drop_button.setIcon(icons.icon("trash"))
        self.program_button.setIcon(icons.icon("arrow-counter-clockwise"))
        self.verdict_value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.shortest_combo.offer((Variable.MONTH, Variable.QUARTER, Variable.YEAR), said_of.period)

    def _connect(self) -> None:
        self.cubes_table.rows_selected.connect(self._row_chosen)
        self.cubes_table.opened.connect(lambda _row: self.variables_edit.setFocus())
        self.cubes_table.empty.acted.connect(self.add)
        self.add_button.clicked.connect(self.add)
        self.drop_button.clicked.connect(self.drop)
        self.variables_edit.changed.connect(self._variables_changed)
        self.shortest_combo.chosen.connect(self._shortest_chosen)
        self.picture_view.pressed.connect(self.choose)
        self.program_button.clicked.connect(lambda: self.set_draft(DEFAULT_PLAN.cubes))
        self.undo_button.clicked.connect(lambda: self.set_draft(self._plan.cubes if self._plan else ()))
        self.save_button.clicked.connect(self.save)
        for keys, act in (
            (QKeySequence("Alt+N"), self.add),
            (QKeySequence(QKeySequence.StandardKey.Save), self.save),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda act=act: act())
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.cubes_table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.drop)

    # --- what a page answers -----------------------------------------------------------------------

    def title(self) -> str:
        return pgettext("part of statistics", "Plan")

    def focus_first(self) -> None:
        self.cubes_table.setFocus()

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        self.add_button.setToolTip(_("Alt+N"))
        self.drop_button.setToolTip(_("Delete, in the list"))
        self._show()

    def hold_draft(self) -> dict[str, Any] | None:
        return {"cubes": [one.to_dict() for one in self._draft]} if self.changed() else None

    def restore_draft(self, content: dict[str, Any]) -> None:
        self.set_draft([PlannedCube.from_dict(one) for one in content["cubes"]])

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office = self.office

        def read() -> tuple[StatisticsPlan, LedgerLine | None]:
            lines = statistics.ledger(office)
            return statistics.plan(office), next((line for line in lines if line.kind == "plan"), None)

        def failed(error: Exception) -> None:
            self.show_error(error)
            if isinstance(error, LedgerDamagedError):
                self._plan = None
                self._show()

        self.ask(read, self._take_plan, failed, latest="plan")

    def _take_plan(self, found: tuple[StatisticsPlan, LedgerLine | None]) -> None:
        untouched = tuple(self._draft) == (self._plan.cubes if self._plan is not None else ())
        self._plan, self._changed_by = found
        if untouched:
            self._draft = list(self._plan.cubes)
        self._judge()
        self.ready()

    # --- the draft ---------------------------------------------------------------------------------

    def changed(self) -> bool:
        """Whether the draft is another plan than the one in force."""
        return self._plan is not None and tuple(self._draft) != self._plan.cubes

    def draft(self) -> tuple[PlannedCube, ...]:
        """The tables as they would be saved."""
        return tuple(self._draft)

    def set_draft(self, cubes: Sequence[PlannedCube]) -> None:
        """Take these tables for the draft; nothing is saved."""
        self._draft = list(cubes)
        self._at = min(self._at, max(0, len(self._draft) - 1))
        self.clear_message()
        self._judge()

    def add(self) -> None:
        """Put one more table at the end of the draft and begin to fill it in."""
        if not self._may() or self._plan is None:
            return
        self._draft.append(PlannedCube((), Variable.YEAR))
        self._at = len(self._draft) - 1
        self._judge()
        self.variables_edit.setFocus()

    def drop(self) -> None:
        """Take the chosen table out of the draft."""
        if self._may() and self._draft:
            del self._draft[self._at]
            self.set_draft(self._draft)
            self.cubes_table.setFocus()

    def choose(self, at: int) -> None:
        """Go to a table of the draft."""
        self.cubes_table.selectRow(at)

    def mends(self) -> tuple[Mend, ...]:
        """What would mend the draft."""
        return self._mends

    def _may(self) -> bool:
        return self.office.may(Act.MANAGE_STATISTICS)

    def _variables_changed(self) -> None:
        chosen = plans.in_order(self.variables_edit.values())
        cube = replace(self._draft[self._at], variables=chosen)
        self._draft[self._at] = replace(cube, shortest=Variable.YEAR) if said_of.timed(cube) else cube
        self._judge()

    def _shortest_chosen(self, shortest: object) -> None:
        if isinstance(shortest, Variable):
            self._draft[self._at] = replace(self._draft[self._at], shortest=shortest)
            self._judge()

    def _mend(self, mend: Mend) -> None:
        self.set_draft(mend.result)
        self.verdict_value.setFocus()
        (self.save_button if self.save_button.isEnabled() else self.cubes_table).setFocus()

    def _judge(self) -> None:
        """Look whether the draft has a ring, and what would mend it."""
        self._numbers = [at for at, one in enumerate(self._draft) if one.variables]
        whole = [self._draft[at] for at in self._numbers]
        self._picture = plans.picture(whole) if whole else None
        hulls = self._picture.hulls if self._picture is not None else ()
        self._ringed = {self._numbers[hull.cube] for hull in hulls if hull.on_ring}
        self._mends = plans.mends(whole) if self._ringed and len(whole) == len(self._draft) else ()
        self._show()

    # --- what is shown -----------------------------------------------------------------------------

    def _show(self) -> None:
        self._show_list()
        self._show_cube()
        self._show_verdict()
        self._show_foot()

    def _show_list(self) -> None:
        shown = list(self._draft)
        self._model.show(lambda: len(shown), lambda at, count: list(range(len(shown)))[at : at + count])
        blocked = self.cubes_table.blockSignals(True)
        if shown:
            self.cubes_table.selectRow(self._at)
            self.cubes_table.scrollTo(self._model.index(self._at, 0))
        self.cubes_table.blockSignals(blocked)
        may = self._may()
        self.cubes_table.empty.say(
            "circles-three-plus",
            _("The plan has no table") if self._plan is not None else "",
            _("Without a plan nothing can be handed out.") if self._plan is not None else "",
            _("Add a table") if may and self._plan is not None else "",
        )
        self.draft_badge.setVisible(self.changed())
        self.standing_note.setText(self._standing())

    def _cell(self, at: int, column: str) -> Cell:
        cube = self._draft[at] if at < len(self._draft) else PlannedCube(())
        match column:
            case "number":
                ringed = at in self._ringed
                return Cell(str(at + 1), icon="warning-circle" if ringed else "", colour="error" if ringed else "text")
            case "table":
                second = said_of.second(cube, ringed=at in self._ringed)
                return Cell(said_of.name(cube), second, strong=at == self._at)
        size = said_of.size(cube)
        return Cell(formats.number(size), colour="warning" if size > said_of.LARGE else "text")

    def _row_chosen(self) -> None:
        at = self.cubes_table.row()
        if isinstance(at, int) and at < len(self._draft) and at != self._at:
            self._at = at
            self._show_cube()

    def _show_cube(self) -> None:
        cube = self._draft[self._at] if self._draft else None
        self.cube_card.setVisible(cube is not None)
        self.picture_view.choose(self._at if cube is not None else None)
        may = self._may() and self._plan is not None
        self.add_button.setVisible(may)
        self.drop_button.setVisible(may and cube is not None)
        wrong.clear(self.variables_edit)
        if cube is None:
            return
        self.cube_heading.setText(_("Table {number}").format(number=self._at + 1))
        chosen = cube.variables
        self.variables_edit.offer(
            lambda: [Option(one, labels.label(one)) for one in (*chosen, *said_of.offered(chosen))],
            words=labels.label,
        )
        self.variables_edit.set_values(chosen)
        self.shortest_combo.set_value(cube.shortest)
        self.shortest_combo.setEnabled(not said_of.timed(cube))
        for widget in (self.variables_label, self.variables_edit, self.shortest_label, self.shortest_combo):
            widget.setVisible(may)
        self.cube_note.setText(said_of.facts(cube))

    def _show_verdict(self) -> None:
        ring = self._picture.ring if self._picture is not None else ()
        told = said_of.verdict(len(self._numbers), ring) if self._plan is not None else ""
        self.picture_view.show_picture(self._picture, self._numbers, told)
        self.picture_view.choose(self._at if self._draft else None)
        self.verdict_value.setText(told)
        self._sign.setVisible(bool(told))
        self._sign.draw(*(("warning-circle-fill", "error") if self._ringed else ("check-circle", "success")))
        layout = self.mends_rows.layout()
        assert isinstance(layout, QVBoxLayout)
        cleared.clear(layout)
        self.mends_rows.setVisible(bool(self._mends) and self._may())
        for mend in said_of.best(self._mends):
            layout.addWidget(self._mend_row(mend))
        in_tab_order(self.right_scroll, self.mends_rows)

    def _mend_row(self, mend: Mend) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(theme.px(28), 0, 0, 0)
        line.setSpacing(10)
        button = QPushButton(said_of.mend_button(mend))
        button.setAutoDefault(True)
        effect = said_of.mend_effect(mend, self._draft)
        button.setAccessibleName(f"{button.text()}: {effect}")
        button.clicked.connect(lambda: self._mend(mend))
        words = dress(QLabel(effect), Look.NOTE)
        words.setWordWrap(True)
        words.setMinimumWidth(1)
        line.addWidget(button)
        line.addWidget(words, 1)
        return row

    def _standing(self) -> str:
        if self._plan is None:
            return ""
        if self._plan.since is None:
            said = [_("This plan came with the program.")]
        else:
            day = formats.date(self._plan.since)
            who = self._changed_by.by if self._changed_by is not None else ""
            said = [_("In force since {day}, saved by {who}.").format(day=day, who=who)]
        said.append(_("A plan says which tables may be handed out; it is changed at most once in a calendar year."))
        if not self._may():
            said.append(_("An admin changes it."))
        elif (day_of_change := self._next_change()) is not None:
            said.append(_("It can be changed again from {day} on.").format(day=formats.date(day_of_change)))
        return " ".join(said)

    def _next_change(self) -> date | None:
        """The first day on which the plan can be changed again; None: it can be changed now."""
        since = self._plan.since if self._plan is not None else None
        if since is None or since.year < self.office.today().year:
            return None
        return date(since.year + 1, 1, 1)

    # --- saving ------------------------------------------------------------------------------------

    def why_not(self) -> str:
        """Why the draft cannot be saved, in one sentence; empty when it can."""
        if not self.changed():
            return _("Nothing was changed.")
        if not self._draft:
            return _("A plan needs at least one table.")
        if empty := [at for at, one in enumerate(self._draft, start=1) if not one.variables]:
            return _("Table {number} tells nothing apart yet.").format(number=empty[0])
        if self._ringed:
            return _("A plan with a ring cannot be saved. Choose one of the mends, or change its tables.")
        if (day := self._next_change()) is not None:
            return _("This year’s plan was changed already; it can be changed again from {day} on.").format(
                day=formats.date(day)
            )
        return ""

    def _show_foot(self) -> None:
        may = self._may() and self._plan is not None
        for button in (self.program_button, self.undo_button, self.save_button):
            button.setVisible(may)
        why = self.why_not()
        self.save_button.setEnabled(may and not why)
        self.save_button.setAccessibleDescription(why)
        self.save_button.setToolTip(why or _("Ctrl+S"))
        self.undo_button.setEnabled(self.changed())
        self.program_button.setEnabled(tuple(self._draft) != DEFAULT_PLAN.cubes)
        if may and self.changed() and why:
            self.foot_note.setText(why)
        else:
            self.foot_note.setText(
                _("What was handed out stays in the record, and every new table is proven together with it.")
            )

    def save(self) -> None:
        """Have the draft saved, once it was asked whether this is the plan for the year."""
        if not self._may() or self._plan is None or self.why_not():
            return
        office, cubes = self.office, self.draft()
        text = _(
            "From today on only these tables can be handed out, and the plan cannot be changed again this year. What"
            " was handed out stays: new tables are proven together with it, and some may become impossible."
        )
        if not question.sure(self, _("Change the plan of the statistics?"), text, _("Save the plan")):
            return

        def saved(rings: tuple[RingOfYear, ...]) -> None:
            if rings:
                self.show_message(said_of.rings(rings), Kind.WARNING)

        self.act(lambda: statistics.set_plan(office, cubes), saved, said=_("The plan is saved."))
