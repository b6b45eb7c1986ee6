"""The package that an .xlsx or .docx is: parts, their types and relationships, packed again.

What is not changed is copied byte for byte; nothing is read into a model and written out of it,
which loses what the model does not know.
"""

import io
import posixpath
import zipfile
from collections.abc import Collection, Iterable
from typing import NamedTuple
from urllib.parse import unquote

from pingfen.marking.outline import Change, Element, appended, changed, outline_of, tag
from pingfen.readers.archive import TYPES, main_part, opened, part_of
from pingfen.readers.grid import unreadable

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
# what the types of relationships begin with, and their attributes in parts, by whether the
# document is written in the strict way
OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # what a new part is dated, so that a copy is always the same


class Relationship(NamedTuple):
    """What a part refers to: a kind (the end of its type) and another part."""

    id: str
    kind: str
    target: str


class Package:
    """A package that is being changed. Raises ``FormError`` where it is broken or hostile."""

    def __init__(self, content: bytes, file: str) -> None:
        """Open a package; nothing is changed yet."""
        self.file = file
        self.archive = opened(content, file)
        self.main, self.kind = main_part(self.archive, file)
        self.names = set(self.archive.namelist())
        self.parts: dict[str, bytes] = {}

    def part(self, name: str) -> bytes:
        """Return an XML part as it is by now."""
        return self.parts[name] if name in self.parts else part_of(self.archive, name, self.file)

    def raw(self, name: str) -> bytes:
        """Return a part as it is by now, whatever stands in it."""
        if name in self.parts:
            return self.parts[name]
        try:
            return self.archive.read(name)
        except Exception as error:  # noqa: BLE001  # damaged data raises whatever its codec raises
            raise unreadable("broken-part", self.file, part=name, found=error) from None

    def outline(self, name: str, closed: Collection[str] = ()) -> Element:
        """Return the outline of a part as it is by now."""
        return outline_of(self.part(name), self.file, name, closed)

    def put(self, name: str, content: bytes) -> None:
        """Give a part, new or not, what it holds from now on."""
        self.parts[name] = content
        self.names.add(name)

    def change(self, name: str, changes: Iterable[Change]) -> None:
        """Change a part in some places."""
        self.put(name, changed(self.part(name), changes))

    def free_name(self, pattern: str) -> str:
        """Return the first name with a number that no part has, in whatever case."""
        taken = {name.lower() for name in self.names}
        numbers = (pattern.format(number) for number in range(1, len(taken) + 2))
        return next(name for name in numbers if name.lower() not in taken)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return what a part refers to inside the package."""
        name = relations_name(part)
        if name not in self.names:
            return ()
        return tuple(
            Relationship(
                found.value("Id"),
                found.value("Type").rpartition("/")[2],
                self._target(part, found.value("Target")),
            )
            for found in self.outline(name).named("Relationship")
            if found.value("TargetMode") != "External"
        )

    def relate(self, part: str, type_: str, target: str) -> str:
        """Let a part refer to another; return the id of the relationship."""
        name = relations_name(part)
        if name not in self.names:
            empty = DECLARATION + tag("Relationships", [("xmlns", RELATIONSHIPS)], "")
            self.put(name, empty.encode())
            self.declare_extension("rels", RELATIONSHIPS_TYPE)
        root = self.outline(name)
        known = {found.value("Id") for found in root.named("Relationship")}
        new = next(f"rId{n}" for n in range(1, len(known) + 2) if f"rId{n}" not in known)
        space = ("xmlns", RELATIONSHIPS)
        said = [space, ("Id", new), ("Type", type_), ("Target", f"/{target}")]
        self.change(name, [appended(self.part(name), root, tag("Relationship", said))])
        return new

    def declare(self, part: str, type_: str) -> None:
        """Say in [Content_Types].xml what a new part is."""
        self._declare("Override", ("PartName", f"/{part}"), type_)

    def declare_extension(self, extension: str, type_: str, part: str = "") -> None:
        """Say what parts with an extension are, or a part alone where others of it are else."""
        for found in self.outline(TYPES).named("Default"):
            if found.value("Extension").lower() == extension:
                if part and found.value("ContentType") != type_:
                    self.declare(part, type_)
                return
        self._declare("Default", ("Extension", extension), type_)

    def packed(self) -> bytes:
        """Return the package with its changes."""
        output = io.BytesIO()
        last = {info.filename: info for info in self.archive.infolist()}
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as written:
            for name, info in last.items():
                written.writestr(_like(info), self.raw(name))
            for name, content in self.parts.items():
                if name not in last:
                    written.writestr(_new(name), content)
        return output.getvalue()

    def _declare(self, name: str, what: tuple[str, str], type_: str) -> None:
        root = self.outline(TYPES)
        said = [("xmlns", root.space)] if root.space else []
        text = tag(name, [*said, what, ("ContentType", type_)])
        self.change(TYPES, [appended(self.part(TYPES), root, text)])

    def _target(self, part: str, target: str) -> str:
        folder = "" if target.startswith("/") else posixpath.dirname(part)
        path = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
        return path if path in self.names else unquote(path)


def relations_name(part: str) -> str:
    """Return the name of the part that says what another refers to.

    >>> relations_name("xl/worksheets/sheet1.xml")
    'xl/worksheets/_rels/sheet1.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return how to write a part as it was: its name, date, way of packing, rights."""
    found = zipfile.ZipInfo(info.filename, info.date_time)
    found.compress_type = info.compress_type
    found.external_attr, found.create_system = info.external_attr, info.create_system
    return found


def _new(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, LONG_AGO)
    found.compress_type = zipfile.ZIP_DEFLATED
    return found
