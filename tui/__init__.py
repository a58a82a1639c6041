"""Postil: a terminal reader for articles, with their names, quotations and your notes."""

__version__ = "0.1.0"
