"""What a change does to forms, as pieces of a page: counts, pictures, tables."""

from collections.abc import Iterator, Sequence
from html import escape

from pingfen.comparison.histogram import histogram
from pingfen.comparison.impact import grades_given
from pingfen.comparison.picture import ALL, dumbbells, pictured
from pingfen.comparison.result import Comparison, FormImpact, Impact, RowChange
from pingfen.comparison.wording import (
    graded,
    near_text,
    result,
    row_name,
    score_text,
    signed,
    summary,
)
from pingfen.exact import printed
from pingfen.messages import say
from pingfen.web import broken, table

TOTALS = ("column-project", "diff-old", "diff-new", "impact-change", "impact-grade", "page-near")
ROWS = ("column-name", "column-weight", "diff-old", "diff-new", "impact-change", "page-reason")


def overview(comparison: Comparison, impact: Impact, lang: str) -> str:
    """Return the counts, the pictures, how many grades move, and the totals that change."""
    pieces = (
        f'<p class="headline">{escape(summary(impact, lang))}</p>',
        _pictures(comparison, impact, lang),
        _matrix(comparison, impact, lang),
        _totals("impact-totals", impact.changed, lang),
        _totals("impact-near", impact.near, lang, within=f"{impact.within:f}"),
    )
    return "\n".join(filter(None, pieces))


def _pictures(comparison: Comparison, impact: Impact, lang: str) -> str:
    drawn = pictured(impact)
    pictures = list(dumbbells(comparison, lang))
    if len(drawn) == len(impact.forms):
        caption = say("picture-all", lang, count=len(drawn))
    elif len(drawn) == len(impact.changed):
        caption = say("picture-changed", lang, count=len(drawn), of=len(impact.forms))
    else:
        caption = say("picture-most-changed", lang, count=len(drawn), of=len(impact.changed))
    found = [_figure(caption if not number else "", each) for number, each in enumerate(pictures)]
    if len(impact.forms) > ALL:
        found.insert(0, _figure(say("picture-histogram", lang), histogram(comparison, lang)))
    return "\n".join(found)


def _figure(caption: str, picture: str) -> str:
    said = f"<figcaption>{escape(caption)}</figcaption>\n" if caption else ""
    return f"<figure>\n{said}{picture}\n</figure>" if picture else ""


def _matrix(comparison: Comparison, impact: Impact, lang: str) -> str:
    """Return how many forms have which grade under each policy; those that move stand out."""
    old, new = grades_given(comparison, impact)
    if old == new == [None]:
        return ""
    counts = {(move.old, move.new): move.count for move in impact.grades}
    none = say("impact-no-grade", lang)
    rows = (
        (
            escape(before or none),
            *(_count(counts.get((before, after)), before == after) for after in new),
        )
        for before in old
    )
    heads = (say("impact-grades", lang), *(grade or none for grade in new))
    return table(heads, rows, "matrix")


def _count(count: int | None, stays: bool) -> str:  # noqa: FBT001  # which of two looks it has
    if count is None:
        return ""
    return f'<span class="{"stay" if stays else "goes"}">{count}</span>'


def _totals(heading: str, found: Sequence[FormImpact], lang: str, **values: object) -> str:
    rows = [
        (
            escape(form.project),
            printed(form.old.total),
            printed(form.new.total),
            signed(form.gain),
            _mark("moves" if form.grade_moves else "stays", graded(form)),
            escape(near_text(form.near, lang)) if form.near else "",
        )
        for form in found
    ]
    if not rows:
        return ""
    title = escape(say(heading, lang, count=len(rows), **values))
    return f"<h3>{title}</h3>\n" + table((say(code, lang) for code in TOTALS), rows, "totals")


def _mark(kind: str, text: str) -> str:
    return f'<span class="{kind}">{escape(text)}</span>'


def forms(impact: Impact, lang: str) -> str:
    """Return, for each form that changes, the rows whose rule or score is another, and why."""
    return "\n".join(_form(form, lang) for form in impact.changed if form.rows)


def _form(form: FormImpact, lang: str) -> str:
    totals = f"{printed(form.old.total)} → {printed(form.new.total)} · {graded(form)}"
    heading = f"<h3>{escape(form.project)} <small>{escape(totals)}</small></h3>\n"
    rows = (tuple(_row(change, lang)) for change in form.rows)
    return heading + table((say(code, lang) for code in ROWS), rows, "rows")


def _row(change: RowChange, lang: str) -> Iterator[str]:
    row = change.row
    yield escape(row_name(change, lang))
    yield printed(row.weight)
    yield escape(result(change.old, lang))
    opened = ' class="open"' if change.opened else ""
    yield f"<span{opened}>{escape(result(change.new, lang))}</span>"
    yield signed(change.gain)
    yield "<br>".join(
        f"<{mark}>{broken([score_text(each, lang)])}</{mark}>"
        for mark, each in (("del", change.old), ("ins", change.new))
        if each
    )
