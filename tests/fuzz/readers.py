"""Fuzzes one reader with atheris: any content gives forms or a ``FormError``, soon and in bounds.

    pip install atheris
    python tests/fuzz/readers.py xlsx [CORPUS] -max_total_time=300 -len_control=0

The kinds are those of ``TARGETS``. What libFuzzer mutates of a .xlsx or .docx is one XML part, in
a zip file made anew around it, since random changes of packed bytes only break the packing. What
it finds is mended and kept, as small as it gets, in ``tests/fuzz/found``; ``tests/test_fuzz.py``
reads all of them.
"""

import contextlib
import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingfen import Policy

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent / "documents"
FOUND = HERE / "found"
sys.path.insert(0, str(HERE.parent.parent / "src"))

PARTS = {
    "xlsx": (
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    ),
    "docx": ("word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"),
}


def zipped(kind: str) -> Callable[[bytes], bytes]:
    """Return what packs a part of a document of that kind, the first byte says which, anew."""
    with zipfile.ZipFile(SEEDS[kind]) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def packed(content: bytes) -> bytes:
        names = PARTS[kind]
        changed = {names[content[0] % len(names)]: content[1:]} if content else {}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, part in {**parts, **changed}.items():
                archive.writestr(name, part)
        return out.getvalue()

    return packed


def unchanged(content: bytes) -> bytes:
    return content


SEEDS = {"xlsx": DOCUMENTS / "typed.xlsx", "docx": DOCUMENTS / "form.docx"}
TARGETS = ("text", "html", "xlsx", "docx", "zip", "xls", "ole", "pdf")


def target(kind: str) -> Callable[[bytes], bytes]:
    """Return how the content of a file is made of what the fuzzer gives."""
    return zipped(kind) if kind in PARTS else unchanged


def read(content: bytes) -> None:
    """Read and score some content; only a ``FormError`` may come of it."""
    from pingfen import FormError, score_all
    from pingfen.readers import forms_of

    with contextlib.suppress(FormError):
        score_all(policy(), forms_of(content, "fuzz"))


@cache
def policy() -> "Policy":
    """Return the policy by which all is scored."""
    from pingfen import load_policy

    return load_policy("zhangdian@2024")


def seeds(kind: str) -> list[bytes]:
    """Return what to begin with."""
    if kind in PARTS:
        with zipfile.ZipFile(SEEDS[kind]) as archive:
            names = [name for name in PARTS[kind] if name in archive.namelist()]
            return [bytes([PARTS[kind].index(name)]) + archive.read(name) for name in names]
    endings = {"text": ("txt", "csv"), "zip": ("xlsx", "docx"), "ole": ("doc", "xls")}
    found = [
        path for end in endings.get(kind, (kind,)) for path in sorted(DOCUMENTS.glob(f"*.{end}"))
    ]
    return [path.read_bytes() for path in found if path.stat().st_size < 100_000]


def main(kind: str, arguments: list[str]) -> None:
    import atheris

    os.environ["PATH"] = ""  # an installed LibreOffice is not what is tested here
    with atheris.instrument_imports(include=["pingfen", "openpyxl", "xlrd", "pdfminer"]):
        from pingfen.readers import kinds

        for reader in kinds.READERS.values():
            __import__(reader.module)
    corpus = Path(next((each for each in arguments if each[0] != "-"), tempfile.mkdtemp()))
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(seeds(kind)):
        (corpus / f"seed-{number}").write_bytes(content)
    packed = target(kind)
    flags = [each for each in arguments if each[0] == "-"]
    atheris.Setup([sys.argv[0], str(corpus), *flags], lambda content: read(packed(content)))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
