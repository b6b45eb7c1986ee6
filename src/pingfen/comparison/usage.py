"""What a name of a policy has a say in: which parts use it, and how far its effect reaches."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pingfen.expression.names import expanded, names_in
from pingfen.expression.parse import Expression
from pingfen.expression.template import Template
from pingfen.policy import Check, Policy, Property, Rule

# what a change can change, the furthest reaching first
SCORE, TOTAL, GRADE, CHECK, READING = EFFECTS = ("score", "total", "grade", "check", "reading")
# every score is bounded by the weight; targets and actuals also give texts, units and relations
ALWAYS = frozenset({"weight", "target", "actual"})
# what the form says of itself is compared with what the policy gives
DECLARED = frozenset(
    {"declared", "declared_total", "declared_grade", "summary_total", "summary_grade"}
)


class Use(NamedTuple):
    """A part of a policy, how far its effect reaches, and the names in it, lets expanded."""

    part: str
    effect: str
    names: frozenset[str]


class Usage(NamedTuple):
    """All uses of names in a policy."""

    uses: tuple[Use, ...]
    inputs: Mapping[str, tuple[str, ...]]
    always: frozenset[str]

    def of(self, name: str) -> tuple[str, ...]:
        """Return the parts that use a name, through lets too."""
        own = [f"inputs {field}" for field, taken in self.inputs.items() if name in taken]
        return tuple(dict.fromkeys([*own, *(use.part for use in self.uses if name in use.names)]))

    def effect(self, name: str) -> str:
        """Return the furthest that a name reaches; only people read what nothing uses."""
        own = (self.input_effect(field) for field, taken in self.inputs.items() if name in taken)
        return furthest([*own, *(use.effect for use in self.uses if name in use.names)])

    def input_effect(self, field: str) -> str:
        """Return how far it reaches where the value of a field is taken from."""
        if field in self.always:
            return SCORE
        least = [CHECK] if field in DECLARED else []
        return furthest([*least, *(use.effect for use in self.uses if field in use.names)])


def furthest(effects: Iterable[str]) -> str:
    """Return the furthest reaching of some effects."""
    return min(effects, key=EFFECTS.index, default=READING)


def usage(policy: Policy) -> Usage:
    """Return which parts of a policy use which names."""
    found = (
        Use(part, effect, frozenset(expanded(names, policy.lets)))
        for part, effect, names in _written(policy)
    )
    budget = policy.execution
    fields = {budget.target, budget.actual} if budget else set()
    return Usage(tuple(found), policy.inputs, ALWAYS | fields)


Written = Iterator[tuple[str, str, set[str]]]


def _written(policy: Policy) -> Written:
    """Yield each part that holds names: what it is, how far it reaches, the names."""
    for rule in policy.rules:
        yield from _rule(rule)
    for part, effect, expression in (
        ("adjust", SCORE, policy.adjust),
        ("direction", SCORE, policy.direction),
        ("total", TOTAL, policy.total),
        ("grades", GRADE, policy.grades),
    ):
        yield part, effect, _names(expression)
    for check in policy.checks:
        yield from _claim(f"checks {check.name}", check)
    for claim in policy.properties:
        yield from _claim(f"properties {claim.name}", claim)


def _rule(rule: Rule) -> Written:
    part = f"rules {rule.name}"
    yield part, SCORE, _names(rule.when, rule.score, rule.require)
    yield part, READING, _slots(rule.because, rule.undecided)


def _claim(part: str, claim: Check | Property) -> Written:
    yield part, CHECK, _names(claim.when, claim.expect)
    remedy = claim.remedy if isinstance(claim, Check) else None
    yield part, READING, _slots(claim.because, remedy)


def _names(*expressions: Expression | None) -> set[str]:
    return set[str]().union(*(names_in(found) for found in expressions if found))


def _slots(*templates: Template | None) -> set[str]:
    return {slot.name for found in templates if found for slot in found.slots}
