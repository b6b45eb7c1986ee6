"""Puts comments at the cells and paragraphs of a Word document, and changes nothing else in it."""

from collections.abc import Iterator

from pingfen.auditing import Finding
from pingfen.marking.anchors import Anchor, Anchors, anchors_of
from pingfen.marking.notes import Notes
from pingfen.marking.outline import Change, changed, encoded, inside, tag
from pingfen.marking.package import Package
from pingfen.marking.remarks import remark_text
from pingfen.marking.spots import Spots


def mark_document(package: Package, spots: Spots, lang: str) -> None:
    """Put a comment at each spot; a finding without a place goes to the first paragraph.

    Comments of an earlier marking are taken away first.
    """
    notes = Notes(package)
    content = changed(package.part(package.main), notes.own_marks())
    anchors = anchors_of(content, package.file, package.main)
    found = _by_anchor(spots, anchors)
    ids = notes.add([remark_text(said, lang) for said in found.values()], lang, content)
    pairs = zip(found, ids, strict=True)
    marks = [mark for anchor, id_ in pairs for mark in _marks(content, anchor, notes, id_)]
    package.put(package.main, changed(content, marks))


def _by_anchor(spots: Spots, anchors: Anchors) -> dict[Anchor, list[Finding]]:
    found: dict[Anchor, list[Finding]] = {}
    for place, findings in spots.items():
        anchor = anchors.at(place)
        if anchor is not None:
            found.setdefault(anchor, []).extend(findings)
    return found


def _marks(content: bytes, anchor: Anchor, notes: Notes, id_: int) -> Iterator[Change]:
    """Yield the changes that let a comment reach from the first paragraph to the last."""
    start = notes.element("commentRangeStart", id_)
    reference = tag("w:r", notes.spaces, notes.element("commentReference", id_))
    end = notes.element("commentRangeEnd", id_) + reference
    first, last = anchor
    if first == last and content[first.start : first.opened].endswith(b"/>"):
        yield inside(content, first.start, first.opened, first.opened, start + end)
        return
    if content[first.start : first.opened].endswith(b"/>"):
        yield inside(content, first.start, first.opened, first.opened, start)
    else:
        yield Change(first.text, first.text, encoded(start))
    yield inside(content, last.start, last.opened, last.closing, end)
