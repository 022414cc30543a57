"""What stands on a paper of one case, in words already; the second words are those of the client's language."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """A label and what is written beside it."""

    label: str
    value: str
    second_label: str = ""


@dataclass(frozen=True)
class Section:
    heading: str
    lines: tuple[Line, ...]
    second_heading: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under a head; columns named in ``right`` hold numbers and stand at the right, the last row may be a sum."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    """Shares of the width, one for each column; they need not add up to one."""
    right: frozenset[int] = frozenset()
    total: bool = False
    second_heading: str = ""


@dataclass(frozen=True)
class Text:
    text: str
    second: str = ""


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, side by side."""

    labels: tuple[str, ...]
    seconds: tuple[str, ...] = ()


Part = Section | Table | Text | Signatures


@dataclass(frozen=True)
class CasePaper:
    """A paper of one case, or a list of payments; ``marks`` stand boxed at its top."""

    title: str
    parts: tuple[Part, ...]
    second_title: str = ""
    second_language: str = ""
    marks: tuple[str, ...] = ()
    landscape: bool = False
    subject: tuple[Line, ...] = field(default=())
    """What it is about, beside the title: the number of the case, the day."""
