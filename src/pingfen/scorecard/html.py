"""Scorecards and results as HTML: for a notebook, and as the parts of a page."""

from collections.abc import Iterator, Sequence

from pingfen.exact import printed
from pingfen.messages import say
from pingfen.scorecard.card import PolicyName, Results, RowScore, Scorecard, SummaryVerdict
from pingfen.scorecard.fragment import (
    figures,
    fragment,
    left_out,
    mark,
    problem_list,
    shown,
    small,
    stacked,
    table,
    verdict,
)

# what a notebook shows of long results; a page shows all
MOST_FORMS, MOST_ROWS, MOST_LINES, MOST_PROBLEMS = 20, 100, 20, 20
DIGEST_SHOWN = 12
COLUMNS = ("number", "name", "target", "actual", "score", "declared", "verdict", "because")
FORMS = ("number", "project", "total", "grade", "declared", "verdict", "open")
SUMMARY = ("project", "declared-total", "declared-grade", "total", "grade", "verdict")


def card_html(card: Scorecard, lang: str) -> str:
    """Return one form for a notebook."""
    title = f'<p class="pf-title"><b>{project(card, lang)}</b></p>'
    found = (title, policy_line(card.policy, lang), *form_parts(card, lang, MOST_ROWS))
    return fragment("\n".join(filter(None, found)))


def results_html(results: Results, lang: str) -> str:
    """Return results for a notebook: the totals, the rows folded away, what was wrong."""
    cards = results.cards[:MOST_FORMS]
    parts = (
        policy_line(results.policy, lang),
        table(FORMS, (_line(at, card, lang) for at, card in enumerate(cards, 1)), lang),
        left_out(len(results.cards), MOST_FORMS, lang),
        *(_folded(at, card, lang) for at, card in enumerate(cards, 1)),
        summary_part(results.summary, lang, MOST_LINES),
        problem_list(results.problems, lang, MOST_PROBLEMS),
    )
    return fragment("\n".join(filter(None, parts)))


def policy_line(policy: PolicyName, lang: str) -> str:
    """Return which policy it was, in small letters."""
    said = say(
        "header",
        lang,
        name=policy.name,
        title=policy.title,
        status=say(f"status-{policy.status}", lang),
        revision=policy.revision,
        digest=policy.digest[:DIGEST_SHOWN],
    )
    return f"<p>{small(' · '.join(said.splitlines()))}</p>"


def project(card: Scorecard, lang: str) -> str:
    """Return what a form is called."""
    return shown(card.project or say("nameless", lang))


def form_parts(card: Scorecard, lang: str, most: int | None = None) -> Iterator[str]:
    """Yield what stands below the name of a form: file, total, rows, problems."""
    if card.file:
        yield f"<p>{small(card.file)}</p>"
    yield f"<p>{_total(card, lang)}</p>"
    rows = card.all_rows[:most]
    yield table(COLUMNS, (_row(row, lang) for row in rows), lang)
    yield left_out(len(card.all_rows), len(rows), lang)
    findings = (outcome.problem for outcome in card.checks)
    yield problem_list((*card.unread, *card.notes, *findings), lang, most)


def summary_part(lines: Sequence[SummaryVerdict], lang: str, most: int | None = None) -> str:
    """Return a summary table beside the totals, of a long one the first lines."""
    if not lines:
        return ""
    found = table(SUMMARY, (_summary_line(line, lang) for line in lines[:most]), lang)
    title = f"<p><b>{shown(say('summary', lang))}</b></p>"
    return f"{title}\n{found}\n{left_out(len(lines), most or len(lines), lang)}".rstrip()


def _total(card: Scorecard, lang: str) -> str:
    if card.undecided:
        text = say("total-undecided", lang, because=card.undecided.text)
        return f"{verdict('undecided', lang)} <b>{shown(text)}</b>"
    text = say("total-line", lang, total=printed(card.total), grade=card.grade or "—")
    found = f"<b>{shown(text)}</b>"
    if card.declared_total is None or card.verdict is None:
        return found
    own = f"{say('column-declared', lang)} {printed(card.declared_total)}"
    found += f" · {shown(own)} {verdict(card.verdict, lang)}"
    if card.grade and card.declared_grade and card.declared_grade != card.grade:
        found += shown(say("grade-declared", lang, grade=card.declared_grade))
    return found


def _row(row: RowScore, lang: str) -> tuple[str, ...]:
    levels = " / ".join(filter(None, (row.level1, row.level2)))
    return (
        str(row.number),
        stacked((small(levels), shown(row.name))),
        shown(row.target),
        shown(row.actual),
        _score(row, lang),
        printed(row.declared),
        mark("dropped", say("dropped", lang)) if row.dropped else verdict(row.verdict, lang),
        _because(row, lang),
    )


def _score(row: RowScore, lang: str) -> str:
    lost = say("points-lost", lang, lost=printed(row.lost)) if row.lost else ""
    return stacked((f"<b>{printed(row.score)}</b> / {printed(row.weight)}", small(lost)))


def _because(row: RowScore, lang: str) -> str:
    rule = f"<code>{shown(row.rule)}</code> " if row.rule else ""
    formula = figures(row.formula)
    judged = small(row.judgement.show(lang)) if row.judgement else ""
    notes = (small(f"※ {note.line(lang)}") for note in row.notes)
    return stacked((rule + shown(row.because.in_lang(lang)), formula, judged, *notes))


def _line(at: int, card: Scorecard, lang: str) -> tuple[str, ...]:
    return (
        str(at),
        stacked((project(card, lang), small(card.file))),
        printed(card.total),
        shown(card.grade or "—"),
        printed(card.declared_total),
        verdict(card.verdict, lang),
        str(sum(row.undecided is not None for row in card.all_rows)),
    )


def _folded(at: int, card: Scorecard, lang: str) -> str:
    inner = "\n".join(filter(None, form_parts(card, lang, MOST_ROWS)))
    return f"<details>\n<summary>{at} {project(card, lang)}</summary>\n{inner}\n</details>"


def _summary_line(line: SummaryVerdict, lang: str) -> tuple[str, ...]:
    return (
        shown(line.project),
        printed(line.declared_total),
        shown(line.declared_grade or "—"),
        printed(line.total),
        shown(line.grade or "—"),
        verdict(line.verdict, lang),
    )
