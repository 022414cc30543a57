"""Keeps what is being typed, sealed in the office, and brings it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from returnhelp.gui.desk import Desk
from returnhelp.gui.page import Page
from returnhelp.gui.told import told
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.i18n.catalogs import _
from returnhelp.services import drafts


@dataclass(frozen=True)
class Held:
    """What one page held when it was asked."""

    page: str
    subject: str
    title: str
    content: dict[str, Any] | None
    """None when it was saved since: the draft that was kept is to be forgotten."""


class DraftKeeper(QObject):
    """Knows which pages have a draft in the store, so that a saved one does not come back."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kept: dict[tuple[str, str], dict[str, Any]] = {}

    def follow(self, page: Page) -> None:
        """Fill in the draft of this page once it is ready, if one is kept; until then it is not taken for saved."""
        self._kept.pop((page.key, page.draft_subject()), None)
        page.was_ready.connect(lambda: self._bring_back(page))

    def hold(self, pages: Iterable[Page]) -> list[Held]:
        """What these pages hold unsaved, and which of their drafts were saved since they were kept."""
        held = []
        for page in pages:
            content, subject = page.hold_draft(), page.draft_subject()
            if content is not None or (page.key, subject) in self._kept:
                held.append(Held(page.key, subject, page.title(), content))
        return held

    def keep(self, pages: Iterable[Page]) -> None:
        """Keep what is new in these, and forget what was saved meanwhile; on the worker."""
        new = [one for one in self.hold(pages) if self._kept.get((one.page, one.subject)) != one.content]
        if not new:
            return

        def done(_nothing: None) -> None:
            for one in new:
                if one.content is None:
                    self._kept.pop((one.page, one.subject), None)
                else:
                    self._kept[one.page, one.subject] = one.content

        self._desk.worker.run(lambda: write(self._desk, new), done, self._not_kept, receiver=self)

    def settle(self, page: Page) -> None:
        """The page is being closed: keep what it holds, or forget what was kept for it."""
        self.keep([page])

    def _bring_back(self, page: Page) -> None:
        office, key, subject = self._desk.office, page.key, page.draft_subject()

        def there(content: dict[str, Any] | None) -> None:
            if content is not None:
                self._kept[key, subject] = content
                page.restore_draft(content)
                page.show_message(_("What you typed here last time and did not save is filled in again."))

        self._desk.worker.run(lambda: drafts.read(office, key, subject), there, page.show_error, receiver=page)

    def _not_kept(self, error: Exception) -> None:
        self._desk.toast(told(error), Kind.ERROR)


def write(desk: Desk, held: Iterable[Held]) -> None:
    """Keep these in the store, and forget what was saved; on the worker's thread."""
    for one in held:
        if one.content is None:
            drafts.forget(desk.office, one.page, one.subject)
        else:
            drafts.keep(desk.office, one.page, one.subject, one.content, one.title)
