"""The words for the other areas of a case: trafficking, reunification, minors, referrals, sealed records."""

from enum import StrEnum

from returnhelp.domain import compartments, minors, referrals, reunification, sealed_forms, trafficking
from returnhelp.i18n.catalogs import NP_

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    compartments.SealedKind: {
        compartments.SealedKind.DIAGNOSIS: NP_("kind of sealed record", "Diagnosis"),
        compartments.SealedKind.SCREENING: NP_("kind of sealed record", "Screening"),
        compartments.SealedKind.SAFE_CONTACT: NP_("kind of sealed record", "Safe contact"),
        compartments.SealedKind.RISK_ASSESSMENT: NP_("kind of sealed record", "Risk assessment before return"),
        compartments.SealedKind.COMPLAINT: NP_("kind of sealed record", "Complaint"),
    },
    trafficking.TraffickingBasis: {
        trafficking.TraffickingBasis.ART_30_1_D: NP_(
            "ground for aid to a victim", "AIG Art. 30(1)(d): victim or witness"
        ),
        trafficking.TraffickingBasis.ART_30_1_E: NP_(
            "ground for aid to a victim", "AIG Art. 30(1)(e): witness protection abroad or at home"
        ),
        trafficking.TraffickingBasis.PROTECTED_WITNESS: NP_("ground for aid to a victim", "Protected witness"),
        trafficking.TraffickingBasis.OTHER: NP_("ground for aid to a victim", "Other ground"),
    },
    trafficking.TraffickingStatus: {
        trafficking.TraffickingStatus.POSSIBLE: NP_("status of a victim", "Possible victim"),
        trafficking.TraffickingStatus.ACTUAL: NP_("status of a victim", "Victim"),
        trafficking.TraffickingStatus.NOT_A_VICTIM: NP_("status of a victim", "Not a victim"),
    },
    trafficking.IdentifiedBy: {
        trafficking.IdentifiedBy.POLICE: NP_("who identified a victim", "Police"),
        trafficking.IdentifiedBy.NGO: NP_("who identified a victim", "NGO"),
        trafficking.IdentifiedBy.COURT: NP_("who identified a victim", "Court or prosecution"),
        trafficking.IdentifiedBy.GOVERNMENT: NP_("who identified a victim", "Another authority"),
        trafficking.IdentifiedBy.OTHER: NP_("who identified a victim", "Somebody else"),
    },
    trafficking.ReferredBy: {
        trafficking.ReferredBy.COUNSELLING_OFFICE: NP_("who referred a victim", "Return counselling office"),
        trafficking.ReferredBy.VICTIM_SUPPORT: NP_("who referred a victim", "Victim support"),
        trafficking.ReferredBy.NGO: NP_("who referred a victim", "NGO"),
        trafficking.ReferredBy.POLICE: NP_("who referred a victim", "Police"),
        trafficking.ReferredBy.AUTHORITY: NP_("who referred a victim", "Another authority"),
        trafficking.ReferredBy.SELF: NP_("who referred a victim", "The person"),
        trafficking.ReferredBy.OTHER: NP_("who referred a victim", "Somebody else"),
    },
    trafficking.Exploitation: {
        trafficking.Exploitation.FORCED_LABOUR: NP_("kind of exploitation", "Forced labour"),
        trafficking.Exploitation.SEXUAL: NP_("kind of exploitation", "Sexual exploitation"),
        trafficking.Exploitation.CHILD_LABOUR: NP_("kind of exploitation", "Child labour"),
        trafficking.Exploitation.FORCED_MARRIAGE: NP_("kind of exploitation", "Forced marriage"),
        trafficking.Exploitation.SERVITUDE: NP_("kind of exploitation", "Servitude"),
        trafficking.Exploitation.FORCED_MILITARY: NP_("kind of exploitation", "Forced recruitment by armed groups"),
        trafficking.Exploitation.ORGAN_REMOVAL: NP_("kind of exploitation", "Removal of organs"),
        trafficking.Exploitation.FORCED_BEGGING: NP_("kind of exploitation", "Forced begging"),
        trafficking.Exploitation.FORCED_ADOPTION: NP_("kind of exploitation", "Forced adoption"),
        trafficking.Exploitation.SURROGACY: NP_("kind of exploitation", "Surrogacy"),
        trafficking.Exploitation.OTHER: NP_("kind of exploitation", "Other"),
    },
    trafficking.ExploitedIn: {
        trafficking.ExploitedIn.SWITZERLAND: NP_("where somebody was exploited", "In Switzerland"),
        trafficking.ExploitedIn.ABROAD: NP_("where somebody was exploited", "Abroad"),
        trafficking.ExploitedIn.ATTEMPTED: NP_("where somebody was exploited", "Attempted only"),
    },
    trafficking.MeansOfControl: {
        trafficking.MeansOfControl.DEBT: NP_("means of control", "Debt, or earnings taken"),
        trafficking.MeansOfControl.THREATS: NP_("means of control", "Threats"),
        trafficking.MeansOfControl.ABUSE: NP_("means of control", "Abuse"),
        trafficking.MeansOfControl.FALSE_PROMISES: NP_("means of control", "False promises"),
        trafficking.MeansOfControl.DRUGS: NP_("means of control", "Drugs or alcohol"),
        trafficking.MeansOfControl.BASIC_NEEDS: NP_("means of control", "Basic needs denied"),
        trafficking.MeansOfControl.WORKING_HOURS: NP_("means of control", "Excessive working hours"),
        trafficking.MeansOfControl.DOCUMENTS: NP_("means of control", "Documents withheld"),
    },
    trafficking.LabourSector: {
        trafficking.LabourSector.AGRICULTURE: NP_("kind of forced labour", "Agriculture"),
        trafficking.LabourSector.CONSTRUCTION: NP_("kind of forced labour", "Construction"),
        trafficking.LabourSector.DOMESTIC: NP_("kind of forced labour", "Domestic work"),
        trafficking.LabourSector.HOSPITALITY: NP_("kind of forced labour", "Hotels and restaurants"),
    },
    trafficking.SexualType: {
        trafficking.SexualType.PROSTITUTION: NP_("kind of sexual exploitation", "Prostitution"),
        trafficking.SexualType.PORNOGRAPHY: NP_("kind of sexual exploitation", "Pornography"),
    },
    trafficking.Recruiter: {
        trafficking.Recruiter.PARTNER: NP_("who recruited somebody", "Partner"),
        trafficking.Recruiter.FRIEND: NP_("who recruited somebody", "Friend"),
        trafficking.Recruiter.FAMILY: NP_("who recruited somebody", "Family"),
        trafficking.Recruiter.OTHER: NP_("who recruited somebody", "Somebody else"),
    },
    trafficking.RiskLevel: {
        trafficking.RiskLevel.LOW: NP_("level of risk", "Low"),
        trafficking.RiskLevel.MEDIUM: NP_("level of risk", "Medium"),
        trafficking.RiskLevel.HIGH: NP_("level of risk", "High"),
        trafficking.RiskLevel.RETURN_NOT_ADVISED: NP_("level of risk", "Return not advised"),
    },
    trafficking.HtcdsStatus: {
        trafficking.HtcdsStatus.ACTIVE: NP_("state of a case for HTCDS", "Active"),
        trafficking.HtcdsStatus.FOLLOW_UP: NP_("state of a case for HTCDS", "Follow-up"),
        trafficking.HtcdsStatus.CLOSED: NP_("state of a case for HTCDS", "Closed"),
        trafficking.HtcdsStatus.CLOSED_REFERRED: NP_("state of a case for HTCDS", "Closed, referred"),
    },
    reunification.ReunificationBasis: {
        reunification.ReunificationBasis.ASYLG_51: NP_(
            "ground of family reunification", "AsylG Art. 51: family of refugees"
        ),
        reunification.ReunificationBasis.AIG_42: NP_(
            "ground of family reunification", "AIG Art. 42: family of Swiss nationals"
        ),
        reunification.ReunificationBasis.AIG_43: NP_(
            "ground of family reunification", "AIG Art. 43: family of settled people"
        ),
        reunification.ReunificationBasis.AIG_44: NP_(
            "ground of family reunification", "AIG Art. 44: family of residents"
        ),
        reunification.ReunificationBasis.AIG_85C: NP_(
            "ground of family reunification", "AIG Art. 85c: family of provisionally admitted people"
        ),
        reunification.ReunificationBasis.HUMANITARIAN_VISA: NP_("ground of family reunification", "Humanitarian visa"),
        reunification.ReunificationBasis.OTHER: NP_("ground of family reunification", "Other ground"),
    },
    reunification.SponsorStatus: {
        reunification.SponsorStatus.SWISS: NP_("status of a sponsor", "Swiss national"),
        reunification.SponsorStatus.SETTLED: NP_("status of a sponsor", "Settled (C)"),
        reunification.SponsorStatus.RESIDENT: NP_("status of a sponsor", "Resident (B)"),
        reunification.SponsorStatus.SHORT_STAY: NP_("status of a sponsor", "Short stay (L)"),
        reunification.SponsorStatus.REFUGEE: NP_("status of a sponsor", "Recognised refugee"),
        reunification.SponsorStatus.PROVISIONALLY_ADMITTED: NP_("status of a sponsor", "Provisionally admitted (F)"),
        reunification.SponsorStatus.OTHER: NP_("status of a sponsor", "Other"),
    },
    reunification.Relation: {
        reunification.Relation.SPOUSE: NP_("relation to somebody", "Spouse"),
        reunification.Relation.PARTNER: NP_("relation to somebody", "Partner"),
        reunification.Relation.CHILD: NP_("relation to somebody", "Child"),
        reunification.Relation.PARENT: NP_("relation to somebody", "Parent"),
        reunification.Relation.SIBLING: NP_("relation to somebody", "Brother or sister"),
        reunification.Relation.OTHER: NP_("relation to somebody", "Other"),
    },
    reunification.CostsBorneBy: {
        reunification.CostsBorneBy.SPONSOR: NP_("who bears the costs", "The sponsor"),
        reunification.CostsBorneBy.SEM: NP_("who bears the costs", "SEM"),
        reunification.CostsBorneBy.CANTON: NP_("who bears the costs", "The canton"),
        reunification.CostsBorneBy.ORGANISATION: NP_("who bears the costs", "An organisation"),
        reunification.CostsBorneBy.TRAVELLER: NP_("who bears the costs", "The traveller"),
    },
    minors.FamilyAssessment: {
        minors.FamilyAssessment.SUITABLE: NP_("assessment of a family", "Suitable"),
        minors.FamilyAssessment.SUITABLE_WITH_SUPPORT: NP_("assessment of a family", "Suitable with support"),
        minors.FamilyAssessment.NOT_SUITABLE: NP_("assessment of a family", "Not suitable"),
    },
    minors.BestInterest: {
        minors.BestInterest.RETURN: NP_("best interest of a child", "Return"),
        minors.BestInterest.STAY: NP_("best interest of a child", "Stay here"),
        minors.BestInterest.THIRD_COUNTRY: NP_("best interest of a child", "Third country"),
    },
    referrals.ReferralDirection: {
        referrals.ReferralDirection.IN: NP_("direction of a referral", "To us"),
        referrals.ReferralDirection.OUT: NP_("direction of a referral", "From us"),
    },
    referrals.ReferralReason: {
        referrals.ReferralReason.ADDITIONAL_SERVICES: NP_("reason of a referral", "Additional services needed"),
        referrals.ReferralReason.CHANGE_OF_LOCATION: NP_("reason of a referral", "Moves to another place"),
        referrals.ReferralReason.HEALTH: NP_("reason of a referral", "Health"),
        referrals.ReferralReason.LEGAL: NP_("reason of a referral", "Legal advice"),
        referrals.ReferralReason.PROTECTION: NP_("reason of a referral", "Protection"),
        referrals.ReferralReason.HOUSING: NP_("reason of a referral", "Housing"),
        referrals.ReferralReason.PSYCHOSOCIAL: NP_("reason of a referral", "Psychosocial help"),
        referrals.ReferralReason.OTHER: NP_("reason of a referral", "Other"),
    },
    referrals.ReferralOutcome: {
        referrals.ReferralOutcome.ACCEPTED: NP_("outcome of a referral", "Accepted"),
        referrals.ReferralOutcome.SERVICE_GIVEN: NP_("outcome of a referral", "Service given"),
        referrals.ReferralOutcome.REFUSED: NP_("outcome of a referral", "Refused"),
        referrals.ReferralOutcome.NO_ANSWER: NP_("outcome of a referral", "No answer"),
        referrals.ReferralOutcome.PERSON_DECLINED: NP_("outcome of a referral", "The person declined"),
    },
    sealed_forms.PalermoAct: {
        sealed_forms.PalermoAct.RECRUITMENT: NP_("act of trafficking", "Recruitment"),
        sealed_forms.PalermoAct.TRANSPORTATION: NP_("act of trafficking", "Transportation"),
        sealed_forms.PalermoAct.TRANSFER: NP_("act of trafficking", "Transfer"),
        sealed_forms.PalermoAct.HARBOURING: NP_("act of trafficking", "Harbouring"),
        sealed_forms.PalermoAct.RECEIPT: NP_("act of trafficking", "Receipt"),
    },
    sealed_forms.PalermoMeans: {
        sealed_forms.PalermoMeans.THREAT: NP_("means of trafficking", "Threat of force"),
        sealed_forms.PalermoMeans.FORCE: NP_("means of trafficking", "Use of force"),
        sealed_forms.PalermoMeans.OTHER_COERCION: NP_("means of trafficking", "Other coercion"),
        sealed_forms.PalermoMeans.ABDUCTION: NP_("means of trafficking", "Abduction"),
        sealed_forms.PalermoMeans.FRAUD: NP_("means of trafficking", "Fraud"),
        sealed_forms.PalermoMeans.DECEPTION: NP_("means of trafficking", "Deception"),
        sealed_forms.PalermoMeans.ABUSE_OF_POWER: NP_("means of trafficking", "Abuse of power"),
        sealed_forms.PalermoMeans.ABUSE_OF_VULNERABILITY: NP_(
            "means of trafficking", "Abuse of a position of vulnerability"
        ),
        sealed_forms.PalermoMeans.PAYMENTS_FOR_CONSENT: NP_(
            "means of trafficking", "Payments for the consent of somebody in control"
        ),
    },
    sealed_forms.MethodOfControl: {
        sealed_forms.MethodOfControl.DEBT_BONDAGE: NP_("method of control", "Debt bondage"),
        sealed_forms.MethodOfControl.TAKES_EARNINGS: NP_("method of control", "Takes earnings"),
        sealed_forms.MethodOfControl.RESTRICTS_FINANCIAL_ACCESS: NP_("method of control", "Restricts access to money"),
        sealed_forms.MethodOfControl.THREATS: NP_("method of control", "Threats"),
        sealed_forms.MethodOfControl.PSYCHOLOGICAL_ABUSE: NP_("method of control", "Psychological abuse"),
        sealed_forms.MethodOfControl.PHYSICAL_ABUSE: NP_("method of control", "Physical abuse"),
        sealed_forms.MethodOfControl.SEXUAL_ABUSE: NP_("method of control", "Sexual abuse"),
        sealed_forms.MethodOfControl.FALSE_PROMISES: NP_("method of control", "False promises"),
        sealed_forms.MethodOfControl.PSYCHOACTIVE_SUBSTANCES: NP_("method of control", "Drugs or alcohol"),
        sealed_forms.MethodOfControl.RESTRICTS_MOVEMENT: NP_("method of control", "Restricts movement"),
        sealed_forms.MethodOfControl.RESTRICTS_MEDICAL_CARE: NP_("method of control", "Restricts medical care"),
        sealed_forms.MethodOfControl.EXCESSIVE_WORKING_HOURS: NP_("method of control", "Excessive working hours"),
        sealed_forms.MethodOfControl.USES_CHILDREN: NP_("method of control", "Uses the children"),
        sealed_forms.MethodOfControl.THREAT_OF_LAW_ENFORCEMENT: NP_("method of control", "Threatens with authorities"),
        sealed_forms.MethodOfControl.WITHHOLDS_NECESSITIES: NP_(
            "method of control", "Withholds food, shelter or clothes"
        ),
        sealed_forms.MethodOfControl.WITHHOLDS_DOCUMENTS: NP_("method of control", "Withholds papers"),
        sealed_forms.MethodOfControl.OTHER: NP_("method of control", "Other"),
    },
    sealed_forms.Recruitment: {
        sealed_forms.Recruitment.PLACE_OF_BUSINESS: NP_("way of recruitment", "At a place of business"),
        sealed_forms.Recruitment.EDUCATION: NP_("way of recruitment", "At a school"),
        sealed_forms.Recruitment.AT_WORK: NP_("way of recruitment", "At work"),
        sealed_forms.Recruitment.SOCIAL_NETWORK: NP_("way of recruitment", "By a social network"),
        sealed_forms.Recruitment.ONLINE_ADVERTISEMENT: NP_("way of recruitment", "By an advertisement online"),
        sealed_forms.Recruitment.TELEVISION: NP_("way of recruitment", "By television"),
        sealed_forms.Recruitment.NEWSPAPER: NP_("way of recruitment", "By a newspaper"),
        sealed_forms.Recruitment.FAMILY: NP_("way of recruitment", "By family"),
        sealed_forms.Recruitment.FRIENDS: NP_("way of recruitment", "By friends"),
        sealed_forms.Recruitment.OTHER: NP_("way of recruitment", "Other"),
    },
    sealed_forms.Acquaintance: {
        sealed_forms.Acquaintance.FAMILIAL: NP_("what a trafficker was to somebody", "Of the family"),
        sealed_forms.Acquaintance.ACQUAINTED: NP_("what a trafficker was to somebody", "An acquaintance"),
        sealed_forms.Acquaintance.UNACQUAINTED: NP_("what a trafficker was to somebody", "A stranger"),
    },
    sealed_forms.SexualExploitation: {
        sealed_forms.SexualExploitation.PROSTITUTION: NP_("kind of sexual exploitation", "Prostitution"),
        sealed_forms.SexualExploitation.PORNOGRAPHY: NP_("kind of sexual exploitation", "Pornography"),
        sealed_forms.SexualExploitation.REMOTE: NP_("kind of sexual exploitation", "Remote services"),
        sealed_forms.SexualExploitation.PRIVATE: NP_("kind of sexual exploitation", "Private services"),
    },
    sealed_forms.SafeChannel: {
        sealed_forms.SafeChannel.PHONE: NP_("safe way to reach somebody", "Phone"),
        sealed_forms.SafeChannel.MESSAGE: NP_("safe way to reach somebody", "Text message"),
        sealed_forms.SafeChannel.EMAIL: NP_("safe way to reach somebody", "E-mail"),
        sealed_forms.SafeChannel.SHELTER: NP_("safe way to reach somebody", "Through the shelter"),
        sealed_forms.SafeChannel.TRUSTED_PERSON: NP_("safe way to reach somebody", "Through a trusted person"),
        sealed_forms.SafeChannel.APPOINTMENTS_ONLY: NP_("safe way to reach somebody", "Only at appointments"),
    },
    sealed_forms.Presence: {
        sealed_forms.Presence.YES: NP_("whether traffickers are at large", "Yes"),
        sealed_forms.Presence.NO: NP_("whether traffickers are at large", "No"),
        sealed_forms.Presence.NOT_KNOWN: NP_("whether traffickers are at large", "Not known"),
    },
    sealed_forms.ComplaintTopic: {
        sealed_forms.ComplaintTopic.SERVICE: NP_("topic of a complaint", "Service or delay"),
        sealed_forms.ComplaintTopic.STAFF: NP_("topic of a complaint", "How somebody was treated"),
        sealed_forms.ComplaintTopic.MONEY: NP_("topic of a complaint", "Money"),
        sealed_forms.ComplaintTopic.DISCRIMINATION: NP_("topic of a complaint", "Discrimination"),
        sealed_forms.ComplaintTopic.SEXUAL_EXPLOITATION_AND_ABUSE: NP_(
            "topic of a complaint", "Sexual exploitation or abuse"
        ),
        sealed_forms.ComplaintTopic.DATA_PROTECTION: NP_("topic of a complaint", "Data protection"),
        sealed_forms.ComplaintTopic.OTHER: NP_("topic of a complaint", "Other"),
    },
    sealed_forms.Element: {
        sealed_forms.Element.ACT: NP_("element of trafficking", "Act"),
        sealed_forms.Element.MEANS: NP_("element of trafficking", "Means"),
        sealed_forms.Element.PURPOSE: NP_("element of trafficking", "Purpose"),
    },
}
