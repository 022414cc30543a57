"""Verifying what an office handed out: proofs and tables as files, by anybody, without a store or a sign-in."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returnhelp.domain.errors import (
    ClassificationChangedError,
    FileNotReadError,
    LoopedTablesError,
    NoProofGivenError,
    NotAProofError,
    OverlappingPeriodsError,
    ProofDoesNotHoldError,
    ProofRejectedError,
    TableFileChangedError,
    TableNotProvenError,
)
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import verifying_tables

if TYPE_CHECKING:
    from returnhelp.disclosure.verification import CubeVerdict as CubeVerdict
    from returnhelp.disclosure.verification import NamedTable, Package
    from returnhelp.disclosure.verification import Verdict as Verdict

_ENDING = ".proof.json"


@dataclass(frozen=True)
class Verified:
    """Proofs that hold, by the names of their files; tables that have the proven numbers; files without any table."""

    proofs: Mapping[str, "Verdict"]
    tables: tuple[str, ...]
    without_numbers: tuple[str, ...]


def verify(files: Sequence[Path]) -> Verified:
    """Check that every proof among the files holds and that every table has the numbers that one of them proves.

    Raises FileNotReadError, NoProofGivenError, NotAProofError, ProofDoesNotHoldError, TableNotProvenError,
    TableNumbersDifferError, TableFileChangedError; and of a workbook that cannot be opened a SpreadsheetError.
    """
    packages: dict[str, Package] = {}
    tables: dict[str, bytes] = {}
    for file in files:
        content = _content(file)
        told = _proof_in(file.name, content)
        if told is None:
            tables[file.name] = content
        else:
            packages[file.name] = _package(file.name, told)
    if not packages:
        raise NoProofGivenError()
    verdicts = {name: _verdict(name, package) for name, package in packages.items()}
    checked, without = [], []
    for name, content in tables.items():
        if _check_table(name, content, packages):
            checked.append(name)
        else:
            without.append(name)
    return Verified(verdicts, tuple(checked), tuple(without))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as refused:
        raise FileNotReadError(name=file) from refused


def _proof_in(name: str, content: bytes) -> dict[str, Any] | None:
    """What a file with a proof tells; None if it is some other file. Raises NotAProofError for a damaged one."""
    from returnhelp.disclosure.verification import FORMAT

    if not name.lower().endswith(".json"):
        return None
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict) and told.get("format") == FORMAT:
        return told
    if name.lower().endswith(_ENDING):
        raise NotAProofError(name=name)
    return None


def _package(name: str, told: dict[str, Any]) -> "Package":
    from returnhelp.disclosure.verification import Package

    try:
        return Package.from_dict(told)
    except ProofRejectedError as refused:
        raise ProofDoesNotHoldError(name=name, finding=_(refused.finding)) from refused
    except (ValueError, KeyError, TypeError) as damaged:
        raise NotAProofError(name=name) from damaged


def _verdict(name: str, package: "Package") -> "Verdict":
    from returnhelp.disclosure import verification

    try:
        return verification.verify(package.cubes, package.proof)
    except ProofRejectedError as refused:
        raise ProofDoesNotHoldError(name=name, finding=_(refused.finding)) from refused
    except OverlappingPeriodsError as refused:
        finding = _(N_("its cubes are of a period and of some of its parts only, which tells the rest"))
        raise ProofDoesNotHoldError(name=name, finding=finding) from refused
    except LoopedTablesError as refused:
        finding = _(N_("its cubes close a ring, and such a proof says nothing"))
        raise ProofDoesNotHoldError(name=name, finding=finding) from refused
    except ClassificationChangedError as refused:
        finding = _(N_("its cubes do not have the same categories"))
        raise ProofDoesNotHoldError(name=name, finding=finding) from refused


def _check_table(name: str, content: bytes, packages: Mapping[str, "Package"]) -> bool:
    """Whether the file has tables; all of them have the proven numbers then, and the file is as it was handed out."""
    digest = hashlib.sha256(content).hexdigest()
    every = [(package, one) for package in packages.values() for one in package.tables]
    found: list[tuple[Package, NamedTable]] = [pair for pair in every if pair[1].sha256 == digest]
    found = found or [pair for pair in every if pair[1].file == name]
    if not found:
        if verifying_tables.is_dictionary(content):
            return False
        raise TableNotProvenError(name=name)
    named = [(one.table, package.cubes[one.cube], one.view) for package, one in found]
    verifying_tables.check(name, content, named)
    if any(one.sha256 != digest for _package, one in found):
        raise TableFileChangedError(name=name)
    return True
