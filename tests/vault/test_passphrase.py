"""What a password costs."""

import pytest

from returnhelp.vault import key_file, keys, passphrase
from returnhelp.vault.passphrase import Params


def machine(mebibytes_a_second: float, overhead: float = 0.0):
    """A machine that fills so much memory in a second."""
    return lambda params: overhead + params.rounds * params.memory_kib / 1024 / mebibytes_a_second


@pytest.mark.parametrize("speed", [100, 150, 300, 600, 1200, 2500, 10_000])
def test_a_password_takes_half_a_second_to_a_second(speed):
    params = passphrase.tuned(machine(speed))
    assert 0.5 <= machine(speed)(params) <= 1.0
    assert params.memory_kib >= Params.FLOOR_KIB


def test_a_slow_first_time_does_not_mislead():
    params = passphrase.tuned(machine(1000, overhead=0.3))
    assert 0.5 <= machine(1000, overhead=0.3)(params) <= 1.0


def test_a_slow_machine_waits_longer_rather_than_go_below_the_floor():
    params = passphrase.tuned(machine(10))
    assert params == Params(1, Params.FLOOR_KIB, params.lanes)


def test_a_very_fast_machine_stays_within_what_can_be_read_again():
    assert passphrase.tuned(machine(1e9)).sane()


def test_the_floor_is_sound():
    assert Params.floor().sane()
    assert Params.floor().memory_kib == 46 * 1024


def test_an_office_is_tuned_to_this_machine_unless_told_otherwise(tmp_path, now):
    unlocked, _ = keys.create(tmp_path, "anna", "password of anna")
    params = key_file.find(tmp_path).keys.params
    assert params.memory_kib >= Params.FLOOR_KIB
    assert unlocked.keeper
