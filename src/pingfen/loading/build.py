"""From a merged document to a policy: every expression parsed, bound and typed, once."""

from collections.abc import Callable
from types import MappingProxyType
from typing import TypeVar

from pingfen.errors import DataPlace, Place, PolicyError, Problem, enough, problem
from pingfen.expression.check import check, check_template
from pingfen.expression.conditions import screen
from pingfen.expression.names import uses, written
from pingfen.expression.parse import Expression, literal, parse
from pingfen.expression.template import Template, parse_template
from pingfen.expression.typecheck import unknown_results
from pingfen.expression.vocabulary import (
    IN_ADJUST,
    IN_FORM_CHECK,
    IN_GRADES,
    IN_LEVEL1_CHECK,
    IN_LEVEL2_CHECK,
    IN_ROW_CHECK,
    IN_RULE,
    IN_TOTAL,
    Context,
    Type,
    Where,
    canonical,
)
from pingfen.loading import settings
from pingfen.loading.digest import digest_of, document_of, frozen
from pingfen.loading.load import Load
from pingfen.loading.merge import Merged, name_of
from pingfen.loading.names import Own, namespace
from pingfen.loading.nodes import bilingual, number_of, pairs_of, text_of
from pingfen.loading.steps import steps
from pingfen.messages import Bilingual
from pingfen.policy import AppliesTo, Check, Cited, Policy, Property, Rule
from pingfen.source import Entries, Node, Path, Scalar

REQUIRED = ("title", "execution", "rounding", "total", "grades")
NAMED = frozenset({"fields", "params", "let"})
CHECKED_IN = MappingProxyType(
    {
        AppliesTo.FORM: IN_FORM_CHECK,
        AppliesTo.LEVEL1: IN_LEVEL1_CHECK,
        AppliesTo.LEVEL2: IN_LEVEL2_CHECK,
    }
)
MOST_LETS = 500
Read = TypeVar("Read")


def build(
    merged: Merged,
    problems: list[Problem],
    lost: frozenset[Path],
    lineage: tuple[str, ...],
    chosen: Bilingual | None = None,
) -> Policy:
    """Return the policy, or raise ``PolicyError`` with all that was found, also before."""
    builder = Builder(merged, problems, lost)
    document = document_of(merged)
    policy = Policy(
        id=text_of(merged.start.get("policy")),
        year=int(text_of(merged.start.get("year"))),
        revision=int(text_of(merged.start.get("revision"), "1")),
        title=bilingual(merged.keys.get("title")),
        digest=digest_of(document),
        lineage=lineage,
        sources=MappingProxyType(builder.sources),
        params=MappingProxyType(builder.params),
        fields=MappingProxyType(builder.columns),
        inputs=MappingProxyType(settings.inputs(merged, builder.names, problems)),
        lets=builder.names.lets,
        execution=settings.execution(merged, lost, builder.names, problems),
        rules=tuple(builder.rule(item) for item in merged.rules),
        row_rounding=settings.rounding(merged, "row", lost, problems),
        total_rounding=settings.rounding(merged, "total", lost, problems),
        total=builder.bound(merged.keys.get("total"), Type.NUMBER, IN_TOTAL) or NOTHING,
        grades=builder.grades(),
        checks=tuple(found for item in merged.checks if (found := builder.check(item))),
        properties=tuple(builder.property(item) for item in merged.properties),
        adjust=builder.bound(merged.keys.get("adjust"), Type.NUMBER, IN_ADJUST),
        direction=builder.direction(),
        tolerance=number_of(merged.keys.get("tolerance")),
        findings=MappingProxyType(settings.findings(merged, problems)),
        chosen=chosen,
        document=frozen(document),
    )
    if problems:
        raise PolicyError(dict.fromkeys(problems))
    return policy


def _literal(node: Node) -> Expression | None:
    """Return a text as an expression: what a step of the grades gives."""
    if not isinstance(node, Scalar):
        return None
    tree = literal(node.text, col_offset=0, end_col_offset=len(node.text.encode()))
    return Expression(node.text, tree, MappingProxyType({tree: node}))


def _missing(keys: list[str], place: Place) -> list[Problem]:
    if not keys:
        return []
    from pingfen.keys import missing_hint  # noqa: PLC0415  # only once something is wrong

    return [problem("missing-key", place, hint=missing_hint(key), expected=key) for key in keys]


# Stands in for a total that is missing, until the policy is refused for that.
NOTHING = parse(Scalar("0", DataPlace("")))


class Builder:
    """Builds the parts that hold expressions and notes what is wrong with them on the way."""

    def __init__(
        self, merged: Merged, problems: list[Problem], lost: frozenset[Path] = frozenset()
    ) -> None:
        """Start with what the names stand for; all expressions need that.

        ``lost`` are the paths of parts that were left out because something is wrong with them.
        """
        self.merged = merged
        self.problems = problems
        self.load = Load(problems)
        here = merged.start.place
        missing = [key for key in REQUIRED if key not in merged.keys and (key,) not in lost]
        missing += [] if merged.has_rules or ("rules",) in lost else ["rules"]
        problems += _missing(missing, here)
        self.sources = settings.sources(merged)
        lost_sources = {str(path[1]) for path in lost if path[0] == "sources" and path[1:]}
        # where all sources were left out as wrong, nobody can say which of them there are
        self.known = None if ("sources",) in lost else {*self.sources, *lost_sources}
        self.params = settings.params(merged, self.known, problems)
        self.columns = settings.columns(merged)
        own = pairs_of(merged.keys.get("let"))
        if len(own) > MOST_LETS:
            place = own[MOST_LETS][0].place
            many = problem("too-large", place, says="lets-many", most=MOST_LETS)
            raise PolicyError(dict.fromkeys([*problems, many]))
        parsed = {key.text: self.parsed(node) for key, node in own}
        lets = {canonical(key): found for key, found in parsed.items() if found}
        unknown = {canonical(key) for key, found in parsed.items() if not found}
        unknown |= {canonical(str(path[1])) for path in lost if path[0] in NAMED and path[1:]}
        fields = settings.known_fields(self.columns)
        given = Own(self.params, lets, fields, frozenset(unknown))
        self.names, wrong = namespace(merged, given, self.load)
        problems += wrong

    def parsed(self, node: Node | None) -> Expression | None:
        """Return the expression in a scalar, or None if there is none or it is wrong."""
        if not isinstance(node, Scalar):
            return None
        expression = self.attempt(parse, node)
        # what could not be read may have cost as much as its length allows
        self.load.write(written(expression) if expression else len(node.text) // 2, node.place)
        return expression

    def attempt(self, read: Callable[[Scalar], Read], node: Scalar) -> Read | None:
        """Return what a call makes of a scalar, or None after noting what it found wrong."""
        try:
            return read(node)
        except PolicyError as error:
            self.problems += error.problems
            enough(self.problems)
            return None

    def bound(self, node: Node | None, expected: Type, context: Context) -> Expression | None:
        """Return an expression that has been checked for the place where it stands."""
        return self.checked(self.parsed(node), expected, context)

    def checked(
        self, expression: Expression | None, expected: Type, context: Context
    ) -> Expression | None:
        """Note what is wrong with an expression where it stands, and return it."""
        if expression:
            size = uses(expression, self.names)
            self.load.expand(size, expression.place)
            self.note(lambda: check(expression, self.names, expected, context, size))
        return expression

    def template(self, node: Node | None, context: Context) -> Template | None:
        """Return the template in a text, or in a mapping of two languages."""
        if node is None:
            return None
        zh = node.get("zh") if isinstance(node, Entries) else node
        en = (node.get("en") if isinstance(node, Entries) else None) or zh
        texts = {id(text): text for text in (zh, en) if isinstance(text, Scalar)}
        parts = {key: self.attempt(parse_template, text) or () for key, text in texts.items()}
        template = Template(parts.get(id(zh), ()), parts.get(id(en), ()))
        self.load.write(len(template.slots), node.place)
        self.note(lambda: check_template(template, self.names, context))
        return template

    def note(self, found: Callable[[], list[Problem]]) -> None:
        """Note what a call finds wrong, also where that is more than anybody will read."""
        try:
            self.problems += found()
        except PolicyError as error:
            self.problems += error.problems
        enough(self.problems)

    def cited(self, item: Entries) -> Cited | None:
        """Return the source that a rule or a check cites."""
        node = item.get("cites")
        self.problems += settings.unknown_source(node, self.known)
        enough(self.problems)
        return self.sources.get(text_of(node))

    def rule(self, item: Entries) -> Rule:
        """Return one rule."""
        score = self._score(item.get("score"))
        when = self.bound(item.get("when"), Type.TRUTH, IN_RULE)
        return Rule(
            name=name_of(item).text,
            applies_to=AppliesTo(text_of(item.get("for"), AppliesTo.INDICATORS)),
            place=name_of(item).place,
            when=when,
            score=score,
            drop=item.get("drop") is not None,
            undecided=self.template(item.get("undecided"), IN_RULE),
            require=self.bound(item.get("require"), Type.TRUTH, IN_RULE),
            unbounded=text_of(item.get("unbounded")) == "true",
            because=self.template(item.get("because"), IN_RULE),
            cites=self.cited(item),
            screen=screen(when, self.names.fields),
        )

    def _score(self, node: Node | None) -> Expression | None:
        if not isinstance(node, Entries):
            return self.bound(node, Type.NUMBER, IN_RULE)
        subject = self.parsed(node.get("steps"))
        return self._steps(node, subject, self.parsed, (Type.NUMBER, IN_RULE))

    def _steps(
        self,
        node: Entries,
        subject: Expression | None,
        read: Callable[[Node], Expression | None],
        place: tuple[Type, Context],
    ) -> Expression | None:
        if subject is None:
            return None
        expression, wrong = steps(node, subject, read)
        self.problems += wrong
        return self.checked(expression, *place)

    def grades(self) -> Expression | None:
        """Return the expression that gives the grade of a total."""
        node = self.merged.keys.get("grades")
        if not isinstance(node, Entries):
            return None
        subject = parse(Scalar("total", node.place))
        return self._steps(node, subject, _literal, (Type.TEXT, IN_GRADES))

    def direction(self) -> Expression | None:
        """Return the expression that gives a relation to targets that have none."""
        expression = self.bound(self.merged.keys.get("direction"), Type.TEXT, IN_RULE)
        if expression:
            self.problems += unknown_results(expression, self.names, "relation")
        return expression

    def check(self, item: Entries) -> Check | None:
        """Return one check, or None if it expects nothing that can be read."""
        applies_to = AppliesTo(text_of(item.get("for"), AppliesTo.FORM))
        context = CHECKED_IN.get(applies_to, IN_ROW_CHECK)
        expect = self.bound(item.get("expect"), Type.TRUTH, context)
        when = self.bound(item.get("when"), Type.TRUTH, context)
        because, cites = self.template(item.get("because"), context), self.cited(item)
        remedy = self.template(item.get("remedy"), context)
        if expect is None:
            return None
        return Check(
            name=name_of(item).text,
            applies_to=applies_to,
            severity=text_of(item.get("severity")),
            place=name_of(item).place,
            expect=expect,
            when=when,
            because=because,
            cites=cites,
            remedy=remedy,
            screen=screen(when, self.names.fields),
        )

    def property(self, item: Entries) -> Property:
        """Return one property."""
        rises, falls = (self._number_field(item.get(f"{way}-with")) for way in ("rises", "falls"))
        return Property(
            name=name_of(item).text,
            applies_to=AppliesTo(text_of(item.get("for"), AppliesTo.INDICATORS)),
            place=name_of(item).place,
            when=self.bound(item.get("when"), Type.TRUTH, IN_ADJUST),
            expect=self.bound(item.get("expect"), Type.TRUTH, IN_ADJUST),
            rises_with=rises,
            falls_with=falls,
            because=self.template(item.get("because"), IN_ADJUST),
            cites=self.cited(item),
        )

    def _number_field(self, node: Node | None) -> str | None:
        """Return the name of a number field of the row."""
        if not isinstance(node, Scalar):
            return None
        self.problems += settings.misfit(node, (Where.ROW, Type.NUMBER), self.names)
        return canonical(node.text)
