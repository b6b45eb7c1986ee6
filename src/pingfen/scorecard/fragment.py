"""A piece of HTML for a notebook: its looks reach nothing beside it, its texts are escaped.

It takes the letters and the ground of whatever it stands in, so it can be read in the light and
in the dark; only marks bring a ground of their own, with white letters on it.
"""

from collections.abc import Iterable, Sequence
from html import escape

from pingfen.characters import escaped
from pingfen.errors import Problem
from pingfen.exact import read
from pingfen.messages import say

LOOKS = """\
div.pingfen { line-height: 1.5; overflow-x: auto; }
div.pingfen p, div.pingfen ul { margin: .25em 0; }
div.pingfen ul { padding-left: 1.3em; }
div.pingfen p.pf-title { font-size: 1.1em; }
div.pingfen table { border-collapse: collapse; margin: .5em 0; width: auto; font-size: inherit; }
div.pingfen table th, div.pingfen table td {
  border: 1px solid rgba(128, 128, 128, .4); padding: .3em .6em; text-align: left;
  vertical-align: top; white-space: normal; max-width: 28em; overflow-wrap: break-word;
}
div.pingfen table th { font-weight: 600; white-space: nowrap; }
div.pingfen table td.pf-figure, div.pingfen table td.pf-marked { white-space: nowrap; }
div.pingfen table .pf-figure { text-align: right; font-variant-numeric: tabular-nums; }
div.pingfen small { opacity: .8; font-size: .86em; }
div.pingfen code { background: none; color: inherit; padding: 0; font-size: .95em; }
div.pingfen details { margin: .3em 0; }
div.pingfen summary { cursor: pointer; }
div.pingfen .pf-mark {
  display: inline-block; border-radius: 3px; padding: 0 .4em; color: #fff; background: #5f6b76;
  white-space: nowrap;
}
div.pingfen .pf-agrees { background: #2b7245; }
div.pingfen .pf-differs, div.pingfen .pf-error { background: #b3261e; }
div.pingfen .pf-judged, div.pingfen .pf-note { background: #24527a; }
div.pingfen .pf-undecided, div.pingfen .pf-doubt { background: #8a5a00; }
"""
# columns whose cells are numbers, and those that hold a mark
FIGURES = frozenset({"number", "score", "declared", "lost", "total", "declared-total", "open"})
MARKS = frozenset({"verdict", "severity"})


def fragment(content: str) -> str:
    """Return a piece of HTML that can stand anywhere."""
    return f'<div class="pingfen">\n<style>\n{LOOKS}</style>\n{content}\n</div>'


def shown(text: str) -> str:
    """Return a text as HTML; what does not show or would reorder it is written as an escape."""
    return escape(escaped(text)).replace("\n", "<br>")


def small(text: str) -> str:
    """Return a text in small letters; nothing where there is none."""
    return f"<small>{shown(text)}</small>" if text else ""


def figures(formula: str) -> str:
    """Return a formula; nothing for one that is a single number, which says nothing more."""
    return "" if not formula or read(formula) is not None else f"<code>{shown(formula)}</code>"


def stacked(parts: Iterable[str]) -> str:
    """Return pieces of HTML one below the other, those that are empty left out."""
    return "<br>".join(filter(None, parts))


def mark(kind: str, word: str) -> str:
    """Return a word on a ground of its own."""
    return f'<span class="pf-mark pf-{escape(kind)}">{shown(word)}</span>'


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], lang: str) -> str:
    """Return a table, the cells of ``rows`` HTML already; nothing where there are no rows."""
    lines = ["".join(map(_cell, columns, row)) for row in rows]
    if not lines:
        return ""
    heads = "".join(_cell(name, shown(say(f"column-{name}", lang)), "th") for name in columns)
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cell(column: str, cell: str, tag: str = "td") -> str:
    kind = "pf-figure" if column in FIGURES else "pf-marked" if column in MARKS else ""
    return f'<{tag} class="{kind}">{cell}</{tag}>' if kind else f"<{tag}>{cell}</{tag}>"


def left_out(total: int, most: int, lang: str) -> str:
    """Return the line that says how many were left out; nothing where none was."""
    text = say("shown-first", lang, most=most, left=total - most) if total > most else ""
    return f"<p>{small(text)}</p>" if text else ""


def problem_list(problems: Sequence[Problem], lang: str, most: int | None = None) -> str:
    """Return problems as a list, of a long one the first."""
    lines = [
        f"<li>{severity(found.severity, lang)} {_said(found, lang)}</li>"
        for found in problems[:most]
    ]
    if not lines:
        return ""
    rest = left_out(len(problems), len(lines), lang)
    return "\n".join(filter(None, ("<ul>", *lines, "</ul>", rest)))


def _said(found: Problem, lang: str) -> str:
    hint = say("hint", lang, hint=found.hint.in_lang(lang)) if found.hint else ""
    return f"<code>{shown(found.code)}</code> " + stacked((shown(found.line(lang)), small(hint)))


def severity(name: str, lang: str) -> str:
    """Return how bad something is, as a mark."""
    return mark(name, say(f"severity-{name}", lang))


def verdict(name: str | None, lang: str) -> str:
    """Return a verdict as a mark; nothing where there is none."""
    return mark(name, say(f"verdict-{name}", lang)) if name else ""
