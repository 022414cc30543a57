"""Runs every check of the project, the quick ones first; ``make test`` is this."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECKS = {
    "The code is laid out as ruff does it": ["-m", "ruff", "format", "--check"],
    "The code follows the rules of ruff": ["-m", "ruff", "check"],
    "The types agree (mypy)": ["-m", "mypy"],
    "The floors stand (import-linter)": [
        "-c",
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_logo=True))",
    ],
    "The words are translated": ["-m", "translations.words", "check"],
}
TESTS = ["-m", "pytest", "-n", "2", "--dist", "worksteal"]


def main(chosen: list[str]) -> int:
    """Run all checks, even after one has failed, and pytest last; ``chosen`` are arguments for pytest alone."""
    failed = []
    in_utf8 = os.environ | {"PYTHONUTF8": "1"}  # a console of Windows could not print every text of ours
    for name, arguments in {} if chosen else CHECKS.items():
        print(f"==> {name}", flush=True)
        began = time.monotonic()
        if subprocess.run([sys.executable, *arguments], cwd=ROOT, env=in_utf8, check=False).returncode:
            failed.append(name)
        print(f"    {time.monotonic() - began:.0f} s", flush=True)
    print("==> The tests pass (pytest)", flush=True)
    answer = subprocess.run([sys.executable, *TESTS, *chosen], cwd=ROOT, env=in_utf8, check=False).returncode
    for name in failed:
        print(f"Not true: {name} (see above)", flush=True)
    return answer or bool(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
