"""The guide to what cells mean: each example is read, or refused, as the guide says."""

import re
from pathlib import Path

import pytest

from pingfen.exact import show
from pingfen.form import Blank, Date, Period, Quantity, Reading, Unparsed, Wording
from pingfen.messages import say
from pingfen.messages.forms import MESSAGES
from pingfen.understanding import understand

ROOT = Path(__file__).parent.parent
GUIDES = {"en": "docs/cells.md", "zh": "docs/cells.zh.md"}
WORDS = {"en": ("words", "nothing"), "zh": ("文字", "空白")}


def rows(lang: str) -> list[tuple[list[str], str]]:
    """The examples of each line of the tables, and what the guide says of them."""
    text = (ROOT / GUIDES[lang]).read_text("utf-8")
    lines = re.findall(r"^\| (.*`.*?) \| (.*) \|$", text, re.MULTILINE)
    return [(re.findall(r"`(.*?)`", cells), said.strip("`")) for cells, said in lines]


def said(reading: Reading, lang: str) -> str:
    """What the guide says of a cell that reads so."""
    match reading:
        case Wording():
            return WORDS[lang][0]
        case Blank():
            return WORDS[lang][1]
        case Unparsed(_, reason):
            return say(reason, lang)
        case Date(year, month, day):
            return "-".join(str(part) for part in (year, month, day) if part is not None)
        case Period(length, unit, event):
            core = f"{show(length)}{unit}" + (f" ({event})" if event else "")
        case Quantity(value, unit, relation):
            core = f"{relation}{show(value * 100 if unit == '%' else value)}{unit}"
    return core + (" ≈" if reading.qualifier else "")


@pytest.mark.parametrize("lang", GUIDES)
def test_every_example_of_the_guide_reads_as_it_says(lang: str) -> None:
    found = [(cell, said(understand(cell), lang)) for cells, _ in rows(lang) for cell in cells]
    assert found == [(cell, text) for cells, text in rows(lang) for cell in cells]
    assert len(found) > 80


def test_both_languages_of_the_guide_have_the_same_examples() -> None:
    assert [cells for cells, _ in rows("en")] == [cells for cells, _ in rows("zh")]


@pytest.mark.parametrize("lang", GUIDES)
def test_the_guide_names_every_reason_to_refuse_a_cell_of_numbers(lang: str) -> None:

    codes = {code for code in MESSAGES if code.startswith("unparsed-")}
    told = {text for _, text in rows(lang)}
    untold = {code for code in codes if say(code, lang, found="", why="") not in told}
    assert untold == {"unparsed-because", "unparsed-deadline"}
