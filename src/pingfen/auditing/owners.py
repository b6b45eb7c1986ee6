"""Which form, and which line of it, something that was noticed in a document belongs to."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

from pingfen.errors import Place, Problem
from pingfen.form import Form, Forms
from pingfen.kinds import FILES
from pingfen.places import CellPlace, SheetPlace, TablePlace, TextPlace


def with_their_problems(document: Forms) -> Forms:
    """Return a document whose forms have those of its problems that stand in them.

    Those of a form that could not be read are nobody else's.
    """
    own: dict[int, list[Problem]] = {}
    left = []
    for problem in document.problems:
        at = _owner(problem.place, document.forms) if problem.code in FILES else None
        if at is None:
            left.append(problem)
        else:
            own.setdefault(at, []).append(problem)
    forms = tuple(
        replace(form, problems=(*form.problems, *own[at])) if at in own else form
        for at, form in enumerate(document.forms)
    )
    return replace(document, forms=forms, problems=tuple(left)) if own else document


def _owner(place: Place | None, forms: Sequence[Form]) -> int | None:
    """Return the number of the form that a place is in: of its sheet the last that begins above.

    What is above the only form of a sheet belongs to it too.
    """
    at, sheet = getattr(place, "position", None), _sheet(place)
    if at is None:
        return None
    begins = [(_position(form), n) for n, form in enumerate(forms) if _sheet(form.place) == sheet]
    above = [n for start, n in begins if start and start <= at]
    if len(begins) == 1:
        return begins[0][1]
    return above[-1] if above else None


def _position(form: Form) -> tuple[int, ...]:
    # the label of the project may stand in a later column than what else is in its line
    position: tuple[int, ...] = getattr(form.place, "position", ())
    return (*position[:-1], 0) if position else ()


def _sheet(place: Place | None) -> Hashable:
    return type(place), getattr(place, "sheet", "")


def line_of(place: Place | None) -> Hashable:
    """Return the line of a document that a place is in; None if nothing can be said."""
    if isinstance(place, TextPlace):
        return place.file, place.line
    if isinstance(place, CellPlace | SheetPlace | TablePlace):
        return place._replace(column=0)
    return None
