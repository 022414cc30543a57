"""Prints or saves the paper with the recovery code."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.widgets.pdf_view import print_bytes
from returnhelp.i18n.catalogs import _
from returnhelp.services import offices


def print_it(parent: QWidget, office_name: str, code: str, language: str) -> bool:
    """Ask for a printer and print; answers whether it was printed."""
    printer = file_boxes.printer(parent, _("Recovery code"))
    return printer is not None and print_bytes(offices.recovery_sheet(office_name, code, language), printer)


def save_it(parent: QWidget, office_name: str, code: str, language: str) -> Path | None:
    """Ask for a place and write the PDF there; answers where, and raises OSError where it cannot be written."""
    name = _("Recovery code") + ".pdf"
    chosen = file_boxes.save_file(parent, _("Save the recovery code"), name, [("PDF", "*.pdf")])
    if chosen is not None:
        chosen.write_bytes(offices.recovery_sheet(office_name, code, language))
    return chosen
