"""Judges every engine by the cases in tests/conformance, and the cases by the norm."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import compiled_engine
import interpreter_engine
import oracle
from conformance_cases import POLICIES, Case, Problem, differences, read_cases
from pingfen.errors import Unsupported

NORM = (Path(__file__).parent.parent / "docs" / "language.md").read_text("utf-8")
CASES = read_cases()
SCORED = [case for case in CASES if not case.problems]
REFUSED = [case for case in CASES if case.problems]

Score: TypeAlias = Callable[
    [str, Path, Mapping[str, Any], Mapping[str, Any], Sequence[Mapping[str, Any]]],
    Mapping[str, Any],
]
Problems: TypeAlias = Callable[[str, Path], Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine under judgement.

    ``score(policy_text, folder, form, execution, rows)`` answers in the shape of `expect`:
    parents are ``<folder>/<policy>/<year>.yaml``, fields are Decimal, str or bool under their
    English names, an absent one is missing; scores in the answer are Decimal with the policy's
    places, a finding's `row` is an int.
    ``problems(policy_text, folder)`` returns every load error with line and column; an engine
    without it is not asked about the cases that must not load. ``answers`` are the keys of
    `expect`, and of a row in it, that the engine answers; all where it is None. ``refuses`` are
    the cases whose policy it says that it cannot lower.
    """

    name: str
    score: Score
    problems: Problems | None = None
    answers: frozenset[str] | None = None
    refuses: frozenset[str] = frozenset()

    def asked(self, expect: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of an expectation the engine answers."""
        known = expect.keys() if self.answers is None else self.answers
        parts = {key: value for key, value in expect.items() if key in known}
        if self.answers is None:
            return parts
        if "execution" in parts:
            parts["execution"] = self._of_row(parts["execution"])
        if "rows" in parts:
            parts["rows"] = [self._of_row(row) for row in parts["rows"]]
        return parts

    def _of_row(self, row: Any) -> Any:
        left_out = {"because"} - (self.answers or frozenset())
        return {key: value for key, value in row.items() if key not in left_out}


def score_with_oracle(
    policy: str,
    folder: Path,
    form: Mapping[str, Any],
    execution: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
) -> Mapping[str, Any]:
    """Score with the independent reading of the norm."""
    return oracle.score(oracle.load(policy, folder), form, execution, rows)


ROWS_AND_TOTAL = frozenset({"execution", "rows", "total", "grade"})
# what rows add to these totals is divided by what differs from row to row
FRACTIONAL = frozenset(
    f"aggregates: {name}"
    for name in (
        "a let inside an aggregate means the aggregate's row",
        "a zero divisor inside an aggregate is a cause once, however many rows have it",
    )
)
# A new engine is added here and nowhere else.
ENGINES: tuple[Engine, ...] = (
    Engine("oracle", score_with_oracle),
    Engine("interpreter", interpreter_engine.score, interpreter_engine.problems),
    *(
        Engine(
            name,
            compiled_engine.score_with(run),
            answers=ROWS_AND_TOTAL,
            refuses=FRACTIONAL,
        )
        for name, run in compiled_engine.ENGINES.items()
    ),
)
STRICT_ENGINES = tuple(engine for engine in ENGINES if engine.problems)


def by_engine(engines: Sequence[Engine], cases: Sequence[Case]) -> pytest.MarkDecorator:
    """Run a test once for every case and engine."""
    pairs = [
        (case, engine)
        for engine in engines
        for case in cases
        if case.problems or engine.asked(case.expect)
    ]
    ids = [f"{case.id} ({engine.name})" for case, engine in pairs]
    return pytest.mark.parametrize(("case", "engine"), pairs, ids=ids)


@by_engine(ENGINES, SCORED)
def test_the_engine_scores_as_the_case_expects(case: Case, engine: Engine) -> None:
    if case.id in engine.refuses:
        with pytest.raises(Unsupported):
            engine.score(case.policy, POLICIES, case.form, case.execution, case.rows)
        return
    answer = engine.score(case.policy, POLICIES, case.form, case.execution, case.rows)
    assert differences(engine.asked(case.expect), answer) == []


@by_engine(STRICT_ENGINES, REFUSED)
def test_the_engine_refuses_what_the_case_refuses(case: Case, engine: Engine) -> None:
    assert engine.problems is not None
    found = [(p.code, p.line, p.column) for p in engine.problems(case.policy, POLICIES)]
    wanted = [(p.code, p.line, p.column) for p in case.problems]
    if any(p.column is None for p in case.problems):
        found = [(code, line, None) for code, line, _ in found]
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.id)
def test_the_place_of_an_error_lies_in_the_policy(case: Case) -> None:
    lines = case.policy.splitlines()
    for problem in case.problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= (problem.column or 1) <= len(lines[problem.line - 1])


def test_the_name_of_a_case_is_used_once() -> None:
    names = [case.id for case in CASES]
    assert sorted(set(names)) == sorted(names)


def section(heading: str) -> str:
    """Return the part of the norm under a heading, up to the next one."""
    start = NORM.index(f"\n{heading}")
    following = re.search(r"\n##+ ", NORM[start + 1 :])
    return NORM[start : start + 1 + following.start()] if following else NORM[start:]


def table(heading: str) -> list[list[str]]:
    """Return the cells of all the tables' rows under a heading, without the tables' heads."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heads = [number - 1 for number, row in enumerate(rows) if set(row[0]) <= set("-")]
    dropped = {*heads, *(number + 1 for number in heads)}
    return [row for number, row in enumerate(rows) if number not in dropped]


def quoted(cell: str) -> list[str]:
    """Return what stands in backquotes in a cell."""
    return re.findall(r"`([^`]+)`", cell)


NAMES = sorted(
    {name for row in table("### 2.1 Names") for name in quoted(row[0]) + row[1].split()}
    | {call.split("(")[0] for row in table("### 2.2") for call in quoted(row[0])}
    | {name for row in table("### 2.2") for name in row[1].split()}
)
MODES = quoted(NORM[(start := NORM.index("\nRounding:")) : NORM.index("\n", start + 1)])
UNDECIDED = sorted({code for row in table("## 4 ") for code in quoted(row[0])} | {"unknown-total"})
ERRORS = sorted({code for row in table("## 6 ") for code in quoted(row[0])})


def test_the_tables_of_the_norm_are_found() -> None:
    assert {"weight", "分值", "总分", "clamp", "限于", "sum", "全部"} <= set(NAMES)
    assert len(MODES) == 4
    assert {"unparsed", "unknown-bounds"} <= set(UNDECIDED)
    assert {"syntax", "too-deep", "out-of-range"} <= set(ERRORS)


@pytest.mark.parametrize("name", NAMES)
def test_a_scored_case_uses_the_name(name: str) -> None:
    word = re.compile(rf"(?<!\w){name}(?!\w)")
    assert any(word.search(case.policy) for case in SCORED)


@pytest.mark.parametrize("mode", MODES)
def test_a_case_uses_the_rounding_mode(mode: str) -> None:
    assert any(f"mode: {mode}" in case.policy for case in SCORED)


@pytest.mark.parametrize("code", UNDECIDED)
def test_a_case_expects_the_undecided_code(code: str) -> None:
    expected = [
        result
        for case in SCORED
        for key in ("execution", "rows", "total")
        for result in (case.expect.get(key, []) if key == "rows" else [case.expect.get(key, {})])
    ]
    codes = {result.get("undecided") for result in expected if isinstance(result, Mapping)}
    assert code in codes


@pytest.mark.parametrize("code", ERRORS)
def test_a_case_expects_the_error_code(code: str) -> None:
    assert code in {problem.code for case in REFUSED for problem in case.problems}
