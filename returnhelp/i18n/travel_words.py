"""The words for documents, the journey and deadlines."""

from enum import StrEnum

from returnhelp.domain import mrz, mrz_layout, mrz_states, mrz_typing, rif, sim, travel, travel_checks
from returnhelp.i18n.catalogs import NP_

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    mrz_layout.ZoneFormat: {
        mrz_layout.ZoneFormat.TD1: NP_("machine readable zone", "Identity card of three lines (TD1)"),
        mrz_layout.ZoneFormat.TD2: NP_("machine readable zone", "Identity card of two lines (TD2)"),
        mrz_layout.ZoneFormat.TD3: NP_("machine readable zone", "Passport (TD3)"),
        mrz_layout.ZoneFormat.MRV_A: NP_("machine readable zone", "Visa (MRV-A)"),
        mrz_layout.ZoneFormat.MRV_B: NP_("machine readable zone", "Small visa (MRV-B)"),
    },
    mrz_layout.ZonePart: {
        mrz_layout.ZonePart.DOCUMENT_CODE: NP_("part of a machine readable zone", "Document code"),
        mrz_layout.ZonePart.ISSUING_STATE: NP_("part of a machine readable zone", "Issuing state"),
        mrz_layout.ZonePart.NAMES: NP_("part of a machine readable zone", "Name"),
        mrz_layout.ZonePart.NUMBER: NP_("part of a machine readable zone", "Document number"),
        mrz_layout.ZonePart.NATIONALITY: NP_("part of a machine readable zone", "Nationality"),
        mrz_layout.ZonePart.BIRTH_DATE: NP_("part of a machine readable zone", "Birth date"),
        mrz_layout.ZonePart.SEX: NP_("part of a machine readable zone", "Sex"),
        mrz_layout.ZonePart.EXPIRY: NP_("part of a machine readable zone", "Expiry"),
        mrz_layout.ZonePart.OPTIONAL: NP_("part of a machine readable zone", "Personal number"),
        mrz_layout.ZonePart.MORE_OPTIONAL: NP_("part of a machine readable zone", "Further data of the state"),
        mrz_layout.ZonePart.COMPOSITE: NP_("part of a machine readable zone", "Check of all fields together"),
    },
    mrz_states.ZoneState: {
        mrz_states.ZoneState.COUNTRY: NP_("what a document says of a state", "Country"),
        mrz_states.ZoneState.STATELESS: NP_("what a document says of a state", "Stateless"),
        mrz_states.ZoneState.REFUGEE: NP_("what a document says of a state", "Refugee"),
        mrz_states.ZoneState.OTHER_REFUGEE: NP_("what a document says of a state", "Refugee by other law"),
        mrz_states.ZoneState.UNSPECIFIED: NP_("what a document says of a state", "Not specified"),
        mrz_states.ZoneState.ORGANISATION: NP_("what a document says of a state", "International organisation"),
        mrz_states.ZoneState.SPECIMEN: NP_("what a document says of a state", "Specimen (Utopia)"),
        mrz_states.ZoneState.NOT_KNOWN: NP_("what a document says of a state", "Not known"),
    },
    mrz_typing.Mended: {
        mrz_typing.Mended.SMALL_LETTERS: NP_("what was corrected in a machine readable zone", "small letters"),
        mrz_typing.Mended.GAPS: NP_("what was corrected in a machine readable zone", "gaps between characters"),
        mrz_typing.Mended.FILLER_SIGNS: NP_(
            "what was corrected in a machine readable zone", "other signs in the place of <"
        ),
        mrz_typing.Mended.LINE_BREAKS: NP_("what was corrected in a machine readable zone", "line breaks"),
        mrz_typing.Mended.FILLERS_AT_THE_END: NP_(
            "what was corrected in a machine readable zone", "number of < at the end of a line"
        ),
        mrz_typing.Mended.Y_AND_Z: NP_(
            "what was corrected in a machine readable zone", "Y and Z exchanged by the keyboard"
        ),
    },
    mrz.ZoneWrong: {
        mrz.ZoneWrong.CHECK_DIGIT: NP_("what is wrong in a machine readable zone", "the check digit is wrong"),
        mrz.ZoneWrong.NOT_A_DATE: NP_("what is wrong in a machine readable zone", "this is not a possible date"),
        mrz.ZoneWrong.SIGN: NP_("what is wrong in a machine readable zone", "this character cannot stand there"),
        mrz.ZoneWrong.STATE_NOT_KNOWN: NP_(
            "what is wrong in a machine readable zone", "these letters are not of any state"
        ),
        mrz.ZoneWrong.CODE_NOT_KNOWN: NP_(
            "what is wrong in a machine readable zone", "this kind of document is not known"
        ),
        mrz.ZoneWrong.EMPTY: NP_("what is wrong in a machine readable zone", "there is nothing"),
    },
    mrz.ZoneDoubt: {
        mrz.ZoneDoubt.NAME_CUT_OFF: NP_(
            "what to look at in a machine readable zone",
            "The name fills its line and is perhaps cut off. Compare it with the document.",
        ),
        mrz.ZoneDoubt.BIRTH_CENTURY: NP_(
            "what to look at in a machine readable zone",
            "The birth date may be a hundred years earlier. Compare the age.",
        ),
        mrz.ZoneDoubt.EXPIRY_CENTURY: NP_(
            "what to look at in a machine readable zone",
            "The document expired very long ago, if the date is right. Compare it.",
        ),
        mrz.ZoneDoubt.Y_OR_Z: NP_(
            "what to look at in a machine readable zone",
            "The scanner may have exchanged Y and Z. Compare the name with the document.",
        ),
        mrz.ZoneDoubt.SPECIMEN: NP_(
            "what to look at in a machine readable zone", "This is a specimen, not a document of a state."
        ),
    },
    rif.RifCategory: {
        rif.RifCategory.MEDICAL: NP_("question to the Return Information Fund", "Medical care"),
        rif.RifCategory.LABOUR_MARKET: NP_("question to the Return Information Fund", "Labour market"),
        rif.RifCategory.HOUSING: NP_("question to the Return Information Fund", "Housing"),
        rif.RifCategory.EDUCATION: NP_("question to the Return Information Fund", "Education and training"),
        rif.RifCategory.SOCIAL_WELFARE: NP_("question to the Return Information Fund", "Social welfare and pension"),
        rif.RifCategory.OTHER: NP_("question to the Return Information Fund", "Other, such as transport or contacts"),
    },
    rif.RifPhase: {
        rif.RifPhase.ASKED: NP_("phase of a question to the Return Information Fund", "Asked"),
        rif.RifPhase.FORWARDED: NP_("phase of a question to the Return Information Fund", "Forwarded to the mission"),
        rif.RifPhase.RESEARCHED: NP_("phase of a question to the Return Information Fund", "Researched"),
        rif.RifPhase.RETURNED: NP_("phase of a question to the Return Information Fund", "Checked and returned"),
    },
    travel.BookedBy: {
        travel.BookedBy.SWISSREPAT: NP_("who booked a leg", "swissREPAT"),
        travel.BookedBy.IOM_SIM: NP_("who booked a leg", "IOM (SIM)"),
        travel.BookedBy.COUNSELLING_OFFICE: NP_("who booked a leg", "Counselling office"),
        travel.BookedBy.TRAVELLER: NP_("who booked a leg", "The travellers themselves"),
        travel.BookedBy.OTHER: NP_("who booked a leg", "Somebody else"),
    },
    travel.LegMode: {
        travel.LegMode.FLIGHT: NP_("means of travel", "Flight"),
        travel.LegMode.TRAIN: NP_("means of travel", "Train"),
        travel.LegMode.ROAD: NP_("means of travel", "Road"),
        travel.LegMode.FERRY: NP_("means of travel", "Ferry"),
    },
    travel.LegOutcome: {
        travel.LegOutcome.PLANNED: NP_("how a leg went", "Planned"),
        travel.LegOutcome.BOOKED: NP_("how a leg went", "Booked"),
        travel.LegOutcome.TRAVELLED: NP_("how a leg went", "Travelled"),
        travel.LegOutcome.NO_SHOW: NP_("how a leg went", "Did not appear"),
        travel.LegOutcome.CANCELLED: NP_("how a leg went", "Cancelled"),
        travel.LegOutcome.REFUSED: NP_("how a leg went", "Refused by the carrier"),
    },
    travel.EscortKind: {
        travel.EscortKind.SOCIAL: NP_("kind of escort", "Social escort"),
        travel.EscortKind.MEDICAL: NP_("kind of escort", "Medical escort"),
        travel.EscortKind.OPERATIONAL: NP_("kind of escort", "Operational escort"),
    },
    travel.SpecialNeed: {
        travel.SpecialNeed.WHEELCHAIR_RAMP: NP_("special need on a journey", "Wheelchair, can climb steps"),
        travel.SpecialNeed.WHEELCHAIR_STEPS: NP_("special need on a journey", "Wheelchair, cannot climb steps"),
        travel.SpecialNeed.WHEELCHAIR_CABIN: NP_("special need on a journey", "Wheelchair to the seat"),
        travel.SpecialNeed.STRETCHER: NP_("special need on a journey", "Stretcher"),
        travel.SpecialNeed.OXYGEN: NP_("special need on a journey", "Oxygen on board"),
        travel.SpecialNeed.MEDICINES: NP_("special need on a journey", "Medicines or medical case"),
        travel.SpecialNeed.MEAL: NP_("special need on a journey", "Special meal"),
        travel.SpecialNeed.BASSINET: NP_("special need on a journey", "Bassinet"),
        travel.SpecialNeed.UNACCOMPANIED_MINOR_SERVICE: NP_("special need on a journey", "Child travelling alone"),
        travel.SpecialNeed.INTERPRETER: NP_("special need on a journey", "Language help"),
        travel.SpecialNeed.HEARING: NP_("special need on a journey", "Deaf or hard of hearing"),
        travel.SpecialNeed.SIGHT: NP_("special need on a journey", "Blind or of impaired sight"),
    },
    travel.Help: {
        travel.Help.HOME_TO_AIRPORT: NP_("help on a journey", "From home to the airport"),
        travel.Help.DEPARTURE: NP_("help on a journey", "At departure"),
        travel.Help.TRANSIT: NP_("help on a journey", "In transit"),
        travel.Help.ARRIVAL: NP_("help on a journey", "On arrival"),
        travel.Help.ONWARD: NP_("help on a journey", "On to the final destination"),
        travel.Help.ACCOMMODATION: NP_("help on a journey", "Accommodation on arrival"),
    },
    travel.PaperKind: {
        travel.PaperKind.PASSPORT: NP_("paper being procured", "Passport"),
        travel.PaperKind.LAISSEZ_PASSER: NP_("paper being procured", "Laissez-passer"),
        travel.PaperKind.SUBSTITUTE: NP_("paper being procured", "Substitute travel document"),
        travel.PaperKind.SWISS_TRAVEL_DOCUMENT: NP_("paper being procured", "Swiss travel document"),
        travel.PaperKind.ENTRY_VISA: NP_("paper being procured", "Entry visa"),
        travel.PaperKind.TRANSIT_VISA: NP_("paper being procured", "Transit visa"),
        travel.PaperKind.EXIT_VISA: NP_("paper being procured", "Exit visa"),
        travel.PaperKind.BIRTH_CERTIFICATE: NP_("paper being procured", "Birth certificate"),
        travel.PaperKind.MARRIAGE_CERTIFICATE: NP_("paper being procured", "Marriage certificate"),
        travel.PaperKind.OTHER: NP_("paper being procured", "Another paper"),
    },
    sim.SimReason: {
        sim.SimReason.ILL: NP_("why SIM may organise a journey", "ill"),
        sim.SimReason.REDUCED_MOBILITY: NP_("why SIM may organise a journey", "reduced mobility"),
        sim.SimReason.MINOR: NP_("why SIM may organise a journey", "a minor"),
        sim.SimReason.TRAFFICKING: NP_("why SIM may organise a journey", "victim of trafficking"),
        sim.SimReason.SINGLE_PARENT: NP_("why SIM may organise a journey", "single parent"),
    },
    travel_checks.NoticeKind: {
        travel_checks.NoticeKind.SHORT_CONNECTION: NP_(
            "what to look at in a journey", "At {place} there are only {minutes} to change."
        ),
        travel_checks.NoticeKind.LEGS_OVERLAP: NP_(
            "what to look at in a journey", "At {place} the next leg departs before the one before it arrives."
        ),
        travel_checks.NoticeKind.ANOTHER_PLACE: NP_(
            "what to look at in a journey", "A leg begins at {place}, but the one before it ends at {other_place}."
        ),
        travel_checks.NoticeKind.ANOTHER_DAY: NP_(
            "what to look at in a journey", "The first leg departs on {day}, the departure is planned for {other_day}."
        ),
        travel_checks.NoticeKind.DOCUMENT_EXPIRES: NP_(
            "what to look at in a journey",
            "The travel document of {person} is valid until {day} only; the arrival is on {other_day}.",
        ),
        travel_checks.NoticeKind.CLEARANCE_EXPIRES: NP_(
            "what to look at in a journey",
            "{person} was found fit to travel until {day} only; the departure is on {other_day}.",
        ),
    },
}
