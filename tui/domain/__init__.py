"""What Postil talks about - articles, names, quotations, notes - and nothing of how it is kept or shown."""
