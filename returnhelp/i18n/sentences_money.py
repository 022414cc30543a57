"""The sentences for what can go wrong with aid, payments and the ledger."""

from returnhelp.domain import errors
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.i18n.catalogs import N_

SENTENCES: dict[type[ReturnHelpError], str] = {
    # Decisions
    errors.NotDecidedError: N_(
        "{component}: no decision with its day is recorded, so nothing can be paid out of it (AsylV 2 Art. 77)."
        " Nothing was changed. Record SEM’s decision first."
    ),
    errors.AlreadyDecidedError: N_(
        "{component}: this was decided already. Nothing was changed. If SEM has changed its decision, correct it;"
        " if it was entered by mistake, take it back."
    ),
    errors.AboveCeilingError: N_(
        "Amount decided: {amount}, with {already} decided for others under the same ceiling, is more than {ceiling}."
        " Nothing was changed. Check the amount, or enter SEM’s reason for going above the ceiling."
    ),
    errors.DecisionBelowPaymentsError: N_(
        "Amount decided: {amount} is less than the {least} that are planned, approved or paid out of it."
        " Nothing was changed. Void payments first, or enter a higher amount."
    ),
    errors.DepartureBeforeDecisionError: N_(
        "Decided on: {component} is decided before somebody leaves (AsylV 2 Art. 77), and {decided} lies after the"
        " departure on {departed}. Nothing was changed. Check both dates."
    ),
    errors.DetentionAndExitMoneyError: N_(
        "{component}: nobody gets it together with {other} (AsylV 2 Art. 59abis(4)). Nothing was changed."
        " Only one of the two decisions can stand; take the other back if it was entered by mistake."
    ),
    # Payments
    errors.PaidBeforeDecisionError: N_(
        "Date of the payment: {day} lies before the decision of {decided}, and nothing is paid before it"
        " (AsylV 2 Art. 77). Nothing was changed. Enter the day of the decision or a later one."
    ),
    errors.PaidBeforeApprovalError: N_(
        "Paid on: {day} lies before the approval of {approved}. Nothing was changed."
        " Enter that day or a later one, or release the payment and approve it with the right day."
    ),
    errors.PaymentAboveDecisionError: N_(
        "Amount: {amount} is more than is left of the decision, which is {free}. Nothing was changed."
        " Enter at most that, or correct the decision first if SEM has raised it."
    ),
    errors.NotEnoughOnThatDayError: N_(
        "Date: on {day}, {lacking} would be missing if {amount} were entered like this. Nothing was changed."
        " Enter a later day or a smaller amount."
    ),
    errors.NotDepartedError: N_(
        "Paid on: {component} is paid when somebody has left, or at the airport against a receipt signed on the same"
        " day (AsylV 2 Art. 78); neither is recorded for {day}. Nothing was changed."
        " Record the departure or the receipt."
    ),
    errors.WaiverNotSignedError: N_(
        "Paid on: the waiver of protection status S was not signed by {day} (AsylG Art. 79)."
        " Nothing was changed. Record the day on which it was signed, or pay later."
    ),
    errors.InstalmentOutOfOrderError: N_(
        "Instalment: number {number} is not the next one, which is {next}. Nothing was changed."
        " Plan number {next} first."
    ),
    errors.InstalmentNotReadyError: N_(
        "Instalment: number {number} is paid only when number {before} is paid and evidence for it was shown by then."
        " Nothing was changed. Record that first."
    ),
    errors.LaterInstalmentPaidError: N_(
        "Instalment: number {number} cannot be voided, as number {later} was paid after it. Nothing was changed."
        " Void number {later} first."
    ),
    errors.PaymentStateError: N_(
        "State of the payment: it is “{state}”, and this cannot be done with such a payment. Nothing was changed."
        " Look at the payment again; somebody else may have dealt with it."
    ),
    errors.ApprovalNotForYouError: N_(
        "Your role does not allow you to approve payments. Nothing was changed. Ask a caseworker or your supervisor."
    ),
    errors.SameApproverError: N_(
        "Second approval: payments above {limit} are approved by two people, and the first approval is yours."
        " It is kept. Ask somebody else for the second."
    ),
    errors.PlannerCannotBeSecondError: N_(
        "Second approval: payments above {limit} are approved by two people, and you planned this one."
        " The first approval is kept. Ask somebody else for the second."
    ),
    # Currencies
    errors.CurrencyRefusedError: N_(
        "Currency: “{currency}” is not used here. Nothing was changed. Choose one of {known}."
    ),
    errors.RateMissingError: N_(
        "Exchange rate: this payment is in {currency} and the decision in {other}. Nothing was changed."
        " Enter the rate and its day."
    ),
    errors.RateUnneededError: N_(
        "Exchange rate: the payment and the decision are both in {currency}. Nothing was changed."
        " Take the rate and its day out."
    ),
    errors.RateRefusedError: N_(
        "Exchange rate: “{rate}” cannot be used. Nothing was changed."
        " Enter a number above 0 with a point, such as 0.9425, that leaves at least one hundredth to pay."
    ),
    errors.RateAfterPaymentError: N_(
        "Day of the exchange rate: {rate_on} lies after {day}. Nothing was changed. Enter a rate of that day or before."
    ),
    # Money that comes back
    errors.NotSwissPaidError: N_(
        "{component}: only what Switzerland paid is asked back (AsylV 2 Art. 62(5)), and this was paid by others."
        " Nothing was changed. Choose another line."
    ),
    errors.ReclaimAbovePaidError: N_(
        "Amount: {amount} is more than Switzerland paid and has not asked back yet, which is {paid}."
        " Nothing was changed. Enter at most that."
    ),
    errors.RecoveryAboveClaimError: N_(
        "Amount: {amount} is more than stands open for this, which is {open}. Nothing was changed. Enter at most that."
    ),
    errors.PaymentReclaimedError: N_(
        "{amount} of this payment were asked back, so it cannot be undone. Nothing was changed."
        " Take the reclaim back first."
    ),
    # What the case must have, and what its lines may become
    errors.DetentionInterviewMissingError: N_(
        "Paid on: travel money in detention is paid after the counselling interview (AsylV 2 Art. 59a(2bis)), and none"
        " is recorded by {day}. Nothing was changed. Record the day of the interview in the case, or pay later."
    ),
    errors.ProjectMoneyTooEarlyError: N_(
        "{component}: it is paid when the project is approved, and no approved project is recorded for this line by"
        " {day}. Nothing was changed. Record the approval of the project first."
    ),
    errors.LineHasMoneyError: N_(
        "A line of aid that is decided or paid keeps its place and its currency. Nothing was changed."
        " Take its decision back first, or leave the line as it is."
    ),
    errors.LineDecidedError: N_(
        "{component}: this line is decided, so what it is for and for whom stand as SEM decided. Nothing was changed."
        " Take the decision back first if it was entered for the wrong line."
    ),
    errors.NothingHandedOutError: N_(
        "State of the payment: it is “{state}”, and a receipt is made for a payment that is approved or paid."
        " Choose another payment, or approve this one first."
    ),
    errors.CashListEmptyError: N_(
        "No payment is approved or paid on these days, so there is no cash list to print. Choose other days."
    ),
    errors.NothingAppliedForError: N_(
        "No line of aid has an amount that is applied for, so there is no application to print."
        " Enter the amounts under “Aid and money” first."
    ),
    errors.InstalmentsRefusedError: N_(
        "Instalments: {count} cannot be made of this amount. Nothing was changed. Enter a number from 1 to {most}."
    ),
}
