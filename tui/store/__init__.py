"""What readers make of articles - notes, corrections, reading positions - kept so that none is lost.

Every article has a small TinyDB file of its own and a mirror of its last good state. A change
is a transaction on one article: ``transaction.py`` tells its steps, ``recovery.py`` what becomes
of files that are damaged.
"""
