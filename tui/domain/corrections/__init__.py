"""Entities as the reader corrects them."""
