"""The markup of a Word document: what is read of it, and what is left out."""

from collections.abc import Callable, Mapping
from functools import partial

from pingfen.readers.flow import Flow
from pingfen.readers.grid import Grid
from pingfen.readers.markup import Action, Attributes, Ends, Markup, Starts, is_on, named, value
from pingfen.readers.word.runs import Runs, Styles
from pingfen.readers.word.tables import TableMarkup

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MATHS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
CHOICES = ("http://schemas.openxmlformats.org/markup-compatibility/2006",)
PICTURES = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
    "urn:schemas-microsoft-com:vml",
)
DIAGRAMS = (
    "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "http://purl.oclc.org/ooxml/drawingml/chart",
    "http://purl.oclc.org/ooxml/drawingml/diagram",
    "urn:schemas-microsoft-com:office:office",
)
# formerly deleted, formerly formatted, spoken, instructions instead of results
SKIPPED = (
    *("delText", "delInstrText", "rt", "sectPr", "tblGrid", "sdtEndPr"),
    *("rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
)
PROPERTIES = ("trPr", "tcPr", "pPr", "rPr", "sdtPr")


class Story:
    """The main part of a document while it is read."""

    def __init__(self, file: str, part: str, styles: Styles) -> None:
        """Start before its first element."""
        self.flow = Flow(file)
        self.runs = Runs(self.flow, styles)
        self.tables = TableMarkup(self.flow, self.runs)
        self.markup = Markup(file, part)
        self.markup.starts, self.markup.ends = self._starts(), self._ends()
        self.within = ""  # the properties that are being read: of a row, a paragraph, a run
        self.chosen: list[bool] = []  # of each set of alternatives, if one was read
        self.prompts: list[bool] = []  # of each content control, if it only shows its prompt

    def read(self, content: bytes) -> Grid:
        """Return what the part holds."""
        self.markup.hear(content)
        self.runs.end()
        return self.flow.grid()

    # what is left out, what was changed

    def _choose(self, attributes: Attributes) -> None:
        """Read the first of some alternatives, which say the same thing twice."""
        if not self.chosen or self.chosen[-1]:
            self.markup.skip(attributes)
        else:
            self.chosen[-1] = True

    def _changed(self, _: Attributes) -> None:
        self.flow.notice("tracked-changes")

    def _delete(self, attributes: Attributes) -> None:
        """Leave out what a change deleted: a text, the mark that ends a paragraph, a row."""
        if self.within == "trPr":
            self.tables.drop_row("deleted-row")
            return
        self._changed(attributes)
        if self.within == "pPr":
            self.runs.joins = True
        elif not self.within:
            self.markup.skip(attributes)

    def _embed(self, _: Attributes) -> None:
        self.flow.notice("embedded")

    def _picture(self, _: Attributes) -> None:
        """Say that a picture is not read: stamps are common, but it may show a number."""
        self.flow.notice("picture", "doubt" if self.flow.table else "note")

    # properties and content controls

    def _open_properties(self, name: str, _: Attributes) -> None:
        self.within = self.within or name

    def _close_properties(self, name: str) -> None:
        if self.within == name:
            self.within = ""

    def _open_control(self, _: Attributes) -> None:
        self.prompts.append(False)

    def _prompt(self, _: Attributes) -> None:
        """Take what the control shows for its prompt: nobody filled it."""
        if self.prompts and not self.prompts[-1]:
            self.prompts[-1] = True
            self.runs.muted += 1

    def _close_control(self) -> None:
        if self.prompts and self.prompts.pop():
            self.runs.muted -= 1

    # paragraphs and what stands in them

    def _open_paragraph(self, _: Attributes) -> None:
        self.runs.open_paragraph()

    def _open_run(self, _: Attributes) -> None:
        self.runs.open_run()

    def _hide(self, attributes: Attributes) -> None:
        if self.within == "rPr":
            self.runs.hidden = is_on(attributes)

    def _strike(self, attributes: Attributes) -> None:
        if self.within == "rPr":
            self.runs.struck = is_on(attributes)

    def _shift(self, attributes: Attributes) -> None:
        if self.within == "rPr":
            self.runs.shift = value(attributes)

    def _dress(self, attributes: Attributes) -> None:
        if self.within == "rPr":
            self.runs.font = value(attributes, "ascii")

    def _look(self, attributes: Attributes) -> None:
        self.runs.look(value(attributes))

    def _open_text(self, _: Attributes) -> None:
        self.markup.take(self.runs.take)

    def _close_text(self) -> None:
        self.markup.take(None)

    def _symbol(self, attributes: Attributes) -> None:
        self.runs.take_symbol(value(attributes, "font"), value(attributes, "char"))

    def _open_instruction(self, _: Attributes) -> None:
        self.markup.take(self.runs.fields.instruct)

    def _open_box(self, _: Attributes) -> None:
        """Begin a text box: its paragraphs are no lines of the cell that it hangs on."""
        if self.flow.table is not None:
            self.flow.notice("text-box")
        self.flow.open_box()

    def _starts(self) -> Starts:
        """Return the actions by the names of elements."""
        word: dict[str, Action] = {
            **dict.fromkeys(SKIPPED, self.markup.skip),
            **{name: partial(self._open_properties, name) for name in PROPERTIES},
            **dict.fromkeys(("ins", "moveTo", "cellIns", "cellDel", "cellMerge"), self._changed),
            **dict.fromkeys(("del", "moveFrom"), self._delete),
            **dict.fromkeys(("altChunk", "object", "subDoc"), self._embed),
            **self._in_paragraphs(),
            **self.tables.starts,
            "txbxContent": self._open_box,
            "sdt": self._open_control,
            "showingPlcHdr": self._prompt,
        }
        return (
            named(WORD, word)
            | named(CHOICES, {"AlternateContent": self._open_choices})
            | named(CHOICES, dict.fromkeys(("Choice", "Fallback"), self._choose))
            | named(PICTURES, dict.fromkeys(("blip", "imagedata"), self._picture))
            | named(DIAGRAMS, dict.fromkeys(("chart", "relIds", "OLEObject"), self._embed))
            | named(MATHS, self._in_formulas())
        )

    def _in_paragraphs(self) -> Mapping[str, Action]:
        write = self.runs.write
        return {
            "p": self._open_paragraph,
            "r": self._open_run,
            "t": self._open_text,
            "vanish": self._hide,
            "strike": self._strike,
            "dstrike": self._strike,
            "vertAlign": self._shift,
            "rFonts": self._dress,
            "rStyle": self._look,
            "sym": self._symbol,
            "fldChar": self.runs.field,
            "instrText": self._open_instruction,
            "checkBox": self.runs.fields.open_box,
            "default": self.runs.fields.preset,
            "checked": self.runs.fields.tick,
            "listEntry": self.runs.fields.offer,
            "result": self.runs.fields.choose,
            "tab": lambda _: None if self.within else write("\t"),
            "ptab": lambda _: write("\t"),
            "br": lambda _: write("\n"),
            "cr": lambda _: write("\n"),
            "noBreakHyphen": lambda _: write("-"),
        }

    def _in_formulas(self) -> Mapping[str, Action]:
        write = self.runs.write
        return {
            "r": self._open_run,
            "t": self._open_text,
            "sup": lambda _: self.runs.level("superscript"),
            "sub": lambda _: self.runs.level("subscript"),
            "den": lambda _: write("/"),
            "rad": lambda _: write("√"),
            "d": lambda _: write("("),
        }

    def _ends(self) -> Ends:
        """Return the actions at the ends of elements."""
        word: dict[str, Callable[[], object]] = {
            **{name: partial(self._close_properties, name) for name in PROPERTIES},
            **self.tables.ends,
            "p": self.runs.close_paragraph,
            "r": self.runs.open_run,
            "t": self._close_text,
            "instrText": self._close_text,
            "txbxContent": self.flow.close,
            "sdt": self._close_control,
        }
        maths: dict[str, Callable[[], object]] = {
            **dict.fromkeys(("sup", "sub"), partial(self.runs.level, "")),
            "r": self.runs.open_run,
            "t": self._close_text,
            "d": partial(self.runs.write, ")"),
        }
        choices: dict[str, Callable[[], object]] = {"AlternateContent": self._close_choices}
        return named(WORD, word) | named(MATHS, maths) | named(CHOICES, choices)

    def _open_choices(self, _: Attributes) -> None:
        self.chosen.append(False)

    def _close_choices(self) -> None:
        if self.chosen:
            self.chosen.pop()
