"""The session in which a piece of work sees the store."""

from sqlalchemy.orm import Session

__all__ = ["Session"]
