"""Shows a form of ui/ in a page and hands its widgets to the names that the page declares."""

from functools import cache
from typing import get_type_hints
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from returnhelp import files
from returnhelp.gui.theme import Look, dress

# What a widget's name ends with says what part it plays; the form itself holds no looks.
LOOKS = {
    "label": Look.LABEL,
    "note": Look.NOTE,
    "error": Look.ERROR,
    "heading": Look.HEADING,
    "title": Look.TITLE,
    "figure": Look.FIGURE,
    "card": Look.CARD,
    "badge": Look.BADGE,
    "link": Look.LINK,
}


class FormError(Exception):
    """A form and the page that shows it do not agree."""


def load_form(page: QWidget, name: str) -> QWidget:
    """Fill the page with ui/<name>.ui; every widget that the page annotates must be in it.

    A widget of our own in the form must be annotated. Widgets are dressed by the end of their name
    (``LOOKS``), and a field takes its accessible name from the label whose buddy it is.
    """
    source = files.path(f"ui/{name}.ui")
    declared = _declared(type(page))
    loader = _loader()
    for class_name in _own_widgets(name):
        kind = next((kind for kind in declared.values() if kind.__name__ == class_name), None)
        if kind is None:
            raise FormError(f"{source.name} holds a {class_name} that {type(page).__name__} does not declare")
        if kind not in _registered:
            _registered.add(kind)
            loader.registerCustomWidget(kind)
    form = loader.load(str(source), page)
    layout = page.layout()
    if layout is None:
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(form)
    for attribute, kind in declared.items():
        widget = form if form.objectName() == attribute else form.findChild(QWidget, attribute)
        if not isinstance(widget, kind):
            raise FormError(f"{source.name} has no {kind.__name__} named {attribute}")
        setattr(page, attribute, widget)
    for widget in form.findChildren(QWidget):
        if isinstance(widget, QPushButton):
            widget.setAutoDefault(True)  # Enter presses the button that has the focus, outside of a dialog too
        if look := LOOKS.get(widget.objectName().rpartition("_")[2]):
            dress(widget, look)
    _Namer(form).name()
    return form


_registered: set[type[QWidget]] = set()


@cache
def _loader() -> QUiLoader:
    """Made where it finds no plug-ins: one of those that PySide6 brings loads a whole web browser."""
    places = QCoreApplication.libraryPaths()
    QCoreApplication.setLibraryPaths([])
    loader = QUiLoader()
    QCoreApplication.setLibraryPaths(places)
    loader.setLanguageChangeEnabled(True)
    return loader


@cache
def _own_widgets(name: str) -> tuple[str, ...]:
    form = ElementTree.parse(files.path(f"ui/{name}.ui"))
    return tuple(custom.findtext("class", default="") for custom in form.iter("customwidget"))


_found: dict[type[QWidget], dict[str, type[QWidget]]] = {}


def _declared(page: type[QWidget]) -> dict[str, type[QWidget]]:
    if page not in _found:
        _found[page] = {
            attribute: kind
            for attribute, kind in get_type_hints(page).items()
            if isinstance(kind, type) and issubclass(kind, QWidget)
        }
    return _found[page]


class _Namer(QObject):
    """Keeps the accessible names of a form's fields the same as their labels, in every language."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._given: dict[QLabel, str] = {}
        form.installEventFilter(self)

    def name(self) -> None:
        for label in self._form.findChildren(QLabel):
            field = label.buddy()
            if field is not None and field.accessibleName() in ("", self._given.get(label)):
                said = label.text().replace("&", "").rstrip(": ")
                field.setAccessibleName(said)
                self._given[label] = said

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self.name)  # the labels hear of the language after their form
        return super().eventFilter(watched, event)
