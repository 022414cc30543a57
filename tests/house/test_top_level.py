"""The checkout holds what was planned, and nothing that only one machine knows."""

import re
import shutil
import subprocess

import pytest

PLANNED = {
    ".ci", ".gitignore", "LICENSE", "Makefile", "README.md", "docs", "pyproject.toml",
    "resources", "returnhelp", "tests", "translations", "ui",
}  # fmt: skip

TEXTS = {"", ".csv", ".in", ".json", ".md", ".po", ".py", ".sh", ".sql", ".toml", ".txt", ".ui", ".yaml", ".yml"}

# Put together here, so that this file does not hold what it looks for.
PLACES = re.compile(r"(?<![\w.~/])/(?:" + "|".join(("work", "root", "home", "farm", "opt", "Users")) + r")/\w")
REGISTRIES = re.compile(
    r"\b(?:" + "|".join(("pypi", "pythonhosted", "npmjs", "conda")) + r")\.(?:org|com|io)\b|index-" + "url"
)


def test_the_top_level_is_exactly_the_planned_one(files):
    assert {file.parts[0] for file in files} == PLANNED


def test_only_the_checks_of_a_submission_live_in_ci(files):
    assert [file.as_posix() for file in files if file.parts[0] == ".ci"] == [".ci/run"]


def test_nothing_generated_is_tracked(root):
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("this is not a git checkout")
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    tracked = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split()
    assert tracked == []


def test_no_text_names_a_place_of_one_machine(root, files):
    wrong = []
    for file in files:
        if file.suffix not in TEXTS:
            continue
        for number, line in enumerate((root / file).read_text(encoding="utf-8").splitlines(), start=1):
            if PLACES.search(line) or REGISTRIES.search(line):
                wrong.append(f"{file}:{number}: {line.strip()[:100]}")
    assert not wrong


def test_no_form_is_python_and_no_python_lies_among_the_forms(files):
    assert {file.suffix for file in files if file.parts[0] == "ui"} == {".ui"}
