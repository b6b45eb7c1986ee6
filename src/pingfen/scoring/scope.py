"""What names mean while a form is scored: the values of a row, of the form, params and lets."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.expression.interpret import Interpreter, Known, Scope, Value, missing
from pingfen.expression.vocabulary import INDICATOR, OF_LEVEL1, OF_LEVEL2
from pingfen.policy import AppliesTo, Policy

Values = Mapping[str, Known]
# what the rows of a group have in common, and what is known of the group besides
GROUPED = MappingProxyType(
    {
        AppliesTo.LEVEL1: (("level1",), OF_LEVEL1),
        AppliesTo.LEVEL2: (("level1", "level2"), OF_LEVEL2),
    }
)


class Group(NamedTuple):
    """Indicators that share a level: what the group is called, and the number of its first row."""

    level: str
    first: int


class RowScope:
    """The names of one row, or of the form where there is no row; lets are worked out once."""

    def __init__(self, policy: Policy, form: Values, row: Values | None = None) -> None:
        """Start with the fields that are given; all others are missing."""
        self.policy = policy
        self.values: Values = {**form, **(row or {})}
        self.inner: Sequence[Scope] = ()
        self._lets: dict[str, Value] = {}

    def lookup(self, name: str, interpreter: Interpreter) -> Value:
        """Return the value of a name."""
        if name in self.values:
            return self.values[name]
        if name in self._lets:
            return self._lets[name]
        if name in self.policy.lets:
            self._lets[name] = interpreter.value(self.policy.lets[name], self)
            return self._lets[name]
        param = self.policy.params.get(name)
        return param.value if param else missing(name)

    def rows(self) -> Sequence[Scope]:
        """Return the scopes that aggregates run over."""
        return self.inner

    def text(self, name: str) -> str:
        """Return a text field; nothing where it is missing."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""


def scopes(
    policy: Policy, form: Values, rows: Sequence[Values]
) -> tuple[RowScope, list[RowScope]]:
    """Return the scope of a form and those of its rows; aggregates in all run over the rows.

    Inside an aggregate the score of a dropped row is 0; elsewhere it has none.
    """
    counted = [{**row, "score": Fraction(0)} if row.get("dropped") else row for row in rows]
    inner = [RowScope(policy, form, row) for row in counted]
    own = [RowScope(policy, form, row) for row in rows]
    outer = RowScope(policy, form)
    for scope in (outer, *own):
        scope.inner = inner
    return outer, own


def grouped(
    policy: Policy, form: Values, rows: Sequence[Values], by: AppliesTo, first: int
) -> Iterator[tuple[Group, RowScope]]:
    """Yield each group of indicators and its scope, in the order in which they first appear.

    The rows are numbered from ``first``; nothing is yielded where ``by`` names no level.
    """
    if by not in GROUPED:
        return
    levels, names = GROUPED[by]
    found: dict[tuple[Known | None, ...], list[int]] = {}
    for at, row in enumerate(rows):
        if row["kind"] == INDICATOR and levels[-1] in row:
            found.setdefault(tuple(map(row.get, levels)), []).append(at)
    for shared, members in found.items():
        own = [rows[at] for at in members]
        given = {name: row[name] for name in names for row in reversed(own) if name in row}
        scope = RowScope(policy, form, given)
        scope.inner = scopes(policy, form, own)[0].inner
        level = " / ".join(str(part) for part in shared if part)
        yield Group(level, members[0] + first), scope
