"""Scorecards as plain rows for frames: flat, the same keys in each row, one type a key."""

from collections.abc import Iterable
from decimal import Decimal

from pingfen.exact import UNBOUNDED
from pingfen.scorecard.card import VERDICTS, Cells, RowScore, Scorecard

ONE = Decimal(1)


def card_rows(cards: Iterable[Scorecard], lang: str) -> list[Cells]:
    """Return one dict a row of each form, the execution row of a form before its others."""
    return evened([_row(card, row, lang) for card in cards for row in card.all_rows])


def form_rows(cards: Iterable[Scorecard], lang: str) -> list[Cells]:
    """Return one dict a form."""
    return evened([_form(card, lang) for card in cards])


def evened(rows: list[Cells]) -> list[Cells]:
    """Give the numbers of each key the same decimals, which changes no value.

    polars looks at the first hundred rows for the decimals of a column and would round what comes
    later to them, without a word.
    """
    places: dict[str, int] = {}
    for row in rows:
        for key, value in row.items():
            if isinstance(value, Decimal):
                places[key] = max(places.get(key, 0), decimals_of(value))
    units = {key: ONE.scaleb(-count, UNBOUNDED) for key, count in places.items()}
    for row in rows:
        for key, unit in units.items():
            value = row[key]
            if isinstance(value, Decimal):
                row[key] = UNBOUNDED.quantize(value, unit)
    return rows


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number is written with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _row(card: Scorecard, row: RowScore, lang: str) -> Cells:
    given = row.judgement
    return {
        "file": card.file or None,
        "project": card.project,
        "number": row.number,
        "kind": row.kind,
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
        "undecided": row.undecided.code if row.undecided else None,
        "judged_by": given.by if given else None,
        "judged_because": given.reason if given else None,
        "place": row.place.show(lang) if row.place else None,
    }


def _form(card: Scorecard, lang: str) -> Cells:
    found = [row.verdict for row in card.all_rows]
    return {
        "file": card.file or None,
        "policy": card.policy.name,
        "project": card.project,
        "total": card.total,
        "grade": card.grade,
        "verdict": card.verdict,
        "declared_total": card.declared_total,
        "declared_grade": card.declared_grade,
        "undecided": card.undecided.code if card.undecided else None,
        "because": card.undecided.text.in_lang(lang) if card.undecided else None,
        "rate": card.rate,
        "rows": len(found),
        **{f"rows_{verdict}": found.count(verdict) for verdict in VERDICTS},
        "problems": len(card.problems),
        "place": card.place.show(lang) if card.place else None,
    }
