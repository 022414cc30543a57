"""Why a programme fits a case or does not, in sentences."""

from returnhelp.domain.programmes import FitAnswer
from returnhelp.i18n import formats, labels


def because(answer: FitAnswer, language: str | None = None) -> str:
    """The reason of one answer, with its day, country and groups."""
    return labels.label(answer.reason, language).format(
        day=formats.short_date(answer.day, language) if answer.day is not None else "",
        country=labels.country(answer.country, language) if answer.country is not None else "",
        groups=formats.listed((labels.label(one, language) for one in answer.groups), language),
    )
