"""The acts on a line or payment as buttons: those that make sense are shown, and where one may not be done, why."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp.domain.money_acts import MoneyAct
from returnhelp.gui.pages.case_money_panel import ASKED
from returnhelp.gui.widgets.flow_layout import FlowLayout
from returnhelp.i18n import labels, money_reasons
from returnhelp.i18n.catalogs import _
from returnhelp.services.money import Possible


class ActButtons:
    """Buttons in a row of their own, and the note under them that says why some are not possible."""

    def __init__(
        self, place: QWidget, note: QLabel, acts: Sequence[MoneyAct], do: Callable[[MoneyAct], object]
    ) -> None:
        self._place = place
        self._note = note
        self._row = FlowLayout(place)
        self._buttons: dict[MoneyAct, QPushButton] = {}
        for act in acts:
            button = self.add(QPushButton(place))
            button.clicked.connect(partial(self._clicked, do, act))
            self._buttons[act] = button

    def add(self, button: QPushButton) -> QPushButton:
        """One more at the end of the row."""
        button.setAutoDefault(True)
        self._row.addWidget(button)
        return button

    def button(self, act: MoneyAct) -> QPushButton:
        return self._buttons[act]

    def may(self, act: MoneyAct) -> bool:
        """Whether it is offered and possible now."""
        return not self._buttons[act].isHidden() and self._buttons[act].isEnabled()

    def offer(self, possible: Sequence[Possible], *, unsaved: bool, hidden: Sequence[MoneyAct] = ()) -> None:
        """Offer these acts; while lines are not saved none can be done."""
        found = {one.act: one for one in possible if one.act not in hidden}
        reasons = []
        for act, button in self._buttons.items():
            one = found.get(act)
            why = money_reasons.why(one.why) if one is not None and one.why is not None else ""
            button.setVisible(one is not None)
            button.setEnabled(one is not None and not why and not unsaved)
            button.setToolTip(why)
            if why:
                reasons.append(f"{labels.label(act)}: {why}")
        if unsaved and found:
            reasons = [_("Save first (Ctrl+S); then decisions and payments can be entered.")]
        self.tell("\n".join(reasons))
        self._place.updateGeometry()

    def tell(self, why: str) -> None:
        """Say something under the buttons."""
        self._note.setText(why)
        self._note.setVisible(bool(why))

    def retranslate(self) -> None:
        for act, button in self._buttons.items():
            more = act in ASKED or act is MoneyAct.DECIDE
            button.setText(f"{labels.label(act)} …" if more else labels.label(act))

    @staticmethod
    def _clicked(do: Callable[[MoneyAct], object], act: MoneyAct, *_checked: bool) -> None:
        do(act)
