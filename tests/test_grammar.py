"""What is true of every cell that the grammar can write, and of every cell that it refuses."""

import re
from fractions import Fraction
from itertools import pairwise
from unicodedata import category

from hypothesis import assume, example, given
from hypothesis import strategies as st

from pingfen.form import Blank, Date, Period, Quantity, Unparsed, Wording, last_day
from pingfen.understanding import understand
from pingfen.understanding.numerals import spelled
from pingfen.words import compact, words

LISTS = words()
AT = LISTS.periods.words
TIMES = {LISTS.period(unit) for unit in AT["units"]}
OTHER_UNITS = ("人", "万亩", "台/套", "元/人*月", "元/人、天", "人(次)", "个/年", "TB", "‰")
UNITS: dict[str, str] = {
    "": "",
    **{unit: unit for unit in OTHER_UNITS},
    **{unit: LISTS.unit(unit) for unit in LISTS.units.numerals},
    **LISTS.units.same,
}
EVENTS = ("合同签订", "全部量体", "验收", "项目批复")
UNSEEN: tuple[str, ...] = (
    " ",
    "  ",
    "\n",
    "\t",
    "\u00a0",
    "\u2009",
    "\u3000",
    "\u200b",
    "\u200e",
    "\u2060",
)
UNSEEN += ("\u00ad", "\ufeff", "\ufe0f", "\x00", "\x07")
WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
TRADITIONAL = {new: chr(old) for old, new in LISTS.simplified.items()}
TO_TRADITIONAL = str.maketrans(TRADITIONAL)
NUMBER = re.compile(r"[\d.,，．]")
SIGNS = ("", "", "", "+", "-", "−", "－", "﹣")
# what a cell may be made of: all that the lists spell, and what is in none of them
PIECES = (
    *LISTS.relations.before, *LISTS.relations.after, *LISTS.relations.lead,
    *LISTS.relations.inclusive, *LISTS.units.same, *LISTS.units.currency,
    *LISTS.qualifiers.before, *LISTS.qualifiers.after, *LISTS.qualifiers.inside,
    *LISTS.qualifiers.blank, *LISTS.qualifiers.markers, *LISTS.qualifiers.idioms,
    *(word for kind in AT.values() for word in kind), *UNSEEN, *TRADITIONAL.values(),
    *"0123456789０１２5.,，．+-−—~/:%‰()（）〇一二两三十百千万亿半壹兩X*_�²½①㎡Ⅲ㋀#×\ue000\u202e",
    *("10", "90", "2021", "12", "31", "提高", "覆盖"),
)  # fmt: skip
CELLS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)


@st.composite
def numbers(draw: st.DrawFn, most: int = 10**9) -> tuple[str, Fraction]:
    """A number in one of its spellings."""
    whole = draw(st.integers(0, most))
    decimals = draw(st.sampled_from(("", "", ".5", ".00", ".125")))
    text = draw(st.sampled_from((str(whole), f"{whole:,}"))) + decimals
    return text, Fraction(f"{whole}{decimals}")


@st.composite
def spaced(draw: st.DrawFn, text: str) -> str:
    """The text with white space and unseen characters anywhere but inside a number."""
    gaps = [
        draw(st.sampled_from(("", "", *UNSEEN)))
        if not (NUMBER.match(left) and NUMBER.match(right))
        else ""
        for left, right in pairwise(text)
    ]
    return "".join(char + gap for char, gap in zip(text, [*gaps, ""], strict=True))


@st.composite
def dressed(draw: st.DrawFn, text: str) -> str:
    """The text in other widths and with gaps, which say nothing."""
    wide = "".join(WIDE[c] if c in WIDE and draw(st.booleans()) else c for c in text)
    return draw(spaced(wide))


@st.composite
def quantities(draw: st.DrawFn) -> tuple[str, Quantity]:
    """A quantity, and one of the ways in which it is written."""
    digits, value = draw(numbers())
    sign = draw(st.sampled_from(SIGNS))
    written = draw(st.sampled_from(sorted(UNITS)))
    unit = UNITS[written]
    relation, before, after = draw(relations())
    qualifier, about, round_about, inside = draw(qualifiers())
    if inside and written[:1] in {"万", "亿"}:
        written = written[0] + inside + written[1:]
    else:
        written = inside + written
    text = f"{about}{before}{sign}{digits}{written}{after}{round_about}"
    assume(not (after in AT["within"] and LISTS.period(unit) in TIMES))  # that is a period
    assume(not (unit == "年" and value >= 1000))  # that is a year
    assume(not re.fullmatch(r"(19|20)\d\d(\.\d\d|\d{4})", text))  # that may be a date
    value = -value if sign in {"-", "−", "－", "﹣"} else value
    return text, Quantity(value / 100 if unit == "%" else value, unit, relation, qualifier)


@st.composite
def relations(draw: st.DrawFn) -> tuple[str, str, str]:
    """A relation, and what stands for it before and after the number."""
    known = LISTS.relations
    lead = draw(st.sampled_from(("", "", *known.lead)))
    if draw(st.booleans()):
        spelling = draw(st.sampled_from(sorted(known.before)))
        relation = known.before[spelling]
        inclusive = draw(st.sampled_from(("", *known.inclusive)))
        return relation, lead + spelling, inclusive if relation in {">=", "<="} else ""
    if draw(st.booleans()):
        spelling = draw(st.sampled_from(sorted(known.after)))
        return known.after[spelling], lead, spelling
    return "", "", ""


@st.composite
def qualifiers(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A qualifier, and what stands for it before, after and within the quantity."""
    known, where = LISTS.qualifiers, draw(st.sampled_from(("", "", "before", "after", "inside")))
    if not where:
        return "", "", "", ""
    word = draw(st.sampled_from(getattr(known, where)))
    return word, *(word if where == at else "" for at in ("before", "after", "inside"))


@st.composite
def dates(draw: st.DrawFn) -> tuple[str, Date]:
    """A date, and one of the ways in which it is written."""
    year = draw(st.none() | st.integers(1000, 9999))
    month = draw(st.integers(1, 12))
    last = last_day(year or 2000, month)
    day = draw(st.none() | st.integers(1, last))
    qualifier, about, round_about, _ = draw(qualifiers())
    qualifier = about or round_about
    mark = draw(st.sampled_from(("", "", "-", ".", "/")))
    if mark and year and day:
        core = f"{year}{mark}{month}{mark}{day:02}"
    else:
        ends = [draw(st.sampled_from(AT[kind])) for kind in ("year", "month", "day")]
        core = f"{year}{ends[0]}" if year else ""
        core += f"{month}{ends[1]}" + (f"{day}{ends[2]}" if day else "")
        if day is None and draw(st.booleans()):
            core, day = core + draw(st.sampled_from(AT["last-day"])), last
    lead = draw(st.sampled_from(("", *AT["lead"])))
    tail = draw(st.sampled_from(("", *AT["before"], *AT["within"])))
    done = draw(st.sampled_from(("", *AT["done"])))
    return f"{lead}{about}{core}{tail}{done}{round_about}", Date(year, month, day, qualifier)


@st.composite
def periods(draw: st.DrawFn) -> tuple[str, Period]:
    """A period, and one of the ways in which it is written."""
    digits, length = draw(numbers(999))
    if length.denominator == 1 and draw(st.booleans()):
        digits = spelled(int(length))
    unit = draw(st.sampled_from(AT["units"]))
    about, round_about = draw(qualifiers())[1:3]
    event = draw(st.sampled_from(("", *EVENTS)))
    event += draw(st.sampled_from(AT["event"])) if event else ""
    within = draw(st.sampled_from(AT["within"] if not event else ("", *AT["within"])))
    lead = draw(st.sampled_from(("", *AT["lead"])))
    text = f"{lead}{about}{event}{digits}{unit}{within}{round_about}"
    return text, Period(length, LISTS.period(unit), event, about or round_about)


READINGS = quantities() | dates() | periods()


@given(READINGS)
def test_what_is_printed_reads_back(pair: tuple[str, Quantity | Date | Period]) -> None:
    text, reading = pair
    assert understand(text) == reading


@given(st.data(), READINGS)
def test_what_is_printed_reads_back_in_any_width_and_with_gaps(
    data: st.DataObject, pair: tuple[str, Quantity | Date | Period]
) -> None:
    text, reading = pair
    assert understand(data.draw(dressed(text))) == reading


@given(READINGS)
def test_what_is_printed_in_traditional_characters_reads_back(
    pair: tuple[str, Quantity | Date | Period],
) -> None:
    text, reading = pair
    assert understand(text.translate(TO_TRADITIONAL)) == reading


@given(numbers(), st.sampled_from(UNSEEN), numbers(), st.sampled_from(sorted(UNITS)))
def test_two_numbers_that_white_space_parts_are_refused(
    left: tuple[str, Fraction], gap: str, right: tuple[str, Fraction], unit: str
) -> None:
    reading = understand(left[0] + gap + right[0] + unit)
    assert isinstance(reading, Unparsed)
    assert reading.reason == "unparsed-spaced"


@given(CELLS)
@example("兩次")
@example("50\u200b50")
@example("三农户九")
def test_a_numeral_outside_an_idiom_is_never_read_as_words_or_as_nothing(text: str) -> None:
    content = compact(text)
    bare = re.sub("|".join(LISTS.qualifiers.idioms), "", content)
    numeral = re.search("[零〇一二两三四五六七八九十百千万亿壹兩半]", bare)
    digit = any(category(char) in {"Nd", "No"} for char in text)
    slot = re.fullmatch(r"(文字描述)*指标\d*[:.。；;]*(文字描述)*", content)
    if (numeral or digit) and not slot:
        assert not isinstance(understand(text), Wording | Blank)


@given(st.data(), CELLS)
def test_gaps_and_width_turn_no_cell_into_another(data: st.DataObject, text: str) -> None:
    other = understand(data.draw(dressed(text)))
    first = understand(text)
    if isinstance(first, Unparsed):
        assert isinstance(other, Unparsed)
        assert other.text == first.text
    else:
        assert other == first


@given(CELLS, CELLS)
def test_a_lost_character_is_refused_wherever_it_stands(left: str, right: str) -> None:
    reading = understand(f"{left}�{right}")
    assert isinstance(reading, Unparsed)
    assert reading.reason == "unparsed-lost"


@given(CELLS)
def test_a_refusal_has_its_reason_and_nothing_else_has(text: str) -> None:
    reading = understand(text)
    assert isinstance(reading, Unparsed) is bool(getattr(reading, "reason", ""))
