"""What was inferred, as text: the best candidate, what is open, which formulas fit."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pingfen.exact import printed
from pingfen.inference.candidate import simplest
from pingfen.inference.choices_text import decided_lines, open_lines
from pingfen.inference.names import beside, names, scores_line
from pingfen.inference.ranking import Tally
from pingfen.inference.result import FileStanding, FormStanding, Inference, RowFits, Standing
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
    if len(found.files) > 1:
        yield from _section("infer-forms", _forms(found, lang), lang)
    if best.tally.some:
        yield from _section("infer-open", open_lines(found, best, lang), lang)
        yield from _section("infer-decided", decided_lines(found, lang), lang)
        yield from _section("infer-unmatched", _unmatched(found, best, lang), lang)
    rows = [row for row in found.rows if row.fits and (everything or _shown(row))]
    code = "infer-rows" if everything else "infer-lost"
    yield from _section(code, fitted_lines(rows, best, lang, everything=everything), lang)
    unfitted = unfitted_lines(found, best, lang, everything=everything)
    yield from _section("infer-unfitted", unfitted, lang)
    if not found.unfitted:
        yield ""
        yield say("infer-all-fitted", lang)


def _unmatched(found: Inference, best: Standing, lang: str) -> Iterator[str]:
    """Yield the totals and grades that the best does not give."""
    for form in found.forms:
        for one in form.unmatched:
            given = _printed(one.found) if one.found else say("verdict-undecided", lang)
            named = {"declared": _printed(one.declared), "found": given}
            text = say(f"infer-unmatched-{one.what}", lang, name=best.candidate.name, **named)
            yield one_line(f"{form.project}  {text}")


def _printed(value: Decimal | str) -> str:
    return value if isinstance(value, str) else printed(value)


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
        *([say("infer-evidence", lang)] if counts.some else []),
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


def _forms(found: Inference, lang: str) -> Iterator[str]:
    """Yield a line for each form: what explains it best; then which files go with which."""
    columns = ("infer-column-candidate", "column-project", "infer-column-file")
    head = [*_head_cells(lang), say("infer-column-others", lang)]
    right = range(len(head))
    head += [say(column, lang) for column in columns]
    yield from aligned([head, *(_form(form, lang) for form in found.forms)], right)
    if any(file.better for file in found.files):
        yield from _apart(found.files, lang)


def _form(form: FormStanding, lang: str) -> list[str]:
    counts, others, name = form.best.tally, str(form.best.others), form.best.candidate.name
    if not counts.anything:
        others, name = "", say("infer-form-nothing", lang)
    elif not counts.some:
        others, name = "", say("infer-form-none", lang)
    return [*_counted(counts), others, name, one_line(form.project), one_line(form.file)]


def _apart(files: Iterable[FileStanding], lang: str) -> Iterator[str]:
    """Yield the files that one policy alone explains in full, then the others."""
    alone: dict[str, list[str]] = {}
    tied: list[str] = []
    part: list[str] = []
    for file in files:
        if not file.best.tally.whole:
            if file.best.tally.anything:
                part.append(file.file)
        elif file.best.others:
            tied.append(file.file)
        else:
            alone.setdefault(file.best.candidate.name, []).append(file.file)
    yield say("infer-apart", lang)
    for name, own in alone.items():
        line = say("infer-apart-line", lang, name=name, files=listed(own))
        yield f"    {line}"
    if tied:
        line = say("infer-apart-tied", lang, files=listed(tied))
        yield f"    {line}"
    if part:
        line = say("infer-apart-part", lang, files=listed(part))
        yield f"    {line}"
