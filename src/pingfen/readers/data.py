"""Forms as plain data, from YAML, JSON or Python mappings (``schemas/form.schema.json``)."""

from collections.abc import Mapping
from decimal import Decimal

from pingfen.errors import DataPlace, FormError, PolicyError, problem
from pingfen.form import Form, Forms
from pingfen.readers.entries import FormReader
from pingfen.readers.layout.summary import by_project
from pingfen.source import Entries, Items, Node, from_data, from_yaml

# forms as programs give them: what a reader read, a single form, plain data
Document = Forms | Form | Mapping[str, object]


def document_of(item: Document) -> Forms:
    """Return a document, a single form or plain data as a document."""
    if isinstance(item, Forms):
        return item
    if isinstance(item, Form):
        return Forms(item.place.file if item.place else "", (item,))
    return forms_from_data(item)


def forms_from_yaml(text: str, file: str) -> Forms:
    """Return the forms in YAML text."""
    try:
        return forms_from_node(from_yaml(text, file), file)
    except PolicyError as error:  # the YAML itself is wrong
        raise FormError(error.problems) from None


def forms_from_json(text: str, file: str) -> Forms:
    """Return the forms in JSON text; numbers keep their decimal digits."""
    import json  # noqa: PLC0415  # most forms are not JSON

    try:
        data = json.loads(
            text, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_unique
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise FormError([problem("json", DataPlace(file), found=error)]) from None
    return forms_from_data(data, file)


def forms_from_data(data: object, file: str = "<data>") -> Forms:
    """Return the forms in plain Python data: one mapping, a list, or ``{forms, summary}``."""
    try:
        return forms_from_node(from_data(data, file, fractions=True), file)
    except PolicyError as error:  # a value that is no data
        raise FormError(error.problems) from None


def forms_from_node(node: Node, file: str) -> Forms:
    """Return the forms in a document; one that is wrong becomes a problem beside the others.

    Raises ``FormError`` if no form is left.
    """
    whole = isinstance(node, Entries) and node.get("forms") is not None
    forms_node = node.index["forms"] if whole and isinstance(node, Entries) else node
    items = forms_node.items if isinstance(forms_node, Items) else (forms_node,)
    reader = FormReader()
    lines = reader.summary(node) if whole and isinstance(node, Entries) else ()
    left = by_project(lines)
    forms = []
    for item in items:
        own = FormReader()
        form = own.form(item, left)
        reader.problems += own.problems
        if not own.problems:
            forms.append(form)
    if not forms:
        raise FormError(reader.problems or [problem("no-form-data", node.place)])
    return Forms(file, tuple(forms), lines, tuple(reader.problems))


def _refused(constant: str) -> object:
    raise ValueError(constant)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(next(key for key in keys if keys.count(key) > 1))
    return found
