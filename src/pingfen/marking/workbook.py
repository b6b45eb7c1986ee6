"""Puts comments at the cells of a workbook, and changes nothing else in its package."""

from collections.abc import Mapping
from typing import NamedTuple

from pingfen.auditing import Finding
from pingfen.errors import DataPlace, FormError, problem
from pingfen.marking.comments import VML_TYPE, Cell, Comments
from pingfen.marking.drawing import Drawing, blocks_in
from pingfen.marking.outline import Change, Element, encoded, inside, tag, tag_at
from pingfen.marking.package import OFFICE, Package
from pingfen.marking.spots import Spots
from pingfen.places import SheetPlace
from pingfen.readers.workbook.sheet import Merge
from pingfen.readers.workbook.sheet_xml import REFERENCE, number_of

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
# what stands before the legacy drawing of a sheet, wherever it stands in its order
BEFORE = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
        *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
        *("sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
        *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
        *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
    }
)
FIRST = Cell(1, 1)


class Sheet(NamedTuple):
    """A sheet of the workbook: what it is called, and its part."""

    name: str
    part: str


def mark_workbook(package: Package, spots: Spots, lang: str) -> None:
    """Put a comment at each spot; a finding without a cell goes to the first one of the book.

    Comments of an earlier marking are taken away first. Raises ``FormError`` if a sheet is gone.
    """
    sheets = _sheets(package)
    by_sheet = _by_sheet(spots, sheets, package.file)
    used = blocks_in(package)
    for sheet in sheets:
        used = _mark_sheet(package, sheet, by_sheet.get(sheet.name, {}), lang, used)


def _sheets(package: Package) -> list[Sheet]:
    related = {found.id: found for found in package.relationships(package.main)}
    return [
        Sheet(found.value("name"), related[found.value("id")].target)
        for group in package.outline(package.main).named("sheets")
        for found in group.named("sheet")
        if found.value("id") in related and related[found.value("id")].kind == "worksheet"
    ]


def _by_sheet(
    spots: Spots, sheets: list[Sheet], file: str
) -> Mapping[str, Mapping[Cell, list[Finding]]]:
    known = {sheet.name: dict[Cell, list[Finding]]() for sheet in sheets}
    for place, findings in spots.items():
        name, cell = next(iter(known), ""), FIRST
        if isinstance(place, SheetPlace):
            name, cell = place.sheet, Cell(place.row, place.column)
        if name not in known:
            raise FormError([problem("sheet-gone", DataPlace(file), sheet=name)])
        known[name].setdefault(cell, []).extend(findings)
    return known


def _mark_sheet(
    package: Package, sheet: Sheet, findings: Mapping[Cell, list[Finding]], lang: str, used: int
) -> int:
    """Mark one sheet; return the last block of numbers of shapes that is used by now."""
    related = package.relationships(sheet.part)
    part = next((found.target for found in related if found.kind == "comments"), "")
    if not findings and not part:
        return used
    root = package.outline(sheet.part, closed=("sheetData",))
    known = part if part in package.names else ""
    comments = Comments(package, known, strict=root.space == STRICT)
    if not findings and not comments.own:
        return used
    drawn = _drawing_of(package, sheet.part, root)
    drawing = Drawing(package.raw(drawn) if drawn else b"", used, package.file)
    drawing.remove(comments.own)
    new = comments.add(_shown(findings, _merges(root)), lang)
    drawing.draw(new if drawn else {**dict.fromkeys(comments.others, ""), **new})
    _store(package, sheet.part, root, comments, drawing, drawn)
    return drawing.last


def _store(  # noqa: PLR0913, PLR0917  # the parts of a sheet that are written together
    package: Package, part: str, root: Element, comments: Comments, drawing: Drawing, drawn: str
) -> None:
    """Put comments and drawing into the package, and let the sheet refer to new ones."""
    kind = OFFICE[root.space == STRICT]
    if not comments.part:
        package.relate(part, f"{kind}/comments", comments.store())
    else:
        comments.store()
    if drawn:
        package.put(drawn, drawing.content)
        return
    name = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.put(name, drawing.content)
    package.declare_extension("vml", VML_TYPE, name)
    id_ = package.relate(part, f"{kind}/vmlDrawing", name)
    content = package.part(part)
    package.change(part, [_legacy_drawing(content, root, kind, id_)])


def _legacy_drawing(content: bytes, root: Element, kind: str, id_: str) -> Change:
    """Return the change that lets a sheet name its drawing of comments, at its right position."""
    prefix = tag_at(content, root.start).decode().rpartition(":")
    name = prefix[0] + prefix[1] + "legacyDrawing"
    text = tag(name, [("xmlns:r", kind), ("r:id", id_)])
    dangling = next(root.named("legacyDrawing"), None)
    if dangling is not None:
        return Change(dangling.start, dangling.end, encoded(text))
    before = [child.end for child in root.children if child.name in BEFORE]
    return inside(content, root.start, root.opened, before[-1] if before else root.opened, text)


def _drawing_of(package: Package, part: str, root: Element) -> str:
    """Return the name of the drawing of a sheet's comments, if it has one."""
    for found in root.named("legacyDrawing"):
        for related in package.relationships(part):
            if related.id == found.value("id") and related.target in package.names:
                return related.target
    return ""


def _merges(root: Element) -> dict[Cell, Merge]:
    """Return the merged cells by their first cell."""
    found = {}
    for group in root.named("mergeCells"):
        for merge in group.named("mergeCell"):
            ends = [REFERENCE.fullmatch(end) for end in merge.value("ref").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:  # noqa: PLR2004  # from one to the other
                top, bottom = sorted((int(ends[0][2]), int(ends[1][2])))
                left, right = sorted((number_of(ends[0][1]), number_of(ends[1][1])))
                found[Cell(top, left)] = Merge(top, left, bottom, right)
    return found


def _shown(
    findings: Mapping[Cell, list[Finding]], merges: Mapping[Cell, Merge]
) -> dict[Cell, list[Finding]]:
    """Return the findings by the cells that are seen: of a merged one its first."""
    found: dict[Cell, list[Finding]] = {}
    for cell, said in findings.items():
        over = (
            first
            for first, (top, left, bottom, right) in merges.items()
            if top <= cell.row <= bottom and left <= cell.column <= right
        )
        found.setdefault(next(over, cell), []).extend(said)
    return found
