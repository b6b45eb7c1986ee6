"""Reads workbooks: their stored values, and what their formats show."""
