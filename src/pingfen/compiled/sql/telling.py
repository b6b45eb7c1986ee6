"""The sentences that explain rows, as SQL: put together by the engine, number by number."""

from pingfen.compiled.bounds import Bounds
from pingfen.compiled.plan import Spoken
from pingfen.compiled.program import Division, Fixed, Plain, Program, Said, Term
from pingfen.compiled.sql import Stages, integer
from pingfen.compiled.sql.dialects import ONE, Dialect, Sums, among
from pingfen.exact import SHOWN_CUT, SHOWN_WHOLE

# so many digits fit in a short decimal, and in a long one
SHORT, LONG = 18, 38
MILLION = 10**SHOWN_WHOLE


def because(program: Program, dialect: Dialect, of: Stages, prefix: str = "") -> str:
    """Return the sentence of each row, over the columns that ``of`` adds.

    Raises ``Unsupported`` where a number in a sentence does not fit in an integer of the engine.
    """
    telling = _Telling(program, dialect, prefix)
    whens: dict[str, list[int]] = {}
    for end, outcome in enumerate(of.outcomes):
        whens.setdefault(telling.sentence(program.sentences[outcome]), []).append(end)
    parts = [f"WHEN {among(of.end, ends)} THEN {text}" for text, ends in whens.items()]
    return f"CASE {' '.join(parts)} END"


class _Telling:
    """Writes the sentences of one program."""

    def __init__(self, program: Program, dialect: Dialect, prefix: str) -> None:
        self.program = program
        self.dialect = dialect
        self.prefix = prefix
        self.bounds = Bounds(program.columns, program.rounded)

    def sentence(self, said: tuple[Said, ...]) -> str:
        """Write one sentence, its texts as few as can be."""
        parts: list[Said] = []
        for part in said:
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif isinstance(part, Fixed) and part.percent:
                parts += [part, "%"]
            else:
                parts.append(part)
        texts = [self.part(part) for part in parts]
        if len(texts) == 1:
            return texts[0]
        return f"concat({', '.join(texts)})" if texts else "NULL"

    def part(self, part: Said) -> str:
        """Write a part of a sentence."""
        match part:
            case str():
                return self.dialect.text(part)
            case Spoken(field):
                return self.dialect.column(self.prefix + field)
            case Fixed(value, places, _):
                return self.fixed(value, places)
            case Plain(top, bottom):
                return self.plain(Division(top, bottom, "down"))

    def sums(self, largest: int | None) -> Sums:
        """Return how to write sums of numbers up to a limit."""
        type_ = integer(self.program, self.dialect, largest)
        narrow = next(iter(self.dialect.integers.values()))
        cast = "" if type_ == narrow else type_
        return Sums(self.program, self.dialect, self.prefix, cast)

    def fixed(self, value: Division, places: int) -> str:
        """Write a rounded number."""
        most = self.bounds.division(value)
        return self.decimal(self.sums(most).division(value), places, len(str(most)))

    def decimal(self, whole: str, places: int, digits: int) -> str:
        """Write a whole number with a point before its last places."""
        text = self.dialect.string
        if not places:
            return f"CAST({whole} AS {text})"
        width = SHORT - places - 1 if digits < SHORT - places - 1 else LONG - 1 - places
        unit = f"CAST('0.{'1':0>{places}}' AS DECIMAL({places + 1}, {places}))"
        return f"CAST(CAST({whole} AS DECIMAL({width}, 0)) * {unit} AS {text})"

    def trimmed(self, whole: str, places: int, digits: int) -> str:
        """Write the same without zeros at its end."""
        text = self.decimal(whole, places, digits)
        return _trimmed(text) if places else text

    def plain(self, value: Division) -> str:
        """Write a number whole, or cut where it has more than some decimals."""
        top, bottom = value.top, value.bottom
        most = self.bounds.division(value)
        sums = self.sums(most)
        places = _places(bottom)
        if places is not None and places <= SHOWN_WHOLE:
            return self.trimmed(sums.whole(top), places, len(str(most)))
        above, below = sums.factor(top), sums.factor(bottom)
        by = self.dialect.divided
        rest = f"CAST({above} % {below} AS {self.dialect.wide}) * {MILLION}"
        whole = f"CAST({above} {by} {below} AS DECIMAL(31, 0))"
        millionths = f"CAST(({rest}) {by} {below} AS DECIMAL(7, 0))"
        sum_ = f"{whole} + {millionths} * CAST('0.000001' AS DECIMAL(7, 6))"
        shown = f"CAST({sum_} AS {self.dialect.string})"
        cut = f"substr({shown}, 1, length({shown}) - {SHOWN_WHOLE - SHOWN_CUT}) || '…'"
        return f"CASE WHEN ({rest}) % {below} = 0 THEN {_trimmed(shown)} ELSE {cut} END"


def _trimmed(text: str) -> str:
    return f"trim(TRAILING '.' FROM trim(TRAILING '0' FROM {text}))"


def _places(bottom: tuple[Term, ...]) -> int | None:
    """Return how many decimals a number over a power of ten has."""
    if bottom == ONE:
        return 0
    if len(bottom) > 1 or bottom[0].fields:
        return None
    digits = str(bottom[0].factor)
    return len(digits) - 1 if digits == "1".ljust(len(digits), "0") else None
