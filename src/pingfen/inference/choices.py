"""What the forms say of the params of the best candidate: which values they leave open."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pingfen.exact import NO_VALUE, plain_decimal, show
from pingfen.inference.candidate import values_of
from pingfen.inference.evidence import Declared
from pingfen.inference.ranking import explained, tally
from pingfen.inference.result import Choice, Effect, Other
from pingfen.inference.search import Search
from pingfen.inference.span import span_of
from pingfen.inference.trial import FormTrial, Mark, Trial


def choices_of(best: Trial, search: Search) -> Iterator[Choice]:
    """Yield the params that have variations or decided something, in the policy's order."""
    candidate = best.candidate
    for name, param in candidate.policy.params.items():
        value, asked = candidate.value(name), name in best.read
        if not asked:
            found = tuple(v for v in values_of(param) if v != value)
            if found:
                yield Choice(
                    param, value, asked, tuple(Other(v, fits=True, effects=()) for v in found)
                )
            continue
        span, free = span_of(best, search.forms, name)
        others = (search.trial(other, best) for other in candidate.others(name))
        compared = tuple(_compared(best, other, name, search.forms) for other in others)
        if compared or span:
            yield Choice(param, value, asked, compared, span, free)


def _compared(best: Trial, other: Trial, name: str, forms: Sequence[Declared]) -> Other:
    fits = tally(other.forms).key() == tally(best.forms).key()
    triples = zip(forms, best.forms, other.forms, strict=True)
    effects = (effect for triple in triples for effect in _effects(*triple, fits=fits))
    return Other(other.candidate.value(name), fits, tuple(effects))


def _effects(form: Declared, best: FormTrial, other: FormTrial, *, fits: bool) -> Iterator[Effect]:
    project = form.form.project
    for row, mine, its in zip(form.rows, best.marks, other.marks, strict=True):
        if _tells(mine, its, fits=fits):
            yield Effect("row", project, row, row.declared, *_scores(mine, its))
    if fits:
        return
    if best.total != other.total and explained(best.total):
        totals = (_shown(best.total_found), _shown(other.total_found))
        yield Effect("total", project, None, plain_decimal(form.total or Fraction(0)), *totals)
    elif best.grade != other.grade and explained(best.grade):
        grades = (best.grade_found or NO_VALUE, other.grade_found or NO_VALUE)
        yield Effect("grade", project, None, form.grade, *grades)


def _tells(mine: Mark, its: Mark, *, fits: bool) -> bool:
    """Tell whether a row shows what the other value does."""
    if fits:
        return (mine.status, mine.raw, mine.score) != (its.status, its.raw, its.score)
    # a judgement gives the same number: it explains less, and shows nothing
    return explained(mine.status) and not explained(its.status)


def _scores(mine: Mark, its: Mark) -> tuple[str, str]:
    """Return both scores, before rounding where only that tells them apart."""
    if mine.score != its.score:
        return _shown(mine.score), _shown(its.score)
    return _shown(mine.raw), _shown(its.raw)


def _shown(value: Fraction | None) -> str:
    return NO_VALUE if value is None else show(value)
