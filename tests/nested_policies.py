"""Policies with deeply nested expressions and the rows of a table, drawn by chance from a seed.

They are there to compare engines: every construct of the language stands beside every other, and
the values of rows meet on purpose: equal numbers, zeros, both signs, ties, what is missing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import drawn_totals
from pingfen import Policy, parse_policy
from pingfen.expression.vocabulary import FIELDS, Type, Where
from random_policies import Chance

HEAD = """\
policy: nested
year: 2025
title: 层层相套
execution: {execution}
rounding: {rounding}
total: "{total}"
grades: {grades}
fields: {{系数: number, core: truth, 备用: cell, 类别: text}}
params: {{listed: [0, 1, 2.5, 100], phrases: [基本完成, '100%', 达标], one: 0.5, word: 达标,
  third: 3}}
"""
LETS = {
    "ratio": "actual / target",
    "slack": "actual - target",
    "which": "level1 if given(level1) else level2",
    "met": "actual >= target if relation == '>=' else actual <= target if relation == '<=' "
    "else same_text",
    "scored": "judged if given(judged) else declared",
    "part": "min(ratio, 1) * weight",
    "over": "max(0, actual / target - one)",
}
NUMBERS = (
    *("actual", "target", "weight") * 4,
    *("ratio", "slack", "scored", "part", "over", "系数", "late", "judged", "declared") * 2,
    *("one", "third", "label_weight", "备用", "rate", "annual", "executed", "expected_weight"),
)
TRUTHS = (
    *("same_text", "met", "core", "not core", "given(ratio)", "given(系数) and 系数 > 0"),
    *("level2 == '数量指标'", "level1 in ['成本指标', '产出指标']", "given(which)"),
    *("actual_text in phrases", "actual_text not in phrases", "target_text == word"),
    *("target_text == actual_text", "target_text != actual_text", "name == project"),
    *("类别 == name", "类别 != '甲'", "类别 in ['甲', '乙']", "unit == '%'"),
    *("relation == '>='", "relation != '<='", "given(relation)", "given(reason)"),
    *("kind == 'indicator'", "kind == 'execution'", "late <= 0", "target in listed"),
    *("weight in [1, 2, 10]", "系数 not in listed", "given(actual) and not given(target)"),
)
FIGURES = (
    "0",
    "1",
    "-1",
    "2",
    "2.5",
    "10",
    "100",
    "0.5",
    "-0.5",
    "0.005",
    "0.015",
    "1.3",
    "0.125",
)
HUGE = ("94906267", "-94906267", "3037000500", "12345678901234567890", "0.000000000000000001")
TEXTS = ("甲", "乙", "达标", "基本完成", "100%", "例")
WORDS = {
    "level1": ("产出指标", "成本指标", "某项"),
    "level2": ("数量指标", "质量指标", "某项"),
    "relation": (">=", "<=", "=", ">", "<", "text", "deadline"),
    "unit": ("%", "天"),
}


class Nested(Chance):
    """Draws policies whose expressions are nested, and rows for them."""

    depth = 3
    most_rules = 4

    def policy(self) -> Policy:
        """Return a policy of a few rules."""
        return parse_policy(self.text_of_policy())

    def text_of_policy(self) -> str:
        """Return a policy as YAML."""
        self.budget = self.often(0.4)
        execution = self.pick(
            *("{weight: 10, target: annual, actual: executed}",) * 3,
            "{weight: 0.125, target: initial, actual: annual}",
        )
        places = self.pick(*range(5), 2, 2, 2, 12)
        mode = self.pick("half-up", "half-even", "down", "floor")
        head = HEAD.format(
            execution=execution if self.budget else "none",
            rounding=drawn_totals.rounding(self.random, places, mode),
            total=drawn_totals.total(self.random),
            grades=drawn_totals.grades(self.random),
        )
        names = {name: self.let(name, text) for name, text in LETS.items()}
        lets = "let:\n" + "".join(f'  {name}: "{text}"\n' for name, text in names.items())
        adjust = self.pick("", "", "", f'adjust: "{self.adjusted()}"\n')
        direction = self.pick("", "", f'direction: "{self.directed()}"\n')
        inputs = self.inputs()
        rules = "".join(self.rule(at) for at in range(self.random.randint(1, self.most_rules)))
        return f"{head}{lets}{adjust}{direction}{inputs}rules:\n{rules}"

    def let(self, name: str, text: str) -> str:
        """Return a let of a name: mostly that of the table."""
        if name == "part" and self.often(0.3):
            return f"round({text}, {self.pick(0, 1, 2)})"
        return f"({text})" if name != "over" or self.often(0.7) else "floor(ratio * 10) / 10"

    def directed(self) -> str:
        """Return an expression for the direction."""
        return self.pick(
            "'>='",
            f"'<=' if {self.truth(1)} else '>='",
            "'>=' if ratio > 1 else '=' if met else '<='",
            "'text' if given(relation) else '<' if part > 1 else '>'",
        )

    def inputs(self) -> str:
        """Return the choice of sources for some fields."""
        lines = self.random.sample(
            (
                *("judged: [judged, declared]", "actual: [备用, actual]", "late: [label_weight]"),
                *(
                    "target: [系数, target]",
                    "weight: [weight, label_weight]",
                    "系数: [系数, late]",
                ),
                *("annual: [annual, initial]", "executed: [annual_parts, executed]"),
                *("name: [name, reason]", "reason: [target_text]", "declared_rate: [initial]"),
                *("core: [same_text, core]", "relation: [relation, unit]"),
            ),
            self.pick(0, 0, 1, 2, 3),
        )
        return f"inputs: {{{', '.join(lines)}}}\n" if lines else ""

    def adjusted(self) -> str:
        """Return an expression for the adjustment of scores."""
        return self.pick(
            "score",
            "min(score, weight * 0.9)",
            f"score - {self.constant()}",
            "round(score, 1) if given(judged) else score * ratio",
            f"clamp(score, 0, {self.number(1)})",
            "0 if score < 0 and not dropped else score / (1 if unparsed else 2)",
        )

    def rule(self, number: int) -> str:
        """Return one rule as YAML."""
        where = self.pick("", "    for: rows\n", "    for: execution\n") if self.budget else ""
        when = f'    when: "{self.truth(2)}"\n' if self.often(0.8) else ""
        bounds = self.pick("", "", "", f'    require: "{self.truth(1)}"\n')
        score = f'    score: "{self.number(self.depth)}"\n'
        result = self.pick(
            *(score,) * 8, self.steps(), "    drop: true\n", "    undecided: 未定\n"
        )
        scored = "score:" in result
        more = self.pick("", "", "    unbounded: true\n") if scored else ""
        return f"  - rule: r{number}\n{where}{when}{bounds}{result}{more}"

    def truth(self, depth: int) -> str:
        """Return a condition."""
        if depth and self.often(0.6):
            left, right = self.truth(depth - 1), self.truth(depth - 1)
            return self.pick(
                *(f"({left} and {right})", f"({left} or {right})", f"not ({left})"),
                f"({left} if {right} else {self.truth(0)})",
                f"({left} and {right} and {self.truth(0)})",
            )
        return self.pick(*TRUTHS) if self.often(0.5) else self.compared(depth)

    def compared(self, depth: int) -> str:
        """Return a condition about numbers."""
        sign, other = (self.pick("<", "<=", ">", ">=", "==", "!=") for _ in range(2))
        deep, flat = self.number(min(depth, 1)), self.number(0)
        return self.pick(
            f"{flat} {sign} {self.number(0)}",
            f"{deep} {sign} {flat}",
            f"{self.constant()} {sign} {deep} {other} {flat}",
            f"{deep} {self.pick('in', 'not in')} [0, {self.constant()}]",
            f"given({deep})",
        )

    def number(self, depth: int) -> str:
        """Return an arithmetic expression."""
        if not depth or self.often(0.15):
            return self.constant() if self.often(0.15) else self.pick(*NUMBERS)
        left, right = self.number(depth - 1), self.number(depth - 1)
        return self.pick(
            *(f"({left} {sign} {right})" for sign in "+-**//"),
            f"-({left})",
            f"min({left}, {right})",
            f"max({left}, {right}, {self.number(0)})",
            f"clamp({left}, 0, weight)",
            f"abs({left})",
            f"round({left}, {self.pick(0, 1, 2)})",
            f"{self.pick('floor', 'ceil', 'round')}({left})",
            f"({left} if {self.truth(1)} else {right})",
        )

    def constant(self) -> str:
        """Return a number as a policy holds it."""
        return str(self.pick("0", "1", "2", "0.5", "1.3", "10", "100", "0.125", "3"))

    def rows(self, policy: Policy, count: int) -> list[dict[str, Any]]:
        """Return rows of a table for a policy, of its budget too where it scores one."""
        types = {name: field.type for name, field in FIELDS.items() if is_column(name)}
        types |= {"系数": Type.NUMBER, "备用": Type.NUMBER, "core": Type.TRUTH, "类别": Type.TEXT}
        if not policy.fields:
            types = {name: type_ for name, type_ in types.items() if name in FIELDS}
        return [self.row(policy, types) for _ in range(count)]

    def row(self, policy: Policy, types: dict[str, Type]) -> dict[str, Any]:
        """Return one row; in some hardly anything is missing."""
        share = self.pick(1, 1, 0.97, 0.9, 0.6)
        few = [self.figure_of_row() for _ in range(self.pick(1, 2, 4, 8))]
        found: dict[str, Any] = {}
        for name, type_ in types.items():
            if self.often(share):
                found[name] = self.value(name, type_, few)
        if self.often(0.97):
            found.pop("unparsed", None)
        is_budget = policy.execution is not None and self.often(0.3)
        return {**found, "kind": "execution" if is_budget else "indicator"}

    def value(self, name: str, type_: Type, few: list[Fraction]) -> Any:
        """Return a value of a field."""
        if type_ is Type.NUMBER:
            return self.pick(*few)
        if type_ is Type.TRUTH:
            return self.often(0.5)
        return self.pick(*WORDS.get(name, TEXTS))

    def figure_of_row(self) -> Fraction:
        """Return a number: a round one, a tie, one with many digits or a huge one."""
        if self.often(0.06):
            return Fraction(self.pick(*HUGE))
        if self.often(0.7):
            return Fraction(self.pick(*FIGURES))
        most = 10 ** self.random.randint(1, 9)
        return Fraction(self.random.randint(-most // 4, most), 10 ** self.random.randint(0, 6))


def is_column(name: str) -> bool:
    """Tell whether a table may have a column of the language of this name."""
    field = FIELDS[name]
    computed = {"kind", "rate", "expected_weight", "dropped", "score"}
    return name not in computed and field.where in {Where.ROW, Where.FORM, Where.SCORED}
