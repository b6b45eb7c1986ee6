"""How boxes and paragraphs look, by name: one table for workbooks and documents alike."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

SONG, FANGSONG, HEI = "宋体", "仿宋", "黑体"
# what stands in where a machine lacks one of them
FALLBACKS: Mapping[str, str] = MappingProxyType(
    {SONG: "SimSun", FANGSONG: "FangSong", HEI: "SimHei"}
)
LEFT, CENTER, RIGHT = "left", "center", "right"


class Style(NamedTuple):
    """How a box or a paragraph looks.

    ``size`` is in points; ``fill`` and ``color`` are six hexadecimal digits, nothing for none.
    ``indented`` begins a paragraph of a document two characters further in.
    """

    align: str = LEFT
    size: int = 10
    bold: bool = False
    fill: str = ""
    color: str = ""
    border: bool = True
    font: str = SONG
    indented: bool = False


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        # boxes of tables
        "text": Style(),
        "center": Style(CENTER),
        "number": Style(RIGHT),
        "head": Style(CENTER, bold=True, fill="E7EDF5"),
        "label": Style(CENTER),
        "strong": Style(bold=True),
        "muted": Style(color="7F7F7F"),
        "error": Style(fill="F9D6D2", color="7A1C12"),
        "doubt": Style(fill="FDEBC8", color="6B4700"),
        "note": Style(fill="DCE9F7", color="1F3F66"),
        # numbers that say how many of each
        "error-count": Style(RIGHT, fill="F9D6D2", color="7A1C12"),
        "doubt-count": Style(RIGHT, fill="FDEBC8", color="6B4700"),
        "note-count": Style(RIGHT, fill="DCE9F7", color="1F3F66"),
        "good": Style(fill="DFF0DC", color="21512A"),
        # lines above and below tables, paragraphs of documents
        "title": Style(CENTER, 16, bold=True, border=False),
        "subtitle": Style(CENTER, 11, border=False),
        "right": Style(RIGHT, border=False),
        "left": Style(border=False),
        "heading": Style(size=14, bold=True, border=False, font=HEI),
        "address": Style(size=14, border=False, font=FANGSONG),
        "body": Style(size=14, border=False, font=FANGSONG, indented=True),
        "signature": Style(RIGHT, 14, border=False, font=FANGSONG),
    }
)
