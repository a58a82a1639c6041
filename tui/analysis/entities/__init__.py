"""Entities: group mentions, and normalise their names."""
