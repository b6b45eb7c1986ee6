"""What the property tests draw: numbers, rows of values, spellings of numbers, child policies.

A row is what `pingfen.scoring.outcome.outcome` takes: names of the language with exact values.
A legal row has a weight above 0 with at most two decimals and a relation, both numbers, neither
below 0, where the relation compares numbers, and no judgement above the weight; its levels may
be any words or missing, as may all that only wordings and deadlines need.
"""

import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import strategies as st

from pingfen.characters import hidden
from pingfen.exact import to_decimal
from pingfen.form import Quantity
from pingfen.loading import load_policy

Row: TypeAlias = dict[str, Any]

RULES = Path(__file__).parent.parent / "rules"
NAMES = tuple(
    f"{path.parent.name}@{path.stem}"
    for path in sorted(RULES.glob("*/*.yaml"))
    if path.parent.name != "words" and path.stem.isdigit()
)
SHIPPED = {name: load_policy(name) for name in NAMES}
# the rest are examples, which may leave anything of the common measures
COMMON = ("mof@2020", "zhangdian@2024")

NUMBER_RELATIONS = (">=", "<=", "=", ">", "<")
WORDINGS = ("text", "deadline")
RELATIONS = (*NUMBER_RELATIONS, *WORDINGS)
ACHIEVED = ("达成预期指标", "达成年度指标")
PARTLY = ("部分达成预期指标并具有一定效果", "部分达成年度指标并具有一定效果")
MISSED = ("未达成预期指标且效果较差", "未达成年度指标且效果较差")
TEXTS = (*ACHIEVED, *PARTLY, *MISSED, "显著提升", "12月31日前")
LEVELS1 = ("成本指标", "产出指标", "效益指标", "满意度指标", "别的")
LEVELS2 = ("数量指标", "质量指标", "时效指标", "经济成本指标", "别的")
MODES = ("half-up", "half-even", "down", "floor")


# Numbers


def decimals(most: int, places: int, least: int = 0) -> st.SearchStrategy[Fraction]:
    """Numbers from `least` to `most` with at most so many decimals."""
    scaled = st.integers(0, places).flatmap(
        lambda p: st.integers(least * 10**p, most * 10**p).map(lambda n: Fraction(n, 10**p))
    )
    return st.integers(least, most).map(Fraction) | scaled


WEIGHTS = st.integers(1, 30).map(Fraction) | st.integers(1, 10_000).map(lambda n: Fraction(n, 100))
AMOUNTS = decimals(10**6, 4) | st.sampled_from([Fraction(0), Fraction(1), Fraction(100)])
RATIOS = decimals(3, 2) | st.sampled_from([Fraction(1), Fraction("1.3")])


@st.composite
def ties_and_others(draw: st.DrawFn, places: int) -> Fraction:
    """Numbers of both signs: ties at so many decimals, their close neighbours, any others."""
    tie = Fraction(2 * draw(st.integers(-(10**6), 10**6)) + 1, 2 * 10**places)
    beside = Fraction(draw(st.sampled_from([-1, 1])), 10 ** draw(st.integers(places + 2, 40)))
    other = draw(st.fractions(max_denominator=10**9))
    return draw(st.sampled_from([tie, tie, tie + beside, other]))


# Rows


@st.composite
def legal_rows(
    draw: st.DrawFn,
    relations: tuple[str, ...] = RELATIONS,
    may_lack: tuple[str, ...] = ("level1", "level2"),
) -> Row:
    """Legal rows; of what every row may have, only the names in `may_lack` can be missing."""
    weight, relation = draw(WEIGHTS), draw(st.sampled_from(relations))
    row = {
        "weight": weight,
        "relation": relation,
        "level1": draw(st.sampled_from(LEVELS1)),
        "level2": draw(st.sampled_from(LEVELS2)),
    }
    own = wording_fields(weight) if relation in WORDINGS else number_fields(weight)
    row |= draw(own)
    lacking = draw(st.sets(st.sampled_from(may_lack))) if may_lack else set()
    return {name: value for name, value in row.items() if name not in lacking}


def judgements(weight: Fraction) -> st.SearchStrategy[Fraction]:
    """Scores that a judgement may give for a weight, the bounds of the bands among them."""
    share = st.sampled_from(["0", "0.6", "0.6", "0.8", "0.8", "1"]).map(Fraction)
    return st.one_of(share, share, decimals(1, 4)).map(lambda part: part * weight)


@st.composite
def number_fields(draw: st.DrawFn, weight: Fraction) -> Row:
    """What a row has whose relation compares numbers; the two are often equal or near."""
    target = draw(AMOUNTS)
    actual = draw(st.one_of(st.just(target), RATIOS.map(lambda ratio: target * ratio), AMOUNTS))
    judged = draw(st.none() | judgements(weight))
    return {"target": target, "actual": actual} | ({} if judged is None else {"judged": judged})


def wording_fields(weight: Fraction) -> st.SearchStrategy[Row]:
    """What a row has whose target is a wording or a deadline, each field given or missing."""
    return st.fixed_dictionaries(
        {},
        optional={
            "target": AMOUNTS,
            "actual": AMOUNTS,
            "target_text": st.sampled_from(TEXTS),
            "actual_text": st.sampled_from(TEXTS),
            "same_text": st.booleans(),
            "late": st.integers(-400, 400).map(Fraction),
            "judged": judgements(weight),
            "declared": judgements(weight),
        },
    )


# Rows from a seed, legal or not, for comparing engines


class RandomRows:
    """Makes rows in which every field may be missing, odd or equal to another."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # these rows are no secret

    def rows(self, count: int) -> list[Row]:
        """Return so many rows."""
        return [self.row() for _ in range(count)]

    def form(self) -> tuple[Row, Row]:
        """Return the values of a form and those that it prints for its budget row."""
        annual = self.random.choice([self.amount(), self.amount(), Fraction(0)])
        form = {"annual": annual, "executed": self.amount(), "declared_total": self.share()}
        return self.some(form, 0.8), self.some({"weight": self.weight()}, 0.5)

    def row(self) -> Row:
        """Return one row."""
        pick = self.random.choice
        target, weight = self.amount(), self.weight()
        always = {
            "level1": pick(LEVELS1),
            "level2": pick(LEVELS2),
            "relation": pick(RELATIONS),
            "weight": weight,
            "target": target,
            "actual": pick([target, target * self.share(), self.amount(), Fraction(0)]),
        }
        sometimes = {
            "target_text": pick(TEXTS),
            "actual_text": pick(TEXTS),
            "same_text": pick([True, False, False]),
            "late": Fraction(self.random.randint(-3, 3)),
            "judged": weight * self.share(),
            "declared": weight * self.share(),
            "reason": "见说明",
        }
        rarely = {"unparsed": True}
        return self.some(always, 0.95) | self.some(sometimes, 0.7) | self.some(rarely, 0.02)

    def some(self, fields: Row, likely: float) -> Row:
        """Return the fields, each with some likelihood."""
        return {key: value for key, value in fields.items() if self.random.random() < likely}

    def weight(self) -> Fraction:
        """Return a weight, most often a whole number, seldom negative."""
        if self.random.random() < 0.8:
            return Fraction(self.random.randint(1, 30))
        return Fraction(self.random.randint(-100, 3000), 100)

    def amount(self) -> Fraction:
        """Return a number with up to four decimals, sometimes 0, seldom negative."""
        places = self.random.randint(0, 4)
        most = 10 ** self.random.randint(0, 7)
        return Fraction(self.random.randint(-most // 50, most), 10**places)

    def share(self) -> Fraction:
        """Return a ratio around 1, most often a round one."""
        return Fraction(self.random.randint(0, 30), self.random.choice([10, 20, 20, 30, 17]))


# Spellings

UNITS = ("", "人", "万元", "元/套", "台/套", "元/人*月", "次", "年", "公里", "%")
FULL_WIDTH = str.maketrans("0123456789.,+-%", "０１２３４５６７８９．，＋－％")
SPELT_RELATIONS = {
    "": "",
    "≥": ">=",
    "＞＝": ">=",
    "不超过": "<=",
    "＝": "=",
    "大于": ">",
    "<": "<",
}


@st.composite
def short_numbers(draw: st.DrawFn, most_places: int = 6) -> tuple[Fraction, int]:
    """Numbers of both signs with few decimals, and how many decimals they are written with."""
    places = draw(st.integers(0, most_places))
    return Fraction(draw(st.integers(-(10**15), 10**15)), 10**places), places


@st.composite
def spelt(draw: st.DrawFn, number: tuple[Fraction, int], before: str = "", after: str = "") -> str:
    """Spell a number between two texts as people do: separators, full width, spaces."""
    digits = f"{to_decimal(*number):{draw(st.sampled_from(['f', ',f']))}}"
    text = draw(st.sampled_from(["", " ", "　"])).join([before, digits, after])
    return draw(st.sampled_from([text, text.translate(FULL_WIDTH), f" {text}\t"]))


@st.composite
def spelt_figures(draw: st.DrawFn) -> tuple[str, Fraction]:
    """Spellings of a number, of a percentage too, and the number."""
    number, percent = draw(short_numbers(most_places=4)), draw(st.booleans())
    text = draw(spelt(number, "", "%" if percent else ""))
    return text, number[0] / 100 if percent else number[0]


@st.composite
def spelt_quantities(draw: st.DrawFn) -> tuple[str, Quantity]:
    """Spellings of a quantity with a unit and a relation, and the quantity."""
    number, unit = draw(short_numbers(most_places=4)), draw(st.sampled_from(UNITS))
    before, relation = draw(st.sampled_from(sorted(SPELT_RELATIONS.items())))
    if unit == "年" and not relation:
        unit = "个月"  # 2024年 is a date
    text = draw(spelt(number, before, unit + draw(st.sampled_from(["", "。", ";"]))))
    return text, Quantity(number[0] / (100 if unit == "%" else 1), unit, relation)


# Child policies


def constants(most: int, places: int = 20) -> st.SearchStrategy[Decimal]:
    """Numbers as a policy holds them, also such as a float cannot hold."""
    return decimals(most, places).map(lambda value: to_decimal(value, places))


# texts that YAML or our own reading could take for something else
ODD = (
    *("012", "1e3", "12", "-0.50", "2024-01-01", "true", "null", "~", "yes"),
    *("a: b", "- c", "#", "{}", "'", "一\n二"),
)
# a policy holds no hidden characters (tests/hostile), everything else there is
SHOWN = st.text(min_size=1, max_size=20).filter(lambda text: not list(hidden("." + text)))
ODD_TEXTS = st.sampled_from(ODD) | SHOWN

ROUNDINGS = st.fixed_dictionaries(
    {}, optional={"places": st.integers(0, 12), "mode": st.sampled_from(MODES)}
)
PARAMS = {
    "achieved_from": constants(1),
    "partly_from": constants(1),
    "full_score": constants(200) | st.integers(1, 200),
    "explain_below": constants(100) | st.integers(0, 100),
    "missed": st.lists(ODD_TEXTS, min_size=1, max_size=3),
}
OF_ZHANGDIAN = {"overshoot_from": constants(3)}


@st.composite
def grades(draw: st.DrawFn) -> Any:
    """Grades with cut-offs of any kind, or none."""
    side = draw(st.sampled_from(["at-least", "above", "at-most", "below", "none"]))
    if side == "none":
        return side
    bounds = draw(st.lists(constants(100, 2), min_size=1, max_size=4, unique=True))
    return {
        side: {bound: f"第{number}等" for number, bound in enumerate(bounds)},
        "otherwise": draw(ODD_TEXTS),
    }


@st.composite
def children(draw: st.DrawFn) -> dict[str, Any]:
    """Policies that change the params, the grades and the rounding of a shipped one."""
    parent = draw(st.sampled_from(COMMON))
    params = PARAMS | (OF_ZHANGDIAN if parent == "zhangdian@2024" else {})
    parts = {"row": ROUNDINGS, "total": ROUNDINGS}
    rounding = draw(ROUNDINGS) | draw(st.fixed_dictionaries({}, optional=parts))
    child = {
        "policy": "child",
        "year": draw(st.integers(2000, 2100)),
        "extends": parent,
        "params": draw(st.fixed_dictionaries({}, optional=params)),
        "rounding": rounding,
    }
    optional = {
        "title": ODD_TEXTS,
        "grades": grades(),
        "tolerance": constants(1),
        "revision": st.integers(1, 9),
    }
    return child | draw(st.fixed_dictionaries({}, optional=optional))
