"""Papers of a case: attached sealed, read back, removed."""

import os
from io import BytesIO
from pathlib import Path

from returnhelp.domain.documents import Document, DocumentKind
from returnhelp.domain.errors import FileKindRefusedError, FileNotReadError, FileTooLargeError, NotThereError
from returnhelp.domain.roles import Act
from returnhelp.services import preferences, records
from returnhelp.services.office import Look, Work, command, question

# What a file may be, told by its first bytes, never by its name.
_OPENINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_IN_ZIP = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"mimetypeapplication/vnd.oasis.opendocument": "application/vnd.oasis.opendocument",
}
_MACROS = (b"vbaProject.bin", b"_VBA_PROJECT", b"V\x00B\x00A\x00")


def media_type(name: str, content: bytes) -> str:
    """What a file is, by its content; raises FileKindRefusedError for programs, macros and unknown kinds."""
    for opening, kind in _OPENINGS:
        if content.startswith(opening):
            if kind == "application/x-ole-storage" and any(mark in content for mark in _MACROS):
                raise FileKindRefusedError(name=name)
            return kind
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "image/heic"
    if content.startswith(b"PK\x03\x04"):
        if any(mark in content for mark in _MACROS):
            raise FileKindRefusedError(name=name)
        for mark, kind in _IN_ZIP.items():
            if mark in content:
                return kind
        raise FileKindRefusedError(name=name)
    if content and b"\x00" not in content[:4096]:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            raise FileKindRefusedError(name=name) from None
        if content.lstrip()[:2] in (b"#!", b"<s", b"<h", b"<H", b"<!") or content.startswith(b"MZ"):
            raise FileKindRefusedError(name=name)
        return "message/rfc822" if name.lower().endswith(".eml") else "text/plain"
    raise FileKindRefusedError(name=name)


@command(Act.EDIT_CASES)
def attach(work: Work, case_id: int, file: Path, kind: DocumentKind, person_id: int | None = None) -> int:
    """Seal a copy of a file into the store; the file itself stays where it is.

    Raises FileTooLargeError (limit in MiB), FileKindRefusedError, FileNotReadError.
    """
    from returnhelp.vault import seal
    from returnhelp.vault.rings import Purpose

    case = records.the_case(work.session, work.office, case_id)
    if case.deleted_at is not None:
        raise NotThereError()
    if person_id is not None:
        records.the_person(work.session, work.office, person_id)
    limit = _limit(work)
    try:
        if file.stat().st_size > limit * 1024 * 1024:
            raise FileTooLargeError(name=file.name, limit=limit)
        content = file.read_bytes()
    except OSError as refused:
        raise FileNotReadError(name=file.name) from refused
    found = media_type(file.name, content)
    sealed = os.urandom(16).hex()
    folder = work.office.folder / "files"
    folder.mkdir(exist_ok=True)
    seal.seal_file(work.office.unlocked.ring(Purpose.FILES), BytesIO(content), folder / sealed, sealed)
    document = Document(file.name[:300], kind, found, len(content), sealed, work.now, person_id, work.office.user.id)
    case.documents.append(document)
    work.session.flush()
    work.unit.subject = ("case", case_id)
    assert document.id is not None
    return document.id


def _limit(work: Work) -> int:
    return int(preferences.value(work.session, "attachment_limit_mib"))


@question(Act.SEE_CASES, recorded=True)
def content(look: Look, case_id: int, document_id: int) -> tuple[str, str, bytes]:
    """A paper's name, media type and content; reading is recorded."""
    from returnhelp.vault import seal
    from returnhelp.vault.rings import Purpose

    case = records.the_case(look.session, look.office, case_id)
    for one in case.documents:
        if one.id == document_id:
            look.subject, look.detail = ("case", case_id), {"document": document_id}
            ring = look.office.unlocked.ring(Purpose.FILES)
            plain = seal.read_file(ring, look.office.folder / "files" / one.sealed_file, one.sealed_file)
            return one.name, one.media_type, plain
    raise NotThereError()


@command(Act.EDIT_CASES)
def remove(work: Work, case_id: int, document_id: int) -> None:
    """Take a paper off a case; its sealed content is cleared away with the next back-up rotation."""
    case = records.the_case(work.session, work.office, case_id)
    for one in case.documents:
        if one.id == document_id:
            case.documents.remove(one)
            work.unit.subject = ("case", case_id)
            return
    raise NotThereError()
