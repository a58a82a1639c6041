"""Text primitives: spans, folding, sentences, sanitizing."""
