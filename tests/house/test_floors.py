"""The floor plan holds, and every name on it means one thing."""

import ast
import re

from importlinter.cli import lint_imports

LONGEST = 600
"""Lines; a module that grows past it has become two."""


def test_every_floor_stands_only_on_the_floors_below_it(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    answer = lint_imports(no_logo=True, no_cache=True)
    assert answer == 0, capsys.readouterr().out


def test_every_module_opens_with_one_sentence(modules):
    wrong = []
    for file, source in modules.items():
        if not source.strip():
            continue
        says = (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[0]
        if not says.endswith(".") or re.search(r"[.!?]\s+[A-Z]", says):
            wrong.append(f"{file}: {says!r}")
    assert not wrong


def test_no_module_is_too_long_to_know(modules):
    assert not [
        f"{file}: {source.count(chr(10))} lines" for file, source in modules.items() if source.count("\n") > LONGEST
    ]


def test_no_test_sleeps_or_mocks(modules):
    forbidden = re.compile(r"\btime\.sleep\(|\bunittest\.mock\b|\bfrom time import .*\bsleep\b")
    assert not [file for file, source in modules.items() if file.parts[0] == "tests" and forbidden.search(source)]
