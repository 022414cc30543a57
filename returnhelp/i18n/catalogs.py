"""The words of the program in the reader's language."""

import gettext as _gettext
import io
import re
from collections.abc import Iterable
from functools import cache

from returnhelp import files
from returnhelp.i18n import po

LANGUAGES = ("en", "de", "fr", "it")
"""The languages of the window; English is the language of the source and has no catalog."""

PSEUDO = "xx"
"""A language for tests: every text mirrored and doubled, so that untranslated and clipped ones show."""

_SHORTCUT = re.compile(r"&(?=[^\W_])(?!\w+;)")
_KEPT = re.compile(r"\{\{|\}\}|\{[^{}]*\}|<[^<>]+>|&\w+;")


class Catalog:
    """The words of one language; a text without a translation answers itself."""

    def __init__(self, language: str, words: _gettext.NullTranslations) -> None:
        self.language = language
        self._words = words

    def gettext(self, message: str) -> str:
        return self._words.gettext(message) if message else ""  # gettext answers "" with the header

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self._words.ngettext(singular, plural, count)

    def pgettext(self, context: str, message: str) -> str:
        return self._words.pgettext(context, message) if message else ""

    def npgettext(self, context: str, singular: str, plural: str, count: int) -> str:
        return self._words.npgettext(context, singular, plural, count)


class _Mirrored(_gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return f"{_mirrored(_SHORTCUT.sub('', message))} {message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - gettext's own signature
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return self.ngettext(msgid1, msgid2, n)


def _mirrored(message: str) -> str:
    """Each stretch of words backwards, with the placeholders and marks between them untouched."""
    words = _KEPT.split(message)
    kept = [*_KEPT.findall(message), ""]
    return "".join(stretch[::-1] + mark for stretch, mark in zip(words, kept, strict=True))


@cache
def catalog(language: str) -> Catalog:
    """The catalog of one language: a checkout's .po, or an installed .mo; without either the English source."""
    if language == PSEUDO:
        return Catalog(language, _Mirrored())
    folder = files.path("translations") / language / "LC_MESSAGES"
    if (source := folder / "returnhelp.po").is_file():
        mo = io.BytesIO(po.compiled(source.read_text(encoding="utf-8")))
        return Catalog(language, _gettext.GNUTranslations(mo))
    if (installed := folder / "returnhelp.mo").is_file():
        with installed.open("rb") as binary:
            return Catalog(language, _gettext.GNUTranslations(binary))
    return Catalog(language, _gettext.NullTranslations())


_current = catalog("en")


def use(language: str) -> None:
    """Speak this language from now on, on every thread; what is already shown must be read again."""
    global _current
    _current = catalog(language)


def current() -> Catalog:
    """The catalog in use; take it once where one text must not change its language half-way."""
    return _current


def language() -> str:
    """The language in use."""
    return _current.language


def nearest(codes: Iterable[str]) -> str:
    """The first of our languages among codes such as "de-CH" or "fr_FR.UTF-8", best first; English if none is ours."""
    ours = (code[:2].lower() for code in codes if code[:2].lower() in LANGUAGES and not code[2:3].isalpha())
    return next(ours, "en")


def words(language: str | None = None) -> Catalog:
    """The catalog of a language, or the one in use."""
    return _current if language is None else catalog(language)


def gettext(message: str) -> str:
    return _current.gettext(message)


_ = gettext


def ngettext(singular: str, plural: str, count: int) -> str:
    return _current.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    return _current.pgettext(context, message)


def npgettext(context: str, singular: str, plural: str, count: int) -> str:
    return _current.npgettext(context, singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it
    """Mark a text for translation where it is shown later."""
    return message


def NP_(context: str, message: str) -> tuple[str, str]:  # noqa: N802 - gettext's name for it
    """Mark a text with its context for translation where it is shown later."""
    return context, message
