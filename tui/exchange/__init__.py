"""What readers make of articles, in the forms that other programs read."""
