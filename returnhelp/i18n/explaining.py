"""How a proposal of aid is explained: its arithmetic, its article, and why there is no sum."""

from returnhelp.domain.entitlement import Calculation, Item, Proposal
from returnhelp.domain.entitlement_claim import LegalAge
from returnhelp.domain.entitlement_terms import NoProposal
from returnhelp.domain.law_rows import Rate
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.citations import citation as citation


def calculation(proposal: Proposal, language: str | None = None) -> str:
    """How the sum came about, or why there is none.

    "5 × CHF 100.00 = CHF 500.00. The most for a family is CHF 500.00: reached."
    """
    words = catalogs.words(language)
    counted = proposal.calculation
    if counted is None or proposal.amount is None:
        told = why_not(proposal.reason, language) if proposal.reason is not None else ""
        if proposal.months is None:
            return told
        months = words.ngettext("For {count} month.", "For {count} months.", proposal.months)
        return f"{_sentence(told)} {months.format(count=formats.number(proposal.months, language))}"
    if proposal.up_to and len(counted.items) == 1 and counted.items[0].count == 1:
        most = formats.money(counted.amount, proposal.currency, language)
        return words.gettext("Up to {amount}.").format(amount=most)
    return " ".join((_arithmetic(counted, proposal, language), *_cap(counted, proposal, language)))


def article(rate: Rate, language: str | None = None) -> str:
    """The article of a rate as the language cites it, or its source where no article names the sum.

    Of a rate that holds no longer the last day is said.
    """
    words = catalogs.words(language)
    cited = citation(rate.article, language) if rate.article else rate.sources[0].title
    if rate.valid_to is None:
        return cited
    last = formats.short_date(rate.valid_to, language)
    return words.gettext("{article}, version until {day}").format(article=cited, day=last)


def why_not(reason: NoProposal, language: str | None = None) -> str:
    """Why no sum is named, in plain words."""
    return labels.label(reason, language)


def still_open(proposal: Proposal, language: str | None = None) -> tuple[str, ...]:
    """What is not there yet or must be said with the proposal, one phrase each."""
    return tuple(labels.label(one, language) for one in proposal.open)


def _arithmetic(counted: Calculation, proposal: Proposal, language: str | None) -> str:
    words = catalogs.words(language)
    total = formats.money(counted.total, proposal.currency, language)
    if len(counted.items) == 1 and counted.items[0].count == 1:
        match counted.items[0].age:
            case LegalAge.ADULT:
                return words.gettext("{amount} for an adult.").format(amount=total)
            case LegalAge.MINOR:
                return words.gettext("{amount} for a minor.").format(amount=total)
        return f"{total}."
    terms = " + ".join(_item(item, proposal.currency, language) for item in counted.items)
    return f"{terms} = {total}."


def _item(item: Item, currency: str, language: str | None) -> str:
    words = catalogs.words(language)
    each, count = formats.money(item.each, currency, language), formats.number(item.count, language)
    match item.age:
        case LegalAge.ADULT:
            form = words.ngettext("{count} adult × {each}", "{count} adults × {each}", item.count)
        case LegalAge.MINOR:
            form = words.ngettext("{count} minor × {each}", "{count} minors × {each}", item.count)
        case _:
            return f"{count} × {each}"
    return form.format(count=count, each=each)


def _cap(counted: Calculation, proposal: Proposal, language: str | None) -> tuple[str, ...]:
    if counted.cap is None:
        return ()
    words = catalogs.words(language)
    most = formats.money(counted.cap, proposal.currency, language)
    if not counted.of_family:
        return (words.gettext("The most for one person is {cap}.").format(cap=most),)
    if counted.capped:
        return (words.gettext("The most for a family is {cap}, so it is {cap}.").format(cap=most),)
    if counted.reached:
        return (words.gettext("The most for a family is {cap}: reached.").format(cap=most),)
    return (words.gettext("The most for a family is {cap}.").format(cap=most),)


def _sentence(phrase: str) -> str:
    return phrase if not phrase or phrase.endswith(".") else f"{phrase}."
