"""Finds out which policy, with which of its variations, the scores of filled forms follow."""

from collections.abc import Iterable, Iterator, Sequence

from pingfen.errors import PingfenError, Problem
from pingfen.exact import plain_decimal
from pingfen.inference.candidate import Candidate, ParamChange
from pingfen.inference.choices import choices_of
from pingfen.inference.evidence import Declared, RowRef, evidence
from pingfen.inference.fits import row_fits
from pingfen.inference.formats import show_inference
from pingfen.inference.ranking import Tally, explained, ranked, tally, tied
from pingfen.inference.result import (
    Choice,
    Effect,
    FileStanding,
    Fit,
    FormStanding,
    Inference,
    Other,
    RowFits,
    Standing,
    Unmatched,
)
from pingfen.inference.search import Search
from pingfen.inference.span import Limit, Span
from pingfen.inference.trial import FormTrial, Trial
from pingfen.loading import list_policies, load_policy
from pingfen.loading.locate import AnyPath, own_folders
from pingfen.policy import Policy
from pingfen.readers import Document

__all__ = [
    "Candidate",
    "Choice",
    "Effect",
    "FileStanding",
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
    "Unmatched",
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
        files=tuple(_of_files(trials, search.forms)),
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
    best, overall = _alone(trials, [at])
    unmatched = tuple(_unmatched(form, trials[0].forms[at]))
    return FormStanding(at, form.file, form.form.project, best, overall, unmatched)


def _of_files(trials: Sequence[Trial], forms: Sequence[Declared]) -> Iterator[FileStanding]:
    """Yield which candidate explains the forms of each file best."""
    for file in dict.fromkeys(form.file for form in forms):
        own = [at for at, form in enumerate(forms) if form.file == file]
        yield FileStanding(file, *_alone(trials, own))


def _alone(trials: Sequence[Trial], places: Sequence[int]) -> tuple[Standing, Tally]:
    """Return what explains some forms best, and what the best of all makes of them."""
    alone = [trial._replace(forms=tuple(trial.forms[at] for at in places)) for trial in trials]
    return _standing(tied(ranked(alone))[0]), tally(alone[0].forms)


def _unmatched(declared: Declared, found: FormTrial) -> Iterator[Unmatched]:
    """Yield the total and the grade that a form declares and the best does not give."""
    if found.total and not explained(found.total) and declared.total is not None:
        given = None if found.total_found is None else plain_decimal(found.total_found)
        yield Unmatched("total", plain_decimal(declared.total), given)
    if found.grade and not explained(found.grade):
        yield Unmatched("grade", declared.grade, found.grade_found)
