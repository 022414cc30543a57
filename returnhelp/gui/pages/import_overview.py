"""The first part of the review: what the list holds and what it adds up to."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from returnhelp import charts
from returnhelp.domain.intake import Review, Totals
from returnhelp.gui.forms import load_form
from returnhelp.gui.models.intake_work import IntakeWork
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.chart_view import ChartView
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _

_TOP = 6
_ACROSS = 4
_LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class OverviewPanel(QWidget):
    """Figures that one can compare with what one knows of the list."""

    section_wanted = Signal(str)
    """A person pressed a figure: the part of the review that tells more."""

    overview_page: QWidget
    figures_panel: QWidget
    months_heading: QLabel
    months_chart: ChartView
    nations_note: QLabel
    cantons_note: QLabel
    money_heading: QLabel
    money_note: QLabel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "import_overview")
        self.overview_page.setProperty("scrolled", True)
        grid = self.figures_panel.layout()
        assert isinstance(grid, QGridLayout)
        self._grid = grid

    def show_work(self, work: IntakeWork, today: date) -> None:  # noqa: ARG002 - as all parts are shown
        """Show what came of the list."""
        review = work.review
        if review is None:
            return
        totals = review.totals
        cleared.clear(self._grid)
        for at, (key, count, words) in enumerate(_figures(review, len(work.in_store))):
            self._grid.addWidget(self._figure(key, count, words), at // _ACROSS, at % _ACROSS)
        for at in range(_ACROSS):
            self._grid.setColumnStretch(at, 1)
        months = sorted(totals.by_month.items())
        self.months_heading.setVisible(len(months) > 1)
        self.months_chart.show_chart(_chart(months) if len(months) > 1 else None)
        self.nations_note.setText(_top(totals.by_nationality, lambda bfs: labels.country(bfs) if bfs else _("unknown")))
        self.cantons_note.setText(_top(totals.by_canton, lambda code: labels.canton(code) if code else _("unknown")))
        self.money_heading.setVisible(bool(totals.amounts))
        self.money_note.setText(_money(totals))

    def _figure(self, key: str, count: int, words: str) -> QWidget:
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(dress(QLabel(formats.number(count)), Look.FIGURE))
        said = QLabel(words)
        said.setWordWrap(True)
        said.setMinimumWidth(1)
        if key and count:
            said.setText(f'<a href="{key}">{escape(words)}</a>')
            said.setTextInteractionFlags(_LINKS)
            said.linkActivated.connect(self.section_wanted)
        column.addWidget(dress(said, Look.NOTE))
        column.addStretch(1)
        return card


def _figures(review: Review, in_store: int) -> list[tuple[str, int, str]]:
    """The part of the review, the number and the word of each figure."""
    totals = review.totals
    return [
        ("people", totals.people, _("people")),
        ("people", totals.departures, _("departures")),
        ("households", totals.dossiers, _("households")),
        ("doubts", len(review.open_doubts), _("doubts that need an answer")),
        ("unread", totals.unread, _("rows that cannot be read")),
        ("repeated", totals.repeated, _("rows that repeat others")),
        ("store", in_store, _("rows of people known here")),
        ("", sum(passed.why.value != "empty" for passed in review.passed), _("rows passed over (totals, remarks)")),
    ]


def _chart(months: list[tuple[str, int]]) -> charts.Chart:
    names = tuple(f"{month[5:7]}.{month[2:4]}" if len(month) > 4 else month for month, _count in months)
    counts = tuple(float(count) for _month, count in months)
    series = (charts.Series(_("Departures"), counts, charts.Tone.DARK),)
    return charts.columns(names, series, lambda number: formats.number(round(number)), 5.6, 0.085)


def _top(counts: Mapping[Any, int], words: Any) -> str:
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    lines = [_("{name}: {value}").format(name=words(key), value=formats.number(count)) for key, count in ordered[:_TOP]]
    rest = sum(count for _key, count in ordered[_TOP:])
    if rest:
        lines.append(_("all others: {count}").format(count=formats.number(rest)))
    return "\n".join(lines)


def _money(totals: Totals) -> str:
    return "\n".join(
        _("{name}: {value}").format(name=labels.label(component), value=formats.money(centimes, currency))
        for (component, currency), centimes in sorted(totals.amounts.items())
        if centimes
    )
