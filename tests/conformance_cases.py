"""Reads the cases in tests/conformance and compares an engine's answer with what they expect.

A file has a `suite`, a sentence `about` it and its `cases`. A case has a `policy` and either
`error`, the problems that loading must report (lines and columns from 1, in characters), or a
form (`form`, `execution`, `rows`, each may be left out) and `expect`. Parents of the policies are
in tests/conformance/policies. Every scalar of a case is raw text: a field is typed by its name,
one of the policy's own by what `fields` of the policy or of a parent says, a cell given as its
number; a score is compared as it is written, decimals included. What `expect` leaves out is not
compared, but an undecided row without `rule` has none and without `causes` has none. A finding's
`row` counts from 1, the execution is row 0, and a check for the form has no row; a finding about
a group of rows has a `level`, 产出指标 or 产出指标 / 数量指标.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias
from unicodedata import normalize

import yaml

FOLDER = Path(__file__).parent / "conformance"
POLICIES = FOLDER / "policies"

Field: TypeAlias = Decimal | str | bool

ROW_NUMBERS = frozenset(
    {"weight", "target", "actual", "late", "judged", "declared", "label_weight", "label2_weight"}
)
ROW_TEXTS = frozenset(
    {"level1", "level2", "name", "target_text", "actual_text", "unit", "relation", "reason"}
)
ROW_TRUTHS = frozenset({"same_text", "unparsed"})
PARTS = frozenset({"initial_parts", "annual_parts", "executed_parts"})
PRINTED = frozenset({"declared_rate", "declared_total", "summary_total"})
FORM_NUMBERS = PARTS | PRINTED | {"initial", "annual", "executed"}
FORM_TEXTS = frozenset({"project", "explanation", "declared_grade", "summary_grade"})
EXECUTION_NUMBERS = frozenset({"weight", "declared"})
TRUTHS = {"true": True, "false": False}
# the types of a policy's own fields; of a cell its number is given
TYPES = {"number": "number", "cell": "number", "text": "text", "truth": "truth"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One error that loading a policy must report; without a column only the line counts."""

    code: str
    line: int
    column: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a policy and a form with the expected answer, or a policy and its errors."""

    suite: str
    name: str
    policy: str
    form: Mapping[str, Field]
    execution: Mapping[str, Field]
    rows: tuple[Mapping[str, Field], ...]
    expect: Mapping[str, Any]
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str:
        """Return what the case is called in test reports."""
        return f"{self.suite}: {self.name}"


def read_fields(
    raw: Mapping[str, str],
    numbers: frozenset[str],
    texts: frozenset[str] = frozenset(),
    truths: frozenset[str] = frozenset(),
) -> dict[str, Field]:
    """Turn raw text into values, typed by the name of the field."""
    fields: dict[str, Field] = {}
    for name, text in raw.items():
        if name in numbers:
            fields[name] = Decimal(text)
        elif name in truths:
            fields[name] = TRUTHS[text]
        elif name in texts:
            fields[name] = text
        else:
            raise ValueError(f"no field of this kind: {name}")
    return fields


def declared_fields(policy: str) -> dict[str, str]:
    """Return the type of each field that a policy or one of its parents declares."""
    document = yaml.load(policy, yaml.BaseLoader)
    inherited: dict[str, str] = {}
    if "extends" in document:
        name, year = document["extends"].split("@")
        inherited = declared_fields((POLICIES / name / f"{year}.yaml").read_text("utf-8"))
    own = document.get("fields", {}).items()
    return inherited | {
        normalize("NFKC", name): TYPES[at["type"] if isinstance(at, Mapping) else at]
        for name, at in own
    }


def read_row(raw: Mapping[str, str], policy: str) -> dict[str, Field]:
    """Read one row; names that the language does not know are the policy's own."""
    known = ROW_NUMBERS | ROW_TEXTS | ROW_TRUTHS
    own = declared_fields(policy) if raw.keys() - known else {}
    numbers, texts, truths = (
        names | {name for name, type_ in own.items() if type_ == wanted}
        for wanted, names in (
            ("number", ROW_NUMBERS),
            ("text", ROW_TEXTS),
            ("truth", ROW_TRUTHS),
        )
    )
    return read_fields(raw, numbers, texts, truths)


def read_problem(raw: Mapping[str, str]) -> Problem:
    """Read one expected error."""
    column = int(raw["column"]) if "column" in raw else None
    return Problem(raw["code"], int(raw["line"]), column)


def read_case(suite: str, raw: Mapping[str, Any]) -> Case:
    """Read one case; exactly one of `expect` and `error` says what must come out."""
    known = {"case", "policy", "form", "execution", "rows", "expect", "error"}
    if unknown := raw.keys() - known:
        raise ValueError(f"{raw['case']}: unknown keys {sorted(unknown)}")
    if ("expect" in raw) is ("error" in raw):
        raise ValueError(f"{raw['case']}: one of expect and error is due")
    return Case(
        suite=suite,
        name=raw["case"],
        policy=raw["policy"],
        form=read_fields(raw.get("form", {}), FORM_NUMBERS, FORM_TEXTS),
        execution=read_fields(raw.get("execution", {}), EXECUTION_NUMBERS),
        rows=tuple(read_row(row, raw["policy"]) for row in raw.get("rows", [])),
        expect=raw.get("expect", {}),
        problems=tuple(read_problem(problem) for problem in raw.get("error", [])),
    )


def read_cases() -> tuple[Case, ...]:
    """Read all the cases, in the order of the files."""
    cases = []
    for path in sorted(FOLDER.glob("*.yaml")):
        document = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        cases += [read_case(document["suite"], raw) for raw in document["cases"]]
    return tuple(cases)


def differences(expect: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """Say in what an engine's answer differs from what a case expects."""
    return list(_differences(expect, answer))


def _differences(expect: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
    if unknown := expect.keys() - EXPECTED_KEYS:
        raise ValueError(f"unknown keys in expect: {sorted(unknown)}")
    if "execution" in expect:
        wanted, found = expect["execution"], answer.get("execution")
        yield from _mapping("execution", _row(wanted), found)
    if "rows" in expect:
        yield from _list("row", [_row(row) for row in expect["rows"]], answer["rows"])
    if "total" in expect:
        wanted = expect["total"]
        if isinstance(wanted, str):
            yield from _value("total", wanted, answer["total"])
        else:
            yield from _mapping("total", {"causes": [], **wanted}, answer["total"])
    if "grade" in expect:
        wanted = None if expect["grade"] == "null" else expect["grade"]
        yield from _value("grade", wanted, answer["grade"])
    for key in ("findings", "undecided_checks"):
        if key in expect:
            wanted_list = [{"row": None, "level": None, **entry} for entry in expect[key]]
            yield from _list(key, wanted_list, answer[key])


EXPECTED_KEYS = {"execution", "rows", "total", "grade", "findings", "undecided_checks"}


def _row(expected: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fill in what an undecided row is expected to have when the case is silent about it."""
    if "undecided" not in expected:
        return expected
    return {"rule": None, "causes": [], **expected}


def _list(place: str, expected: Sequence[Any], found: Sequence[Any]) -> Iterator[str]:
    if len(expected) != len(found):
        yield f"{place}: expected {len(expected)} entries, found {found}"
    for number, pair in enumerate(zip(expected, found, strict=False), 1):
        yield from _mapping(f"{place} {number}", *pair)


def _mapping(place: str, expected: Mapping[str, Any], found: Any) -> Iterator[str]:
    if not isinstance(found, Mapping):
        yield f"{place}: expected {expected}, found {found}"
        return
    for key, value in expected.items():
        yield from _value(f"{place} {key}", value, found.get(key))


def _value(place: str, expected: Any, found: Any) -> Iterator[str]:
    """Compare one value; numbers and truths by how they are written."""
    if _written(found) != expected:
        yield f"{place}: expected {expected!r}, found {_written(found)!r}"


def _written(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple | list):
        return list(value)
    return value
