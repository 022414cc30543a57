"""What stands beside the table: how much of it shows, which coarser ones show more, what is hidden, what is proven."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from returnhelp.domain.cubes import ProtectedCube
from returnhelp.domain.tables import FOR_OTHERS, SMALL, Hidden, Interval, Variable
from returnhelp.domain.views import View
from returnhelp.gui.pages import statistics_views as views
from returnhelp.gui.pages import statistics_words as words
from returnhelp.gui.pages.statistics_part import StatisticsPart, emptied, marked_row, offered_row, put
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.heat_map import Swatch
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext, pgettext
from returnhelp.services.statistics import Protected


class StatisticsSide(StatisticsPart):
    """The figures of one protected table, and of the view of it that is shown."""

    form = "statistics_side"

    cells_share_row: QWidget
    cells_share_note: QLabel
    cells_share_bar: QProgressBar
    cells_share_value: QLabel
    rows_share_row: QWidget
    rows_share_note: QLabel
    rows_share_bar: QProgressBar
    rows_share_value: QLabel
    columns_share_row: QWidget
    columns_share_note: QLabel
    columns_share_bar: QProgressBar
    columns_share_value: QLabel
    shares_note: QLabel
    coarser_heading: QLabel
    coarser_rows: QWidget
    legend_rows: QWidget
    proof_rows: QWidget
    limits_note: QLabel
    persons_note: QLabel

    view_wanted = Signal(object)
    """Another View of the table shall be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counted: tuple[ProtectedCube, Counter[Hidden]] | None = None
        self._legend = _Legend(self.legend_rows)

    def retranslate(self) -> None:
        self._legend.write()

    def show_view(self, protected: Protected, view: View, hidden: Counter[Hidden], before: int) -> None:
        """Tell of a table and of a view of it; ``hidden`` is counted there, ``before`` tables were handed out."""
        cube = protected.cube
        self.setUpdatesEnabled(False)  # drawn once, when all of it is new
        self._show_shares(cube, view)
        self._show_coarser(cube, view)
        everywhere = self._hidden(cube)
        self._legend.show(cube.k, (hidden, everywhere))
        layout = emptied(self.proof_rows)
        for icon, colour, said in proven(cube, everywhere, before):
            put(layout, marked_row(icon, colour, said))
        self.limits_note.setText(limits(cube.k))
        self.persons_note.setText(persons(protected))
        self.setUpdatesEnabled(True)

    def _hidden(self, cube: ProtectedCube) -> Counter[Hidden]:
        """How many cells of the whole table are hidden for each reason; counted once."""
        if self._counted is None or self._counted[0] is not cube:
            self._counted = (cube, cube.hidden)
        return self._counted[1]

    def _show_shares(self, cube: ProtectedCube, view: View) -> None:
        bars = (
            (self.cells_share_row, self.cells_share_bar, self.cells_share_value, views.share(cube, view)),
            (self.rows_share_row, self.rows_share_bar, self.rows_share_value, views.rows_share(cube, view)),
            (self.columns_share_row, self.columns_share_bar, self.columns_share_value, views.columns_share(cube, view)),
        )
        for at, (row, bar, value, share) in enumerate(bars):
            row.setVisible(share is not None and (at == 0 or view.columns is not None))
            bar.setRange(0, 1000)
            bar.setTextVisible(False)
            bar.setValue(round((share or 0.0) * 1000))
            value.setText(formats.percent(share or 0.0))
        self.rows_share_note.setText(_("In the totals: {variable}").format(variable=labels.label(view.rows)))
        if view.columns is not None:
            self.columns_share_note.setText(_("In the totals: {variable}").format(variable=labels.label(view.columns)))
        named = formats.listed(labels.label(variable) for variable, _key in view.held)
        self.shares_note.setText(_("Counted over all categories of {variables}.").format(variables=named))
        self.shares_note.setVisible(bool(view.held))

    def _show_coarser(self, cube: ProtectedCube, view: View) -> None:
        layout = emptied(self.coarser_rows)
        now = views.share(cube, view) or 0.0
        offers = views.better(cube, view)
        for one in offers:
            what = effect(one)
            figure = _("{before} → {after}").format(before=formats.percent(now), after=formats.percent(one.share))
            told = _("Show {table}: {share} of the persons").format(
                table=words.view(one.view), share=formats.percent(one.share)
            )
            put(layout, offered_row(what, figure, _("Show"), told, self._wanting(one.view)))
        self.coarser_heading.setVisible(bool(offers))
        self.coarser_rows.setVisible(bool(offers))

    def _wanting(self, view: View) -> Callable[[], object]:
        return lambda: self.view_wanted.emit(view)


def effect(one: views.Better) -> str:
    """What becomes coarser: Canton (28) → Greater region (9), or what is left out."""
    said = []
    for step in one.steps:
        if step.to is None:
            said.append(_("without {variable}").format(variable=labels.label(step.of)))
        else:
            said.append(
                _("{fine} ({many}) → {coarse} ({fewer})").format(
                    fine=labels.label(step.of),
                    many=formats.number(step.many),
                    coarse=labels.label(step.to),
                    fewer=formats.number(step.fewer),
                )
            )
    return ", ".join(said)


class _Legend:
    """Each reason with its mark, how many cells are hidden for it here, and in the whole table with all subtotals."""

    def __init__(self, rows: QWidget) -> None:
        self._rows = rows
        self._figures: dict[tuple[frozenset[Hidden], int], QLabel] = {}
        self._k = 0

    def show(self, k: int, counts: Sequence[Counter[Hidden]]) -> None:
        """Put the figures in; the words are written anew only for another limit."""
        if k != self._k:
            self.write(k)
        for (reasons, column), label in self._figures.items():
            label.setText(formats.number(sum(counts[column][reason] for reason in reasons)))

    def write(self, k: int = 0) -> None:
        """Write the words, for this limit or the one before."""
        self._k = k or self._k
        self._figures = {}
        layout = emptied(self._rows)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        for column, heading in enumerate(
            (pgettext("cells of a table", "here"), pgettext("cells of a table", "in all"))
        ):
            grid.addWidget(_end(dress(QLabel(heading), Look.NOTE)), 0, 2 + column)
        self._group(grid, _("Because too small"), SMALL)
        self._group(grid, _("Because of others"), FOR_OTHERS)
        self._reason(grid, Hidden.ZERO)

    def _group(self, grid: QGridLayout, heading: str, reasons: frozenset[Hidden]) -> None:
        line = grid.rowCount()
        grid.addWidget(dress(QLabel(heading), Look.STRONG), line, 0, 1, 2)
        for column in range(2):
            grid.addWidget(self._figure(reasons, column, Look.STRONG), line, 2 + column)
        for reason in Hidden:
            if reason in reasons:
                self._reason(grid, reason)

    def _reason(self, grid: QGridLayout, reason: Hidden) -> None:
        line = grid.rowCount()
        said = dress(QLabel(_reason(reason, self._k)), Look.NOTE)
        said.setWordWrap(True)
        said.setMinimumWidth(1)
        grid.addWidget(Swatch(reason), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, line, 1)
        for column in range(2):
            grid.addWidget(self._figure(frozenset({reason}), column), line, 2 + column, Qt.AlignmentFlag.AlignTop)

    def _figure(self, reasons: frozenset[Hidden], column: int, look: Look | None = None) -> QLabel:
        made = self._figures[reasons, column] = _end(QLabel())
        return dress(made, look) if look is not None else made


def _end(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _reason(reason: Hidden, k: int) -> str:
    match reason:
        case Hidden.PRIMARY_SMALL:
            return _("Fewer than {count} persons").format(count=k)
        case Hidden.PRIMARY_DOSSIERS:
            return _("Fewer than 3 dossiers")
        case Hidden.COMPLEMENTARY:
            return _("A small number could be worked out by it")
        case Hidden.DECOY:
            return labels.label(reason)
        case Hidden.INSIDER:
            return _("Against somebody who knows one hidden number")
        case Hidden.ZERO:
            return _("Nobody")


def proven(cube: ProtectedCube, hidden: Counter[Hidden], before: int) -> list[tuple[str, str, str]]:
    """What the proof says, each with its mark and colour: conflicts, the narrowest interval, the gap to the optimum."""
    conflicts = ngettext(
        "0 conflicts with the one table handed out before.",
        "0 conflicts with the {count} tables handed out before.",
        before,
    ).format(count=formats.number(before))
    return [
        ("check-circle", "success", conflicts if before else _("0 conflicts: nothing was handed out before.")),
        ("check-circle", "success", _narrowest(cube.narrowest)),
        ("info", "muted", _gap(cube, hidden)),
    ]


def _narrowest(narrowest: Interval | None) -> str:
    if narrowest is None:
        return _("No number needed to be hidden because it is small.")
    if narrowest.most is None:
        return _("The most that an attacker can work out of a hidden number: {least} persons or more.").format(
            least=formats.number(narrowest.least)
        )
    return _("The most that an attacker can work out of a hidden number: {least} to {most} persons.").format(
        least=formats.number(narrowest.least), most=formats.number(narrowest.most)
    )


def _gap(cube: ProtectedCube, hidden: Counter[Hidden]) -> str:
    count = sum(hidden[reason] for reason in FOR_OTHERS)
    if not count:
        return _("No number had to be hidden because of others.")
    said = ngettext("{count} hidden because of others", "{count} hidden because of others", count).format(
        count=formats.number(count)
    )
    if cube.fewest_hidden is None:
        return _("{hidden}; how many are necessary was not computed for so large a table.").format(hidden=said)
    if cube.fewest_hidden >= count:
        return _("{hidden}; fewer are not possible.").format(hidden=said)
    return _("{hidden}; at least {fewest} are necessary.").format(
        hidden=said, fewest=formats.number(cube.fewest_hidden)
    )


def limits(k: int) -> str:
    """What the proof promises and what it does not, briefly."""
    return _(
        "As far as earlier tables and loaded public figures leave room, each hidden small number may as well be 0 as"
        " {count} or more. Who knows one small number should not be able to work out another, but the proof is not"
        " about such people, and who knows almost everybody works out the rest. Tables of others count only if loaded."
    ).format(count=k)


def persons(protected: Protected) -> str:
    """How many left, and how many of them were entered late; a total that is hidden is not told here either."""
    if isinstance(protected.cube.cells[-1], Hidden):
        return _("The number of all persons is hidden in this table, so it does not stand here either.")
    told = ngettext(
        "{count} person left in these months.", "{count} persons left in these months.", protected.persons
    ).format(count=formats.number(protected.persons))
    late = protected.late_entries
    if not late:
        return told
    entered = ngettext(
        "{count} of them left earlier and was entered late.",
        "{count} of them left earlier and were entered late.",
        late,
    ).format(count=formats.number(late))
    return f"{told} {entered}"


def level_words(variable: Variable, many: int) -> str:
    """A level of detail with how many categories it has."""
    return _("{variable} ({count})").format(variable=labels.label(variable), count=formats.number(many))
