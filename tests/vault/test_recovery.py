"""The recovery code, and what a person makes of it at the keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.errors import MistypedRecoveryCodeError, RecoveryCodeLengthError
from returnhelp.vault import recovery
from returnhelp.vault.recovery import ALPHABET, GROUPS, LENGTH, LETTERS

code = st.builds(recovery.new)
place = st.integers(0, LENGTH - 1)


def letters(printed: str) -> list[str]:
    return list(printed.replace("-", ""))


def test_a_code_is_eight_groups_of_four_and_never_the_same():
    codes = {recovery.new() for _ in range(50)}
    assert len(codes) == 50
    for printed in codes:
        assert [len(group) for group in printed.split("-")] == [LETTERS] * GROUPS
        assert set(printed) <= {*ALPHABET, "-"}
        assert len(recovery.secret(printed)) == 15


@given(code, st.sampled_from(["", " ", "-", "  ", "\u2013", "\n", "\u00a0", " - "]), st.booleans())
def test_it_may_be_typed_in_any_way_it_can_be_read(printed, between, small):
    typed = printed.replace("-", between)
    typed = typed.lower() if small else typed.replace("0", "O").replace("1", "I")
    assert recovery.secret(typed) == recovery.secret(printed)
    assert recovery.matches(printed, typed.replace("1", "l"))


@given(code, place, st.sampled_from([*ALPHABET, "U", "Ä", "?"]))
def test_every_wrong_letter_is_found_in_its_group(printed, at, letter):
    typed = letters(printed)
    if typed[at] == letter:
        return
    typed[at] = letter
    with pytest.raises(MistypedRecoveryCodeError) as caught:
        recovery.secret("".join(typed))
    assert caught.value.given == {"group": at // LETTERS + 1}


@given(code, st.integers(0, GROUPS - 1), st.permutations(range(LETTERS)))
def test_swapped_letters_of_a_group_are_found(printed, group, order):
    typed = letters(printed)
    old = typed[group * LETTERS : (group + 1) * LETTERS]
    new = [old[i] for i in order]
    moved = [i for i in range(LETTERS) if old[i] != new[i]]
    if len(moved) != 2:
        return
    typed[group * LETTERS : (group + 1) * LETTERS] = new
    with pytest.raises(MistypedRecoveryCodeError):
        recovery.secret("".join(typed))


@given(code, st.integers(0, GROUPS - 1), st.integers(0, GROUPS - 1))
def test_swapped_groups_are_found(printed, one, other):
    groups = printed.split("-")
    if one == other:
        return
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(MistypedRecoveryCodeError) as caught:
        recovery.secret("-".join(groups))
    assert caught.value.given == {"group": min(one, other) + 1}


def test_a_missing_letter_is_named_by_its_group_or_counted():
    groups = recovery.new().split("-")
    groups[4] = groups[4][:-1]
    with pytest.raises(MistypedRecoveryCodeError) as caught:
        recovery.secret("-".join(groups))
    assert caught.value.given == {"group": 5}
    with pytest.raises(RecoveryCodeLengthError) as counted:
        recovery.secret("".join(groups))
    assert counted.value.given == {"typed": 31, "needed": 32}
    with pytest.raises(RecoveryCodeLengthError):
        recovery.secret("")


def test_another_code_does_not_match():
    assert not recovery.matches(recovery.new(), recovery.new())
