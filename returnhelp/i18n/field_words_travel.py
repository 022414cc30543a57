"""The words for the records and fields of the journey and of questions to the Return Information Fund."""

from returnhelp.i18n.catalogs import NP_

RECORDS: dict[str, tuple[str, str]] = {
    "legs": NP_("record", "Leg of the journey"),
    "escorts": NP_("record", "Escort"),
    "arrangements": NP_("record", "Help on the way"),
    "clearances": NP_("record", "Medical clearance"),
    "paper_requests": NP_("record", "Paper being procured"),
    "rif_questions": NP_("record", "Question to the Return Information Fund"),
}

FIELDS: dict[tuple[str | None, str], tuple[str, str]] = {
    # Legs
    (None, "position"): NP_("field", "Order"),
    (None, "mode"): NP_("field", "Means of travel"),
    (None, "carrier"): NP_("field", "Carrier"),
    ("legs", "number"): NP_("field", "Flight or train number"),
    (None, "from_place"): NP_("field", "From"),
    (None, "to_place"): NP_("field", "To"),
    (None, "departs_on"): NP_("field", "Departs on"),
    (None, "departs_at"): NP_("field", "Departs at"),
    (None, "arrives_on"): NP_("field", "Arrives on"),
    (None, "arrives_at"): NP_("field", "Arrives at"),
    (None, "booked_by"): NP_("field", "Booked by"),
    (None, "booking_reference"): NP_("field", "Booking reference"),
    ("legs", "booked_on"): NP_("field", "Booked on"),
    (None, "outcome"): NP_("field", "Outcome"),
    (None, "cancellation_cost"): NP_("field", "Cost of the cancellation"),
    # Escorts
    ("escorts", "kind"): NP_("field", "Kind of escort"),
    ("escorts", "name"): NP_("field", "Name of the escort"),
    ("escorts", "organisation"): NP_("field", "Organisation"),
    (None, "ordered_on"): NP_("field", "Ordered on"),
    (None, "confirmed_on"): NP_("field", "Confirmed on"),
    # Help on the way
    (None, "helps"): NP_("field", "Help"),
    (None, "needs"): NP_("field", "Special needs"),
    (None, "baggage_pieces"): NP_("field", "Pieces of baggage"),
    (None, "baggage_kilograms"): NP_("field", "Baggage in kilograms"),
    (None, "final_destination"): NP_("field", "Final destination"),
    (None, "met_by"): NP_("field", "Met by"),
    (None, "met_by_phone"): NP_("field", "Phone of who meets them"),
    (None, "carrier_told_on"): NP_("field", "Carrier told on"),
    (None, "mission_told_on"): NP_("field", "Mission told on"),
    # Medical clearance
    (None, "asked_on"): NP_("field", "Asked on"),
    (None, "examined_on"): NP_("field", "Examined on"),
    (None, "result"): NP_("field", "Result"),
    (None, "valid_until"): NP_("field", "Valid until"),
    (None, "doctor"): NP_("field", "Doctor"),
    ("clearances", "conditions"): NP_("field", "Conditions of the journey"),
    # Papers being procured
    ("paper_requests", "kind"): NP_("field", "Paper"),
    (None, "authority"): NP_("field", "Authority"),
    ("paper_requests", "requested_on"): NP_("field", "Requested on"),
    (None, "received_on"): NP_("field", "Received on"),
    (None, "cost"): NP_("field", "Cost"),
    # Questions to the Return Information Fund
    (None, "category"): NP_("field", "Category"),
    (None, "question"): NP_("field", "Question"),
    (None, "country"): NP_("field", "Country"),
    (None, "phase"): NP_("field", "Phase"),
    ("rif_questions", "asked_by"): NP_("field", "Asked by"),
    (None, "forwarded_on"): NP_("field", "Forwarded on"),
    (None, "answered_on"): NP_("field", "Answered on"),
    (None, "returned_on"): NP_("field", "Returned on"),
    (None, "answer"): NP_("field", "Answer"),
    (None, "complete"): NP_("field", "Checked complete"),
    (None, "warned_words"): NP_("field", "Words sent on knowingly"),
}
"""By kind of record (None: in all) and field."""
