"""Explains scores: how that of a row came about; where a form lost points and what it lacks."""

from pingfen.explanation.changes import Change
from pingfen.explanation.form import FormExplanation, explain_form
from pingfen.explanation.goal import Goal
from pingfen.explanation.row import Explanation, explain

__all__ = ["Change", "Explanation", "FormExplanation", "Goal", "explain", "explain_form"]
