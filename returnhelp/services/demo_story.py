"""Stories of cases, told as data, and carried out through the services as the people of an office would."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.edits import Edit
from returnhelp.domain.eligibility_answers import CODED, CodedReason
from returnhelp.domain.household import MemberRole
from returnhelp.domain.money import Payer, PaymentPlace
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.rule_answers import RuleCode, RuleOutcome
from returnhelp.domain.steps import Reason, Step
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.services import cases, compartments, eligibility, entitlement, money, steps
from returnhelp.services.demo_days import told
from returnhelp.services.eligibility import Given
from returnhelp.services.money import LineDecision, PaymentWish
from returnhelp.services.office import Office

Told = Mapping[str, Any]
Staff = Mapping[str, Office]
"""Who works in the office, signed in, by their names."""

SECOND = "sofia"
"""Who approves as the second person what is above the limit."""


def read(file: Path) -> Told:
    """A story as it is written."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def tell(staff: Staff, story: Told, known: dict[str, int]) -> int:
    """Carry a story out, act by act; answers the number of its case.

    ``known`` are the numbers of records that it may name, to which it adds those that it gives a name itself.
    """
    one = _Case(staff, story, known)
    one.open()
    for act in story.get("act", ()):
        one.do(act)
    return one.case_id


@dataclass
class _Case:
    """A case in the making, and what of it was given a name."""

    staff: Staff
    story: Told
    known: dict[str, int]
    case_id: int = 0
    entities: dict[str, str] = field(default_factory=dict)
    """The kind of each record that has a name."""

    def open(self) -> None:
        """The first contact: household, people and case."""
        desk = self._desk(self.story)
        story = self._told({name: one for name, one in self.story.items() if name != "act"})
        people = story["people"]
        new = NewCase(
            members=tuple(_member(one) for one in people),
            household_id=story.get("household_id"),
            household=story.get("household", {}),
            case=story.get("case", {}),
            stay=story.get("stay", {}),
            opened_on=story["opened"],
            channel=story.get("channel", ""),
        )
        self.case_id = cases.open_case(desk, new).value
        seen = cases.view(desk, self.case_id)
        self.known["household"] = int(seen.household.id)
        for one, member in zip(people, seen.members[-len(people) :], strict=True):
            person_id = int(member.values["person_id"])
            self._name(one["as"], "person", person_id)
            for traveller in seen.parts["travellers"]:
                if traveller.values["person_id"] == person_id:
                    self._name(f"{one['as']}.travels", "travellers", traveller.id)

    def do(self, act: Told) -> None:
        """One act; each of its words is a deed, and they are done in the order in which they stand."""
        given = self._told({name: one for name, one in act.items() if name not in ("add", "set")})
        desk = self._desk(act)
        deeds: Mapping[str, Callable[[Office, Any], None]] = {
            "step": lambda at, step: self._step(at, step, given),
            "rules": self._answer_rules,
            "propose": self._propose,
            "decide": self._decide,
            "plan": self._plan,
            "approve": self._approve,
            "pay": self._pay,
            "show": self._show,
            "seal": self._seal,
            "reclaim": self._reclaim,
            "repay": self._repay,
        }
        done: set[str] = set()
        for word in act:
            if word in ("add", "set"):
                if word not in done:
                    self._save(desk, act.get("set", {}), act.get("add", {}))
                done |= {"add", "set"}
            elif word in deeds:
                deeds[word](desk, given[word])

    # --- records ---------------------------------------------------------------------------------

    def _save(self, desk: Office, changed: Mapping[str, Told], wanted: Mapping[str, Sequence[Told]]) -> None:
        """Fields of the case (``case``) or of records that have a name, and new records of the case, all at once."""
        edits, names = [], {}
        for name, values in changed.items():
            entity, number = ("case", self.case_id) if name == "case" else (self.entities[name], self.known[name])
            root = ("person", number) if entity == "person" else ("case", self.case_id)
            edits.append(Edit(entity, number, root, self._told(values)))
        for entity, rows in wanted.items():
            for row in rows:
                values = self._told({name: one for name, one in row.items() if name != "as"})
                if entity == "tasks":
                    values.setdefault("assignee_id", desk.user.id)
                if "as" in row:
                    names[len(edits)] = (row["as"], entity)
                edits.append(Edit(entity, None, ("case", self.case_id), values))
        made = cases.save(desk, edits).value
        for place, (name, entity) in names.items():
            self._name(name, entity, made[place])

    def _seal(self, desk: Office, told_: Told) -> None:
        kind, person_id = SealedKind(told_["kind"]), told_.get("person")
        compartments.write(desk, self.case_id, kind, person_id, told_["form"])

    # --- the way of the case ---------------------------------------------------------------------

    def _step(self, desk: Office, step: str, given: Told) -> None:
        reason = given.get("reason")
        steps.take(
            desk,
            self.case_id,
            Step(step),
            given["on"],
            reason=None if reason is None else Reason(reason),
            reference=given.get("reference", ""),
            comment=given.get("comment", ""),
            answers=given.get("answers"),
        )

    def _answer_rules(self, desk: Office, told_: Told) -> None:
        """Every rule that is open is answered: as the program knows it, as the story tells, else that it is met."""
        view = eligibility.check(desk, self.case_id)
        names = {number: name for name, number in self.known.items() if self.entities.get(name) == "person"}
        answers = {(one.rule, one.person_id): one for one in eligibility.what_is_known(view, names)}
        for line in view.open:
            told_of = told_.get(line.rule.value)
            if told_of is not None:
                answers[line.key] = Given(
                    line.rule, RuleOutcome(told_of["outcome"]), line.person_id,
                    reason=told_of.get("reason", ""), reference=told_of.get("reference", ""),
                )  # fmt: skip
            elif line.key not in answers:
                answers[line.key] = _usual(line.rule, line.person_id)
        eligibility.answer(desk, self.case_id, list(answers.values()))

    def _propose(self, desk: Office, components: Sequence[str]) -> None:
        """What the program proposes of these kinds of aid becomes lines of the application (none named: everything)."""
        wanted = None
        if components:
            seen = entitlement.propose(desk, self.case_id).to_take
            wanted = [
                one.placed.key for one in seen if one.placed.key[0] in {AidComponent(name) for name in components}
            ]
        entitlement.take_over(desk, self.case_id, wanted)
        self._name_lines(desk)

    def _name_lines(self, desk: Office) -> None:
        """Lines of aid are called by their kind and, where they are for one person, by whose they are."""
        people = {number: name for name, number in self.known.items() if self.entities.get(name) == "person"}
        for line in money.book(desk, self.case_id).lines:
            whose = people.get(line.person_id or 0)
            self._name(f"{line.component}.{whose}" if whose else line.component.value, "aid_lines", line.id)

    # --- money -----------------------------------------------------------------------------------

    def _decide(self, desk: Office, told_: Told) -> None:
        """SEM decides every line that is open, as it was asked for where the story tells nothing else (``lines``)."""
        self._name_lines(desk)
        otherwise = {self.known[name]: one for name, one in told_.get("lines", {}).items()}
        decisions = []
        for line in money.book(desk, self.case_id).lines:
            if line.decided_on is not None:
                continue
            values = dict(otherwise.get(line.id, {"amount": line.requested}))
            if "refused" in values:
                values["refused"] = Reason(values["refused"])
            decisions.append(LineDecision(line_id=line.id, **values))
        money.decide(desk, self.case_id, told_["on"], decisions, reference=told_.get("reference", ""))

    def _plan(self, desk: Office, rows: Iterable[Told]) -> None:
        lines = {line.id: line for line in money.book(desk, self.case_id).lines}
        for row in rows:
            for name in self._lines(row["line"]):
                wish = _wish(lines[self.known[name]], row)
                made = money.plan(desk, self.case_id, self.known[name], [wish]).value
                self._name(row.get("as", f"{name}.cash"), "payments", made[0])

    def _lines(self, pattern: str) -> list[str]:
        """The lines that a story means by a name, or by its beginning and an asterisk."""
        return [name for name, entity in self.entities.items() if entity == "aid_lines" and fnmatchcase(name, pattern)]

    def _approve(self, desk: Office, told_: Told) -> None:
        numbers = [self.known[name] for name in self._payments(told_["payments"])]
        approved = money.approve(desk, self.case_id, numbers, told_["on"]).value
        if approved < len(numbers) and told_.get("second", True):
            waiting = [
                one
                for line in money.book(desk, self.case_id).lines
                for one in line.payments
                if one.id in numbers and not one.approved_on
            ]
            money.approve(self.staff[SECOND], self.case_id, [one.id for one in waiting], told_["on"])

    def _payments(self, patterns: Iterable[str]) -> Iterator[str]:
        for pattern in patterns:
            for name, entity in list(self.entities.items()):
                if entity == "payments" and fnmatchcase(name, pattern):
                    yield name

    def _pay(self, desk: Office, told_: Told) -> None:
        for place, name in enumerate(self._payments(told_["payments"]), start=1):
            receipt = f"{told_['receipt']}-{place}" if told_.get("receipt") else ""
            money.pay(
                desk, self.case_id, self.known[name], told_["on"],
                receipt_number=receipt, signed_on=told_["on"] if receipt else None,
            )  # fmt: skip

    def _show(self, desk: Office, told_: Told) -> None:
        for name in self._payments(told_["payments"]):
            money.show(desk, self.case_id, self.known[name], told_["evidence"], told_["on"])

    def _reclaim(self, desk: Office, told_: Told) -> None:
        line_id, payment_id = self.known[told_["line"]], self.known[told_["payment"]]
        reason, reference = Reason(told_["reason"]), told_.get("reference", "")
        money.reclaim(
            desk,
            self.case_id,
            line_id,
            told_["amount"],
            reason,
            told_["on"],
            payment_id=payment_id,
            reference=reference,
        )

    def _repay(self, desk: Office, told_: Told) -> None:
        line_id, payment_id = self.known[told_["line"]], self.known[told_["payment"]]
        money.repay(desk, self.case_id, line_id, told_["amount"], told_["on"], payment_id=payment_id)

    # --- names -----------------------------------------------------------------------------------

    def _name(self, name: str, entity: str, number: int) -> None:
        self.known[name], self.entities[name] = number, entity

    def _desk(self, act: Told) -> Office:
        return self.staff[act.get("by", self.story["by"])]

    def _told(self, value: Any) -> Any:
        return told(value, self._today, self.known)

    @property
    def _today(self) -> date:
        return self.staff[self.story["by"]].today()


def _wish(line: money.LineSeen, row: Told) -> PaymentWish:
    """A payment as the story has it; without a sum it is all that is left of the line."""
    values = {one: row[one] for one in ("rate", "rate_on", "payee", "note") if one in row}
    return PaymentWish(
        amount=row.get("amount", line.unplanned),
        currency=row.get("currency", line.currency),
        planned_on=row["on"],
        place=PaymentPlace(row.get("place", "office")),
        payer=Payer(row.get("payer", "office")),
        **values,
    )


_OF_A_MEMBER = frozenset({"as", "role", "person_id", "travels", "vulnerabilities", "papers"})


def _member(one: Told) -> NewMember:
    return NewMember(
        MemberRole(one["role"]),
        person_id=one.get("person_id"),
        person={name: value for name, value in one.items() if name not in _OF_A_MEMBER},
        travels=one.get("travels", True),
        vulnerabilities=tuple(map(VulnerabilityKind, one.get("vulnerabilities", ()))),
        travel_documents=tuple(one.get("papers", ())),
    )


def _usual(rule: RuleCode, person_id: int | None) -> Given:
    """What a caseworker answers where the program knows nothing: of conduct SEM is left to judge."""
    if rule in CODED:
        return Given(rule, RuleOutcome.UNKNOWN, person_id, reason=CodedReason.SEM_TO_JUDGE)
    return Given(rule, RuleOutcome.MET, person_id)
