"""Writes a number into the digits of a format: ``#,##0.00`` gives 1,234.50."""

from decimal import ROUND_HALF_UP, Decimal

from pingfen.exact import UNBOUNDED
from pingfen.readers.workbook.format_codes import Section

GROUP = 3


class Pattern:
    """The digits of a section: those before the point, those behind it, and all around them."""

    def __init__(self, section: Section) -> None:
        """Take apart a section that has digits."""
        tokens = section.tokens
        kinds = [token.kind for token in tokens]
        digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
        point = kinds.index("point") if "point" in kinds else max(digits) + 1
        last_whole = max((at for at in digits if at < point), default=-1)
        self.percents = kinds.count("percent")
        commas = [at for at, kind in enumerate(kinds) if kind == "comma"]
        self.grouped = any(digits[0] < at < last_whole for at in commas)
        last = max(digits)
        self.thousands = sum(1 for at in commas if at > last or last_whole < at < point)
        self.before = [token for token in tokens[:point] if token.kind != "comma"]
        self.behind = [token for token in tokens[point:] if token.kind not in {"comma", "point"}]
        self.point = "." if "point" in kinds else ""
        self.whole = sum(1 for token in self.before if token.kind == "digit")
        self.places = sum(1 for token in self.behind if token.kind == "digit")
        # a literal between the digits: 0!.0, shows ten thousands so
        self.broken = any(kinds[at] == "literal" for at in range(digits[0], last) if at != point)

    def scaled(self, value: Decimal) -> Decimal:
        """Return what is written of a number: a percentage is a hundred times as much."""
        return value.scaleb(2 * self.percents - GROUP * self.thousands, UNBOUNDED)

    def write(self, value: Decimal, places: int) -> str:
        """Return a number that is not negative, rounded to some places."""
        digits = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, UNBOUNDED):f}"
        whole, _, decimals = digits.partition(".")
        point = self.point or ("." if places else "")
        return self._whole(whole.lstrip("0")) + (
            point + self._decimals(decimals) if self.places else self._none(point, decimals)
        )

    def _none(self, point: str, decimals: str) -> str:
        """Return decimals that the format has no place for, before what follows the number."""
        tail = "".join(token.text for token in self.behind)
        return (point if decimals or self.point else "") + decimals + tail

    def _whole(self, digits: str) -> str:
        """Fill the places from the last one on; the first takes all that is left."""
        out: list[str] = []
        left, places, written = list(digits), self.whole, 0
        for token in reversed(self.before):
            if token.kind != "digit":
                out.append(token.text)
                continue
            places -= 1
            filled = [left.pop() if left else {"0": "0", "?": " "}.get(token.text, "")]
            if not places:
                filled += reversed(left)
            for digit in filled:
                if self.grouped and written and written % GROUP == 0 and digit.strip():
                    out.append(",")
                out.append(digit)
                written += bool(digit)
        return "".join(reversed(out))

    def _decimals(self, digits: str) -> str:
        out = []
        at, last = 0, len(digits.rstrip("0"))
        for token in self.behind:
            if token.kind != "digit":
                out.append(token.text)
                continue
            at += 1
            shown = digits[at - 1] if at <= last or token.text == "0" else ""
            out.append(shown or (" " if token.text == "?" else ""))
            if at == self.places:
                out.append(digits[at:])
        return "".join(out)
