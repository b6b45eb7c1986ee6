"""Hostile policies are refused with a place and in few words, whatever they try.

How long each takes and how much memory is measured by tests/benchmarks/hostile.py.
"""

import ast
import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest
from simpleeval import FeatureNotAvailable

import pingfen
from hostile.inputs import BASE, HEAD, INPUTS, bounds, lists, scored, table, written
from pingfen.bundled import bundled_bytes, bundled_names
from pingfen.characters import hidden
from pingfen.cli import main
from pingfen.errors import DataPlace, TextPlace
from pingfen.expression.functions import OPERATORS
from pingfen.expression.interpret import Interpreter, Unknown
from pingfen.expression.parse import Expression, parse
from pingfen.loading import read
from pingfen.source import Scalar

LONGEST = 20_000
# asked for by a name that is in no file, so that there is no place to point at
ASKED_FOR = frozenset({"missing-policy", "usage"})


def refusal(load: Callable[[], object]) -> pingfen.PingfenError:
    with pytest.raises((pingfen.PolicyError, pingfen.UsageError)) as caught:
        load()
    return caught.value


def refused(text: str) -> set[str]:
    """Return the codes of what is wrong with a text."""
    return {found.code for found in refusal(lambda: pingfen.parse_policy(text)).problems}


def assert_well_said(error: pingfen.PingfenError) -> None:
    assert error.problems
    for found in error.problems:
        match found.place:
            case TextPlace(source, line, column):
                assert 1 <= line <= len(source.lines)
                assert 1 <= column <= len(source.lines[line - 1]) + 1
            case DataPlace(file):
                assert file or found.code == "unreadable"
            case place:
                assert place is None
                assert found.code in ASKED_FOR
    for lang in ("zh", "en"):
        text = error.show(lang)
        assert len(text) < LONGEST
        assert all(char.isprintable() or char in "\n\t\u3000" for char in text)


@pytest.mark.parametrize("name", INPUTS)
def test_a_hostile_policy_is_refused_with_a_place(name: str, tmp_path: Path) -> None:
    hostile = INPUTS[name]
    hostile.prepare(tmp_path)
    assert_well_said(refusal(lambda: hostile.load(tmp_path)))


@pytest.mark.parametrize("name", table("expressions"))
def test_a_hostile_expression_in_plain_data_is_refused_with_a_place(name: str) -> None:
    text = table("expressions")[name]
    error = refusal(
        lambda: pingfen.parse_policy({**BASE, "rules": [{"rule": "r", "score": text}]})
    )
    assert_well_said(error)


@pytest.mark.parametrize(
    "name", [name for name in INPUTS if name.startswith("document: ") and " in a " in name]
)
def test_an_odd_character_is_named_where_it_stands(name: str, tmp_path: Path) -> None:
    hostile = INPUTS[name]
    hostile.prepare(tmp_path)
    (problem, *_) = refusal(lambda: hostile.load(tmp_path)).problems
    text = (tmp_path / "p.yaml").read_bytes().decode()
    _, char = next(hidden(text))
    assert problem.code == "hidden-character"
    assert f"U+{ord(char):04X}" in problem.show()
    assert isinstance(problem.place, TextPlace)
    assert problem.place.source.lines[problem.place.line - 1][problem.place.column - 1] == char
    assert char not in problem.show()


def test_what_ships_hides_nothing() -> None:
    files = [
        f"rules/{name}/{file}"
        for name in bundled_names("rules")
        for file in bundled_names(f"rules/{name}")
    ]
    assert len(files) > 4
    assert [file for file in files if list(hidden(bundled_bytes(file).decode()))] == []


def test_an_error_cannot_reorder_or_imitate_other_lines() -> None:
    text = HEAD + "# \u202e gnp\nrules: []\n"
    shown = refusal(lambda: pingfen.parse_policy(text)).show("en")
    assert shown.splitlines() == [
        "<policy>:5:3: there is a character that cannot be seen, U+202E RIGHT-TO-LEFT OVERRIDE",
        r" | # \u202e gnp",
        " | ..^^^^^^",
        " hint: delete it and type it anew",
    ]
    path = {**BASE, "adjust": "x\n<policy>:1:1: all is well"}
    assert "\n<policy>:1:1: all is well" not in str(refusal(lambda: pingfen.parse_policy(path)))


def test_a_letter_that_imitates_another_is_named_with_the_one_meant() -> None:
    error = refusal(lambda: pingfen.parse_policy(HEAD + "adjust: sc\u043ere\n"))
    (problem,) = error.problems
    assert problem.code == "look-alike"
    assert "U+043E CYRILLIC SMALL LETTER O" in problem.show("en")
    assert problem.show("en").endswith("hint: write the Latin letter 'o'")


def test_full_width_letters_and_other_scripts_in_texts_are_no_imitation() -> None:
    text = HEAD.replace("title: t", "title: баллы") + "adjust: ｓｃｏｒｅ\nparams: {p: е}\n"
    policy = pingfen.parse_policy(text)
    assert policy.title.zh == "баллы"
    assert policy.params["p"].value == "\u0435"


# Limits: what lies just below loads


def rules(count: int) -> str:
    """Return as many rules as an eager author may write."""
    return (
        HEAD
        + "rules:\n"
        + "".join(
            f"  - rule: r{n}\n"
            f"    when: level1 == '产出指标' and weight > {n} and actual >= target\n"
            "    score: {steps: actual / target, at-least: {0.9: weight, 0.8: 1}, otherwise: 0}\n"
            "    because: 完成 {actual}，指标 {target}，完成率 {ratio:.1%}\n"
            for n in range(count)
        )
    )


def test_a_policy_of_three_hundred_rules_loads() -> None:
    assert len(pingfen.parse_policy(rules(300)).rules) > 300


MORE_LETS = 500 - len(pingfen.load_policy("mof@2020").lets)


def with_nodes(count: int) -> str:
    """Return a policy with so many keys and values: the head has nine."""
    return HEAD + "remove: [" + ", ".join(["q"] * (count - 11)) + "]\n"


@pytest.mark.parametrize(
    ("below", "above"),
    [
        (bounds(70), bounds(71)),
        (scored("1" * 30), scored("1" * 31)),
        (scored("1 +" + " " * 1_996 + "1"), scored("1 +" + " " * 1_997 + "1")),
        (scored("abs(" * 38 + "1" + ")" * 38), scored("abs(" * 40 + "1" + ")" * 40)),
        (
            lists(f"rule: r, score: 1, because: {'x' * 2_000}"),
            lists(f"rule: r, score: 1, because: {'x' * 2_001}"),
        ),
        (
            HEAD + "let: {" + ", ".join(f"l{n}: 1" for n in range(MORE_LETS)) + "}\n",
            HEAD + "let: {" + ", ".join(f"l{n}: 1" for n in range(MORE_LETS + 1)) + "}\n",
        ),
        (HEAD + f"# {'x' * (999_997 - len(HEAD))}\n", HEAD + f"# {'x' * (999_998 - len(HEAD))}\n"),
        (
            scored(*["min(" + ",".join(["1"] * 93) + ")"] * 100),
            scored(*["min(" + ",".join(["1"] * 100) + ")"] * 101),
        ),
        (
            HEAD + f"let: {{a: {' + '.join(['weight'] * 38)}}}\n" + scored("a")[len(HEAD) :],
            HEAD
            + f"let: {{a: {' + '.join(['weight'] * 38)}}}\n"
            + scored(*["+".join(["a"] * 35)] * 40)[len(HEAD) :],
        ),
    ],
    ids=[
        *("bounds", "digits", "characters of an expression", "depth of an expression"),
        *("template", "lets", "characters", "names and literals", "expanded"),
    ],
)
def test_what_is_just_below_a_limit_loads_and_what_is_above_is_refused(
    below: str, above: str
) -> None:
    assert pingfen.parse_policy(below).name == "p@2024"
    assert refused(above) <= {"too-large", "too-deep"}


def test_so_many_keys_and_values_are_read_and_no_more() -> None:
    assert refused(with_nodes(7_500)) == {"unknown-rule"}
    assert refused(with_nodes(7_501)) == {"too-large"}


def test_parents_share_the_room_of_the_child(tmp_path: Path) -> None:
    for name, parent in (("a", "b"), ("b", "mof")):
        path = tmp_path / name / "2020.yaml"
        path.parent.mkdir()
        head = f"policy: {name}\nyear: 2020\ntitle: t\nextends: {parent}@2020\n"
        many = "".join(f"  - {{rule: {name}{n}, score: 1}}\n" for n in range(1_100))
        path.write_text(f"{head}rules:\n{many}", "utf-8")
    assert len(pingfen.load_policy("b@2020", rules=tmp_path).rules) > 1_100
    (problem,) = refusal(lambda: pingfen.load_policy("a@2020", rules=tmp_path)).problems
    assert problem.code == "too-large"
    assert problem.place is not None
    assert problem.place.file.endswith(os.path.join("b", "2020.yaml"))


def test_no_more_than_a_hundred_problems_are_looked_for() -> None:
    error = refusal(lambda: pingfen.parse_policy(lists(*["rule: r, scor: 1"] * 1_000)))
    assert len(error.problems) == 100
    assert error.show("en").endswith("more")


# Files


def test_a_chain_is_refused_at_its_limit_and_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        written(tmp_path, f"c{number}", 2024, extends=f"c{number + 1}@2024")
    opened = []
    original = read.read_file

    def counting(*given: object) -> object:
        opened.append(given)
        return original(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(read, "read_file", counting)
    (problem,) = refusal(lambda: pingfen.load_policy("c1@2024", rules=tmp_path)).problems
    assert problem.code == "too-deep"
    assert len(opened) <= read.MOST_PARENTS
    written(tmp_path, "c41", 2024, extends="mof@2020", execution="none")
    assert pingfen.load_policy("c23@2024", rules=tmp_path).lineage[-1] == "mof@2020"


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_link_out_of_the_rules_folder_is_refused_where_it_is_named(
    what: str, tmp_path: Path
) -> None:
    INPUTS[f"folder: linked {what}"].prepare(tmp_path)
    folder = tmp_path / "rules"
    (problem,) = refusal(lambda: pingfen.load_policy("child@2024", rules=folder)).problems
    assert problem.code == "outside"
    assert isinstance(problem.place, TextPlace)
    assert problem.place.file.endswith(os.path.join("child", "2024.yaml"))
    assert pingfen.load_policy("secret", rules=tmp_path / "elsewhere").name == "secret@2020"


def test_a_link_within_the_rules_folder_and_a_link_to_it_are_followed(tmp_path: Path) -> None:
    target = written(tmp_path / "all", "own", 2020, extends="mof@2020")
    (target.parent / "2021.yaml").symlink_to("2020.yaml")
    (tmp_path / "rules").symlink_to(tmp_path / "all")
    assert pingfen.load_policy("own@2020", rules=tmp_path / "rules").name == "own@2020"
    # what the link leads to is still another year
    (problem,) = refusal(
        lambda: pingfen.load_policy("own@2021", rules=tmp_path / "rules")
    ).problems
    assert problem.code == "wrong-value"


def test_a_folder_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_: object) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pingfen.loading.locate.os.listdir", forbidden)
    (problem,) = refusal(lambda: pingfen.load_policy("mof@2020", rules=tmp_path)).problems
    assert problem.code == "unreadable"
    assert "Permission denied" in problem.line()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--policy", "../x@2020"],
        ["--policy", "mof\u202e@2020"],
        ["--policy", "x" * 100_000],
        ["--policy", "mof\0"],
        ["--policy", "/dev/zero"],
        ["--policy", "mof@2020", "--rules", "/dev/null"],
        ["--policy", "mof@2020", "--rules", "nowhere\u2066"],
        ["--policy", "mof@2020", "--rules", "x" * 100_000],
        ["--policy", "x@2020", "--rules", "."],
    ],
)
def test_a_hostile_command_line_is_wrong_usage(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["score", "-", *arguments]) == 2
    said = capsys.readouterr().err
    assert 0 < len(said) < LONGEST
    assert all(char.isprintable() or char == "\n" for char in said)


# The evaluator has nothing but the language, even for a tree that nobody checked

OURS = {
    *(ast.Constant, ast.Name, ast.Tuple, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Compare),
    *(ast.IfExp, ast.Call),
}
OTHERS = [
    kind for kind in ast.expr.__subclasses__() if kind not in OURS and kind.__module__ == "ast"
] + [ast.Index, ast.Module, ast.Expr, ast.Assign, ast.Import, ast.Delete, ast.FunctionDef]


class Nothing:
    """A scope without any name."""

    def lookup(self, name: str, interpreter: Interpreter) -> Unknown:  # noqa: ARG002  # as asked
        return Unknown(())

    def rows(self) -> tuple[()]:
        return ()


def evaluated(tree: ast.AST) -> object:
    """Evaluate a tree that no parser of ours has seen."""
    scalar = Scalar("1", DataPlace("t"))
    expression = Expression("1", tree, MappingProxyType({tree: scalar}))  # type: ignore[arg-type]
    return Interpreter().value(expression, Nothing())


def python(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: kind.__name__)
def test_the_interpreter_refuses_a_construct_that_is_not_ours(kind: type[ast.AST]) -> None:
    node = ast.Attribute.__new__(kind) if kind is ast.Index else kind.__new__(kind)
    with pytest.raises(FeatureNotAvailable):
        evaluated(node)


@pytest.mark.parametrize(
    "text",
    [
        *("1 ** 2", "1 // 2", "1 % 2", "1 << 2", "1 >> 2", "1 & 2", "1 | 2", "1 ^ 2", "1 @ 2"),
        *("~1", "+1", "1 is 2", "1 is not 2"),
        *("open('x')", "eval('1')", "__import__('os')", "print(1)", "rand()", "randint(9)"),
        *("str(1)", "int('1')", "float('1')", "min.__call__(1, 2)", "(lambda: 1)()"),
        *("[min][0](1, 2)", "min(1, 2)(3)"),
    ],
)
def test_the_interpreter_has_no_operator_and_no_function_but_ours(text: str) -> None:
    with pytest.raises((FeatureNotAvailable, KeyError)):
        evaluated(python(text))


@pytest.mark.parametrize("value", [os, open, eval, exec, os.system, getattr, type])
def test_the_interpreter_passes_on_no_module_and_no_dangerous_function(value: object) -> None:
    with pytest.raises(FeatureNotAvailable):
        evaluated(ast.Constant(value))  # type: ignore[arg-type]


def test_the_interpreter_holds_our_tables_and_no_others() -> None:
    interpreter = Interpreter()
    assert interpreter.operators is OPERATORS
    assert interpreter.functions == {}
    assert set(interpreter.nodes) == OURS
    assert not {ast.Pow, ast.FloorDiv, ast.Mod, ast.LShift, ast.MatMult} & set(OPERATORS)


def test_our_own_tree_is_evaluated() -> None:
    expression = parse(Scalar("min(1, 2) + 3", DataPlace("t")))
    assert Interpreter().value(expression, Nothing()) == Fraction(4)


def test_what_dump_writes_of_a_large_policy_loads_again() -> None:
    policy = pingfen.parse_policy(rules(300))
    assert pingfen.parse_policy(pingfen.dump_policy(policy)).digest == policy.digest
