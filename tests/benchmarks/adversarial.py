"""Judge the compiled engines by rows at the edges of the policies that ship.

A million rows each, scored by the generated Python, polars and DuckDB; some thousand of them also
by the interpreter, and by a second reading of the norm that shares no code with it. Prints a line
for each policy, and what differs; the exit status says whether anything does.
"""

import argparse
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[1])

from adversarial import Judging
from pingfen import list_policies


def main() -> int:
    """Judge policies and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("policies", nargs="*", metavar="POLICY")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--interpreted", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    wrong = 0
    for name in asked.policies or list_policies():
        found = Judging(name, asked.seed).judged(asked.rows, asked.interpreted)
        wrong += found.differences + found.missed
        print(
            f"{name}: rows {found.rows}, interpreted {found.interpreted}, "
            f"read twice {found.read}, ends {found.reached} of {found.ends}, "
            f"differences {found.differences} + {found.missed}, seconds {found.seconds}",
            flush=True,
        )
        for each in found.shown:
            print(" ", each, flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
