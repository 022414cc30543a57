"""The third step, where it is needed: what words mean that are not known here."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget

from returnhelp.domain import intake_mapping
from returnhelp.domain.intake import SheetMapping
from returnhelp.gui.forms import load_form
from returnhelp.gui.models.intake_work import IntakeWork, Word
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.code_editor import CodeEditor
from returnhelp.i18n import formats, intake_words, labels
from returnhelp.i18n.catalogs import _, ngettext

_OFFERED = 3


class WordsStep(QWidget):
    """One line a word; what is shown is taken when one goes on."""

    words_scroll: QScrollArea
    words_page: QWidget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "import_words")
        grid = self.words_page.findChild(QGridLayout, "words_grid_layout")
        assert grid is not None
        self._grid = grid
        self._grid.setColumnStretch(3, 1)
        self._lines: list[_WordLine] = []
        self.words_page.setProperty("scrolled", True)

    def show_work(self, work: IntakeWork, today: date) -> None:
        """Show the words that were asked about, with what is answered or proposed for each."""
        cleared.clear(self._grid)
        self._lines = [_WordLine(word, work.meaning(word), today) for word in work.words]
        for row, line in enumerate(self._lines):
            line.put_into(self._grid, row)

    def taken(self, mapping: SheetMapping) -> SheetMapping:
        """The mapping with every word for which something is shown."""
        for line in self._lines:
            code = line.code()
            if code is not None:
                mapping = intake_mapping.with_value(mapping, line.word.field, line.word.raw, code)
        return mapping

    def editors(self) -> dict[str, CodeEditor]:
        """The field of each word, as it is written."""
        return {line.word.raw: line.editor for line in self._lines}

    def focus_first(self) -> None:
        """Begin with the first word for which nothing is shown yet."""
        line = next((line for line in self._lines if line.code() is None), self._lines[0] if self._lines else None)
        if line is not None:
            line.editor.setFocus()

    def retranslate(self) -> None:
        for line in self._lines:
            line.retranslate()


class _WordLine:
    def __init__(self, word: Word, meaning: str | None, today: date) -> None:
        self.word = word
        self._touched = meaning is not None
        self._field = dress(QLabel(), Look.NOTE)
        self._raw = dress(QLabel(f"“{word.raw}”"), Look.STRONG)
        self._raw.setTextFormat(Qt.TextFormat.PlainText)
        self._times = dress(QLabel(), Look.NOTE)
        self.editor = CodeEditor(word.field, today)
        self.editor.set_code(word.proposed if meaning is None else meaning)
        self.editor.entered.connect(self._touch)
        self._empty = dress(QPushButton(), Look.LINK)
        self._empty.clicked.connect(lambda: self._offer(""))
        self._offers = [(code, dress(QPushButton(), Look.LINK)) for code in word.options[:_OFFERED]]
        for code, button in self._offers:
            button.clicked.connect(lambda _checked=False, code=code: self._offer(code))
        self.retranslate()

    def put_into(self, grid: QGridLayout, row: int) -> None:
        offers = QHBoxLayout()
        offers.setSpacing(4)
        for _code, button in self._offers:
            offers.addWidget(button)
        offers.addWidget(self._empty)
        offers.addStretch(1)
        grid.addWidget(self._field, row, 0)
        grid.addWidget(self._raw, row, 1)
        grid.addWidget(self._times, row, 2)
        grid.addWidget(self.editor, row, 3)
        grid.addLayout(offers, row, 4)

    def code(self) -> str | None:
        """What is shown; None where nothing is, and nobody said that it shall stay empty."""
        code = self.editor.code()
        return code if code or self._touched else None

    def retranslate(self) -> None:
        word = self.word
        self._field.setText(labels.label(word.field))
        self._times.setText(ngettext("{count} row", "{count} rows", word.rows).format(count=formats.number(word.rows)))
        self._empty.setText(_("Leave empty"))
        self.editor.setAccessibleName(_("Meaning of “{word}”").format(word=word.raw))
        for code, button in self._offers:
            button.setText(intake_words.code_shown(word.field, code))

    def _touch(self) -> None:
        self._touched = True

    def _offer(self, code: str) -> None:
        self._touched = True
        self.editor.set_code(code)
