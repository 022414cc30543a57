"""What an entry of the ledger says on its page and on paper."""

from returnhelp.domain.ledger_book import StatementRow
from returnhelp.domain.steps import Reason
from returnhelp.i18n import formats, labels


def entry(row: StatementRow, language: str | None = None) -> str:
    """What it records, with the instalment it is about."""
    said = labels.label(row.act, language)
    return said if row.number is None else f"{said} {formats.number(row.number, language)}"


def moved(row: StatementRow, language: str | None = None) -> str:
    """Where an entry that only moves money within the decision moves it, and how much; empty for the others."""
    if row.credit or row.debit:
        return ""
    return f"{labels.label(row.target, language)}: {formats.money(row.amount, row.currency, language)}"


def reason(row: StatementRow, language: str | None = None) -> str:
    """Why it was entered: what a person typed, a reason of the list, or what the program notes on an opening."""
    if row.note is not None:
        return labels.label(row.note, language)
    if row.reason in set(Reason):
        return labels.label(Reason(row.reason), language)
    return row.reason
