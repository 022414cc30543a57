"""The sheet with the recovery code, to be locked away."""

from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import catalog
from returnhelp.reports.fonts import Fonts
from returnhelp.reports.paper import Align, Paper, PaperHead

_GROUPS_IN_ROW = 4


def recovery_sheet(code: str, head: PaperHead, language: str, fonts: Fonts) -> bytes:
    """One page with the code in groups as it is typed; no QR code, which would lead the secret through a telephone."""
    words = catalog(language)
    title = words.gettext("Recovery code of the office")
    paper = Paper(head, title, language, fonts, marks=(words.gettext("Confidential"),))
    width = paper.right - paper.left
    y = paper.paragraph(title, paper.left, paper.top + 6, 20, width, bold=True)
    y = paper.paragraph(
        words.gettext(
            "With this code the office opens its store again when nobody knows their password any more. "
            "Whoever has the code and a copy of the store can read everything in it."
        ),
        paper.left, y + 8, 11, width,
    )  # fmt: skip
    y = _code(paper, code, y + 26)
    y += 30
    for text in (
        words.gettext("Lock this sheet away: in a safe, in a sealed envelope, not beside the computer."),
        words.gettext("Do not photograph it, do not scan it, do not send it."),
        words.gettext(
            "Two people should know where it lies. Each opening of the envelope is noted, with day and name."
        ),
        words.gettext(
            "A new code makes this one worthless for the store, but not for older back-ups. Destroy it then."
        ),
        words.gettext(
            "The last letter of each group checks the others, so a slip is found. O is read as 0, I and L as 1."
        ),
    ):
        paper.text("•", paper.left + 4, y + 11 * 1.35, 11)
        y = paper.paragraph(text, paper.left + 18, y, 11, width - 18) + 4
    y += 40
    for label in (words.gettext("Locked away at"), words.gettext("Date and signature")):
        paper.text(label, paper.left, y, 9, grey=True)
        paper.rule(paper.left + 130, paper.right, y + 1.5)
        y += 34
    day = words.gettext("Code of {day}").format(day=formats.date(head.made_at.date(), language))
    paper.text(day, paper.left, y, 9, grey=True)
    return paper.finish()


def _code(paper: Paper, code: str, y: float) -> float:
    """The groups in rows of four, numbered, in a frame; answers where it ends."""
    groups = code.split("-")
    rows = [groups[start : start + _GROUPS_IN_ROW] for start in range(0, len(groups), _GROUPS_IN_ROW)]
    width, height = paper.right - paper.left, len(rows) * 52 + 20
    paper.frame(paper.left, y, width, height, 1.2)
    step = width / _GROUPS_IN_ROW
    for number, row in enumerate(rows):
        for place, group in enumerate(row):
            x = paper.left + step * (place + 0.5)
            paper.text(
                str(number * _GROUPS_IN_ROW + place + 1), x, y + 22 + number * 52, 7.5, grey=True, align=Align.MIDDLE
            )
            _spaced(paper, group, x, y + 46 + number * 52)
    return y + height


def _spaced(paper: Paper, group: str, middle: float, y: float, size: float = 22, apart: float = 22) -> None:
    """The letters of a group at equal distances, so that none is taken for two."""
    start = middle - apart * (len(group) - 1) / 2
    for place, letter in enumerate(group):
        paper.text(letter, start + place * apart, y, size, bold=True, align=Align.MIDDLE)
