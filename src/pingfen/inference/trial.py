"""Tries a candidate on all forms: what it makes of each declared score, total and grade."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from pingfen.expression.interpret import Interpreter
from pingfen.expression.names import expanded, names_in
from pingfen.expression.parse import Expression
from pingfen.inference.candidate import Candidate
from pingfen.inference.evidence import EXECUTION_ROW, Declared
from pingfen.inference.formulas import Formula, FormulaWriter
from pingfen.policy import Param, Policy
from pingfen.scorecard import AGREES, DIFFERS, JUDGED, UNDECIDED, Undecided
from pingfen.scoring.card import compared
from pingfen.scoring.decision import Decision
from pingfen.scoring.filling import Filling
from pingfen.scoring.outcome import Outcome, form_names, grade_of_total, outcome
from pingfen.scoring.reasons import undecided_row
from pingfen.scoring.scope import Values
from pingfen.words import compact

BY_RULE = "by-rule"
STATUSES = (BY_RULE, JUDGED, DIFFERS, UNDECIDED)
EXPLAINED = frozenset({BY_RULE, JUDGED})
# a score that is made of these agrees with any number that a form declares
JUDGEMENTS = frozenset({"judged", "declared"})


class Mark(NamedTuple):
    """What a candidate makes of one declared score: whether it explains it, and its own score.

    ``raw`` is the score before rounding; ``formula`` is known where the score agrees, ``open``
    says why there is no score.
    """

    status: str
    rule: str | None = None
    raw: Fraction | None = None
    score: Fraction | None = None
    formula: Formula | None = None
    open: Undecided | None = None


class FormTrial(NamedTuple):
    """What a candidate makes of one form; the verdicts are None where nothing is declared.

    ``read`` are the params that the scores asked for: no other one can change any of them.
    ``decided`` are the rules that decided a row.
    """

    marks: tuple[Mark, ...]
    total: str | None
    grade: str | None
    total_found: Fraction | None
    grade_found: str | None
    read: frozenset[str]
    decided: frozenset[str]

    def statuses(self) -> tuple[str | None, ...]:
        """Return what became of each thing that the form declares."""
        return (*(mark.status for mark in self.marks), self.total, self.grade)


class Trial(NamedTuple):
    """What a candidate makes of all forms."""

    candidate: Candidate
    forms: tuple[FormTrial, ...]

    @property
    def read(self) -> frozenset[str]:
        """The params that the scores asked for."""
        return frozenset[str]().union(*(form.read for form in self.forms))

    @property
    def decided(self) -> frozenset[str]:
        """The rules that decided a row."""
        return frozenset[str]().union(*(form.decided for form in self.forms))

    def statuses(self) -> tuple[str | None, ...]:
        """Return what became of each thing that the forms declare."""
        return tuple(status for form in self.forms for status in form.statuses())


class Noted(dict[str, Param]):
    """The params of a policy, and which of them were asked for."""

    def __init__(self, params: Mapping[str, Param]) -> None:
        """Start with none asked for."""
        super().__init__(params)
        self.read: set[str] = set()

    def get(self, name: str, default: Param | None = None) -> Param | None:  # type: ignore[override]  # no overloads
        """Return a param and note its name."""
        if name in self:
            self.read.add(name)
            return self[name]
        return default


def try_candidate(
    candidate: Candidate, forms: Sequence[Declared], like: Trial | None = None
) -> Trial:
    """Score the forms and compare what they declare; checks are left out.

    Forms that asked for no param which differs from a trial before come out as they did ``like``
    that one.
    """
    made = candidate.made()
    run = _Run(made, Noted(made.params))
    if like is None:
        return Trial(candidate, tuple(run.form(declared) for declared in forms))
    changed = candidate.differing(like.candidate)
    pairs = zip(forms, like.forms, strict=True)
    found = (run.form(form) if changed & known.read else known for form, known in pairs)
    return Trial(candidate, tuple(found))


def try_policy(policy: Policy, forms: Sequence[Declared]) -> Iterator[FormTrial]:
    """Yield what a policy makes of each form, without formulas."""
    run = _Run(policy, None)
    return map(run.form, forms)


class _Run:
    """One policy on its way through the forms."""

    def __init__(self, policy: Policy, params: Noted | None) -> None:
        policy = replace(policy, checks=(), params=policy.params if params is None else params)
        self.policy = policy
        self.params = params
        self.interpreter = Interpreter()
        self.filling = Filling(policy)
        self.formulas = None if params is None else FormulaWriter(policy)
        adjusts = _needs_judgement(policy, policy.adjust)
        # a rule that looks at the declared score to see whether it applies explains any number too
        self.circular = {
            rule.name for rule in policy.rules if "declared" in _names(policy, rule.when)
        }
        self.judging = {
            rule.name for rule in policy.rules if adjusts or _needs_judgement(policy, rule.score)
        }

    def form(self, declared: Declared) -> FormTrial:
        """Return what the policy makes of one form."""
        if self.params is not None:
            self.params.read = set()
        read = declared.read_by(self.policy)
        found = outcome(self.policy, read.names, read.execution, read.rows, self.interpreter)
        decisions = {EXECUTION_ROW: found.execution, **dict(enumerate(found.rows, 1))}
        deciding = frozenset(
            decision.rule.name
            for decision in decisions.values()
            if decision and decision.rule and not decision.code
        )
        pairs = zip(declared.rows, declared.scores, strict=True)
        marks = tuple(self.mark(decisions[row.number], score) for row, score in pairs)
        grade = self.grade(declared, read.names, found)
        verdicts = self.total(declared, found), _grade(declared, grade)
        asked = frozenset(self.params.read if self.params else ())
        return FormTrial(marks, *verdicts, found.total, grade, asked, deciding)

    def total(self, declared: Declared, found: Outcome) -> str | None:
        """Return what became of a declared total."""
        if declared.total is None:
            return None
        verdict = compared(self.policy, declared.total, found.total)
        return BY_RULE if verdict == AGREES else verdict

    def grade(self, declared: Declared, names: Values, found: Outcome) -> str | None:
        """Return the grade of the total that is declared; of the own one where none is.

        A grade that another total happens to have says nothing about the bands.
        """
        if declared.total is None:
            return found.grade
        known = form_names(self.policy, names)
        return grade_of_total(self.policy, known, declared.total, self.interpreter)

    def mark(self, decision: Decision | None, declared: Fraction) -> Mark:
        """Compare a declared score; a policy may take it from a column of its own."""
        if decision is None:
            return Mark(UNDECIDED)
        rule = decision.rule.name if decision.rule else None
        score = Fraction(0) if decision.dropped else decision.score
        given = decision.scope.values.get("declared", declared)
        verdict = compared(self.policy, given, score)
        if verdict == UNDECIDED and self.formulas and decision.code:
            return Mark(UNDECIDED, rule, open=undecided_row(decision, self.filling))
        if verdict != AGREES:
            return Mark(verdict or UNDECIDED, rule, decision.raw, score)
        judged = rule in self.circular or (
            rule in self.judging and JUDGEMENTS & self.filling.used(decision).keys()
        )
        formula = self.formulas.formula(decision) if self.formulas else None
        return Mark(JUDGED if judged else BY_RULE, rule, decision.raw, score, formula)


def _grade(declared: Declared, found: str | None) -> str | None:
    """Return what became of a declared grade."""
    if not declared.grade:
        return None
    if found is None:
        return UNDECIDED
    return BY_RULE if compact(declared.grade) == compact(found) else DIFFERS


def _needs_judgement(policy: Policy, expression: Expression | None) -> bool:
    return bool(JUDGEMENTS & _names(policy, expression))


def _names(policy: Policy, expression: Expression | None) -> set[str]:
    return expanded(names_in(expression), policy.lets) if expression else set()
