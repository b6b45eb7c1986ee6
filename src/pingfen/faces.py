"""The calls of the library's face that join a reader to a verb."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pingfen.errors import FormError, Problem, problem
from pingfen.form import Form, Forms
from pingfen.policy import Policy
from pingfen.readers import Document, document_of, forms_from_data, read_forms
from pingfen.scorecard import Results, Scorecard
from pingfen.scoring import score_form, score_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingfen.auditing import Acceptance, Audit
    from pingfen.explanation import FormExplanation
    from pingfen.judgements import Judgements

__all__ = ["audit", "explain_form", "read_forms", "score", "score_all"]


def score(
    policy: Policy,
    form: Form | Mapping[str, object],
    *,
    judgements: "Judgements | None" = None,
) -> Scorecard:
    """Score one form, read from a document or given as plain data.

    Plain data has the shape of ``schemas/form.schema.json``; numbers may be int, Decimal,
    Fraction, decimal text or float (taken as the decimal that Python prints). Raises
    ``FormError`` for data of another shape; a row that cannot be decided says so in the result.

    ``judgements`` were read with ``read_judgements`` or are plain data of the same shape
    (``JudgementError`` if not); one that fits no row of this form is a problem of the result.
    """
    judged, problems = _judged_form(form, judgements)
    card = score_form(policy, judged)
    return replace(card, notes=(*card.notes, *problems)) if problems else card


def score_all(
    policy: Policy,
    documents: Document | Iterable[Document],
    *,
    judgements: "Judgements | None" = None,
) -> Results:
    """Score all forms of documents, single forms and plain data; summary tables are compared.

    A judgement that fits no row of any form, or several, is a problem of the results.
    """
    items = [documents] if isinstance(documents, Forms | Form | Mapping) else documents
    read = [document_of(item) for item in items]
    if judgements is None:
        return score_forms(policy, read)
    judged, problems = _judged(read, judgements)
    results = score_forms(policy, judged)
    return replace(results, problems=(*results.problems, *problems)) if problems else results


def audit(
    policy: Policy,
    documents: Document | Iterable[Document],
    *,
    judgements: "Judgements | None" = None,
    accepted: "Sequence[Acceptance]" = (),
) -> "Audit":
    """Audit forms: each row beside what the policy gives, and all that a reviewer should look at.

    Takes what ``score_all`` takes. Forms are looked at one by one and then together: reasons word
    for word, one project twice, summary tables without a form. ``accepted`` are findings that
    somebody accepted; they stay in the audit and say so.
    """
    # scoring does not need it
    from pingfen.auditing import audit_documents  # noqa: PLC0415  # see above

    items = [documents] if isinstance(documents, Forms | Form | Mapping) else documents
    read = [document_of(item) for item in items]
    problems: list[Problem] = []
    if judgements is not None:
        read, problems = _judged(read, judgements)
    return audit_documents(policy, read, judging=problems, accepted=accepted)


def explain_form(
    policy: Policy,
    form: Form | Mapping[str, object],
    *,
    judgements: "Judgements | None" = None,
) -> "FormExplanation":
    """Explain a form: where points were lost, and which change would reach the next grade.

    Each change is of one figure alone, all else as it is: of an actual, of the executed amount,
    of a judgement, the smallest that does, exactly. Takes and raises what ``score`` does.
    """
    from pingfen.explanation import form as explanation  # noqa: PLC0415  # scoring does not need it

    judged, problems = _judged_form(form, judgements)
    found = explanation.explain_form(policy, judged)
    if not problems:
        return found
    return replace(found, card=replace(found.card, notes=(*found.card.notes, *problems)))


def _judged_form(
    form: Form | Mapping[str, object], judgements: "Judgements | None"
) -> tuple[Form, list[Problem]]:
    """Return a single form with the judgements that fit it, and what is wrong with others."""
    one = form if isinstance(form, Form) else _one(forms_from_data(form))
    if judgements is None:
        return one, []
    ((judged,),), problems = _judged([document_of(one)], judgements)
    return judged, problems


def _judged(documents: list[Forms], judgements: "Judgements") -> tuple[list[Forms], list[Problem]]:
    # most forms are scored without judgements
    from pingfen.judgements import judgements_of, with_judgements  # noqa: PLC0415  # see above

    return with_judgements(documents, judgements_of(judgements))


def _one(forms: Forms) -> Form:
    if forms.problems:
        raise FormError(forms.problems)
    if len(forms) > 1:
        raise FormError([problem("several-forms", None, count=len(forms))])
    return forms[0]
