"""What was inferred, as text: the best candidate, what is open, which formulas fit."""

from collections.abc import Iterable, Iterator

from pingfen.inference.candidate import simplest
from pingfen.inference.choices_text import decided_lines, open_lines
from pingfen.inference.names import beside, names, scores_line
from pingfen.inference.ranking import Tally
from pingfen.inference.result import FormStanding, Inference, RowFits, Standing
from pingfen.inference.rows_text import fitted_lines, unfitted_lines
from pingfen.inference.search import MOST_CANDIDATES, MOST_CHANGED
from pingfen.messages import listed, say
from pingfen.width import aligned, one_line

MOST_STANDINGS = 8
COUNTS = ("judged", "differs", "undecided")


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
    yield from _head(best, lang)
    yield ""
    yield from _standings(found, lang, everything=everything)
    if len({form.file for form in found.forms}) > 1:
        yield from _section("infer-forms", _forms(found, best, lang), lang)
    yield from _section("infer-open", open_lines(found, best, lang), lang)
    yield from _section("infer-decided", decided_lines(found, lang), lang)
    rows = [row for row in found.rows if row.fits and (everything or _shown(row))]
    code = "infer-rows" if everything else "infer-lost"
    yield from _section(code, fitted_lines(rows, best, lang, everything=everything), lang)
    unfitted = unfitted_lines(found, best, lang, everything=everything)
    yield from _section("infer-unfitted", unfitted, lang)
    if not found.unfitted:
        yield ""
        yield say("infer-all-fitted", lang)


def _shown(row: RowFits) -> bool:
    """Tell whether a row is of interest: it lost points, or the best does not explain it."""
    return row.row.lost or not row.explained


def _section(code: str, lines: Iterable[str], lang: str) -> Iterator[str]:
    """Yield a heading and lines; nothing where there are none."""
    found = list(lines)
    if found:
        yield ""
        yield f"━━ {say(code, lang)}"
        yield from found


def _head(best: Standing, lang: str) -> Iterator[str]:
    policy, counts = best.candidate.policy, best.tally
    status = say(f"status-{policy.status}", lang)
    if counts.some:
        yield one_line(say("infer-best", lang, name=best.candidate.name, title=policy.title))
    else:
        yield say("infer-none", lang)
    lines = (
        *([say("infer-status", lang, status=status)] if counts.some else []),
        scores_line(counts, lang),
        say("infer-totals", lang, **counts._asdict()),
        say("infer-evidence", lang),
    )
    yield from (f"    {line}" for line in lines)


def _standings(found: Inference, lang: str, *, everything: bool) -> Iterator[str]:
    cut = ""
    if found.cut:
        which = names(found.cut, lang, everything=everything)
        cut = say("infer-cut", lang, names=which, changed=MOST_CHANGED, most=MOST_CANDIDATES)
    yield say("infer-tried", lang, policies=found.policies, tried=found.tried) + cut
    shown = found.standings if everything else found.standings[:MOST_STANDINGS]
    head = [*_head_cells(lang), say("infer-column-candidate", lang)]
    rows = [_standing(standing, lang, everything=everything) for standing in shown]
    yield from (f"    {line}" for line in aligned([head, *rows], range(len(head) - 1)))
    if left := len(found.standings) - len(shown):
        more = say("infer-more", lang, count=left)
        yield f"    {more}"


def _standing(standing: Standing, lang: str, *, everything: bool) -> list[str]:
    name = standing.candidate.name
    others = list(simplest((standing.candidate, *standing.ties)))[1:]
    if others:
        ties = [beside(tie, standing.candidate) for tie in others]
        tied = names(ties, lang, everything=everything)
        name = say("infer-ties", lang, name=name, names=tied)
    return [*_counted(standing.tally), name]


def _head_cells(lang: str) -> list[str]:
    verdicts = (say(f"verdict-{name}", lang) for name in COUNTS)
    others = (say("infer-column-totals", lang), say("infer-column-grades", lang))
    return [say("infer-column-by-rule", lang), *verdicts, *others]


def _counted(counts: Tally) -> list[str]:
    scores = (counts.by_rule, counts.judged, counts.differs, counts.undecided)
    totals = f"{counts.totals}/{counts.totals_declared}"
    return [*map(str, scores), totals, f"{counts.grades}/{counts.grades_declared}"]


# several files


def _forms(found: Inference, best: Standing, lang: str) -> Iterator[str]:
    """Yield a line for each form: what explains it best; then which files go with which."""
    columns = (say("infer-column-candidate", lang), say("column-project", lang))
    head = [*_head_cells(lang), say("infer-column-others", lang), *columns]
    right = range(len(head) - len(columns))
    yield from aligned([head, *(_form(form, best, lang) for form in found.forms)], right)
    if any(form.better for form in found.forms):
        yield say("infer-apart", lang)
        for name, own in _together(found.forms, best):
            yield f"    {name}: {listed(own).in_lang(lang)}"


def _form(form: FormStanding, best: Standing, lang: str) -> list[str]:
    project = one_line(f"{form.project}  {form.file}")
    if not form.best.tally.anything:
        return [*_counted(form.best.tally), "", say("infer-form-nothing", lang), project]
    if not form.best.tally.some:
        return [*_counted(form.best.tally), "", say("infer-form-none", lang), project]
    return [*_counted(form.best.tally), str(form.others), _best_of(form, best), project]


def _best_of(form: FormStanding, best: Standing) -> str:
    """Return what explains a form best: the best of all, unless another explains more of it."""
    return form.best.candidate.name if form.better else best.candidate.name


def _together(forms: Iterable[FormStanding], best: Standing) -> Iterator[tuple[str, list[str]]]:
    """Yield each candidate with the files that it explains best, the best of all first."""
    found: dict[str, dict[str, None]] = {best.candidate.name: {}}
    for form in forms:
        if form.best.tally.some:
            found.setdefault(_best_of(form, best), {})[form.file or form.project] = None
    yield from ((name, list(own)) for name, own in found.items() if own)
