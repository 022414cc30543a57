"""The word for a row or a column of a table or a report."""

from enum import StrEnum

from returnhelp.domain import ctdc
from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.case import CaseType, DestinationKind, Permit
from returnhelp.domain.figures import NONE_RECORDED, OTHER, STATELESS, UNKNOWN, AgeGroup, Key, Topic
from returnhelp.domain.people import Sex
from returnhelp.domain.regions import NO, YES, Assistance, AssistanceDimension, Continent, Region, Stage
from returnhelp.domain.steps import Step
from returnhelp.domain.tables import Variable
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.catalogs import NP_

_KINDS: dict[str, type[StrEnum]] = {
    Topic.SEX: Sex,
    Topic.AGE_GROUP: AgeGroup,
    Topic.PERMIT: Permit,
    Topic.CASE_TYPE: CaseType,
    Topic.DESTINATION_KIND: DestinationKind,
    Topic.VULNERABILITY: VulnerabilityKind,
    Topic.DECISIONS: Step,
    Topic.OPEN_CASES: Step,
    Variable.NATIONALITY_REGION: Region,
    Variable.CONTINENT: Continent,
    Variable.ASSISTANCE: Assistance,
    Variable.STAGE: Stage,
    Variable.DIMENSION: AssistanceDimension,
    **{of.value: kind for of, kind in ctdc.WORDS.items()},
}

_WORDS = {
    (Topic.NATIONALITY, OTHER): NP_("row of a table", "Other nationalities"),
    (Topic.CANTON, OTHER): NP_("row of a table", "Federal centre or airport"),
    (Variable.GREATER_REGION, OTHER): NP_("row of a table", "Federal centre or airport"),
    (Topic.VULNERABILITY, YES): NP_("row of a table", "With a vulnerability"),
    (Topic.VULNERABILITY, NO): NP_("row of a table", "Without a recorded vulnerability"),
    (Variable.TRAFFICKING, YES): NP_("row of a table", "Victim of trafficking"),
    (Variable.TRAFFICKING, NO): NP_("row of a table", "No victim of trafficking"),
    (Topic.VULNERABILITY, NONE_RECORDED): NP_("row of a table", "None recorded"),
    (None, STATELESS): NP_("row of a table", "Stateless"),
    (None, UNKNOWN): NP_("row of a table", "Unknown"),
    (None, OTHER): NP_("row of a table", "Other"),
}
"""By what the table is about (None: anything) and key; a topic and a variable of one name are one."""


def category(of: Topic | Variable, key: Key, language: str | None = None) -> str:
    """The word for a key of ``figures.Block`` (of a topic) or of ``regions.classification`` (of a variable).

    Raises ValueError for a key that the topic or variable does not have.
    """
    words = catalogs.words(language)
    kind = _KINDS.get(of)
    if kind is not None and key in list(kind):
        return labels.label(kind(key), language)
    if word := _WORDS.get((of, str(key))) or _WORDS.get((None, str(key))):
        return words.pgettext(*word)
    match of.value:
        case "nationality" if isinstance(key, int):
            return labels.country(key, language)
        case "nationality":
            region = labels.label(Region(str(key).removeprefix(f"{OTHER}_")), language)
            return words.pgettext("row of a table", "{region}: other nationalities").format(region=region)
        case "canton":
            return labels.canton(str(key), language)
        case "greater_region":
            return labels.greater_region(int(key), language)
        case "age":
            return _age(str(key), language)
        case "month":
            year, _, month = str(key).partition("-")
            return formats.month(int(year), int(month), language)
        case "quarter":
            year, _, quarter = str(key).partition("-Q")
            return formats.quarter(int(year), int(quarter), language)
        case "year":
            return str(int(key))
        case "money_decided" | "money_paid":
            return _money(str(key), language)
    raise ValueError(f"{of.value} has no {key!r}")


def _age(key: str, language: str | None) -> str:
    """The word for one of ``ctdc.ages``: a few years, or an age group of which no more is known."""
    words = catalogs.words(language)
    if key.endswith(f" {UNKNOWN}"):
        group = labels.label(AgeGroup(key.removesuffix(f" {UNKNOWN}")), language)
        return words.pgettext("row of a table", "{group}, exact age unknown").format(group=group)
    ages = [str(one) for one in ctdc.ages()]
    first = key.removeprefix("from ")
    after = ages[ages.index(key) + 1].removeprefix("from ")
    if not after.isdecimal():
        return words.pgettext("row of a table", "{first} and over").format(first=first)
    last = str(int(after) - 1)
    return first if first == last else words.pgettext("row of a table", "{first}–{last}").format(first=first, last=last)


def _money(key: str, language: str | None) -> str:
    """The word for a ``figures.money_key``: the kind of aid, and of aid in kind the kind of project."""
    component, _, project = key.partition(".")
    aid = labels.label(AidComponent(component), language)
    if not project:
        return aid
    words = catalogs.words(language)
    if project == UNKNOWN:
        kind = words.pgettext("kind of reintegration project", "Kind not recorded")
    else:
        kind = labels.label(ProjectKind(project), language)
    return words.pgettext("row of a table", "{aid}: {kind}").format(aid=aid, kind=kind)
