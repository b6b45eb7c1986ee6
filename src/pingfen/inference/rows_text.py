"""Which formulas give the declared scores, and which scores nothing explains, as text."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from pingfen.exact import fixed, printed
from pingfen.inference.names import cells, names, where
from pingfen.inference.result import Fit, Inference, RowFits, Standing
from pingfen.messages import either, listed, say
from pingfen.width import one_line

PERCENT_PLACES = 2


def fitted_lines(
    rows: Iterable[RowFits], best: Standing, lang: str, *, everything: bool
) -> Iterator[str]:
    """Yield rows with the formulas that give their declared scores."""
    for project, own in _by_form(rows):
        yield project
        for row in own:
            note = "" if row.explained else f"  ※ {_best_gives(row, best, lang)}"
            yield f"    {_row(row, lang)}{note}"
            for fit in row.fits:
                yield f"        {_fit(fit, lang, everything=everything)}"


def unfitted_lines(
    found: Inference, best: Standing, lang: str, *, everything: bool
) -> Iterator[str]:
    """Yield the rows that nothing explains, and why.

    Rows that the best leaves undecided for the same reason stand together, unless ``everything``.
    """
    for project, own in _by_form(found.unfitted):
        yield project
        together: dict[str, list[RowFits]] = {}
        for row in own:
            reason = row.undecided.text.in_lang(lang) if row.undecided else ""
            if reason and not everything:
                together.setdefault(reason, []).append(row)
                continue
            yield f"    {_row(row, lang)}"
            yield f"        {one_line(_best_gives(row, best, lang))}"
        for reason, rows in together.items():
            yield f"    {_rows(rows, lang)}"
            why = say("infer-best-undecided", lang, name=best.candidate.name, why=reason)
            yield f"        {one_line(why)}"


def _by_form(rows: Iterable[RowFits]) -> Iterator[tuple[str, list[RowFits]]]:
    for _, group in groupby(rows, key=lambda row: row.row.form):
        own = list(group)
        yield one_line(own[0].row.project), own


def _row(row: RowFits, lang: str) -> str:
    return f"{where(row.row, lang)}  {cells(row.row, lang)}"


def _rows(rows: list[RowFits], lang: str) -> str:
    """Return several rows in a line, one of them with its cells."""
    if len(rows) == 1:
        return _row(rows[0], lang)
    numbers = listed(row.row.number for row in rows)
    example = _row(rows[0], lang)
    return say("infer-rows-such-as", lang, count=len(rows), numbers=numbers, example=example)


def _fit(fit: Fit, lang: str, *, everything: bool) -> str:
    text = fit.expression.in_lang(lang)
    if fit.judged:
        text = say("infer-judged", lang, expression=text)
    roundings = either(_rounding(*rounding, lang) for rounding in fit.roundings).in_lang(lang)
    parts = (text, roundings, names(fit.candidates, lang, everything=everything))
    return one_line(" · ".join(filter(None, parts)))


def _rounding(places: int, mode: str, lang: str) -> str:
    unit = fixed(Fraction(1, 10**places), places)
    return say("infer-rounding", lang, mode=say(f"mode-{mode}", lang), unit=unit)


def _best_gives(row: RowFits, best: Standing, lang: str) -> str:
    """Return what the best makes of a row that it does not explain, and how far that is off."""
    name = best.candidate.name
    if row.score is None or row.off is None:
        why = row.undecided.text.in_lang(lang) if row.undecided else say("infer-unscored", lang)
        return say("infer-best-undecided", lang, name=name, why=why)
    figures = {"score": printed(row.score), "difference": f"{row.off:+f}"}
    text = say("infer-gives", lang, name=name, **figures)
    if row.share is None or row.share == 1:
        return text
    return text + say("infer-share", lang, share=_percent(row.share))


def _percent(share: Decimal) -> str:
    text = f"{share.scaleb(PERCENT_PLACES):f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"
