"""The tree is the diagram: imports point down only, and each outside library has one owner."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "pingfen"

# From the bottom up. A module may import from the layers below its own and from its own package;
# the leaves of one layer do not see each other.
LAYERS = (
    ("messages", "width", "bundled", "characters", "web"),
    ("places",),
    ("errors",),
    ("exact",),
    ("along", "polynomial"),
    ("source",),
    ("words",),
    ("keys", "kinds"),
    ("schema",),
    ("expression",),
    ("policy", "form"),
    ("scorecard",),
    ("understanding",),
    ("loading", "scoring"),
    ("resolved",),
    ("readers", "explanation", "writers", "judgements", "showing", "drafting", "compiled"),
    ("cases",),
    ("checking", "comparison", "inference", "files", "tables"),
    ("auditing", "batch"),
    ("office",),
    ("reports", "marking", "publishing"),
    ("faces", "testing"),
    ("cli", "__init__"),
    ("__main__",),
)
OWNERS = {
    "yaml": ("source",),
    "jsonschema": ("schema",),
    "referencing": ("schema",),
    "simpleeval": ("expression.interpret",),
    "argparse": ("cli",),
    "pytest": ("testing",),
    # one module reads with it and one writes with it
    "openpyxl": ("readers.workbook.xlsx", "office.workbook"),
    "docx": ("office.document",),
    "xlrd": ("readers.workbook.xls",),
    "lxml": ("readers.web.html",),
    "pdfminer": ("readers.pdf",),
    # one engine each; tables take and give the frames of all of them
    "polars": ("compiled.polars", "compiled.columns", "tables.frames"),
    "duckdb": ("compiled.duckdb", "tables.frames"),
    "pyspark": ("compiled.spark", "batch.clustered"),
    "pyarrow": ("tables", "batch", "compiled.duckdb"),
}
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" and parts[1:] else parts), path


MODULES = dict(modules())


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out"
            yield node.module or ""


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_only_imports_from_below(module: str) -> None:
    for name in imports(MODULES[module]):
        if not name.startswith("pingfen."):
            continue
        other = room(name.removeprefix("pingfen."))
        same = other == room(module)
        assert same or LEVEL[other] < LEVEL[room(module)], f"{module} imports {name}"


@pytest.mark.parametrize("module", MODULES)
def test_an_outside_library_is_imported_by_its_owner_only(module: str) -> None:
    for name in imports(MODULES[module]):
        if room(name) in OWNERS:
            owners = OWNERS[room(name)]
            own = any(module == owner or module.startswith(f"{owner}.") for owner in owners)
            assert own, f"{module} imports {name}, which {owners} owns"


def test_every_module_has_a_place_in_the_layers() -> None:
    assert {room(module) for module in MODULES} == set(LEVEL)


def test_only_the_libraries_we_depend_on_are_imported() -> None:
    import sys

    known = set(sys.stdlib_module_names) | {"pingfen", *OWNERS}
    found = {room(name) for path in MODULES.values() for name in imports(path)}
    assert found - known == set()


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "common", "base", "misc"}
    assert drawers & {part for module in MODULES for part in module.split(".")} == set()


def test_functions_stay_small() -> None:
    long = [
        f"{module}.{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 40
    ]
    assert long == []


def test_binary_floats_never_decide_anything() -> None:
    """No float literal and no call of float(): floats only arrive in what users give."""
    found = [
        f"{module}:{node.lineno}"
        for module, path in MODULES.items()
        if module != "errors"  # how similar two names are decides nothing
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float")
    ]
    assert found == []
