"""The kinds of case that the office has; the steps of each differ."""

from enum import StrEnum


class CaseType(StrEnum):
    VOLUNTARY_RETURN = "voluntary_return"
    MEDICAL_RETURN = "medical_return"
    TRAFFICKING_RETURN = "trafficking_return"
    STATUS_S_RETURN = "status_s_return"
    ONWARD_MIGRATION = "onward_migration"
    FAMILY_REUNIFICATION = "family_reunification"
    UNKNOWN = "unknown"


WITHOUT_AID = frozenset({CaseType.FAMILY_REUNIFICATION})
"""The office organises the journey alone; IOM gives no money (family reunification)."""
JOURNEY_ONLY = frozenset({CaseType.FAMILY_REUNIFICATION, CaseType.ONWARD_MIGRATION})
"""A journey may be prepared without an application for aid."""
