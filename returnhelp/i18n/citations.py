"""Articles of law as each language cites them."""

import re

from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import NP_

_LAWS = {
    "AsylV 1": NP_("short name of a law", "AsylV 1"),
    "AsylV 2": NP_("short name of a law", "AsylV 2"),
    "AsylG": NP_("short name of a law", "AsylG"),
    "AIG": NP_("short name of a law", "AIG"),
    "VZAE": NP_("short name of a law", "VZAE"),
    "VVWAL": NP_("short name of a law", "VVWAL"),
    "VEV": NP_("short name of a law", "VEV"),
    "DSG": NP_("short name of a law", "DSG"),
}
_CITATION = re.compile(
    r"(?P<law>.+) Art\. (?P<article>\d+[a-z]*)"
    r"(?:\((?P<paragraph>\d+[a-z]*)\)(?P<letter>[a-z])?| let\. (?P<alone>[a-z]))?"
)


def citation(written: str, language: str | None = None) -> str:
    """An article as the language cites it: "AsylV 2 Art. 59(1)c"; what is not cited in that form answers itself."""
    found = _CITATION.fullmatch(written)
    if found is None or found["law"] not in _LAWS:
        return written
    words = catalogs.words(language)
    forms = {
        (False, False): words.gettext("{law} Art. {article}"),
        (True, False): words.gettext("{law} Art. {article}({paragraph})"),
        (False, True): words.gettext("{law} Art. {article} let. {letter}"),
        (True, True): words.gettext("{law} Art. {article}({paragraph}){letter}"),
    }
    letter = found["letter"] or found["alone"]
    return forms[found["paragraph"] is not None, letter is not None].format(
        law=words.pgettext(*_LAWS[found["law"]]),
        article=found["article"],
        paragraph=found["paragraph"],
        letter=letter,
    )
