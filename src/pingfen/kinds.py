"""The kinds of findings that are no checks of a policy, and how serious each is by itself.

A policy may say so otherwise, by these codes; so the table is literal and lies below loading.
Titles and remedies of the kinds are messages. What the reader of a document noticed keeps the
code that the reader gave it.
"""

from collections.abc import Mapping
from types import MappingProxyType

# from the worst on
ERROR, DOUBT, NOTE = SEVERITIES = ("error", "doubt", "note")
OFF = "none"

# what the policy says against what the form declares; a difference is an error only where the
# source of the rule was seen
VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "score-differs": DOUBT,
        "execution-score": DOUBT,
        "score-missing": DOUBT,
        "row-undecided": DOUBT,
        "total-differs": DOUBT,
        "total-missing": NOTE,
        "total-undecided": DOUBT,
        "grade-differs": DOUBT,
        "check-undecided": NOTE,
    }
)
# what an expression cannot say of a form
FORMS: Mapping[str, str] = MappingProxyType({"number-as-text": DOUBT, "scored-twice": DOUBT})
# what only several forms together show
ACROSS: Mapping[str, str] = MappingProxyType(
    {
        "same-reason": DOUBT,
        "project-twice": DOUBT,
        "summary-alone": DOUBT,
        "summary-differs": ERROR,
        "summary-grade-differs": DOUBT,
        "not-in-summary": DOUBT,
        "acceptance-code": ERROR,
    }
)
# what is noticed when the cells of a form are understood
CELLS: Mapping[str, str] = MappingProxyType(
    {
        "unparsed": DOUBT,
        "figure": ERROR,
        "not-truth": ERROR,
        "weight-missing": ERROR,
        "unit-mismatch": DOUBT,
        "percent-lost": DOUBT,
        "shown-otherwise": DOUBT,
        "approximate": NOTE,
        "bound-actual": NOTE,
        "level-unknown": NOTE,
        "target-in-name": NOTE,
        "policy-older": DOUBT,
        "judgement-project": ERROR,
        "judgement-row": ERROR,
        "judgement-several": ERROR,
        "judgement-twice": ERROR,
        "judgement-differs": NOTE,
        "judgement-unused": NOTE,
    }
)
# what is noticed when the tables of a form are found
TABLES: Mapping[str, str] = MappingProxyType(
    {
        "project-missing": ERROR,
        "no-heading": ERROR,
        "tables-side-by-side": ERROR,
        "unscored-form": DOUBT,
        "cell-over-columns": DOUBT,
        "column-unused": DOUBT,
        "row-after-table": DOUBT,
        "row-without-heading": DOUBT,
        "title-without-table": DOUBT,
        "in-sentences": NOTE,
        "missing-key": ERROR,
        "unknown-key": ERROR,
        "wrong-kind": ERROR,
        "wrong-value": ERROR,
    }
)
# what is noticed of a file of some format
FILES: Mapping[str, str] = MappingProxyType(
    {
        "hidden-rows": DOUBT,
        "hidden-columns": DOUBT,
        "hidden-sheet": DOUBT,
        "covered": DOUBT,
        "formula-no-value": DOUBT,
        "error-value": DOUBT,
        "format-unknown": DOUBT,
        "format-hides": DOUBT,
        "tracked-changes": DOUBT,
        "deleted-row": DOUBT,
        "hidden-table-row": DOUBT,
        "hidden-text": DOUBT,
        "struck-text": DOUBT,
        "covered-text": DOUBT,
        "placeholder": DOUBT,
        "symbol-unknown": DOUBT,
        "text-box": DOUBT,
        "drawn-field": DOUBT,
        "embedded": DOUBT,
        "picture": DOUBT,
        "page-is-picture": DOUBT,
        "text-recognised": DOUBT,
        "fields-unread": DOUBT,
        "glyph-unknown": DOUBT,
        "text-overlaps": DOUBT,
        "number-broken": DOUBT,
    }
)
GROUPS = (VERDICTS, FORMS, ACROSS, CELLS, TABLES, FILES)
KINDS: Mapping[str, str] = MappingProxyType(
    {code: severity for group in GROUPS for code, severity in group.items()}
)
