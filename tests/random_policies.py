"""Policies and rows that chance draws, to compare what is said of a policy with what happens."""

import random
from typing import Any

from pingfen import Policy, parse_policy

HEAD = """\
policy: chance
year: 2025
title: 随机办法
execution: none
rounding: {places: 2, mode: half-up}
total: sum(score)
grades: none
let: {ratio: actual / target, slack: actual - target}
"""
SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<", "": ""}
LEVELS = {"level1": ("产出指标", "成本指标", ""), "level2": ("数量指标", "质量指标", "")}


class Chance:
    """Draws policies of a few rules and rows as a form holds them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, *choices: Any) -> Any:
        """Return one of several."""
        return self.random.choice(choices)

    def policy(self) -> Policy:
        """Return a policy of one to four rules."""
        rules = "".join(self.rule(number) for number in range(self.random.randint(1, 4)))
        adjust = self.pick("", "", "adjust: min(score, weight * 0.9)\n", "adjust: score - 1\n")
        return parse_policy(f"{HEAD}{adjust}rules:\n{rules}")

    def rule(self, number: int) -> str:
        """Return one rule as YAML."""
        when = f'    when: "{self.truth(2)}"\n' if self.random.random() < 0.8 else ""
        bounds = self.pick("", "", f'    require: "{self.truth(0)}"\n')
        result = self.pick(*[f'    score: "{self.number(2)}"\n'] * 9, "    drop: true\n")
        return f"  - rule: r{number}\n{when}{bounds}{result}"

    def truth(self, depth: int) -> str:
        """Return a condition."""
        if depth and self.random.random() < 0.5:
            left, right = self.truth(depth - 1), self.truth(depth - 1)
            return self.pick(f"({left} and {right})", f"({left} or {right})", f"not {left}")
        sign = self.pick("<", "<=", ">", ">=", "==", "!=")
        return self.pick(
            f"{self.number(0)} {sign} {self.number(0)}",
            f"{self.number(0)} {sign} {self.number(min(depth, 1))}",
            f"{self.constant()} <= {self.number(0)} < {self.constant()}",
            "level2 == '数量指标'",
            "level1 in ['成本指标', '产出指标']",
            f"relation == '{self.pick('>=', '<=', '=', '>', 'text')}'",
            "same_text",
            "given(judged)",
            "given(reason) and given(late)",
            "actual_text == '基本完成'",
        )

    def number(self, depth: int) -> str:
        """Return an arithmetic expression."""
        if not depth:
            return self.pick(
                *("actual", "target", "weight", "ratio", "slack", "judged", self.constant())
            )
        left, right = self.number(depth - 1), self.number(depth - 1)
        return self.pick(
            *(f"({left} {sign} {right})" for sign in "+-*/"),
            f"weight * ({self.constant()} - ratio)",
            *("weight", "weight * ratio", "weight * target / actual", "judged"),
            f"min({left}, {right})",
            f"max({left}, {right})",
            f"clamp({left}, 0, weight)",
            f"abs({left})",
            f"round({left}, 1)",
            f"floor({left})",
            f"({left} if {self.truth(0)} else {right})",
        )

    def constant(self) -> str:
        """Return a number as a policy holds it."""
        return str(self.pick("0", "1", "2", "0.5", "1.3", "10", "100"))

    def form(self) -> dict[str, object]:
        """Return a form with one row, the cells of which may be anything."""
        target = self.figure()
        actual = self.pick(target, self.figure(), "0", "有所进展", "基本完成", "")
        sign = SIGNS[self.pick(*SIGNS)]
        row: dict[str, object] = {
            "name": "某项",
            "target": self.pick(*[sign + target] * 5, "如期完成", "2024年12月1日前", ""),
            "actual": self.pick(*[actual] * 5, "如期完成", "2024年12月3日"),
            "weight": self.pick("10", "5", "0.01", "12.5"),
            **{name: level for name, words in LEVELS.items() if (level := self.pick(*words))},
        }
        if self.random.random() < 0.6:
            row["judged"] = self.pick("8", "0", "12", "4.5")
        if self.random.random() < 0.3:
            row["reason"] = "见说明"
        return {"project": "例", "year": 2024, "rows": [row]}

    def figure(self) -> str:
        """Return a number as a cell holds it."""
        return str(self.pick("0", "1", "10", "100", "130", "50", "0.5", "-5", "2.3", "99.99"))
