"""Quotations: find them, and attribute them to their speakers."""
