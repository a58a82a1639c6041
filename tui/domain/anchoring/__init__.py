"""Find a passage in a changed text."""
