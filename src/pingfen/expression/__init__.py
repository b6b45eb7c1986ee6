"""Expressions: their grammar, names and types, functions, templates, and the interpreter."""
