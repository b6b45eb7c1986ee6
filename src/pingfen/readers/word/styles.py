"""The character styles of a Word document: which hide their text, raise or lower it."""

import zipfile
from types import MappingProxyType

from pingfen.readers.archive import part_of
from pingfen.readers.markup import Action, Attributes, Markup, is_on, named, value
from pingfen.readers.word.runs import Styles

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MATTER = (b"vanish", b"vertAlign")  # without these no style matters: most templates have neither
MOST_BASED = 20  # styles based on styles based on styles


def styles_of(archive: zipfile.ZipFile, part: str, file: str) -> Styles:
    """Return the character styles that matter, from the part beside the document's own."""
    name = part.rpartition("/")[0] + "/styles.xml"
    if name.lstrip("/") not in archive.namelist():
        return MappingProxyType({})
    content = part_of(archive, name.lstrip("/"), file)
    if not any(word in content for word in MATTER):
        return MappingProxyType({})
    sheet = _Sheet(file, name.lstrip("/"))
    sheet.markup.hear(content)
    return MappingProxyType({style: sheet.look(style) for style in sheet.parents})


class _Sheet:
    """The part with the styles while it is read."""

    def __init__(self, file: str, part: str) -> None:
        self.style = ""
        self.parents: dict[str, str] = {}
        self.hidden: dict[str, bool] = {}
        self.shifts: dict[str, str] = {}
        self.markup = Markup(file, part)
        actions: dict[str, Action] = {
            "style": self._open,
            "basedOn": self._base,
            "vanish": self._hide,
            "vertAlign": self._shift,
            "tblStylePr": self.markup.skip,
            "docDefaults": self.markup.skip,
        }
        self.markup.starts = named(NAMESPACES, actions)

    def look(self, style: str) -> tuple[bool, str]:
        """Return how a style looks, with what it takes from those that it is based on."""
        hidden: bool | None = None
        shift: str | None = None
        for _ in range(MOST_BASED):
            hidden = self.hidden.get(style) if hidden is None else hidden
            shift = self.shifts.get(style) if shift is None else shift
            style = self.parents.get(style, "")
        return bool(hidden), shift or ""

    def _open(self, attributes: Attributes) -> None:
        character = value(attributes, "type") == "character"
        self.style = value(attributes, "styleId") if character else ""
        if self.style:
            self.parents[self.style] = ""

    def _base(self, attributes: Attributes) -> None:
        if self.style:
            self.parents[self.style] = value(attributes)

    def _hide(self, attributes: Attributes) -> None:
        if self.style:
            self.hidden[self.style] = is_on(attributes)

    def _shift(self, attributes: Attributes) -> None:
        if self.style:
            self.shifts[self.style] = value(attributes)
