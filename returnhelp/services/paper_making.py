"""How a paper of one case is put together: its words in one or two languages, its record in the log, its PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from returnhelp.domain import paper_guard
from returnhelp.domain.case import Case
from returnhelp.domain.errors import PaperTellsOfAsylumError
from returnhelp.domain.household import Household
from returnhelp.domain.papers import CasePaper, Line, Section, Signatures, Table, Text
from returnhelp.domain.people import Person
from returnhelp.i18n import catalogs
from returnhelp.services import papers, records
from returnhelp.services.office import Look
from returnhelp.storage import repositories


@dataclass(frozen=True)
class Wish:
    """How a paper is wanted: its languages (no second one is empty), which record it is about, and whether it is kept.

    ``saved`` says that it leaves the program as a file, protected by ``password`` if there is one.
    """

    language: str
    second: str = ""
    record_id: int | None = None
    saved: bool = False
    password: str | None = None


@dataclass(frozen=True)
class Subject:
    """The case that a paper is about."""

    case: Case
    household: Household | None
    travellers: tuple[Person, ...]
    """Those who travel, the principal first."""


def subject(look: Look, case_id: int) -> Subject:
    """The case with those who travel in it; raises NotThereError."""
    case = records.the_case(look.session, look.office, case_id)
    household = look.session.get(Household, case.household_id)
    people = repositories.people(look.session, [one.person_id for one in case.travellers])
    principal = household.principal.person_id if household is not None and household.principal is not None else None
    numbers = sorted((one.person_id for one in case.travellers), key=lambda number: number != principal)
    return Subject(case, household, tuple(people[number] for number in numbers if number in people))


class Words:
    """The fixed words of a paper, in its language and, where one is wanted, in a second one beside it."""

    def __init__(self, wish: Wish) -> None:
        self.language = wish.language
        self.second = wish.second if wish.second != wish.language else ""
        self._first = catalogs.catalog(wish.language)
        self._other = catalogs.catalog(self.second) if self.second else None

    def say(self, text: str) -> str:
        """A text (an English source text) in the language of the paper."""
        return self._first.gettext(text)

    def beside(self, text: str) -> str:
        """The same in the second language; empty without one, or where it is the same word."""
        if self._other is None:
            return ""
        said = self._other.gettext(text)
        return "" if said == self.say(text) else said

    def both(self, text: str) -> str:
        """Both on one line, for the heads of tables."""
        return " / ".join(word for word in (self.say(text), self.beside(text)) if word)

    def line(self, label: str, value: str) -> Line:
        return Line(self.say(label), value, self.beside(label))

    def section(self, heading: str, lines: Sequence[Line]) -> Section:
        return Section(self.say(heading), tuple(lines), self.beside(heading))

    def table(
        self,
        heading: str,
        head: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[float],
        right: Iterable[int] = (),
        *,
        total: bool = False,
    ) -> Table:
        return Table(
            self.say(heading),
            tuple(self.both(one) for one in head),
            tuple(tuple(row) for row in rows),
            tuple(widths),
            frozenset(right),
            total,
            self.beside(heading),
        )

    def text(self, text: str) -> Text:
        return Text(self.say(text), self.beside(text))

    def signatures(self, labels: Sequence[str]) -> Signatures:
        seconds = tuple(self.beside(one) for one in labels)
        return Signatures(tuple(self.say(one) for one in labels), seconds if any(seconds) else ())


def secrets(of: Subject) -> list[str]:
    """The numbers and references of a case that no paper for abroad may show."""
    found = [of.household.n_number] if of.household is not None else []
    found += [one.zemis for one in of.travellers]
    found += [line.decision_reference for line in of.case.aid]
    found += [taken.reference for taken in of.case.steps]
    return [one for one in found if one]


def guard(of: Subject, written: Iterable[str]) -> None:
    """Look at what people wrote into a paper for abroad; raises PaperTellsOfAsylumError (AsylG Art. 97)."""
    told = paper_guard.tells([one for one in written if one], secrets(of))
    if told:
        raise PaperTellsOfAsylumError(words=told)


def finish(look: Look, of: Subject, wish: Wish, content: CasePaper) -> bytes:
    """The paper as PDF, and what the log keeps of it; nothing of it lies on a disk."""
    from returnhelp.reports import password as protection
    from returnhelp.reports.case_paper import case_paper

    look.subject = ("case", of.case.id)
    look.detail |= {"language": wish.language, "saved": wish.saved}
    if wish.second:
        look.detail["second"] = wish.second
    paper = case_paper(content, papers.head(look), wish.language, papers.fonts())
    if wish.saved:
        look.detail["protected"] = bool(wish.password)
    return protection.protect(paper, wish.password) if wish.saved and wish.password else paper
