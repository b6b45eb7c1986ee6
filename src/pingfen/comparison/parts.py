"""Takes a policy apart: every part of the language, with what it says and where it was written."""

from collections.abc import Iterator, Mapping

from pingfen.comparison.claims import checks, properties, rules
from pingfen.comparison.constants import fields, params, sources
from pingfen.comparison.ladder import ladder
from pingfen.comparison.part import Part, bilingual
from pingfen.comparison.reading import Reading
from pingfen.comparison.usage import CHECK, GRADE, SCORE, TOTAL
from pingfen.exact import plain_decimal
from pingfen.messages import Bilingual, say
from pingfen.policy import Policy

# the keys of the language that have parts of their own; any other is compared as plain data
KNOWN = frozenset(
    {
        *("language", "policy", "year", "revision", "title", "sources", "params", "fields"),
        *("inputs", "direction", "execution", "let", "rules", "adjust", "rounding"),
        *("tolerance", "total", "grades", "checks", "properties"),
    }
)


def parts_of(policy: Policy) -> Part:
    """Return the policy as one part, its sections in the order in which it works."""
    return Part("", "", parts=tuple(_sections(Reading(policy))))


def _sections(reading: Reading) -> Iterator[Part]:
    policy = reading.policy
    yield from _head(reading)
    yield reading.text(("title",), policy.title)
    yield _section("sources", sources(reading))
    yield _section("params", params(reading))
    yield _section("fields", fields(reading))
    yield _section("inputs", _inputs(reading))
    if policy.direction:
        yield reading.expression(("direction",), "direction", policy.direction, SCORE)
    yield _execution(reading)
    yield _section("let", _lets(reading))
    yield _section("rules", rules(reading))._replace(ordered=True)
    if policy.adjust and reading.words["en"].write(policy.adjust.tree) != "score":
        yield reading.expression(("adjust",), "adjust", policy.adjust, SCORE)
    yield _section("rounding", _rounding(reading))
    yield reading.value(("tolerance",), "tolerance", policy.tolerance, affects=CHECK)
    yield reading.expression(("total",), "total", policy.total, TOTAL)
    yield _grades(reading)
    yield _section("checks", checks(reading))._replace(ordered=True)
    yield _section("properties", properties(reading))._replace(ordered=True)
    yield from reading.others((), "other", policy.document, KNOWN)


def _section(name: str, parts: Iterator[Part]) -> Part:
    return Part(name, "", parts=tuple(parts))


def _head(reading: Reading) -> Iterator[Part]:
    policy = reading.policy
    values = {"policy": policy.id, "year": policy.year, "revision": policy.revision}
    for key, value in values.items():
        yield reading.value((key,), "name", value)


def _inputs(reading: Reading) -> Iterator[Part]:
    """Yield where fields are taken from; one that is taken from itself alone says nothing."""
    for name, taken in reading.policy.inputs.items():
        if taken != (name,):
            text = bilingual(
                lambda lang, taken=taken: " → ".join(map(reading.words[lang].name, taken))  # type: ignore[misc]
            )
            effect = reading.usage.input_effect(name)
            users = reading.usage.of(name)
            place = reading.place("inputs", name)
            yield Part(name, "input", taken, list(taken), text, place, effect, users)


def _execution(reading: Reading) -> Part:
    budget = reading.policy.execution
    if budget is None:
        text = bilingual(lambda lang: say("shown-none", lang))
        return Part(
            "execution", "execution", "none", None, text, reading.place("execution"), SCORE
        )
    weight = reading.value(("execution", "weight"), "execution", budget.weight, affects=SCORE)
    parts = [weight]
    for key, field in (("target", budget.target), ("actual", budget.actual)):
        text = bilingual(lambda lang, field=field: reading.words[lang].name(field))  # type: ignore[misc]
        place = reading.place("execution", key)
        parts.append(Part(key, "execution", field, field, text, place, SCORE))
    data = {part.name: part.data for part in parts}
    said = bilingual(
        lambda lang: say(
            "shown-weight", lang, **{part.name: part.text.in_lang(lang) for part in parts}
        )
    )
    place = reading.place("execution")
    return Part("execution", "execution", "given", data, said, place, SCORE, parts=tuple(parts))


def _lets(reading: Reading) -> Iterator[Part]:
    for name, expression in reading.policy.lets.items():
        effect, users = reading.usage.effect(name), reading.usage.of(name)
        part = reading.expression(("let", name), "let", expression, effect)
        yield part._replace(used_by=users)


def _rounding(reading: Reading) -> Iterator[Part]:
    policy = reading.policy
    for name, found, effect in (
        ("row", policy.row_rounding, SCORE),
        ("total", policy.total_rounding, TOTAL),
    ):
        path = ("rounding", name)
        places = reading.value((*path, "places"), "rounding", found.places, affects=effect)
        mode = reading.word((*path, "mode"), "rounding", found.mode, f"mode-{found.mode}", effect)
        parts = (
            part._replace(place=_rounding_place(reading, name, part.name))
            for part in (places, mode)
        )
        yield Part(name, "", parts=tuple(parts))


def _rounding_place(reading: Reading, part: str, key: str) -> str:
    """Return where it is said: for rows or the total alone, or else for both."""
    document = reading.policy.document
    given = document.get("rounding") if isinstance(document, Mapping) else {}
    own = given.get(part) if isinstance(given, Mapping) else None
    if isinstance(own, Mapping) and key in own:
        return reading.place("rounding", part, key)
    return reading.place("rounding", key)


def _grades(reading: Reading) -> Part:
    """Return the grades, each with where it begins, and who gets a total that equals a bound."""
    found, place = ladder(reading.policy), reading.place("grades")
    if not found:
        text = bilingual(lambda lang: say("shown-none", lang))
        return Part("grades", "grade", "none", None, text, place, GRADE)
    parts = []
    for rung in found:
        data = None if rung.bound is None else plain_decimal(rung.bound)
        text = Bilingual(rung.limit, rung.limit)
        parts.append(Part(rung.grade, "grade", rung.bound, data, text, place, GRADE))
    closed = "at-least" if found[-1].closed else "above"
    side = reading.word(("side",), "grade", closed, f"diffside-{closed}", GRADE)._replace(
        place=place
    )
    limits = "；".join(f"{part.name} {part.text.zh}" for part in reversed(parts))
    whole = Bilingual(limits, limits.replace("；", "; "))
    kept = tuple(reversed(parts)) + ((side,) if len(parts) > 1 else ())
    values = {part.name: part.data for part in parts}
    return Part("grades", "grade", "given", values, whole, place, GRADE, parts=kept)
