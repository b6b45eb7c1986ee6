"""What names mean while a form is scored: the values of a row, of the form, params and lets."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pingfen.expression.interpret import Interpreter, Known, Scope, Value, missing
from pingfen.policy import Policy

Values = Mapping[str, Known]


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
