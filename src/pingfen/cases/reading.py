"""From a file, a text or plain data to cases, or to everything that is wrong with them."""

import os
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pingfen.cases.case import Case, Cases, Unseen
from pingfen.errors import DataPlace, PolicyError, Problem, problem
from pingfen.loading.locate import AnyPath, Located
from pingfen.loading.read import read_text
from pingfen.policy import Policy
from pingfen.readers.entries import FormReader
from pingfen.schema import shape
from pingfen.source import Entries, Items, Node, Scalar, from_data, from_yaml

ENDING = ".cases.yaml"
# what a row stands in where a case has nothing but the row
PROJECT = "case"


def read_cases(source: Policy | AnyPath) -> Cases:
    """Read the cases in a file, or those beside a loaded policy, which may have none.

    Raises ``PolicyError`` with all problems.
    """
    if not isinstance(source, Policy):
        return _read(Located(os.fspath(source)))
    located = beside(source)
    if _is_missing(located):
        return Cases(source.name, located.path, DataPlace(located.path))
    return _read(located)


def beside(policy: Policy) -> Located:
    """Return where the cases of a policy lie, if it has any."""
    return Located(os.path.splitext(policy.file)[0] + ENDING, shipped=policy.shipped)


def parse_cases(source: str | Mapping[str, object], *, file: str = "<cases>") -> Cases:
    """Read cases from YAML text or from plain data; ``file`` names them in messages.

    A Decimal keeps the decimals it has; so does a number given as text. Raises ``PolicyError``
    with all problems.
    """
    if isinstance(source, str):
        return _cases(from_yaml(source, file))
    return _cases(from_data(_as_written(source), file))


def _is_missing(located: Located) -> bool:
    try:
        located.content()
    except (FileNotFoundError, NotADirectoryError, KeyError):  # KeyError: not in a zip file
        return True
    except (OSError, ValueError):  # what keeps it from being read is said when it is read
        return False
    return False


def _read(located: Located) -> Cases:
    return _cases(from_yaml(read_text(located), located.path))


def _as_written(data: object) -> object:
    """Write Decimals out: as numbers they would lose the zeros at their end."""
    match data:
        case Mapping():
            return {key: _as_written(value) for key, value in data.items()}
        case list() | tuple():
            return [_as_written(item) for item in data]
        case Decimal() if data.is_finite():
            return f"{data:f}"
    return data


def _cases(node: Node) -> Cases:
    problems = list(shape(_without_forms(node), "cases").problems)
    problems += _repeated(node)
    if problems or not isinstance(node, Entries):
        raise PolicyError(problems)
    policy = node.index["policy"]
    return Cases(
        policy=_text(policy),
        file=node.place.file,
        place=policy.place,
        cases=tuple(_case(item) for item in _entries(node.get("cases"))),
        unseen=tuple(_unseen(item) for item in _entries(node.get("unseen"))),
    )


def _without_forms(node: Node) -> Node:
    """Leave out what the reader of forms looks at: there one that is wrong fails its case only."""
    match node:
        case Entries():
            pairs = ((key, _without_forms(value)) for key, value in node.pairs)
            emptied = {"row": Entries((), node.place), "form": _named(node)}
            return Entries(
                tuple((key, emptied.get(key.text, value)) for key, value in pairs), node.place
            )
        case Items():
            return Items(tuple(map(_without_forms, node.items)), node.place)
    return node


def _named(node: Node) -> Entries:
    """Return the least that is a form."""
    return Entries((_pair("project", Scalar(PROJECT, node.place)),), node.place)


def _repeated(node: Node) -> Iterator[Problem]:
    """Yield a problem for each name that a case before it has."""
    seen = set()
    for item in _entries(node.get("cases") if isinstance(node, Entries) else None):
        name = item.get("case")
        if name and _text(name) in seen:
            yield problem("duplicate-case", name.place, found=_text(name))
        seen.add(_text(name))


def _case(node: Entries) -> Case:
    name, expect, row = node.index["case"], node.index["expect"], node.get("row")
    reader = FormReader()
    form = reader.form(_form(node, row), {})
    return Case(
        name=_text(name),
        place=name.place,
        form=None if reader.problems else form,
        expect=expect if isinstance(expect, Entries) else Entries((), expect.place),
        alone=row is not None,
        problems=tuple(reader.problems),
    )


def _form(node: Entries, row: Node | None) -> Node:
    """Return the form of a case; a row stands in one of its own, and a year beside it counts."""
    form: Node = node.index["form"] if row is None else _named(row)
    year = node.get("year")
    more: list[tuple[str, Node]] = [("rows", Items((row,), row.place))] if row else []
    more += [("year", year)] if year else []
    if not isinstance(form, Entries):
        return form
    given = {name for name, _ in more}
    kept = tuple(pair for pair in form.pairs if pair[0].text not in given)
    return Entries((*kept, *(_pair(*pair) for pair in more)), form.place)


def _pair(name: str, value: Node) -> tuple[Scalar, Node]:
    return Scalar(name, value.place), value


def _unseen(node: Entries) -> Unseen:
    sides = node.index["sides"]
    items = sides.items if isinstance(sides, Items) else ()
    comparison = node.index["comparison"]
    return Unseen(
        _text(comparison), _text(node.get("part")), tuple(map(_text, items)), comparison.place
    )


def _entries(node: Node | None) -> list[Entries]:
    items = node.items if isinstance(node, Items) else ()
    return [item for item in items if isinstance(item, Entries)]


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
