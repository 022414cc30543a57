"""The words come from the catalog of the language in use."""

import threading

import pytest

from returnhelp import files
from returnhelp.i18n import catalogs, po

PO = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    'msgid "Case"\nmsgstr "Fall"\n\n'
    'msgctxt "step"\nmsgid "Closed"\nmsgstr "Abgeschlossen"\n\n'
    'msgid "{count} letter"\nmsgid_plural "{count} letters"\nmsgstr[0] "{count} Brief"\nmsgstr[1] "{count} Briefe"\n\n'
    'msgctxt "day"\nmsgid "{count} one"\nmsgid_plural "{count} ones"\n'
    'msgstr[0] "{count} Tag"\nmsgstr[1] "{count} Tage"\n'
)


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A checkout or an installation of its own; what a test has loaded from it is forgotten after it."""
    monkeypatch.setattr(files, "_ROOT", tmp_path)
    (tmp_path / "translations/de/LC_MESSAGES").mkdir(parents=True)
    catalogs.catalog.cache_clear()
    yield tmp_path
    catalogs.catalog.cache_clear()


def test_a_checkout_speaks_from_its_po_file(root):
    (root / "translations/de/LC_MESSAGES/returnhelp.po").write_text(PO, encoding="utf-8")
    german = catalogs.catalog("de")
    assert german.language == "de"
    assert german.gettext("Case") == "Fall"
    assert german.pgettext("step", "Closed") == "Abgeschlossen"
    assert german.ngettext("{count} letter", "{count} letters", 3).format(count=3) == "3 Briefe"
    assert german.npgettext("day", "{count} one", "{count} ones", 1).format(count=1) == "1 Tag"


def test_an_installation_speaks_from_its_compiled_file(root):
    (root / "translations/de/LC_MESSAGES/returnhelp.mo").write_bytes(po.compiled(PO))
    assert catalogs.catalog("de").gettext("Case") == "Fall"


def test_a_language_without_catalog_speaks_english(root):
    assert catalogs.catalog("fr").gettext("Case") == "Case"
    assert catalogs.catalog("en").pgettext("step", "Closed") == "Closed"


def test_the_language_can_be_changed_while_running(root):
    (root / "translations/de/LC_MESSAGES/returnhelp.po").write_text(PO, encoding="utf-8")
    catalogs.use("de")
    assert (catalogs.language(), catalogs._("Case"), catalogs.pgettext("step", "Closed")) == (
        "de",
        "Fall",
        "Abgeschlossen",
    )
    assert catalogs.ngettext("{count} letter", "{count} letters", 1) == "{count} Brief"
    catalogs.use("en")
    assert (catalogs.language(), catalogs._("Case")) == ("en", "Case")


def test_a_paper_keeps_its_language_whatever_the_window_speaks(root):
    (root / "translations/de/LC_MESSAGES/returnhelp.po").write_text(PO, encoding="utf-8")
    catalogs.use("en")
    assert catalogs.words("de").gettext("Case") == "Fall"
    assert catalogs.words().gettext("Case") == "Case"


def test_a_change_of_language_reaches_the_worker_thread():
    catalogs.use(catalogs.PSEUDO)
    heard = []
    worker = threading.Thread(target=lambda: heard.append(catalogs.language()))
    worker.start()
    worker.join()
    assert heard == [catalogs.PSEUDO]


@pytest.mark.parametrize("language", [*catalogs.LANGUAGES, catalogs.PSEUDO])
def test_an_empty_text_stays_empty(language):
    words = catalogs.catalog(language)
    assert words.gettext("") == ""
    assert words.pgettext("step", "") == ""


def test_the_pseudo_language_mirrors_and_doubles_every_text():
    pseudo = catalogs.catalog(catalogs.PSEUDO)
    assert pseudo.gettext("&Save") == "evaS &Save"
    assert pseudo.pgettext("step", "Closed") == "desolC Closed"
    assert pseudo.ngettext("{count} letter", "{count} letters", 2).format(count=2) == "2srettel  2 letters"


def test_the_pseudo_language_leaves_placeholders_and_marks_alone():
    text = catalogs.catalog(catalogs.PSEUDO).gettext("<b>{name}</b> owes {amount:>8} &amp; {{more}}")
    assert text.format(name="Li", amount=5).startswith("<b>Li</b>")
    assert text.count("&amp;") == 2


def test_marked_texts_are_themselves_until_they_are_shown():
    assert catalogs.N_("Case") == "Case"
    assert catalogs.NP_("step", "Closed") == ("step", "Closed")


@pytest.mark.parametrize(
    ("codes", "spoken"),
    [
        (["de-CH", "fr"], "de"),
        (["rm-CH", "it-CH"], "it"),
        (["fr_FR.UTF-8"], "fr"),
        (["den", "ita"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_nearest_of_our_languages_is_found(codes, spoken):
    assert catalogs.nearest(codes) == spoken
