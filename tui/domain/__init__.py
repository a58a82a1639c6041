"""The terms of Postil - articles, entities, quotations, annotations - without storage or interface."""
