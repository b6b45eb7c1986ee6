"""Results that stay in the folder of the forms are not taken for forms the next time."""

from pathlib import Path

import pytest

from pingfen import cli

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "zhangdian-2024.txt"
POLICY = ("--policy", "zhangdian@2024")
SCORES = (("text", ".txt"), ("json", ".json"), ("csv", ".csv"), ("html", ".html"))
REPORTS = (".txt", ".json", ".csv", ".html", ".xlsx", ".yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the seven forms."""
    (tmp_path / "forms.txt").write_bytes(EXAMPLE.read_bytes())
    return tmp_path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_and_scores_are_passed_over_in_a_folder_and_counted(
    folder: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = [f"-o{folder}/audit{ending}" for ending in REPORTS]
    cli.main(["audit", str(folder), *POLICY, "--lang", lang, *outputs])
    for name, ending in SCORES:
        output = f"{folder}/scores{ending}"
        cli.main(["score", str(EXAMPLE), *POLICY, "--lang", lang, "--format", name, "-o", output])
    capsys.readouterr()

    assert cli.main(["score", str(folder), *POLICY]) == 0
    said = capsys.readouterr().err
    assert "1 个文件，7 张表" in said
    assert "本工具写出的结果 10 个" in said


def test_what_is_named_itself_is_read_whatever_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = folder / "audit.json"
    cli.main(["audit", str(folder / "forms.txt"), *POLICY, "-o", str(report)])
    capsys.readouterr()
    assert cli.main(["score", str(report), *POLICY]) == 3


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_forms_that_were_written_are_forms(
    folder: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written = folder / f"written{ending}"
    assert cli.main(["form", str(folder / "forms.txt"), "-o", str(written)]) == 0
    (folder / "forms.txt").unlink()
    capsys.readouterr()
    assert cli.main(["score", str(folder), *POLICY]) == 0
    assert "1 个文件，7 张表" in capsys.readouterr().err
