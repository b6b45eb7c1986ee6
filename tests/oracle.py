"""A second reading of docs/language.md, to judge the engine by.

It knows only how a valid policy scores; it reports no load errors.
It shares no code with the engine and is written for short, plain reading rather than speed.
Numbers are fractions throughout; an unknown value is an ``Unknown`` with its causes.
"""

from __future__ import annotations

import ast
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import yaml

CHINESE = {
    "行类": "kind", "一级指标": "level1", "二级指标": "level2", "三级指标": "name",
    "指标值原文": "target_text", "完成值原文": "actual_text", "单位": "unit", "方向": "relation",
    "偏差原因": "reason", "分值": "weight", "指标值": "target", "完成值": "actual",
    "迟延天数": "late", "评定得分": "judged", "自评得分": "declared", "标注分值": "label_weight",
    "二级标注分值": "label2_weight",
    "文字相同": "same_text", "不计分": "dropped", "无法识读": "unparsed", "得分": "score",
    "年初预算数": "initial",
    "全年预算数": "annual", "全年执行数": "executed", "年初预算分项和": "initial_parts",
    "全年预算分项和": "annual_parts", "全年执行分项和": "executed_parts", "执行率": "rate",
    "规定执行分值": "expected_weight", "自评执行率": "declared_rate", "自评总分": "declared_total",
    "汇总总分": "summary_total", "项目名称": "project", "总体说明": "explanation",
    "自评等级": "declared_grade", "汇总等级": "summary_grade", "总分": "total", "等级": "grade",
    "规定等级": "expected_grade",
    "最小": "min", "最大": "max", "绝对值": "abs", "四舍五入": "round", "向下取整": "floor",
    "向上取整": "ceil", "限于": "clamp", "已填": "given", "合计": "sum", "计数": "count",
    "任一": "any", "全部": "all",
}  # fmt: skip
BUDGET = frozenset({"initial", "annual", "executed"})
PARTS = frozenset({"initial_parts", "annual_parts", "executed_parts"})
PRINTED = frozenset({"declared_rate", "declared_total", "summary_total"})
FORM_TEXTS = frozenset({"project", "explanation", "declared_grade", "summary_grade"})
FORM_FIELDS = BUDGET | PARTS | PRINTED | FORM_TEXTS
AGGREGATES = frozenset({"sum", "count", "any", "all"})
MERGED_BY_KEY = frozenset(
    {"sources", "params", "fields", "inputs", "let", "rounding", "execution", "findings"}
)
SETTLED = {"dropped": False, "unparsed": False}
GROUPED_BY = {"level1": ["level1"], "level2": ["level1", "level2"]}
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
HOLE = re.compile(r"\{\{|\}\}|\{([^{}:]+)(?::\.(\d+)([f%]))?\}")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that nobody knows, and why."""

    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar of the YAML file: its text, and whether it stood there without quotes."""

    text: str
    plain: bool


Tree: TypeAlias = Any  # dict[str, Tree] | list[Tree] | Scalar
Value: TypeAlias = Any  # Fraction | str | bool | tuple[Fraction | str, ...] | Unknown
Row: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class OraclePolicy:
    """A policy with everything it inherits; lets and params are keyed by normalised name."""

    document: Mapping[str, Tree]
    lets: Mapping[str, str]
    params: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean at one place: the form, the row looked at, the rows of aggregates."""

    policy: OraclePolicy
    form: Mapping[str, Value]
    row: Row = field(default_factory=dict)
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row; ``result`` is the part of it that a case may expect."""

    row: Row
    result: dict[str, Any]


# Reading and merging


def read_tree(text: str) -> Tree:
    """Read one YAML document without losing how a scalar was spelled."""

    def build(node: yaml.Node | None) -> Tree:
        if isinstance(node, yaml.MappingNode):
            return {key.value: build(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [build(item) for item in node.value]
        assert isinstance(node, yaml.ScalarNode)
        return Scalar(node.value, node.style is None)

    return build(yaml.compose(text, yaml.BaseLoader))


def constant(scalar: Scalar) -> Fraction | str:
    """Return a param's value: a number if it is spelled like one without quotes, else a text."""
    number = scalar.plain and NUMBER.fullmatch(scalar.text)
    return Fraction(scalar.text) if number else scalar.text


def merge_keys(key: str, parent: Tree, child: Tree) -> Tree:
    """Merge a mapping key by key; a plain value for a described param keeps the description."""
    if not (isinstance(parent, dict) and isinstance(child, dict)):
        return child
    result = dict(parent)
    for name, value in child.items():
        described = key == "params" and isinstance(result.get(name), dict)
        keeps = described and not isinstance(value, dict)
        result[name] = {**result[name], "value": value} if keeps else value
    return result


def merge_named(
    label: str, parent: list[Tree], child: list[Tree], removed: set[str]
) -> list[Tree]:
    """Merge rules or checks by name; new rules go first, new checks last."""
    own = {item[label].text: item for item in child}
    kept = [item for item in parent if item[label].text not in removed]
    names = {item[label].text for item in kept}
    in_place = [own.get(item[label].text, item) for item in kept]
    new = [item for name, item in own.items() if name not in names]
    return place(new + in_place, child) if label == "rule" else in_place + new


def place(rules: list[Tree], own: list[Tree]) -> list[Tree]:
    """Move the rules of this file that say so next to the rules they name."""

    def neighbours(side: str, name: str) -> Iterator[Tree]:
        for rule in own:
            if side in rule and rule[side].text == name:
                yield from with_neighbours(rule)

    def with_neighbours(rule: Tree) -> Iterator[Tree]:
        yield from neighbours("before", rule["rule"].text)
        yield rule
        yield from neighbours("after", rule["rule"].text)

    moved = {rule["rule"].text for rule in own if "before" in rule or "after" in rule}
    fixed = [rule for rule in rules if rule["rule"].text not in moved]
    return [placed for rule in fixed for placed in with_neighbours(rule)]


def merge(parent: Mapping[str, Tree], child: Mapping[str, Tree]) -> dict[str, Tree]:
    """Lay one policy file over what it inherits."""
    result = dict(parent)
    for key, value in child.items():
        result[key] = merge_keys(key, parent.get(key), value) if key in MERGED_BY_KEY else value
    removed = {name.text for name in child.get("remove", [])}
    for key, label in (("rules", "rule"), ("checks", "check")):
        result[key] = merge_named(label, parent.get(key, []), child.get(key, []), removed)
    return result


def load_document(text: str, folders: Sequence[Path]) -> dict[str, Tree]:
    """Read a policy's text and lay it over its parents."""
    child = read_tree(text)
    if "extends" not in child:
        return merge({}, child)
    parent = child["extends"]["policy"] if isinstance(child["extends"], dict) else child["extends"]
    policy, year = parent.text.split("@")
    path = next(p for f in folders if (p := f / policy / f"{year}.yaml").exists())
    return merge(load_document(path.read_text("utf-8"), folders), child)


def load(text_or_path: str | Path, folders: Path | Sequence[Path]) -> OraclePolicy:
    """Load a policy from its text or its file; parents are ``<folder>/<policy>/<year>.yaml``."""
    text = text_or_path if isinstance(text_or_path, str) else text_or_path.read_text("utf-8")
    document = load_document(text, [folders] if isinstance(folders, Path) else folders)
    params = {}
    for name, tree in document.get("params", {}).items():
        value = tree["value"] if isinstance(tree, dict) else tree
        is_list = isinstance(value, list)
        params[normalised(name)] = tuple(map(constant, value)) if is_list else constant(value)
    lets = {normalised(name): tree.text for name, tree in document.get("let", {}).items()}
    return OraclePolicy(document, lets, params)


# Expressions


def normalised(name: str) -> str:
    """Return the one spelling of a name: English where it has a Chinese and an English one."""
    name = unicodedata.normalize("NFKC", name)
    return CHINESE.get(name, name)


def causes_of(values: Iterable[Value]) -> tuple[str, ...]:
    """Collect the causes of the unknown ones among the values, each once."""
    found = [cause for value in values if isinstance(value, Unknown) for cause in value.causes]
    return tuple(dict.fromkeys(found))


def lift(function: Callable[..., Value], *values: Value) -> Value:
    """Apply a function to known values; with an unknown one the result is unknown."""
    causes = causes_of(values)
    return Unknown(causes) if causes else function(*values)


def kleene(values: Sequence[Value], decisive: bool) -> Value:
    """Join truths with `and` (false decides) or `or` (true decides)."""
    if any(value is decisive for value in values):
        return decisive
    causes = causes_of(values)
    return Unknown(causes) if causes else not decisive


def round_to(value: Fraction, places: int, mode: str) -> Fraction:
    """Round exactly in one of the modes of the language."""
    scaled = value * 10**places
    below = math.floor(scaled)
    rest = scaled - below
    upwards = {
        "floor": False,
        "down": value < 0 and rest > 0,
        "half-up": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and value > 0),
        "half-even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1),
    }[mode]
    return Fraction(below + upwards, 10**places)


def round_function(value: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    """Round as the function `round` does."""
    return round_to(value, int(places), "half-up")


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "round": round_function,
    "floor": lambda x: Fraction(math.floor(x)),
    "ceil": lambda x: Fraction(math.ceil(x)),
    "clamp": lambda x, low, high: max(low, min(x, high)),
}
COMPARISONS: dict[type, Callable[[Value, Value], bool]] = {
    ast.Eq: lambda x, y: x == y,
    ast.NotEq: lambda x, y: x != y,
    ast.Lt: lambda x, y: x < y,
    ast.LtE: lambda x, y: x <= y,
    ast.Gt: lambda x, y: x > y,
    ast.GtE: lambda x, y: x >= y,
    ast.In: lambda x, y: x in y,
    ast.NotIn: lambda x, y: x not in y,
}
ARITHMETIC: dict[type, Callable[[Value, Value], Fraction]] = {
    ast.Add: lambda x, y: x + y,
    ast.Sub: lambda x, y: x - y,
    ast.Mult: lambda x, y: x * y,
}


@lru_cache(maxsize=4096)
def parse(source: str) -> ast.expr:
    """Parse a source that stands on one line."""
    return ast.parse(source, mode="eval").body


def evaluate(source: str, scope: Scope) -> Value:
    """Evaluate an expression of the language."""
    line = source.replace("\n", " ").strip()
    return Walk(line, scope).value(parse(line))


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk over one expression's tree in one scope."""

    source: str
    scope: Scope

    def written(self, node: ast.expr) -> str:
        """Return the node as it is written in the policy."""
        return self.source.encode()[node.col_offset : node.end_col_offset].decode()

    def values(self, nodes: Iterable[ast.expr]) -> list[Value]:
        """Evaluate all the nodes, from left to right."""
        return [self.value(node) for node in nodes]

    def value(self, node: ast.expr) -> Value:
        """Evaluate one node."""
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Constant():
                return Fraction(self.written(node))
            case ast.Name(id=name):
                return look_up(normalised(name), self.scope)
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return tuple(self.values(items))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return lift(lambda x: -x, self.value(operand))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return lift(lambda x: not x, self.value(operand))
            case ast.BinOp(op=ast.Div(), left=left, right=right):
                return self.quotient(left, right)
            case ast.BinOp(op=op, left=left, right=right):
                return lift(ARITHMETIC[type(op)], self.value(left), self.value(right))
            case ast.BoolOp(op=op, values=operands):
                return kleene(self.values(operands), isinstance(op, ast.Or))
            case ast.Compare(left=left, ops=ops, comparators=rest):
                pairs = zip(ops, pairwise(self.values([left, *rest])), strict=True)
                links = [lift(COMPARISONS[type(op)], *pair) for op, pair in pairs]
                return kleene(links, False)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                truth = self.value(test)
                return lift(lambda yes: self.value(body if yes else orelse), truth)
            case ast.Call(func=ast.Name(id=name), args=args):
                return self.call(normalised(name), args)
        raise AssertionError(f"not of the language: {self.source}")

    def quotient(self, left: ast.expr, right: ast.expr) -> Value:
        """Divide; a zero divisor is one more cause."""
        dividend, divisor = self.value(left), self.value(right)
        if divisor == 0:
            divisor = Unknown((f"zero {self.written(right)}",))
        return lift(lambda x, y: x / y, dividend, divisor)

    def call(self, name: str, args: list[ast.expr]) -> Value:
        """Call a function or an aggregate."""
        if name in AGGREGATES:
            return self.aggregate(name, args)
        if name == "given":
            return not isinstance(self.value(args[0]), Unknown)
        return lift(FUNCTIONS[name], *self.values(args))

    def aggregate(self, name: str, args: list[ast.expr]) -> Value:
        """Evaluate an aggregate's arguments once for every row and join them."""
        terms, conditions = [], []
        for row in self.scope.rows:
            counted = {**row, "score": Fraction(0)} if row.get("dropped") else row
            inner = replace(self, scope=replace(self.scope, row=counted))
            own = [] if name == "count" else args[:1]
            terms.append(inner.value(own[0]) if own else Fraction(1))
            condition = args[len(own) :]
            conditions.append(inner.value(condition[0]) if condition else True)
        pairs = list(zip(conditions, terms, strict=True))
        if name == "any":
            return kleene([kleene(pair, False) for pair in pairs], True)
        if name == "all":
            negated = [lift(lambda x: not x, condition) for condition in conditions]
            return kleene([kleene(pair, True) for pair in zip(negated, terms, strict=True)], False)
        chosen = [c if isinstance(c, Unknown) else x for c, x in pairs if c is not False]
        return lift(lambda *known: sum(known, Fraction(0)), *chosen)


def look_up(name: str, scope: Scope) -> Value:
    """Return what a name stands for, or unknown where it stands for nothing."""
    if name in scope.policy.lets:
        return evaluate(scope.policy.lets[name], scope)
    for names in (scope.policy.params, scope.row, scope.form):
        if name in names:
            return names[name]
    return Unknown((f"missing {name}",))


def truth_of(item: Mapping[str, Tree], key: str, scope: Scope) -> Value:
    """Evaluate a condition that may have been left out."""
    return evaluate(item[key].text, scope) if key in item else True


def find_step(steps: Mapping[str, Tree], value: Value) -> Value:
    """Return the entry of the steps that the value falls on, unevaluated."""
    key, holds, highest = next(
        (key, COMPARISONS[op], highest)
        for key, op, highest in (
            ("at-least", ast.GtE, True),
            ("above", ast.Gt, True),
            ("at-most", ast.LtE, False),
            ("below", ast.Lt, False),
        )
        if key in steps
    )
    bounds = sorted(((Fraction(b), entry) for b, entry in steps[key].items()), key=lambda b: b[0])
    ordered = reversed(bounds) if highest else bounds
    return next((entry for bound, entry in ordered if holds(value, bound)), steps["otherwise"])


def evaluate_score(tree: Tree, scope: Scope) -> Value:
    """Evaluate a rule's score: an expression or steps."""
    if isinstance(tree, Scalar):
        return evaluate(tree.text, scope)
    value = evaluate(tree["steps"].text, scope)
    return lift(lambda known: evaluate(find_step(tree, known).text, scope), value)


# Printing


def decimal(value: Fraction, places: int) -> Decimal:
    """Return a rounded number with its decimals, zeros at the end included."""
    digits = tuple(int(digit) for digit in str(abs(int(value * 10**places))))
    return Decimal((int(value < 0), digits, -places))


def print_number(value: Fraction) -> str:
    """Print a number exactly, or cut where that would take more than 6 decimals."""
    for places in range(7):
        if (value * 10**places).denominator == 1:
            return format(decimal(value, places), "f")
    return format(decimal(value, 4), "f") + "…"


def print_value(value: Value, places: str | None, form: str | None) -> str:
    """Print a value in a template."""
    if isinstance(value, Unknown):
        return "—"
    if not isinstance(value, Fraction):
        return str(value)
    if places is None:
        return print_number(value)
    scaled = value * 100 if form == "%" else value
    rounded = round_to(scaled, int(places), "half-up")
    return format(decimal(rounded, int(places)), "f") + ("%" if form == "%" else "")


def render(tree: Tree, scope: Scope) -> str:
    """Fill a template, in Chinese where there are two."""

    def fill(hole: re.Match[str]) -> str:
        name, places, form = hole.groups()
        if name is None:
            return hole[0][0]
        return print_value(look_up(normalised(name), scope), places, form)

    return HOLE.sub(fill, (tree["zh"] if isinstance(tree, dict) else tree).text)


def because(item: Mapping[str, Tree], scope: Scope, key: str = "because") -> dict[str, str]:
    """Return the reason of a rule or a check, or another of its texts, if it has one."""
    shown = key if key == "remedy" else "because"
    return {shown: render(item[key], scope)} if key in item else {}


# Scoring


def round_by(policy: OraclePolicy, what: str, value: Fraction) -> tuple[Fraction, Decimal]:
    """Round a row's score or the total, as a number and as it is printed."""
    rounding = policy.document["rounding"]
    rules = {**rounding, **rounding.get(what, {})}
    places = int(rules["places"].text)
    rounded = round_to(value, places, rules["mode"].text)
    return rounded, decimal(rounded, places)


def take_inputs(policy: OraclePolicy, fields: Row, of_form: bool) -> Row:
    """Give each field that `inputs` names the first value that is given."""
    taken = dict(fields)
    for name, sources in policy.document.get("inputs", {}).items():
        if (normalised(name) in FORM_FIELDS) is of_form:
            names = [normalised(source.text) for source in sources]
            found = next((fields[n] for n in names if n in fields), None)
            taken[normalised(name)] = found
    return {name: value for name, value in taken.items() if value is not None}


def read_form(policy: OraclePolicy, form: Row) -> Row:
    """Return the form's fields together with those that follow from the policy."""
    fields = dict(take_inputs(policy, form, of_form=True))
    execution = policy.document["execution"]
    if isinstance(execution, dict):
        fields["expected_weight"] = Fraction(execution["weight"].text)
        target, actual = (fields.get(normalised(execution[k].text)) for k in ("target", "actual"))
        if target and actual is not None:
            fields["rate"] = actual / target
    return fields


def execution_row(policy: OraclePolicy, form: Row, printed: Row) -> Row:
    """Return the row of the budget's execution."""
    execution = policy.document["execution"]
    row = {
        "kind": "execution",
        "weight": printed.get("weight", Fraction(execution["weight"].text)),
        "target": form.get(normalised(execution["target"].text)),
        "actual": form.get(normalised(execution["actual"].text)),
        "declared": printed.get("declared"),
    }
    return {name: value for name, value in row.items() if value is not None}


def indicator_row(policy: OraclePolicy, form: Row, fields: Row) -> Row:
    """Return a row of the form after `inputs` and `direction`."""
    row = {**take_inputs(policy, fields, of_form=False), "kind": "indicator"}
    if "direction" in policy.document and "target" in row and "relation" not in row:
        relation = evaluate(policy.document["direction"].text, Scope(policy, form, row))
        if not isinstance(relation, Unknown):
            row["relation"] = relation
    return row


def fits(item: Mapping[str, Tree], row: Row, default: str) -> bool:
    """Tell whether a rule or a check is for a row of this kind."""
    wanted = item["for"].text if "for" in item else default
    return wanted in ("rows", {"indicator": "indicators"}.get(row["kind"], row["kind"]))


def undecided(row: Row, code: str, rule: str | None = None, value: Value = None) -> Outcome:
    """Return the outcome of an undecided row."""
    causes = list(causes_of([value]))
    shown = {"undecided": code, "rule": rule, "causes": causes}
    return Outcome({**row, "dropped": False, "unparsed": code == "unparsed"}, shown)


def decide(scope: Scope) -> Outcome:
    """Find the rule that decides a row and follow it."""
    row = scope.row
    if row.get("unparsed"):
        return undecided(row, "unparsed")
    for rule in scope.policy.document["rules"]:
        if fits(rule, row, "indicators"):
            holds = truth_of(rule, "when", scope)
            if isinstance(holds, Unknown):
                return undecided(row, "unknown-when", rule["rule"].text, holds)
            if holds:
                return follow(rule, scope)
    return undecided(row, "no-rule")


def follow(rule: Mapping[str, Tree], scope: Scope) -> Outcome:
    """Apply `require` and then what the rule says: a score, a drop or nothing."""
    row, name = scope.row, rule["rule"].text
    holds = truth_of(rule, "require", scope)
    if holds is not True:
        code = "unknown-require" if isinstance(holds, Unknown) else "require"
        return undecided(row, code, name, holds)
    if "undecided" in rule:
        outcome = undecided(row, "left-open", name)
        return replace(outcome, result=outcome.result | because(rule, scope, "undecided"))
    if "drop" in rule:
        shown = {"dropped": True, "rule": name} | because(rule, scope)
        return Outcome({**row, "dropped": True, "unparsed": False}, shown)
    return settle(rule, scope, evaluate_score(rule["score"], scope))


def settle(rule: Mapping[str, Tree], scope: Scope, score: Value) -> Outcome:
    """Adjust a score, round it and hold it against its bounds."""
    row, name, policy = scope.row, rule["rule"].text, scope.policy
    if not isinstance(score, Unknown) and "adjust" in policy.document:
        later = replace(scope, row={**row, **SETTLED, "score": score})
        score = evaluate(policy.document["adjust"].text, later)
    if isinstance(score, Unknown):
        return undecided(row, "unknown-score", name, score)
    rounded, printed = round_by(policy, "row", score)
    if "unbounded" not in rule or rule["unbounded"].text == "false":
        weight = look_up("weight", scope)
        if isinstance(weight, Unknown):
            return undecided(row, "unknown-bounds", name, weight)
        if not 0 <= rounded <= weight:
            return undecided(row, "out-of-bounds", name)
    result = {"score": printed, "rule": name} | because(rule, scope)
    return Outcome({**row, **SETTLED, "score": rounded}, result)


def groups(scope: Scope, level: str) -> Iterator[tuple[dict[str, Any], Scope]]:
    """Return what a check for a level looks at: each group's name, and a scope of its rows."""
    columns = GROUPED_BY[level]
    having = [row for row in scope.rows if row["kind"] == "indicator" and level in row]
    keys = dict.fromkeys(tuple(row.get(column) for column in columns) for row in having)
    for key in keys:
        members = [row for row in having if tuple(row.get(column) for column in columns) == key]
        shared = {column: name for column, name in zip(columns, key, strict=True) if name}
        label = " / ".join(shared.values())
        for weight in ("label_weight", "label2_weight")[: len(columns)]:
            if given := [row[weight] for row in members if weight in row]:
                shared[weight] = given[0]
        yield {"level": label}, replace(scope, row=shared, rows=tuple(members))


def places_of(check: Mapping[str, Tree], scope: Scope) -> list[tuple[dict[str, Any], Scope]]:
    """Return what a check looks at: the form, rows or groups of rows, each with its scope."""
    what = check["for"].text if "for" in check else "form"
    if what == "form":
        return [({}, scope)]
    if what in GROUPED_BY:
        return list(groups(scope, what))
    first = 0 if scope.rows and scope.rows[0]["kind"] == "execution" else 1
    return [
        ({"row": number}, replace(scope, row=row))
        for number, row in enumerate(scope.rows, first)
        if fits(check, row, "form")
    ]


def run_checks(scope: Scope) -> dict[str, list[dict[str, Any]]]:
    """Run every check wherever it looks."""
    findings, unclear = [], []
    for check in scope.policy.document["checks"]:
        for where, at in places_of(check, scope):
            shown = {"check": check["check"].text} | where
            applies = truth_of(check, "when", at)
            if applies is False:
                continue
            truth = evaluate(check["expect"].text, at) if applies is True else applies
            if isinstance(truth, Unknown):
                unclear.append(shown | {"causes": list(truth.causes)})
            elif not truth:
                severity = {"severity": check["severity"].text}
                texts = {"remedy": ""} | because(check, at) | because(check, at, "remedy")
                findings.append(shown | severity | texts)
    return {"findings": findings, "undecided_checks": unclear}


def exact(fields: Mapping[str, Any]) -> Row:
    """Turn the given fields into values of the language."""
    return {
        name: Fraction(value) if isinstance(value, Decimal) else value
        for name, value in fields.items()
    }


def score(
    policy: OraclePolicy,
    form: Mapping[str, Any],
    execution: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Score a form; the result has the shape of `expect` in the conformance cases."""
    fields = read_form(policy, exact(form))
    prepared = [indicator_row(policy, fields, exact(row)) for row in rows]
    has_execution = isinstance(policy.document["execution"], dict)
    if has_execution:
        prepared.insert(0, execution_row(policy, fields, exact(execution)))
    outcomes = [decide(Scope(policy, fields, row)) for row in prepared]
    scope = Scope(policy, fields, rows=tuple(outcome.row for outcome in outcomes))
    results = [outcome.result for outcome in outcomes]
    answer: dict[str, Any] = {"execution": results.pop(0)} if has_execution else {}
    answer |= {"rows": results, "grade": None}
    grades, declared = policy.document["grades"], fields.get("declared_total")
    if isinstance(grades, dict) and declared is not None:
        scope = replace(scope, form=fields | {"expected_grade": find_step(grades, declared).text})
    total = evaluate(policy.document["total"].text, scope)
    if isinstance(total, Unknown):
        answer["total"] = {"undecided": "unknown-total", "causes": list(total.causes)}
        return answer | run_checks(scope)
    rounded, answer["total"] = round_by(policy, "total", total)
    later: dict[str, Value] = {**scope.form, "total": rounded}
    if isinstance(grades, dict):
        answer["grade"] = later["grade"] = find_step(grades, rounded).text
    return answer | run_checks(replace(scope, form=later))
