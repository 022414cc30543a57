"""The files of a hand-out of statistics, made of what was published alone: the tables, and the proof beside them.

kinds: ``xlsx`` and ``pdf`` are one file for all tables, ``json`` too, ``csv`` is one file a table and one with the
dictionary; ``exchange.tables_out`` says what stands where. Beside them lies ``NAME-KIND.proof.json``, and where the
cubes need more than one proof ``NAME-KIND-2.proof.json`` and so on:

``format`` "returnhelp-proof", ``version`` 1; ``cubes``: what was handed out of all cubes that the proof is about, in
its order (``PublishedCube.to_dict``: axes, first, last, k, leaves, cells); ``proof`` (``Proof.to_dict``); ``bounds``,
which a public register sets; ``tables``: for each table ``name`` (of the file), ``sha256`` (of the file), ``table``
(its name in the file), ``cube`` (its place among the cubes), ``view`` (``View.to_dict``).

The same cubes, proofs, views and words are the same bytes. No name of a file tells of a person.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from returnhelp.domain.cubes import PublishedCube
from returnhelp.domain.errors import FileKindUnknownError, ProofRejectedError
from returnhelp.domain.handouts import Handout
from returnhelp.domain.profiles import Profile
from returnhelp.domain.views import View
from returnhelp.services import papers, statistics_told

if TYPE_CHECKING:
    from returnhelp.disclosure.proof import Proof

KINDS = ("xlsx", "csv", "json", "pdf")
FORMAT, VERSION = "returnhelp-proof", 1
Files = tuple[tuple[str, bytes], ...]
Proven = tuple[PublishedCube, "Proof"]
"""A cube and the proof by which it is handed out."""
_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - papers of statistics do not say when they were made


def files(
    proven: Sequence[Proven],
    known: Iterable[PublishedCube],
    views: Sequence[tuple[int, View]],
    kind: str,
    language: str,
    office: str,
    place: str = "",
    profile: Profile | None = None,
) -> Files:
    """Name and content of each file, the tables first; ``views`` name their cube by its place in ``proven``.

    ``known`` are all cubes handed out so far: of them come those that a proof speaks of besides.
    Raises FileKindUnknownError, ViewOutsideCubeError, ProofRejectedError if a cube of a proof is not known.
    """
    if kind not in KINDS:
        raise FileKindUnknownError(name=kind, known=", ".join(KINDS))
    viewed = [(proven[number][0], view) for number, view in views]
    told = statistics_told.handout(viewed, language, office, profile, kind)
    tables, named = _tables(told, kind, place)
    placed = [(file, name, cube, view) for (file, name), (cube, view) in zip(named, viewed, strict=True)]
    return (*tables, *_proofs((told.name, kind), proven, known, placed, dict(tables)))


def _tables(handout: Handout, kind: str, place: str) -> tuple[list[tuple[str, bytes]], list[tuple[str, str]]]:
    """The files, and for each table the file in which it is, with its name there."""
    from returnhelp.exchange import tables_out

    if kind == "csv":
        alone = len(handout.tables) == 1
        made = [
            (handout.name + ("" if alone else f"-{number}-{table.name}") + ".csv", tables_out.csv(table))
            for number, table in enumerate(handout.tables, start=1)
        ]
        where = [(name, table.name) for (name, _), table in zip(made, handout.tables, strict=True)]
        return [*made, (f"{handout.name}-dictionary.csv", tables_out.csv_dictionary(handout))], where
    match kind:
        case "xlsx":
            content = tables_out.xlsx(handout)
        case "json":
            content = tables_out.json(handout)
        case _:
            content = _pdf(handout, place)
    file = f"{handout.name}.{kind}"
    return [(file, content)], [(file, table.name) for table in handout.tables]


def _pdf(handout: Handout, place: str) -> bytes:
    from returnhelp.reports.paper import PaperHead
    from returnhelp.reports.table import handout_paper

    return handout_paper(handout, PaperHead(handout.office, place, "", _NO_DAY, ""), papers.fonts())


# --- the proof -------------------------------------------------------------------------------------


def _proofs(
    called: tuple[str, str],
    proven: Sequence[Proven],
    known: Iterable[PublishedCube],
    placed: Sequence[tuple[str, str, PublishedCube, View]],
    contents: Mapping[str, bytes],
) -> Files:
    """As few proofs as cover all cubes: one about several cubes stands for those that were handed out before."""
    from returnhelp.disclosure.proof import face_seal

    by_seal = {face_seal(cube): cube for cube in (*known, *(cube for cube, _ in proven))}
    open_cubes = [face_seal(cube) for _, _, cube, _ in placed]
    chosen: list[tuple[Proof, list[str]]] = []
    for _, proof in sorted(proven, key=lambda pair: -len(pair[1].cubes)):
        covered = [seal for seal in dict.fromkeys(open_cubes) if seal in proof.cubes]
        if covered:
            chosen.append((proof, covered))
            open_cubes = [seal for seal in open_cubes if seal not in covered]
    made = []
    for number, (proof, covered) in enumerate(chosen, start=1):
        if any(seal not in by_seal for seal in proof.cubes):
            raise ProofRejectedError()
        tables = [
            {
                "name": file,
                "sha256": hashlib.sha256(contents[file]).hexdigest(),
                "table": table,
                "cube": proof.cubes.index(face_seal(cube)),
                "view": view.to_dict(),
            }
            for file, table, cube, view in placed
            if face_seal(cube) in covered
        ]
        told = {
            "format": FORMAT,
            "version": VERSION,
            "cubes": [by_seal[seal].to_dict() for seal in proof.cubes],
            "proof": proof.to_dict(),
            "bounds": [bound.to_dict() for bound in proof.bounds],
            "tables": tables,
        }
        file = statistics_told.proof_name(*called, number)
        made.append((file, (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()))
    return tuple(made)
