"""Who has a store open, together with others or alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from returnhelp.domain.errors import StoreInUseError
from returnhelp.storage.lock import StoreLock, alone


def test_many_share_and_nobody_is_alone_beside_them(tmp_path: Path) -> None:
    anna, beat = StoreLock(tmp_path, who="anna"), StoreLock(tmp_path, who="beat")
    with pytest.raises(StoreInUseError) as refused, anna.alone(wait=0.05):
        pass
    assert refused.value.given["holder"] == "beat"
    beat.release()
    with anna.alone():
        pass
    anna.release()
    anna.release()


def test_while_one_is_alone_nobody_enters_and_it_is_said_who_it_is(tmp_path: Path) -> None:
    with alone(tmp_path, who="restore by anna"):
        with pytest.raises(StoreInUseError) as refused:
            StoreLock(tmp_path, wait=0.05)
        assert refused.value.given["holder"] == "restore by anna"
        with pytest.raises(StoreInUseError), alone(tmp_path, wait=0.05):
            pass
    StoreLock(tmp_path).release()


def test_what_a_killed_process_held_is_free_again(tmp_path: Path) -> None:
    held = (
        "import sys\nfrom pathlib import Path\nfrom returnhelp.storage.lock import StoreLock\n"
        "lock = StoreLock(Path(sys.argv[1]), who='killed')\nprint('held', flush=True)\nsys.stdin.read()\n"
    )
    root = Path(__file__).parents[2]
    other = subprocess.Popen(
        [sys.executable, "-c", held, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == b"held\n"
    with pytest.raises(StoreInUseError) as refused, alone(tmp_path, wait=0.05):
        pass
    assert refused.value.given["holder"] == "killed"
    other.kill()
    other.wait()
    other.stdin.close()
    other.stdout.close()
    with alone(tmp_path):
        pass
    assert {path.name for path in (tmp_path / "locks").iterdir()} == {"gate"}
