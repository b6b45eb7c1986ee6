"""Prints how many rows of each published form are understood, undecided and wrong.

    python tests/layouts/table.py [-v] [HABIT] [KIND...] [FORM...]

Kinds are txt, xlsx, docx and html, which are printed if none is named, and xls, doc and pdf,
which LibreOffice makes. A habit such as ``dragged`` draws all in another way. With ``-v`` each
row that is not understood follows, with the reason given or what differs.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from layouts.all_forms import CONVERTED, PAPERS, WRITERS
from layouts.comparing import (
    REFUSED,
    UNDECIDED,
    UNDERSTOOD,
    WRONG,
    Outcome,
    counted,
    head,
    outcomes,
)
from layouts.habits import HABITS
from layouts.paper import Paper
from pingfen import FormError, read_forms


def heads(paper: Paper, path: Path) -> list[str]:
    """Return what is wrong outside the rows of the file that ``outcomes`` wrote."""
    try:
        forms = read_forms(path)
    except FormError:
        return ["not read"]
    pairs = zip(paper.forms, forms, strict=False)
    return [wrong for one, form in pairs for wrong in head(one, form)]


def main(arguments: list[str]) -> None:
    told = "-v" in arguments
    keys = [one for one in arguments if one in PAPERS] or list(PAPERS)
    kinds = [one for one in (*WRITERS, *CONVERTED) if one in arguments] or list(WRITERS)
    (habit,) = [HABITS[one] for one in arguments if one in HABITS] or [lambda paper: paper]
    sums = {kind: Counter[str]() for kind in kinds}
    columns = "  ".join(f"{kind:>20}" for kind in kinds)
    print(f"form  {columns}   rows understood / undecided / wrong")
    print("      (in brackets: the whole file was refused; *: something outside the rows differs)")
    with tempfile.TemporaryDirectory() as folder:
        for key in keys:
            paper = habit(PAPERS[key]())
            cells, notes = [], []
            for kind in kinds:
                results = outcomes(paper, kind, Path(folder))
                sums[kind] += counted(results)
                wrong = heads(paper, Path(folder) / f"{key}.{kind}")
                cells.append(shown(counted(results)) + ("*" if wrong else " "))
                notes += notes_of(kind, results, wrong)
            print(f"{key}   " + "  ".join(f"{cell:>20}" for cell in cells))
            if told:
                print(*notes, sep="\n")
    print("sum   " + "  ".join(f"{shown(sums[kind]) + ' ':>20}" for kind in kinds))


def shown(sums: Counter[str]) -> str:
    refused = f"({sums[REFUSED]})" if sums[REFUSED] else ""
    undecided = f"{sums[UNDECIDED] + sums[REFUSED]}{refused}"
    return f"{sums[UNDERSTOOD]:3} / {undecided:>6} / {sums[WRONG]:2}"


def notes_of(kind: str, results: list[Outcome], wrong: list[str]) -> list[str]:
    told = [f"    {kind} {one.outcome}: {one.row}: {one.why}" for one in results if one.why]
    return told + [f"    {kind} head: {one}" for one in wrong]


if __name__ == "__main__":
    main(sys.argv[1:])
