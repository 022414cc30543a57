"""Numbers to plain shapes: the bars, lines and words of a chart, in a box that window and paper scale to their place.

The box is one high and ``aspect`` wide; x runs to the right and y downwards from its upper left corner. Sizes of
letters are heights in the same unit. Colours are not said: a ``Tone`` reads in black and white too.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Tone(Enum):
    """How a bar is filled: it must differ from the others without any colour."""

    DARK = auto()
    HATCHED = auto()  # white with slanting lines and an outline
    EMPTY = auto()  # only an outline, for what was not recorded


class Anchor(Enum):
    """Which end of a text stands at its place."""

    START = auto()
    MIDDLE = auto()
    END = auto()


class Weight(Enum):
    """How strong a line is."""

    AXIS = auto()
    GRID = auto()


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    tone: Tone


@dataclass(frozen=True)
class Stroke:
    x1: float
    y1: float
    x2: float
    y2: float
    weight: Weight


@dataclass(frozen=True)
class Words:
    """A text whose letters stand on ``y``; ``room`` is how wide it may be at most."""

    x: float
    y: float
    text: str
    size: float
    anchor: Anchor
    room: float
    strong: bool = False


Shape = Bar | Stroke | Words


@dataclass(frozen=True)
class Chart:
    """Shapes in the order of drawing; ``aspect`` is width over height, ``told`` says the chart to a screen reader."""

    aspect: float
    shapes: tuple[Shape, ...]
    told: str


@dataclass(frozen=True)
class Series:
    """One row of numbers with the name that its key shows; None = not recorded."""

    name: str
    values: tuple[float | None, ...]
    tone: Tone


def columns(
    names: Sequence[str], series: Sequence[Series], shown: Callable[[float], str], aspect: float, size: float
) -> Chart:
    """Standing bars side by side for each name; ``size`` is the height of the letters.

    The first series has its numbers on top of the bars as far as they find room; the key stands above.
    """
    widest = max((value or 0 for one in series for value in one.values), default=0)
    top, ticks = scale(widest)
    left = max((len(shown(tick)) for tick in ticks), default=1) * size * 0.6 + size * 0.4
    upper, lower = size * 2.6, 1 - size * 1.6
    step = (aspect - left) / max(1, len(names))
    thick = step * 0.76 / max(1, len(series))

    def height(value: float) -> float:
        return (lower - upper) * value / top

    shapes: list[Shape] = list(_key(series, left, size, aspect))
    for tick in ticks:
        y = lower - height(tick)
        shapes.append(Stroke(left, y, aspect, y, Weight.AXIS if tick == 0 else Weight.GRID))
        shapes.append(Words(left - size * 0.4, y + size * 0.35, shown(tick), size, Anchor.END, left))
    for place, name in enumerate(names):
        middle = left + step * (place + 0.5)
        shapes.append(Words(middle, 1 - size * 0.3, name, size, Anchor.MIDDLE, step))
        x = middle - thick * len(series) / 2
        for number, one in enumerate(series):
            value = one.values[place]
            if value:
                shapes.append(Bar(x, lower - height(value), thick, height(value), one.tone))
            if value is not None and number == 0 and len(shown(value)) * size * 0.55 < thick:
                y = lower - height(value) - size * 0.25
                shapes.append(Words(x + thick / 2, y, shown(value), size * 0.9, Anchor.MIDDLE, thick, strong=True))
            x += thick
    return Chart(aspect, tuple(shapes), _told(names, series, shown))


def bars(
    names: Sequence[str],
    series: Sequence[Series],
    shown: Callable[[float], str],
    aspect: float,
    size: float,
    room: float,
) -> Chart:
    """Lying bars, one below the other, each with its number; ``room`` is the width kept for the names."""
    widest = max((value or 0 for one in series for value in one.values), default=0) or 1
    numbers = max((len(shown(v)) for one in series for v in one.values if v is not None), default=1) * size * 0.62
    left, upper = room + size * 0.5, size * 1.9 if len(series) > 1 else 0.0
    length = aspect - left - numbers - size * 0.5
    step = (1 - upper) / max(1, len(names))
    thick = step * 0.78 / max(1, len(series))
    shapes: list[Shape] = list(_key(series, left, size, aspect)) if len(series) > 1 else []
    shapes.append(Stroke(left, upper, left, 1, Weight.AXIS))
    for place, name in enumerate(names):
        middle = upper + step * (place + 0.5)
        shapes.append(Words(room, middle + size * 0.35, name, size, Anchor.END, room))
        y = middle - thick * len(series) / 2
        for one in series:
            value = one.values[place]
            if value:
                shapes.append(Bar(left, y, length * value / widest, thick, one.tone))
            text = "–" if value is None else shown(value)
            x = left + length * (value or 0) / widest + size * 0.4
            shapes.append(Words(x, y + thick / 2 + size * 0.35, text, min(size, thick * 1.2), Anchor.START, numbers))
            y += thick
    return Chart(aspect, tuple(shapes), _told(names, series, shown))


def handed_out(
    names: Sequence[str],
    values: Sequence[float | None],
    shown: Callable[[float], str],
    sign: str,
    aspect: float,
    size: float,
    room: float,
    most: float | None = None,
) -> Chart:
    """Lying bars of published numbers; a hidden one (None) is a hatched mark that is the same whatever it hides.

    The scale comes from the shown numbers alone, or ends at ``most``; ``sign`` stands beside each mark.
    """
    known = [value for value in values if value is not None]
    top, ticks = (most, (0.0, most / 2, most)) if most else scale(max(known, default=0))
    numbers = max((len(shown(tick)) for tick in ticks), default=1) * size * 0.62 + size * 0.8
    left, lower = room + size * 0.6, 1 - size * 1.8
    length = aspect - left - numbers
    step = lower / max(1, len(names))
    thick = min(step * 0.72, size * 1.3)
    shapes: list[Shape] = []
    for tick in ticks:
        x = left + length * tick / top
        shapes.append(Stroke(x, 0.0, x, lower, Weight.AXIS if tick == 0 else Weight.GRID))
        shapes.append(Words(x, 1 - size * 0.4, shown(tick), size, Anchor.MIDDLE, size * 6))
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        middle = step * (place + 0.5)
        shapes.append(Words(room, middle + size * 0.35, name, size, Anchor.END, room))
        if value is None:
            shapes.append(Bar(left, middle - thick / 2, size * 1.1, thick, Tone.HATCHED))
            shapes.append(Words(left + size * 1.6, middle + size * 0.35, sign, size, Anchor.START, size * 2))
            continue
        shapes.append(Bar(left, middle - thick / 2, length * value / top, thick, Tone.DARK))
        x = left + length * value / top + size * 0.4
        shapes.append(Words(x, middle + size * 0.35, shown(value), size, Anchor.START, numbers))
    told = ", ".join(
        f"{name} {sign if value is None else shown(value)}" for name, value in zip(names, values, strict=True)
    )
    return Chart(aspect, tuple(shapes), told)


@dataclass(frozen=True)
class Share:
    """One line of a chart of shares: ``values`` from 0 to 1, one for each series, with what is said of each.

    None is not drawn, only said. ``note`` stands under the name.
    """

    name: str
    values: tuple[float | None, ...]
    said: tuple[str, ...]
    note: str = ""


def shares(
    lines: Sequence[Share],
    key: Sequence[tuple[str, Tone]],
    ticks: Sequence[tuple[float, str]],
    aspect: float,
    size: float,
    room: float,
    side: float,
) -> Chart:
    """Lying bars on one scale from 0 to 1, for each line one bar of each series; ``key`` names the series.

    ``room`` is the width kept for the names on the left, ``side`` for what is said of the bars on the right.
    """
    left, right = room + size * 0.6, aspect - side - size * 0.6
    upper, lower = size * 1.9, 1 - size * 1.5
    step = (lower - upper) / max(1, len(lines))
    thick = min(step * 0.8 / max(1, len(key)), size * 1.5)
    shapes: list[Shape] = list(_key([Series(name, (), tone) for name, tone in key], 0.0, size, aspect))
    for at, text in ticks:
        x = left + (right - left) * at
        shapes.append(Stroke(x, upper, x, lower, Weight.AXIS if at == 0 else Weight.GRID))
        shapes.append(Words(x, 1 - size * 0.3, text, size, Anchor.MIDDLE, size * 4))
    for place, one in enumerate(lines):
        middle = upper + step * (place + 0.5)
        name_at = middle + size * 0.35 if not one.note else middle - size * 0.2
        shapes.append(Words(room, name_at, one.name, size, Anchor.END, room))
        if one.note:
            shapes.append(Words(room, middle + size * 0.95, one.note, size, Anchor.END, room, strong=True))
        y = middle - thick * len(key) / 2
        for (_name, tone), value, said in zip(key, one.values, one.said, strict=True):
            baseline = y + thick / 2 + size * 0.35
            if value is None:
                shapes.append(Words(left + size * 0.4, baseline, said, size, Anchor.START, aspect - left - size * 0.4))
            else:
                shapes.append(Bar(left, y + thick * 0.1, (right - left) * value, thick * 0.8, tone))
                shapes.append(Words(right + size * 0.6, baseline, said, size, Anchor.START, side))
            y += thick
    told = "\n".join(
        f"{name}: " + ", ".join(f"{one.name} {one.said[place]}" for one in lines)
        for place, (name, _tone) in enumerate(key)
    )
    return Chart(aspect, tuple(shapes), told)


def scale(most: float) -> tuple[float, tuple[float, ...]]:
    """The top of an axis from 0 and its ticks, in whole steps of 1, 2 or 5 and their tens."""
    if most <= 0:
        return 1.0, (0.0,)
    wanted = most / 4
    ten = 10 ** math.floor(math.log10(wanted)) if wanted >= 1 else 1
    step = next(factor * ten for factor in (1, 2, 5, 10) if factor * ten >= wanted)
    count = math.ceil(most / step)
    return float(step * count), tuple(float(step * place) for place in range(count + 1))


def _key(series: Sequence[Series], left: float, size: float, aspect: float) -> list[Shape]:
    shapes: list[Shape] = []
    x = left
    for one in series:
        room = min((len(one.name) + 1) * size * 0.64, (aspect - left) / len(series) - size * 2.2)
        shapes.append(Bar(x, size * 0.25, size * 1.1, size * 0.8, one.tone))
        shapes.append(Words(x + size * 1.5, size, one.name, size, Anchor.START, room))
        x += room + size * 3
    return shapes


def _told(names: Sequence[str], series: Sequence[Series], shown: Callable[[float], str]) -> str:
    """Every number in words, a line for each series."""
    return "\n".join(
        f"{one.name}: "
        + ", ".join(f"{name} {'–' if v is None else shown(v)}" for name, v in zip(names, one.values, strict=True))
        for one in series
    )
