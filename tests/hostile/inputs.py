"""The hostile policies: each by name, how it is written into a folder and how it is then loaded.

Expressions and templates are data (the YAML files beside this one); what is large or odd in its
bytes is generated here, so that nothing large is kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Any, NamedTuple

import yaml

import pingfen
from pingfen.source import to_yaml

HERE = Path(__file__).parent
HEAD = "policy: p\nyear: 2024\nextends: mof@2020\ntitle: t\n"
BASE: Mapping[str, Any] = {"policy": "p", "year": 2024, "extends": "mof@2020", "title": "t"}
MILLION = 1_000_000
AGGREGATE = re.compile("sum\\((weight|sum)|count|any")


class Input(NamedTuple):
    """A hostile policy: ``prepare`` writes it into a folder, ``load`` must be refused."""

    name: str
    prepare: Callable[[Path], object]
    load: Callable[[Path], object]


def table(name: str) -> dict[str, str]:
    """Return one of the tables beside this file."""
    found = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def rule_with(**parts: object) -> dict[str, Any]:
    """Return a policy that is sound but for one rule."""
    return {**BASE, "rules": [{"rule": "r", **parts}]}


def lists(*rules: str) -> str:
    """Return a policy with rules written in flow style."""
    return HEAD + "rules:\n" + "".join(f"  - {{{rule}}}\n" for rule in rules)


def names(count: int) -> Iterator[str]:
    """Return short names that no policy knows."""
    short = ("".join(letters) for letters in product(ascii_lowercase, repeat=3))
    return (f"q{name}" for name, _ in zip(short, range(count), strict=False))


def deep(opening: str, closing: str, depth: int, inner: str = "1") -> str:
    """Return something nested."""
    return opening * depth + inner + closing * depth


# Documents: what is wrong with the YAML, or how large it is


def laughs(levels: int = 9, width: int = 10) -> str:
    """Aliases of aliases, a billion of them."""
    lines = ["a0: &a0 lol"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels + 1)]
    return "\n".join(lines)


PYTHON_TAGS = {
    "os.system": "!!python/object/apply:os.system ['id']",
    "Popen": "!!python/object/apply:subprocess.Popen [['id']]",
    "new": "!!python/object/new:os.system ['id']",
    "new with state": "!!python/object/new:type {args: ['z', !!python/tuple [], {}], state: {}}",
    "object": "!!python/object:os._wrap_close {}",
    "name": "!!python/name:os.system",
    "module": "!!python/module:antigravity",
    "tuple": "!!python/tuple [1]",
    "FileIO": "!!python/object/apply:list [!!python/object/apply:io.FileIO ['/etc/passwd']]",
    "methodcaller": "!!python/object/apply:operator.methodcaller ['load_module', 'os']",
    "long tag": "!<tag:yaml.org,2002:python/object/apply:os.system> ['id']",
    "escaped tag": "!!python%2Fobject%2Fapply:os.system ['id']",
    "binary": "!!binary aWQ=",
    "set": "!!set {a}",
    "ordered map": "!!omap [a: 1]",
    "timestamp": "!!timestamp 2024-01-01",
    "float": "!!float .inf",
    "integer": "!!int 7",
    "null": "!!null x",
    "merge": "!!merge x",
    "of one's own": "!mine x",
    "bare": "! x",
    "ruby": "!ruby/object:Gem::Installer x",
    "java": "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://localhost/']]",
}

DOCUMENTS: dict[str, Callable[[], str | bytes]] = {
    **{
        f"tag {name}": partial("{}title2: {}\n".format, HEAD, tag)
        for name, tag in PYTHON_TAGS.items()
    },
    "tag on the document": lambda: "!!python/object:os.x\n" + HEAD,
    "tag on a key": lambda: HEAD + "!!str rules: []\n",
    "tag directive": lambda: "%TAG ! tag:yaml.org,2002:python/object/apply:\n---\n" + HEAD,
    "tag directives": lambda: "".join(f"%TAG !a{n}! b\n" for n in range(60_000)) + "---\n" + HEAD,
    "tag directives behind the end": lambda: (
        HEAD + "...\n" + "".join(f"%TAG !a{n}! b\n" for n in range(60_000)) + "---\na: 1\n"
    ),
    "version directive": lambda: "%YAML 9.9\n---\n" + HEAD,
    "usual version directive": lambda: "# policy\n\n%YAML 1.2\n---\n" + HEAD,
    "unknown directive": lambda: "%EVIL x\n---\n" + HEAD,
    "billion laughs": lambda: HEAD + laughs(),
    "quadratic blow-up": lambda: (
        f"{HEAD}a: &a {'x' * 300_000}\nb: [{', '.join(['*a'] * 100_000)}]\n"
    ),
    "alias of itself": lambda: HEAD + "rules: &r [*r]\n",
    "alias of nothing": lambda: HEAD + "rules: *nowhere\n",
    "anchors": lambda: HEAD + "".join(f"k{n}: &a{n} 1\n" for n in range(60_000)),
    "anchor with a long name": lambda: HEAD + f"k: &{'a' * 900_000} 1\n",
    "merge key": lambda: HEAD + "rounding: {<<: {places: 2}}\n",
    "merge key with an alias": lambda: HEAD + "a: &a {places: 2}\nrounding: {<<: *a}\n",
    "flow lists": lambda: HEAD + "rules: " + "[" * 900_000,
    "flow lists, closed": lambda: HEAD + "rules: " + deep("[", "]", 400_000),
    "flow mappings": lambda: HEAD + "rules: " + "{a: " * 200_000,
    "flow mappings of nothing": lambda: HEAD + "rules: " + "{" * 900_000,
    "block lists on a line": lambda: HEAD + "rules:\n" + "- " * 400_000 + "1\n",
    "block lists": lambda: HEAD + "".join(" " * n + "-\n" for n in range(1_200)),
    "block mappings": lambda: HEAD + "".join(" " * n + "a:\n" for n in range(1_200)),
    "complex keys": lambda: HEAD + "? " * 400_000 + "1\n",
    "key that is a list": lambda: HEAD + "? [a]\n: 1\n",
    "key that is a mapping": lambda: HEAD + "? {a: 1}\n: 1\n",
    "key of many lines": lambda: HEAD + "? |\n  a\n  b\n: 1\n",
    "empty key": lambda: HEAD + ": 1\n",
    "null key": lambda: HEAD + "null: 1\n",
    "tilde key": lambda: HEAD + "~: 1\n",
    "long key": lambda: HEAD + "k" * 900_000 + ": 1\n",
    "long complex key": lambda: HEAD + "? " + "k" * 900_000 + "\n: 1\n",
    "long keys": lambda: HEAD + "".join(f"{n:05}{'k' * 900}: 1\n" for n in range(1_000)),
    "keys": lambda: HEAD + "".join(f"k{n}: 1\n" for n in range(80_000)),
    "keys just few enough": lambda: HEAD + "".join(f"k{n}: 1\n" for n in range(3_700)),
    "keys of a rule": lambda: lists(
        "rule: r, score: 1, " + ", ".join(f"k{n}: 1" for n in range(3_700))
    ),
    "colliding keys": lambda: HEAD + "".join(f"{n * (2**61 - 1)}: 1\n" for n in range(1, 3_700)),
    "duplicate keys": lambda: HEAD + "k: 1\n" * 100_000,
    "duplicate keys in normal forms": lambda: HEAD + "let: {ratio: 1, ｒatio: 2, 𝐫atio: 3}\n",
    "duplicate names in normal forms": lambda: HEAD + "let: {甲a: 1, 甲ａ: 2}\n",
    "duplicate bounds": lambda: lists(
        "rule: r, score: {steps: actual, at-least: {0.9: 1, 0.90: 2}, otherwise: 0}"
    ),
    "documents": lambda: HEAD + "---\na: 1\n",
    "million documents": lambda: "---\n" * 250_000,
    "document ends": lambda: HEAD + "...\n" * 200_000 + "a: 1\n",
    "one long line": lambda: "{" + ", ".join(f"k{n}: 1" for n in range(90_000)) + "}",
    "one long scalar": lambda: "x" * 900_000,
    "empty lines": lambda: "\n" * 999_000 + "[",
    "carriage returns": lambda: "\r" * 999_000 + "[",
    "blanks": lambda: HEAD + "x:" + " " * 900_000 + "\t]",
    "comments": lambda: "#\n" * 450_000 + HEAD + "x: 1\n",
    "open quote": lambda: HEAD + "title2: '" + "x\n" * 400_000,
    "open double quote": lambda: HEAD + 'title2: "' + "\\" * 900_000,
    "escapes": lambda: HEAD + 'title2: "' + "\\x41" * 220_000 + '"\n',
    "folded text": lambda: HEAD + "title2: >\n" + "  x\n\n" * 150_000,
    "expression over many lines": lambda: (
        HEAD + "rules:\n  - rule: r\n    score: >\n" + "      a\n" * 900
    ),
    "template over many lines": lambda: (
        HEAD + "rules:\n  - rule: r\n    score: 1\n    because: >\n" + "      {a}\n" * 450
    ),
    "templates over many lines": lambda: (
        f"{HEAD}rules:\n"
        + "".join(
            f"  - rule: r{n}\n    score: 1\n    because: >\n" + "      {a}\n" * 400
            for n in range(20)
        )
    ),
    "empty": lambda: "",
    "only a comment": lambda: "# nothing\n",
    "only a text": lambda: "policy",
    "only a list": lambda: "- policy\n",
    "tab": lambda: HEAD + "rules:\n\t- a\n",
    "wrong colon": lambda: HEAD + "a: b: c\n",
    "ten megabytes of text": lambda: HEAD + "title2: " + "x" * 10 * MILLION,
    "ten megabytes of rules": lambda: lists(
        *(f"rule: r{n}, score: weight" for n in range(280_000))
    ),
    "ten megabytes of Chinese": lambda: HEAD + "title2: " + "甲" * 3_400_000,
    "ten megabytes of comments": lambda: "# x\n" * 2_500_000 + HEAD,
    "ten megabytes of brackets": lambda: "[" * 10 * MILLION,
    "ten megabytes of NUL": lambda: b"\0" * 10 * MILLION,
    "as many characters as a file may have": lambda: (
        HEAD + "title2: " + "甲" * (MILLION - len(HEAD) - 9) + "\n"
    ),
    # values in spellings of their own
    "year as a timestamp": lambda: HEAD.replace("2024", "2024-01-01"),
    "year in octal": lambda: HEAD.replace("2024", "03750"),
    "year in sexagesimal": lambda: HEAD.replace("2024", "33:44"),
    "year in hexadecimal": lambda: HEAD.replace("2024", "0x7e8"),
    "year with underscores": lambda: HEAD.replace("2024", "2_024"),
    "year in quotes": lambda: HEAD.replace("2024", "'2024'"),
    "year in full-width digits": lambda: HEAD.replace("2024", "２０２４"),
    "year of the far future": lambda: HEAD.replace("2024", "9" * 30),
    "year of too many digits": lambda: HEAD.replace("2024", "9" * 900_000),
    "infinite tolerance": lambda: HEAD + "tolerance: .inf\n",
    "tolerance that is no number": lambda: HEAD + "tolerance: .nan\n",
    "negative tolerance": lambda: HEAD + "tolerance: -1\n",
    "tolerance with an exponent": lambda: HEAD + "tolerance: 1e999999999\n",
    "tolerance of too many digits": lambda: HEAD + "tolerance: 0." + "0" * 900_000 + "1\n",
    "places": lambda: HEAD + "rounding: {places: 999999999}\n",
    "yes for a truth": lambda: lists("rule: r, score: 1, unbounded: yes"),
    "name of a policy with a slash": lambda: HEAD.replace("p\n", "../p\n", 1),
    "name of a policy with dots": lambda: HEAD.replace("p\n", "..\n", 1),
    "long name of a policy": lambda: HEAD.replace("p\n", "p" * 900_000 + "\n", 1),
    "long name of a rule": lambda: lists(f"rule: {'r' * 900_000}, score: 1"),
    # bytes
    "UTF-16": lambda: HEAD.encode("utf-16"),
    "UTF-16 without a mark": lambda: HEAD.encode("utf-16-le"),
    "UTF-16, big end first": lambda: HEAD.encode("utf-16-be"),
    "UTF-32": lambda: HEAD.encode("utf-32"),
    "UTF-32 without a mark": lambda: HEAD.encode("utf-32-le"),
    "UTF-7": lambda: HEAD.encode() + b"rules: +AFs-\n\xff",
    "gb18030": lambda: (HEAD + "title2: 办法\n").encode("gb18030"),
    "overlong UTF-8": lambda: HEAD.encode() + b"title2: \xc0\xaf\n",
    "surrogate in UTF-8": lambda: HEAD.encode() + b"title2: \xed\xa0\x80\n",
    "beyond Unicode": lambda: HEAD.encode() + b"title2: \xf5\x80\x80\x80\n",
    "cut-off UTF-8": lambda: HEAD.encode() + "title2: 办".encode()[:-1],
    "two byte order marks": lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD.encode() + b"x: 1\n",
    "executable": lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
    "compressed": lambda: b"PK\x03\x04" + bytes(range(256)) * 40,
    "random high bytes": lambda: bytes(range(128, 256)) * 400,
}

# Characters that hide or reorder, as they are and as escapes, wherever a policy has text
ODD_CHARACTERS = {
    "NUL": "\0",
    "bell": "\a",
    "escape": "\x1b",
    "delete": "\x7f",
    "next line": "\x85",
    "control sequence introducer": "\x9b",
    "soft hyphen": "\xad",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "left-to-right embedding": "\u202a",
    "right-to-left embedding": "\u202b",
    "pop": "\u202c",
    "left-to-right override": "\u202d",
    "right-to-left override": "\u202e",
    "word joiner": "\u2060",
    "left-to-right isolate": "\u2066",
    "right-to-left isolate": "\u2067",
    "first strong isolate": "\u2068",
    "pop isolate": "\u2069",
    "blank letter": "\u3164",
    "byte order mark": "\ufeff",
    "annotation": "\ufff9",
    "noncharacter": "\uffff",
    "tag": "\U000e0041",
}
PLACES_OF_TEXT = {
    "a comment": "{}# note {} note\n",
    "a title": "{}sources: {{a: {{title: t{}t, status: seen}}}}\n",
    "a key": "{}lett{}: {{}}\n",
    "a let": "{}let: {{a{}b: weight}}\n",
    "an expression": "{}rules: [{{rule: r, score: weight{} }}]\n",
    "a literal": "{}rules: [{{rule: r, score: \"1 if unit == 'a{}b' else 0\"}}]\n",
    "the name of a rule": "{}rules: [{{rule: r{}r, score: 1}}]\n",
    "a reason": "{}rules: [{{rule: r, score: 1, because: a{}b}}]\n",
}
for _name, _char in ODD_CHARACTERS.items():
    for _place, _text in PLACES_OF_TEXT.items():
        DOCUMENTS[f"{_name} in {_place}"] = partial(_text.format, HEAD, _char)
    _escape = f"\\U{ord(_char):08x}"
    DOCUMENTS[f"{_name} as an escape"] = partial('{}adjust: "score{}"\n'.format, HEAD, _escape)
DOCUMENTS |= {
    "many hidden characters": lambda: HEAD + "# " + "\u200b" * 900_000 + "\n",
    "hidden character at the end of many lines": lambda: "\n" * 990_000 + "\u202e",
    "hidden characters on many lines": lambda: "#\u202e\n" * 300_000,
    "key that imitates another": lambda: HEAD + "rul\u0435s: []\n",
    "key of a rule that imitates another": lambda: lists("rule: r, sc\u043ere: 1"),
    "let that imitates a field": lambda: HEAD + "let: {w\u0435ight: 1}\n",
    "param that imitates a field": lambda: HEAD + "params: {\u0440arts: 1}\n",
    "rule that imitates another": lambda: lists("rule: sh\u043ert, score: 1"),
    "neighbour that imitates another": lambda: lists("rule: r, score: 1, before: sh\u043ert"),
    "parent that imitates another": lambda: HEAD.replace("mof", "m\u043ef"),
    "removal that imitates a rule": lambda: HEAD + "remove: [sh\u043ert]\n",
}

# Sizes: each within the limits of a single expression, or just above them


def chain_of_lets(count: int) -> str:
    """Lets each of which needs the next."""
    lines = [f"  l{n}: l{n + 1} + 1\n" for n in range(count)]
    return f"{HEAD}let:\n{''.join(lines)}  l{count}: weight\n"


def doubling(count: int, template: str, last: str) -> str:
    """Lets that are twice as large as the next."""
    lines = [f"  l{n}: {template.format(n + 1)}\n" for n in range(count)]
    return f"{HEAD}let:\n{''.join(lines)}  l{count}: {last}\n"


def scored(*expressions: str) -> str:
    """Return rules with these scores."""
    return lists(*(f"rule: r{n}, score: '{text}'" for n, text in enumerate(expressions)))


def bounds(count: int, subject: str = "actual") -> str:
    """Return a score of steps."""
    steps = ", ".join(f"{n}: {n}" for n in range(count))
    return lists(f"rule: r, score: {{steps: {subject}, at-least: {{{steps}}}, otherwise: 0}}")


def choice(text: str) -> str:
    """Return the start of a conditional that may give a text."""
    return f"'{text}' if weight > 1 else"


SIZES: dict[str, Callable[[], str]] = {
    "brackets": lambda: scored(deep("(", ")", 900)),
    "few brackets too many": lambda: scored(deep("(", ")", 201)),
    "brackets never closed": lambda: scored("(" * 1_480),
    "square brackets": lambda: scored(deep("[", "]", 900)),
    "braces": lambda: scored(deep("{{", "}}", 400)),
    "mixed brackets": lambda: scored("([{" * 600),
    "not not not": lambda: scored("not " * 450 + "weight"),
    "minus minus": lambda: scored("-" * 1_900 + "1"),
    "one plus one": lambda: scored("1" + "+1" * 900),
    "one minus one": lambda: scored("1" + "-1" * 900),
    "chain of comparisons": lambda: scored("1" + "<1" * 900),
    "chain of in": lambda: scored("1" + " in 1" * 300),
    "chain of and": lambda: scored("1" + " and 1" * 300),
    "chain of conditionals": lambda: scored("1 if 1 else " * 150 + "1"),
    "conditionals in brackets": lambda: scored(deep("1 if 1 else (", ")", 120)),
    "calls in calls": lambda: scored(deep("abs(", ")", 380)),
    "hundred arguments": lambda: scored("min(" + ",".join(["1"] * 101) + ")"),
    "nested hundreds": lambda: scored(f"min({','.join(['max(' + '1,' * 99 + '1)'] * 9)},x)"),
    "attributes": lambda: scored("weight" + ".a" * 900),
    "subscripts": lambda: scored("weight" + "[0]" * 600),
    "powers": lambda: scored("9" + "**9" * 600),
    "lambdas": lambda: scored("lambda:" * 250 + "1"),
    "f-strings": lambda: scored('f"{' * 300),
    "huge literal": lambda: scored("9" * 1_480),
    "huge fraction": lambda: scored("0." + "0" * 1_900 + "1"),
    "literal of thirty-one digits": lambda: scored("9" * 31),
    "expression of a million": lambda: scored("1+" * 450_000 + "1"),
    "expression just too long": lambda: scored("1 +" + " " * 2_000 + "1"),
    "long list": lambda: scored("1 if weight in [" + ",".join(["1"] * 900) + ",x] else 0"),
    "list of ten thousand": lambda: scored("1 if weight in [" + "1," * 10_000 + "1] else 0"),
    "list param of ten thousand": lambda: (
        HEAD + "params: {p: [" + ", ".join(map(str, range(10_000))) + "]}\n"
    ),
    "mixed list param": lambda: HEAD + "params: {p: [" + "1, " * 9_000 + "a]}\n",
    "bounds of ten thousand": lambda: bounds(10_000),
    "bounds of four thousand": lambda: bounds(4_000),
    "bounds one too many": lambda: bounds(71),
    "bounds with a large subject": lambda: bounds(70, f"'{'weight*1+' * 200}1'"),
    "bounds with an unknown subject": lambda: bounds(70, f"'{' + '.join(names(30))}'"),
    "template of a hundred thousand": lambda: lists(
        f"rule: r, score: 1, because: '{'{weight}' * 100_000}'"
    ),
    "templates": lambda: lists(
        *(f"rule: r{n}, score: 1, because: '{'{rate}' * 330}'" for n in range(400))
    ),
    "templates of unknown names": lambda: lists(
        *(f"rule: r{n}, score: 1, because: '{'{qq}' * 480}'" for n in range(400))
    ),
    "let of itself": lambda: HEAD + "let: {a: a}\n",
    "lets of each other": lambda: HEAD + "let: {a: b, b: c, c: a}\n",
    "circle of lets": lambda: (
        HEAD + "let:\n" + "".join(f"  l{n}: l{(n + 1) % 4_000}\n" for n in range(4_000))
    ),
    "circles of lets": lambda: (
        HEAD + "let:\n" + "".join(f"  l{n}: l{n ^ 1}\n" for n in range(4_000))
    ),
    "lets before a circle": lambda: (
        HEAD
        + "let:\n  z: z\n"
        + "".join(f"  l{n}: l{n + 1}\n" for n in range(4_000))
        + "  l4000: z\n"
    ),
    "chain of ten thousand lets": lambda: chain_of_lets(10_000),
    "chain of four thousand lets": lambda: chain_of_lets(4_000),
    "chain of a hundred lets": lambda: chain_of_lets(100),
    "lets that double": lambda: doubling(60, "l{0} * l{0}", "weight"),
    "truths that double": lambda: doubling(60, "l{0} and l{0}", "weight > 1"),
    "branches that double": lambda: doubling(60, "l{0} if weight > 1 else l{0}", "weight"),
    "texts that double": lambda: (
        doubling(60, "l{0} if weight > 1 else l{0}", "'x'")
        + "rules:\n"
        + "".join(
            f'  - {{rule: r{n}, when: "{" and ".join(["level1 == l0"] * 140)}", score: 1}}\n'
            for n in range(60)
        )
    ),
    "large lets used everywhere": lambda: (
        HEAD
        + f"let:\n  a: {' + '.join(['weight'] * 35)}\n"
        + "".join(f"  a{n}: {' + '.join(['a'] * 35)}\n" for n in range(100))
    ),
    "let that everything compares": lambda: (
        HEAD
        + "let:\n"
        + "".join(
            f"  t{n}: {' '.join(choice(f'x{n}{m}') for m in range(30))} t{n + 1}\n"
            for n in range(60)
        )
        + "  t60: level2\nrules:\n"
        + "".join(f"  - {{rule: r{n}, when: level1 == t0, score: 1}}\n" for n in range(1_000))
    ),
    "unknown names": lambda: scored(*[f"min({','.join(names(300))})"] * 100),
    "unknown names of their own": lambda: scored(
        *(f"min({','.join(f'q{n}x{m}' for m in range(150))})" for n in range(300))
    ),
    "unknown functions": lambda: scored(
        "min(" + ",".join(f"{name}(1)" for name in names(200)) + ")"
    ),
    "unknown names among many params": lambda: (
        HEAD
        + "params:\n"
        + "".join(f"  {name}abcdefghij: 1\n" for name in names(4_000))
        + "let:\n"
        + "".join(f"  x{name}: {name}abcdefghik\n" for name in names(400))
    ),
    "odd numbers": lambda: scored(*[",".join(["01"] * 600)] * 100),
    "forbidden constructs": lambda: scored(*[f"min({','.join(['a.b'] * 450)})"] * 100),
    "wrong types": lambda: scored(*[f"min({','.join(['unit'] * 300)})"] * 100),
    "deep ends": lambda: scored(*[f"min({'1,' * 850}{deep('abs(', ')', 45)})"] * 100),
    "Chinese deep ends": lambda: scored(
        *[f"最小({'分值,' * 500}{deep('绝对值(', ')', 45)})"] * 100
    ),
    "syntax errors at the end": lambda: scored(*[f"min({'1,' * 900}!)"] * 400),
    "large expressions": lambda: scored(
        *[f"1 if {' and '.join(['weight>1'] * 190)} else 0"] * 400
    ),
    "large expressions in Chinese": lambda: scored(
        *[f"1 if {' and '.join(['分值>1'] * 180)} else 0"] * 400
    ),
    "rules": lambda: lists(*(f"rule: r{n}, score: weight" for n in range(20_000))),
    "rules just few enough, one wrong": lambda: lists(
        *(f"rule: r{n}, score: weight" for n in range(1_480)), "rule: z, score: oops"
    ),
    "params just few enough, one wrong": lambda: (
        HEAD + "params:\n" + "".join(f"  p{n}: {n}\n" for n in range(3_730)) + "  p-: 1\n"
    ),
    "params that say much, one wrong": lambda: (
        HEAD
        + "params:\n"
        + "".join(
            f"  p{n}: {{value: {n}, label: {{zh: a, en: b}}, range: [0, 1]}}\n" for n in range(570)
        )
    ),
    "lists of params, one wrong": lambda: (
        HEAD + "params:\n" + "".join(f"  p{n}: [1, 2, a]\n" for n in range(1_480))
    ),
    "sources just few enough, one wrong": lambda: (
        HEAD
        + "sources:\n"
        + "".join(f"  s{n}: {{title: {{zh: a}}, status: seen}}\n" for n in range(920))
        + "adjust: oops\n"
    ),
    "reasons just few enough, one wrong": lambda: lists(
        *(f"rule: r{n}, drop: true, because: {{zh: a, en: b}}" for n in range(670)),
        "rule: z, score: oops",
    ),
    "steps just few enough, one wrong": lambda: lists(
        *(
            f"rule: r{n}, score: {{steps: rate, above: {{1: 1, 2: 2}}, otherwise: 0}}"
            for n in range(460)
        ),
        "rule: z, score: oops",
    ),
    "checks just few enough, one wrong": lambda: (
        HEAD
        + "checks:\n"
        + "".join(
            f"  - {{check: c{n}, expect: total > 0, severity: note}}\n" for n in range(1_050)
        )
        + "  - {check: z, expect: oops, severity: note}\n"
    ),
    "lets just few enough, one wrong": lambda: (
        HEAD + "let:\n" + "".join(f"  l{n}: weight\n" for n in range(450)) + "  z: oops\n"
    ),
    "conditions just few enough, one wrong": lambda: lists(
        *(
            f"rule: r{n}, for: rows, when: weight > 1, score: weight, require: weight > 2"
            for n in range(670)
        ),
        "rule: z, score: oops",
    ),
    "rules of the same name": lambda: lists(*["rule: r, score: 1"] * 1_480),
    "rules that move in a row": lambda: lists(
        *(f"rule: r{n}, score: 1, before: r{n + 1}" for n in range(1_350))
    ),
    "rules that move back in a row": lambda: lists(
        *(f"rule: r{n}, score: 1, after: r{n - 1}" for n in range(1_350))
    ),
    "rules that move nowhere": lambda: lists(
        *(f"rule: r{n}, score: 1, before: q{n}" for n in range(1_350))
    ),
    "removals of nothing": lambda: (
        HEAD + "remove: [" + ", ".join(f"q{n}" for n in range(9_000)) + "]\n"
    ),
    "long removals of nothing": lambda: (
        HEAD + "remove: [" + ", ".join("x" * 400 + str(n) for n in range(2_000)) + "]\n"
    ),
    "checks without anything": lambda: HEAD + "checks: [" + "{}, " * 9_000 + "]\n",
    "rules without anything": lambda: HEAD + "rules: [" + "{}, " * 9_000 + "]\n",
    "rules that are texts": lambda: HEAD + "rules: [" + "a, " * 9_000 + "]\n",
    "rules of a wrong kind": lambda: lists(
        *(f"rule: [r{n}], score: [], when: [], for: x, cites: []" for n in range(600))
    ),
    "sources that nobody has": lambda: (
        HEAD
        + "sources:\n"
        + "".join(f"  {name}{'y' * 90}: {{title: t, status: seen}}\n" for name in names(1_000))
        + "rules:\n"
        + "".join(
            f"  - {{rule: r{n}, score: 1, cites: {name}{'y' * 89}z}}\n"
            for n, name in enumerate(names(500))
        )
    ),
    "long source that nobody has": lambda: (
        HEAD
        + f"sources: {{? {'y' * 400_000} : {{title: t, status: seen}}}}\n"
        + f"rules: [{{rule: r, score: 1, cites: {'y' * 400_001}}}]\n"
    ),
    "fields that nobody knows": lambda: (
        HEAD + "inputs: {judged: [" + ", ".join(names(9_000)) + "]}\n"
    ),
    "inputs that nobody knows": lambda: (
        HEAD + "inputs:\n" + "".join(f"  {name}: [judged]\n" for name in names(3_000))
    ),
    "long text where a word is due": lambda: HEAD + f"rounding: {{mode: {'x' * 900_000}}}\n",
    "long text where a number is due": lambda: HEAD + f"tolerance: {'x' * 900_000}\n",
    "long text where a mapping is due": lambda: HEAD + f"params: {'x' * 900_000}\n",
    "long list where a text is due": lambda: HEAD + f"tolerance: [{'1, ' * 9_000}]\n",
}


# Plain data


def shared(levels: int, width: int = 10) -> list[Any]:
    """A list that holds the same list many times, which holds the same list many times …"""
    found: list[Any] = ["lol"]
    for _ in range(levels):
        found = [found] * width
    return found


def of_itself() -> dict[str, Any]:
    """A mapping that holds itself."""
    found: dict[str, Any] = {**BASE}
    found["params"] = found
    return found


def nested(depth: int) -> Any:
    """A mapping in a mapping in a mapping."""
    found: Any = 1
    for _ in range(depth):
        found = {"a": found}
    return found


class Loud:
    """An object that must not be asked anything."""

    def __str__(self) -> str:
        raise AssertionError("was asked")

    __repr__ = __str__


DATA: dict[str, Callable[[], Any]] = {
    "list shared many times": lambda: {**BASE, "rules": shared(30)},
    "mapping of itself": of_itself,
    "deep mapping": lambda: {**BASE, "params": nested(5_000)},
    "wide mapping": lambda: {**BASE, **{f"k{n}": 1 for n in range(200_000)}},
    "wide list": lambda: {**BASE, "rules": range(10**9)},
    "long text": lambda: {**BASE, "title": "x" * 10 * MILLION},
    "long key": lambda: {**BASE, "k" * 900_000: {str(n): 1 for n in range(900)}},
    "whole number of many digits": lambda: {**BASE, "tolerance": 10**50_000},
    "key of many digits": lambda: {**BASE, 10**50_000: 1},
    "infinity": lambda: {**BASE, "tolerance": float("inf")},
    "not a number": lambda: {**BASE, "tolerance": float("nan")},
    "bytes": lambda: {**BASE, "title": b"t"},
    "set": lambda: {**BASE, "title": {1}},
    "function": lambda: {**BASE, "title": print},
    "module": lambda: {**BASE, "title": yaml},
    "object": lambda: {**BASE, "title": Loud()},
    "class": lambda: {**BASE, "title": Loud},
    "generator": lambda: {**BASE, "rules": (n for n in range(9))},
    "lone surrogate": lambda: {**BASE, "title": "a\ud800"},
    "lone surrogate in a key": lambda: {**BASE, "a\ud800": 1},
    "None as a key": lambda: {**BASE, None: 1},
    "list for a policy": lambda: [BASE],
    "number for a policy": lambda: 7,
    "nothing for a policy": lambda: None,
}


# Folders


def written(folder: Path, name: str, year: int | str, **parts: object) -> Path:
    """Write a policy into a rules folder."""
    path = folder / name / f"{year}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_yaml({"policy": name, "year": year, "title": "t", **parts}), "utf-8")
    return path


def long_chain(folder: Path) -> None:
    """Write ten thousand policies, each the parent of the one before."""
    for number in range(9_000):
        year, parent = 1000 + number, f"chain@{1001 + number}"
        path = folder / "chain" / f"{year}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"policy: chain\nyear: {year}\nextends: {parent}\n", "utf-8")
    for number in range(1_000):
        written(folder, f"c{number}", 2000, extends=f"c{number + 1}@2000")


def chain_of_years(folder: Path) -> None:
    """Write a chain within the years that a policy may have."""
    for year in range(1900, 2900):
        path = folder / "chain" / f"{year}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"policy: chain\nyear: {year}\nextends: chain@{year + 1}\n", "utf-8")


def large_chain(folder: Path, comment: str = "# x\n" * 200_000, rules: int = 0) -> None:
    """Write fifteen policies that are each as large as one may be."""
    for number in range(15):
        lines = [f"  - {{rule: r{number}x{n}, score: weight}}\n" for n in range(rules)]
        head = f"policy: c{number}\nyear: 2024\ntitle: t\nextends: c{number + 1}@2024\n"
        path = folder / f"c{number}" / "2024.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(comment + head + ("rules:\n" if rules else "") + "".join(lines), "utf-8")


def circle(folder: Path, *members: str) -> None:
    """Write policies each of which extends the next, and the last the first."""
    for number, name in enumerate(members):
        written(folder, name, 2024, extends=f"{members[(number + 1) % len(members)]}@2024")


def linked_out(folder: Path, what: str) -> None:
    """Write a rules folder from which a link leads out."""
    target = written(folder / "elsewhere", "secret", 2020, extends="mof@2020")
    rules = folder / "rules"
    if what == "folder":
        rules.mkdir()
        (rules / "secret").symlink_to(target.parent)
    else:
        (rules / "secret").mkdir(parents=True)
        (rules / "secret" / "2020.yaml").symlink_to(target)
    written(rules, "child", 2024, extends="secret@2020")


def links_in_a_circle(folder: Path) -> None:
    """Write a rules folder with a link to itself."""
    (folder / "loop").mkdir()
    (folder / "loop" / "2024.yaml").symlink_to("2024.yaml")


def crowded(folder: Path) -> None:
    """Write a rules folder with ten thousand policies."""
    for number in range(10_000):
        (folder / f"policy{number}").mkdir()
        (folder / f"policy{number}" / "2024.yaml").write_bytes(b"")


def crowded_with_files(folder: Path) -> None:
    """Write a rules folder with ten thousand files that are no policies."""
    for number in range(10_000):
        (folder / f"file{number}.txt").write_bytes(b"")


def by_name(name: str, rules: str = ".") -> Callable[[Path], object]:
    """Return a call that loads a policy from the folder by its name."""
    return lambda folder: pingfen.load_policy(name, rules=[folder / rules])


def by_path(path: str) -> Callable[[Path], object]:
    """Return a call that loads a policy by its path."""
    return lambda folder: pingfen.load_policy(folder / path)


def fifo(folder: Path) -> None:
    """Make a pipe that nobody writes into."""
    import os

    os.mkfifo(folder / "pipe.yaml")


def nothing(_: Path) -> None:
    """Prepare nothing."""


EXTENDS = {
    "a folder above": "../../x@2020",
    "an absolute path": "/etc/passwd",
    "an absolute path with a year": "/etc/passwd@2020",
    "a file": "2024.yaml",
    "a web address": "https://example.org/x@2020",
    "a file address": "file:///etc/passwd",
    "backslashes": "..\\x@2020",
    "a drive": "C:\\x@2020",
    "a share": "\\\\host\\share@2020",
    "dots": "..@2020",
    "a dot": ".@2020",
    "a slash behind": "mof/@2020",
    "a percent escape": "%2e%2e%2fx@2020",
    "a home folder": "~@2020",
    "a variable": "$HOME@2020",
    "NUL": "mof\0@2020",
    "a blank": "mof @2020",
    "a line break": "mof\n@2020",
    "no year": "mof",
    "two years": "mof@2020@2021",
    "a year of five digits": "mof@20200",
    "a year in full-width digits": "mof@２０２０",
    "a long name": "x" * 900_000 + "@2020",
    "a device of Windows": "NUL@2020",
    "another device of Windows": "con@2020",
    "a printer of Windows": "LPT1@2020",
    "another case": "MOF@2020",
    "a list": ["mof@2020"],
    "nothing": "",
}

FOLDERS: dict[str, tuple[Callable[[Path], object], Callable[[Path], object]]] = {
    "chain of ten thousand": (long_chain, by_name("c0@2000")),
    "chain of a thousand years": (chain_of_years, by_name("chain@1900")),
    "chain of large files": (large_chain, by_name("c0@2024")),
    "chain of files with many rules": (
        partial(large_chain, comment="", rules=1_500),
        by_name("c0@2024"),
    ),
    "own parent": (lambda folder: circle(folder, "own"), by_name("own@2024")),
    "two in a circle": (lambda folder: circle(folder, "a", "b"), by_name("a@2024")),
    "nine in a circle": (lambda folder: circle(folder, *"abcdefghi"), by_name("a@2024")),
    "linked file": (partial(linked_out, what="file"), by_name("child@2024", "rules")),
    "linked folder": (partial(linked_out, what="folder"), by_name("child@2024", "rules")),
    "linked file by name": (partial(linked_out, what="file"), by_name("secret@2020", "rules")),
    "linked folder by name": (partial(linked_out, what="folder"), by_name("secret", "rules")),
    "links in a circle": (links_in_a_circle, by_name("loop@2024")),
    "folder for a file": (
        lambda folder: (folder / "p" / "2024.yaml").mkdir(parents=True),
        by_name("p@2024"),
    ),
    "folder by its path": (lambda folder: (folder / "p.yaml").mkdir(), by_path("p.yaml")),
    "pipe": (fifo, by_path("pipe.yaml")),
    "endless device": (nothing, lambda _: pingfen.load_policy("/dev/zero")),
    "terminal": (nothing, lambda _: pingfen.load_policy("/dev/tty")),
    "crowded folder": (crowded, by_name("polici")),
    "crowded folder, by year": (crowded, by_name("policy77@2023")),
    "folder crowded with files": (crowded_with_files, by_name("nothere")),
    "rules that are a file": (
        lambda folder: (folder / "r").write_bytes(b""),
        by_name("mof", "r"),
    ),
    "rules that are missing": (nothing, by_name("mof", "r")),
    "rules with NUL": (nothing, lambda _: pingfen.load_policy("mof", rules=["\0"])),
    "rules with a long name": (
        nothing,
        lambda _: pingfen.load_policy("mof", rules=["r" * MILLION]),
    ),
    "name with a folder above": (
        lambda folder: written(folder, "x", 2020, extends="mof@2020"),
        lambda folder: pingfen.load_policy("../x@2020", rules=[folder / "x"]),
    ),
    "name with NUL": (nothing, lambda _: pingfen.load_policy("mof\0@2020")),
    "long name": (nothing, lambda _: pingfen.load_policy("x" * MILLION)),
    "long name with a year": (nothing, lambda _: pingfen.load_policy("x" * MILLION + "@2020")),
    "name that is empty": (nothing, lambda _: pingfen.load_policy("")),
    "name that reorders": (nothing, lambda _: pingfen.load_policy("mof\u202e@2020")),
    "another case by name": (nothing, lambda _: pingfen.load_policy("MOF@2020")),
    "another policy in the file": (
        lambda folder: written(folder, "a", 2024).rename(folder / "a" / "2023.yaml"),
        by_name("a@2023"),
    ),
}


def load_text(folder: Path) -> object:
    """Load the policy that was written as a file."""
    return pingfen.load_policy(folder / "p.yaml")


def as_file(content: Callable[[], str | bytes]) -> Callable[[Path], object]:
    """Return a call that writes a policy."""

    def write(folder: Path) -> None:
        found = content()
        (folder / "p.yaml").write_bytes(found.encode() if isinstance(found, str) else found)

    return write


def from_file(name: str, content: Callable[[], str | bytes]) -> Input:
    """Return an input that is the content of a file."""
    return Input(name, as_file(content), load_text)


def all_inputs() -> Iterator[Input]:
    """Yield every hostile input."""
    for name, text in table("expressions").items():
        yield from_file(f"score: {name}", partial(to_yaml, rule_with(score=text)))
        yield from_file(f"when: {name}", partial(to_yaml, rule_with(when=text, score=1)))
        if not AGGREGATE.match(text):  # which a let may hold until a rule uses it
            yield from_file(f"let: {name}", partial(to_yaml, {**BASE, "let": {"x": text}}))
    for name, text in table("templates").items():
        policy = rule_with(score=1, because=text)
        yield from_file(f"template: {name}", partial(to_yaml, policy))
    for name, content in DOCUMENTS.items():
        yield from_file(f"document: {name}", content)
    for name, content in SIZES.items():
        yield from_file(f"size: {name}", content)
    for name, parent in EXTENDS.items():
        yield from_file(f"extends: {name}", partial(to_yaml, {**BASE, "extends": parent}))
    for name, make in DATA.items():
        load = partial(_parse_made, make)
        yield Input(f"data: {name}", nothing, load)
    for name, (prepare, load_it) in FOLDERS.items():
        yield Input(f"folder: {name}", prepare, load_it)


def _parse_made(make: Callable[[], Any], _: Path) -> object:
    return pingfen.parse_policy(make())


INPUTS: Mapping[str, Input] = {found.name: found for found in all_inputs()}
