"""A hand-out of statistics in the words of one language, made of published cubes alone."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from returnhelp.domain import cubes, profiles
from returnhelp.domain.cubes import Bound, Node, PublishedCube
from returnhelp.domain.figures import Key
from returnhelp.domain.handouts import HIDDEN, Category, Entry, Handout, Held, Line, Side, Table
from returnhelp.domain.profiles import Profile
from returnhelp.domain.statistics_limits import BY_DEFINITION, HANDED_OUT
from returnhelp.domain.statistics_plan import kind_of
from returnhelp.domain.tables import FLAG_GROUPS, K_SENSITIVE, Months, Variable
from returnhelp.domain.views import Slice, View, cut
from returnhelp.i18n import catalogs, categories, formats, labels
from returnhelp.i18n.catalogs import NP_, Catalog, catalog

Viewed = tuple[PublishedCube, View]
"""A cube and the table that is cut out of it."""
_SOURCES = {
    HANDED_OUT: NP_("where a limit comes from", "tables handed out before"),
    BY_DEFINITION: NP_("where a limit comes from", "definitions of the program"),
}
_NAMED = 6
"""So many variables stand in the name of a file."""
_OF_TRAFFICKING = frozenset(flag for flags in FLAG_GROUPS.values() for flag in flags)


def handout(
    viewed: Sequence[Viewed], language: str, office: str, profile: Profile | None = None, kind: str = ""
) -> Handout:
    """The tables in words; raises ViewOutsideCubeError. ``kind`` of file: each has a proof of its own beside it."""
    words = catalog(language)
    name = name_of(viewed, language, profile)
    tables = [_table(cube, view, language, profile) for cube, view in viewed]
    period = _whole_period(viewed)
    title = words.gettext("Departures with return assistance, {period}").format(period=in_words(period, language))
    if profile:
        title = words.gettext("{profile}: departures with return assistance, {period}").format(
            profile=labels.label(profile, language), period=in_words(period, language)
        )
    definition = tuple(_definition(viewed, period, proof_name(name, kind), language, profile))
    dictionary = tuple(_dictionary(viewed, language))
    return Handout(name, language, title, office, definition, _numbered(tables), dictionary)


def name_of(viewed: Sequence[Viewed], language: str, profile: Profile | None = None) -> str:
    """What the files of a hand-out are called, without their endings; the same in every office.

    That is the profile, the one table, or what several tables tell apart: statistics-2022-nationality-canton-de.
    """
    period = period_code(_whole_period(viewed))
    if profile:
        return "-".join((_in_a_name(profile.value), period, language))
    if len(viewed) == 1:
        return "-".join((_table_name(viewed[0][1]), period, language))
    return "-".join(("statistics", period, *map(_in_a_name, _told_apart(view for _, view in viewed)), language))


def _told_apart(views: Iterable[View]) -> Iterator[str]:
    """The variables of all tables, each once; what is left of many is told by a digest, as a name has its limits."""
    told = {variable for view in views for variable in view.variables}
    codes = [variable.value for variable in Variable if variable in told]
    yield from codes[:_NAMED]
    if len(codes) > _NAMED:
        yield hashlib.sha256(",".join(codes).encode()).hexdigest()[:8]


def proof_name(name: str, kind: str, number: int = 1) -> str:
    """The file with the proof of a hand-out of one kind; only from the second on its number is told."""
    parts = (name, kind, str(number) if number > 1 else "")
    return "-".join(part for part in parts if part) + ".proof.json"


def period_code(period: Months) -> str:
    """A period for the name of a file: 2022, 2022-Q1, 2022-03, 2022-01_2022-05."""
    match kind_of(period):
        case Variable.YEAR:
            return f"{period.first.year}"
        case Variable.QUARTER:
            return f"{period.first.year}-Q{period.last.month // 3}"
        case Variable.MONTH:
            return f"{period.first:%Y-%m}"
    return f"{period.first:%Y-%m}_{period.last:%Y-%m}"


def in_words(period: Months, language: str | None = None) -> str:
    """A period as people say it."""
    match kind_of(period):
        case Variable.YEAR:
            return str(period.first.year)
        case Variable.QUARTER:
            return formats.quarter(period.first.year, period.last.month // 3, language)
        case Variable.MONTH:
            return formats.month(period.first.year, period.first.month, language)
    return f"{formats.date(period.first, language)} – {formats.date(period.last, language)}"


def people(who: cubes.Category, language: str | None = None) -> str:
    """Of whom a limit tells: Nationality: Algeria, Canton: Bern."""
    told = (f"{labels.label(one, language)}: {categories.category(one, key, language)}" for one, key in who)
    return ", ".join(told) or catalogs.words(language).gettext("Everybody")


def limit(one: Bound, language: str | None = None) -> str:
    """What a limit says, and where it comes from: Sex: Other, 2022: at most 0 (handed out before)."""
    words = catalogs.words(language)
    source = words.pgettext(*_SOURCES[one.source]) if one.source in _SOURCES else one.source
    return words.gettext("{people}, {months}: at most {most} (source: {source})").format(
        people=people(one.category, language),
        months=in_words(one.period, language),
        most=formats.number(one.most, language),
        source=source or words.gettext("not named"),
    )


# --- tables ----------------------------------------------------------------------------------------


def _table(cube: PublishedCube, view: View, language: str, profile: Profile | None) -> Table:
    words, told = catalog(language), cut(cube, view)
    rows, period = labels.label(view.rows, language), in_words(cube.request.period, language)
    if view.columns:
        columns = labels.label(view.columns, language)
        title = words.gettext("{rows} by {columns}, {period}").format(rows=rows, columns=columns, period=period)
    else:
        title = f"{rows}, {period}"
    return Table(
        name=_table_name(view),
        title=title,
        period=cube.request.period,
        k=cube.k,
        rows=_side(view.rows, told.rows, language),
        columns=_side(view.columns, told.columns, language) if view.columns else None,
        held=tuple(
            Held(variable.value, labels.label(variable, language), _line(Node(variable, key), language))
            for variable, key in view.held
        ),
        persons=told.cells,
        shares=profiles.share_of_answered(told),
        notes=tuple(_notes(told, words, language, profile)),
    )


def _numbered(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables with names that differ: the second of one name is ``name-2``."""
    seen: dict[str, int] = {}
    named = []
    for table in tables:
        seen[table.name] = seen.get(table.name, 0) + 1
        named.append(table if seen[table.name] == 1 else replace(table, name=f"{table.name}-{seen[table.name]}"))
    return tuple(named)


def _table_name(view: View) -> str:
    parts = [view.rows.value, *([f"by-{view.columns.value}"] if view.columns else [])]
    parts += [f"{variable.value}-{key}" for variable, key in view.held]
    return _in_a_name("-".join(parts))


def _in_a_name(text: str) -> str:
    text = text.replace("_", "-").replace("+", "-plus").replace(" ", "-")
    return "".join(letter for letter in text if letter.isalnum() or letter == "-")


def _side(variable: Variable, nodes: Iterable[Node], language: str) -> Side:
    return Side(variable.value, labels.label(variable, language), tuple(_line(node, language) for node in nodes))


def _line(node: Node, language: str) -> Line:
    if node.level is None:
        return Line("", "", catalog(language).gettext("Total"))
    return Line(node.level.value, str(node.key), categories.category(node.level, node.key, language))


def _notes(told: Slice[int | None], words: Catalog, language: str, profile: Profile | None) -> Iterable[str]:
    view = told.view
    if profile is Profile.KEY_FIGURES and view.rows is Variable.NATIONALITY:
        known = profiles.origins(told)
        count = formats.number(known.least, language)
        if known.exact:
            yield words.gettext("Different countries of origin: {count}.").format(count=count)
        else:
            yield words.gettext("Different countries of origin: at least {count}.").format(count=count)
        top = [
            f"{categories.category(view.rows, key, language)} {formats.number(number, language)}"
            for key, number in profiles.largest(told)
        ]
        if top:
            yield words.gettext("The largest of the shown numbers: {countries}.").format(countries="; ".join(top))


# --- what is said of all of them -------------------------------------------------------------------


def _definition(
    viewed: Sequence[Viewed], period: Months, proof: str, language: str, profile: Profile | None
) -> Iterable[str]:
    words = catalog(language)
    first, last = formats.date(period.first, language), formats.date(period.last, language)
    if profile is Profile.KEY_FIGURES:
        yield words.gettext("Host country: Switzerland.")
    yield words.gettext(
        "Counted are persons, not cases, who left Switzerland from {first} to {last} and whom the office helped with"
        " their return, whether or not they were granted aid. Other departures are not counted."
    ).format(first=first, last=last)
    yield words.gettext(
        "The day of departure decides; ages are those of that day. Who was entered after the month had been closed"
        " counts in the month that was open then. All months are closed: the numbers do not change any more."
    )
    ks = sorted({cube.k for cube, _ in viewed})
    if len(ks) == 1:
        fewer = words.gettext("fewer than {k} persons").format(k=ks[0])
    else:
        fewer = words.gettext(
            "fewer than {k} persons (fewer than {sensitive} where vulnerability, health or trafficking is told)"
        ).format(k=ks[0], sensitive=K_SENSITIVE)
    yield words.gettext(
        "{sign} stands for every hidden number: for {fewer}, for 0, for persons of fewer than three dossiers, for some"
        " chosen by chance, and for numbers from which others could be worked out. The sign does not tell which."
    ).format(sign=HIDDEN, fewer=fewer)
    if any(view.rows in _OF_TRAFFICKING for _, view in viewed):
        yield words.gettext(
            "By the rule of the Counter Trafficking Data Collaborative (CTDC), a share is of those with any answer in"
            " the group of answers, and is told only where both numbers are shown. Several answers are possible, so"
            " shares can add up to more than 100 %. An answer is yes or not recorded, never no."
        )
    yield words.gettext(
        "{file} holds the proof: as far as earlier tables and the limits told in it leave room, each number hidden as"
        " too small could be 0 and could also reach that limit. It does not say how likely that is. It is about people"
        " who know the published numbers alone: whoever knows one small number should not be able to work out another,"
        " but whoever knows almost everybody counted can work out the rest. Tables published elsewhere count only as"
        " far as their limits were loaded."
    ).format(file=proof)


def _dictionary(viewed: Sequence[Viewed], language: str) -> Iterable[Entry]:
    """Every variable of the tables with all its categories, in the order of Variable."""
    found: dict[Variable, tuple[Key, ...]] = {}
    for cube, view in viewed:
        for variable in view.variables:
            axis = next(one for one in cube.axes if variable in (one.variable, *one.levels))
            for level in (variable, *(one for one in axis.levels if one in variable.coarser and view.subtotals)):
                found.setdefault(level, axis.keys(level))
    for variable in Variable:
        if variable in found:
            told = tuple(Category(str(key), categories.category(variable, key, language)) for key in found[variable])
            yield Entry(variable.value, labels.label(variable, language), told)


def _whole_period(viewed: Sequence[Viewed]) -> Months:
    """From the first to the last month of all tables."""
    first = min(cube.request.period.first for cube, _ in viewed)
    return Months(first, max(cube.request.period.last for cube, _ in viewed))
