"""Audits filled forms: what is wrong, what is doubtful, what cannot be judged, and where."""

from collections.abc import Iterable, Sequence
from os import PathLike, fspath

from pingfen.auditing.acceptances import accept, acceptances_of, read_acceptances
from pingfen.auditing.drafting import draft
from pingfen.auditing.finding import (
    SEVERITIES,
    Acceptance,
    Audit,
    AuditedForm,
    AuditedRow,
    Finding,
    Guess,
)
from pingfen.auditing.form import audit_form
from pingfen.auditing.gathering import Gathering
from pingfen.auditing.task import AuditedFile, Auditing
from pingfen.errors import FormError, Problem
from pingfen.files import Job, find_files, in_order, worker_count
from pingfen.form import Forms
from pingfen.policy import Policy

__all__ = [
    "SEVERITIES",
    "Acceptance",
    "Audit",
    "AuditedFile",
    "AuditedForm",
    "AuditedRow",
    "Auditing",
    "Finding",
    "Gathering",
    "Guess",
    "accept",
    "acceptances_of",
    "audit_documents",
    "audit_files",
    "audit_form",
    "draft",
    "read_acceptances",
]


def audit_documents(
    policy: Policy,
    documents: Iterable[Forms],
    *,
    judging: Iterable[Problem] = (),
    accepted: Sequence[Acceptance] = (),
) -> Audit:
    """Audit all forms of some documents; ``judging`` is what is wrong with judgements of rows."""
    auditing, gathering = Auditing(policy), Gathering(policy)
    for document in documents:
        gathering.take(auditing.document(document))
    return gathering.audit(judging, accepted)


def audit_files(
    policy: Policy,
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    jobs: int = 1,
    accepted: Sequence[Acceptance] = (),
) -> Audit:
    """Audit the documents in files and folders, together.

    A folder stands for the documents in it and below. A file that cannot be read is a problem of
    the audit, and the rest goes on. With more ``jobs`` than one so many processes are started; a
    script then needs ``if __name__ == "__main__":``.
    """
    given = [paths] if isinstance(paths, str | PathLike) else paths
    found = find_files(fspath(path) for path in given)
    work = [Job(file) for file in found.files]
    count = 0 if jobs == 1 else worker_count(work, jobs, None)
    gathering = Gathering(policy)
    for wrong in found.problems:
        gathering.take(FormError([wrong]))
    for audited in in_order(Auditing(policy), work, count):
        gathering.take(audited)
    return gathering.audit(accepted=accepted)
