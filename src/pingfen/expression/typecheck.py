"""Types: whether an expression fits together and fits the place where it stands.

Everything that can be wrong with an expression besides its data is found here, when the policy is
loaded, so that evaluating it can only meet values that are missing or divisors that are zero.
"""

import ast
from collections.abc import Mapping

from pingfen.errors import MOST_SHOWN, Problem, enough
from pingfen.expression.functions import (
    AGGREGATES,
    ARITHMETIC,
    FUNCTIONS,
    GIVEN,
    MEMBERSHIP,
    ORDER,
)
from pingfen.expression.names import Namespace, type_problem
from pingfen.expression.parse import Expression
from pingfen.expression.vocabulary import FIELDS, KINDS, Type
from pingfen.messages import Bilingual, Message, Text
from pingfen.words import words

LISTS: Mapping[Type, Type] = {Type.NUMBERS: Type.NUMBER, Type.TEXTS: Type.TEXT}

# the fields whose texts are words of a list
LIMITED = frozenset({"kind", "level1", "level2", "relation", "unit"})


def typed(expression: Expression, names: Namespace) -> tuple[Type | None, list[Problem]]:
    """Return the type of an expression and what is wrong inside it."""
    typing = _Typing(expression, names)
    return typing.type_of(expression.tree), typing.problems


def misfits(expression: Expression, names: Namespace, expected: Type) -> list[Problem]:
    """Return what is wrong with the types of an expression where one type is due."""
    typing = _Typing(expression, names)
    typing.need(expression.tree, expected)
    return typing.problems


def unknown_results(expression: Expression, names: Namespace, field: str) -> list[Problem]:
    """Return a problem for each text that an expression may give and the field does not know."""
    typing = _Typing(expression, names)
    typing.known_results(expression.tree, field)
    return typing.problems


def unknown_hint(name: str, names: Namespace, *, text_due: bool = False) -> Text:
    """Return a hint that names what was meant, in either language, or what names there are."""
    from pingfen.expression.similar import name_hint  # noqa: PLC0415  # only once something is wrong

    return name_hint(name, names, text_due=text_due)


class _Typing:
    """Finds the type of each node; None where something inside is already reported."""

    def __init__(self, expression: Expression, names: Namespace) -> None:
        self.expression = expression
        self.names = names
        self.problems: list[Problem] = []
        # names that a text is compared with: one that nobody knows was perhaps meant as text
        self.compared: set[ast.expr] = set()

    def wrong(
        self,
        code: str,
        node: ast.AST,
        hint: Text | None = None,
        says: str = "",
        **values: object,
    ) -> None:
        place = self.expression.place(node)
        self.note(Problem(code, Message.of(says or code, **values), place, hint))

    def note(self, found: Problem) -> None:
        self.problems.append(found)
        enough(self.problems)

    def need(self, node: ast.expr, expected: Type) -> None:
        if isinstance(node, ast.IfExp):
            self.need(node.test, Type.TRUTH)
            self.need(node.body, expected)
            self.need(node.orelse, expected)
            return
        found = self.type_of(node)
        if found and found is not expected:
            self.misfit(node, expected, found)

    def misfit(self, node: ast.expr, expected: Type, found: Type) -> None:
        place, written = self.expression.place(node), self.expression.source(node)
        self.note(type_problem(place, expected, found, written))

    def type_of(self, node: ast.expr) -> Type | None:  # noqa: C901, PLR0911  # one a construct
        match node:
            case ast.Constant(str()):
                return Type.TEXT
            case ast.Constant():
                return Type.NUMBER
            case ast.Name(name):
                return self.name(node, name)
            case ast.UnaryOp(op, operand):
                type_ = Type.NUMBER if type(op) in ARITHMETIC else Type.TRUTH
                self.need(operand, type_)
                return type_
            case ast.BinOp(left, _, right):
                self.need(left, Type.NUMBER)
                self.need(right, Type.NUMBER)
                return Type.NUMBER
            case ast.BoolOp(_, values):
                for value in values:
                    self.need(value, Type.TRUTH)
                return Type.TRUTH
            case ast.Compare():
                return self.compare(node)
            case ast.IfExp(test, body, orelse):
                self.need(test, Type.TRUTH)
                return self.alike(body, orelse)
            case ast.Call(ast.Name(name), args):
                return self.call(node, name, args)
        raise TypeError(node)

    def name(self, node: ast.Name, name: str) -> Type | None:
        if name not in self.names:
            written = self.expression.source(node)
            hint = None
            if len(self.problems) < MOST_SHOWN:  # looking for similar names takes its time
                hint = unknown_hint(written, self.names, text_due=node in self.compared)
            self.wrong("unknown-name", node, hint, found=written)
            return None
        type_ = self.names.type_of(name)
        if type_ in LISTS:
            hint = Message.of("hint-list-in", name=name)
            self.wrong("type", node, hint, says="list-misplaced", found=name)
            return None
        return type_

    def alike(self, left: ast.expr, right: ast.expr) -> Type | None:
        """Return the type that both have; the second is wrong if it differs."""
        first, second = self.type_of(left), self.type_of(right)
        if first and second and first is not second:
            self.misfit(right, first, second)
            return None
        return first or second

    def compare(self, node: ast.Compare) -> Type:
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(left, ast.Tuple):
                found = self.expression.source(left)
                hint = Message.of("hint-list-in", name=found)
                self.wrong("type", left, hint, says="list-misplaced", found=found)
            elif type(op) in ORDER:
                self.need(left, Type.NUMBER)
                self.need(right, Type.NUMBER)
            elif type(op) in MEMBERSHIP:
                self.member(left, right)
            else:
                self.equal(left, right)
            self.known_words(left, right)
            self.known_words(right, left)
            left = right
        return Type.TRUTH

    def equal(self, left: ast.expr, right: ast.expr) -> None:
        """Check ``left == right``: both numbers or both texts."""
        first = self.type_of(left)
        self.compared |= {right} if first is Type.TEXT else set()
        types = first, self.type_of(right)
        for node, type_ in zip((left, right), types, strict=True):
            if type_ is Type.TRUTH:
                hint = Message.of("hint-leave-comparison", name=self.expression.source(node))
                self.wrong("type", node, hint, says="truth-compared")
                return
        if None not in types and types[0] is not types[1]:
            self.misfit(right, *types)  # type: ignore[arg-type]

    def member(self, left: ast.expr, right: ast.expr) -> None:
        """Check ``left in right``: the right side a literal list or a list param."""
        found, listed = self.type_of(left), self.listed(right)
        if found and listed and listed is not found:
            self.misfit(right, found, listed)

    def listed(self, node: ast.expr) -> Type | None:
        """Return the type of a list's items, or None after noting what is wrong with it."""
        if isinstance(node, ast.Tuple):
            types = [(element, self.type_of(element)) for element in node.elts]
            for element, type_ in types:
                if type_ is not types[0][1] and type_ and types[0][1]:
                    self.misfit(element, types[0][1], type_)
                    return None
            return types[0][1] if types else None
        if isinstance(node, ast.Name):
            if (type_ := self.names.params.get(node.id)) in LISTS and type_:
                return LISTS[type_]
            if node.id in self.names.lost or not self.name(node, node.id):
                return None
        written = self.expression.source(node)
        hint = Message.of("hint-list-due", name=written)
        self.wrong("type", node, hint, says="list-due", found=written)
        return None

    def known_words(self, field: ast.expr, other: ast.expr) -> None:
        """Check the literals that a field of limited words is compared with, also through lets."""
        fields = {leaf.id for leaf in self.leaves(field) if isinstance(leaf, ast.Name)}
        for name in sorted(fields & LIMITED):
            self.known_results(other, name)

    def known_results(self, node: ast.expr, name: str) -> None:
        """Check the texts that an expression may give where a field's words are due."""
        for leaf in self.leaves(node):
            for text in self.texts(leaf):
                self.known_word(leaf if leaf in self.expression.origins else node, name, text)

    def known_word(self, node: ast.expr, name: str, text: str) -> None:
        """Check one literal that a field is compared with."""
        known = frozenset(KINDS) if name == "kind" else words().known(name)
        unit = name == "unit" and words().unit(text) != text
        if unit or (known is not None and text not in known):
            from pingfen.expression.fitting import word_hint  # noqa: PLC0415  # only once wrong

            called = Bilingual(FIELDS[name].chinese, name)
            self.wrong("unknown-word", node, word_hint(name, text, known), found=text, name=called)

    def leaves(self, node: ast.expr) -> list[ast.expr]:
        """Return what an expression may give: the branches of conditionals, each let once."""
        found, waiting, followed = [], [node], set[str]()
        while waiting:
            match waiting.pop():
                case ast.IfExp(_, body, orelse):
                    waiting += [orelse, body]
                case ast.Tuple(elements):
                    waiting += reversed(elements)
                case ast.Name(name) if name in self.names.let_types:
                    waiting += [] if name in followed else [self.names.lets[name].tree]
                    followed.add(name)
                case leaf:
                    found.append(leaf)
        return found

    def texts(self, node: ast.expr) -> tuple[str, ...]:
        """Return the texts that a literal or a param holds."""
        if isinstance(node, ast.Name):
            return self.names.texts.get(node.id, ())
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return (node.value,)
        return ()

    def call(self, node: ast.Call, name: str, args: list[ast.expr]) -> Type | None:
        if name in AGGREGATES:
            return self.aggregate(node, name, args)
        if name == GIVEN:
            self.count(node, name, args, 1, 1)
            for arg in args:
                self.type_of(arg)
            return Type.TRUTH
        function = FUNCTIONS.get(name)
        if function is None:
            written = self.expression.source(node.func)
            hint = self.meant_function(written, args)
            self.wrong("unknown-function", node.func, hint, found=written)
            return None
        self.count(node, name, args, function.least, function.most)
        for arg in args:
            self.need(arg, Type.NUMBER)
        if name == "round" and len(args) > 1:
            self.places(node, args[1])
        return Type.NUMBER

    def meant_function(self, written: str, args: list[ast.expr]) -> Text:
        from pingfen.expression.similar import function_hint  # noqa: PLC0415  # only once wrong

        return function_hint(written, [self.expression.source(arg) for arg in args], self.names)

    def count(self, node: ast.Call, name: str, args: list[ast.expr], *bounds: int) -> None:
        least, most = bounds
        if not least <= len(args) <= most:
            from pingfen.expression.fitting import count_said, signature  # noqa: PLC0415  # only once wrong

            hint = Message.of("hint-signature", found=signature(name))
            between = count_said(least, most)
            self.wrong("arguments", node, hint, found=len(args), expected=between, name=name)

    def places(self, call: ast.Call, node: ast.expr) -> None:
        """Check the number of decimals of ``round``: a whole literal from 0 to 12."""
        if not isinstance(node, ast.Constant) or node.value not in range(13):
            found = self.expression.source(node)
            hint = Message.of("hint-signature", found="round(x, 2)")
            self.wrong("arguments", call, hint, says="round-places", found=found)

    def aggregate(self, node: ast.Call, name: str, args: list[ast.expr]) -> Type:
        most = 1 if name == "count" else 2
        self.count(node, name, args, 0 if name == "count" else 1, most)
        counted = Type.NUMBER if name == "sum" else Type.TRUTH
        result = Type.TRUTH if name in {"any", "all"} else Type.NUMBER
        for position, arg in enumerate(args[:most]):
            self.need(arg, counted if position == 0 else Type.TRUTH)
        return result
