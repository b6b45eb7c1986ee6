"""A comparison as one JSON document; numbers keep their exact decimal digits.

``schemas/comparison.schema.json`` describes it.
"""

from collections.abc import Mapping
from decimal import Decimal

from pingfen.comparison.difference import Difference
from pingfen.comparison.result import Comparison, FormImpact, Impact, NearCutOff, RowChange
from pingfen.messages import Bilingual
from pingfen.scorecard import RowScore, Scorecard
from pingfen.writers.json import dump, policy_data, problem_data, undecided_data


def to_json(comparison: Comparison, lang: str = "zh") -> str:
    """Return the document, sentences in a language."""
    return dump(document(comparison, lang)) + "\n"


def document(comparison: Comparison, lang: str = "zh") -> dict[str, object]:
    """Return the document as plain data, numbers as Decimal."""
    return {
        "old": policy_data(comparison.old),
        "new": policy_data(comparison.new),
        "same": comparison.same,
        "differences": [_difference(found, lang) for found in comparison.differences],
        "impact": _impact(comparison.impact, lang) if comparison.impact else None,
    }


def _difference(found: Difference, lang: str) -> dict[str, object]:
    return {
        "kind": found.kind,
        "part": found.part,
        "path": list(found.path),
        "change": found.change,
        "affects": found.affects,
        "used_by": list(found.used_by),
        "old": _plain(found.old),
        "new": _plain(found.new),
        "old_text": _said(found.old_text, lang),
        "new_text": _said(found.new_text, lang),
        "old_place": found.old_place,
        "new_place": found.new_place,
        "message": found.show(lang),
    }


def _said(text: Bilingual | None, lang: str) -> str | None:
    return text.in_lang(lang) if text else None


def _plain(value: object) -> object:
    """Return a value with keys that are texts, as those of steps are numbers."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _impact(impact: Impact, lang: str) -> dict[str, object]:
    old, new = impact.undecided
    return {
        "within": impact.within,
        "changed_forms": len(impact.changed),
        "unchanged_forms": len(impact.forms) - len(impact.changed),
        "moved_forms": len(impact.moved),
        "near_forms": len(impact.near),
        "undecided_rows": {"old": old, "new": new},
        "grade_moves": [
            {"old": move.old, "new": move.new, "count": move.count} for move in impact.grades
        ],
        "forms": [_form(form, lang) for form in impact.forms],
        "problems": [problem_data(found, lang) for found in impact.problems],
    }


def _form(form: FormImpact, lang: str) -> dict[str, object]:
    return {
        "project": form.project,
        "place": form.place.show(lang) if form.place else None,
        "changed": form.changed,
        "old": _card(form.old, lang),
        "new": _card(form.new, lang),
        "gain": form.gain,
        "grade_moved": form.grade_moves,
        "near": _near(form.near) if form.near else None,
        "rows": [_row(row, lang) for row in form.rows],
    }


def _card(card: Scorecard, lang: str) -> dict[str, object]:
    return {
        "total": card.total,
        "grade": card.grade,
        "undecided": undecided_data(card.undecided, lang),
    }


def _near(near: NearCutOff) -> dict[str, object]:
    return {
        "bound": near.bound,
        "distance": near.distance,
        "reached": near.reached,
        "lower": near.lower,
        "upper": near.upper,
    }


def _row(change: RowChange, lang: str) -> dict[str, object]:
    row = change.row
    return {
        "number": row.number,
        "level1": row.level1 or None,
        "level2": row.level2 or None,
        "name": row.name,
        "target": row.target,
        "actual": row.actual,
        "weight": row.weight,
        "gain": change.gain,
        "old": _score(change.old, lang),
        "new": _score(change.new, lang),
        "place": row.place.show(lang) if row.place else None,
    }


def _score(row: RowScore | None, lang: str) -> dict[str, Decimal | object] | None:
    if row is None:
        return None
    return {
        "rule": row.rule,
        "score": row.score,
        "dropped": row.dropped,
        "formula": row.formula or None,
        "because": row.because.in_lang(lang),
        "undecided": undecided_data(row.undecided, lang),
        "rule_place": row.rule_place or None,
    }
