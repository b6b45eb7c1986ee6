"""Reads the styles of an .xlsx workbook for one thing: the number format of each style of cells.

openpyxl refuses whole workbooks for a fill or a font that it does not know; other writers than
Excel have such, and no form depends on them.
"""

from xml.parsers import expat

from pingfen.readers.workbook.format_codes import BUILTIN, GENERAL


def formats_of(part: bytes) -> list[str]:
    """Return the code of the number format of each style of cells, by the style's number.

    Raises ``ValueError`` or ``ExpatError`` if the part is damaged.
    """
    styles = _Styles()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = styles.start
    parser.EndElementHandler = styles.end
    parser.Parse(part, True)  # noqa: FBT003  # all of it; expat knows it by position only
    return [styles.codes.get(number, GENERAL) for number in styles.numbers] or [GENERAL]


class _Styles:
    """The formats that a workbook defines, and the number of that of each style."""

    def __init__(self) -> None:
        self.codes = dict(BUILTIN)
        self.numbers: list[int] = []
        self.inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a format, or a style of cells; styles that only have a name are others."""
        match name.rpartition(" ")[2]:
            case "numFmt" if not self.inside:
                self.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            case "cellXfs":
                self.inside = True
            case "xf" if self.inside:
                self.numbers.append(int(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        """Leave the styles of cells."""
        if name.rpartition(" ")[2] == "cellXfs":
            self.inside = False
