"""Whole columns at once, for polars: the diagram as masks, all scores as one quotient."""
