"""Expressions as text: brackets exactly where they are needed, in both languages."""

import ast
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingfen.expression.parse import literal, parse
from pingfen.expression.vocabulary import CHINESE
from pingfen.expression.wording import SPELT, Wording, branches
from pingfen.source import from_data

ZH, EN = Wording("zh"), Wording("en")
NAMES = st.sampled_from(["target", "actual", "weight", "judged", "ratio", "折扣"])
NUMBERS = st.fractions(0, 1000).map(lambda f: Fraction(round(f * 1000), 1000))
TEXTS = st.sampled_from(["成本指标", "a and b", "(", 'say "x"', "it's", ""])
LITERALS = st.builds(literal, NUMBERS) | st.builds(literal, TEXTS)
LEAVES = LITERALS | st.builds(ast.Name, NAMES)
ARITHMETIC = st.sampled_from([ast.Add, ast.Sub, ast.Mult, ast.Div])
LOGIC = st.sampled_from([ast.And, ast.Or])
ORDER = st.sampled_from([ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq])
MEMBERSHIP = st.sampled_from([ast.In, ast.NotIn])
FUNCTIONS = st.sampled_from(["min", "max", "clamp", "given", "sum", "round"])


def constructs(inner):
    lists = st.builds(lambda items: ast.Tuple(items, ast.Load()), st.lists(LITERALS, max_size=3))
    compared = st.lists(st.tuples(ORDER, inner), min_size=1, max_size=3)
    called = st.lists(inner, min_size=1, max_size=3)
    return (
        st.builds(lambda op, x, y: ast.BinOp(x, op(), y), ARITHMETIC, inner, inner)
        | st.builds(
            lambda op, values: ast.BoolOp(op(), values),
            LOGIC,
            st.lists(inner, min_size=2, max_size=3),
        )
        | st.builds(lambda x: ast.UnaryOp(ast.USub(), x), inner)
        | st.builds(lambda x: ast.UnaryOp(ast.Not(), x), inner)
        | st.builds(
            lambda x, rest: ast.Compare(x, [op() for op, _ in rest], [y for _, y in rest]),
            inner,
            compared,
        )
        | st.builds(lambda op, x, items: ast.Compare(x, [op()], [items]), MEMBERSHIP, inner, lists)
        | st.builds(lambda name, args: ast.Call(ast.Name(name), args, []), FUNCTIONS, called)
    )


def with_conditionals(inner):
    return constructs(inner) | st.builds(ast.IfExp, inner, inner, inner)


TREES = st.recursive(LEAVES, with_conditionals, max_leaves=20)
WITHOUT_CONDITIONALS = st.recursive(LEAVES, constructs, max_leaves=20)


def read(text: str) -> ast.expr:
    return parse(from_data(text, "x")).tree


def shape(node: ast.expr) -> str:
    return ast.dump(node).replace(", ctx=Load()", "")


@given(TREES)
def test_what_is_printed_in_english_reads_back_to_the_same_tree(tree):
    assert shape(read(EN.write(tree))) == shape(tree)


@given(TREES)
def test_no_pair_of_brackets_can_be_left_out(tree):
    text = EN.write(tree)
    for start, end in pairs(text):
        without = text[:start] + " " + text[start + 1 : end] + " " + text[end + 1 :]
        try:
            other = shape(read(without))
        except Exception as error:  # noqa: BLE001  # not readable is another reading too
            other = str(error)
        assert other != shape(tree), f"{text} and {without}"


def pairs(text: str):
    """The brackets that group, not those of a call or inside a text."""
    waiting = []
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", lambda m: "." * len(m[0]), text)
    for at, char in enumerate(bare):
        if char == "(":
            waiting.append((at, bool(re.search(r"\b(?!or|and|not|if|else|in)\w+$", bare[:at]))))
        if char == ")":
            start, call = waiting.pop()
            if not call:
                yield start, at


def from_chinese(text: str) -> str:
    """Undo the signs and words; names and functions are read in Chinese anyway."""
    parts = re.split(r"(“[^”]*”)", text.replace("、", ",").replace("，", ","))
    spelt = sorted(SPELT.values(), key=lambda both: -len(both[0]))
    for at in range(0, len(parts), 2):
        for chinese, english in spelt:
            if chinese.strip() != english.strip():
                word = rf"(?<!\w){re.escape(chinese.strip())}(?!\w)"
                parts[at] = re.sub(word, english, parts[at])
    return "".join(parts).replace("“", "'").replace("”", "'")


@given(WITHOUT_CONDITIONALS.filter(lambda tree: "'" not in ZH.write(tree)))
def test_what_is_printed_in_chinese_has_its_brackets_where_the_english_has_them(tree):
    assert shape(read(from_chinese(ZH.write(tree)))) == shape(tree)


@pytest.mark.parametrize(
    ("expression", "chinese"),
    [
        ("0 <= judged < partly_from * weight", "0 ≤ 评定得分 < 部分达成的下限 × 分值"),
        ("a and (b or c)", "a 且 (b 或 c)"),
        ("(a and b) or c", "a 且 b 或 c"),
        ("not (a and b)", "非 (a 且 b)"),
        ("weight - (target - actual)", "分值 - (指标值 - 完成值)"),
        ("weight - target - actual", "分值 - 指标值 - 完成值"),
        ("-(weight + 1.30)", "-(分值 + 1.3)"),
        ('relation in ["text", "deadline"]', "方向 属于 [“文字”、“期限”]"),
        ('relation == ">="', "方向 = “≥”"),
        ('level1 == "text"', "一级指标 = “text”"),
        ("weight if given(judged) else 0", "若 已填(评定得分) 则 分值，否则 0"),
        ("(1 if a else 2) * weight", "(若 a 则 1，否则 2) × 分值"),
        ("least * 2", "「下限（占分值）」 × 2"),
        ("sum(score, kind == 'indicator')", "合计(得分，行类 = “指标”)"),
    ],
)
def test_chinese_names_fields_params_and_functions_in_words(expression, chinese):
    labels = {"partly_from": "部分达成的下限", "least": "下限（占分值）"}
    assert Wording("zh", labels).write(read(expression)) == chinese


def test_a_chain_of_conditionals_has_a_branch_for_each_condition_and_one_for_the_rest():
    found = list(branches(read("1 if a else 2 if b else 3")))
    tests = [branch.test and EN.write(branch.test) for branch in found]
    assert tests == ["a", "b", None]
    assert [EN.write(branch.value) for branch in found] == ["1", "2", "3"]
    assert len(list(branches(read("weight + 1")))) == 1


def test_every_field_is_printed_in_its_chinese_word():
    assert {ZH.name(name) for name in CHINESE.values()} == set(CHINESE)
