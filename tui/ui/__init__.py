"""The interface: all that imports Textual."""
