"""Right to left: the embedding level of each letter, and the order in which the runs of a line are drawn."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

_MAY_TURN = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Levelled(Protocol):
    """Anything that stands on one embedding level."""

    @property
    def level(self) -> int: ...


_R = TypeVar("_R", bound=Levelled)


def levels(text: str, rtl: bool | None = None) -> list[int]:
    """The embedding level of each letter of a paragraph (Unicode Annex 9, to rule I2); odd = right to left.

    ``rtl`` is the direction of the paragraph; None takes that of its first letter that has one.
    """
    if not rtl and not _MAY_TURN.search(text):
        return [0] * len(text)
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    direction = None if rtl is None else TextDirection.RTL if rtl else TextDirection.LTR
    paragraph = BidiParagraph(text, direction)
    found = {letter.character_index: letter.embedding_level for letter in paragraph.get_characters()}
    answer, last = [], paragraph.base_embedding_level
    for place in range(len(text)):  # what the algorithm takes out (rule X9) stays with its neighbour
        last = found.get(place, last)
        answer.append(last)
    return answer


def runs_right_to_left(text: str) -> bool:
    """Whether a paragraph does, by its first letter that has a direction (rules P2 and P3)."""
    if not _MAY_TURN.search(text):
        return False
    from fpdf.bidi import auto_detect_base_direction
    from fpdf.enums import TextDirection

    return auto_detect_base_direction(text) is TextDirection.RTL


def is_control(letter: str) -> bool:
    """Whether a letter only steers the direction and has no shape."""
    return letter in _CONTROLS


def in_order_of_drawing(runs: Sequence[_R]) -> list[_R]:
    """The runs of one line from left to right (rule L2); within a run the order is the shaper's work."""
    ordered = list(runs)
    highest = max((run.level for run in ordered), default=0)
    lowest_odd = min((run.level for run in ordered if run.level % 2), default=highest + 1)
    for level in range(highest, lowest_odd - 1, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return ordered
