"""The gate: everything before somebody is signed in, one card at a time."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from returnhelp import settings
from returnhelp.domain.errors import SettingsNotWrittenError
from returnhelp.gui import icons, theme, words
from returnhelp.gui.card import Card
from returnhelp.gui.known_offices import known
from returnhelp.gui.sign_in import Locked, SignIn
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.welcome import Welcome
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.worker import Worker
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import _
from returnhelp.services.office import Office

C = TypeVar("C", bound=Card)

_WIDTH = 480


class Gate(QWidget):
    """Shows the card that is needed: welcome, sign-in, locked, a new office, a new password, a back-up."""

    signed_in = Signal(object)
    """Somebody has signed in: their Office."""
    unlocked = Signal(object)
    """The one for whom it was locked is back: their Office."""
    left = Signal()
    """Somebody else wants to sign in while it is locked."""

    def __init__(self, worker: Worker, machine: settings.Machine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._machine = machine
        self._cards: list[Card] = []
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._retranslate()

    # --- the cards, each made when it is first needed ------------------------------------------------

    @property
    def sign_in(self) -> SignIn:
        card = self._once(SignIn)
        if card is None:
            card = self._take(SignIn(self._worker, self._machine))
            card.signed_in.connect(self.signed_in)
            card.forgotten_wanted.connect(self.show_forgotten)
            card.restore_wanted.connect(self.show_restore)
        return card

    @property
    def welcome(self) -> Welcome:
        card = self._once(Welcome)
        if card is None:
            card = self._take(Welcome(self._worker, self._machine))
            card.opened.connect(self.show_sign_in)
            card.create_wanted.connect(self.show_first_start)
            card.restore_wanted.connect(self.show_restore)
        return card

    @property
    def locked(self) -> Locked:
        card = self._once(Locked)
        if card is None:
            card = self._take(Locked(self._worker, self._machine))
            card.unlocked.connect(self.unlocked)
            card.other_wanted.connect(self.left)
        return card

    # --- what is shown -----------------------------------------------------------------------------

    def begin(self, folder: Path | None = None) -> None:
        """Show the sign-in if there is an office to sign in to, else the welcome."""
        if folder is not None or known(self._machine):
            self.show_sign_in(folder)
        else:
            self.show_welcome()

    def card(self) -> Card:
        """The card that is shown."""
        return next(card for card in self._cards if not card.isHidden())

    def show_sign_in(self, folder: Path | None = None) -> None:
        """Sign in, to this office first."""
        self.sign_in.read_offices(folder)
        self._show(self.sign_in)

    def show_welcome(self) -> None:
        """Make, try, open or restore an office."""
        self.welcome.set_anything_known(bool(known(self._machine)))
        self._show(self.welcome)

    def show_locked(self, office: Office) -> None:
        """Wait for the one who was signed in."""
        self.locked.lock_for(office.folder, office.user.name, office.user.display_name)
        self._show(self.locked)

    def show_first_start(self) -> None:
        """Create an office."""
        from returnhelp.gui.first_start import FirstStart  # here, because it loads the countries' names

        card = self._once(FirstStart)
        if card is None:
            card = self._take(FirstStart(self._worker, self._machine))
            card.made.connect(self._made)
            card.given_up.connect(self.show_welcome)
        self._show(card)

    def show_forgotten(self, folder: Path | None) -> None:
        """Set a new password by the recovery code."""
        from returnhelp.gui.forgotten import Forgotten  # here, because it is seldom needed

        if folder is None:
            return
        card = self._once(Forgotten)
        if card is None:
            card = self._take(Forgotten(self._worker, self._machine))
            card.done.connect(self._password_set)
            card.given_up.connect(self.show_sign_in)
        card.open_for(folder)
        self._show(card)

    def show_restore(self) -> None:
        """Restore a back-up."""
        from returnhelp.gui.restore import Restore  # here, because it is seldom needed

        card = self._once(Restore)
        if card is None:
            card = self._take(Restore(self._worker, self._machine))
            card.restored.connect(self._restored)
            card.given_up.connect(self.begin)
        card.open_for(self.sign_in.folder())
        self._show(card)

    # --- how it works ------------------------------------------------------------------------------

    def _take(self, card: C) -> C:
        self._cards.append(card)
        card.hide()
        self._inner.addWidget(card)
        return card

    def _once(self, kind: type[C]) -> C | None:
        return next((card for card in self._cards if isinstance(card, kind)), None)

    def _show(self, card: Card) -> None:
        for other in self._cards:
            other.setVisible(other is card)
        self._retranslate()

    def _made(self, office: Office) -> None:
        card = self.card()
        self._cards.remove(card)
        card.deleteLater()  # it holds the recovery code
        self._show(self.sign_in)
        self.signed_in.emit(office)

    def _password_set(self) -> None:
        self.show_sign_in(self.sign_in.folder())
        self.sign_in.message_bar.show_message(_("The new password is set. Sign in with it."), Kind.SUCCESS)

    def _restored(self, folder: Path) -> None:
        self.show_sign_in(folder)
        self.sign_in.message_bar.show_message(_("The back-up is restored. Sign in to go on."), Kind.SUCCESS)

    def _speak(self, language: str) -> None:
        words.use(language)
        try:
            self._machine.put(settings.WINDOW_LANGUAGE, language)
        except SettingsNotWrittenError as error:
            self.card().show_error(error)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._languages.set_value(catalogs.language())
            self._retranslate()

    def _retranslate(self) -> None:
        self._language_label.setText(_("Language"))
        self._languages.setAccessibleName(_("Language"))
        shown = next((card for card in self._cards if not card.isHidden()), None)
        if isinstance(shown, SignIn):
            self._link.setText(_("Create, try or restore an office"))
        elif isinstance(shown, Welcome):
            self._link.setText(_("Back to signing in"))
        back = isinstance(shown, Welcome) and bool(known(self._machine))
        self._link.setHidden(not (isinstance(shown, SignIn) or back))

    def _go_along(self) -> None:
        if isinstance(self.card(), SignIn):
            self.show_welcome()
        else:
            self.show_sign_in()

    def _build(self) -> None:
        self._language_label = dress(QLabel(), Look.LABEL)
        self._languages = ChoiceCombo()
        self._languages.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._languages.offer(settings.LANGUAGE_NAMES, settings.LANGUAGE_NAMES.__getitem__)
        self._languages.set_value(catalogs.language())
        self._languages.chosen.connect(self._speak)
        self._language_label.setBuddy(self._languages)
        self._link = dress(QPushButton(), Look.LINK)
        self._link.clicked.connect(self._go_along)
        mark = QLabel()
        mark.setPixmap(icons.program_icon().pixmap(QSize(theme.px(40), theme.px(40))))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addStretch(1)
        head.addWidget(mark)
        head.addWidget(dress(QLabel("ReturnHelp"), Look.TITLE))
        head.addStretch(1)
        frame = dress(QFrame(), Look.CARD)
        frame.setFixedWidth(theme.px(_WIDTH))
        self._inner = QVBoxLayout(frame)
        self._inner.setContentsMargins(32, 28, 32, 28)
        middle = QWidget()
        middle.setProperty("scrolled", True)
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(20)
        column.addStretch(2)
        column.addLayout(head)
        centred = QHBoxLayout()  # an alignment would give the words the height of a wider card
        centred.addStretch(1)
        centred.addWidget(frame)
        centred.addStretch(1)
        column.addLayout(centred)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.setSpacing(8)
        top.addStretch(1)
        top.addWidget(self._language_label)
        top.addWidget(self._languages)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(scroll, 1)
