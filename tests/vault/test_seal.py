"""Sealed fields and files open in their place only, and whole or not at all."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnhelp.domain.errors import DiskFullError, SealedFieldDamagedError, SealedFileDamagedError, SignedOutError
from returnhelp.vault import seal
from returnhelp.vault.primitives import new_key
from returnhelp.vault.rings import Ring

PIECE = seal._PIECE
HEADER = seal._HEADER
SECOND = HEADER + PIECE + seal._TAG
THIRD = SECOND + PIECE + seal._TAG

RING = Ring(new_key())


# --- fields ----------------------------------------------------------------------------------------


@given(st.text(), st.text())
def test_words_come_back_as_they_were(value, context):
    assert seal.open_text(RING, seal.seal_text(RING, value, context), context) == value


@given(st.binary(), st.text())
def test_bytes_come_back_as_they_were(value, context):
    assert seal.open_bytes(RING, seal.seal_bytes(RING, value, context), context) == value


def test_the_same_value_never_looks_the_same():
    assert seal.seal_text(RING, "diabetes", "case 1") != seal.seal_text(RING, "diabetes", "case 1")


@given(st.data())
def test_every_flipped_bit_and_every_cut_is_noticed(data):
    sealed = bytearray(seal.seal_text(RING, "diabetes", "case 1"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    cut = bytes(sealed[:at])
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    for spoilt in (bytes(sealed), cut):
        with pytest.raises(SealedFieldDamagedError):
            seal.open_text(RING, spoilt, "case 1")


def test_a_field_opens_in_its_place_only():
    sealed = seal.seal_text(RING, "diabetes", "case 1 diagnosis")
    for ring, context in ((RING, "case 2 diagnosis"), (Ring(new_key()), "case 1 diagnosis")):
        with pytest.raises(SealedFieldDamagedError):
            seal.open_text(ring, sealed, context)
    with pytest.raises(SealedFieldDamagedError):
        seal.open_bytes(RING, sealed, "case 1 diagnosis")


def test_renewed_keys_open_what_was_sealed_before_them():
    old = Ring(new_key())
    sealed = seal.seal_text(old, "diabetes", "case 1")
    ring = old.renewed(new_key()).renewed(new_key())
    assert seal.open_text(ring, sealed, "case 1") == "diabetes"
    assert seal.is_current(old, sealed)
    assert not seal.is_current(ring, sealed)
    again = seal.seal_text(ring, "diabetes", "case 1")
    assert seal.is_current(ring, again)
    with pytest.raises(SealedFieldDamagedError):
        seal.open_text(old, again, "case 1")


# --- files -----------------------------------------------------------------------------------------


def sealed_file(tmp_path, content: bytes, identity: str = "document 7"):
    path = tmp_path / "sealed"
    assert seal.seal_file(RING, io.BytesIO(content), path, identity) == len(content)
    return path


def content_of(size: int) -> bytes:
    return bytes(i * 7 % 251 for i in range(size))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_a_file_comes_back_as_it_was(tmp_path, size):
    path = sealed_file(tmp_path, content_of(size))
    assert seal.read_file(RING, path, "document 7") == content_of(size)
    assert max(map(len, seal.open_file(RING, path, "document 7"))) <= PIECE
    assert [other.name for other in tmp_path.iterdir()] == ["sealed"]


class Trickle(io.RawIOBase):
    """A source that hands out a few bytes at a time, as a pipe does."""

    def __init__(self, content: bytes) -> None:
        self.left = content

    def read(self, size: int = -1) -> bytes:
        part, self.left = self.left[: min(size, 1000)], self.left[min(size, 1000) :]
        return part


def test_a_slow_source_makes_the_same_file(tmp_path):
    seal.seal_file(RING, Trickle(content_of(PIECE + 5)), tmp_path / "sealed", "document 7")
    assert seal.read_file(RING, tmp_path / "sealed", "document 7") == content_of(PIECE + 5)


@pytest.mark.parametrize("size", [0, 10, PIECE, 2 * PIECE + 10])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_flipped_bit_in_a_file_is_noticed(tmp_path_factory, size, data):
    path = sealed_file(tmp_path_factory.mktemp("flipped"), content_of(size))
    spoilt = bytearray(path.read_bytes())
    spoilt[data.draw(st.integers(0, len(spoilt) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(spoilt)
    with pytest.raises(SealedFileDamagedError):
        seal.read_file(RING, path, "document 7")


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"",
        lambda raw: raw[: HEADER - 1],
        lambda raw: raw[:HEADER],
        lambda raw: raw[: HEADER + 5],
        lambda raw: raw[:-1],
        lambda raw: raw[:SECOND],
        lambda raw: raw[:THIRD],
        lambda raw: raw + b"x",
        lambda raw: raw + raw[HEADER:SECOND],
        lambda raw: raw[:HEADER] + raw[SECOND:THIRD] + raw[HEADER:SECOND] + raw[THIRD:],
        lambda raw: raw[:HEADER] + raw[SECOND:],
        lambda raw: raw[:SECOND] + raw[HEADER:],
    ],
)
def test_pieces_cut_off_swapped_left_out_or_repeated_are_noticed(tmp_path, change):
    path = sealed_file(tmp_path, content_of(2 * PIECE + 10))
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(SealedFileDamagedError):
        seal.read_file(RING, path, "document 7")


def test_pieces_of_another_file_do_not_fit(tmp_path):
    (tmp_path / "other").mkdir()
    path, other = sealed_file(tmp_path, content_of(2 * PIECE)), sealed_file(tmp_path / "other", content_of(2 * PIECE))
    raw, strange = path.read_bytes(), other.read_bytes()
    path.write_bytes(raw[:SECOND] + strange[SECOND:])
    with pytest.raises(SealedFileDamagedError):
        seal.read_file(RING, path, "document 7")


def test_a_file_put_in_the_place_of_another_does_not_open(tmp_path):
    path = sealed_file(tmp_path, b"letter", "document 8")
    for ring, identity in ((RING, "document 7"), (Ring(new_key()), "document 8")):
        with pytest.raises(SealedFileDamagedError):
            seal.read_file(ring, path, identity)


def test_a_missing_file_is_a_damaged_one(tmp_path):
    with pytest.raises(SealedFileDamagedError):
        seal.read_file(RING, tmp_path / "gone", "document 7")
    with pytest.raises(SealedFileDamagedError):
        seal.file_is_current(RING, tmp_path / "gone")


def test_pieces_before_the_damage_are_handed_out_and_then_it_is_said(tmp_path):
    path = sealed_file(tmp_path, content_of(2 * PIECE))
    path.write_bytes(path.read_bytes()[:-1])
    pieces = seal.open_file(RING, path, "document 7")
    assert next(pieces) == content_of(2 * PIECE)[:PIECE]
    with pytest.raises(SealedFileDamagedError):
        next(pieces)


def test_a_full_disk_leaves_the_old_file(tmp_path):
    resource = pytest.importorskip("resource")
    path = sealed_file(tmp_path, b"the old letter")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (PIECE, hard))
    try:
        with pytest.raises(DiskFullError):
            seal.seal_file(RING, io.BytesIO(content_of(3 * PIECE)), path, "document 7")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert seal.read_file(RING, path, "document 7") == b"the old letter"
    assert [other.name for other in tmp_path.iterdir()] == ["sealed"]


def test_a_file_is_sealed_anew_once_the_key_is_renewed(tmp_path):
    path = sealed_file(tmp_path, content_of(PIECE + 3))
    ring = RING.renewed(new_key())
    assert not seal.file_is_current(ring, path)
    seal.reseal_file(ring, path, "document 7")
    assert seal.file_is_current(ring, path)
    assert seal.read_file(Ring(ring.current), path, "document 7") == content_of(PIECE + 3)
    before = path.read_bytes()
    seal.reseal_file(ring, path, "document 7")
    assert path.read_bytes() == before


def test_a_ring_that_is_used_as_a_context_is_closed_after_it():
    with Ring(new_key()) as ring:
        sealed = seal.seal_text(ring, "x", "y")
    with pytest.raises(SignedOutError):
        seal.open_text(ring, sealed, "y")
