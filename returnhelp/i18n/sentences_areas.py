"""The sentences for what can go wrong with the office's other areas."""

from returnhelp.domain import errors
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.i18n.catalogs import N_

SENTENCES: dict[type[ReturnHelpError], str] = {
    # Trafficking, and what is sealed
    errors.StaysRestrictedError: N_(
        "A case of trafficking stays restricted, so that nobody is recognised. Nothing was changed."
        " If it is no such case, correct its kind and its vulnerabilities first."
    ),
    errors.ReadAnewError: N_(
        "{who} has written this record since you opened it. Nothing was changed, and what you typed is still here."
        " Open the record again, then write yours."
    ),
    errors.SealedPersonError: N_(
        "This person has no part in the case. Nothing was changed. Add them to the household first."
    ),
    errors.CountryOfExploitationError: N_(
        "The country of exploitation and where it happened do not agree. Nothing was changed. Correct one of them."
    ),
    errors.AgeAtExploitationError: N_(
        "Aged {age} at the time of the exploitation, says the field; today the person is {today}."
        " Nothing was changed. Correct the age or the birth date."
    ),
    # Family reunification
    errors.OneSponsorError: N_(
        "There is a sponsor in this case already. Nothing was changed. Correct the one that is there."
    ),
    errors.DnaConsentMissingError: N_(
        "A sample or a result needs consent in writing (GUMG). Nothing was changed. Enter the day of the consent first."
    ),
    errors.DnaBeforeConsentError: N_(
        "A sample or a result of {day} lies before the consent of {consent}. Nothing was changed. Correct one of them."
    ),
    errors.DnaResultBeforeSampleError: N_(
        "The result of {day} lies before the sample of {sample}. Nothing was changed. Correct one of them."
    ),
    # Minors
    errors.ReceivingPersonUnnamedError: N_(
        "It is confirmed who receives the child, but nobody is named. Nothing was changed. Enter the name."
    ),
    errors.HandedOverUnconfirmedError: N_(
        "The child was handed over on {day}, but who receives the child was not confirmed by then."
        " Nothing was changed. Enter the day of the confirmation."
    ),
    # Referrals
    errors.ReferralConsentMissingError: N_(
        "The referral to {organisation} is sent without consent. Nothing was changed. Enter the day of the consent,"
        " or why it had to be sent without."
    ),
    errors.AnsweredUnsentError: N_(
        "{organisation} has answered a referral that was not sent. Nothing was changed. Enter the day it was sent."
    ),
}
