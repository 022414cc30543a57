"""Names are found in any spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.names import consonants, fold, name_keys, name_similarity, sound, spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Özgür", "Oezguer"),
        ("Özgür", "Ozgur"),
        ("Oezguer", "Ozgur"),
        ("Арсен", "Arsen"),
        ("Сергій", "Serhii"),
        ("Юлія", "Yuliia"),
        ("Юлия", "Iuliia"),
        ("Müller", "MUELLER"),
        ("Weiß", "Weiss"),
        ("Mar'Yana", "Maryana"),
        ("O’Brien", "OBrien"),
        ("Al-Hassan", "Alhassan"),
        ("ığdır", "Igdir"),
        ("Ørsted", "Oersted"),
        ("Nguyễn", "Nguyen"),
        ("Li", "LI"),
        ("Ng", "ng"),
        ("O\u0308zgu\u0308r", "Özgür"),  # combining marks
    ],
)
def test_two_customary_spellings_share_a_key(one: str, other: str) -> None:
    assert name_keys(one) & name_keys(other)
    assert name_similarity(one, other) == 1.0


def test_keys_are_the_words_and_the_whole_in_plain_letters() -> None:
    assert name_keys("Özgür Al-Ay") == {"ozgur", "oezguer", "al", "ay", "ozguralay", "oezgueralay"}
    assert name_keys("李小明")
    assert name_keys("  ") == frozenset()
    assert name_keys("'") == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("Mohammed", "Muhammad", 0.9),
        ("محمد", "Mohammed", 0.9),
        ("Khasan", "Hassan", 0.9),
        ("Djamel", "Jamal", 0.9),
        ("Ghebreyesus", "Gebreyesus", 0.9),
        ("Щербак", "Schtscherbak", 0.9),
        ("Abdel Rahman", "Abdelrahman", 1.0),
        ("Kalenichenko", "Kalenychenko", 0.9),
        ("Anna Maria", "Maria Anna", 1.0),
        ("Anna", "Anna Maria", 0.9),
    ],
)
def test_transliterations_are_nearly_the_same_name(one: str, other: str, least: float) -> None:
    assert name_similarity(one, other) >= least
    assert name_similarity(other, one) >= least


@pytest.mark.parametrize(("one", "other"), [("Martin", "Marina"), ("Li", "Ng"), ("Anna", "Hans"), ("", "Anna")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert name_similarity(one, other) < 0.7


def test_sounds_and_consonants_bring_spellings_together() -> None:
    assert sound("Yusuf") == sound("Iusuf") != sound("Anna")
    assert consonants("Mohammed") == consonants("محمد") == "mhmd"


@given(st.text(max_size=40))
def test_any_text_folds_to_plain_letters_and_keeps_folding(text: str) -> None:
    plain = fold(text)
    assert plain.isascii()
    assert fold(plain) == plain
    assert all(fold(one) == one for one in spellings(text))
    assert name_similarity(text, text) in (0.0, 1.0)
