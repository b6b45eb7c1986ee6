"""The nouns of a score, and the ways in which they show themselves in a notebook or a frame."""

from pingfen.scorecard.card import (
    AGREES,
    DIFFERS,
    JUDGED,
    UNDECIDED,
    VERDICTS,
    Cells,
    CheckOutcome,
    PolicyName,
    Results,
    RowScore,
    Scorecard,
    SummaryVerdict,
    Undecided,
)

__all__ = [
    "AGREES",
    "DIFFERS",
    "JUDGED",
    "UNDECIDED",
    "VERDICTS",
    "Cells",
    "CheckOutcome",
    "PolicyName",
    "Results",
    "RowScore",
    "Scorecard",
    "SummaryVerdict",
    "Undecided",
]
