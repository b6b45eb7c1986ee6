"""Scores forms: the published example to the cent, what cannot be decided, and small reforms."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import seed
from pingfen import Policy, Scorecard, load_policy, parse_policy, read_forms, score, score_all
from pingfen.errors import CellPlace, DataPlace

TEXT = seed.EXAMPLE.read_text("utf-8")
POLICY = load_policy("zhangdian", year=2024)
FORMS = read_forms(seed.EXAMPLE)
RESULTS = score_all(POLICY, FORMS)
CARDS = RESULTS.cards
JUDGED = (3, 5)  # form and row, counted from 0
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


@cache
def child(reform: str, extends: str = "zhangdian@2024") -> Policy:
    """A policy of a few lines that changes one that ships."""
    head = f"policy: reform\nyear: 2025\ntitle: reform\nextends: {extends}\n"
    return parse_policy(head + reform)


def scores(cards: tuple[Scorecard, ...]) -> list[list[Decimal | None]]:
    return [[row.score for row in card.rows] for card in cards]


def changes(policy: Policy) -> list[tuple[int, int, Decimal | None, Decimal | None]]:
    """Which scores a policy changes: form, row (0 is the execution), before, after."""
    return [
        (number, before.number, before.score, after.score)
        for number, (old, card) in enumerate(
            zip(CARDS, score_all(policy, FORMS).cards, strict=True)
        )
        for before, after in zip(old.all_rows, card.all_rows, strict=True)
        if before.score != after.score
    ]


def scored(policy: Policy = POLICY, *rows: dict[str, Any], **form: Any) -> Scorecard:
    budget = {"annual": 20, "executed": 20}
    return score(policy, {"project": "p", "year": 2024, "execution": budget, **form, "rows": rows})


def row(**cells: Any) -> dict[str, Any]:
    """A row that is met, changed by some cells."""
    return {
        "name": "n",
        "level1": "产出指标",
        "level2": "质量指标",
        "target": "≥95%",
        "actual": "100%",
        "weight": 10,
        **cells,
    }


class TestTheExample:
    """What the authors printed comes out, and nothing that they printed is needed for it."""

    def test_every_score_is_the_printed_one(self) -> None:
        assert scores(CARDS) == [list(form) for form in seed.SCORES]
        assert sum(len(card.rows) for card in CARDS) == 69

    def test_every_execution_score_is_the_printed_one(self) -> None:
        assert [card.execution and card.execution.score for card in CARDS] == list(seed.EXECUTION)
        rates = [card.rate for card in CARDS]
        assert rates == list(map(Decimal, ("1", "0.5465", "0", "1", "0.65", "1", "1")))

    def test_every_total_and_grade_is_the_printed_one(self) -> None:
        assert [card.total for card in CARDS] == list(seed.TOTALS)
        assert [card.grade for card in CARDS] == list(seed.GRADES)

    def test_scores_have_the_decimals_of_the_policy(self) -> None:
        for card in CARDS:
            figures = [card.total, *(row.score for row in card.all_rows)]
            assert {len(f"{figure:f}".partition(".")[2]) for figure in figures} == {2}

    def test_one_row_is_judged_and_says_why(self) -> None:
        judged = [(n, row) for n, card in enumerate(CARDS) for row in card.rows
                  if row.verdict == "judged"]  # fmt: skip
        ((number, found),) = judged
        assert (number, found.number - 1) == JUDGED
        assert (found.rule, found.score) == ("judged", Decimal("9.50"))
        (note,) = found.notes
        assert (note.code, note.severity) == ("approximate", "note")
        assert "平均在" in note.text.in_lang("zh")
        assert note.place == FORMS[3].rows[5].actual.cell.place

    def test_every_other_verdict_agrees(self) -> None:
        verdicts = [row.verdict for card in CARDS for row in card.all_rows]
        assert verdicts.count("judged") == 1
        assert verdicts.count("agrees") == len(verdicts) - 1 == 75
        assert [card.verdict for card in CARDS] == ["agrees"] * 7

    def test_everything_is_decided(self) -> None:
        assert RESULTS.decided
        assert all(card.decided for card in CARDS)

    def test_the_summary_agrees_line_by_line(self) -> None:
        found = [(line.total, line.declared_total, line.grade, line.declared_grade, line.verdict)
                 for line in RESULTS.summary]  # fmt: skip
        assert found == [
            (total, total, grade, grade, "agrees")
            for total, grade in zip(seed.TOTALS, seed.GRADES, strict=True)
        ]
        assert RESULTS.problems == ()

    def test_the_only_error_is_a_reason_that_was_not_given(self) -> None:
        findings = [(n, item) for n, card in enumerate(CARDS) for item in card.checks]
        errors = [each for each in findings if each[1].problem.severity == "error"]
        ((number, found),) = errors
        assert (number, found.check, found.row, found.failed) == (0, "reason-due", 4, True)
        assert found.problem.severity == "error"
        assert found.problem.place == FORMS[0].rows[3].place
        assert "聘用人员数量" in found.problem.text.in_lang("zh")

    @pytest.mark.parametrize(
        ("form", "number", "rule"),
        [
            (0, 4, "planned-quantity"),
            (0, 5, "short"),
            (2, 1, "unpaid-cost"),
            (2, 3, "planned-quantity"),
            (2, 5, "met"),
            (5, 2, "over"),
            (5, 7, "met"),
            (5, 8, "met"),
            (6, 5, "overshoot"),
        ],
    )
    def test_the_rule_that_decided_is_named(self, form: int, number: int, rule: str) -> None:
        assert CARDS[form].rows[number - 1].rule == rule

    def test_rounding_row_by_row_is_not_rounding_the_sum(self) -> None:
        """5.727… and 6.095… count as 5.73 + 6.10: rounding only the sum gives 95.82."""
        assert [row.formula.split(" = ")[1] for row in CARDS[0].rows[3:5]] == [
            *("5.7272… → 5.73", "6.0952… → 6.10"),
        ]
        assert CARDS[0].total == Decimal("95.83")


def falsify(text: str) -> str:
    """Change every score, rate, total and grade that the authors printed."""
    lines, column = [], 0
    for line in text.split("\n"):
        cells = line.split("\t")
        if "得分" in cells or "自评得分" in cells:
            column = cells.index("得分" if "得分" in cells else "自评得分")
        elif "总分" in cells:
            cells = [higher(cell) for cell in cells]
        elif column < len(cells):
            cells[column] = higher(cells[column])
        if cells[1:2] == ["年度资金总额"]:
            cells = [re.sub(r"[0-9.]+%", "77.77%", cell) for cell in cells]
        if cells[-1] in seed.GRADES:
            cells[-1] = "差"
        lines.append("\t".join(cells))
    return "\n".join(lines)


def higher(cell: str) -> str:
    return f"{Decimal(cell) + Decimal('1.23')}" if NUMBER.fullmatch(cell) else cell


def test_no_declared_number_is_needed_but_the_judgement(tmp_path: Path) -> None:
    """Nothing is copied: false scores, rates, totals and grades change one judged row alone.

    The judgement is now above its weight of 10, so that row, its total and grade are open.
    """
    file = tmp_path / "false.txt"
    file.write_text(falsify(TEXT), "utf-8")
    forms = read_forms(file)
    for form, scores_, total, line in zip(
        forms, seed.SCORES, seed.TOTALS, forms.summary, strict=True
    ):
        falsified = [Decimal("1.23") + declared for declared in scores_]
        assert [row.declared.value for row in form.rows] == falsified
        assert form.declared_total.value == line.total.value == total + Decimal("1.23")
        assert (line.grade, form.execution.declared_rate.cell.text) == ("差", "77.77%")
    cards = score_all(POLICY, forms).cards
    number, at = JUDGED
    for n, (card, before) in enumerate(zip(cards, CARDS, strict=True)):
        assert card.execution is not None
        assert card.execution.score == seed.EXECUTION[n]
        left = [item.score for item in card.rows if (n, item.number - 1) != JUDGED]
        assert left == [item.score for item in before.rows if (n, item.number - 1) != JUDGED]
        if n != number:
            assert (card.total, card.grade) == (seed.TOTALS[n], seed.GRADES[n])
    judged = cards[number].rows[at]
    assert judged.undecided is not None
    assert judged.undecided.code == "require"
    assert (cards[number].total, cards[number].grade) == (None, None)


def test_a_judgement_that_is_lower_changes_its_row_and_its_total(tmp_path: Path) -> None:
    file = tmp_path / "lower.txt"
    file.write_text(TEXT.replace("平均在一小时内\t10\t9.5", "平均在一小时内\t10\t8.25"), "utf-8")
    cards = score_all(POLICY, read_forms(file)).cards
    assert cards[3].rows[5].score == Decimal("8.25")
    assert cards[3].total == Decimal("98.25")
    assert [card.total for n, card in enumerate(cards) if n != 3] == [
        total for n, total in enumerate(seed.TOTALS) if n != 3
    ]


@pytest.mark.parametrize(
    ("weight", "codes"),
    [("", {"weight-missing"}), ("八", {"figure"}), ("8分", {"figure"}), ("—", {"weight-missing"})],
)
def test_a_weight_that_is_no_number_leaves_one_row_open(
    tmp_path: Path, weight: str, codes: set[str]
) -> None:
    file = tmp_path / "weights.txt"
    file.write_text(TEXT.replace("≥21个\t16个\t8\t", f"≥21个\t16个\t{weight}\t"), "utf-8")
    forms = read_forms(file)
    cards = score_all(POLICY, forms).cards
    assert [card.total for card in cards[1:]] == list(seed.TOTALS[1:])
    assert [row.score for row in cards[0].rows] == [
        score if n != 4 else None for n, score in enumerate(seed.SCORES[0])
    ]
    undecided = cards[0].rows[4].undecided
    assert undecided is not None
    assert (undecided.code, undecided.causes) == ("unknown-score", ("missing weight",))
    assert {problem.code for problem in cards[0].rows[4].notes} == codes
    line = next(n for n, line in enumerate(TEXT.split("\n"), 1) if "≥21个" in line)
    (place,) = {problem.place for problem in cards[0].rows[4].notes}
    assert isinstance(place, CellPlace)
    assert (place.row, place.column) == (line, 7)
    total = cards[0].undecided
    assert total is not None
    assert (total.code, total.causes) == ("unknown-total", ("missing score",))
    assert "第 5 行" in total.text.in_lang("zh")
    assert "row 5 " in total.text.in_lang("en")
    assert (cards[0].total, cards[0].grade, cards[0].verdict) == (None, None, "undecided")


def test_all_weights_missing_leave_all_rows_open_and_name_them() -> None:
    card = scored(POLICY, row(weight=None), row(), row(weight=""))
    assert [item.undecided and item.undecided.code for item in card.rows] == [
        *("unknown-score", None, "unknown-score"),
    ]
    assert card.undecided is not None
    assert "第 1 行、第 3 行" in card.undecided.text.in_lang("zh")
    assert not card.decided


@pytest.mark.parametrize("blank", ["—", "/", "-", "……"])
def test_a_cell_that_says_nothing_is_not_called_a_wrong_number(blank: str) -> None:
    budget = {"initial": blank, "annual": 1, "executed": 1, "declared_rate": blank}
    cells = {"declared": blank, "judged": blank}
    card = scored(POLICY, row(weight=90, **cells), execution=budget, declared_total=blank)
    assert card.total == 100
    assert [problem.show() for problem in card.problems if problem.code == "figure"] == []


OPEN = [
    pytest.param(row(target=""), "unknown-when", "missing", id="no target"),
    pytest.param(row(target=None, actual=None), "unknown-when", "missing", id="neither"),
    pytest.param(row(actual=""), "unknown-when", "missing actual", id="no actual"),
    pytest.param(row(target="95%"), "unknown-when", "missing relation", id="no direction"),
    pytest.param(row(target="100%覆盖"), "unparsed", "", id="an unreadable target"),
    pytest.param(row(actual="90%-95%"), "unparsed", "", id="an unreadable actual"),
    pytest.param(row(target="≥9元", actual="1万元"), "unknown-when", "missing actual", id="units"),
    pytest.param(row(actual="约96%"), "unknown-when", "missing actual", id="approximate"),
    pytest.param(row(weight=-5), "out-of-bounds", "", id="a negative weight"),
    pytest.param(row(weight="0.005"), "out-of-bounds", "", id="a weight finer than the rounding"),
    pytest.param(row(weight=None), "unknown-score", "missing weight", id="no weight"),
    pytest.param(
        row(target="提高", actual="提升"), "unknown-require", "missing judged", id="no judgement"
    ),
    pytest.param(
        row(target="提高", actual="提升", declared=11), "require", "", id="a judgement too high"
    ),
    pytest.param(
        row(target="提高", actual="提升", declared=-1), "require", "", id="a judgement below 0"
    ),
    pytest.param(
        row(target="提高", actual="达成预期指标", declared=7), "require", "", id="below its band"
    ),
    pytest.param(row(target="=0%", actual=""), "unknown-when", "missing actual", id="none of 0"),
    pytest.param(row(target=">5", actual="5"), "no-rule", "", id="a case that no rule is for"),
]


@pytest.mark.parametrize(("cells", "code", "cause"), OPEN)
def test_what_the_data_does_not_decide_is_undecided(
    cells: dict[str, Any], code: str, cause: str
) -> None:
    card = scored(POLICY, row(), cells, row())
    first, found, last = card.rows
    assert found.undecided is not None
    assert found.undecided.code == code
    assert " ".join(found.undecided.causes).startswith(cause)
    assert bool(found.undecided.causes) == bool(cause)
    assert (found.score, found.lost) == (None, None)
    assert (first.score, last.score) == (10, 10)
    assert card.execution is not None
    assert card.execution.score == 10
    assert (card.total, card.grade) == (None, None)
    assert card.undecided is not None
    assert "第 2 行" in card.undecided.text.in_lang("zh")
    assert (found.rule is None) == (code in {"no-rule", "unparsed"})
    assert found.because.zh
    assert found.because.en


@pytest.mark.parametrize(
    ("budget", "causes"),
    [
        ({"annual": 0, "executed": 0}, ("zero target",)),
        ({"annual": 0, "executed": 5}, ("zero target",)),
        ({"executed": 5}, ("missing target",)),
        ({"annual": 5}, ("missing actual",)),
        ({}, ("missing actual", "missing target")),
        ({"annual": "五", "executed": 5}, ("missing target",)),
    ],
)
def test_a_budget_of_nothing_leaves_the_execution_open(
    budget: dict[str, Any], causes: tuple[str, ...]
) -> None:
    card = scored(POLICY, row(weight=90), execution=budget)
    assert card.execution is not None
    assert card.execution.undecided is not None
    assert card.execution.undecided.code == "unknown-score"
    assert card.execution.undecided.causes == causes
    assert card.rows[0].score == 90
    assert (card.total, card.rate) == (None, None)
    assert card.undecided is not None
    assert "预算执行行" in card.undecided.text.in_lang("zh")


def test_a_figure_of_the_budget_that_is_no_number_is_named() -> None:
    card = scored(POLICY, row(weight=90), execution={"annual": "五", "executed": 5})
    (found,) = [problem for problem in card.problems if problem.code == "figure"]
    assert found.place == DataPlace("<data>", ".execution.annual")


@pytest.mark.parametrize(
    ("cells", "points", "rule"),
    [
        (row(), "10", "met"),
        (row(actual="≥95%"), "10", "met"),
        (row(actual="94%"), "9.89", "short"),
        (row(actual="0%"), "0", "short"),
        (row(target="≥100%", actual="130%"), "10", "met"),
        (row(target="≥100%", actual="130.1%"), "9.99", "overshoot"),
        (row(target="≥100%", actual="500%"), "0", "overshoot"),
        (row(target="≥0", actual="0"), "10", "met"),
        (row(target="≤0", actual="5"), "0", "over"),
        (row(target="=0%", actual="0"), "10", "met"),
        (row(target="≤10", actual="12"), "8.33", "over"),
        (row(target="=10", actual="12"), "8.33", "over"),
        (row(target="=10", actual="8"), "8", "short"),
        (row(target=">5", actual="6"), "10", "met"),
        (row(target="<5", actual="6"), "8.33", "over"),
        (row(target="提高", actual="提高"), "10", "met"),
        (row(target="提高", actual="提升", declared="9.999"), "10", "judged"),
        (row(target="提高", actual="提升", declared=1, judged=2), "2", "judged"),
        (row(target="12月27日前", actual="12月27日"), "10", "met"),
        (row(target="12月27日前", actual="12月28日", declared=6), "6", "judged"),
        (row(target="优", actual="达成预期指标", declared=8), "8", "achieved"),
        (
            row(target="优", actual="部分达成年度指标并具有一定效果", declared="7.99"),
            "7.99",
            "partly",
        ),
        (row(target="优", actual="未达成预期指标且效果较差", declared=0), "0", "missed"),
        (row(level1="成本指标", target="≤69万元", actual="0"), "0", "unpaid-cost"),
        (row(level1="成本指标", target="≤69万元", actual="1"), "10", "met"),
        (row(level2="数量", target="≤88人", actual="63人"), "7.16", "planned-quantity"),
        (row(level2="数量", target="≤88人", actual="88人"), "10", "planned-quantity"),
        (row(level2="数量", target="≤88人", actual="100人"), "8.8", "over"),
        (row(weight="0.01"), "0.01", "met"),
        (row(weight=0), "0", "met"),
    ],
)
def test_a_row_earns_its_points(cells: dict[str, Any], points: str, rule: str) -> None:
    (found,) = scored(POLICY, cells).rows
    assert (found.score, found.rule) == (Decimal(points), rule)
    assert found.undecided is None
    assert found.weight is not None
    assert found.lost == found.weight - Decimal(points)


@pytest.mark.parametrize(
    ("reform", "expected"),
    [
        ("params: {overshoot_from: 1.2}", [(6, 5, "6.5", "5.5")]),
        ("params: {overshoot_from: 2}", [(6, 5, "6.5", "10")]),
        (
            "rounding: {mode: down}",
            [(0, 4, "5.73", "5.72"), (0, 5, "6.1", "6.09"), (1, 0, "5.47", "5.46"),
             (2, 3, "6.37", "6.36"), (4, 4, "8.07", "8.06"), (5, 2, "2.99", "2.98")],
        ),
        ("rounding: {total: {mode: down}}", []),
        ("grades: {at-least: {99: 优}, otherwise: 差}", []),
        ("remove: [unpaid-cost]", [(2, 1, "0", "5")]),
        ("remove: [planned-quantity]", [(0, 4, "5.73", "8"), (2, 3, "6.37", "10")]),
        (
            "rules: [{rule: over, when: actual > target, score: 0}]",
            [(5, 2, "2.99", "0")],
        ),
    ],
)  # fmt: skip
def test_a_reform_of_one_line_changes_what_it_says_and_nothing_else(
    reform: str, expected: list[tuple[int, int, str, str]]
) -> None:
    wanted = [(form, row, Decimal(old), Decimal(new)) for form, row, old, new in expected]
    assert changes(child(reform)) == wanted


def test_other_grades_change_grades_alone() -> None:
    results = score_all(
        child("grades: {at-least: {99: 优, 96: 良, 90: 中}, otherwise: 差}"), FORMS
    )
    assert [card.total for card in results.cards] == list(seed.TOTALS)
    grades = ["中", "中", "差", "优", "中", "优", "良"]
    assert [card.grade for card in results.cards] == grades
    agree = [before == after for before, after in zip(seed.GRADES, grades, strict=True)]
    assert [line.verdict == "agrees" for line in results.summary] == agree


def test_no_grades_are_no_grades() -> None:
    results = score_all(child("grades: none"), FORMS)
    assert [card.total for card in results.cards] == list(seed.TOTALS)
    assert {card.grade for card in results.cards} == {None}


@pytest.mark.parametrize(
    ("total", "grade"),
    [("90", "优"), ("89.99", "良"), ("89.995", "优"), ("80", "良"), ("79.99", "中"), ("60", "中"),
     ("59.99", "差"), ("0", "差")],
)  # fmt: skip
def test_a_grade_begins_at_its_bound_after_rounding(total: str, grade: str) -> None:
    policy = child("execution: none\nrounding: {row: {places: 3}}")
    card = scored(policy, row(target="优", actual="良", weight=100, declared=total))
    assert card.grade == grade


def test_the_execution_weight_of_the_policy_is_for_forms_that_give_none() -> None:
    policy = child("execution: {weight: 20}")
    budget = {"annual": 20, "executed": 10}
    without = scored(policy, row(weight=80), execution=budget)
    assert without.execution is not None
    assert (without.execution.weight, without.execution.score) == (20, 10)
    assert (without.total, without.checks) == (Decimal("90.00"), ())
    printed = scored(policy, row(weight=90), execution={**budget, "weight": 10})
    assert printed.execution is not None
    assert (printed.execution.weight, printed.execution.score) == (10, 5)
    (check,) = printed.checks
    assert (check.check, check.row, check.failed) == ("execution-weight", 0, True)
    assert check.problem.severity == "doubt"
    assert "20" in check.problem.text.in_lang("zh")


def test_the_published_forms_keep_their_execution_weight() -> None:
    cards = score_all(child("execution: {weight: 20}"), FORMS).cards
    assert [card.total for card in cards] == list(seed.TOTALS)
    doubts = [[c.check for c in card.checks if c.check == "execution-weight"] for card in cards]
    assert doubts == [["execution-weight"]] * 7


def test_a_tolerance_changes_verdicts_and_no_score() -> None:
    false = [row(actual="94%", declared="9.9")]
    strict, near = (scored(child(f"tolerance: {t}"), *false).rows[0] for t in ("0", "0.01"))
    assert (strict.score, strict.verdict) == (Decimal("9.89"), "differs")
    assert (near.score, near.verdict) == (Decimal("9.89"), "agrees")


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ({"total": "95.83", "grade": "优"}, "agrees"),
        ({"total": "95.830"}, "agrees"),
        ({"total": "95.82", "grade": "优"}, "differs"),
        ({"total": "95.83", "grade": "良"}, "differs"),
        ({"grade": "优"}, "undecided"),
        ({"total": "九十", "grade": "优"}, "undecided"),
        ({"total": "95.83", "project": "q"}, "undecided"),
    ],
)
def test_a_line_of_the_summary_is_compared(line: dict[str, str], verdict: str) -> None:
    form = {
        "project": "p",
        "execution": {"annual": 1, "executed": 1},
        "rows": [row(target="优", actual="良", weight=90, declared="85.83")],
    }
    results = score_all(POLICY, [{"forms": [form], "summary": [{"project": "p", **line}]}])
    assert [found.verdict for found in results.summary] == [verdict]
    missing = [problem.code for problem in results.problems]
    assert missing == (["not-in-summary"] if line.get("project") == "q" else [])


def test_two_forms_of_one_name_meet_their_own_lines_of_the_summary() -> None:
    forms = [{"project": "p", "execution": {"annual": 1, "executed": 1}, "rows": [row(weight=w)]}
             for w in (80, 90)]  # fmt: skip
    lines = [{"project": "p", "total": total} for total in (90, 100)]
    results = score_all(POLICY, [{"forms": forms, "summary": lines}])
    assert [line.verdict for line in results.summary] == ["agrees", "agrees"]


def test_the_order_of_rows_changes_no_score() -> None:
    rows = [row(weight=5), row(actual="94%"), row(target="提高", actual="提升", declared=9)]
    card, turned = scored(POLICY, *rows), scored(POLICY, *rows[::-1])
    assert [item.score for item in card.rows] == [item.score for item in turned.rows][::-1]
    assert card.total == turned.total


def test_scoring_twice_is_scoring_once() -> None:
    again = score_all(load_policy("zhangdian@2024"), read_forms(seed.EXAMPLE))
    assert again == RESULTS


def test_a_form_without_rows_has_its_execution_alone() -> None:
    card = scored(POLICY)
    assert (card.rows, card.total, card.grade) == ((), Decimal("10.00"), "差")


def test_a_budget_row_says_which_amounts_are_missing() -> None:
    card = score(POLICY, {"project": "p", "rows": [{"name": "a", "weight": 90}]})
    assert card.execution is not None
    assert card.execution.undecided is not None
    assert "缺少全年预算数" in card.execution.because.in_lang("zh")
    assert "缺少全年执行数" in card.execution.because.in_lang("zh")
    assert "annual is missing" in card.execution.because.in_lang("en")
