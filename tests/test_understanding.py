"""What the cells of forms mean: a table of readings, and what is true of every cell."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

import seed
from pingfen import read_forms
from pingfen.errors import CellPlace
from pingfen.form import Blank as BlankCell
from pingfen.form import Cell, Date, Figure, Form, Indicator, Period, Quantity, Unparsed, Wording
from pingfen.messages import say
from pingfen.messages.forms import MESSAGES
from pingfen.scoring.values import row_values
from pingfen.understanding import figure, is_blank, measured, understand
from pingfen.words import compact, words

TABLE = yaml.load((Path(__file__).parent / "readings.yaml").read_text("utf-8"), yaml.BaseLoader)
READ = [(kind, at) for kind in ("quantity", "date", "period") for at in TABLE[kind]]
WORDS = [(kind, cell) for kind in ("wording", "blank") for cell in TABLE[kind]]
REFUSED = [(reason, cell) for reason, cells in TABLE["refused"].items() for cell in cells]
CELLS = [at["cell"] for _, at in READ] + [cell for _, cell in WORDS + REFUSED]
KINDS = {
    "quantity": Quantity,
    "date": Date,
    "period": Period,
    "wording": Wording,
    "blank": BlankCell,
    "unparsed": Unparsed,
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SPACES = (" ", "  ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff")
DIGITS = "0123456789０１２３４５６７８９"
NUMBER = DIGITS + ".,．，"
NUMERALS = "零〇一二两三四五六七八九十百千万亿"
AROUND = "年月日底前后内个天周次元人约近以上下提高优良完成均在起时小工作%％≥≤<>=.,，-—/·*()（） 　"
PLACE = CellPlace("cells", 1, 1)
NONE = "none"


def wanted(kind: str, at: dict[str, str]) -> Quantity | Date | Period:
    """The reading that a line of the table describes."""
    qualifier = at.get("qualifier", "")
    if kind == "quantity":
        value = Fraction(at["value"])
        return Quantity(value, at.get("unit", ""), at.get("relation", ""), qualifier)
    if kind == "period":
        return Period(Fraction(at["length"]), at["unit"], at.get("event", ""), qualifier)
    year, month, day = (int(at[name]) if name in at else None for name in ("year", "month", "day"))
    assert month is not None
    return Date(year, month, day, qualifier)


def shape(text: str) -> str:
    return re.sub(r"[0-9]+(\.[0-9]+)?", "N", compact(text))


def indicator(target: str, actual: str) -> Indicator:
    weight = Figure(Cell("10", PLACE), Fraction(10))
    return Indicator("n", target=measured(target, PLACE), actual=measured(actual, PLACE),
                     weight=weight)  # fmt: skip


def values_of(target: str, actual: str, year: int | None = 2024) -> dict[str, object]:
    return dict(row_values(indicator(target, actual), Form("p", year=year))[0])


def written(value: object) -> object:
    """A value as the table writes it."""
    if value is None:
        return NONE
    return str(value).lower() if isinstance(value, bool) else value


def pair_differences(pair: dict[str, Any]) -> Iterator[tuple[str, object, object]]:
    year = pair.get("year", "2024")
    form = Form("p", year=None if year == NONE else int(year))
    values, problems = row_values(indicator(*pair["cells"]), form)
    for name, expected in {"unparsed": NONE, **pair["values"]}.items():
        found = values.get(name)
        if isinstance(found, Fraction) and expected != NONE:
            expected = Fraction(expected)  # noqa: PLW2901  # 2.50 is 2.5
        if written(found) != expected:
            yield name, expected, found
    codes = [problem.code for problem in problems]
    if codes != pair.get("notes", []):
        yield "notes", pair.get("notes", []), codes


@pytest.mark.parametrize(("kind", "at"), READ, ids=[repr(at["cell"]) for _, at in READ])
def test_the_cell_reads_as_the_table_says(kind: str, at: dict[str, str]) -> None:
    assert understand(at["cell"]) == wanted(kind, at)


@pytest.mark.parametrize(("kind", "cell"), WORDS, ids=[f"{k} {c!r}" for k, c in WORDS])
def test_the_cell_holds_words_nothing_or_what_cannot_be_read(kind: str, cell: str) -> None:
    assert type(understand(cell)) is KINDS[kind]


@pytest.mark.parametrize(("reason", "cell"), REFUSED, ids=[f"{r} {c!r}" for r, c in REFUSED])
def test_the_cell_is_refused_for_the_reason_that_the_table_gives(reason: str, cell: str) -> None:
    reading = understand(cell)
    assert isinstance(reading, Unparsed)
    assert reading.reason == reason
    (told,) = row_values(indicator("≥1", cell), Form("p"))[1]
    for lang in ("zh", "en"):
        assert say(reason, lang) in told.text.in_lang(lang)


def test_every_reason_to_refuse_a_cell_is_in_the_table() -> None:
    codes = {code for code in MESSAGES if code.startswith("unparsed-")}
    assert set(TABLE["refused"]) == codes - {"unparsed-because", "unparsed-deadline"}


@pytest.mark.parametrize("pair", TABLE["pairs"], ids=lambda pair: pair["about"])
def test_the_rules_see_of_a_target_and_an_actual_what_the_table_says(pair: dict[str, Any]) -> None:
    assert list(pair_differences(pair)) == []


def test_the_table_has_each_cell_and_each_sentence_once() -> None:
    abouts = [pair["about"] for pair in TABLE["pairs"]]
    assert sorted(set(CELLS)) == sorted(CELLS)
    assert sorted(set(abouts)) == sorted(abouts)


def test_the_table_has_every_shape_of_the_published_example() -> None:
    rows = [row for form in read_forms(seed.EXAMPLE) for row in form.rows]
    published = {shape(cell.cell.text) for row in rows for cell in (row.target, row.actual)}
    assert published - {shape(cell) for cell in CELLS} == set()
    assert len(published) > 30


def test_every_cell_of_the_published_example_is_read() -> None:
    rows = [row for form in read_forms(seed.EXAMPLE) for row in form.rows]
    cells = [cell for row in rows for cell in (row.target, row.actual)]
    assert [c.cell.text for c in cells if isinstance(c.reading, Unparsed | BlankCell)] == []
    assert len(cells) == 2 * 69


@pytest.mark.parametrize("kind", ["before", "after"])
def test_every_spelling_of_a_relation_is_read(kind: str) -> None:
    spellings = getattr(words().relations, kind)
    assert spellings
    for spelling, relation in spellings.items():
        text = f"{spelling}7个" if kind == "before" else f"7个{spelling}"
        assert understand(text) == Quantity(Fraction(7), "个", relation)


@pytest.mark.parametrize("spelling", sorted(words().units.same))
def test_every_spelling_of_a_unit_is_read(spelling: str) -> None:
    reading = understand(f"≥7{spelling}")
    assert isinstance(reading, Quantity)
    assert reading.unit == words().units.same[spelling]
    percent = reading.unit == words().units.percent
    assert reading.value == (Fraction(7, 100) if percent else 7)


@pytest.mark.parametrize("word", words().qualifiers.before + words().qualifiers.after)
def test_every_qualifier_makes_a_number_approximate(word: str) -> None:
    before = word in words().qualifiers.before
    reading = understand(f"{word}30人" if before else f"30人{word}")
    assert reading == Quantity(Fraction(30), "人", "", word)


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("不少于6种以上", {"种"}),
        ("≤10个工作日内", {"个工作日"}),
        ("至少3年内", {"年"}),
        ("3年以上内", {"年"}),
        ("3天后", set()),
        ("10个工作日后", set()),
        ("≥98%(含)", {"%"}),
        ("100%（含）", {"%"}),
    ],
)
def test_a_unit_holds_neither_a_relation_nor_the_end_of_a_deadline(
    cell: str, units: set[str]
) -> None:
    """Such a cell may be refused, or read with its unit alone; 98% is 0.98 either way."""
    reading = understand(cell)
    assert not isinstance(reading, Wording)
    if isinstance(reading, Quantity):
        assert reading.unit in units
        assert reading.unit != "%" or reading.value <= 1


@pytest.mark.parametrize("cell", ["２０２４年１２月３１日前", "９５％", "≥２１个", "３个月内"])
def test_full_width_digits_are_digits(cell: str) -> None:
    narrow = cell.translate(str.maketrans(DIGITS[10:], DIGITS[:10]))
    assert understand(cell) == understand(narrow)
    assert not isinstance(understand(cell), Unparsed)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10", "10"),
        ("10.00", "10"),
        (" 5.73 ", "5.73"),
        ("５．７３", "5.73"),
        ("54.65%", "0.5465"),
        ("1,200", "1200"),
        ("0", "0"),
        ("-1", "-1"),
        ("=10", "10"),
    ],
)
def test_a_figure_is_read(text: str, value: str) -> None:
    assert figure(text).value == Fraction(value)


@pytest.mark.parametrize("text", ["", "十", "10分", "1 0分", "约10", "9/10", "5.7.3", "1e3", "%"])
def test_what_is_no_figure_is_none_and_keeps_its_text(text: str) -> None:
    assert figure(text).value is None
    assert figure(text).cell.text == text


def test_zero_is_not_blank() -> None:
    assert [text for text in ("0", "0%", "无", "0次") if is_blank(text)] == []


@pytest.mark.parametrize("target", ["9999年12月31日前", "9999年12月", "9999年底前"])
def test_the_last_year_of_the_calendar_is_a_year_like_any_other(target: str) -> None:
    assert values_of(target, target)["late"] == 0


@pytest.mark.parametrize("year", [0, -5, 9999, 10_000, 99_999])
def test_a_form_of_an_odd_year_is_scored_like_any_other(year: int) -> None:
    assert values_of("12月27日前", "12月27日", year).get("late") in {0, None}


@pytest.mark.parametrize("actual", ["2024年12月31日", "12月31日"])
def test_the_year_nought_is_not_the_year_of_the_form(actual: str) -> None:
    assert values_of("0000年12月31日前", actual).get("late") != 0


def test_a_doubt_names_the_cell_and_its_place() -> None:
    place = CellPlace("forms.txt", 12, 5)
    row = Indicator("n", target=measured("≥90%", PLACE), actual=measured("约90%", place),
                    weight=Figure(Cell("10", PLACE), Fraction(10)))  # fmt: skip
    (note,) = row_values(row, Form("p"))[1]
    assert (note.code, note.severity, note.place) == ("approximate", "note", place)
    assert "约90%" in note.text.in_lang("zh")
    assert "约90%" in note.text.in_lang("en")


@pytest.mark.parametrize(
    ("cells", "severity"),
    [
        (("90%-95%", "95%"), "doubt"),
        (("≥90%", "95"), "doubt"),
        (("≤20万元", "10元"), "doubt"),
        (("≥90%", "≥90%"), "note"),
    ],
)
def test_a_doubt_says_how_grave_it_is(cells: tuple[str, str], severity: str) -> None:
    (found,) = row_values(indicator(*cells), Form("p"))[1]
    assert found.severity == severity


@given(st.text(DIGITS + AROUND), st.sampled_from(DIGITS), st.text(DIGITS + AROUND))
def test_digits_are_never_read_as_words_or_as_nothing(left: str, digit: str, right: str) -> None:
    assert not isinstance(understand(left + digit + right), Wording | BlankCell)


@given(st.text(NUMERALS + AROUND, min_size=1))
def test_numerals_outside_an_idiom_are_never_read_as_words(text: str) -> None:
    content = compact(text)
    assume(any(char in NUMERALS for char in content))
    assume(not any(idiom in content for idiom in words().qualifiers.idioms))
    assert not isinstance(understand(text), Wording | BlankCell)


@pytest.mark.parametrize("cell", ["壹万贰仟", "叁个", "伍拾", "٣个", "९०"])
def test_digits_of_other_scripts_and_capital_numerals_are_never_read_as_words(cell: str) -> None:
    assert isinstance(understand(cell), Unparsed)


@given(st.text())
def test_any_text_is_read_as_something(text: str) -> None:
    assert isinstance(understand(text), tuple(KINDS.values()))


@given(st.sampled_from(CELLS), st.lists(st.tuples(st.integers(0, 40), st.sampled_from(SPACES))))
def test_spaces_change_nothing(cell: str, spaces: list[tuple[int, str]]) -> None:
    """Within a number they might part two numbers (1, 200): none is set there, nor in m²."""
    spaced = cell
    for at, space in spaces:
        left, right = spaced[:at], spaced[at:]
        if not (left[-1:] in NUMBER and right[:1] in NUMBER) and right[:1] not in "²³":
            spaced = left + space + right
    assert understand(spaced) == understand(cell)


@given(st.sampled_from(CELLS) | st.text(DIGITS + NUMERALS + AROUND))
def test_the_width_of_digits_changes_nothing(cell: str) -> None:
    assert understand(cell.translate(FULL_WIDTH)) == understand(cell)


@given(st.sampled_from(CELLS), st.sampled_from(CELLS), st.none() | st.integers(1, 9999))
def test_any_two_cells_give_values(target: str, actual: str, year: int | None) -> None:
    values = values_of(target, actual, year)
    assert {"target", "actual", "late"} >= {
        name for name, value in values.items() if isinstance(value, Fraction) and name != "weight"
    }
    unreadable = Unparsed in {type(understand(target)), type(understand(actual))}
    assert values.get("unparsed", False) is unreadable


@given(st.sampled_from([at["cell"] for kind, at in READ if kind == "date"]), st.integers(1, 9998))
def test_a_deadline_is_met_on_its_day(cell: str, year: int) -> None:
    assume(not getattr(understand(cell), "qualifier", ""))
    assert values_of(cell, cell, year)["late"] == 0
