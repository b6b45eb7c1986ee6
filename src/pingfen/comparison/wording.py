"""What is said of forms under two policies, for text and for the page."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pingfen.comparison.result import FormImpact, Impact, NearCutOff, RowChange
from pingfen.errors import Problem
from pingfen.exact import NO_VALUE, printed
from pingfen.messages import say
from pingfen.scorecard import RowScore
from pingfen.width import one_line


def summary(impact: Impact, lang: str) -> str:
    """Return the counts of an impact as one line."""
    old, new = impact.undecided
    changed = len(impact.changed)
    counts = {"changed": changed, "unchanged": len(impact.forms) - changed}
    said = [say("impact-summary", lang, **counts, moved=len(impact.moved))]
    if same := sum(form.old.total == form.new.total for form in impact.changed):
        said.append(say("impact-same-total", lang, count=same))
    said.append(say("impact-open", lang, old=old, new=new))
    return ("；" if lang == "zh" else "; ").join(said)


def signed(change: Decimal | None) -> str:
    """Return a gain with its sign: ``-2.27``; a dash where there is none."""
    return NO_VALUE if change is None else f"{change:+f}" if change else f"{change:f}"


def graded(form: FormImpact) -> str:
    """Return the grade, or the old one and the new one."""
    old, new = (one_line(grade or NO_VALUE) for grade in (form.old.grade, form.new.grade))
    return f"{old} → {new}" if form.grade_moves else new


def near_text(near: NearCutOff, lang: str) -> str:
    """Return how far a total is from a cut-off and on which side."""
    if not near.distance and near.reached:
        return say("impact-at", lang, grade=one_line(near.upper), bound=near.bound)
    if near.reached:
        return say(
            "impact-above", lang, grade=one_line(near.upper), bound=near.bound, by=near.distance
        )
    return say(
        "impact-below", lang, grade=one_line(near.upper), bound=near.bound, by=-near.distance
    )


def row_name(change: RowChange, lang: str) -> str:
    """Return which row it is, with its cells."""
    row = change.row
    cells = f"  {row.target}  {row.actual}".rstrip()
    return say("impact-row", lang, number=row.number, name=row.name) + cells


def scored(change: RowChange, lang: str) -> str:
    """Return the old and the new score of a row, and what it gains."""
    old, new = (result(row, lang) for row in (change.old, change.new))
    gain = f"  {signed(change.gain)}" if change.gain is not None else ""
    return f"{old} → {new}{gain}"


def result(row: RowScore | None, lang: str) -> str:
    """Return the score of a row; in words where it has none."""
    if row is None:
        return NO_VALUE
    if row.dropped:
        return say("dropped", lang)
    return say("verdict-undecided", lang) if row.undecided else printed(row.score)


def score_text(row: RowScore, lang: str) -> str:
    """Return how a score came about: the rule, the formula with its figures, the reason."""
    because = row.because.in_lang(lang)
    return f"{row.rule or NO_VALUE}: {'  '.join(filter(None, (row.formula, because)))}"


def problem_lines(problems: Iterable[Problem], lang: str) -> Iterator[str]:
    """Yield what is wrong with the documents."""
    for problem in problems:
        severity = say(f"severity-{problem.severity}", lang)
        yield f"! {severity} {problem.code}  {problem.line(lang)}"
