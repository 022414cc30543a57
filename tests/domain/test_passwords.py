"""Which passwords are refused, and with which reason."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain import passwords
from returnhelp.domain.errors import (
    PasswordHasNameError,
    PasswordInARowError,
    PasswordRepeatsError,
    PasswordTooCommonError,
    PasswordTooShortError,
    PasswordTooWeakError,
)
from returnhelp.domain.passwords import Weakness

NAMES = ("Anna Müller", "Rückkehrberatung Olten")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "Haus-Wasser-Tisch-Lampe",
        "blauer Elefant tanzt",
        "kqz7vmbp2xwr",
        "739201846573",
        "пароль из четырёх слов",
        "Äpfel, Öl und Übermut",
        "sonne mond katze baum",
        "x" + "Tüü-Löö-99-kwp",
        "Anna fährt niemals Velo",
    ],
)
def test_a_good_password_is_taken(password):
    passwords.check(password, NAMES)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", PasswordTooShortError),
        ("kqz7vmbp2xw", PasswordTooShortError),
        ("u\u0308" * 11, PasswordTooShortError),
        ("Passwort1234", PasswordTooCommonError),
        ("P@ssw0rd2024!", PasswordTooCommonError),
        ("Willkommen2025!", PasswordTooCommonError),
        ("Returnhelp2026", PasswordTooCommonError),
        ("Rückkehr-Beratung-2024!", PasswordTooCommonError),
        ("Rueckkehrhilfe!", PasswordTooCommonError),
        ("Printemps.2026", PasswordTooCommonError),
        ("motdepasse123", PasswordTooCommonError),
        ("benvenuti-Lugano", PasswordTooCommonError),
        ("Zuerich8001!", PasswordTooCommonError),
        ("12.05.1980!!!!", PasswordTooCommonError),
        ("FC Basel 1893", PasswordTooCommonError),
        ("annamueller1", PasswordHasNameError),
        ("Anna.Muller.80", PasswordHasNameError),
        ("Olten-Olten-Olten", PasswordHasNameError),
        ("4nn4Mu3ll3r!!", PasswordHasNameError),
        ("aaaaaaaaaaaa", PasswordRepeatsError),
        ("ababababababab", PasswordRepeatsError),
        ("hallohallohallo", PasswordRepeatsError),
        ("kqz7kqz7kqz7", PasswordRepeatsError),
        ("............", PasswordRepeatsError),
        ("abcdefghijkl", PasswordInARowError),
        ("lkjihgfedcba", PasswordInARowError),
        ("123456789012", PasswordInARowError),
        ("qwertzuiop12", PasswordInARowError),
        ("Qwertyuiop1!", PasswordInARowError),
        ("1q2w3e4r5t6z", PasswordInARowError),
        ("yxcvbnm,.-12", PasswordInARowError),
        ("1qay2wsx3edc", PasswordInARowError),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password, reason):
    with pytest.raises(PasswordTooWeakError) as caught:
        passwords.check(password, NAMES)
    assert caught.type is reason


def test_the_least_length_is_said():
    with pytest.raises(PasswordTooShortError) as caught:
        passwords.check("short")
    assert caught.value.given == {"least": 12}


def test_names_weaken_a_password_only_if_they_are_given():
    assert passwords.weakness("Wojciechowska1!", ["Ewa Wojciechowska"]) is Weakness.HAS_NAME
    assert passwords.weakness("Wojciechowska1!") is None
    assert passwords.weakness("Wojciechowska1!", ["", "E. W.", "-"]) is None


def test_twelve_letters_drawn_by_lot_are_nearly_always_enough():
    draw = random.Random(20260302)
    drawn = ["".join(draw.choices(string.ascii_letters + string.digits, k=12)) for _ in range(500)]
    assert sum(passwords.weakness(password) is not None for password in drawn) <= 2


@given(st.text(max_size=40), st.lists(st.text(max_size=10), max_size=3))
def test_any_text_gets_an_answer(password, names):
    found = passwords.weakness(password, names)
    assert found is None or isinstance(found, Weakness)


def test_a_very_long_text_is_answered_at_once():
    assert passwords.weakness("a" * 100_000) is Weakness.REPEATS
    assert passwords.weakness("kqz7 vmbp 2xwr " * 5_000) is None
