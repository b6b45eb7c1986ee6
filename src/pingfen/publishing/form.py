"""Forms written in the published layout, and read again at once to see that they say the same."""

from collections.abc import Sequence

from pingfen.errors import FormError, Problem
from pingfen.form import Form, Forms
from pingfen.office import bytes_of
from pingfen.office.package import write_package
from pingfen.publishing.faithful import differences
from pingfen.publishing.layout import form_table
from pingfen.readers import forms_of


def write_forms(path: str, forms: Sequence[Form]) -> tuple[Problem, ...]:
    """Write forms as .xlsx (a sheet each) or .docx (a page each); return what did not come over.

    What was written is read again: each thing that the published layout has no place for, or
    that reads otherwise there, is a problem. Raises ``UsageError`` if the file cannot be written.
    """
    tables = [form_table(form) for form in forms]
    content = bytes_of(path, tables)
    write_package(path, content)
    return tuple(differences(path, forms, _read(content, path)))


def _read(content: bytes, path: str) -> Sequence[Form]:
    try:
        return forms_of(content, path)
    except FormError:
        return Forms(path, ())
