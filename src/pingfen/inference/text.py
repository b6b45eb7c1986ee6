"""What was inferred, as text: the best candidate, what is open, which formulas fit."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from pingfen.exact import NO_VALUE, decimals, difference, fixed, printed
from pingfen.inference.candidate import Candidate, written
from pingfen.inference.evidence import RowRef
from pingfen.inference.ranking import Tally, explained
from pingfen.inference.result import (
    Choice,
    Effect,
    Fit,
    FormStanding,
    Inference,
    Other,
    RowFits,
    Standing,
)
from pingfen.inference.search import MOST_CANDIDATES, MOST_CHANGED
from pingfen.inference.tracked import Limit, Span
from pingfen.messages import listed, say
from pingfen.policy import Param
from pingfen.width import aligned, one_line

MOST_STANDINGS = 8
MOST_NAMES = 3
MOST_EFFECTS = 3
COUNTS = ("by-rule", "judged", "differs", "undecided")


def to_text(found: Inference, lang: str = "zh", *, everything: bool = False) -> str:
    """Return an inference as lines of text; ``everything`` cuts no list."""
    return "\n".join(_lines(found, lang, everything=everything)) + "\n"


def _lines(found: Inference, lang: str, *, everything: bool) -> Iterator[str]:
    best = found.best
    if best is None:
        yield say("infer-no-policies", lang)
        return
    if not best.tally.anything:
        yield say("infer-nothing", lang)
        return
    yield from _head(found, best, lang)
    yield ""
    yield from _standings(found, lang, everything=everything)
    yield from _forms(found, best, lang)
    yield from _section("infer-open", _open(found, best, lang), lang)
    yield from _section("infer-decided", _decided(found, lang), lang)
    rows = [row for row in found.rows if row.fits and (everything or _shown(row))]
    code = "infer-rows" if everything else "infer-lost"
    yield from _section(code, _rows(rows, best, lang, everything=everything), lang)
    yield from _section("infer-unfitted", _unfitted(found, best, lang), lang)
    if not found.unfitted:
        yield ""
        yield say("infer-all-fitted", lang)


def _head(found: Inference, best: Standing, lang: str) -> Iterator[str]:
    policy, counts = best.candidate.policy, best.tally
    status = say(f"status-{policy.status}", lang)
    yield say("infer-best", lang, name=best.candidate.name, title=policy.title)
    yield f"    {say('infer-status', lang, status=status)}"
    yield f"    {say('infer-scores', lang, declared=counts.declared, **counts._asdict())}"
    yield f"    {say('infer-totals', lang, **counts._asdict())}"
    yield f"    {say('infer-evidence', lang)}"


def _section(code: str, lines: Iterable[str], lang: str) -> Iterator[str]:
    """Yield a heading and lines; nothing where there are none."""
    found = list(lines)
    if found:
        yield ""
        yield f"━━ {say(code, lang)}"
        yield from found


def _standings(found: Inference, lang: str, *, everything: bool) -> Iterator[str]:
    cut = ""
    if found.cut:
        names = listed(found.cut)
        cut = say("infer-cut", lang, names=names, changed=MOST_CHANGED, most=MOST_CANDIDATES)
    yield say("infer-tried", lang, policies=found.policies, tried=found.tried) + cut
    shown = found.standings if everything else found.standings[:MOST_STANDINGS]
    codes = ("infer-column-by-rule", *(f"verdict-{name}" for name in COUNTS[1:]))
    ends = ("infer-column-totals", "infer-column-grades", "infer-column-candidate")
    head = [say(code, lang) for code in (*codes, *ends)]
    rows = [_standing(standing, lang, everything=everything) for standing in shown]
    yield from (f"    {line}" for line in aligned([head, *rows], range(len(head) - 1)))
    if left := len(found.standings) - len(shown):
        yield f"    {say('infer-more', lang, count=left)}"


def _standing(standing: Standing, lang: str, *, everything: bool) -> list[str]:
    counts, name = standing.tally, standing.candidate.name
    if standing.ties:
        names = _names([tie.name for tie in standing.ties], lang, everything=everything)
        name = say("infer-ties", lang, name=name, names=names)
    return [
        *map(str, counts[: len(COUNTS)]),
        f"{counts.totals}/{counts.totals_declared}",
        f"{counts.grades}/{counts.grades_declared}",
        name,
    ]


def _names(names: Sequence[str], lang: str, *, everything: bool) -> str:
    """Return names as a list, a long one cut."""
    if everything or len(names) <= MOST_NAMES + 1:
        return listed(names).in_lang(lang)
    shown = listed(names[:MOST_NAMES]).in_lang(lang)
    return say("infer-others", lang, names=shown, count=len(names) - MOST_NAMES)


# what is open and what is decided


def _open(found: Inference, best: Standing, lang: str) -> Iterator[str]:
    for choice in found.choices:
        if choice.open:
            yield from open_choice(choice, lang)
            for other in choice.open if choice.asked else ():
                yield from _both(choice, other, lang)
    if found.idle:
        yield say("infer-idle", lang, rules=listed(found.idle))
    others = as_much(best)
    if others:
        yield say("infer-as-much", lang, names=listed(one.name for one in others))


def as_much(best: Standing) -> list[Candidate]:
    """Return the simplest candidate of each other policy that explains exactly the same."""
    found: dict[str, Candidate] = {}
    for tie in best.ties:
        if tie.policy != best.candidate.policy:
            found.setdefault(tie.policy.digest, tie)
    return list(found.values())


def open_choice(choice: Choice, lang: str) -> Iterator[str]:
    """Yield what the forms leave open of a param."""
    others = listed(written(other.value) for other in choice.open)
    code = "infer-open-value" if choice.asked else "infer-open-unasked"
    value = written(choice.value)
    yield say(code, lang, param=_param(choice.param, lang), value=value, others=others)


def _both(choice: Choice, other: Other, lang: str) -> Iterator[str]:
    """Yield the rows on which both values were in play."""
    values = {"value": written(choice.value), "other": written(other.value)}
    rows = [effect for effect in other.effects if effect.row]
    if not rows:
        yield f"    {say('infer-open-unseen', lang, other=values['other'])}"
    for effect in rows[:MOST_EFFECTS]:
        yield f"    {_effect(effect, values, lang)}"
    yield from _left(len(rows), lang)


def _effect(effect: Effect, values: dict[str, str], lang: str) -> str:
    declared = printed(effect.row.declared) if effect.row else NO_VALUE
    figures = {"declared": declared, "best": effect.best, "found": effect.other}
    where = _where(effect.row, lang) if effect.row else say("total", lang)
    said = say("infer-both", lang, **figures, **values)
    return one_line(f"{effect.project} · {where}  {said}")


def _left(count: int, lang: str) -> Iterator[str]:
    if count > MOST_EFFECTS:
        yield f"    {say('infer-more', lang, count=count - MOST_EFFECTS)}"


def _decided(found: Inference, lang: str) -> Iterator[str]:
    for choice in found.choices:
        if not choice.ruled_out and not choice.span:
            continue
        names = {"param": _param(choice.param, lang), "value": written(choice.value)}
        if choice.span:
            yield say("infer-span", lang, span=interval(choice.span, lang), **names)
        else:
            yield say("infer-value", lang, **names)
        for other in choice.ruled_out:
            yield from _against(choice, other, lang)


def _against(choice: Choice, other: Other, lang: str) -> Iterator[str]:
    """Yield the rows that rule a value out; totals only where no row does."""
    values = {"value": written(choice.value), "other": written(other.value)}
    yield f"    {say('infer-not', lang, other=values['other'])}"
    telling = [effect for effect in other.effects if effect.row] or list(other.effects)
    for effect in telling[:MOST_EFFECTS]:
        yield f"        {_effect(effect, values, lang)}"
    yield from (f"    {line}" for line in _left(len(telling), lang))


def interval(span: Span, lang: str) -> str:
    """Return a span as ``1.2995 ≤ … < 1.3005``."""
    low, high = span
    if low.value is None and high.value is None:
        return say("infer-any", lang)
    if low.value == high.value:
        return f"= {limit_text(low)}"
    left = f"{limit_text(low)} {'≤' if low.closed else '<'} " if low.value is not None else ""
    right = f" {'≤' if high.closed else '<'} {limit_text(high)}" if high.value is not None else ""
    return f"{left}…{right}"


def limit_text(limit: Limit) -> str:
    """Return a limit exactly: as a decimal where its decimals end, else as a fraction."""
    if limit.value is None:
        return ""
    places = decimals(limit.value)
    return str(limit.value) if places is None else fixed(limit.value, places)


def _param(param: Param, lang: str) -> str:
    label = param.label.in_lang(lang) if param.label else ""
    return say("infer-param", lang, name=param.name, label=label) if label else param.name


# the rows


def _shown(row: RowFits) -> bool:
    """Tell whether a row is of interest: it lost points, or the best does not explain it."""
    return row.row.lost or not explained(row.status) or row.row.weight is None


def _by_form(rows: Iterable[RowFits]) -> Iterator[tuple[str, list[RowFits]]]:
    for _, group in groupby(rows, key=lambda row: row.row.form):
        own = list(group)
        yield own[0].row.project, own


def _rows(
    rows: Iterable[RowFits], best: Standing, lang: str, *, everything: bool
) -> Iterator[str]:
    for project, own in _by_form(rows):
        yield one_line(project)
        for row in own:
            yield f"    {_row(row.row, lang)}{_best_gives(row, best, lang)}"
            for fit in row.fits:
                yield f"        {_fit(fit, lang, everything=everything)}"


def _where(row: RowRef, lang: str) -> str:
    if row.number == 0:
        return say("row-execution", lang)
    return say("infer-row", lang, number=row.number, name=row.name)


def _row(row: RowRef, lang: str) -> str:
    cells = f"{row.target or NO_VALUE} / {row.actual or NO_VALUE}"
    score = say("infer-score", lang, declared=printed(row.declared), weight=printed(row.weight))
    return one_line(f"{_where(row, lang)}  {cells}  {score}")


def _best_gives(row: RowFits, best: Standing, lang: str) -> str:
    if explained(row.status):
        return ""
    name = best.candidate.name
    if row.score is None:
        return f"  ※ {say('infer-best-undecided', lang, name=name)}"
    return f"  ※ {say('infer-best-gives', lang, name=name, score=printed(row.score))}"


def _fit(fit: Fit, lang: str, *, everything: bool) -> str:
    text = fit.expression.in_lang(lang)
    if fit.judged:
        text = say("infer-judged", lang, expression=text)
    roundings = "; ".join(_rounding(*rounding, lang) for rounding in fit.roundings)
    parts = (text, roundings, _names(fit.candidates, lang, everything=everything))
    return one_line(" · ".join(filter(None, parts)))


def _rounding(places: int, mode: str, lang: str) -> str:
    return say("infer-rounding", lang, mode=say(f"mode-{mode}", lang), places=places)


def _unfitted(found: Inference, best: Standing, lang: str) -> Iterator[str]:
    for project, own in _by_form(found.unfitted):
        yield one_line(project)
        for row in own:
            yield f"    {_row(row.row, lang)}"
            yield f"        {_gives(row, best, lang)}"


def _gives(row: RowFits, best: Standing, lang: str) -> str:
    """Return what the best makes of a row that nothing explains, and how far that is off."""
    name = best.candidate.name
    if row.score is None:
        text = say("infer-best-undecided", lang, name=name)
    else:
        off = difference(row.row.declared, row.score)
        figures = {"score": printed(row.score), "difference": f"{off:+f}"}
        text = say("infer-gives", lang, name=name, **figures)
    share = row.share
    if share is None:
        return text
    return text + say("infer-share", lang, share=f"{_percent(share)}%")


def _percent(share: Decimal) -> str:
    text = f"{share.scaleb(2):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# several files


def _forms(found: Inference, best: Standing, lang: str) -> Iterator[str]:
    files = dict.fromkeys(form.file for form in found.forms)
    if len(files) < 2:  # noqa: PLR2004  # one file is one set of forms
        return
    lines = [_form(form, best, lang) for form in found.forms]
    yield from _section("infer-forms", aligned(lines), lang)
    better = [form for form in found.forms if form.better]
    if better:
        yield say("infer-apart", lang)
        for name, own in _together(found.forms, best):
            yield f"    {say('infer-goes-with', lang, name=name, files=listed(own))}"


def _form(form: FormStanding, best: Standing, lang: str) -> list[str]:
    where = [form.file, form.project] if form.file else [form.project]
    found = form.best.tally
    if not found.anything:
        return [*where, NO_VALUE, say("infer-form-nothing", lang)]
    name = best.candidate.name
    code = "infer-form-better" if form.better else "infer-form-as-good"
    counts = {"found": _counted(found), "overall": _counted(form.overall)}
    said = say(code, lang, declared=found.declared, name=name, **counts)
    return [*where, form.best.candidate.name if form.better else name, said]


def _counted(found: Tally) -> str:
    judged = f"+{found.judged}" if found.judged else ""
    return f"{found.by_rule}{judged}"


def _together(forms: Iterable[FormStanding], best: Standing) -> Iterator[tuple[str, list[str]]]:
    """Yield each candidate with the forms that it explains best, the best of all first."""
    found: dict[str, list[str]] = {best.candidate.name: []}
    for form in forms:
        if form.best.tally.anything:
            name = form.best.candidate.name if form.better else best.candidate.name
            found.setdefault(name, []).append(form.file or form.project)
    yield from ((name, list(dict.fromkeys(own))) for name, own in found.items() if own)
