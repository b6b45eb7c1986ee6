"""A draft policy from what was inferred: it extends the best candidate and says what is open."""

from collections.abc import Iterator, Sequence

from pingfen.drafting import Draft, draft
from pingfen.errors import UsageError, problem
from pingfen.exact import printed
from pingfen.inference.choices_text import as_much, open_choice
from pingfen.inference.names import scores_line, where
from pingfen.inference.result import Inference, Standing
from pingfen.messages import listed, say
from pingfen.policy import plain


def draft_inferred(
    found: Inference,
    name: str,
    *,
    rules: Sequence[str] = (),
    output: str | None = None,
    lang: str = "zh",
) -> Draft:
    """Return the policy ``name@year`` that scores as the best candidate does.

    Its comments say which choices the forms leave open, and which rows nothing explains. Nothing
    is written here. Raises ``UsageError`` as ``pingfen.drafting.draft`` does, and if nothing was
    inferred.
    """
    best = found.best
    if best is None or not best.tally.anything:
        raise UsageError([problem("usage", None, says="infer-no-draft")])
    return draft(
        name,
        best.candidate.policy,
        rules=rules,
        output=output,
        lang=lang,
        values={change.param: plain(change.value) for change in best.candidate.changes},
        notes=tuple(_notes(found, best, lang)),
    )


def _notes(found: Inference, best: Standing, lang: str) -> Iterator[str]:
    counts = best.tally
    yield say("infer-draft-head", lang, name=best.candidate.name)
    yield scores_line(counts, lang)
    yield say("infer-totals", lang, **counts._asdict())
    for choice in found.choices:
        if choice.free or choice.open:
            yield say("infer-draft-open", lang, choice=open_choice(choice, lang))
    if found.idle:
        yield say("infer-idle", lang, rules=listed(found.idle))
    if others := as_much(best):
        yield say("infer-as-much", lang, names=listed(other.name for other in others))
    for row in found.unfitted:
        figures = {"declared": printed(row.row.declared), "score": printed(row.score)}
        place = f"{row.row.project} · {where(row.row, lang)}"
        yield say("infer-draft-unfitted", lang, row=place, **figures)
