"""The colours of the window, light and dark, and which of them may stand on which."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Palette:
    """One set of colours; every value is ``#rrggbb``."""

    name: str
    window: str  # the ground behind pages
    surface: str  # fields, lists and cards
    raised: str  # what floats: menus, the search's answers, toasts
    rail: str  # the rail and the bar on top
    line: str  # quiet dividing lines
    border: str  # the outline of a control
    text: str
    muted: str  # what may be read second
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    soft: str  # the accent as a ground: selected rows, the open page in the rail
    on_soft: str
    hover: str
    focus: str
    info: str
    info_ground: str
    success: str
    success_ground: str
    warning: str
    warning_ground: str
    error: str
    error_ground: str

    def words(self) -> dict[str, str]:
        """Every colour by its name, for the style sheet."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


LIGHT = Palette(
    name="light",
    window="#f5f7f8",
    surface="#ffffff",
    raised="#ffffff",
    rail="#ebeff1",
    line="#dfe4e8",
    border="#7f8993",
    text="#1a2129",
    muted="#56616d",
    disabled="#7d8791",
    accent="#0d6871",
    accent_hover="#0a575f",
    accent_pressed="#07464d",
    on_accent="#ffffff",
    soft="#d9edee",
    on_soft="#084f56",
    hover="#eef2f4",
    focus="#0d6871",
    info="#1d568f",
    info_ground="#e7f0fa",
    success="#1b6437",
    success_ground="#e4f3e9",
    warning="#734800",
    warning_ground="#fdf1d8",
    error="#a8231b",
    error_ground="#fbeae8",
)

DARK = Palette(
    name="dark",
    window="#15191d",
    surface="#1c2126",
    raised="#252b31",
    rail="#101316",
    line="#2d343b",
    border="#7a8591",
    text="#e5e9ed",
    muted="#a5afba",
    disabled="#7f8a95",
    accent="#5cc0c5",
    accent_hover="#7bd0d4",
    accent_pressed="#96dde0",
    on_accent="#052629",
    soft="#173a3e",
    on_soft="#b2e6e8",
    hover="#262d33",
    focus="#5cc0c5",
    info="#93c1f2",
    info_ground="#1a2b3e",
    success="#86d3a2",
    success_ground="#18301f",
    warning="#eec06c",
    warning_ground="#372a11",
    error="#f5a39c",
    error_ground="#3e1f1d",
)

TEXT_RATIO = 4.5
CONTROL_RATIO = 3.0

_GROUNDS = ("window", "surface", "raised", "rail", "hover")

PAIRS: tuple[tuple[str, str, float], ...] = (
    *((shown, ground, TEXT_RATIO) for shown in ("text", "muted", "accent") for ground in _GROUNDS),
    *((shown, ground, CONTROL_RATIO) for shown in ("border", "focus", "disabled") for ground in _GROUNDS),
    ("text", "soft", TEXT_RATIO),
    ("text", "line", TEXT_RATIO),
    ("muted", "line", TEXT_RATIO),
    ("on_soft", "surface", TEXT_RATIO),
    ("muted", "soft", TEXT_RATIO),
    ("on_soft", "soft", TEXT_RATIO),
    ("focus", "soft", CONTROL_RATIO),
    *(("on_accent", ground, TEXT_RATIO) for ground in ("accent", "accent_hover", "accent_pressed")),
    *((kind, f"{kind}_ground", TEXT_RATIO) for kind in ("info", "success", "warning", "error")),
    *(("text", f"{kind}_ground", TEXT_RATIO) for kind in ("info", "success", "warning", "error")),
    *((kind, ground, TEXT_RATIO) for kind in ("info", "success", "warning", "error") for ground in _GROUNDS),
)
"""Which colour is shown on which ground, and the contrast that it must have there (WCAG 2.2, 1.4.3 and 1.4.11)."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
