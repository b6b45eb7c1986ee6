"""Which judgement is for which file: known only when all files have been read.

A judgement that fits rows of two files counts for neither, so no file can be scored before the
last was read. Where judgements are given, files are therefore read twice: kept in memory they
would take too much of it.
"""

from collections.abc import Sequence

from pingfen.errors import FormError, Problem
from pingfen.files.tasks import Job
from pingfen.form import Form, Forms, Judgement
from pingfen.judgements import with_judgements
from pingfen.words import compact


class Surveying:
    """Reads which forms a file has, whole only those that judgements may be about."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        """Take the judgements whose rows are looked for."""
        self.wanted = frozenset(compact(judgement.project) for judgement in judgements)

    def __call__(self, job: Job) -> Forms:
        """Return the forms, of all others the name alone; raises ``FormError``."""
        forms = job.forms()
        if job.here:
            return forms  # it cannot be read again
        return Forms(forms.file, tuple(map(self._pruned, forms)))

    def _pruned(self, form: Form) -> Form:
        return form if compact(form.project) in self.wanted else Form(form.project)


def judged_jobs(
    jobs: Sequence[Job], read: Sequence[Forms | FormError], judgements: Sequence[Judgement]
) -> tuple[list[Job], list[Problem]]:
    """Return the files with the judgements of their rows, and what is wrong with the others."""
    documents = [
        Forms(job.file, ()) if isinstance(found, FormError) else found
        for job, found in zip(jobs, read, strict=True)
    ]
    laid, problems = with_judgements(documents, judgements)
    return [
        _job(job, found, document) for job, found, document in zip(jobs, read, laid, strict=True)
    ], problems


def _job(job: Job, found: Forms | FormError, laid: Forms) -> Job:
    if isinstance(found, FormError):
        return job._replace(known=found)  # what cannot be read need not be tried again
    if job.here:
        return job._replace(known=laid)
    given = (row.judgement for form in laid for row in form.rows)
    return job._replace(judgements=tuple(judgement for judgement in given if judgement))
