"""Compares two policies part by part."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pingfen.comparison.difference import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    Difference,
    in_one_line,
)
from pingfen.comparison.naming import labelled, what
from pingfen.comparison.order import moved
from pingfen.comparison.part import Part, Path
from pingfen.comparison.parts import parts_of
from pingfen.comparison.usage import READING, SCORE, furthest
from pingfen.messages import LANGS, Bilingual, Message, both
from pingfen.policy import Policy


def differences(old: Policy, new: Policy) -> tuple[Difference, ...]:
    """Return all in which two resolved policies differ, in the order in which a policy works."""
    return tuple(_relabelled(_compared(parts_of(old), parts_of(new), ())))


def _compared(old: Part, new: Part, path: Path) -> Iterator[Difference]:
    """Yield the differences of two parts of the same name."""
    if old.same != new.same:
        yield _changed(old, new, path)
        return
    before, after = ({_key(part): part for part in whole.parts} for whole in (old, new))
    for key, part in after.items():
        if key in before:
            yield from _compared(before[key], part, (*path, part.name))
        else:
            yield from _each(part, (*path, part.name), ADDED, _beside(new, part))
    for key, part in before.items():
        if key not in after:
            yield from _each(part, (*path, part.name), REMOVED, _beside(old, part))
    if old.ordered:
        yield from _moves(old, new, path)


def _key(part: Part) -> tuple[bool, str]:
    """Return by what a part is found again; a grade may be called ``side``."""
    return part.kind == "side", part.name


def _each(part: Part, path: Path, change: str, beside: Message | None) -> Iterator[Difference]:
    """Yield a part that is in one of the policies only; of a section, the parts in it."""
    if not part.kind:
        for inner in part.parts:
            yield from _each(inner, (*path, inner.name), change, _beside(part, inner))
        return
    old, new = (None, part) if change == ADDED else (part, None)
    named = what(path, part)
    if beside:
        zh, en = (labelled(named.in_lang(at), beside.in_lang(at), at) for at in LANGS)
        named = Bilingual(zh, en)
    says = "diff-added" if change == ADDED else "diff-removed"
    message = Message.of(says, what=named, value=in_one_line(part.text))
    found = _difference(part.kind, path, change, (old, new), both(message))
    yield replace(found, what=named)


def _changed(old: Part, new: Part, path: Path) -> Difference:
    message = Message.of(
        "diff-changed",
        what=what(path, new),
        old=in_one_line(old.text),
        new=in_one_line(new.text),
    )
    return _difference(new.kind, path, CHANGED, (old, new), both(message))


def _beside(whole: Part, part: Part) -> Message | None:
    """Return before which part another one stands, where order means something: rules only."""
    if not whole.ordered or part.kind != "rule":
        return None
    return _before(whole.names[whole.names.index(part.name) + 1 :][:1])


def _before(following: tuple[str, ...]) -> Message:
    return Message.of("diff-before", name=following[0]) if following else Message.of("diff-last")


def _moves(old: Part, new: Part, path: Path) -> Iterator[Difference]:
    """Yield the parts that changed places; of words nobody but people reads the order."""
    before, after = old.names, new.names
    was, now = ({name: at for at, name in enumerate(names)} for names in (before, after))
    for name in moved(before, after):
        parts = old.parts[was[name]], new.parts[now[name]]
        beside = _before(before[was[name] + 1 :][:1]), _before(after[now[name] + 1 :][:1])
        first, then = was[name] + 1, now[name] + 1
        here = (*path, name)
        named = what(here, parts[1])
        message = Message.of("diff-moved", what=named, old=first, new=then, before=beside[1])
        yield replace(
            _difference("order", here, MOVED, parts, both(message)),
            old=first,
            new=then,
            old_text=both(beside[0]),
            new_text=both(beside[1]),
            affects=SCORE if parts[0].kind == "rule" else READING,
        )


def _difference(
    kind: str, path: Path, change: str, parts: tuple[Part | None, Part | None], said: Bilingual
) -> Difference:
    old, new = parts
    given = [part for part in parts if part]
    users = dict.fromkeys(user for part in reversed(given) for user in part.used_by)
    return Difference(
        kind=kind,
        path=path,
        change=change,
        old=old.data if old else None,
        new=new.data if new else None,
        old_text=old.text if old else None,
        new_text=new.text if new else None,
        old_place=(old.place or None) if old else None,
        new_place=(new.place or None) if new else None,
        affects=furthest(part.affects for part in given),
        used_by=tuple(sorted(users)),
        what=what(path, given[-1]),
        text=said,
    )


def _relabelled(found: Iterable[Difference]) -> Iterator[Difference]:
    """Yield the differences, a grade that is gone and one that begins where it did as one."""
    every = list(found)
    grades = [item for item in every if item.path[:1] == ("grades",) and item.path[1:]]
    gone = {item.old: item for item in grades if item.change == REMOVED}
    come = {item.new: item for item in grades if item.change == ADDED}
    renamed = {id(come[bound]): gone[bound] for bound in come if bound in gone}
    left_out = set(map(id, renamed.values()))
    for item in every:
        if id(item) in renamed:
            yield _renamed(renamed[id(item)], item)
        elif id(item) not in left_out:
            yield item


def _renamed(old: Difference, new: Difference) -> Difference:
    """Return the difference between two grades that begin at the same total."""
    before, after = old.path[1], new.path[1]
    path = ("grades", "otherwise" if new.new is None else str(new.new))
    named = what(path, None)
    message = Message.of("diff-changed", what=named, old=before, new=after)
    return replace(
        new,
        path=path,
        change=CHANGED,
        old=before,
        new=after,
        old_text=Bilingual(before),
        new_text=Bilingual(after),
        old_place=old.old_place,
        what=named,
        text=both(message),
    )
