"""The engines of others that score row by row, each with the two policies in its own language.

Each gives the score alone; none is asked for the rule. Where an engine has no rounding, Python
rounds what it gives. What stands beside a row (texts, floats, a None for a missing actual) is what
the engine is given; what it needs besides was made before.
"""

import ast
import json
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from math import floor
from types import MappingProxyType
from typing import Any, NamedTuple

from benchmarks import workloads
from benchmarks.outside_rules import (
    CEL,
    JSON_LOGIC,
    RULE_ENGINE,
    WAYS,
    ZEN,
    Way,
    chain,
    exact_names,
    written,
)

CENT, HALF = Decimal("0.01"), Fraction(1, 2)
Score = Callable[[Any], Any]


class Peer(NamedTuple):
    """An engine: the distribution it comes from, the rows it takes, how to make its function."""

    distribution: str
    rows: Callable[[workloads.Columns], list[Any]]
    made: Callable[[str], Score]


def _named_floats(of: workloads.Columns) -> list[dict[str, Any]]:
    return workloads.named(workloads.floats(of))


def _named_fractions(of: workloads.Columns) -> list[dict[str, Any]]:
    return workloads.named(workloads.fractions(of))


def _rounded(score: float | None) -> float | None:
    return None if score is None else floor(score * 100 + 0.5) / 100


# ZEN: arithmetic with decimals of 28 digits


def zen_expression(name: str) -> Score:
    import zen

    expression = zen.compile_expression(written(chain(name, "round({}, 2)"), ZEN))
    return expression.evaluate


def zen_table(name: str) -> Score:
    import zen

    content = zen.ZenDecisionContent(json.dumps(_table(name)))
    decision = zen.ZenEngine().create_decision(content)

    def score(row: Any) -> Any:
        return decision.evaluate(row)["result"].get("score")

    return score


def _table(name: str) -> dict[str, Any]:
    """Return a graph of one table: a column for each text, one for what else must hold."""
    fields = ("level1", "level2", "relation")
    inputs = [{"id": field, "name": field, "field": field} for field in fields]
    outputs = [{"id": field, "name": field, "field": field} for field in ("score", "rule")]
    content = {
        "hitPolicy": "first",
        "inputs": [*inputs, {"id": "when", "name": "when"}],
        "outputs": outputs,
        "rules": [_line(number, way) for number, way in enumerate(WAYS[name])],
    }
    ends = [{"id": "in", "type": "inputNode", "name": "in"}]
    ends += [{"id": "out", "type": "outputNode", "name": "out"}]
    node = {"id": "table", "type": "decisionTableNode", "name": "table", "content": content}
    edges = [("in", "table"), ("table", "out")]
    return {
        "nodes": [*ends, node],
        "edges": [{"id": a + b, "type": "edge", "sourceId": a, "targetId": b} for a, b in edges],
    }


def _line(number: int, way: Way) -> dict[str, str]:
    texts = {"level1": way.level1, "level2": way.level2, "relation": way.relation}
    return {
        "_id": str(number),
        **{name: ", ".join(f'"{text}"' for text in values) for name, values in texts.items()},
        "when": written(way.when, ZEN) if way.when else "",
        "score": written(f"round({way.score}, 2)", ZEN) if way.score else "null",
        "rule": f'"{way.rule}"',
    }


# JSONLogic, CEL, rule-engine, simpleeval


def datalogic(name: str) -> Score:
    from datalogic_py import Engine

    engine = Engine()
    rule = engine.compile(written(chain(name), JSON_LOGIC))
    session = engine.session()
    return lambda row: _rounded(session.evaluate(rule, row))


def datalogic_parsed(name: str) -> Score:
    from datalogic_py import Engine

    engine = Engine()
    rule = engine.compile(written(chain(name), JSON_LOGIC))
    session = engine.session()
    return lambda row: _rounded(session.evaluate_data(rule, row))


def _handles(of: workloads.Columns) -> list[Any]:
    from datalogic_py import DataHandle

    return [DataHandle(row) for row in _named_floats(of)]


def cel(name: str) -> Score:
    from cel_expr_python import cel as common

    numbers = {"weight": common.Type.DOUBLE, "target": common.Type.DOUBLE}
    texts = dict.fromkeys(workloads.TEXTS, common.Type.STRING)
    # the actual may be null
    env = common.NewEnv(variables={**texts, **numbers, "actual": common.Type.DYN})
    # a null that it gives (0.1.3) takes a reference of None away, until Python ends
    expression = env.compile(written(chain(name, left_open="(0 - 1)"), CEL))

    def score(row: Any) -> Any:
        found = expression.eval(data=row).plain_value()
        return None if found < 0 else floor(found * 100 + 0.5) / 100

    return score


def rule_engine(name: str) -> Score:
    from rule_engine import Rule

    rule = Rule(written(chain(name), RULE_ENGINE))

    def score(row: Any) -> Any:
        found = rule.evaluate(row)
        return None if found is None else float(Decimal(found).quantize(CENT, ROUND_HALF_UP))

    return score


def simpleeval(name: str) -> Score:
    from simpleeval import EvalWithCompoundTypes

    text, numbers = exact_names(chain(name))
    parsed = ast.parse(text, mode="eval").body
    functions = {"max": max, "min": min, "abs": abs}
    evaluator = EvalWithCompoundTypes(functions=functions)

    def score(row: Any) -> Any:
        evaluator.names = {**row, **numbers}
        found = evaluator.eval(text, previously_parsed=parsed)
        return None if found is None else floor(found * 100 + HALF) / 100

    return score


PEERS: MappingProxyType[str, Peer] = MappingProxyType(
    {
        "ZEN, expression": Peer("zen-engine", _named_floats, zen_expression),
        "ZEN, decision table": Peer("zen-engine", _named_floats, zen_table),
        "datalogic": Peer("datalogic-py", _named_floats, datalogic),
        "datalogic, rows parsed before": Peer("datalogic-py", _handles, datalogic_parsed),
        "CEL": Peer("cel-expr-python", _named_floats, cel),
        "rule-engine": Peer("rule-engine", _named_floats, rule_engine),
        "simpleeval, fractions": Peer("simpleeval", _named_fractions, simpleeval),
    }
)


def installed(distribution: str) -> str | None:
    """Return the version of a distribution, None where it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None
