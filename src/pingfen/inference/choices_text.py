"""What the forms leave open and what they decide, as text."""

from collections.abc import Iterator

from pingfen.exact import decimals, fixed, printed
from pingfen.inference.candidate import Candidate
from pingfen.inference.names import param_name, where
from pingfen.inference.result import Choice, Effect, Inference, Other, Standing
from pingfen.inference.span import Limit, Span
from pingfen.messages import listed, say
from pingfen.policy import written
from pingfen.width import one_line

MOST_EFFECTS = 3


def open_lines(found: Inference, best: Standing, lang: str) -> Iterator[str]:
    """Yield what cannot be decided: values of params, rules never met, other policies."""
    for choice in found.choices:
        if choice.free or choice.open:
            yield open_choice(choice, lang)
            for other in choice.open if choice.asked and not choice.free else ():
                yield from _both(choice, other, lang)
    if found.idle:
        yield say("infer-idle", lang, rules=listed(found.idle))
    if others := as_much(best):
        yield say("infer-as-much", lang, names=listed(one.name for one in others))


def as_much(best: Standing) -> list[Candidate]:
    """Return the simplest candidate of each other policy that explains exactly the same."""
    found: dict[str, Candidate] = {}
    for tie in best.ties:
        if tie.policy != best.candidate.policy:
            found.setdefault(tie.policy.digest, tie)
    return list(found.values())


def open_choice(choice: Choice, lang: str) -> str:
    """Return which values of a param the forms leave open."""
    names = {"param": param_name(choice.param, lang), "value": written(choice.value)}
    if choice.free:
        return one_line(say("infer-open-free", lang, **names))
    others = listed(written(other.value) for other in choice.open)
    code = "infer-open-value" if choice.asked else "infer-open-unasked"
    return one_line(say(code, lang, others=others, **names))


def _both(choice: Choice, other: Other, lang: str) -> Iterator[str]:
    """Yield the rows on which both values were in play."""
    values = {"value": written(choice.value), "other": written(other.value)}
    rows = [effect for effect in other.effects if effect.row]
    if not rows:
        unseen = say("infer-open-unseen", lang, other=values["other"])
        yield f"    {one_line(unseen)}"
    yield from (f"    {line}" for line in _effects(rows, values, lang))


def decided_lines(found: Inference, lang: str) -> Iterator[str]:
    """Yield what rules other values of a param out, and in which span they would fit."""
    for choice in found.choices:
        names = {"param": param_name(choice.param, lang), "value": written(choice.value)}
        if choice.span and not choice.free:
            span = interval(choice.span, lang)
            yield one_line(say("infer-span", lang, span=span, **names))
        elif choice.ruled_out:
            yield one_line(say("infer-decided-value", lang, **names))
        for other in choice.ruled_out:
            yield from _against(choice, other, lang)


def _against(choice: Choice, other: Other, lang: str) -> Iterator[str]:
    """Yield the rows that rule a value out; totals only where no row does."""
    values = {"value": written(choice.value), "other": written(other.value)}
    ruled_out = say("infer-not", lang, other=values["other"])
    yield f"    {one_line(ruled_out)}"
    telling = [effect for effect in other.effects if effect.row] or list(other.effects)
    yield from (f"        {line}" for line in _effects(telling, values, lang))


def _effects(effects: list[Effect], values: dict[str, str], lang: str) -> Iterator[str]:
    yield from (_effect(effect, values, lang) for effect in effects[:MOST_EFFECTS])
    if len(effects) > MOST_EFFECTS:
        yield say("infer-more-rows", lang, count=len(effects) - MOST_EFFECTS)


def _effect(effect: Effect, values: dict[str, str], lang: str) -> str:
    row = effect.row
    figures = {"best": effect.best, "found": effect.other}
    declared = effect.declared if isinstance(effect.declared, str) else printed(effect.declared)
    place = where(row, lang) if row else say(f"column-{effect.what}", lang)
    said = say("infer-both", lang, declared=declared, **figures, **values)
    return one_line(f"{effect.project} · {place}  {said}")


def interval(span: Span, lang: str) -> str:
    """Return a span as ``1.2995 ≤ … < 1.3005``."""
    low, high = span
    if low.value is None and high.value is None:
        return say("infer-any", lang)
    if low.value == high.value:
        return f"= {_limit(low)}"
    left = f"{_limit(low)} {_sign(low)} " if low.value is not None else ""
    right = f" {_sign(high)} {_limit(high)}" if high.value is not None else ""
    return f"{left}…{right}"


def _sign(limit: Limit) -> str:
    return "≤" if limit.closed else "<"


def _limit(limit: Limit) -> str:
    """Return a limit exactly: as a decimal where its decimals end, else as a fraction."""
    if limit.value is None:
        return ""
    places = decimals(limit.value)
    return str(limit.value) if places is None else fixed(limit.value, places)
