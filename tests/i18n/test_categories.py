"""Every row and column of a table or a report has a word."""

from datetime import date

import pytest

from returnhelp.domain import figures
from returnhelp.domain.figures import NONE_RECORDED, OTHER, UNKNOWN, Topic
from returnhelp.domain.regions import classification
from returnhelp.domain.tables import Months, Variable
from returnhelp.i18n import catalogs
from returnhelp.i18n.categories import category

YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize("variable", Variable)
@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_every_category_of_a_table_has_a_word_of_its_own(variable, language):
    keys = classification(variable, YEAR)
    words = [category(variable, key, language) for key in keys]
    assert all(words)
    assert len(set(words)) == len(keys)


@pytest.mark.parametrize(
    ("of", "key", "word"),
    [
        (Topic.NATIONALITY, 8501, "Afghanistan"),
        (Topic.NATIONALITY, OTHER, "Other nationalities"),
        (Topic.NATIONALITY, UNKNOWN, "Unknown"),
        (Topic.CANTON, "GE", "Geneva"),
        (Topic.SEX, "f", "Female"),
        (Topic.AGE_GROUP, "65+", "65 and over"),
        (Topic.CASE_TYPE, UNKNOWN, "Unknown"),
        (Topic.DECISIONS, "partly_approved", "Partly approved"),
        (Topic.OPEN_CASES, "travel_booked", "Travel booked"),
        (Topic.VULNERABILITY, "health", "Health-related needs"),
        (Topic.VULNERABILITY, NONE_RECORDED, "None recorded"),
        (Topic.MONEY_PAID, "basic", "Basic lump sum"),
        (Variable.NATIONALITY, "other_africa_west", "Western Africa: other nationalities"),
        (Variable.GREATER_REGION, 5, "Eastern Switzerland"),
        (Variable.CANTON, OTHER, "Federal centre or airport"),
        (Variable.VULNERABILITY, "yes", "With a vulnerability"),
        (Variable.MONTH, "2022-03", "March 2022"),
        (Variable.QUARTER, "2022-Q3", "Q3 2022"),
        (Variable.YEAR, "2022", "2022"),
    ],
)
def test_a_key_is_shown_in_words(of, key, word):
    assert category(of, key, "en") == word


def test_every_row_of_money_has_a_word():
    words = [category(Topic.MONEY_DECIDED, key, "en") for key in figures.MONEY_ROWS]
    assert words[1] == "In-kind aid: Small business"
    assert "In-kind aid: Kind not recorded" in words
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(("of", "key"), [(Topic.SEX, "purple"), (Topic.NATIONALITY, "x"), (Topic.MONEY_PAID, "gold")])
def test_a_key_that_is_none_is_refused(of, key):
    with pytest.raises(ValueError, match=key):
        category(of, key, "en")
