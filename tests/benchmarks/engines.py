"""Compare the compiled engines with rules written by hand and with the engines of others.

Everything is measured in turn within one run, round by round, after a round that does not count,
and given as ratios of the minima and of the medians; each answer is compared with the exact one.
Row by row the CPU time counts, for tables the time on the wall. What is not installed is named and
left out.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

if __name__ == "__main__":
    # the folder of this script would hide the package that it is in
    sys.path[0] = str(Path(__file__).parents[1])

from benchmarks import (
    exact,
    memory,
    ours,
    outside,
    plots,
    row_variants,
    spark_variants,
    table_variants,
    whole_variants,
    workloads,
)
from benchmarks.exact import Answers
from benchmarks.timing import Taken, Target, Variant, in_turn, lines, markdown, ratio

GROUPS = ("lowering", "rows", "tables", "frames", "files", "spark")
LIBRARIES = ("polars", "duckdb", "pyspark", "pyarrow", "numpy", "openfisca-core")
PATIENCE = 10.0  # seconds that a variant may take in every round
LOWERING_MS = 20


class Group(NamedTuple):
    """What is compared with each other: some ways to score the same rows."""

    kind: str
    policy: str
    rows: int
    base: str
    targets: Sequence[Target]
    taken: Mapping[str, Taken]

    @property
    def by_cpu(self) -> bool:
        """Whether the CPU time counts: where one thread works and nothing waits."""
        return self.kind == "rows"

    def head(self) -> str:
        """Say what is compared."""
        return f"{self.kind}, {self.policy}, {self.rows:,} rows"


class Asked(NamedTuple):
    """What the command line asks for."""

    rounds: int
    only: Sequence[str]
    remembers: bool

    def wants(self, variant: Variant, base: str) -> bool:
        """Tell whether a variant is asked for; the base always is."""
        words = [word for word in self.only if word not in GROUPS]
        return not words or variant.name == base or any(word in variant.name for word in words)

    def has(self, kind: str) -> bool:
        """Tell whether a group is asked for."""
        groups = [word for word in self.only if word in GROUPS]
        return not groups or kind in groups


# Measuring


def measured(group: Group, variants: Iterator[Variant], asked: Asked) -> Group:
    """Measure the variants of a group, and count the rows that each gets wrong."""
    chosen = [each for each in variants if asked.wants(each, group.base)]
    taken = in_turn(chosen, group.rows, asked.rounds, PATIENCE)
    right = truth(group.policy, group.rows)
    for variant in chosen:
        bad = exact.wrong(right, variant.answers(variant.run()))
        taken[variant.name] = taken[variant.name]._replace(wrong=int(bad.sum()), of=len(bad))
    return group._replace(taken=taken)


def _empty(kind: str, policy: str, rows: int, module: Any) -> Group:
    return Group(kind, policy, rows, module.BASE, module.TARGETS, {})


_TRUTHS: dict[tuple[str, int], Answers] = {}


def truth(policy: str, rows: int) -> Answers:
    """Return what is right for the rows of a table."""
    distinct = min(rows, workloads.DISTINCT)
    key = (policy, distinct)
    if key not in _TRUTHS:
        _TRUTHS[key] = exact.truth(policy, workloads.table(distinct))
    times = -(-rows // distinct)
    return _TRUTHS[key] if times == 1 else _TRUTHS[key].repeated(times)


def by_rows(policy: str, rows: int, asked: Asked) -> Group:
    """Compare ways to score row by row."""
    variants = row_variants.variants(policy, workloads.table(rows))
    return measured(_empty("rows", policy, rows, row_variants), variants, asked)


def by_tables(policy: str, rows: int, asked: Asked) -> Group:
    """Compare ways to score a table in memory."""
    variants = table_variants.variants(policy, workloads.table(rows))
    group = measured(_empty("tables", policy, rows, table_variants), variants, asked)
    if not asked.remembers:
        return group
    with_memory = {
        name: one._replace(megabytes=memory.of_table(name, policy, rows))
        for name, one in group.taken.items()
    }
    return group._replace(taken=with_memory)


def by_frames(policy: str, rows: int, asked: Asked) -> Group:
    """Compare ways to score a frame of decimals."""
    variants = whole_variants.variants(policy, workloads.table(rows))
    return measured(_empty("frames", policy, rows, whole_variants), variants, asked)


def by_files(policy: str, rows: int, asked: Asked) -> Group:
    """Compare ways from file to file."""
    with TemporaryDirectory() as folder:
        source, output = Path(folder) / "rows.parquet", Path(folder) / "remembered.parquet"
        whole_variants.written(workloads.table(rows), source)
        variants = whole_variants.file_variants(policy, source, Path(folder))
        group = measured(_empty("files", policy, rows, whole_variants), variants, asked)
        if not asked.remembers:
            return group
        needed = {
            name: one._replace(megabytes=memory.of_file(name, policy, source, output))
            for name, one in group.taken.items()
        }
        return group._replace(taken=needed)


def by_spark(policy: str, rows: int, asked: Asked) -> Group:
    """Compare ways to score a table in Spark."""
    spark = spark_variants.session()
    with TemporaryDirectory() as folder:
        table = workloads.table(rows)
        files = spark_variants.written(table, Path(folder))
        variants = spark_variants.variants(policy, table, spark, files)
        return measured(_empty("spark", policy, rows, spark_variants), variants, asked)


KINDS: Mapping[str, Callable[[str, int, Asked], Group]] = {
    "rows": by_rows,
    "tables": by_tables,
    "frames": by_frames,
    "files": by_files,
    "spark": by_spark,
}


# Saying what was found


def missing() -> list[str]:
    """Return the engines that are not installed."""
    spark = [] if outside.installed("pyspark") else ["Spark"]
    return [*row_variants.missing(), *table_variants.missing(), *spark]


def better(group: Group) -> str:
    """Say how the better of polars and DuckDB compares with polars by hand."""
    names = (table_variants.POLARS_OURS, table_variants.DUCKDB_OURS)
    ours_ = [group.taken[name].wall for name in names if name in group.taken]
    if group.kind != "tables" or not ours_:
        return ""
    best = min(ours_, key=min)
    found = ratio(best, group.taken[group.base].wall)
    met = "met" if max(found) <= 1 else "missed"
    return f"the better of polars and DuckDB: {found}, target ≤ 1: {met}"


def as_data(groups: Sequence[Group], lowering: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """Return everything that was measured, for JSON."""
    distributions = [*LIBRARIES, *(peer.distribution for peer in outside.PEERS.values())]
    return {
        "python": platform.python_version(),
        "versions": {name: outside.installed(name) for name in dict.fromkeys(distributions)},
        "lowering": dict(lowering),
        "groups": [
            {
                **{name: getattr(group, name) for name in ("kind", "policy", "rows", "base")},
                "targets": [target._asdict() for target in group.targets],
                "variants": {name: one._asdict() for name, one in group.taken.items()},
            }
            for group in groups
        ],
    }


def pictures(groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each picture: one for each kind, all policies in it."""
    for kind in KINDS:
        of_kind = [group for group in groups if group.kind == kind]
        if of_kind:
            parts = {f"{group.policy}, {group.rows:,} rows": _bars(group) for group in of_kind}
            title = f"{TITLES[kind]} ({of_kind[0].base} = 1)"
            yield f"engines-{kind}.svg", plots.svg(title, parts, of_kind[0].base)


TITLES = {
    "rows": "Time for a row, median",
    "tables": "Time for a table in memory, median",
    "frames": "Time for a frame of decimals, median",
    "files": "Time from file to file, median",
    "spark": "Time for a table in Spark, median",
}


def _bars(group: Group) -> list[plots.Bar]:
    found = []
    for name, one in group.taken.items():
        base = group.taken[group.base]
        times = (one.cpu, base.cpu) if group.by_cpu else (one.wall, base.wall)
        note = "all right" if one.wrong == 0 else f"{one.wrong:,} of {one.of:,} wrong"
        found.append(plots.Bar(name, ratio(*times).middle, note))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write what was asked for."""
    options = _options(arguments)
    asked = Asked(options.rounds, options.only, not options.no_memory)
    if names := missing():
        print(f"not installed, left out: {', '.join(names)}")
    lowering = {}
    for policy in options.policies if asked.has("lowering") else ():
        lowering[policy] = [ours.lowering_seconds(policy) for _ in range(options.rounds)]
        _print_lowering(policy, lowering[policy])
    groups = []
    for kind, rows in _sizes(options, asked):
        for policy in options.policies:
            group = KINDS[kind](policy, rows, asked)
            groups.append(group)
            print(f"\n{group.head()}")
            print("\n".join(lines(group.taken, group.base, group.targets, group.by_cpu)))
            print(better(group), flush=True)
    if options.json:
        text = json.dumps(as_data(groups, lowering), ensure_ascii=False, indent=1)
        Path(options.json).write_text(text, "utf-8")
    if options.markdown:
        tables = (_as_markdown(group) for group in groups)
        Path(options.markdown).write_text("\n\n".join(tables) + "\n", "utf-8")
    if options.pictures:
        for name, text in pictures(groups):
            (Path(options.pictures) / name).write_text(text, "utf-8")


def _as_markdown(group: Group) -> str:
    return "\n".join([f"{group.head()}:", "", *markdown(group.taken, group.base, group.by_cpu)])


def _print_lowering(policy: str, seconds: Sequence[float]) -> None:
    least = 1000 * min(seconds)
    met = "met" if least <= LOWERING_MS else "missed"
    print(f"lowering {policy}: {least:.1f} ms, target ≤ {LOWERING_MS} ms: {met}")


def _sizes(options: argparse.Namespace, asked: Asked) -> Iterator[tuple[str, int]]:
    whole = [options.whole]
    sizes = {"rows": [options.rows], "tables": options.tables, "frames": whole, "files": whole}
    sizes["spark"] = [options.spark]
    for kind, counts in sizes.items():
        if not asked.has(kind) or (kind == "spark" and not outside.installed("pyspark")):
            continue
        for count in counts:
            yield kind, count


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    whole: dict[str, Any] = {"type": int, "metavar": "N"}
    parser.add_argument("--rounds", **whole, default=7, help="how often each is measured")
    parser.add_argument("--rows", **whole, default=100_000, help="rows for the engines by row")
    parser.add_argument("--tables", **whole, nargs="*", default=[1_000_000, 10_000_000])
    parser.add_argument("--whole", **whole, default=1_000_000, help="rows of frames and files")
    parser.add_argument("--spark", **whole, default=1_000_000, help="rows of the table for Spark")
    parser.add_argument("--only", nargs="*", default=[], help=f"of {GROUPS}, words of names")
    parser.add_argument("--policies", nargs="*", default=list(workloads.POLICIES))
    parser.add_argument("--no-memory", action="store_true", help="do not measure memory")
    parser.add_argument("--json", help="a file for everything that was measured")
    parser.add_argument("--markdown", help="a file for the tables as the guide shows them")
    parser.add_argument("--pictures", help="a folder for the pictures")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
