"""Follows what a page says to draw, within bounds, and keeps in mind what is cut off."""

from collections.abc import Sequence
from typing import cast

from pdfminer.pdfinterp import PDFPageInterpreter, PDFStackT
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psparser import literal_name
from pdfminer.utils import Matrix, apply_matrix_pt

from pingfen.readers.grid import unreadable
from pingfen.readers.pdf.drawn import Box, Drawing
from pingfen.readers.pdf.fonts import Resources

MOST_ARGUMENTS = 1_000
MOST_SAVED = 1_000


class Interpreter(PDFPageInterpreter):
    """Draws a page, but no more than so much."""

    rsrcmgr: Resources
    device: Drawing
    clip: Box | None = None

    def subinterp(self) -> "Interpreter":
        """Draw a part of the page, where it is not cut off."""
        part = cast("Interpreter", super().subinterp())
        part.clip = self.clip
        return part

    def init_state(self, ctm: Matrix) -> None:
        """Begin to draw."""
        super().init_state(ctm)
        self.clips: list[Box | None] = []

    def execute(self, streams: Sequence[object]) -> None:
        """Do what content streams say, as often as they are drawn."""
        for stream in streams:
            self.rsrcmgr.meter.use("content", len(stream_value(stream).get_data()))
        super().execute(streams)

    def push(self, obj: PDFStackT) -> None:
        """Keep an argument of the next operator."""
        if len(self.argstack) >= MOST_ARGUMENTS:
            raise unreadable("too-much-drawn", self.rsrcmgr.meter.file)
        super().push(obj)

    def do_q(self) -> None:
        """Save how things are drawn."""
        if len(self.gstack) >= MOST_SAVED:
            raise unreadable("too-much-drawn", self.rsrcmgr.meter.file)
        super().do_q()
        self.clips.append(self.clip)

    def do_Q(self) -> None:  # noqa: N802  # as the operator is called
        """Draw again as was saved."""
        super().do_Q()
        if self.clips:
            self.clip = self.clips.pop()

    def do_W(self) -> None:  # noqa: N802  # as the operator is called
        """Cut off what lies outside a path, or rather outside the box around it."""
        points = [
            apply_matrix_pt(self.ctm, (x, y))
            for _, *numbers in self.curpath
            for x, y in zip(numbers[::2], numbers[1::2], strict=False)
        ]
        if points:
            xs, ys = zip(*points, strict=True)
            box = min(xs), min(ys), max(xs), max(ys)
            self.clip = _common(self.clip, box) if self.clip else box

    def do_W_a(self) -> None:  # noqa: N802  # as the operator is called
        """Cut off, as ``do_W``."""
        self.do_W()

    def do_Do(self, xobjid_arg: PDFStackT) -> None:  # noqa: N802  # as the operator is called
        """Draw a part of the page, which must not be lost."""
        part = self.xobjmap.get(literal_name(xobjid_arg))
        if not isinstance(resolve1(part), PDFStream):
            raise unreadable("broken-zip", self.rsrcmgr.meter.file)
        super().do_Do(xobjid_arg)

    def do_TJ(self, seq: PDFStackT) -> None:  # noqa: N802  # as the operator is called
        """Draw text."""
        self.device.clip = self.clip
        super().do_TJ(seq)


def _common(one: Box, other: Box) -> Box:
    """Return what lies in both of two boxes; a point of the first where nothing does."""
    x0, y0 = (max(a, b) for a, b in zip(one[:2], other[:2], strict=True))
    x1, y1 = (min(a, b) for a, b in zip(one[2:], other[2:], strict=True))
    return x0, y0, max(x0, x1), max(y0, y1)
