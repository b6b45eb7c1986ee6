"""Measure what importing, a first score and each further row cost, as ratios.

The first two are CPU time of fresh processes against importing the two libraries that nothing
here can do without; the rest is time a row against rules written by hand in Python. All are
measured in turn, round by round, so that a busy machine disturbs them alike.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import pingfen
from pingfen.exact import show
from pingfen.form import Figure, Indicator
from pingfen.scoring.outcome import outcome
from pingfen.understanding import figure, measured

POLICY = "zhangdian@2024"
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "zhangdian-2024.txt"
LINES, ROWS_A_FORM = 1000, 10

BASELINE = "import yaml, simpleeval"
IMPORT = "import pingfen"
FIRST_SCORE = f"""
import sys
import pingfen
policy = pingfen.load_policy({POLICY!r})
card = pingfen.score(policy, pingfen.read_forms("-")[0])
print(card.total, "jsonschema" in sys.modules)
"""
# The first of the seven forms; the others would only measure the reader.
ONE_FORM = EXAMPLE.read_bytes().split("项目支出绩效自评表".encode())[1]
# What is installed has its byte code compiled; some machines forbid writing it.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
PROGRAMS = {
    BASELINE: BASELINE,
    IMPORT: IMPORT,
    "import, load a policy, score a form": FIRST_SCORE,
    "(python alone)": "pass",
}
TARGETS = {IMPORT: 1.3, "import, load a policy, score a form": 3.0}


# Fresh processes


def run(code: str) -> bytes:
    """Run a code in a new process that is given one form, and return what it prints."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, input=ONE_FORM, env=ENVIRONMENT
    )
    return done.stdout


def cpu_seconds(code: str) -> float:
    """Return the CPU time, of the user and of the system, that a new process takes for a code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(code)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def first_score() -> tuple[str, bool]:
    """Return the total that the measured program prints, and whether it imports jsonschema."""
    total, loaded = run(FIRST_SCORE).decode().split()
    return total, loaded == "True"


# Rules written by hand


@dataclass(frozen=True, slots=True)
class Line:
    """A row whose target is a number."""

    level1: str
    level2: str
    relation: str
    weight: Any
    target: Any
    actual: Any


HALF, OVERSHOOT = Fraction(1, 2), Fraction("1.3")


def met(line: Line) -> bool:
    """Tell whether a target is met."""
    if line.relation == ">=":
        return line.actual >= line.target
    if line.relation == "<=":
        return line.actual <= line.target
    if line.relation == ">":
        return line.actual > line.target
    if line.relation == "<":
        return line.actual < line.target
    return line.actual == line.target


def by_fractions(line: Line) -> Fraction | None:
    """Score a row exactly, as somebody would who writes the rules down in Python."""
    weight, target, actual = line.weight, line.target, line.actual
    at_most = line.relation == "<=" and target > 0
    if at_most and line.level1 == "成本指标" and actual == 0:
        return Fraction(0)
    if at_most and line.level2 == "数量指标" and actual <= target:
        score = weight * actual / target
    elif line.relation == ">=" and target > 0 and actual / target > OVERSHOOT:
        score = max(Fraction(0), weight * (1 - (actual / target - OVERSHOOT)))
    elif met(line):
        score = weight
    elif actual == target:
        return None
    else:
        score = weight * actual / target if actual < target else weight * target / actual
    return Fraction(floor(score * 100 + HALF), 100)


def by_floats(line: Line) -> float | None:
    """Score a row with floats: the same rules, but ties at the third decimal go as they like."""
    weight, target, actual = line.weight, line.target, line.actual
    at_most = line.relation == "<=" and target > 0
    if at_most and line.level1 == "成本指标" and actual == 0:
        return 0.0
    if at_most and line.level2 == "数量指标" and actual <= target:
        score = weight * actual / target
    elif line.relation == ">=" and target > 0 and actual / target > 1.3:
        score = max(0.0, weight * (1 - (actual / target - 1.3)))
    elif met(line):
        score = weight
    elif actual == target:
        return None
    else:
        score = weight * actual / target if actual < target else weight * target / actual
    return floor(score * 100 + 0.5) / 100


# The same rows for all


def lines(count: int = LINES) -> list[Line]:
    """Return rows with targets, actuals and weights as forms have them, the same each time."""
    chance = random.Random(2024)  # these rows are no secret
    return [line(chance) for _ in range(count)]


def line(chance: random.Random) -> Line:
    """Return one row; every fifth actual is its target, every tenth is 0."""
    target = Fraction(chance.randint(0, 10 ** chance.randint(1, 6)), chance.choice([1, 1, 100]))
    other = target * Fraction(chance.randint(0, 200), 100)
    return Line(
        level1=chance.choice(["成本指标", "产出指标", "效益指标", "满意度指标"]),
        level2=chance.choice(["数量指标", "质量指标", "经济成本指标"]),
        relation=chance.choice([">=", ">=", ">=", "<=", "<=", "=", ">", "<"]),
        weight=Fraction(chance.randint(1, 20)),
        target=target,
        actual=chance.choices([target, Fraction(0), other], [2, 1, 7])[0],
    )


def as_values(line: Line) -> Mapping[str, Any]:
    """Return a row as prepared values."""
    names = ("level1", "level2", "relation", "weight", "target", "actual")
    return {name: getattr(line, name) for name in names}


def as_indicator(number: int, line: Line) -> Indicator:
    """Return a row as a form has it."""
    return Indicator(
        f"指标{number}",
        line.level1,
        line.level2,
        measured(f"{line.relation}{show(line.target)}个"),
        measured(f"{show(line.actual)}个"),
        figure(show(line.weight)),
        Figure(),
    )


def as_floats(line: Line) -> Line:
    """Return a row with floats for fractions."""
    numbers = map(float, (line.weight, line.target, line.actual))
    return Line(line.level1, line.level2, line.relation, *numbers)


def in_forms(rows: Sequence[Any]) -> list[Sequence[Any]]:
    """Return rows in groups of the size of a form."""
    return [rows[at : at + ROWS_A_FORM] for at in range(0, len(rows), ROWS_A_FORM)]


Scorer = Callable[[], Iterable[Any]]


def scorers(rows: Sequence[Line]) -> dict[str, Scorer]:
    """Return, by name, calls that score all the rows and give a score for each, or None."""
    policy = pingfen.load_policy(POLICY)
    values = in_forms([as_values(line) for line in rows])
    indicators = [as_indicator(number, line) for number, line in enumerate(rows, 1)]
    forms = [pingfen.Form("项目", rows=tuple(group)) for group in in_forms(indicators)]
    floats = [as_floats(line) for line in rows]

    def interpreter() -> list[Any]:
        return [row.score for form in values for row in outcome(policy, {}, {}, form).rows]

    def scorecards() -> list[Any]:
        return [row.score for form in forms for row in pingfen.score(policy, form).rows]

    return {
        "by hand, floats": lambda: [by_floats(line) for line in floats],
        "by hand, fractions": lambda: [by_fractions(line) for line in rows],
        "scoring.outcome on values": interpreter,
        "pingfen.score on forms": scorecards,
    }


def disagreements(rows: Sequence[Line]) -> list[tuple[Line, Any, Any, Any]]:
    """Return the rows that the library and the exact rules written by hand score differently."""
    calls = scorers(rows)
    by_hand = calls["by hand, fractions"]()
    inside, outside = calls["scoring.outcome on values"](), calls["pingfen.score on forms"]()
    scored = zip(rows, by_hand, inside, outside, strict=True)
    return [scores for scores in scored if not scores[1] == scores[2] == scores[3]]


# Measuring and printing


def seconds(call: Scorer) -> float:
    """Return the CPU time that a call takes."""
    start = process_time()
    call()
    return process_time() - start


def in_turn(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Take all measures, once each round, after a first round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            time = measure()
            if number:
                taken[name].append(time)
    return taken


def print_table(
    head: str, taken: Mapping[str, list[float]], scale: float, bases: Sequence[str]
) -> None:
    """Print each measure beside the bases: the ratio of the minima and that of the medians."""
    columns = "".join(f"  {'÷ ' + base:>26}" for base in bases)
    print(f"\n{head:38}  {'min':>8}  {'median':>8}{columns}  target")
    for name, times in taken.items():
        found = f"{name:38}  {min(times) * scale:8.1f}  {median(times) * scale:8.1f}"
        for base in bases:
            least, middle = min(times) / min(taken[base]), median(times) / median(taken[base])
            found += f"  {f'{least:.2f} / {middle:.2f}':>26}"
        print(f"{found}  {TARGETS.get(name, '')}".rstrip())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="how often each is measured")
    rounds = parser.parse_args().rounds
    rows = lines()
    if found := disagreements(rows):
        sys.exit(f"scored differently: {found}")
    total, loaded = first_score()
    print(f"total of the first form: {total}; jsonschema imported: {'yes' if loaded else 'no'}")
    programs = {name: lambda code=code: cpu_seconds(code) for name, code in PROGRAMS.items()}
    taken = in_turn(programs, rounds)
    print_table("CPU time of a new process, ms", taken, 1e3, [BASELINE])
    calls = {name: lambda call=call: seconds(call) for name, call in scorers(rows).items()}
    taken = in_turn(calls, rounds)
    bases = ["by hand, floats", "by hand, fractions"]
    print_table("CPU time of a row, µs", taken, 1e6 / len(rows), bases)


if __name__ == "__main__":
    main()
