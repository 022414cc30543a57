"""What no paper for a mission, an airline or a home state may say: that somebody asked for asylum (AsylG Art. 97).

The papers are composed of fields that do not say it; this looks at what people wrote into those fields.
"""

import re
from collections.abc import Iterable

from returnhelp.domain.names import fold
from returnhelp.domain.personal_hints import PersonalHint, hints

_WORDS = re.compile(
    r"(?<!\w)(?:asyl\w*|asil\w*|azil\w*|non-?refoulement|non[- ]entr\w+"
    r"|(?:ausweis|bewilligung|permit|permis|permesso|status|statut|statuto|livret)\s+[nfs](?!\w)"
    r"|zemis\w*|wegweisung\w*|duldung\w*|vorl[aä]ufig\w*\s+aufnahme\w*|admission\s+provisoire|ammissione\s+provvisoria"
    r"|provisional\s+admission|dublin(?:[- ]verfahren|\s+procedure|\s+case)?"
    r"|\w*flüchtling\w*|\w*fluechtling\w*|refugee\w*|réfugié\w*|rifugiat\w*|profug\w*|bundesasyl\w*|baz(?!\w)"
    r"|schutzstatus\w*|protezione\s+s(?!\w)|[nfs][- ](?:bewilligung|ausweis|permit)\w*|(?<!\w)nee(?!\w)|sem(?!\w)"
    r"|requérant\w*|demandeur\w*\s+d.asile|richiedent\w*|rejected\s+(?:applicant|claim)|abgewiesen\w*|débouté\w*)",
    re.IGNORECASE,
)
_LONG_ENOUGH = 4
"""A number or reference has so many signs at least before it is looked for."""


def tells(texts: Iterable[str], secrets: Iterable[str] = ()) -> list[str]:
    """The words and numbers in these texts that tell of an asylum procedure or a permit, each once.

    ``secrets`` are the numbers and references of the case itself.
    """
    known = {plain: secret for secret in secrets if len(plain := _plain(secret)) >= _LONG_ENOUGH}
    found: dict[str, None] = {}
    for text in texts:
        found |= dict.fromkeys(match[0] for match in _WORDS.finditer(text))
        plain = _plain(text)
        found |= dict.fromkeys(secret for key, secret in known.items() if key in plain)
        if {PersonalHint.ZEMIS, PersonalHint.N_NUMBER} & hints(text):
            found[text] = None
    return list(found)


def _plain(text: str) -> str:
    """Letters and figures alone."""
    return "".join(fold(text).split())
