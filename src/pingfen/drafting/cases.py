"""The first cases of a new policy: for each rule the first of its parent."""

from collections.abc import Iterator

from pingfen.drafting.writing import Writing
from pingfen.errors import DataPlace, PolicyError, problem
from pingfen.loading.locate import Located
from pingfen.messages import say
from pingfen.source import Entries, Items, Node, Scalar, from_yaml, plain, to_flow, to_yaml

MOST_COLUMNS = 120


def first_cases(writing: Writing, schema: str, located: Located) -> str:
    """Return the text of a file of cases; nothing where the parent has none.

    Raises ``PolicyError`` for a file of cases that cannot be read.
    """
    cases = _read(located)
    if not cases:
        return ""
    return "\n".join(_lines(writing, schema, cases)) + "\n"


def _read(located: Located) -> list[Entries]:
    try:
        text = located.content().decode("utf-8-sig")
    except OSError:  # a policy need not have cases
        return []
    except UnicodeDecodeError:
        place = DataPlace(located.path)
        raise PolicyError([problem("unreadable", place, says="not-utf-8")]) from None
    document = from_yaml(text, located.path)
    cases = document.get("cases") if isinstance(document, Entries) else None
    items = cases.items if isinstance(cases, Items) else ()
    return [case for case in items if isinstance(case, Entries)]


def _lines(writing: Writing, schema: str, cases: list[Entries]) -> Iterator[str]:
    if schema:
        yield f"# yaml-language-server: $schema={schema}"
    yield writing.say("draft-cases-head", name=writing.name, parent=writing.parent.name)
    yield writing.say("draft-cases-change")
    yield writing.say("draft-test", command=f"pingfen policy test {writing.file}")
    yield f"policy: {writing.name}"
    first: dict[str, Entries] = {}
    for case in cases:
        for rule in _rules_of(case):
            first.setdefault(rule, case)
    shown = [rule.name for rule in writing.parent.rules]
    yield "cases:" if first.keys() & set(shown) else "cases: []"
    for rule in shown:
        if case_ := first.get(rule):
            yield f"  # {rule}"
            yield from _case(case_)
        else:
            yield say("draft-cases-none", writing.lang, rule=rule)


def _rules_of(case: Entries) -> Iterator[str]:
    """Yield the rules that a case expects to decide."""
    expect = case.get("expect")
    execution = expect.get("execution") if isinstance(expect, Entries) else None
    for node in (expect, execution):
        rule = node.get("rule") if isinstance(node, Entries) else None
        if isinstance(rule, Scalar) and rule.value is not None:
            yield rule.text


def _case(case: Entries) -> Iterator[str]:
    lead = "  - "
    for key, value in case.pairs:
        yield from _pair(lead, key.text, value)
        lead = "    "


def _pair(lead: str, key: str, value: Node) -> Iterator[str]:
    """Yield a key with its value in one line, or in several where that would be too long."""
    data = plain(value)
    line = f"{lead}{key}: {to_flow(data)}"
    if len(line) <= MOST_COLUMNS or isinstance(value, Scalar):
        yield line
        return
    first, *rest = to_yaml({key: data}).rstrip("\n").split("\n")
    yield f"{lead}{first}"
    yield from (f"    {text}" for text in rest)
