"""What a comparison of two policies found: frozen data, from the whole down to single rows."""

from dataclasses import dataclass
from decimal import Decimal

from pingfen.comparison.difference import Difference
from pingfen.comparison.ladder import CutOff
from pingfen.errors import Place, Problem
from pingfen.exact import difference
from pingfen.scorecard import PolicyName, RowScore, Scorecard


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a form whose rule or score is another under the new policy.

    ``old`` and ``new`` are the row's scores under each; one is None only for the execution row,
    where only one of the policies scores it.
    """

    old: RowScore | None
    new: RowScore | None

    @property
    def row(self) -> RowScore:
        """The row under either policy: its number, its name, its cells."""
        return self.new or self.old  # type: ignore[return-value]  # one of them is there

    @property
    def gain(self) -> Decimal | None:
        """What the score gains; None where it is undecided or dropped under either policy."""
        return _gain(*(row.score if row else None for row in (self.old, self.new)))

    @property
    def opened(self) -> bool:
        """Whether the row was decided and no longer is."""
        was = self.old is None or self.old.undecided is None
        return was and self.new is not None and self.new.undecided is not None


@dataclass(frozen=True, slots=True)
class NearCutOff:
    """A total near a cut-off: by how much it exceeds the bound, below 0 where it falls short.

    ``reached`` tells whether it has the ``upper`` grade, or still the ``lower`` one.
    """

    bound: Decimal
    distance: Decimal
    reached: bool
    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class FormImpact:
    """One form under both policies.

    ``rows`` are those whose rule or score is another; ``near`` is the cut-off of the new policy
    that the new total is near, if it is.
    """

    old: Scorecard
    new: Scorecard
    rows: tuple[RowChange, ...]
    near: NearCutOff | None = None

    @property
    def project(self) -> str:
        """The project of the form."""
        return self.new.project

    @property
    def place(self) -> Place | None:
        """Where the form was written."""
        return self.new.place

    @property
    def gain(self) -> Decimal | None:
        """What the total gains; None where it is undecided under either policy."""
        return _gain(self.old.total, self.new.total)

    @property
    def grade_moves(self) -> bool:
        """Whether the grade is another, or there is one under one policy only."""
        return self.old.grade != self.new.grade

    @property
    def changed(self) -> bool:
        """Whether a row, the total or the grade is another."""
        return bool(self.rows) or self.old.total != self.new.total or self.grade_moves

    @property
    def opened(self) -> bool:
        """Whether something is undecided that the old policy decided."""
        total = self.old.undecided is None and self.new.undecided is not None
        return total or any(row.opened for row in self.rows)


@dataclass(frozen=True, slots=True)
class GradeMove:
    """How many forms go from one grade to another, or keep theirs; None where there is none."""

    old: str | None
    new: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of policies does to filled forms.

    ``grades`` has a line for each pair of grades that occurs, those that stay too; ``within`` is
    how near to a cut-off a total counts as near; ``problems`` are those of the documents.
    """

    forms: tuple[FormImpact, ...]
    grades: tuple[GradeMove, ...]
    within: Decimal
    problems: tuple[Problem, ...] = ()

    @property
    def changed(self) -> tuple[FormImpact, ...]:
        """The forms whose result is another."""
        return tuple(form for form in self.forms if form.changed)

    @property
    def moved(self) -> tuple[FormImpact, ...]:
        """The forms whose grade is another."""
        return tuple(form for form in self.forms if form.grade_moves)

    @property
    def near(self) -> tuple[FormImpact, ...]:
        """The forms whose new total is near a cut-off of the new policy."""
        return tuple(form for form in self.forms if form.near)

    @property
    def undecided(self) -> tuple[int, int]:
        """How many rows are undecided under the old policy and under the new one."""
        cards = ((form.old, form.new) for form in self.forms)
        both = [tuple(map(_open_rows, pair)) for pair in cards]
        return sum(old for old, _ in both), sum(new for _, new in both)

    @property
    def opened(self) -> bool:
        """Whether something is undecided under the new policy that the old one decided."""
        return any(form.opened for form in self.forms)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All in which two resolved policies differ, and what that does to filled forms.

    ``impact`` is None where no forms were given. ``show_comparison`` prints it.
    """

    old: PolicyName
    new: PolicyName
    differences: tuple[Difference, ...]
    impact: Impact | None = None
    cut_offs: tuple[tuple[CutOff, ...], tuple[CutOff, ...]] = ((), ())

    @property
    def same(self) -> bool:
        """Whether the policies say the same."""
        return not self.differences

    def affecting(self, effect: str) -> tuple[Difference, ...]:
        """Return the differences that may reach as far as that and no further: ``score``."""
        return tuple(found for found in self.differences if found.affects == effect)


def _gain(old: Decimal | None, new: Decimal | None) -> Decimal | None:
    return None if old is None or new is None else difference(new, old)


def _open_rows(card: Scorecard) -> int:
    return sum(row.undecided is not None for row in card.all_rows)
