"""Concrete rows for what was found, and what the scorer makes of them."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from pingfen.checking.deciding import decide
from pingfen.checking.linear import USUAL
from pingfen.checking.names import figures
from pingfen.checking.polynomial import Quotient, unknown
from pingfen.checking.situations import (
    BLANK,
    DATE,
    OTHER,
    OTHER_ACTUAL,
    OTHER_TARGET,
    PHRASE,
    SAME,
    WORDS,
)
from pingfen.checking.state import State
from pingfen.checking.ways import Way
from pingfen.exact import decimals, plain_decimal, printed
from pingfen.expression.vocabulary import EXECUTION, FIELDS
from pingfen.messages import Bilingual, Message, both, listed
from pingfen.policy import Policy
from pingfen.readers import forms_from_data
from pingfen.scorecard import RowScore, Scorecard
from pingfen.scoring import score_form
from pingfen.words import truths, words

DUE = date(2024, 12, 1)
DAY, DEADLINE = "{0.year}年{0.month}月{0.day}日", "{0.year}年{0.month}月{0.day}日前"
PROJECT = "例"
LEVELS = ("level1", "level2")
POINTS = ("weight", "judged", "declared", "label_weight")
BUDGET = ("initial", "annual", "executed", "weight", "declared", "declared_rate")


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
    build = _budget_form if way.situation.kind == EXECUTION else _indicator_form
    form = build(way, numbers)
    if policy.fields:
        _fill_own_columns(policy, way.state, numbers, form)
    forms = forms_from_data(form)
    return Example(form, score_form(policy, forms[0])) if len(forms) == 1 else None


def agrees(way: Way, found: Example) -> bool:
    """Tell whether the scorer decided an example as its way says."""
    row = found.row
    rule = way.rule.name if way.rule else None
    return row.rule == rule and (row.undecided.code if row.undecided else None) == way.code


def _indicator_form(way: Way, numbers: Mapping[str, Fraction]) -> dict[str, object]:
    unit = _text(way.state, "unit")
    target = _target_cell(way.situation.target, numbers.get("target"), unit)
    row: dict[str, object] = {
        **{key: text for key in LEVELS if (text := _text(way.state, key))},
        "name": _text(way.state, "name") or OTHER,
        "target": target,
        "actual": target if way.situation.actual == SAME else _actual_cell(way, numbers, unit),
        **{key: plain_decimal(numbers[key]) for key in POINTS if key in numbers},
    }
    if reason := _text(way.state, "reason"):
        row["reason"] = reason
    form = {**_form_texts(way.state), "project": PROJECT, "year": DUE.year, "rows": [row]}
    budget = {key: plain_decimal(numbers[key]) for key in BUDGET[:3] if key in numbers}
    if "declared_total" in numbers:
        form["declared_total"] = plain_decimal(numbers["declared_total"])
    return {**form, "execution": budget} if budget else form


def _budget_form(way: Way, numbers: Mapping[str, Fraction]) -> dict[str, object]:
    budget = {key: plain_decimal(numbers[key]) for key in BUDGET if key in numbers}
    return {**_form_texts(way.state), "project": PROJECT, "execution": budget}


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


def _form_texts(state: State) -> dict[str, object]:
    names = ("explanation", "declared_grade")
    return {name: text for name in names if (text := _text(state, name))}


def _text(state: State, name: str) -> str:
    fact = state.facts.get(name)
    return fact if isinstance(fact, str) else ""


def _target_cell(target: str, value: Fraction | None, unit: str) -> str:
    if target == WORDS:
        return OTHER_TARGET
    if target == DATE:
        return DEADLINE.format(DUE)
    if target == BLANK or value is None:
        return ""
    return sign(target) + _quantity(value, unit)


def sign(relation: str) -> str:
    """Return the sign that is printed before a target with a relation: ``≥``."""
    spellings = words().relations.before.items()
    return next((word for word, own in spellings if own == relation and len(word) == 1), "")


def _actual_cell(way: Way, numbers: Mapping[str, Fraction], unit: str) -> str:
    actual = way.situation.actual
    if actual == DATE:
        day = DUE + timedelta(days=int(numbers.get("late", Fraction(0))))
        return DAY.format(day)
    known = {WORDS: OTHER_ACTUAL, PHRASE: way.situation.phrase, BLANK: ""}
    return known[actual] if actual in known else _quantity(numbers["actual"], unit)


def _quantity(value: Fraction, unit: str) -> str:
    if unit == words().units.percent:
        return f"{plain_decimal(value * 100):f}{unit}"
    return f"{plain_decimal(value):f}{unit}"
