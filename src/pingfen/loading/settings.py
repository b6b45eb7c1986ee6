"""The parts of a policy that hold no expressions: sources, params, inputs, execution, rounding."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from types import MappingProxyType

from pingfen.errors import Problem, enough, nearest_or_all, problem
from pingfen.exact import decimals, fixed
from pingfen.expression.names import Namespace, type_problem
from pingfen.expression.vocabulary import FIELDS, Field, Type, Where, canonical
from pingfen.kinds import KINDS
from pingfen.loading.merge import Merged
from pingfen.loading.names import type_of
from pingfen.loading.nodes import bilingual, constant, number_of, pairs_of, scalars_of, text_of
from pingfen.messages import Message, listed
from pingfen.policy import Cited, Column, Execution, Param, Rounding
from pingfen.source import Entries, Items, Node, Path, Scalar

GIVEN = (Where.ROW, Where.FORM)
# fields that no form gives: the policy or the reader works them out
WORKED_OUT = frozenset({"kind", "rate", "expected_weight"})
# what expressions see of a field of this type is its number
CELL = "cell"


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


def params(
    merged: Merged, known: AbstractSet[str] | None, problems: list[Problem]
) -> dict[str, Param]:
    """Return the named constants; ``known`` are the keys of the sources that they may name."""
    found = {}
    for key, node in pairs_of(merged.keys.get("params")):
        described = node if isinstance(node, Entries) else None
        value = described.index["value"] if described else node
        label = described.get("label") if described else None
        others = described.get("variations") if described else None
        variations = others.items if isinstance(others, Items) else ()
        found[canonical(key.text)] = Param(
            canonical(key.text),
            constant(value),
            key.place,
            bilingual(label) if label else None,
            text_of(described.get("unit")) if described else "",
            tuple(map(constant, variations)),
        )
        due = type_of(constant(value))
        for one in (value, *variations):
            problems += _out_of_range(described, one)
            problems += list(_mixed(one)) or _of_other_type(one, due)
        problems += unknown_source(described.get("source") if described else None, known)
        enough(problems)
    return found


def unknown_source(node: Node | None, known: AbstractSet[str] | None) -> list[Problem]:
    """Return a problem if a node names a source that is not there; None knows nothing of them."""
    if not isinstance(node, Scalar) or known is None or node.text in known:
        return []
    hint = nearest_or_all(node.text, sorted(known)) if known else Message.of("hint-no-sources")
    return [problem("unknown-source", node.place, found=node.text, hint=hint)]


def _out_of_range(described: Entries | None, value: Node) -> list[Problem]:
    between = [
        number_of(item) for item in scalars_of(described.get("range") if described else None)
    ]
    if not between or between[0] <= number_of(value) <= between[1]:
        return []
    expected = "..".join(map(str, between))
    hint = _percentage(number_of(value), between) or Message.of("hint-range")
    place, found = value.place, text_of(value)
    return [problem("out-of-range", place, hint=hint, found=found, expected=expected)]


def _percentage(value: Fraction, between: Sequence[Fraction]) -> Message | None:
    """Return the hint for a percentage that should have been a decimal: 80 for 0.8."""
    part = value / 100
    if not between[0] <= part <= between[1] <= 1:
        return None
    return Message.of("hint-percentage", found=fixed(part, decimals(part) or 0))


def _mixed(value: Node) -> Iterator[Problem]:
    """Yield a problem for the first item of a list that is of another type than those before."""
    items = list(scalars_of(value))
    types = [Type.TEXT if isinstance(item.value, str) else Type.NUMBER for item in items]
    for item, found in zip(items, types, strict=True):
        if found is not types[0]:
            yield type_problem(item.place, types[0], found, item.text)
            return


def _of_other_type(variation: Node, due: Type) -> Iterator[Problem]:
    """Yield a problem if a variation is of another type than the value."""
    found = type_of(constant(variation))
    if found is not due:
        yield type_problem(variation.place, due, found, text_of(variation, "…"))


def columns(merged: Merged) -> dict[str, Column]:
    """Return the columns of the form that are the policy's own."""
    found = {}
    for key, node in pairs_of(merged.keys.get("fields")):
        long = node if isinstance(node, Entries) else None
        headings = scalars_of(long.get("heading") if long else None)
        name, type_ = canonical(key.text), text_of(long.get("type") if long else node)
        listed = (key.text, *(heading.text for heading in headings))
        found[name] = Column(name, type_, listed, key.place)
    return found


def known_fields(own: Mapping[str, Column]) -> Mapping[str, Field]:
    """Return the fields that every policy knows together with the policy's own."""
    if not own:
        return FIELDS
    types = {name: Type.NUMBER if at.type == CELL else Type(at.type) for name, at in own.items()}
    added = {name: Field(name, name, type_, Where.ROW) for name, type_ in types.items()}
    return MappingProxyType({**added, **FIELDS})


def inputs(
    merged: Merged, names: Namespace, problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    """Return, for each field that has a choice of sources, the fields it is taken from."""
    found = {}
    for key, node in pairs_of(merged.keys.get("inputs")):
        listed = list(scalars_of(node))
        field = names.fields.get(canonical(key.text))
        if field is None or field.where not in GIVEN or field.name in WORKED_OUT:
            problems += _no_field(key, GIVEN, names)
            enough(problems)
            continue
        if field.name in found:
            hint = Message.of("hint-two-words", name=field.name, other=field.chinese)
            problems.append(problem("duplicate-key", key.place, hint=hint, found=key.text))
        for scalar in listed:
            problems += misfit(scalar, (field.where, field.type), names)
            enough(problems)
        found[field.name] = tuple(canonical(scalar.text) for scalar in listed)
    return found


def misfit(scalar: Scalar, due: tuple[Where, Type], names: Namespace) -> list[Problem]:
    """Return what keeps a field from being used where one of that place and type is due."""
    where, type_ = due
    found = names.fields.get(canonical(scalar.text))
    if found is None or found.where is not where:
        return _no_field(scalar, (where,), names)
    return [] if found.type is type_ else [type_problem(scalar.place, type_, found.type)]


def _no_field(scalar: Scalar, where: Sequence[Where], names: Namespace) -> list[Problem]:
    from pingfen.expression.similar import field_hint  # noqa: PLC0415  # only once something is wrong

    name = canonical(scalar.text)
    if name in names.lost:  # what is wrong with it is said where it is defined
        return []
    known = names.fields.values()
    fitting = [f.name for f in known if f.where in where and f.name not in WORKED_OUT]
    listing = Message.of("hint-one-of", names=listed(fitting))
    if name in names.fields:
        return [problem("scope", scalar.place, hint=listing, found=scalar.text)]
    hint = field_hint(scalar.text, fitting) or listing
    return [problem("unknown-name", scalar.place, found=scalar.text, hint=hint)]


def execution(
    merged: Merged, lost: frozenset[Path], names: Namespace, problems: list[Problem]
) -> Execution | None:
    """Return how the budget row is scored, or None if it earns nothing."""
    node = merged.keys.get("execution")
    if not isinstance(node, Entries):
        return None
    problems += _missing("execution", node, ("weight", "target", "actual"), lost)
    for field in (node.get("target"), node.get("actual")):
        if isinstance(field, Scalar):
            problems += misfit(field, (Where.FORM, Type.NUMBER), names)
    target, actual = (canonical(text_of(node.get(key))) for key in ("target", "actual"))
    return Execution(number_of(node.get("weight")), target, actual)


def rounding(
    merged: Merged, part: str, lost: frozenset[Path], problems: list[Problem]
) -> Rounding:
    """Return how the scores (``row``) or the total (``total``) are rounded."""
    node = merged.keys.get("rounding")
    if not isinstance(node, Entries):
        return Rounding(0, "")
    own = {key.text: (key, value) for key, value in (*node.pairs, *pairs_of(node.get(part)))}
    values = Entries(tuple(own.values()), node.place)
    problems += _missing("rounding", values, ("places", "mode"), lost)
    return Rounding(int(text_of(values.get("places"), "0")), text_of(values.get("mode")))


def findings(merged: Merged, problems: list[Problem]) -> dict[str, str]:
    """Return how serious the policy calls the kinds of findings that are no checks."""
    found = {}
    for key, node in pairs_of(merged.keys.get("findings")):
        if key.text not in KINDS:
            hint = nearest_or_all(key.text, sorted(KINDS))
            problems.append(problem("unknown-kind", key.place, found=key.text, hint=hint))
            enough(problems)
        found[key.text] = text_of(node)
    return found


def _missing(
    block: str, node: Entries, keys: Sequence[str], lost: frozenset[Path]
) -> Iterator[Problem]:
    """Yield a problem for each key that is not there and was not left out as wrong."""
    for key in keys:
        if node.get(key) is None and (block, key) not in lost:
            from pingfen.keys import missing_hint  # noqa: PLC0415  # only once something is wrong

            hint = missing_hint(key)
            yield problem("missing-key", node.place, hint=hint, expected=key)
