"""Names and quotations in a text, found with spaCy in a process of its own."""
