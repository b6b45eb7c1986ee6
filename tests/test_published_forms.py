"""Forms that offices all over the country published: as data they are read, and each is scored."""

from pathlib import Path

import pytest

from pingfen import load_policy, read_forms, score_all
from pingfen.source import from_yaml, plain
from test_schemas import wrong

PUBLISHED = sorted((Path(__file__).parent / "published").glob("*.yaml"))
DECLARED = 126  # scores that the seventeen forms declare, budget rows with them


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_published_form_fits_the_schema(path: Path) -> None:
    assert wrong("form", plain(from_yaml(path.read_text("utf-8"), path.name))) == []


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_published_form_is_scored_row_by_row(path: Path) -> None:
    (form,) = read_forms(path)
    (card,) = score_all(load_policy("mof@2020"), [form]).cards
    assert len(card.rows) == len(form.rows) > 0
    assert all((row.score is None) is (row.undecided is not None) for row in card.rows)


def test_the_published_forms_declare_as_many_scores_as_were_transcribed() -> None:
    assert len(PUBLISHED) == 17
    forms = [form for path in PUBLISHED for form in read_forms(path)]
    cards = score_all(load_policy("mof@2020"), forms).cards
    declared = [row for card in cards for row in card.all_rows if row.declared is not None]
    assert len(declared) == DECLARED
