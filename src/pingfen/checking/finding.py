"""What a check of a policy found: a sentence with its place, and rows that show it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pingfen.checking.deciding import decide
from pingfen.checking.examples import Example, agrees, example
from pingfen.checking.ways import Way
from pingfen.errors import Problem
from pingfen.messages import say
from pingfen.policy import Policy

# from the worst on; what could not be decided counts as a doubt where a run may fail
ERROR, DOUBT, OPEN, NOTE = SEVERITIES = ("error", "doubt", "open", "note")
MOST_TRIED = 12


class Finding(NamedTuple):
    """Something an author should look at; ``problem.severity`` is one of ``SEVERITIES``.

    ``examples`` are rows as the scorer decides them; none where there is nothing to show.
    ``about`` tells two findings of one code at one place apart.
    """

    problem: Problem
    examples: tuple[Example, ...] = ()
    about: str = ""

    @property
    def severity(self) -> str:
        """How bad it is: ``error``, ``doubt``, ``open`` or ``note``."""
        return self.problem.severity

    def show(self, lang: str = "zh") -> str:
        """Return the finding as lines of text."""
        severity = say(f"severity-{self.severity}", lang)
        lines = [f"{severity}  {self.problem.line(lang)}"]
        lines += [f"      {found.text().in_lang(lang)}" for found in self.examples]
        if self.problem.hint:
            hint = self.problem.hint.in_lang(lang)
            lines.append("      " + say("hint", lang, hint=hint))
        return "\n".join(lines)


def shown(policy: Policy, ways: Iterable[Way]) -> Example | None:
    """Return an example that the scorer decides as its way says, the first that is found."""
    return next(_confirmed(policy, ways), None)


def _confirmed(policy: Policy, ways: Iterable[Way]) -> Iterator[Example]:
    for tried, way in enumerate(ways):
        if tried >= MOST_TRIED:
            return
        found = example(policy, way) if decide(way.state.limits).possible else None
        if found and agrees(way, found):
            yield found
