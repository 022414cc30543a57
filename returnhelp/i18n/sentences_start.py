"""The sentences for what can go wrong with reintegration and monitoring."""

from returnhelp.domain import errors
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.i18n.catalogs import N_

SENTENCES: dict[type[ReturnHelpError], str] = {
    # Survey instruments
    errors.InstrumentRefusedError: N_(
        "This survey cannot be used as it is. Nothing was saved. Export one that came with the program and follow it."
    ),
    errors.InstrumentEmptyError: N_(
        "There is no question in this survey. Nothing was saved. Check whether it is the right file."
    ),
    errors.InstrumentUnreadableError: N_(
        "This file is no survey. Nothing was saved. Export one that came with the program and follow it."
    ),
    errors.InstrumentTooLongError: N_(
        "Row {row}: this is more than a survey can hold ({limit}). Nothing was saved. Shorten it and load it again."
    ),
    errors.InstrumentColumnMissingError: N_(
        "The column “{column}” is missing. Nothing was saved. Add it and load the survey again."
    ),
    errors.InstrumentColumnUnknownError: N_(
        "Row {row}: “{column}” is not known here. Nothing was saved. Correct the word, or take it out."
    ),
    errors.InstrumentCellEmptyError: N_(
        "Row {row}, “{column}”: nothing stands there. Nothing was saved. Fill it in and load the survey again."
    ),
    errors.InstrumentCellError: N_(
        "Row {row}, “{column}”: “{text}” is not understood. Nothing was saved. Correct it and load the survey again."
    ),
    errors.InstrumentContradictionError: N_(
        "Row {row}, “{column}”: the question {question} says something else in its first row. Nothing was saved."
        " Make the rows of a question agree, or leave the later ones empty."
    ),
    errors.InstrumentCodeTwiceError: N_(
        "Row {row}, “{column}”: the code “{code}” is there twice. Nothing was saved. Give each its own code."
    ),
    errors.InstrumentDimensionError: N_(
        "Row {row}, “{column}”: “{text}” is no dimension of this survey. Nothing was saved."
        " Write economic, social or psychosocial; in a survey of satisfaction, satisfaction."
    ),
    errors.InstrumentNoOptionsError: N_(
        "Row {row}, “{column}”: the question {question} has no answer to choose. Nothing was saved."
        " Add a row for each answer."
    ),
    errors.InstrumentValueError: N_(
        "Row {row}, “{column}”: the value {text} is not between 0 and 1. Nothing was saved."
        " Correct it, or leave it empty for an answer that does not count."
    ),
    errors.InstrumentWeightMissingError: N_(
        "Row {row}, “{column}”: the question {question} counts, but has no weight. Nothing was saved."
        " Enter its weight; 1 where all weigh the same."
    ),
    errors.InstrumentWeightNegativeError: N_(
        "Row {row}, “{column}”: the weight {text} is below 0. Nothing was saved. Enter 0 or more."
    ),
    errors.InstrumentWeightsZeroError: N_(
        "Row {row}, “{column}”: no question of “{score}” weighs anything, so it has no score. Nothing was saved."
        " Give at least one of them a weight above 0."
    ),
    errors.InstrumentConditionError: N_(
        "Row {row}, “{column}”: “{text}” names no earlier question with such an answer. Nothing was saved."
        " Write it as E9=yes."
    ),
    errors.InstrumentLanguageMissingError: N_(
        "Row {row}, “{column}”: the text is missing in the language “{language}”. Nothing was saved."
        " Fill it in, or take the language out of the whole survey."
    ),
    errors.InstrumentVersionThereError: N_(
        "The version {version} of the survey “{key}” is already there. Nothing was saved, and the one that is there"
        " stays as it is. Give the new one another version."
    ),
    # Surveys taken
    errors.AnswerRefusedError: N_(
        "“{answer}” is no answer to the question {question} of this survey. It was not saved; the other answers are"
        " kept. Choose one of the answers that are offered."
    ),
    errors.NotToBeAskedError: N_(
        "{reason} The survey was not saved; what you entered is still there. Choose another survey or another person."
    ),
    errors.SurveysDifferError: N_(
        "{first} and {second} are different surveys, so they are not compared. Nothing was changed."
        " Choose two surveys of the same kind and version."
    ),
    # Projects
    errors.ProjectNotJudgedError: N_(
        "“{project}”: nobody has judged yet whether the plan can work. Nothing was saved; what you entered is still"
        " there. Enter the judgment under “Feasibility and approval”, then approve it."
    ),
    errors.ProjectWithoutBudgetError: N_(
        "“{project}” has no budget. Nothing was saved; what you entered is still there. Enter what it costs under"
        " “Budget and quotes”, then approve it."
    ),
    errors.ProjectNotApprovedError: N_(
        "“{project}” runs only once the donor has approved it. Nothing was saved; what you entered is still there."
        " Enter the day of the approval."
    ),
    errors.ProjectNotEndedError: N_(
        "“{project}” is completed, but the day of its end is missing. Nothing was saved; what you entered is still"
        " there. Enter the day."
    ),
    errors.ProjectReasonMissingError: N_(
        "“{project}” was stopped, but nobody said why. Nothing was saved; what you entered is still there."
        " Enter the reason under “Plan”."
    ),
    errors.BudgetCurrencyError: N_(
        "The budget of “{project}” has sums in several currencies: {currencies}. Nothing was saved; what you entered"
        " is still there. Use one currency in one budget."
    ),
    errors.OwnShareTooLargeError: N_(
        "“{item}”: the own share is more than it costs. Nothing was saved; what you entered is still there."
        " Correct one of the two."
    ),
    errors.QuoteChosenTwiceError: N_(
        "Two quotes are chosen for “{item}”. Nothing was saved; what you entered is still there. Choose one of them."
    ),
    errors.ProjectPaidOutError: N_(
        "“{project}” cannot be removed: there are payments on its line of aid. Nothing was changed."
        " Void the payments first, or stop the project with a reason."
    ),
    errors.ProjectGoneError: N_(
        "A project was removed meanwhile, so nothing can be added to it. Nothing was saved; what you entered is still"
        " there. Add the project again, or remove what you added."
    ),
    errors.OneRiatError: N_(
        "This case stands in RIAT already. Nothing was saved. Go on in the section “EU programme (RIAT)”."
    ),
    errors.RiatConsentMissingError: N_(
        "Nothing was handed out: there is no consent to give data to an authority, and no signed RIAT consent."
        " Record one of the two, then try again."
    ),
    # Visits
    errors.VisitBeforeDepartureError: N_(
        "A visit cannot have been made on {day}: the departure was on {departed}. Nothing was saved; what you entered"
        " is still there. Correct the day of the visit."
    ),
    errors.VisitDueBeforeDepartureError: N_(
        "A visit cannot be due on {day}: the departure was on {departed}. Nothing was saved; what you entered is"
        " still there. Correct the day."
    ),
    errors.VisitWithoutDepartureError: N_(
        "A visit on {day} cannot be recorded: nobody of this case has left yet. Nothing was saved; what you entered is"
        " still there. Record the departure first."
    ),
    errors.VisitNotMadeError: N_(
        "A visit has an outcome, but not the day on which it was made. Nothing was saved; what you entered is still"
        " there. Enter the day, or take the outcome out."
    ),
}
