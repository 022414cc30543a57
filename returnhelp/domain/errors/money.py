"""What can go wrong with decisions, payments and the ledger; amounts are ``domain.money.Amount``."""

from returnhelp.domain.errors.base import ReturnHelpError


class NotDecidedError(ReturnHelpError):
    facts = ("component",)


class AlreadyDecidedError(ReturnHelpError):
    facts = ("component",)


class AboveCeilingError(ReturnHelpError):
    facts = ("amount", "already", "ceiling")


class DecisionBelowPaymentsError(ReturnHelpError):
    """A decision that would be smaller than what is planned, approved or paid out of it."""

    facts = ("amount", "least")


class DepartureBeforeDecisionError(ReturnHelpError):
    facts = ("component", "departed", "decided")


class DetentionAndExitMoneyError(ReturnHelpError):
    facts = ("component", "other")


class PaidBeforeDecisionError(ReturnHelpError):
    facts = ("day", "decided")


class PaidBeforeApprovalError(ReturnHelpError):
    facts = ("day", "approved")


class PaymentAboveDecisionError(ReturnHelpError):
    facts = ("amount", "free")


class NotEnoughOnThatDayError(ReturnHelpError):
    """The money is there today, but was not on the day that is named."""

    facts = ("day", "amount", "lacking")


class NotDepartedError(ReturnHelpError):
    facts = ("component", "day")


class WaiverNotSignedError(ReturnHelpError):
    facts = ("day",)


class InstalmentOutOfOrderError(ReturnHelpError):
    facts = ("number", "next")


class InstalmentNotReadyError(ReturnHelpError):
    """The instalment before is not paid, or nothing was shown for it by that day."""

    facts = ("number", "before")


class LaterInstalmentPaidError(ReturnHelpError):
    facts = ("number", "later")


class PaymentStateError(ReturnHelpError):
    facts = ("state",)


class ApprovalNotForYouError(ReturnHelpError):
    pass


class SameApproverError(ReturnHelpError):
    facts = ("limit",)


class PlannerCannotBeSecondError(ReturnHelpError):
    facts = ("limit",)


class CurrencyRefusedError(ReturnHelpError):
    facts = ("currency", "known")


class RateMissingError(ReturnHelpError):
    facts = ("currency", "other")


class RateUnneededError(ReturnHelpError):
    facts = ("currency",)


class RateRefusedError(ReturnHelpError):
    facts = ("rate",)


class RateAfterPaymentError(ReturnHelpError):
    facts = ("rate_on", "day")


class NotSwissPaidError(ReturnHelpError):
    facts = ("component",)


class ReclaimAbovePaidError(ReturnHelpError):
    facts = ("amount", "paid")


class RecoveryAboveClaimError(ReturnHelpError):
    """More paid back, written off or taken back than stands on that account."""

    facts = ("amount", "open")


class PaymentReclaimedError(ReturnHelpError):
    facts = ("amount",)


# What the case must have, and what its lines may become


class DetentionInterviewMissingError(ReturnHelpError):
    facts = ("day",)


class ProjectMoneyTooEarlyError(ReturnHelpError):
    facts = ("component", "day")


class LineHasMoneyError(ReturnHelpError):
    """A line that the ledger names was to be removed, or given another currency."""


class LineDecidedError(ReturnHelpError):
    facts = ("component",)


class NothingHandedOutError(ReturnHelpError):
    """A receipt for a payment that is neither approved nor paid."""

    facts = ("state",)


class CashListEmptyError(ReturnHelpError):
    pass


class NothingAppliedForError(ReturnHelpError):
    pass


class InstalmentsRefusedError(ReturnHelpError):
    """An amount that cannot be split into so many parts."""

    facts = ("count", "most")
