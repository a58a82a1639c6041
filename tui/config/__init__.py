"""What a person can set: the file it is read from, what is allowed in it, and what is remembered besides."""
