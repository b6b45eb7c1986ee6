"""The published example and what its authors printed: 7 forms, 76 scores, 7 totals and grades."""

from decimal import Decimal
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "zhangdian-2024.txt"
TOTALS = tuple(map(Decimal, ("95.83", "95.47", "81.37", "99.50", "94.57", "99.99", "96.50")))
GRADES = ("优", "优", "良", "优", "优", "优", "优")
EXECUTION = tuple(map(Decimal, ("10", "5.47", "0", "10", "6.5", "10", "10")))
ROWS = (
    "4 3 3 5.73 6.1 8 8 8 15 15 10",
    "4 3 3 10 10 10 10 15 15 10",
    "0 5 6.37 10 10 10 15 15 10",
    "5 5 10 10 10 9.5 15 15 10",
    "4 3 3 8.07 10 10 10 15 15 10",
    "4 2.99 3 10 10 10 10 15 15 10",
    "4 3 3 10 6.5 10 10 15 15 10",
)
SCORES = tuple(tuple(map(Decimal, row.split())) for row in ROWS)
