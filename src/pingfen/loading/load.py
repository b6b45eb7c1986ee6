"""How much all expressions of a policy may hold together, so that loading and scoring stay quick.

One expression has limits of its own; without these a file could hold thousands of large ones.
"""

from collections.abc import Callable

from pingfen.errors import Place, PolicyError, Problem, problem
from pingfen.expression.names import MOST_LEAVES, Uses

MOST_WRITTEN = 10_000
MOST_EXPANDED = 50_000


class Load:
    """Counts the names and literals of the expressions as they are read and as they expand."""

    def __init__(self, problems: list[Problem]) -> None:
        """Start empty; ``problems`` are what was found before and is said beside the excess."""
        self.problems = problems
        self.written = 0
        self.expanded = 0

    def write(self, count: int, place: Place) -> None:
        """Count what an expression or a template holds. Raises ``PolicyError`` for too much."""
        self.written += count
        if self.written > MOST_WRITTEN:
            self.refuse(place)

    def expand(self, size: Uses, place: Callable[[], Place]) -> None:
        """Count what an expression holds with its lets expanded, unless it is refused itself."""
        self.expanded += size.leaves if size.leaves <= MOST_LEAVES else 0
        if self.expanded > MOST_EXPANDED:
            self.refuse(place())

    def refuse(self, place: Place) -> None:
        """Raise ``PolicyError`` with what was found so far."""
        large = problem(
            "too-large",
            place,
            says="expressions-many",
            written=MOST_WRITTEN,
            expanded=MOST_EXPANDED,
        )
        raise PolicyError(dict.fromkeys([*self.problems, large]))
