"""Which tables go on on the next page, and what is printed there only because it is a page."""

import re
from collections.abc import Iterator, Sequence

from pingfen.readers.pdf.glyphs import Written, joined
from pingfen.readers.pdf.pages import Loose, Part
from pingfen.readers.pdf.ruled import NEAR

Items = Sequence[Loose | Part]
Pages = tuple[Items, Items]
# 3 · - 3 - · 第3页 · 第 3 页 共 5 页 · 3/5
PAGE_NUMBER = re.compile(
    r"[-—–·\s]*第?\s*[0-9]+\s*页?\s*([/,，共]\s*共?\s*[0-9]+\s*页?)?[-—–·\s]*"
)
LEAST_HEADING = 3


def chains(pages: Sequence[Items]) -> Iterator[Loose | list[Part]]:
    """Yield lines and tables in order, the parts of a table on several pages as one."""
    left: list[Loose] = []
    chain: list[Part] = []
    for number, items in enumerate(pages):
        for item in items:
            if isinstance(item, Loose):
                if not _is_page_number(item, items):
                    left.append(item)
            elif chain and _continues(chain, item, left, (pages[number - 1], items)):
                chain.append(item)
                left = []
            else:
                yield from [chain] if chain else []
                yield from left
                chain, left = [item], []
    yield from [chain] if chain else []
    yield from left


def _is_page_number(loose: Loose, items: Items) -> bool:
    """Tell whether the first or the last line of a page is only its number."""
    text = loose.line.text
    if loose not in (items[0], items[-1]) or not PAGE_NUMBER.fullmatch(text):
        return False
    return not text.isdecimal() or int(text) == loose.page


def _continues(chain: Sequence[Part], other: Part, between: Sequence[Loose], pages: Pages) -> bool:
    """Tell whether a table goes on in another, as wide as it, on the next page.

    Only what is printed on both pages may stand between them, and it begins as no new form does.
    """
    sides = zip(_sides(chain[-1]), _sides(other), strict=True)
    if other.page != chain[-1].page + 1 or any(abs(one - two) > NEAR for one, two in sides):
        return False
    return _all_running(between, *pages) and not _begins_anew(chain[0], other)


def _all_running(lines: Sequence[Loose], page: Items, following: Items) -> bool:
    """Tell whether lines are a header or a footer: on both pages the same at the same height."""
    marks = [
        {(_masked(item.line), item.top // NEAR) for item in items if isinstance(item, Loose)}
        for items in (page, following)
    ]
    return all(
        any((_masked(loose.line), loose.top // NEAR + by) in known for by in (-1, 0, 1))
        for loose in lines
        for known in marks
    )


def _begins_anew(first: Part, other: Part) -> bool:
    """Tell whether two tables begin with the same label and then say something else."""
    one, two = _first_row(first), _first_row(other)
    return one[:1] == two[:1] and (one != two or not is_heading(one))


def _first_row(part: Part) -> list[str]:
    boxes = zip(part.table.boxes, part.lines, strict=True)
    return [joined(lines, 0).text for box, lines in boxes if box.row == 0 and lines]


def _sides(part: Part) -> tuple[int, int]:
    return part.table.xs[0], part.table.xs[-1]


def _masked(line: Written) -> str:
    return re.sub("[0-9]+", "#", line.text)


def is_heading(texts: Sequence[str]) -> bool:
    """Tell whether a row can be a heading: several words and no number in them."""
    return len(texts) >= LEAST_HEADING and not any(re.search("[0-9]", text) for text in texts)
