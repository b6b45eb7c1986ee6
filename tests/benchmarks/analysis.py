"""Measure what explaining a form, weighing a change and inferring a policy cost, as ratios.

Each is compared with scoring the same forms: in the same process, in turn, round by round, so
that a busy machine disturbs all alike. What grows with the number of forms is measured twice.
"""

import argparse
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time

import pingfen

if __package__:
    from benchmarks.measure import EXAMPLE, in_turn
else:
    from measure import EXAMPLE, in_turn

OLD, NEW = pingfen.load_policy("mof@2020"), pingfen.load_policy("zhangdian@2024")
FORMS = pingfen.read_forms(str(EXAMPLE))
# the form that lost most points: it lies below the highest grade
LOWEST = min(FORMS, key=lambda form: form.declared_total.value or 0)
FEW, MANY = 2, 10
Call = Callable[[], object]


def candidates() -> int:
    """Return how many policies with variations are tried on the forms."""
    return pingfen.infer_policy(FORMS).tried


def calls() -> Mapping[str, tuple[Call, Call, int]]:
    """Return what is measured, what it is compared with, and how many of that it is due."""
    tried = candidates()
    return {
        "explain a form, with what reaches a grade": (
            lambda: pingfen.explain_form(NEW, LOWEST),
            lambda: pingfen.score(NEW, LOWEST),
            1,
        ),
        "compare two policies on a form": (
            lambda: pingfen.diff_policies(OLD, NEW, FORMS),
            lambda: pingfen.score_all(NEW, FORMS),
            2,
        ),
        "infer: a candidate on a form": (
            lambda: pingfen.infer_policy(FORMS),
            lambda: pingfen.score_all(NEW, FORMS),
            tried,
        ),
        f"infer: {MANY // FEW} times the forms": (
            lambda: pingfen.infer_policy([FORMS] * MANY),
            lambda: pingfen.infer_policy([FORMS] * FEW),
            MANY // FEW,
        ),
    }


def seconds(call: Call) -> float:
    """Return the CPU time of a call."""
    before = process_time()
    call()
    return process_time() - before


def main() -> None:
    """Measure and print the ratios of the minima and of the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    print(f"{'':44}  due     min  median")
    for name, (call, base, due) in calls().items():
        pair = {"call": lambda call=call: seconds(call), "base": lambda base=base: seconds(base)}
        found = in_turn(pair, rounds)
        ratios = [pick(found["call"]) / pick(found["base"]) / due for pick in (min, median)]
        print(f"{name:44}  {due:3}  {ratios[0]:6.2f}  {ratios[1]:6.2f}")


if __name__ == "__main__":
    main()
