"""The words and sums of lists are read as offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.aid import ProjectKind
from returnhelp.domain.intake import Cell
from returnhelp.domain.intake_values import (
    SplitName,
    Sum,
    as_text,
    language,
    money,
    project,
    remarks,
    sex,
    split_name,
    tidy_name,
    value_key,
)
from returnhelp.domain.people import Sex
from returnhelp.domain.vulnerability import VulnerabilityKind as Kind


@pytest.mark.parametrize(
    ("cell", "centimes"),
    [
        ("1'000.--", 100000),
        ("1’000.00", 100000),
        ("1 000", 100000),
        ("1.000,50", 100050),
        ("1,000.50", 100050),
        ("1.000", 100000),
        ("1000,5", 100050),
        ("500.-", 50000),
        ("500,-", 50000),
        ("CHF 500", 50000),
        ("Fr. 500.--", 50000),
        ("500 Fr.", 50000),
        ("-500", -50000),
        ("(500)", -50000),
        (500.0, 50000),
        (3000, 300000),
        (0.105, 11),
        (0, 0),
    ],
)
def test_a_sum_is_read_to_the_centime(cell: Cell, centimes: int) -> None:
    assert money(cell).centimes == centimes


@pytest.mark.parametrize("cell", ["", None, "-", "--", ".--", "CHF -.--", "k.A.", "keine", "?"])
def test_no_sum_is_nothing_and_not_zero(cell: Cell) -> None:
    assert money(cell) == Sum()


@pytest.mark.parametrize("cell", ["abc", "1e5", "500.5.5", "12:30", True, float("inf"), float("nan"), "9" * 40])
def test_what_is_no_sum_is_unreadable(cell: Cell) -> None:
    assert money(cell).unreadable


def test_the_currency_of_a_cell_is_kept() -> None:
    assert money("EUR 20").currency == money("20 €").currency == "EUR"
    assert money("Fr. 20").currency == "CHF"
    assert money("20").currency == ""


@given(st.integers(0, 10**9))
def test_a_sum_is_read_back_from_every_way_of_writing_it(centimes: int) -> None:
    francs, rest = divmod(centimes, 100)
    grouped = f"{francs:,}"
    for text in (f"{francs}.{rest:02}", f"{grouped}.{rest:02}".replace(",", "'"), f"CHF {grouped}.{rest:02}"):
        assert money(text).centimes == centimes
    assert money(centimes / 100).centimes == centimes


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("m", Sex.MALE),
        ("männl.", Sex.MALE),
        ("Homme", Sex.MALE),
        ("1", Sex.MALE),
        ("w", Sex.FEMALE),
        ("W", Sex.FEMALE),
        ("f", Sex.FEMALE),
        ("weibl.", Sex.FEMALE),
        ("femme", Sex.FEMALE),
        ("donna", Sex.FEMALE),
        ("2", Sex.FEMALE),
        ("divers", Sex.OTHER),
        ("x", Sex.OTHER),
        ("", Sex.UNKNOWN),
        ("?", Sex.UNKNOWN),
        ("3", Sex.UNKNOWN),
        ("hm", None),
    ],
)
def test_sex_is_read_in_four_languages(text: str, which: Sex | None) -> None:
    assert sex(text) == which


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ausbildung", ProjectKind.EDUCATION),
        ("Kleinunternehmen", ProjectKind.MICRO_ENTERPRISE),
        ("Wohnen", ProjectKind.HOUSING),
        ("med. Behandlung", ProjectKind.MEDICAL),
        ("formation", ProjectKind.EDUCATION),
        ("alloggio", ProjectKind.HOUSING),
        ("small business", ProjectKind.MICRO_ENTERPRISE),
        ("micro_enterprise", ProjectKind.MICRO_ENTERPRISE),
        ("Xyz", None),
    ],
)
def test_a_kind_of_project_is_read_by_its_words(text: str, kind: ProjectKind | None) -> None:
    assert project(text) == kind


def test_remarks_name_special_needs_and_keep_the_rest() -> None:
    assert remarks("Opfer MH").needs == ((Kind.TRAFFICKING_VICTIM, "Opfer MH"),)
    assert remarks("UMA").needs == ((Kind.UNACCOMPANIED_MINOR, "UMA"),)
    assert remarks("alleinerziehend").needs == ((Kind.SINGLE_PARENT, "alleinerziehend"),)
    both = remarks("UMA (17 J.), med.; Onkel in Bern")
    assert [kind for kind, _ in both.needs] == [Kind.UNACCOMPANIED_MINOR, Kind.HEALTH]
    assert both.rest == "UMA (17 J.), Onkel in Bern"
    assert remarks("doppelt?").repeated
    assert remarks("leer, siehe Ordner").rest == "leer, siehe Ordner"
    assert remarks("").needs == ()
    for kind in Kind:
        if kind is not Kind.OTHER:
            assert [one for one, _ in remarks(kind.value).needs] == [kind]


def test_languages_are_read_by_name_and_code() -> None:
    assert [language(text) for text in ("Arabisch", "arabe", "ar", "Dari", "Tigrinya")] == [
        "ar",
        "ar",
        "ar",
        "prs",
        "ti",
    ]
    assert language("Marsianisch") is None


def test_names_in_capitals_get_small_letters_and_others_stay() -> None:
    assert tidy_name(" SLYUSAR ") == "Slyusar"
    assert tidy_name("O'BRIEN-LI") == "O'Brien-Li"
    assert tidy_name("BARANETS'") == "Baranets'"
    assert tidy_name("McDonald") == "McDonald"
    assert tidy_name("LI") == "LI"


def test_a_full_name_is_split_where_it_shows_the_family_name() -> None:
    assert split_name("Müller, Anna") == SplitName("Müller", "Anna", False)
    assert split_name("DE LA CRUZ Juan") == SplitName("De La Cruz", "Juan", False)
    assert split_name("Anna MÜLLER") == SplitName("Müller", "Anna", False)
    assert split_name("Müller Anna") == SplitName("Müller", "Anna", True)
    assert split_name("Anna") == SplitName("Anna", "", False)


def test_cells_become_text_without_needless_decimals() -> None:
    assert [as_text(cell) for cell in (644130.0, 1.5, None, " a  b ", True)] == ["644130", "1.5", "", "a b", "1"]
    assert value_key(" Côte  d'Ivoire ") == value_key("COTE DIVOIRE")
