"""Every message exists in both languages, with the same values, and is used."""

import re
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from pingfen.messages import TABLES, Bilingual, Message
from pingfen.scorecard import VERDICTS

SRC = Path(__file__).parent.parent / "src" / "pingfen"
CODE = "\n".join(
    path.read_text("utf-8") for path in SRC.rglob("*.py") if path.parent.name != "messages"
)
MESSAGES = {
    code: said
    for name in TABLES
    for code, said in import_module(f"pingfen.messages.{name}").MESSAGES.items()
}
# codes that are put together from a word of the language
MADE = {f"verdict-{verdict}" for verdict in VERDICTS}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_has_the_same_values_in_both_languages(code: str) -> None:
    chinese, english = MESSAGES[code]
    assert fields(chinese) == fields(english)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_chinese_in_chinese_and_not_in_english(code: str) -> None:
    chinese, english = MESSAGES[code]
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[\u4e00-\u9fff]", english)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_used(code: str) -> None:
    family = code.rsplit("-", 1)[0]
    families = {code.split("-", 1)[0] + "-{", family + "-{"}
    assert f'"{code}"' in CODE or any(f'f"{start}' in CODE for start in families)


def test_every_code_that_is_said_exists() -> None:
    said = set(re.findall(r'(?:say|Message\.of|says=|problem)\(?\s*\(?"([a-z0-9-]+)"', CODE))
    own = set(re.findall(r'problem\(\s*"([a-z-]+)",\s[^)]*says=', CODE, re.DOTALL))
    assert said - own - set(MESSAGES) <= {"too-large", "too-deep"}


def test_values_are_said_in_the_language_of_the_message() -> None:
    title = Bilingual("办法", "policy")
    message = Message.of("explain-source", title=title, status="x")
    assert "办法" in message.in_lang("zh")
    assert "policy" in message.in_lang("en")


def test_a_code_stands_in_one_table_only() -> None:
    tables = [import_module(f"pingfen.messages.{name}").MESSAGES for name in TABLES]
    assert sum(map(len, tables)) == len(MESSAGES)


def test_every_table_is_looked_up() -> None:
    files = {path.stem for path in (SRC / "messages").glob("*.py")} - {"__init__"}
    assert files == set(TABLES)
