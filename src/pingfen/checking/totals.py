"""Forms whose rows are all decided, and yet they have no total: tried with the scorer."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pingfen.checking.examples import PROJECT, Example
from pingfen.checking.finding import DOUBT, NOTE, OPEN, Finding, shown
from pingfen.checking.ways import Way
from pingfen.errors import problem
from pingfen.expression.vocabulary import INDICATOR
from pingfen.messages import Message, both
from pingfen.policy import Policy
from pingfen.readers import forms_from_data
from pingfen.scoring import score_form

ZERO = "zero"
BUDGET = {"annual": 100, "executed": 80}


def total_problems(policy: Policy, ways: Sequence[Way]) -> Iterator[Finding]:
    """Yield a finding for each small form that has no total although all its rows are decided.

    A total that divides is open as long as no such form was found: rows are not reasoned about
    together here.
    """
    zero = False
    for which, form in _forms(policy, ways):
        card = score_form(policy, forms_from_data(form)[0])
        if card.undecided is None or any(row.undecided for row in card.all_rows):
            continue
        zero = zero or any(cause.startswith(ZERO) for cause in card.undecided.causes)
        yield _finding(policy, which, Example(form, card))
    if not zero and any(isinstance(node, ast.Div) for node in _nodes(policy)):
        yield Finding(problem("total-open", policy.total.place(), severity=OPEN))


def _nodes(policy: Policy) -> Iterator[ast.AST]:
    """Yield what the total is made of, lets followed."""
    waiting, followed = [policy.total.tree], {policy.total.tree}
    while waiting:
        for node in ast.walk(waiting.pop()):
            yield node
            let = policy.lets.get(node.id) if isinstance(node, ast.Name) else None
            if let and let.tree not in followed:
                followed.add(let.tree)
                waiting.append(let.tree)


def _finding(policy: Policy, which: str, example: Example) -> Finding:
    undecided = example.card.undecided
    causes = undecided.causes if undecided else ()
    severity = DOUBT if any(cause.startswith(ZERO) for cause in causes) else NOTE
    text = problem(
        "form-no-total",
        policy.total.place(),
        severity=severity,
        form=both(Message.of(f"form-{which}")),
        because=both(undecided.text) if undecided else "",
    )
    return Finding(text, (example,) if example.card.all_rows else (), which)


def _forms(policy: Policy, ways: Sequence[Way]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield small forms: without rows, with a dropped row only, with one that has a score."""
    budget = {"execution": BUDGET} if _scored_budget(policy, ways) else {}
    yield "empty", {"project": PROJECT, **budget, "rows": []}
    own = [way for way in ways if way.situation.kind == INDICATOR and not way.code]
    for which, fitting in (
        ("dropped", (way for way in own if way.score is None)),
        ("scored", (way for way in own if way.score is not None)),
    ):
        found = shown(policy, fitting)
        if found:
            yield which, {**found.form, **budget}


def _scored_budget(policy: Policy, ways: Iterable[Way]) -> bool:
    return policy.execution is not None and any(way.situation.kind != INDICATOR for way in ways)
