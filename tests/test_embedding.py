"""The guide for programmers: its examples run, and it leaves nothing public out."""

import dataclasses
import doctest
import inspect
import json
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import localcontext
from itertools import takewhile
from multiprocessing import get_context
from pathlib import Path

import pytest

import pingfen
import seed

ROOT = Path(__file__).parent.parent
GUIDES = ("embedding.md", "embedding.zh.md")
SMALL_BEGIN = dict(zip(GUIDES, ("The small ones:", "其余各类："), strict=True))
POLICY = pingfen.load_policy("zhangdian", year=2024)
RESULTS = ("Results", "Scorecard", "RowScore")
SMALL = (
    *("Undecided", "CheckOutcome", "SummaryVerdict", "PolicyName"),
    *("Problem", "Judgement", "Explanation", "FormExplanation", "Change", "Goal", "Bilingual"),
)


def guide(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def blocks(name: str) -> list[str]:
    return re.findall(r"^```.*?^```$", guide(name), re.DOTALL | re.MULTILINE)


def table(name: str, start: str) -> dict[str, str]:
    """The rows of the first table after a text: what is quoted in the first column → the rest."""
    lines = guide(name).split(start, 1)[1].split("\n")
    first = next(n for n, line in enumerate(lines) if line.startswith("|"))
    rows = takewhile(lambda line: line.startswith("|"), lines[first + 2 :])
    found: dict[str, str] = {}
    for row in rows:
        head, rest = row.removeprefix("| ").removesuffix(" |").split(" | ", 1)
        for word in re.findall(r"`(.+?)`", head):
            assert word not in found, f"{name}: {word} twice"
            found[word] = rest
    return found


def public(kind: type) -> set[str]:
    """The fields and properties of a class of results."""
    names = {n for n in dir(kind) if isinstance(getattr(kind, n), property)}
    fields = getattr(kind, "_fields", None) or [f.name for f in dataclasses.fields(kind)]
    return names | set(fields)


@pytest.mark.parametrize("name", GUIDES)
def test_the_examples_run_as_shown(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / name), module_relative=False, encoding="utf-8")
    assert result.attempted >= 50
    assert result.failed == 0


def test_both_languages_show_the_same_code() -> None:
    english, chinese = map(blocks, GUIDES)
    assert english == chinese
    assert len(english) >= 20


def test_both_languages_have_the_same_sections_and_name_the_same_things_in_their_tables() -> None:
    def outline(name: str) -> list[list[str]]:
        """What each section quotes in the first columns of its tables."""
        prose = re.sub(r"^```.*?^```$", "", guide(name), flags=re.DOTALL | re.MULTILINE)
        sections = re.split(r"^##+ ", prose, flags=re.MULTILINE)[1:]
        return [
            [section.split(" ", 1)[0], *re.findall(r"`(.+?)`", " ".join(firsts(section)))]
            for section in sections
        ]

    def firsts(section: str) -> list[str]:
        return [line.split(" | ")[0] for line in section.split("\n") if line.startswith("|")]

    english, chinese = map(outline, GUIDES)
    assert english == chinese
    assert len(english) == 18


@pytest.mark.parametrize("name", GUIDES)
def test_everything_public_is_listed_with_its_arguments(name: str) -> None:
    functions = table(name, "\n## 2 ")
    classes = table(name, "`run_cases(policy, cases)`")
    listed = {text.split("(", 1)[0]: text for text in functions}
    assert {*listed, *classes} == set(pingfen.__all__)
    for word, text in listed.items():
        arguments: list[str] = []
        for argument in inspect.signature(getattr(pingfen, word)).parameters.values():
            if argument.kind is argument.KEYWORD_ONLY and "*" not in arguments:
                arguments.append("*")
            arguments.append(argument.name)
        assert text == f"{word}({', '.join(arguments)})"


def test_the_line_of_each_public_name_is_that_of_its_docstring() -> None:
    rows = {**table(GUIDES[0], "\n## 2 "), **table(GUIDES[0], "`run_cases(policy, cases)`")}
    assert len(rows) == len(pingfen.__all__)
    for text, said in rows.items():
        word = text.split("(", 1)[0]
        first = inspect.getdoc(getattr(pingfen, word)).split("\n\n", 1)[0]
        sentence = re.split(r"(?<=\.)\s", " ".join(first.split()).replace("``", "`"))[0]
        assert said == sentence, word


@pytest.mark.parametrize("name", GUIDES)
@pytest.mark.parametrize("kind", RESULTS)
def test_every_field_of_a_result_is_listed(kind: str, name: str) -> None:
    found = table(name, f"\n`{kind}`")
    assert set(found) == public(getattr(pingfen, kind)), f"docs/{name}, 2.1: {kind}"


@pytest.mark.parametrize("name", GUIDES)
def test_every_field_of_the_small_classes_is_listed(name: str) -> None:
    found = table(name, SMALL_BEGIN[name])
    assert set(found) == set(SMALL)
    for kind, text in found.items():
        fields = re.split("[;；]", text)[0]
        listed = re.findall(r"`([a-z0-9_]+)`", fields)
        assert set(listed) == public(getattr(pingfen, kind)), f"docs/{name}, 2.1: {kind}"


@pytest.mark.parametrize("name", GUIDES)
def test_the_codes_of_what_is_undecided_are_those_of_the_norm(name: str) -> None:
    norm = guide("language.md").split("| code | when |", 1)[1].split("\n\n", 1)[0]
    rows = [line.split(" | ")[0] for line in norm.split("\n") if line.startswith("| `")]
    codes = re.findall(r"`(.+?)`", " ".join(rows))
    assert list(table(name, "\n### 5.2 ")) == [*codes, "unknown-total"]


@pytest.mark.parametrize("name", GUIDES)
def test_every_code_that_scoring_and_judgements_give_is_listed(name: str) -> None:
    modules = [*(ROOT / "src/pingfen/scoring").glob("*.py"), ROOT / "src/pingfen/judgements.py"]
    given = {
        code
        for path in modules
        for code in re.findall(r'[pP]roblem\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    # what a reader says of a form beside its rows; `unreadable` is raised, not told beside scores
    expected = given - {"unreadable"} | {"project-missing"}
    assert set(table(name, "| `unknown-total` |")) == expected


@pytest.mark.parametrize("name", GUIDES)
def test_the_shape_of_a_check_as_json_is_the_one_written_down(name: str) -> None:
    shown = re.search(r'draft = .*?"""(.*?)"""', guide(name), re.DOTALL)[1]
    draft = pingfen.parse_policy(shown.replace("... ", ""))
    data = pingfen.check_policy(draft).to_data()
    finding = data["findings"][0]
    example = finding["examples"][0]
    paths = [
        *data,
        *(f"findings[].{key}" for key in finding),
        *(f"findings[].examples[].{key}" for key in example),
    ]
    assert sorted(table(name, "`to_data`")) == sorted(paths)
    assert pingfen.score(draft, example["form"]).rows[0].undecided.code == example["undecided"]


def test_threads_that_share_a_policy_get_equal_results() -> None:
    forms = pingfen.read_forms(seed.EXAMPLE)
    alone = pingfen.score_all(POLICY, forms)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: pingfen.score_all(POLICY, forms), range(32)))
    assert len(found) == 32
    assert all(results == alone for results in found)


def test_threads_of_a_new_process_may_begin_together() -> None:
    """Nothing has been imported or read yet, and eight threads want it at once."""
    code = (
        "import pingfen\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from threading import Barrier\n"
        "gate = Barrier(8)\n"
        "def run(_):\n"
        "    gate.wait()\n"
        "    policy = pingfen.load_policy('zhangdian@2024')\n"
        f"    return pingfen.score_all(policy, pingfen.read_forms({str(seed.EXAMPLE)!r}))\n"
        "with ThreadPoolExecutor(8) as threads:\n"
        "    found = list(threads.map(run, range(8)))\n"
        "print(len(found), all(one == found[0] for one in found), found[0].cards[0].total)\n"
    )
    assert output_of(code) == "8 True 95.83"


def test_another_process_gives_the_same_results_with_the_same_places() -> None:
    forms = pingfen.read_forms(seed.EXAMPLE)
    reform = POLICY.with_params(overshoot_from="1.2")
    jobs = [(policy, form) for policy in (POLICY, reform) for form in forms[:3]]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        there = list(processes.map(pingfen.score, *zip(*jobs, strict=True)))
    assert there == [pingfen.score(*job) for job in jobs]
    assert "rules/mof/2020.yaml" in there[0].rows[0].rule_place


def test_the_decimal_context_of_the_caller_changes_no_score() -> None:
    forms = pingfen.read_forms(seed.EXAMPLE)
    expected = pingfen.to_json(pingfen.score_all(POLICY, forms))
    with localcontext() as context:
        context.prec = 2
        results = pingfen.score_all(POLICY, forms)
        assert pingfen.to_json(results) == expected
        assert context.prec == 2
    assert [card.total for card in results.cards] == list(seed.TOTALS)


def output_of(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_nothing_is_imported_before_it_is_used() -> None:
    watch = (
        "import sys, json, pingfen\n"
        "first = [name for name in sys.modules if name.split('.')[0] == 'pingfen']\n"
        "policy = pingfen.load_policy('zhangdian@2024')\n"
        "card = pingfen.score(policy, {'project': 'p', 'rows': []})\n"
        "pingfen.to_json(pingfen.score_all(policy, []))\n"
        "shipped = 'jsonschema' in sys.modules\n"
        "pingfen.parse_policy(pingfen.dump_policy(policy))\n"
        "print(json.dumps([first, shipped, 'jsonschema' in sys.modules]))\n"
    )
    assert json.loads(output_of(watch)) == [["pingfen"], False, True]
