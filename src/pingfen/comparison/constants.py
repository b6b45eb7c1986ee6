"""The parts of a policy that hold plain values: its sources, its params, its own columns."""

from collections.abc import Iterator, Mapping

from pingfen.comparison.part import Part, bilingual, described
from pingfen.comparison.places import place_of_value
from pingfen.comparison.reading import Reading
from pingfen.comparison.usage import READING
from pingfen.expression.vocabulary import canonical
from pingfen.loading.digest import thawed
from pingfen.messages import Bilingual, listed
from pingfen.policy import Column, Constant, Param, plain
from pingfen.resolved import described as entry_of
from pingfen.showing.facts import constant, valued

OF_SOURCE = frozenset({"title", "status", "note"})
OF_PARAM = frozenset({"value", "label", "unit"})
OF_FIELD = frozenset({"type", "heading"})


def sources(reading: Reading) -> Iterator[Part]:
    """Yield the documents that rules cite; only people read them."""
    for key, cited in reading.policy.sources.items():
        path = ("sources", key)
        parts = [
            reading.text((*path, "title"), cited.title),
            reading.word(
                (*path, "status"), "source", cited.status, f"status-{cited.status}", READING
            ),
        ]
        if cited.note:
            parts.append(reading.text((*path, "note"), cited.note))
        parts += reading.others(
            path, "source", entry_of(reading.policy, "sources", key), OF_SOURCE
        )
        yield _entry(reading, path, "source", parts)


def params(reading: Reading) -> Iterator[Part]:
    """Yield the params, each with its value and what describes it."""
    for name, param in reading.policy.params.items():
        path = ("params", name)
        label = param.label or Bilingual("")
        parts = [_value(reading, param)._replace(label=label)]
        if param.label:
            parts.append(reading.text((*path, "label"), param.label))
        if param.unit:
            parts.append(reading.value((*path, "unit"), "param", param.unit))
        parts += reading.others(path, "param", entry_of(reading.policy, *path), OF_PARAM)
        users = reading.usage.of(name)
        yield _entry(reading, path, "param", parts)._replace(
            place=parts[0].place,
            affects=reading.usage.effect(name),
            used_by=users,
            label=label,
            text=_shown(param),
        )


def _shown(param: Param) -> Bilingual:
    """Return the value of a param with its unit and what it is."""
    return bilingual(
        lambda lang: " · ".join(
            filter(None, (valued(param, lang), param.label.in_lang(lang) if param.label else ""))
        )
    )


def _value(reading: Reading, param: Param) -> Part:
    """Return the value; that of a list has a part a word, since each may come or go alone."""
    place = place_of_value(reading.policy, param)
    effect, users = reading.usage.effect(param.name), reading.usage.of(param.name)
    value = param.value
    text = bilingual(lambda lang: constant(value, lang))
    part = Part("value", "param", value, plain(value), text, place, effect, users)
    if not isinstance(value, tuple):
        return part
    words = tuple(
        Part(
            f"{constant(item, 'zh')}",
            "word",
            item,
            plain(item),
            _word(item),
            place,
            effect,
            users,
        )
        for item in dict.fromkeys(value)
    )
    return part._replace(same="list", parts=words, ordered=True)


def _word(item: Constant) -> Bilingual:
    return bilingual(lambda lang: constant(item, lang))


def fields(reading: Reading) -> Iterator[Part]:
    """Yield the columns of the form that are the policy's own."""
    for name, column in reading.policy.fields.items():
        path = ("fields", name)
        effect, users = reading.usage.effect(name), reading.usage.of(name)
        own = reading.word((*path, "type"), "field", column.type, f"own-{column.type}", effect)
        headings = _headings(reading, column)._replace(affects=effect)
        entry = entry_of(reading.policy, *path)
        parts = [own, headings, *reading.others(path, "field", entry, OF_FIELD)]
        yield _entry(reading, path, "field", parts)._replace(affects=effect, used_by=users)


def _headings(reading: Reading, column: Column) -> Part:
    names = tuple(dict.fromkeys(column.headings))
    path = ("fields", column.name, "heading")
    return Part("heading", "field", names, list(names), listed(names), reading.place(*path))


def _entry(reading: Reading, path: tuple[str, ...], kind: str, parts: list[Part]) -> Part:
    """Return an entry of a block with its parts."""
    data = next(
        (
            thawed(value)
            for key, value in _block(reading, path[0]).items()
            if canonical(str(key)) == canonical(path[1])
        ),
        None,
    )
    place = reading.place(*path)
    return Part(path[1], kind, None, data, described(parts), place, parts=tuple(parts))


def _block(reading: Reading, name: str) -> Mapping[str, object]:
    document = reading.policy.document
    found = document.get(name) if isinstance(document, Mapping) else None
    return found if isinstance(found, Mapping) else {}
