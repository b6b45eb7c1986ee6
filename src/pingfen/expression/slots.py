"""What was meant by braces in a template that hold no name with one of its formats.

Imported only once a template is wrong.
"""

import re

from pingfen.expression.vocabulary import canonical
from pingfen.messages import Message, Text

NAME = r"\s*(?P<name>\w+)\s*"
PLACES = re.compile(
    NAME + r"[:：]\s*(?P<width>[<>^,+]?[0-9]*)[.．]?(?P<places>[0-9]+)?\s*(?P<style>[f%％])?\s*"
)
OPERATORS = re.compile(r"[-+*/()<>=\[\]≥≤×÷（）]")
MOST_PLACES = 12


def slot_hint(rest: str, length: int) -> Text:
    """Return what to write for a slot; ``rest`` begins with its brace, ``length`` is all of it.

    >>> str(slot_hint("{ratio:2%} 完成", 10)), str(slot_hint("{分值 * 2}", 8))
    ('写作 {ratio:.2%}', '花括号内不能写算式；请在 let 中命名后引用')
    """
    found = rest[:length]
    if len(found) == 1:
        return Message.of("hint-template-close", found=found)
    inner = found[1:-1]
    if match := PLACES.fullmatch(inner):
        return _with_format(match)
    if OPERATORS.search(inner):
        return Message.of("hint-template-let")
    return Message.of("hint-template")


def _with_format(match: re.Match[str]) -> Text:
    name, style = match["name"], (match["style"] or "f").replace("％", "%")
    places = match["places"] or (match["width"] if match["width"].isdigit() else "")
    if not canonical(name).isidentifier() or not places or int(places) > MOST_PLACES:
        return Message.of("hint-template")
    return Message.of("hint-template-write", found=f"{{{name}:.{int(places)}{style}}}")
