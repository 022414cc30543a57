"""The papers that can be made of one case, and who may make which."""

from collections.abc import Callable
from dataclasses import dataclass

from returnhelp.domain.roles import Act
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import N_
from returnhelp.services import journey_papers, money_papers, project_papers
from returnhelp.services.office import Office
from returnhelp.services.paper_making import Wish as Wish

Make = Callable[[Office, int, Wish], bytes]


@dataclass(frozen=True)
class CasePaperKind:
    """A paper: its key, its name (an English source text), how it is made of a case, and who may make it.

    ``of`` is the kind of record that it is about, one of which must be chosen (empty: the case as a whole).
    ``abroad`` says that it goes to a mission, an airline or a home state and carries no asylum or permit data
    (AsylG Art. 97). ``for_client`` papers show the client's language beside the office's where both can be written.
    """

    key: str
    word: str
    make: Make
    act: Act
    of: str = ""
    abroad: bool = False
    for_client: bool = False

    def may(self, office: Office) -> bool:
        """Whether the person signed in may make it."""
        return office.may(self.act)


PAPERS: tuple[CasePaperKind, ...] = (
    CasePaperKind(
        "travel_sheet",
        N_("Travel sheet for the carrier"),
        journey_papers.travel_sheet,
        Act.EDIT_CASES,
        abroad=True,
        for_client=True,
    ),
    CasePaperKind(
        "arrival_notice",
        N_("Arrival notice for who receives them"),
        journey_papers.arrival_notice,
        Act.EDIT_CASES,
        abroad=True,
    ),
    CasePaperKind(
        "departure_confirmation",
        N_("Confirmation of departure for canton and SEM"),
        journey_papers.departure_confirmation,
        Act.EDIT_CASES,
        for_client=True,
    ),
    CasePaperKind(
        "rif_question",
        N_("Question to the Return Information Fund"),
        journey_papers.rif_question,
        Act.EDIT_CASES,
        of="rif_questions",
        abroad=True,
    ),
    CasePaperKind(
        "project_plan",
        N_("Reintegration plan"),
        project_papers.project_plan,
        Act.EDIT_CASES,
        of="projects",
        abroad=True,
        for_client=True,
    ),
    CasePaperKind("aid_application", N_("Application for return assistance"), money_papers.application, Act.EDIT_CASES),
    CasePaperKind(
        "payment_receipt",
        N_("Receipt for the person to sign"),
        money_papers.receipt,
        Act.EDIT_CASES,
        of="payments",
        for_client=True,
    ),
    CasePaperKind("ledger_statement", N_("Ledger of the case"), money_papers.ledger_statement, Act.SEE_CASES),
)
"""Every paper, in the order in which they are offered."""


def offered(office: Office) -> tuple[CasePaperKind, ...]:
    """The papers that the person signed in may make."""
    return tuple(one for one in PAPERS if one.may(office))


def paper(key: str) -> CasePaperKind:
    """A paper by its key; raises LookupError."""
    for one in PAPERS:
        if one.key == key:
            return one
    raise LookupError(key)


def second_language(kind: CasePaperKind, first: str, client: str) -> str:
    """The language beside the first: the client's own, where the paper is for them and we write it; else none."""
    return client if kind.for_client and client in catalogs.LANGUAGES and client != first else ""
