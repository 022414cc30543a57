"""A line for a password: it can be shown, and says when Caps Lock is on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from returnhelp.gui import icons
from returnhelp.i18n.catalogs import _


class PasswordEdit(QLineEdit):
    """Hides what is typed until its eye is pressed (or Ctrl+Shift+E)."""

    caps_lock_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caps_lock = False
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.setShortcut(QKeySequence("Ctrl+Shift+E"))
        self._eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._show(False)

    def forget(self) -> None:
        """Empty the line, its undo too."""
        self.setText("")
        self._eye.setChecked(False)

    def _show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._retranslate()

    def _retranslate(self) -> None:
        shown = self._eye.isChecked()
        self._eye.setIcon(icons.icon("eye-slash" if shown else "eye", "muted"))
        self._eye.setText(_("Hide the password") if shown else _("Show the password"))
        self._eye.setToolTip(f"{self._eye.text()} ({self._eye.shortcut().toString()})")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._note(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if len(typed) == 1 and typed.isalpha() and typed.upper() != typed.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._note(typed.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._note(False)  # it was just turned; the next letter tells
        super().keyPressEvent(event)

    def _note(self, on: bool) -> None:
        """Qt cannot ask the keyboard, but a letter of the wrong size tells."""
        if on is not self._caps_lock:
            self._caps_lock = on
            self.caps_lock_changed.emit(on)
