"""The ledger of a case: every act that moves its money, as entries that are never changed."""

from returnhelp.domain.ledger_decisions import Decisions
from returnhelp.domain.ledger_payments import Payments
from returnhelp.domain.ledger_recoveries import Recoveries
from returnhelp.domain.ledger_rules import MoneyFacts as MoneyFacts


class Ledger(Decisions, Payments, Recoveries):
    """A view over the lists of one case that carries acts out by appending to them.

    Each act answers the entries it made; one that is refused has changed nothing.
    """
