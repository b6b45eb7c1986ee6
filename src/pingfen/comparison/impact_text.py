"""What a change of policies does to filled forms, as lines of text."""

from collections.abc import Iterator, Sequence

from pingfen.comparison.impact import grades_given
from pingfen.comparison.result import Comparison, FormImpact, Impact, RowChange
from pingfen.comparison.wording import (
    graded,
    near_text,
    problem_lines,
    row_name,
    score_text,
    scored,
    signed,
    summary,
)
from pingfen.exact import printed
from pingfen.messages import say
from pingfen.showing.text import COLUMNS, with_place
from pingfen.width import aligned, one_line, shortened, wrapped

MOST_NAME = 34
NUMBERS = (1, 2, 3)


def impact_lines(comparison: Comparison, impact: Impact, lang: str) -> Iterator[str]:
    """Yield the impact: counts, the grades, the totals that change, then why."""
    yield f"━━ {say('impact-heading', lang, count=len(impact.forms))}"
    yield from wrapped(summary(impact, lang), COLUMNS)
    yield from _matrix(comparison, impact, lang)
    yield from _totals("impact-totals", impact.changed, lang)
    yield from _totals("impact-near", impact.near, lang, within=impact.within)
    for form in impact.changed:
        if form.rows:
            yield ""
            yield from _form(form, lang)
    yield from problem_lines(impact.problems, lang)


def _matrix(comparison: Comparison, impact: Impact, lang: str) -> Iterator[str]:
    """Yield how many forms have which grade under each policy; one line an old grade."""
    old, new = grades_given(comparison, impact)
    if old == new == [None]:
        return
    counts = {(move.old, move.new): move.count for move in impact.grades}
    none = say("impact-no-grade", lang)
    head = [say("impact-grades", lang), *(one_line(grade or none) for grade in new)]
    rows = [
        [one_line(before or none), *(str(counts.get((before, after), "·")) for after in new)]
        for before in old
    ]
    yield ""
    yield from aligned([head, *rows], right=range(1, len(head)))


def _totals(
    heading: str, forms: Sequence[FormImpact], lang: str, **values: object
) -> Iterator[str]:
    if not forms:
        return
    yield ""
    yield say(heading, lang, count=len(forms), **values)
    names = ("column-project", "diff-old", "diff-new", "impact-change", "impact-grade")
    head = [*(say(name, lang) for name in names), ""]
    yield from aligned([head, *(_total(form, lang) for form in forms)], right=NUMBERS)


def _total(form: FormImpact, lang: str) -> list[str]:
    return [
        shortened(one_line(form.project), MOST_NAME),
        printed(form.old.total),
        printed(form.new.total),
        signed(form.gain),
        graded(form),
        near_text(form.near, lang) if form.near else "",
    ]


def _form(form: FormImpact, lang: str) -> Iterator[str]:
    totals = f"{printed(form.old.total)} → {printed(form.new.total)}"
    yield f"━━ {one_line(form.project)}  {totals}  {graded(form)}".rstrip()
    for change in form.rows:
        yield from _row(change, lang)


def _row(change: RowChange, lang: str) -> Iterator[str]:
    """Yield a row with its scores at the right edge, then how each came about."""
    yield from with_place(" ", row_name(change, lang), scored(change, lang))
    for sign, row in (("-", change.old), ("+", change.new)):
        if row:
            yield from with_place(f"   {sign} ", score_text(row, lang), "")
