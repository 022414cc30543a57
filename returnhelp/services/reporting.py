"""The monthly report: its figures, its preview, its saved paper."""

from datetime import date

from returnhelp.domain.counting import assemble
from returnhelp.domain.errors import MonthToComeError
from returnhelp.domain.figures import MonthFigures
from returnhelp.domain.roles import Act
from returnhelp.services import closing, papers
from returnhelp.services.office import Look, Office, question
from returnhelp.storage import queries


@question(Act.MONTHLY_REPORT)
def figures(look: Look, year: int, month: int) -> MonthFigures:
    """The month's figures; raises FiguresDoNotAddUpError rather than answer what contradicts itself.

    A month to come raises MonthToComeError.
    """
    return _figures(look, year, month)


def _figures(look: Look, year: int, month: int) -> MonthFigures:
    if date(year, month, 1) > look.office.today():
        raise MonthToComeError(month=date(year, month, 1))
    closed = date(year, month, 1) in closing.closed_months(look.session)
    return assemble(queries.month_counts(look.session, year, month, look.office.today(), closed=closed))


@question(Act.MONTHLY_REPORT, recorded=True)
def monthly(look: Look, year: int, month: int, language: str) -> bytes:
    """The report as PDF for the preview and the printer; nothing is written to a disk, the look is recorded."""
    return _paper(look, year, month, language)


@question(Act.MONTHLY_REPORT, recorded=True)
def save_monthly(look: Look, year: int, month: int, language: str, password: str | None = None) -> bytes:
    """The report as PDF to be saved, protected by a password if one is given; that it left is recorded."""
    from returnhelp.reports import password as protection

    paper = _paper(look, year, month, language)
    look.detail["protected"] = bool(password)
    return protection.protect(paper, password) if password else paper


def _paper(look: Look, year: int, month: int, language: str) -> bytes:
    from returnhelp.reports import monthly as report

    look.subject = ("report", None)
    look.detail = {"month": f"{year:04}-{month:02}", "language": language}
    return report.monthly_report(_figures(look, year, month), papers.head(look), language, papers.fonts())


def default_month(office: Office) -> date:
    """The month that a supervisor wants first: the last one that is over."""
    first = office.today().replace(day=1)
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
