"""What an author meant by an expression that cannot be read: habits of other languages.

Chinese input methods give full-width signs; Excel, SQL and C have operators of their own. Each is
rewritten as this language writes it, and where the whole can then be read, the hint shows it.
Imported only once an expression is wrong.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.exact import decimals, fixed
from pingfen.messages import Message, Text

# a longer text is not rewritten: the patterns below would take too long to see that none fits
MOST_REWRITTEN = 300
Match = re.Match[str]
DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")
# sign → how it is written here; the longer ones are looked for first
SIGNS: Mapping[str, str] = MappingProxyType(
    {"＞＝": ">=", "＜＝": "<=", "！＝": "!=", "＝＝": "==", "＜＞": "!=", "<>": "!="}
    | {"=>": ">=", "=<": "<=", "＆＆": " and ", "&&": " and ", "｜｜": " or ", "||": " or "}
    | dict.fromkeys("≥≧⩾", ">=")
    | dict.fromkeys("≤≦⩽", "<=")
    | dict(zip("＞＜》《（）【】［］，、；;＋", "><><()[][],,,,+", strict=True))
    | dict.fromkeys("－−–—", "-")
    | dict.fromkeys("×＊✕·", "*")
    | dict.fromkeys("÷／", "/")
    | {"≠": "!=", "＝": "==", "！": "not ", "!": "not "}
)
WORDS: Mapping[str, str] = MappingProxyType(
    {"且": "and", "并且": "and", "而且": "and", "同时": "and", "AND": "and", "OR": "or"}
    | {"或": "or", "或者": "or", "非": "not", "不": "not", "NOT": "not", "ELSE": "else"}
    | {"IN": "in", "IF": "if", "否则": "else"}
)
PERCENT = r"(?P<percent>[0-9０-９]+(?:[.．][0-9０-９]+)?)[ ]*[%％]"
AFTER_PERCENT = r"(?=\s*(?:$|[)\],<>=!+*/，）≥≤＝＞＜-]|(?:and|or|if|else|in|not|且|或)(?!\w)))"
FOREIGN = re.compile(
    r"(?P<quoted>'[^'\n]*'|\"[^\"\n]*\")"
    r"|(?P<quotes>“[^“”]*”|‘[^‘’]*’|「[^「」]*」|＂[^＂]*＂|＇[^＇]*＇|”[^“”]*”)"
    rf"|{PERCENT}{AFTER_PERCENT}"
    r"|(?P<own>[<>!=]=(?!=))"
    rf"|(?P<word>(?<!\w)(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?!\w))"
    r"|(?P<split>[<>!=]\s+=(?!=))"
    rf"|(?P<sign>{'|'.join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))})"
    r"|(?P<equals>={2,3}|=)"
    r"|(?P<digits>[０-９．][0-9０-９.．]*|[0-9]+[０-９．][0-9０-９.．]*)"
)
OPERATOR_LAST = re.compile(r"(?P<found>[-+*/<>=!]+|\b(?:and|or|not|in|if|else))\s*$")
CONDITIONALS = (
    re.compile(r"^\s*=?\s*(?:if|IF|如果|若)\s*\((?P<c>.+?),(?P<a>.+),(?P<b>[^,]+)\)\s*$"),
    re.compile(
        r"^\s*(?:if|IF|如果|若)\s+(?P<c>.+?)\s*(?::|,|\bthen\b|THEN|则|那么)\s*(?P<a>.+?)\s*,?\s*"
        r"(?:\belse\b|ELSE|否则)\s*:?\s*(?P<b>.+)$"
    ),
    re.compile(
        r"(?i)^\s*case\s+when\s+(?P<c>.+?)\s+then\s+(?P<a>.+?)\s+else\s+(?P<b>.+?)\s+end\s*$"
    ),
    re.compile(r"^(?P<c>[^?？]+)[?？](?P<a>[^:：]+)[:：](?P<b>.+)$"),
)
NULL = re.compile(r"(?i)(?P<name>\w+)\s+is\s+(?P<no>not\s+)?(?:null|none)\b")
BETWEEN = re.compile(r"(?i)(?P<x>\w+)\s+between\s+(?P<low>[\w.]+)\s+and\s+(?P<high>[\w.]+)")


Reads = Callable[[str], bool]


class Reading(NamedTuple):
    """Where an expression first goes wrong, how long that is, and what to write instead."""

    start: int
    length: int
    hint: Text


def reading(text: str, offset: int, said: str, reads: Reads) -> Reading:  # noqa: PLR0911  # one a mistake
    """Return what is most likely wrong with an expression that Python's parser cannot read.

    ``reads`` tells whether a text is an expression; what is no better is not offered.
    """
    if not text.strip():
        return Reading(0, 1, Message.of("hint-empty"))
    if text.lstrip().startswith("=") and not text.lstrip().startswith("=="):
        return _formula(text, reads)
    if "unterminated" in said:
        start = min(offset, len(text) - 1)
        return Reading(start, 1, Message.of("hint-close", found=text[start]))
    first = next(filter(_is_foreign, FOREIGN.finditer(text)), None)
    whole = rewritten(text, reads)
    if first and not _ternary(text):
        return _instead(first, whole)
    if whole:
        start = text.index(text.strip()[:1])
        return Reading(start, len(text.strip()), Message.of("hint-whole", whole=whole))
    if first:
        return _instead(first, None)
    return _unfinished(text, offset, said)


def rewritten(text: str, reads: Reads) -> str | None:
    """Return an expression as this language writes it, or None where that cannot be read either.

    >>> rewritten("完成值 ≥ 指标值 且 方向 ＝ “>=”", lambda text: "=" in text)
    "完成值 >= 指标值 and 方向 == '>='"
    >>> rewritten("IF(完成值>=90%,分值,0)", lambda text: "else" in text)
    '分值 if 完成值>=0.9 else 0'
    """
    plain = " ".join(FOREIGN.sub(_as_written_here, text).split())
    plain = NULL.sub(lambda match: f"{'' if match['no'] else 'not '}given({match['name']})", plain)
    if len(plain) > MOST_REWRITTEN:
        return None
    for attempt in (
        plain,
        _conditional(plain),
        BETWEEN.sub(r"\g<low> <= \g<x> <= \g<high>", plain),
    ):
        if attempt and attempt != text.strip() and reads(attempt):
            return attempt
    return None


def _ternary(text: str) -> bool:
    text = FOREIGN.sub(_as_written_here, text)
    return len(text) <= MOST_REWRITTEN and _conditional(text) is not None


def _conditional(text: str) -> str | None:
    for pattern in CONDITIONALS:
        if match := pattern.match(text):
            return "{a} if {c} else {b}".format_map(
                {key: part.strip() for key, part in match.groupdict().items()}
            )
    return None


def _is_foreign(match: Match) -> bool:
    return match.lastgroup not in {"quoted", "own"} and match[0] != "=="


def _as_written_here(match: Match) -> str:  # noqa: PLR0911  # one a mistake
    found = match[0]
    match match.lastgroup:
        case "quotes":
            inner = SIGNS.get(found[1:-1], found[1:-1])
            return f'"{inner}"' if "'" in inner else f"'{inner}'"
        case "split":
            return "".join(found.split())
        case "percent":
            return hundredth(match["percent"].translate(DIGITS))
        case "equals":
            return "=="
        case "word":
            return WORDS[found]
        case "sign":
            return SIGNS[found]
        case "digits":
            return found.translate(DIGITS)
    return found


def hundredth(number: str) -> str:
    """Return a percentage as a decimal.

    >>> hundredth("98"), hundredth("99.5")
    ('0.98', '0.995')
    """
    value = Fraction(number) / 100
    return fixed(value, decimals(value) or 0)


def _formula(text: str, reads: Reads) -> Reading:
    """Explain an expression that begins with = as in a spreadsheet."""
    inner = text.strip().lstrip("=").strip()
    whole = inner if reads(inner) else rewritten(inner, reads)
    hint = Message.of("hint-no-equals", whole=whole or "…")
    return Reading(text.index("="), 1, hint)


def _instead(match: Match, whole: str | None) -> Reading:
    found, name = match[0], _as_written_here(match).strip()
    if whole is None:
        hint = Message.of("hint-instead-part", found=found, name=name)
    elif found.isascii() or match.lastgroup in {"word", "quotes", "percent"}:
        hint = Message.of("hint-instead", found=found, name=name, whole=whole)
    else:
        hint = Message.of("hint-half-width-whole", found=found, name=name, whole=whole)
    return Reading(match.start(), len(found), hint)


def _unfinished(text: str, offset: int, said: str) -> Reading:
    """Explain what is missing: a bracket, an operand, an operator, an else."""
    start = min(max(offset, 0), max(len(text.rstrip()) - 1, 0))
    if "else" in said:
        at = re.search(r"\bif\b", text)
        return Reading(at.start() if at else start, 2, Message.of("hint-else"))
    if found := OPERATOR_LAST.search(text):
        hint = Message.of("hint-operand", found=found["found"])
        return Reading(found.start(), len(found["found"]), hint)
    if bracket := _lone_bracket(text):
        return bracket
    if "forgot" in said or _two_side_by_side(text[start:]):
        rest = re.match(r"\w+|\S", text[start:])
        return Reading(start, len(rest[0]) if rest else 1, Message.of("hint-operator"))
    return Reading(start, min(20, len(text) - start), Message.of("hint-grammar"))


def _two_side_by_side(text: str) -> bool:
    return re.match(r"[\w'\"]+", text) is not None


def _lone_bracket(text: str) -> Reading | None:
    waiting: list[int] = []
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", lambda match: " " * len(match[0]), text)
    pairs = {")": "(", "]": "["}
    for at, char in enumerate(bare):
        if char in pairs.values():
            waiting.append(at)
        elif char in pairs:
            if not waiting or bare[waiting[-1]] != pairs[char]:
                hint = Message.of("hint-bracket-closed", found=char, name=pairs[char])
                return Reading(at, 1, hint)
            waiting.pop()
    if not waiting:
        return None
    opened = bare[waiting[-1]]
    closed = {"(": ")", "[": "]"}[opened]
    return Reading(waiting[-1], 1, Message.of("hint-bracket-closed", found=opened, name=closed))
