"""What a machine readable zone offers beside what is recorded, and what it proposes to take over."""

from datetime import date

from returnhelp.domain.mrz import read
from returnhelp.domain.mrz_layout import ZoneFormat
from returnhelp.domain.mrz_taking import Offer, Recorded, offers
from returnhelp.domain.people import NationalityStatus, Precision, Sex, TravelDocumentKind
from tests.domain.mrz_maker import zone

TODAY = date(2026, 3, 2)
GEORGIA, SYRIA = 8562, 8541
NINO = {
    "family_name": "Beridze",
    "given_names": "Nino",
    "birth_date": date(1988, 4, 2),
    "birth_precision": Precision.DAY,
    "sex": Sex.FEMALE,
    "nationalities": [GEORGIA],
    "nationality_status": NationalityStatus.KNOWN,
}
PASSPORT = {
    "kind": TravelDocumentKind.PASSPORT,
    "number": "12 AB 34567",
    "issuing_state": GEORGIA,
    "issued_on": None,
    "expires_on": date(2030, 1, 1),
}


def offered(text: str, person: dict[str, object], *documents: dict[str, object]) -> dict[str, Offer]:
    return {one.name: one for one in offers(read(text, TODAY), Recorded(person, documents)).lines}


def proposed(text: str, person: dict[str, object], *documents: dict[str, object]) -> set[str]:
    return {name for name, one in offered(text, person, *documents).items() if one.proposed}


def test_of_somebody_new_everything_is_proposed():
    assert proposed(zone(), {}) == {
        "family_name",
        "given_names",
        "birth_date",
        "sex",
        "nationalities",
        "number",
        "issuing_state",
        "expires_on",
    }


def test_what_is_recorded_so_already_is_not_proposed_again():
    lines = offered(zone(), NINO, PASSPORT)
    assert all(one.same for one in lines.values())
    assert offers(read(zone(), TODAY), Recorded(NINO, [PASSPORT])).document == 0


def test_a_name_with_its_own_letters_is_the_same_as_in_a_zone():
    assert not proposed(zone(primary="MUELLER"), {**NINO, "family_name": "Müller"}) & {"family_name", "given_names"}


def test_a_name_that_is_cut_off_never_replaces_the_whole_one():
    long = "Nilavadhanananda Chayapa Dejthamrong Krasuang"
    text = zone(primary=long.upper(), secondary="NINO")
    assert offered(text, {**NINO, "family_name": long})["family_name"].same
    assert "family_name" not in proposed(text, {**NINO, "family_name": "Beridze"})
    assert "family_name" in proposed(text, {})


def test_what_a_wrong_check_digit_is_about_is_offered_and_not_proposed():
    text = zone().replace("8804021", "8804031") if "8804021" in zone() else zone().replace("880402", "880403")
    lines = offered(text, {})
    assert lines["birth_date"].values["birth_date"] == date(1988, 4, 3)
    assert not lines["birth_date"].proposed
    assert not lines["number"].proposed  # the check of all fields together is wrong as well
    assert lines["family_name"].proposed


def test_a_vaguer_birth_date_is_not_proposed_over_a_whole_one():
    assert "birth_date" not in proposed(zone(birth="88<<<<"), NINO)
    assert offered(zone(birth="88<<<<"), {})["birth_date"].values == {
        "birth_date": date(1988, 1, 1),
        "birth_precision": Precision.YEAR,
    }


def test_the_other_century_that_is_recorded_is_believed():
    assert offered(zone(birth="230815"), {**NINO, "birth_date": date(1923, 8, 15)})["birth_date"].same


def test_a_further_nationality_goes_before_the_others():
    line = offered(zone(nationality="SYR"), NINO)["nationalities"]
    assert line.values["nationalities"] == [SYRIA, GEORGIA]
    assert line.adds


def test_somebody_stateless_has_no_nationality():
    line = offered(zone(nationality="XXA"), {})["nationalities"]
    assert line.values == {"nationalities": [], "nationality_status": NationalityStatus.STATELESS}
    assert line.proposed
    assert not offered(zone(nationality="XXA"), NINO)["nationalities"].proposed


def test_of_a_refugee_no_nationality_is_said():
    assert offered(zone(nationality="XXB"), {})["nationalities"].values == {}


def test_an_unspecified_sex_says_nothing():
    assert offered(zone(sex="<"), {})["sex"].values == {}


def test_of_a_visa_only_the_person_is_offered():
    assert "number" not in offered(zone(ZoneFormat.MRV_A), {})


def test_a_name_without_second_part_leaves_the_given_names_alone():
    assert offered(zone(primary="ARKFREITHSON", secondary=""), NINO)["given_names"].values == {}


def test_of_the_document_of_somebody_else_in_the_family_nothing_is_proposed():
    brother = zone(secondary="GIORGI", birth="920711", sex="M", number="99XX11111")
    found = offers(read(brother, TODAY), Recorded(NINO, [PASSPORT]))
    assert found.of_another
    assert not [line for line in found.lines if line.proposed]


def test_one_that_shares_the_name_or_the_birth_date_is_not_taken_for_somebody_else():
    exchanged = zone(primary="NINO", secondary="BERIDZE", birth="880502")
    for text in (zone(birth="880502"), zone(primary="GELASHVILI", secondary="TAMAR"), exchanged):
        found = offers(read(text, TODAY), Recorded(NINO))
        assert not found.of_another
        assert [line for line in found.lines if line.proposed]
