"""An instrument that an office loaded beside the ones that come with the program."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(eq=False)
class Loaded:
    """The whole instrument as it was loaded (``survey_tables.kept``); a newer version is loaded beside it.

    ``instrument`` is its key. Its version stands in the content; ``version`` counts the changes of this record.
    """

    instrument: str
    content: bytes
    loaded_at: datetime
    by_user_id: int
    id: int | None = None
    version: int = 0
    deleted_at: datetime | None = None
    deleted_by: int | None = None
