"""What is said of a survey instrument: whether it is official, who compared it, for whom it is."""

from returnhelp.domain.surveys import Instrument
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext, pgettext


def state_words(instrument: Instrument) -> str:
    """Whether the owner of the instrument gave its questions and weights."""
    if instrument.official:
        return pgettext("survey", "Official")
    return _("Unofficial") if instrument.marks is not None else _("Unofficial – not the IOM RSI")


def facts(one: Instrument) -> list[str]:
    """Source, check, questions, and for whom it is, a line each."""
    count = ngettext("{count} question", "{count} questions", len(one.questions))
    parts = [count.format(count=len(one.questions)), formats.listed(labels.label(part) for part in one.dimensions)]
    spoken = formats.listed(labels.language_name(code) for code in one.languages)
    lines = [
        _("Source: {source}").format(source=one.source),
        f"{parts[0]} ({parts[1]}), {spoken}",
    ]
    if one.verified_on is not None:
        day = formats.short_date(one.verified_on)
        lines.append(_("Checked by {who} on {day}.").format(who=one.verified_by, day=day))
    else:
        lines.append(_("Not checked against an official source."))
    whom = [_("For adults only")] if one.for_adults_only else []
    whom += [_("not for: {who}").format(who=labels.label(kind)) for kind in sorted(one.not_for)]
    begins = _("asked from {day} on").format(day=formats.short_date(one.valid_from))
    return [*lines, ", ".join((*whom, begins)) if whom else begins]
