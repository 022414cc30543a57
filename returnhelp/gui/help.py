"""The help beside the page: opened at the right place, read in the language of the window."""

import re
from functools import lru_cache

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from returnhelp import files
from returnhelp.gui import icons, theme
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import _

# A heading of resources/help/<language>.md gets its anchor so: "## My day {#my_day}".
_HEADING = re.compile(r"^(#{1,4})\s+(.+?)\s*(?:\{#([\w-]+)\})?\s*$")


@lru_cache(maxsize=8)
def text(language: str) -> tuple[str, tuple[tuple[int, str, str], ...]]:
    """The help of a language as Markdown without its anchors, and its headings (level, words, anchor).

    A language without a help of its own reads the English one.
    """
    source = files.path(f"resources/help/{language}.md")
    if not source.is_file():
        source = files.path("resources/help/en.md")
    if not source.is_file():
        return "", ()
    lines, headings = [], []
    for line in source.read_text(encoding="utf-8").splitlines():
        found = _HEADING.match(line)
        if found:
            headings.append((len(found[1]), found[2], found[3] or ""))
            line = f"{found[1]} {found[2]}"
        lines.append(line)
    return "\n".join(lines), tuple(headings)


class HelpPanel(QFrame):
    """Stands at the side of the page; Esc closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = ""
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(lambda: self._go(self._at))
        self.setProperty("ground", "surface")
        self.setMinimumWidth(theme.px(300))
        self._title = dress(QLabel(), Look.HEADING)
        self._close = QToolButton()
        self._close.setIcon(icons.icon("x"))
        self._close.setIconSize(QSize(16, 16))
        self._close.clicked.connect(self.close_panel)
        self._contents = QComboBox()
        self._contents.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._contents.activated.connect(self._jump)
        self._find = QLineEdit()
        self._find.addAction(icons.icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._find.textEdited.connect(self._search)
        self._find.returnPressed.connect(lambda: self._search(self._find.text(), onward=True))
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(self._follow)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._contents)
        column.addWidget(self._find)
        column.addWidget(self._text, 1)
        theme.news().changed.connect(self._read)
        self._retranslate()
        self.hide()

    def show_at(self, anchor: str = "") -> None:
        """Open at a heading's anchor; an unknown one opens at the beginning."""
        self._at = anchor
        if self.isHidden():
            self._settled.start()  # once more when it has its width: the lines break elsewhere then
        self.show()
        self._go(anchor)
        self._text.setFocus()

    def close_panel(self) -> None:
        self.hide()
        self.closed.emit()

    def heading(self) -> str:
        """The heading under which the help is open; for tests."""
        return self._contents.currentText().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(_("Help"))
        self._close.setToolTip(_("Close the help"))
        self._close.setAccessibleName(_("Close the help"))
        self._contents.setAccessibleName(_("Contents of the help"))
        self._find.setPlaceholderText(_("Find in the help"))
        self._find.setAccessibleName(_("Find in the help"))
        self._text.setAccessibleName(_("Help"))
        self._read()

    def _read(self) -> None:
        markdown, headings = text(catalogs.language())
        document = self._text.document()
        document.setDefaultFont(self.font())
        if markdown:
            self._text.setMarkdown(markdown)
        else:
            self._text.setPlainText(_("There is no help in this installation."))
        document.setIndentWidth(20)
        self._contents.clear()
        for level, words, anchor in headings:
            if level <= 3:
                self._contents.addItem(f"{'    ' * max(0, level - 2)}{words}", anchor)
        self._contents.setVisible(bool(headings))
        self._go(self._at)

    def _go(self, anchor: str) -> None:
        _markdown, headings = text(catalogs.language())
        number = next((at for at, (_level, _words, name) in enumerate(headings) if name and name == anchor), 0)
        self._scroll_to(number)
        shown = [heading for heading in headings if heading[0] <= 3]
        if headings and headings[number] in shown:
            self._contents.setCurrentIndex(shown.index(headings[number]))

    def _scroll_to(self, number: int) -> None:
        """Bring the heading of that number to the top."""
        block, at = self._text.document().begin(), -1
        while block.isValid():
            if block.blockFormat().headingLevel() > 0:
                at += 1
            if at == number:
                cursor = QTextCursor(block)
                self._text.moveCursor(QTextCursor.MoveOperation.End)
                self._text.setTextCursor(cursor)
                bar = self._text.verticalScrollBar()
                bar.setValue(bar.value() + self._text.cursorRect(cursor).top() - 8)
                return
            block = block.next()

    def _jump(self, index: int) -> None:
        _markdown, headings = text(catalogs.language())
        shown = [at for at, heading in enumerate(headings) if heading[0] <= 3]
        self._scroll_to(shown[index])

    def _follow(self, url: QUrl) -> None:
        if url.hasFragment():
            self._go(url.fragment())

    def _search(self, words: str, *, onward: bool = False) -> None:
        if not words:
            return
        if not onward:
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
        if not self._text.find(words, QTextDocument.FindFlag(0)):
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            self._text.find(words, QTextDocument.FindFlag(0))
