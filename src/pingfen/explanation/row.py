"""Explains one row of a scorecard: rule, source, formula, figures and the points lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pingfen.errors import UsageError, problem
from pingfen.exact import NO_VALUE, printed
from pingfen.expression.vocabulary import FIELDS
from pingfen.messages import listed, say
from pingfen.scorecard import PolicyName, RowScore, Scorecard


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a row got its score; prints as text."""

    policy: PolicyName
    project: str
    row: RowScore

    def text(self, lang: str = "zh") -> str:
        """Return the explanation as lines of text."""
        return "\n".join(self._lines(lang)) + "\n"

    def __str__(self) -> str:
        """Return the explanation in Chinese."""
        return self.text()

    def _lines(self, lang: str) -> Iterator[str]:
        row = self.row
        levels = " / ".join(filter(None, (row.level1, row.level2)))
        title = say("explain-row", lang, number=row.number, name=row.name)
        yield f"{self.project} · {title}" + (f"  {levels}" if levels else "")
        yield say(
            "explain-cells", lang, target=row.target or NO_VALUE, actual=row.actual or NO_VALUE
        )
        yield self._score(lang)
        if row.because.zh:
            yield say("explain-because", lang, because=row.because)
        if row.judgement:
            yield row.judgement.show(lang)
        if row.rule:
            yield say("explain-rule", lang, rule=row.rule, place=row.rule_place)
        if row.cites:
            status = say(f"status-{row.cites.status}", lang)
            yield say("explain-source", lang, title=row.cites.title, status=status)
            if row.cites.note:
                yield f"      {row.cites.note.in_lang(lang)}"
        if row.formula:
            yield say("explain-formula", lang, expression=row.expression, formula=row.formula)
        yield from self._figures(lang)
        yield from (f"※ {note.show(lang)}" for note in row.notes)
        yield say("explain-policy", lang, name=self.policy.name, digest=self.policy.digest[:12])

    def _score(self, lang: str) -> str:
        row = self.row
        if row.undecided:
            return say("explain-undecided", lang, weight=printed(row.weight))
        if row.dropped:
            return say("explain-dropped", lang, weight=printed(row.weight))
        figures = {"score": row.score, "weight": row.weight, "lost": row.lost}
        text = say("explain-score", lang, **{k: printed(v) for k, v in figures.items()})
        if row.declared is None or row.verdict is None:
            return text
        verdict = say(f"verdict-{row.verdict}", lang)
        return text + say(
            "explain-declared", lang, declared=printed(row.declared), verdict=verdict
        )

    def _figures(self, lang: str) -> Iterator[str]:
        """Yield the figures that the formula used, the cells beside what was read."""
        written = {"target": self.row.target, "actual": self.row.actual}
        for name, value in self.row.inputs:
            field = FIELDS.get(name)
            word = field.chinese if field and lang == "zh" else name
            shown = printed(value) if isinstance(value, Decimal) else value
            cell = written.get(name, "")
            yield say("explain-figure", lang, name=word, value=shown) + (
                say("explain-cell", lang, cell=cell) if cell and cell != shown else ""
            )


def explain(card: Scorecard, row: int) -> Explanation:
    """Explain one row of a scorecard; rows count from 1 as printed, the execution row is 0.

    Raises ``UsageError`` if there is no such row.
    """
    found = next((item for item in card.all_rows if item.number == row), None)
    if found is None:
        known = listed(item.number for item in card.all_rows)
        raise UsageError([problem("no-row", None, found=row, known=known, project=card.project)])
    return Explanation(card.policy, card.project, found)
