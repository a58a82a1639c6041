"""What readers make on articles - notes, corrections, reading positions - stored so that none is lost.

Every article has a small TinyDB file of its own and a mirror of its last good state. A change
is a transaction on one article: ``transaction.py`` lists its steps, ``recovery.py`` what happens
to files that are damaged.
"""
