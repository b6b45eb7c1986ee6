"""Each form as a dumbbell from its old total to its new one, on one scale with the cut-offs."""

from collections.abc import Iterator, Sequence
from html import escape

from pingfen.comparison.result import Comparison, FormImpact, Impact
from pingfen.comparison.scale import LEFT, PLOT, Scale, bands, lines, numbers, scale_of, svg
from pingfen.comparison.wording import graded, near_text
from pingfen.exact import printed
from pingfen.messages import say
from pingfen.width import one_line, shortened, width

# of so many forms all are drawn, of more those that change, of many those that change most
ALL, MOST, PANEL = 20, 40, 20
ROW, HEAD, FOOT = 24, 64, 40
MOST_NAME = 34
RIGHT_TEXT = LEFT + PLOT + 12


def pictured(impact: Impact) -> tuple[FormImpact, ...]:
    """Return the forms that are drawn, the highest new total first and the undecided last."""
    forms = impact.forms if len(impact.forms) <= ALL else impact.changed
    chosen = sorted(forms, key=_weight)[:MOST]
    return tuple(sorted(chosen, key=_place))


def _weight(form: FormImpact) -> tuple[bool, bool, bool, object]:
    """Order by how much a form matters: another grade, something open, near, the change."""
    change = abs(form.gain) if form.gain is not None else 0
    return not form.grade_moves, not form.opened, form.near is None, -change


def _place(form: FormImpact) -> tuple[bool, object]:
    total = form.new.total
    return total is None, 0 if total is None else -total


def dumbbells(comparison: Comparison, lang: str) -> Iterator[str]:
    """Yield the pictures, each of so many forms that it fits a page."""
    impact = comparison.impact
    forms = pictured(impact) if impact else ()
    totals = [total for form in forms for total in (form.old.total, form.new.total)]
    scale = scale_of(
        [t for t in totals if t is not None], [*comparison.cut_offs[0], *comparison.cut_offs[1]]
    )
    for start in range(0, len(forms), PANEL):
        yield _panel(comparison, forms[start : start + PANEL], scale, lang)


def _panel(comparison: Comparison, forms: Sequence[FormImpact], scale: Scale, lang: str) -> str:
    bottom = HEAD + ROW * len(forms)
    return svg(
        bottom + FOOT,
        say("picture-label", lang),
        (
            *_legend(lang),
            *frame(comparison, scale, (HEAD, bottom), lang),
            *(
                line
                for number, form in enumerate(forms)
                for line in _form(form, scale, HEAD + ROW * number + ROW // 2, lang)
            ),
        ),
    )


def frame(
    comparison: Comparison, scale: Scale, between: tuple[int, int], lang: str
) -> Iterator[str]:
    """Yield the bands of the grades, above those of the new policy and below those of the old."""
    top, bottom = between
    old, new = comparison.cut_offs
    yield from bands(scale, new, top, bottom - top, named=False)
    yield from bands(scale, new, top - 18, 18, named=True)
    yield from bands(scale, old, bottom, 18, named=True)
    for text, y in (("diff-new", top - 5), ("diff-old", bottom + 13)):
        yield f'<text x="{LEFT - 8}" y="{y}" class="end quiet">{escape(say(text, lang))}</text>'
    for tick in scale.ticks():
        x = scale.at(tick)
        yield f'<line x1="{x}" x2="{x}" y1="{top}" y2="{bottom}" class="tick"/>'
        yield f'<text x="{x}" y="{bottom + 32}" class="mid quiet">{tick}</text>'
    same = {cut_off.bound for cut_off in new}
    yield from lines(
        scale, [at for at in old if at.bound not in same], "old-cut", top, bottom + 18
    )
    yield from lines(scale, new, "new-cut", top - 18, bottom)
    yield from numbers(scale, new, top - 22)


def _legend(lang: str) -> Iterator[str]:
    """Yield what the signs mean."""
    x = 8
    for sign, code in (
        ('<circle cx="{x}" cy="12" r="4.5" class="was"/>', "picture-old"),
        ('<circle cx="{x}" cy="12" r="5" class="up"/>', "picture-up"),
        ('<circle cx="{x}" cy="12" r="5" class="down"/>', "picture-down"),
        ('<circle cx="{x}" cy="12" r="8" class="ring"/>', "picture-near"),
        ('<text x="{x}" y="16" class="mid moves">A → B</text>', "picture-moves"),
    ):
        space = 24 if code == "picture-moves" else 0
        text = say(code, lang)
        yield sign.format(x=x + space)
        yield f'<text x="{x + 14 + 2 * space}" y="16">{escape(text)}</text>'
        x += 40 + 2 * space + 7 * width(text)


def _form(form: FormImpact, scale: Scale, y: int, lang: str) -> Iterator[str]:
    """Yield one form: its name, its totals on the scale, and the same in figures."""
    moves = " moves" if form.grade_moves else ""
    project = one_line(form.project)
    totals = f"{printed(form.old.total)} → {printed(form.new.total)}"
    near = f" · {near_text(form.near, lang)}" if form.near else ""
    yield f"<g><title>{escape(f'{project}: {totals} {graded(form)}{near}')}</title>"
    short = shortened(project, MOST_NAME)
    yield f'<text x="{LEFT - 10}" y="{y + 4}" class="end{moves}">{escape(short)}</text>'
    yield from _marks(form, scale, y)
    shown = totals if form.changed else printed(form.new.total)
    yield f'<text x="{RIGHT_TEXT}" y="{y + 4}">{escape(shown)}</text>'
    yield (
        f'<text x="{RIGHT_TEXT + 112}" y="{y + 4}" class="grade{moves}">'
        f"{escape(graded(form))}</text></g>"
    )


def _marks(form: FormImpact, scale: Scale, y: int) -> Iterator[str]:
    old, new = form.old.total, form.new.total
    way = "same" if not form.gain else "up" if form.gain > 0 else "down"
    if old is not None and new is not None and form.gain:
        thick = " wide" if form.grade_moves else ""
        yield (
            f'<line x1="{scale.at(old)}" x2="{scale.at(new)}" y1="{y}" y2="{y}" '
            f'class="{way}{thick}"/>'
        )
    if old is not None:
        yield f'<circle cx="{scale.at(old)}" cy="{y}" r="4.5" class="was"/>'
    if new is not None:
        yield f'<circle cx="{scale.at(new)}" cy="{y}" r="5" class="{way}"/>'
    if new is not None and form.near:
        yield f'<circle cx="{scale.at(new)}" cy="{y}" r="8" class="ring"/>'
    if old is None or new is None:
        yield f'<text x="{LEFT + 6}" y="{y + 4}" class="quiet">?</text>'
