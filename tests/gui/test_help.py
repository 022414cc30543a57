"""The help opens where it is needed, and is found in."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from returnhelp import files
from returnhelp.gui import help as help_
from returnhelp.gui.help import HelpPanel
from returnhelp.gui.page import Page
from returnhelp.gui.pages import registry
from returnhelp.i18n.catalogs import LANGUAGES


@pytest.fixture
def panel(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HelpPanel:
    folder = tmp_path / "resources" / "help"
    folder.mkdir(parents=True)
    parts = "\n\n".join(f"## Part {number} {{#part_{number}}}\n\n" + "Words. " * 300 for number in range(6))
    (folder / "en.md").write_text(f"# Help\n\nSee [part 3](#part_3).\n\n{parts}\n", encoding="utf-8")
    monkeypatch.setattr(files, "path", lambda name: tmp_path / name)
    help_.text.cache_clear()
    made = HelpPanel()
    qtbot.addWidget(made)
    made.resize(360, 500)
    yield made
    help_.text.cache_clear()


def test_the_anchors_are_not_shown(panel: HelpPanel):
    assert "{#" not in panel._text.toPlainText()
    assert "Part 3" in panel._text.toPlainText()


def test_it_opens_at_an_anchor(panel: HelpPanel):
    panel.show_at("part_4")
    assert panel.heading() == "Part 4"
    assert panel._text.textCursor().block().text() == "Part 4"
    panel.show_at("no_such_part")
    assert panel.heading() == "Help"


def test_a_link_and_the_contents_lead_on(panel: HelpPanel):
    panel.show_at()
    panel._text.anchorClicked.emit(QUrl("#part_3"))
    assert panel.heading() == "Part 3"
    panel._contents.activated.emit(2)
    assert panel._text.textCursor().block().text() == "Part 1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_place_in_the_help(language: str):
    help_.text.cache_clear()
    known = {anchor for _level, _words, anchor in help_.text(language)[1]}
    assert registry.PAGES.rail
    wanted, kinds = {}, [Page]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
        if kind.__module__.startswith("returnhelp.gui.pages."):
            wanted[kind.__name__] = kind.help_anchor
    assert {name: anchor for name, anchor in wanted.items() if anchor and anchor not in known} == {}


def test_words_are_found(qtbot, panel: HelpPanel):
    panel.show_at()
    qtbot.keyClicks(panel._find, "part 5")
    assert panel._text.textCursor().selectedText() == "Part 5"
    panel._find.returnPressed.emit()
    assert panel._text.textCursor().selectedText() == "Part 5"


def test_another_language_without_a_help_reads_the_english_one(panel: HelpPanel):
    assert help_.text("de") == help_.text("en")


def test_without_any_help_it_says_so(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "path", lambda name: tmp_path / name)
    help_.text.cache_clear()
    made = HelpPanel()
    qtbot.addWidget(made)
    made.show_at("cases")
    assert made._text.toPlainText()
    help_.text.cache_clear()
