"""Shows a stored number as a workbook does, by the code of its number format.

Excel keeps binary floats and shows fifteen digits of them; whoever typed 0.58 may find
0.57999999999999996 in the file. So fifteen digits are what is stored, and they are rounded half
away from zero. The column's width is left aside: General shows all digits here.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from pingfen.exact import UNBOUNDED
from pingfen.readers.workbook.date_formats import date_text
from pingfen.readers.workbook.digits import Pattern
from pingfen.readers.workbook.format_codes import GENERAL, Section, Token, sections_of

FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
COMPARISONS = {
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}
NONZERO = re.compile(r"[1-9]")
BARE = re.compile(r"(?<!\d)\.|\.(?!\d)")  # .5 and 5. say less than 0.5 and 5


class Shown(NamedTuple):
    """What counts of a number, what is printed where that says something else, and its kind."""

    text: str
    shown: str = ""
    kind: str = "number"
    understood: bool = True
    hidden: bool = False  # the format prints nothing


def stored(value: Decimal) -> Decimal:
    """Return the number with the fifteen digits that Excel shows of it.

    >>> stored(Decimal("0.30000000000000004")), stored(Decimal("0.57999999999999996"))
    (Decimal('0.3'), Decimal('0.58'))
    """
    rounded = FIFTEEN.plus(value)
    return rounded.normalize(FIFTEEN) if rounded else Decimal(0)


def plain(value: Decimal) -> str:
    """Return the digits of a number, without an exponent and without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_text(value: Decimal, code: str = GENERAL, *, since_1904: bool = False) -> Shown:
    """Return a stored number in the manner of its format, and what the format prints of it.

    What the format prints is the text where it says exactly what is stored. A format that is not
    understood gives the bare number.

    >>> number_text(Decimal("0.999"), "0%")
    Shown(text='99.9%', shown='100%', kind='number', understood=True, hidden=False)
    """
    value = stored(value)
    section, takes_sign = _chosen(sections_of(code), value)
    if section is None or section.unknown:
        return Shown(plain(value), understood=False)
    if section.has("date", "elapsed", "half"):
        text = date_text(section, value, since_1904=since_1904)
        return Shown(text, "", "date") if text else Shown(plain(value), understood=False)
    if section.numerals and section.has("digit", "general"):
        return Shown(plain(value), understood=False)
    return _number(section, value, takes_sign=takes_sign)


def wording_text(text: str, code: str) -> str:
    """Return a stored text as its format prints it: ``@"人"`` adds a word, most add nothing."""
    sections = sections_of(code)
    if "@" not in code or not sections[-1].has("text") or sections[-1].unknown:
        return text
    return "".join(
        text if token.kind == "text" else token.text
        for token in sections[-1].tokens
        if token.kind in {"text", "literal"}
    )


def _chosen(sections: tuple[Section, ...], value: Decimal) -> tuple[Section | None, bool]:
    """Return the section for a number, and whether it prints the sign of a negative itself."""
    numeric = [section for section in sections if not section.has("text")] or list(sections[:1])
    limits = [section.condition for section in numeric]
    if any(limits):
        for section in numeric:
            if section.condition is None or _meets(value, section.condition):
                below = section.condition and section.condition[0] in {"<", "<="}
                return section, bool(below and section.condition and section.condition[1] <= 0)
        return None, False
    match numeric:
        case [_, negative, *_] if value < 0:
            return negative, True
        case [_, _, zero, *_] if value == 0:
            return zero, False
    return numeric[0], False


def _meets(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    compare = COMPARISONS.get(condition[0])
    return compare is not None and bool(compare(value, condition[1]))


def _number(section: Section, value: Decimal, *, takes_sign: bool) -> Shown:
    if section.has("general", "text"):
        return _general(section, value)
    if section.has("exponent", "slash") and section.has("digit"):
        return _odd(section, value)
    if not section.has("digit"):
        return _apart(value, "".join(token.text for token in section.tokens).strip())
    pattern = Pattern(section)
    scaled = pattern.scaled(abs(value))
    sign = "-" if value < 0 and not takes_sign else ""
    rounded = pattern.write(scaled, pattern.places)
    # what rounds to nothing loses its sign
    printed = (sign * bool(NONZERO.search(rounded)) + rounded).strip()
    if pattern.thousands or pattern.broken or (takes_sign and "-" not in printed):
        return _apart(value, printed)
    digits = max(pattern.places, -int(scaled.normalize(UNBOUNDED).as_tuple().exponent))
    text = (sign + pattern.write(scaled, digits)).strip()
    if BARE.search(text) or not any(char.isdecimal() for char in text):
        return _apart(value, printed)
    return Shown(text, printed if text != printed else "")


def _apart(value: Decimal, printed: str) -> Shown:
    """Return the bare number and beside it what is printed, which does not say as much."""
    text = plain(value)
    return Shown(text, printed if printed != text else "", hidden=not printed)


def _general(section: Section, value: Decimal) -> Shown:
    number = plain(value)
    text = "".join(
        number if token.kind in {"general", "text"} else token.text for token in section.tokens
    )
    return Shown(text.strip())


def _odd(section: Section, value: Decimal) -> Shown:
    """Show a fraction or a number with an exponent; the text that counts is a decimal number."""
    code = "".join(token.text for token in section.tokens)
    whole, _, below = code.partition("/")
    if section.has("slash"):
        if not below.strip() or section.has("exponent", "point"):
            return Shown(plain(value), understood=False)
        return _fraction(value, below.strip(), mixed=whole.strip().count(" ") > 0)
    mantissa = Section(_until(section.tokens, "exponent"))
    if not mantissa.has("digit"):
        return Shown(plain(value), understood=False)
    pattern = Pattern(mantissa)
    exponent = value.adjusted() if value else 0
    exponent -= (exponent % pattern.whole) if pattern.whole > 1 else 0
    written = pattern.write(abs(value).scaleb(-exponent, UNBOUNDED), pattern.places)
    digits = code[len("".join(token.text for token in mantissa.tokens)) :]
    sign = "-" if exponent < 0 else "+" if "+" in digits else ""
    power = str(abs(exponent)).zfill(sum(1 for char in digits if char in "0#?"))
    return Shown(plain(value), f"{'-' if value < 0 else ''}{written}E{sign}{power}")


def _fraction(value: Decimal, below: str, *, mixed: bool) -> Shown:
    exact = Fraction(abs(value))
    if below.isdecimal() and int(below):
        near = Fraction(round(exact * int(below)), int(below))
    else:
        near = exact.limit_denominator(10 ** min(len(below), 3) - 1)
    whole, part = divmod(near, 1) if mixed else (0, near)
    pieces = [str(whole)] if whole or not part else []
    if part:
        denominator = int(below) if below.isdecimal() and int(below) else part.denominator
        pieces.append(f"{int(part * denominator)}/{denominator}")
    return Shown(plain(value), ("-" if value < 0 else "") + " ".join(pieces))


def _until(tokens: tuple[Token, ...], kind: str) -> tuple[Token, ...]:
    at = next(at for at, token in enumerate(tokens) if token.kind == kind)
    return tokens[:at]
