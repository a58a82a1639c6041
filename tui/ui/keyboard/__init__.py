"""Commands as data, key sequences and key hints; knows no screen."""
