"""What was found: which candidates explain what forms declare, and what the forms leave open."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pingfen.errors import Problem
from pingfen.exact import difference, plain_decimal, round_to
from pingfen.inference.candidate import Candidate
from pingfen.inference.evidence import RowRef
from pingfen.inference.ranking import Tally, explained
from pingfen.inference.span import Span
from pingfen.messages import Bilingual
from pingfen.policy import Constant, Param
from pingfen.scorecard import Undecided

SHARE_PLACES = 4


class Standing(NamedTuple):
    """A candidate and how much it explains; ``ties`` explain exactly the same, less simply."""

    candidate: Candidate
    tally: Tally
    ties: tuple[Candidate, ...] = ()

    @property
    def others(self) -> int:
        """How many other policies explain exactly the same."""
        candidates = (self.candidate, *self.ties)
        return len({candidate.policy.digest for candidate in candidates}) - 1


class Effect(NamedTuple):
    """What two values of a param make of one row, or of a total or a grade of the form.

    ``what`` is ``row``, ``total`` or ``grade``. Scores stand before rounding where only that
    tells them apart.
    """

    what: str
    project: str
    row: RowRef | None
    declared: Decimal | str
    best: str
    other: str


class Other(NamedTuple):
    """Another value of a param: whether it explains as much, and the rows that tell.

    Where it explains as much, these are the rows that it scores otherwise before rounding; else
    those that it no longer explains.
    """

    value: Constant
    fits: bool
    effects: tuple[Effect, ...]


class Choice(NamedTuple):
    """A param of the best candidate, and what the forms say of its value.

    ``asked`` tells whether any score asked for it at all. ``span`` are the numbers that explain
    exactly the same, if that can be told exactly; ``free`` if these are all that are allowed.
    """

    param: Param
    value: Constant
    asked: bool
    others: tuple[Other, ...] = ()
    span: Span | None = None
    free: bool = False

    @property
    def open(self) -> tuple[Other, ...]:
        """The other values that explain as much."""
        return tuple(other for other in self.others if other.fits)

    @property
    def ruled_out(self) -> tuple[Other, ...]:
        """The other values that explain less."""
        return tuple(other for other in self.others if not other.fits)


class Fit(NamedTuple):
    """A formula that gives the declared score of a row, and the candidates that have it.

    ``judged`` marks a judgement: it gives any number. ``roundings`` are those that it needs;
    empty where it comes out without rounding.
    """

    expression: Bilingual
    judged: bool
    roundings: tuple[tuple[int, str], ...]
    candidates: tuple[str, ...]


class RowFits(NamedTuple):
    """A declared score, what the best candidate makes of it, and all formulas that give it.

    ``undecided`` says why the best gives no score.
    """

    row: RowRef
    status: str
    rule: str | None
    score: Decimal | None
    undecided: Undecided | None
    fits: tuple[Fit, ...]

    @property
    def explained(self) -> bool:
        """Whether the best candidate explains it, by rule or as a judgement."""
        return explained(self.status)

    @property
    def off(self) -> Decimal | None:
        """How far the declared score is above that of the best candidate."""
        return None if self.score is None else difference(self.row.declared, self.score)

    @property
    def share(self) -> Decimal | None:
        """The declared score as a share of the weight, rounded to four decimals."""
        if not self.row.weight:
            return None
        value = round_to(Fraction(self.row.declared) / Fraction(self.row.weight), SHARE_PLACES)
        return plain_decimal(value)


class Unmatched(NamedTuple):
    """A declared ``total`` or ``grade`` that the best of all does not give, and what it gives."""

    what: str
    declared: Decimal | str
    found: Decimal | str | None


class FormStanding(NamedTuple):
    """Which candidate explains one form best; ``overall`` is what the best of all makes of it."""

    form: int
    file: str
    project: str
    best: Standing
    overall: Tally
    unmatched: tuple[Unmatched, ...] = ()

    @property
    def others(self) -> int:
        """How many other policies explain exactly the same of this form."""
        return self.best.others

    @property
    def better(self) -> bool:
        """Whether another candidate explains more of this form than the best of all."""
        return self.best.tally.key() < self.overall.key()


class FileStanding(NamedTuple):
    """Which candidate explains the forms of one file best, and what the best of all does."""

    file: str
    best: Standing
    overall: Tally

    @property
    def better(self) -> bool:
        """Whether another candidate explains more of this file than the best of all."""
        return self.best.tally.key() < self.overall.key()


@dataclass(frozen=True, slots=True)
class Inference:
    """Which policies explain the scores of some forms best, and why; ``show_inference`` prints it.

    ``standings`` are the candidates, the best first, those that explain exactly the same
    together. ``idle`` are the rules of the best that decided no row. ``cut`` names the policies
    of which not all variations were tried; ``problems`` says which could not be loaded.
    """

    standings: tuple[Standing, ...]
    choices: tuple[Choice, ...]
    idle: tuple[str, ...]
    rows: tuple[RowFits, ...]
    forms: tuple[FormStanding, ...]
    tried: int
    policies: int
    cut: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[FileStanding, ...] = ()

    @property
    def best(self) -> Standing | None:
        """The candidate that explains most, by the smallest explanation; None without any."""
        return self.standings[0] if self.standings else None

    @property
    def explained(self) -> bool:
        """Whether the best candidate explains all that is declared, by rule or as a judgement."""
        return self.best is not None and self.best.tally.whole

    @property
    def unfitted(self) -> tuple[RowFits, ...]:
        """The rows the score of which no candidate gives."""
        return tuple(row for row in self.rows if not row.fits)
