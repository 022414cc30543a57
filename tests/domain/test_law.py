"""The tables of the law: what holds on which day, and which files are refused."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from returnhelp import files
from returnhelp.domain import law as of_law
from returnhelp.domain.aid import AidComponent as A
from returnhelp.domain.errors import LawTableError
from returnhelp.domain.law import NEW_REGIME, Basis, Context, Law, LawFault, law

LAST_OLD_DAY = date(2019, 2, 28)
TODAY = date(2026, 3, 1)


def test_asylv2_74_old_and_new_regime_meet_between_28_february_and_1_march_2019():
    assert LAST_OLD_DAY + timedelta(days=1) == NEW_REGIME
    old = law().rate(A.BASIC, Context.CANTON, LAST_OLD_DAY, stay_months=2)
    new = law().rate(A.BASIC, Context.CANTON, NEW_REGIME, stay_months=2)
    assert (old.adult, old.minor, old.per_person_max) == (500_00, 250_00, 500_00)
    assert (new.adult, new.minor, new.per_person_max) == (1000_00, 500_00, 1000_00)


def test_asylv2_74_old_regime_turns_at_three_months_of_stay():
    assert law().rate(A.BASIC, Context.CANTON, LAST_OLD_DAY, stay_months=2).adult == 500_00
    assert law().rate(A.BASIC, Context.CANTON, LAST_OLD_DAY, stay_months=3).adult == 1000_00
    assert law().rate(A.BASIC, Context.CANTON, LAST_OLD_DAY) is None, "the stay is not known"
    assert law().rate(A.IN_KIND, Context.CANTON, LAST_OLD_DAY, stay_months=2) is None
    assert law().rate(A.IN_KIND, Context.CANTON, LAST_OLD_DAY, stay_months=3).per_family_max == 3000_00


def test_no_rate_before_the_first_table():
    first = min(rate.valid_from for rate in law().rates)
    assert law().rate(A.BASIC, Context.CANTON, date(2013, 4, 1), stay_months=5) is not None
    assert law().rate(A.BASIC, Context.CANTON, date(2013, 3, 31), stay_months=5) is None
    assert not [rate for rate in law().rates if rate.holds_on(first - timedelta(days=1))]


@pytest.mark.parametrize(
    ("benefit", "context", "raised", "per_person", "per_family", "currency"),
    [
        (A.BASIC, Context.CANTON, False, 1000_00, None, "CHF"),
        (A.BASIC, Context.FEDERAL_CENTRE, False, 1000_00, None, "CHF"),
        (A.BASIC, Context.STATUS_S, False, 500_00, 2000_00, "CHF"),
        (A.BASIC, Context.TRAFFICKING, False, 1000_00, None, "USD"),
        (A.IN_KIND, Context.CANTON, False, None, 3000_00, "CHF"),
        (A.IN_KIND, Context.FEDERAL_CENTRE, False, None, 3000_00, "CHF"),
        (A.IN_KIND, Context.TRAFFICKING, False, None, 5000_00, "USD"),
        (A.IN_KIND_RAISED, Context.CANTON, False, None, 5000_00, "CHF"),
        (A.TRAVEL_MONEY, Context.CANTON, False, 100_00, 500_00, "CHF"),
        (A.TRAVEL_MONEY, Context.CANTON, True, 500_00, 1000_00, "CHF"),
        (A.TRAVEL_MONEY_DETENTION, Context.DETENTION, False, 500_00, None, "CHF"),
        (A.EXIT_MONEY, Context.DETENTION, False, 2000_00, None, "CHF"),
        (A.BAGGAGE, Context.CANTON, False, 200_00, 500_00, "CHF"),
        (A.POST_ARRIVAL, Context.EURP, False, 615_00, None, "EUR"),
        (A.POST_RETURN, Context.EURP, False, 2000_00, None, "EUR"),
    ],
)
def test_the_ceilings_of_today(benefit, context, raised, per_person, per_family, currency):
    rate = law().rate(benefit, context, TODAY, raised=raised)
    assert (rate.per_person_max, rate.per_family_max, rate.currency) == (per_person, per_family, currency)


def test_asylv2_58_and_58b_lump_sums():
    assert law().rate(A.ESCORT, Context.CANTON, TODAY).adult == 200_00
    assert law().rate(A.MEDICAL_EXAM, Context.CANTON, TODAY).adult == 350_00
    assert law().rate(A.MEDICAL_ESCORT, Context.CANTON, TODAY).adult == 1000_00
    assert law().rate(A.MEDICAL_EXAM, Context.CANTON, LAST_OLD_DAY) is None, "Art. 58b is new from 1 March 2019"


def test_asylv2_74_4_no_row_raises_in_kind_aid_from_a_federal_centre():
    assert law().rates_on(A.IN_KIND_RAISED, Context.FEDERAL_CENTRE, TODAY) == ()


def test_asylv2_59abis_3bis_exists_from_1_march_2019():
    assert law().rate(A.EXIT_MONEY, Context.CANTON, LAST_OLD_DAY).exception_article == ""
    assert law().rate(A.EXIT_MONEY, Context.CANTON, NEW_REGIME).exception_article == "AsylV 2 Art. 59abis(3bis)"


def test_what_no_text_of_law_sets_is_marked_as_practice_and_nothing_is_verified_yet():
    by_practice = {rate.context for rate in law().rates if rate.basis is Basis.PRACTICE}
    assert by_practice == {Context.STATUS_S, Context.TRAFFICKING, Context.EURP}
    assert not [rate for rate in law().rates if rate.verified]
    assert all(rate.article or rate.context is Context.EURP for rate in law().rates)
    assert all(rate.sources and all(one.title for one in rate.sources) for rate in law().rates)


def test_every_source_of_the_law_is_used():
    used = {one.key for rate in law().rates for one in rate.sources}
    folder = files.path("resources/legal")
    assert used == {one.key for one in of_law.law_reading.sources(folder / "sources.toml").values()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("sources.toml", "benefits.toml"):
        shutil.copy(files.path("resources/legal") / name, tmp_path / name)
    return tmp_path


def _change(folder: Path, before: str, after: str, name: str = "benefits.toml") -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "row", "column", "fault"),
    [
        ("adult = 500\n", "adult = 500.50\n", 1, "adult", LawFault.NOT_AN_AMOUNT),
        ("adult = 500\n", "adult = -1\n", 1, "adult", LawFault.NOT_AN_AMOUNT),
        ("adult = 500\n", 'adult = "500"\n', 1, "adult", LawFault.NOT_AN_AMOUNT),
        ("adult = 500\n", "adult = true\n", 1, "adult", LawFault.NOT_AN_AMOUNT),
        ("minor = 250\n", "", 1, "minor", LawFault.MISSING),
        ("adult = 500\n", "adlut = 500\n", 1, "adlut", LawFault.UNKNOWN_FIELD),
        ("stay_below = 3\n", "stay_below = 0\n", 1, "stay_below", LawFault.NOT_A_NUMBER),
        ("stay_below = 3\n", "stay_below = 4\n", 2, "valid_from", LawFault.OVERLAP),
        ("stay_below = 3\n", "stay_below = 2\n", 2, "stay_from", LawFault.GAP),
        ("stay_below = 3\n", "", 2, "valid_from", LawFault.OVERLAP),
        ("valid_from = 2019-03-01", "valid_from = 2019-03-02", 3, "valid_from", LawFault.GAP),
        ("valid_from = 2019-03-01", "valid_from = 2019-02-28", 3, "valid_from", LawFault.OVERLAP),
        ("valid_to = 2019-02-28", "valid_to = 2012-02-28", 1, "valid_to", LawFault.END_BEFORE_START),
        ("valid_from = 2013-04-01", 'valid_from = ""', 1, "valid_from", LawFault.MISSING),
        ("valid_from = 2013-04-01", 'valid_from = "1.4.2013"', 1, "valid_from", LawFault.NOT_A_DATE),
        ('benefit = "basic"', 'benefit = "basis"', 1, "benefit", LawFault.UNKNOWN_VALUE),
        ('contexts = ["canton", "detention"]', 'contexts = ["kanton"]', 1, "contexts", LawFault.UNKNOWN_VALUE),
        ('contexts = ["canton", "detention"]', "contexts = []", 1, "contexts", LawFault.UNKNOWN_VALUE),
        ('currency = "CHF"', 'currency = "Fr."', 1, "currency", LawFault.UNKNOWN_VALUE),
        ('article = "AsylV 2 Art. 74(2)"', "article = 74", 1, "article", LawFault.NOT_A_TEXT),
        ('sources = ["asylv2_2016", "sem_2014", "gr_2016"]', "sources = []", 1, "sources", LawFault.MISSING),
        ('["asylv2_2016", "sem_2014", "gr_2016"]', '["hearsay"]', 1, "sources", LawFault.UNKNOWN_VALUE),
        ('verified_by = ""\n', "", 1, "verified_by", LawFault.MISSING),
        ("[[rate]]", "[[rates]]\n[[rate]]", 0, "rates", LawFault.UNKNOWN_FIELD),
        ("[[rate]]", "[[rate]", 0, "", LawFault.UNREADABLE),
    ],
)
def test_a_malformed_table_is_refused_with_file_row_and_field(folder, before, after, row, column, fault):
    _change(folder, before, after)
    with pytest.raises(LawTableError) as refused:
        of_law.read(folder)
    assert refused.value.given == {"file": "benefits.toml", "row": row, "column": column, "fault": fault}


def test_a_missing_table_and_a_damaged_source_are_refused(folder):
    _change(folder, 'key = "asylv2"\n', "", "sources.toml")
    with pytest.raises(LawTableError) as refused:
        of_law.read(folder)
    assert refused.value.given["column"] == "key"
    (folder / "sources.toml").unlink()
    with pytest.raises(LawTableError) as refused:
        of_law.read(folder)
    assert refused.value.given["fault"] is LawFault.UNREADABLE


def test_a_row_that_the_office_has_checked_says_so(folder):
    _change(folder, 'verified_by = ""\nverified_on = ""', 'verified_by = "A. Muster"\nverified_on = 2026-01-05')
    read = of_law.read(folder)
    assert isinstance(read, Law)
    assert {rate.context for rate in read.rates if rate.verified} == {Context.CANTON, Context.DETENTION}


def test_the_law_is_read_once():
    assert law() is law()
