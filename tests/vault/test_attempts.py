"""Wrong passwords lock a name for a growing time, whether it exists or not."""

import json
import threading
import time
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returnhelp.domain.errors import LockedOutError, WrongPasswordError
from returnhelp.vault import attempts, keys, turns, users
from returnhelp.vault.passphrase import Params


def minutes(office, name: str, password: str = "wrong") -> int:
    """How long the name is locked when this password is tried; 0 if it was only wrong."""
    with pytest.raises((WrongPasswordError, LockedOutError)) as caught:
        office.unlock(name, password)
    wait = caught.value.given.get("wait", timedelta())
    return -(-wait // timedelta(minutes=1))


def exhaust(office, name: str) -> None:
    for _ in range(6):
        minutes(office, name)


@pytest.mark.parametrize("name", ["boris", "nobody of this office", ""])
def test_six_wrong_passwords_lock_for_a_time_that_grows(office, name):
    assert [minutes(office, name) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    waits = []
    for _ in range(7):
        wait = minutes(office, name, "still locked")
        office.later(wait)
        waits.append(minutes(office, name))
    assert waits == [2, 5, 15, 60, 240, 240, 240]


def test_a_known_and_an_unknown_name_give_the_same_answers(office):
    def answers(name: str) -> list[tuple[type[BaseException], dict[str, object]]]:
        given = []
        for _ in range(8):
            with pytest.raises((WrongPasswordError, LockedOutError)) as caught:
                office.unlock(name, "wrong")
            given.append((caught.type, caught.value.given))
        return given

    assert answers("boris") == answers("nobody of this office")


def test_a_known_and_an_unknown_name_take_the_same_time(tmp_path, now):
    keys.create(tmp_path, "anna", "password of anna", Params(1, 32 * 1024, 1))

    def took(name: str) -> float:
        began = time.perf_counter()
        with pytest.raises(WrongPasswordError):
            keys.unlock(tmp_path, name, "wrong", now)
        return time.perf_counter() - began

    known, unknown = (min(took(name) for _ in range(3)) for name in ("anna", "nobody"))
    assert 0.4 < known / unknown < 2.5


def test_the_right_password_does_not_open_while_the_name_is_locked(office):
    exhaust(office, "boris")
    with pytest.raises(LockedOutError):
        office.unlock("boris")
    office.later(1)
    office.unlock("boris")


def test_the_right_password_begins_the_count_anew(office):
    for _ in range(3):
        assert [minutes(office, "boris") for _ in range(5)] == [0] * 5
        office.unlock("boris")


def test_one_locked_name_locks_no_other(office):
    exhaust(office, "boris")
    exhaust(office, "nobody of this office")
    office.unlock("anna")
    office.unlock("clara")


def test_a_rename_frees_nobody(office):
    exhaust(office, "boris")
    users.rename_user(office.anna, "boris", "benno")
    with pytest.raises(LockedOutError):
        office.unlock("benno", "password of boris")


def test_a_clock_turned_back_frees_nobody_and_locks_nobody_for_ever(office):
    exhaust(office, "boris")
    office.later(-60 * 24 * 365)
    assert minutes(office, "boris", "password of boris") == 1
    office.later(1)
    office.unlock("boris")


def test_a_clock_that_was_ahead_locks_nobody_for_years(office):
    office.later(60 * 24 * 365 * 50)
    exhaust(office, "boris")
    office.later(-60 * 24 * 365 * 50)
    assert minutes(office, "boris") == 1
    office.later(1)
    office.unlock("boris")


def test_ending_the_program_while_a_password_is_tried_gives_no_free_guess(office):
    boris = office.unlock("boris").slot_id
    for _ in range(6):
        attempts.charge(office.folder, boris, office.now)  # and the power goes
    with pytest.raises(LockedOutError):
        office.unlock("boris")


def test_guesses_at_the_same_time_are_all_counted(office):
    answers: list[type[BaseException]] = []

    def guess() -> None:
        try:
            office.unlock("boris", "wrong")
        except (WrongPasswordError, LockedOutError) as error:
            answers.append(type(error))

    guesses = [threading.Thread(target=guess) for _ in range(12)]
    for thread in guesses:
        thread.start()
    for thread in guesses:
        thread.join()
    assert sorted(answer.__name__ for answer in answers) == ["LockedOutError"] * 7 + ["WrongPasswordError"] * 5


def test_turns_let_one_in_at_a_time(tmp_path):
    counter = tmp_path / "counter"
    counter.write_text("0")

    def count() -> None:
        for _ in range(50):
            with turns.turn(counter):
                counter.write_text(str(int(counter.read_text()) + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.read_text() == "200"


# --- the file of the counts ------------------------------------------------------------------------


@pytest.mark.parametrize("spoilt", [None, b"", b"{}", b"[]", b"\xff", b'{"names": {"a": [1]}, "others": [0, 0, 0]}'])
def test_a_lost_count_locks_everybody_for_a_minute_and_frees_nobody(office, spoilt):
    exhaust(office, "boris")
    if spoilt is None:
        (office.folder / "attempts").unlink()
    else:
        (office.folder / "attempts").write_bytes(spoilt)
    for name in ("boris", "clara", "nobody"):
        assert minutes(office, name, f"password of {name}") == 1
    office.later(1)
    office.unlock("clara")
    assert minutes(office, "boris") == 2, "what was counted stays counted, as far as can be known"
    assert minutes(office, "nobody") == 2


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["names", "others", "a"]), inner),
    ).map(lambda value: json.dumps(value).encode())
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_to_the_count_lets_anybody_in_or_ends_the_program(office, content):
    (office.folder / "attempts").write_bytes(content)
    with pytest.raises(LockedOutError):
        office.unlock("boris")


def test_a_new_password_mends_no_lost_count(office):
    (office.folder / "attempts").write_bytes(b"")
    users.reset_password(office.anna, "boris", "a fresh one")
    with pytest.raises(LockedOutError):
        office.unlock("clara")


def test_unknown_names_leave_next_to_nothing_behind(office):
    typed_in_the_wrong_field = "correct horse battery staple"
    minutes(office, typed_in_the_wrong_field)
    names = json.loads((office.folder / "attempts").read_bytes())["names"]
    assert {len(name) for name in names if name.startswith("unknown")} == {len("unknown 000")}


def test_a_restored_office_may_be_opened_at_once(office, tmp_path):
    restored = tmp_path / "restored"
    restored.mkdir()
    keys.from_backup(keys.for_backup(office.folder), restored)
    keys.unlock(restored, "boris", "password of boris", office.now)


def test_restoring_frees_nobody(office):
    exhaust(office, "boris")
    keys.from_backup(keys.for_backup(office.folder), office.folder)
    with pytest.raises(LockedOutError):
        office.unlock("boris")
