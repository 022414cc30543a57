"""The panel that gives cases to colleagues: to one, or shared out evenly among several."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from returnhelp.gui.forms import load_form
from returnhelp.gui.models import share
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.chips_edit import ChipsEdit
from returnhelp.gui.widgets.picker import Option
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import _, ngettext


class ShareOut(QFrame):
    """Takes colleagues for cases that are given to it; hidden until ``open_for``."""

    share_heading: QLabel
    left_out_note: QLabel
    colleagues_label: QLabel
    colleagues_edit: ChipsEdit
    share_button: QPushButton
    give_up_button: QPushButton
    shares_note: QLabel

    wanted = Signal(object)
    """A person wants these shares: {case: colleague}."""
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases: Sequence[int] = ()
        self._left_out = 0
        self._names: Mapping[int, str] = {}
        dress(self, Look.CARD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        load_form(self, "handing_over_share")
        dress(self.share_button, Look.PRIMARY)
        self.colleagues_edit.changed.connect(self._show_shares)
        self.share_button.clicked.connect(self._share)
        self.give_up_button.clicked.connect(self._give_up)
        self.hide()

    def open_for(self, cases: Sequence[int], names: Mapping[int, str], *, left_out: int = 0) -> None:
        """Take colleagues for these cases; ``left_out`` were chosen too, but cannot be given away."""
        self._cases, self._left_out, self._names = cases, left_out, names
        self.colleagues_edit.offer(partial(_options, names))
        self.colleagues_edit.set_values([one for one in self.colleagues_edit.values() if one in names])
        self._show_shares()
        self.show()
        self.colleagues_edit.setFocus()

    def shares(self) -> dict[int, int]:
        """Who gets which case as it stands now."""
        return share.evenly(self._cases, self.colleagues_edit.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and hasattr(self, "shares_note"):
            self._show_shares()

    def _show_shares(self) -> None:
        count = len(self._cases)
        self.share_heading.setText(
            ngettext("Hand {count} case over", "Hand {count} cases over", count).format(count=formats.number(count))
        )
        self.left_out_note.setText(
            ngettext(
                "{count} of the chosen cases is not yours and stays where it is.",
                "{count} of the chosen cases are not yours and stay where they are.",
                self._left_out,
            ).format(count=formats.number(self._left_out))
        )
        self.left_out_note.setVisible(self._left_out > 0)
        shares = self.shares()
        said = [
            _("{name} {count}").format(name=self._names.get(user, ""), count=formats.number(cases))
            for user, cases in share.sizes(shares)
        ]
        self.shares_note.setText(
            _("Shared out: {shares}. Open tasks go along.").format(shares=", ".join(said))
            if said
            else _("Whoever has an open task in these cases hands it over with them.")
        )
        self.share_button.setEnabled(bool(shares))

    def _share(self) -> None:
        if shares := self.shares():
            self.wanted.emit(shares)

    def _give_up(self) -> None:
        self.hide()
        self.given_up.emit()


def _options(names: Mapping[int, str]) -> list[Option]:
    ordered = sorted(names.items(), key=lambda one: formats.sort_key(one[1]))
    return [Option(user, name) for user, name in ordered]
