"""Answers a list's questions on the spot, for rows that the page holds already."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def at_once(
    work: Callable[[], T],
    then: Callable[[T], None],
    failed: Callable[[Exception], None] | None = None,  # noqa: ARG001 - what is at hand does not fail
    *,
    latest: str = "",  # noqa: ARG001 - and needs no waiting
) -> None:
    """Do the work and hand over what comes of it, as ``models.paged.Ask`` wants it."""
    then(work())
