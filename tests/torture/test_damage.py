"""Whatever is done to a store file behind its back is noticed."""

import os
import random
from pathlib import Path

import pytest

from returnhelp.domain.errors import NotAStoreError, StoreDamagedError, WrongStoreKeyError
from returnhelp.storage.database import STORE, Store

from .writer import KEY, save

ROUNDS = {"short": 12, "long": 1500}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a store with some people in it."""
    folder = tmp_path_factory.mktemp("sound") / "Bern.returnhelp"
    with Store.create(folder, KEY) as store:
        for number in range(20):
            save(store, f"Person {number}")
        assert store.settle()
    return (folder / STORE).read_bytes()


def noticed(folder: Path) -> bool:
    try:
        with Store.open(folder, KEY) as store:
            return bool(store.integrity())
    except (StoreDamagedError, WrongStoreKeyError, NotAStoreError):
        return True


def test_the_sound_file_is_sound(sound: bytes, tmp_path: Path) -> None:
    (tmp_path / STORE).write_bytes(sound)
    assert not noticed(tmp_path)


def test_a_changed_byte_anywhere_is_noticed(sound: bytes, tmp_path: Path, campaign: str) -> None:
    chance = random.Random(os.urandom(8) if campaign == "long" else 2)
    places = [0, 15, 16, 4095, 4096, len(sound) - 1, *(chance.randrange(len(sound)) for _ in range(ROUNDS[campaign]))]
    for place in places:
        damaged = bytearray(sound)
        damaged[place] ^= 1 << chance.randrange(8)
        (tmp_path / STORE).write_bytes(damaged)
        assert noticed(tmp_path), place


def test_an_exchanged_or_missing_page_is_noticed(sound: bytes, tmp_path: Path, campaign: str) -> None:
    chance = random.Random(os.urandom(8) if campaign == "long" else 3)
    pages = [sound[start : start + 4096] for start in range(0, len(sound), 4096)]
    for _ in range(ROUNDS[campaign] // 4):
        one, other = chance.sample(range(1, len(pages)), 2)
        swapped = list(pages)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        (tmp_path / STORE).write_bytes(b"".join(swapped))
        assert noticed(tmp_path), (one, other)
        (tmp_path / STORE).write_bytes(b"".join(pages[:one]))
        assert noticed(tmp_path), one
