"""Results as one JSON document; numbers keep their exact decimal digits.

``schemas/scorecard.schema.json`` describes it.
"""

import json
from decimal import Decimal

from pingfen.errors import Problem
from pingfen.exact import plain_decimal
from pingfen.form import Judgement
from pingfen.scorecard import (
    CheckOutcome,
    PolicyName,
    Results,
    RowScore,
    Scorecard,
    SummaryVerdict,
    Undecided,
)
from pingfen.writers.pieces import whole

INDENT = 2


class JsonWriter:
    """Writes the document piece by piece; together they are what ``dump`` makes of the whole."""

    def __init__(self, lang: str = "zh", numbers: str = "json") -> None:
        """Take the language of the sentences, and whether numbers are to be texts."""
        self.lang, self.numbers = lang, numbers

    def head(self, policy: PolicyName) -> str:
        """Return the beginning: the policy, and the list of forms opened."""
        return f'{{\n  "policy": {dump(policy_data(policy), self.numbers, INDENT)},\n  "forms": ['

    def lead(self, number: int) -> str:
        """Return a comma before all forms but the first."""
        return ",\n    " if number > 1 else "\n    "

    def form(self, card: Scorecard) -> str:
        """Return one form of the list."""
        return dump(_form(card, self.lang), self.numbers, 2 * INDENT)

    def foot(self, results: Results, count: int) -> str:
        """Return the end: the list closed, the summary tables, what was wrong."""
        lines: list[object] = [line_data(line, self.lang) for line in results.summary]
        problems: list[object] = [problem_data(item, self.lang) for item in results.problems]
        found = {"summary": lines, "problems": problems} if lines else {"problems": problems}
        rest = "".join(
            f',\n  "{key}": {dump(items, self.numbers, INDENT)}' for key, items in found.items()
        )
        closed = "\n  ]" if count else "]"
        return f"{closed}{rest}\n}}\n"


def to_json(results: Results, lang: str = "zh", *, numbers: str = "json") -> str:
    """Return the document; ``numbers="text"`` writes numbers as strings."""
    return whole(JsonWriter(lang, numbers), results)


def policy_data(policy: PolicyName) -> dict[str, object]:
    """Return which policy it was."""
    return {
        "id": policy.id,
        "year": policy.year,
        "revision": policy.revision,
        "digest": policy.digest,
        "status": policy.status,
    }


def _form(card: Scorecard, lang: str) -> dict[str, object]:
    return {
        "file": card.file or None,
        "project": card.project,
        "total": card.total,
        "grade": card.grade,
        "verdict": card.verdict,
        "declared_total": card.declared_total,
        "declared_grade": card.declared_grade,
        "undecided": undecided_data(card.undecided, lang),
        "execution": _execution(card, lang) if card.execution else None,
        "rows": [_row(row, lang) for row in card.rows],
        "problems": [
            *(problem_data(item, lang) for item in (*card.unread, *card.notes, *card.doubts)),
            *(_outcome(item, lang) for item in card.checks),
        ],
    }


def _execution(card: Scorecard, lang: str) -> dict[str, object]:
    row = card.execution
    return {"rate": card.rate, **(_row(row, lang) if row else {})}


def _row(row: RowScore, lang: str) -> dict[str, object]:
    return {
        "number": row.number,
        "level1": row.level1 or None,
        "level2": row.level2 or None,
        "name": row.name,
        "target": row.target,
        "actual": row.actual,
        "weight": row.weight,
        "score": row.score,
        "lost": row.lost,
        "dropped": row.dropped,
        "rule": row.rule,
        "because": row.because.in_lang(lang),
        "formula": row.formula or None,
        "source": row.cites.key if row.cites else None,
        "declared": row.declared,
        "verdict": row.verdict,
        "undecided": undecided_data(row.undecided, lang),
        "judgement": judgement_data(row.judgement, lang) if row.judgement else None,
        "place": row.place.show(lang) if row.place else None,
    }


def judgement_data(judgement: Judgement, lang: str) -> dict[str, object]:
    """Return the points that were given to a row beside its form."""
    return {
        "score": plain_decimal(judgement.score),
        "reason": judgement.reason,
        "by": judgement.by,
        "place": judgement.place.show(lang) if judgement.place else None,
    }


def undecided_data(undecided: Undecided | None, lang: str) -> dict[str, object] | None:
    """Return why something is undecided; nothing where it is not."""
    if undecided is None:
        return None
    message = undecided.text.in_lang(lang)
    return {"code": undecided.code, "causes": list(undecided.causes), "message": message}


def problem_data(problem: Problem, lang: str) -> dict[str, object]:
    """Return what is wrong, and where."""
    return {
        "severity": problem.severity,
        "code": problem.code,
        "place": problem.place.show(lang) if problem.place else None,
        "message": problem.text.in_lang(lang),
    }


def _outcome(outcome: CheckOutcome, lang: str) -> dict[str, object]:
    """Return what a check found, with the row or the group of rows that it is about."""
    return {**problem_data(outcome.problem, lang), "row": outcome.row, "level": outcome.level}


def line_data(line: SummaryVerdict, lang: str) -> dict[str, object]:
    """Return a line of a summary table beside what the policy gives."""
    return {
        "project": line.project,
        "declared_total": line.declared_total,
        "declared_grade": line.declared_grade,
        "total": line.total,
        "grade": line.grade,
        "verdict": line.verdict,
        "place": line.place.show(lang) if line.place else None,
    }


def dump(value: object, numbers: str = "json", depth: int = 0) -> str:
    """Return plain data as JSON; the standard writer would turn Decimals into binary floats."""
    if isinstance(value, Decimal):
        return f'"{value:f}"' if numbers == "text" else f"{value:f}"
    if not isinstance(value, dict | list) or not value:
        return json.dumps(value, ensure_ascii=False)
    inner, outer = "\n" + " " * (depth + INDENT), "\n" + " " * depth
    if isinstance(value, list):
        items = [dump(item, numbers, depth + INDENT) for item in value]
        return f"[{inner}{(',' + inner).join(items)}{outer}]"
    pairs = [
        f"{json.dumps(key, ensure_ascii=False)}: {dump(item, numbers, depth + INDENT)}"
        for key, item in value.items()
    ]
    return f"{{{inner}{(',' + inner).join(pairs)}{outer}}}"
