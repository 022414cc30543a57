"""The smaller papers: the sheet with the recovery code, and any paper under a password."""

from io import BytesIO

import pikepdf
import pytest

from returnhelp.domain.errors import PaperPasswordError
from returnhelp.reports.password import protect
from returnhelp.reports.recovery import recovery_sheet

CODE = "7QK2-M4TZ-9XW1-D3HB-0PRV-6YFN-8CGS-5EJA"


@pytest.mark.parametrize("language", ["de", "fr", "it", "en", "xx"])
def test_the_recovery_code_stands_on_one_page_letter_by_letter(head, fonts, read, language) -> None:
    (text,) = read(recovery_sheet(CODE, head, language, fonts))
    assert all(group in "".join(text.split()) for group in CODE.split("-"))


@pytest.mark.parametrize("password", ["correct horse", "Größe ß 12", "ბარათი-Схід"])
def test_a_protected_paper_opens_with_its_password_only(head, fonts, password) -> None:
    pdf = recovery_sheet(CODE, head, "en", fonts)
    locked = protect(pdf, password)
    assert b"Recovery" not in locked
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked), password="another")
    with pikepdf.open(BytesIO(locked), password=password) as opened:
        assert len(opened.pages) == 1
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert opened.encryption.stream_method.name == "aesv3"


@pytest.mark.parametrize("password", ["", "ä" * 64])
def test_a_password_that_would_not_be_looked_at_whole_is_refused(head, fonts, password) -> None:
    with pytest.raises(PaperPasswordError):
        protect(recovery_sheet(CODE, head, "en", fonts), password)
