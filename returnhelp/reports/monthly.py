"""The monthly report on two pages: what ``domain.figures`` counted, in words and numbers of one language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from returnhelp import charts
from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.errors import PaperTooLongError
from returnhelp.domain.figures import (
    CANTONS,
    NONE_RECORDED,
    OF_DEPARTED,
    OTHER,
    UNKNOWN,
    Block,
    Key,
    MonthFigures,
    Period,
    PerPeriod,
    Topic,
    Unit,
)
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import catalog
from returnhelp.i18n.categories import category
from returnhelp.reports.fonts import Fonts
from returnhelp.reports.grids import TITLE, Grid, GridRow, Kind, SetGrid
from returnhelp.reports.paper import Paper, PaperHead

NOT_RECORDED = "—"
MOST_PAGES = 2
_GAP = 18.0
"""Between the two columns, in points."""
_CHART_LETTERS = 6.4
"""Height of the letters of a chart in points, before they are scaled."""
_SCALES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76)


def monthly_report(figures: MonthFigures, head: PaperHead, language: str, fonts: Fonts) -> bytes:
    """The report as PDF of at most two A4 pages; raises FiguresDoNotAddUpError before it prints what is wrong."""
    figures.check()
    writer = _Writer(figures, language)
    for second_chart in (True, False):
        for scale in _SCALES[:3] if second_chart else _SCALES:
            paper = Paper(head, writer.title, language, fonts, marks=writer.marks())
            if _lay(paper, writer, scale, second_chart):
                return paper.finish()
    raise PaperTooLongError(pages=MOST_PAGES)


def _lay(paper: Paper, writer: "_Writer", scale: float, second_chart: bool) -> bool:
    """Put everything on the paper; False if it does not fit on two pages at this scale."""
    y = paper.paragraph(writer.title, paper.left, paper.top, 15, paper.right - paper.left, bold=True, leading=1.15)
    y += 4
    for text in writer.definition():
        y = paper.paragraph(text, paper.left, y + 1.5, 7.4 * scale, paper.right - paper.left)
    width = (paper.right - paper.left - _GAP) / 2
    whole = paper.right - paper.left
    money = SetGrid(writer.money(), paper.letters, whole, scale)
    paper.turn_to(2)
    money.put(paper, paper.left, paper.top)
    columns = [
        _Column(1, paper.left, y + 12 * scale),
        _Column(1, paper.left + width + _GAP, y + 12 * scale),
        _Column(2, paper.left, paper.top + money.height),
        _Column(2, paper.left + width + _GAP, paper.top + money.height),
    ]
    for item in writer.items(second_chart):
        ready = SetGrid(item, paper.letters, width, scale) if isinstance(item, Grid) else _SetChart(item, width, scale)
        column = next((one for one in columns if one.y + ready.height <= paper.bottom + 8 * scale), None)
        if column is None:
            return False
        paper.turn_to(column.page)
        ready.put(paper, column.x, column.y)
        column.y += ready.height
    return True


@dataclass
class _Column:
    page: int
    x: float
    y: float


@dataclass(frozen=True)
class _ChartItem:
    """A chart with its title; ``draw`` makes it for a ratio of width to height and a height of letters."""

    title: str
    height: float
    draw: Callable[[float, float], charts.Chart]


class _SetChart:
    """A chart set for a width and a scale."""

    def __init__(self, item: _ChartItem, width: float, scale: float) -> None:
        self._title, self._width, self._scale = item.title, width, scale
        self._chart_height = item.height * scale
        self._chart = item.draw(width / self._chart_height, _CHART_LETTERS / item.height)
        self.height = self._chart_height + 24 * scale

    def put(self, paper: Paper, x: float, y: float) -> None:
        paper.text(self._title, x, y + 9.2 * self._scale, TITLE * self._scale, bold=True, room=self._width)
        paper.chart(self._chart, x, y + 14 * self._scale, self._chart_height)


class _Writer:
    """The figures in the words of one language."""

    def __init__(self, figures: MonthFigures, language: str) -> None:
        self._figures, self._language, self._words = figures, language, catalog(language)
        month = formats.month(figures.year, figures.month, language)
        self.title = self._words.gettext("Monthly report, {month}").format(month=month)
        this, last = figures.year, figures.year - 1
        to_date = f"01–{figures.month:02}." if figures.month > 1 else "01."
        self._head = (
            f"{figures.month:02}.{this}",
            f"{figures.month:02}.{last}",
            f"{to_date}{this}",
            f"{to_date}{last}",
        )

    def marks(self) -> list[str]:
        """What each page must say of itself: the report shows exact small numbers."""
        internal = self._words.gettext("Internal, not for publication")
        return [internal] if self._figures.closed else [internal, self._words.gettext("Provisional")]

    def definition(self) -> list[str]:
        """What is counted and how: population, event, persons and cases, and what is special about this month."""
        words, figures = self._words, self._figures
        texts = [
            words.gettext(
                "Departures count persons who left Switzerland with help of this office, on the day they left. A case "
                "(one household’s application) counts once in each period in which at least one of its persons left. "
                "Ages are those of the day of departure; of several nationalities the first counts. Sessions, "
                "applications, decisions and money count on their own day, whether or not the person has left. "
                "{sign} means not recorded, which is not 0."
            ).format(sign=NOT_RECORDED)
        ]
        if figures.since:
            day = formats.date(figures.since, self._language)
            texts.append(
                words.gettext("Departures are recorded from {day} on; earlier ones are missing.").format(day=day)
            )
        taken, persons = figures.taken_over.year_to_date or 0, figures.persons.year_to_date or 0
        if taken:
            texts.append(
                words.gettext(
                    "{count} of the {total} departures of the year to date were taken over from a list; the steps "
                    "before them were not recorded here."
                ).format(count=self._number(taken), total=self._number(persons))
            )
        if not figures.closed:
            texts.append(words.gettext("This month is not closed: its figures can still change."))
        return texts

    def items(self, second_chart: bool) -> list["Grid | _ChartItem"]:
        """Everything but the money, in the order of reading."""
        months = _ChartItem(self._words.gettext("Departures by month (persons)"), 112, self._months)
        ages = _ChartItem(self._words.gettext("Departures by age group, year to date (persons)"), 144, self._ages)
        blocks = {topic: self._block(self._figures.block(topic)) for topic in (*OF_DEPARTED, Topic.VULNERABILITY)}
        items: list[Grid | _ChartItem] = [
            self._departures(),
            *([months] if any((*self._figures.by_month, *self._figures.by_month_last_year)) else []),
            blocks.pop(Topic.NATIONALITY),
            blocks.pop(Topic.AGE_GROUP),
            blocks.pop(Topic.CANTON),
            *blocks.values(),
            self._work(),
            self._block(self._figures.block(Topic.DECISIONS)),
            self._open(),
            self._lead(),
            self._missing(),
        ]
        if second_chart and self._figures.block(Topic.AGE_GROUP).total.year_to_date:
            items.insert(4, ages)  # right of the months
        return items

    def money(self) -> Grid:
        """Decided and paid side by side, by kind of aid; other currencies only with their totals."""
        words, figures = self._words, self._figures
        decided, paid = figures.block(Topic.MONEY_DECIDED, "CHF"), figures.block(Topic.MONEY_PAID, "CHF")
        blocks = [
            (figures.block(Topic.MONEY_DECIDED, currency), figures.block(Topic.MONEY_PAID, currency))
            for currency in figures.currencies
        ]
        centimes = any(
            (row.values[period] or 0) % 100
            for pair in blocks
            for block in pair
            for row in block.rows
            for period in Period
        )

        def amounts(*both: PerPeriod) -> tuple[str, ...]:
            return tuple(self._amount(values[period], centimes) for values in both for period in Period)

        keys = {row.key for block in (decided, paid) for row in block.rows}
        rows: list[GridRow] = []
        for key in sorted(keys, key=_place_of_money):
            inside = str(key).startswith(f"{AidComponent.IN_KIND}.")
            if inside and not any(row.inset for row in rows):
                together = amounts(*(_sum(block, f"{AidComponent.IN_KIND}.") for block in (decided, paid)))
                rows.append(GridRow(self._aid(AidComponent.IN_KIND), together))
            shown = amounts(*(_sum(block, str(key)) for block in (decided, paid)))
            rows.append(GridRow(self._aid(str(key)), shown, inset=inside))
        total = words.gettext("Total in {currency}")
        for one, other in blocks:
            name = total.format(currency=one.currency)
            rows.append(GridRow(name, amounts(one.total, other.total), Kind.TOTAL))
        spans = (
            (labels.label(Topic.MONEY_DECIDED, self._language), 4),
            (labels.label(Topic.MONEY_PAID, self._language), 4),
        )
        return Grid(
            words.gettext("Money"),
            self._head * 2,
            rows,
            corner=words.gettext("Amounts in {currency}").format(currency="CHF"),
            spans=spans,
            cells=(46.0,) * 8,
            notes=self._since(decided, paid),
        )

    def _departures(self) -> Grid:
        figures = self._figures
        rows = [
            GridRow(labels.label(Unit.PERSONS, self._language), self._cells(figures.persons), Kind.LEAD),
            GridRow(labels.label(Unit.CASES, self._language), self._cells(figures.cases)),
        ]
        if any(figures.taken_over[period] for period in Period):
            rows.append(
                GridRow(
                    self._words.gettext("Persons taken over from a list"), self._cells(figures.taken_over), inset=True
                )
            )
        return self._grid(Topic.DEPARTURES, rows)

    def _block(self, block: Block) -> Grid:
        departed = block.topic in (*OF_DEPARTED, Topic.VULNERABILITY)
        unit = self._words.gettext("Departed persons") if departed else labels.label(block.unit, self._language)
        if block.total == PerPeriod():
            return self._grid(block.topic, [], unit, [self._words.gettext("Not recorded.")])
        notes = [] if block.exclusive else [
            self._words.gettext("A person can stand in several lines: the lines do not add up to the total.")
        ]  # fmt: skip
        rows = [
            GridRow(self._name(block.topic, row.key, row.grouped), self._cells(row.values))
            for row in block.rows
            if row.key in (UNKNOWN, NONE_RECORDED) or any(row.values[period] for period in Period)
        ]
        total = self._words.gettext("Total of persons") if not block.exclusive else self._words.gettext("Total")
        rows.append(GridRow(total, self._cells(block.total), Kind.TOTAL))
        return self._grid(block.topic, rows, unit, notes + self._since(block))

    def _work(self) -> Grid:
        words, figures = self._words, self._figures
        rows = [
            GridRow(labels.label(Unit.SESSIONS, self._language), self._cells(figures.sessions)),
            GridRow(words.gettext("Persons counselled"), self._cells(figures.counselled)),
            GridRow(words.gettext("Applications submitted"), self._cells(figures.applications)),
        ]
        grid = self._grid(Topic.COUNSELLING, rows)
        grid.title = words.gettext("Counselling and applications")
        return grid

    def _open(self) -> Grid:
        words, figures = self._words, self._figures
        title = words.gettext("Open cases by step on {day}").format(
            day=formats.short_date(figures.as_of, self._language)
        )
        head = (words.gettext("Cases"), words.gettext("Oldest (days)"))
        if figures.open_cases is None or figures.open_total is None:
            return Grid(title, (), [], notes=[words.gettext("Not recorded.")])
        rows = [
            GridRow(self._name(Topic.OPEN_CASES, row.step), (self._number(row.cases), self._number(row.oldest_days)))
            for row in figures.open_cases
        ]
        oldest = max((row.oldest_days for row in figures.open_cases), default=None)
        longest = NOT_RECORDED if oldest is None else self._number(oldest)
        rows.append(GridRow(words.gettext("Total"), (self._number(figures.open_total), longest), Kind.TOTAL))
        note = words.gettext("Oldest: days since the case that waits longest came to this step.")
        return Grid(title, head, rows, corner=words.gettext("Step"), cells=(52.0, 52.0), notes=[note])

    def _lead(self) -> Grid:
        words, leads = self._words, [self._figures.lead_times.get(period) for period in Period]
        if not any(leads):
            return self._grid(Topic.LEAD_TIME, [], notes=[words.gettext("Not recorded.")])

        def cells(shown: Sequence[float | None]) -> tuple[str, ...]:
            return tuple(NOT_RECORDED if value is None else self._number(value) for value in shown)

        rows = [
            GridRow(words.gettext("Median"), cells([one.median if one else None for one in leads])),
            GridRow(words.gettext("90th percentile"), cells([one.percentile_90 if one else None for one in leads])),
            GridRow(words.gettext("Cases with both dates"), cells([one.cases if one else None for one in leads])),
        ]
        note = words.gettext("Nine cases in ten took no longer than the 90th percentile.")
        return self._grid(Topic.LEAD_TIME, rows, words.gettext("Days"), [note])

    def _missing(self) -> Grid:
        words, figures = self._words, self._figures
        title = words.gettext("What is missing in the data")
        if not figures.gaps:
            return Grid(title, (), [], notes=[words.gettext("Nothing is missing in what is recorded.")])
        rows = [
            GridRow(labels.label(one.gap, self._language), (self._number(one.month), self._number(one.year_to_date)))
            for one in figures.gaps
        ]
        return Grid(title, (self._head[0], self._head[2]), rows, corner=words.gettext("Departures"), cells=(46.0, 46.0))

    def _months(self, aspect: float, size: float) -> charts.Chart:
        figures = self._figures
        names = [f"{month}" for month in range(1, 13)]
        last_year = str(figures.year - 1)
        if not any(value is not None for value in figures.by_month_last_year):
            last_year = self._words.gettext("{year}: not recorded").format(year=last_year)
        series = [
            charts.Series(str(figures.year), figures.by_month, charts.Tone.DARK),
            charts.Series(last_year, figures.by_month_last_year, charts.Tone.HATCHED),
        ]
        return charts.columns(names, series, self._number, aspect, size)

    def _ages(self, aspect: float, size: float) -> charts.Chart:
        block = self._figures.block(Topic.AGE_GROUP)
        rows = [row for row in block.rows if row.key != UNKNOWN or row.values.year_to_date]
        names = [self._name(Topic.AGE_GROUP, row.key) for row in rows]
        series = [
            charts.Series(self._head[2], tuple(row.values.year_to_date for row in rows), charts.Tone.DARK),
        ]
        if block.total.year_to_date_last_year is not None:
            values = tuple(row.values.year_to_date_last_year for row in rows)
            series.append(charts.Series(self._head[3], values, charts.Tone.HATCHED))
        return charts.bars(names, series, self._number, aspect, size, size * 9)

    def _grid(self, topic: Topic, rows: list[GridRow], corner: str = "", notes: Sequence[str] = ()) -> Grid:
        head = self._head if rows else ()
        return Grid(labels.label(topic, self._language), head, rows, corner if rows else "", list(notes))

    def _since(self, *blocks: Block) -> list[str]:
        """When the recording began, where it was not yet so at the beginning of a period."""
        days = sorted({block.since for block in blocks if block.since and block.since != self._figures.since})
        if not days:
            return []
        day = formats.short_date(days[0], self._language)
        return [self._words.gettext("Recorded from {day} on.").format(day=day)]

    def _name(self, topic: Topic, key: Key, grouped: int = 0) -> str:
        """The word for a row."""
        words = self._words
        if key == OTHER and topic is Topic.NATIONALITY:
            return words.ngettext("Other ({count} nationality)", "Other ({count} nationalities)", grouped).format(
                count=grouped
            )
        if key == UNKNOWN:
            return words.gettext("Unknown")
        word = category(topic, key, self._language)
        return f"{key}  {word}" if topic is Topic.CANTON and key in CANTONS else word

    def _aid(self, key: str) -> str:
        component, _dot, kind = key.partition(".")
        if not kind:
            return labels.label(AidComponent(component), self._language)
        if kind == UNKNOWN:
            return self._words.gettext("Kind of project unknown")
        return labels.label(ProjectKind(kind), self._language)

    def _cells(self, values: PerPeriod) -> tuple[str, ...]:
        return tuple(NOT_RECORDED if (value := values[period]) is None else self._number(value) for period in Period)

    def _number(self, value: float) -> str:
        whole = int(value) if value == int(value) else value
        return formats.number(whole, self._language)

    def _amount(self, centimes: int | None, with_centimes: bool) -> str:
        if centimes is None:
            return NOT_RECORDED
        return formats.number(Decimal(centimes) / 100, self._language, 2 if with_centimes else 0)


def _sum(block: Block, start: str) -> PerPeriod:
    """The rows of a block of money whose key begins so, together; not recorded where the block is not."""
    rows = [row.values for row in block.rows if str(row.key).startswith(start)]
    return PerPeriod(
        **{
            period.value: None if block.total[period] is None else sum(values[period] or 0 for values in rows)
            for period in Period
        }
    )


def _place_of_money(key: Key) -> tuple[int, int, str]:
    component, _dot, kind = str(key).partition(".")
    kinds = [one.value for one in ProjectKind]
    within = kinds.index(kind) if kind in kinds else len(kinds)
    return [one.value for one in AidComponent].index(component), within, kind
