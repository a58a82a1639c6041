"""Formats of books, papers and letters: each file reads one, named by an entry point in pyproject.toml."""
