"""Numbers as people write them in forms: 1,200, full-width digits, Chinese numerals."""

import re
from fractions import Fraction

from pingfen.exact import MOST_DIGITS

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
CHINESE = f"[{''.join(DIGITS)}{''.join(TENS)}{''.join(MYRIADS)}]+"
ARABIC = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
HAS_NUMERAL = re.compile(f"[0-9]|{CHINESE}")


def arabic(text: str) -> Fraction | None:
    """Return the number that compact text spells, with or without thousands separators.

    >>> arabic("1,200.50"), arabic("1,20"), arabic("12.")
    (Fraction(2401, 2), None, None)
    """
    if len(text) > MOST_DIGITS or not re.fullmatch(ARABIC, text):
        return None
    return Fraction(text.replace(",", ""))


def chinese(text: str) -> Fraction | None:
    """Return the whole number that Chinese numerals spell.

    >>> chinese("三"), chinese("十五"), chinese("二百零八"), chinese("百百")
    (Fraction(3, 1), Fraction(15, 1), Fraction(208, 1), None)
    """
    if not re.fullmatch(CHINESE, text):
        return None
    total, section, digit, unit = 0, 0, None, 10**5
    for char in text:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
        elif char in TENS:
            if TENS[char] >= unit:
                return None
            unit = TENS[char]
            section += unit * (1 if digit is None else digit)
            digit = None
        else:
            total, section = (total + section + (digit or 0)) * MYRIADS[char], 0
            digit, unit = None, 10**5
    return Fraction(total + section + (digit or 0))


def number(text: str) -> Fraction | None:
    """Return the number that compact text spells in either way."""
    found = arabic(text)
    return chinese(text) if found is None else found
