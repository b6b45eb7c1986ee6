"""Which columns matter from a rule on: what else is known does not make a difference there."""

from collections.abc import Iterator, Mapping

from pingfen.compiled.plan import Absent, Alike, Rounded
from pingfen.compiled.plan.facts import Subject
from pingfen.expression.names import expanded, names_in
from pingfen.expression.parse import Expression
from pingfen.policy import Policy, Rule
from pingfen.polynomial import Polynomial
from pingfen.scoring.decision import UNPARSED

ALWAYS = frozenset({"weight"})


def relevant(policy: Policy, *, sentences: bool) -> tuple[frozenset[str], ...]:
    """Return the columns that matter before the first rule, from each rule on, and at the end.

    ``sentences`` says that the sentences of the rules matter too.
    """
    names = set(ALWAYS)
    for expression in (policy.adjust, policy.direction):
        names |= names_in(expression) if expression else set()
    found = [_columns(policy, names)]
    for rule in reversed(policy.rules):
        names |= {name for part in _expressions(rule) for name in names_in(part)}
        if sentences:
            names |= _slots(rule)
        found.append(_columns(policy, names))
    return (found[-1] | {UNPARSED}, *reversed(found))


def _expressions(rule: Rule) -> Iterator[Expression]:
    return (part for part in (rule.when, rule.require, rule.score) if part)


def _slots(rule: Rule) -> set[str]:
    templates = (part for part in (rule.because, rule.undecided) if part)
    return {slot.name for template in templates for slot in template.slots}


def _columns(policy: Policy, names: set[str]) -> frozenset[str]:
    """Return all columns that names may be read from."""
    found = expanded(names, policy.lets)
    if policy.direction:
        found |= {"relation", "target"}
    if policy.execution:
        found |= {policy.execution.target, policy.execution.actual, "rate"}
    found |= {source for name in found for source in policy.inputs.get(name, ())}
    return frozenset(found)


def about(subject: Subject, fields: frozenset[str], rounded: Mapping[str, Rounded]) -> bool:
    """Tell whether a fact is about some columns only."""
    if type(subject) is Absent:  # most are, and there are many to be looked at
        return subject.field in fields
    if type(subject) is str:
        return subject in fields
    return _fields_of(subject, rounded) <= fields  # type: ignore[arg-type]  # the two others


def _fields_of(subject: Alike | Polynomial, rounded: Mapping[str, Rounded]) -> frozenset[str]:
    if isinstance(subject, Alike):
        return frozenset(subject)
    found: set[str] = set()
    for name in subject.variables:
        of = rounded[name].of if name in rounded else None
        found |= _fields_of(of.top, rounded) | _fields_of(of.bottom, rounded) if of else {name}
    return frozenset(found)
