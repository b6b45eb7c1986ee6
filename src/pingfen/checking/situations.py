"""The kinds of rows that a policy may meet: what target and actual are, and what follows of it.

A target is a number with one of the relations or with none, an approximate number, words, a
deadline, or blank; an actual a number, the same text, other words (or a number that does not
count: approximate, of another unit), a date, a length of time, or blank. Each text that the policy
names may stand there too, as what it is read as.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pingfen.checking.state import ZERO, Fact, Mark
from pingfen.checking.texts import ACTUAL_TEXT, TARGET_TEXT, Texts, expressions_of
from pingfen.expression.names import names_in
from pingfen.expression.vocabulary import EXECUTION as BUDGET
from pingfen.expression.vocabulary import INDICATOR
from pingfen.form import Blank, Date, Period, Quantity, Reading, Unparsed, Wording
from pingfen.policy import Policy
from pingfen.polynomial import exactly, unknown
from pingfen.understanding import understand
from pingfen.words import stated, words

NUMBER, WORDS, SAME, DATE, BLANK = "number", "words", "same", "date", "blank"
ABOUT, LENGTH, PHRASE = "about", "length", "phrase"
MEASURED = ("target", "actual", "late", "same_text", TARGET_TEXT, ACTUAL_TEXT, "relation")
Facts = Mapping[str, Fact]


class Target(NamedTuple):
    """What a target cell holds, and what follows of it.

    ``cell`` is its text where that is one that the policy names; ``told`` the relation where the
    form gives it beside the target, which makes words or a deadline of a number.
    """

    what: str
    facts: Facts
    cell: str = ""
    told: str = ""


class Situation(NamedTuple):
    """A kind of row: ``target`` and ``actual`` say what the cells hold, ``facts`` what follows.

    ``cell`` and ``told`` are the target's, ``phrase`` the actual's text where the policy names it.
    ``alike`` are others that the policy does not tell from this one.
    """

    kind: str
    target: str
    actual: str
    facts: Facts
    cell: str = ""
    told: str = ""
    phrase: str = ""
    alike: tuple["Situation", ...] = ()

    @property
    def every(self) -> tuple["Situation", ...]:
        """This one and those that are alike."""
        return (self, *self.alike)


def situations(policy: Policy, texts: Texts) -> Iterator[Situation]:
    """Yield all kinds of rows that a policy tells apart."""
    used = {"kind"}.union(*map(names_in, expressions_of(policy)))
    used |= {"target", "relation"} if policy.direction else set()
    used |= {source for name in used for source in policy.inputs.get(name, ())}
    found: dict[frozenset[object], list[Situation]] = {}
    for situation in _situations(policy, texts):
        known = frozenset((name, fact) for name, fact in situation.facts.items() if name in used)
        found.setdefault(known, []).append(situation)
    for first, *others in found.values():
        yield first._replace(alike=tuple(others))


def _situations(policy: Policy, texts: Texts) -> Iterator[Situation]:
    for target in _targets(texts):
        for actual, facts, phrase in (*_actuals(target, texts), *_same(target)):
            yield _situation(target, actual, facts, phrase)
    named = set(texts[TARGET_TEXT])
    for phrase in texts[ACTUAL_TEXT][1:]:
        for target in _phrase(phrase) if phrase not in named else ():
            for actual, facts, _ in _same(target):
                yield _situation(target, actual, facts)
    if policy.execution:
        yield Situation(BUDGET, NUMBER, NUMBER, _facts(kind=BUDGET))


def _situation(target: Target, actual: str, facts: Facts, phrase: str = "") -> Situation:
    known = _facts(kind=INDICATOR, **target.facts, **facts)
    numbers = (known["target"], known["actual"])
    quantity = target.what == ABOUT or any(number is not Mark.MISSING for number in numbers)
    if not quantity and actual in {SAME, BLANK, DATE}:
        known = MappingProxyType({**known, "unit": Mark.MISSING})
    return Situation(INDICATOR, target.what, actual, known, target.cell, target.told, phrase)


def _facts(**facts: Fact) -> Facts:
    """Return facts; a field of a row that is not named is missing."""
    return MappingProxyType({**dict.fromkeys(MEASURED, Mark.MISSING), **facts})


def _targets(texts: Texts) -> Iterator[Target]:
    relations = words().relations
    other, *phrases = texts[TARGET_TEXT]
    text: dict[str, Fact] = {TARGET_TEXT: other}
    for name in (*relations.names, ""):
        if name in {relations.wording, relations.deadline}:
            continue
        facts: dict[str, Fact] = {**text, "relation": name} if name else text
        yield Target(name or NUMBER, {**facts, "target": Mark.GIVEN})
        yield Target(ABOUT, facts)
    yield Target(WORDS, {**text, "relation": relations.wording}, other)
    yield Target(DATE, {**text, "relation": relations.deadline})
    yield Target(BLANK, {})
    # the form says that it is words, and they are blank
    yield Target(WORDS, {"relation": relations.wording}, told=relations.wording)
    for phrase in phrases:
        yield from _phrase(phrase)


def _phrase(phrase: str) -> Iterator[Target]:
    """Yield what a text that the policy names is as a target."""
    relations = words().relations
    reading = _reading(phrase)
    text: dict[str, Fact] = {TARGET_TEXT: phrase}
    due: dict[str, Fact] = {**text, "relation": relations.deadline}
    match reading:
        case Quantity(_, _, relation, qualifier):
            facts: dict[str, Fact] = {**text, "relation": relation} if relation else text
            if qualifier:
                yield Target(ABOUT, facts, phrase)
            else:
                yield Target(relation or NUMBER, {**facts, "target": _worth(reading)}, phrase)
            yield Target(DATE, due, phrase, relations.deadline)
        case Date() | Period():
            yield Target(DATE, due, phrase)
    if not isinstance(reading, Blank):
        told = "" if isinstance(reading, Wording) else relations.wording
        yield Target(WORDS, {**text, "relation": relations.wording}, phrase, told)


def _reading(phrase: str) -> Reading:
    """Return what a cell with a text says; blank if no cell has that text in its normal form."""
    return understand(phrase) if stated(phrase) == phrase else Blank()


Actual = tuple[str, Facts, str]


def _actuals(target: Target, texts: Texts) -> Iterator[Actual]:
    """Yield what an actual with another text than the target may be."""
    other, *phrases = texts[ACTUAL_TEXT]
    compared: dict[str, Fact] = {"same_text": False} if TARGET_TEXT in target.facts else {}
    text: dict[str, Fact] = {**compared, ACTUAL_TEXT: other}
    yield NUMBER, {**text, "actual": Mark.GIVEN}, ""
    yield WORDS, text, ""
    yield BLANK, {}, ""
    if target.what == DATE:
        yield DATE, {**text, "late": Mark.GIVEN}, ""
        yield LENGTH, {**text, "late": Mark.GIVEN, "actual": Mark.GIVEN}, ""
    for phrase in phrases:
        reading = _reading(phrase)
        if phrase == target.facts.get(TARGET_TEXT) or isinstance(reading, Blank | Unparsed):
            continue
        for facts in _numbers(target, reading):
            yield PHRASE, {**compared, ACTUAL_TEXT: phrase, **facts}, phrase


def _worth(quantity: Quantity) -> Fact:
    """Return the number that is read; a bare one may be hundredths by the other cell's unit."""
    return exactly(quantity.value) if quantity.unit else Mark.GIVEN


def _numbers(target: Target, reading: Reading) -> Iterator[Facts]:
    """Yield which numbers an actual may give that is read so: more of them than it does."""
    yield {}
    late: dict[str, Fact] = {"late": Mark.GIVEN}
    if isinstance(reading, Quantity):
        yield {"actual": _worth(reading)}
        if target.what == DATE:
            yield {"actual": _worth(reading), **late}
    elif isinstance(reading, Date | Period) and target.what == DATE:
        yield late


def _same(target: Target) -> Iterator[Actual]:
    """Yield what an actual with the target's text may be."""
    if TARGET_TEXT not in target.facts:
        return
    text: dict[str, Fact] = {"same_text": True, ACTUAL_TEXT: target.facts[TARGET_TEXT]}
    if "target" in target.facts:
        number = target.facts["target"]
        yield SAME, {**text, "actual": unknown("target") if number is Mark.GIVEN else number}, ""
        return
    # without a number: words, what is approximate
    yield SAME, text, ""
    if target.what == DATE:
        yield SAME, {**text, "late": ZERO}, ""
        # 8个工作日 in both cells, where the form says that it is a deadline
        yield SAME, {**text, "late": ZERO, "actual": Mark.GIVEN}, ""
    if target.what == WORDS:
        yield SAME, {**text, "actual": Mark.GIVEN}, ""
