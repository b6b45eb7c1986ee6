"""What fuzzing found is read or refused now, and so is what it began with."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

import readers as fuzz

from pingfen import FormError
from pingfen.readers import forms_of

CASES = [(kind, path) for kind in fuzz.TARGETS for path in sorted((fuzz.FOUND / kind).glob("*"))]


@pytest.mark.parametrize(("kind", "path"), CASES, ids=lambda value: getattr(value, "name", value))
def test_what_the_fuzzer_found_is_read_or_refused(kind: str, path: Path) -> None:
    fuzz.read(fuzz.target(kind)(path.read_bytes()))


@pytest.mark.parametrize("kind", fuzz.TARGETS)
def test_the_fuzzer_begins_with_some_document_that_is_read(kind: str) -> None:
    contents = [fuzz.target(kind)(content) for content in fuzz.seeds(kind)]
    assert any(map(count, contents))


def count(content: bytes) -> int:
    try:
        return len(forms_of(content, "seed"))
    except FormError:  # a sheet of odd cells, a picture without text
        return 0
