"""The words of the ledger of statistics: what kind of entry it is, what it is about, and its facts one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from returnhelp.domain.cubes import Bound, CubeRequest
from returnhelp.domain.views import View
from returnhelp.gui.pages import statistics_plan_words, statistics_words
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n import statistics_words as entry_words
from returnhelp.i18n.catalogs import _, ngettext, pgettext
from returnhelp.services.statistics_entries import Entry

KINDS = ("export", "cube", "plan", "bounds")
_SHOWN = 12
Fact = tuple[str, str]
"""What it is, and what it says."""


def at(entry: Entry) -> datetime:
    """When it was entered, by the clock of this place."""
    moment = entry.line.at
    return moment.astimezone() if moment.tzinfo else moment


def kind(one: str) -> str:
    """What kind of entry it is."""
    return catalogs.pgettext(*entry_words.ENTRIES[one])


def years(entries: Iterable[Entry]) -> list[int]:
    """The calendar years that entries are about, the latest first; a plan is of the year in which it was changed."""
    found: set[int] = set()
    for entry in entries:
        periods = [request.period for request in entry.requests] + [bound.period for bound in entry.bounds]
        for period in periods:
            found |= set(range(period.first.year, period.last.year + 1))
        if entry.line.kind == "plan":
            found.add(entry.line.at.year)
    return sorted(found, reverse=True)


def what(entry: Entry) -> str:
    """What an entry is about, in one line."""
    match entry.line.kind:
        case "cube" if entry.line.request is not None:
            return statistics_words.request(entry.line.request)
        case "export":
            return _exported(entry)
        case "plan":
            count = len(entry.cubes)
            return ngettext("{count} table", "{count} tables", count).format(count=formats.number(count))
    return ", ".join(filter(None, (_lines(entry.bounds), entry.source)))


def _exported(entry: Entry) -> str:
    profile = labels.label(entry.line.profile) if entry.line.profile is not None else ""
    first = ""
    for request, view in entry.tables[:1]:
        first = _cut(request, view)
    more = len(entry.tables) - 1
    if more > 0:
        first += " " + ngettext("and {count} more", "and {count} more", more).format(count=formats.number(more))
    return ": ".join(filter(None, (profile, first)))


def found_by(entry: Entry) -> str:
    """All words by which a search finds an entry."""
    line = entry.line
    return " ".join(
        (
            kind(line.kind),
            what(entry),
            line.by,
            formats.short_date(at(entry).date()),
            str(line.number),
            line.digest,
            *(part for file in entry.files for part in file),
            *line.files,
            *(text for _label, text in facts(entry)),
        )
    )


def facts(entry: Entry) -> list[Fact]:
    """What an entry holds, fact by fact, without the digests."""
    match entry.line.kind:
        case "cube":
            return _cube(entry)
        case "export":
            return _export(entry)
        case "plan":
            return [(_("Tables of the plan"), "\n".join(_planned(entry)))]
    return [
        (_("Source"), entry.source or _("not told")),
        (_("File"), ", ".join(entry.line.files)),
        (_("Figures"), "\n".join(_some([bound(one) for one in entry.bounds]))),
    ]


def _cube(entry: Entry) -> list[Fact]:
    request = entry.line.request
    if request is None:
        return []
    told = [
        (_("Table"), statistics_words.table(request.variables)),
        (_("Months"), statistics_words.months(request.period)),
        (
            _("Cells"),
            _("{cells}, {hidden} of them hidden; a number is shown from {k} persons on.").format(
                cells=statistics_plan_words.cells(entry.cells), hidden=formats.number(entry.hidden), k=request.k
            ),
        ),
    ]
    if not entry.proven:
        told.append(
            (_("Proof"), _("It was handed out by an earlier version of the program, with a proof of its own kind."))
        )
    return told


def _export(entry: Entry) -> list[Fact]:
    told = []
    if entry.line.profile is not None:
        told.append((_("Profile"), labels.label(entry.line.profile)))
    if entry.tables:
        told.append(
            (
                pgettext("statistics", "Tables"),
                "\n".join(_some([_cut(request, view) for request, view in entry.tables])),
            )
        )
    if entry.format == "former":
        told.append((_("Files"), _("One file of an earlier version of the program, which kept its digest alone.")))
    elif entry.language:
        told.append((_("Language of the files"), labels.language_name(entry.language)))
    return told


def _cut(request: CubeRequest | None, view: View | None) -> str:
    """A view and the months of its table, as far as they are known."""
    if view is None:
        return statistics_words.request(request) if request is not None else ""
    shown = statistics_words.view(view)
    return f"{shown}, {statistics_words.months(request.period)}" if request is not None else shown


def _planned(entry: Entry) -> list[str]:
    return [
        f"{statistics_plan_words.name(cube)} ({statistics_plan_words.period(cube.shortest)})" for cube in entry.cubes
    ]


def bound(one: Bound) -> str:
    """What a register says, in one line."""
    return _("{people}, {months}: at most {most}").format(
        people=people(one), months=statistics_words.months(one.period), most=formats.number(one.most)
    )


def people(one: Bound) -> str:
    """Of whom a register tells."""
    return ", ".join(statistics_words.held(variable, key) for variable, key in one.category) or _("Everybody")


def _lines(bounds: Sequence[Bound]) -> str:
    count = len(bounds)
    return ngettext("{count} line", "{count} lines", count).format(count=formats.number(count))


def _some(lines: Sequence[str]) -> list[str]:
    """The first lines, and how many more there are."""
    more = len(lines) - _SHOWN
    if more <= 0:
        return list(lines)
    said = ngettext("and {count} more", "and {count} more", more).format(count=formats.number(more))
    return [*lines[:_SHOWN], said]
