"""Whether expressions and templates fit the place where they stand: types, names, size."""

from itertools import islice

from pingfen.errors import MOST_PROBLEMS, Problem, enough, problem
from pingfen.expression.names import (
    Namespace,
    Uses,
    fits_in,
    misplaced,
    name_uses,
    scope_problem,
    size_problem,
)
from pingfen.expression.parse import Expression
from pingfen.expression.template import Template
from pingfen.expression.typecheck import misfits, unknown_hint
from pingfen.expression.vocabulary import Context, Type
from pingfen.messages import Message

PRINTED = frozenset({Type.NUMBER, Type.TEXT})


def check(
    expression: Expression, names: Namespace, expected: Type, context: Context, size: Uses
) -> list[Problem]:
    """Return all that is wrong with an expression of a known size where it stands."""
    problems = misfits(expression, names, expected)
    problems = problems or size_problem(expression, size)
    if problems:
        return problems
    wrong = misplaced(expression, expression.tree, names, context, inside=False)
    return list(islice(wrong, MOST_PROBLEMS))


def check_template(template: Template, names: Namespace, context: Context) -> list[Problem]:
    """Return all that is wrong with the names of a template."""
    found: list[Problem] = []
    for slot in template.slots:
        type_ = names.type_of(slot.name)
        if slot.name not in names:
            hint = unknown_hint(slot.name, names)
            found.append(problem("unknown-name", slot.place, found=slot.name, hint=hint))
        elif type_ and (type_ not in PRINTED or (slot.style and type_ is Type.TEXT)):
            due, is_ = (Message.of(f"type-{kind}") for kind in (Type.NUMBER, type_))
            hint = Message.of("hint-printed")
            found.append(problem("type", slot.place, hint=hint, expected=due, found=is_))
        elif not fits_in(slot.name, names, context):
            needed = name_uses(slot.name, names).outside - context.outside
            found.append(scope_problem(slot.place, slot.name, needed))
        enough(found)
    return found
