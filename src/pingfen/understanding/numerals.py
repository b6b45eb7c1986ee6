"""Numbers as people write them in forms: 1,200, full-width digits, Chinese numerals."""

import re
from fractions import Fraction

from pingfen.exact import MOST_DIGITS

DIGITS = "零一二三四五六七八九"
TENS = ("", "十", "百", "千")
MYRIADS = ("", "万", "亿")
MYRIAD = 10_000
CHINESE = f"[{DIGITS}〇两{''.join(TENS)}{''.join(MYRIADS)}]+"
ARABIC = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
# anything that may be meant as a number, also what nothing here reads
HAS_NUMERAL = re.compile(rf"\d|{CHINESE}|[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩廿卅卌半〡-〩]")


def arabic(text: str) -> Fraction | None:
    """Return the number that compact text spells, with or without thousands separators.

    >>> arabic("1,200.50"), arabic("1,20"), arabic("12.")
    (Fraction(2401, 2), None, None)
    """
    if len(text) > MOST_DIGITS or not re.fullmatch(ARABIC, text):
        return None
    return Fraction(text.replace(",", ""))


def chinese(text: str) -> Fraction | None:
    """Return the whole number that Chinese numerals spell, in their one regular spelling.

    >>> chinese("三"), chinese("十五"), chinese("二百零八"), chinese("两万")
    (Fraction(3, 1), Fraction(15, 1), Fraction(208, 1), Fraction(20000, 1))
    >>> chinese("百百"), chinese("二百五"), chinese("万")
    (None, None, None)
    """
    plain = text.replace("两", "二").replace("〇", "零")
    if len(plain) > MOST_DIGITS or not re.fullmatch(CHINESE, plain):
        return None
    value = _value(plain)
    return Fraction(value) if plain in {spelled(value), _short_ten(spelled(value))} else None


def spelled(value: int) -> str:
    """Return the Chinese numerals of a whole number below 10^12.

    >>> spelled(10_050), spelled(215)
    ('一万零五十', '二百一十五')
    """
    if value == 0:
        return DIGITS[0]
    text = ""
    for power in reversed(range(len(MYRIADS))):
        section = value // MYRIAD**power % MYRIAD
        if section:
            gap = DIGITS[0] if text and section < MYRIAD // 10 else ""
            text += gap + _section(section) + MYRIADS[power]
        elif text and value % MYRIAD**power and not text.endswith(DIGITS[0]):
            text += DIGITS[0]
    return text.replace(DIGITS[0] * 2, DIGITS[0])


def _section(value: int) -> str:
    """Return the numerals of 1 to 9999."""
    text = ""
    for power in reversed(range(len(TENS))):
        digit = value // 10**power % 10
        if digit:
            text += DIGITS[digit] + TENS[power]
        elif text and value % 10**power and not text.endswith(DIGITS[0]):
            text += DIGITS[0]
    return text


def _short_ten(text: str) -> str:
    """Return 十五 for 一十五."""
    return text[1:] if text.startswith("一十") else text


def _value(text: str) -> int:
    """Add up numerals, whether or not they are regular."""
    total, section, digit = 0, 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS.index(char)
        elif char in TENS:
            section += (digit or 1) * 10 ** TENS.index(char)
            digit = 0
        else:
            total += (section + digit) * MYRIAD ** MYRIADS.index(char)
            section, digit = 0, 0
    return total + section + digit


def number(text: str) -> Fraction | None:
    """Return the number that compact text spells in either way."""
    found = arabic(text)
    return chinese(text) if found is None else found
