"""The sentences for what can go wrong with the plan of statistics, its views and the bounds of registers."""

from returnhelp.domain import errors
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.i18n.catalogs import N_

SENTENCES: dict[type[ReturnHelpError], str] = {
    errors.ViewOutsideCubeError: N_(
        "This table does not tell “{variable}” apart in that way. Nothing was written."
        " Choose other rows, columns or a held category."
    ),
    errors.ViewNotInPlanError: N_(
        "The plan of statistics has no table that tells these apart together: {variables}. Nothing was written."
        " The nearest that it has: {nearest}. Choose from it, or ask an admin to change the plan."
    ),
    errors.PeriodNotPlannedError: N_(
        "By the plan of statistics, {variables} is not handed out for these months. Nothing was written."
        " Choose a whole calendar year; the shortest that the plan allows here: {shortest}."
    ),
    errors.NothingShownError: N_(
        "A table of {variables} would show nothing but the total: too few people are in each category. Nothing of it"
        " was written. Choose coarser categories, or a longer time."
    ),
    errors.RegisterBoundTooLowError: N_(
        "Public figures say that at most {most} departed ({category}), but more were counted in the closed months."
        " Nothing was handed out. Check the figures that were loaded, and the closed months."
    ),
    errors.LoopedPlanError: N_(
        "This plan closes a ring that cannot be proven safe: {variables}. Nothing was changed."
        " Put two of its tables together, take one away, or make one coarser."
    ),
    errors.PlanEmptyError: N_("A plan needs at least one table. Nothing was changed. Add one."),
    errors.PlanChangedThisYearError: N_(
        "The plan of statistics was already changed this year, and tables of two plans in one year can give people"
        " away. Nothing was changed. It can be changed again from {next_change} on."
    ),
    errors.HandedOutMeanwhileError: N_(
        "Since this table was made, others of the same months were handed out, or public figures loaded."
        " Nothing was written. Make the table again; it takes them into account."
    ),
    errors.ProfileOutsidePlanError: N_(
        "“{profile}” needs a table that the plan of statistics does not have: {variables}. Nothing was written."
        " Choose tables of the plan one by one, or ask an admin to change the plan."
    ),
    errors.CategoryUnknownError: N_(
        "“{told}” is no category of {variable}. Nothing was written."
        " Use a code that the data dictionary of an exported table gives."
    ),
    errors.PlanUnreadableError: N_(
        "“{name}” holds no plan of statistics. Nothing was changed."
        " Take what the present plan looks like as a pattern, and change that."
    ),
    # What registers say
    errors.BoundsHeadingError: N_(
        "“{name}” cannot be read as public figures because of its column “{heading}”. Nothing was loaded."
        " It needs the columns first, last and most; every other heading is the code of a variable, once."
    ),
    errors.BoundsEmptyError: N_("“{name}” holds no line with figures. Nothing was loaded. Choose another file."),
    errors.BoundsSourceError: N_(
        "It is not said where the figures in “{name}” come from, so that nobody could check them. Nothing was loaded."
        " Name who published them and when."
    ),
    errors.BoundMonthsError: N_(
        "Line {line} of “{name}” does not tell whole months. Nothing was loaded."
        " Write the first day of the first month and the last day of the last one, as 2022-01-01 and 2022-12-31."
    ),
    errors.BoundNumberError: N_(
        "Line {line} of “{name}” does not hold a number of persons. Nothing was loaded."
        " Write a whole number, 0 or more, in the column most."
    ),
    errors.BoundCategoryError: N_(
        "Line {line} of “{name}”: “{told}” is no category of {variable}. Nothing was loaded."
        " Write the code that the data dictionary of an exported table gives."
    ),
    errors.BoundTwiceError: N_(
        "Line {line} of “{name}” tells of the same people and months as an earlier line. Nothing was loaded."
        " Keep one of the two."
    ),
    errors.NoProofGivenError: N_(
        "None of these files is a proof, so nothing was checked. Add the file whose name ends in .proof.json."
    ),
    errors.NotAProofError: N_(
        "{name} is no proof of ReturnHelp, or it is damaged, so nothing was checked."
        " Ask whoever handed out the tables for the file again."
    ),
    errors.ProofDoesNotHoldError: N_(
        "The proof {name} does not hold: {finding}. Do not rely on its tables, and tell whoever handed them out."
    ),
    errors.TableNotProvenError: N_(
        "The proofs do not speak of everything in {name}. Do not rely on it;"
        " ask whoever handed it out for the proof that belongs to it."
    ),
    errors.TableNumbersDifferError: N_(
        "In {name}, the table “{table}” does not have the numbers that were proven. Do not rely on it,"
        " and tell whoever handed it out."
    ),
    errors.TableFileChangedError: N_(
        "{name} is not the file that was handed out: it was changed or saved anew since."
        " Ask whoever handed it out for the file again."
    ),
}
