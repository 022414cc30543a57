"""What a project costs, what the household brings itself, and what of it was decided and paid; all in centimes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from returnhelp.domain.money import PaymentState
from returnhelp.domain.projects import BudgetLine


@dataclass(frozen=True)
class BudgetFigures:
    """A budget added up, in the one currency that it has."""

    currency: str = "CHF"
    total: int = 0
    own_share: int = 0

    @property
    def to_cover(self) -> int:
        """What the aid has to cover."""
        return self.total - self.own_share


@dataclass(frozen=True)
class Instalment:
    """A payment of the aid line of a project; ``charged`` in centimes of the line's currency."""

    number: int
    state: PaymentState
    amount: int
    currency: str
    charged: int
    planned_on: date | None = None
    paid_on: date | None = None
    payee: str = ""
    evidence: str = ""
    evidence_on: date | None = None

    @property
    def lacks_evidence(self) -> bool:
        """Whether it was paid and nothing was shown for it yet."""
        return self.state is PaymentState.PAID and not self.evidence.strip()


@dataclass(frozen=True)
class InstalmentFigures:
    """The instalments added up, void ones left out."""

    planned: int = 0
    paid: int = 0
    without_evidence: int = 0
    """How many were paid and have no evidence."""


def budget(lines: Iterable[BudgetLine]) -> BudgetFigures:
    """What stands in a budget; a line without an amount counts nothing."""
    found = list(lines)
    return BudgetFigures(
        next((one.currency for one in found if one.currency), "CHF"),
        sum(one.amount or 0 for one in found),
        sum(one.own_share or 0 for one in found),
    )


def instalments(payments: Iterable[Instalment]) -> InstalmentFigures:
    """What is planned or approved, and what is paid."""
    standing = [one for one in payments if one.state is not PaymentState.VOID]
    return InstalmentFigures(
        sum(one.charged for one in standing if one.state is not PaymentState.PAID),
        sum(one.charged for one in standing if one.state is PaymentState.PAID),
        sum(one.lacks_evidence for one in standing),
    )
