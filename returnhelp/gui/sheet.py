"""The style sheet of the window, written for one palette and one size."""

import re
from string import Template

from returnhelp.gui.palette import Palette

# Lengths are written as [8] and become pixels of the size in force. A focused control keeps its size:
# its outline gets one pixel more and its padding one less.
_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: [4] [8]; }

QLabel[look="note"] { color: $muted; }
QLabel[look="label"] { color: $muted; }
QLabel[look="error"] { color: $error; }
QLabel[look="badge"] { background: $soft; color: $on_soft; border-radius: [4]; padding: [1] [6]; }
QLabel[look="badge"][kind="warning"] { background: $warning_ground; color: $warning; }
QLabel[look="badge"][kind="error"] { background: $error_ground; color: $error; }
QLabel[look="badge"][kind="success"] { background: $success_ground; color: $success; }
QLabel[look="badge"][kind="quiet"] { background: $line; color: $muted; }

*[look="card"] { background: $surface; border: 1px solid $line; border-radius: [8]; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, *[look="field"] {
  background: $surface; color: $text; border: 1px solid $border; border-radius: [6];
  padding: [5] [8]; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: [18]; }
QPlainTextEdit, QTextEdit { padding: [3] [4]; }
*[look="field"] { padding: [1] [3]; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QAbstractSpinBox:hover {
  border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $focus; padding: [4] [7]; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: [2] [3]; }
*[look="field"][lit="true"] { border: 2px solid $focus; padding: [0] [2]; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"], *[look="field"][wrong="true"] {
  border: 2px solid $error; padding: [4] [7]; }
*[look="field"][wrong="true"] { padding: [0] [2]; }
QPlainTextEdit[wrong="true"] { padding: [2] [3]; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  background: $window; color: $disabled; border-color: $line; }
QLineEdit:read-only { background: $window; border-color: $line; }
QLineEdit[look="plain"], QLineEdit[look="plain"]:focus, QLineEdit[look="plain"]:hover {
  border: none; background: transparent; padding: [2] [5]; }
QTextBrowser, QTextBrowser:focus, QTextBrowser:hover { border: none; background: transparent; padding: 0; }

QComboBox { padding-left: [10]; padding-right: [26]; }
QComboBox:focus { padding-left: [9]; padding-right: [25]; }
QComboBox:editable { padding-right: [26]; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QComboBox QLineEdit:hover {
  border: none; padding: 0; background: transparent; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: [26]; border: none; }
QComboBox::down-arrow { image: url(theme:down.svg); width: [12]; height: [12]; }
QComboBox::down-arrow:disabled { image: url(theme:down_off.svg); }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; padding: [4]; outline: none; }
QComboBox QAbstractItemView::item { min-height: [26]; padding: 0 [6]; border-radius: [4]; color: $text; }
QComboBox QAbstractItemView::item:hover { background: $hover; }
QComboBox QAbstractItemView::item:selected { background: $soft; color: $on_soft; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  subcontrol-origin: border; width: [24]; border: none; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(theme:up.svg); width: [10]; height: [10]; }
QAbstractSpinBox::down-arrow { image: url(theme:down.svg); width: [10]; height: [10]; }

QPushButton { background: $surface; color: $text; border: 1px solid $border; border-radius: [6];
  padding: [5] [14]; min-height: [20]; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $focus; padding: [4] [13]; }
QPushButton:disabled { color: $disabled; border-color: $line; background: $window; }
QPushButton:checked { background: $soft; color: $on_soft; border-color: $accent; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[look="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[look="primary"]:pressed { background: $accent_pressed; }
QPushButton[look="primary"]:focus { border: 2px solid $accent; padding: [4] [13]; outline: none; }
QPushButton[look="primary"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[look="danger"] { color: $error; border-color: $error; }
QPushButton[look="danger"]:hover { background: $error_ground; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; padding: [5] [10]; }
QPushButton[look="quiet"]:hover { background: $hover; }
QPushButton[look="quiet"]:pressed { background: $line; }
QPushButton[look="quiet"]:checked { background: $soft; color: $on_soft; }
QPushButton[look="quiet"]:focus { border: 2px solid $focus; padding: [4] [9]; }
QPushButton[look="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: [3] [4];
  text-align: left; }
QPushButton[look="link"]:hover { text-decoration: underline; color: $accent_hover; }
QPushButton[look="link"]:focus { border: 2px solid $focus; padding: [2] [3]; }
QPushButton[look="row"] { background: transparent; border: 1px solid transparent; text-align: left; padding: [5] [10]; }
QPushButton[look="row"]:hover { background: $hover; }
QPushButton[look="row"]:focus { border: 2px solid $focus; padding: [4] [9]; }
QPushButton[look="chip"] { background: $soft; color: $on_soft; border: 1px solid $soft; border-radius: [4];
  padding: [1] [6]; min-height: [20]; }
QPushButton[look="chip"]:hover { border-color: $accent; }
QPushButton[look="chip"]:focus { border: 2px solid $focus; padding: 0 [5]; }
QPushButton::menu-indicator { image: url(theme:down.svg); width: [10]; height: [10];
  subcontrol-position: center right; subcontrol-origin: padding; right: [2]; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: [6]; padding: [4];
  min-width: [20]; min-height: [20]; color: $text; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $line; }
QToolButton:checked { background: $soft; color: $on_soft; }
QToolButton:focus { border: 2px solid $focus; padding: [3]; }
QLineEdit QToolButton, QLineEdit QToolButton:hover, QLineEdit QToolButton:pressed, QLineEdit QToolButton:checked {
  min-width: 0; min-height: 0; padding: 0; border: none; background: transparent; }
QToolButton::menu-indicator { image: none; width: 0; }

QCheckBox, QRadioButton { spacing: [8]; padding: [2]; border: 2px solid transparent; border-radius: [4];
  min-height: [20]; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator { width: [18]; height: [18]; }
QCheckBox::indicator:unchecked { image: url(theme:box.svg); }
QCheckBox::indicator:checked { image: url(theme:box_on.svg); }
QCheckBox::indicator:indeterminate { image: url(theme:box_part.svg); }
QCheckBox::indicator:unchecked:disabled { image: url(theme:box_off.svg); }
QCheckBox::indicator:checked:disabled { image: url(theme:box_on_off.svg); }
QRadioButton::indicator:unchecked { image: url(theme:dot.svg); }
QRadioButton::indicator:checked { image: url(theme:dot_on.svg); }
QRadioButton::indicator:unchecked:disabled { image: url(theme:dot_off.svg); }
QRadioButton::indicator:checked:disabled { image: url(theme:dot_on_off.svg); }
QAbstractItemView::indicator { width: [16]; height: [16]; }
QAbstractItemView::indicator:unchecked { image: url(theme:box.svg); }
QAbstractItemView::indicator:checked { image: url(theme:box_on.svg); }
QAbstractItemView::indicator:indeterminate { image: url(theme:box_part.svg); }

QGroupBox { border: none; margin-top: [22]; padding: 0; font-weight: bold; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 0; color: $text; }

QAbstractItemView { background: $surface; border: 1px solid $line; border-radius: [8]; outline: none; color: $text;
  selection-background-color: $soft; selection-color: $text; }
QAbstractItemView:focus { border-color: $focus; }
QAbstractItemView[look="plain"] { border: none; border-radius: 0; background: transparent; }
QListView::item, QTreeView::item { min-height: [28]; padding: 0 [8]; border: 1px solid transparent;
  border-radius: [4]; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $soft; color: $on_soft; }
QListView::item:selected:focus, QTreeView::item:selected:focus { border: 1px solid $focus; }
QTableView { gridline-color: $line; }
QHeaderView { background: transparent; border: none; border-radius: 0; }
QHeaderView::section { background: transparent; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: [6] [8]; min-height: [20]; }
QHeaderView::section:vertical { padding: 0 [8]; min-height: 0; }
QHeaderView::section:hover { background: $hover; color: $text; }
QHeaderView::up-arrow { image: url(theme:up.svg); width: [10]; height: [10]; subcontrol-position: center right;
  right: [6]; }
QHeaderView::down-arrow { image: url(theme:down.svg); width: [10]; height: [10]; subcontrol-position: center right;
  right: [6]; }
QTableCornerButton::section { background: transparent; border: none; }

QScrollBar:vertical { background: transparent; width: [12]; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: [12]; margin: 0; border: none; }
QScrollBar::handle { background: $border; border-radius: [3]; margin: [3]; }
QScrollBar::handle:vertical { min-height: [32]; }
QScrollBar::handle:horizontal { min-width: [32]; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[scrolled="true"] { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
  padding: [7] [12] [6] [12]; min-height: [18]; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar:focus { background: transparent; }
QTabBar::tab:selected:focus { color: $accent; border-bottom: 3px solid $focus; padding-bottom: [5]; }
QTabBar::close-button { image: url(theme:close.svg); subcontrol-position: right; width: [16]; height: [16];
  border-radius: [4]; padding: [2]; }
QTabBar::close-button:hover { background: $line; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }

QMenu { background: $raised; color: $text; border: 1px solid $line; padding: [4]; }
QMenu::item { padding: [6] [24] [6] [12]; border-radius: [4]; min-height: [16]; }
QMenu::item:selected { background: $soft; color: $on_soft; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: [4] [8]; }
QMenu::icon { padding-left: [8]; }
QMenu::indicator { width: [16]; height: [16]; margin-left: [6]; }
QMenu::indicator:checked { image: url(theme:check.svg); }

QProgressBar { background: $line; border: none; border-radius: [3]; min-height: [6]; max-height: [6];
  text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: [3]; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }

*[ground="window"] { background: $window; }
*[ground="surface"] { background: $surface; }
*[ground="rail"] { background: $rail; }
*[edge="bottom"] { border: none; border-bottom: 1px solid $line; }
*[edge="top"] { border: none; border-top: 1px solid $line; }
*[edge="end"] { border: none; border-right: 1px solid $line; }

*[message="info"] { background: $info_ground; border: 1px solid $info; border-radius: [6]; }
*[message="success"] { background: $success_ground; border: 1px solid $success; border-radius: [6]; }
*[message="warning"] { background: $warning_ground; border: 1px solid $warning; border-radius: [6]; }
*[message="error"] { background: $error_ground; border: 1px solid $error; border-radius: [6]; }
*[floating="true"] { background: $raised; border: 1px solid $border; border-radius: [8]; }
""")

_LENGTH = re.compile(r"\[(\d+)\]")


def written(colours: Palette, factor: float) -> str:
    """The whole sheet in these colours; a factor of 1.0 is the size the program was started with."""
    scaled = _LENGTH.sub(
        lambda found: f"{max(1, round(int(found[1]) * factor)) if int(found[1]) else 0}px", _SHEET.template
    )
    return Template(scaled).substitute(colours.words())
