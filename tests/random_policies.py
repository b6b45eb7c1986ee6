"""Policies and forms that chance draws, to compare what is said of a policy with what happens."""

import random
from typing import Any

from pingfen import Policy, parse_policy

HEAD = """\
policy: chance
year: 2025
title: 随机办法
execution: {execution}
rounding: {{places: {places}, mode: {mode}}}
total: sum(score)
grades: none
params: {{listed: [0, 1, 50, 100], phrases: [基本完成, '100%', 达标], one: 0.5, word: 达标}}
let: {{ratio: actual / target, slack: actual - target,
  which: level1 if given(level1) else level2, met: actual >= target if relation == '>=' else
  actual <= target if relation == '<=' else same_text,
  scored: (judged if given(judged) else declared)}}
"""
INPUTS = (
    *("", "", "inputs: {judged: [judged, declared]}\n"),
    "inputs: {judged: [declared, judged], declared: [judged, declared]}\n",
    "inputs: {actual: [actual, target]}\n",
    "inputs: {target: [label_weight, target], judged: [declared]}\n",
    "inputs: {weight: [label_weight, weight], annual: [annual, initial]}\n",
    "inputs: {reason: [reason, name], declared: [label_weight, weight]}\n",
)
DIRECTIONS = (
    *("", "", "direction: \"'>='\"\n"),
    "direction: \"'<=' if level1 == '成本指标' else '>='\"\n",
    "direction: \"'>=' if ratio > 1 else '='\"\n",
    "direction: \"'>' if unit == '%' else 'text' if met else '<'\"\n",
)
SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<", "": ""}
LEVELS = {
    "level1": ("产出指标", "成本指标", "", "某项"),
    "level2": ("数量指标", "质量指标", "", "某项"),
}


class Chance:
    """Draws policies of a few rules and forms with one row and a budget, cells as they come."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.budget = False

    def pick(self, *choices: Any) -> Any:
        """Return one of several."""
        return self.random.choice(choices)

    def often(self, share: float) -> bool:
        """Return true so often."""
        return self.random.random() < share

    def policy(self) -> Policy:
        """Return a policy of one to four rules."""
        self.budget = self.often(0.4)
        execution = self.pick(
            "{weight: 10, target: annual, actual: executed}",
            "{weight: 5, target: initial, actual: executed}",
        )
        head = HEAD.format(
            execution=execution if self.budget else "none",
            places=self.pick(2, 2, 0, 1),
            mode=self.pick("half-up", "half-even", "down", "floor"),
        )
        adjust = self.pick(
            *("", "", "adjust: min(score, weight * 0.9)\n", "adjust: score - 1\n"),
            "adjust: score if given(judged) else score * ratio\n",
        )
        more = adjust + self.pick(*INPUTS) + self.pick(*DIRECTIONS)
        rules = "".join(self.rule(number) for number in range(self.random.randint(1, 4)))
        return parse_policy(f"{head}{more}rules:\n{rules}")

    def rule(self, number: int) -> str:
        """Return one rule as YAML."""
        where = self.pick("", "", "    for: rows\n", "    for: execution\n") if self.budget else ""
        when = f'    when: "{self.truth(2)}"\n' if self.often(0.8) else ""
        bounds = self.pick("", "", f'    require: "{self.truth(0)}"\n')
        score = f'    score: "{self.number(2)}"\n'
        result = self.pick(*[score] * 8, self.steps(), "    drop: true\n")
        more = self.pick(*[""] * 5, "    unbounded: true\n")
        return f"  - rule: r{number}\n{where}{when}{bounds}{result}{more}"

    def steps(self) -> str:
        """Return a score in steps."""
        side = self.pick("at-least", "above", "at-most", "below")
        bounds = self.random.sample(("0", "1", "0.5", "80", "90"), 2)
        values = ", ".join(f"{bound}: {self.number(0)}" for bound in bounds)
        return f"    score: {{steps: {self.number(0)}, {side}: {{{values}}}, otherwise: 0}}\n"

    def truth(self, depth: int) -> str:
        """Return a condition."""
        if depth and self.often(0.5):
            left, right = self.truth(depth - 1), self.truth(depth - 1)
            return self.pick(f"({left} and {right})", f"({left} or {right})", f"not {left}")
        return self.text() if self.often(0.4) else self.compared(depth)

    def compared(self, depth: int) -> str:
        """Return a condition about numbers."""
        sign = self.pick("<", "<=", ">", ">=", "==", "!=")
        return self.pick(
            f"{self.number(0)} {sign} {self.number(0)}",
            f"{self.number(0)} {sign} {self.number(min(depth, 1))}",
            f"{self.constant()} <= {self.number(0)} < {self.constant()}",
            f"{self.number(0)} > {self.number(0)} != {self.number(0)}",
            f"{self.number(0)} {self.pick('in', 'not in')} listed",
            f"{self.number(0)} in [0, {self.constant()}]",
            f"given({self.number(0)})",
            f"given({self.number(1)}) and late > 0.5",
            f"late {sign} {self.constant()}",
        )

    def text(self) -> str:
        """Return a condition about texts."""
        sign = self.pick("==", "!=")
        return self.pick(
            *("level2 == '数量指标'", "level1 in ['成本指标', '产出指标']", "which == '数量指标'"),
            f"relation {sign} '{self.pick('>=', '<=', '=', '>', 'text', 'deadline')}'",
            *("same_text", "met", "given(reason) and given(late)", "given(relation)"),
            f"actual_text {self.pick('in', 'not in')} phrases",
            f"{self.pick('actual_text', 'target_text')} {sign} '{self.pick('基本完成', '100%')}'",
            f"{self.pick('actual_text', 'target_text')} {sign} '{self.pick('如期完成', '≥1')}'",
            f"{self.pick('actual_text', 'target_text')} {sign} word",
            f"target_text {sign} actual_text",
            f"level1 {sign} level2",
            f"name {sign} project",
            f"unit {sign} '{self.pick('%', '天', '件')}'",
            f"kind {sign} 'indicator'",
            f"{self.pick('reason', 'explanation', 'name')} {sign} '{self.pick('某项', '例')}'",
        )

    def number(self, depth: int) -> str:
        """Return an arithmetic expression."""
        if not depth:
            return self.pick(
                *("actual", "target", "weight", "ratio", "slack", "judged", self.constant()),
                *("declared", "scored", "one", "label_weight", "late"),
                *(("rate", "annual", "executed", "initial", "declared_rate", "annual_parts")),
            )
        left, right = self.number(depth - 1), self.number(depth - 1)
        return self.pick(
            *(f"({left} {sign} {right})" for sign in "+-*/"),
            f"weight * ({self.constant()} - ratio)",
            *("weight", "weight * ratio", "weight * target / actual", "judged", "weight * rate"),
            f"min({left}, {right})",
            f"max({left}, {right}, {self.number(0)})",
            f"clamp({left}, 0, weight)",
            f"abs({left})",
            f"round({left}, 1)",
            f"{self.pick('floor', 'ceil', 'round')}({left})",
            f"({left} if {self.truth(0)} else {right})",
        )

    def constant(self) -> str:
        """Return a number as a policy holds it."""
        return str(self.pick("0", "1", "2", "0.5", "1.3", "10", "100"))

    def form(self) -> dict[str, object]:
        """Return a form with one row, the cells of which may be anything."""
        target = self.figure()
        sign = SIGNS[self.pick(*SIGNS)]
        target = self.pick(
            *[sign + target] * 6,
            *("如期完成", "2024年12月1日前", "", "达标", "100%", "约100", "约≥100件"),
            *("10天内", "合同签订后10个工作日内", "约2024年12月1日前", "≥100", "基本完成"),
        )
        row: dict[str, object] = {
            **{name: text for name in ("name",) if (text := self.pick("某项", "例", "另一项"))},
            "target": target,
            "actual": self.actual(target),
            "weight": self.pick("10", "5", "0.01", "12.5", "0.005"),
            **{name: level for name, words in LEVELS.items() if (level := self.pick(*words))},
        }
        for name, share in (("judged", 0.5), ("declared", 0.5), ("label_weight", 0.3)):
            if self.often(share):
                row[name] = self.pick("8", "0.5", "12", "4.5", *(["0"] if name[0] != "l" else []))
        if self.often(0.3):
            row["reason"] = self.pick("见说明", "例", "某项")
        if self.often(0.1):
            row["relation"] = self.pick(*("text", "deadline", ">="))
        return {**self.whole(), "project": self.pick("例", "某项"), "year": 2024, "rows": [row]}

    def actual(self, target: str) -> str:
        """Return the cell of an actual."""
        return str(
            self.pick(
                *(target, target, self.figure(), self.figure(), self.figure(), "0"),
                *("有所进展", "基本完成", "", "如期完成", "达标", "100%", "约100", "80件"),
                *(
                    "2024年12月3日",
                    "2024年11月3日",
                    "12天",
                    "10.5天",
                    "10.4天内",
                    "8个工作日",
                    "一周内",
                ),
            )
        )

    def whole(self) -> dict[str, object]:
        """Return what a form says beside its rows."""
        names = ("initial", "annual", "executed", "declared_rate", "weight", "declared")
        values = {name: self.pick("0", "80", "100", "120", "0.8") for name in names}
        values["weight"] = self.pick("10", "5", "0.05")
        budget: dict[str, object] = {k: v for k, v in values.items() if self.often(0.7)}
        if self.often(0.3):
            budget["parts"] = [{"annual": self.pick("0", "50")}]
        found: dict[str, object] = {"execution": budget}
        if self.often(0.3):
            found["explanation"] = self.pick("某项", "例")
        return found

    def figure(self) -> str:
        """Return a number as a cell holds it."""
        number = self.pick("0", "1", "10", "100", "130", "50", "0.5", "-5", "2.3", "99.99")
        return str(number + self.pick("", "", "", "%", "件", "天"))
