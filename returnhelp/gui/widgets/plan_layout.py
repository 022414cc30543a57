"""Where each part of the picture of a plan stands: what hangs together in cells, lone tables in lines."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from returnhelp.domain.statistics_plan import PlanPicture

_CELL = 270  # the least room beside each other
_HEIGHTS = {2: 112, 3: 172, 4: 196}
_TALL, _TALLER = 250, 20  # from five points on; each point more
_REACH, _WIDER = 14, 5  # how far a patch reaches round its points; each further one at a point, more
_SIDE, _LINES = 124, 34  # the room for a label: its width at a side, its height
_ROW, _COLUMN = 24, 210
_FEW = 4  # more tables than this that hang on one point stand in lines


@dataclass(frozen=True)
class Spot:
    """A point: which one of the picture, where it stands, where its label does and how that is aligned."""

    point: int
    at: QPointF
    label: QRectF
    align: Qt.AlignmentFlag


@dataclass(frozen=True)
class Patch:
    """A table: its place in the picture, its outline, where its number stands."""

    hull: int
    outline: QPainterPath
    plate: QPointF


@dataclass(frozen=True)
class Row:
    """A table of which a line says all: what it alone tells apart. A line without a table heads those below it."""

    hull: int | None
    points: tuple[int, ...]
    """What the line names: the variables of the table, or for a heading those that each table below has besides."""
    box: QRectF


@dataclass(frozen=True)
class Laid:
    """Everything laid out, and how high it is."""

    spots: tuple[Spot, ...]
    patches: tuple[Patch, ...]
    rows: tuple[Row, ...]
    height: float


def lay_out(picture: PlanPicture, width: float, factor: float = 1.0) -> Laid:
    """Lay a picture out for a width in pixels; ``factor`` is how much bigger than at the start everything is."""
    folded = _folded(picture)
    in_rows = {hull for hulls in folded.values() for hull in hulls}
    groups = _groups(picture, [one for one in range(len(picture.hulls)) if one not in in_rows])
    lone = [group for group in groups if len(group) == 1 and _hulls_of(picture, group[0]) == 1]
    drawn = [group for group in groups if group not in lone]
    spots: list[Spot] = []
    patches: list[Patch] = []
    margin = 12 * factor
    x, y, height = margin, margin, 0.0
    whole = width - 2 * margin
    fits = max(1, int(whole // (_CELL * factor)))
    for group in drawn:
        wide = whole if len(group) > 4 or fits == 1 else whole / min(fits, len(drawn))
        tall = factor * _HEIGHTS.get(len(group), _TALL + _TALLER * max(0, len(group) - 5))
        if x > margin and x + wide > width - margin + 1:
            x, y, height = margin, y + height, 0.0
        placed = _place(group, QRectF(x, y, wide, tall), factor)
        spots += placed
        patches += _patches(picture, placed, in_rows, factor)
        x, height = x + wide, max(height, tall)
    y += height
    rows: list[Row] = []
    of = {hull.points[0]: number for number, hull in enumerate(picture.hulls) if len(hull.points) == 1}
    parts: list[tuple[tuple[int, ...], list[int]]] = [((), sorted(of[group[0]] for group in lone)), *folded.items()]
    for shared, hulls in parts:
        if shared:
            rows.append(Row(None, shared, QRectF(margin, y + 4 * factor, whole, _ROW * factor)))
            y = rows[-1].box.bottom()
        own = [(hull, tuple(one for one in picture.hulls[hull].points if one not in shared)) for hull in hulls]
        rows += _in_columns(own, QRectF(margin, y, whole, 0), factor)
        y = max((one.box.bottom() for one in rows), default=y)
    return Laid(tuple(spots), tuple(patches), tuple(rows), y + margin)


def _folded(picture: PlanPicture) -> dict[tuple[int, ...], list[int]]:
    """Tables that hang on the others by one and the same points, where there are many of them, by those points."""
    hanging: dict[tuple[int, ...], list[int]] = {}
    for number, hull in enumerate(picture.hulls):
        shared = tuple(point for point in hull.points if _hulls_of(picture, point) > 1)
        if 0 < len(shared) < len(hull.points) and not hull.on_ring:
            hanging.setdefault(shared, []).append(number)
    return {shared: hulls for shared, hulls in hanging.items() if len(hulls) > _FEW}


def _groups(picture: PlanPicture, hulls: Sequence[int]) -> list[list[int]]:
    """Points that hang together by these tables, in the order of the picture; the largest groups first."""
    part = list(range(len(picture.points)))
    used = {point for hull in hulls for point in picture.hulls[hull].points}
    for hull in hulls:
        first, *others = picture.hulls[hull].points
        for one in others:
            old, new = part[one], part[first]
            part = [new if now == old else now for now in part]
    found = [[one for one in range(len(part)) if part[one] == name and one in used] for name in dict.fromkeys(part)]
    return sorted(filter(None, found), key=lambda group: -len(group))


def _hulls_of(picture: PlanPicture, point: int) -> int:
    return sum(point in hull.points for hull in picture.hulls)


def _place(group: Sequence[int], cell: QRectF, factor: float) -> list[Spot]:
    """The points of a group on an ellipse, each with the room for its label outside of it."""
    reach, lines = (_REACH + 2 * _WIDER + 5) * factor, _LINES * factor
    count = len(group)
    start = {2: math.pi, 4: -3 * math.pi / 4}.get(count, -math.pi / 2)
    angles = [start + 2 * math.pi * at / count for at in range(count)]
    sided = count > 4
    across = max(40 * factor, (cell.width() - 2 * (_SIDE * factor + reach if sided else cell.width() / 4)) / 2)
    down = 0.0 if count < 3 else max(24 * factor, (cell.height() - 2 * (reach + lines)) / 2)
    middle = QPointF(cell.center().x(), cell.center().y() - (lines / 2 if count < 3 else 0))
    if count == 3:
        middle.setY(middle.y() + down / 4)
    found = []
    for point, angle in zip(group, angles, strict=True):
        at = QPointF(middle.x() + across * math.cos(angle), middle.y() + down * math.sin(angle))
        found.append(Spot(point, at, *_label(at, angle, cell, reach, factor, sided=sided, flat=count < 3)))
    return found


def _label(
    at: QPointF, angle: float, cell: QRectF, reach: float, factor: float, *, sided: bool, flat: bool
) -> tuple[QRectF, Qt.AlignmentFlag]:
    lines = _LINES * factor
    up = math.sin(angle)
    if sided and abs(math.cos(angle)) > 0.55:
        wide = _SIDE * factor
        right = math.cos(angle) > 0
        left = at.x() + reach if right else at.x() - reach - wide
        side = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
        return QRectF(left, at.y() - lines / 2, wide, lines), side | Qt.AlignmentFlag.AlignVCenter
    wide = min(cell.width() / 2 - 8 * factor, _SIDE * factor if sided else cell.width())
    left = min(max(at.x() - wide / 2, cell.left()), cell.right() - wide)
    if flat or up > 0.1:
        return QRectF(left, at.y() + reach, wide, lines), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    return QRectF(
        left, at.y() - reach - lines, wide, lines
    ), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom


def _patches(picture: PlanPicture, spots: Sequence[Spot], in_rows: Collection[int], factor: float) -> list[Patch]:
    """The tables of a group; those that share a point reach out differently far, so that each line is seen."""
    where = {spot.point: spot.at for spot in spots}
    crowd = dict.fromkeys(where, 0)
    found = []
    for number, hull in enumerate(picture.hulls):
        if number in in_rows or not where.keys() >= set(hull.points):
            continue
        reach = (_REACH + _WIDER * min(2, max(crowd[one] for one in hull.points))) * factor
        for one in hull.points:
            crowd[one] += 1
        corners = [where[one] for one in hull.points]
        middle = sum(corners, QPointF()) / len(corners)
        found.append(Patch(number, _around(corners, reach), middle))
    return _apart(found, 26 * factor)


def _around(corners: Sequence[QPointF], reach: float) -> QPainterPath:
    """A rounded outline around points that stand on an ellipse in the order in which they are given."""
    core = QPainterPath(corners[0])
    for corner in corners[1:]:
        core.lineTo(corner)
    if len(corners) == 1:
        core.addEllipse(corners[0], reach, reach)
        return core
    core.closeSubpath()
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * reach)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    return stroker.createStroke(core).united(core).simplified()


def _apart(patches: Sequence[Patch], least: float) -> list[Patch]:
    """The same with their numbers moved so far that none stands on another."""
    plates: list[QPointF] = []
    for patch in patches:
        at = QPointF(patch.plate)
        step = 0
        while any(_distance(at, other) < least for other in plates) and step < 24:
            step += 1
            turn = 2.4 * step
            far = least * (0.5 + step / 8)
            at = patch.plate + QPointF(far * math.cos(turn), far * math.sin(turn))
        plates.append(at)
    return [Patch(patch.hull, patch.outline, plate) for patch, plate in zip(patches, plates, strict=True)]


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


def _in_columns(hulls: Sequence[tuple[int, tuple[int, ...]]], room: QRectF, factor: float) -> list[Row]:
    """A line a table in columns, read downwards in the order of the plan."""
    columns = max(1, min(len(hulls), int(room.width() // (_COLUMN * factor))))
    deep = math.ceil(len(hulls) / columns)
    wide, tall = room.width() / columns, _ROW * factor
    return [
        Row(hull, points, QRectF(room.x() + wide * (at // deep), room.y() + tall * (at % deep), wide, tall))
        for at, (hull, points) in enumerate(hulls)
    ]
