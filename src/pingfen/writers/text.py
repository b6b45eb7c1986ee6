"""Results as text for a terminal, columns aligned also for Chinese."""

from collections.abc import Iterable, Iterator, Sequence

from pingfen.characters import escaped
from pingfen.errors import Problem
from pingfen.exact import printed
from pingfen.messages import say
from pingfen.scorecard import PolicyName, Results, RowScore, Scorecard, SummaryVerdict
from pingfen.width import aligned, one_line, shortened
from pingfen.writers.pieces import whole

MOST_NAME = 44
DIGEST_SHOWN = 12


class TextWriter:
    """Writes results as lines of text, form by form."""

    def __init__(self, lang: str = "zh", *, files: bool = False) -> None:
        """Take the language of headings and sentences; ``files`` names the file of each form."""
        self.lang, self.files = lang, files

    def head(self, policy: PolicyName) -> str:
        """Return which policy it was."""
        return _joined([header(policy, self.lang)])

    def lead(self, number: int) -> str:
        """Return what the first line of a form begins with."""
        return f"\n━━ {number} "

    def form(self, card: Scorecard) -> str:
        """Return the lines of one form."""
        file = f"  {escaped(card.file, breaks=True)}" if self.files and card.file else ""
        name = card.project or say("nameless", self.lang)
        return _joined([f"{name}{file}", *_card(card, self.lang)])

    def foot(self, results: Results, count: int) -> str:  # noqa: ARG002  # the same for any number
        """Return the summary tables and what was wrong."""
        summary = ["", *summary_lines(results.summary, self.lang)] if results.summary else []
        return _joined([*summary, *_problems(results.problems, self.lang)])


def to_text(results: Results, lang: str = "zh") -> str:
    """Return the results as lines of text; where there are several files, each form names its."""
    several = len({card.file for card in results.cards}) > 1
    return whole(TextWriter(lang, files=several), results)


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def header(policy: PolicyName, lang: str) -> str:
    """Return which policy it was, on what its rules rest, and its digest."""
    return say(
        "header",
        lang,
        name=policy.name,
        title=policy.title,
        status=say(f"status-{policy.status}", lang),
        revision=policy.revision,
        digest=policy.digest[:DIGEST_SHOWN],
    )


def _card(card: Scorecard, lang: str) -> Iterator[str]:
    head = [say(f"column-{name}", lang) for name in ("number", "name", "target", "actual")]
    head += [say(f"column-{name}", lang) for name in ("weight", "score", "declared", "verdict")]
    table = [head, *(_cells(row, lang) for row in card.all_rows)]
    head_line, *lines = aligned(table, right=(0, 4, 5, 6))
    yield head_line
    for row, line in zip(card.all_rows, lines, strict=True):
        yield line
        formula = f"{row.formula}  " if row.formula else ""
        yield f"      {row.rule or '—'}: {formula}{row.because.in_lang(lang)}".rstrip()
        if row.judgement:
            yield f"      {row.judgement.show(lang)}"
        yield from (f"      ※ {note.line(lang)}" for note in row.notes)
    yield _total(card, lang)
    findings = (outcome.problem for outcome in card.checks)
    yield from _problems([*card.unread, *card.notes, *findings], lang)


def _cells(row: RowScore, lang: str) -> list[str]:
    verdict = say(f"verdict-{row.verdict}", lang) if row.verdict else ""
    if row.dropped:
        verdict = say("dropped", lang)
    figures = [f"{value:f}" if value is not None else "" for value in (row.weight, row.declared)]
    target, actual = (shortened(text, MOST_NAME // 2) for text in (row.target, row.actual))
    name = shortened(row.name, MOST_NAME)
    return [
        str(row.number),
        name,
        target,
        actual,
        figures[0],
        printed(row.score),
        figures[1],
        verdict,
    ]


def _total(card: Scorecard, lang: str) -> str:
    if card.undecided:
        return say("total-undecided", lang, because=card.undecided.text)
    text = say("total-line", lang, total=f"{card.total:f}", grade=card.grade or "—")
    if card.declared_total is None or card.verdict is None:
        return text
    verdict = say(f"verdict-{card.verdict}", lang)
    declared = f"{card.declared_total:f}"
    text += say("total-declared", lang, declared=declared, verdict=verdict)
    if card.grade and card.declared_grade and card.declared_grade != card.grade:
        text += say("grade-declared", lang, grade=card.declared_grade)
    return text


def summary_lines(lines: Sequence[SummaryVerdict], lang: str) -> Iterator[str]:
    """Yield the lines of the summary tables beside what the policy gives."""
    yield f"━━ {say('summary', lang)}"
    names = ("project", "declared-total", "declared-grade", "total", "grade", "verdict")
    head = [say(f"column-{name}", lang) for name in names]
    yield from aligned([head, *(_line(line, lang) for line in lines)], right=(1, 3))


def _line(line: SummaryVerdict, lang: str) -> list[str]:
    return [
        one_line(line.project),
        printed(line.declared_total),
        one_line(line.declared_grade or "—"),
        printed(line.total),
        line.grade or "—",
        say(f"verdict-{line.verdict}", lang),
    ]


def _problems(problems: Sequence[Problem], lang: str) -> Iterator[str]:
    for problem in problems:
        severity = say(f"severity-{problem.severity}", lang)
        yield f"! {severity} {problem.code}  {problem.line(lang)}"
        if problem.hint:
            yield f"  {say('hint', lang, hint=problem.hint.in_lang(lang))}"
