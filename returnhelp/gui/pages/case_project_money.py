"""The money of the projects of a case as their section tells it: budgets, lines of aid, instalments."""

from collections.abc import Mapping
from typing import Any

from returnhelp.domain import project_figures
from returnhelp.domain.money import PaymentState
from returnhelp.domain.project_figures import BudgetFigures, Instalment
from returnhelp.domain.projects import BudgetLine
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext

_COLUMNS = (
    Column("number", N_("Instalment"), 96, sortable=False, to_the_end=True),
    Column("state", N_("State"), 110, sortable=False),
    Column("amount", N_("Amount"), 130, sortable=False, to_the_end=True),
    Column("planned_on", N_("Planned for"), 110, sortable=False),
    Column("paid_on", N_("Paid on"), 110, sortable=False),
    Column("payee", N_("Paid to"), 150, sortable=False),
    Column("evidence", N_("Evidence"), 180, sortable=False),
)
_BADGES = {PaymentState.PAID: "success", PaymentState.VOID: "quiet"}


class Money:
    """Adds up what is typed now; the payments are those that were read."""

    def __init__(self, folder: CaseFolder, table: TableView) -> None:
        self._folder = folder
        self._table = table
        self._instalments: Mapping[int, tuple[Instalment, ...]] = {}
        self._shown: tuple[Instalment, ...] | None = None
        self._model = PagedModel(_COLUMNS, _cell, at_once, table)
        table.set_two_lines(False)
        table.show_model(self._model)

    def take(self, instalments: Mapping[int, tuple[Instalment, ...]]) -> None:
        """Take the payments as they were read."""
        self._instalments, self._shown = instalments, None

    # --- budgets -----------------------------------------------------------------------------------

    def budget(self, key: Key | None) -> BudgetFigures:
        """The budget of a project as it is typed."""
        copy = self._folder.copy
        if key is None:
            return BudgetFigures()
        return project_figures.budget(
            BudgetLine(
                key[1],
                "",
                copy.value(one, "amount"),
                copy.value(one, "currency") or "",
                copy.value(one, "own_share"),
            )
            for one in copy.keys("budget_lines")
            if copy.value(one, "project_id") == key[1] and not copy.is_removed(one)
        )

    def currency(self, key: Key | None) -> str:
        """The currency of a project's budget, else of its line of aid."""
        found = self.budget(key)
        line = self._line(key)
        return found.currency if found.total or line is None else self._folder.copy.value(line, "currency") or "CHF"

    def budget_words(self, key: Key) -> str:
        found = self.budget(key)
        return formats.money(found.total, found.currency) if found.total else ""

    def budget_told(self, key: Key | None) -> str:
        """The sum, the own share, and what the aid has to cover; against what was decided, where that is known."""
        found = self.budget(key)
        if not found.total:
            return _("No cost is entered yet.")
        words = {
            "total": formats.money(found.total, found.currency),
            "own": formats.money(found.own_share, found.currency),
            "cover": formats.money(found.to_cover, found.currency),
        }
        said = _("In all {total}, own share {own}: {cover} to be covered by the aid.").format(**words)
        decided, currency = self._decided(key)
        if decided is None:
            return said
        if currency != found.currency:
            other = _("{decided} were decided; the budget has another currency.")
            return f"{said} {other.format(decided=formats.money(decided, currency))}"
        if decided < found.to_cover:
            short = formats.money(found.to_cover - decided, currency)
            lacking = _("{decided} were decided, so {short} are not covered.")
            return f"{said} {lacking.format(decided=formats.money(decided, currency), short=short)}"
        return said + " " + _("{decided} were decided.").format(decided=formats.money(decided, currency))

    # --- lines of aid --------------------------------------------------------------------------------

    def lines(self) -> dict[int, str]:
        """The lines of aid that a project may name, by their numbers; those that are not saved yet have none."""
        copy, names = self._folder.copy, self._folder.short_names()
        found = {}
        for key in copy.keys("aid_lines"):
            if copy.is_new(key) or copy.is_removed(key):
                continue
            parts = [labels.label(copy.value(key, "component"))]
            if (person := copy.value(key, "person_id")) in names:
                parts.append(names[person])
            sum_ = copy.value(key, "decided")
            if sum_ is not None:
                parts.append(formats.money(sum_, copy.value(key, "currency") or "CHF"))
            found[key[1]] = ", ".join(parts)
        return found

    def _line(self, key: Key | None) -> Key | None:
        number = self._folder.copy.value(key, "aid_line_id") if key is not None else None
        line = ("aid_lines", number or 0)
        return line if line in self._folder.copy else None

    def _decided(self, key: Key | None) -> tuple[int | None, str]:
        line, copy = self._line(key), self._folder.copy
        return (copy.value(line, "decided"), copy.value(line, "currency") or "CHF") if line else (None, "CHF")

    def decided_words(self, key: Key) -> str:
        decided, currency = self._decided(key)
        return formats.money(decided, currency) if decided is not None else ""

    def line_told(self, key: Key | None) -> str:
        if not self.lines():
            return _("There is no line of aid yet. Add it in the section “Aid and money”.")
        if self._line(key) is None:
            return _("Choose the line of aid; its payments are the instalments of this project.")
        decided, currency = self._decided(key)
        if decided is None:
            return _("Nothing was decided on this line yet.")
        return _("Decided: {sum}").format(sum=formats.money(decided, currency))

    # --- instalments ---------------------------------------------------------------------------------

    def _payments(self, key: Key | None) -> tuple[Instalment, ...]:
        line = self._line(key)
        return self._instalments.get(line[1], ()) if line is not None else ()

    def show(self, key: Key | None) -> None:
        """Show the instalments of a project."""
        payments = self._payments(key)
        if payments == self._shown:
            return
        self._shown = payments
        self._model.show(lambda: len(payments), lambda first, count: payments[first : first + count])
        self._table.empty.say("receipt", _("No instalment is planned yet"), _("Payments are planned with the aid."))

    def payments_told(self, key: Key | None) -> str:
        """Paid and planned against the decision and the budget."""
        payments = self._payments(key)
        decided, currency = self._decided(key)
        if not payments:
            return ""
        found, budget = project_figures.instalments(payments), self.budget(key)
        said = _("Paid {paid}, still planned {planned}.").format(
            paid=formats.money(found.paid, currency), planned=formats.money(found.planned, currency)
        )
        if decided is not None:
            rest = formats.money(max(decided - found.paid - found.planned, 0), currency)
            said += " " + _("Of the decision {rest} are left.").format(rest=rest)
        if budget.total and budget.currency == currency:
            of = formats.money(budget.to_cover, currency)
            said += " " + _("The budget asks for {sum}.").format(sum=of)
        return said

    def evidence_told(self, key: Key | None) -> str:
        missing = project_figures.instalments(self._payments(key)).without_evidence
        if not missing:
            return ""
        return ngettext(
            "{count} instalment was paid without evidence yet.", "{count} instalments were paid without evidence yet.",
            missing,
        ).format(count=missing)  # fmt: skip


def _cell(one: Instalment, column: str) -> Cell:
    value: Any = getattr(one, column)
    match column:
        case "state":
            return Cell(labels.label(one.state), badge=_BADGES.get(one.state, ""))
        case "amount":
            return Cell(formats.money(one.amount, one.currency))
        case "planned_on" | "paid_on":
            return Cell(formats.short_date(value) if value else "")
        case "evidence":
            return Cell(_("missing"), colour="error") if one.lacks_evidence else Cell(one.evidence)
    return Cell(str(value))
