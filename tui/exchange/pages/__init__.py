"""Pages for notes programs that are written again, once a person has edited them."""
