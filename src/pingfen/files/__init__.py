"""Many files: found in folders, read and scored by several processes, given one by one."""

from collections.abc import Iterable, Iterator
from os import PathLike, fspath

from pingfen.errors import FormError
from pingfen.files.listing import Listing, find_files, skipped_text
from pingfen.files.running import in_order, worker_count
from pingfen.files.tasks import Job, Rendered, Rendering, Scored, Scoring
from pingfen.policy import Policy
from pingfen.scorecard import Results
from pingfen.scoring.card import policy_name
from pingfen.scoring.tables import compare_tables, table_of

__all__ = [
    "Job",
    "Listing",
    "Rendered",
    "Rendering",
    "find_files",
    "in_order",
    "score_files",
    "skipped_text",
    "worker_count",
]


def score_files(
    policy: Policy,
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    jobs: int = 1,
) -> Iterator[tuple[str, Results | FormError]]:
    """Score the documents in files and folders one by one, with what came of each.

    A folder stands for the documents in it and below. A file that cannot be read comes with its
    ``FormError`` and the rest goes on; so does a folder. Each file is by itself: a summary table
    is compared with the forms of its own file.

    With more ``jobs`` than one so many processes are started, and the results still come in the
    order of the files; only a few files are in memory at a time. As with everything that starts
    processes, a script then needs ``if __name__ == "__main__":``.
    """
    given = [paths] if isinstance(paths, str | PathLike) else paths
    found = find_files(fspath(path) for path in given)
    for wrong in found.problems:
        yield wrong.place.file if wrong.place else "", FormError([wrong])
    work = [Job(file) for file in found.files]
    count = 0 if jobs == 1 else worker_count(work, jobs, None)
    results = in_order(Scoring(policy), work, count)
    for job, scored in zip(work, results, strict=True):
        yield job.file, scored if isinstance(scored, FormError) else _results(policy, scored)


def _results(policy: Policy, scored: Scored) -> Results:
    summary = compare_tables(policy, [table_of(scored.lines, scored.cards)])
    return Results(policy_name(policy), scored.cards, summary, scored.problems)
