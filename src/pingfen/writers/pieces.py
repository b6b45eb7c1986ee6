"""How every writer writes: a beginning, a piece for each form, an end.

So results can be written as they come, however many there are, and what is written all at once
is the same, to the byte. A form's piece does not depend on where it stands: another process may
make it.
"""

from typing import Protocol

from pingfen.scorecard import PolicyName, Results, Scorecard


class Writer(Protocol):
    """Makes the text of results piece by piece; the pieces one after another are the whole."""

    def head(self, policy: PolicyName) -> str:
        """Return what stands before all forms."""

    def lead(self, number: int) -> str:
        """Return what stands before the piece of a form; ``number`` counts them from 1."""

    def form(self, card: Scorecard) -> str:
        """Return the piece of one form, the same wherever it stands."""

    def foot(self, results: Results, count: int) -> str:
        """Return what stands after all ``count`` forms; ``results`` need not hold their cards."""


def whole(writer: Writer, results: Results) -> str:
    """Return the text of results that are all there."""
    forms = (writer.lead(at) + writer.form(card) for at, card in enumerate(results.cards, 1))
    return "".join((writer.head(results.policy), *forms, writer.foot(results, len(results.cards))))
