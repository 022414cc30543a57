"""Countries are found by any name, code or number; ambiguous names are not guessed."""

import csv

import pytest

from returnhelp import files
from returnhelp.domain import countries


@pytest.mark.parametrize(
    ("text", "bfs"),
    [
        ("Nordmazedonien", 8255),
        ("Mazedonien", 8255),
        ("Macédoine du Nord", 8255),
        ("CÔTE D'IVOIRE", 8310),
        ("Cote d’Ivoire", 8310),
        ("Elfenbeinküste", 8310),
        ("Türkei", 8239),
        ("TUERKEI", 8239),
        ("Turkey", 8239),
        ("Türkiye", 8239),
        ("Turquie", 8239),
        ("Turchia", 8239),
        ("Kongo (Kinshasa)", 8323),
        ("DR Kongo", 8323),
        ("Kongo, Demokratische Republik", 8323),
        ("RDC", 8323),
        ("China (Volksrepublik)", 8508),
        ("VR China", 8508),
        ("Belarus", 8266),
        ("Weissrussland", 8266),
        ("Weißrussland", 8266),
        ("Biélorussie", 8266),
        ("Kosovo", 8256),
        ("XK", 8256),
        ("RKS", 8256),
        ("Ukraine ", 8265),
        ("ua", 8265),
        ("UAE", 8532),
        ("UKR", 8265),
        ("8265", 8265),
        ("8265.0", 8265),
        ("Україна", 8265),
        ("Guinea", 8315),
        ("Niger", 8335),
        ("Nigeria", 8336),
        ("GE", 8562),
        ("Iran (Islamische Republik)", 8513),
        ("algerisch", 8304),
        ("Eswatini", 8352),
        ("Bosnien-Herzegowina", 8252),
        ("Dominica", 8440),
        ("Burma", 8505),
        ("Tibet", 8543),
    ],
)
def test_a_country_is_found_by_its_names_codes_and_number(text: str, bfs: int) -> None:
    assert countries.lookup(text) == (bfs,)


def test_a_name_of_several_countries_is_not_guessed() -> None:
    assert countries.lookup("Kongo") == (8322, 8323)
    assert set(countries.lookup("Korea")) == {8530, 8539}


@pytest.mark.parametrize("text", ["Atlantis", "", "?", "9999", "8999"])
def test_what_is_no_country_is_not_found(text: str) -> None:
    assert countries.lookup(text) == ()


def test_a_slip_of_the_pen_has_a_proposal() -> None:
    assert countries.nearest("Algerein")[0] == 8304
    assert countries.nearest("Afganistan")[0] == 8501
    assert countries.nearest("Atlantis") == ()
    assert countries.nearest("Xy") == ()


def test_the_list_is_whole_and_knows_who_has_no_code() -> None:
    table = countries.table()
    assert len(table) == 294
    assert sum(one.valid for one in table.values()) == 272
    assert countries.country(8256).iso2 == ""
    assert countries.country(8256).code == "XK"
    assert countries.country(8265).code == "UA"
    assert not countries.country(8220).valid
    assert countries.country(8577).belongs_to == 8264
    assert 8220 not in {one.bfs for one in countries.states()}
    assert 8543 not in {one.bfs for one in countries.states()}


def test_every_name_of_the_list_leads_back_to_its_country() -> None:
    for one in countries.states():
        for name in (one.de, one.fr, one.it, one.en, one.iso2, one.iso3):
            if name:
                assert one.bfs in countries.lookup(name), name


def test_every_synonym_belongs_to_a_country_of_the_list_and_to_one_only() -> None:
    seen: dict[str, str] = {}
    with files.path("resources/country_synonyms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert int(row["bfs"]) in countries.table()
            for name in row["spellings"].split("|"):
                assert name == name.strip() != ""
                assert len(countries.lookup(name)) == 1, name
                assert seen.setdefault(name, row["bfs"]) == row["bfs"], name
