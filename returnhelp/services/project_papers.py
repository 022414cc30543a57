"""The plan of a reintegration project as a paper that the person signs."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from returnhelp.domain import project_figures
from returnhelp.domain.case import Case
from returnhelp.domain.errors import NotThereError
from returnhelp.domain.papers import CasePaper, Line, Part
from returnhelp.domain.projects import Project
from returnhelp.domain.roles import Act
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_
from returnhelp.services import paper_making
from returnhelp.services.office import Look, question
from returnhelp.services.paper_making import Subject, Wish, Words

_DECIDES = N_(
    "The donor decides whether the project is approved. Money is paid in instalments, and each is shown by evidence."
    " Whoever signs has read this plan, or had it read to them, and agrees with it."
)


@question(Act.EDIT_CASES, recorded=True)
def project_plan(look: Look, case_id: int, wish: Wish) -> bytes:
    """The project ``wish.record_id`` with its goals, activities and budget, in the languages of the wish.

    It may go on to a mission, so it carries no asylum or permit data (AsylG Art. 97). Raises NotThereError,
    PaperTellsOfAsylumError.
    """
    of, words = paper_making.subject(look, case_id), Words(wish)
    project = next((one for one in of.case.projects if one.id == wish.record_id), None)
    if project is None:
        raise NotThereError()
    parts: list[Part] = [_idea(project, words), *_plan(of.case, project, words), *_budget(of.case, project, words)]
    parts += [
        words.text(_DECIDES),
        words.signatures((N_("The person returning"), N_("Place and date"), N_("The office"))),
    ]
    paper_making.guard(of, _written(of.case, project))
    look.detail["project"] = project.id
    content = CasePaper(
        words.say(N_("Reintegration plan")),
        tuple(parts),
        words.beside(N_("Reintegration plan")),
        words.second,
        subject=tuple(_subject(of, project, words)),
    )
    return paper_making.finish(look, of, wish, content)


def _subject(of: Subject, project: Project, words: Words) -> list[Line]:
    """Whose project it is: the one it is for, else everybody who travels; a pseudonym where the case has one."""
    people = [one for one in of.travellers if project.person_id in (None, one.id)]
    names = of.case.pseudonym or ", ".join(one.name for one in people if one.name)
    found = [words.line(N_("Case number"), of.case.number), words.line(N_("Name"), names)]
    if of.case.destination is not None:
        found.append(words.line(N_("Country"), labels.country(of.case.destination, words.language)))
    return found


def _idea(project: Project, words: Words) -> Part:
    lines = [
        words.line(N_("Kind of project"), _both(words, project.kind)),
        words.line(N_("Title"), project.title),
        words.line(N_("Place"), project.place),
        words.line(N_("Idea"), project.idea),
        words.line(N_("Skills and experience"), project.skills),
        words.line(N_("Market"), project.market),
    ]
    return words.section(N_("The project"), lines)


def _plan(case: Case, project: Project, words: Words) -> list[Part]:
    goals = [(one.goal, _day(one.due_on, words)) for one in case.plan_goals if one.project_id == project.id]
    activities = [
        (
            _both(words, one.kind),
            _both(words, one.modality),
            one.provider,
            " – ".join(filter(None, (_day(one.starts_on, words), _day(one.ends_on, words)))),
        )
        for one in case.plan_activities
        if one.project_id == project.id
    ]
    found: list[Part] = []
    if goals:
        found.append(words.table(N_("Goals"), (N_("Goal"), N_("To be reached by")), goals, (7, 3)))
    if activities:
        head = (N_("Activity"), N_("Modality"), N_("Provider"), N_("When"))
        found.append(words.table(N_("Activities"), head, activities, (3, 3, 3, 3)))
    return found


def _budget(case: Case, project: Project, words: Words) -> list[Part]:
    lines = [one for one in case.budget_lines if one.project_id == project.id]
    if not lines:
        return []
    figures = project_figures.budget(lines)
    rows = [(one.item, one.note, _sum(one.amount, words), _sum(one.own_share, words)) for one in lines]
    rows.append((words.both(N_("In all")), "", _sum(figures.total, words), _sum(figures.own_share, words)))
    head = (N_("Item"), N_("Note"), N_("Cost"), N_("Own share"))
    to_cover = formats.money(figures.to_cover, figures.currency, words.language)
    return [
        words.table(N_("Budget"), head, rows, (4, 4, 2, 2), (2, 3), total=True),
        words.section("", [words.line(N_("To be covered by the aid"), to_cover)]),
    ]


def _written(case: Case, project: Project) -> list[str]:
    """What people wrote into the fields that the paper shows."""
    own = [one for one in case.plan_activities if one.project_id == project.id]
    lines = [one for one in case.budget_lines if one.project_id == project.id]
    goals = [one.goal for one in case.plan_goals if one.project_id == project.id]
    texts = [project.title, project.place, project.idea, project.skills, project.market, *goals]
    return texts + [one.provider for one in own] + [text for one in lines for text in (one.item, one.note)]


def _both(words: Words, value: StrEnum) -> str:
    """A value in both languages of the paper."""
    first = labels.label(value, words.language)
    second = labels.label(value, words.second) if words.second else first
    return first if second == first else f"{first} / {second}"


def _day(day: date | None, words: Words) -> str:
    return "" if day is None else formats.short_date(day, words.language)


def _sum(centimes: int | None, words: Words) -> str:
    return "" if centimes is None else formats.number(Decimal(centimes) / 100, words.language, decimals=2)
