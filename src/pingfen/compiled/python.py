"""Generated Python: a program as the source of one function on integers without bounds."""

from collections.abc import Callable, Iterator
from typing import Any

from pingfen.compiled.plan import Absent, Alike, Among
from pingfen.compiled.program import Compared, Division, End, Fork, Program, Way, Whole

Function = Callable[..., tuple[int | None, int]]
# above so many nodes a part of the diagram that several ways lead to is a function of its own
SMALL = 6


def function(program: Program) -> Function:
    """Return the function that scores a row: integers and texts in, score and outcome out."""
    names: dict[str, Any] = {"half_even": half_even}
    exec(compile(source(program), f"<{program.plan.policy}>", "exec"), names)  # noqa: S102
    return names["score"]


def source(program: Program) -> str:
    """Return the source of a program."""
    return "\n".join(_Source(program).lines()) + "\n"


class _Source:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.arguments = ", ".join(program.fields)
        self.parents: dict[int, int] = {}
        for way in program.ways:
            if isinstance(way, Fork):
                for next_ in (way.yes, way.no):
                    self.parents[id(next_)] = self.parents.get(id(next_), 0) + 1
        self.size: dict[int, int] = {}
        self.functions: dict[int, str] = {}
        for way in program.ways:
            self.size[id(way)] = self._size(way)
            if self.parents.get(id(way), 0) > 1 and self.size[id(way)] > SMALL:
                self.functions[id(way)] = f"way_{len(self.functions)}"

    def _size(self, way: Way) -> int:
        if isinstance(way, End):
            return 1
        return 1 + sum(
            1 if id(x) in self.functions else self.size[id(x)] for x in (way.yes, way.no)
        )

    def lines(self) -> Iterator[str]:
        for way in self.program.ways:
            if id(way) in self.functions:
                yield f"def {self.functions[id(way)]}({self.arguments}):"
                yield from self.body(way, 1)
                yield ""
        yield f"def score({self.arguments}):"
        yield from self.body(self.program.root, 1)

    def follow(self, way: Way, depth: int) -> Iterator[str]:
        if id(way) in self.functions:
            yield f"{' ' * 4 * depth}return {self.functions[id(way)]}({self.arguments})"
        else:
            yield from self.body(way, depth)

    def body(self, way: Way, depth: int) -> Iterator[str]:
        indent = "    " * depth
        if isinstance(way, End):
            yield from (indent + line for line in self.end(way))
            return
        yield f"{indent}if {self.test(way)}:"
        yield from self.follow(way.yes, depth + 1)
        yield from self.follow(way.no, depth)

    def test(self, fork: Fork) -> str:
        match fork.test:
            case Absent(field):
                return f"{field} is None"
            case Among(field, values):
                texts = sorted(values, key=str)
                if texts == [True]:
                    return field
                return (
                    f"{field} == {texts[0]!r}" if len(texts) == 1 else f"{field} in {set(texts)!r}"
                )
            case Alike(field, other):
                return f"{field} == {other}"
            case Compared(left, op, right):
                return f"{self.whole(left)} {op} {self.whole(right)}"

    def whole(self, of: Whole) -> str:
        parts = []
        for term in of:
            names = [self.named(name) for name in term.fields]
            factor = [str(term.factor)] if term.factor != 1 or not names else []
            parts.append(" * ".join([*factor, *names]))
        return " + ".join(parts) or "0"

    def named(self, name: str) -> str:
        if name in self.program.rounded:
            return f"({self.division(self.program.rounded[name])})"
        return name

    def division(self, of: Division, low: bool = True) -> str:
        top, bottom = self.whole(of.top), self.whole(of.bottom)
        if bottom == "1":
            return top
        return DIVISIONS[of.mode](
            f"({top})", bottom if len(of.bottom) == 1 and "*" not in bottom else f"({bottom})"
        )

    def end(self, end: End) -> Iterator[str]:
        if end.score is None:
            yield f"return None, {end.outcome}"
            return
        score, limit = self.division(end.score), end.limit
        if not limit:
            yield f"return {score}, {end.outcome}"
            return
        yield f"score = {score}"
        tests = ["score < 0"] if limit.low else []
        if limit.most is not None:
            factor = f" * {limit.factor}" if limit.factor != 1 else ""
            tests.append(f"score{factor} > {self.whole(limit.most)}")
        yield f"if {' or '.join(tests)}:"
        yield f"    return None, {limit.beyond}"
        yield f"return score, {end.outcome}"


def _half_up(top: str, bottom: str) -> str:
    return f"((2 * {top} + {bottom}) // (2 * {bottom}) if {top} >= 0 else -((2 * -{top} + {bottom}) // (2 * {bottom})))"


DIVISIONS = {
    "half-up": _half_up,
    "floor": lambda top, bottom: f"{top} // {bottom}",
    "down": lambda top, bottom: f"({top} // {bottom} if {top} >= 0 else -(-{top} // {bottom}))",
    "half-even": lambda top, bottom: f"half_even({top}, {bottom})",
}


def half_even(top: int, bottom: int) -> int:
    """Return a quotient rounded to the nearest whole number, of two that are as near the even."""
    whole, rest = divmod(top, bottom)
    return whole + (2 * rest > bottom or (2 * rest == bottom and whole % 2 == 1))
