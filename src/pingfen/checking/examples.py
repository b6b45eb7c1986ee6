"""Concrete rows for what was found, and what the scorer makes of them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from types import MappingProxyType
from typing import NamedTuple

from pingfen.checking.deciding import decide
from pingfen.checking.linear import USUAL
from pingfen.checking.names import figures
from pingfen.checking.situations import (
    ABOUT,
    BLANK,
    DATE,
    LENGTH,
    PHRASE,
    SAME,
    WORDS,
)
from pingfen.checking.state import Mark, State
from pingfen.checking.texts import OTHERS
from pingfen.checking.ways import Way
from pingfen.exact import decimals, plain_decimal, printed
from pingfen.expression.vocabulary import EXECUTION, FIELDS
from pingfen.messages import Bilingual, Message, both, listed
from pingfen.policy import Policy
from pingfen.polynomial import Quotient, unknown
from pingfen.readers import forms_from_data
from pingfen.scorecard import RowScore, Scorecard
from pingfen.scoring import score_form
from pingfen.words import truths, words

DUE = date(2024, 12, 1)
PROJECT, NAME = OTHERS["project"], OTHERS["name"]
LEVELS = ("level1", "level2")
POINTS = ("weight", "judged", "declared", "label_weight")
BUDGET = ("initial", "annual", "executed")
PARTS = MappingProxyType({f"{name}_parts": name for name in BUDGET})


class Example(NamedTuple):
    """A form with one row, as plain data, and its scorecard."""

    form: Mapping[str, object]
    card: Scorecard

    @property
    def row(self) -> RowScore:
        """The row that the example is about: the only indicator, or else the budget row."""
        return self.card.rows[0] if self.card.rows else self.card.all_rows[0]

    def text(self) -> Bilingual:
        """Return the row's cells and what became of it, for people."""
        row = self.row
        cells = listed(self._cells())
        if row.undecided:
            outcome = Message.of("example-undecided", because=row.undecided.text)
        elif row.dropped:
            outcome = Message.of("example-dropped", rule=row.rule)
        else:
            outcome = Message.of("example-score", score=printed(row.score), rule=row.rule)
        return both(Message.of("example", cells=cells, outcome=both(outcome)))

    def _cells(self) -> list[Bilingual]:
        given = self.form.get("rows") or [self.form.get("execution")]
        cells = given[0] if isinstance(given, list) else {}
        return [
            _cell(key, value)
            for key, value in (cells or {}).items()
            if key in FIELDS and key != "name"
        ]


def _cell(name: str, value: object) -> Bilingual:
    shown = both(Message.of("example-blank")) if value == "" else Bilingual(f"{value}")
    return Bilingual(f"{FIELDS[name].chinese} {shown}", f"{name} {shown.in_lang('en')}")


def example(
    policy: Policy, way: Way, values: Mapping[str, Fraction] | None = None
) -> Example | None:
    """Return a row that goes a way, scored; None where its cells cannot be written."""
    found = decide(way.state.limits).values if values is None else values
    numbers = {
        name: found.get(name, USUAL.get(name, Fraction(1))) for name in figures(way.state.facts)
    }
    if any(decimals(value) is None for value in numbers.values()):
        return None
    form = _form(way, numbers)
    if policy.fields:
        _fill_own_columns(policy, way.state, numbers, form)
    whole = (
        {"forms": [form], "summary": [summary]} if (summary := _summary(way, numbers)) else form
    )
    forms = forms_from_data(whole)
    return Example(form, score_form(policy, forms[0])) if len(forms) == 1 else None


def agrees(way: Way, found: Example) -> bool:
    """Tell whether the scorer decided an example as its way says."""
    row = found.row
    rule = way.rule.name if way.rule else None
    code = row.undecided.code if row.undecided else None
    causes = set(row.undecided.causes) if row.undecided else set()
    return (row.rule, code, causes) == (rule, way.code, set(map(str, way.causes)))


def _form(way: Way, numbers: Mapping[str, Fraction]) -> dict[str, object]:
    """Return the form as plain data: what it says of the project, the budget, and one row."""
    names = ("explanation", "declared_grade")
    form: dict[str, object] = {name: text for name in names if (text := _text(way.state, name))}
    form["project"] = _text(way.state, "project") or PROJECT
    form |= _plain({"declared_total"}, numbers)
    budget = _plain(BUDGET, numbers) | _plain({"declared_rate"}, numbers)
    if parts := {
        own: value for name, own in PARTS.items() for value in _plain({name}, numbers).values()
    }:
        budget["parts"] = [parts]
    if way.situation.kind == EXECUTION:
        return {**form, "execution": {**budget, **_plain(("weight", "declared"), numbers)}}
    execution = {"execution": budget} if budget else {}
    return {**form, "year": DUE.year, **execution, "rows": [_row(way, numbers)]}


def _plain(names: Iterable[str], numbers: Mapping[str, Fraction]) -> dict[str, object]:
    return {name: plain_decimal(numbers[name]) for name in names if name in numbers}


def _summary(way: Way, numbers: Mapping[str, Fraction]) -> dict[str, object]:
    """Return what a summary table says of the form."""
    found: dict[str, object] = {}
    if "summary_total" in numbers:
        found["total"] = plain_decimal(numbers["summary_total"])
    if text := _text(way.state, "summary_grade"):
        found["grade"] = text
    return {"project": _text(way.state, "project") or PROJECT, **found} if found else {}


def _row(way: Way, numbers: Mapping[str, Fraction]) -> dict[str, object]:
    unit, facts = _text(way.state, "unit"), way.state.facts
    target = _target_cell(way, numbers, unit)
    same = way.situation.actual == SAME
    row: dict[str, object] = {
        **{key: text for key in LEVELS if (text := _text(way.state, key))},
        "name": "" if facts.get("name") is Mark.MISSING else _text(way.state, "name") or NAME,
        "target": target,
        "actual": target if same else _actual_cell(way, numbers, unit),
        **_plain(POINTS, numbers),
    }
    # a number that is words, or a deadline, since the form says so
    told = facts["relation"] if same and facts.get("actual") is Mark.GIVEN else way.situation.told
    if told and "target" not in figures(facts):
        row["relation"] = told
    if reason := _text(way.state, "reason"):
        row["reason"] = reason
    return row


def _fill_own_columns(
    policy: Policy, state: State, numbers: Mapping[str, Fraction], form: Mapping[str, object]
) -> None:
    """Fill the columns that are the policy's own."""
    rows = form.get("rows")
    for row in rows if isinstance(rows, list) else ():
        cells = ((name, _own_cell(name, state, numbers, row)) for name in policy.fields)
        row["extra"] = {name: cell for name, cell in cells if cell is not None}


def _own_cell(
    name: str, state: State, numbers: Mapping[str, Fraction], row: Mapping[str, object]
) -> object:
    fact = state.facts.get(name)
    if name in numbers:
        return plain_decimal(numbers[name])
    if isinstance(fact, Quotient):
        return row["target" if fact == unknown("target") else "actual"]
    if isinstance(fact, bool):
        return next(word for word, means in truths().items() if means is fact)
    return fact if isinstance(fact, str) else None


def _text(state: State, name: str) -> str:
    fact = state.facts.get(name)
    return fact if isinstance(fact, str) else ""


def _target_cell(way: Way, numbers: Mapping[str, Fraction], unit: str) -> str:
    what, actual, facts = way.situation.target, way.situation.actual, way.state.facts
    if way.situation.cell and not (actual == SAME and "actual" in numbers):
        return way.situation.cell
    if what == DATE:
        return _due_cell(way, numbers)
    if actual == SAME and "actual" in numbers:
        return _quantity(numbers["actual"], unit)
    if what in {WORDS, BLANK}:
        return way.situation.cell
    relation = sign(_text(way.state, "relation")) if "relation" in facts else ""
    if what == ABOUT:
        return _about() + relation + _quantity(USUAL["target"], unit)
    return relation + _quantity(numbers["target"], unit)


def _due_cell(way: Way, numbers: Mapping[str, Fraction]) -> str:
    """Return a deadline: a day, or a length of time where days would not do."""
    late, actual = numbers.get("late"), way.situation.actual
    if actual == SAME and "actual" in numbers:
        return _days(numbers["actual"])
    if late is not None and (actual == LENGTH or late.denominator != 1):
        length = numbers["actual"] - late if actual == LENGTH else _length(late)
        return _days(length) + _word("within")
    about = _about() if actual == SAME and way.state.facts["late"] is Mark.MISSING else ""
    return about + _day(DUE) + _word("before")


def _length(late: Fraction) -> Fraction:
    """Return how long something may take, so that it can be done so much earlier."""
    return Fraction(max(1, 1 - floor(late)))


def sign(relation: str) -> str:
    """Return the sign that is printed before a target with a relation: ``≥``."""
    spellings = words().relations.before.items()
    return next((word for word, own in spellings if own == relation and len(word) == 1), "")


def _actual_cell(way: Way, numbers: Mapping[str, Fraction], unit: str) -> str:
    actual = way.situation.actual
    if actual == DATE:
        return _done_cell(numbers.get("late", Fraction(0)))
    if actual == LENGTH:
        return _days(numbers["actual"])
    if actual == WORDS:
        return _text(way.state, "actual_text") or OTHERS["actual_text"]
    known = {PHRASE: way.situation.phrase, BLANK: ""}
    return known[actual] if actual in known else _quantity(numbers["actual"], unit)


def _done_cell(late: Fraction) -> str:
    if late.denominator != 1:
        return _days(_length(late) + late) + _word("within")
    return _day(DUE + timedelta(days=int(late)))


def _day(day: date) -> str:
    return "".join(f"{getattr(day, part)}{_word(part)}" for part in ("year", "month", "day"))


def _days(length: Fraction) -> str:
    return f"{plain_decimal(length):f}{next(iter(words().periods.days))}"


def _word(kind: str) -> str:
    """Return the shortest of the words that a date or a period is written with."""
    return min(words().periods.words[kind], key=len)


def _about() -> str:
    return min(words().qualifiers.before, key=len)


def _quantity(value: Fraction, unit: str) -> str:
    if unit == words().units.percent:
        return f"{plain_decimal(value * 100):f}{unit}"
    return f"{plain_decimal(value):f}{unit}"
