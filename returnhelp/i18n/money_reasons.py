"""Why something cannot be done with a line or a payment yet, in a few words, before anybody has tried."""

from returnhelp.domain import errors
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.i18n import messages
from returnhelp.i18n.catalogs import N_

WHY: dict[type[ReturnHelpError], str] = {
    errors.NotDecidedError: N_("no decision is recorded yet (AsylV 2 Art. 77)"),
    errors.PaymentAboveDecisionError: N_("nothing of the decision is left to plan"),
    errors.DecisionBelowPaymentsError: N_("{least} are planned, approved or paid out of it; void these payments first"),
    errors.DetentionAndExitMoneyError: N_("{other} was granted already, and nobody gets both (AsylV 2 Art. 59abis(4))"),
    errors.NotAllowedError: N_("your role does not allow it: {act}"),
    errors.ApprovalNotForYouError: N_("your role does not allow it"),
    errors.SameApproverError: N_("your approval is recorded; above {limit} a second person approves"),
    errors.PlannerCannotBeSecondError: N_("you planned it, so somebody else must be the second above {limit}"),
    errors.DetentionInterviewMissingError: N_("the counselling interview is not recorded (AsylV 2 Art. 59a(2bis))"),
    errors.ProjectMoneyTooEarlyError: N_("no approved project is recorded for this line"),
    errors.NotDepartedError: N_("the departure is not recorded (AsylV 2 Art. 78)"),
    errors.WaiverNotSignedError: N_("the waiver of protection status S is not signed (AsylG Art. 79)"),
    errors.InstalmentNotReadyError: N_("instalment {before} is not paid and shown yet"),
    errors.LaterInstalmentPaidError: N_("instalment {later} was paid after it; void that first"),
    errors.PaymentReclaimedError: N_("{amount} of it were asked back; undo that first"),
    errors.PaidBeforeDecisionError: N_("the decision is of {decided}"),
}
"""A sentence fragment for each refusal that can be foreseen; of any other the whole sentence is told."""


def why(error: ReturnHelpError, language: str | None = None) -> str:
    """Why an act is not possible now."""
    said = WHY.get(type(error))
    if said is None:
        return messages.sentence(error, language)
    return messages.filled(said, error, language)
