"""How large what a program works out may become."""

from collections.abc import Iterable, Mapping

from pingfen.compiled.program import Column, Compared, Division, Fork, Way, Whole


class Bounds:
    """How large sums and quotients may become."""

    def __init__(self, columns: Mapping[str, Column], rounded: Mapping[str, Division]) -> None:
        """Take the limits of columns, and of rounded numbers from what they are of."""
        self.of_field: dict[str, int | None] = {}
        for name, column in columns.items():
            known = column.low is not None and column.high is not None
            self.of_field[name] = max(abs(column.low), abs(column.high)) if known else None  # type: ignore[arg-type]  # as just asked
        for name, division in rounded.items():
            self.of_field[name] = self.division(division)

    def largest(self, ways: Iterable[Way]) -> int | None:
        """Return a bound of everything that is worked out, None where there is none."""
        found = [1, *self.of_field.values()]
        for way in ways:
            if isinstance(way, Fork):
                sides = (way.test.left, way.test.right) if isinstance(way.test, Compared) else ()
                found += map(self.whole, sides)
            elif way.score:
                score = self.division(way.score)
                found.append(score)
                if way.limit:
                    found.append(None if score is None else (score + 1) * way.limit.factor)
                    found.append(self.whole(way.limit.most or ()))
        known = [value for value in found if value is not None]
        return max(known) if len(known) == len(found) else None

    def whole(self, of: Whole) -> int | None:
        """Return a bound of a sum."""
        total = 0
        for term in of:
            part = abs(term.factor)
            for name in term.fields:
                most = self.of_field.get(name)
                if most is None:
                    return None
                part *= most
            total += part
        return total

    def division(self, of: Division) -> int | None:
        """Return a bound of a quotient, and of what rounding works out on the way to it."""
        top, bottom = self.whole(of.top), self.whole(of.bottom)
        return None if top is None or bottom is None else 2 * top + 2 * bottom
