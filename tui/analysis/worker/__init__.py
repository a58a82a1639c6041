"""The analysis in a process of its own, and the cache of analyses on disk."""
