"""Which known formula gives a declared score that the policy does not give.

A formula that fits by luck is worse than none. So the formulas stand in an order, the simplest
first: full marks or none; the policy's own score rounded otherwise; its declared variations and
its parents; what is in use all over the country; round shares of the weight. What has no tie to
the policy must say something: see ``Odds``. Policies of other regions are not tried: those that
ship explained no row of the published forms that these formulas leave open, at twice the cost.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

from pingfen.auditing.finding import Guess
from pingfen.auditing.general import Given, Gives, general, parts
from pingfen.auditing.neighbours import Neighbour, parents, variations
from pingfen.auditing.roundings import USUAL, Odds, fitting, otherwise, usually
from pingfen.exact import show
from pingfen.expression.interpret import Interpreter
from pingfen.form import Form
from pingfen.messages import Bilingual, Message, Text, both
from pingfen.policy import Policy, Rounding
from pingfen.scorecard import DIFFERS, UNDECIDED, RowScore, Scorecard
from pingfen.scoring import FormValues, read_form
from pingfen.scoring.decision import Decision
from pingfen.scoring.filling import Filling
from pingfen.scoring.outcome import decide_execution, decide_row, form_names
from pingfen.scoring.scope import Values
from pingfen.words import words

# so many that give the same number are named; of more it is said how many there are
MOST_NAMED = 4
# a formula that takes the declared score or a judgement would give any number
CIRCULAR = frozenset({"declared", "judged"})


class Fit(NamedTuple):
    """A formula that gives the declared score; ``value`` is what it gives before rounding."""

    label: Text
    figures: str
    value: Fraction


class Asked(NamedTuple):
    """A row whose declared score is to be explained, as the policy decides it."""

    declared: Fraction
    weight: Fraction
    own: Decision
    row: Values
    names: Values
    number: int

    @property
    def raw(self) -> Fraction | None:
        """What the policy gives before rounding, if it decides the row."""
        return None if self.own.code or self.own.dropped else self.own.raw


class Formulas:
    """Guesses the formulas behind the declared scores of forms under one policy."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy; what is tried beside it is made when first needed."""
        self.policy = policy
        self.interpreter = Interpreter()
        self.read: tuple[Form, FormValues] | None = None

    @cached_property
    def near(self) -> tuple[Neighbour, ...]:
        """The policy with other numbers that it declares, then its parents."""
        return (*variations(self.policy, numbers=True), *parents(self.policy))

    @cached_property
    def worded(self) -> tuple[Neighbour, ...]:
        """The policy with other words that it declares; a general formula may say it better."""
        return tuple(variations(self.policy, numbers=False))

    def guesses(self, form: Form, card: Scorecard, row: RowScore) -> tuple[Guess, ...]:
        """Return the formulas that give a row's declared score, the simplest first.

        None where the score agrees or was judged, and none where only luck would explain it.
        """
        del card  # the row says all that is needed of it
        asked = self._asked(form, row)
        if asked is None:
            return ()
        fits = list(_distinct(self._fits(asked)))
        return tuple(_guesses(fits))

    def _asked(self, form: Form, row: RowScore) -> Asked | None:
        if row.verdict not in {DIFFERS, UNDECIDED} or row.declared is None or row.weight is None:
            return None
        declared, weight = Fraction(row.declared), Fraction(row.weight)
        # of a row that the policy leaves open, full marks or none ask for no formula
        inside = 0 < declared < weight
        if not inside and (row.verdict == UNDECIDED or declared not in {0, weight}):
            return None
        if self.read is None or self.read[0] is not form:
            self.read = form, read_form(self.policy, form)
        values = self.read[1]
        cells = values.rows[row.number - 1] if row.number else values.execution
        cells = {name: value for name, value in cells.items() if name not in CIRCULAR}
        own = self._decided(self.policy, values.names, cells, row.number)
        if own is None:
            return None
        return Asked(declared, weight, own, cells, values.names, row.number)

    def _decided(
        self, policy: Policy, names: Values, cells: Values, number: int
    ) -> Decision | None:
        """Return what a policy decides on a row, without the points that the form gives it."""
        names = form_names(policy, names)
        if number:
            return decide_row(policy, names, cells, self.interpreter)
        return next(decide_execution(policy, names, cells, self.interpreter), None)

    def _fits(self, asked: Asked) -> Iterator[Fit]:
        if asked.declared == asked.weight:
            yield Fit(Message.of("guess-full"), "", asked.weight)
        elif asked.declared == 0:
            yield Fit(Message.of("guess-zero"), "", asked.declared)
        yield from self._own(asked)
        yield from self._by(self.near, asked)
        if 0 < asked.declared < asked.weight:
            yield from self._general(asked)
        yield from self._by(self.worded, asked)

    def _own(self, asked: Asked) -> Iterator[Fit]:
        """Yield the policy's own score rounded otherwise."""
        if asked.raw is None:
            return
        figures = self._figures(self.policy, asked.own)
        for way in fitting(asked.raw, asked.declared, self.policy.row_rounding):
            label = Message.of("guess-own")
            label = Message.of("guess-rounded", formula=label, rounding=way.label)
            yield Fit(label, _arrow(figures, asked.raw, asked.declared), asked.raw)

    def _by(self, neighbours: Iterable[Neighbour], asked: Asked) -> Iterator[Fit]:
        """Yield the policies that give the score by their own rounding."""
        for near in neighbours:
            found = self._decided(near.policy, asked.names, asked.row, asked.number)
            yield from self._met(near, found, asked)

    def _met(self, near: Neighbour, found: Decision | None, asked: Asked) -> Iterator[Fit]:
        """Yield a policy if what it decided is the declared score, in another way than here."""
        if found is None or found.code or found.raw is None or found.score != asked.declared:
            return
        same = found.raw == asked.raw  # then only the rounding is another one
        if same and near.policy.row_rounding == self.policy.row_rounding:
            return
        figures = _arrow(self._figures(near.policy, found), found.raw, asked.declared)
        yield Fit(near.changed or _by_rule(near.policy, found), figures, found.raw)

    def _figures(self, policy: Policy, decision: Decision) -> str:
        return Filling(policy).formula(decision._replace(score=None))

    def _general(self, asked: Asked) -> Iterator[Fit]:
        """Yield formulas that are no policy's own, and shares; rounded as here, then otherwise."""
        usual, odds = self.policy.row_rounding, Odds(asked.declared, asked.weight)
        row = _given(asked)
        every = [] if row is None else list(general(row, execution=asked.number == 0))
        found = [gives for gives in every if gives.value != asked.raw]
        if asked.raw is None:  # the policy leaves the row open: the first stands in its place
            for gives in found[:1]:
                yield from _rounded(gives, asked, usual)
        for gives in chain(found, parts(asked.weight)):
            value = usually(gives.value, usual)
            if not odds.tells(value):
                return
            if value == asked.declared:
                yield Fit(gives.label, _arrowed(gives, asked.declared), gives.value)
        for gives in found:
            if not odds.tells(*(way.value for way in otherwise(gives.value, usual, USUAL))):
                return
            yield from _rounded(gives, asked, usual)


def _rounded(gives: Gives, asked: Asked, usual: Rounding) -> Iterator[Fit]:
    """Yield a formula whose number is the declared one once it is rounded otherwise."""
    for way in fitting(gives.value, asked.declared, usual, USUAL):
        label = Message.of("guess-rounded", formula=gives.label, rounding=way.label)
        yield Fit(label, _arrowed(gives, asked.declared), gives.value)


def _given(asked: Asked) -> Given | None:
    """Return the figures of a row, or None where there is nothing to reckon with."""
    values = asked.own.scope.values
    target, actual = values.get("target"), values.get("actual")
    if not isinstance(target, Fraction) or not isinstance(actual, Fraction):
        return None
    if target <= 0 or actual < 0:
        return None
    percent = values.get("unit") == words().units.percent
    return Given(asked.weight, target, actual, percent, asked.own.scope.values)


def _by_rule(policy: Policy, decision: Decision) -> Message:
    because = Filling(policy).because(decision)
    name = decision.rule.name if decision.rule else ""
    said = because if because.zh else Bilingual(name)
    return Message.of("guess-policy", policy=policy.title, because=said)


def _arrowed(gives: Gives, declared: Fraction) -> str:
    left, value = gives.figures, show(gives.value)
    return _arrow(left if left == value else f"{left} = {value}", gives.value, declared)


def _arrow(figures: str, value: Fraction, declared: Fraction) -> str:
    """Return figures with what they are rounded to, if they are."""
    return figures if value == declared or not figures else f"{figures} → {show(declared)}"


def _distinct(fits: Iterable[Fit]) -> Iterator[Fit]:
    """Yield the fits without those that say with other words what stands there already."""
    said: set[str] = set()
    for fit in fits:
        label = fit.label.in_lang("zh")
        if label not in said:
            said.add(label)
            yield fit


def _guesses(fits: Sequence[Fit]) -> Iterator[Guess]:
    """Yield the guesses; the first names the others, and says how many are not named."""
    others = tuple(both(fit.label) for fit in fits[1 : MOST_NAMED + 1])
    left = len(fits) - 1 - len(others)
    more = (both(Message.of("guess-more", count=left)),) if left > 0 else ()
    for number, fit in enumerate(islice(fits, MOST_NAMED + 1)):
        yield Guess(both(fit.label), fit.figures, () if number else (*others, *more))
