"""The scores of groups: mean, median, how many and how complete, at baseline and at follow-up, with a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp import charts
from returnhelp.charts import Chart, Share, Tone
from returnhelp.domain import survey_scores
from returnhelp.domain import surveys as rules_of
from returnhelp.domain.survey_answers import SurveyOccasion
from returnhelp.domain.survey_groups import Cell as GroupCell
from returnhelp.domain.survey_groups import Figures, Group, GroupBy, GroupScores, Scale
from returnhelp.domain.surveys import Instrument
from returnhelp.gui import theme
from returnhelp.gui.forms import load_form
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.pages import case_survey_picture as told
from returnhelp.gui.widgets.chart_view import ChartView
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import surveys
from returnhelp.services.surveys import GroupAnswer

SIGN = "×"
_SIDE = 352
_COLUMNS = (
    Column("group", N_("Group"), 118, sortable=False),
    Column("baseline", N_("Baseline"), 130, sortable=False),
    Column("follow_up", N_("Follow-up"), 130, sortable=False),
    Column("change", N_("Change"), 132, sortable=False),
)


@dataclass(frozen=True)
class _Row:
    """One score of one group."""

    group: Group
    scale: Scale
    figures: Figures


class SurveyScores(QWidget):
    """Asks again whenever something else is chosen; nobody's own score is ever in the answer."""

    left = Signal()
    """Back to the list."""

    survey_combo: ChoiceCombo
    first_edit: DateEdit
    last_edit: DateEdit
    by_combo: ChoiceCombo
    destination_combo: ChoiceCombo
    programme_combo: ChoiceCombo
    scores_table: TableView
    picture_heading: QLabel
    picture_chart: ChartView
    picture_note: QLabel
    back_button: QPushButton
    hidden_note: QLabel

    def __init__(self, page: Page) -> None:
        super().__init__()
        load_form(self, "office_survey_scores")
        self._page = page
        self._instruments: dict[tuple[str, str], Instrument] = {}
        self._answer: GroupAnswer | None = None
        self._model = PagedModel(_COLUMNS, self._cell, at_once, self)
        self.scores_table.show_model(self._model)
        today = page.office.today()
        self.first_edit.set_value(date(today.year, 1, 1))
        self.last_edit.set_value(today)
        for edit in (self.first_edit, self.last_edit):
            edit.set_whole_only(True)
            edit.set_today(today)
            edit.editingFinished.connect(self.read)
        for combo in (self.survey_combo, self.destination_combo, self.programme_combo):
            combo.chosen.connect(lambda _value: self.read())
        self.by_combo.offer(GroupBy)
        self.by_combo.set_value(GroupBy.KIND)
        self.by_combo.chosen.connect(lambda _value: self._show())
        self.back_button.clicked.connect(self.left)
        theme.news().changed.connect(self._measure)
        self._measure()
        self.retranslate()

    def focus_first(self) -> None:
        self.survey_combo.setFocus()

    def retranslate(self) -> None:
        self.scores_table.empty.say("chart-bar", _("No survey was taken in this time"), _("Choose another time."))
        self._show()

    def _measure(self) -> None:
        for widget in (self.picture_heading, self.picture_chart, self.picture_note):
            widget.setFixedWidth(theme.px(_SIDE))
        self.picture_chart.setFixedHeight(round(theme.px(_SIDE) / told.ASPECT))

    def show_instruments(self, instruments: Sequence[Instrument]) -> None:
        """Offer these, the first one at first."""
        self._instruments = {(one.key, one.version): one for one in instruments}
        before = self.survey_combo.value()
        self.survey_combo.offer(self._instruments, self._named)
        chosen = before if before in self._instruments else next(iter(self._instruments), None)
        self.survey_combo.set_value(chosen)
        if self.isVisible():
            self.read()

    def _named(self, value: Any) -> str:
        title = rules_of.said(self._instruments[value].titles, catalogs.language())
        return _("{title}, version {version}").format(title=title, version=value[1])

    def read(self) -> None:
        """Ask for the scores as they are chosen now."""
        office, asked = self._page.office, self.survey_combo.value()
        first, last = self.first_edit.day(), self.last_edit.day()
        if asked is None or first is None or last is None:
            return
        destination, programme = self.destination_combo.value(), self.programme_combo.value()
        self.scores_table.waiting()

        def there(answer: GroupAnswer) -> None:
            self._answer = answer
            self._show()

        self._page.ask(
            lambda: surveys.group_scores(
                office, asked[0], asked[1], first, last, destination=destination, programme_id=programme
            ),
            there,
            latest="group scores",
        )

    # --- what is shown -----------------------------------------------------------------------------

    def _show(self) -> None:
        answer = self._answer
        rows = _rows(answer.scores, self.by_combo.value()) if answer is not None else []
        self._model.show(lambda: len(rows), lambda at, count: rows[at : at + count])
        self.scores_table.settled()
        anywhere = answer.destinations if answer is not None else ()
        named = answer.programmes if answer is not None else {}
        chosen = self.destination_combo.value(), self.programme_combo.value()
        self.destination_combo.offer(
            sorted(anywhere, key=lambda bfs: formats.sort_key(labels.country(bfs))), labels.country, lambda: _("All")
        )
        self.programme_combo.offer(named, lambda number: named.get(number, ""), lambda: _("All"))
        self.destination_combo.set_value(chosen[0] if chosen[0] in anywhere else None)
        self.programme_combo.set_value(chosen[1] if chosen[1] in named else None)
        self._show_picture(answer.scores if answer is not None else None)
        limit = answer.scores.limit if answer is not None else 0
        self.hidden_note.setText(
            _(
                "n: people who could be scored, with how much of the questions was answered. {sign}: hidden, because it"
                " is of fewer than {limit} people or would give such a group away. Each person counts once; the change"
                " is of those who have both surveys."
            ).format(sign=SIGN, limit=limit)
        )
        self.hidden_note.setVisible(bool(rows))

    def _show_picture(self, scores: GroupScores | None) -> None:
        chart = _picture(scores) if scores is not None else None
        self.picture_chart.show_chart(chart)
        self.picture_heading.setVisible(chart is not None)
        self.picture_note.setVisible(chart is not None)
        self.picture_heading.setText(_("Everybody: mean at baseline and at follow-up"))
        if scores is not None:
            self.picture_note.setText(rules_of.said(scores.instrument.notes, catalogs.language()))

    def _cell(self, row: _Row, column: str) -> Cell:
        instrument = self._answer.scores.instrument if self._answer is not None else None
        match column:
            case "group":
                return Cell(_called(row.group), labels.label(row.scale), strong=row.group.by is None)
            case "baseline":
                return _shown(row.figures.baseline, instrument)
            case "follow_up":
                return _shown(row.figures.follow_up, instrument)
        return _changed(row.figures.change)


def _rows(scores: GroupScores, by: GroupBy | None) -> list[_Row]:
    """Everybody first, then the groups; none at all where nobody was asked."""
    groups = [scores.everybody, *(scores.by(by) if by is not None else ())]
    if len(groups) == 1:
        return []
    return [_Row(group, scale, figures) for group in groups for scale, figures in group.figures.items()]


def _called(group: Group) -> str:
    if group.by is None:
        return _("Everybody")
    if group.key is None:
        return _("Unknown")
    return labels.label(group.key) if isinstance(group.key, StrEnum) else labels.country(group.key)


def _shown(cell: GroupCell | None, instrument: Instrument | None) -> Cell:
    """Mean and median, and under them of how many; × where it is hidden."""
    if cell is None:
        return Cell(SIGN, colour="muted")
    if not cell.taken or instrument is None:
        return Cell("–", colour="muted")
    share = formats.percent(float(cell.completeness or 0))
    if cell.mean is None or cell.median is None:
        return Cell(_("not scorable"), _("n = {count} · {share}").format(count=cell.taken, share=share))
    text = _("{mean} (median {median})").format(mean=told.number(cell.mean), median=told.number(cell.median))
    return Cell(text, _("n = {count} · {share}").format(count=cell.n, share=share))


def _changed(cell: GroupCell | None) -> Cell:
    if cell is None:
        return Cell(SIGN, colour="muted")
    if cell.mean is None or cell.median is None:
        return Cell("–", colour="muted")
    second = _("median {median} · n = {count}").format(median=told.change(cell.median), count=cell.n)
    return Cell(told.change(cell.mean), second)


def _picture(scores: GroupScores) -> Chart | None:
    """Two bars for each score of everybody; what is hidden is said and not drawn. None for marks or without a mean."""
    instrument = scores.instrument
    figures = scores.everybody.figures
    if instrument.marks is not None or not any(
        cell is not None and cell.mean is not None for one in figures.values() for cell in (one.baseline, one.follow_up)
    ):
        return None
    lines = []
    for scale, one in figures.items():
        cells = (one.baseline, one.follow_up)
        means = tuple(None if cell is None or cell.mean is None else float(cell.mean) for cell in cells)
        delta = one.change.mean if one.change is not None else None
        said = tuple(_brief(cell) for cell in cells)
        lines.append(Share(labels.label(scale), means, said, "" if delta is None else told.change(delta)))
    limits = [] if instrument.bands is None else [(float(one), formats.number(float(one))) for one in instrument.bands]
    key = [(labels.label(SurveyOccasion.BASELINE), Tone.HATCHED), (labels.label(SurveyOccasion.FOLLOW_UP), Tone.DARK)]
    return charts.shares(lines, key, [(0.0, "0"), *limits, (1.0, "1")], told.ASPECT, told.SIZE, told.ROOM, told.SIDE)


def _brief(cell: GroupCell | None) -> str:
    if cell is None:
        return SIGN
    if cell.mean is None:
        return "–"
    return f"{formats.number(survey_scores.shown(cell.mean), decimals=2)} (n = {cell.n})"
