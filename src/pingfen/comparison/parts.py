"""Takes a policy apart: every part of the language, with what it says and where it was written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pingfen.comparison.claims import checks, properties, rules
from pingfen.comparison.constants import fields, params, sources
from pingfen.comparison.ladder import Rung, ladder
from pingfen.comparison.part import Part
from pingfen.comparison.reading import Reading
from pingfen.comparison.usage import CHECK, GRADE, READING, SCORE, TOTAL
from pingfen.exact import plain_decimal
from pingfen.messages import Bilingual, Message, both
from pingfen.policy import Policy

# the keys of the language that have parts of their own; any other is compared as plain data
KNOWN = frozenset(
    {
        *("language", "policy", "year", "revision", "title", "sources", "params", "fields"),
        *("inputs", "direction", "execution", "let", "rules", "adjust", "rounding"),
        *("tolerance", "total", "grades", "checks", "findings", "properties"),
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
    yield reading.value(("tolerance",), "tolerance", policy.tolerance, CHECK)
    yield reading.expression(("total",), "total", policy.total, TOTAL)
    yield _grades(reading)
    yield _section("checks", checks(reading))._replace(ordered=True)
    yield _section("findings", _findings(reading))
    yield _section("properties", properties(reading))._replace(ordered=True)
    yield from reading.others((), "other", policy.document, KNOWN)


def _findings(reading: Reading) -> Iterator[Part]:
    """Yield how serious the kinds of findings are that are no checks."""
    for code, severity in reading.policy.findings.items():
        says = f"severity-{severity}"
        yield reading.word(("findings", code), "finding", severity, says, CHECK)


def _section(name: str, parts: Iterator[Part]) -> Part:
    return Part(name, "", parts=tuple(parts))


def _head(reading: Reading) -> Iterator[Part]:
    policy = reading.policy
    values = {"policy": policy.id, "year": policy.year, "revision": policy.revision}
    for key, value in values.items():
        # forms of later years than the policy's are doubted
        yield reading.value((key,), "name", value, CHECK if key == "year" else READING)


def _inputs(reading: Reading) -> Iterator[Part]:
    """Yield where fields are taken from; one that is taken from itself alone says nothing."""
    for name, taken in reading.policy.inputs.items():
        if taken != (name,):
            effect, users = reading.usage.input_effect(name), reading.usage.of(name)
            text, place = reading.named(*taken), reading.place("inputs", name)
            yield Part(name, "input", taken, list(taken), text, place, effect, users)


def _execution(reading: Reading) -> Part:
    kind, place = "execution", reading.place("execution")
    budget = reading.policy.execution
    if budget is None:
        return Part(kind, kind, "none", None, both(Message.of("shown-none")), place, SCORE)
    parts = (
        reading.value((kind, "weight"), kind, budget.weight, SCORE),
        reading.field((kind, "target"), kind, budget.target, SCORE),
        reading.field((kind, "actual"), kind, budget.actual, SCORE),
    )
    data = {part.name: part.data for part in parts}
    text = both(Message.of("shown-weight", **{part.name: part.text for part in parts}))
    return Part(kind, kind, "given", data, text, place, SCORE, parts=parts)


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
        places = reading.value((*path, "places"), "rounding", found.places, effect)
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
        text = both(Message.of("shown-none"))
        return Part("grades", "grade", "none", None, text, place, GRADE)
    parts = tuple(_rungs(found, place))
    limits = [f"{part.name} {part.text.zh}" for part in parts]
    whole = Bilingual("；".join(limits), "; ".join(limits))
    values = {part.name: part.data for part in parts}
    side = (_side(found[-1], place),) if len(found) > 1 else ()
    return Part("grades", "grade", "given", values, whole, place, GRADE, parts=(*parts, *side))


def _rungs(found: Sequence[Rung], place: str) -> Iterator[Part]:
    """Yield the grades from the highest down; one that comes again is numbered."""
    seen: Counter[str] = Counter()
    for rung in reversed(found):
        seen[rung.grade] += 1
        again = f" {seen[rung.grade]}" if seen[rung.grade] > 1 else ""
        data = None if rung.bound is None else plain_decimal(rung.bound)
        text = Bilingual(rung.limit, rung.limit)
        yield Part(rung.grade + again, "grade", rung.bound, data, text, place, GRADE)


def _side(rung: Rung, place: str) -> Part:
    """Return which grade a total has that equals a bound."""
    closed = "at-least" if rung.closed else "above"
    text = both(Message.of(f"diffside-{closed}"))
    return Part("side", "side", closed, closed, text, place, GRADE)
