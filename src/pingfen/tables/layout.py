"""Which column of a table is which field: found by its heading, in English or in Chinese."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pingfen.errors import DataPlace, FormError, Problem, problem
from pingfen.expression.names import expanded, names_in
from pingfen.expression.vocabulary import FIELDS, Type, Where, canonical
from pingfen.messages import listed
from pingfen.policy import Policy
from pingfen.words import heading

FORM, PROJECT, KIND, UNPARSED = "form", "project", "kind", "unparsed"
SAME_TEXT, TEXTS = "same_text", ("target_text", "actual_text")
FORM_HEADINGS = frozenset({FORM, "自评表"})
# columns that the result has besides those of the table
SCORE, RULE, UNDECIDED, BECAUSE = RESULT = ("score", "rule", "undecided", "because")
GIVEN = frozenset({Where.ROW, Where.FORM})
OWN_TYPES: Mapping[str, Type] = {
    "number": Type.NUMBER,
    "cell": Type.NUMBER,
    "text": Type.TEXT,
    "truth": Type.TRUTH,
}


class At(NamedTuple):
    """Where a field stands: its column, counted from 0, the heading as written, and its type.

    ``decides`` unless it only stands in sentences: what cannot be read in it is missing then.
    """

    field: str
    column: int
    heading: str
    type: Type
    decides: bool = True


class Layout(NamedTuple):
    """What the columns of a table hold.

    ``fields`` are those that the policy reads; ``form`` tells the forms apart, if there is such a
    column. ``unknown`` are headings that nothing is known by; all columns are passed on.
    """

    table: str
    headings: tuple[str, ...]
    fields: Mapping[str, At]
    form: At | None
    unknown: tuple[str, ...]

    def of(self, type_: Type) -> tuple[At, ...]:
        """Return the fields of a type."""
        return tuple(at for at in self.fields.values() if at.type is type_)


def layout_of(policy: Policy, headings: Sequence[str], table: str) -> Layout:
    """Find the fields that a policy reads among the headings of a table.

    Raises ``FormError`` where two columns hold one field, a column is called as one of the
    result, or none holds a field.
    """
    own = {heading(head): name for name, of in policy.fields.items() for head in of.headings}
    named = [_field(head, own) for head in headings]
    problems = [*_twice(headings, named, table), *_taken(headings, table)]
    if not any(named):
        known = listed(FIELDS[name].chinese for name in ("weight", "target", "actual"))
        problems.append(problem("table-no-fields", DataPlace(table), known=known))
    if problems:
        raise FormError(problems)
    deciding, told = fields_read(policy), fields_told(policy)
    at = {
        name: At(name, index, headings[index], type_of(policy, name), name in deciding)
        for index, name in enumerate(named)
        if name
    }
    return Layout(
        table,
        tuple(headings),
        {name: found for name, found in at.items() if name in deciding | told},
        at.get(FORM) or at.get(PROJECT),
        tuple(head for head, name in zip(headings, named, strict=True) if not name),
    )


def type_of(policy: Policy, name: str) -> Type:
    """Return the type of a field of the language, of the policy, or of what tells forms apart."""
    if name in policy.fields:
        return OWN_TYPES[policy.fields[name].type]
    return FIELDS[name].type if name in FIELDS else Type.TEXT


def fields_read(policy: Policy) -> frozenset[str]:
    """Return the fields that a row's score, the total or the grade may depend on."""
    expressions = [policy.total, policy.grades, policy.adjust, policy.direction]
    for rule in policy.rules:
        expressions += [rule.when, rule.require, rule.score]
    names = {"weight", KIND, UNPARSED}
    for expression in expressions:
        names |= names_in(expression) if expression else set()
    return _fields(policy, names)


def fields_told(policy: Policy) -> frozenset[str]:
    """Return the fields that the sentences of the rules name."""
    templates = [each for rule in policy.rules for each in (rule.because, rule.undecided) if each]
    return _fields(policy, {slot.name for template in templates for slot in template.slots})


def _fields(policy: Policy, names: set[str]) -> frozenset[str]:
    """Return the fields that names need: through lets, and all that they may be taken from."""
    names = expanded(names, policy.lets)
    if policy.execution and {"target", "actual", "rate"} & names:
        names |= {policy.execution.target, policy.execution.actual, "target", "actual"}
    for name, sources in policy.inputs.items():
        names |= set(sources) if name in names else set()
    names |= set(TEXTS) if SAME_TEXT in names else set()
    return frozenset(name for name in names if name in policy.fields or _is_read(name))


def _is_read(name: str) -> bool:
    field = FIELDS.get(name)
    return field is not None and (field.where in GIVEN or name == UNPARSED)


def _field(written: str, own: Mapping[str, str]) -> str:
    """Return the field that stands under a heading; nothing for one that is not known."""
    head = heading(written)
    name = canonical(head)
    if head in FORM_HEADINGS:
        return FORM
    return name if _is_read(name) else own.get(head, "")


def _twice(headings: Sequence[str], named: Sequence[str], table: str) -> Iterator[Problem]:
    for name in dict.fromkeys(filter(None, named)):
        both = [head for head, other in zip(headings, named, strict=True) if other == name]
        if len(both) > 1:
            place = DataPlace(table)
            yield problem("table-field-twice", place, field=name, headings=listed(both))


def _taken(headings: Iterable[str], table: str) -> Iterator[Problem]:
    for head in headings:
        if head in RESULT:
            yield problem("table-result-column", DataPlace(table), found=head)
