"""The span of a number is exact: within it all comes out the same, at its ends no more."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingfen import Policy, infer_policy, parse_policy, show_inference
from pingfen.inference import Choice, Limit, Span

HEAD = "policy: own\nyear: 2025\ntitle: 办法\nextends: mof@2020\nexecution: none\n"
# spans of params


def own(params: str, *rules: str, more: str = "") -> Policy:
    listed = "".join(f"  - {rule}\n" for rule in rules)
    return parse_policy(f"{HEAD}params: {{{params}}}\n{more}rules:\n{listed}")


def span(policy: Policy, *rows: dict[str, object], **more: object) -> Choice | None:
    data = {"project": "p", "rows": list(rows), **more}
    found = infer_policy(data, [policy])
    return next((c for c in found.choices if c.param.name == "p"), None)


def row(actual: object, declared: object, weight: int = 10) -> dict[str, object]:
    target = {"name": "r", "target": "≥10个", "weight": weight}
    return {**target, "actual": f"{actual}个", "declared": declared}


def closed(low: object, high: object) -> Span:
    ends = (low, high)
    return Span(*(Limit(Fraction(str(end)), closed=True) for end in ends))


PART = "{rule: own, score: weight * p, before: met}"


@pytest.mark.parametrize(
    ("mode", "low", "high"),
    [
        ("half-up", Limit(Fraction("0.495"), closed=True), Limit(Fraction("0.505"), closed=False)),
        (
            "half-even",
            Limit(Fraction("0.495"), closed=True),
            Limit(Fraction("0.505"), closed=True),
        ),
        ("down", Limit(Fraction("0.5"), closed=True), Limit(Fraction("0.51"), closed=False)),
    ],
)
def test_rounding_says_which_end_belongs_to_the_span(mode: str, low: Limit, high: Limit) -> None:
    policy = own("p: 0.5", PART, more=f"rounding: {{places: 1, mode: {mode}}}\n")
    declared = "5.0"
    found = span(policy, row(10, declared))
    assert found
    assert found.span == Span(low, high)


def test_several_rows_narrow_the_span() -> None:
    policy = own("p: 0.3333", PART)
    found = span(policy, row(10, "3.33"), row(10, "33.33", weight=100))
    assert found
    assert found.span == Span(
        Limit(Fraction("0.33325"), closed=True), Limit(Fraction("0.33335"), closed=False)
    )


def test_pieces_that_explain_the_same_are_joined() -> None:
    """At 0.8 another rule takes over, which gives the same; at 0.9 a third one, which does not."""
    policy = own(
        "p: 0.7",
        "{rule: a, when: p < 0.8, score: weight, before: met}",
        "{rule: b, when: p < 0.9, score: weight * 1, before: met}",
        "{rule: c, score: 0, before: met}",
    )
    found = span(policy, row(10, 10))
    assert found
    assert found.span == Span(Limit(), Limit(Fraction("0.9"), closed=False))
    assert not found.free


def test_a_limit_whose_decimals_never_end_is_told_as_a_fraction() -> None:
    policy = own("p: 3", "{rule: own, when: p * 3 > 7, score: weight, before: met}")
    data = {"project": "p", "rows": [{"name": "r", "target": "=9个", "actual": "3个"}]}
    data["rows"][0] |= {"weight": 10, "declared": 10}  # type: ignore[index]  # a list of dicts
    found = infer_policy(data, [policy])
    (one,) = (c for c in found.choices if c.param.name == "p")
    assert one.span == Span(Limit(Fraction(7, 3), closed=False), Limit())
    assert "p: 3; 7/3 < … explain exactly the same" in show_inference(found, lang="en")
    assert '"at": "7/3"' in show_inference(found, "json")


def test_a_declared_range_bounds_the_span_and_a_number_free_in_it_is_open() -> None:
    policy = own("p: {value: 0.5, range: [0, 2]}", "{rule: own, when: p > 5, score: 0}")
    found = span(policy, row(10, 10))
    assert found
    assert (found.span, found.free) == (closed(0, 2), True)


@pytest.mark.parametrize(
    "rule",
    [
        "{rule: own, score: weight * p * p, before: met}",
        "{rule: own, score: weight if p * p > 0.5 else 0, before: met}",
    ],
)
def test_a_span_whose_limits_are_no_rational_numbers_is_not_told(rule: str) -> None:
    found = span(own("p: 1", rule), row(10, 10))
    assert found is None


def test_a_number_that_divides_has_an_exact_span_too() -> None:
    found = span(own("p: 1", "{rule: own, score: weight / p, before: met}"), row(10, 10))
    assert found
    assert found.span == Span(
        Limit(Fraction(10) / Fraction("10.005"), closed=False),
        Limit(Fraction(10) / Fraction("9.995"), closed=True),
    )


def test_a_step_that_explains_something_else_is_not_passed_over() -> None:
    policy = own(
        "p: {value: 0.5, range: [0.4, 1]}",
        "{rule: own, score: '0 if round(p, 1) == 0.7 else weight', before: met}",
    )
    found = span(policy, row(10, 10))
    assert found
    assert found.span is not None
    assert found.span.high == Limit(Fraction("0.65"), closed=False)


def test_what_is_no_number_is_in_no_span() -> None:
    assert "x" not in Span()
    assert Fraction(1) in Span()
    assert Fraction(1) not in Span(Limit(Fraction(3), closed=True))


def test_a_number_with_too_many_pieces_is_not_told() -> None:
    policy = own("p: 0.5", "{rule: own, score: round(weight * p) * 0 + weight, before: met}")
    assert span(policy, row(10, 100, weight=100)) is None


def test_a_total_narrows_the_span_as_rows_do() -> None:
    policy = own("p: 0.5", PART, more="total: sum(score) - 10 * p\ngrades: none\n")
    found = span(policy, row(10, 5), declared_total=0)
    assert found
    assert found.span == Span(
        Limit(Fraction("0.4995"), closed=False), Limit(Fraction("0.5005"), closed=False)
    )


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 29).map(lambda n: Fraction(n, 10)),
    st.lists(st.integers(0, 30), min_size=1, max_size=3),
    st.sampled_from(
        [
            "max(0, weight * (1 - (actual / target - p)))",
            "min(weight, weight * p)",
            "weight * clamp(actual / target - p, 0, 1)",
            "(weight if actual / target >= p else 0)",
            "floor(weight * p / 3)",
            "abs(weight - p)",
        ]
    ),
    st.lists(st.integers(0, 3000).map(lambda n: Fraction(n, 1000)), min_size=6, max_size=6),
)
def test_a_span_holds_for_the_scorer(
    value: Fraction, actuals: list[int], formula: str, others: list[Fraction]
) -> None:
    text = f"{{rule: own, score: '{formula}', before: met}}"

    def policy(p: Fraction) -> Policy:
        return own(f"p: {float(p):.6f}", text)

    from pingfen import score

    def scores(p: Fraction) -> list[object]:
        rows = [row(actual, None) for actual in actuals]
        return [r.score for r in score(policy(p), {"project": "p", "rows": rows}).rows]

    declared = scores(value)
    found = span(policy(value), *(row(a, d) for a, d in zip(actuals, declared, strict=True)))
    known = [d is not None for d in declared]
    if found is None or found.span is None or not all(known):
        return
    assert value in found.span
    ends = [end.value for end in found.span if end.value is not None]
    for p in (*others, *(end for end in ends if 0 < end < 100 and 10**6 % end.denominator == 0)):
        if p in found.span:
            assert scores(p) == declared
        elif p in ends:
            assert scores(p) != declared
