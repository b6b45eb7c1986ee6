"""Draws ratios as bars, on a scale where each further ten times is as far again."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from typing import NamedTuple

WIDTH, LEFT, RIGHT, LINE, TOP = 860, 260, 190, 22, 58
OURS, OTHERS, BASE = "#1f6f8b", "#c9ccd1", "#6b7280"
MARKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class Bar(NamedTuple):
    """A bar: what it is of, how long, and what is said beside it."""

    name: str
    ratio: float
    note: str = ""


def svg(title: str, parts: Mapping[str, Sequence[Bar]], base: str) -> str:
    """Return a picture of the bars, in parts with a heading each; ``base`` is what they are of."""
    ratios = [bar.ratio for bars in parts.values() for bar in bars]
    low = max((mark for mark in MARKS if mark <= min(*ratios, 1)), default=MARKS[0])
    high = min((mark for mark in MARKS if mark >= max(*ratios, 2)), default=MARKS[-1])
    scale = _Scale(low, high)
    body, y = [], TOP
    for head, bars in parts.items():
        body.append(_text(12, y + 15, head, "weight"))
        y += LINE + 4
        for bar in bars:
            body += _bar(bar, y, scale, base)
            y += LINE
        y += 10
    lines = [_mark(mark, scale, y) for mark in MARKS if low <= mark <= high]
    return _page(title, [*lines, *body], y + 26)


class _Scale(NamedTuple):
    low: float
    high: float

    def at(self, ratio: float) -> float:
        share = (log10(ratio) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return LEFT + share * (WIDTH - LEFT - RIGHT)


def _page(title: str, body: Sequence[str], height: float) -> str:
    style = (
        "text{font:13px sans-serif;fill:#1f2328}.weight{font-weight:bold}"
        ".small{font-size:11px;fill:#57606a}.title{font-size:16px;font-weight:bold}"
    )
    size = f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>{style}</style>",
            f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>',
            _text(12, 26, title, "title"),
            *body,
            "</svg>\n",
        ]
    )


def _bar(bar: Bar, y: float, scale: _Scale, base: str) -> list[str]:
    start, end = sorted((scale.at(1), scale.at(bar.ratio)))
    colour = BASE if bar.name == base else OURS if bar.name.startswith("pingfen") else OTHERS
    place = f'x="{start:.1f}" y="{y + 3}" width="{max(end - start, 2):.1f}" height="{LINE - 7}"'
    said = f"{bar.ratio:.3g}×" + (f", {bar.note}" if bar.note else "")
    return [
        f'<rect {place} fill="{colour}"/>',
        _text(LEFT - 8, y + 15, bar.name, "", "end"),
        _text(max(end, start) + 6, y + 15, said, "small"),
    ]


def _mark(mark: float, scale: _Scale, bottom: float) -> str:
    x = scale.at(mark)
    colour = "#57606a" if mark == 1 else "#e4e6ea"
    line = f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{bottom}" stroke="{colour}"/>'
    return line + _text(x, bottom + 16, f"{mark:g}", "small", "middle")


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:g}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'
    )
