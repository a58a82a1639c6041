"""The lists next to the article: entities, quotes, notes."""
