"""What goes back to the units: their own files with comments, and notices of return."""

from pingfen.marking.copies import mark, mark_files, marked

__all__ = ["mark", "mark_files", "marked"]
