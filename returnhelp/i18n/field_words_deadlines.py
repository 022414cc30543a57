"""The words for the fields from which deadlines are counted, and for requests about one's own data."""

from returnhelp.i18n.catalogs import NP_

RECORDS: dict[str, tuple[str, str]] = {
    "data_requests": NP_("record", "Data request"),
}

FIELDS: dict[tuple[str | None, str], tuple[str, str]] = {
    (None, "notified_on"): NP_("field", "Order notified on"),
    (None, "dublin_consent_on"): NP_("field", "Other state agreed on"),
    (None, "preparation_ended_on"): NP_("field", "Preparation ended on"),
    ("data_requests", "kind"): NP_("field", "What is asked"),
    (None, "received_on"): NP_("field", "Received on"),
    (None, "fee_announced_on"): NP_("field", "Fee announced on"),
    (None, "fee_confirmed_on"): NP_("field", "Fee confirmed on"),
    (None, "extended_to"): NP_("field", "Extended to"),
    (None, "answered_on"): NP_("field", "Answered on"),
    ("data_requests", "note"): NP_("field", "Note"),
}
