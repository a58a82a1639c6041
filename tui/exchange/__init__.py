"""What readers make on articles, in the forms that other programs read and write."""
