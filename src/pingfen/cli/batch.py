"""`pingfen batch`: a table of rows, however long, scored by a compiled policy."""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from pingfen.cli.interruption import Interruption, Stopped
from pingfen.cli.options import Commands, add_rules, named_policy
from pingfen.cli.output import FINE, OPEN, UNREADABLE
from pingfen.cli.progress import SECOND, Progress
from pingfen.messages import LANGS, Bilingual, Message, listed, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pingfen.batch import ScoredTable
    from pingfen.batch.run import Run
ENGINES = ("auto", "python", "polars", "duckdb", "spark")
CODES: Mapping[str, str] = MappingProxyType(
    {
        "unparsed": "code-unparsed",
        "unknown-when": "code-unknown-when",
        "no-rule": "code-no-rule",
        "unknown-require": "code-unknown-require",
        "require": "code-require",
        "left-open": "code-left-open",
        "unknown-score": "code-unknown-score",
        "unknown-bounds": "code-unknown-bounds",
        "out-of-bounds": "code-out-of-bounds",
    }
)


def add_batch(commands: Commands) -> None:
    """Add `batch` to the command line."""
    scored = commands.add_parser("batch", help=say("help-batch", "zh"))
    scored.set_defaults(command=_batch)
    scored.add_argument("table", metavar="TABLE", help=say("help-table", "zh"))
    scored.add_argument(
        "--policy", required=True, metavar="ID[@YEAR]|PATH", help=say("help-policy", "zh")
    )
    scored.add_argument(
        "-o", "--output", required=True, metavar="OUT", help=say("help-table-output", "zh")
    )
    scored.add_argument("--engine", choices=ENGINES, default="auto", help=say("help-engine", "zh"))
    scored.add_argument("--totals", metavar="FILE", help=say("help-totals", "zh"))
    scored.add_argument("--because", action="store_true", help=say("help-because", "zh"))
    scored.add_argument("-q", "--quiet", action="store_true", help=say("help-quiet", "zh"))
    add_rules(scored)


def _batch(options: argparse.Namespace) -> int:
    # the other commands need nothing of tables
    from pingfen.batch.run import Run  # noqa: PLC0415  # see above
    from pingfen.cli.keeping import keep_inputs  # noqa: PLC0415  # see above

    outputs = [options.output, options.totals]
    keep_inputs(outputs, [options.table], [options.policy])
    policy = named_policy(options)
    progress = Progress(options.lang, quiet=options.quiet, counts="progress-rows")
    run = Run(
        policy,
        options.engine,
        options.lang if options.because else None,
        output=options.output,
        totals=options.totals or False,
        tick=_Ticking(progress),
    )
    return _scored(run, progress, options)


def _scored(run: "Run", progress: Progress, options: argparse.Namespace) -> int:
    try:
        with Interruption(run.drop):
            found = run.file(options.table)
    except Stopped as why:
        progress.erase()
        print(say("batch-interrupted", options.lang), file=sys.stderr)
        return why.code
    finally:
        progress.erase()
    for problem in found.problems:
        print(problem.show(options.lang), file=sys.stderr)
    if not options.quiet:
        print("\n".join(_summary(found, progress, options.lang)), file=sys.stderr)
    if any(wrong.severity == "error" for wrong in found.problems):
        return UNREADABLE
    return FINE if found.decided else OPEN


class _Ticking:
    """Shows how far a run has come."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._phase = progress, ""

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        if phase != self._phase:
            self._phase = phase
            self._progress.begin(phase, total or 0)
        self._progress.count(done=done)
        self._progress.tick("")


def _summary(found: "ScoredTable", progress: Progress, lang: str) -> list[str]:
    """Return the closing lines: columns that nothing is known by, what was scored, how fast."""
    lines = []
    if found.unknown:
        lines.append(say("table-unknown-columns", lang, names=listed(found.unknown)))
    rate = found.rows * SECOND // max(1, progress.nanoseconds)
    undecided = sum(found.undecided.values())
    counts = {"rows": f"{found.rows:,}", "undecided": f"{undecided:,}", "rate": f"{rate:,}"}
    elapsed, reasons = progress.elapsed, _reasons(found.undecided)
    line = say(
        "batch-summary", lang, **counts, engine=found.engine, elapsed=elapsed, reasons=reasons
    )
    return [*lines, line]


def _reasons(undecided: Mapping[str, int]) -> Message | Bilingual:
    """Return why rows are undecided, by code, most first."""
    counts: Counter[str] = Counter()
    for reason, count in undecided.items():
        counts[reason.partition(":")[0]] += count
    said = [
        Message.of("batch-reason", why=Message.of(CODES[code]), count=f"{count:,}")
        for code, count in counts.most_common()
    ]
    if not said:
        return Bilingual(*[""] * len(LANGS))
    return Message.of("batch-reasons", reasons=listed(said))
