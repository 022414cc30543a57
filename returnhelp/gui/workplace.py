"""The workplace of somebody signed in: the rail, the search on top, the page, and its tabs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from returnhelp.gui.actions import Command, Commands
from returnhelp.gui.command_bar import CommandBar
from returnhelp.gui.desk import Desk
from returnhelp.gui.draft_keeper import DraftKeeper, Held
from returnhelp.gui.help import HelpPanel
from returnhelp.gui.page import Hit, Page, Pages, PageSpec
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.toasts import Toasts
from returnhelp.gui.user_menu import UserButton
from returnhelp.gui.widgets.cover import Cover
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.rail import Rail
from returnhelp.gui.widgets.tab_strip import TabStrip
from returnhelp.gui.widgets.work_button import WorkButton
from returnhelp.gui.worker import Job
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services.office import Office

_KEEP_EVERY = 60_000  # milliseconds; so much typing is lost at most when the power fails


@dataclass
class Left:
    """What was open when the window was locked."""

    page: str = ""
    tabs: list[tuple[str, int]] = field(default_factory=list)
    shown: int = 0


class Workplace(QWidget):
    """Opens pages and tabs as the desk wishes, and puts everything away for a lock."""

    def __init__(self, desk: Desk, pages: Pages, privacy_key: str = "F9", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pages = pages
        self.commands = Commands(self)
        self.drafts = DraftKeeper(desk, self)
        self._privacy_key = privacy_key
        self._base = ""
        self._rail_pages: dict[str, Page] = {}
        self._tabs: list[tuple[str, int, Page]] = []
        self._finding: Job | None = None
        self._build()
        self.toasts = Toasts(self)
        desk.page_wanted.connect(self.open_page)
        desk.case_wanted.connect(lambda number, section: self.open_tab("case", number, section))
        desk.person_wanted.connect(lambda number: self.open_tab("person", number))
        desk.toast_wanted.connect(self.toasts.show)
        desk.help_wanted.connect(self.show_help)
        desk.private_changed.connect(self._blank)
        self._keeping = QTimer(self)
        self._keeping.setInterval(_KEEP_EVERY)
        self._keeping.timeout.connect(lambda: self.drafts.keep(self.open_pages()))
        self._keeping.start()
        self._take_office()

    # --- going somewhere ---------------------------------------------------------------------------

    def open_page(self, key: str, state: object = None) -> None:
        """Go to a page of the rail; one that may not be seen is not gone to."""
        spec = next((one for one in self.pages.rail if one.key == key and one.may(self.desk.office)), None)
        if spec is None:
            return
        page = self._rail_pages.get(key)
        if page is None:
            page = self._take_in(spec.make(self.desk), key)
            self._rail_pages[key] = page
        self._base = key
        self.rail.choose(key)
        self._tab_strip.put(0, catalogs.gettext(spec.title), spec.icon)
        self._tab_strip.setCurrentIndex(0)
        self._show(page)
        if state is not None:
            page.arrive(state)

    def open_tab(self, kind: str, number: int, state: object = None) -> None:
        """Open a record in its tab, or go to the tab it has."""
        at = next((at for at, (one, of, _page) in enumerate(self._tabs) if (one, of) == (kind, number)), -1)
        if at < 0:
            if kind not in self.pages.tabs:
                return
            if not self._base:
                self._open_first()
            page = self._take_in(self.pages.tabs[kind].make(self.desk, number), kind)
            self._tabs.append((kind, number, page))
            at = len(self._tabs) - 1
            self._name_tab(page)
        self._tab_strip.setCurrentIndex(at + 1)
        self._show_tab(at + 1)
        if state:
            self._tabs[at][2].arrive(state)

    def close_tab(self, at: int) -> None:
        """Close a tab (1 is the first); what is unsaved in it is kept as a draft."""
        if not 1 <= at <= len(self._tabs):
            return
        _kind, _number, page = self._tabs.pop(at - 1)
        unsaved = page.hold_draft() is not None
        self.drafts.settle(page)
        self._tab_strip.removeTab(at)
        self._drop(page)
        self._show_tab(self._tab_strip.currentIndex())
        if unsaved:
            self.desk.toast(_("What you typed is kept as a draft. You find it in My day."), Kind.INFO)

    def page(self) -> Page | None:
        """The page that is shown."""
        current = self._stack.currentWidget()
        return current if isinstance(current, Page) else None

    def open_pages(self) -> list[Page]:
        """Every page that is open, seen or not."""
        return [*self._rail_pages.values(), *(page for _kind, _number, page in self._tabs)]

    def show_help(self, anchor: str = "") -> None:
        """Open the help beside the page, at its place."""
        page = self.page()
        self.help.show_at(anchor or (page.help_anchor if page is not None else ""))

    # --- being locked ------------------------------------------------------------------------------

    def put_away(self) -> tuple[Left, list[Held]]:
        """Close everything, but for pages that wait for work; answers what was open and what was unsaved in it."""
        self._keeping.stop()
        held = self.drafts.hold(self.open_pages())
        left = Left(self._base, [(kind, number) for kind, number, _page in self._tabs], self._tab_strip.currentIndex())
        self.toasts.clear()
        self.help.hide()
        self.search.clear()
        for key, page in list(self._rail_pages.items()):
            if not self.desk.worker.works_for(page):
                del self._rail_pages[key]
                self._drop(page)
        for at in range(len(self._tabs), 0, -1):
            page = self._tabs[at - 1][2]
            if not self.desk.worker.works_for(page):
                del self._tabs[at - 1]
                self._tab_strip.removeTab(at)
                self._drop(page)
        return left, held

    def take_out(self, office: Office, left: Left) -> None:
        """Open everything again for the one who is back."""
        self.desk.office = office
        for page in self.open_pages():
            page.stale()
        self._take_office(first=left.page)
        waiting = {(kind, number): page for kind, number, page in self._tabs}
        for kind, number in left.tabs:
            if (kind, number) not in waiting:
                self.open_tab(kind, number)
        self._tab_strip.setCurrentIndex(left.shown)
        self._show_tab(left.shown)
        for _kind, _number, page in self._tabs:
            page.read_ahead()
        self._keeping.start()

    # --- how it works ------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rail = Rail()
        self.rail.chosen.connect(self.desk.open_page)
        self.search = CommandBar()
        self.search.typed.connect(self._find)
        self.search.gone_to.connect(lambda hit: hit.go(self.desk))
        self.search.offer_commands(self.commands.hits)
        self._office = dress(QLabel(), Look.STRONG)
        self._demo = dress(QLabel(), Look.BADGE)
        self._demo.setProperty("kind", "warning")
        self.work = WorkButton(self.desk.worker)
        self._private = QToolButton()
        self._help_button = QToolButton()
        for button in (self._private, self._help_button):
            button.setIconSize(QSize(20, 20))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.user = UserButton(self.desk, self.commands)
        top = QWidget()
        top.setProperty("ground", "rail")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(top)
        row.setContentsMargins(12, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        for widget in (self._office, self._demo, self.work, self._private, self._help_button, self.user):
            row.addWidget(widget)
        self._tab_strip = TabStrip()
        self._tab_strip.setProperty("ground", "rail")
        self._tab_strip.tabBarClicked.connect(self._show_tab)
        self._tab_strip.currentChanged.connect(self._show_tab)
        self._tab_strip.close_wanted.connect(self.close_tab)
        self._stack = QStackedWidget()
        self._cover = Cover(self._stack)
        self.help = HelpPanel()
        self.help.closed.connect(self._focus_page)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._stack)
        self._split.addWidget(self.help)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(top)
        right.addWidget(self._tab_strip)
        right.addWidget(self._split, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)

    def _take_office(self, first: str = "") -> None:
        """Offer what the person signed in may see."""
        self.rail.clear()
        seen = [spec for spec in self.pages.rail if spec.may(self.desk.office)]
        for spec in seen:
            if spec.in_rail:
                self.rail.add(spec.key, spec.icon)
        self.commands.add(self._own_commands(seen))
        for button, key in ((self._private, "privacy"), (self._help_button, "help")):
            button.setDefaultAction(self.commands.action(key))
        self._private.setCheckable(True)
        self._retranslate()
        self._open_first(first)

    def _open_first(self, key: str = "") -> None:
        seen = [spec.key for spec in self.pages.rail if spec.may(self.desk.office)]
        if seen:
            self.open_page(key if key in seen else seen[0])

    def _own_commands(self, seen: Sequence[PageSpec]) -> list[Command]:
        desk = self.desk
        own = [
            Command("search", N_("Search"), "magnifying-glass", self.search.begin, "Ctrl+K", searched=False),
            Command("lock", N_("Lock the window"), "lock", desk.lock_wanted.emit, "Ctrl+L"),
            Command("privacy", N_("Blank for visitors"), "eye-slash", self._toggle_private, self._privacy_key),
            Command("help", N_("Help"), "question", self.show_help, "F1"),
            Command("reread", N_("Read the page again"), "arrow-clockwise", self._reread, "F5"),
            Command("close_tab", N_("Close this tab"), "x", self._close_this, "Ctrl+W", searched=False),
            Command("next_tab", N_("Next tab"), "caret-right", lambda: self._go_along(1), "Ctrl+Tab", searched=False),
            Command(
                "previous_tab", N_("Previous tab"), "caret-left", lambda: self._go_along(-1), "Ctrl+Shift+Tab",
                searched=False,
            ),
            Command("newest", N_("To the newest message"), "bell", self._to_newest, "F6", searched=False),
            Command("sign_out", N_("Sign out"), "sign-out", desk.sign_out_wanted.emit),
        ]  # fmt: skip
        in_rail = [spec for spec in seen if spec.in_rail]
        for spec in seen:
            place = in_rail.index(spec) + 1 if spec.in_rail else 0
            keys = f"Ctrl+{place}" if 1 <= place <= 9 else spec.keys
            own.append(Command(spec.key, spec.title, spec.icon, lambda key=spec.key: desk.open_page(key), keys))  # type: ignore[misc]  # a bound default
        return own

    def _take_in(self, page: Page, key: str) -> Page:
        page.key = key
        page.titled.connect(lambda: self._name_tab(page))
        self.drafts.follow(page)
        self._stack.addWidget(page)
        return page

    def _drop(self, page: Page) -> None:
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _name_tab(self, page: Page) -> None:
        for at, (kind, number, one) in enumerate(self._tabs, start=1):
            if one is page:
                shown = "•••" if self.desk.private else page.title() or f"{number}"
                self._tab_strip.put(at, shown, self.pages.tabs[kind].icon)

    def _show_tab(self, at: int) -> None:
        if at == 0 and self._base in self._rail_pages:
            self._show(self._rail_pages[self._base])
        elif 1 <= at <= len(self._tabs):
            self._show(self._tabs[at - 1][2])

    def _show(self, page: Page) -> None:
        if self._stack.currentWidget() is page:
            return
        self._stack.setCurrentWidget(page)
        self._blank(self.desk.private)
        if self.help.isVisible() and page.help_anchor:
            self.help.show_at(page.help_anchor)
        if not self.search.hasFocus() or not self.search.text():
            page.focus_first()

    def _focus_page(self) -> None:
        if (page := self.page()) is not None:
            page.focus_first()

    def _blank(self, private: bool) -> None:
        page = self.page()
        done = page.blank(private) if page is not None else False
        if private and not done:
            self._cover.lie(self._privacy_key)
        else:
            self._cover.hide()
        self._private.setChecked(private)
        for _kind, _number, one in self._tabs:
            self._name_tab(one)

    def _toggle_private(self) -> None:
        self.desk.set_private(not self.desk.private)

    def _reread(self) -> None:
        if (page := self.page()) is not None:
            page.refresh(None)

    def _close_this(self) -> None:
        self.close_tab(self._tab_strip.currentIndex())

    def _go_along(self, step: int) -> None:
        count = self._tab_strip.count()
        if count:
            self._tab_strip.setCurrentIndex((self._tab_strip.currentIndex() + step) % count)

    def _to_newest(self) -> None:
        if (button := self.toasts.newest_button()) is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find(self, typed: str) -> None:
        if self._finding is not None:
            self._finding.cancel()
        office, find = self.desk.office, self.pages.find
        if self.desk.private:
            self.search.show_found(typed, ())
            return

        def found(hits: Sequence[Hit]) -> None:
            self.search.show_found(typed, hits)

        def failed(_error: Exception) -> None:
            self.search.show_found(typed, ())

        self._finding = self.desk.worker.run(lambda: find(office, typed), found, failed, receiver=self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_page()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.commands.retranslate()
        titles: dict[str, Any] = {spec.key: spec for spec in self.pages.rail}
        for at, button in enumerate(self.rail.buttons(), start=1):
            title = catalogs.gettext(titles[button.key].title)
            button.setText(title)
            button.setToolTip(f"{title} (Ctrl+{at})")
            button.updateGeometry()
        if self._base in titles:
            self._tab_strip.put(0, catalogs.gettext(titles[self._base].title), titles[self._base].icon)
        self._office.setText(self.desk.office.name)
        self._demo.setText(_("Demo: all people are invented"))
        self._demo.setVisible(self.desk.office.demo)
        self._private.setAccessibleName(_("Blank for visitors"))
        self._help_button.setAccessibleName(_("Help"))
