"""Checking an office's store: its pages, its links, its audit chain, its closed months and ledger, its sealed files."""

from returnhelp.domain.errors import StoreDamagedError
from returnhelp.domain.roles import Act
from returnhelp.i18n import messages
from returnhelp.i18n.catalogs import _
from returnhelp.services import audit, closing
from returnhelp.services.office import Look, Office, question
from returnhelp.storage import repositories


def check(office: Office) -> list[str]:
    """Every fault that is found, as sentences; nothing is changed. Empty: all is well."""
    office.require(Act.CHECK_STORE)
    office.store.settle()
    broken = office.store.integrity()
    if broken:  # the store's library says it in its own words; a person needs ours before them
        broken.insert(0, messages.sentence(StoreDamagedError(place=office.folder / "store.db")))
    return [*broken, *_told(office)]


@question(Act.CHECK_STORE, recorded=True)
def _told(look: Look) -> list[str]:
    from returnhelp.domain.errors import SealedFileDamagedError
    from returnhelp.vault import seal
    from returnhelp.vault.rings import Purpose

    faults = []
    broken = audit.first_break(look)
    if broken is not None:
        faults.append(_("The audit chain is broken at entry {number}.").format(number=broken))
    faults += [messages.sentence(found) for found in closing.faults(look)]
    ring = look.office.unlocked.ring(Purpose.FILES)
    for name in repositories.sealed_files(look.session):
        try:
            for _piece in seal.open_file(ring, look.office.folder / "files" / name, name):
                pass
        except SealedFileDamagedError:
            faults.append(_("The attached file {name} cannot be opened.").format(name=name))
    return faults
