"""Numbers and codes are read in every form that offices write, and kept when they have another."""

import pytest

from returnhelp.domain import identifiers
from returnhelp.domain.case import Permit


@pytest.mark.parametrize(
    ("text", "number", "well_formed"),
    [
        ("94730788.1", "94730788.1", True),
        (" 94730788.1 ", "94730788.1", True),
        ("947307881", "94730788.1", True),
        ("94 730 788.1", "94730788.1", True),
        ("94730788,1", "94730788.1", True),
        ("1234", "1234", False),
        ("abc", "abc", False),
        ("", "", False),
    ],
)
def test_a_zemis_number_is_compared_with_its_form_and_never_refused(text: str, number: str, well_formed: bool) -> None:
    assert identifiers.zemis(text) == (number, well_formed)


@pytest.mark.parametrize(
    ("text", "number", "well_formed"),
    [
        ("644130", "N 644 130", True),
        ("644130.0", "N 644 130", True),
        ("N657262", "N 657 262", True),
        ("n 651673", "N 651 673", True),
        ("N 630 693", "N 630 693", True),
        ("N-Nr. 630'693", "N 630 693", True),
        ("N 12345", "N 12 345", True),
        ("Total", "Total", False),
        ("N 123456/1", "N 123456/1", False),
        ("", "", False),
    ],
)
def test_a_dossier_has_one_way_of_writing(text: str, number: str, well_formed: bool) -> None:
    assert identifiers.n_number(text) == (number, well_formed)


def test_a_phone_number_is_kept_in_the_form_of_the_world() -> None:
    assert identifiers.phone("079 123 45 67") == ("+41791234567", True)
    assert identifiers.phone("+380 44 123 45 67") == ("+380441234567", True)
    assert identifiers.phone("ask his brother") == ("ask his brother", False)
    assert not identifiers.phone("12").well_formed
    assert identifiers.phone_to_read("+41791234567") == "+41 79 123 45 67"
    assert identifiers.phone_to_read("nobody") == "nobody"


@pytest.mark.parametrize(
    ("text", "permit"),
    [
        ("", Permit.UNKNOWN),
        ("N", Permit.N),
        ("s", Permit.S),
        ("Ausweis F", Permit.F),
        ("F-Ausweis", Permit.F),
        ("permis S", Permit.S),
        ("F (Flüchtling)", Permit.F),
        ("vorläufig aufgenommen", Permit.F),
        ("Schutzstatus S", Permit.S),
        ("08", Permit.N),
        ("8", Permit.N),
        ("0201", Permit.B),
        ("070206", Permit.L),
        ("9.0", Permit.S),
        ("-", Permit.NONE),
        ("keine", Permit.NONE),
        ("NEE", Permit.NONE),
        ("unbekannt", Permit.UNKNOWN),
        ("?", Permit.UNKNOWN),
        ("04", None),
        ("Ci", None),
        ("xyz", None),
    ],
)
def test_a_permit_is_read_by_letter_code_and_word(text: str, permit: Permit | None) -> None:
    assert identifiers.permit(text) == permit


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ZH", "ZH"),
        ("zh", "ZH"),
        ("Zürich", "ZH"),
        ("zuerich", "ZH"),
        ("Zürich (ZH)", "ZH"),
        ("Kanton Bern", "BE"),
        ("Kt. Zug", "ZG"),
        ("canton de Vaud", "VD"),
        ("Canton des Grisons", "GR"),
        ("Cantone Ticino", "TI"),
        ("Genève", "GE"),
        ("St. Gallen", "SG"),
        ("Appenzell A.Rh.", "AR"),
        ("Baselland", "BL"),
        ("1", "ZH"),
        ("XX", None),
        ("", None),
        ("Vorarlberg", None),
    ],
)
def test_a_canton_is_read_in_every_national_language(text: str, code: str | None) -> None:
    assert identifiers.canton(text) == code
