"""Compares two policies: in what they differ, and what the change does to filled forms."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pingfen.comparison.difference import Difference
from pingfen.comparison.differing import differences
from pingfen.comparison.formats import show_comparison
from pingfen.comparison.impact import impact
from pingfen.comparison.ladder import CutOff, cut_offs
from pingfen.comparison.result import (
    Comparison,
    FormImpact,
    GradeMove,
    Impact,
    NearCutOff,
    RowChange,
)
from pingfen.errors import Problem, UsageError, problem
from pingfen.exact import Numeric, exact, plain_decimal
from pingfen.form import Form, Forms
from pingfen.policy import Policy
from pingfen.readers import Document, document_of
from pingfen.scoring.card import policy_name

if TYPE_CHECKING:
    from pingfen.judgements import Judgements

__all__ = [
    "Comparison",
    "CutOff",
    "Difference",
    "FormImpact",
    "GradeMove",
    "Impact",
    "NearCutOff",
    "RowChange",
    "diff_policies",
    "show_comparison",
]


def diff_policies(
    old: Policy,
    new: Policy,
    forms: Document | Iterable[Document] = (),
    *,
    near: Numeric = 1,
    judgements: "Judgements | None" = None,
) -> Comparison:
    """Compare two policies, and what filled forms get under each.

    What the resolved policies say is compared, not how their files spell it. ``forms`` are
    documents, single forms or plain data, ``judgements`` those of ``score_all``; a total within
    ``near`` points of a cut-off of the new policy is said to be near it. Raises ``UsageError`` for
    a ``near`` that is no number from 0 on.
    """
    bounds = cut_offs(old), cut_offs(new)
    within = plain_decimal(exact(near)) if _is_distance(near) else None
    if within is None:
        raise UsageError([problem("usage", None, says="not-a-distance", found=near)])
    items = [forms] if isinstance(forms, Forms | Form | Mapping) else forms
    documents = [document_of(item) for item in items]
    problems: list[Problem] = []
    if judgements is not None:
        documents, problems = _judged(documents, judgements)
    found = impact(old, new, documents, bounds, within) if documents else None
    if found and problems:
        found = replace(found, problems=(*found.problems, *problems))
    return Comparison(policy_name(old), policy_name(new), differences(old, new), found, bounds)


def _judged(documents: list[Forms], judgements: "Judgements") -> tuple[list[Forms], list[Problem]]:
    # most forms are compared without judgements
    from pingfen.judgements import judgements_of, with_judgements  # noqa: PLC0415  # see above

    return with_judgements(documents, judgements_of(judgements))


def _is_distance(near: Numeric) -> bool:
    try:
        return exact(near) >= 0
    except (TypeError, ValueError):
        return False
