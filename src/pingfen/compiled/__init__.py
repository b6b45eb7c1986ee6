"""Compiles policies: exact scores at the speed of code written by hand, rows and tables."""
