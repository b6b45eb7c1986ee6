"""Compares a scorecard with what a case expects of it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pingfen.cases.case import Case
from pingfen.cases.report import Difference
from pingfen.messages import Bilingual, Text
from pingfen.scorecard import RowScore, Scorecard
from pingfen.source import Entries, Items, Node, Scalar

EXECUTION, ROWS, CAUSES, UNDECIDED = "execution", "rows", "causes", "undecided"


def differences(case: Case, card: Scorecard) -> Iterator[Difference]:
    """Yield in what a scorecard differs from what the case expects.

    Numbers are compared as they are written: 5.730 is not 5.73.
    """
    if case.alone:
        yield from _row("", case.expect, card.rows[0])
        return
    found = _totals(card)
    for key, node in case.expect.pairs:
        if key.text == EXECUTION:
            yield from _execution(node, card)
        elif key.text == ROWS:
            yield from _rows(node, card)
        elif isinstance(node, Items):
            yield from _list(key.text, node, found[key.text])
        else:
            yield from _value(key.text, node, found[key.text], _why(key.text, card))


def _totals(card: Scorecard) -> dict[str, object]:
    """Return what a case may expect of the whole form."""
    return {
        "total": card.total,
        "grade": card.grade,
        "verdict": card.verdict,
        CAUSES: card.undecided.causes if card.undecided else (),
        "findings": [item.check for item in card.checks if item.failed],
        "undecided_checks": [item.check for item in card.checks if not item.failed],
    }


def _why(key: str, card: Scorecard) -> Text | None:
    return card.undecided.text if key == "total" and card.undecided else None


def _execution(node: Node, card: Scorecard) -> Iterator[Difference]:
    if card.execution is None:
        yield Difference(EXECUTION, _written(node) or EXECUTION, None, node.place)
    else:
        yield from _row_or_score(EXECUTION, node, card.execution)


def _rows(node: Node, card: Scorecard) -> Iterator[Difference]:
    items = node.items if isinstance(node, Items) else ()
    if len(items) != len(card.rows):
        yield Difference(ROWS, str(len(items)), str(len(card.rows)), node.place)
        return
    for number, (item, row) in enumerate(zip(items, card.rows, strict=True), 1):
        yield from _row_or_score(f"{ROWS}[{number}]", item, row)


def _row_or_score(what: str, node: Node, row: RowScore) -> Iterator[Difference]:
    """Compare all that is said of a row, or only the score where nothing else is."""
    if isinstance(node, Entries):
        yield from _row(f"{what}.", node, row)
    else:
        yield from _value(what, node, row.score, _how(row))


def _row(prefix: str, expect: Entries, row: RowScore) -> Iterator[Difference]:
    """Compare a row; one that nobody expects to be undecided must be decided."""
    found = _of_row(row)
    notes: Mapping[str, Text | None] = {
        "score": None if row.undecided else _how(row),
        "rule": Bilingual(row.rule_place) if row.rule_place else None,
        UNDECIDED: row.undecided.text if row.undecided else None,
    }
    if row.undecided and expect.get(UNDECIDED) is None:
        code, text = row.undecided.code, row.undecided.text
        yield Difference(prefix + UNDECIDED, None, code, expect.place, text)
    for key, node in expect.pairs:
        if isinstance(node, Items):
            yield from _list(prefix + key.text, node, found[key.text])
        elif isinstance(node, Entries):
            yield from _texts(prefix + key.text, node, row.because)
        else:
            yield from _value(prefix + key.text, node, found[key.text], notes.get(key.text))


def _of_row(row: RowScore) -> dict[str, object]:
    """Return what a case may expect of a row."""
    return {
        "score": row.score,
        "rule": row.rule,
        UNDECIDED: row.undecided.code if row.undecided else None,
        CAUSES: row.undecided.causes if row.undecided else (),
        "verdict": row.verdict,
        "dropped": row.dropped,
        "because": row.because.zh,
        "formula": row.formula,
    }


def _how(row: RowScore) -> Text | None:
    """Return how the score of a row came about."""
    if row.undecided:
        return row.undecided.text
    return Bilingual(row.formula) if row.formula else row.because


def _texts(what: str, node: Entries, found: Bilingual) -> Iterator[Difference]:
    """Compare a text that is given in both languages."""
    for key, value in node.pairs:
        yield from _value(f"{what}.{key.text}", value, found.in_lang(key.text))


def _list(what: str, node: Items, found: object) -> Iterator[Difference]:
    names = found if isinstance(found, Sequence) else ()
    if [_written(item) for item in node.items] != list(names):
        expected = _joined([_written(item) or "" for item in node.items])
        yield Difference(what, expected, _joined(names), node.place)


def _joined(names: Sequence[str]) -> str:
    return f"[{', '.join(names)}]"


def _value(what: str, node: Node, value: object, note: Text | None = None) -> Iterator[Difference]:
    expected, found = _written(node), _shown(value)
    if expected != found:
        yield Difference(what, expected, found, node.place, note)


def _written(node: Node) -> str | None:
    """Return a value as it is written, decimals included; None for null."""
    return None if not isinstance(node, Scalar) or node.value is None else node.text


def _shown(value: object) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
    return str(value)
