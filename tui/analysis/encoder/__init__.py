"""The encoder that finds names: how text goes in and names come out; ``component`` runs it in spaCy."""
