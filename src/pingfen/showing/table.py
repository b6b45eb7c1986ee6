"""The decision table of a policy as text: one row a rule, then what its names stand for."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from types import MappingProxyType

from pingfen.messages import say
from pingfen.policy import Policy
from pingfen.showing import facts
from pingfen.showing.decision import Decision, rules_in_words
from pingfen.width import aligned, one_line, pad, width, wrapped

# column → the most columns of the terminal that it takes
WIDEST: Mapping[str, int] = MappingProxyType(
    {
        "table-number": 3,
        "table-rule": 18,
        "table-for": 10,
        "label-when": 34,
        "label-result": 26,
        "label-require": 26,
        "label-because": 28,
        "table-source": 60,
    }
)


def to_table(policy: Policy, lang: str = "zh") -> str:
    """Return the decision table as lines of text; a column that is empty is left out."""
    return "\n".join(line.rstrip() for line in _lines(policy, lang)) + "\n"


def _lines(policy: Policy, lang: str) -> Iterator[str]:
    yield one_line(f"{policy.name}  {policy.title.in_lang(lang)}")
    yield facts.head(policy, lang)
    yield ""
    rows = [_cells(rule) for rule in rules_in_words(policy, lang)]
    heads = [[say(code, lang)] for code in WIDEST]
    kept = [n for n in range(len(heads)) if not rows or any(any(row[n]) for row in rows)]
    yield from _table([[row[n] for n in kept] for row in (heads, *rows)], kept)
    yield ""
    yield from _legend(policy, lang)


def _cells(rule: Decision) -> list[list[str]]:
    """Return the texts of each cell of a row, one a line before they are wrapped."""
    cites = [rule.cites.key] if rule.cites else []
    return [
        [str(rule.number)],
        [rule.name],
        [rule.applies_to],
        [rule.when],
        list(rule.result),
        [rule.bounds],
        [rule.because],
        [*cites, rule.place],
    ]


def _table(rows: list[list[list[str]]], kept: list[int]) -> Iterator[str]:
    """Yield the lines of the rows, a rule drawn above each."""
    most = [list(WIDEST.values())[n] for n in kept]
    broken = [
        [_broken(cell, columns) for cell, columns in zip(row, most, strict=True)] for row in rows
    ]
    widths = [
        max(width(line) for cell in column for line in cell)
        for column in zip(*broken, strict=True)
    ]
    for row in broken:
        for line in zip_longest(*row, fillvalue=""):
            yield " │ ".join(map(pad, line, widths))
        yield "─┼─".join("─" * columns for columns in widths)


def _broken(cell: list[str], columns: int) -> list[str]:
    return [line for text in cell for line in wrapped(text, columns)] or [""]


def _legend(policy: Policy, lang: str) -> Iterator[str]:
    """Yield what the names of the table stand for: lets, then params."""
    yield say("table-lets", lang)
    found = (*facts.lets(policy, lang), *facts.params(policy, lang))
    yield from aligned([line for fact in found for line in _meaning(fact)] or [[""]])


def _meaning(fact: facts.Fact) -> Iterator[list[str]]:
    yield [f"  {fact.name}", "=", one_line(fact.text)]
    yield from (["", "", one_line(line)] for line in fact.more)
