"""Generated forms as a careful office fills them, and errors planted in about a fifth of them.

Scores, rates and totals are those of the policy, the budget adds up, lost points have a reason of
their own. Each form is drawn by its number alone, so the first hundred of ten thousand are the
hundred, and each planted error is known: who audits them must find it.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

import pingfen
from benchmarks import generated
from benchmarks.generated import MARK, PLACES, PROJECT, UNITS, Filled, templates

SEED = 2024
AT_ONCE = 500
IN_A_HUNDRED = 20  # forms with an error
HUNDRED, FULL, EXPLAIN_BELOW, FAR_OVER = 100, Decimal(100), 80, Decimal("1.3")
WEIGHT, SCORE, REASON = 6, 7, 8  # the columns of an indicator
FOLLOWING = frozenset({"total-differs"})
WHYS = (
    "供货合同晚签",
    "验收安排在次年一季度",
    "需求比年初预计的少",
    "招标后价格下降",
    "场地移交推迟",
)


class Line(NamedTuple):
    """The marks of an indicator: its figures, weight, score and reason."""

    target: tuple[int, ...]
    actual: tuple[int, ...]
    weight: int
    score: int
    reason: int


class Shape(NamedTuple):
    """Where the marks of a template are: of budget lines, of indicators, and what is alone."""

    budget: tuple[tuple[int, ...], ...]
    lines: tuple[Line, ...]
    rate: int
    score: int
    total: int
    why: int


class Planted(NamedTuple):
    """A form with the error that was planted in it: its code, and what else that code brings."""

    form: Filled
    code: str = ""
    row: int | None = None
    follows: frozenset[str] = frozenset()

    @property
    def project(self) -> str:
        """The name by which its findings are known."""
        return self.form.texts[PROJECT]


class Draft:
    """A form that is being filled in: its marks, its texts, and what the policy gives."""

    def __init__(self, number: int, seed: int) -> None:
        """Draw names and figures."""
        self.number, self.chance = number, random.Random(f"{seed}-{number}")
        chance = self.chance
        self.template = chance.randrange(len(templates()))
        own = templates()[self.template]
        self.shape, self.as_text = shape(self.template), frozenset[int]()
        names = f"{chance.choice(PLACES)}{own.project}（第{number + 1}批）"
        unit = f"{chance.choice(PLACES)}区{chance.choice(UNITS)}"
        self.texts = [names, unit, *own.figures, *own.printed]
        self.scores: list[Decimal] = []
        self._budget()
        self._indicators()
        self._weights()

    def _budget(self) -> None:
        """Draw the parts of the budget and add them up; nine tenths are spent, or all."""
        total, *parts = self.shape.budget
        size = Decimal(self.chance.randint(50, 150)) / HUNDRED
        spent = self.chance.choice([Decimal(1), Decimal(1), Decimal("0.9"), Decimal("0.97")])
        for marks in parts:
            initial, annual, executed = marks
            for mark in (initial, annual):
                self.texts[mark] = cents(Decimal(self.texts[mark]) * size)
            self.texts[executed] = cents(Decimal(self.texts[annual]) * spent)
        for mark, *others in zip(total, *parts, strict=True):
            self.texts[mark] = shown(sum(Decimal(self.texts[each]) for each in others))

    def _indicators(self) -> None:
        """Draw targets, and actuals that mostly go with them."""
        for line in self.shape.lines:
            size = self.chance.randint(50, 150)
            other = self.chance.choice([100] * 7 + [80, 90, 120])
            for mark in line.target:
                self.texts[mark] = scaled(self.texts[mark], size)
            for mark in line.actual:
                self.texts[mark] = scaled(self.texts[mark], size * other // HUNDRED)

    def _weights(self) -> None:
        """Make the weights add up: a template may lack a row."""
        own = sum(Decimal(self.texts[line.weight]) for line in self.shape.lines)
        first = self.shape.lines[0].weight
        left = FULL - 10 - own
        self.texts[first] = shown(Decimal(self.texts[first]) + left)

    def score(self, card: pingfen.Scorecard) -> None:
        """Fill in what the policy gives, and a reason where points were lost."""
        shape, texts = self.shape, self.texts
        for line, row in zip(shape.lines, card.rows, strict=True):
            assert row.score is not None, (texts[PROJECT], row)
            texts[line.score] = shown(row.score)
            why = f"{self.chance.choice(WHYS)}，第{self.number}批第{row.number}项已商定补救办法"
            due = row.score < row.weight or self._is_over(line)
            texts[line.reason] = why if due else ""
        _, annual, executed = map(self.number_at, shape.budget[0])
        texts[shape.rate] = f"{cents(executed / annual * HUNDRED)}%"
        texts[shape.score] = shown(card.execution.score)
        self.add_up()
        low = Decimal(texts[shape.total]) < EXPLAIN_BELOW
        texts[shape.why] = f"第{self.number}批项目的几项指标未完成，已调整计划" if low else ""

    def _is_over(self, line: Line) -> bool:
        if not line.target or not line.actual:
            return False
        target, actual = (Decimal(self.texts[marks[0]]) for marks in (line.target, line.actual))
        return actual > target * FAR_OVER

    def add_up(self) -> None:
        """Make the total what the scores add up to."""
        marks = (self.shape.score, *(line.score for line in self.shape.lines))
        self.texts[self.shape.total] = shown(sum(Decimal(self.texts[mark]) for mark in marks))

    def number_at(self, mark: int) -> Decimal:
        """Return the number at a mark."""
        return Decimal(self.texts[mark])

    def lost(self) -> list[tuple[int, Line]]:
        """Return the rows that lost points."""
        rows = enumerate(self.shape.lines, 1)
        return [(n, r) for n, r in rows if self.number_at(r.score) < self.number_at(r.weight)]

    def form(self) -> Filled:
        """Return the form."""
        return Filled(self.template, tuple(self.texts), self.as_text)


def shown(value: Decimal | int) -> str:
    """Return a number without zeros at its end."""
    return f"{Decimal(value).normalize():f}"


def cents(value: Decimal) -> str:
    """Return a number with two decimals at most."""
    return shown(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def scaled(figure: str, percent: int) -> str:
    """Return so many percent of a figure, with as many places; up to 100 it may be a rate."""
    value = Decimal(figure)
    other = (value * percent / HUNDRED).quantize(value)
    return str(min(other, FULL) if value <= FULL else other)


@cache
def shape(template: int) -> Shape:
    """Return where the marks of a template are."""
    lines = templates()[template].lines
    budget = [line for line in lines if len(line) > 6 and marks(line[2]) and not line[0]]
    rows = [line for line in lines if len(line) > 6 and marks(line[8])]
    at = (line for line in lines if line[0] == "总分" or line[0].startswith("总分在"))
    total, why = at
    return Shape(
        tuple(tuple(marks(text)[0] for text in line[2:5]) for line in budget),
        tuple(
            Line(marks(row[4]), marks(row[5]), *(marks(row[at])[0] for at in (6, 7, 8)))
            for row in rows
        ),
        marks(budget[0][6])[0],
        marks(budget[0][7])[0],
        marks(total[3])[0],
        marks(why[0])[-1],
    )


def marks(text: str) -> tuple[int, ...]:
    """Return the marks in a text."""
    return tuple(map(int, MARK.findall(text)))


# Errors: each changes a draft and returns its code and row, or nothing where it does not fit


Planting = Callable[[Draft, str], tuple[str, int | None] | None]


def raised(draft: Draft, _: str) -> tuple[str, int] | None:
    """Give a row a third of a point more than it earned."""
    for number, row in draft.lost():
        more = draft.number_at(row.score) + Decimal("0.33")
        if row.target and row.actual and more < draft.number_at(row.weight):
            draft.texts[row.score] = shown(more)
            draft.add_up()
            return "score-differs", number
    return None


def unexplained(draft: Draft, _: str) -> tuple[str, int] | None:
    """Leave a reason out."""
    for number, row in draft.lost()[-1:]:
        draft.texts[row.reason] = ""
        return "reason-due", number
    return None


def miscounted(draft: Draft, _: str) -> tuple[str, None]:
    """Make the total half a point more than the scores."""
    draft.texts[draft.shape.total] = shown(draft.number_at(draft.shape.total) - Decimal("0.5"))
    return "sum-is-total", None


def misrated(draft: Draft, _: str) -> tuple[str, None]:
    """Print another rate."""
    rate = Decimal(draft.texts[draft.shape.rate].rstrip("%"))
    draft.texts[draft.shape.rate] = f"{rate - Decimal('3.21')}%"
    return "rate-printed", None


def overweight(draft: Draft, _: str) -> tuple[str, None]:
    """Give a row a point more of weight."""
    mark = draft.shape.lines[0].weight
    draft.texts[mark] = shown(draft.number_at(mark) + 1)
    return "weights", None


def above(draft: Draft, _: str) -> tuple[str, int]:
    """Give a row more than its weight."""
    row = draft.shape.lines[1]
    draft.texts[row.score] = shown(draft.number_at(row.weight) + 1)
    draft.add_up()
    return "score-above-weight", 2


def misadded(draft: Draft, _: str) -> tuple[str, None]:
    """Make a part of the budget more than it is."""
    mark = draft.shape.budget[1][1]
    draft.texts[mark] = shown(draft.number_at(mark) + 1)
    return "annual-parts", None


def typed(draft: Draft, ending: str) -> tuple[str, None] | None:
    """Type two scores as text into a workbook."""
    if ending != ".xlsx":
        return None
    draft.as_text = frozenset(line.score for line in draft.shape.lines[:2])
    return "number-as-text", None


def unsaid(draft: Draft, _: str) -> tuple[str, None] | None:
    """Leave the explanation of a low total out."""
    if not draft.texts[draft.shape.why]:
        return None
    draft.texts[draft.shape.why] = ""
    return "explanation-due", None


KINDS: tuple[Planting, ...] = (
    *(raised, unexplained, miscounted, misrated, overweight, above, misadded, typed, unsaid),
)
FOLLOWS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "score-differs": FOLLOWING,
        "reason-due": frozenset({"over-uncommented"}),
        "sum-is-total": FOLLOWING | {"explanation-due"},
        # full marks of the old weight are less than the new one gives
        "weights": FOLLOWING | {"score-differs", "lost-though-met", "reason-due"},
        "score-above-weight": FOLLOWING | {"score-differs"},
    }
)
TWIN = "same-reason"


def forms(count: int, endings: Sequence[str], seed: int = SEED) -> Iterator[Planted]:
    """Yield forms, the same each time; ``endings`` are those of their files, in turn."""
    policy = pingfen.load_policy("zhangdian@2024")
    numbers = iter(range(count))
    reasons: list[str] = []
    while chosen := [Draft(number, seed) for number in islice(numbers, AT_ONCE)]:
        for draft, card in zip(chosen, scored(policy, chosen), strict=True):
            draft.score(card)
            yield planted(draft, endings[draft.number % len(endings)], reasons)


def scored(policy: pingfen.Policy, drafts: Sequence[Draft]) -> list[pingfen.Scorecard]:
    """Return what a policy gives some drafts."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "drafts.txt"
        generated.write([draft.form() for draft in drafts], path)
        return [pingfen.score(policy, form) for form in pingfen.read_forms(path)]


def planted(draft: Draft, ending: str, reasons: list[str]) -> Planted:
    """Return a form, with an error in it if chance wants one."""
    own = [draft.texts[row.reason] for _, row in draft.lost()]
    if draft.chance.randrange(HUNDRED) >= IN_A_HUNDRED:
        reasons += own
        return Planted(draft.form())
    kinds = [*KINDS, None]
    draft.chance.shuffle(kinds)
    for kind in kinds:
        found = kind(draft, ending) if kind else twin(draft, reasons)
        if found:
            code, row = found
            return Planted(draft.form(), code, row, FOLLOWS.get(code, frozenset()))
    return Planted(draft.form())


def twin(draft: Draft, reasons: Sequence[str]) -> tuple[str, int] | None:
    """Take over the reason of another form."""
    for number, row in draft.lost()[:1] if reasons else ():
        draft.texts[row.reason] = draft.chance.choice(reasons)
        return TWIN, number
    return None
