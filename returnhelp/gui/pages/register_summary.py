"""The few lines above a register's list: what its year, its money or its age adds up to."""

from decimal import Decimal
from fractions import Fraction

from returnhelp.domain.register_figures import Heads, ProjectFigures, RequestFigures, SheetFigures, TrainingFigures
from returnhelp.domain.register_lists import Register
from returnhelp.domain.steps import Channel
from returnhelp.gui.pages.register_cells import country_or_unknown, joined, ranked
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import registers
from returnhelp.services.office import Office

Summary = TrainingFigures | RequestFigures | SheetFigures | ProjectFigures | None


def read(office: Office, register: Register, year: int) -> Summary:
    """What a register adds up to; on the worker's thread."""
    match register:
        case Register.TRAININGS:
            return registers.training_figures(office, year)
        case Register.INFORMATION_REQUESTS:
            return registers.request_figures(office, year)
        case Register.FACT_SHEETS:
            return registers.sheet_figures(office)
        case Register.STRUCTURAL_PROJECTS:
            return registers.project_figures(office)
    return None


def words(summary: Summary) -> str:
    """The same in words, one line for each kind of figure; empty when there is nothing to tell."""
    match summary:
        case TrainingFigures():
            return "\n".join(line for line in _trainings(summary) if line)
        case RequestFigures():
            return "\n".join(line for line in _requests(summary) if line)
        case SheetFigures(sheets=sheets) if sheets:
            return _sheets(summary)
        case ProjectFigures(projects=projects) if projects:
            return _projects(summary)
    return ""


def heads(found: Heads) -> str:
    """Participants: all of them, and how many women, men and others."""
    all_of_them = ngettext("{count} participant", "{count} participants", found.total)
    said = all_of_them.format(count=formats.number(found.total))
    if not found.total:
        return said
    parts = [
        words.format(count=formats.number(count))
        for words, count in (
            (ngettext("{count} woman", "{count} women", found.women), found.women),
            (ngettext("{count} man", "{count} men", found.men), found.men),
            (ngettext("{count} other", "{count} others", found.others), found.others),
        )
        if count
    ]
    return _("{all} ({parts})").format(all=said, parts=", ".join(parts))


def _trainings(found: TrainingFigures) -> list[str]:
    trainings = ngettext("{count} training or event", "{count} trainings and events", found.trainings)
    hours = ngettext("{count} hour", "{count} hours", found.hours)
    first = joined(
        (
            f"{found.year}: {trainings.format(count=formats.number(found.trainings))}",
            hours.format(count=formats.number(found.hours)) if found.hours else "",
            heads(found.heads) if found.trainings else "",
            _mean(found),
        )
    )
    organisations = ranked({key: came.total for key, came in found.by_organisation.items()}, labels.label)
    countries = ranked({key: came.total for key, came in found.by_country.items()}, country_or_unknown)
    return [
        first,
        _("By kind of organisation: {list}").format(list=organisations) if organisations else "",
        _("By country: {list}").format(list=countries) if countries else "",
    ]


def _mean(found: TrainingFigures) -> str:
    if found.mean is None:
        return ""
    mean = formats.number(Decimal(int(found.mean * 100 + Fraction(1, 2))).scaleb(-2), decimals=2)
    count = ngettext("{count} answer", "{count} answers", found.answers).format(count=formats.number(found.answers))
    said = _("evaluation {mean} of 5 ({answers})").format(mean=mean, answers=count)
    if found.unweighted:
        left = ngettext("{count} without a number of answers", "{count} without a number of answers", found.unweighted)
        said = f"{said}, {left.format(count=formats.number(found.unweighted))}"
    return said


def _requests(found: RequestFigures) -> list[str]:
    count = ngettext("{count} request", "{count} requests", found.requests)
    open_ones = ngettext("{count} not answered yet", "{count} not answered yet", found.open)
    months = [
        _("{name} {count}").format(name=formats.month_name(month), count=formats.number(came))
        for month, came in enumerate(found.by_month, start=1)
        if came
    ]
    topics = ranked(found.by_topic, labels.label)
    requesters = ranked(found.by_requester, labels.label)
    channels = ranked(found.by_channel, lambda one: labels.label(Channel(one)) if one else _("not recorded"))
    return [
        joined(
            (
                f"{found.year}: {count.format(count=formats.number(found.requests))}",
                open_ones.format(count=formats.number(found.open)) if found.open else "",
                ", ".join(months),
            )
        ),
        joined(
            (
                _("By topic: {list}").format(list=topics) if topics else "",
                _("By who asks: {list}").format(list=requesters) if requesters else "",
                _("By channel: {list}").format(list=channels) if channels else "",
            )
        ),
    ]


def _sheets(found: SheetFigures) -> str:
    months = ngettext("{count} month", "{count} months", found.months).format(count=formats.number(found.months))
    if not found.outdated:
        return _("None is older than {months}.").format(months=months)
    old = ngettext(
        "{count} is older than {months}. Look whether it still holds.",
        "{count} are older than {months}. Look whether they still hold.",
        found.outdated,
    )
    return old.format(count=formats.number(found.outdated), months=months)


def _projects(found: ProjectFigures) -> str:
    running = ngettext("{count} running", "{count} running", found.running).format(count=formats.number(found.running))
    money = [
        _("{spent} of {budget} spent").format(
            spent=formats.money(found.spent[currency], currency), budget=formats.money(budget, currency)
        )
        for currency, budget in sorted(found.budget.items())
    ]
    reached = _("{reached} of {planned} beneficiaries reached").format(
        reached=formats.number(found.reached), planned=formats.number(found.planned)
    )
    return joined((running, *money, reached if found.planned or found.reached else ""))
