"""What the commands that ask the graph say: one module for each, with `document(value)`, and `phrases` they share."""
