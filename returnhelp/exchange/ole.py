"""The compound files of OLE, in which old Excel files (xls) and encrypted ones of every kind come (MS-CFB)."""

import struct
from dataclasses import dataclass

from returnhelp.domain.errors import (
    NotASpreadsheetError,
    SpreadsheetDamagedError,
    SpreadsheetEncryptedError,
    SpreadsheetKindError,
    SpreadsheetMacrosError,
)

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_NO_SECTOR = 0xFFFFFFFA  # from here on: end of chain, free, table of tables
_ENTRY = 128  # bytes
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def workbook_stream(data: bytes, name: str) -> bytes:
    """The records of the workbook in an xls.

    Raises the SpreadsheetError that says why it is refused: a password, macros, damage, another kind of file.
    """
    try:
        entries = _directory(data)
        names = {entry.name.lower() for entry in entries}
        if names & {"encryptedpackage", "encryptioninfo", "\x06dataspaces"}:
            raise SpreadsheetEncryptedError(name=name)
        if names & {"_vba_project_cur", "vba", "_vba_project", "macros"}:
            raise SpreadsheetMacrosError(name=name)
        for entry in entries:
            if entry.name.lower() == "workbook" and entry.kind == _STREAM:
                return _stream(data, entry)
        if "book" in names:
            raise SpreadsheetKindError(name=name)
    except (struct.error, IndexError, UnicodeDecodeError, StopIteration) as cause:
        raise SpreadsheetDamagedError(name=name) from cause
    raise NotASpreadsheetError(name=name)


def _sector_size(data: bytes) -> int:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise IndexError
    return 1 << int(shift)


def _table(data: bytes) -> list[int]:
    """Which sector follows which."""
    size = _sector_size(data)
    header = struct.unpack_from("<109I", data, 76)
    lists = [sector for sector in header if sector < _NO_SECTOR]
    following = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while following < _NO_SECTOR and following not in seen:
        seen.add(following)
        more = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        lists.extend(sector for sector in more[:-1] if sector < _NO_SECTOR)
        following = more[-1]
    if len(lists) * size > len(data):
        raise IndexError
    table: list[int] = []
    for sector in lists:
        table.extend(struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size))
    return table


def _chain(data: bytes, table: list[int], start: int) -> bytes:
    size = _sector_size(data)
    parts: list[bytes] = []
    sector = start
    while sector < _NO_SECTOR:
        if len(parts) * size > len(data):
            raise IndexError  # a ring
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(parts)


def _directory(data: bytes) -> list[_Entry]:
    content = _chain(data, _table(data), struct.unpack_from("<I", data, 48)[0])
    entries: list[_Entry] = []
    for begin in range(0, len(content) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", content, begin + 64)
        start, size = struct.unpack_from("<II", content, begin + 116)
        if kind and 2 <= length <= 64:
            entries.append(_Entry(content[begin : begin + length - 2].decode("utf-16-le"), kind, start, size))
    return entries


def _stream(data: bytes, entry: _Entry) -> bytes:
    table = _table(data)
    if entry.size >= struct.unpack_from("<I", data, 56)[0]:
        return _chain(data, table, entry.start)[: entry.size]
    root = next(one for one in _directory(data) if one.kind == _ROOT)
    small = _chain(data, table, root.start)
    links = _chain(data, table, struct.unpack_from("<I", data, 60)[0])
    follow = struct.unpack_from(f"<{len(links) // 4}I", links)
    parts: list[bytes] = []
    sector = entry.start
    while sector < _NO_SECTOR:
        if len(parts) * 64 > len(small):
            raise IndexError
        parts.append(small[sector * 64 : sector * 64 + 64])
        sector = follow[sector]
    return b"".join(parts)[: entry.size]
