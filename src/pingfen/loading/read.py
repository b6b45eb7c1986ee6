"""From a policy's name, path, text or data to the chain of documents that it is made of."""

import os
from typing import NamedTuple

from pingfen.errors import DataPlace, Place, PolicyError, Problem, problem, reason_of
from pingfen.loading.intake import Room, policy_from_text
from pingfen.loading.locate import FILE, MOST_BYTES, NAME, Folders, Located
from pingfen.messages import Message
from pingfen.source import (
    MOST_CHARACTERS,
    MOST_NODES,
    Entries,
    Node,
    Path,
    Scalar,
    count_nodes,
    from_yaml,
    too_long,
)

MOST_PARENTS = 20
IDENTITY = frozenset({"policy", "year", "extends", "language"})


class Document(NamedTuple):
    """One policy file: its sound part, what is wrong with the rest, and the paths left out."""

    node: Entries
    problems: tuple[Problem, ...] = ()
    lost: frozenset[Path] = frozenset()
    shipped: bool = False
    size: Room = Room(0, 0)


def read_file(located: Located, room: Room = Room()) -> Document:  # noqa: B008  # immutable
    """Return the document in a file. Raises ``PolicyError`` if there is none that can be read."""
    text = read_text(located)
    if located.shipped:  # what travels with us was looked at by the tests
        node = from_yaml(text, located.path, most_nodes=room.nodes)
    else:
        node = policy_from_text(text, located.path, room)
    document = checked(node, shipped=located.shipped)
    return document._replace(size=Room(len(text), count_nodes(node)))


def read_text(located: Located) -> str:
    """Return the text of a file. Raises ``PolicyError`` if it cannot be read or is not UTF-8."""
    place = DataPlace(located.path)
    try:
        content = located.content()
        if len(content) > MOST_BYTES:
            raise PolicyError([too_long(place, MOST_CHARACTERS)])
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError([problem("unreadable", place, says="not-utf-8")]) from None
    except (OSError, ValueError) as error:
        found = problem("unreadable", place, says="file-missing", found=reason_of(error))
        raise PolicyError([found]) from None


def checked(node: Node, *, shipped: bool = False) -> Document:
    """Return a document with its sound part; those that ship were checked by the tests.

    Raises ``PolicyError`` where what is wrong leaves nothing to go on with.
    """
    if not isinstance(node, Entries):
        raise PolicyError([problem("wrong-kind", node.place, says="not-a-mapping")])
    if shipped:
        return Document(node, shipped=True)
    from pingfen.schema import shape  # noqa: PLC0415  # not needed for the policies that ship

    found = shape(node, "policy")
    if not isinstance(found.sound, Entries) or any(path[0] in IDENTITY for path in found.lost):
        from pingfen.loading.alone import unreadable  # noqa: PLC0415  # only without a parent

        own = unreadable(found.sound) if isinstance(found.sound, Entries) else ()
        raise PolicyError([*found.problems, *own])
    return Document(found.sound, found.problems, found.lost)


def chain_of(document: Document, folders: Folders) -> list[Document]:
    """Return a document and its parents, the youngest first."""
    chain, seen = [document], {identity(document.node)}
    first = parent_of(document.node)
    while parent := parent_of(chain[-1].node):
        place = first.place if first else parent.place
        if parent.text in seen:
            way = " → ".join([*map(identity, (link.node for link in chain)), parent.text])
            hint = Message.of("hint-extends-cycle")
            raise PolicyError([problem("extends-cycle", place, hint=hint, found=way)])
        if len(chain) >= MOST_PARENTS:
            long = problem("too-deep", place, says="extends-long", most=MOST_PARENTS)
            raise PolicyError([long])
        seen.add(parent.text)
        chain.append(_parent(parent.text, parent.place, folders, _room_after(chain)))
    return chain


def parent_of(document: Entries) -> Scalar | None:
    """Return the name of a policy's parent, given plainly or beside the digest that pins it."""
    extends = document.get("extends")
    name = extends.get("policy") if isinstance(extends, Entries) else extends
    return name if isinstance(name, Scalar) else None


def identity(document: Entries) -> str:
    """Return what a document calls itself: ``zhangdian@2024``."""
    name, year = document.get("policy"), document.get("year")
    return "@".join(node.text for node in (name, year) if isinstance(node, Scalar))


def _room_after(chain: list[Document]) -> Room:
    """Return what is left for further parents: a chain may be no larger than one file."""
    used = [document.size for document in chain]
    return Room(
        MOST_CHARACTERS - sum(size.characters for size in used),
        MOST_NODES - sum(size.nodes for size in used),
    )


def _parent(name: str, place: Place, folders: Folders, room: Room) -> Document:
    match = NAME.fullmatch(name)
    if not match or not match["year"]:
        hint = Message.of("hint-extends-form")
        wrong = problem(
            "wrong-value", place, hint=hint, found=name, expected=Message.of("expected-extends")
        )
        raise PolicyError([wrong])
    located = folders.find(match["id"], int(match["year"]), place)
    return read_named(located, match["id"], room)


def read_named(located: Located, name: str, room: Room = Room()) -> Document:  # noqa: B008  # immutable
    """Return the document in a file of a policy's folder; it must be that policy and year."""
    document = read_file(located, room)
    if wrong := _misnamed(document.node, name, located.stem):
        raise PolicyError([wrong])
    return document


def _misnamed(document: Entries, name: str, year: str) -> Problem | None:
    """Return a problem if a document is not the policy that its folder and file name promise."""
    for key, expected in (("policy", name), ("year", year)):
        node = document.get(key)
        if isinstance(node, Scalar) and node.text != expected:
            return problem("wrong-value", node.place, found=node.text, expected=expected)
    return None


def folders_for(path: str, own: tuple[str, ...]) -> Folders:
    """Return where the parents of a policy given by path are looked for.

    A file ``<policy>/<year>.yaml`` finds its neighbours; any other only what is named.
    """
    folder, name = os.path.split(os.path.abspath(path))
    return Folders((*own, os.path.dirname(folder)) if FILE.fullmatch(name) else own)
