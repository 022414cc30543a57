"""The sentences for what can go wrong with documents, the journey and deadlines."""

from returnhelp.domain import errors
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.i18n.catalogs import N_

SENTENCES: dict[type[ReturnHelpError], str] = {
    # The machine readable zone
    errors.ZoneMissingError: N_(
        "There is nothing to read yet. Nothing was changed."
        " Scan, paste or type the lines with the many < at the bottom of the document."
    ),
    errors.ZoneSignError: N_(
        "“{sign}” in line {line}, character {column} cannot stand there: only letters, digits and < do."
        " What you typed is still there. Compare it with the document."
    ),
    errors.ZoneLengthError: N_(
        "There are {found} characters; a document like this has {expected}."
        " What you typed is still there. Go on, or compare it with the document."
    ),
    errors.ZoneLinesError: N_(
        "There are {found} lines; these documents have two or three. What you typed is still there."
        " Keep only the lines with the many < at the bottom of the document."
    ),
    errors.ZoneLineLengthError: N_(
        "Line {line} has {found} characters; it should have {expected}. What you typed is still there."
        " Go on, or compare it with the document."
    ),
    # Deadlines and the calendar of departures
    errors.DeadlineTableUnreadableError: N_(
        "This is no table of time limits that can be read. Nothing was taken over; the table in use stays as it is."
        " Check the file, or choose another one."
    ),
    errors.DeadlineRuleRefusedError: N_(
        "The time limit “{rule}” has something missing or wrong at “{name}”. Nothing was taken over; the table in use"
        " stays as it is. Correct it and try again."
    ),
    errors.DeadlineRulesOverlapError: N_(
        "Two versions of the time limit “{rule}” hold on {day}. Nothing was taken over; the table in use stays as it"
        " is. End the earlier one the day before the later one begins."
    ),
    errors.DeadlineRulesGapError: N_(
        "No version of the time limit “{rule}” holds on {day}. Nothing was taken over; the table in use stays as it"
        " is. Let the later one begin the day after the earlier one ends."
    ),
    errors.CalendarEmptyError: N_(
        "There is no departure in this time. No file was written. Choose another month or week."
    ),
    # The journey
    errors.LegArrivesBeforeItDepartsError: N_(
        "The leg from {start} to {end} would arrive before it departs. Nothing was saved, and nothing is lost."
        " Correct its days or times, then save again."
    ),
    errors.LegsOverlapError: N_(
        "A leg departs from {place} before the leg before it arrives. Nothing was saved, and nothing is lost."
        " Correct the times, or set the leg that is not travelled to cancelled."
    ),
    errors.EscortConfirmedBeforeOrderedError: N_(
        "An escort cannot be confirmed on {day} when it was ordered on {ordered}. Nothing was saved, and nothing is"
        " lost. Correct one of the two days."
    ),
    errors.DepartedBeforeDecisionError: N_(
        "Nobody can have left on {day}: the decision is of {decision}. Nothing was saved, and nothing is lost."
        " Correct the day of departure or that of the decision."
    ),
    errors.DepartedWithoutStepError: N_(
        "The day of departure, {day}, cannot be typed before the case has taken the step “Departed”."
        " It was not saved; what you typed is still there. Take the step; it asks for the day of each traveller."
    ),
    # Questions to the Return Information Fund
    errors.RifWordsNotConfirmedError: N_(
        "The question speaks of asylum or security: {words}. It was not sent on, and nothing is lost."
        " Write it in other words, or confirm that it goes on like this."
    ),
    errors.RifNotAnsweredError: N_(
        "There is no answer to this question yet. Nothing was saved, and nothing is lost."
        " Enter the answer, or set the question back to forwarded."
    ),
    errors.RifNotCheckedError: N_(
        "Nobody has checked yet that the answer is complete. It was not returned, and nothing is lost."
        " Read it, tick “complete”, then return it."
    ),
    errors.RifDatesOutOfOrderError: N_(
        "A question cannot go on on {day} when the step before was on {earlier}. Nothing was saved, and nothing is"
        " lost. Correct one of the two days."
    ),
    # The papers of a case
    errors.CaseWithoutLegsError: N_(
        "There is no journey yet that this paper could show. Nothing was made. Enter the legs of the journey first."
    ),
    errors.NobodyDepartedError: N_(
        "Nobody of this case has left yet, so there is no departure to confirm. Nothing was made."
        " Enter the day on which each traveller left."
    ),
    errors.PaperTellsOfAsylumError: N_(
        "This paper goes abroad and must not tell of asylum or permits, but something written in the case does:"
        " {words}. Nothing was made. Write it in other words in the case, then make the paper again."
    ),
}
