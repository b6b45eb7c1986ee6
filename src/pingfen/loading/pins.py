"""Pinned policies: a digest, or the beginning of one, that refuses any other content."""

import re
from collections.abc import Iterator, Sequence

from pingfen.errors import Problem, UsageError, problem
from pingfen.loading.digest import digest_of, document_of
from pingfen.loading.merge import merge
from pingfen.loading.read import Document
from pingfen.messages import Message
from pingfen.source import Entries, Scalar

# fewer than twelve digits could be met by chance, or made to be met
PIN = re.compile(r"[0-9A-Fa-f]{12,64}")
SHOWN = 12


def checked_pin(digest: str) -> str:
    """Return a digest that somebody asks for, or the beginning of one.

    Raises ``UsageError`` for anything that is not 12 to 64 hexadecimal digits.
    """
    if not isinstance(digest, str) or not PIN.fullmatch(digest):
        expected = Message.of("expected-digest")
        raise UsageError([problem("usage", None, says="pin", found=digest, expected=expected)])
    return digest


def fits(digest: str, pin: str) -> bool:
    """Tell whether a digest is the one that is meant; capital letters mean the same."""
    return digest.startswith(pin.lower())


def pin_problems(chain: Sequence[Document]) -> Iterator[Problem]:
    """Yield a problem for each parent in a chain that is not the one its child pins.

    A parent that is itself wrong is not compared: what it says is not all there.
    """
    for number, child in enumerate(chain[:-1], 1):
        pin = pin_of(child.node)
        parents = chain[number:]
        if pin is None or any(parent.problems for parent in parents):
            continue
        merged, problems = merge([parent.node for parent in parents])
        found = digest_of(document_of(merged))
        if not problems and not fits(found, pin.text):
            hint = Message.of("hint-parent-changed", found=found[:SHOWN])
            yield problem("digest", pin.place, hint=hint, found=found, expected=pin.text)


def pin_of(child: Entries) -> Scalar | None:
    """Return the digest that a policy pins its parent to, as it is written."""
    extends = child.get("extends")
    pin = extends.get("digest") if isinstance(extends, Entries) else None
    return pin if isinstance(pin, Scalar) else None
