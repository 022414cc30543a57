"""The papers of a journey: the travel sheet, the arrival notice, the departure confirmation, a question to the RIF."""

from collections.abc import Sequence
from datetime import date

from returnhelp.domain import travel_checks
from returnhelp.domain.errors import CaseWithoutLegsError, NobodyDepartedError, NotThereError
from returnhelp.domain.papers import CasePaper, Line, Part
from returnhelp.domain.people import Person, Precision, TravelDocument, TravelDocumentKind
from returnhelp.domain.roles import Act
from returnhelp.domain.travel import Arrangement, Help, Leg, LegMode, SpecialNeed
from returnhelp.i18n import catalogs, formats, journey, labels
from returnhelp.i18n.catalogs import N_
from returnhelp.services import paper_making
from returnhelp.services.office import Look, question
from returnhelp.services.paper_making import Subject, Wish, Words

_TRAVELLERS = N_("Travellers")
_FAMILY_NAME, _GIVEN_NAMES, _BORN = N_("Family name"), N_("Given names"), N_("Born on")
_PLACE_AND_DAY, _SIGNATURE = N_("Place and date"), N_("Signature")
_ON_ARRIVAL = (Help.ARRIVAL, Help.ONWARD, Help.ACCOMMODATION)


@question(Act.EDIT_CASES, recorded=True)
def travel_sheet(look: Look, case_id: int, wish: Wish) -> bytes:
    """What the carrier needs: names as in the travel document, legs, special needs, baggage, escorts.

    It carries no asylum or permit data (AsylG Art. 97). Raises CaseWithoutLegsError, PaperTellsOfAsylumError.
    """
    of, words = paper_making.subject(look, case_id), Words(wish)
    legs = travel_checks.in_order(of.case.legs)
    if not legs:
        raise CaseWithoutLegsError()
    parts: list[Part] = [
        words.table(
            _TRAVELLERS,
            (
                "",
                _FAMILY_NAME,
                _GIVEN_NAMES,
                _BORN,
                N_("Sex"),
                N_("Nationality"),
                N_("Document number"),
                N_("Valid until"),
            ),
            [_for_carrier(at, one, wish.language) for at, one in enumerate(of.travellers, 1)],
            (0.5, 3, 3, 2, 1.6, 2.6, 2.6, 2),
        ),
        _legs(legs, words, references=True),
        _needs(of, words),
    ]
    if of.case.escorts:
        parts.append(
            words.table(
                N_("Escorts"),
                (N_("Kind"), N_("Name"), N_("Organisation"), N_("Place of departure"), N_("Place of arrival")),
                [
                    (
                        labels.label(one.kind, wish.language),
                        one.name,
                        one.organisation,
                        journey.place(one.from_place, wish.language),
                        journey.place(one.to_place, wish.language),
                    )
                    for one in of.case.escorts
                ],
                (2.4, 3, 3, 2.4, 2.4),
            )
        )
    paper_making.guard(of, [*_written(of), *_of_legs(legs), *(one.name for one in of.case.escorts)])
    return paper_making.finish(look, of, wish, _paper(N_("Travel sheet"), of, words, parts, landscape=True))


@question(Act.EDIT_CASES, recorded=True)
def arrival_notice(look: Look, case_id: int, wish: Wish) -> bytes:
    """What the mission, or whoever receives them, needs: names, arrival, needs, who meets them.

    It carries no asylum or permit data (AsylG Art. 97). Raises CaseWithoutLegsError, PaperTellsOfAsylumError.
    """
    of, words = paper_making.subject(look, case_id), Words(wish)
    legs = travel_checks.in_order(of.case.legs)
    if not legs:
        raise CaseWithoutLegsError()
    last = next((leg for leg in reversed(legs) if leg.mode is LegMode.FLIGHT), legs[-1])
    arrival = [
        words.line(N_("Arrives on"), _day_and_time(last.arrives_on or last.departs_on, last.arrives_at, wish.language)),
        words.line(N_("At"), journey.place(last.to_place, wish.language)),
        words.line(N_("With"), " ".join(filter(None, (last.carrier, last.number)))),
    ]
    if of.case.destination is not None:
        arrival.insert(0, words.line(N_("Country"), labels.country(of.case.destination, wish.language)))
    parts: list[Part] = [
        words.table(
            _TRAVELLERS,
            ("", _FAMILY_NAME, _GIVEN_NAMES, _BORN, N_("Sex")),
            [
                (str(at), *_names(one), _birth(one, wish.language), labels.label(one.sex, wish.language))
                for at, one in enumerate(of.travellers, 1)
            ],
            (0.5, 4, 4, 2.4, 2),
        ),
        words.section(N_("Arrival"), arrival),
        words.section(N_("Reception"), _reception(of, words)),
        _needs(of, words),
        _legs(legs, words, references=False),
    ]
    paper_making.guard(of, [*_written(of), *_of_legs(legs)])
    return paper_making.finish(look, of, wish, _paper(N_("Arrival notice"), of, words, parts))


@question(Act.EDIT_CASES, recorded=True)
def departure_confirmation(look: Look, case_id: int, wish: Wish) -> bytes:
    """For the canton and SEM, who need the numbers that they know the people by: who left when, from where, whereto.

    Raises NobodyDepartedError.
    """
    of, words = paper_making.subject(look, case_id), Words(wish)
    left = {one.person_id: one for one in of.case.travellers if one.departed_on is not None}
    gone = [one for one in of.travellers if one.id in left]
    if not gone:
        raise NobodyDepartedError()
    language = wish.language
    rows = []
    for person in gone:
        traveller = left[person.id or 0]
        whereto = traveller.destination or of.case.destination
        rows.append(
            (
                person.name or _original(person),
                _birth(person, language),
                person.zemis,
                formats.short_date(traveller.departed_on, language) if traveller.departed_on else "",
                journey.place(traveller.airport or of.case.airport, language),
                labels.country(whereto, language) if whereto is not None else "",
            )
        )
    head = (N_("Name"), _BORN, N_("ZEMIS number"), N_("Departed on"), N_("Airport"), N_("Destination"))
    facts = [
        words.line(N_("N-number"), of.household.n_number if of.household is not None else ""),
        words.line(N_("Canton"), labels.canton(of.case.canton, language) if of.case.canton else ""),
        words.line(N_("Flight"), _flight(of)),
    ]
    parts: list[Part] = [
        words.text(N_("The office confirms that the people named here have left Switzerland.")),
        words.table(N_("Departed"), head, rows, (3.6, 1.9, 2, 1.9, 2.4, 2.4)),
        words.section("", [one for one in facts if one.value]),
        words.signatures((_PLACE_AND_DAY, _SIGNATURE)),
    ]
    return paper_making.finish(look, of, wish, _paper(N_("Confirmation of departure"), of, words, parts))


@question(Act.EDIT_CASES, recorded=True)
def rif_question(look: Look, case_id: int, wish: Wish) -> bytes:
    """One question for the mission, without any name and without a word of the procedure.

    Raises NotThereError, PaperTellsOfAsylumError.
    """
    of, words = paper_making.subject(look, case_id), Words(wish)
    place = next((at for at, one in enumerate(of.case.rif_questions, 1) if one.id == wish.record_id), None)
    if place is None:
        raise NotThereError()
    asked = of.case.rif_questions[place - 1]
    language = wish.language
    reference = [Line(words.say(N_("Reference")), f"RIF {of.case.number}-{place}", words.beside(N_("Reference")))]
    facts = [
        words.line(N_("Category"), labels.label(asked.category, language)),
        words.line(N_("Country"), labels.country(asked.country, language) if asked.country is not None else ""),
        words.line(N_("Asked on"), formats.date(asked.asked_on, language) if asked.asked_on else ""),
    ]
    parts: list[Part] = [
        words.section("", facts),
        words.section(N_("Question"), ()),
        words.text(asked.question),
        words.section(N_("Answer"), ()),
        words.text(N_("Please answer every part of the question, and say from where and of what day it is known.")),
    ]
    paper_making.guard(of, [asked.question])
    look.detail["question"] = wish.record_id
    content = CasePaper(
        words.say(N_("Question to the Return Information Fund")),
        tuple(parts),
        words.beside(N_("Question to the Return Information Fund")),
        words.second,
        subject=tuple(reference),
    )
    return paper_making.finish(look, of, wish, content)


# --- what the papers share -------------------------------------------------------------------------


def _paper(title: str, of: Subject, words: Words, parts: Sequence[Part], *, landscape: bool = False) -> CasePaper:
    reference = words.line(N_("Reference"), of.case.number)
    return CasePaper(
        words.say(title),
        tuple(parts),
        words.beside(title),
        words.second,
        landscape=landscape,
        subject=(reference,),
    )


def _legs(legs: Sequence[Leg], words: Words, *, references: bool) -> Part:
    language = words.language
    head = [N_("Day"), N_("Departs"), N_("Place of departure"), N_("Arrives"), N_("Place of arrival"), N_("Carrier")]
    widths = [2.2, 1.5, 3.4, 2.4, 3.4, 3.2]
    rows = []
    for leg in legs:
        later = leg.arrives_on is not None and leg.arrives_on != leg.departs_on
        arrives = _day_and_time(leg.arrives_on, leg.arrives_at, language) if later else leg.arrives_at
        row = [
            formats.short_date(leg.departs_on, language) if leg.departs_on else "",
            leg.departs_at,
            journey.place(leg.from_place, language),
            arrives,
            journey.place(leg.to_place, language),
            " ".join(filter(None, (leg.carrier, leg.number))) or labels.label(leg.mode, language),
        ]
        rows.append([*row, leg.booking_reference] if references else row)
    if references:
        head.append(N_("Booking"))
        widths.append(2.0)
    return words.table(N_("Journey"), head, rows, widths)


def _needs(of: Subject, words: Words) -> Part:
    """Special needs and baggage: of everybody, then of each."""
    names = {one.id: one.name or _original(one) for one in of.travellers}
    rows = []
    for one in of.case.arrangements:
        if one.person_id is not None and one.person_id not in names:
            continue
        who = words.say(N_("All travellers")) if one.person_id is None else names[one.person_id]
        needs = [journey.need(SpecialNeed(need), words.language) for need in one.needs]
        rows.append((who, "\n".join(needs), _baggage(one, words)))
    if not rows:
        rows.append((words.say(N_("All travellers")), words.say(N_("none")), ""))
    return words.table(N_("Special needs and baggage"), (N_("Who"), N_("Needs"), N_("Baggage")), rows, (3, 6, 2.4))


def _baggage(one: Arrangement, words: Words) -> str:
    found = []
    if one.baggage_pieces is not None:
        said = catalogs.catalog(words.language).ngettext("{count} piece", "{count} pieces", one.baggage_pieces)
        found.append(said.format(count=one.baggage_pieces))
    if one.baggage_kilograms is not None:
        found.append(f"{one.baggage_kilograms}\u00a0kg")
    return ", ".join(found)


def _reception(of: Subject, words: Words) -> list[Line]:
    """Who meets them, where they go on to, and what help is asked for on arrival."""
    lines = []
    names = {one.id: one.name or _original(one) for one in of.travellers}
    for one in of.case.arrangements:
        if one.person_id is not None and one.person_id not in names:
            continue
        who = f"{names[one.person_id]}: " if one.person_id is not None else ""
        helps = [labels.label(help_, words.language) for help_ in _ON_ARRIVAL if help_.value in one.helps]
        met = ", ".join(filter(None, (one.met_by, one.met_by_phone)))
        for label, value in (
            (N_("Help asked for"), ", ".join(helps)),
            (N_("Met by"), met),
            (N_("Final destination"), one.final_destination),
        ):
            if value:
                lines.append(words.line(label, f"{who}{value}"))
    return lines or [words.line(N_("Help asked for"), words.say(N_("none")))]


def _for_carrier(at: int, person: Person, language: str) -> tuple[str, ...]:
    paper = _document(person)
    nationality = person.nationality
    return (
        str(at),
        *_names(person),
        _birth(person, language),
        labels.label(person.sex, language),
        labels.country(nationality, language) if nationality is not None else "",
        paper.number if paper is not None else "",
        formats.short_date(paper.expires_on, language) if paper is not None and paper.expires_on else "",
    )


def _document(person: Person) -> TravelDocument | None:
    """The document that is valid longest; a certificate is none to travel with."""
    papers = [one for one in person.travel_documents if one.kind is not TravelDocumentKind.CERTIFICATE]
    return max(papers, key=_lasts, default=None)


def _lasts(paper: TravelDocument) -> date:
    return paper.expires_on or date.max


def _names(person: Person) -> tuple[str, str]:
    """As the machine readable part of a travel document has them; in the original script where there is no other."""
    if person.name:
        return person.family_name.upper(), person.given_names.upper()
    return person.original_family_name, person.original_given_names


def _original(person: Person) -> str:
    return " ".join(filter(None, (person.original_family_name, person.original_given_names)))


def _birth(person: Person, language: str) -> str:
    day = person.birth_date
    if day is None:
        return ""
    if person.birth_precision is Precision.DAY:
        return formats.short_date(day, language)
    return f"{day.month:02}.{day.year}" if person.birth_precision is Precision.MONTH else str(day.year)


def _day_and_time(day: date | None, at: str, language: str) -> str:
    said = formats.short_date(day, language) if day is not None else ""
    return ", ".join(filter(None, (said, at)))


def _flight(of: Subject) -> str:
    legs = travel_checks.in_order(of.case.legs)
    flown = [" ".join(filter(None, (leg.carrier, leg.number))) for leg in legs if leg.mode is LegMode.FLIGHT]
    return of.case.flight or ", ".join(filter(None, flown))


def _written(of: Subject) -> list[str]:
    """What people wrote into the arrangements and escorts that a paper shows."""
    found = []
    for one in of.case.arrangements:
        found += [one.met_by, one.met_by_phone, one.final_destination]
    return found + [text for one in of.case.escorts for text in (one.organisation, one.from_place, one.to_place)]


def _of_legs(legs: Sequence[Leg]) -> list[str]:
    return [
        text for leg in legs for text in (leg.carrier, leg.number, leg.from_place, leg.to_place, leg.booking_reference)
    ]
