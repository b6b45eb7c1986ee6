"""One folder a mistake: what an author did wrong, and what the command line says about it.

``tests/mistakes/<mistake>/policy.yaml`` is wrong; ``expected.txt`` and ``expected.en.txt`` are
what is said. Parents lie in ``<policy>/<year>.yaml`` beside it. ``pytest --rewrite-expected``
writes the expected texts anew, to be reviewed as a diff; nothing else ever writes them.
"""

import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

import pingfen
import pingfen.source.compose as composing
from pingfen import cli
from pingfen.characters import escaped
from pingfen.errors import MOST_SHOWN, DataPlace, Problem, TextPlace
from pingfen.expression.parse import parse
from pingfen.messages import Message
from pingfen.source import Scalar
from pingfen.width import width

FOLDER = Path(__file__).parent / "mistakes"
NORM = (Path(__file__).parent.parent / "docs" / "language.md").read_text("utf-8")
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/policy.yaml"))
EXPECTED = {"zh": "expected.txt", "en": "expected.en.txt"}
# problems without a hint, and why their sentence says enough
NO_HINT = {
    "too-large": "the sentence names the limit",
    "too-deep": "the sentence names the limit",
}
mistakes = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def rewriting(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-expected"))


@pytest.fixture(autouse=True)
def _paths_are_relative(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


def problems(name: str) -> tuple[Problem, ...]:
    with pytest.raises(pingfen.PolicyError) as caught:
        pingfen.load_policy(f"{name}/policy.yaml", rules=name)
    return caught.value.problems


@mistakes
@pytest.mark.parametrize("lang", EXPECTED)
def test_the_command_line_says_what_is_expected(
    name: str, lang: str, capsys: pytest.CaptureFixture[str], *, rewriting: bool
) -> None:
    policy = f"{name}/policy.yaml"
    code = cli.main(["score", "none.txt", "--policy", policy, "--rules", name, "--lang", lang])
    said = capsys.readouterr().err
    path = FOLDER / name / EXPECTED[lang]
    if rewriting:
        path.write_text(said, "utf-8")
    assert code == 2
    assert said == path.read_text("utf-8")


@mistakes
def test_a_mistake_is_said_with_its_place_in_the_text(name: str) -> None:
    found = problems(name)
    assert 0 < len(found) <= MOST_SHOWN
    assert all(isinstance(problem.place, TextPlace) for problem in found)


@mistakes
def test_a_mistake_comes_with_a_hint(name: str) -> None:
    without = {problem.code for problem in problems(name) if problem.hint is None}
    assert without <= set(NO_HINT)


@mistakes
def test_the_caret_stands_under_what_is_wrong(name: str) -> None:
    for problem in problems(name):
        assert isinstance(problem.place, TextPlace)
        _, column, length = problem.place[1:]
        line = problem.place.source.lines[problem.place.line - 1]
        _, shown, carets = problem.show().splitlines()[:3]
        assert re.fullmatch(r" \| [.．]*[\^＾]+", carets)
        before = re.match(r" \| [.．]*", carets)
        assert before
        assert width(before[0]) == width(" | " + escaped(line[: column - 1]))
        marked = escaped(line[column - 1 : column - 1 + length])
        assert width(carets) - width(before[0]) == max(1, width(marked))
        assert width(shown) == width(" | " + escaped(line))


@mistakes
def test_problems_are_in_the_order_of_their_places_and_said_once(name: str) -> None:
    found = problems(name)
    places = [(p.place.file, p.place.line, p.place.column) for p in found if p.place]
    assert places == sorted(places)
    assert len(set(found)) == len(found)


@mistakes
def test_both_parsers_of_yaml_lead_to_the_same_words(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    quick = [problem.show() for problem in problems(name)]
    monkeypatch.setattr(composing, "LOADER", yaml.Loader)
    assert [problem.show() for problem in problems(name)] == quick


def test_no_expected_text_holds_a_path_of_a_machine() -> None:
    for path in FOLDER.rglob("expected*.txt"):
        text = path.read_text("utf-8")
        assert str(FOLDER.parent) not in text
        assert not re.search(r"^/", text, re.MULTILINE), path


def test_an_expected_text_says_something_in_its_language() -> None:
    for name in NAMES:
        said = {
            lang: [
                line
                for line in (FOLDER / name / file).read_text("utf-8").splitlines()
                if not line.startswith(" | ")
            ]
            for lang, file in EXPECTED.items()
        }
        assert all(re.search("[\u4e00-\u9fff]", line) for line in said["zh"]), name
        assert not any("提示" in line for line in said["en"]), name


def codes_of_the_norm() -> set[str]:
    table = NORM.split("\n## 6 Errors", 1)[1]
    cells = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| `")]
    return {code for cell in cells for code in re.findall(r"`([a-z-]+)`", cell)}


def test_every_code_of_the_norm_has_a_folder() -> None:
    codes = codes_of_the_norm()
    assert {"syntax", "cut-text", "out-of-range"} <= codes
    assert codes <= {problem.code for name in NAMES for problem in problems(name)}


def test_each_mistake_teaches_something_of_its_own() -> None:
    """No two folders say the very same: file names and quoted words aside."""
    said: dict[str, str] = {}
    for name in NAMES:
        text = (FOLDER / name / EXPECTED["zh"]).read_text("utf-8")
        plain = re.sub(r"^\S+?:\d+:\d+", "", text, flags=re.MULTILINE).replace(name, "")
        assert plain not in said, f"{name} says the same as {said.get(plain)}"
        said[plain] = name
    assert len(NAMES) >= 60


TYPED = "{}[]()'\"：:，, -\t\n#&*!|>%@`=<>?；“”且1０.\\"


def test_a_mistake_within_a_mistake_never_crashes() -> None:
    chance = Random(2026)
    for name in NAMES * 3:
        text = (FOLDER / name / "policy.yaml").read_text("utf-8")
        at = chance.randrange(len(text))
        wrong = text[:at] + chance.choice(TYPED) + text[at + chance.randrange(2) :]
        try:
            pingfen.parse_policy(wrong, rules=name)
        except pingfen.PolicyError as error:
            assert error.show("zh") != error.show("en")


@pytest.mark.parametrize("part", ["1%", "if ", "（", "a?", ",1", "case when then "])
def test_a_long_expression_that_is_wrong_is_explained_too(part: str) -> None:
    wrong = "if(" + part * (1900 // len(part))
    with pytest.raises(pingfen.PolicyError) as caught:
        pingfen.parse_policy(f'policy: p\nyear: 2026\nextends: mof@2020\nadjust: "{wrong}"\n')
    assert [problem.code for problem in caught.value.problems] == ["expression-syntax"]


def test_a_rewritten_expression_is_one_that_loads() -> None:
    """What a hint tells to write can be written."""
    hints = [
        dict(problem.hint.values)["whole"]
        for name in NAMES
        for problem in problems(name)
        if isinstance(problem.hint, Message)
        and "whole" in dict(problem.hint.values)
        and problem.code == "expression-syntax"
    ]
    assert len(hints) >= 15
    for whole in hints:
        parse(Scalar(str(whole), DataPlace("")))


def test_a_policy_that_is_right_imports_no_hints() -> None:
    code = (
        "import sys, pingfen; pingfen.load_policy('zhangdian@2024');"
        "print(sorted(name for name in sys.modules if name.startswith('pingfen.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    hints = ("keys", "traps", "habits", "constructs", "similar", "fitting", "slots", "alone")
    assert not [name for name in hints if f".{name}'" in loaded.decode()]
    assert b"pingfen.loading'" in loaded
