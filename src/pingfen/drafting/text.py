"""The text of a new policy: what it must say, and in comments all that it may change."""

from collections.abc import Iterator, Mapping

from pingfen.characters import escaped
from pingfen.drafting.rules import rule_lines
from pingfen.drafting.writing import Writing, bilingual, dumped, entry
from pingfen.expression.vocabulary import canonical
from pingfen.messages import Message, both, is_message, listed, say
from pingfen.source import to_flow
from pingfen.width import one_line

# the keys that are written elsewhere; all others are written in one line each
ELSEWHERE = frozenset({"language", "policy", "year", "revision", "title"})
BLOCKS = frozenset({"sources", "params", "let", "rules", "checks"})


def policy_text(writing: Writing, schema: str, path: str) -> str:
    """Return the new policy; ``schema`` is the way to the schema, ``path`` the parent's file."""
    lines = (
        *_head(writing, schema, path),
        *_identity(writing),
        *_sources(writing),
        *_params(writing),
        *_lets(writing),
        *_wholes(writing),
        *rule_lines(writing),
    )
    return "\n".join(lines) + "\n"


def _head(writing: Writing, schema: str, path: str) -> Iterator[str]:
    if schema:
        yield f"# yaml-language-server: $schema={schema}"
    yield writing.say("draft-head", name=writing.name, parent=writing.parent.name)
    yield "#"
    inherits = "draft-inherits-but" if writing.values else "draft-inherits"
    yield writing.say(inherits, parent=writing.parent.name, path=path)
    yield writing.say("draft-lines")
    yield "#"
    yield writing.say("draft-check", command=f"pingfen policy check {writing.file}")
    yield writing.say("draft-test", command=f"pingfen policy test {writing.file}")
    yield writing.say("draft-show", command=f"pingfen policy show {writing.file}")
    if writing.notes:
        yield "#"
    yield from (f"# {escaped(one_line(note))}" for note in writing.notes)


def _identity(writing: Writing) -> Iterator[str]:
    parent = writing.parent
    yield "language: 1"
    yield from dumped({"policy": writing.id, "year": writing.year})
    yield writing.say("draft-title")
    yield from dumped({"title": _with_year(writing.document.get("title"), writing)})
    yield f"extends: {parent.name}"
    yield writing.say("draft-pin")
    yield f"#   extends: {to_flow({'policy': parent.name, 'digest': parent.digest})}"


def _with_year(title: object, writing: Writing) -> object:
    """Return the parent's title with the new year where it names the old one."""
    if isinstance(title, Mapping):
        return {key: _with_year(text, writing) for key, text in title.items()}
    return str(title).replace(str(writing.parent.year), str(writing.year))


def _sources(writing: Writing) -> Iterator[str]:
    title = bilingual(both(Message.of("draft-source-title", year=writing.year)))
    yield ""
    yield writing.say("draft-sources")
    yield "sources: {"
    yield f"  #{entry(f'notice-{writing.year}', {'title': title, 'status': 'unverified'})},"
    yield "  }"


def _params(writing: Writing) -> Iterator[str]:
    entries = writing.document.get("params")
    if not isinstance(entries, dict) or not entries:
        return
    yield ""
    yield writing.say("draft-params")
    yield "params: {"
    for key, given in entries.items():
        said = [writing.place("params", canonical(key))]
        value = given
        if isinstance(given, dict):
            value = given["value"]
            said = [*_description(given, writing.lang), *said]
        yield f"  # {one_line(' · '.join(said))}"
        name = canonical(key)
        set_here = name in writing.values
        yield f"  {entry(key, writing.values[name])}," if set_here else f"  #{entry(key, value)},"
    yield "  }"


def _description(given: Mapping[str, object], lang: str) -> Iterator[str]:
    """Yield label, unit, range, variations and source of a param, those that it has."""
    label = given.get("label")
    if isinstance(label, dict):
        yield str(label.get(lang) or label.get("zh"))
    elif label:
        yield str(label)
    if given.get("unit"):
        yield str(given["unit"])
    if isinstance(between := given.get("range"), list):
        low, high = between
        limits = say("shown-range", lang, low=low, high=high)
        yield f"{say('page-range', lang)} {limits}"
    if isinstance(others := given.get("variations"), list):
        values = listed(to_flow(other) for other in others).in_lang(lang)
        yield say("shown-variations", lang, values=values)
    if given.get("source"):
        yield str(given["source"])


def _lets(writing: Writing) -> Iterator[str]:
    entries = writing.document.get("let")
    if not isinstance(entries, dict) or not entries:
        return
    yield ""
    yield writing.say("draft-lets")
    yield "let: {"
    for key, expression in entries.items():
        yield f"  # {writing.place('let', canonical(key))}"
        yield f"  #{entry(key, _one_line(expression))},"
    yield "  }"


def _wholes(writing: Writing) -> Iterator[str]:
    """Yield each of the other parts as it is in force, in one line."""
    yield ""
    for key, value in writing.document.items():
        if key not in ELSEWHERE | BLOCKS:
            code = f"part-{key}"
            name = say(code, writing.lang) if is_message(code) else key
            yield f"# {name} · {writing.place(key)}"
            yield f"#{entry(key, _one_line(value))}"


def _one_line(value: object) -> object:
    """Return an expression without the line breaks that it may be written with."""
    return " ".join(value.split()) if isinstance(value, str) else value
