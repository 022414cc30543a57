"""The guard before zipped spreadsheets: what is dangerous or broken is refused before anything interprets it."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from returnhelp.domain.errors import (
    NotASpreadsheetError,
    SpreadsheetDamagedError,
    SpreadsheetEncryptedError,
    SpreadsheetKindError,
    SpreadsheetLinksError,
    SpreadsheetMacrosError,
    SpreadsheetUnpacksTooBigError,
)
from returnhelp.exchange import limits

_CHUNK = 1 << 18
_MACROS = re.compile(r"(^|/)vba(project|data)[^/]*$|^xl/(macrosheets|dialogsheets|activex)/|^(basic|scripts)/.+[^/]$")
_LINKS = re.compile(r"^xl/(externallinks|querytables)/|^xl/connections\.xml$|^xl/model/")
_NEEDED_OOXML = re.compile(
    r"^\[content_types\]\.xml$|^_rels/\.rels$|^xl/workbook\.xml$|^xl/_rels/[^/]+\.rels$|"
    r"^xl/(worksheets|chartsheets)/[^/]+$|"
    r"^xl/worksheets/_rels/[^/]+$|^xl/(sharedstrings|styles)\.xml$"
)
_NEEDED_ODF = re.compile(r"^mimetype$|^content\.xml$|^meta-inf/manifest\.xml$")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Parts:
    """The needed parts of an archive, unpacked, by their path in small letters."""

    content: dict[str, bytes]


def open_parts(data: bytes, name: str) -> Parts:
    """The needed parts of a zipped spreadsheet (xlsx, ods), unpacked within limits.

    Raises the SpreadsheetError that says why it is refused: macros, links to elsewhere, a password, an archive that
    unpacks beyond all measure, damage, or another kind of file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_directory(entries, len(data), name)
            return _unpack(archive, entries, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as cause:
        raise SpreadsheetDamagedError(name=name) from cause


def _path(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").lstrip("/").lower()


def _check_directory(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """Refuse by the list of contents alone, so that nothing need be unpacked."""
    too_big = SpreadsheetUnpacksTooBigError(name=name, limit=limits.UNPACKED // limits.MIB)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.ENTRIES or unpacked > limits.UNPACKED:
        raise too_big
    if unpacked > limits.SMALL and unpacked > limits.RATIO * size:
        raise too_big
    if any(entry.flag_bits & 1 for entry in entries):
        raise SpreadsheetEncryptedError(name=name)
    paths = [_path(entry) for entry in entries]
    if any(_MACROS.search(path) for path in paths):
        raise SpreadsheetMacrosError(name=name)
    if any(_LINKS.search(path) for path in paths):
        raise SpreadsheetLinksError(name=name)
    if "xl/workbook.bin" in paths:
        raise SpreadsheetKindError(name=name)
    if len(set(paths)) != len(paths):
        raise SpreadsheetDamagedError(name=name)
    if "xl/workbook.xml" not in paths and "content.xml" not in paths:
        raise NotASpreadsheetError(name=name)


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> Parts:
    workbook = any(_path(entry) == "xl/workbook.xml" for entry in entries)
    needed = _NEEDED_OOXML if workbook else _NEEDED_ODF
    parts = Parts({})
    left = limits.UNPACKED
    for entry in entries:
        path = _path(entry)
        if not needed.search(path):
            continue
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SpreadsheetDamagedError(name=name)
        parts.content[path] = _content(archive, entry, left, name)
        left -= len(parts.content[path])
    if not workbook and not parts.content.get("mimetype", _ODS_TYPE).strip().startswith(_ODS_TYPE):
        raise NotASpreadsheetError(name=name)
    return parts


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, name: str) -> bytes:
    """One entry; the sizes in an archive's directory may lie, so what comes out is counted."""
    out = io.BytesIO()
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            if out.tell() + len(chunk) > left:
                raise SpreadsheetUnpacksTooBigError(name=name, limit=limits.UNPACKED // limits.MIB)
            out.write(chunk)
    return out.getvalue()
