"""The article widget and its parts: layout, painter, cursor, selection."""
