"""The words for aid, payments and the ledger."""

from enum import StrEnum

from returnhelp.domain import aid, ledger_book, ledger_proof, money, money_acts
from returnhelp.i18n.catalogs import NP_

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    aid.DecisionState: {
        aid.DecisionState.DRAFT: NP_("state of a decision", "Not applied for yet"),
        aid.DecisionState.REQUESTED: NP_("state of a decision", "Applied for"),
        aid.DecisionState.GRANTED: NP_("state of a decision", "Granted"),
        aid.DecisionState.PARTLY_GRANTED: NP_("state of a decision", "Granted in part"),
        aid.DecisionState.REFUSED: NP_("state of a decision", "Refused"),
    },
    money.PaymentState: {
        money.PaymentState.PLANNED: NP_("state of a payment", "Planned"),
        money.PaymentState.APPROVED: NP_("state of a payment", "Approved"),
        money.PaymentState.PAID: NP_("state of a payment", "Paid"),
        money.PaymentState.VOID: NP_("state of a payment", "Void"),
    },
    money.PaymentPlace: {
        money.PaymentPlace.AIRPORT_ZURICH: NP_("place of a payment", "Zurich Airport"),
        money.PaymentPlace.AIRPORT_GENEVA: NP_("place of a payment", "Geneva Airport"),
        money.PaymentPlace.OFFICE: NP_("place of a payment", "Counselling office"),
        money.PaymentPlace.DESTINATION: NP_("place of a payment", "Country of destination"),
        money.PaymentPlace.SUPPLIER: NP_("place of a payment", "Supplier"),
        money.PaymentPlace.OTHER: NP_("place of a payment", "Elsewhere"),
    },
    money.Payer: {
        money.Payer.SWISSREPAT: NP_("who pays", "swissREPAT"),
        money.Payer.COUNSELLING_OFFICE: NP_("who pays", "Return counselling office"),
        money.Payer.OFFICE: NP_("who pays", "This office"),
        money.Payer.MISSION: NP_("who pays", "IOM mission abroad"),
        money.Payer.PARTNER: NP_("who pays", "Partner abroad"),
        money.Payer.CANTON: NP_("who pays", "Canton"),
    },
    money.Account: {
        money.Account.AUTHORITY: NP_("account of the ledger", "Authority"),
        money.Account.DECIDED: NP_("account of the ledger", "Decided, still free"),
        money.Account.BOUND: NP_("account of the ledger", "Approved for payment"),
        money.Account.PAID: NP_("account of the ledger", "Paid out"),
        money.Account.RECLAIMED: NP_("account of the ledger", "Asked back"),
        money.Account.RETURNED: NP_("account of the ledger", "Paid back"),
        money.Account.WRITTEN_OFF: NP_("account of the ledger", "Written off"),
    },
    money.LedgerAct: {
        money.LedgerAct.OPENING: NP_("entry of the ledger", "Taken over from a list"),
        money.LedgerAct.DECISION: NP_("entry of the ledger", "Decision"),
        money.LedgerAct.CORRECTION: NP_("entry of the ledger", "Decision changed"),
        money.LedgerAct.APPROVAL: NP_("entry of the ledger", "Approval"),
        money.LedgerAct.RELEASE: NP_("entry of the ledger", "Approval taken back"),
        money.LedgerAct.PAYMENT: NP_("entry of the ledger", "Payment"),
        money.LedgerAct.VOIDING: NP_("entry of the ledger", "Reversal"),
        money.LedgerAct.RECLAIM: NP_("entry of the ledger", "Reclaim"),
        money.LedgerAct.REPAYMENT: NP_("entry of the ledger", "Money returned"),
        money.LedgerAct.WRITE_OFF: NP_("entry of the ledger", "Write-off"),
    },
    money_acts.MoneyAct: {
        money_acts.MoneyAct.DECIDE: NP_("act on money", "Record the decision"),
        money_acts.MoneyAct.CORRECT: NP_("act on money", "Change the decision"),
        money_acts.MoneyAct.TAKE_BACK_DECISION: NP_("act on money", "Take the decision back"),
        money_acts.MoneyAct.PLAN: NP_("act on money", "Plan a payment"),
        money_acts.MoneyAct.CHANGE: NP_("act on money", "Change the payment"),
        money_acts.MoneyAct.APPROVE: NP_("act on money", "Approve"),
        money_acts.MoneyAct.RELEASE: NP_("act on money", "Take the approval back"),
        money_acts.MoneyAct.PAY: NP_("act on money", "Pay"),
        money_acts.MoneyAct.SHOW: NP_("act on money", "Record the evidence"),
        money_acts.MoneyAct.VOID: NP_("act on money", "Void"),
        money_acts.MoneyAct.RECLAIM: NP_("act on money", "Ask money back"),
        money_acts.MoneyAct.REPAY: NP_("act on money", "Record money returned"),
        money_acts.MoneyAct.WRITE_OFF: NP_("act on money", "Write off"),
        money_acts.MoneyAct.TAKE_BACK: NP_("act on money", "Undo a reclaim"),
    },
    ledger_book.EntryNote: {
        ledger_book.EntryNote.PAID_ABOVE_DECIDED: NP_(
            "note on an opening entry", "The list has more paid than decided; this brings the two to balance."
        ),
        ledger_book.EntryNote.DAY_UNKNOWN: NP_(
            "note on an opening entry", "The list has no date; this is the day on which it was taken over."
        ),
    },
    ledger_proof.FlawKind: {
        ledger_proof.FlawKind.ENTRY_UNSOUND: NP_("flaw of a ledger", "An entry that nothing in the program makes"),
        ledger_proof.FlawKind.ACCOUNT_BELOW_NOTHING: NP_("flaw of a ledger", "An account with less than nothing"),
        ledger_proof.FlawKind.MISSING_ON_A_DAY: NP_("flaw of a ledger", "Money moved on a day before it was there"),
        ledger_proof.FlawKind.PAYMENT_DIFFERS: NP_("flaw of a ledger", "A payment that the entries contradict"),
        ledger_proof.FlawKind.CHARGE_DIFFERS: NP_("flaw of a ledger", "A payment that its exchange rate contradicts"),
        ledger_proof.FlawKind.PLANNED_ABOVE_DECIDED: NP_("flaw of a ledger", "More planned or paid than decided"),
        ledger_proof.FlawKind.INSTALMENTS_OUT_OF_ORDER: NP_("flaw of a ledger", "Instalments out of order"),
        ledger_proof.FlawKind.DECIDED_DIFFERS: NP_("flaw of a ledger", "The amount decided differs from the entries"),
        ledger_proof.FlawKind.PAID_DIFFERS: NP_("flaw of a ledger", "The amount paid differs from the entries"),
        ledger_proof.FlawKind.PAID_DAY_DIFFERS: NP_("flaw of a ledger", "The day of payment differs from the entries"),
    },
}
