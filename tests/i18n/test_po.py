"""Our reader of .po files agrees with Babel's, which is slower."""

import gettext
import io

import pytest
from babel.messages.pofile import read_po

from returnhelp import files
from returnhelp.i18n import po

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)


def loaded(text: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(po.compiled(HEADER + text)))


def test_a_text_over_several_lines_with_escapes_is_one_text():
    words = loaded('msgid ""\n"two \\"lines\\"\\n"\n"and a \\\\ tab\\t"\nmsgstr ""\n"deux « lignes »\\n"\n"fin"\n')
    assert words.gettext('two "lines"\nand a \\ tab\t') == "deux « lignes »\nfin"


def test_a_context_tells_two_words_apart():
    words = loaded('msgctxt "step"\nmsgid "Open"\nmsgstr "Ouvert"\n\nmsgctxt "button"\nmsgid "Open"\nmsgstr "Ouvrir"\n')
    assert words.pgettext("step", "Open") == "Ouvert"
    assert words.pgettext("button", "Open") == "Ouvrir"
    assert words.gettext("Open") == "Open"


def test_a_plural_follows_the_rule_of_its_language():
    words = loaded(
        'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} jour"\nmsgstr[1] "{count} jours"\n'
    )
    assert [words.ngettext("{count} day", "{count} days", count) for count in (0, 1, 2)] == [
        "{count} jour",
        "{count} jour",
        "{count} jours",
    ]


def test_entries_need_no_empty_line_between_them():
    words = loaded('msgid "a"\nmsgstr "A"\nmsgid "b"\nmsgstr "B"\n# note\nmsgid "c"\nmsgstr "C"')
    assert [words.gettext(text) for text in "abc"] == ["A", "B", "C"]


def test_what_nobody_has_checked_or_uses_is_left_out():
    words = loaded(
        '#, fuzzy\nmsgid "guess"\nmsgstr "supposition"\n\n#, python-format\nmsgid "sure"\nmsgstr "sûr"\n\n'
        'msgid "empty"\nmsgstr ""\n\n#~ msgid "old"\n#~ msgstr "vieux"\n'
    )
    assert [words.gettext(text) for text in ("guess", "sure", "empty", "old")] == ["guess", "sûr", "empty", "old"]


def test_a_broken_line_is_named():
    with pytest.raises(po.PoError, match="line 2: msgstr 'x'"):
        po.compiled("msgid \"x\"\nmsgstr 'x'\n")


def test_our_own_catalogs_read_as_babel_reads_them():
    for source in sorted(files.path("translations").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as binary:
            theirs = read_po(binary)
        expected = {}
        for message in theirs:
            forms = (message.string,) if isinstance(message.string, str) else message.string
            ids = (message.id,) if isinstance(message.id, str) else message.id
            if message.id and all(forms) and not message.fuzzy:
                key = f"{message.context}\x04{chr(0).join(ids)}" if message.context else chr(0).join(ids)
                expected[key] = chr(0).join(forms)
        ours = po.messages(source.read_text(encoding="utf-8"))
        ours.pop("")
        assert ours == expected, source
