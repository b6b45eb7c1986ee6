"""Reads Word documents by their markup."""
