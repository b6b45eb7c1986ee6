"""The three charts of an audit, each with what it cannot show said below it."""

from collections.abc import Iterator, Sequence
from html import escape

from pingfen.auditing.finding import Audit, AuditedForm
from pingfen.messages import say
from pingfen.reports.page.lost import lost_chart, lost_points
from pingfen.reports.page.scatter import MOST, Pair, beyond, said_of, scatter_chart
from pingfen.reports.page.texts import key_of
from pingfen.reports.page.totals import near_cuts, totals_chart


def charts(audit: Audit, lang: str) -> str:
    """Return the charts for which there is something to draw."""
    drawn = (*_totals(audit, lang), *_scatter(audit.forms, lang), *_lost(audit, lang))
    inner = "\n".join(drawn)
    return f'<div class="charts">\n{inner}\n</div>' if inner else ""


def _figure(title: str, picture: str, *notes: str) -> str:
    below = "".join(f'<p class="quiet">{escape(note)}</p>' for note in notes if note)
    return f"<figure>\n<figcaption>{escape(title)}</figcaption>\n{picture}\n{below}</figure>"


def _lost(audit: Audit, lang: str) -> Iterator[str]:
    found, left = lost_points(audit.forms, lang)
    if found:
        note = say("chart-lost-left", lang, count=left) if left else ""
        yield _figure(say("chart-lost", lang), lost_chart(found, lang), note)


def _totals(audit: Audit, lang: str) -> Iterator[str]:
    totals = [form.total for form in audit.forms if form.total is not None]
    if not totals:
        return
    chart = totals_chart(totals, audit.cuts, lang) + near_cuts(audit.forms, audit.cuts, lang)
    left = _left(len(audit.forms) - len(totals), lang)
    no_cuts = "" if audit.cuts else say("chart-no-cuts", lang)
    yield _figure(say("chart-totals", lang), chart, left, no_cuts)


def _scatter(forms: Sequence[AuditedForm], lang: str) -> Iterator[str]:
    pairs: list[Pair] = [
        (form.declared_total, form.total, key_of(form.project))
        for form in forms
        if form.declared_total is not None and form.total is not None
    ]
    if not pairs:
        return
    outside = beyond(pairs)
    yield _figure(
        say("chart-scatter", lang),
        scatter_chart(pairs, lang),
        said_of(pairs, lang),
        say("chart-binned", lang) if len(pairs) > MOST else "",
        say("chart-beyond", lang, count=outside) if outside else "",
        _left(len(forms) - len(pairs), lang),
    )


def _left(count: int, lang: str) -> str:
    return say("chart-undecided", lang, count=count) if count else ""
