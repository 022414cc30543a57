"""Writes what a person saves to the place that they chose, as a whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from returnhelp.domain.errors import FileNotWrittenError


def write(place: Path, content: bytes) -> Path:
    """Write a file, in the stead of one that is there, and answer where; raises FileNotWrittenError."""
    try:
        descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.stem}.", suffix=".new")
        new = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as target:
                target.write(content)
                target.flush()
                os.fsync(target.fileno())
            new.chmod(0o600)
            new.replace(place)
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise
    except OSError as error:
        raise FileNotWrittenError(name=place.name) from error
    return place


def with_suffix(place: Path, suffix: str) -> Path:
    """The place with this end of its name, whatever was typed."""
    return place if place.suffix.lower() == suffix else place.with_name(place.name + suffix)
