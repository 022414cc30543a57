"""The lines of the bench that need a window; each window is a process of its own, without a screen."""

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
from functools import lru_cache
from typing import Any

from returnhelp import files
from tests.bench.lines import Bench, Measured, line, seconds

_TIMES = 7


def _window(*told: str) -> str:
    with tempfile.TemporaryDirectory() as home:
        around = {**os.environ, "RETURNHELP_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.window", *told], env=around, check=True, capture_output=True, text=True
        )
    return done.stdout


@line("start to the sign-in window", most=2, once=True)
def start(bench: Bench) -> Measured:
    """Against a bare PySide6 window; the first of each is to get warm."""
    for package in ("returnhelp", "tests"):  # where Python may not keep its bytecode, a start takes far longer
        compileall.compile_dir(files.path(package), quiet=2)
    ours, bare = [], []
    for _ in range(_TIMES + 1):
        bare.append(seconds(lambda: _window("bare")))
        ours.append(seconds(lambda: _window("gate")))
    least = statistics.median(bare[1:])
    took = statistics.median(ours[1:])
    return Measured(took * 1000, took / least, f"a bare window: {least * 1000:,.0f} ms")


@lru_cache
def _list_of(folder: str) -> dict[str, Any]:
    answers = [json.loads(_window("list", folder)) for _ in range(3)]
    return {name: statistics.median(one[name] for one in answers) for name in answers[0]}


@line("signed in → window with the case list on screen", target=600)
def on_screen(bench: Bench) -> Measured:
    return Measured(_list_of(str(bench.office.folder))["shown"])


@line("memory with the case list open, scrolled through", target=300, unit="MiB")
def memory(bench: Bench) -> Measured:
    return Measured(_list_of(str(bench.office.folder))["memory"])


@line("window thread busy at a stretch, longest", target=100)
def busy(bench: Bench) -> Measured:
    return Measured(_list_of(str(bench.office.folder))["longest"], note="building the whole window")
