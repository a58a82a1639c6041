"""Speed and memory of the program, measured from outside and run by hand; see README.md here."""
