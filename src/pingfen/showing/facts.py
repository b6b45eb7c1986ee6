"""The parts of a policy besides its rules, in words: one line a part, each with its origin."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pingfen.expression.wording import Wording, number
from pingfen.loading.digest import thawed
from pingfen.messages import listed, say
from pingfen.policy import Constant, Param, Policy, Rounding
from pingfen.resolved import (
    Origin,
    Written,
    described,
    line_of,
    origin,
    origin_of_param,
    wording,
)
from pingfen.showing.decision import lines
from pingfen.source import Entries, Items, Node, Scalar, to_flow

DIGEST_SHOWN = 12
HEAD = ("language", "policy", "year", "revision", "title")
WHOLE = ("inputs", "direction", "execution", "adjust", "rounding", "tolerance", "total", "grades")
NAMED = ("sources", "params", "fields", "let", "rules", "checks", "findings", "properties")
KNOWN = frozenset({*HEAD, *WHOLE, *NAMED})


class Fact(NamedTuple):
    """A part of a policy: its name, what is said of it, and where that was written."""

    name: str
    text: str
    more: tuple[str, ...] = ()
    origin: Origin | None = None

    @property
    def place(self) -> str:
        """Where it was written, as ``file:line``; nothing for what no document says."""
        return line_of(self.origin.place) if self.origin else ""


def replaced(found: Origin | None, lang: str) -> Iterator[str]:
    """Yield what a part replaced, the youngest first."""
    for written in found.replaced if found else ():
        yield _replaced(written, lang)


def sources(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield the documents that rules cite, each with how well it is known."""
    for key, cited in policy.sources.items():
        status = say(f"status-{cited.status}", lang)
        note = (cited.note.in_lang(lang),) if cited.note else ()
        text = f"{status}  {cited.title.in_lang(lang)}"
        yield Fact(key, text, note, origin(policy, "sources", key))


def params(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield the params with value, unit, label, range, variations and source."""
    for name, param in policy.params.items():
        label, limits, others, source = param_details(policy, param, lang)
        limits = f"{say('page-range', lang)} {limits}" if limits else ""
        text = " · ".join(filter(None, (valued(param, lang), label, limits, others, source)))
        yield Fact(name, text, (), origin_of_param(policy, param))


def valued(param: Param, lang: str) -> str:
    """Return the value of a param with its unit."""
    return constant(param.value, lang) + (f" {param.unit}" if param.unit else "")


def param_details(policy: Policy, param: Param, lang: str) -> tuple[str, str, str, str]:
    """Return a param's label, range, variations and source, empty where it has none."""
    given = described(policy, "params", param.name)
    between = given.get("range")
    limits = ""
    if isinstance(between, tuple):
        limits = say("shown-range", lang, low=between[0], high=between[1])
    label = param.label.in_lang(lang) if param.label else ""
    different = [constant(value, lang) for value in param.variations if value != param.value]
    others = say("shown-variations", lang, values=listed(different)) if different else ""
    return label, limits, others, str(given.get("source", ""))


def inputs(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield, for each field that has a choice, the fields that it is taken from."""
    words = Wording(lang)
    for name, fields in policy.inputs.items():
        text = " → ".join(map(words.name, fields))
        yield Fact(words.name(name), text, (), origin(policy, "inputs", name))


def direction(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield the relation of targets that have none, where the policy says it."""
    if policy.direction:
        said = tuple(lines(policy.direction, wording(policy, lang)))
        yield Fact("direction", said[0], said[1:], origin(policy, "direction"))


def execution(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield how the budget row is scored."""
    words, budget = Wording(lang), policy.execution
    text = say("shown-none", lang)
    if budget:
        fields = {"target": words.name(budget.target), "actual": words.name(budget.actual)}
        text = say("shown-weight", lang, weight=number(budget.weight), **fields)
    yield Fact("execution", text, (), origin(policy, "execution"))


def lets(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield the named expressions, in the order in which they need each other."""
    words = wording(policy, lang)
    for name, expression in policy.lets.items():
        said = tuple(lines(expression, words))
        yield Fact(name, said[0], said[1:], origin(policy, "let", name))


def columns(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield the columns that are the policy's own, with their type and their headings."""
    for name, column in policy.fields.items():
        others = listed(column.headings[1:]).in_lang(lang)
        headings = say("shown-headings", lang, headings=others) if others else ""
        text = " · ".join(filter(None, (say(f"own-{column.type}", lang), headings)))
        yield Fact(name, text, (), origin(policy, "fields", name))


def properties(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield what the policy claims of every row."""
    words = wording(policy, lang)
    for claim in policy.properties:
        number_ = claim.rises_with or claim.falls_with or ""
        says = "shown-rises" if claim.rises_with else "shown-falls"
        said = (
            tuple(lines(claim.expect, words))
            if claim.expect
            else (say(says, lang, name=words.name(number_)),)
        )
        when = tuple(lines(claim.when, words)) if claim.when else ()
        more = (*said[1:], *(say("shown-when", lang, when=line) for line in when))
        yield Fact(claim.name, said[0], more, origin(policy, "properties", claim.name))


def findings(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield how serious the policy calls the kinds of findings that are no checks."""
    for code, severity in policy.findings.items():
        said = say(f"severity-{severity}", lang)
        yield Fact(code, said, (), origin(policy, "findings", code))


def adjust(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield what is done to each score after its rule, where the policy says so."""
    if policy.adjust:
        said = tuple(lines(policy.adjust, wording(policy, lang)))
        yield Fact("adjust", said[0], said[1:], origin(policy, "adjust"))


def rounding(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield how scores and the total are rounded, and the tolerance of verdicts."""
    found = origin(policy, "rounding")
    row, total = say("shown-rounding-row", lang), say("shown-rounding-total", lang)
    yield Fact(row, _rounded(policy.row_rounding, lang), (), found)
    yield Fact(total, _rounded(policy.total_rounding, lang), (), found)
    if policy.tolerance:
        text = say("shown-tolerance", lang, tolerance=number(policy.tolerance))
        yield Fact("tolerance", text, (), origin(policy, "tolerance"))


def total(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield how the total comes about."""
    said = tuple(lines(policy.total, wording(policy, lang)))
    yield Fact("total", said[0], said[1:], origin(policy, "total"))


def grades(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield the grade of each band of the total."""
    if policy.grades is None:
        yield Fact("grades", say("shown-none", lang), (), origin(policy, "grades"))
        return
    said = tuple(lines(policy.grades, wording(policy, lang)))
    yield Fact("grades", said[0], said[1:], origin(policy, "grades"))


def others(policy: Policy, lang: str) -> Iterator[Fact]:  # noqa: ARG001  # as the others
    """Yield the keys that no other function here knows, as YAML: nothing is left unsaid."""
    document = thawed(policy.document)
    for key, value in document.items() if isinstance(document, dict) else ():
        if key not in KNOWN:
            yield Fact(str(key), to_flow(value), (), origin(policy, str(key)))


def head(policy: Policy, lang: str) -> str:
    """Return revision, status of the sources and digest as one line."""
    status = say(f"status-{policy.status}", lang)
    short = policy.digest[:DIGEST_SHOWN]
    return say("shown-revision", lang, revision=policy.revision, status=status, digest=short)


def lineage(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield the documents that the policy was made of, the youngest first, with their files.

    The files are empty where they are not at hand, as for a policy from another process.
    """
    files = [document.place.file for document in policy.documents]
    if len(files) != len(policy.lineage):
        files = [""] * len(policy.lineage)
    yield from zip(policy.lineage, files, strict=True)


def constant(value: Constant, lang: str) -> str:
    """Return the value of a param: a number, a text, or a list of them."""
    if isinstance(value, tuple):
        return listed(constant(item, lang) for item in value).in_lang(lang)
    return number(value) if isinstance(value, Fraction) else value


def _rounded(rounding: Rounding, lang: str) -> str:
    mode = say(f"mode-{rounding.mode}", lang)
    return say("shown-places", lang, places=rounding.places, mode=mode)


def _replaced(written: Written, lang: str) -> str:
    value = _short(written.node)
    place = line_of(written.place)
    if value:
        return say("shown-replaces-value", lang, place=place, value=value)
    return say("shown-replaces", lang, place=place)


def _short(node: Node) -> str:
    """Return the value that was replaced where it is a single one; nothing for a mapping."""
    match node:
        case Entries():
            value = node.get("value")
            return value.text if isinstance(value, Scalar) else ""
        case Items():
            return ""
        case Scalar(text):
            return " ".join(text.split())
