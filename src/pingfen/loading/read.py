"""From a policy's name, path, text or data to the chain of documents that it is made of."""

from pathlib import Path

from pingfen.errors import DataPlace, Place, PolicyError, Problem, problem
from pingfen.loading.locate import NAME, Folders, Located
from pingfen.schema import violations
from pingfen.source import Entries, Node, Scalar, from_yaml

MOST_PARENTS = 20


def read_file(located: Located) -> Entries:
    """Return the document in a file. Raises ``PolicyError`` if there is none that can be read."""
    place = DataPlace(located.shown)
    try:
        text = located.path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PolicyError([problem("file-missing", place, found=error.strerror)]) from None
    except UnicodeDecodeError:
        raise PolicyError([problem("not-utf-8", place)]) from None
    return checked(from_yaml(text, located.shown), shipped=located.shipped)


def checked(node: Node, *, shipped: bool = False) -> Entries:
    """Return the document if it has the right shape; those that ship were checked by the tests."""
    if not isinstance(node, Entries):
        raise PolicyError([problem("not-a-mapping", node.place)])
    if not shipped and (problems := violations(node, "policy")):
        raise PolicyError(problems)
    return node


def chain_of(document: Entries, folders: Folders) -> list[Entries]:
    """Return a document and its parents, the youngest first."""
    chain, seen = [document], {identity(document)}
    while isinstance(parent := chain[-1].get("extends"), Scalar):
        if parent.text in seen:
            raise PolicyError([problem("extends-cycle", parent.place, found=parent.text)])
        if len(chain) >= MOST_PARENTS:
            raise PolicyError([problem("extends-long", parent.place, most=MOST_PARENTS)])
        seen.add(parent.text)
        chain.append(_parent(parent.text, parent.place, folders))
    return chain


def identity(document: Entries) -> str:
    """Return what a document calls itself: ``zhangdian@2024``."""
    name, year = document.get("policy"), document.get("year")
    return "@".join(node.text for node in (name, year) if isinstance(node, Scalar))


def _parent(name: str, place: Place, folders: Folders) -> Entries:
    match = NAME.fullmatch(name)
    if not match or not match["year"]:
        raise PolicyError([problem("wrong-value", place, found=name, expected="NAME@YEAR")])
    located = folders.find(match["id"], int(match["year"]), place)
    document = read_file(located)
    if wrong := misnamed(document, match["id"], match["year"]):
        raise PolicyError([wrong])
    return document


def misnamed(document: Entries, name: str, year: str) -> Problem | None:
    """Return a problem if a document is not the policy that its folder and file name promise."""
    for key, expected in (("policy", name), ("year", year)):
        node = document.get(key)
        if isinstance(node, Scalar) and node.text != expected:
            return problem("wrong-value", node.place, found=node.text, expected=expected)
    return None


def folders_for(path: Path, own: tuple[Path, ...]) -> Folders:
    """Return where the parents of a policy given by path are looked for.

    A file ``<policy>/<year>.yaml`` finds its neighbours; any other only what is named.
    """
    return Folders((*own, path.parent.parent)) if path.stem.isdigit() else Folders(own)
