"""From the text of an expression to a tree of the few constructs that the language has.

Python's parser reads the text; this module lets through what an allow-list names, reads the
numbers from their text, brings names to their canonical word, and says where anything else stands.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

from pingfen.errors import MOST_PROBLEMS, DataPlace, Place, PolicyError, Problem, enough, problem
from pingfen.exact import MOST_DIGITS
from pingfen.expression.functions import ARITHMETIC, COMPARISONS, LOGIC, MEMBERSHIP, function_name
from pingfen.expression.vocabulary import canonical
from pingfen.messages import Message
from pingfen.source import Scalar, imitation, place_within

MOST_CHARACTERS = 2_000
MOST_DEPTH = 40
BLANKS = str.maketrans("\n\r\t\f\v", "     ")
QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
LITERAL = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
ODD_NUMBER = re.compile(r"(?<![\w.])\.?[0-9][\w.]*")
MARKS: Mapping[str, Message] = MappingProxyType(
    {"#": Message.of("hint-no-comment"), "\\": Message.of("hint-no-backslash")}
)


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A checked tree and where each of its nodes was written."""

    text: str
    tree: ast.expr
    origins: Mapping[ast.AST, Scalar] = field(repr=False)

    def place(self, node: ast.AST | None = None) -> Place:
        """Return where a node of the tree, or else the whole, was written."""
        if node is None or node not in self.origins:
            node = self.tree
        scalar = self.origins[node]
        start, end = _offsets(scalar.text, node)
        return place_within(scalar, start, end - start)

    def source(self, node: ast.AST) -> str:
        """Return the text of a node as written."""
        scalar = self.origins[node]
        start, end = _offsets(scalar.text, node)
        return scalar.text[start:end].strip()


def literal(value: Fraction | str, **place: int) -> ast.Constant:
    """Return a literal node; Python's own hold no rationals, so its types do not allow them."""
    return ast.Constant(value, **place)  # type: ignore[arg-type]


def parse(scalar: Scalar, *, explain: bool = True) -> Expression:
    """Return the expression that a scalar holds.

    Raises ``PolicyError`` with all that is not of the language; without hints unless ``explain``.
    """
    text = scalar.text
    _refuse_early(scalar)
    try:
        tree = ast.parse(_one_line(text), mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise PolicyError([_syntax(scalar, error, explain=explain)]) from None
    except (RecursionError, MemoryError):
        raise PolicyError([_deep(scalar)]) from None
    checker = _Checker(scalar)
    checked = checker.check(tree, 1)
    if checker.problems:
        raise PolicyError(checker.problems)
    return Expression(text, checked, MappingProxyType(checker.origins))


def _one_line(text: str) -> str:
    """Return the text with its blanks at the start cut off; offsets are counted from there."""
    return text.translate(BLANKS).strip()


@lru_cache(maxsize=16)
def _encoded(text: str) -> tuple[int, bytes]:
    """Return how many blanks a text starts with, and the bytes of the rest, as Python reads it."""
    return len(text) - len(text.translate(BLANKS).lstrip()), _one_line(text).encode()


def _offsets(text: str, node: ast.AST) -> tuple[int, int]:
    """Return where a node starts and ends in the scalar; Python counts UTF-8 bytes."""
    lead, encoded = _encoded(text)
    start, end = getattr(node, "col_offset", 0), getattr(node, "end_col_offset", 0) or 0
    if len(encoded) == len(text) - lead:  # one byte a character
        return lead + start, lead + min(end, len(encoded))
    first = len(encoded[:start].decode())
    return lead + first, lead + first + len(encoded[start:end].decode())


def _refuse_early(scalar: Scalar) -> None:
    """Refuse what Python's parser would take, change or choke on."""
    text = scalar.text
    if len(text) > MOST_CHARACTERS:
        raise PolicyError([_too_much(scalar, "too-large", "expression-long", MOST_CHARACTERS)])
    bare = QUOTED.sub(lambda match: "'" + " " * (len(match[0]) - 2) + "'", text)
    found = [_odd_number(scalar, match) for match in islice(_odd_numbers(bare), MOST_PROBLEMS)]
    # an escape in a text would stand for a character that nobody sees written there
    found += [
        problem("forbidden", place_within(scalar, within.index(mark)), hint=hint, found=mark)
        for mark, hint in MARKS.items()
        for within in (text if mark == "\\" else bare,)
        if mark in within
    ]
    if found:
        raise PolicyError(found)


def _odd_numbers(bare: str) -> Iterator[re.Match[str]]:
    """Yield what begins like a number and is not written as one."""
    return (match for match in ODD_NUMBER.finditer(bare) if not LITERAL.fullmatch(match[0]))


def _odd_number(scalar: Scalar, match: re.Match[str]) -> Problem:
    from pingfen.expression.constructs import number_hint, thousands  # noqa: PLC0415  # as below

    start, found = thousands(scalar.text, match.start()) or (match.start(), match[0])
    place = place_within(scalar, start, len(found))
    return problem("number-form", place, hint=number_hint(found), found=found)


def _syntax(scalar: Scalar, error: SyntaxError | ValueError, *, explain: bool) -> Problem:
    if not explain:
        return problem("expression-syntax", scalar.place, found=scalar.text)
    from pingfen.expression.habits import reading  # noqa: PLC0415  # only once something is wrong

    text = scalar.text
    lead = len(text) - len(text.translate(BLANKS).lstrip())
    offset = lead + (getattr(error, "offset", None) or 1) - 1
    start, length, hint = reading(text, offset, str(error), _reads)
    place = place_within(scalar, start, length) if text.strip() else scalar.place
    says = "" if text.strip() else "expression-empty"
    return problem("expression-syntax", place, hint=hint, says=says, found=text[start:][:20])


def _reads(text: str) -> bool:
    """Tell whether a text is an expression."""
    try:
        parse(Scalar(text, DataPlace("")), explain=False)
    except PolicyError:
        return False
    return True


def _deep(scalar: Scalar) -> Problem:
    return _too_much(scalar, "too-deep", "expression-deep", MOST_DEPTH)


def _too_much(scalar: Scalar, code: str, says: str, most: int) -> Problem:
    hint = Message.of("hint-split")
    return problem(code, place_within(scalar, 0), hint=hint, says=says, most=most)


class _Checker:
    """Walks Python's tree once and builds ours; what has no line here is refused."""

    def __init__(self, scalar: Scalar) -> None:
        self.scalar = scalar
        self.problems: list[Problem] = []
        self.origins: dict[ast.AST, Scalar] = {}

    def wrong(self, code: str, node: ast.AST, says: str = "", **values: object) -> ast.expr:
        from pingfen.expression.constructs import construct_hint  # noqa: PLC0415  # only once wrong

        start, end = _offsets(self.scalar.text, node)
        place = place_within(self.scalar, start, max(1, end - start))
        hint = construct_hint(node, self.segment(node)) if code == "forbidden" else None
        self.problems.append(Problem(code, Message.of(says or code, **values), place, hint))
        enough(self.problems)
        return self.made(literal(Fraction(0)), node)

    def segment(self, node: ast.AST) -> str:
        start, end = _offsets(self.scalar.text, node)
        return self.scalar.text[start:end]

    def made(self, new: ast.expr, old: ast.AST) -> ast.expr:
        """Give a new node the place of the old one."""
        ast.copy_location(new, old)
        self.origins[new] = self.scalar
        return new

    def check(self, node: ast.expr, depth: int) -> ast.expr:
        if depth > MOST_DEPTH:
            raise PolicyError([_deep(self.scalar)])
        return self.made(self.inner(node, depth + 1), node)

    def inner(self, node: ast.expr, depth: int) -> ast.expr:  # noqa: PLR0911  # one a construct
        match node:
            case ast.Constant():
                return self.constant(node)
            case ast.Name():
                return self.name(node, canonical)
            case ast.UnaryOp(op, operand) if type(op) in {ast.USub, *LOGIC}:
                return ast.UnaryOp(op, self.check(operand, depth))
            case ast.BinOp(left, op, right) if type(op) in ARITHMETIC:
                return ast.BinOp(self.check(left, depth), op, self.check(right, depth))
            case ast.BoolOp(op, values):
                return ast.BoolOp(op, [self.check(value, depth) for value in values])
            case ast.Compare():
                return self.compare(node, depth)
            case ast.IfExp(test, body, orelse):
                parts = (self.check(part, depth) for part in (test, body, orelse))
                return ast.IfExp(*parts)
            case ast.Call(ast.Name() as function, args, keywords):
                for keyword in keywords:
                    self.wrong("forbidden", keyword, found=self.segment(keyword))
                return self.call(function, args, depth)
            case _:
                return self.wrong("forbidden", node, found=self.segment(node))

    def name(self, node: ast.Name, known_as: Callable[[str], str]) -> ast.expr:
        """Return a name in its known form; one that imitates another is wrong."""
        start, _ = _offsets(self.scalar.text, node)
        if wrong := imitation(self.scalar, self.segment(node), start):
            self.problems.append(wrong)
            enough(self.problems)
        return ast.Name(known_as(node.id), ast.Load())

    def constant(self, node: ast.Constant) -> ast.expr:
        segment = self.segment(node)
        if LITERAL.fullmatch(segment):
            if len(segment.replace(".", "")) > MOST_DIGITS:
                return self.wrong("too-large", node, "number-long", most=MOST_DIGITS)
            return literal(Fraction(segment))
        if isinstance(node.value, str) and QUOTED.fullmatch(segment):
            return ast.Constant(node.value)
        return self.wrong("forbidden", node, found=segment)

    def compare(self, node: ast.Compare, depth: int) -> ast.expr:
        for op in node.ops:
            if type(op) not in COMPARISONS:
                return self.wrong("forbidden", node, found=self.segment(node))
        comparators = [
            self.listed(right, depth) if type(op) in MEMBERSHIP else self.check(right, depth)
            for op, right in zip(node.ops, node.comparators, strict=True)
        ]
        return ast.Compare(self.check(node.left, depth), node.ops, comparators)

    def listed(self, node: ast.expr, depth: int) -> ast.expr:
        """Turn a literal list into a tuple of its values, each of which keeps its place."""
        if not isinstance(node, ast.List | ast.Tuple):
            return self.check(node, depth)
        elements = [self.element(element, depth) for element in node.elts]
        return self.made(ast.Tuple(elements, ast.Load()), node)

    def element(self, node: ast.expr, depth: int) -> ast.expr:
        if isinstance(node, ast.Constant):
            return self.check(node, depth)
        return self.wrong("forbidden", node, found=self.segment(node))

    def call(self, function: ast.Name, args: list[ast.expr], depth: int) -> ast.expr:
        called = self.name(function, lambda name: function_name(canonical(name)))
        name = self.made(called, function)
        checked = [self.check(arg, depth) for arg in args]
        return ast.Call(name, checked, [])
