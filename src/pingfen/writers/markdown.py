"""Results as Markdown with tables, for wikis, issues and what makes documents of it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pingfen.characters import escaped
from pingfen.errors import Problem
from pingfen.exact import printed
from pingfen.messages import say
from pingfen.scorecard import PolicyName, Results, RowScore, Scorecard, SummaryVerdict
from pingfen.writers.pieces import whole

DIGEST_SHOWN = 12
# what would be read as a mark, a tag, an entity, a formula or the end of a cell
MARKS = re.compile(r"([\\`*_\[\]<>&|~$#])")
COLUMNS = ("number", "level1", "level2", "name", "target", "actual")
FIGURES = ("weight", "score", "declared")
REST = ("verdict", "rule", "formula", "because")
SUMMARY = ("project", "declared-total", "declared-grade", "total", "grade", "verdict")
RIGHT = frozenset({"number", *FIGURES, "declared-total", "total"})


class MarkdownWriter:
    """Writes the document piece by piece, a section with a table for each form."""

    def __init__(self, lang: str = "zh") -> None:
        """Take the language of headings and sentences."""
        self.lang = lang

    def head(self, policy: PolicyName) -> str:
        """Return the title and which policy it was."""
        said = say(
            "header",
            self.lang,
            name=policy.name,
            title=policy.title,
            status=say(f"status-{policy.status}", self.lang),
            revision=policy.revision,
            digest=policy.digest[:DIGEST_SHOWN],
        )
        title = say("scores-title", self.lang, policy=policy.name)
        return f"# {plain(title)}\n\n{plain(' · '.join(said.splitlines()))}\n"

    def lead(self, number: int) -> str:
        """Return what the heading of a form begins with."""
        return f"\n## {number} "

    def form(self, card: Scorecard) -> str:
        """Return the section of one form."""
        return "\n\n".join(filter(None, _card(card, self.lang))) + "\n"

    def foot(self, results: Results, count: int) -> str:  # noqa: ARG002  # the same for any number
        """Return the summary tables and what was wrong."""
        parts = []
        if results.summary:
            lines = (_summary_line(line, self.lang) for line in results.summary)
            parts += [f"## {say('summary', self.lang)}", _table(SUMMARY, lines, self.lang)]
        if results.problems:
            title = say("scores-problems", self.lang)
            parts += [f"## {title}", _problems(results.problems, self.lang)]
        return "".join(f"\n{part}\n" for part in parts)


def to_markdown(results: Results, lang: str = "zh") -> str:
    """Return the whole document."""
    return whole(MarkdownWriter(lang), results)


def plain(text: str) -> str:
    r"""Return a text as it will be read: nothing in it is a mark, line breaks stay in the cell.

    >>> print(plain("a|b *c*"))
    a\|b \*c\*
    """
    lines = (MARKS.sub(r"\\\1", escaped(line).strip()) for line in text.splitlines())
    return "<br>".join(lines)


def _card(card: Scorecard, lang: str) -> Iterator[str]:
    yield plain(card.project) or say("nameless", lang)
    yield plain(say("scores-file", lang, file=card.file)) if card.file else ""
    yield _total(card, lang)
    columns = (*COLUMNS, *FIGURES, *REST)
    yield _table(columns, (_row(row, lang) for row in card.all_rows), lang)
    findings = (outcome.problem for outcome in card.checks)
    yield _problems((*card.unread, *card.notes, *card.doubts, *findings), lang)


def _total(card: Scorecard, lang: str) -> str:
    if card.undecided:
        return f"**{plain(say('total-undecided', lang, because=card.undecided.text))}**"
    text = say("total-line", lang, total=printed(card.total), grade=card.grade or "—")
    found = f"**{plain(text)}**"
    if card.declared_total is None or card.verdict is None:
        return found
    verdict, declared = _verdict(card.verdict, lang), printed(card.declared_total)
    found += plain(say("total-declared", lang, declared=declared, verdict=verdict))
    if card.grade and card.declared_grade and card.declared_grade != card.grade:
        found += plain(say("grade-declared", lang, grade=card.declared_grade))
    return found


def _row(row: RowScore, lang: str) -> tuple[str, ...]:
    said = [row.because.in_lang(lang)]
    if row.judgement:
        said.append(row.judgement.show(lang))
    return (
        *(str(row.number), row.level1, row.level2, row.name, row.target, row.actual),
        *(printed(row.weight), printed(row.score), printed(row.declared)),
        say("dropped", lang) if row.dropped else _verdict(row.verdict, lang),
        *(row.rule or "—", row.formula, "\n".join(said)),
    )


def _summary_line(line: SummaryVerdict, lang: str) -> tuple[str, ...]:
    return (
        *(line.project, printed(line.declared_total), line.declared_grade or "—"),
        *(printed(line.total), line.grade or "—", _verdict(line.verdict, lang)),
    )


def _verdict(verdict: str | None, lang: str) -> str:
    return say(f"verdict-{verdict}", lang) if verdict else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], lang: str) -> str:
    heads = [say(f"column-{name}", lang) for name in columns]
    rules = ["---:" if name in RIGHT else "---" for name in columns]
    lines = [_line(heads), f"|{'|'.join(rules)}|", *(_line(map(plain, row)) for row in rows)]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _problems(problems: Sequence[Problem], lang: str) -> str:
    return "\n".join(f"- {_problem(problem, lang)}" for problem in problems)


def _problem(found: Problem, lang: str) -> str:
    hint = f"<br>{plain(say('hint', lang, hint=found.hint.in_lang(lang)))}" if found.hint else ""
    severity = say(f"severity-{found.severity}", lang)
    return f"**{severity}** {plain(found.code)}  {plain(found.line(lang))}{hint}"
