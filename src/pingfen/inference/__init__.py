"""Finds out which policy, with which of its variations, the scores of filled forms follow."""

from collections.abc import Iterable, Sequence

from pingfen.errors import PingfenError, Problem
from pingfen.inference.candidate import Candidate, ParamChange
from pingfen.inference.choices import choices_of
from pingfen.inference.evidence import Declared, RowRef, evidence
from pingfen.inference.fits import row_fits
from pingfen.inference.formats import show_inference
from pingfen.inference.ranking import Tally, ranked, tally, tied
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
from pingfen.inference.search import Search
from pingfen.inference.span import Limit, Span
from pingfen.inference.trial import Trial
from pingfen.loading import list_policies, load_policy
from pingfen.loading.locate import AnyPath, own_folders
from pingfen.policy import Policy
from pingfen.readers import Document

__all__ = [
    "Candidate",
    "Choice",
    "Effect",
    "Fit",
    "FormStanding",
    "Inference",
    "Limit",
    "Other",
    "ParamChange",
    "RowFits",
    "RowRef",
    "Span",
    "Standing",
    "Tally",
    "infer_policy",
    "show_inference",
]


def infer_policy(
    forms: Document | Iterable[Document],
    policies: Iterable[Policy | AnyPath] | None = None,
    *,
    rules: AnyPath | Iterable[AnyPath] = (),
) -> Inference:
    """Find which policies, with which of their declared variations, explain declared scores best.

    ``forms`` are documents, single forms or plain data. ``policies`` are loaded ones, names or
    paths; without any, all that ship or lie in ``rules`` are tried, and one that does not load is
    a problem of the result. Agreement is evidence, not proof: see docs/inferring.md. Raises
    ``FormError`` for data of another shape, ``PolicyError`` for a named policy that is wrong.
    """
    declared = evidence(forms)
    found, problems = _policies(policies, rules)
    search = Search(declared)
    trials = search.run(found)
    return _inference(trials, search, len(found), problems)


def _policies(
    named: Iterable[Policy | AnyPath] | None, rules: AnyPath | Iterable[AnyPath]
) -> tuple[list[Policy], tuple[Problem, ...]]:
    """Return the policies to try, each once, and what keeps others from loading."""
    folders = own_folders(rules)
    if named is not None:
        loaded = [
            one if isinstance(one, Policy) else load_policy(one, rules=folders) for one in named
        ]
        return list(dict.fromkeys(loaded)), ()
    found: list[Policy] = []
    problems: list[Problem] = []
    for name in list_policies(rules=folders):
        try:
            found.append(load_policy(name, rules=folders))
        except PingfenError as error:
            problems += error.problems
    return list(dict.fromkeys(found)), tuple(problems)


def _inference(
    trials: Sequence[Trial], search: Search, policies: int, problems: tuple[Problem, ...]
) -> Inference:
    if not trials:
        return Inference((), (), (), (), (), 0, policies, problems=problems)
    best = trials[0]
    found = tuple(choices_of(best, search))  # these may try more
    idle = (rule.name for rule in best.candidate.policy.rules if rule.name not in best.decided)
    return Inference(
        standings=tuple(_standing(group) for group in tied(trials)),
        choices=found,
        idle=tuple(idle),
        rows=tuple(row_fits(trials, search.forms)),
        forms=tuple(_of_form(trials, at, form) for at, form in enumerate(search.forms)),
        tried=len(search.trials),
        policies=policies,
        cut=tuple(search.cut),
        problems=problems,
    )


def _standing(group: Sequence[Trial]) -> Standing:
    first, *others = group
    ties = tuple(trial.candidate for trial in others)
    return Standing(first.candidate, tally(first.forms), ties)


def _of_form(trials: Sequence[Trial], at: int, form: Declared) -> FormStanding:
    """Return which candidate explains one form best, the smallest explanation first."""
    alone = [trial._replace(forms=trial.forms[at : at + 1]) for trial in trials]
    best = next(iter(tied(ranked(alone))))
    overall = tally(alone[0].forms)
    return FormStanding(at, form.file, form.form.project, _standing(best), overall)
