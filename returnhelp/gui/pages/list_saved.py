"""The filters that somebody has kept under a name, and the button that offers them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from returnhelp.gui import icons
from returnhelp.gui.page import Page
from returnhelp.gui.pages.list_popups import NamePopup
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n.catalogs import _
from returnhelp.services import lists
from returnhelp.services.office import Change

Saved = tuple[tuple[str, dict[str, Any]], ...]
"""Names and what is kept under them, as JSON."""


class SavedFilters(QObject):
    """Offers the saved filters of a list, keeps the one that is set, and forgets (with a way back)."""

    chosen = Signal(object)
    """A person chose this saved filter."""

    def __init__(
        self, page: Page, button: QPushButton, remembered_as: str, to_keep: Callable[[], dict[str, Any]]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._button = button
        self._as = remembered_as
        self._to_keep = to_keep
        self._saved: Saved = ()
        self._name = ""
        button.setIcon(icons.icon("bookmark-simple"))
        dress(button, Look.QUIET)
        button.clicked.connect(self._show_menu)
        self.retranslate()

    def take(self, saved: Saved) -> None:
        """These are the ones there are."""
        self._saved = saved
        if self._name not in [name for name, _content in saved]:
            self._name = ""
        self.retranslate()

    def read(self) -> None:
        """Read them anew."""
        office, page = self._page.office, self._as
        self._page.ask(lambda: lists.saved_filters(office, page), self.take, latest="saved")

    def show_none(self) -> None:
        """The list is narrowed otherwise than by a saved one."""
        self._name = ""
        self.retranslate()

    def retranslate(self) -> None:
        """Say which one is set."""
        self._button.setText(self._name.replace("&", "&&") or _("Saved filters"))
        self._button.setAccessibleName(
            _("Saved filters, {name}").format(name=self._name) if self._name else _("Saved filters")
        )

    def name(self) -> str:
        """The name of the one that is set; empty without one."""
        return self._name

    def menu(self) -> QMenu:
        """The saved filters, and what can be done with them."""
        menu = QMenu(self._button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, content in self._saved:
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == self._name)
            action.triggered.connect(partial(self._choose, name, content))
        if self._saved:
            menu.addSeparator()
        keep = menu.addAction(_("Save this filter …"))
        keep.triggered.connect(self._ask_name)
        keep.setEnabled(bool(self._to_keep()))
        if self._saved:
            forget = menu.addMenu(_("Forget"))
            for name, content in self._saved:
                forget.addAction(name.replace("&", "&&")).triggered.connect(partial(self._forget, name, content))
        return menu

    def keep(self, name: str) -> None:
        """Keep the filter that is set under a name; the same name again replaces what was kept."""
        office, page, content = self._page.office, self._as, self._to_keep()
        self._name = " ".join(name.split())[:100]
        self._page.act(
            lambda: lists.save_filter(office, page, name, content),
            lambda _none: self.read(),
            said=_("The filter “{name}” is saved.").format(name=self._name),
        )

    def _show_menu(self) -> None:
        self.menu().popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))

    def _choose(self, name: str, content: dict[str, Any], *_checked: bool) -> None:
        self._name = name
        self.retranslate()
        self.chosen.emit(content)

    def _ask_name(self) -> None:
        popup = NamePopup(self._button, self._name)
        popup.named.connect(self.keep)
        popup.show_under(self._button)

    def _forget(self, name: str, content: dict[str, Any], *_checked: bool) -> None:
        office, page = self._page.office, self._as

        def again(_change: Change[None]) -> Change[None]:
            return lists.save_filter(office, page, name, content)

        self._page.act(
            lambda: lists.forget_filter(office, page, name),
            lambda _none: self.read(),
            said=_("The filter “{name}” is forgotten.").format(name=name),
            undo=again,
        )
