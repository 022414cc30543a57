"""Lets Qt ask our catalogs for the words of the forms, and its own for those of its buttons."""

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from returnhelp.i18n import catalogs

# As people in Switzerland write their numbers and dates in each language.
_LOCALES = {"en": "en_CH", "de": "de_CH", "fr": "fr_CH", "it": "it_CH"}

# Languages that are read from the right; none is complete yet, but a test mirrors the window.
_FROM_THE_RIGHT = ("ar", "fa", "he")


class CatalogTranslator(QTranslator):
    """Answers Qt from the gettext catalog in use."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:  # noqa: ARG002
        return catalogs.pgettext(disambiguation, text) if disambiguation else catalogs.gettext(text)


class _Installed:
    """The translators of the running program; Qt asks the last one first, and ours always answers."""

    ours: CatalogTranslator | None = None
    of_qt: QTranslator | None = None


def use(language: str) -> None:
    """Speak this language from now on: forms at once, pages by their ``retranslate``."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    catalogs.use(language)
    QLocale.setDefault(QLocale(_LOCALES.get(language, "en_CH")))
    if _Installed.ours is None:
        _Installed.ours = CatalogTranslator(application)
        application.installTranslator(_Installed.ours)
    if _Installed.of_qt is not None:
        application.removeTranslator(_Installed.of_qt)
        _Installed.of_qt = None
    of_qt = QTranslator(application)
    if of_qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(of_qt)
        _Installed.of_qt = of_qt
    from_the_right = language in _FROM_THE_RIGHT
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft if from_the_right else Qt.LayoutDirection.LeftToRight)
    for window in application.topLevelWidgets():
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
