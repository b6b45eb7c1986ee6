"""Results as one page of HTML that needs nothing else: to read, to print, to send."""

from pingfen.messages import say
from pingfen.scorecard import PolicyName, Results, Scorecard
from pingfen.scorecard.fragment import LOOKS, problem_list, shown
from pingfen.scorecard.html import form_parts, policy_line, project, summary_part
from pingfen.web import BASE, PRINT, document
from pingfen.writers.pieces import whole

# where the forms go; no text that a page shows holds it, since texts are escaped
GAP = "<!-- forms -->"
OWN = """\
header p { margin: 0 0 .6em; }
section.form + section.form { border-top: 1px solid var(--line); margin-top: 1.6em; }
h2 .count { color: var(--quiet); font-weight: 400; margin-right: .3em; }
div.pingfen table { width: 100%; }
div.pingfen p { break-after: avoid; }
@media print { div.pingfen { overflow: visible; } }
"""
STYLE = BASE + LOOKS + OWN + PRINT


class PageWriter:
    """Writes the page piece by piece, a section for each form; nothing of a form is left out."""

    def __init__(self, lang: str = "zh") -> None:
        """Take the language of headings and sentences."""
        self.lang = lang

    def head(self, policy: PolicyName) -> str:
        """Return the beginning of the page: how it looks, which policy it was."""
        title = say("scores-title", self.lang, policy=policy.name)
        said = f"<header>\n<h1>{shown(title)}</h1>\n{policy_line(policy, self.lang)}\n</header>\n"
        return self._frame(policy)[0] + said

    def lead(self, number: int) -> str:
        """Return the beginning of a section with the number of the form."""
        return f'<section class="form">\n<h2><span class="count">{number}</span>'

    def form(self, card: Scorecard) -> str:
        """Return the rest of the section of one form."""
        inner = "\n".join(filter(None, form_parts(card, self.lang)))
        name = project(card, self.lang)
        return f'{name}</h2>\n<div class="pingfen">\n{inner}\n</div>\n</section>\n'

    def foot(self, results: Results, count: int) -> str:  # noqa: ARG002  # the same for any number
        """Return the summary tables, what was wrong, and the end of the page."""
        problems = problem_list(results.problems, self.lang)
        if problems:
            problems = f"<h2>{shown(say('scores-problems', self.lang))}</h2>\n{problems}"
        parts = (summary_part(results.summary, self.lang), problems)
        said = "\n".join(filter(None, parts))
        shut = self._frame(results.policy)[1]
        return (f'<div class="pingfen">\n{said}\n</div>' if said else "") + shut

    def _frame(self, policy: PolicyName) -> tuple[str, str]:
        """Return what stands before and after all that is of forms."""
        title = say("scores-title", self.lang, policy=policy.name)
        before, _, after = document(title, GAP, self.lang, STYLE).partition(GAP)
        return before, after


def to_page(results: Results, lang: str = "zh") -> str:
    """Return the whole page."""
    return whole(PageWriter(lang), results)
