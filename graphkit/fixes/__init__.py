"""Repairs become edits of exact bytes: an edit is made in memory, confirmed by reading the file again, then written."""
