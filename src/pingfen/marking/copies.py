"""Makes copies of the files that were audited, with a comment at the cell of each finding."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from pingfen.auditing import Audit
from pingfen.errors import DataPlace, FormError, PingfenError, Problem, problem, reason_of
from pingfen.form import Form
from pingfen.marking.document import mark_document
from pingfen.marking.folder import Folder, write_new
from pingfen.marking.package import Package
from pingfen.marking.spots import Spots, moved, spots_of
from pingfen.marking.workbook import mark_workbook
from pingfen.readers import forms_of
from pingfen.readers.grid import MOST_BYTES, unreadable
from pingfen.readers.kinds import kind_of

Marker = Callable[[Package, Spots, str], None]
MARKERS: Mapping[str, Marker] = MappingProxyType({"xlsx": mark_workbook, "docx": mark_document})
# what an older kind is to be saved as, by the end of its name
NEWER: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".xls", ".et", ".ods", ".xlsb"), ".xlsx"),
        **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), ".docx"),
    }
)


def mark_files(audit: Audit, folder: str, lang: str = "zh") -> tuple[list[str], list[Problem]]:
    """Write marked copies of all files with open findings; return them and what went wrong.

    A copy is called as its original; where several files have one name, it lies in the folders
    in which they differ. Nothing that somebody else wrote or changed is overwritten. A file that
    cannot be marked is a problem, and the others are marked all the same.
    """
    spots = spots_of(audit)
    target = Folder(folder)
    written, problems = list[str](), list[Problem]()
    for file, name in target.names_of(spots).items():
        try:
            written.append(target.write(name, marked(_content(file), file, spots[file], lang)))
        except PingfenError as error:
            problems += error.problems
    return written, problems


def mark(audit: Audit, file: str, out: str, lang: str = "zh") -> None:
    """Write a marked copy of one file, which must not be there yet.

    Raises ``FormError`` if the file cannot be read or is of a kind that cannot be marked, and
    ``UsageError`` if the copy cannot be written.
    """
    content = marked(_content(file), file, spots_of(audit).get(file, {}), lang)
    write_new(out, content)


def marked(content: bytes, file: str, spots: Spots, lang: str = "zh") -> bytes:
    """Return the content of a file with comments at some spots. Raises ``FormError``."""
    if kind_of(content) != "zip":
        raise _unmarked(file)
    package = Package(content, file)
    if package.kind not in MARKERS:
        raise _unmarked(file)
    MARKERS[package.kind](package, moved(spots, _forms(content, file)), lang)
    return package.packed()


def _forms(content: bytes, file: str) -> Sequence[Form]:
    """Return the forms of a file; it may have a summary table only, or parts that are broken."""
    try:
        return forms_of(content, file)
    except FormError:
        return ()


def _content(file: str) -> bytes:
    try:
        with open(file, "rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise unreadable("file-missing", file, found=reason_of(error)) from None
    if len(content) > MOST_BYTES:
        raise unreadable("bytes-too-large", file, most=MOST_BYTES)
    return content


def _unmarked(file: str) -> FormError:
    """Return the error that a file is of a kind that cannot be marked, with what to do."""
    kind = next((newer for end, newer in NEWER.items() if file.lower().endswith(end)), "")
    wrong = problem("not-marked", DataPlace(file), severity="note")
    if kind:
        place = DataPlace(file)
        wrong = problem("not-marked", place, says="not-marked-old", severity="note", kind=kind)
    return FormError([wrong])
