"""What was inferred, as one JSON document: ``schemas/inference.schema.json`` describes it."""

from fractions import Fraction

from pingfen.exact import decimals, plain_decimal
from pingfen.inference.candidate import Candidate
from pingfen.inference.evidence import RowRef
from pingfen.inference.ranking import Tally
from pingfen.inference.result import (
    Choice,
    Effect,
    FileStanding,
    Fit,
    FormStanding,
    Inference,
    Other,
    RowFits,
    Standing,
)
from pingfen.inference.span import Limit, Span
from pingfen.policy import plain
from pingfen.writers.json import dump


def to_json(found: Inference, lang: str = "zh") -> str:
    """Return the document; numbers keep their exact decimal digits."""
    return dump(document(found, lang)) + "\n"


def document(found: Inference, lang: str = "zh") -> dict[str, object]:
    """Return the document as plain data, numbers as Decimal."""
    return {
        "best": found.best.candidate.name if found.best else None,
        "explained": found.explained,
        "policies": found.policies,
        "tried": found.tried,
        "cut": list(found.cut),
        "standings": [_standing(standing) for standing in found.standings],
        "choices": [_choice(choice, lang) for choice in found.choices],
        "idle_rules": list(found.idle),
        "rows": [_row(row, lang) for row in found.rows],
        "forms": [_form(form) for form in found.forms],
        "files": [_file(file) for file in found.files],
        "unloaded": [
            {"code": problem.code, "message": problem.line(lang)} for problem in found.problems
        ],
    }


def _candidate(candidate: Candidate) -> dict[str, object]:
    return {
        "candidate": candidate.name,
        "policy": candidate.policy.name,
        "digest": candidate.policy.digest,
        "status": candidate.policy.status,
        "changes": {change.param: plain(change.value) for change in candidate.changes},
    }


def _standing(standing: Standing) -> dict[str, object]:
    return {
        **_candidate(standing.candidate),
        "explains": _tally(standing.tally),
        "ties": [_candidate(tie) for tie in standing.ties],
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "declared_scores": tally.declared,
        "by_rule": tally.by_rule,
        "by_judgement": tally.judged,
        "differing": tally.differs,
        "left_open": tally.undecided,
        "totals_declared": tally.totals_declared,
        "totals_explained": tally.totals,
        "grades_declared": tally.grades_declared,
        "grades_explained": tally.grades,
    }


def _choice(choice: Choice, lang: str) -> dict[str, object]:
    return {
        "param": choice.param.name,
        "label": choice.param.label.in_lang(lang) if choice.param.label else None,
        "value": plain(choice.value),
        "asked": choice.asked,
        "span": _span(choice.span) if choice.span else None,
        "free": choice.free,
        "others": [_other(other) for other in choice.others],
    }


def _span(span: Span) -> dict[str, object]:
    return {"from": _limit(span.low), "to": _limit(span.high)}


def _limit(limit: Limit) -> dict[str, object] | None:
    if limit.value is None:
        return None
    return {"at": _exact(limit.value), "included": limit.closed}


def _exact(value: Fraction) -> object:
    """Return a number; where its decimals do not end, as the text of a fraction."""
    return str(value) if decimals(value) is None else plain_decimal(value)


def _other(other: Other) -> dict[str, object]:
    return {
        "value": plain(other.value),
        "explains_as_much": other.fits,
        "effects": [_effect(effect) for effect in other.effects],
    }


def _effect(effect: Effect) -> dict[str, object]:
    row = effect.row
    return {
        "what": effect.what,
        "project": effect.project,
        "row": row.number if row else None,
        "name": row.name if row else None,
        "declared": effect.declared,
        "gives": effect.best,
        "would_give": effect.other,
    }


def _row(row: RowFits, lang: str) -> dict[str, object]:
    undecided = row.undecided
    return {
        **_where(row.row),
        "explained_as": row.status,
        "rule": row.rule,
        "score": row.score,
        "off": row.off,
        "share": row.share,
        "undecided": undecided.text.in_lang(lang) if undecided else None,
        "fits": [_fit(fit, lang) for fit in row.fits],
    }


def _where(row: RowRef) -> dict[str, object]:
    return {
        "form": row.form + 1,
        "file": row.file,
        "project": row.project,
        "row": row.number,
        "name": row.name,
        "target": row.target,
        "actual": row.actual,
        "weight": row.weight,
        "declared": row.declared,
    }


def _fit(fit: Fit, lang: str) -> dict[str, object]:
    return {
        "formula": fit.expression.in_lang(lang),
        "any_number": fit.judged,
        "roundings": [{"places": places, "mode": mode} for places, mode in fit.roundings],
        "candidates": list(fit.candidates),
    }


def _form(form: FormStanding) -> dict[str, object]:
    return {
        "form": form.form + 1,
        "file": form.file,
        "project": form.project,
        "another_is_better": form.better,
        "others_as_good": form.others,
        "best_of_form": _standing(form.best),
        "overall": _tally(form.overall),
        "unmatched": [unmatched._asdict() for unmatched in form.unmatched],
    }


def _file(file: FileStanding) -> dict[str, object]:
    return {
        "file": file.file,
        "another_is_better": file.better,
        "others_as_good": file.best.others,
        "best_of_file": _standing(file.best),
        "overall": _tally(file.overall),
    }
