"""Every value of the domain has a word, in every language of the office."""

import csv
import importlib
import pkgutil
from collections import Counter
from enum import StrEnum

import pytest

import returnhelp.domain
from returnhelp import files
from returnhelp.domain import countries
from returnhelp.domain.edits import FIELDS
from returnhelp.domain.figures import CANTONS
from returnhelp.domain.people import CivilStatus, Sex
from returnhelp.domain.steps import Step
from returnhelp.i18n import catalogs, labels, spoken


def kinds_of_value() -> list[type[StrEnum]]:
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.iter_modules(returnhelp.domain.__path__, "returnhelp.domain.")
    ]
    kinds = {
        found: None
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, StrEnum) and found.__module__ == module.__name__
    }
    return list(kinds)


@pytest.mark.parametrize(
    "kind", kinds_of_value(), ids=lambda kind: f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"
)
def test_every_value_of_the_domain_has_a_word_of_its_own(kind):
    words = [labels.label(value, "en") for value in kind]
    assert all(words)
    for value, word in zip(kind, words, strict=True):
        assert word != value.value, f"{value!r} shows its code"
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_equal_codes_of_different_kinds_do_not_meet():
    assert Sex.UNKNOWN == CivilStatus.UNKNOWN  # both are "unknown"
    assert labels.label(Step.DOCUMENTS) == "Getting travel documents"
    assert labels.label(Sex.UNKNOWN) == "Unknown"


def test_a_kind_without_words_is_named():
    class Weather(StrEnum):
        RAIN = "rain"

    with pytest.raises(LookupError, match="Weather has no words"):
        labels.label(Weather.RAIN)


def test_labels_follow_the_language_in_use():
    catalogs.use(catalogs.PSEUDO)
    assert labels.label(Sex.MALE) == "elaM Male"
    assert labels.label(Sex.MALE, "en") == "Male"


def test_every_field_and_record_that_can_be_edited_has_a_name():
    for entity, fields in FIELDS.items():
        assert labels.record(entity, "en") != entity
        for name in fields:
            assert labels.field(name, entity, "en") != name, (entity, name)
            assert labels.field(name, language="en") != name, name


def test_a_field_is_named_by_the_record_it_stands_in():
    assert labels.field("kind", "case", "en") == "Type of case"
    assert labels.field("kind", "consents", "en") == "Kind of consent"


@pytest.mark.parametrize(
    ("bfs", "de", "fr", "it", "en"),
    [
        (8256, "Kosovo", "Kosovo", "Kosovo", "Kosovo"),
        (8255, "Nordmazedonien", "Macédoine du Nord", "Macedonia del Nord", "North Macedonia"),
        (8263, "Moldova", "Moldova", "Moldova", "Moldova"),
        (8323, "Kongo (Kinshasa)", "Congo (Kinshasa)", "Congo (Kinshasa)", "Congo (Kinshasa)"),
        (8252, "Bosnien und Herzegowina", "Bosnie-Herzégovine", "Bosnia ed Erzegovina", "Bosnia and Herzegovina"),
        (8375, "Tristan da Cunha", "Tristan da Cunha", "Tristan da Cunha", "Tristan da Cunha"),
        (8220, "Jugoslawien", "Yougoslavie", "Jugoslavia", "Yugoslavia"),
    ],
)
def test_countries_are_called_as_people_here_call_them(bfs, de, fr, it, en):
    assert [labels.country(bfs, language) for language in ("de", "fr", "it", "en")] == [de, fr, it, en]


def test_every_country_has_a_name_of_its_own_in_every_language():
    for language in catalogs.LANGUAGES:
        today = [bfs for bfs, country in countries.table().items() if country.valid]
        names = Counter(labels.country(bfs, language) for bfs in today)
        assert [name for name, times in names.items() if times > 1] == [], language
        assert not [name for name in names if "&" in name]


def test_a_client_reads_the_country_in_their_own_script():
    assert labels.country(8501, "fa") == "افغانستان"


def test_a_number_that_is_no_country_shows_itself():
    assert labels.country(9999, "de") == "9999"


def test_states_are_offered_in_alphabetical_order():
    names = [name for _, name in labels.countries("de")]
    assert names[0] == "Afghanistan"
    assert names.index("Österreich") < names.index("Pakistan")
    assert "Jugoslawien" not in names


@pytest.mark.parametrize(
    ("code", "de", "fr", "it", "en"),
    [
        ("BE", "Bern", "Berne", "Berna", "Bern"),
        ("GR", "Graubünden", "Grisons", "Grigioni", "Grisons"),
        ("TI", "Tessin", "Tessin", "Ticino", "Ticino"),
    ],
)
def test_cantons_have_four_names(code, de, fr, it, en):
    assert [labels.canton(code, language) for language in ("de", "fr", "it", "en")] == [de, fr, it, en]


def test_every_canton_has_a_name_and_lies_in_one_of_seven_regions():
    table = labels._table("resources/cantons.csv", "code")
    assert set(table) == set(CANTONS)
    assert [int(row["bfs"]) for row in table.values()] == list(range(1, 27))
    assert {row["region"] for row in table.values()} == set("1234567")
    for language in catalogs.LANGUAGES:
        assert all(labels.canton(code, language) not in ("", code) for code in CANTONS)
        assert all(not labels.greater_region(number, language).isdigit() for number in range(1, 8))


def test_what_is_no_canton_shows_itself():
    assert labels.canton("XY", "de") == "XY"
    assert labels.canton("BE", catalogs.PSEUDO) == "Bern"


def test_languages_are_named_as_interpreters_name_them():
    assert [labels.language_name("ti", language) for language in ("de", "fr", "it", "en")] == [
        "Tigrinya",
        "Tigrigna",
        "Tigrino",
        "Tigrinya",
    ]
    assert labels.language_name("prs", "en") == "Dari"
    assert labels.language_name("Bagirmi-Dialekt", "de") == "Bagirmi-Dialekt"


def test_every_language_that_a_list_can_name_is_on_offer():
    with files.path("resources/language_synonyms.csv").open(encoding="utf-8", newline="") as lines:
        assert {row["code"] for row in csv.DictReader(lines)} <= set(spoken.CODES)


def test_every_language_on_offer_has_a_name():
    for language in catalogs.LANGUAGES:
        offered = labels.languages(language)
        assert not [code for code, name in offered if name.lower() == code]
        assert len({name for _, name in offered}) == len(offered)
