"""The catalogue: each kind of finding that is no check of a policy, what it is called, what to do.

The checks of a policy say all this themselves.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from pingfen.kinds import KINDS, OFF
from pingfen.messages import Message, is_message


class Kind(NamedTuple):
    """A kind of finding; ``severity`` is what it has where neither policy nor data say more."""

    code: str
    severity: str
    title: Message
    remedy: Message


def catalogue() -> Iterator[Kind]:
    """Yield all kinds, in the order in which they are documented."""
    return map(kind, KINDS)


@cache
def kind(code: str) -> Kind:
    """Return a kind of the catalogue."""
    return Kind(code, KINDS[code], Message.of(f"kind-{code}"), Message.of(f"remedy-{code}"))


@cache
def remedy_of(code: str) -> Message | None:
    """Return what to do about a problem that somebody else found; None if nobody knows."""
    return Message.of(f"remedy-{code}") if is_message(f"remedy-{code}") else None


def severity_of(chosen: Mapping[str, str], code: str, otherwise: str) -> str | None:
    """Return how serious a policy calls a kind of finding; None if it wants none of them."""
    severity = chosen.get(code, otherwise)
    return None if severity == OFF else severity
