"""The words for the office's other areas."""

from enum import StrEnum

from returnhelp.domain import personal_hints, programmes, register_lists, registers
from returnhelp.i18n import case_areas_words
from returnhelp.i18n.catalogs import NP_

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    registers.TargetGroup: {
        registers.TargetGroup.ALL: NP_("target group of a programme", "Everybody"),
        registers.TargetGroup.VULNERABLE: NP_("target group of a programme", "Vulnerable people"),
        registers.TargetGroup.MINORITIES: NP_("target group of a programme", "Members of minorities"),
        registers.TargetGroup.FAMILIES: NP_("target group of a programme", "Families"),
        registers.TargetGroup.TRAFFICKING: NP_("target group of a programme", "Victims of trafficking"),
        registers.TargetGroup.MEDICAL: NP_("target group of a programme", "People with medical needs"),
        registers.TargetGroup.MINORS: NP_("target group of a programme", "Minors"),
    },
    registers.PartnerKind: {
        registers.PartnerKind.MISSION: NP_("kind of partner", "IOM mission"),
        registers.PartnerKind.NGO: NP_("kind of partner", "NGO"),
        registers.PartnerKind.REINTEGRATION_PARTNER: NP_("kind of partner", "Reintegration partner"),
        registers.PartnerKind.AUTHORITY: NP_("kind of partner", "Authority"),
        registers.PartnerKind.COUNSELLING_OFFICE: NP_("kind of partner", "Return counselling office"),
        registers.PartnerKind.SUPPLIER: NP_("kind of partner", "Supplier"),
        registers.PartnerKind.SHELTER: NP_("kind of partner", "Shelter"),
        registers.PartnerKind.DONOR: NP_("kind of partner", "Donor"),
        registers.PartnerKind.OTHER: NP_("kind of partner", "Other"),
    },
    registers.Sector: {
        registers.Sector.LIVELIHOOD: NP_("sector of a project abroad", "Livelihood and income"),
        registers.Sector.EDUCATION: NP_("sector of a project abroad", "Education"),
        registers.Sector.HEALTH: NP_("sector of a project abroad", "Health"),
        registers.Sector.WATER: NP_("sector of a project abroad", "Water and hygiene"),
        registers.Sector.HOUSING: NP_("sector of a project abroad", "Housing"),
        registers.Sector.AUTHORITIES: NP_("sector of a project abroad", "Support to authorities"),
        registers.Sector.PREVENTION: NP_("sector of a project abroad", "Prevention of irregular migration"),
        registers.Sector.INFORMATION: NP_("sector of a project abroad", "Information campaigns"),
        registers.Sector.OTHER: NP_("sector of a project abroad", "Other"),
    },
    registers.WorkState: {
        registers.WorkState.PROPOSED: NP_("state of a project abroad", "Proposed"),
        registers.WorkState.DECIDED: NP_("state of a project abroad", "Decided"),
        registers.WorkState.RUNNING: NP_("state of a project abroad", "Running"),
        registers.WorkState.COMPLETED: NP_("state of a project abroad", "Completed"),
        registers.WorkState.STOPPED: NP_("state of a project abroad", "Stopped"),
    },
    registers.TrainingKind: {
        registers.TrainingKind.TRAINING: NP_("kind of training", "Training"),
        registers.TrainingKind.INFORMATION_EVENT: NP_("kind of training", "Information event"),
        registers.TrainingKind.NETWORK_MEETING: NP_("kind of training", "Network meeting"),
        registers.TrainingKind.CONFERENCE: NP_("kind of training", "Conference"),
        registers.TrainingKind.STUDY_VISIT: NP_("kind of training", "Study visit"),
    },
    registers.OrganisationKind: {
        registers.OrganisationKind.AUTHORITY: NP_("kind of organisation", "Authority"),
        registers.OrganisationKind.POLICE: NP_("kind of organisation", "Police"),
        registers.OrganisationKind.JUSTICE: NP_("kind of organisation", "Justice"),
        registers.OrganisationKind.NGO: NP_("kind of organisation", "NGO"),
        registers.OrganisationKind.INTERNATIONAL: NP_("kind of organisation", "International organisation"),
        registers.OrganisationKind.HEALTH: NP_("kind of organisation", "Health care"),
        registers.OrganisationKind.EDUCATION: NP_("kind of organisation", "Education"),
        registers.OrganisationKind.DIASPORA: NP_("kind of organisation", "Diaspora"),
        registers.OrganisationKind.PRIVATE: NP_("kind of organisation", "Private sector"),
        registers.OrganisationKind.OTHER: NP_("kind of organisation", "Other"),
    },
    registers.Requester: {
        registers.Requester.MIGRANT: NP_("who asks for information", "Migrant"),
        registers.Requester.RELATIVE: NP_("who asks for information", "Relative or friend"),
        registers.Requester.AUTHORITY: NP_("who asks for information", "Authority"),
        registers.Requester.ORGANISATION: NP_("who asks for information", "Organisation"),
        registers.Requester.MEDIA: NP_("who asks for information", "Media"),
        registers.Requester.RESEARCH: NP_("who asks for information", "Research"),
        registers.Requester.PUBLIC: NP_("who asks for information", "The public"),
    },
    registers.RequestTopic: {
        registers.RequestTopic.RETURN: NP_("topic of an information request", "Return"),
        registers.RequestTopic.FAMILY_REUNIFICATION: NP_("topic of an information request", "Family reunification"),
        registers.RequestTopic.TRAFFICKING: NP_("topic of an information request", "Trafficking in human beings"),
        registers.RequestTopic.RESETTLEMENT: NP_("topic of an information request", "Resettlement"),
        registers.RequestTopic.VISA: NP_("topic of an information request", "Visa"),
        registers.RequestTopic.STATISTICS: NP_("topic of an information request", "Figures"),
        registers.RequestTopic.JOB: NP_("topic of an information request", "Work at the office"),
        registers.RequestTopic.OTHER: NP_("topic of an information request", "Other"),
    },
    register_lists.Register: {
        register_lists.Register.PROGRAMMES: NP_("register of the office", "Programmes"),
        register_lists.Register.PARTNERS: NP_("register of the office", "Partners"),
        register_lists.Register.FACT_SHEETS: NP_("register of the office", "Fact sheets"),
        register_lists.Register.STRUCTURAL_PROJECTS: NP_("register of the office", "Projects abroad"),
        register_lists.Register.TRAININGS: NP_("register of the office", "Trainings and events"),
        register_lists.Register.INFORMATION_REQUESTS: NP_("register of the office", "Information requests"),
    },
    personal_hints.PersonalHint: {
        personal_hints.PersonalHint.EMAIL: NP_("what a text seems to hold", "an e-mail address"),
        personal_hints.PersonalHint.PHONE: NP_("what a text seems to hold", "a phone number"),
        personal_hints.PersonalHint.ZEMIS: NP_("what a text seems to hold", "a ZEMIS number"),
        personal_hints.PersonalHint.N_NUMBER: NP_("what a text seems to hold", "an N-number"),
    },
    programmes.FitTest: {
        programmes.FitTest.VALIDITY: NP_("what a programme asks", "Dates of the programme"),
        programmes.FitTest.COUNTRY: NP_("what a programme asks", "Country"),
        programmes.FitTest.APPLICATION: NP_("what a programme asks", "Day of the asylum application"),
        programmes.FitTest.TARGET_GROUP: NP_("what a programme asks", "Target group"),
    },
    programmes.FitOutcome: {
        programmes.FitOutcome.FITS: NP_("how a programme fits", "Fits"),
        programmes.FitOutcome.OPEN: NP_("how a programme fits", "Open"),
        programmes.FitOutcome.DOES_NOT_FIT: NP_("how a programme fits", "Does not fit"),
    },
    programmes.FitReason: {
        programmes.FitReason.ALWAYS_VALID: NP_("why a programme fits or not", "It has no end."),
        programmes.FitReason.VALID: NP_("why a programme fits or not", "It lasts until {day}."),
        programmes.FitReason.NOT_YET_VALID: NP_("why a programme fits or not", "It begins only on {day}."),
        programmes.FitReason.ENDED: NP_("why a programme fits or not", "It ended on {day}."),
        programmes.FitReason.ALL_COUNTRIES: NP_("why a programme fits or not", "It is for all countries."),
        programmes.FitReason.COUNTRY_NAMED: NP_("why a programme fits or not", "It is for {country}."),
        programmes.FitReason.COUNTRY_NOT_NAMED: NP_("why a programme fits or not", "It is not for {country}."),
        programmes.FitReason.NO_DESTINATION: NP_(
            "why a programme fits or not", "The destination of the case is not known yet."
        ),
        programmes.FitReason.NO_CUT_OFF: NP_(
            "why a programme fits or not", "The day of the asylum application does not matter."
        ),
        programmes.FitReason.APPLIED_BEFORE: NP_(
            "why a programme fits or not", "The asylum application was made before {day}."
        ),
        programmes.FitReason.APPLIED_TOO_LATE: NP_(
            "why a programme fits or not", "Only asylum applications before {day} count."
        ),
        programmes.FitReason.APPLICATION_UNDATED: NP_(
            "why a programme fits or not",
            "Only asylum applications before {day} count, and the day of this one is not recorded.",
        ),
        programmes.FitReason.EVERYBODY: NP_("why a programme fits or not", "It is for everybody."),
        programmes.FitReason.OF_THE_GROUP: NP_("why a programme fits or not", "It is for this group: {groups}."),
        programmes.FitReason.NOT_OF_THE_GROUP: NP_("why a programme fits or not", "It is only for: {groups}."),
        programmes.FitReason.GROUP_NOT_RECORDED: NP_(
            "why a programme fits or not", "It is for this group, which is not recorded in a case: {groups}."
        ),
    },
}
WORDS |= case_areas_words.WORDS
