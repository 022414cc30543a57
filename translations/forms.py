"""Babel's extractor for the forms of ui/: finds the texts that a person reads."""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree import ElementTree


def extract(
    form: BinaryIO,
    keywords: Any,  # noqa: ARG001 - Babel's own signature
    comment_tags: Any,  # noqa: ARG001
    options: Any,  # noqa: ARG001
) -> Iterator[tuple[int, str, str | tuple[str, str], list[str]]]:
    """Each text as Babel wants it; the ``comment`` of a text is its context, ``extracomment`` a hint to translators."""
    for string in ElementTree.parse(form).iter("string"):
        if string.text and string.get("notr") != "true":
            hints = [hint] if (hint := string.get("extracomment")) else []
            if context := string.get("comment"):
                yield 0, "pgettext", (context, string.text), hints
            else:
                yield 0, "gettext", string.text, hints
