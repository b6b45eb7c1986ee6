"""Generated Python: a program as the source of one function on integers without bounds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pingfen.compiled.ordering import ordered
from pingfen.compiled.plan import Absent, Alike, Among
from pingfen.compiled.program import (
    Compared,
    Division,
    End,
    Fork,
    Limit,
    Program,
    Term,
    Way,
    Whole,
    with_half,
)
from pingfen.expression.vocabulary import FIELDS

Function = Callable[..., tuple[int | None, int]]
# A part that several ways lead to is written where each of them goes on, as a call costs more than
# some tests; where the source would get longer than this, the larger parts become functions.
LONGEST = 1_500
SIZES = (1_000_000, 300, 100, 30, 10, 3)
# Python reads no lines that are indented a hundred times
DEEPEST = 80
INDENT = "    "


def function(program: Program) -> Function:
    """Return the function that scores a row.

    It takes the columns of the program's ``fields``, in that order: integers, texts and truths,
    None where a row has none. It gives the score times ``10**places``, None where there is none,
    and the number of the outcome.
    """
    made: Function = run(program, source(program))["score"]
    return made


def run(program: Program, text: str, **more: object) -> dict[str, Any]:
    """Run the source of a program, which may refer to ``more``, and return what it defines."""
    names: dict[str, Any] = {f"o{at}": found for at, found in enumerate(program.outcomes)}
    names |= {call.__name__: call for call in (half_up, half_even, down)} | more
    code = compile(text, f"<{program.plan.policy}>", "exec")
    exec(code, names)  # noqa: S102  # made of a checked policy: names, numbers, quoted texts
    return names


def source(program: Program, *, named: bool = False) -> str:
    """Return the source of a program; if ``named``, outcomes stand there by name, ``o12``."""
    return "\n".join(_Source(ordered(program), "o" if named else "").lines()) + "\n"


def half_up(top: int, bottom: int) -> int:
    """Return a quotient rounded to the nearest whole number, of two the one away from zero."""
    whole = (2 * abs(top) + bottom) // (2 * bottom)
    return whole if top >= 0 else -whole


def half_even(top: int, bottom: int) -> int:
    """Return a quotient rounded to the nearest whole number, of two the even one."""
    whole, rest = divmod(top, bottom)
    return whole + (2 * rest > bottom or (2 * rest == bottom and whole % 2 == 1))


def down(top: int, bottom: int) -> int:
    """Return a quotient without its fraction."""
    return top // bottom if top >= 0 else -(-top // bottom)


CALLED: Mapping[str, str] = MappingProxyType(
    {"half-up": "half_up", "half-even": "half_even", "down": "down"}
)


class _Source:
    """Writes the source of one program."""

    def __init__(self, program: Program, outcome: str) -> None:
        self.program = program
        self.outcome = outcome
        # fields of the policy's own may be called like anything that stands in the source
        self.rows = {
            name: name if name in FIELDS else f"v{at}" for at, name in enumerate(program.fields)
        }
        self.arguments = ", ".join(self.rows.values())
        self.functions = _functions(program)

    def lines(self) -> Iterator[str]:
        for way in self.program.ways:
            if id(way) in self.functions:
                yield f"def {self.functions[id(way)]}({self.arguments}):"
                yield from self.body(way, 1)
                yield ""
        yield f"def score({self.arguments}):"
        yield from self.followed(self.program.root, 1)

    def followed(self, way: Way, depth: int) -> Iterable[str]:
        if id(way) in self.functions:
            return [f"{INDENT * depth}return {self.functions[id(way)]}({self.arguments})"]
        return self.body(way, depth)

    def body(self, way: Way, depth: int) -> Iterator[str]:
        """Yield the lines of a way; what a test sends on without leaving it follows below."""
        while isinstance(way, Fork):
            test, yes, way = self.test(way)
            yield f"{INDENT * depth}if {test}:"
            yield from self.followed(yes, depth + 1)
            if id(way) in self.functions:
                yield from self.followed(way, depth)
                return
        yield from (INDENT * depth + line for line in self.end(way))

    def test(self, fork: Fork) -> tuple[str, Way, Way]:
        """Return a test, and what follows where it holds and where it does not."""
        match fork.test:
            case Absent(field):
                truth = _truth(field, fork)
                if truth:  # None is no truth
                    return self.rows[field], truth.yes, truth.no
                return f"{self.rows[field]} is None", fork.yes, fork.no
            case Among(field, values):
                return f"{self.rows[field]}{_among(values)}", fork.yes, fork.no
            case Alike(field, other):
                return f"{self.rows[field]} == {self.rows[other]}", fork.yes, fork.no
            case Compared(left, op, right):
                return f"{self.whole(left)} {op} {self.whole(right)}", fork.yes, fork.no

    def whole(self, of: Whole) -> str:
        """Write a sum; a column that several terms share is written once."""
        names = Counter(name for term in of for name in set(term.fields))
        name, count = names.most_common(1)[0] if names else ("", 0)
        if count < 2:  # noqa: PLR2004  # nothing to share
            return self.plain(of)
        shared = tuple(term.without(name) for term in of if name in term.fields)
        rest = self.plain(tuple(term for term in of if name not in term.fields))
        product = f"{self.named(name)} * ({self.whole(shared)})"
        return product if rest == "0" else f"{product} {rest if rest[0] == '-' else f'+ {rest}'}"

    def plain(self, of: Whole) -> str:
        text = ""
        for term in sorted(of, key=lambda term: term.factor < 0):
            sign = " - " if term.factor < 0 else " + "
            text += (sign if text else sign.strip(" +")) + self.term(term)
        return text or "0"

    def term(self, term: Term) -> str:
        names = [self.named(name) for name in term.fields]
        factor = abs(term.factor)
        return " * ".join(names if factor == 1 and names else [str(factor), *names])

    def named(self, name: str) -> str:
        if name in self.program.rounded:
            return self.rounded(self.program.rounded[name])
        return self.rows[name]

    def rounded(self, of: Division) -> str:
        if _is_one(of.bottom):
            return f"({self.whole(of.top)})"
        if of.mode == "floor":
            return f"(({self.whole(of.top)}) // ({self.whole(of.bottom)}))"
        return f"{CALLED[of.mode]}({self.whole(of.top)}, {self.whole(of.bottom)})"

    def end(self, end: End) -> Iterator[str]:
        limit = end.limit
        if end.score is None:
            yield f"return None, {self.outcome}{end.outcome}"
        elif limit is None:
            yield f"return {self.score(end.score)}, {self.outcome}{end.outcome}"
        else:
            yield from self.limited(end.score, limit)
            yield f"return score, {self.outcome}{end.outcome}"

    def score(self, of: Division) -> str:
        if _is_one(of.bottom):
            return self.whole(of.top)
        if of.mode == "half-up" and not of.signed:
            top, bottom = with_half(of)
            return f"({self.whole(top)}) // {_factor(self.whole(bottom))}"
        return self.rounded(of)

    def limited(self, of: Division, limit: Limit) -> Iterator[str]:
        """Yield the lines that work out a score and leave where it is out of bounds."""
        beyond = f"{INDENT}return None, {self.outcome}{limit.beyond}"
        if limit.low and of.mode == "half-up" and not _is_one(of.bottom):
            # the rounded score is below zero just where the number that is cut is not above it
            top, bottom = with_half(of)
            yield from (f"score = {self.whole(top)}", "if score <= 0:", beyond)
            yield f"score //= {self.whole(bottom)}"
        else:
            yield f"score = {self.score(of)}"
            yield from ("if score < 0:", beyond) if limit.low else ()
        if limit.most is not None:
            factor = f" * {limit.factor}" if limit.factor != 1 else ""
            yield from (f"if score{factor} > {self.whole(limit.most)}:", beyond)


def _truth(field: str, fork: Fork) -> Fork | None:
    """Return the test of a truth after that of its presence, if having none is as being false."""
    after = fork.no
    if isinstance(after, Fork) and isinstance(after.test, Among) and after.test.field == field:
        return after if after.test.values == {True} and after.no is fork.yes else None
    return None


def _among(values: frozenset[Any]) -> str:
    if values == {True}:
        return ""
    texts = sorted(values)
    return f" == {texts[0]!r}" if len(texts) == 1 else f" in {{{', '.join(map(repr, texts))}}}"


def _is_one(of: Whole) -> bool:
    return of == (Term(1),)


def _factor(text: str) -> str:
    return f"({text})" if " " in text else text


def _functions(program: Program) -> Mapping[int, str]:
    """Return the names of the parts that become functions, by identity."""
    parents: dict[int, int] = {}
    for way in program.ways:
        for after in (way.yes, way.no) if isinstance(way, Fork) else ():
            parents[id(after)] = parents.get(id(after), 0) + 1
    found: dict[int, str] = {}
    for most in SIZES:
        found, length = {}, 0
        sizes: dict[int, int] = {}
        depths: dict[int, int] = {}
        for way in program.ways:
            next_ = (way.yes, way.no) if isinstance(way, Fork) else ()
            size = 1 + sum(sizes[id(part)] for part in next_)
            sizes[id(way)] = size
            depths[id(way)] = 1 + max((depths[id(part)] for part in next_), default=0)
            shared = parents.get(id(way), 0) > 1 and size > most
            if shared or depths[id(way)] > DEEPEST:
                found[id(way)] = f"way_{len(found)}"
                length, sizes[id(way)], depths[id(way)] = length + size, 1, 1
        if length + sizes[id(program.root)] <= LONGEST:
            return found
    return found
