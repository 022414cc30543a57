"""Writes machine readable zones out of their fields, as those who issue documents do (Doc 9303-3 to -7)."""

from dataclasses import dataclass

from returnhelp.domain.mrz_layout import LAYOUTS, ZoneFormat, ZonePart, check_digit


@dataclass(frozen=True)
class Holder:
    """What a document says; dates in six signs, states in their letters."""

    code: str = "P"
    issuing: str = "GEO"
    nationality: str = "GEO"
    primary: str = "BERIDZE"
    secondary: str = "NINO"
    number: str = "12AB34567"
    birth: str = "880402"
    sex: str = "F"
    expiry: str = "300101"
    optional: str = ""
    more_optional: str = ""


def write(zone_format: ZoneFormat, holder: Holder) -> tuple[str, ...]:
    """The lines of the zone; a long number of a card goes on in the optional data."""
    layout = LAYOUTS[zone_format]
    lines = [["<"] * layout.width for _line in range(layout.height)]

    def put(part: ZonePart, signs: str, *, check: bool = False) -> None:
        place = (layout.checks if check else layout.fields)[part]
        for at, sign in enumerate(signs.ljust(place.length, "<")[: place.length]):
            lines[place.line - 1][place.column - 1 + at] = sign

    number, optional, number_check = holder.number, holder.optional, check_digit(holder.number.ljust(9, "<"))
    if len(number) > 9:
        number, optional = number[:9], f"{number[9:]}{number_check}<{optional}"
        number_check = "<"
    name = holder.primary.replace(" ", "<")
    if holder.secondary:
        name += "<<" + holder.secondary.replace(" ", "<")
    put(ZonePart.DOCUMENT_CODE, holder.code)
    put(ZonePart.ISSUING_STATE, holder.issuing)
    put(ZonePart.NATIONALITY, holder.nationality)
    put(ZonePart.NAMES, name)
    put(ZonePart.NUMBER, number)
    put(ZonePart.NUMBER, number_check, check=True)
    put(ZonePart.OPTIONAL, optional)
    if ZonePart.MORE_OPTIONAL in layout.fields:
        put(ZonePart.MORE_OPTIONAL, holder.more_optional)
    put(ZonePart.SEX, holder.sex)
    for part, day in ((ZonePart.BIRTH_DATE, holder.birth), (ZonePart.EXPIRY, holder.expiry)):
        put(part, day)
        put(part, check_digit(day), check=True)
    if ZonePart.OPTIONAL in layout.checks:
        put(
            ZonePart.OPTIONAL,
            check_digit(layout.fields[ZonePart.OPTIONAL].of(["".join(one) for one in lines])),
            check=True,
        )
    if ZonePart.COMPOSITE in layout.checks:
        written = ["".join(one) for one in lines]
        put(ZonePart.COMPOSITE, check_digit("".join(one.of(written) for one in layout.composite_over)), check=True)
    return tuple("".join(line) for line in lines)


def zone(zone_format: ZoneFormat = ZoneFormat.TD3, **said: str) -> str:
    """The zone as a text; what is not said stays as it is of Nino Beridze's passport."""
    begins = {ZoneFormat.TD3: "P", ZoneFormat.MRV_A: "V", ZoneFormat.MRV_B: "V"}.get(zone_format, "I")
    return "\n".join(write(zone_format, Holder(**({"code": begins} | said))))
