"""The words for what is recorded of a person and a household."""

from enum import StrEnum

from returnhelp.domain import consent, household, likeness, people, vulnerability
from returnhelp.i18n.catalogs import NP_

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    people.Sex: {
        people.Sex.MALE: NP_("sex", "Male"),
        people.Sex.FEMALE: NP_("sex", "Female"),
        people.Sex.OTHER: NP_("sex", "Other (X)"),
        people.Sex.UNKNOWN: NP_("sex", "Unknown"),
    },
    people.Precision: {
        people.Precision.DAY: NP_("how well a birth date is known", "Exact day"),
        people.Precision.MONTH: NP_("how well a birth date is known", "Month and year only"),
        people.Precision.YEAR: NP_("how well a birth date is known", "Year only"),
        people.Precision.ESTIMATED: NP_("how well a birth date is known", "Estimated"),
    },
    people.NationalityStatus: {
        people.NationalityStatus.KNOWN: NP_("nationality", "Known"),
        people.NationalityStatus.STATELESS: NP_("nationality", "Stateless"),
        people.NationalityStatus.UNKNOWN: NP_("nationality", "Unknown"),
    },
    people.CivilStatus: {
        people.CivilStatus.SINGLE: NP_("civil status", "Single"),
        people.CivilStatus.MARRIED: NP_("civil status", "Married"),
        people.CivilStatus.PARTNERSHIP: NP_("civil status", "Registered partnership"),
        people.CivilStatus.SEPARATED: NP_("civil status", "Separated"),
        people.CivilStatus.DIVORCED: NP_("civil status", "Divorced"),
        people.CivilStatus.WIDOWED: NP_("civil status", "Widowed"),
        people.CivilStatus.UNKNOWN: NP_("civil status", "Unknown"),
    },
    people.TravelDocumentKind: {
        people.TravelDocumentKind.PASSPORT: NP_("travel document", "Passport"),
        people.TravelDocumentKind.IDENTITY_CARD: NP_("travel document", "Identity card"),
        people.TravelDocumentKind.LAISSEZ_PASSER: NP_("travel document", "Laissez-passer"),
        people.TravelDocumentKind.SUBSTITUTE: NP_("travel document", "Substitute travel document"),
        people.TravelDocumentKind.SWISS_TRAVEL_DOCUMENT: NP_("travel document", "Swiss travel document"),
        people.TravelDocumentKind.CERTIFICATE: NP_("travel document", "Certificate (birth, civil status)"),
    },
    people.Origin: {
        people.Origin.ENTERED: NP_("where a record came from", "Entered here"),
        people.Origin.TAKEN_OVER: NP_("where a record came from", "Taken over from a list"),
    },
    household.MemberRole: {
        household.MemberRole.PRINCIPAL: NP_("member of a household", "Principal applicant"),
        household.MemberRole.SPOUSE: NP_("member of a household", "Spouse"),
        household.MemberRole.PARTNER: NP_("member of a household", "Partner"),
        household.MemberRole.CHILD: NP_("member of a household", "Child"),
        household.MemberRole.PARENT: NP_("member of a household", "Parent"),
        household.MemberRole.SIBLING: NP_("member of a household", "Sibling"),
        household.MemberRole.OTHER: NP_("member of a household", "Other relative"),
    },
    vulnerability.VulnerabilityKind: {
        vulnerability.VulnerabilityKind.UNACCOMPANIED_MINOR: NP_("vulnerability", "Unaccompanied minor"),
        vulnerability.VulnerabilityKind.TRAFFICKING_VICTIM: NP_("vulnerability", "Victim of trafficking"),
        vulnerability.VulnerabilityKind.HEALTH: NP_("vulnerability", "Health-related needs"),
        vulnerability.VulnerabilityKind.DISABILITY: NP_("vulnerability", "Disability"),
        vulnerability.VulnerabilityKind.PREGNANT: NP_("vulnerability", "Pregnancy"),
        vulnerability.VulnerabilityKind.SINGLE_PARENT: NP_("vulnerability", "Single parent"),
        vulnerability.VulnerabilityKind.ELDERLY: NP_("vulnerability", "Old age"),
        vulnerability.VulnerabilityKind.GENDER_BASED_VIOLENCE: NP_("vulnerability", "Gender-based violence"),
        vulnerability.VulnerabilityKind.OTHER: NP_("vulnerability", "Other vulnerability"),
    },
    consent.ConsentPurpose: {
        consent.ConsentPurpose.DATA_PROCESSING: NP_("purpose of a consent", "Processing of personal data"),
        consent.ConsentPurpose.TRANSFER_TO_AUTHORITY: NP_("purpose of a consent", "Transfer to Swiss authorities"),
        consent.ConsentPurpose.TRANSFER_TO_MISSION: NP_("purpose of a consent", "Transfer to the mission abroad"),
        consent.ConsentPurpose.MEDICAL: NP_("purpose of a consent", "Use of medical data"),
        consent.ConsentPurpose.MONITORING: NP_("purpose of a consent", "Contact for monitoring"),
        consent.ConsentPurpose.SUCCESS_STORY: NP_("purpose of a consent", "Publication of the story"),
    },
    consent.ConsentKind: {
        consent.ConsentKind.EXPLICIT: NP_("kind of consent", "Explicit"),
        consent.ConsentKind.IMPLICIT: NP_("kind of consent", "Implicit"),
        consent.ConsentKind.PROXY: NP_("kind of consent", "By a representative"),
    },
    consent.ConsentForm: {
        consent.ConsentForm.WRITTEN: NP_("form of a consent", "In writing"),
        consent.ConsentForm.AUDIO_VIDEO: NP_("form of a consent", "Audio or video recording"),
        consent.ConsentForm.ORAL_CERTIFIED: NP_("form of a consent", "Oral, certified by a witness"),
    },
    likeness.Reason: {
        likeness.Reason.SAME_ZEMIS: NP_("why two people look like one", "Same ZEMIS number"),
        likeness.Reason.NEAR_ZEMIS: NP_("why two people look like one", "ZEMIS number differs in one digit"),
        likeness.Reason.SAME_DOCUMENT: NP_("why two people look like one", "Same travel document"),
        likeness.Reason.SAME_DOSSIER: NP_("why two people look like one", "Same dossier (N-number)"),
        likeness.Reason.SAME_PHONE: NP_("why two people look like one", "Same phone number"),
        likeness.Reason.SAME_NAME: NP_("why two people look like one", "Same name"),
        likeness.Reason.SIMILAR_NAME: NP_("why two people look like one", "Similar name"),
        likeness.Reason.NAMES_SWAPPED: NP_("why two people look like one", "Family name and given name swapped"),
        likeness.Reason.SAME_BIRTH_DATE: NP_("why two people look like one", "Same birth date"),
        likeness.Reason.BIRTH_DAY_MONTH_SWAPPED: NP_(
            "why two people look like one", "Day and month of the birth date swapped"
        ),
        likeness.Reason.NEAR_BIRTH_DATE: NP_("why two people look like one", "Birth date differs in one digit"),
        likeness.Reason.SAME_BIRTH_MONTH: NP_("why two people look like one", "Born in the same month"),
        likeness.Reason.SAME_BIRTH_YEAR: NP_("why two people look like one", "Born in the same year"),
        likeness.Reason.OTHER_ZEMIS: NP_("what speaks against one person", "Different ZEMIS number"),
        likeness.Reason.OTHER_BIRTH_DATE: NP_("what speaks against one person", "Different birth date"),
        likeness.Reason.OTHER_SEX: NP_("what speaks against one person", "Different sex"),
        likeness.Reason.OTHER_NATIONALITY: NP_("what speaks against one person", "Different nationality"),
    },
}
