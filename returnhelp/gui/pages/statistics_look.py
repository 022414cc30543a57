"""The second part of the statistics page: a protected table is looked at, view by view, with what is hidden and why."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from returnhelp.domain.cubes import Axis, Node, ProtectedCube
from returnhelp.domain.tables import Hidden, Variable
from returnhelp.domain.views import View, cut
from returnhelp.gui import icons, theme
from returnhelp.gui.pages import statistics_views as views
from returnhelp.gui.pages import statistics_words as words
from returnhelp.gui.pages.statistics_part import StatisticsPart, emptied, in_tab_order, offered_row, put, show_without
from returnhelp.gui.pages.statistics_side import StatisticsSide, level_words
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.empty_state import EmptyState
from returnhelp.gui.widgets.heat_map import HeatMap
from returnhelp.gui.widgets.message_bar import Kind, MessageBar
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services.statistics import LeftOut, Protected

SIDE_WIDTH = 312


@dataclass(frozen=True)
class Way:
    """What can be made in the stead of a table that cannot be: its words, its share, what is to be done for it."""

    what: str
    share: float
    button: str
    act: Callable[[], object]


@dataclass(frozen=True)
class Refusal:
    """Why there is no table, and the one thing that mends it where there is one."""

    name: str
    reason: str
    action: str = ""
    act: Callable[[], object] | None = None


class LookPart(StatisticsPart):
    """Switches between the views of what was made; it holds no number that is hidden."""

    form = "statistics_look"

    look_stack: QStackedWidget
    none_page: QWidget
    none_state: EmptyState
    refused_page: QWidget
    refused_card: QFrame
    refused_heading: QLabel
    refused_value: QLabel
    refused_act_button: QPushButton
    refused_mends_heading: QLabel
    refused_mends_note: QLabel
    refused_rows: QWidget
    refused_back_button: QPushButton
    table_page: QWidget
    which_field: QWidget
    which_combo: ChoiceCombo
    rows_combo: ChoiceCombo
    swap_button: QToolButton
    columns_combo: ChoiceCombo
    held_fields: QWidget
    without_rows: QWidget
    notice_bar: MessageBar
    view_heading: QLabel
    heat_map: HeatMap
    told_note: QLabel
    subtotals_check: QCheckBox
    only_check: QCheckBox
    hand_out_button: QPushButton
    side_scroll: QScrollArea

    choose_wanted = Signal()
    """Somebody wants to choose what is made."""
    hand_out_wanted = Signal()
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready: tuple[Protected, ...] = ()
        self._sheets: tuple[tuple[int, View], ...] = ()
        self._left_out: tuple[LeftOut, ...] = ()
        self._before = 0
        self._at = 0
        self._view: View | None = None
        self._opened: View | None = None
        self._held: dict[Variable, ChoiceCombo] = {}
        self._refused = Refusal("", "")
        self._ways: tuple[Way, ...] | None = ()
        self.side = StatisticsSide()
        self.side.setProperty("scrolled", True)
        self.side_scroll.setWidget(self.side)
        self.side_scroll.setFixedWidth(theme.px(SIDE_WIDTH))
        self.swap_button.setIcon(icons.icon("swap"))
        dress(self.hand_out_button, Look.PRIMARY)
        self.heat_map.only_shown(self.only_check.isChecked())
        self.which_combo.chosen.connect(self._go_to_sheet)
        self.rows_combo.chosen.connect(self._rows_chosen)
        self.columns_combo.chosen.connect(self._columns_chosen)
        self.swap_button.clicked.connect(self._swap)
        self.subtotals_check.toggled.connect(lambda on: self._change(subtotals=on))
        self.only_check.toggled.connect(self.heat_map.only_shown)
        self.heat_map.cell_told.connect(self.told_note.setText)
        self.side.view_wanted.connect(self.show_view)
        self.none_state.acted.connect(self.choose_wanted)
        self.refused_back_button.clicked.connect(self.choose_wanted)
        self.refused_act_button.clicked.connect(self._act)
        self.hand_out_button.clicked.connect(self.hand_out_wanted)
        self.show_nothing()

    def focus_first(self) -> None:
        shown = self.look_stack.currentWidget()
        if shown is self.table_page:
            self.heat_map.setFocus()
        elif shown is self.refused_page:
            first = self.refused_act_button if self.refused_act_button.isVisible() else self.refused_back_button
            first.setFocus()
        else:
            self.none_state.button().setFocus()

    def retranslate(self) -> None:
        self._say_nothing()
        self._say_refused()
        if self._view is not None:
            show_without(self.without_rows, self._left_out)
            self._offer()
            self._show()

    # --- what is shown -----------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Nothing was made yet."""
        self._forget()
        self._say_nothing()
        self.look_stack.setCurrentWidget(self.none_page)

    def show_ready(
        self,
        ready: Sequence[Protected],
        sheets: Sequence[tuple[int, View]],
        before: int,
        left_out: Sequence[LeftOut] = (),
    ) -> None:
        """Look at what was made: the tables, and the views of them that a sheet holds (one view for a single table)."""
        self._ready, self._sheets, self._before = tuple(ready), tuple(sheets), before
        self._left_out = tuple(left_out)
        show_without(self.without_rows, self._left_out)
        self.which_field.setVisible(len(self._sheets) > 1)
        self.which_combo.offer(range(len(self._sheets)), self._sheet_words)
        self.which_combo.set_value(0)
        self.look_stack.setCurrentWidget(self.table_page)
        self._go_to_sheet(0)

    def show_refused(self, refusal: Refusal) -> None:
        """There is no table, and why."""
        self._forget()
        self._refused, self._ways = refusal, ()
        self._say_refused()
        self.look_stack.setCurrentWidget(self.refused_page)

    def show_ways(self, ways: Sequence[Way] | None) -> None:
        """What can be made in the stead of the refused table; None: it is being looked at."""
        self._ways = tuple(ways) if ways is not None else None
        self._say_refused()

    def protected(self) -> Protected | None:
        """The table whose view is shown."""
        return self._ready[self._at] if self._view is not None else None

    def shown(self) -> tuple[int, View] | None:
        """The place of the table among those made, and the view of it that is shown."""
        return (self._at, self._view) if self._view is not None else None

    def show_view(self, view: View) -> None:
        """Show another view of the table."""
        self._view = view
        self._offer()
        self._show()

    def _forget(self) -> None:
        self._ready, self._sheets, self._view, self._opened = (), (), None, None
        self.heat_map.show_table(None)
        self.told_note.setText("")

    def _go_to_sheet(self, number: int) -> None:
        self._at, view = self._sheets[number]
        self._opened = view
        self.show_view(view)

    def _sheet_words(self, number: int) -> str:
        return words.view(self._sheets[number][1])

    # --- rows, columns, what is held ---------------------------------------------------------------

    def _cube(self) -> ProtectedCube:
        return self._ready[self._at].cube

    def _offer(self) -> None:
        cube, view = self._cube(), self._view
        assert view is not None
        self.which_combo.setToolTip(self.which_combo.currentText())  # it may be too long for its field
        axes = views.telling(cube)
        self.rows_combo.offer([level for axis in axes for level in _levels(axis)], self._level_words)
        self.rows_combo.set_value(view.rows)
        rows_axis = views.axis_of(cube, view.rows)
        others = [level for axis in axes if axis is not rows_axis for level in _levels(axis)]
        self.columns_combo.offer(others, self._level_words, empty=lambda: _("None, one column"))
        self.columns_combo.set_value(view.columns)
        self.columns_combo.setEnabled(bool(others))
        self.swap_button.setEnabled(view.columns is not None)
        swap = _("Swap rows and columns")
        self.swap_button.setToolTip(swap)
        self.swap_button.setAccessibleName(swap)
        self._offer_held(cube, view)

    def _offer_held(self, cube: ProtectedCube, view: View) -> None:
        left = views.left_over(cube, view)
        if [axis.variable for axis in left] != list(self._held):
            layout = self.held_fields.layout()
            assert isinstance(layout, QHBoxLayout)
            cleared.clear(layout)
            self._held = {axis.variable: self._held_field(layout, axis) for axis in left}
            self.held_fields.setVisible(bool(left))
            for before, after in pairwise((self.columns_combo, *self._held.values())):
                QWidget.setTabOrder(before, after)
        told = {views.axis_of(cube, variable).variable: Node(variable, key) for variable, key in view.held}
        for axis in left:
            combo = self._held[axis.variable]
            combo.offer(views.categories_of(axis), words.node, empty=lambda: _("All together"))
            combo.set_value(told.get(axis.variable))
            combo.setToolTip(combo.currentText())
            combo.setAccessibleName(labels.label(axis.variable))

    def _held_field(self, layout: QHBoxLayout, axis: Axis) -> ChoiceCombo:
        combo = ChoiceCombo()
        label = dress(QLabel(labels.label(axis.variable)), Look.LABEL)
        label.setBuddy(combo)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(combo)
        layout.addLayout(column, 1)
        combo.chosen.connect(lambda _node: self._held_chosen())
        return combo

    def _level_words(self, variable: Variable) -> str:
        return level_words(variable, len(views.axis_of(self._cube(), variable).keys(variable)))

    def _change(self, **what: object) -> None:
        if self._view is not None:
            self.show_view(replace(self._view, **what))  # type: ignore[arg-type]  # fields of View

    def _rows_chosen(self, rows: Variable) -> None:
        """The columns make room where the rows now stand on their axis; what is held there is let go."""
        view, cube = self._view, self._cube()
        assert view is not None
        axis = views.axis_of(cube, rows)
        columns = view.columns
        if columns is not None and views.axis_of(cube, columns) is axis:
            columns = view.rows
        self.show_view(replace(view, rows=rows, columns=columns, held=_without(cube, view, axis)))

    def _columns_chosen(self, columns: Variable | None) -> None:
        view, cube = self._view, self._cube()
        assert view is not None
        held = _without(cube, view, views.axis_of(cube, columns)) if columns is not None else view.held
        self.show_view(replace(view, columns=columns, held=held))

    def _held_chosen(self) -> None:
        nodes = [combo.value() for combo in self._held.values()]
        self._change(held=tuple((node.level, node.key) for node in nodes if node is not None))

    def _swap(self) -> None:
        view = self._view
        if view is not None and view.columns is not None:
            self.show_view(replace(view, rows=view.columns, columns=view.rows))

    # --- the table ---------------------------------------------------------------------------------

    def _show(self) -> None:
        view, protected = self._view, self._ready[self._at]
        assert view is not None
        table = cut(protected.cube, view)
        self.heat_map.show_table(table)
        self.heat_map.setAccessibleDescription(words.view(view))
        self.told_note.setText(self.heat_map.told())
        self.view_heading.setText(self._heading(protected, view))
        here = Counter(cell for row in table.cells for cell in row if isinstance(cell, Hidden))
        self.side.show_view(protected, view, here, self._before)
        self._say_notice(protected.cube, view)
        self.view_changed.emit()

    @staticmethod
    def _heading(protected: Protected, view: View) -> str:
        told = _("{table}, {months}").format(table=words.view(view), months=words.months(protected.cube.request.period))
        if protected.number is None:
            return told
        return _("{table} – handed out as number {number}").format(table=told, number=formats.number(protected.number))

    def _say_notice(self, cube: ProtectedCube, view: View) -> None:
        """Say it when most of a view is hidden signs, and lead to a better one first."""
        share, finest = views.share(cube, view), views.finest(cube)
        if share is not None and share < views.MOSTLY:
            best = views.best(cube, view)
            said = _("Mostly hidden signs: this view shows {share} of the persons.").format(
                share=formats.percent(share)
            )
            if best is None:
                nothing = _("There are too few persons for it, and no coarser view shows more.")
                self.notice_bar.show_message(f"{said} {nothing}", Kind.WARNING, closable=False)
                return
            button = _("{table}: {share}").format(table=words.view(best.view), share=formats.percent(best.share))
            go = partial(self.show_view, best.view)
            self.notice_bar.show_message(said, Kind.WARNING, button, go, closable=False)
        elif view == self._opened and view != finest and len(self._sheets) == 1 and not view.held:
            all_detail = views.share(cube, finest) or 0.0
            said = _(
                "All detail would be mostly hidden signs ({share} of the persons); this view shows {more}."
            ).format(share=formats.percent(all_detail), more=formats.percent(share or 0.0))
            go = partial(self.show_view, finest)
            self.notice_bar.show_message(said, Kind.INFO, _("Show all detail"), go, closable=False)
        else:
            self.notice_bar.clear()

    # --- none, and why -----------------------------------------------------------------------------

    def _say_nothing(self) -> None:
        self.none_state.say(
            "table",
            _("Nothing is made yet"),
            _("Choose a table and its months. Every number that could give somebody away is hidden before you see it."),
            _("Choose a table …"),
        )

    def _say_refused(self) -> None:
        refused = self._refused
        self.refused_heading.setText(_("There is no table: {table}").format(table=refused.name))
        self.refused_value.setText(refused.reason)
        self.refused_act_button.setText(refused.action)
        self.refused_act_button.setVisible(bool(refused.action))
        layout = emptied(self.refused_rows)
        for way in self._ways or ():
            share = formats.percent(way.share)
            told = _("{button}: {table}, {share} of the persons shown").format(
                button=way.button, table=way.what, share=share
            )
            put(layout, offered_row(way.what, share, way.button, told, way.act, wide=True))
        in_tab_order(self.refused_act_button, self.refused_rows)
        self.refused_mends_heading.setVisible(self._ways is None or bool(self._ways))
        self.refused_mends_note.setVisible(self._ways is None or bool(self._ways))
        if self._ways is None:
            self.refused_mends_note.setText(_("Coarser tables are being looked at …"))
        elif self._ways:
            count = len(self._ways)
            self.refused_mends_note.setText(
                ngettext(
                    "A coarser table, with the share of the persons that it shows in its cells:",
                    "Coarser tables, with the share of the persons that they show in their cells:",
                    count,
                )
            )

    def _act(self) -> None:
        if self._refused.act is not None:
            self._refused.act()


def _levels(axis: Axis) -> tuple[Variable, ...]:
    return views.levels(axis) or (axis.variable,)


def _without(cube: ProtectedCube, view: View, axis: Axis) -> tuple[tuple[Variable, int | str], ...]:
    """What is held, but for what is held on an axis."""
    return tuple(one for one in view.held if views.axis_of(cube, one[0]) is not axis)
