"""The calls of the library's face that join a reader to a verb."""

from collections.abc import Iterable, Mapping

from pingfen.errors import FormError, problem
from pingfen.form import Form, Forms
from pingfen.policy import Policy
from pingfen.readers import forms_from_data, read_forms
from pingfen.scorecard import Results, Scorecard
from pingfen.scoring import score_form, score_forms

Document = Forms | Form | Mapping[str, object]
__all__ = ["read_forms", "score", "score_all"]


def score(policy: Policy, form: Form | Mapping[str, object]) -> Scorecard:
    """Score one form, read from a document or given as plain data.

    Plain data has the shape of ``schemas/form.schema.json``; numbers may be int, Decimal,
    Fraction, decimal text or float (taken as the decimal that Python prints). Raises
    ``FormError`` for data of another shape; a row that cannot be decided says so in the result.
    """
    return score_form(policy, form if isinstance(form, Form) else _one(forms_from_data(form)))


def score_all(policy: Policy, documents: Document | Iterable[Document]) -> Results:
    """Score all forms of documents, single forms and plain data; summary tables are compared."""
    items = [documents] if isinstance(documents, Forms | Form | Mapping) else documents
    return score_forms(policy, [_document(item) for item in items])


def _document(item: Document) -> Forms:
    if isinstance(item, Forms):
        return item
    if isinstance(item, Form):
        return Forms(item.place.file if item.place else "", (item,))
    return forms_from_data(item)


def _one(forms: Forms) -> Form:
    if forms.problems:
        raise FormError(forms.problems)
    if len(forms) > 1:
        raise FormError([problem("several-forms", None, count=len(forms))])
    return forms[0]
