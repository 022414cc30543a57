"""A paper under a password."""

from io import BytesIO

from returnhelp.domain.errors import PaperPasswordError

LONGEST = 127
"""Bytes of a password in UTF-8 that AES-256 in a PDF looks at (ISO 32000-2, 7.6.4.3.3)."""


def protect(pdf: bytes, password: str) -> bytes:
    """The paper encrypted with AES-256, its metadata too; raises PaperPasswordError for one that is empty or too long.

    Who opens it with the password may do everything with it; there is no second password.
    """
    import pikepdf

    if not password or len(password.encode()) > LONGEST:
        raise PaperPasswordError(longest=LONGEST)
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as paper:
        lock = pikepdf.Encryption(owner=password, user=password, R=6, aes=True, metadata=True)
        paper.save(out, encryption=lock)
    return out.getvalue()
