"""The parts of a policy that hold no expressions: sources, params, inputs, execution, rounding."""

from collections.abc import Sequence

from pingfen.errors import Problem, nearest, problem
from pingfen.expression.names import type_problem
from pingfen.expression.vocabulary import FIELDS, Where, canonical
from pingfen.loading.merge import Merged
from pingfen.loading.nodes import bilingual, constant, number_of, pairs_of, scalars_of, text_of
from pingfen.policy import Cited, Execution, Param, Rounding
from pingfen.source import Entries, Node, Scalar

ROW_FIELDS = tuple(name for name, field in FIELDS.items() if field.where is Where.ROW)


def sources(merged: Merged) -> dict[str, Cited]:
    """Return the documents that rules may cite."""
    return {
        key.text: Cited(
            key.text,
            bilingual(node.get("title")),
            text_of(node.get("status")),
            bilingual(node.get("note")) if node.get("note") else None,
        )
        for key, node in pairs_of(merged.keys.get("sources"))
        if isinstance(node, Entries)
    }


def params(merged: Merged, problems: list[Problem]) -> dict[str, Param]:
    """Return the named constants."""
    found = {}
    for key, node in pairs_of(merged.keys.get("params")):
        described = node if isinstance(node, Entries) else None
        value = described.index["value"] if described else node
        label = described.get("label") if described else None
        found[canonical(key.text)] = Param(
            canonical(key.text),
            constant(value),
            key.place,
            bilingual(label) if label else None,
            text_of(described.get("unit")) if described else "",
        )
        problems += _out_of_range(described, value)
    return found


def _out_of_range(described: Entries | None, value: Node) -> list[Problem]:
    between = [number_of(item) for item in scalars_of(described.get("range") if described else None)]
    if not between or between[0] <= number_of(value) <= between[1]:
        return []
    expected = "..".join(map(str, between))
    return [problem("out-of-range", value.place, found=text_of(value), expected=expected)]


def inputs(merged: Merged, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """Return, for each field that has a choice of sources, the fields it is taken from."""
    found = {}
    for key, node in pairs_of(merged.keys.get("inputs")):
        scalars = [key, *scalars_of(node)]
        wrong = [_no_row_field(scalar) for scalar in scalars if not _is_row_field(scalar)]
        problems += wrong or _different_types(scalars)
        found[canonical(key.text)] = tuple(canonical(scalar.text) for scalar in scalars[1:])
    return found


def _is_row_field(scalar: Scalar) -> bool:
    return canonical(scalar.text) in ROW_FIELDS


def _no_row_field(scalar: Scalar) -> Problem:
    hint = nearest(scalar.text, ROW_FIELDS)
    return problem("unknown-name", scalar.place, found=scalar.text, hint=hint)


def _different_types(scalars: Sequence[Scalar]) -> list[Problem]:
    expected, *types = (FIELDS[canonical(scalar.text)].type for scalar in scalars)
    return [
        type_problem(scalar.place, expected, found)
        for scalar, found in zip(scalars[1:], types, strict=True)
        if found is not expected
    ]


def execution(merged: Merged, problems: list[Problem]) -> Execution | None:
    """Return how the budget row is scored, or None if it earns nothing."""
    node = merged.keys.get("execution")
    if not isinstance(node, Entries):
        return None
    keys = ("weight", "target", "actual")
    problems += [problem("missing-key", node.place, expected=k) for k in keys if not node.get(k)]
    return Execution(
        number_of(node.get("weight")), text_of(node.get("target")), text_of(node.get("actual"))
    )


def rounding(merged: Merged, part: str, problems: list[Problem]) -> Rounding:
    """Return how the scores (``row``) or the total (``total``) are rounded."""
    node = merged.keys.get("rounding")
    if not isinstance(node, Entries):
        return Rounding(0, "")
    values = {key.text: value for key, value in (*node.pairs, *pairs_of(node.get(part)))}
    keys = ("places", "mode")
    problems += [problem("missing-key", node.place, expected=k) for k in keys if k not in values]
    return Rounding(int(text_of(values.get("places"), "0")), text_of(values.get("mode")))
