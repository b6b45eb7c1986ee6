"""Measure what reading forms costs against the bare libraries, as ratios and forms per second.

For each kind of file: the library alone taking out the texts of all cells, ours as far as the grid
of cells with their places, the whole reading, and reading and scoring; once with all forms in one
file, once with a file for each form. For text, also each stage by itself. All are taken in turn in
one process, round by round; what remembers texts of cells is emptied before each.
"""

import argparse
import csv
import io
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from logging import getLogger
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

if __name__ == "__main__":
    # the folder of this script would hide the package that it is in
    sys.path[0] = str(Path(__file__).parents[1])

import lxml.html
import xlrd
from docx import Document
from openpyxl import load_workbook
from pdfminer.high_level import extract_text

import pingfen
from benchmarks import generated
from benchmarks.measure import in_turn
from pingfen import readers
from pingfen.form import Cell
from pingfen.readers import delimited, kinds
from pingfen.readers.decode import decode
from pingfen.readers.layout import forms_in
from pingfen.understanding import figure_in, understand

POLICY = "zhangdian@2024"
DOCUMENTS = Path(__file__).parents[1] / "documents"
LIBRARIES = ("openpyxl", "python-docx", "lxml", "xlrd", "pdfminer.six")
# the seven forms as other programs wrote them, for kinds that nothing here writes
SEVEN = {".xls": "seven.xls", ".pdf": "example-chromium.pdf"}
TARGET = 1.3
FEW = 50  # of the kinds that are measured for information
Files = Sequence[bytes]
Call = Callable[[], object]


# The bare libraries


def csv_cells(content: bytes) -> list[list[str]]:
    """Return all cells of a text by the csv module."""
    return list(csv.reader(io.StringIO(content.decode()), delimiter="\t"))


def openpyxl_cells(content: bytes, *, read_only: bool) -> list[object]:
    """Return all values of a workbook by openpyxl."""
    book = load_workbook(io.BytesIO(content), read_only=read_only)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def docx_cells(content: bytes) -> list[object]:
    """Return the texts of all cells of a document by python-docx, as everybody writes it."""
    tables = Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def xlrd_cells(content: bytes) -> list[object]:
    """Return all values of an old workbook by xlrd."""
    book = xlrd.open_workbook(file_contents=content, formatting_info=True)
    return [[sheet.row_values(row) for row in range(sheet.nrows)] for sheet in book.sheets()]


def lxml_cells(content: bytes) -> list[str]:
    """Return the texts of all cells of a web page by lxml."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    page = lxml.html.document_fromstring(content, parser=parser)
    return [cell.text_content() for cell in page.iter("td", "th")]


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF by pdfminer, which knows no cells."""
    return extract_text(io.BytesIO(content))


BARE: Mapping[str, Mapping[str, Callable[[bytes], object]]] = {
    ".txt": {"csv.reader": csv_cells},
    ".xlsx": {
        "openpyxl": partial(openpyxl_cells, read_only=False),
        "openpyxl read_only": partial(openpyxl_cells, read_only=True),
    },
    ".docx": {"python-docx": docx_cells},
    ".html": {"lxml": lxml_cells},
    ".xls": {"xlrd": xlrd_cells},
    ".pdf": {"pdfminer text": pdf_text},
}


# Ours


def grids(ending: str, content: bytes) -> object:
    """Return the grids of a file of a kind."""
    if ending == ".txt":
        return delimited.grid_of(decode(content, ending), ending)
    kind = kinds.kind_of(content) or kinds.kind_of_text(decode(content, ending))
    return kinds.grids_of(kind, content, ending)


def scored(policy: pingfen.Policy, ending: str, content: bytes) -> object:
    """Read and score a file."""
    return pingfen.score_all(policy, [readers.forms_of(content, ending)])


def forgotten() -> None:
    """Empty what remembers texts that were read before: real forms differ from one another."""
    for name, module in list(sys.modules.items()):
        if name.startswith("pingfen"):
            for found in vars(module).values():
                if hasattr(found, "cache_info") and found.cache_info().maxsize:
                    found.cache_clear()


# What is compared


class Kind(NamedTuple):
    """Files with as many forms as are counted, and what is done with each file."""

    name: str
    files: Files
    forms: int
    calls: Mapping[str, Callable[[bytes], object]]


def kind(ending: str, files: Files, forms: int, shape: str) -> Kind:
    """Return how files of an ending are read by the libraries and by us."""
    policy = pingfen.load_policy(POLICY)
    ours = {
        "grid": partial(grids, ending),
        "forms_of": lambda content: readers.forms_of(content, ending),
        "and score_all": partial(scored, policy, ending),
    }
    return Kind(f"{ending} {shape}", files, forms, {**BARE[ending], **ours})


def kinds_of(count: int) -> list[Kind]:
    """Return all that is measured with so many forms."""
    found = []
    for ending in (".txt", ".xlsx", ".docx", ".html"):
        size = count if ending != ".html" else min(count, FEW)
        one, each = contents(ending, size)
        found += [kind(ending, one, size, f"{size} in one"), kind(ending, each, size, "one each")]
    for ending, name in SEVEN.items():
        found.append(kind(ending, [(DOCUMENTS / name).read_bytes()], 7, "the seven"))
    return found


def contents(ending: str, count: int) -> tuple[Files, Files]:
    """Return one file with so many forms, and as many files with a form each."""
    forms = list(generated.forms(count))
    return [written(forms, ending)], [written([form], ending) for form in forms]


def written(forms: Sequence[generated.Filled], ending: str) -> bytes:
    """Return the content of a file of forms."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"forms{ending}"
        generated.write(forms, path)
        return path.read_bytes()


def stages(content: bytes) -> dict[str, Call]:
    """Return the stages of reading a text; the last is what the layout asks of its cells."""
    decoded = decode(content, "t")
    grid = delimited.grid_of(decoded, "t")
    forms = forms_in([grid], "t")
    rows = [row for form in forms for row in form.rows]
    measures = [each.cell.text for row in rows for each in (row.target, row.actual)]
    figures = [each.cell for row in rows for each in (row.weight, row.declared)]
    return {
        "decoding": lambda: decode(content, "t"),
        "cells": lambda: delimited.grid_of(decoded, "t"),
        "layout and understanding": lambda: forms_in([grid], "t"),
        "understanding": lambda: understood(measures, figures),
        "forms_of": lambda: readers.forms_of(content, "t"),
    }


def understood(measures: Sequence[str], figures: Sequence[Cell]) -> None:
    """Understand targets, actuals, weights and scores."""
    for text in measures:
        understand(text)
    for cell in figures:
        figure_in(cell)


# Measuring and printing


def seconds(call: Call) -> float:
    """Return the CPU time of a call that finds nothing remembered."""
    forgotten()
    start = process_time()
    call()
    return process_time() - start


def over(files: Files, call: Callable[[bytes], object]) -> None:
    """Do something with each file; what comes of it is given up at once."""
    for content in files:
        call(content)


def taken(calls: Mapping[str, Call], rounds: int) -> dict[str, list[float]]:
    """Return the CPU times of calls, taken in turn."""
    return in_turn({name: partial(seconds, call) for name, call in calls.items()}, rounds)


def measure(found: Kind, rounds: int) -> None:
    """Measure a kind of files and print a row for each way of reading them."""
    calls = {name: partial(over, found.files, call) for name, call in found.calls.items()}
    times = taken(calls, rounds)
    bases = list(BARE[found.name.split()[0]])
    print(f"\n{found.name:24}{'ms a form':>10}{'forms/s':>9}" + heads(bases))
    for name, each in times.items():
        row = f"{name:24}{min(each) / found.forms * 1e3:10.3f}{found.forms / min(each):9.0f}"
        print(row + "".join(f"{ratio(each, times[base]):>22}" for base in bases))


def heads(bases: Sequence[str]) -> str:
    """Return the heads of the columns of ratios."""
    return "".join(f"{'÷ ' + base:>22}" for base in bases)


def ratio(times: Sequence[float], base: Sequence[float]) -> str:
    """Return the ratio of the minima and that of the medians."""
    return f"{min(times) / min(base):.2f} / {median(times) / median(base):.2f}"


def measure_stages(content: bytes, forms: int, rounds: int) -> None:
    """Measure the stages of reading a text and print the share of each."""
    times = taken(stages(content), rounds)
    whole = times["forms_of"]
    print(f"\n{'.txt stages':24}{'ms a form':>10}{'share of forms_of':>22}")
    for name, each in times.items():
        share = f"{min(each) / min(whole):.1%} / {median(each) / median(whole):.1%}"
        print(f"{name:24}{min(each) / forms * 1e3:10.3f}{share:>22}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--forms", type=int, default=100, help="how many forms are generated")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    parser.add_argument("--kinds", nargs="*", default=list(BARE), help="endings to measure")
    options = parser.parse_args()
    getLogger("pdfminer").setLevel("ERROR")  # it warns of fonts in each round
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"CPython {platform.python_version()}, {libraries}; load {load}")
    print(f"ratios of the minima / of the medians; at most {TARGET} is due for forms_of")
    for found in kinds_of(options.forms):
        if found.name.split()[0] in options.kinds:
            measure(found, options.rounds)
    if ".txt" in options.kinds:
        (content,), _ = contents(".txt", options.forms)
        measure_stages(content, options.forms, options.rounds)


if __name__ == "__main__":
    main()
