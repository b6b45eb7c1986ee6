"""From a Word document to a grid: its paragraphs and tables as they would be printed.

Read from the markup itself, element by element and without a tree in memory: by grid column, with
what stands in content controls, fields and tracked insertions, without what is deleted or hidden.
"""

from pingfen.readers.archive import main_part, opened, part_of
from pingfen.readers.grid import Grid
from pingfen.readers.word.story import Story
from pingfen.readers.word.styles import styles_of


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return the document as one grid. Raises ``FormError`` if it cannot be read."""
    with opened(content, file) as archive:
        part, _ = main_part(archive, file)
        markup = part_of(archive, part, file)
        styles = styles_of(archive, part, file)
    return (Story(file, part, styles).read(markup),)
