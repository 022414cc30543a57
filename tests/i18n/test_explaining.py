"""A proposal of aid explains itself: the arithmetic, the article, the reason."""

from datetime import date

import pytest

from returnhelp.domain.aid import AidComponent as A
from returnhelp.domain.entitlement import Proposal, propose
from returnhelp.domain.entitlement_claim import Claim, Treatment
from returnhelp.domain.entitlement_terms import NoProposal
from returnhelp.domain.law import Context, law
from returnhelp.domain.office_tables import OfficeTables
from returnhelp.i18n import catalogs, explaining
from tests.domain.entitled import a_claim


def the(component: A, claim: Claim) -> Proposal:
    return next(one for one in propose(claim, law(), OfficeTables()) if one.component is component)


@pytest.mark.parametrize(
    ("component", "claim", "said"),
    [
        (A.BASIC, a_claim(), "CHF 1’000.00 for an adult. The most for one person is CHF 1’000.00."),
        (A.BASIC, a_claim(0, 1), "CHF 500.00 for a minor. The most for one person is CHF 1’000.00."),
        (A.TRAVEL_MONEY, a_claim(4), "4 × CHF 100.00 = CHF 400.00. The most for a family is CHF 500.00."),
        (A.TRAVEL_MONEY, a_claim(5), "5 × CHF 100.00 = CHF 500.00. The most for a family is CHF 500.00: reached."),
        (
            A.TRAVEL_MONEY,
            a_claim(6),
            "6 × CHF 100.00 = CHF 600.00. The most for a family is CHF 500.00, so it is CHF 500.00.",
        ),
        (A.IN_KIND, a_claim(6), "Up to CHF 3’000.00."),
        (
            A.BASIC,
            a_claim(2, 1, context=Context.STATUS_S),
            "2 adults × CHF 500.00 + 1 minor × CHF 250.00 = CHF 1’250.00. The most for a family is CHF 2’000.00.",
        ),
        (A.ESCORT, a_claim(social_escorts=2), "2 × CHF 200.00 = CHF 400.00."),
        (A.ESCORT, a_claim(social_escorts=1), "CHF 200.00."),
        (
            A.MEDICAL,
            a_claim(treatments=(Treatment(1, 6),)),
            "The law names no sum: the cost counts. For 6 months.",
        ),
        (A.TRAVEL_MONEY, a_claim(decided_on=date(2019, 2, 28)), "No table has an amount for this day"),
    ],
)
def test_the_arithmetic_is_shown(component, claim, said):
    assert explaining.calculation(the(component, claim)).replace("\u00a0", " ") == said


def test_an_article_is_cited_with_the_version_or_the_source():
    assert explaining.article(the(A.BAGGAGE, a_claim()).rate) == "AsylV 2 Art. 59(1)c"
    old = law().rate(A.BASIC, Context.CANTON, date(2019, 2, 28), stay_months=3)
    assert explaining.article(old) == "AsylV 2 Art. 74(2), version until 28.02.2019"
    programme = law().rate(A.POST_ARRIVAL, Context.EURP, date(2026, 1, 1))
    assert explaining.article(programme).startswith("Dienst Terugkeer en Vertrek (NL)")


@pytest.mark.parametrize(
    "written",
    [
        *sorted({rate.article for rate in law().rates if rate.article}),
        "AsylV 2 Art. 59abis(3bis)",
        "AsylV 2 Art. 57",
        "AsylV 1 Art. 1a let. e",
        "AIG Art. 60(2)b",
        "the house rules",
        "BV Art. 1",
    ],
)
def test_a_citation_stays_as_written_in_english(written):
    assert explaining.citation(written, "en") == written


def test_every_article_of_the_law_is_said_in_the_language_of_the_reader():
    for article in {rate.article for rate in law().rates if rate.article}:
        assert explaining.citation(article, catalogs.PSEUDO) != article, article


def test_a_reason_and_what_is_open_are_said_in_words():
    assert explaining.why_not(NoProposal.NO_RATE) == "No table has an amount for this day"
    assert explaining.still_open(the(A.IN_KIND, a_claim())) == ("A project that it is for",)
