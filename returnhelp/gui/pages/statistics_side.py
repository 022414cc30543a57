"""What stands beside the table of statistics: how much of it shows, what is hidden and why, what coarser tables win."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from returnhelp.domain.tables import CoarserProposal, Hidden, Interval, ProtectedTable, TableRequest, Variable
from returnhelp.gui import theme
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.heat_map import Swatch
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services.statistics import Publication

_REASONS = (
    (Hidden.PRIMARY_SMALL,),
    (Hidden.PRIMARY_DOSSIERS,),
    (Hidden.DECOY, Hidden.COMPLEMENTARY),
    (Hidden.ZERO,),
)
_SHOWN_BEFORE = 5


def show_share(bar: QProgressBar, value: QLabel, share: float) -> None:
    """A share of persons as a bar with its figure."""
    bar.setRange(0, 1000)
    bar.setTextVisible(False)
    bar.setValue(round(share * 1000))
    value.setText(formats.percent(share))


def clear_rows(rows: QWidget) -> QVBoxLayout:
    """The layout of a container, emptied."""
    layout = rows.layout()
    assert isinstance(layout, QVBoxLayout)
    cleared.clear(layout)
    return layout


def show_legend(rows: QWidget, table: ProtectedTable) -> None:
    """Each reason with its sign on the map and how many cells are hidden for it."""
    layout = clear_rows(rows)
    hidden = table.hidden
    for reasons in _REASONS:
        count = sum(hidden[reason] for reason in reasons)
        layout.addWidget(_legend_row(reasons[0], _reason_words(reasons[0], table), count))


def _reason_words(reason: Hidden, table: ProtectedTable) -> str:
    match reason:
        case Hidden.PRIMARY_SMALL:
            return _("Fewer than {count} persons").format(count=table.k)
        case Hidden.PRIMARY_DOSSIERS:
            return labels.label(reason)
        case Hidden.DECOY | Hidden.COMPLEMENTARY:
            return _("Because of others")
        case Hidden.ZERO:
            return labels.label(reason)


def _legend_row(reason: Hidden, words: str, count: int) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    said = QLabel(words)
    said.setWordWrap(True)
    said.setMinimumWidth(1)
    figure = dress(QLabel(formats.number(count)), Look.STRONG)
    figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(Swatch(reason), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(said, 1)
    line.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
    return row


def narrowest_words(narrowest: Interval | None) -> str:
    """What somebody with all tables and a computer can work out at best."""
    if narrowest is None:
        return _("No number needed to be hidden because it is small.")
    if narrowest.most is None:
        return _("The most that can be worked out of a hidden number: {least} persons or more.").format(
            least=narrowest.least
        )
    return _("The most that can be worked out of a hidden number: it lies between {least} and {most} persons.").format(
        least=narrowest.least, most=narrowest.most
    )


def limits_words(table: ProtectedTable) -> str:
    """What the proof promises and what it does not, in one sentence."""
    return _(
        "As far as all tables of this office tell, each hidden small number may as well be 0 as {count} or more;"
        " who already knows almost everybody in it can work out the rest, and tables of others are not counted in."
    ).format(count=table.k)


def show_coarser(
    rows: QWidget, found: Sequence[CoarserProposal], share: float, apply: Callable[[CoarserProposal], None]
) -> int:
    """A button for each coarser table that shows more; answers how many there are."""
    layout = clear_rows(rows)
    better = [one for one in found if one.share > share]
    for one in better:
        layout.addWidget(_coarser_row(pair_words(one.rows, one.columns), one, apply))
    return len(better)


def _coarser_row(words: str, one: CoarserProposal, apply: Callable[[CoarserProposal], None]) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 2, 0, 2)
    line.setSpacing(8)
    said = QLabel(words)
    said.setWordWrap(True)
    said.setMinimumWidth(1)
    figure = dress(QLabel(formats.percent(one.share)), Look.STRONG)
    button = dress(QPushButton(_("Use")), Look.LINK)
    button.setAccessibleName(
        _("Use {table}: {share} of the persons shown").format(table=words, share=formats.percent(one.share))
    )
    button.setToolTip(button.accessibleName())
    button.clicked.connect(lambda: apply(one))
    line.addWidget(said, 1)
    line.addWidget(figure)
    line.addWidget(button)
    return row


def published_words(published: Sequence[Publication]) -> str:
    """The tables handed out last, a line each."""
    if not published:
        return _("Nothing yet.")
    lines = [
        _("{table}, {months} ({day}, {who})").format(
            table=request_words(one.request),
            months=months_words(one.request),
            day=formats.short_date(one.at.date()),
            who=one.by,
        )
        for one in published[:_SHOWN_BEFORE]
    ]
    more = len(published) - _SHOWN_BEFORE
    if more > 0:
        lines.append(ngettext("and one more", "and {count} more", more).format(count=formats.number(more)))
    return "\n".join(lines)


def request_words(request: TableRequest) -> str:
    """The rows and columns of a table."""
    return pair_words(request.rows, request.columns)


def pair_words(rows: Variable, columns: Variable) -> str:
    """Rows and columns by name."""
    return _("{rows} by {columns}").format(rows=labels.label(rows), columns=labels.label(columns))


def months_words(request: TableRequest) -> str:
    """The months of a table."""
    first, last = request.period.first, request.period.last
    if (first.year, first.month) == (last.year, last.month):
        return formats.month(first.year, first.month)
    return _("{first} to {last}").format(
        first=formats.month(first.year, first.month), last=formats.month(last.year, last.month)
    )


def side_width() -> int:
    """How wide it stands beside the map."""
    return theme.px(312)
