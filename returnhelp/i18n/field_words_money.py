"""The words for payments and entries of the ledger, and for their fields."""

from returnhelp.i18n.catalogs import NP_

RECORDS: dict[str, tuple[str, str]] = {
    "payments": NP_("record", "Payment"),
    "ledger": NP_("record", "Entry of the ledger"),
}

FIELDS: dict[tuple[str | None, str], tuple[str, str]] = {
    ("payments", "charged"): NP_("field", "Taken from the line"),
    ("payments", "number"): NP_("field", "Instalment"),
    ("payments", "payee"): NP_("field", "Paid to"),
    ("payments", "payer"): NP_("field", "Paid by"),
    ("payments", "place"): NP_("field", "Place"),
    ("payments", "receipt_number"): NP_("field", "Number of the receipt"),
    ("payments", "second_approval_by"): NP_("field", "Approved by, as the second"),
    ("payments", "entered_by"): NP_("field", "Planned by"),
    ("ledger", "act"): NP_("field", "Entry"),
    ("ledger", "source"): NP_("field", "From account"),
    ("ledger", "target"): NP_("field", "To account"),
    ("ledger", "happened_on"): NP_("field", "Day"),
    (None, "calculation"): NP_("field", "Calculation"),
    (None, "article"): NP_("field", "Article"),
}
"""By kind of record (None: in all) and field."""
