"""Countries, cantons and languages, picked by any of their names."""

from functools import lru_cache

from PySide6.QtWidgets import QWidget

from returnhelp.domain import countries
from returnhelp.domain.figures import CANTONS
from returnhelp.gui.widgets.chips_edit import ChipsEdit
from returnhelp.gui.widgets.picker import Option, Picker
from returnhelp.i18n import catalogs, labels


class CountryCombo(Picker):
    """One country; its value is the BFS number. It is found in any of the four languages, by code and synonym."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(lambda: _countries(catalogs.language()), countries.lookup, labels.country)


class LanguageCombo(Picker):
    """One language that people speak; its value is the ISO 639 code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(lambda: _languages(catalogs.language()), words=labels.language_name)


class CantonCombo(Picker):
    """One canton; its value is its two letters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(lambda: _cantons(catalogs.language()), words=labels.canton)


class CountriesEdit(ChipsEdit):
    """Several countries, in the order in which they were given; the values are BFS numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(lambda: _countries(catalogs.language()), countries.lookup, labels.country)


class LanguagesEdit(ChipsEdit):
    """Several languages; the values are ISO 639 codes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(lambda: _languages(catalogs.language()), words=labels.language_name)


@lru_cache(maxsize=8)
def _countries(language: str) -> tuple[Option, ...]:
    return tuple(Option(bfs, name, (countries.country(bfs).code,)) for bfs, name in labels.countries(language))


@lru_cache(maxsize=8)
def _languages(language: str) -> tuple[Option, ...]:
    return tuple(
        Option(code, name, (code, *(labels.language_name(code, other) for other in catalogs.LANGUAGES)))
        for code, name in labels.languages(language)
    )


@lru_cache(maxsize=8)
def _cantons(language: str) -> tuple[Option, ...]:
    return tuple(
        Option(
            code, labels.canton(code, language), (code, *(labels.canton(code, other) for other in catalogs.LANGUAGES))
        )
        for code in CANTONS
    )
