"""The audit chain shows what was changed, left out, added or lost, and lets a value be erased."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.errors import HeadDamagedError, HistoryRewrittenError, LostTailError, OldStoreError
from returnhelp.vault import chain
from returnhelp.vault.chain import Break, Entry, Fault, Head
from returnhelp.vault.primitives import new_key
from returnhelp.vault.rings import Ring

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

fact = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.binary()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def entries(count: int) -> list[Entry]:
    made: list[Entry] = []
    for seq in range(1, count + 1):
        salt, value = bytes([seq]) * 16, {"person": seq, "fields": ["name"]}
        facts = (AT + timedelta(minutes=seq), 1, "edit", ("case", seq))
        commitment = chain.commitment(salt, value)
        before = made[-1].hash if made else chain.START
        made.append(Entry(seq, facts, commitment, chain.link(before, seq, *facts, commitment), salt, value))
    return made


def test_an_untouched_chain_holds():
    assert chain.verify(entries(20)) is None
    assert chain.verify([]) is None


def test_a_part_of_a_chain_is_verified_from_where_it_begins():
    made = entries(9)
    assert chain.verify(made[4:], after=Head(4, made[3].hash)) is None
    assert chain.verify(made[4:], after=Head(4, made[2].hash)) == Break(5, Fault.LINK)


def test_an_erased_value_breaks_nothing_and_leaves_nothing():
    made = entries(5)
    made[2] = replace(made[2], salt=b"", value={})
    assert chain.verify(made) is None


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda made: made.pop(2), Break(4, Fault.GAP)),
        (lambda made: made.pop(0), Break(2, Fault.GAP)),
        (lambda made: made.insert(3, made[2]), Break(3, Fault.GAP)),
        (lambda made: made.__setitem__(2, replace(made[2], facts=(AT, 2, "edit", ("case", 3)))), Break(3, Fault.LINK)),
        (lambda made: made.__setitem__(2, replace(made[2], hash=bytes(32))), Break(3, Fault.LINK)),
        (lambda made: made.__setitem__(2, replace(made[2], commitment=bytes(32))), Break(3, Fault.LINK)),
        (lambda made: made.__setitem__(2, replace(made[2], value={"person": 9})), Break(3, Fault.VALUE)),
        (lambda made: made.__setitem__(2, replace(made[2], salt=b"other")), Break(3, Fault.VALUE)),
    ],
)
def test_the_first_break_is_named(change, broken):
    made = entries(6)
    change(made)
    assert chain.verify(made) == broken


@given(st.lists(fact, max_size=4), st.lists(fact, max_size=4))
def test_different_facts_never_link_to_the_same_hash(one, other):
    same = json.dumps(one, default=repr) == json.dumps(other, default=repr) and repr(one) == repr(other)
    linked = [chain.link(chain.START, *facts) for facts in (one, other)]
    assert (linked[0] == linked[1]) == same


def test_facts_that_look_alike_differ():
    alike = [1, True, 1.0, "1", b"1", [1], {"1": 1}, date(1, 1, 1), None, "", [], {}, [[]]]
    assert len({chain.link(chain.START, each) for each in alike}) == len(alike)
    assert chain.link(chain.START, "ab", "c") != chain.link(chain.START, "a", "bc")
    assert chain.commitment(b"s", "x") != chain.commitment(b"t", "x")


def test_facts_that_are_the_same_after_the_store_link_the_same():
    zurich = timezone(timedelta(hours=1))
    assert chain.link(b"", ("case", 1)) == chain.link(b"", ["case", 1])
    assert chain.link(b"", AT) == chain.link(b"", AT.astimezone(zurich))
    assert chain.commitment(b"", {"a": 1, "b": 2}) == chain.commitment(b"", {"b": 2, "a": 1})


def test_what_has_no_single_form_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        chain.link(b"", AT.replace(tzinfo=None))
    with pytest.raises(TypeError, match="object"):
        chain.link(b"", object())


# --- the head outside the store --------------------------------------------------------------------

AUDIT = Ring(new_key())


def test_the_head_comes_back_as_it_was_noted(tmp_path):
    assert chain.read_head(tmp_path, AUDIT) is None
    head = Head(7, entries(7)[-1].hash)
    chain.write_head(tmp_path, AUDIT, head)
    assert chain.read_head(tmp_path, AUDIT) == head


def test_a_later_head_is_not_overtaken_by_an_earlier_one(tmp_path):
    made = entries(7)
    chain.write_head(tmp_path, AUDIT, Head(7, made[6].hash))
    chain.write_head(tmp_path, AUDIT, Head(6, made[5].hash))
    assert chain.read_head(tmp_path, AUDIT) == Head(7, made[6].hash)
    chain.write_head(tmp_path, AUDIT, Head(6, made[5].hash), even_lower=True)
    assert chain.read_head(tmp_path, AUDIT) == Head(6, made[5].hash)


def test_a_damaged_head_is_noticed_and_written_over(tmp_path):
    head = Head(7, b"h" * 32)
    chain.write_head(tmp_path, AUDIT, head)
    (tmp_path / "head").write_bytes(b"{")
    with pytest.raises(HeadDamagedError):
        chain.read_head(tmp_path, AUDIT)
    chain.write_head(tmp_path, AUDIT, head)
    assert chain.read_head(tmp_path, AUDIT) == head


@pytest.mark.parametrize(
    "change",
    [{"seq": 6}, {"seq": True}, {"seq": -1}, {"hash": "AAAA"}, {"mac": ""}, {"mac": None}, {"hash": "ä"}],
)
def test_a_forged_head_is_noticed(tmp_path, change):
    chain.write_head(tmp_path, AUDIT, Head(7, b"h" * 32))
    down = json.loads((tmp_path / "head").read_bytes())
    (tmp_path / "head").write_text(json.dumps({**down, **change}))
    with pytest.raises(HeadDamagedError):
        chain.read_head(tmp_path, AUDIT)


def test_a_head_signed_with_another_key_is_a_forgery(tmp_path):
    chain.write_head(tmp_path, Ring(new_key()), Head(7, b"h" * 32))
    with pytest.raises(HeadDamagedError):
        chain.read_head(tmp_path, AUDIT)


def test_a_folder_in_the_place_of_the_head_is_damage(tmp_path):
    (tmp_path / "head").mkdir()
    with pytest.raises(HeadDamagedError):
        chain.read_head(tmp_path, AUDIT)


def judged(tmp_path, *, store: int, noted: int | None, closed: int | None, rewritten: int | None = None) -> None:
    made = entries(20)

    def head(seq: int | None) -> Head | None:
        return Head(seq, made[seq - 1].hash) if seq else None

    def hash_at(seq: int) -> bytes | None:
        if seq > store:
            return None
        return bytes(32) if rewritten and seq >= rewritten else made[seq - 1].hash

    chain.judge(tmp_path, noted=head(noted), closed=head(closed), last=head(store), hash_at=hash_at)


@pytest.mark.parametrize(
    ("store", "noted", "closed"), [(10, 10, 10), (12, 10, 5), (10, 9, None), (0, None, None), (12, 3, 10)]
)
def test_a_store_at_its_note_or_ahead_of_it_is_as_it_should_be(tmp_path, store, noted, closed):
    judged(tmp_path, store=store, noted=noted, closed=closed)


def test_a_store_behind_its_note_has_lost_its_tail(tmp_path):
    with pytest.raises(LostTailError) as caught:
        judged(tmp_path, store=9, noted=12, closed=5)
    assert caught.value.given == {"missing": 3}
    with pytest.raises(LostTailError):
        judged(tmp_path, store=0, noted=2, closed=None)


def test_a_store_behind_the_last_orderly_close_is_an_old_copy(tmp_path):
    with pytest.raises(OldStoreError) as caught:
        judged(tmp_path, store=4, noted=12, closed=5)
    assert caught.value.given == {"missing": 8}


def test_an_old_copy_on_which_work_went_on_is_noticed(tmp_path):
    with pytest.raises(HistoryRewrittenError) as caught:
        judged(tmp_path, store=15, noted=12, closed=5, rewritten=6)
    assert caught.value.given == {"entry": 12}
    with pytest.raises(HistoryRewrittenError) as earlier:
        judged(tmp_path, store=15, noted=12, closed=5, rewritten=3)
    assert earlier.value.given == {"entry": 5}


def test_a_note_that_was_removed_is_an_alarm(tmp_path):
    with pytest.raises(HeadDamagedError):
        judged(tmp_path, store=4, noted=None, closed=None)


def test_the_foot_of_a_paper_tells_any_two_histories_apart():
    made = entries(9)
    feet = {chain.printed(Head(entry.seq, entry.hash)) for entry in made}
    assert len(feet) == 9
    assert all(len(foot) == 21 for foot in feet)
