"""The reader's screen, one file a feature."""
