"""The languages that clients speak, by their ISO 639 codes."""

from returnhelp.i18n.catalogs import NP_

_CODES = (
    "aa ak am ar az bal be ber bg bin bm bn bo bs ca ce ckb cs da de din dyu ee el en es et eu fa ff fi fr gn "
    "gu ha he hi hr ht hu hy id ig it ja ka kab kg kk km kmb kmr kn ko kok kri ku ky ln lo lt lua lv mg mk ml "
    "mn mnk mr ms my ne nl no nyn om pa pl prs ps pt qu rn ro rom ru rw sg si sk sl sn so sq sr srr ss sus sv "
    "sw ta te tem tg th ti tig tk tl tmh tn tr ts tt ug uk umb ur uz ve vi wo xh yo yue zh zu "
)
CODES = tuple(_CODES.split())

OUR_NAMES = {
    "prs": NP_("language", "Dari"),
    "ku": NP_("language", "Kurdish"),
    "kmr": NP_("language", "Kurdish (Kurmanji)"),
    "ckb": NP_("language", "Kurdish (Sorani)"),
    "fa": NP_("language", "Farsi"),
    "ber": NP_("language", "Berber (Tamazight)"),
    "kri": NP_("language", "Krio"),
    "mnk": NP_("language", "Mandinka"),
}
"""Names that CLDR lacks, or has otherwise than interpreters do."""
