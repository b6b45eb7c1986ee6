"""What fuzzing reached is read or refused, and it began with documents that are read."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

import readers as fuzz

from pingfen import FormError
from pingfen.readers import forms_of


@pytest.mark.parametrize("kind", sorted(path.name for path in fuzz.CORPUS.iterdir()))
def test_what_the_fuzzer_reached_is_read_or_refused(kind: str, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")  # no LibreOffice, which would take a second for each
    paths = sorted((fuzz.CORPUS / kind).iterdir())
    assert paths
    for path in paths:
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
