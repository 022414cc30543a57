"""The scores of surveys in words, and baseline against follow-up as a chart."""

from fractions import Fraction

from returnhelp import charts
from returnhelp.charts import Chart, Share, Tone
from returnhelp.domain import survey_scores
from returnhelp.domain.survey_answers import SurveyOccasion
from returnhelp.domain.survey_scores import Satisfaction, Score, Scores
from returnhelp.domain.surveys import Instrument, Measure
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _

ASPECT = 1.9
SIZE = 0.068
ROOM = 0.46
SIDE = 0.52


def number(value: Fraction) -> str:
    """A score to two places."""
    return formats.number(survey_scores.shown(value), decimals=2)


def change(value: Fraction) -> str:
    """A change with its sign."""
    shown = survey_scores.shown(value)
    sign = "+" if shown > 0 else "−" if shown < 0 else "±"
    return sign + formats.number(abs(shown), decimals=2)


def counted(score: Score) -> str:
    """How many of the questions that count were answered."""
    return _("{answered} of {applicable}").format(answered=score.answered, applicable=score.applicable)


def score_words(score: Score) -> str:
    """The score, or that there is none."""
    return _("not scorable") if score.value is None else number(score.value)


def band_words(instrument: Instrument, score: Score) -> str:
    """Where the score lies; empty where that is not known."""
    band = None if score.value is None else instrument.band(score.value)
    return "" if band is None else labels.label(band)


def marks(instrument: Instrument, found: Satisfaction) -> str:
    """The mean mark of a survey of satisfaction."""
    if found.mean is None:
        return _("not answered")
    shown = formats.number(survey_scores.shown(found.mean, 1), decimals=1)
    return _("{mean} of {highest}").format(mean=shown, highest=instrument.marks or 5)


def in_table(instrument: Instrument, answers: dict[str, object]) -> str:
    """What the table says of a survey: its composite score, or the mean mark; raises AnswerRefusedError."""
    if instrument.marks is not None:
        return marks(instrument, survey_scores.satisfaction(instrument, answers))
    composite = survey_scores.scores(instrument, answers).composite
    return f"{score_words(composite)} ({counted(composite)})"


def picture(instrument: Instrument, baseline: Scores | None, follow_up: Scores | None) -> Chart | None:
    """Two bars for each of the four scores; what cannot be scored is said and not drawn. None without a survey."""
    found = [(baseline, SurveyOccasion.BASELINE, Tone.HATCHED), (follow_up, SurveyOccasion.FOLLOW_UP, Tone.DARK)]
    there = [(scores, occasion, tone) for scores, occasion, tone in found if scores is not None]
    if not there:
        return None
    changed = None if baseline is None or follow_up is None else survey_scores.compare(baseline, follow_up)
    lines = []
    for measure in Measure:
        of = [scores.of(measure) for scores, _occasion, _tone in there]
        delta = None if changed is None else changed.of(measure).delta
        lines.append(
            Share(
                labels.label(measure),
                tuple(None if one.value is None else float(one.value) for one in of),
                tuple(f"{score_words(one)} ({counted(one)})" for one in of),
                "" if delta is None else change(delta),
            )
        )
    limits = [] if instrument.bands is None else [(float(one), formats.number(float(one))) for one in instrument.bands]
    return charts.shares(
        lines,
        [(labels.label(occasion), tone) for _scores, occasion, tone in there],
        [(0.0, "0"), *limits, (1.0, "1")],
        ASPECT,
        SIZE,
        ROOM,
        SIDE,
    )
