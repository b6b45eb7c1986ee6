"""Numbers that depend on one figure: where along it what the scorer says would change, exactly."""

from pingfen.along.number import Along, Trail
from pingfen.along.smallest import Distance, Says, TooManyPieces, smallest, stretch

__all__ = ["Along", "Distance", "Says", "TooManyPieces", "Trail", "smallest", "stretch"]
