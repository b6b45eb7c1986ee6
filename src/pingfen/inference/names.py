"""How candidates, rows and params are named in what people read."""

from collections.abc import Sequence

from pingfen.exact import NO_VALUE, printed
from pingfen.inference.candidate import Candidate
from pingfen.inference.evidence import EXECUTION_ROW, RowRef
from pingfen.inference.ranking import Tally
from pingfen.messages import listed, say
from pingfen.policy import Param
from pingfen.width import one_line

MOST_NAMES = 3


def names(found: Sequence[str], lang: str, *, everything: bool) -> str:
    """Return names as a list, a long one cut unless ``everything``."""
    if everything or len(found) <= MOST_NAMES + 1:
        return listed(found).in_lang(lang)
    shown = listed(found[:MOST_NAMES]).in_lang(lang)
    return say("infer-others", lang, names=shown, count=len(found) - MOST_NAMES)


def beside(one: Candidate, other: Candidate) -> str:
    """Return the name of a candidate beside another: only what is changed, for the same policy."""
    if one.policy != other.policy or not one.changes:
        return one.name
    return f"({', '.join(map(str, one.changes))})"


def scores_line(counts: Tally, lang: str) -> str:
    """Return what became of the declared scores."""
    figures = {"judged": counts.judged, "differs": counts.differs, "open": counts.undecided}
    return say("infer-scores", lang, declared=counts.declared, ruled=counts.by_rule, **figures)


def where(row: RowRef, lang: str) -> str:
    """Return which row of a form it is."""
    if row.number == EXECUTION_ROW:
        return say("row-execution", lang)
    return one_line(say("infer-row", lang, number=row.number, name=row.name))


def cells(row: RowRef, lang: str) -> str:
    """Return what a row says: target, actual, declared score and weight."""
    score = say("infer-score", lang, declared=printed(row.declared), weight=printed(row.weight))
    return one_line(f"{row.target or NO_VALUE} / {row.actual or NO_VALUE}  {score}")


def param_name(param: Param, lang: str) -> str:
    """Return the name of a param with its label."""
    label = param.label.in_lang(lang) if param.label else ""
    return say("infer-param", lang, name=param.name, label=label) if label else param.name
