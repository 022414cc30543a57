"""What can go wrong with the office's other areas: trafficking, reunification, minors, referrals, sealed records."""

from returnhelp.domain.errors.base import ReturnHelpError


class StaysRestrictedError(ReturnHelpError):
    """A case of trafficking is never open to everybody."""


class ReadAnewError(ReturnHelpError):
    """Somebody else has written the sealed record since it was read."""

    facts = ("who",)


class DnaConsentMissingError(ReturnHelpError):
    """A sample or a result without consent (GUMG, SR 810.12)."""


class DnaBeforeConsentError(ReturnHelpError):
    """A sample or a result from before the consent."""

    facts = ("day", "consent")


class DnaResultBeforeSampleError(ReturnHelpError):
    facts = ("day", "sample")


class OneSponsorError(ReturnHelpError):
    """A case of family reunification has one sponsor."""


class ReceivingPersonUnnamedError(ReturnHelpError):
    """Confirmed, and nobody is named (AIG Art. 69(4))."""


class HandedOverUnconfirmedError(ReturnHelpError):
    """A child handed over to somebody who was not confirmed by then."""

    facts = ("day",)


class ReferralConsentMissingError(ReturnHelpError):
    """Sent without consent, and without the reason why that was right."""

    facts = ("organisation",)


class AnsweredUnsentError(ReturnHelpError):
    """An answer to a referral that was not sent."""

    facts = ("organisation",)


class AgeAtExploitationError(ReturnHelpError):
    """Older when exploited than the person is today."""

    facts = ("age", "today")


class CountryOfExploitationError(ReturnHelpError):
    """In Switzerland, says one field, and another country the other."""


class SealedPersonError(ReturnHelpError):
    """A sealed record of somebody who has no part in the case."""
