"""A compiled policy: scores rows of plain data, or makes functions on integers and decimals."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pingfen.compiled.binding import program
from pingfen.compiled.functions import RowFunction, Scores, on_decimals, on_integers
from pingfen.compiled.plan import Outcome, Plan
from pingfen.compiled.plan.lowering import lower
from pingfen.compiled.plan.row import OF_FORM, types
from pingfen.compiled.program import Column, Program
from pingfen.compiled.python import Function, function
from pingfen.compiled.saying import because
from pingfen.errors import UsageError, problem
from pingfen.exact import MOST_DIGITS, Numeric, decimals, exact, to_decimal
from pingfen.expression.interpret import Interpreter, Known
from pingfen.expression.vocabulary import EXECUTION, INDICATOR, Type, canonical
from pingfen.policy import Policy
from pingfen.scoring.decision import UNPARSED, Decision
from pingfen.scoring.outcome import decide_execution, decide_row, form_names

Cell = Numeric | bool | None
Whole = int | str | bool | None
# decimals that most columns have; a number with more makes a program of its own
KIND, SCALE = "kind", 4
# what is larger, or has more decimals, is looked at closely: it may have too many digits
LARGE = 10**MOST_DIGITS


class CompiledScore(NamedTuple):
    """What a row earned and by which rule, or why it is undecided.

    ``undecided`` is one of the norm's codes with its causes, ``unknown-when: missing target``.
    ``because`` is the sentence that explains it, if the policy was compiled with sentences.
    """

    score: Decimal | None
    rule: str | None
    undecided: str | None
    dropped: bool = False
    because: str = ""


class _Bound(NamedTuple):
    """The program for columns of some decimals, and its function.

    ``units`` are the integers that stand for 1, ``blank`` is a row without any field.
    """

    scales: Mapping[str, int]
    program: Program
    call: Function
    units: Mapping[str, int]
    blank: Mapping[str, Whole]
    scores: Scores


class Compiled:
    """A policy lowered to integer arithmetic once, for any number of rows.

    It scores rows, exactly as ``pingfen.score`` scores those of a form; what is printed is its
    plan. It is safe to share between threads.
    """

    def __init__(self, policy: Policy, *, lang: str | None = None) -> None:
        """Lower a policy; ``lang`` is the language of the sentences, if they are wanted."""
        self.policy = policy
        self.plan: Plan = lower(policy, because=lang)
        self._types = types(policy)
        self._names = {name: name for name in self._types}
        self._bound = self._for(dict.fromkeys(self._numbers(), SCALE))

    def score(self, row: Mapping[str, Cell]) -> CompiledScore:
        """Score one row: fields by their English or Chinese names, all others missing.

        Numbers are int, Decimal, Fraction, decimal text, or a float as Python prints it. A row of
        the budget has the ``kind`` ``execution``, and the figures of the form in ``annual`` and
        ``executed``. A number that cannot be read leaves the row undecided. Raises ``UsageError``
        for a name that is no field, or a value of another type.

        >>> import pingfen
        >>> compiled = pingfen.compile(pingfen.load_policy("zhangdian@2024"))
        >>> compiled.score({"relation": ">=", "target": 200, "actual": 330, "weight": 10,
        ...                 "level1": "产出指标", "level2": "数量指标"})[:3]
        (Decimal('6.50'), 'overshoot', None)
        """
        bound = self._bound
        cells = self._cells(row, bound)
        if cells is None:
            values = self._read(row)
            scales = _finer(bound.scales, values)
            if scales is None:
                return self._interpreted(values)
            self._bound = bound = self._for(scales)
            cells = self._cells(row, bound) or {}
        score, number = bound.call(*cells.values())
        outcome = bound.program.outcomes[number]
        said = because(bound.program, number, cells)
        return CompiledScore(
            bound.scores[score], outcome.rule, outcome.undecided, outcome.dropped, said
        )

    def integers(
        self,
        scales: Mapping[str, int],
        *,
        fields: Iterable[str] = (),
        given: Iterable[str] = (),
        never_negative: Iterable[str] = (),
    ) -> RowFunction:
        """Return a function on prepared integers, the fastest way to score rows one by one.

        A number with ``scales[field]`` decimals is given as the integer ``x * 10**scale``, as is
        the score with the policy's places. ``fields`` are those that rows have, in the order of
        the arguments (all that the policy asks for by default); of those that are ``given`` none
        is ever None, and numbers that are ``never_negative`` are not below zero: this is not
        checked. The function gives the score, None where there is none, and an ``Outcome``.
        """
        return on_integers(self._narrowed(scales, fields, given, never_negative))

    def decimals(
        self,
        scales: Mapping[str, int],
        *,
        fields: Iterable[str] = (),
        given: Iterable[str] = (),
        never_negative: Iterable[str] = (),
    ) -> RowFunction:
        """Return a function that takes and gives Decimals, as ``integers`` does integers.

        Raises ``ValueError`` for a number with more decimals than its scale says.
        """
        return on_decimals(self._narrowed(scales, fields, given, never_negative))

    def __str__(self) -> str:
        """Return the plan, readably."""
        return str(self.plan)

    def _narrowed(
        self,
        scales: Mapping[str, int],
        fields: Iterable[str],
        given: Iterable[str],
        never_negative: Iterable[str],
    ) -> Program:
        order = tuple(map(self._field, fields))
        absent = self._types.keys() - set(order) if order else ()
        plan = lower(
            self.policy,
            absent=absent,
            given=map(self._field, given),
            never_negative=map(self._field, never_negative),
        )
        columns = {self._field(name): Column(scale) for name, scale in scales.items()}
        made = program(plan, columns)
        return made.with_fields(order) if order else made

    def _for(self, scales: Mapping[str, int]) -> _Bound:
        made = program(self.plan, {name: Column(scale) for name, scale in scales.items()})
        units = {name: 10**scale for name, scale in scales.items()}
        blank: dict[str, Whole] = dict.fromkeys(made.fields)
        blank |= {KIND: INDICATOR} if KIND in blank else {}
        return _Bound(scales, made, function(made), units, blank, Scores(made.places))

    def _numbers(self) -> Iterable[str]:
        return (name for name, kind in self._types.items() if kind is Type.NUMBER)

    def _field(self, name: str) -> str:
        found = self._names.get(name) or self._names.get(canonical(name))
        if found is None:
            raise UsageError([problem("usage", None, says="no-field", found=name)])
        return found

    def _cells(self, row: Mapping[str, Cell], bound: _Bound) -> dict[str, Whole] | None:
        """Return a row as the program takes it; None if a number has more decimals than there."""
        cells = {**bound.blank}
        for name, value in row.items():
            field = self._names.get(name) or self._field(name)
            if value is None:
                continue
            found: Whole
            if field not in bound.units:
                found = self._as(field, value)
            else:
                try:
                    found = _units(value, bound.units[field])
                except ValueError:
                    field, found = UNPARSED, True
                if found is None:
                    return None
            if field in cells:
                cells[field] = found
        return cells

    def _read(self, row: Mapping[str, Cell]) -> dict[str, Known]:
        values: dict[str, Known] = {"kind": INDICATOR}
        for name, value in row.items():
            field = self._field(name)
            if value is None:
                continue
            if self._types[field] is not Type.NUMBER:
                values[field] = self._as(field, value)
                continue
            try:
                values[field] = exact(value)
            except ValueError:
                values[UNPARSED] = True
        return values

    def _as(self, field: str, value: Cell) -> str | bool:
        """Return a text or a truth that is one."""
        kind = self._types[field]
        due = str if kind is Type.TEXT else bool
        if not isinstance(value, due):
            found = type(value).__name__
            raise UsageError([problem("usage", None, says="field-type", name=field, found=found)])
        return value

    def _interpreted(self, values: Mapping[str, Known]) -> CompiledScore:
        """Score a row with a number whose decimals do not end: no integer stands for it."""
        form = {name: value for name, value in values.items() if name in OF_FORM}
        row = {name: value for name, value in values.items() if name not in OF_FORM}
        at, kind = Interpreter(), row.pop("kind")
        form_ = form_names(self.policy, form)
        found = (
            next(decide_execution(self.policy, form_, row, at))
            if kind == EXECUTION and self.policy.execution
            else decide_row(self.policy, form_, row, at)
        )
        return self._of(found)

    def _of(self, found: Decision) -> CompiledScore:
        places = self.policy.row_rounding.places
        outcome = Outcome(
            found.rule.name if found.rule else None,
            found.code,
            tuple(map(str, found.causes)),
            found.dropped,
        )
        score = None if found.score is None else to_decimal(found.score, places)
        return CompiledScore(score, outcome.rule, outcome.undecided, found.dropped)


def compile(policy: Policy, *, because: str | None = None) -> Compiled:  # noqa: A001  # what it does
    """Lower a policy to integer arithmetic, to score rows many times as fast and as exactly.

    ``because`` is the language of the sentences that explain scores, ``zh`` or ``en``, if they are
    wanted. Raises ``Unsupported`` for a policy with too many ways or too long formulas.
    """
    return Compiled(policy, lang=because)


def _finer(scales: Mapping[str, int], values: Mapping[str, Known]) -> Mapping[str, int] | None:
    """Return scales that hold some values, the same if they do; None where none could."""
    more: dict[str, int] = {}
    for name, value in values.items():
        if not isinstance(value, Fraction) or not value * 10 ** scales[name] % 1:
            continue
        due = decimals(value)
        if due is None:
            return None
        more[name] = due
    return {**scales, **more} if more else scales


def _units(value: Cell, unit: int) -> int | None:
    """Return ``value * unit``, None where it is not whole. Raises ``ValueError`` for no number."""
    if type(value) is int and -LARGE < value < LARGE:
        return value * unit
    number = value if type(value) is Decimal and value.is_finite() else exact(value)  # type: ignore[arg-type]  # or it raises
    top, bottom = number.as_integer_ratio()
    if not (-LARGE < top < LARGE and bottom < LARGE):
        exact(number)
    return None if unit % bottom else top * (unit // bottom)
