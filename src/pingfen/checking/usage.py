"""Params and lets that nothing uses, and rules that no case hits."""

from collections.abc import Iterator

from pingfen.cases import read_cases, run_cases
from pingfen.checking.finding import DOUBT, NOTE, Finding
from pingfen.errors import PolicyError, problem
from pingfen.expression.names import names_in
from pingfen.expression.parse import Expression
from pingfen.expression.template import Template
from pingfen.policy import Check, Policy, Rule


def unused(policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each param and each let that no rule, check or other part needs."""
    needed: set[str] = set()
    waiting = set(_named(policy))
    while waiting:
        name = waiting.pop()
        needed.add(name)
        if name in policy.lets:
            waiting |= names_in(policy.lets[name]) - needed
    for name, param in policy.params.items():
        if name not in needed:
            yield Finding(problem("param-unused", param.place, severity=DOUBT, name=name))
    for name, let in policy.lets.items():
        if name not in needed:
            yield Finding(problem("let-unused", let.place(), severity=NOTE, name=name))


def untested(policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each rule that the policy writes itself and no case decides."""
    try:
        cases = read_cases(policy)
        report = run_cases(policy, cases)
    except PolicyError as error:
        yield from (Finding(found._replace(severity=DOUBT)) for found in error.problems)
        return
    if not report.results:
        place = policy.rules[0].place if policy.rules else None
        yield Finding(problem("cases-missing", place, severity=NOTE))
        return
    for hits in report.unhit():
        yield Finding(problem("rule-untested", hits.place, severity=NOTE, rule=hits.rule))


def _named(policy: Policy) -> Iterator[str]:
    """Yield the names that stand in rules, checks, the total and the other parts."""
    parts = (policy.adjust, policy.direction, policy.total, policy.grades)
    for expression in (*parts, *_expressions(policy)):
        yield from names_in(expression) if expression else ()
    for template in _templates(policy):
        yield from (slot.name for slot in template.slots) if template else ()


def _expressions(policy: Policy) -> Iterator[Expression | None]:
    for rule in policy.rules:
        yield from (rule.when, rule.score, rule.require)
    for check in policy.checks:
        yield from (check.when, check.expect)


def _templates(policy: Policy) -> Iterator[Template | None]:
    parts: tuple[Rule | Check, ...] = (*policy.rules, *policy.checks)
    for part in parts:
        yield part.because
        yield part.remedy if isinstance(part, Check) else None
    for rule in policy.rules:
        yield rule.undecided
