"""Schema 1, the first that an office has had: a new store is made with it, nothing older is to be changed."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: ``schema.create`` made it."""
