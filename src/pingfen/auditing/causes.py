"""Why a row is undecided, in words a clerk can act on: which cell, what is missing in it."""

from collections.abc import Sequence

from pingfen.auditing.catalogue import remedy_of
from pingfen.errors import Problem
from pingfen.form import Indicator, Wording
from pingfen.messages import Bilingual, Message, Text, both
from pingfen.scorecard import RowScore

# what the rules of the budget row call its amounts
BUDGET = frozenset({"missing target", "missing actual"})
UNREAD, NO_ACTUAL = "unparsed", "missing actual"
# What of a row may be why it is undecided.
CAUSES = frozenset(
    {UNREAD, "weight-missing", "figure", "unit-mismatch", "percent-lost", "approximate"}
)


def causes_of(row: RowScore) -> tuple[Problem, ...]:
    """Return what of a row's cells may be why it is undecided; said with that, not by itself."""
    if row.undecided is None:
        return ()
    return tuple(note for note in row.notes if note.code in CAUSES)


def said_causes(causes: Sequence[Problem]) -> Bilingual:
    """Return what some problems say, each sentence once."""
    said = list(dict.fromkeys(both(cause.text) for cause in causes))
    return Bilingual("；".join(text.zh for text in said), "; ".join(text.en for text in said))


def is_worded(row: RowScore, own: Indicator) -> bool:
    """Tell whether a row lacks its actual only as a number: it says 完成 to the target ≤30万元."""
    causes = row.undecided.causes if row.undecided else ()
    return causes[:1] == (NO_ACTUAL,) and isinstance(own.actual.reading, Wording)


def worded(own: Indicator) -> Message:
    """Return that the actual of a row is no number, as its target is."""
    texts = {"found": own.actual.cell.text, "target": own.target.cell.text}
    return Message.of("actual-worded", **texts)


def why_open(row: RowScore) -> Text:
    """Return why a row is undecided: what is missing, without the rule that wanted it."""
    text = row.undecided.text if row.undecided else Bilingual("")
    missing = dict(text.values).get("causes") if isinstance(text, Message) else None
    return missing if isinstance(missing, Bilingual) and missing.zh else both(text)


def remedy_of_open(row: RowScore) -> Message | None:
    """Return what to do about the first thing that is missing."""
    for cause in row.undecided.causes if row.undecided else ():
        kind, _, what = cause.partition(" ")
        if not row.number and cause in BUDGET:
            what = "budget"
        told = remedy_of(f"cause-{what}" if kind == "missing" else f"cause-{kind}")
        if told:
            return told
    return None
