"""Screens over all articles: articles, people, tags, search."""
