"""What goes back to the units after an audit: marked copies of their files, and draft notices."""

import argparse
import os
import sys

from pingfen.auditing import Audit
from pingfen.errors import DataPlace, Problem, UsageError, problem
from pingfen.messages import say
from pingfen.office import needs


def ready_to_return(options: argparse.Namespace) -> None:
    """See before thousands of files are read whether copies and notices can be written.

    Raises ``UsageError`` if not.
    """
    for folder in (options.marked, options.notices):
        if folder and os.path.lexists(folder) and not os.path.isdir(folder):
            raise UsageError([problem("no-folder-there", DataPlace(folder))])
    read = {os.path.realpath(path) for path in options.files}
    if options.marked and os.path.realpath(options.marked) in read:
        # the next audit would take the copies for forms
        raise UsageError([problem("marked-among-forms", DataPlace(options.marked))])
    if options.notices:
        with needs("docx", options.notices):
            import pingfen.office.document  # noqa: F401, PLC0415  # an extra, perhaps missing


def return_forms(audit: Audit, options: argparse.Namespace) -> bool:
    """Write the copies and notices that were asked for; tell whether one could not be written."""
    if not (options.marked or options.notices):
        return False
    from pingfen.marking import mark_files, write_notices  # noqa: PLC0415  # most audits have none

    found: list[Problem] = []
    if options.marked:
        written, problems = mark_files(audit, options.marked, options.lang)
        _said("marked-written", len(written), options.marked, options)
        found += problems
    if options.notices:
        written, problems = write_notices(audit, options.notices, options.lang)
        _said("notices-written", len(written), options.notices, options)
        found += problems
    for wrong in found:
        print(wrong.show(options.lang), file=sys.stderr)
    return any(wrong.severity == "error" for wrong in found)


def _said(code: str, count: int, folder: str, options: argparse.Namespace) -> None:
    if not options.quiet:
        print(say(code, options.lang, count=count, folder=folder), file=sys.stderr)
