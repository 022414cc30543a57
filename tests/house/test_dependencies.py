"""Every library is asked for, explained and used."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FONTS = ("fontpkg-", "justmytype-", "qtawesome")
"""Packages of fonts and icons: their files are looked up, no module of theirs need be imported."""


@pytest.fixture(scope="module")
def asked_for(root) -> set[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}


@pytest.fixture(scope="module")
def imported(modules) -> set[str]:
    """The distributions that the program imports anywhere."""
    names = set()
    for file, source in modules.items():
        if file.parts[0] != "returnhelp":
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    owners = packages_distributions()
    foreign = names - set(sys.stdlib_module_names) - {"returnhelp"}
    return {canonicalize_name(owner) for name in foreign for owner in owners.get(name, [name])}


def test_what_is_imported_is_asked_for(asked_for, imported):
    assert imported - {"pyside6-essentials", "pyside6-addons", "shiboken6"} <= asked_for


def test_what_is_asked_for_is_used(asked_for, imported):
    assert {name for name in asked_for if not name.startswith(FONTS)} <= imported


def test_each_library_has_its_line_in_the_docs(root, asked_for):
    page = (root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = {canonicalize_name(name) for name in re.findall(r"^\| `([\w.-]+)` \|", page, flags=re.MULTILINE)}
    tools = {
        canonicalize_name(Requirement(line).name)
        for line in tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"][
            "optional-dependencies"
        ]["dev"]
    }
    assert explained == asked_for | tools
