"""Reads web pages, and what spreadsheets and Word save as such."""
