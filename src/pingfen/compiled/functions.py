"""Functions of one row, generated for prepared integers or for decimals, that give outcomes."""

from decimal import Decimal
from typing import Any, Protocol

from pingfen.compiled.plan import Outcome
from pingfen.compiled.program import Program
from pingfen.compiled.python import run, source
from pingfen.exact import UNBOUNDED

# how many different numbers are remembered for one scale, so that memory does not grow with rows
MOST_REMEMBERED = 100_000
# the same few numbers stand in most rows
REPEATED = frozenset({"weight", "judged", "declared", "label_weight", "label2_weight"})


class RowFunction(Protocol):
    """Scores one row after the other from its values, in the order of ``fields``.

    It gives the score, None where there is none, and the ``Outcome``: ``rule``, ``undecided``.
    ``source`` is the Python that was generated.
    """

    fields: tuple[str, ...]
    source: str

    def __call__(self, *row: object) -> tuple[Any, Outcome]:
        """Return the score of a row and its outcome."""


class Parts(dict[int, int]):
    """Into how many units of a scale an integer with some divisor goes, by the divisor."""

    def __init__(self, scale: int) -> None:
        """Take the scale."""
        super().__init__({1: 10**scale})
        self.unit = 10**scale

    def __missing__(self, bottom: int) -> int:
        """Work it out. Raises ``ValueError`` for a number with more decimals than the scale."""
        if self.unit % bottom:
            raise ValueError(bottom)
        found: int = self.unit // bottom
        self[bottom] = found
        return found


class Wholes(dict[Decimal | int | None, int | None]):
    """Numbers as integers ``x * 10**scale``, each worked out once while it is remembered."""

    def __init__(self, parts: Parts) -> None:
        """Take the scale; nothing is nothing."""
        super().__init__({None: None})
        self.parts = parts

    def __missing__(self, value: Decimal | int) -> int:
        """Work a number out. Raises ``ValueError`` for one with more decimals than the scale."""
        top, bottom = value.as_integer_ratio()
        found = top * self.parts[bottom]
        if len(self) <= MOST_REMEMBERED:
            self[value] = found
        return found


class Scores(dict[int | None, Decimal | None]):
    """Integers as scores with the policy's places."""

    def __init__(self, places: int) -> None:
        """Take the places; nothing is nothing."""
        super().__init__({None: None})
        self.places = places

    def __missing__(self, value: int) -> Decimal:
        """Work a score out."""
        found = Decimal(value).scaleb(-self.places, UNBOUNDED)
        if len(self) <= MOST_REMEMBERED:
            self[value] = found
        return found


def on_integers(program: Program) -> RowFunction:
    """Return the function that takes and gives integers."""
    return _made(program, source(program, named=True), {})


def on_decimals(program: Program) -> RowFunction:
    """Return the function that takes and gives decimals: it turns them into integers and back."""
    numbers = [name for name in program.fields if name in program.columns]
    names: dict[str, Any] = {"decimal": Scores(program.places)}
    for scale in {program.columns[name].scale for name in numbers}:
        parts = names[f"parts_{scale}"] = Parts(scale)
        names[f"known_{scale}"] = Wholes(parts)
    lines = [
        source(program, named=True),
        f"def decimals({', '.join(f'v{at}' for at in range(len(program.fields)))}):",
        *(
            f"    {line}"
            for at, name in enumerate(program.fields)
            if name in program.columns
            for line in _wholes(f"v{at}", name, program.columns[name].scale)
        ),
        f"    found, outcome = score({', '.join(f'v{at}' for at in range(len(program.fields)))})",
        "    return decimal[found], outcome",
        "",
    ]
    return _made(program, "\n".join(lines), names)


def _wholes(value: str, field: str, scale: int) -> tuple[str, ...]:
    """Return the lines that turn a decimal into an integer, whatever the thread's context."""
    if field in REPEATED:
        return (f"{value} = known_{scale}[{value}]",)
    return (
        f"if {value} is not None:",
        f"    top, bottom = {value}.as_integer_ratio()",
        f"    {value} = top * parts_{scale}[bottom]",
    )


def _made(program: Program, text: str, names: dict[str, Any]) -> RowFunction:
    known = run(program, text, **names)
    made: RowFunction = known.get("decimals", known["score"])
    made.fields, made.source = program.fields, text
    return made
